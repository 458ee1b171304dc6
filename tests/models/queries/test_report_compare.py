"""A correction lists exactly what was edited since the approval, and whose hand it was."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.commands.events import change_event, clear_marks, mark_attendance, remove_event, set_guests
from models.commands.people import change_note
from models.commands.plans import change_plan_item
from models.commands.products import add_product, change_product, remove_product
from models.commands.report_life import approve_report, reopen_report
from models.commands.reports import begin_report, save_report_text
from models.commands.undo import undo_last
from models.database import Actor, Database
from models.errors import UserError
from models.queries.report_compare import changed_since, compare_reports
from models.queries.report_versions import report_to_approve
from models.rows.codes import Presence
from models.rows.events import Mark
from models.rows.person_page import NoteDraft
from models.rows.plan_history import WordChange
from models.rows.plans import ProductDraft
from models.rows.report_compare import ChangeState, ReportComparison, RowChange
from models.rows.report_records import Figure, RecordKind
from models.rules.periods import parse_period
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database

Q1, Q4 = parse_period("2026-Q1"), parse_period("2025-Q4")
DAY = date(2026, 2, 10)
FILES = {"pdf": b"%PDF-1.7", "xlsx": b"PK1", "docx": b"PK2"}


class Site:
    """A site with a plan item, two events, marks and a product; every edit is one command."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self.folder = folder
        arrange.fill_passport(db)
        at = arrange.organization(db)
        self.people = [arrange.person(db, f"Участница{letter}", at=at) for letter in "абв"]
        self.item = arrange.plan_item(db, arrange.plan(db), self.people[0])
        self.events = [
            arrange.event(db, self.people[0], title="По плану", plan_item_id=self.item),
            arrange.event(db, self.people[0], title="Вне плана", held_on=DAY),
        ]
        self.products = [self.product("Пособие")]

    def approve(self) -> int:
        report_id = begin_report(self.db, Q1, actor=HEAD)
        approve_report(self.db, self.folder, report_to_approve(self.db, report_id, DAY), FILES, actor=HEAD)
        return report_id

    def product(self, title: str) -> int:
        draft = ProductDraft(title=title, kind_id=1, made_on=DAY, author_ids=(self.people[0],))
        return add_product(self.db, draft, actor=HEAD)

    def rename(self, number: int, what: int) -> None:
        said = {"title": f"Название {what}", "duration_min": 45 * (1 + what)}
        if number == 0:
            said["plan_item_id"] = self.item
        change_event(self.db, self.events[number], arrange.event_draft(self.people[0], **said), actor=HEAD)

    def guests(self, number: int, what: int) -> None:
        set_guests(self.db, self.events[number], what, actor=HEAD)

    def mark(self, number: int, what: int) -> None:
        mark_attendance(self.db, self.events[number], [Mark(self.people[what], Presence.PRESENT)], actor=HEAD)

    def unmark(self, number: int, what: int) -> None:
        clear_marks(self.db, self.events[number], [self.people[what]], actor=HEAD)

    def hold(self, _number: int, what: int) -> None:
        held = date(2026, 2, 20) if what else date(2026, 5, 20)
        self.events.append(arrange.event(self.db, self.people[0], title=f"Ещё {what}", held_on=held))

    def drop(self, number: int, _what: int) -> None:
        remove_event(self.db, self.events[number], actor=HEAD)

    def plan(self, _number: int, what: int) -> None:
        change_plan_item(self.db, self.item, arrange.item_draft(self.people[0], planned_count=what), actor=HEAD)

    def make(self, _number: int, what: int) -> None:
        self.products.append(self.product(f"Продукт {what}"))

    def remake(self, _number: int, what: int) -> None:
        draft = ProductDraft(title=f"Пособие {what}", kind_id=1, made_on=DAY, author_ids=(self.people[0],))
        change_product(self.db, self.products[-1], draft, actor=HEAD)

    def unmake(self, _number: int, _what: int) -> None:
        remove_product(self.db, self.products[-1], actor=HEAD)

    def elsewhere(self, _number: int, what: int) -> None:
        """An edit that no report prints."""
        change_note(self.db, self.people[1], NoteDraft(note=f"Заметка {what}"), actor=HEAD)

    def back(self, _number: int, _what: int) -> None:
        undo_last(self.db, actor=HEAD)


EDITS: Mapping[str, Callable[[Site, int, int], None]] = {
    name: getattr(Site, name) for name in vars(Site) if not name.startswith("_") and name not in ("approve", "product")
}

# What a report prints of each record, straight from the tables: the oracle knows nothing of reports.
_PRINTED = {
    "event": """
        SELECT e.id, e.plan_item_id IS NOT NULL, e.title, e.held_on, e.duration_min, e.total_external, e.format_id,
               e.mode, (SELECT group_concat(a.person_id) FROM (SELECT person_id FROM attendance
                        WHERE event_id = e.id AND state IN ('present', 'remote') ORDER BY person_id) AS a)
        FROM event AS e WHERE e.held_on BETWEEN '2026-01-01' AND '2026-03-02'""",
    "plan_item": """
        SELECT i.id, i.title, i.due_to, i.status, i.planned_count, i.reason, i.expected_result, i.done_on,
               (SELECT group_concat(e.held_on || e.total_external) FROM event AS e WHERE e.plan_item_id = i.id),
               (SELECT count(*) FROM event AS e JOIN attendance AS a ON a.event_id = e.id
                WHERE e.plan_item_id = i.id AND a.state IN ('present', 'remote'))
        FROM plan_item AS i WHERE i.due_to BETWEEN '2026-01-01' AND '2026-03-31'""",
    "product": "SELECT id, title, made_on, kind_id, status, url FROM product",
}


