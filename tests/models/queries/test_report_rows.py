"""Behind every figure of a report stand the records it was counted from."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.commands.events import mark_attendance
from models.database import Database
from models.queries.report import read_report, report_data
from models.queries.report_rows import read_records
from models.rows.codes import Presence
from models.rows.events import Mark
from models.rows.report import ReportData
from models.rows.report_records import EvidenceRow, Figure, RecordKind, ReportRecords
from models.rules.periods import parse_period
from models.rules.report_evidence import rows_of
from models.rules.report_figures import figure_title, figures_of, measured, printed_value
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database, go_to
from tests.models.queries.world import drawn_world

Q1 = parse_period("2026-Q1")
PERIODS = ["2026-Q1", "2025-H2", "2025/26", "2026-01-15..2026-03-20", "2031-Q1"]
_ROUNDED = {"nps": 0, "academic_hours": 2, "fact": 2}


def check_figures(data: ReportData, records: ReportRecords) -> None:
    for figure in figures_of(data):
        behind = rows_of(records, data, figure)
        printed = printed_value(figure, data)
        said = measured(behind)
        if figure.column in _ROUNDED:
            said = round(said, _ROUNDED[figure.column])
        assert said == pytest.approx(printed or 0), figure
        keys = [(row.kind, row.id, row.other) for row in behind]
        assert len(keys) == len(set(keys)), figure


@settings(max_examples=6)
@given(seed=st.integers(0, 10**6), today=st.dates(date(2025, 9, 1), date(2026, 12, 31)))
@example(seed=2026, today=date(2032, 1, 1))
def test_the_records_come_to_the_figure(seed: int, today: date) -> None:
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        try:
            drawn_world(db, seed)
            go_to(db, today)
            with db.reading() as session:
                for period in map(parse_period, PERIODS):
                    data = read_report(session, period, today=today)
                    check_figures(data, read_records(session, period, today=today))
        finally:
            db.close()


def rows_behind(db: Database, figure: Figure) -> tuple[EvidenceRow, ...]:
    with db.reading() as session:
        data, records = (read(session, Q1, today=db.today()) for read in (read_report, read_records))
    return rows_of(records, data, figure)


def test_a_click_on_the_visits_opens_who_was_where(db: Database) -> None:
    arrange.fill_passport(db)
    leader = arrange.person(db, "Ведущая")
    event = arrange.event(db, leader, title="Речь и игра")
    mark_attendance(db, event, [Mark(leader, Presence.PRESENT)], actor=HEAD)
    (row,) = rows_behind(db, Figure("totals", "visits"))
    assert (row.kind, row.id, row.other) == (RecordKind.VISIT, event, leader)
    assert row.title == "Ведущая М., «Речь и игра»"
    data = report_data(db, Q1)
    assert figure_title(Figure("unplanned_events", "participants", 1), data) == "Речь и игра: участников"


@pytest.mark.parametrize("figure", [Figure("totals", "weather"), Figure("events", "participants", 9)])
def test_what_is_no_figure_is_refused(db: Database, figure: Figure) -> None:
    arrange.fill_passport(db)
    with pytest.raises(ValueError, match="unknown figure"):
        rows_behind(db, figure)
