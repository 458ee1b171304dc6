"""The frame around the pages: navigation, rail, titles, live themes, and that nothing flashes up beside it."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from desktop.app import PaintedWindow
from models.commands.site import add_organization
from models.queries.streams import stream_lines
from models.rows.site import OrganizationDraft
from models.rules.site_names import spoken_name, two_lines
from tests.models.make import HEAD
from tests.views.stage import Stage
from tests.views.stall import StallProbe
from views.jobs import Job
from views.sections import SECTIONS
from views.theme import Mode
from views.widgets.kbd import KeyCap
from views.widgets.paged import PAGE
from views.widgets.table import TableView

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True), pytest.mark.timeout(120)]


class Flashes(QObject):
    """Windows that came up besides the one: on a real screen each would flash and take the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, PaintedWindow)
        ):
            self.seen.append(f"{type(watched).__name__} {watched.objectName()!r}")
        return False


@pytest.mark.parametrize("site", ["new", "demo"])
def test_no_part_of_a_page_is_a_window_of_its_own_for_a_moment(open_stage: Callable[..., Stage], site: str) -> None:
    stage = open_stage(site)
    flashes = Flashes()
    stage.app.installEventFilter(flashes)
    for section in SECTIONS:
        stage.page(section.key)
    stage.page("trainees").show_import()  # type: ignore[attr-defined]
    stage.page("trainees").show_batches()  # type: ignore[attr-defined]
    stage.page("settings", "history")
    stage.app.removeEventFilter(flashes)
    assert flashes.seen == []


