"""Reports begun, and their texts kept with them."""

import pytest

from models.commands.reports import begin_report, save_report_text
from models.database import Database
from models.errors import UserError
from models.queries.history import recent_actions
from models.queries.reports import report_list, report_texts
from models.rules.periods import parse_period
from tests.models.make import HEAD, run

Q1 = parse_period("2026-Q1")
YEAR = parse_period("2025/26")


def test_a_report_is_begun_once(db: Database) -> None:
    assert begin_report(db, Q1, actor=HEAD) == begin_report(db, Q1, actor=HEAD)
    assert len(report_list(db)) == 1


def test_the_second_beginning_leaves_no_line_in_the_history(db: Database) -> None:
    begin_report(db, Q1, actor=HEAD)
    begin_report(db, Q1, actor=HEAD)
    assert [line.label for line in recent_actions(db)] == ["Отчёт начат: I квартал 2026 года"]


def test_the_newest_period_stands_first(db: Database) -> None:
    for period in (YEAR, Q1):
        begin_report(db, period, actor=HEAD)
    assert [line.period for line in report_list(db)] == ["2026-Q1", "2025/26"]


def test_a_text_begins_its_report(db: Database) -> None:
    save_report_text(db, Q1, "goal", "Цель", actor=HEAD)
    assert report_texts(db, Q1) == {"goal": "Цель"}
    assert [line.texts for line in report_list(db)] == [1]


def test_the_same_text_again_is_no_action(db: Database) -> None:
    for _ in range(2):
        save_report_text(db, Q1, "goal", "Цель", actor=HEAD)
    assert len(recent_actions(db)) == 1


def test_an_emptied_text_is_not_counted(db: Database) -> None:
    save_report_text(db, Q1, "goal", "Цель", actor=HEAD)
    save_report_text(db, Q1, "goal", "", actor=HEAD)
    assert report_list(db)[0].texts == 0


def test_the_history_names_report_and_section(db: Database) -> None:
    save_report_text(db, YEAR, "difficulties", "Дорога", actor=HEAD)
    assert recent_actions(db)[0].label == "Отчёт за 2025/2026 учебный год: текст «Трудности и риски»"


def test_an_approved_report_takes_no_text(db: Database) -> None:
    save_report_text(db, Q1, "goal", "Цель", actor=HEAD)
    run(db, "UPDATE report SET status = 'approved'")
    with pytest.raises(UserError, match="утверждён"):
        save_report_text(db, Q1, "goal", "Другая", actor=HEAD)
    assert report_texts(db, Q1) == {"goal": "Цель"}


def test_an_unknown_section_is_a_fault_of_the_program(db: Database) -> None:
    with pytest.raises(ValueError, match="unknown report section"):
        save_report_text(db, Q1, "weather", "Ясно", actor=HEAD)
