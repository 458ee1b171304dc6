"""An approved report stays as it was approved; a correcting one takes its place."""

import errno
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from models.commands.attachments import attach_file, collect_garbage
from models.commands.consents import give_consent, withdraw_consent
from models.commands.depersonalise import destroy_person
from models.commands.events import change_event, mark_attendance
from models.commands.report_life import approve_report, choose_detail, keep_redrawn_files, reopen_report
from models.commands.reports import begin_report, save_report_text
from models.commands.site import assign_role
from models.commands.undo import next_undo
from models.database import Database
from models.errors import UserError
from models.queries.integrity import check_database
from models.queries.person_traces import owned_rows
from models.queries.report import read_report, report_data
from models.queries.report_rows import read_records
from models.queries.report_versions import (
    kept_file,
    kept_rows_behind,
    report_to_approve,
    report_to_show,
    reports_without_files,
)
from models.queries.reports import report_list, report_texts
from models.rows.attachments import NewFile, PersonPlace
from models.rows.codes import ConsentPurpose, Presence, ReportStatus
from models.rows.consents import ConsentDraft
from models.rows.events import Mark
from models.rows.personal_acts import ActDraft
from models.rows.report_records import Figure
from models.rows.reports import TableDetail
from models.rows.site import RoleDraft
from models.rules.periods import parse_period
from models.rules.report_evidence import rows_of
from models.rules.report_snapshot import read_snapshot
from models.schema.papers import Report
from tests.models.commands import arrange
from tests.models.make import HEAD, run

Q1 = parse_period("2026-Q1")
ON = date(2026, 4, 3)
FILES: Mapping[str, bytes] = {"pdf": b"%PDF-1.7 report", "xlsx": b"PK sheet", "docx": b"PK text"}
ACT = ActDraft(number="1", dated_on=date(2026, 3, 2), basis="заявление", commission=("Петрова Мария",))
SURNAME = "Жемчугова"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "attachments"


@pytest.fixture
def event(db: Database) -> int:
    """An event with a mark, in a site whose passport is filled."""
    arrange.fill_passport(db)
    leader = arrange.person(db, "Ведущая")
    made = arrange.event(db, leader, title="Речь и игра", total_external=3)
    mark_attendance(db, made, [Mark(leader, Presence.PRESENT)], actor=HEAD)
    return made


def approved(db: Database, folder: Path, files: Mapping[str, bytes] = FILES) -> int:
    report_id = begin_report(db, Q1, actor=HEAD)
    approve_report(db, folder, report_to_approve(db, report_id, ON), files, actor=HEAD)
    return report_id


def snapshot_of(db: Database, report_id: int) -> str:
    return arrange.stored(db, Report, report_id).snapshot or ""


def test_figures_and_texts_stay_as_they_were_approved(db: Database, folder: Path, event: int) -> None:
    save_report_text(db, Q1, "events", "Первая строка\n\tвторая", actor=HEAD)
    report_id = approved(db, folder)
    before = report_to_show(db, report_id)
    assert before.texts["events"] == "Первая строка\n\tвторая"
    assert before.signatures.approved_on == ON
    draft = arrange.event_draft(1, title="Другое", duration_min=45, total_external=20)
    change_event(db, event, draft, actor=HEAD)
    run(db, "UPDATE report_text SET text = 'Позже'")
    assert report_to_show(db, report_id) == report_data(db, Q1) == before
    assert report_texts(db, Q1)["events"] == before.texts["events"]
    visits = Figure("totals", "guests")
    assert [row.amount for row in kept_rows_behind(db, report_id, visits)] == [3]
    with db.reading() as session:
        now, records = (read(session, Q1, today=db.today()) for read in (read_report, read_records))
    assert [row.amount for row in rows_of(records, now, visits)] == [20]


def test_what_was_approved_reads_back_as_it_was(db: Database, folder: Path, event: int) -> None:
    ready = report_to_approve(db, begin_report(db, Q1, actor=HEAD), ON)
    report_id = approved(db, folder)
    kept = read_snapshot(snapshot_of(db, report_id))
    assert (kept.data, kept.records) == (ready.data, ready.records)
    with db.reading() as session:
        live = read_report(session, Q1, today=db.today())
    assert replace(live, signatures=kept.data.signatures) == kept.data


