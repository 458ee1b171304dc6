"""Pictures lose what they tell of place, device and author, and nothing else."""

import io

import pytest
from PIL import Image, ImageChops, ImageOps, PngImagePlugin

from models.errors import UserError
from models.rules.picture_metadata import without_metadata
from tests.models.photos import AUTHOR, photo, picture, tells_nothing

KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def same_pixels(one: bytes, other: bytes) -> bool:
    left, right = opened(one).convert("RGB"), opened(other).convert("RGB")
    return left.size == right.size and ImageChops.difference(left, right).getbbox() is None


@pytest.mark.parametrize("kind", KINDS)
def test_place_device_and_author_go_and_every_pixel_stays(kind: str) -> None:
    content = photo(kind)
    assert not tells_nothing(content)
    bare = without_metadata(content, KINDS[kind])
    assert tells_nothing(bare)
    assert same_pixels(content, bare)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_turned_picture_stays_upright(kind: str, orientation: int) -> None:
    content = photo(kind, orientation=orientation, size=(120, 80))
    bare = without_metadata(content, KINDS[kind])
    assert tells_nothing(bare)
    upright = ImageOps.exif_transpose(opened(bare)).convert("RGB")
    assert ImageChops.difference(upright, ImageOps.exif_transpose(opened(content)).convert("RGB")).getbbox() is None


def test_a_progressive_jpeg_stays_whole() -> None:
    content = photo(progressive=True)
    assert same_pixels(content, without_metadata(content, "image/jpeg"))


def test_what_stands_behind_the_end_of_a_jpeg_goes() -> None:
    bare = without_metadata(photo() + photo(size=(64, 64)) + AUTHOR, "image/jpeg")
    assert tells_nothing(bare)
    assert bare.endswith(b"\xff\xd9")
    assert bare.count(b"\xff\xd8\xff") == 1


def test_a_jpeg_cut_off_at_its_end_is_kept_as_far_as_it_goes() -> None:
    content = photo()
    assert tells_nothing(without_metadata(content[:-2], "image/jpeg"))
    assert same_pixels(content, without_metadata(content[:-2], "image/jpeg"))


def test_texts_of_a_png_go() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", AUTHOR.decode())
    said.add_itxt("Comment", AUTHOR.decode())
    content = photo("PNG", pnginfo=said)
    assert AUTHOR in content
    assert tells_nothing(without_metadata(content, "image/png"))


def test_a_colour_profile_stays() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind, name in KINDS.items():
        bare = without_metadata(photo(kind, icc_profile=profile), name)
        assert opened(bare).info["icc_profile"] == profile


def test_a_bare_picture_stays_the_same_byte_for_byte() -> None:
    for kind, name in KINDS.items():
        held = io.BytesIO()
        picture(200, 100).save(held, kind)
        assert without_metadata(held.getvalue(), name) == held.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [3, 15, 40])
def test_a_damaged_picture_is_refused(kind: str, length: int) -> None:
    with pytest.raises(UserError, match="повреждён"):
        without_metadata(photo(kind)[:length], KINDS[kind])
