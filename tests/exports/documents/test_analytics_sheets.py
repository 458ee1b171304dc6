"""«Аналитика» of the invented site, read back from its workbook and counted again by plain SQL."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from exports.registry import paper_bytes
from models.database import open_database
from models.identity import VLADIVOSTOK, FixedClock
from models.queries.analytics import analytics_paper, site_span
from tests.desktop.demo.made import demo_site
from tests.exports.documents.figures_and_team import analytics, indicators
from tests.exports.documents.reading import text_of

Count = Callable[[str], list[tuple[object, ...]]]
Sheets = dict[str, list[tuple[object, ...]]]

DAY = date(2026, 3, 13)
CAME = """
event AS e JOIN attendance AS a ON a.event_id = e.id AND a.state IN ('present', 'remote')
JOIN person AS p ON p.id = a.person_id JOIN organization AS o ON o.id = p.organization_id
"""


@pytest.fixture(scope="module")
def made() -> tuple[Sheets, Count]:
    """The rows of every sheet, and how to ask the same database."""
    file = demo_site(DAY).paths.database
    clock = FixedClock(datetime(DAY.year, DAY.month, DAY.day, 14, tzinfo=VLADIVOSTOK))
    db = open_database(file, clock=clock)
    paper = analytics_paper(db, site_span(db), "за всё время")
    db.close()
    book = load_workbook(BytesIO(paper_bytes("analytics", "xlsx", paper)))

    def count(sql: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as plain:
            return plain.execute(sql, {"today": DAY.isoformat()} if ":today" in sql else {}).fetchall()

    return {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}, count


def lines(rows: list[tuple[object, ...]], *names: object) -> list[tuple[object, ...]]:
    """The rows that begin with one of these words."""
    return [row for row in rows if row[0] in names]


def column(rows: list[tuple[object, ...]], heading: str) -> int:
    """Where the column with this heading stands."""
    return next(row.index(heading) for row in rows if heading in row)


def sheet_with(sheets: Sheets, heading: str) -> list[tuple[object, ...]]:
    """The sheet that has such a column."""
    return next(rows for rows in sheets.values() if any(heading in row for row in rows))


def test_the_visits_of_quarters_and_of_places_are_those_written_down(made: tuple[Sheets, Count]) -> None:
    sheets, count = made
    ((visits, people, remote),) = count(
        f"SELECT count(*), count(DISTINCT p.id), count(DISTINCT CASE WHEN o.is_remote THEN p.id END) "
        f"FROM {CAME} WHERE e.held_on <= :today"
    )
    quarters, places = sheet_with(sheets, "Квартал"), sheet_with(sheets, "Муниципалитет")
    at = column(quarters, "Посещений")
    assert sum(int(str(row[at])) for row in quarters if str(row[0]).split(" ")[1:2] == ["квартал"]) == visits
    (total,) = lines(places, "Итого")
    named = ("Разных людей", "Из удалённых поселений", "Посещений")
    assert tuple(total[column(places, each)] for each in named) == (people, remote, visits)


def test_formats_come_to_the_hours_that_were_held(made: tuple[Sheets, Count]) -> None:
    sheets, count = made
    formats = sheet_with(sheets, "Формат")
    ((events, minutes),) = count("SELECT count(*), sum(duration_min) FROM event WHERE held_on <= :today")
    (total,) = lines(formats, "Итого")
    assert total[column(formats, "Мероприятий")] == events
    assert total[column(formats, "Акад. часов")] == round(int(str(minutes)) / 45, 2)
    asked = count(
        """
        SELECT f.title, round(sum(x.score) * 1.0 / count(x.score), 2) FROM event_format AS f
        JOIN (SELECT DISTINCT e.format_id, es.stream_id FROM event AS e JOIN event_stream AS es ON es.event_id = e.id
              WHERE e.held_on <= :today) AS q ON q.format_id = f.id
        JOIN feedback_survey AS v ON v.stream_id = q.stream_id JOIN feedback_response AS r ON r.survey_id = v.id
        JOIN (SELECT id, relevance AS score FROM feedback_response UNION ALL SELECT id, novelty FROM feedback_response
              UNION ALL SELECT id, practical_value FROM feedback_response
              UNION ALL SELECT id, tutor FROM feedback_response
              UNION ALL SELECT id, organisation FROM feedback_response
              UNION ALL SELECT id, materials FROM feedback_response
              UNION ALL SELECT id, remote_access FROM feedback_response
              UNION ALL SELECT id, readiness FROM feedback_response) AS x ON x.id = r.id
        GROUP BY f.id
        """
    )
    mark = column(formats, "Оценка")
    assert {row[0]: row[mark] for row in formats if row[mark] not in (None, "Оценка")} == dict(asked)


def test_deficits_found_and_closed_are_those_of_the_cards(made: tuple[Sheets, Count]) -> None:
    sheets, count = made
    deficits = sheet_with(sheets, "Компетенция")
    (found,) = count(
        """
        SELECT count(x.card_id), count(CASE WHEN NOT x.is_deficit THEN 1 END) FROM diagnostic_item AS i
        JOIN diagnostic_card AS c ON c.id = i.card_id AND c.stage = 'entry'
        JOIN diagnostic_card AS d ON d.enrollment_id = c.enrollment_id AND d.stage = 'exit'
        JOIN diagnostic_item AS x ON x.card_id = d.id AND x.competence_id = i.competence_id WHERE i.is_deficit
        """
    )
    (total,) = lines(deficits, "Итого")
    assert (
        tuple(total[column(deficits, each)] for each in ("Дефицитов с выходной диагностикой", "Из них закрыто"))
        == found
    )


def test_charts_stand_in_the_workbook_and_leave_out_what_has_no_plan() -> None:
    for paper, data, charts in (("analytics", analytics(), [1, 0, 1, 0]), ("indicators", indicators(), [1])):
        book = load_workbook(BytesIO(paper_bytes(paper, "xlsx", data)))  # pyright: ignore[reportArgumentType] - keys of the registry
        assert [len(sheet._charts) for sheet in book] == charts
    lines_ = indicators(2).lines
    unplanned = lines_[1]._replace(title="Без плана", target=None, percent=None)
    drawn = text_of(paper_bytes("indicators", "pdf", replace(indicators(), lines=(lines_[0], unplanned))))
    assert drawn.count("Без плана") == 1
