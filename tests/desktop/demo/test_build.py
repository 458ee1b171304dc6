"""The demo site: the same every time, whole, and as large as was promised."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from desktop.demo import content
from desktop.demo.build import DEMO_TODAY, make_demo
from desktop.paths import Paths
from exports.packages.verify import verify_package
from models.database import Database
from models.errors import UserError
from models.imports.roster import read_roster
from models.queries.integrity import check_database
from models.queries.meetings import decisions_due
from models.queries.plan_history import plan_history
from models.queries.plan_roadmap import roadmap_lines
from models.queries.plans import plan_items, plan_list
from models.queries.report import report_data
from models.queries.roster import compare_roster
from models.rules.periods import parse_period
from tests.desktop.demo.made import Made, demo_site, make, opened
from tests.models import make as arrange


@pytest.fixture(scope="module")
def demo() -> Made:
    return demo_site()


def number(db: Database, sql: str) -> int:
    with db.reading() as session:
        return int(session.connection().exec_driver_sql(sql).scalar_one())


def but_for_the_key(db: Database) -> dict[str, list[str]]:
    """Everything that is stored, without the site's own key and what it signed: no two sites share a secret."""
    with db.reading() as session:
        connection = session.connection()
        columns = [str(row[1]) for row in connection.exec_driver_sql("PRAGMA table_info(certificate)")]
        said = ", ".join(column for column in columns if column != "signed")
        certificates = connection.exec_driver_sql(f"SELECT {said} FROM certificate ORDER BY id").all()
    stored = {table: list(rows) for table, rows in arrange.content(db).items()}
    return stored | {"signing_key": [], "certificate": [repr(row) for row in certificates]}


def test_it_is_as_large_as_was_promised(demo: Made) -> None:
    """Issue «main job», item 8."""
    with opened(demo) as db:
        counts = {
            table: arrange.count(db, table)
            for table in ("program", "stream", "plan_item", "event", "product", "consultation", "meeting", "document")
        }
        modules = number(db, "SELECT count(*) FROM module WHERE program_id = 1")
        hours = sorted(number(db, f"SELECT hours FROM program WHERE id = {id_}") for id_ in (1, 2))
        trainees = number(db, "SELECT count(DISTINCT person_id) FROM enrollment")
        gardens = number(
            db,
            "SELECT count(DISTINCT organization_id) FROM person WHERE id IN (SELECT person_id FROM enrollment)",
        )
    assert counts == {
        "program": 2,
        "stream": 3,
        "plan_item": 40 + len(content.ROADMAP_ITEMS),
        "event": 45,
        "product": len(content.PRODUCTS),
        "consultation": len(content.CONSULTATIONS),
        "meeting": len(content.MEETINGS),
        "document": len(content.DOCUMENTS),
    }
    assert (modules, hours, trainees, gardens) == (3, [12, 36], 60, 20)


def test_its_people_came_through_the_importer(demo: Made) -> None:
    assert (demo.site.imported.new, demo.site.imported.left, demo.site.imported.restricted_written) == (60, 0, 60)
    with opened(demo) as db:
        assert number(db, "SELECT count(*) FROM import_batch WHERE rows_new = 60") == 1
        again = compare_roster(db, read_roster(demo.site.roster, today=date(2026, 7, 1)))
    assert again.roster.counts == {"new": 0, "changed": 0, "same": 60, "duplicate": 0, "problem": 0}


def test_every_event_has_marks_and_every_plan_its_items(demo: Made) -> None:
    with opened(demo) as db:
        bare = "SELECT count(*) FROM event_stream WHERE event_id NOT IN (SELECT event_id FROM attendance)"
        assert number(db, bare) == 0
        assert arrange.count(db, "attendance") > 300
        assert all(plan.items for plan in plan_list(db))
        year = next(plan for plan in plan_list(db) if plan.kind == "year")
        assert len(plan_items(db, year.id)) == 40


def test_behind_every_place_of_its_streams_stands_an_order(demo: Made) -> None:
    kinds = "SELECT count(*) FROM enrollment_order WHERE kind = '{}'"
    with opened(demo) as db:
        assert number(db, "SELECT count(*) FROM enrollment WHERE order_in_id IS NULL") == 0
        assert number(db, "SELECT count(*) FROM enrollment WHERE (left_on IS NULL) <> (order_out_id IS NULL)") == 0
        assert [number(db, kinds.format(kind)) for kind in ("enrol", "complete", "expel")] == [3, 3, 2]


