"""The журнал консультаций as it is kept."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from models.commands.consultations import add_consultation, change_consultation, remove_consultation
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.consultations import (
    consultants,
    consultation_card,
    consultation_days,
    consultation_page,
    consultation_totals,
)
from models.rows.codes import ConsultationKind, Mode
from models.rows.consultations import ConsultationDraft, ConsultationFilter
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count

FIRST = date(2026, 2, 10)


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


@pytest.fixture
def trainees(db: Database) -> list[int]:
    return [arrange.person(db, name) for name in ("Грушева", "Яблокова", "Вишнёва")]


def draft(tutor: int, *people: int, **said: object) -> ConsultationDraft:
    kind = ConsultationKind.GROUP if len(people) > 1 else ConsultationKind.INDIVIDUAL
    fields = {"held_on": FIRST, "kind": kind, "minutes": 45, "topic": "Карта дефицитов", "consultant_id": tutor}
    return ConsultationDraft.model_validate(fields | {"person_ids": people} | said)


def test_a_consultation_with_those_advised_is_one_action(db: Database, tutor: int, trainees: list[int]) -> None:
    before = content(db)
    add_consultation(db, draft(tutor, *trainees), actor=HEAD)
    (line,) = consultation_page(db)
    assert (line.people, line.advised, line.consultant) == ("Вишнёва М., Грушева М., Яблокова М.", 3, "Тьюторова М.")
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_changing_it_changes_who_was_advised(db: Database, tutor: int, trainees: list[int]) -> None:
    consultation = add_consultation(db, draft(tutor, *trainees), actor=HEAD)
    before = content(db)
    change_consultation(db, consultation, draft(tutor, trainees[0], mode=Mode.REMOTE, outsiders=0), actor=HEAD)
    card = consultation_card(db, consultation)
    assert card is not None
    assert (card.draft.person_ids, card.draft.mode, card.people) == ([trainees[0]], Mode.REMOTE, ("Грушева М.",))
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_removed_one_comes_back(db: Database, tutor: int, trainees: list[int]) -> None:
    consultation = add_consultation(db, draft(tutor, *trainees), actor=HEAD)
    before = content(db)
    remove_consultation(db, consultation, actor=HEAD)
    assert (count(db, "consultation"), count(db, "consultation_person")) == (0, 0)
    assert consultation_card(db, consultation) is None
    undo_last(db, actor=HEAD)
    assert content(db) == before


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((), {}),
        ((7, 8), {"kind": ConsultationKind.INDIVIDUAL}),
        ((7,), {"outsiders": 1, "kind": ConsultationKind.INDIVIDUAL}),
        ((1,), {}),
        ((7,), {"minutes": 0}),
        ((7,), {"topic": " "}),
    ],
)
def test_a_draft_that_makes_no_sense_is_refused(people: tuple[int, ...], said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        draft(1, *people, **said)


def test_somebody_unknown_stores_nothing(db: Database, tutor: int) -> None:
    with pytest.raises(UserError, match="уже убрана"):
        add_consultation(db, draft(tutor, 900), actor=HEAD)
    assert count(db, "consultation") == 0


def test_the_journal_is_found_by_words_people_kind_and_days(db: Database, tutor: int, trainees: list[int]) -> None:
    one = add_consultation(db, draft(tutor, trainees[0], topic="Ёлка и речь"), actor=HEAD)
    two = add_consultation(db, draft(tutor, *trainees, held_on=FIRST + timedelta(days=1)), actor=HEAD)

    def ids(**said: object) -> list[int]:
        return [line.id for line in consultation_page(db, ConsultationFilter(**said))]  # pyright: ignore[reportArgumentType] - test words

    assert ids() == [two, one]
    assert ids(text="елка") == [one]
    assert ids(text="вишнева") == [two]
    assert ids(person_id=trainees[0]) == [two, one]
    assert ids(kind=ConsultationKind.GROUP) == [two]
    assert ids(start=FIRST + timedelta(days=1)) == [two]
    assert ids(end=FIRST) == [one]


def test_pages_go_on_where_the_last_one_ended(db: Database, tutor: int, trainees: list[int]) -> None:
    made = [add_consultation(db, draft(tutor, trainees[0]), actor=HEAD) for _ in range(5)]
    first = consultation_page(db, limit=2)
    rest = consultation_page(db, after=first[-1])
    assert [line.id for line in first + rest] == made[::-1]


def test_totals_are_those_of_the_lines(db: Database, tutor: int, trainees: list[int]) -> None:
    add_consultation(db, draft(tutor, trainees[0]), actor=HEAD)
    add_consultation(db, draft(tutor, *trainees, outsiders=2, minutes=90), actor=HEAD)
    lines = consultation_page(db)
    totals = consultation_totals(db)
    assert (totals.consultations, totals.individual, totals.group) == (2, 1, 1)
    assert totals.minutes == sum(line.minutes for line in lines) == 135
    assert totals.visits == sum(line.advised for line in lines) == 6
    assert totals.people == 5
    assert consultation_totals(db, ConsultationFilter(start=date(2027, 1, 1))) == (0, 0, 0, 0, 0, 0)


def test_the_days_and_the_consultants_of_the_journal(db: Database, tutor: int, trainees: list[int]) -> None:
    assert (consultation_days(db), consultants(db)) == (None, [])
    for days in (0, 30, 3):
        said = draft(tutor, trainees[0], held_on=FIRST + timedelta(days=days))
        add_consultation(db, said, actor=HEAD)
    assert consultation_days(db) == (FIRST, FIRST + timedelta(days=30))
    assert consultants(db) == [(tutor, "Тьюторова М.")]
