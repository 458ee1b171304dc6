"""Proven copies: made, kept ten, put in place, and cleaned of those whose data were destroyed."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from models import asked_restore, destroyed
from models.backups import KEPT, back_up_daily, backups, make_backup, restore_backup
from models.certificate_check import Verdict, check_certificate
from models.cleaned_copies import clean_backups
from models.commands.attachments import attach_file
from models.commands.certificates import record_paper_certificate
from models.commands.consents import give_consent, resume_processing, withdraw_consent
from models.commands.depersonalise import destroy_person, finish_erasing
from models.commands.site_keys import renew_key
from models.database import Actor, Database, open_database
from models.errors import UserError
from models.identity import FixedClock, seeded_uids
from models.kept_files import content_path
from models.queries.certificates import public_keys
from models.queries.integrity import check_database
from models.queries.personal_acts import acts, keep_until
from models.rows.attachments import NewFile, PersonPlace
from models.rows.certificates import PaperCertificateDraft
from models.rows.codes import ActKind, ConsentPurpose
from models.rows.consents import ConsentDraft
from models.rows.erased_people import ErasedPerson, MarkedText
from models.rows.personal_acts import ActDraft
from models.schema.programs import Enrollment
from tests.models.commands import arrange
from tests.models.commands.issuing import DAY, STREAM, issue, keys_of, ready_stream
from tests.models.make import HEAD, clock, copied_database, count, make_person, run

ACT = ActDraft(number="1", dated_on=date(2026, 3, 2), basis="заявление", commission=("Петрова Мария",))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    yield database
    database.close()


def reopened(folder: Path) -> Database:
    return open_database(folder / "marshrut.db", clock=clock(), uids=seeded_uids(3))


def names(db: Database) -> list[str]:
    return column(db, "SELECT last_name FROM person ORDER BY id")


def column(db: Database, sql: str) -> list[str]:
    with db.reading() as session:
        return list(session.connection().exec_driver_sql(sql).scalars())


def test_a_copy_opens_and_says_how_much_it_holds(db: Database, tmp_path: Path):
    make_person(db)
    made = make_backup(db, tmp_path)
    assert made.records == 2  # a person and her kindergarten
    copy = open_database(made.path, clock=clock())
    assert names(copy) == ["Иванова"]
    assert check_database(copy) == []
    copy.close()
    assert [each.path for each in backups(tmp_path)] == [made.path]


def test_no_half_of_a_copy_is_left(db: Database, tmp_path: Path):
    make_backup(db, tmp_path)
    assert [path.suffix for path in (tmp_path / "backups").rglob("*")] == [".db"]


def test_a_day_has_one_copy_of_its_own(db: Database, tmp_path: Path):
    assert back_up_daily(db, tmp_path) is not None
    assert back_up_daily(db, tmp_path) is None


def test_the_last_ten_are_kept(tmp_path: Path):
    days = FixedClock(clock()())
    db = open_database(tmp_path / "marshrut.db", clock=days, uids=seeded_uids(1))
    for day in range(1, KEPT + 4):
        days.set_day(date(2026, 5, day))
        back_up_daily(db, tmp_path)
    db.close()
    kept = backups(tmp_path)
    assert len(kept) == KEPT
    assert kept[0].path.name.startswith(f"copy-2026-05-{KEPT + 2:02d}")


def test_a_copy_takes_the_place_of_the_file_which_is_kept(db: Database, tmp_path: Path):
    make_person(db, last_name="Прежняя")
    made = make_backup(db, tmp_path)
    make_person(db, last_name="Поздняя")
    db.close()
    restored = restore_backup(tmp_path / "marshrut.db", made.path, clock=clock())
    assert restored.erased == 0
    again = reopened(tmp_path)
    assert names(again) == ["Прежняя"]
    assert check_database(again) == []
    again.close()
    (aside,) = [each for each in backups(tmp_path) if each.is_replaced]
    former = open_database(aside.path, clock=clock())
    assert names(former) == ["Прежняя", "Поздняя"]
    former.close()


def test_a_damaged_copy_changes_nothing(db: Database, tmp_path: Path):
    make_person(db)
    made = make_backup(db, tmp_path)
    content = bytearray(made.path.read_bytes())
    content[4096 : len(content) // 2] = b"\xff" * (len(content) // 2 - 4096)
    made.path.write_bytes(content)
    db.close()
    with pytest.raises(UserError):
        restore_backup(tmp_path / "marshrut.db", made.path, clock=clock())
    again = reopened(tmp_path)
    assert names(again) == ["Иванова"]
    again.close()
    assert not (tmp_path / "marshrut.db.part").exists()


def test_a_damaged_file_of_today_can_be_replaced(db: Database, tmp_path: Path):
    make_person(db)
    made = make_backup(db, tmp_path)
    db.close()
    (tmp_path / "marshrut.db").write_bytes(b"\0" * 8192)
    restore_backup(tmp_path / "marshrut.db", made.path, clock=clock())
    again = reopened(tmp_path)
    assert names(again) == ["Иванова"]
    again.close()


def test_a_lost_file_leaves_no_empty_one_among_the_copies(db: Database, tmp_path: Path):
    make_person(db)
    made = make_backup(db, tmp_path)
    db.close()
    (tmp_path / "marshrut.db").unlink()
    restore_backup(tmp_path / "marshrut.db", made.path, clock=clock())
    assert [each.path for each in backups(tmp_path)] == [made.path]


def test_a_copy_that_will_not_do_makes_no_file_in_place_of_a_lost_one(db: Database, tmp_path: Path):
    bad = make_backup(db, tmp_path).path
    db.close()
    (tmp_path / "marshrut.db").unlink()
    bad.write_bytes(b"not a database at all" * 500)
    with pytest.raises(UserError):
        restore_backup(tmp_path / "marshrut.db", bad, clock=clock())
    assert not (tmp_path / "marshrut.db").exists()


@pytest.mark.parametrize("lost", [b"", b"\0" * 8192])
def test_a_withdrawal_that_only_a_later_copy_knows_holds_in_an_older_one(db: Database, tmp_path: Path, lost: bytes):
    person = make_person(db)
    signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 2, 1))
    consent = give_consent(db, person, signed, actor=HEAD)
    older = make_backup(db, tmp_path).path.rename(tmp_path / "backups" / "copy-2026-01-01T00-00-00.db")
    withdraw_consent(db, consent, date(2026, 2, 3), actor=HEAD)
    make_backup(db, tmp_path)
    db.close()
    (tmp_path / "marshrut.db").unlink()
    if lost:
        (tmp_path / "marshrut.db").write_bytes(lost)
    assert restore_backup(tmp_path / "marshrut.db", older, clock=clock()).blocked == 1
    again = reopened(tmp_path)
    assert column(again, "SELECT pd_state FROM person") == ["blocked"]
    again.close()


def test_what_a_lost_file_left_beside_it_does_not_get_into_the_copy(db: Database, tmp_path: Path):
    make_person(db, last_name="Прежняя")
    made = make_backup(db, tmp_path)
    make_person(db, last_name="Поздняя")
    left = {path: path.read_bytes() for path in tmp_path.glob("marshrut.db-*")}
    assert left
    db.close()
    (tmp_path / "marshrut.db").unlink()
    for path, content in left.items():
        path.write_bytes(content)
    restore_backup(tmp_path / "marshrut.db", made.path, clock=clock())
    again = reopened(tmp_path)
    assert names(again) == ["Прежняя"]
    assert check_database(again) == []
    again.close()


def test_acts_and_the_register_survive_an_older_copy(db: Database, tmp_path: Path):
    person = make_person(db)
    made = make_backup(db, tmp_path)
    kept = shutil.copy(made.path, tmp_path / "stick.db")
    destroy_person(db, person, ACT, actor=HEAD)
    finish_erasing(db, tmp_path / "attachments")
    lines = count(db, "personal_data_event")
    db.close()
    assert restore_backup(tmp_path / "marshrut.db", Path(kept), clock=clock()).erased == 1
    again = reopened(tmp_path)
    assert [each.number for each in acts(again)] == ["1"]
    assert count(again, "personal_data_event") == lines + 1
    assert names(again) == [f"С-{person:05d}"]
    again.close()


def test_a_copy_of_an_older_schema_that_holds_her_goes(db: Database, tmp_path: Path):
    person = make_person(db)
    made = make_backup(db, tmp_path)
    older = made.path.with_name("before-schema-3-2026-01-01T00-00-00.db")
    shutil.copy(made.path, older)
    with sqlite3.connect(older) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    destroy_person(db, person, ACT, actor=HEAD)
    cleaned = finish_erasing(db, tmp_path / "attachments")
    assert (cleaned.backups, cleaned.removed) == (1, 1)
    assert not older.exists()


def test_a_copy_without_her_is_left_as_it_is(db: Database, tmp_path: Path):
    made = make_backup(db, tmp_path)
    before = made.path.read_bytes()
    destroyed.remember(tmp_path, {"0190-nobody": ErasedPerson(ActKind.DESTROYED)})
    assert clean_backups(db, tmp_path) == (0, 0)
    assert made.path.read_bytes() == before


def test_somebody_destroyed_after_being_depersonalised_stays_destroyed(tmp_path: Path):
    text, other = (MarkedText("event", f"[{id_}]", "place", 2, left=(0,), taken=(1,)) for id_ in (1, 2))
    destroyed.remember(
        tmp_path,
        {"a": ErasedPerson(ActKind.DESTROYED, (text,)), "b": ErasedPerson(ActKind.DEPERSONALISED, (text,))},
    )
    destroyed.remember(
        tmp_path,
        {"a": ErasedPerson(ActKind.DEPERSONALISED), "b": ErasedPerson(ActKind.DESTROYED, (text, other))},
    )
    assert destroyed.known(tmp_path).people == {
        "a": ErasedPerson(ActKind.DESTROYED, (text,)),
        "b": ErasedPerson(ActKind.DESTROYED, (text, other)),
    }


def test_a_restore_is_asked_for_by_the_name_of_the_copy(tmp_path: Path):
    assert asked_restore.restore_asked(tmp_path) is None
    asked_restore.ask_restore(tmp_path, tmp_path / "backups" / "copy.db")
    assert asked_restore.restore_asked(tmp_path) == tmp_path / "backups" / "copy.db"
    asked_restore.forget_restore(tmp_path)
    assert asked_restore.restore_asked(tmp_path) is None


def test_an_act_may_go_after_three_years(db: Database, tmp_path: Path):
    destroy_person(db, make_person(db), ACT, actor=HEAD)
    assert not acts(db)[0].may_go(db.today())
    run(db, "UPDATE personal_data_act SET dated_on = '2023-03-01'")
    assert acts(db)[0].may_go(db.today())
    assert keep_until(date(2024, 2, 29)) == date(2027, 3, 1)


def withdrawn_after_a_copy(db: Database, folder: Path) -> tuple[int, Path]:
    """Somebody who takes back after a copy was made what she had given before it."""
    person = make_person(db)
    sheet = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 2, 1))
    consent = give_consent(db, person, sheet, actor=HEAD)
    made = make_backup(db, folder)
    withdraw_consent(db, consent, date(2026, 3, 2), actor=HEAD)
    return person, made.path


def state_of(db: Database, person: int) -> str:
    with db.reading() as session:
        return str(
            session.connection().exec_driver_sql("SELECT pd_state FROM person WHERE id = ?", (person,)).scalar_one()
        )


def test_an_older_copy_does_not_let_out_who_withdrew_after_it(db: Database, tmp_path: Path):
    person, copy = withdrawn_after_a_copy(db, tmp_path)
    db.close()
    assert restore_backup(tmp_path / "marshrut.db", copy, clock=clock()).blocked == 1
    again = reopened(tmp_path)
    assert state_of(again, person) == "blocked"
    with pytest.raises(UserError, match="остаются заблокированными"):
        resume_processing(again, person, actor=HEAD)
    assert check_database(again) == []
    again.close()


def test_an_older_copy_keeps_out_who_withdrew_a_consent_that_it_does_not_know(db: Database, tmp_path: Path):
    person = make_person(db)
    made = make_backup(db, tmp_path)
    sheet = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 2, 1))
    withdraw_consent(db, give_consent(db, person, sheet, actor=HEAD), date(2026, 3, 2), actor=HEAD)
    db.close()
    assert restore_backup(tmp_path / "marshrut.db", made.path, clock=clock()).blocked == 1
    again = reopened(tmp_path)
    assert state_of(again, person) == "blocked"
    again.close()


def test_a_newer_card_never_gets_the_code_that_the_register_gave_another(db: Database, tmp_path: Path):
    make_person(db)
    made = make_backup(db, tmp_path)
    later = make_person(db, last_name="Поздняя")
    destroy_person(db, later, ACT, actor=HEAD)
    db.close()
    restore_backup(tmp_path / "marshrut.db", made.path, clock=clock())
    again = reopened(tmp_path)
    assert make_person(again, last_name="Новая") > later
    again.close()


def test_an_older_copy_gives_no_certificate_the_number_or_loses_the_key_of_one_that_it_forgot(
    db: Database, tmp_path: Path
):
    first, second, third = ready_stream(db)
    issue(db, first)
    made = make_backup(db, tmp_path)
    renew_key(db, keys_of(db), actor=HEAD)
    (id_,) = issue(db, second)
    forgotten = column(db, f"SELECT signed FROM certificate WHERE id = {id_}")[0]
    db.close()
    restore_backup(tmp_path / "marshrut.db", made.path, clock=clock())
    again = reopened(tmp_path)
    assert check_certificate(forgotten, public_keys(again)).verdict is Verdict.GENUINE
    issue(again, third)
    assert column(again, "SELECT reg_no FROM certificate ORDER BY id") == [1, 3]
    paper = PaperCertificateDraft(
        stream_id=STREAM,
        person_id=arrange.stored(again, Enrollment, second).person_id,
        reg_no=2,
        issue_date=DAY,
        hours=12,
    )
    record_paper_certificate(again, paper, actor=HEAD)
    again.close()


def test_the_register_comes_along_where_the_copy_does_not_know_who_acted(db: Database, tmp_path: Path):
    person = make_person(db)
    made = make_backup(db, tmp_path)
    later = make_person(db, last_name="Поздняя")
    sheet = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 2, 1))
    give_consent(db, person, sheet, actor=Actor(later))
    db.close()
    restore_backup(tmp_path / "marshrut.db", made.path, clock=clock())
    again = reopened(tmp_path)
    assert count(again, "personal_data_event") == 1
    assert check_database(again) == []
    again.close()


def a_file(db: Database, folder: Path) -> str:
    """A scan hung at somebody's card; gives its hash."""
    content = b"%PDF-1.4\n% a sheet\n%%EOF\n"
    attach_file(
        db, folder / "attachments", NewFile(content, "scan.pdf"), place=PersonPlace(make_person(db)), actor=HEAD
    )
    return sha256(content).hexdigest()