def test_on_its_day_one_decision_is_overdue_and_one_is_due_soon(demo: Made) -> None:
    with opened(demo) as db:
        due = decisions_due(db, DEMO_TODAY, within=7)
    assert [each.is_overdue for each in due] == [True, False]


def test_the_road_map_compares_with_facts_and_the_plan_of_autumn_has_an_amendment(demo: Made) -> None:
    with opened(demo) as db:
        roadmap = next(plan for plan in plan_list(db) if plan.kind == "roadmap")
        lines = [line for task in roadmap_lines(db, roadmap.id) for line in task.lines]
        autumn = next(plan for plan in plan_list(db) if plan.starts_on == date(2025, 10, 1))
        reasons = [entry.reason for entry in plan_history(db, autumn.id)]
    assert any(line.is_reached for line in lines)
    assert content.AMENDMENT.reason in reasons


def test_its_database_is_whole(demo: Made) -> None:
    with opened(demo) as db:
        assert check_database(db) == []


def test_its_files_lie_where_it_says_and_nothing_else_does(demo: Made) -> None:
    site = demo.site
    assert site.report_pdf.read_bytes().startswith(b"%PDF-")
    assert site.report_xlsx.read_bytes().startswith(b"PK")
    assert site.verified == verify_package(site.package.path)
    lying = {path.relative_to(demo.paths.root).parts[0] for path in demo.paths.root.rglob("*") if path.is_file()}
    stored = {"marshrut.db", "marshrut.db-wal", "marshrut.db-shm", "keys"}
    assert lying <= {*stored, "outbox", site.roster.name, "backups"}
    assert set(demo.paths.outbox.iterdir()) == {site.report_pdf, site.report_xlsx, site.package.path}


def test_its_report_is_of_the_last_full_quarter(demo: Made) -> None:
    assert demo.site.period == parse_period("2026-Q2")
    with opened(demo) as db:
        totals = report_data(db, demo.site.period).totals
    assert min(totals.planned, totals.done, totals.events, totals.visits, totals.streams, totals.products) > 0


def test_it_is_the_same_every_time(demo: Made) -> None:
    again = make()
    assert again.site.package.path.read_bytes() == demo.site.package.path.read_bytes()
    assert again.site.package.name == demo.site.package.name
    assert again.site.roster.read_bytes() == demo.site.roster.read_bytes()
    assert again.site.report_xlsx.read_bytes() == demo.site.report_xlsx.read_bytes()
    with opened(again) as one, opened(demo) as other:
        assert but_for_the_key(one) == but_for_the_key(other)
    assert asdict(again.site.imported) == asdict(demo.site.imported)


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2025, 10, 1), "2025-Q3"),
        (date(2025, 12, 31), "2025-Q3"),
        (date(2026, 1, 15), "2025-Q4"),
        (date(2026, 8, 31), "2026-Q2"),
    ],
)
def test_it_stands_as_on_the_day_asked_for(today: date, period: str) -> None:
    made = make(today=today)
    assert made.site.period.code == period
    with opened(made) as db:
        assert check_database(db) == []
        ahead = {event.held_on for event in content.EVENTS if event.announced_on}
        later = (
            "SELECT count(*) FROM event WHERE held_on > '{0}' AND held_on NOT IN (SELECT value FROM json_each('{1}'))"
        )
        assert number(db, later.format(today, json.dumps([str(day) for day in ahead]))) == 0
        marked = "SELECT count(*) FROM attendance AS a JOIN event AS e ON e.id = a.event_id WHERE e.held_on > '{0}'"
        assert number(db, marked.format(today)) == 0
        assert number(db, f"SELECT count(*) FROM product WHERE made_on > '{today}'") == 0
        assert number(db, f"SELECT count(*) FROM enrollment WHERE enrolled_on > '{today}' OR left_on > '{today}'") == 0
        # Everything happened by then, nothing on the day after: a UTC stamp of 14:00 is midnight in Приморье.
        assert number(db, f"SELECT count(*) FROM action WHERE date(at, '+10 hours') > '{today}'") == 0
        assert arrange.count(db, "person") == len(content.TRAINEES) + len(content.TEAM)


@pytest.mark.parametrize("today", [date(2025, 9, 30), date(2026, 9, 1)])
def test_a_day_outside_its_school_year_is_refused(tmp_path: Path, today: date) -> None:
    with pytest.raises(UserError, match="2025/26"):
        make_demo(Paths.under(tmp_path), today=today)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_data_is_left_as_it_is(demo: Made) -> None:
    before = demo.paths.database.read_bytes()
    with pytest.raises(UserError, match="уже есть данные"):
        make_demo(demo.paths)
    assert demo.paths.database.read_bytes() == before
