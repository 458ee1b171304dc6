"""Orders about trainees: one names many, does what it says to their places in one action, and is taken back whole."""

from collections.abc import Collection
from datetime import date

import pytest

from models.commands.applications import apply
from models.commands.orders import change_order, order_people, remove_order
from models.commands.programs import enroll_people, expel, leave_stream, remove_streams
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.orders_print import order_paper
from models.queries.stream_people import next_order_number, stream_orders, stream_people
from models.queries.streams import person_places
from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.orders import OrderDraft, StreamPerson
from models.rows.programs import ApplicationDraft
from models.rows.streams import PersonPlace
from models.rules.stream_places import without_order_in, without_order_out
from tests.models.commands import arrange
from tests.models.make import HEAD, content, make_mark

FIRST, LAST, TODAY = date(2026, 1, 12), date(2026, 3, 20), date(2026, 3, 2)


def order(kind: OrderKind, **said: object) -> OrderDraft:
    return OrderDraft.model_validate({"kind": kind, "number": "7", "dated_on": TODAY} | said)


def ids(db: Database, stream_id: int, people: Collection[int] = ()) -> list[int]:
    return [each.id for each in stream_people(db, stream_id) if not people or each.person_id in people]


def place(db: Database, person_id: int, stream_id: int) -> PersonPlace:
    return next(each for each in person_places(db, person_id) if each.stream_id == stream_id)


def listed(db: Database, stream_id: int, person_id: int) -> StreamPerson:
    return next(each for each in stream_people(db, stream_id) if each.person_id == person_id)


@pytest.fixture
def tutor(db: Database) -> int:
    return arrange.person(db, "Тьюторова")


@pytest.fixture
def people(db: Database) -> list[int]:
    return [arrange.person(db, name) for name in ("Анина", "Белова", "Ветрова")]


def test_one_order_takes_all_applicants_in(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, capacity=3)
    apply(db, stream_id, [ApplicationDraft(person_id=each, applied_on=FIRST) for each in people], actor=HEAD)
    before = content(db)
    order_people(db, order(OrderKind.ENROL, basis="Заявки"), stream_id, ids(db, stream_id), actor=HEAD)
    for person_id in people:
        found = place(db, person_id, stream_id)
        assert (found.status, found.enrolled_on, found.order_in, found.order_in_on) == (
            EnrollmentStatus.ENROLLED,
            FIRST,
            "7",
            TODAY,
        )
    assert [(each.number, each.people, each.basis) for each in stream_orders(db, stream_id)] == [("7", 3, "Заявки")]
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_order_takes_in_no_more_than_there_are_places(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, capacity=2)
    apply(db, stream_id, [ApplicationDraft(person_id=each, applied_on=FIRST) for each in people], actor=HEAD)
    before = content(db)
    with pytest.raises(UserError, match="не поместится"):
        order_people(db, order(OrderKind.ENROL), stream_id, ids(db, stream_id), actor=HEAD)
    assert content(db) == before


