from collections.abc import Sequence
from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.views.widgets.keys import show, type_text
from views.theme import Theme
from views.widgets.calendar import CalendarPopup
from views.widgets.fields import CheckField, ChoiceField, DateField, MultilineField, NumberField, TextField, TimeField

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

TODAY = date(2026, 3, 13)
MANY = [(at, f"{name} МО") for at, name in enumerate(["Анучинский", "Кавалеровский", "Кировский", "Чугуевский"])] + [
    (at, f"Посёлок {at}") for at in range(10, 22)
]


def dates(qtbot: QtBot, theme: Theme) -> DateField:
    field = DateField(theme, lambda: TODAY)
    show(qtbot, field, 200, 40)
    field.setFocus()
    return field


@pytest.mark.parametrize("typed", ["24.3", "24 марта", "24.03.2026"])
def test_a_typed_date_is_written_out_on_leaving(qtbot: QtBot, theme: Theme, typed: str) -> None:
    field = dates(qtbot, theme)
    type_text(field, typed)
    field.clearFocus()
    assert (field.value(), field.text()) == (date(2026, 3, 24), "24.03.2026")


def test_a_word_for_a_day_is_a_date(qtbot: QtBot, theme: Theme) -> None:
    field = dates(qtbot, theme)
    type_text(field, "завтра")
    assert field.value() == date(2026, 3, 14)


def test_an_unreadable_date_stays_as_typed_and_says_how_to_write_it(qtbot: QtBot, theme: Theme) -> None:
    field = dates(qtbot, theme)
    type_text(field, "37 марта")
    field.clearFocus()
    assert (field.value(), field.text(), field.problem()) == (None, "37 марта", "Напишите дату так: 24.03.2026")


def calendar_of(field: DateField, qtbot: QtBot) -> CalendarPopup:
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    return popup


def test_the_calendar_opens_by_key_and_gives_a_date_by_keys(qtbot: QtBot, theme: Theme) -> None:
    field = dates(qtbot, theme)
    popup = calendar_of(field, qtbot)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        qtbot.keyClick(popup, key)
    assert field.value() == date(2026, 4, 21)


