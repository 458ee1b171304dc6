"""The table of non-working days that plans are moved around."""

from datetime import date

import pytest

from models.commands.non_working_days import (
    add_non_working_day,
    add_statutory_days,
    change_non_working_day,
    remove_non_working_day,
)
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.non_working_days import non_working_days
from models.rows.non_working_days import NonWorkingDayDraft
from tests.models.make import HEAD, content

DAY = date(2027, 6, 14)


def test_a_day_is_added_named_anew_moved_and_removed(db: Database) -> None:
    add_non_working_day(db, NonWorkingDayDraft(day=DAY, title="День сада"), actor=HEAD)
    change_non_working_day(db, DAY, NonWorkingDayDraft(day=DAY, title="Юбилей сада"), actor=HEAD)
    assert non_working_days(db, 2027) == [(DAY, "Юбилей сада")]
    other = date(2027, 6, 15)
    change_non_working_day(db, DAY, NonWorkingDayDraft(day=other, title="Юбилей сада"), actor=HEAD)
    assert non_working_days(db, 2027) == [(other, "Юбилей сада")]
    remove_non_working_day(db, other, actor=HEAD)
    assert non_working_days(db, 2027) == []


def test_a_day_is_entered_once(db: Database) -> None:
    known = non_working_days(db)[0]
    with pytest.raises(UserError, match="уже есть"):
        add_non_working_day(db, NonWorkingDayDraft(day=known.day, title="Ещё раз"), actor=HEAD)


def test_the_days_of_the_law_come_at_one_press_and_go_at_one_undo(db: Database) -> None:
    before = content(db)
    assert add_statutory_days(db, 2027, actor=HEAD) == len(non_working_days(db, 2027)) > 14
    assert add_statutory_days(db, 2027, actor=HEAD) == 0
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_day_that_is_gone_is_refused(db: Database) -> None:
    with pytest.raises(UserError, match="уже нет"):
        remove_non_working_day(db, DAY, actor=HEAD)
