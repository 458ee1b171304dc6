"""Files at events, products, meetings: kept once, gone and brought back with «Вернуть», cleared away late."""

import os
from datetime import date
from pathlib import Path

import pytest

from models.commands.attachments import (
    attach_file,
    attach_files,
    collect_garbage,
    describe_file,
    detach_file,
    keep_original,
    say_who_is_shown,
)
from models.commands.events import remove_event
from models.commands.undo import redo_last, undo_last
from models.database import UNDO_DEPTH, Database
from models.errors import UserError
from models.kept_files import content_path, kept_contents, thumbnail_path
from models.queries.attachments import attached_files, may_leave, people_shown, photos_to_check
from models.rows.attachments import EventPlace, NewFile, ProductPlace
from models.rows.codes import FilePurpose, PeopleShown
from models.schema.people import Consent
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count, make_product, run, store
from tests.models.photos import photo, tells_nothing

PDF = b"%PDF-1.7 slides"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "attachments"


@pytest.fixture
def place(db: Database) -> EventPlace:
    return EventPlace(arrange.event(db, arrange.person(db, "Ведущая")))


def picture(name: str = "1.png") -> NewFile:
    return NewFile(photo("PNG", size=(20, 10)), name, FilePurpose.PHOTO)


def kept(folder: Path) -> int:
    return len(list(kept_contents(folder)))


def forget_steps(db: Database) -> None:
    """So many later actions that nothing before them can be turned back."""
    for number in range(UNDO_DEPTH + 1):
        run(db, "UPDATE event_format SET sort_order = ? WHERE id = 1", number + 1000)


def consent(db: Database, person_id: int, **said: object) -> int:
    row = {"person_id": person_id, "purpose": "publication", "signed_on": date(2026, 1, 10)} | said
    return store(db, Consent(**row), action="Согласие внесено")


def test_one_content_at_two_places_is_kept_once(db: Database, folder: Path, place: EventPlace) -> None:
    attach_file(db, folder, NewFile(PDF, "Слайды.pdf"), place=place, actor=HEAD)
    attach_file(db, folder, NewFile(PDF, "Копия.pdf"), place=ProductPlace(make_product(db)), actor=HEAD)
    assert (count(db, "attachment"), count(db, "attachment_use"), kept(folder)) == (1, 2, 1)
    (file,) = attached_files(db, place)
    assert (file.kind, file.size, file.name) == ("application/pdf", len(PDF), "Слайды.pdf")
    assert content_path(folder, file.sha256).read_bytes() == PDF


def test_a_drop_of_several_files_is_one_action(db: Database, folder: Path, place: EventPlace) -> None:
    before = content(db)
    uses = attach_files(db, folder, [NewFile(PDF), picture()], place=place, actor=HEAD)
    assert [file.use_id for file in attached_files(db, place)] == uses
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_file_dropped_twice_hangs_once(db: Database, folder: Path, place: EventPlace) -> None:
    first = attach_file(db, folder, NewFile(PDF), place=place, actor=HEAD)
    assert attach_file(db, folder, NewFile(PDF), place=place, actor=HEAD) == first
    assert count(db, "attachment_use") == 1


def test_a_photo_is_stored_without_what_it_tells(db: Database, folder: Path, place: EventPlace) -> None:
    attach_file(db, folder, NewFile(photo(), "IMG.jpg"), place=place, actor=HEAD)
    for _, path in kept_contents(folder):
        assert tells_nothing(path.read_bytes())


def test_a_refused_file_of_a_drop_stores_nothing(db: Database, folder: Path, place: EventPlace) -> None:
    with pytest.raises(UserError, match="программа"):
        attach_files(db, folder, [NewFile(PDF), NewFile(b"MZ\x90")], place=place, actor=HEAD)
    assert (count(db, "attachment"), kept(folder)) == (0, 0)


def test_an_event_removed_meanwhile_takes_no_file(db: Database, folder: Path) -> None:
    with pytest.raises(UserError, match="уже убрана"):
        attach_file(db, folder, NewFile(PDF), place=EventPlace(900), actor=HEAD)
    assert count(db, "attachment") == 0
    assert collect_garbage(db, folder) == (1, len(PDF))


