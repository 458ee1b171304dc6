from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.views.widgets.keys import show
from views.states import State
from views.theme import ChipLook, Mode, Theme
from views.widgets.columns import shown_widths
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, Sort, TableView

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@dataclass(frozen=True, slots=True)
class Event:
    id: int
    title: str
    guests: int


class Journal:
    """Stands where the SQL stands: answers pages and remembers what it was asked."""

    def __init__(self, size: int) -> None:
        self.events = [Event(at, f"Семинар {at:04}", at % 7) for at in range(size)]
        self.asked: list[tuple[Sort | None, Event | None, int]] = []

    def page(self, sort: Sort | None, after: Event | None, limit: int) -> list[Event]:
        self.asked.append((sort, after, limit))
        rows = sorted(self.events, key=lambda event: (getattr(event, sort.key), event.id) if sort else (event.id,))
        if sort and sort.descending:
            rows.reverse()
        start = 0 if after is None else rows.index(after) + 1
        return rows[start : start + limit]


def columns() -> list[Column[Event]]:
    return [
        Column("id", "№", lambda event: str(event.id), "right", width=60),
        Column("title", "Тема", lambda event: event.title),
        Column("guests", "Гостей", lambda event: str(event.guests), "right", width=90, rank=1),
        Column("kind", "Вид", lambda _event: "очно", width=120, rank=2, sortable=False),
    ]


def paged(journal: Journal, page: int = 50) -> PagedTable[Event]:
    model = PagedTable(columns(), fetch=journal.page, page=page, count=lambda: len(journal.events))
    model.reload()
    return model


class Memory:
    """Remembers in a dictionary."""

    def __init__(self) -> None:
        self.widths: dict[str, dict[str, int]] = {}
        self.sorts: dict[str, tuple[str, bool] | None] = {}

    def columns(self, table: str) -> dict[str, int]:
        return dict(self.widths.get(table, {}))

    def remember_columns(self, table: str, widths: dict[str, int]) -> None:
        self.widths[table] = dict(widths)

    def sort(self, table: str) -> tuple[str, bool] | None:
        return self.sorts.get(table)

    def remember_sort(self, table: str, sort: tuple[str, bool] | None) -> None:
        self.sorts[table] = sort


# ------------------------------------------------------------------------------------------------------ the model


def test_the_model_keeps_the_rules_of_qt(qapp: QApplication) -> None:
    model = paged(Journal(130))
    # What it finds is a warning of Qt, and any of those fails the test.
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    model.sort(1, Qt.SortOrder.DescendingOrder)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    model.reload()
    assert model.rowCount() == 130
    tester.deleteLater()


def test_pages_go_on_after_the_last_row(qapp: QApplication) -> None:
    journal = Journal(120)
    model = paged(journal)
    model.fetchMore(QModelIndex())
    assert [after.id if after else None for _sort, after, _limit in journal.asked] == [None, 49]
    assert [event.id for event in model.rows()] == list(range(100))


def test_the_last_page_ends_the_asking(qapp: QApplication) -> None:
    model = paged(Journal(60))
    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())


def test_asking_for_more_from_within_asks_once(qapp: QApplication) -> None:
    journal = Journal(200)
    model = paged(journal)
    model.rowsInserted.connect(lambda *_: model.fetchMore(QModelIndex()))
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 100
    assert len(journal.asked) == 2


def test_sorting_asks_the_source_from_the_first_page(qapp: QApplication) -> None:
    journal = Journal(120)
    model = paged(journal)
    model.fetchMore(QModelIndex())
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert journal.asked[-1] == (Sort("guests", descending=True), None, 50)


def test_a_column_that_cannot_be_sorted_asks_nothing(qapp: QApplication) -> None:
    journal = Journal(10)
    model = paged(journal)
    model.sort(3)
    assert len(journal.asked) == 1


def test_a_short_list_is_sorted_as_a_dictionary_has_it(qapp: QApplication) -> None:
    rows = [Event(1, "яблоня", 0), Event(2, "Ёлка", 0), Event(3, "ель", 0), Event(4, "жук", 0)]
    model = PagedTable(columns(), rows=rows)
    model.sort_rows(Sort("title"))
    assert [event.title for event in model.rows()] == ["Ёлка", "ель", "жук", "яблоня"]


def test_a_reload_asks_for_as_many_rows_as_were_loaded(qapp: QApplication) -> None:
    journal = Journal(200)
    model = paged(journal)
    model.fetchMore(QModelIndex())
    model.reload()
    assert journal.asked[-1] == (None, None, 100)


def test_the_total_is_asked_not_loaded(qapp: QApplication) -> None:
    assert paged(Journal(1000)).total == 1000


# ------------------------------------------------------------------------------------------------------- the view


def table(
    qtbot: QtBot, theme: Theme, size: int = 120, width: int = 700, memory: Memory | None = None
) -> TableView[Event]:
    view = TableView(theme, paged(Journal(size)), "events", "Мероприятия", memory)
    show(qtbot, view, width, 400)
    view.setFocus()
    return view


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2])
def test_a_key_opens_the_row(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    view = table(qtbot, theme)
    view.select(lambda event: event.id == 3)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, key)
    assert opened.args[0].id == 3


