"""Photos are reduced, turned upright and freed of what they tell."""

import io
from pathlib import Path

import pytest
from PIL import Image

from models.errors import UserError
from models.rows.attachments import NewFile
from models.rows.codes import FilePurpose
from tests.models.photos import photo, picture, tells_nothing
from views.pictures import LONG_SIDE, THUMBNAIL_SIDE, prepare_file, prepare_files, reduce_picture
from views.spawned import in_process

RED, BLUE, GREEN = (200, 30, 30), (30, 30, 200), (30, 200, 30)


def opened(content: bytes) -> Image.Image:
    made = Image.open(io.BytesIO(content))
    assert made.format == "WEBP"
    return made.convert("RGB")


def is_near(image: Image.Image, x: float, y: float, colour: tuple[int, int, int]) -> bool:
    found = image.getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(found, tuple)
    return all(abs(a - b) < 40 for a, b in zip(found, colour, strict=True))


def test_a_photo_becomes_a_small_webp_that_tells_nothing() -> None:
    content = photo()
    reduced = reduce_picture(content)
    assert opened(reduced.content).size == (reduced.width, reduced.height) == (LONG_SIDE, 1200)
    assert max(opened(reduced.thumbnail).size) == THUMBNAIL_SIDE
    assert tells_nothing(reduced.content)
    assert tells_nothing(reduced.thumbnail)


def test_a_photo_taken_sideways_stands_upright() -> None:
    image = opened(reduce_picture(photo(orientation=6)).content)
    assert image.size == (1200, LONG_SIDE)
    assert is_near(image, 0.9, 0.25, RED)
    assert is_near(image, 0.9, 0.75, BLUE)
    assert is_near(image, 0.03, 0.5, GREEN)


def test_a_small_picture_keeps_its_size() -> None:
    reduced = reduce_picture(photo("PNG", size=(300, 200)))
    assert (reduced.width, reduced.height) == (300, 200)


def test_a_drawing_keeps_its_transparency() -> None:
    held = io.BytesIO()
    Image.new("RGBA", (100, 100), (200, 30, 30, 0)).save(held, "PNG")
    made = Image.open(io.BytesIO(reduce_picture(held.getvalue()).content))
    assert made.convert("RGBA").getpixel((50, 50))[3] == 0  # pyright: ignore[reportOptionalSubscript, reportIndexIssue] - RGBA


def test_a_heic_is_refused_with_the_way_to_mend_it() -> None:
    with pytest.raises(UserError, match="HEIC") as refused:
        reduce_picture(b"\x00\x00\x00\x18ftypheic" + bytes(100))
    assert "Наиболее совместимые" in refused.value.advice


@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt warns of the damage, too
def test_a_damaged_photo_is_refused() -> None:
    with pytest.raises(UserError, match="не открывается"):
        reduce_picture(photo()[:300])


def test_the_original_is_kept_on_request_only_and_tells_nothing_either() -> None:
    content = photo(orientation=6)
    assert prepare_file(content, "IMG_1.jpg").original is None
    ready = prepare_file(content, "IMG_1.jpg", with_original=True)
    assert ready.original is not None
    assert tells_nothing(ready.original)
    assert Image.open(io.BytesIO(ready.original)).size == picture().size


def test_a_presentation_is_kept_as_it_is() -> None:
    assert prepare_file(b"%PDF-1.7", "Слайды.pdf") == NewFile(b"%PDF-1.7", "Слайды.pdf", FilePurpose.OTHER)


def test_a_drop_is_worked_off_in_a_process_and_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(photo(size=(400, 300)))
    (tmp_path / "2.pdf").write_bytes(b"MZ\x90")
    paths = [tmp_path / "1.jpg", tmp_path / "2.pdf", tmp_path / "3.png", tmp_path]
    done = in_process(lambda _done, _total: None, prepare_files, paths, purpose=FilePurpose.PHOTO)
    assert [each.file is not None for each in done] == [True, False, False, False]
    problems = [each.problem.message for each in done if each.problem]
    assert ["программа" in problems[0], "не открывается" in problems[1], "папка" in problems[2]] == [True] * 3
    assert done[1].problem is not None
    assert done[1].problem.advice