def test_names_do_not_stand_in_the_snapshot(db: Database, folder: Path, event: int) -> None:
    report_id = approved(db, folder)
    assert "Ведущая" not in snapshot_of(db, report_id)
    (row,) = kept_rows_behind(db, report_id, Figure("totals", "visits"))
    assert row.title.startswith("Ведущая")


def test_the_files_are_kept_byte_for_byte(db: Database, folder: Path, event: int) -> None:
    report_id = approved(db, folder)
    collect_garbage(db, folder)
    assert {ending: kept_file(db, folder, report_id, ending) for ending in FILES} == FILES
    line = report_list(db)[0]
    assert (line.status, line.approved_on) == (ReportStatus.APPROVED, ON)
    assert check_database(db) == []


def test_undo_does_not_reach_an_approval(db: Database, folder: Path, event: int) -> None:
    step = next_undo(db)
    report_id = begin_report(db, Q1, actor=HEAD)
    begun = next_undo(db)
    approve_report(db, folder, report_to_approve(db, report_id, ON), FILES, actor=HEAD)
    assert next_undo(db) == begun != step


def test_what_changed_while_it_was_drawn_is_not_approved(db: Database, folder: Path, event: int) -> None:
    report_id = begin_report(db, Q1, actor=HEAD)
    ready = report_to_approve(db, report_id, ON)
    arrange.event(db, 1, title="Ещё одно")
    with pytest.raises(UserError, match="данные изменились"):
        approve_report(db, folder, ready, FILES, actor=HEAD)
    assert report_list(db)[0].status is ReportStatus.DRAFT


