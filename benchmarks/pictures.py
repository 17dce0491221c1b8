"""Made-up pictures for the sample site, in the sizes and types that pages ask for."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image as Picture

from matbaa.pages import Rendition
from matbaa.settings import Site
from matbaa.submission import Image


def picture(site: Site, number: int) -> Image:
    """The lead image of the `number`-th article."""
    return Image(
        url=f"{site.base_url}/media/{number % 6}-1200.jpg",
        alt=f"Picture {number}",
        caption="ميناء البصرة عند الفجر" if number % 4 == 1 else "The harbour at dawn",
        credit="Reuters",
        width=1200,
        height=800,
    )


def renditions(picture: Image | None) -> dict[str, tuple[Rendition, ...]]:
    """The renditions of a picture that `draw` makes, by its address."""
    if picture is None:
        return {}
    stem = picture.url.removesuffix("-1200.jpg")
    types = (("webp", "image/webp"), ("jpg", "image/jpeg"))
    return {
        picture.url: tuple(
            Rendition(f"{stem}-{width}.{suffix}", width, width * 2 // 3, media)
            for suffix, media in types
            for width in (480, 800, 1200)
        )
    }


def draw(out: Path) -> None:
    """Draw the pictures: a gradient each, in every size and type that pages may ask for."""
    (out / "media").mkdir(parents=True, exist_ok=True)
    for number in range(6):
        sky = Picture.linear_gradient("L").resize((1200, 800))
        tint = Picture.new("RGB", sky.size, (40 + 30 * number, 90, 200 - 25 * number))
        image = Picture.composite(tint, Picture.new("RGB", sky.size, (250, 225, 190)), sky)
        for width in (480, 800, 1200):
            small = image.resize((width, width * 2 // 3))
            for suffix, kind in (("jpg", "JPEG"), ("webp", "WEBP")):
                body = io.BytesIO()
                small.save(body, kind)
                (out / "media" / f"{number}-{width}.{suffix}").write_bytes(body.getvalue())
