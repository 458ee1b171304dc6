"""A restored copy knows what left the house since it was made, and whom the site trusts today."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.backups import make_backup, restore_backup
from models.commands.institute_link import accept_invitation, forget_institute
from models.commands.receipts import take_receipt
from models.database import Database, open_database
from models.identity import seeded_uids
from models.queries.institute import institute_line, question_lines, receipt_lines
from models.queries.integrity import check_database
from models.rows.codes import ReceiptVerdict
from tests.models.iro import asked, iro, linked, sealed_row
from tests.models.make import HEAD, clock, copied_database, run


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = copied_database(tmp_path)
    yield database
    database.close()


def restored(db: Database, copy: Path) -> Database:
    """The site after the copy took the place of its file."""
    folder = db.path.parent
    db.close()
    restore_backup(folder / "marshrut.db", copy, clock=clock())
    return open_database(folder / "marshrut.db", clock=clock(), uids=seeded_uids(3))


def packages(db: Database) -> list[tuple[object, ...]]:
    sql = "SELECT p.name, p.state, c.name FROM package AS p LEFT JOIN package AS c ON c.id = p.corrects_id ORDER BY 1"
    with db.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(sql)]


def test_a_package_of_after_the_copy_keeps_its_number_and_its_receipt(db: Database, tmp_path: Path) -> None:
    institute = linked(db, tmp_path / "iro")
    first = sealed_row(db)
    copy = make_backup(db, tmp_path).path
    second = sealed_row(db, serial=2)
    run(db, "UPDATE package SET corrects_id = ? WHERE id = ?", first.id, second.id)
    for package in (first, second):
        take_receipt(db, institute.receipt(package, questions=(asked(),)), came_by="файл", actor=HEAD)
    before = packages(db)
    again = restored(db, copy)
    assert packages(again) == before == [(first.name, "accepted", None), (second.name, "accepted", first.name)]
    lines = receipt_lines(again)
    assert [line.verdict for line in lines] == [ReceiptVerdict.ACCEPTED] * 2
    assert [len(question_lines(again, line.id)) for line in lines] == [1, 1]
    assert check_database(again) == []
    again.close()


def test_a_receipt_on_a_package_of_after_the_copy_is_still_taken(db: Database, tmp_path: Path) -> None:
    institute = linked(db, tmp_path / "iro")
    copy = make_backup(db, tmp_path).path
    package = sealed_row(db)
    again = restored(db, copy)
    assert take_receipt(again, institute.receipt(package), came_by="файл", actor=HEAD).is_new
    again.close()


def test_an_institute_forgotten_since_the_copy_stays_forgotten(db: Database, tmp_path: Path) -> None:
    linked(db, tmp_path / "iro")
    copy = make_backup(db, tmp_path).path
    forget_institute(db, actor=HEAD)
    again = restored(db, copy)
    assert institute_line(again) is None
    again.close()


def test_a_key_of_the_institute_of_after_the_copy_is_known(db: Database, tmp_path: Path) -> None:
    institute = linked(db, tmp_path / "iro")
    copy = make_backup(db, tmp_path).path
    former = institute.key
    institute.key = institute.keys.make()
    line = accept_invitation(db, institute.invitation(signed_by=former.name), actor=HEAD)
    again = restored(db, copy)
    assert institute_line(again) == line
    again.close()


def test_a_copy_that_gave_the_number_to_another_keeps_its_own(db: Database, tmp_path: Path) -> None:
    linked(db, tmp_path / "iro")
    sealed_row(db)
    copy = make_backup(db, tmp_path).path
    run(db, "UPDATE package SET uid = 'other'")
    again = restored(db, copy)
    assert len(packages(again)) == 1
    assert check_database(again) == []
    again.close()


def test_a_file_without_exchange_leaves_the_copy_as_it_was(db: Database, tmp_path: Path) -> None:
    iro(tmp_path / "iro")
    copy = make_backup(db, tmp_path).path
    again = restored(db, copy)
    assert (packages(again), institute_line(again)) == ([], None)
    again.close()