@pytest.mark.parametrize("fault", ["a file in the way", "a full disk"])
def test_where_the_files_cannot_be_kept_nothing_is_approved(
    db: Database, folder: Path, event: int, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "a full disk":
        monkeypatch.setattr(os, "fsync", no_room)
    else:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_bytes(b"")
    report_id = begin_report(db, Q1, actor=HEAD)
    ready = report_to_approve(db, report_id, ON)
    with pytest.raises(UserError) as refused:
        approve_report(db, folder, ready, FILES, actor=HEAD)
    assert refused.value.advice
    assert not [word for word in refused.value.message.split() if len(word) > 40], "no hash is told"
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert report_list(db)[0].status is ReportStatus.DRAFT


def no_room(_handle: int) -> None:
    raise OSError(errno.ENOSPC, "no room")


def test_an_approved_report_is_not_approved_again(db: Database, folder: Path, event: int) -> None:
    report_id = approved(db, folder)
    with pytest.raises(UserError, match="уже утверждён"):
        report_to_approve(db, report_id, ON)
    with pytest.raises(UserError, match="утверждён"):
        choose_detail(db, report_id, {"events": TableDetail.SHORT}, actor=HEAD)


def test_a_correcting_report_begins_with_the_texts_of_the_former(db: Database, folder: Path, event: int) -> None:
    save_report_text(db, Q1, "tasks", "Задачи", actor=HEAD)
    choose_detail(db, begin_report(db, Q1, actor=HEAD), {"events": TableDetail.SHORT}, actor=HEAD)
    first = approved(db, folder)
    second = reopen_report(db, first, " Забыли круглый стол ", actor=HEAD)
    save_report_text(db, Q1, "tasks", "Новые задачи", actor=HEAD)
    newest, former = report_list(db)
    assert (newest.id, newest.version, newest.corrects_id, newest.reason) == (second, 2, first, "Забыли круглый стол")
    assert former.status is ReportStatus.APPROVED
    now = report_to_show(db, second)
    assert (now.texts["tasks"], now.detail) == ("Новые задачи", {"events": "short"})
    assert report_to_show(db, first).texts["tasks"] == "Задачи"


def test_only_the_newest_approved_version_is_reopened_and_with_a_reason(db: Database, folder: Path, event: int) -> None:
    draft = begin_report(db, Q1, actor=HEAD)
    with pytest.raises(UserError, match="ещё не утверждён"):
        reopen_report(db, draft, "Причина", actor=HEAD)
    first = approved(db, folder)
    with pytest.raises(UserError, match="почему"):
        reopen_report(db, first, " ", actor=HEAD)
    reopen_report(db, first, "Причина", actor=HEAD)
    with pytest.raises(UserError, match="уже начат"):
        reopen_report(db, first, "Причина", actor=HEAD)


def test_a_file_at_her_card_that_a_report_keeps_too_is_not_hers_alone(db: Database, folder: Path, event: int) -> None:
    her = arrange.person(db, SURNAME)
    approved(db, folder)
    attach_file(db, folder, NewFile(FILES["pdf"]), place=PersonPlace(her), actor=HEAD)
    with db.reading() as session:
        assert owned_rows(session.connection(), her)["attachment"] == frozenset()


def test_a_report_of_any_days_lives_the_same_life(db: Database, folder: Path, event: int) -> None:
    days = parse_period("2026-02-01..2026-02-20")
    report_id = begin_report(db, days, actor=HEAD)
    data = report_to_show(db, report_id)
    assert (data.kind_title, data.period_title) == (
        "Отчёт за выбранные дни",
        "1–20\u00a0февраля 2026 года",
    )
    assert data.totals.events == 1
    approve_report(db, folder, report_to_approve(db, report_id, ON), FILES, actor=HEAD)
    assert report_data(db, days).totals.events == 1


class TestOfSomebodyWhoIsNamed:
    """The head signs the report and stands in a text of it."""

    @pytest.fixture
    def head(self, db: Database, event: int) -> int:
        her = arrange.person(db, SURNAME, first_name="Эсфирь", patronymic="Львовна")
        # «руководитель площадки» until the quarter has ended: her data can go in April.
        role = RoleDraft(person_id=her, role_id=1, starts_on=date(2026, 1, 1), ends_on=date(2026, 4, 1))
        assign_role(db, role, actor=HEAD)
        save_report_text(db, Q1, "events", f"Провела\n{SURNAME} Э. Л.", actor=HEAD)
        return her

    def test_destruction_rewrites_the_snapshot_and_drops_the_files(self, db: Database, folder: Path, head: int) -> None:
        report_id = approved(db, folder)
        before = report_to_show(db, report_id)
        assert SURNAME in (before.signatures.author_name or "")
        run(db, "UPDATE role_assignment SET ends_on = '2026-02-01'")
        destroy_person(db, head, ACT, actor=HEAD)
        assert SURNAME not in snapshot_of(db, report_id)
        after = report_to_show(db, report_id)
        assert after.totals == before.totals
        assert after.texts["events"].startswith("Провела\nС-")
        noted = read_snapshot(snapshot_of(db, report_id)).rewritten[0]
        assert (noted.act, noted.files["pdf"]) == ("№ 1", sha256(FILES["pdf"]).hexdigest())
        assert kept_file(db, folder, report_id, "pdf") is None
        assert reports_without_files(db) == [report_id]
        collect_garbage(db, folder)
        assert [each for each in folder.glob("*/*") if each.is_file()] == []

    def test_files_drawn_anew_are_kept_once(self, db: Database, folder: Path, head: int) -> None:
        report_id = approved(db, folder)
        with pytest.raises(UserError, match="на месте"):
            keep_redrawn_files(db, folder, report_id, FILES, actor=HEAD)
        run(db, "UPDATE role_assignment SET ends_on = '2026-02-01'")
        destroy_person(db, head, ACT, actor=HEAD)
        keep_redrawn_files(db, folder, report_id, {**FILES, "pdf": b"%PDF-1.7 anew"}, actor=HEAD)
        assert kept_file(db, folder, report_id, "pdf") == b"%PDF-1.7 anew"
        assert reports_without_files(db) == []

    def test_whoever_withdrew_is_told_of_by_code(self, db: Database, folder: Path, head: int) -> None:
        signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 1))
        consent = give_consent(db, head, signed, actor=HEAD)
        report_id = approved(db, folder)
        assert kept_file(db, folder, report_id, "pdf") == FILES["pdf"]
        withdraw_consent(db, consent, date(2026, 3, 1), actor=HEAD)
        assert kept_file(db, folder, report_id, "pdf") is None
        assert SURNAME not in str(report_to_show(db, report_id))
