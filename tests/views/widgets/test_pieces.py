from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QTreeView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.progress import Progress
from tests.views.widgets.keys import show, type_text
from views.jobs import Job
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button, FilterButton, Segments
from views.widgets.dialogs import Question, ask
from views.widgets.filters import FilterBar
from views.widgets.page import Page
from views.widgets.paint import mark_at
from views.widgets.progress import ProgressSheet
from views.widgets.route import RouteLine, RouteStop
from views.widgets.text import Elided

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


# -------------------------------------------------------------------------------------------------------- buttons


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_button_is_pressed_by_keys(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    button = Button(theme, "Сохранить")
    show(qtbot, button, 120, 40)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_blocked_button_keeps_the_focus_and_goes_to_the_reason(qtbot: QtBot, theme: Theme) -> None:
    went: list[str] = []
    button = Button(theme, "Подготовить сертификат")
    show(qtbot, button, 240, 40)
    button.block("Станет доступно, когда будет принят отчёт", lambda: went.append("отчёт"))
    button.setFocus()
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.keyClick(button, Qt.Key.Key_Space)
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert went == ["отчёт"] * 3
    assert button.hasFocus()
    assert button.accessibleDescription() == "Станет доступно, когда будет принят отчёт"


def test_an_unblocked_button_works_again(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "Отправить")
    show(qtbot, button, 120, 40)
    button.setToolTip("Отправить (Ctrl+Enter)")
    button.block("Сначала утвердите")
    button.unblock()
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.toolTip() == "Отправить (Ctrl+Enter)"


def test_arrows_move_along_segments_and_tab_passes_them_once(qtbot: QtBot, theme: Theme) -> None:
    segments = Segments(theme, [("quarter", "Квартал"), ("half", "Полугодие"), ("year", "Год")])
    show(qtbot, segments, 300, 40)
    chosen: list[str] = []
    segments.chosen.connect(chosen.append)
    first = segments.findChild(QWidget, "segment-quarter")
    assert first is not None
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert (segments.current, chosen) == ("half", ["half"])


# -------------------------------------------------------------------------------------------------------- filters


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> FilterBar:
    made = FilterBar(theme, "Тема, номер")
    made.add_choice("section", [(None, "Все разделы"), (3, "Сопровождение")], title="Раздел")
    made.add_quick("overdue", "Просрочено", state=State.OVERDUE)
    made.add_quick("open", "Без факта")
    show(qtbot, made, 1000, 60)
    return made


def test_typing_is_waited_out_and_told_once(qtbot: QtBot, bar: FilterBar) -> None:
    told: list[object] = []
    bar.changed.connect(lambda: told.append(bar.values()["search"]))
    with qtbot.waitSignal(bar.changed):
        type_text(bar.search, "семинар")
    assert told == ["семинар"]


def test_esc_clears_the_search(qtbot: QtBot, bar: FilterBar) -> None:
    type_text(bar.search, "семинар")
    qtbot.keyClick(bar.search, Qt.Key.Key_Escape)
    assert bar.values()["search"] == ""


def test_one_quick_filter_is_on_and_a_second_press_turns_it_off(qtbot: QtBot, bar: FilterBar) -> None:
    seen: list[object] = []
    bar.changed.connect(lambda: seen.append(bar.values()["quick"]))
    for key in ("overdue", "open", "open"):
        button = bar.findChild(QWidget, f"quick-{key}")
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert seen == ["overdue", "open", ""]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_quick_filter_is_pressed_by_keys(qtbot: QtBot, bar: FilterBar, key: Qt.Key) -> None:
    quick = next(each for each in bar.findChildren(FilterButton))
    qtbot.keyClick(quick, key)
    assert quick.isChecked()


def test_the_arrow_down_goes_from_the_search_to_the_list(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    searching, listed = FilterBar(theme), QTreeView()
    column.addWidget(searching)
    column.addWidget(listed)
    show(qtbot, holder)
    searching.search.setFocus()
    qtbot.keyClick(searching.search, Qt.Key.Key_Down)
    assert listed.hasFocus()


def test_counts_are_said_and_shown(bar: FilterBar) -> None:
    bar.show_counts({"overdue": 2, "open": 0})
    button = bar.findChild(QWidget, "quick-overdue")
    assert button is not None
    assert button.accessibleName() == "Просрочено 2"


def test_resetting_asks_for_everything(bar: FilterBar) -> None:
    type_text(bar.search, "семинар")
    bar.choose_quick("overdue")
    assert bar.is_on
    bar.reset()
    assert not bar.is_on
    assert bar.values() == {"search": "", "section": None, "quick": ""}


def test_a_narrow_bar_goes_on_in_the_next_line(bar: FilterBar) -> None:
    wide = bar.heightForWidth(1000)
    assert bar.heightForWidth(380) > wide


@pytest.mark.parametrize(("width", "stands"), [(1000, True), (380, False)])
def test_the_line_before_the_quick_filters_stands_only_between_neighbours(
    bar: FilterBar, width: int, stands: bool
) -> None:
    bar.resize(width, bar.heightForWidth(width))
    QApplication.processEvents()
    (line,) = [each for each in bar.findChildren(QFrame) if each.property("vline") == "true"]
    assert bar.rect().intersects(line.geometry()) is stands


# ---------------------------------------------------------------------------------------------------------- route

STOPS = [
    RouteStop("done", "собран", key="built"),
    RouteStop("now", "передан", "Передан 12 марта, ждём квитанцию", key="sent"),
    RouteStop("ahead", "принят", key="accepted"),
]


@pytest.fixture
def route(qtbot: QtBot, theme: Theme) -> RouteLine:
    line = RouteLine(theme, STOPS, title="Путь пакета")
    show(qtbot, line, 500, 70)
    line.setFocus()
    return line


def test_the_keyboard_comes_in_at_now(route: RouteLine) -> None:
    assert route.current == 1
    assert route.accessibleDescription() == "Передан 12 марта, ждём квитанцию"


def test_arrows_home_and_end_go_along_the_route(qtbot: QtBot, route: RouteLine) -> None:
    places: list[int] = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(route, key)
        places.append(route.current)
    assert places == [2, 2, 1, 0, 0, 2]


def test_enter_opens_the_stop(qtbot: QtBot, route: RouteLine) -> None:
    with qtbot.waitSignal(route.opened) as opened:
        qtbot.keyClick(route, Qt.Key.Key_Return)
    assert opened.args == ["sent"]


def test_a_click_opens_the_stop_under_it(qtbot: QtBot, route: RouteLine) -> None:
    at = QPointF(route.x_of(0), 17).toPoint()
    with qtbot.waitSignal(route.opened) as opened:
        qtbot.mouseClick(route, Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == ["built"]


def test_a_click_between_stops_opens_nothing(qtbot: QtBot, route: RouteLine) -> None:
    between = QPointF((route.x_of(0) + route.x_of(1)) / 2, 17).toPoint()
    with qtbot.assertNotEmitted(route.opened):
        qtbot.mouseClick(route, Qt.MouseButton.LeftButton, pos=between)


def test_a_stop_without_a_tooltip_says_its_caption_and_state(route: RouteLine) -> None:
    assert route.words(2) == "принят, впереди"


def test_an_empty_route_takes_keys_quietly(qtbot: QtBot, theme: Theme) -> None:
    line = RouteLine(theme)
    show(qtbot, line, 300, 60)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert line.current == -1


# ------------------------------------------------------------------------------------------------------- progress


def test_progress_says_how_much_of_how_much_and_stops_the_job(qtbot: QtBot, theme: Theme) -> None:
    def work(progress: Progress) -> int:
        progress(1, 1300)
        return 1

    job: Job[object] = Job(work)
    sheet = ProgressSheet(theme)
    qtbot.addWidget(sheet)
    sheet.follow(job, "Собираем пакет", unit="строк")
    sheet.show_figures(120, 1300)
    assert sheet.figures.text() == "120 из 1\u00a0300 строк"
    sheet.stop_button.click()
    with qtbot.waitSignal(job.stopped):
        job.run()
    assert not sheet.isVisible()


def test_short_work_shows_no_progress(qtbot: QtBot, theme: Theme) -> None:
    job: Job[object] = Job(lambda _progress: 1)
    sheet = ProgressSheet(theme)
    qtbot.addWidget(sheet)
    sheet.follow(job, "Читаем список")
    job.run()
    assert sheet.isHidden()


def test_long_work_shows_its_progress(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    sheet = ProgressSheet(theme)
    QVBoxLayout(holder).addWidget(sheet)
    show(qtbot, holder)
    job: Job[object] = Job(lambda _progress: 1)
    sheet.follow(job, "Читаем список")
    qtbot.waitUntil(sheet.isVisible)
    job.run()
    assert sheet.isHidden()


# -------------------------------------------------------------------------------------------------------- dialogs


def answer(how: Callable[[Question], object]) -> None:
    """Answer the question as soon as it is asked."""

    def act() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, Question)
        how(question)

    QTimer.singleShot(0, act)


def test_the_verb_means_yes(qtbot: QtBot, theme: Theme) -> None:
    answer(lambda question: question.act.click())
    assert ask(None, theme, "Отправить отчёт?", "После отправки отчёт закрыт.", "Отправить")


def test_enter_and_esc_are_safe(qtbot: QtBot, theme: Theme) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        answer(lambda question, key=key: qtbot.keyClick(question.focusWidget() or question, key))
        assert not ask(None, theme, "Отправить отчёт?", "После отправки отчёт закрыт.", "Отправить")


# ----------------------------------------------------------------------------------------------------------- page


def test_ctrl_n_presses_the_primary_button(qtbot: QtBot, theme: Theme) -> None:
    page = Page(theme, "План работ")
    pressed: list[str] = []
    page.add_button(Button(theme, "Печать")).clicked.connect(lambda: pressed.append("print"))
    page.add_button(Button(theme, "Новый пункт", role="primary")).clicked.connect(lambda: pressed.append("new"))
    show(qtbot, page)
    page.primary_new()
    assert pressed == ["new"]


def test_ctrl_f_goes_to_the_filter(qtbot: QtBot, theme: Theme) -> None:
    page = Page(theme, "План работ")
    bar = FilterBar(theme)
    page.body.addWidget(bar)
    show(qtbot, page)
    page.focus_filter()
    assert bar.search.hasFocus()


def test_the_breadcrumb_goes_back(qtbot: QtBot, theme: Theme) -> None:
    page = Page(theme, "Семинар")
    went: list[str] = []
    page.show_crumb("Мероприятия", "11 марта 2026, среда", lambda: went.append("back"))
    show(qtbot, page)
    crumb = page.findChild(Button, "breadcrumb")
    assert crumb is not None
    qtbot.mouseClick(crumb, Qt.MouseButton.LeftButton)
    assert went == ["back"]


# ----------------------------------------------------------------------------------------------------------- text


def test_a_cut_line_says_all_of_it_in_its_tooltip(qtbot: QtBot, theme: Theme) -> None:
    label = Elided("Проектирование развивающей предметно-пространственной среды")
    show(qtbot, label, 120, 30)
    assert label.toolTip() == label.text()
    label.resize(900, 30)
    assert label.toolTip() == ""


def test_a_click_anywhere_in_the_height_of_a_row_means_its_mark() -> None:
    from PySide6.QtCore import QPoint, QRect

    cell = QRect(100, 0, 200, 34)
    assert [mark_at(cell, QPoint(x, 1), 4) for x in (100, 133, 227, 228)] == [0, 1, 3, None]
    assert mark_at(cell, QPoint(133, 40), 4) is None


def notes(button: Button) -> list[str]:
    return [note.text() for note in button.window().findChildren(QLabel, "reason") if note.isVisible()]


def test_a_blocked_button_says_why_beside_it(qtbot: QtBot, theme: Theme) -> None:
    room, button = QWidget(), Button(theme, "Загрузить 26 строк")
    QVBoxLayout(room).addWidget(button)
    show(qtbot, room, 400, 200)
    button.block("Укажите дату, которая стоит на согласиях")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert notes(button) == ["Укажите дату, которая стоит на согласиях"]
    button.unblock()
    assert notes(button) == []


def test_a_blocked_button_under_focus_keeps_its_dashes(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "Отменить загрузку")
    show(qtbot, button, 240, 40)
    button.block("Отменять нечего")
    button.setFocus()
    picture, inside = button.grab().toImage(), theme.size("focusRing") + 1
    dash = theme.colour("controlBorder").name()
    row = [picture.pixelColor(x, inside).name() for x in range(12, picture.width() - 12)]
    assert 0 < row.count(dash) < len(row)
