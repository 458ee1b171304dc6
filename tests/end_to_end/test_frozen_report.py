"""An approved report never changes, whatever is edited later; its correction lists exactly those edits (issue 7).

Random commands of every kind, a person's destruction among them; the figures are counted by plain SQL before and after.
"""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.commands.depersonalise import destroy_person
from models.commands.events import change_event, mark_attendance
from models.commands.indicators import set_indicator
from models.commands.merge_people import merge_people
from models.commands.organizations import change_organization
from models.commands.people import change_trainee
from models.commands.plans import change_plan_item
from models.commands.programs import enroll, expel
from models.commands.report_life import ENDINGS, reopen_report
from models.commands.reports import save_report_text
from models.database import Database
from models.errors import UserError
from models.queries.directory import ids_by_code
from models.queries.report_compare import compare_reports
from models.queries.report_versions import kept_file, read_version, report_to_show
from models.rows.codes import PlanItemStatus, Presence
from models.rows.events import Mark
from models.rows.indicator_drafts import ValueDraft
from models.rows.merge import MergeDraft
from models.rows.personal_acts import ActDraft
from models.rows.report import ReportData
from models.rows.report_compare import ReportComparison, RowChange
from models.rows.site import OrganizationDraft, PersonDraft
from models.rules.person_code import person_code
from tests.end_to_end.figures.recount import Recount, recounted
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database, new_database, passing_folder
from tests.models.queries import test_report_compare as plain

DAYS = (date(2026, 1, 1), date(2026, 3, 2), date(2026, 5, 20))
ACT = ActDraft(number="1", dated_on=date(2026, 3, 2), basis="заявление", commission=("Петрова Мария",))
STATES = (PlanItemStatus.DONE, PlanItemStatus.CANCELLED, PlanItemStatus.POSTPONED)


class Site(plain.Site):
    """The site of the plain edits with people who move, merge and go, a stream and an indicator."""

    def __init__(self, db: Database, folder: Path) -> None:
        super().__init__(db, folder)
        self.places = [arrange.organization(db), arrange.organization(db, oktmo=None, is_remote=True)]
        self.gone = arrange.person(db, "Жемчугова", at=self.places[0], first_name="Эсфирь")
        self.people.append(self.gone)
        self.stream = arrange.stream(db, self.people[0], self.people[1])
        self.share = ids_by_code(db, "indicator")["share_fop"]
        mark_attendance(db, self.events[0], [Mark(each, Presence.PRESENT) for each in self.people[2:]], actor=HEAD)
        save_report_text(db, plain.Q1, "events", "Помогала\nЖемчугова Эсфирь.", actor=HEAD)

    def transfer(self, number: int, what: int) -> None:
        draft = PersonDraft(
            last_name=f"Новая{'аб'[number]}", first_name="Мария", position_id=1, organization_id=self.places[what % 2]
        )
        change_trainee(self.db, self.people[1 + number], draft, actor=HEAD)

    def regroup(self, number: int, what: int) -> None:
        draft = OrganizationDraft(
            short_name=f"Сад у мыса {number}",
            municipality_id=arrange.unit(self.db, (None, arrange.USSURIYSK, arrange.ARTYOM)[what]),
            is_remote=what == 1,
        )
        change_organization(self.db, self.places[number], draft, actor=HEAD)

    def state(self, number: int, what: int) -> None:
        said = (Presence.ABSENT, Presence.EXCUSED, Presence.PRESENT)[what]
        mark_attendance(self.db, self.events[number], [Mark(self.people[2], said)], actor=HEAD)

    def reschedule(self, number: int, what: int) -> None:
        held = DAYS[what] if number else date(2026, 2, 1 + what)
        draft = arrange.event_draft(self.people[0], title="Перенесли", held_on=held)
        change_event(self.db, self.events[number], draft, actor=HEAD)

    def conclude(self, _number: int, what: int) -> None:
        said = {"status": STATES[what], "reason": "Карантин"}
        if what == 0:
            said["done_on"] = date(2026, 3, 1)
        if what == 2:
            said["postponed_to"] = date(2026, 5, 1)
        change_plan_item(self.db, self.item, arrange.item_draft(self.people[0], **said), actor=HEAD)

    def let_in(self, _number: int, what: int) -> None:
        place = arrange.place(self.people[1 + what], enrolled_on=date(2026, 2, 1))
        enroll(self.db, self.stream, [place], actor=HEAD)

    def let_go(self, _number: int, what: int) -> None:
        expel(self.db, 1, date(2026, 2, 10 + what), actor=HEAD)

    def merge(self, number: int, _what: int) -> None:
        merge_people(self.db, self.people[1], self.people[2 + number], MergeDraft(), actor=HEAD)

    def value(self, number: int, what: int) -> None:
        code = "2026-Q1" if number else "2025-Q4"
        set_indicator(self.db, self.share, code, ValueDraft(value=50 + what, target=60), actor=HEAD)

    def destroy(self, _number: int, _what: int) -> None:
        destroy_person(self.db, self.gone, ACT, actor=HEAD)


