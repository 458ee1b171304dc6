"""After destruction nothing of a person is left in any file of the site (issue «Trainees», Done when 4)."""

import shutil
from pathlib import Path

import pytest

from desktop.crashes import record_crash
from desktop.logs import start_log, stop_log
from desktop.paths import Paths
from models import destroyed
from models.backups import backups, make_backup, restore_backup
from models.commands.depersonalise import depersonalise, destroy_person, finish_erasing
from models.database import Database
from models.queries.erasing_preview import names_person
from models.queries.integrity import check_database
from tests.end_to_end.planted import (
    PHONE,
    SURNAME,
    VALUES,
    WORDS,
    Planted,
    act,
    files_that_hold,
    opened,
    patterns,
    plant,
    site_without_her,
    terms,
    whole_values,
)
from tests.models.make import HEAD, clock, count
from views.drafts import forget_person, kept_drafts
from views.remembered import Remembered

SMALL = [word.casefold().replace("ё", "е") for word in WORDS]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(Paths.under(tmp_path_factory.mktemp("planted") / "site"))


@pytest.fixture
def planted(original: Planted, tmp_path: Path) -> Planted:
    root = shutil.copytree(original.paths.root, tmp_path / "site")
    return original._replace(paths=Paths.under(root))


def test_a_site_where_she_never_was_has_no_letter_of_hers(tmp_path: Path):
    site_without_her(Paths.under(tmp_path))
    assert files_that_hold(tmp_path, patterns()) == {}


def test_the_search_finds_every_value_before(planted: Planted):
    assert files_that_hold(planted.paths.root, whole_values()).keys() >= set(VALUES)
    db = opened(planted.paths)
    assert any(small[:5] in term for term in terms(db) for small in SMALL)
    db.close()


def forget(planted: Planted, db: Database) -> None:
    """What the window does before the act."""
    names_her = names_person(db, planted.person_id)
    forget_person(planted.paths.root, (), planted.person_id, names_her)
    Remembered(planted.paths.root).forget_folders(names_her)


def destroy(planted: Planted) -> None:
    db = opened(planted.paths)
    forget(planted, db)
    destroy_person(db, planted.person_id, act(db, planted.person_id), actor=HEAD)
    finish_erasing(db, planted.paths.attachments)
    db.close()


def test_nothing_is_left_after_destruction(planted: Planted):
    destroy(planted)
    assert files_that_hold(planted.paths.root, patterns()) == {}


def test_nothing_is_left_while_the_database_is_still_open(planted: Planted):
    db = opened(planted.paths)
    forget(planted, db)
    destroy_person(db, planted.person_id, act(db, planted.person_id), actor=HEAD)
    finish_erasing(db, planted.paths.attachments)
    assert files_that_hold(planted.paths.root, patterns()) == {}
    assert [term for term in terms(db) if any(small[at : at + 5] in term for small in SMALL for at in range(4))] == []
    db.close()


@pytest.mark.logs_warnings
def test_a_crash_over_her_data_leaves_no_letter_of_hers_in_the_log(planted: Planted):
    log = start_log(planted.paths.logs)
    try:
        int(f"{SURNAME} {PHONE}")
    except ValueError as bug:
        record_crash(bug)
    stop_log()
    assert "ValueError" in log.read_text(encoding="utf-8")
    assert files_that_hold(planted.paths.logs, patterns()) == {}


def test_a_copy_of_before_a_schema_step_goes(planted: Planted):
    assert list(planted.paths.backups.glob("before-schema-*"))
    destroy(planted)
    assert not list(planted.paths.backups.glob("before-schema-*"))


def test_a_remembered_folder_that_is_called_by_her_is_forgotten(planted: Planted):
    assert Remembered(planted.paths.root).folder("lists") is not None
    destroy(planted)
    assert Remembered(planted.paths.root).folder("lists") is None
    assert Remembered(planted.paths.root).folder("pdf") is not None


def test_the_file_is_whole_and_the_figures_stay(planted: Planted):
    destroy(planted)
    db = opened(planted.paths)
    assert check_database(db) == []
    assert count(db, "person") == 2
    assert count(db, "attendance") == 1
    assert count(db, "enrollment") == 1
    assert count(db, "personal_data_act") == 1
    assert not destroyed.known(db.path.parent).unfinished
    db.close()


def test_drafts_of_others_stay(planted: Planted):
    destroy(planted)
    assert kept_drafts(planted.paths.root, "event") == {"new": {"title": "Мимо"}}
    assert kept_drafts(planted.paths.root, "person") == {}


def test_an_older_copy_put_in_place_is_cleaned_before_it_is_seen(planted: Planted, tmp_path: Path):
    kept = tmp_path / "on a stick.db"
    shutil.copyfile(backups(planted.paths.root)[0].path, kept)
    destroy(planted)
    restored = restore_backup(planted.paths.database, kept, clock=clock())
    assert restored.erased == 1
    assert files_that_hold(planted.paths.root, patterns()) == {}
    db = opened(planted.paths)
    assert check_database(db) == []
    assert count(db, "personal_data_act") == 1
    db.close()


def test_a_copy_put_in_place_of_a_lost_file_is_cleaned_by_the_list_beside_it(planted: Planted, tmp_path: Path):
    kept = tmp_path / "on a stick.db"
    shutil.copyfile(backups(planted.paths.root)[0].path, kept)
    destroy(planted)
    planted.paths.database.unlink()
    assert restore_backup(planted.paths.database, kept, clock=clock()).erased == 1
    assert files_that_hold(planted.paths.root, patterns()) == {}


def test_a_copy_made_later_holds_nothing(planted: Planted):
    destroy(planted)
    db = opened(planted.paths)
    make_backup(db, planted.paths.root)
    db.close()
    assert len(backups(planted.paths.root)) == 2
    assert files_that_hold(planted.paths.root, patterns()) == {}


def test_cut_off_after_the_commit_it_is_finished_at_the_next_start(planted: Planted):
    db = opened(planted.paths)
    forget(planted, db)
    destroy_person(db, planted.person_id, act(db, planted.person_id), actor=HEAD)
    db.close()
    assert files_that_hold(planted.paths.root, patterns())
    db = opened(planted.paths)
    assert destroyed.known(db.path.parent).unfinished
    finish_erasing(db, planted.paths.attachments)
    db.close()
    assert files_that_hold(planted.paths.root, patterns()) == {}


def test_cut_off_before_the_commit_nobody_is_destroyed(planted: Planted):
    destroyed.begin(planted.paths.root)
    db = opened(planted.paths)
    finish_erasing(db, planted.paths.attachments)
    db.close()
    assert destroyed.known(planted.paths.root).people == {}
    assert files_that_hold(planted.paths.root, whole_values()).keys() >= set(VALUES)


def test_depersonalised_she_keeps_what_the_figures_need(planted: Planted):
    db = opened(planted.paths)
    depersonalise(db, planted.person_id, act(db, planted.person_id), actor=HEAD)
    finish_erasing(db, planted.paths.attachments)
    with db.reading() as session:
        connection = session.connection()
        card = connection.exec_driver_sql(
            "SELECT last_name, patronymic, phone, email, note, pd_state FROM person WHERE id = ?", (planted.person_id,)
        ).one()
        direction = connection.exec_driver_sql("SELECT direction FROM enrollment").scalar_one()
    db.close()
    assert tuple(card) == (f"С-{planted.person_id:05d}", None, None, None, None, "depersonalised")
    assert direction is not None