def test_a_file_taken_away_comes_back_with_its_content(db: Database, folder: Path, place: EventPlace) -> None:
    use = attach_file(db, folder, NewFile(PDF, thumbnail=b"small"), place=place, actor=HEAD)
    before = content(db)
    detach_file(db, use, actor=HEAD)
    assert (count(db, "attachment"), count(db, "attachment_use")) == (0, 0)
    assert collect_garbage(db, folder).files == 0
    undo_last(db, actor=HEAD)
    assert content(db) == before
    assert content_path(folder, attached_files(db, place)[0].sha256).read_bytes() == PDF


def test_what_can_be_repeated_is_not_cleared_away(db: Database, folder: Path, place: EventPlace) -> None:
    attach_file(db, folder, NewFile(PDF), place=place, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert collect_garbage(db, folder).files == 0
    redo_last(db, actor=HEAD)
    assert content_path(folder, attached_files(db, place)[0].sha256).exists()


def test_a_file_goes_for_good_when_nothing_can_bring_it_back(db: Database, folder: Path, place: EventPlace) -> None:
    detach_file(db, attach_file(db, folder, NewFile(PDF, thumbnail=b"small"), place=place, actor=HEAD), actor=HEAD)
    attach_file(db, folder, picture(), place=place, actor=HEAD)
    digest = next(digest for digest, path in kept_contents(folder) if path.read_bytes() == PDF)
    forget_steps(db)
    assert collect_garbage(db, folder) == (1, len(PDF))
    assert not thumbnail_path(folder, digest).exists()
    assert content_path(folder, attached_files(db, place)[0].sha256).exists()


def test_a_file_held_by_another_program_stays_for_the_next_time(
    db: Database, folder: Path, place: EventPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    detach_file(db, attach_file(db, folder, NewFile(PDF), place=place, actor=HEAD), actor=HEAD)
    forget_steps(db)

    def held(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError

    with monkeypatch.context() as locked:
        locked.setattr(Path, "unlink", held)
        assert collect_garbage(db, folder) == (0, 0)
    assert collect_garbage(db, folder) == (1, len(PDF))


def test_what_a_power_cut_left_half_written_goes_a_day_later(db: Database, folder: Path, place: EventPlace) -> None:
    attach_file(db, folder, NewFile(PDF), place=place, actor=HEAD)
    old, fresh = folder / "ab" / f"{'ab' * 32}.part", folder / "cd" / f"{'cd' * 32}.part"
    for part, age in ((old, 2), (fresh, 0)):
        part.parent.mkdir(exist_ok=True)
        part.write_bytes(b"half")
        at = db.clock().timestamp() - age * 24 * 3600
        os.utime(part, (at, at))
    collect_garbage(db, folder)
    assert (old.exists(), fresh.exists(), kept(folder)) == (False, True, 1)


def test_clearing_away_is_no_action(db: Database, folder: Path, place: EventPlace) -> None:
    detach_file(db, attach_file(db, folder, NewFile(PDF), place=place, actor=HEAD), actor=HEAD)
    collect_garbage(db, folder)
    assert undo_last(db, actor=HEAD).label == "Файл убран"


def test_a_file_at_another_place_stays(db: Database, folder: Path, place: EventPlace) -> None:
    use = attach_file(db, folder, NewFile(PDF), place=place, actor=HEAD)
    product = ProductPlace(make_product(db))
    attach_file(db, folder, NewFile(PDF), place=product, actor=HEAD)
    detach_file(db, use, actor=HEAD)
    assert len(attached_files(db, product)) == 1


def test_a_removed_event_takes_its_files_along_and_brings_them_back(
    db: Database, folder: Path, place: EventPlace
) -> None:
    attach_files(db, folder, [NewFile(PDF), picture()], place=place, actor=HEAD)
    before = content(db)
    remove_event(db, place.id, actor=HEAD)
    assert (count(db, "attachment"), count(db, "attachment_use")) == (0, 0)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_the_original_stands_behind_the_reduced_picture_and_goes_with_it(
    db: Database, folder: Path, place: EventPlace
) -> None:
    file = NewFile(photo("PNG", size=(20, 10)), "1.jpg", FilePurpose.PHOTO, original=photo())
    use = attach_file(db, folder, file, place=place, actor=HEAD)
    (line,) = attached_files(db, place)
    assert line.original_sha256 is not None
    assert tells_nothing(content_path(folder, line.original_sha256).read_bytes())
    detach_file(db, use, actor=HEAD)
    assert count(db, "attachment") == 0


def test_an_original_can_be_kept_later(db: Database, folder: Path, place: EventPlace) -> None:
    attach_file(db, folder, picture(), place=place, actor=HEAD)
    before = content(db)
    keep_original(db, folder, attached_files(db, place)[0].attachment_id, photo(), actor=HEAD)
    assert attached_files(db, place)[0].original_sha256
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_caption_is_changed(db: Database, folder: Path, place: EventPlace) -> None:
    use = attach_file(db, folder, NewFile(PDF), place=place, actor=HEAD)
    describe_file(db, use, purpose=FilePurpose.PRESENTATION, caption=" Слайды ", actor=HEAD)
    (file,) = attached_files(db, place)
    assert (file.purpose, file.caption) == (FilePurpose.PRESENTATION, "Слайды")


# What may leave


@pytest.fixture
def shot(db: Database, folder: Path, place: EventPlace) -> int:
    attach_file(db, folder, picture(), place=place, actor=HEAD)
    return attached_files(db, place)[0].attachment_id


def test_a_picture_nobody_looked_at_may_not_leave(db: Database, shot: int, place: EventPlace) -> None:
    assert not may_leave(db, shot)
    (row,) = photos_to_check(db, start=date(2026, 1, 1), end=date(2026, 3, 31))
    assert (row.attachment_id, row.people, row.event_id) == (shot, PeopleShown.UNCHECKED, place.id)
    assert photos_to_check(db, start=date(2026, 4, 1), end=date(2026, 6, 30)) == []


def test_a_picture_where_nobody_can_be_recognised_may_leave(db: Database, shot: int, place: EventPlace) -> None:
    say_who_is_shown(db, shot, PeopleShown.NOBODY, actor=HEAD)
    assert may_leave(db, shot)
    assert photos_to_check(db, start=date(2026, 1, 1), end=date(2026, 1, 1), event_id=place.id) == []


def test_all_who_are_named_must_have_agreed(db: Database, shot: int) -> None:
    one, two = arrange.person(db, "Грушева"), arrange.person(db, "Яблокова")
    consent(db, one)
    say_who_is_shown(db, shot, PeopleShown.NAMED, person_ids=[one, two], actor=HEAD)
    assert not may_leave(db, shot)
    (row,) = photos_to_check(db, start=date(2026, 1, 1), end=date(2026, 3, 31))
    assert row.without_consent == 1
    assert [(who.name, who.has_consent) for who in people_shown(db, shot)] == [
        ("Грушева М.", True),
        ("Яблокова М.", False),
    ]
    consent(db, two)
    assert may_leave(db, shot)


@pytest.mark.parametrize(
    "said",
    [
        {"withdrawn_on": date(2026, 2, 1)},
        {"valid_until": date(2026, 3, 1)},
        {"destroyed_on": date(2026, 2, 1)},
        {"purpose": "processing"},
    ],
)
def test_a_consent_out_of_force_or_for_something_else_is_none(db: Database, shot: int, said: dict[str, object]) -> None:
    person = arrange.person(db, "Грушева")
    consent(db, person, **said)
    say_who_is_shown(db, shot, PeopleShown.NAMED, person_ids=[person], actor=HEAD)
    assert not may_leave(db, shot)


def test_a_blocked_card_holds_the_picture_back(db: Database, shot: int) -> None:
    person = arrange.person(db, "Грушева")
    consent(db, person)
    say_who_is_shown(db, shot, PeopleShown.NAMED, person_ids=[person], actor=HEAD)
    run(db, "UPDATE person SET pd_state = 'blocked' WHERE id = ?", person)
    assert not may_leave(db, shot)


def test_a_signed_sheet_never_leaves(db: Database, folder: Path, place: EventPlace) -> None:
    attach_file(db, folder, NewFile(PDF, purpose=FilePurpose.SIGNED_SHEET), place=place, actor=HEAD)
    (sheet,) = attached_files(db, place)
    say_who_is_shown(db, sheet.attachment_id, PeopleShown.NOBODY, actor=HEAD)
    assert not may_leave(db, sheet.attachment_id)


def test_people_named_without_a_name_are_refused(db: Database, shot: int) -> None:
    with pytest.raises(UserError, match="Никто не назван"):
        say_who_is_shown(db, shot, PeopleShown.NAMED, actor=HEAD)


def test_saying_who_is_shown_can_be_turned_back(db: Database, shot: int) -> None:
    person = arrange.person(db, "Грушева")
    before = content(db)
    say_who_is_shown(db, shot, PeopleShown.NAMED, person_ids=[person], actor=HEAD)
    undo_last(db, actor=HEAD)
    assert content(db) == before