EDITS: Mapping[str, Callable[[Site, int, int], None]] = plain.EDITS | {
    name: getattr(Site, name) for name in vars(Site) if not name.startswith("_")
}


def counted(db: Database) -> Recount:
    return recounted(db.path, plain.Q1.code, plain.Q1.start, plain.Q1.end, db.today())


def data_of(db: Database, report_id: int) -> ReportData:
    with db.reading() as session:
        return read_version(session, report_id, today=db.today()).data


def told_without(data: ReportData, name: str, code: str) -> ReportData:
    """The same report with a code where somebody is named."""
    return replace(data, texts={section: text.replace(name, code) for section, text in data.texts.items()})


def check_frozen(site: Site, report_id: int, before: ReportData) -> None:
    """The figures stay, the texts too save for the name of whoever is gone, and so do the files until then."""
    now = report_to_show(site.db, report_id)
    with site.db.reading() as session:
        is_gone = (
            session.connection()
            .exec_driver_sql("SELECT pd_state = 'destroyed' FROM person WHERE id = ?", (site.gone,))
            .scalar()
        )
        noted = read_version(session, report_id, today=site.db.today()).rewritten
    files = {ending: kept_file(site.db, site.folder, report_id, ending) for ending in ENDINGS}
    if not is_gone:
        assert (now, files, noted) == (before, plain.FILES, ())
        return
    assert now == told_without(before, "Жемчугова Эсфирь", person_code(site.gone))
    assert files == dict.fromkeys(ENDINGS)
    hashes = {ending: sha256(content).hexdigest() for ending, content in plain.FILES.items()}
    assert [(each.act, each.files) for each in noted] == [("№ 1", hashes)]


def rows_of(comparison: ReportComparison) -> list[RowChange]:
    return [row for each in (*comparison.figures, *comparison.tables) for row in each.rows if row.kind is not None]


def check_correction(comparison: ReportComparison, before: Recount, after: Recount) -> None:
    """Every figure of the totals that differs by plain SQL, and no other; each with the rows it differs by."""
    differing = {
        name: (before.totals[name], after.totals[name])
        for name in before.totals
        if before.totals[name] != after.totals[name]
    }
    told = {
        each.figure.column: (each.before, each.after) for each in comparison.figures if each.figure.table == "totals"
    }
    assert told == differing
    tables = {name for name in before.tables if before.tables[name] != after.tables[name]}
    assert {each.table for each in comparison.tables} - {"plan_items"} == tables - {"plan_items"}
    assert all(each.rows for each in comparison.figures)
    assert [row for row in rows_of(comparison) if not row.hands] == []
    assert "Заметка изменена" not in {hand.action for row in rows_of(comparison) for hand in row.hands}


MANY = [("transfer", 1, 1), ("regroup", 1, 1), ("destroy", 0, 0), ("merge", 0, 0), ("value", 1, 2), ("let_go", 0, 0)]


@cache
def approved() -> tuple[Path, dict[str, Any]]:
    """A folder with the site and its approved report, and what the site remembers: made once a process."""
    folder = passing_folder("frozen")
    db = copied_database(folder)
    site = Site(db, folder / "attachments")
    kept = {"first": site.approve(), "before": counted(db), "frozen": report_to_show(db, 1), "site": vars(site)}
    db.close()
    return folder, kept


def opened(folder: Path) -> tuple[Site, dict[str, Any]]:
    """A copy of it to be edited."""
    original, kept = approved()
    shutil.copytree(original, folder, dirs_exist_ok=True)
    site = object.__new__(Site)
    remembered = {name: list(value) if isinstance(value, list) else value for name, value in kept["site"].items()}
    vars(site).update(remembered | {"db": new_database(folder), "folder": folder / "attachments"})
    return site, kept


@settings(max_examples=15, deadline=None)
@given(edits=st.lists(st.tuples(st.sampled_from([*EDITS]), st.integers(0, 1), st.integers(0, 2)), max_size=6))
@example(edits=MANY)
@example(edits=[("reschedule", 1, 2), ("state", 0, 0), ("conclude", 0, 2), ("let_in", 0, 1), ("regroup", 0, 0)])
@example(edits=[("mark", 0, 0), ("merge", 0, 0), ("elsewhere", 0, 1)])
def test_an_approved_report_stays_and_its_correction_lists_the_edits(edits: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder:
        site, kept = opened(Path(folder))
        try:
            for name, number, what in edits:
                with suppress(UserError):
                    EDITS[name](site, number, what)
            check_frozen(site, kept["first"], kept["frozen"])
            second = reopen_report(site.db, kept["first"], "Проверка", actor=HEAD)
            check_correction(compare_reports(site.db, kept["first"], second), kept["before"], counted(site.db))
        finally:
            site.db.close()