def printed(db: Database) -> dict[tuple[str, int, bool], tuple[object, ...]]:
    """Every record that the report prints, by its table and id; a planned event and an unplanned one are two."""
    found: dict[tuple[str, int, bool], tuple[object, ...]] = {}
    with db.reading() as session:
        for table, sql in _PRINTED.items():
            for row in session.connection().exec_driver_sql(sql):
                planned = bool(row[1]) if table == "event" else True
                found[table, int(row[0]), planned] = tuple(row[2 if table == "event" else 1 :])
    return found


def expected(before: Mapping[tuple[str, int, bool], object], after: Mapping[tuple[str, int, bool], object]):
    return {
        (
            key,
            ChangeState.ADDED
            if key not in before
            else ChangeState.REMOVED
            if key not in after
            else ChangeState.CHANGED,
        )
        for key in {*before, *after}
        if before.get(key) != after.get(key)
    }


def listed(comparison: ReportComparison):
    return {
        ((row.kind.value, row.id, table.table != "unplanned_events"), row.state)
        for table in comparison.tables
        for row in table.rows
        if row.kind in (RecordKind.EVENT, RecordKind.PLAN_ITEM, RecordKind.PRODUCT)
    }


def rows_of(comparison: ReportComparison) -> list[RowChange]:
    return [row for each in (*comparison.figures, *comparison.tables) for row in each.rows if row.kind is not None]


@settings(max_examples=8, deadline=None)
@given(edits=st.lists(st.tuples(st.sampled_from([*EDITS]), st.integers(0, 1), st.integers(0, 2)), max_size=7))
def test_a_correction_lists_exactly_the_edits_made_since(edits: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        db = copied_database(Path(folder))
        try:
            site = Site(db, Path(folder) / "attachments")
            site.mark(0, 1)
            first, before = site.approve(), printed(db)
            for name, number, what in edits:
                try:
                    EDITS[name](site, number, what)
                except UserError:
                    continue
            second = reopen_report(db, first, "Проверка", actor=HEAD)
            comparison = compare_reports(db, first, second)
            assert listed(comparison) == expected(before, printed(db))
            differs = bool(comparison.figures or comparison.tables or comparison.texts)
            assert differs == (before != printed(db))
            assert [row for row in rows_of(comparison) if not row.hands] == []
            for figure in comparison.figures:
                assert figure.before != figure.after
                assert figure.rows
        finally:
            db.close()


@pytest.fixture
def site(db: Database, tmp_path: Path) -> Site:
    return Site(db, tmp_path / "attachments")


def test_it_says_was_and_is_and_whose_hand_it_was(db: Database, site: Site) -> None:
    first = site.approve()
    deputy = arrange.person(db, "Замова", first_name="Юлия")
    mark_attendance(db, site.events[1], [Mark(site.people[2], Presence.PRESENT)], actor=Actor(deputy))
    site.guests(0, 9)
    undo_last(db, actor=HEAD)
    comparison = compare_reports(db, first, Q1)
    visits = next(each for each in comparison.figures if each.figure.column == "visits")
    assert (visits.title, visits.before, visits.after) == ("Посещений по спискам", 0, 1)
    (row,) = visits.rows
    assert (row.state, row.kind, row.id, row.other) == (
        ChangeState.ADDED, RecordKind.VISIT, site.events[1], site.people[2],
    )  # fmt: skip
    assert [(hand.actor, hand.action) for hand in row.hands] == [
        ("Замова Ю.", "Посещение отмечено: семинар 10\u00a0февраля")
    ]
    assert "guests" not in {each.figure.column for each in comparison.figures}


def test_a_changed_line_says_which_of_its_columns(db: Database, site: Site) -> None:
    first = site.approve()
    site.rename(1, 2)
    (table,) = (each for each in compare_reports(db, first, Q1).tables if each.table == "unplanned_events")
    assert table.rows[0].changes == (
        WordChange("название", "Вне плана", "Название 2"),
        WordChange("минут", "90", "135"),
    )


def test_the_printed_cells_that_differ_are_known_with_what_they_said(db: Database, site: Site) -> None:
    first = site.approve()
    assert changed_since(db, first) == {}
    second = reopen_report(db, first, "Проверка", actor=HEAD)
    assert changed_since(db, second) == {}
    site.guests(1, 9)
    assert changed_since(db, second) == {
        Figure("totals", "participants"): "0",
        Figure("totals", "guests"): "0",
        Figure("unplanned_events", "participants", 1): "0",
        Figure("unplanned_events", "guests", 1): "0",
        Figure("unplanned_events", "participants"): "0",
        Figure("unplanned_events", "guests"): "0",
        Figure("formats", "participants", 1): "0",
        Figure("formats", "participants"): "0",
        Figure("event_months", "participants", 1): "0",
        Figure("event_months", "participants"): "0",
    }
    site.make(0, 1)
    assert changed_since(db, second)[Figure("products", "title", 2)] == ""


def test_texts_are_compared_too(db: Database, site: Site) -> None:
    save_report_text(db, Q1, "tasks", "Задачи", actor=HEAD)
    first = site.approve()
    second = reopen_report(db, first, "Проверка", actor=HEAD)
    save_report_text(db, Q1, "tasks", "Другие задачи", actor=HEAD)
    (text,) = compare_reports(db, first, second).texts
    assert (text.title, text.before, text.after) == ("Задачи на отчётный период", "Задачи", "Другие задачи")


def test_two_periods_are_compared_by_their_figures(db: Database, site: Site) -> None:
    comparison = compare_reports(db, Q4, Q1)
    events = next(each for each in comparison.figures if each.figure.column == "events")
    assert (events.before, events.after, events.rows) == (0, 2, ())
    assert comparison.tables == ()
    assert (comparison.before.title, comparison.after.title) == ("IV квартал 2025 года", "I квартал 2026 года")