def test_the_calendar_opens_by_its_icon_and_gives_a_date_by_mouse(qtbot: QtBot, theme: Theme) -> None:
    field = dates(qtbot, theme)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 12, field.height() // 2))
    popup = field.findChild(CalendarPopup)
    assert popup is not None
    cell = theme.size("buttonSmall")
    qtbot.mouseClick(popup, Qt.MouseButton.LeftButton, pos=QPoint(8 + cell // 2, 8 + 2 * cell + cell // 2))
    assert field.value() == date(2026, 2, 23)


def test_esc_leaves_the_calendar_without_a_date(qtbot: QtBot, theme: Theme) -> None:
    field = dates(qtbot, theme)
    popup = calendar_of(field, qtbot)
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert field.value() is None


def test_the_calendar_does_not_break_at_the_ends_of_time(qtbot: QtBot, theme: Theme) -> None:
    for day, key in ((date(9999, 12, 31), Qt.Key.Key_PageDown), (date(1900, 1, 1), Qt.Key.Key_PageUp)):
        popup = CalendarPopup(theme, today=TODAY, current=day)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(popup)
        popup.show()
        qtbot.keyClick(popup, key)
        popup.grab()
        assert popup.day.year == day.year


def test_a_time_is_written_out_on_leaving(qtbot: QtBot, theme: Theme) -> None:
    field = TimeField(theme)
    show(qtbot, field)
    field.setFocus()
    type_text(field, "1030")
    field.clearFocus()
    assert (field.value(), field.text()) == (time(10, 30), "10:30")


@pytest.mark.parametrize(
    ("typed", "value", "problem"),
    [
        ("25", 25, ""),
        ("12 500", 12500, ""),
        ("много", None, "Здесь нужно целое число"),
        ("−3", None, "Число должно быть не меньше 0"),
        ("99999999", None, "Число должно быть не больше 1 000 000"),
        ("", None, ""),
    ],
)
def test_a_number_is_read_or_said_to_be_none(
    qtbot: QtBot, theme: Theme, typed: str, value: int | None, problem: str
) -> None:
    field = NumberField(theme)
    qtbot.addWidget(field)
    type_text(field, typed)
    assert (field.value(), field.problem().replace("\u00a0", " ")) == (value, problem)


def test_hours_take_a_comma(qtbot: QtBot, theme: Theme) -> None:
    field = NumberField(theme, decimals=1)
    qtbot.addWidget(field)
    type_text(field, "1,5")
    assert field.value() == 1.5


def test_arrows_step_a_number(qtbot: QtBot, theme: Theme) -> None:
    field = NumberField(theme, maximum=26)
    show(qtbot, field)
    field.set_value(25)
    for _press in range(3):
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == 26


def test_a_short_list_is_chosen_by_arrows(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, [("onsite", "очно"), ("remote", "дистанционно")])
    show(qtbot, field)
    field.setFocus()
    assert field.value() is None
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.value() == "onsite"
    assert not field.isEditable()


def search(
    qtbot: QtBot, theme: Theme, typed: str, items: Sequence[tuple[object, str]] = MANY
) -> tuple[QWidget, ChoiceField]:
    """Type into a long list and go on with Tab, the list of what was found still open."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    field = ChoiceField(theme, items)
    column.addWidget(field)
    column.addWidget(TextField(theme))
    show(qtbot, holder)
    field.setFocus()
    line, completer = field.lineEdit(), field.completer()
    assert line is not None
    assert completer is not None
    type_text(line, typed)
    popup = completer.popup()
    qtbot.keyClick(popup if popup.isVisible() else field, Qt.Key.Key_Tab)
    field.clearFocus()
    return holder, field


def test_a_long_list_is_searched_by_any_part(qtbot: QtBot, theme: Theme) -> None:
    _holder, field = search(qtbot, theme, "чугу")
    assert (field.value(), field.currentText()) == (3, "Чугуевский МО")


def test_what_is_in_no_list_is_a_problem_not_a_value(qtbot: QtBot, theme: Theme) -> None:
    _holder, field = search(qtbot, theme, "Атлантида")
    assert field.problem() == "В списке такого нет. Выберите подходящее"
    assert field.value() is None


def test_what_may_mean_several_is_a_problem(qtbot: QtBot, theme: Theme) -> None:
    _holder, field = search(qtbot, theme, "посёлок")
    assert field.problem() == "Подходит несколько. Выберите из списка"


def test_the_only_one_that_begins_as_typed_is_meant_before_those_that_hold_it(qtbot: QtBot, theme: Theme) -> None:
    positions = [(at, f"старший воспитатель {at}") for at in range(20)]
    _holder, field = search(qtbot, theme, "восп", [*positions, (99, "воспитатель")])
    assert (field.value(), field.problem()) == (99, "")


def test_a_long_choice_shows_its_beginning_and_says_all_of_it_in_the_tooltip(qtbot: QtBot, theme: Theme) -> None:
    long = "Межмуниципальный семинар-практикум для воспитателей разновозрастных групп"
    field = ChoiceField(theme, [*MANY, (99, long)])
    show(qtbot, field)
    field.resize(160, field.height())
    field.set_value(99)
    line = field.lineEdit()
    assert line is not None
    assert (line.cursorPosition(), field.toolTip()) == (0, long)
    field.set_value(3)
    assert field.toolTip() == ""


def test_thousands_are_offered_in_a_list_no_wider_than_its_words(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, [(no, f"Иванова Мария Петровна {no}") for no in range(10_000)])
    show(qtbot, field)
    assert field.sizeHint().width() < 400
    field.set_value(9_999)
    assert field.currentText() == "Иванова Мария Петровна 9999"


def test_other_items_keep_the_value_that_is_among_them(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, [(1, "один"), (2, "два")])
    qtbot.addWidget(field)
    field.set_value(2)
    field.set_items([(2, "два"), (3, "три")])
    assert field.value() == 2
    field.set_items([(4, "четыре")])
    assert field.value() is None


def test_a_blank_choice_means_none(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, [(1, "один")], blank="Не назначен")
    qtbot.addWidget(field)
    assert (field.value(), field.currentText()) == (None, "Не назначен")


def test_the_wheel_over_a_list_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    field = ChoiceField(theme, [(1, "один"), (2, "два")])
    show(qtbot, field)
    field.set_value(1)
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, wheel)
    assert field.value() == 1


def test_space_ticks(qtbot: QtBot, theme: Theme) -> None:
    field = CheckField(theme, "Согласия собраны")
    show(qtbot, field)
    with qtbot.waitSignal(field.edited):
        qtbot.keyClick(field, Qt.Key.Key_Space)
    assert field.value() is True


def test_tab_leaves_a_text_of_many_lines(qtbot: QtBot, theme: Theme) -> None:
    field = MultilineField(theme)
    show(qtbot, field)
    type_text(field, "Отмена автобуса")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.value() == "Отмена автобуса"


def test_a_long_text_makes_its_field_higher_before_it_scrolls(qtbot: QtBot, theme: Theme) -> None:
    field = MultilineField(theme, lines=2)
    show(qtbot, field, 200, 200)
    before = field.height()
    field.set_value("слово " * 30)
    QApplication.processEvents()
    assert field.height() > before


def test_a_cut_text_stands_in_the_tooltip(qtbot: QtBot, theme: Theme) -> None:
    field = TextField(theme)
    show(qtbot, field, 120, 40)
    field.set_value("Музыкальный зал на втором этаже")
    assert field.toolTip() == "Музыкальный зал на втором этаже"
    field.set_value("Зал")
    assert field.toolTip() == ""


def test_what_was_filled_in_beforehand_gives_way_to_what_is_typed(qtbot: QtBot, theme: Theme) -> None:
    field = TextField(theme)
    field.set_value("Поток 1")
    show(qtbot, field, 200, 40)
    field.clearFocus()
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    type_text(field, "Осенний")
    assert field.value() == "Осенний"


def test_a_name_typed_over_a_chosen_one_does_not_run_into_it(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, MANY)
    field.set_value(MANY[0][0])
    show(qtbot, field, 200, 40)
    field.clearFocus()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    type_text(field.lineEdit(), "Чугуевский МО")
    assert field.currentText() == "Чугуевский МО"


@pytest.mark.parametrize("kind", [DateField, TimeField])
def test_dates_and_times_grow_with_the_text(qtbot: QtBot, theme: Theme, kind: type[TextField]) -> None:
    field = DateField(theme, lambda: TODAY) if kind is DateField else TimeField(theme)
    show(qtbot, field, 200, 40)
    before = field.fontInfo().pointSizeF()
    theme.choose(scale=1.25)
    after = field.fontInfo().pointSizeF()
    theme.choose(scale=1.0)
    assert after == pytest.approx(before * 1.25, rel=0.06)


def test_the_text_of_every_kind_of_field_begins_at_one_line(qtbot: QtBot, theme: Theme) -> None:
    long = [(at, f"Номер {at}") for at in range(20)]
    area, line = MultilineField(theme), TextField(theme)
    short, searched = ChoiceField(theme, [(1, "Номер")]), ChoiceField(theme, long)
    area.set_value("Номер")
    line.set_value("Номер")
    short.set_value(1)
    searched.set_value(0)
    fields = (area, line, short, searched)
    room = QWidget()
    column = QVBoxLayout(room)
    for field in fields:
        column.addWidget(field)
    show(qtbot, room, 300, 300)
    area.clearFocus()
    assert len({ink_begins(field.grab().toImage()) for field in fields}) == 1


def ink_begins(picture: QImage) -> int:
    """The first column of pixels, inside the frame, that holds text."""
    rows = range(8, 28)
    return next(x for x in range(5, 60) if any(picture.pixelColor(x, y).lightness() < 120 for y in rows))


def test_a_list_of_one_has_nothing_to_scroll(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme, [(1, "Поток 1")])
    show(qtbot, field, 200, 40)
    field.showPopup()
    bar = field.view().verticalScrollBar()
    assert bar.maximum() == bar.minimum()
    field.hidePopup()