def test_places_without_an_order_are_seen_and_get_it_later(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    assert len(without_order_in(stream_people(db, stream_id))) == 3
    order_people(db, order(OrderKind.ENROL), stream_id, ids(db, stream_id, people[:2]), actor=HEAD)
    assert [each.person_id for each in without_order_in(stream_people(db, stream_id))] == people[2:]
    order_people(db, order(OrderKind.ENROL), stream_id, ids(db, stream_id, people[2:]), actor=HEAD)
    assert [each.people for each in stream_orders(db, stream_id)] == [3], "the same order takes her too"


def test_a_second_order_of_enrolment_is_refused(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    order_people(db, order(OrderKind.ENROL), stream_id, ids(db, stream_id), actor=HEAD)
    with pytest.raises(UserError, match="уже есть приказ"):
        order_people(db, order(OrderKind.ENROL, number="8"), stream_id, ids(db, stream_id), actor=HEAD)
    assert [each.number for each in stream_orders(db, stream_id)] == ["7"]


@pytest.mark.parametrize(
    ("kind", "status"), [(OrderKind.EXPEL, EnrollmentStatus.EXPELLED), (OrderKind.COMPLETE, EnrollmentStatus.COMPLETED)]
)
def test_an_order_lets_out_on_its_day(
    db: Database, tutor: int, people: list[int], kind: OrderKind, status: EnrollmentStatus
) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    before = content(db)
    order_people(db, order(kind), stream_id, ids(db, stream_id, people[:2]), actor=HEAD)
    found = place(db, people[0], stream_id)
    assert (found.status, found.left_on, found.order_out_kind, found.order_out, found.order_out_on) == (
        status,
        TODAY,
        kind,
        "7",
        TODAY,
    )
    assert place(db, people[2], stream_id).left_on is None
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_internship_ends_no_later_than_its_stream(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    late = order(OrderKind.COMPLETE, dated_on=date(2026, 4, 1))
    order_people(db, late, stream_id, ids(db, stream_id), actor=HEAD)
    assert place(db, people[0], stream_id).left_on == LAST


def test_a_decision_without_a_number_is_done_and_stays_to_be_seen(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    ready = order(OrderKind.EXPEL, number=None)
    assert order_people(db, ready, stream_id, ids(db, stream_id, people[:1]), actor=HEAD) is None
    assert [each.person_id for each in without_order_out(stream_people(db, stream_id))] == people[:1]
    order_people(db, order(OrderKind.EXPEL), stream_id, ids(db, stream_id, people[:1]), actor=HEAD)
    assert without_order_out(stream_people(db, stream_id)) == ()
    assert place(db, people[0], stream_id).left_on == TODAY


@pytest.mark.parametrize("kind", [OrderKind.EXPEL, OrderKind.COMPLETE, OrderKind.TRANSFER])
def test_who_only_applied_is_let_out_by_no_order(db: Database, tutor: int, kind: OrderKind) -> None:
    stream_id, other = arrange.stream(db, tutor), arrange.stream(db, tutor)
    apply(db, stream_id, [ApplicationDraft(person_id=tutor, applied_on=FIRST)], actor=HEAD)
    before = content(db)
    with pytest.raises(UserError):
        order_people(db, order(kind), stream_id, ids(db, stream_id), actor=HEAD, to_stream_id=other)
    assert content(db) == before


def test_a_transfer_leaves_what_she_has_been_to_with_the_old_stream(
    db: Database, tutor: int, people: list[int]
) -> None:
    old, new = arrange.stream(db, tutor, *people), arrange.stream(db, tutor)
    event_id = arrange.event(db, tutor, stream_ids=[old], held_on=date(2026, 2, 10))
    make_mark(db, event_id=event_id, person_id=people[0])
    before = content(db)
    order_people(db, order(OrderKind.TRANSFER), old, ids(db, old, people[:1]), actor=HEAD, to_stream_id=new)
    left, came = place(db, people[0], old), place(db, people[0], new)
    assert (left.status, left.left_on, left.order_out_kind) == (EnrollmentStatus.EXPELLED, TODAY, OrderKind.TRANSFER)
    assert (came.status, came.enrolled_on, came.order_in, came.came_from) == (
        EnrollmentStatus.ENROLLED,
        TODAY,
        "7",
        "Поток 1",
    )
    assert listed(db, old, people[0]).went_to == "Поток 1"
    assert [each.stream_id for each in person_places(db, people[0])] == [new, old]
    assert content(db)["attendance"] == before["attendance"]
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_transfer_answers_an_application_to_the_other_stream(db: Database, tutor: int, people: list[int]) -> None:
    old, new = arrange.stream(db, tutor, *people), arrange.stream(db, tutor)
    apply(db, new, [ApplicationDraft(person_id=people[0], applied_on=FIRST, direction="Речь")], actor=HEAD)
    order_people(db, order(OrderKind.TRANSFER), old, ids(db, old, people[:1]), actor=HEAD, to_stream_id=new)
    came = place(db, people[0], new)
    assert (came.status, came.direction, came.came_from) == (EnrollmentStatus.ENROLLED, "Речь", "Поток 1")


def test_a_transfer_back_opens_her_former_place(db: Database, tutor: int, people: list[int]) -> None:
    old, new = arrange.stream(db, tutor, *people), arrange.stream(db, tutor)
    order_people(db, order(OrderKind.TRANSFER), old, ids(db, old, people[:1]), actor=HEAD, to_stream_id=new)
    back = order(OrderKind.TRANSFER, number="9")
    order_people(db, back, new, ids(db, new), actor=HEAD, to_stream_id=old)
    here, there = place(db, people[0], old), place(db, people[0], new)
    assert (here.status, here.enrolled_on, here.left_on) == (EnrollmentStatus.ENROLLED, FIRST, None)
    assert (there.status, there.order_out) == (EnrollmentStatus.EXPELLED, "9")


def test_a_transfer_back_is_printed_with_where_to(db: Database, tutor: int, people: list[int]) -> None:
    arrange.fill_passport(db)
    old, new = arrange.stream(db, tutor, *people), arrange.stream(db, tutor, title="Весна")
    order_people(db, order(OrderKind.TRANSFER), old, ids(db, old, people[:1]), actor=HEAD, to_stream_id=new)
    back = order(OrderKind.TRANSFER, number="9")
    order_id = order_people(db, back, new, ids(db, new), actor=HEAD, to_stream_id=old)
    assert order_id is not None
    assert order_paper(db, order_id).told == "Перевести из потока «Весна» в поток «Поток 1» следующих стажёров:"
    assert listed(db, new, people[0]).went_to == "Поток 1"


@pytest.mark.parametrize("later", [date(2026, 3, 12), date(2026, 3, 19)])
def test_an_order_of_transfer_does_not_move_past_her_last_day_there(
    db: Database, tutor: int, people: list[int], later: date
) -> None:
    old = arrange.stream(db, tutor, *people)
    new = arrange.stream(db, tutor, ends_on=date(2026, 3, 18))
    order_id = order_people(db, order(OrderKind.TRANSFER), old, ids(db, old, people[:1]), actor=HEAD, to_stream_id=new)
    assert order_id is not None
    if later < date(2026, 3, 18):
        away = order(OrderKind.EXPEL, number="8", dated_on=date(2026, 3, 10))
        order_people(db, away, new, ids(db, new), actor=HEAD)
    before = content(db)
    with pytest.raises(UserError, match="закончено"):
        change_order(db, order_id, order(OrderKind.TRANSFER, dated_on=later), actor=HEAD)
    assert content(db) == before


def test_a_transfer_into_a_full_stream_moves_nobody(db: Database, tutor: int, people: list[int]) -> None:
    old, full = arrange.stream(db, tutor, *people), arrange.stream(db, tutor, arrange.person(db), capacity=1)
    before = content(db)
    with pytest.raises(UserError, match="не поместится"):
        order_people(db, order(OrderKind.TRANSFER), old, ids(db, old, people[:1]), actor=HEAD, to_stream_id=full)
    assert content(db) == before


def test_a_transfer_needs_another_stream(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    for target in (None, stream_id):
        with pytest.raises(UserError, match="в какой поток"):
            order_people(db, order(OrderKind.TRANSFER), stream_id, ids(db, stream_id), actor=HEAD, to_stream_id=target)


def test_the_days_move_with_the_day_of_the_order(db: Database, tutor: int, people: list[int]) -> None:
    old, new = arrange.stream(db, tutor, *people), arrange.stream(db, tutor)
    order_id = order_people(db, order(OrderKind.TRANSFER), old, ids(db, old, people[:1]), actor=HEAD, to_stream_id=new)
    assert order_id is not None
    before = content(db)
    change_order(db, order_id, order(OrderKind.TRANSFER, number="8", dated_on=date(2026, 3, 4)), actor=HEAD)
    left, came = place(db, people[0], old), place(db, people[0], new)
    assert (left.left_on, left.order_out, came.enrolled_on) == (date(2026, 3, 4), "8", date(2026, 3, 4))
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_an_order_does_not_become_one_that_is_there_already(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    order_people(db, order(OrderKind.ENROL), stream_id, ids(db, stream_id, people[:1]), actor=HEAD)
    other = order_people(db, order(OrderKind.ENROL, number="8"), stream_id, ids(db, stream_id, people[1:]), actor=HEAD)
    assert other is not None
    with pytest.raises(UserError, match="уже есть"):
        change_order(db, other, order(OrderKind.ENROL), actor=HEAD)
    with pytest.raises(UserError, match="нет номера"):
        change_order(db, other, order(OrderKind.ENROL, number=None), actor=HEAD)


def test_a_removed_order_leaves_its_people_as_they_are(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    order_id = order_people(db, order(OrderKind.EXPEL), stream_id, ids(db, stream_id), actor=HEAD)
    assert order_id is not None
    before = content(db)
    remove_order(db, order_id, actor=HEAD)
    assert {(each.status, each.order_out) for each in stream_people(db, stream_id)} == {
        (EnrollmentStatus.EXPELLED, None)
    }
    assert stream_orders(db, stream_id) == []
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_who_has_an_order_and_a_stream_with_orders_are_not_removed(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    order_people(db, order(OrderKind.ENROL), stream_id, ids(db, stream_id), actor=HEAD)
    with pytest.raises(UserError, match="уже есть приказ"):
        leave_stream(db, stream_id, people[:1], actor=HEAD)
    with pytest.raises(UserError, match="записаны приказы"):
        remove_streams(db, [stream_id], actor=HEAD)
    assert len(stream_people(db, stream_id)) == 3


def test_who_comes_back_is_no_longer_named_by_the_order_that_let_her_out(
    db: Database, tutor: int, people: list[int]
) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    order_people(db, order(OrderKind.EXPEL), stream_id, ids(db, stream_id, people[:1]), actor=HEAD)
    enroll_people(db, stream_id, people[:1], actor=HEAD)
    found = place(db, people[0], stream_id)
    assert (found.status, found.left_on, found.order_out) == (EnrollmentStatus.ENROLLED, None, None)


def test_the_next_number_of_the_year_is_proposed(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    assert next_order_number(db, TODAY) == "1"
    order_people(db, order(OrderKind.ENROL, number="12-с"), stream_id, ids(db, stream_id), actor=HEAD)
    assert (next_order_number(db, TODAY), next_order_number(db, date(2027, 1, 11))) == ("13", "1")


def test_the_printed_order_names_everybody_with_her_day(db: Database, tutor: int, people: list[int]) -> None:
    arrange.fill_passport(db)
    stream_id = arrange.stream(db, tutor, *people)
    draft = order(OrderKind.ENROL, basis="Заявки")
    order_id = order_people(db, draft, stream_id, ids(db, stream_id), actor=HEAD)
    assert order_id is not None
    paper = order_paper(db, order_id)
    assert (paper.number, paper.dated_on, paper.subject, paper.basis) == (
        "7",
        TODAY,
        "о зачислении стажёров",
        "Заявки",
    )
    assert [(each.no, each.name, each.day) for each in paper.people] == [
        (1, "Анина Мария", FIRST),
        (2, "Белова Мария", FIRST),
        (3, "Ветрова Мария", FIRST),
    ]
    assert paper.told.startswith("Зачислить на стажировку по программе «Программа")
    assert "поток «Поток 1», 12.01.2026–20.03.2026" in paper.told


def test_the_printed_transfer_says_where_to(db: Database, tutor: int, people: list[int]) -> None:
    arrange.fill_passport(db)
    old, new = arrange.stream(db, tutor, *people), arrange.stream(db, tutor)
    order_id = order_people(db, order(OrderKind.TRANSFER), old, ids(db, old, people[:2]), actor=HEAD, to_stream_id=new)
    assert order_id is not None
    paper = order_paper(db, order_id)
    assert paper.told == "Перевести из потока «Поток 1» в поток «Поток 1» следующих стажёров:"
    assert [each.day for each in paper.people] == [TODAY, TODAY]


def test_the_printed_completion_is_of_the_internship_not_of_the_people(
    db: Database, tutor: int, people: list[int]
) -> None:
    arrange.fill_passport(db)
    stream_id = arrange.stream(db, tutor, *people)
    order_id = order_people(db, order(OrderKind.COMPLETE), stream_id, ids(db, stream_id), actor=HEAD)
    assert order_id is not None
    assert order_paper(db, order_id).subject == "о завершении стажировки"


def test_an_order_that_is_gone_is_not_printed(db: Database) -> None:
    arrange.fill_passport(db)
    with pytest.raises(UserError, match="Этого приказа нет"):
        order_paper(db, 404)


def test_an_order_that_names_nobody_is_not_printed(db: Database, tutor: int, people: list[int]) -> None:
    arrange.fill_passport(db)
    stream_id = arrange.stream(db, tutor, *people)
    order_id = order_people(db, order(OrderKind.EXPEL), stream_id, ids(db, stream_id), actor=HEAD)
    assert order_id is not None
    enroll_people(db, stream_id, people, actor=HEAD)
    with pytest.raises(UserError, match="никого не называет"):
        order_paper(db, order_id)


def test_expelled_by_hand_may_get_an_order(db: Database, tutor: int, people: list[int]) -> None:
    stream_id = arrange.stream(db, tutor, *people)
    expel(db, place(db, people[0], stream_id).id, date(2026, 2, 20), actor=HEAD)
    order_people(db, order(OrderKind.EXPEL), stream_id, ids(db, stream_id, people[:1]), actor=HEAD)
    found = place(db, people[0], stream_id)
    assert (found.left_on, found.order_out) == (date(2026, 2, 20), "7")