def test_a_copy_carried_to_another_computer_brings_its_files(db: Database, tmp_path: Path):
    digest = a_file(db, tmp_path)
    assert make_backup(db, tmp_path).missing == 0
    db.close()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "backups", elsewhere / "backups")
    restored = restore_backup(elsewhere / "marshrut.db", backups(elsewhere)[0].path, clock=clock())
    assert restored.missing == 0
    assert sha256(content_path(elsewhere / "attachments", digest).read_bytes()).hexdigest() == digest


def test_a_file_removed_after_the_copy_comes_back_with_it(db: Database, tmp_path: Path):
    digest = a_file(db, tmp_path)
    made = make_backup(db, tmp_path)
    db.close()
    shutil.rmtree(tmp_path / "attachments")
    assert restore_backup(tmp_path / "marshrut.db", made.path, clock=clock()).missing == 0
    assert content_path(tmp_path / "attachments", digest).is_file()


def test_files_that_are_nowhere_are_counted(db: Database, tmp_path: Path):
    a_file(db, tmp_path)
    shutil.rmtree(tmp_path / "attachments")
    made = make_backup(db, tmp_path)
    db.close()
    assert made.missing == 1
    assert restore_backup(tmp_path / "marshrut.db", made.path, clock=clock()).missing == 1


def test_files_go_with_the_last_copy_that_speaks_of_them(db: Database, tmp_path: Path):
    digest = a_file(db, tmp_path)
    made = make_backup(db, tmp_path)
    run(db, "DELETE FROM attachment_use")
    run(db, "DELETE FROM attachment")
    run(db, "DELETE FROM undo_step")
    made.path.unlink()
    back_up_daily(db, tmp_path)
    assert not content_path(tmp_path / "backups" / "attachments", digest).exists()
