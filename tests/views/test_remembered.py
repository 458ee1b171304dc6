"""What the window remembers between two starts, and what it forgives."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from views.remembered import Remembered
from views.saving import beginning_for
from views.theme import Mode


def test_a_first_start_remembers_nothing(tmp_path: Path) -> None:
    kept = Remembered(tmp_path)
    assert (kept.theme, kept.scale, kept.section, kept.person_id) == (Mode.SYSTEM, 1.0, "", None)
    assert kept.geometry.isEmpty()
    assert (kept.columns("people"), kept.sort("people")) == ({}, None)


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    kept = Remembered(tmp_path)
    kept.theme, kept.scale, kept.section, kept.person_id = Mode.DARK, 1.25, "plan", 7
    kept.geometry = QByteArray(b"place")
    kept.remember_columns("people", {"name": 240, "phone": 120})
    kept.remember_sort("people", ("name", True))
    kept.remember_view("plan", "calendar")
    kept.keep()
    again = Remembered(tmp_path)
    assert (again.theme, again.scale, again.section, again.person_id) == (Mode.DARK, 1.25, "plan", 7)
    assert again.geometry == QByteArray(b"place")
    assert again.columns("people") == {"name": 240, "phone": 120}
    assert again.sort("people") == ("name", True)
    assert (again.view("plan"), again.view("events")) == ("calendar", "")


def test_tables_do_not_mix(tmp_path: Path) -> None:
    kept = Remembered(tmp_path)
    kept.remember_sort("people", ("name", False))
    assert kept.sort("events") is None


@pytest.mark.parametrize(
    "said",
    [
        "[look]\ntheme=purple\nscale=big\n",
        "[look]\ntheme=@Invalid()\nscale=-5\n",
        "[tables]\npeople-widths=name;=5;phone=²;x=-1\n[look]\nscale=900\n",
        "\x00\x01\x02 not an ini at all",
    ],
)
def test_what_cannot_be_read_is_as_if_it_had_never_been_kept(tmp_path: Path, said: str) -> None:
    (tmp_path / "window.ini").write_text(said, "utf-8")
    kept = Remembered(tmp_path)
    assert (kept.theme, kept.scale, kept.columns("people")) == (Mode.SYSTEM, 1.0, {})


def test_a_lost_data_folder_is_not_made_anew_by_remembering(tmp_path: Path) -> None:
    kept = Remembered(tmp_path / "flash" / "site")
    kept.section = "plan"
    kept.keep()
    assert not (tmp_path / "flash").exists()


def test_nothing_personal_is_written(tmp_path: Path) -> None:
    kept = Remembered(tmp_path)
    kept.person_id = 12
    kept.keep()
    assert "person=12" in (tmp_path / "window.ini").read_text("utf-8")


def test_files_of_a_kind_begin_in_the_folder_used_last(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path)
    (tmp_path / "флешка").mkdir()
    before = beginning_for(remembered, "pdf")
    remembered.remember_folder("pdf", tmp_path / "флешка")
    remembered.remember_folder("xlsx", tmp_path / "нет такой")
    assert beginning_for(remembered, "pdf") == tmp_path / "флешка"
    assert beginning_for(remembered, "xlsx") == before
