"""Renditions are upright, still, in web colours, and without metadata."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from matbaa.renditions import ShowsNothing, variants


def opened(body: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(body))
    image.load()
    return image


def written(image: Image.Image, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_rotated_picture_is_upright_and_without_its_location(format: str) -> None:
    image = Image.new("RGB", (60, 40), "teal")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[2] = (30.0, 2.0, 40.0)  # a latitude

    made = variants(written(image, format, exif=exif))

    assert {(one.width, one.height) for one in made} == {(40, 60)}
    for one in made:
        shown = opened(one.body)
        assert shown.size == (40, 60)
        assert not dict(shown.getexif())
        assert b"A camera" not in one.body


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
def test_an_animation_becomes_a_still_picture(format: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]

    made = variants(written(frames[0], format, save_all=True, append_images=frames[1:]))

    for one in made:
        shown = opened(one.body)
        assert getattr(shown, "n_frames", 1) == 1
        red, green, blue = shown.convert("RGB").resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]  # three bands
        assert red > 200 > 60 > max(green, blue)


def test_a_cmyk_picture_is_converted_to_rgb() -> None:
    image = Image.new("CMYK", (40, 30), (0, 255, 255, 0))

    for one in variants(written(image, "JPEG")):
        red, green, blue = opened(one.body).convert("RGB").getpixel((20, 15))  # type: ignore[misc]  # three bands
        assert red > 200 > 90 > max(green, blue)


def test_renditions_carry_no_colour_profile_and_a_broken_one_is_ignored() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = variants(written(Image.new("RGB", (40, 30), "teal"), "JPEG", icc_profile=profile))
    broken = variants(written(Image.new("RGB", (40, 30), "teal"), "JPEG", icc_profile=b"no" * 99))

    assert [one.content_hash for one in made] == [one.content_hash for one in broken]
    for one in made:
        assert "icc_profile" not in opened(one.body).info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_pixel_mode_is_supported(mode: str) -> None:
    made = variants(written(Image.new(mode, (40, 30)), "PNG"))

    assert {(one.width, one.height) for one in made} == {(40, 30)}


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (600, 2)])
def test_a_tracking_pixel_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ShowsNothing):
        variants(written(Image.new("RGB", size), "GIF"))
