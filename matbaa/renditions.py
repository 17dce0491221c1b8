"""Makes the renditions of a picture: the sizes and formats that pages use."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matbaa.errors import Rejected

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
#: Decoding a picture of this size briefly takes up to 120 MB.
MOST_PIXELS = 30_000_000
#: The limit of WebP, and in practice nearly that of AVIF.
_LONGEST_SIDE = 16_383
#: A picture with a side of at most this many pixels is a tracking pixel.
_TRACKER = 2
WIDTHS = (480, 960, 1600)
#: How each format is written: Pillow's name, media type, and options.
_WRITTEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("AVIF", "image/avif", {"quality": 55, "speed": 8}),
    ("WEBP", "image/webp", {"quality": 78, "method": 4}),
    ("JPEG", "image/jpeg", {"quality": 80, "optimize": True, "progressive": True}),
)
_PNG = ("PNG", "image/png", {"optimize": True})


class ShowsNothing(Rejected):
    """A tracking pixel: a picture that is to be fetched but not seen."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One rendition of a picture."""

    #: SHA-256 of the body, in hexadecimal.
    content_hash: str
    #: Width and height are in pixels.
    width: int
    height: int
    media_type: str
    body: bytes


def variants(body: bytes) -> list[Variant]:
    """A picture in AVIF, WebP and JPEG (PNG if it is transparent), each in up to four widths.

    No rendition is larger than the original, and animations become still pictures. Metadata (place,
    time, camera) are removed, the rotation is applied, and the colours are converted to sRGB.
    Raises Rejected("images", ...) if it is not a picture, is broken, or has more than 30 million
    pixels, and ShowsNothing for a tracking pixel.
    """
    image = _opened(body)
    widths = sorted(
        {width for width in WIDTHS if width < image.width} | {min(image.width, WIDTHS[-1])}
    )
    transparent = "A" in image.getbands()
    written = (*_WRITTEN[:2], _PNG) if transparent else _WRITTEN
    return [_variant(image, width, *how) for width in widths for how in written]


def _opened(body: bytes) -> Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Rejected("images", f"has more than {MOST_PIXELS:,} pixels")
            if max(image.size) > _LONGEST_SIDE:
                raise Rejected("images", f"has a side longer than {_LONGEST_SIDE:,} pixels")
            if min(image.size) <= _TRACKER:
                raise ShowsNothing("images", "a tracking pixel of one or two pixels")
            image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
            return _plain(ImageOps.exif_transpose(image))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise Rejected("images", "not a readable picture, or incomplete") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Rejected("images", f"has more than {MOST_PIXELS:,} pixels") from None


def _plain(image: Image) -> Image:
    """The picture in sRGB, without anything but its pixels."""
    from PIL import ImageCms

    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            web = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, given, web, outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the colours are taken to be sRGB
    plain = image.convert(mode)
    plain.info.clear()
    return plain


def _variant(
    image: Image, width: int, format: str, media_type: str, options: dict[str, Any]
) -> Variant:
    height = max(round(image.height * width / image.width), 1)
    scaled = image if width == image.width else image.resize((width, height), reducing_gap=2.0)
    out = io.BytesIO()
    scaled.save(out, format=format, **options)
    data = out.getvalue()
    return Variant(hashlib.sha256(data).hexdigest(), width, height, media_type, data)
