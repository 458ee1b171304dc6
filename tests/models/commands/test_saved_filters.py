"""Filters kept under names."""

import pytest

from models.commands.saved_filters import remove_filter, rename_filter, save_filter
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.saved_filters import saved_filters
from models.rows.codes import Category, EnrollmentStatus
from models.rows.people import NO_STREAM, Lack, PeopleFilter
from models.rows.saved_filters import SavedFilterDraft, people_filter_json, people_filter_of
from tests.models.make import HEAD, content

WANTED = PeopleFilter(
    organization_id=3,
    stream_id=NO_STREAM,
    status=EnrollmentStatus.STUDYING,
    category=Category.FIRST,
    lacks=frozenset({Lack.PHONE, Lack.CONSENT}),
)


def keep(db: Database, title: str, wanted: PeopleFilter = WANTED, *, section: str = "trainees") -> int:
    draft = SavedFilterDraft(section=section, title=title, wanted=people_filter_json(wanted))
    return save_filter(db, draft, actor=HEAD)


def titles(db: Database, section: str = "trainees") -> list[str]:
    return [line.title for line in saved_filters(db, section)]


def test_a_filter_comes_back_as_it_was_kept(db: Database) -> None:
    keep(db, "Первая категория без телефона")
    (line,) = saved_filters(db, "trainees")
    assert people_filter_of(line.wanted) == WANTED


def test_typed_words_are_not_kept(db: Database) -> None:
    keep(db, "Первая категория", PeopleFilter(text="Жемчужникова", category=Category.FIRST))
    (line,) = saved_filters(db, "trainees")
    assert people_filter_of(line.wanted) == PeopleFilter(category=Category.FIRST)
    assert "Жемчужникова" not in line.wanted


def test_a_filter_of_another_version_is_told_apart() -> None:
    assert people_filter_of('{"category": "golden"}') is None


def test_the_same_name_keeps_the_new_filter_and_undo_the_old_one(db: Database) -> None:
    keep(db, "Мой", PeopleFilter(position_id=1))
    before = content(db)
    keep(db, "Мой", PeopleFilter(position_id=2))
    assert [people_filter_of(line.wanted) for line in saved_filters(db, "trainees")] == [PeopleFilter(position_id=2)]
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_each_section_has_its_own(db: Database) -> None:
    keep(db, "Мой")
    keep(db, "Мой", section="events")
    assert (titles(db), titles(db, "events")) == (["Мой"], ["Мой"])


def test_they_stand_as_in_a_dictionary(db: Database) -> None:
    for title in ("яблоко", "Ёлка", "Жук", "абрикос"):
        keep(db, title)
    assert titles(db) == ["абрикос", "Ёлка", "Жук", "яблоко"]


def test_a_filter_is_renamed_and_not_onto_another(db: Database) -> None:
    first = keep(db, "Первый")
    keep(db, "Второй")
    rename_filter(db, first, "Третий", actor=HEAD)
    with pytest.raises(UserError, match="уже есть"):
        rename_filter(db, first, "Второй", actor=HEAD)
    assert titles(db) == ["Второй", "Третий"]


def test_a_removed_filter_comes_back(db: Database) -> None:
    remove_filter(db, keep(db, "Мой"), actor=HEAD)
    assert titles(db) == []
    undo_last(db, actor=HEAD)
    assert titles(db) == ["Мой"]
