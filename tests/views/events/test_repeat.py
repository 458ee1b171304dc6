"""Repeating an event on other days, as a person does it: days typed in one field."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.commands.undo import undo_last
from models.database import Database
from models.queries.events import event_card, event_page
from models.rows.events import EventLine
from tests.views.events.arrange import actions, press, settle
from views.events.repeat_panel import RepeatPanel
from views.workplace import Workplace


@pytest.fixture
def event(db: Database) -> EventLine:
    """An event with a time of its own."""
    return next(line for line in event_page(db) if line.starts_at)


@pytest.fixture
def typed(qtbot: QtBot, workplace: Workplace, event: EventLine) -> Callable[[str], RepeatPanel]:
    def show(text: str) -> RepeatPanel:
        panel = RepeatPanel(workplace)
        qtbot.addWidget(panel)
        panel.show()
        panel.repeat(event.id)
        field = panel.fields.editor("days")
        assert isinstance(field, QLineEdit)
        press(field, text)
        return panel

    return show


def test_three_dates_make_three_events_in_one_action(
    qtbot: QtBot,
    workplace: Workplace,
    db: Database,
    event: EventLine,
    typed: Callable[[str], RepeatPanel],
    said: list[str],
) -> None:
    before, panel = actions(db), typed("24.3, 31 марта, 7.4")
    made: list[list[int]] = []
    panel.repeated.connect(made.append)
    panel.save_button.click()
    settle(qtbot, workplace)
    cards = [event_card(db, each) for each in made[0]]
    days = [card.draft.held_on for card in cards if card]
    assert days == [date(2026, 3, 24), date(2026, 3, 31), date(2026, 4, 7)]
    assert actions(db) == before + 1
    assert said == [f"«{event.title.strip('«»')}» повторено: 3\u00a0даты."]
    undo_last(db, actor=workplace.actor())
    assert all(event_card(db, each) is None for each in made[0])


def test_a_day_on_its_way_cannot_be_stored_again_with_a_day_typed_after_it(
    qtbot: QtBot, workplace: Workplace, typed: Callable[[str], RepeatPanel]
) -> None:
    panel = typed("24.3")
    panel.save_button.click()
    assert not panel.fields.editor("days").isEnabled()
    settle(qtbot, workplace)
    assert (panel.is_open, panel.drafts) == (False, frozenset())


def test_days_that_were_refused_can_be_corrected(
    qtbot: QtBot, workplace: Workplace, event: EventLine, typed: Callable[[str], RepeatPanel]
) -> None:
    panel = typed(f"{event.held_on:%d.%m.%Y}")
    panel.save_button.click()
    settle(qtbot, workplace)
    assert (panel.is_open, panel.fields.editor("days").isEnabled()) == (True, True)


def test_each_day_is_shown_with_its_weekday(typed: Callable[[str], RepeatPanel]) -> None:
    assert typed("24.3, 28.3").lines() == ["вт, 24\u00a0марта", "сб, 28\u00a0марта", "Выходной."]


def test_a_leader_who_is_elsewhere_is_told_and_nothing_is_forbidden(
    typed: Callable[[str], RepeatPanel], event: EventLine
) -> None:
    panel = typed(f"{event.held_on:%d.%m.%Y}")
    assert any("в это время ведёт" in line for line in panel.lines())
    assert not panel.save_button.blocked


def test_what_cannot_be_read_stays_in_the_field(
    qtbot: QtBot, workplace: Workplace, db: Database, typed: Callable[[str], RepeatPanel]
) -> None:
    before, panel = actions(db), typed("24.3, потом")
    panel.save_button.click()
    settle(qtbot, workplace)
    assert actions(db) == before
    assert panel.fields.problem_of("days") == "Не читается: потом. Впишите в виде 24.3"
