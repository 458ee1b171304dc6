"""Papers for the team's own use, asked for where they stand in the window of the invented site."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QAbstractButton

from models.queries.team import team
from tests.exports.documents.reading import text_of
from tests.views.stage import Stage
from views.papers.offer import PaperWindow
from views.places import Place


@pytest.fixture
def stage(open_stage: Callable[..., Stage]) -> Stage:
    return open_stage("demo")


def offered(stage: Stage, section: str, button: str, place: object = None) -> PaperWindow:
    """The preview that a button opens."""
    page = stage.page(section, place)
    stage.settle()
    found = page.findChild(QAbstractButton, button)
    assert found is not None
    found.click()
    stage.settle()
    window = page.window().findChild(PaperWindow)
    assert isinstance(window, PaperWindow)
    return window


def tabs_of(window: PaperWindow) -> list[str]:
    return [wish.tab for wish in window._wishes]


def saved(stage: Stage, window: PaperWindow, kind: str, target: Path) -> Path:
    window.choose_target = lambda *_: target
    window.save(kind)  # pyright: ignore[reportArgumentType] - a kind of file
    stage.settle()
    return target


def test_the_works_of_a_member_and_her_certificate_are_one_press_away(stage: Stage, tmp_path: Path) -> None:
    assert stage.session.workplace is not None
    head = team(stage.session.workplace.db)[0]
    window = offered(stage, "settings", "member-works", Place.TEAM)
    year = "учебный год"
    assert tabs_of(window) == ["Список, 5 лет", f"Список, {year}", "Справка, 5 лет", f"Справка, {year}"]
    assert window.preview.pages > 0
    book = load_workbook(saved(stage, window, "xlsx", tmp_path / "works.xlsx"))
    assert any(head.name in str(cell.value) for row in book.worksheets[0] for cell in row)
    window.show_wish(window._wishes[2])
    stage.settle()
    assert "СПРАВКА" in text_of(saved(stage, window, "pdf", tmp_path / "certificate.pdf").read_bytes())
    window.reject()


def test_the_week_is_printed_from_the_overview(stage: Stage, tmp_path: Path) -> None:
    window = offered(stage, "overview", "week-sheet")
    assert tabs_of(window) == ["Эта неделя", "Следующая"]
    text = text_of(saved(stage, window, "pdf", tmp_path / "week.pdf").read_bytes())
    assert "ЧТО НА ЭТОЙ НЕДЕЛЕ" in text
    window.reject()
