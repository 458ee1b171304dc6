"""Papers for the team's own use, asked for where they stand in the window of the invented site."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QAbstractButton, QMenu

from models.queries.team import team
from tests.exports.documents.reading import text_of
from tests.views.stage import Stage
from views.papers.offer import PaperWindow
from views.places import Place
from views.preferences.team import TeamSheets
from views.widgets.days_dialog import DaysDialog


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


@pytest.fixture
def team_page(stage: Stage) -> TeamSheets:
    page = stage.page("settings", Place.TEAM)
    stage.settle()
    sheets = page.findChild(TeamSheets)
    assert isinstance(sheets, TeamSheets)
    return sheets


def choose(page: TeamSheets, words: str) -> None:
    """Press «Для аттестации…» and choose the days."""
    works = page.findChild(QAbstractButton, "member-works")
    assert works is not None
    works.click()
    menu = page.findChild(QMenu, "works-menu")
    assert menu is not None
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()


def shown(stage: Stage, page: TeamSheets) -> PaperWindow:
    stage.settle()
    window = page.window().findChild(PaperWindow)
    assert isinstance(window, PaperWindow)
    return window


def test_the_works_of_a_member_and_her_certificate_are_two_presses_away(
    stage: Stage, team_page: TeamSheets, tmp_path: Path
) -> None:
    assert stage.session.workplace is not None
    head = team(stage.session.workplace.db)[0]
    choose(team_page, "За 5 лет")
    window = shown(stage, team_page)
    assert tabs_of(window) == ["Список работ", "Справка"]
    assert window.preview.pages > 0
    book = load_workbook(saved(stage, window, "xlsx", tmp_path / "works.xlsx"))
    assert any(head.name in str(cell.value) for row in book.worksheets[0] for cell in row)
    window.show_wish(window._wishes[1])
    stage.settle()
    assert "СПРАВКА" in text_of(saved(stage, window, "pdf", tmp_path / "certificate.pdf").read_bytes())
    window.reject()


def test_the_works_of_a_member_are_told_of_any_days(stage: Stage, team_page: TeamSheets, tmp_path: Path) -> None:
    choose(team_page, "Другие дни…")
    dialog = team_page.findChild(DaysDialog)
    assert dialog is not None
    dialog.form.set_values({"starts_on": date(2025, 10, 6), "ends_on": date(2025, 11, 14)})
    dialog.accept()
    window = shown(stage, team_page)
    assert "с 06.10.2025 по 14.11.2025" in text_of(saved(stage, window, "pdf", tmp_path / "w.pdf").read_bytes())
    window.reject()


def test_the_week_is_printed_from_the_overview(stage: Stage, tmp_path: Path) -> None:
    window = offered(stage, "overview", "week-sheet")
    assert tabs_of(window) == ["Эта неделя", "Следующая"]
    text = text_of(saved(stage, window, "pdf", tmp_path / "week.pdf").read_bytes())
    assert "ЧТО НА ЭТОЙ НЕДЕЛЕ" in text
    window.reject()