def test_no_part_of_a_stream_is_a_window_of_its_own_for_a_moment(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage()
    workplace = stage.session.workplace
    assert workplace is not None
    trainees = stage.page("trainees")
    flashes = Flashes()
    stage.app.installEventFilter(flashes)
    trainees.show_stream(stream_lines(workplace.db)[0].id)  # type: ignore[attr-defined]
    stage.settle()
    stage.app.removeEventFilter(flashes)
    assert flashes.seen == []


# ------------------------------------------------------------------------------------------------------- navigation


def test_the_sidebar_is_whole_on_a_wide_window_and_a_rail_on_a_narrow_one(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new", width=1366)
    sidebar = stage.session.window.sidebar
    wide = (sidebar.width(), sidebar.findChild(KeyCap).isVisible())  # type: ignore[union-attr]
    stage.window.resize(1279, 700)
    stage.settle()
    rail = (sidebar.width(), sidebar.findChild(KeyCap).isVisible())  # type: ignore[union-attr]
    assert (wide, rail) == ((208, True), (56, False))


def test_large_text_makes_a_rail_of_the_sidebar_on_a_small_screen(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new", width=1366)
    stage.session.theme.choose(scale=1.25)
    stage.settle()
    assert stage.session.window.sidebar.width() == 56


def test_the_smallest_window_is_that_of_the_design(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    for section in SECTIONS:
        stage.page(section.key)
    stage.window.resize(300, 200)
    assert (stage.window.width(), stage.window.height()) == (1024, 560)


def test_the_smallest_window_holds_every_section(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new", width=1024)
    stage.window.resize(1024, 560)
    stage.session.window.show_backup("Копия проверена сегодня", is_fresh=True)
    stage.settle()
    upper = stage.session.window.sidebar.navigation
    lower = stage.find(QWidget, "navigation-lower")
    assert upper.geometry().bottom() < lower.geometry().top()


def test_every_section_of_the_rail_says_its_name_and_key(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new", width=1024)
    model = stage.session.window.sidebar.navigation.model()  # type: ignore[attr-defined]
    tips = [model.data(model.index(row, 0), Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())]
    assert tips[:2] == ["Обзор (Ctrl+1)", "План работ (Ctrl+2)"]


def test_a_click_on_a_section_opens_it(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    view = stage.session.window.sidebar.navigation
    place = view.visualRect(view.model().index(2, 0)).center()  # type: ignore[attr-defined]
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)  # type: ignore[attr-defined]
    assert stage.session.window.current == "events"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("МБДОУ «Детский сад № 38 «Таёжная тропинка»", ("Детский сад № 38", "«Таёжная тропинка», Чугуевка")),
        ("МБДОУ «Детский сад № 38 «Таёжная тропинка»»", ("Детский сад № 38", "«Таёжная тропинка», Чугуевка")),
        ("Детский сад № 41 «Кедровка»", ("Детский сад № 41", "«Кедровка», Чугуевка")),
        ("МБДОУ «Ромашка»", ("«Ромашка»", "Чугуевка")),
        ("МБДОУ ЦРР № 5", ("ЦРР № 5", "Чугуевка")),
        ("", ("", "Чугуевка")),
    ],
)
def test_a_site_is_named_in_two_lines(name: str, lines: tuple[str, str]) -> None:
    assert two_lines(name, "Чугуевка") == lines


def test_the_title_of_the_window_says_whose_it_is(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    assert stage.window.windowTitle() == "Маршрут — Детский сад № 38 «Таёжная тропинка»"
    assert spoken_name("") == ""


# ----------------------------------------------------------------------------------------------------------- saved


def _foot(stage: Stage) -> str:
    return stage.session.window.sidebar._state.text()


def test_the_foot_says_when_everything_was_saved(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("new")
    assert stage.session.workplace is not None
    db = stage.session.workplace.db
    said: list[str] = []
    stage.session.jobs.writing.connect(lambda: said.append(_foot(stage)))
    draft = OrganizationDraft(short_name="Детский сад № 3")
    stage.session.jobs.start(Job(lambda _p: add_organization(db, draft, actor=HEAD)))
    stage.settle()
    assert (said, _foot(stage)) == (["Сохраняем…"], "Всё сохранено, 14:30")


def test_the_foot_says_that_a_refused_site_is_not_open(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("damaged")
    assert (_foot(stage), stage.session.window.sidebar.isEnabled()) == ("Данные не открыты", False)


# ----------------------------------------------------------------------------------------------------------- themes


def test_a_live_switch_of_the_theme_leaves_nothing_of_the_old_one(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    stage.session.theme.choose(mode=Mode.DARK)
    for section in ("overview", "plan", "settings"):
        stage.page(section)
    switched = stage.window.grab().toImage()
    stage.session.theme.choose(mode=Mode.LIGHT)
    stage.settle()
    light = stage.window.grab().toImage()
    stage.session.theme.choose(mode=Mode.DARK)
    stage.settle()
    assert stage.window.grab().toImage() == switched
    assert light != switched


def test_the_size_of_text_reaches_every_label(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    stage.page("overview")
    labels = [each for each in stage.window.findChildren(QLabel) if each.isVisible() and each.text()]
    before = [each.fontInfo().pointSizeF() for each in labels]
    stage.session.theme.choose(scale=1.25)
    stage.settle()
    after = [each.fontInfo().pointSizeF() for each in labels]
    assert [
        f"{each.text()}: {old} → {new}" for each, old, new in zip(labels, before, after, strict=True) if new <= old
    ] == []


# ----------------------------------------------------------------------------------------------------- focus, stalls


def test_what_takes_the_focus_by_keyboard_is_brought_into_view(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo", height=560)
    page = stage.page("settings", "passport")
    area = next(each for each in page.findChildren(QScrollArea) if each.isVisible())
    last = stage.find(QWidget, "contract_date")
    last.setFocus(Qt.FocusReason.OtherFocusReason)
    stage.settle()
    assert area.viewport().rect().contains(last.mapTo(area.viewport(), last.rect().center()))


@pytest.mark.parametrize(("key", "name"), [("events", "events-table"), ("trainees", "trainees")])
def test_long_lists_are_read_by_pages(open_stage: Callable[..., Stage], key: str, name: str) -> None:
    stage = open_stage("demo")
    stage.page(key)
    table = stage.find(TableView, name).table
    assert table._fetch is not None
    assert table._page == PAGE


def test_the_probe_sees_a_stall_and_its_length(qapp: QObject) -> None:
    with StallProbe() as probe:
        probe.listen(30)
        quiet = probe.worst
        until = time.perf_counter() + 0.2
        while time.perf_counter() < until:
            """Work that listens to nobody."""
        probe.listen(30)
    assert probe.worst >= 0.15
    assert quiet < probe.worst
