"""The institute's own file: of another kind than a site's, never in its folder, every change of it in the log."""

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from models import log
from models.database import open_database
from models.errors import UserError
from models.institute.commands import found_institute
from models.institute.database import INSTITUTE, NEWEST, institute_of, open_institute
from models.institute.folder import InstituteFolder
from models.key_store import KeyStore
from models.migrations.file_header import APPLICATION_ID
from tests.models.make import HEAD, clock, new_database

RECIPIENT = "age1" + "q" * 58


@pytest.fixture
def folder(tmp_path: Path) -> InstituteFolder:
    return InstituteFolder(tmp_path / "институт")


def test_a_new_file_is_of_its_own_kind_and_of_todays_schema(folder: InstituteFolder):
    with open_institute(folder) as db, db.reading() as session:
        said = session.connection().exec_driver_sql
        assert said("PRAGMA application_id").scalar_one() == INSTITUTE.application != APPLICATION_ID
        assert said("PRAGMA user_version").scalar_one() == NEWEST
        assert log.missing_triggers(session.connection()) == []


def test_the_folder_of_a_site_is_refused(folder: InstituteFolder):
    folder.root.mkdir()
    new_database(folder.root).close()
    with pytest.raises(UserError, match="данные площадки"), open_institute(folder):
        pass
    assert not folder.database.exists()


def test_the_program_of_a_site_refuses_the_institutes_file(folder: InstituteFolder):
    with open_institute(folder):
        pass
    with pytest.raises(UserError, match="другой программой"):
        open_database(folder.database)


def test_the_institute_refuses_the_file_of_a_site(folder: InstituteFolder, tmp_path: Path):
    new_database(tmp_path).close()
    folder.root.mkdir()
    (tmp_path / "marshrut.db").rename(folder.database)
    with pytest.raises(UserError, match="другой программой"), institute_of(folder):
        pass


def test_a_file_of_a_newer_program_is_refused(folder: InstituteFolder):
    with open_institute(folder) as db, db.writing(action="Завтра", actor=HEAD) as session:
        session.connection().exec_driver_sql(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(UserError, match="более новой версией"), institute_of(folder):
        pass


def test_a_folder_without_the_file_is_refused_and_stays_as_it_is(folder: InstituteFolder):
    with pytest.raises(UserError, match="нет данных института"), institute_of(folder):
        pass
    assert not folder.root.exists()


def test_an_institute_is_founded_once(folder: InstituteFolder, tmp_path: Path):
    key = KeyStore.under(tmp_path).make()
    with open_institute(folder, clock=clock()) as db:
        found_institute(db, "Институт", key, RECIPIENT, actor=HEAD)
        with pytest.raises(UserError, match="уже заведён"):
            found_institute(db, "Другой", key, RECIPIENT, actor=HEAD)
        with db.reading() as session:
            labels = session.connection().exec_driver_sql("SELECT label FROM action").scalars().all()
    assert labels == ["Институт заведён: Институт"]


def test_a_package_of_nobody_cannot_be_entered(folder: InstituteFolder):
    with (
        open_institute(folder) as db,
        pytest.raises(IntegrityError),
        db.writing(action="Проба", actor=HEAD) as session,
    ):
        session.connection().exec_driver_sql(
            "INSERT INTO package (content_id, sha256, name, site_code, kind, period, serial, size, received_at,"
            f" signed_by, opened_with) VALUES ('{'a' * 64}', '{'b' * 64}', 'n', 'x', 'frdo', '2026', 1, 1, '', '', '')"
        )
