"""The strip of weeks: what a cell says, and how it is chosen."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.rows.codes import PlanItemStatus
from models.rows.plan_board import PlanMark
from models.rules.periods import parse_period
from models.rules.plan_periods import Span, spans_of
from views.plan.week_strip import WeekStrip
from views.theme import Theme

Q1 = parse_period("2026-Q1")
TODAY = date(2026, 3, 11)


def _mark(day: date, *, status: PlanItemStatus = PlanItemStatus.PLANNED, is_overdue: bool = False) -> PlanMark:
    return PlanMark(1, "1.1", "Семинар", day, status, is_overdue, lacks_fact=False)


def _strip(qtbot: QtBot, theme: Theme, *marks: PlanMark) -> WeekStrip:
    strip = WeekStrip(theme)
    qtbot.addWidget(strip)
    strip.show_spans(spans_of(Q1), marks, TODAY)
    strip.resize(1110, strip.sizeHint().height())
    strip.show()
    return strip


def test_the_week_of_today_is_said_first(qtbot: QtBot, theme: Theme) -> None:
    strip = _strip(qtbot, theme, _mark(date(2026, 3, 12), is_overdue=True))
    said = strip.accessibleDescription().replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("9 марта – 15 марта: 1 пункт")
    assert "1.1 Семинар · просрочено" in said


def test_a_press_chooses_a_week_and_a_second_lets_it_go(qtbot: QtBot, theme: Theme) -> None:
    strip = _strip(qtbot, theme)
    chosen: list[Span | None] = []
    strip.chosen.connect(chosen.append)
    for _ in range(2):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, 10))
    assert chosen == [Span(date(2026, 1, 1), date(2026, 1, 4)), None]


def test_every_week_is_reached_by_keys(qtbot: QtBot, theme: Theme) -> None:
    strip = _strip(qtbot, theme)
    qtbot.keyClick(strip, Qt.Key.Key_End)
    qtbot.keyClick(strip, Qt.Key.Key_Space)
    assert strip.span == Span(date(2026, 3, 30), date(2026, 3, 31))
    qtbot.keyClick(strip, Qt.Key.Key_Home)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert strip.span == Span(date(2026, 1, 1), date(2026, 1, 4))


def test_a_chosen_week_stays_chosen_over_a_reload_and_goes_with_its_period(qtbot: QtBot, theme: Theme) -> None:
    strip = _strip(qtbot, theme)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    strip.show_spans(spans_of(Q1), (), TODAY)
    assert strip.span == Span(date(2026, 3, 9), date(2026, 3, 15))
    strip.show_spans(spans_of(parse_period("2026-Q2")), (), TODAY)
    assert strip.span is None


def test_a_strip_without_weeks_takes_keys_quietly(qtbot: QtBot, theme: Theme) -> None:
    strip = WeekStrip(theme)
    qtbot.addWidget(strip)
    strip.show()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Return):
        qtbot.keyClick(strip, key)
    assert strip.span is None