def test_a_double_click_opens_the_row(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    at = view.visualRect(view.model().index(2, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args[0].id == 2


def test_arrows_tell_the_row_the_person_is_on(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    seen: list[int] = []
    view.select_first()
    view.current_changed.connect(lambda event: seen.append(event.id))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(view, key)
    assert seen[:2] == [1, 2]
    assert seen[-1] == 0


def test_the_keyboard_finds_the_first_row_by_itself(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.current_row() == Event(0, "Семинар 0000", 0)


def test_a_reload_keeps_the_row_the_person_is_on(qtbot: QtBot, theme: Theme) -> None:
    journal = Journal(30)
    view = TableView(theme, paged(journal), "events", "Мероприятия")
    show(qtbot, view)
    view.select(lambda event: event.id == 20)
    journal.events[20] = replace(journal.events[20], title="Другое имя")
    del journal.events[5]
    view.table.reload()
    assert view.current_row() == Event(20, "Другое имя", 6)


def test_when_the_row_is_gone_its_neighbour_is_current(qtbot: QtBot, theme: Theme) -> None:
    journal = Journal(3)
    view = TableView(theme, paged(journal), "events", "Мероприятия")
    show(qtbot, view)
    view.select(lambda event: event.id == 2)
    del journal.events[2]
    view.table.reload()
    row = view.current_row()
    assert row is not None
    assert row.id == 1


def test_a_heading_sorts_and_a_second_press_turns_it(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    at = QPoint(view.columnViewportPosition(1) + 20, 10)
    header = view.horizontalHeader().viewport()
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=at)
    first = view.table.sort_by
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton, pos=at)
    assert (first, view.table.sort_by) == (Sort("title"), Sort("title", descending=True))


def test_the_menu_sorts_without_a_mouse(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    menu = view.menu()
    orders = menu.findChild(QMenu, "rows-order")
    assert orders is not None
    orders.actions()[1].trigger()
    assert view.table.sort_by == Sort("title")


def test_the_menu_key_opens_the_menu_at_the_row(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    view.select_first()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(view, event)
    menu = view.findChild(QMenu, "rows-menu")
    assert menu is not None
    assert menu.isVisible()
    menu.close()


def test_selected_rows_are_copied_for_excel_and_word(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    view.select_first()
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "№\tТема\tГостей\tВид\r\n0\tСеминар 0000\t0\tочно\r\n1\tСеминар 0001\t1\tочно\r\n"
    assert "<th>Тема</th>" in data.html()
    assert "mso-number-format" in data.html()


def test_one_row_is_copied_without_headings(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    view.select(lambda event: event.id == 4)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "4\tСеминар 0004\t4\tочно\r\n"


def test_a_copied_text_is_no_formula(qtbot: QtBot, theme: Theme) -> None:
    model = PagedTable(columns(), rows=[Event(1, "=1+1\tи\nдалее", 0)])
    view = TableView(theme, model, "events", "Мероприятия")
    show(qtbot, view)
    view.select_first()
    view.copy_selection()
    assert QGuiApplication.clipboard().text() == "1\t'=1+1 и далее\t0\tочно\r\n"


def test_selecting_all_takes_the_rows_not_loaded_yet(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme, size=130)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.selected_rows()) == 130


def test_columns_fall_away_by_rank_when_narrow(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme, width=700)
    assert view.fit.hidden() == ()
    view.resize(400, 400)
    assert view.fit.hidden() == ("kind",)
    view.resize(300, 400)
    assert view.fit.hidden() == ("guests", "kind")
    view.resize(700, 400)
    assert view.fit.hidden() == ()


def test_columns_fill_the_table_to_the_pixel(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme, width=701)
    assert view.horizontalHeader().length() == view.viewport().width()


def test_the_mouse_never_scrolls_a_table_sideways(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme, width=180)
    assert view.horizontalHeader().length() <= view.viewport().width()


def test_a_dragged_width_and_the_order_are_remembered(qtbot: QtBot, theme: Theme) -> None:
    memory = Memory()
    view = table(qtbot, theme, memory=memory)
    view.horizontalHeader().resizeSection(2, 130)
    view.table.sort(1, Qt.SortOrder.DescendingOrder)
    again = TableView(theme, paged(Journal(10)), "events", "Мероприятия", memory)
    show(qtbot, again, 700)
    assert again.columnWidth(2) == 130
    assert again.table.sort_by == Sort("title", descending=True)


def test_forgotten_columns_do_not_come_back(qtbot: QtBot, theme: Theme) -> None:
    memory = Memory()
    memory.sorts["events"] = ("long-gone", False)
    view = table(qtbot, theme, memory=memory)
    assert view.table.sort_by is None


def test_an_empty_table_says_so_and_offers_to_reset(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme, size=0)
    assert view.empty.isVisible()
    assert view.empty.sentence.text() == "Ничего не нашлось"
    with qtbot.waitSignal(view.filters_reset):
        qtbot.mouseClick(view.empty.link, Qt.MouseButton.LeftButton)


def test_rows_take_the_emptiness_away(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme, size=0)
    view.table.set_rows([Event(1, "Семинар", 3)])
    assert not view.empty.isVisible()


def test_a_cut_text_stands_in_the_tooltip(qtbot: QtBot, theme: Theme) -> None:
    long = "Проектирование развивающей предметно-пространственной среды " * 3
    view = TableView(theme, PagedTable(columns(), rows=[Event(1, long, 0)]), "events", "Мероприятия")
    show(qtbot, view, 600)
    index = view.model().index(0, 1)
    at = view.visualRect(index).center()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    assert QToolTip.text() == long
    assert view.delegate.tip(view.model().index(0, 0), view.columnWidth(0)) == ""
    QToolTip.hideText()


def test_rows_are_as_high_as_the_chosen_text_needs(qtbot: QtBot, theme: Theme) -> None:
    view = table(qtbot, theme)
    before = view.rowHeight(0)
    theme.choose(scale=1.25)
    assert view.rowHeight(0) > before
    assert view.rowHeight(0) == theme.size("tableRow")
    theme.choose(scale=1.0)


def test_space_asks_to_tick_the_row(qtbot: QtBot, theme: Theme) -> None:
    tick = Column[Event]("tick", "", lambda _event: "", width=42, check=lambda event: event.id == 1, sortable=False)
    model = PagedTable([tick, *columns()], rows=[Event(1, "а", 0), Event(2, "б", 0)])
    view = TableView(theme, model, "events", "Мероприятия")
    show(qtbot, view)
    view.select_first()
    with qtbot.waitSignal(model.ticked) as ticked:
        qtbot.keyClick(view, Qt.Key.Key_Space)
    assert ticked.args == [Event(1, "а", 0), False]


def test_a_click_on_a_check_box_ticks_and_opens_nothing(qtbot: QtBot, theme: Theme) -> None:
    tick = Column[Event]("tick", "", lambda _event: "", width=42, check=lambda _event: False, sortable=False)
    model = PagedTable([tick, *columns()], rows=[Event(1, "а", 0)])
    view = TableView(theme, model, "events", "Мероприятия")
    show(qtbot, view)
    with qtbot.assertNotEmitted(view.opened), qtbot.waitSignal(model.ticked) as ticked:
        at = view.visualRect(model.index(0, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert ticked.args[1] is True


def test_tab_leaves_the_table(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    view = TableView(theme, paged(Journal(5)), "events", "Мероприятия")
    after = Sheet(theme, "Дальше", link="Ссылка")
    column.addWidget(view)
    column.addWidget(after)
    show(qtbot, holder)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_a_screen_reader_hears_both_lines(qapp: QApplication) -> None:
    column = Column[Event]("title", "Тема", lambda event: event.title, second=lambda _event: "было: другое")
    model = PagedTable([column], rows=[Event(1, "Семинар", 0)])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Семинар, было: другое"


def test_a_chip_is_painted_in_the_colours_of_its_state(qtbot: QtBot, theme: Theme) -> None:
    look = ChipLook(State.OVERDUE, "clock_alarm")
    chip = Column[Event]("state", "Состояние", lambda _event: "Просрочено", width=160, chip=lambda _event: look)
    view = TableView(theme, PagedTable([chip, *columns()], rows=[Event(1, "а", 0)]), "events", "Мероприятия")
    show(qtbot, view, 800)
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.choose(mode=mode)
        picture = view.viewport().grab().toImage()
        at = view.visualRect(view.model().index(0, 0)).center()
        soft = theme.state(State.OVERDUE).soft.name()
        across = {picture.pixelColor(x, at.y() - 9).name() for x in range(12, 140)}
        assert soft in across


# ------------------------------------------------------------------------------------------------- widths, as rules


@pytest.mark.parametrize(
    ("available", "widths"),
    [
        (700, [60, 430, 90, 120]),
        (430, [60, 160, 90, 120]),
        (429, [60, 279, 90, 0]),
        (309, [60, 249, 0, 0]),
        (110, [44, 80, 0, 0]),
    ],
)
def test_widths_fit(available: int, widths: list[int]) -> None:
    wanted = [(60, 0, 20), (0, 0, 40), (90, 1, 30), (120, 2, 30)]
    assert shown_widths(wanted, available) == widths


def test_no_blank_strip_is_left_when_the_column_that_stretches_has_fallen_away() -> None:
    wanted = [(60, 0, 20), (0, 1, 40), (90, 0, 30)]
    assert shown_widths(wanted, 310) == [60, 160, 90]
    assert shown_widths(wanted, 300) == [210, 0, 90]
    assert shown_widths([(60, 0, 20), (90, 0, 30)], 300) == [60, 90], "widths that somebody chose stay"
