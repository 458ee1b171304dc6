"""Minutes of meetings: the whole протокол in one action, decisions until they are done."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.commands.meetings import add_meeting, change_meeting, mark_decision_done, remove_meeting
from models.commands.undo import undo_last
from models.database import Database
from models.errors import UserError
from models.queries.meetings import decisions_due, meeting_card, meeting_list, next_number
from models.queries.overview import attention
from models.rows.codes import MeetingBody
from models.rows.meetings import AgendaDraft, DecisionDraft, MeetingDraft
from models.rows.overview import Attention
from tests.models.commands import arrange
from tests.models.make import HEAD, content, count

TODAY = date(2026, 3, 2)
HELD = date(2026, 2, 20)


@pytest.fixture
def people(db: Database) -> list[int]:
    return [arrange.person(db, name) for name in ("Заведующая", "Методистова", "Тьюторова")]


def decision(text: str = "Утвердить план", **said: object) -> DecisionDraft:
    return DecisionDraft.model_validate({"text": text} | said)


def minutes(people: list[int], *agenda: AgendaDraft, **said: object) -> MeetingDraft:
    fields = {
        "body": MeetingBody.COUNCIL,
        "number": "1",
        "held_on": HELD,
        "chair_id": people[0],
        "secretary_id": people[1],
        "attendee_ids": people,
        "agenda": agenda or [AgendaDraft(question="План на II квартал", decisions=[decision()])],
    }
    return MeetingDraft.model_validate(fields | said)


def card_of(db: Database, meeting_id: int) -> MeetingDraft:
    card = meeting_card(db, meeting_id)
    assert card is not None
    return card.draft


def test_minutes_with_agenda_and_decisions_are_one_action(db: Database, people: list[int]) -> None:
    before = content(db)
    meeting = add_meeting(db, minutes(people), actor=HEAD)
    (line,) = meeting_list(db)
    assert (line.id, line.chair, line.questions, line.decisions, line.open, line.present) == (
        meeting, "Заведующая М.", 1, 1, 1, 3,
    )  # fmt: skip
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_what_is_read_back_is_what_was_written(db: Database, people: list[int]) -> None:
    said = minutes(
        people,
        AgendaDraft(
            question="О плане",
            speaker_id=people[2],
            heard="Доклад",
            discussed="Все за",
            decisions=[decision(), decision("Два")],
        ),
        AgendaDraft(question="Разное"),
        guests="Представитель ИРО",
    )
    card = meeting_card(db, add_meeting(db, said, actor=HEAD))
    assert card is not None
    bare = [
        question.model_copy(
            update={"id": None, "decisions": [each.model_copy(update={"id": None}) for each in question.decisions]}
        )
        for question in card.draft.agenda
    ]
    assert bare == [
        AgendaDraft(
            question="О плане",
            speaker_id=people[2],
            heard="Доклад",
            discussed="Все за",
            decisions=[decision(), decision("Два")],
        ),
        AgendaDraft(question="Разное", decisions=[]),
    ]
    assert (card.draft.guests, card.draft.attendee_ids) == ("Представитель ИРО", [people[2]])
    assert card.names[people[2]] == "Тьюторова М."


def test_questions_change_places_and_keep_their_decisions(db: Database, people: list[int]) -> None:
    one = AgendaDraft(question="Первый", decisions=[decision("Решение первого")])
    two = AgendaDraft(question="Второй", decisions=[decision("Решение второго")])
    meeting = add_meeting(db, minutes(people, one, two), actor=HEAD)
    card = meeting_card(db, meeting)
    assert card is not None
    before = content(db)
    turned = card.draft.model_copy(update={"agenda": [*card.draft.agenda[::-1], AgendaDraft(question="Третий")]})
    change_meeting(db, meeting, turned, actor=HEAD)
    again = meeting_card(db, meeting)
    assert again is not None
    assert [question.question for question in again.draft.agenda] == ["Второй", "Первый", "Третий"]
    assert [question.id for question in again.draft.agenda[:2]] == [each.id for each in card.draft.agenda[::-1]]
    assert again.draft.agenda[1].decisions[0].id == card.draft.agenda[0].decisions[0].id
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_decisions_stand_in_the_order_of_the_draft(db: Database, people: list[int]) -> None:
    first, second = decision("Утвердить план"), decision("Обсудить бюджет")
    meeting = add_meeting(db, minutes(people, AgendaDraft(question="План", decisions=[first, second])), actor=HEAD)
    (question,) = card_of(db, meeting).agenda
    turned = [question.decisions[1], decision("Назначить день"), question.decisions[0]]
    change_meeting(db, meeting, minutes(people, question.model_copy(update={"decisions": turned})), actor=HEAD)
    (stored,) = card_of(db, meeting).agenda
    assert [each.text for each in stored.decisions] == ["Обсудить бюджет", "Назначить день", "Утвердить план"]
    assert [stored.decisions[0].id, stored.decisions[2].id] == [question.decisions[1].id, question.decisions[0].id]


def test_what_the_draft_leaves_out_goes_and_comes_back(db: Database, people: list[int]) -> None:
    meeting = add_meeting(db, minutes(people), actor=HEAD)
    before = content(db)
    change_meeting(db, meeting, minutes(people, AgendaDraft(question="Новый вопрос")), actor=HEAD)
    assert (count(db, "agenda_item"), count(db, "decision")) == (1, 0)
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_removed_minutes_come_back_whole(db: Database, people: list[int]) -> None:
    meeting = add_meeting(db, minutes(people), actor=HEAD)
    before = content(db)
    remove_meeting(db, meeting, actor=HEAD)
    assert [count(db, table) for table in ("meeting", "meeting_attendee", "agenda_item", "decision")] == [0, 0, 0, 0]
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_number_is_proposed_by_body_and_year(db: Database, people: list[int]) -> None:
    assert next_number(db, MeetingBody.COUNCIL, HELD) == "1"
    add_meeting(db, minutes(people, number="7"), actor=HEAD)
    add_meeting(db, minutes(people, number="б/н"), actor=HEAD)
    assert next_number(db, MeetingBody.COUNCIL, HELD) == "8"
    assert next_number(db, MeetingBody.PEDAGOGICAL, HELD) == "1"
    assert next_number(db, MeetingBody.COUNCIL, date(2027, 1, 1)) == "1"


def test_one_number_twice_in_a_year_is_refused(db: Database, people: list[int]) -> None:
    meeting = add_meeting(db, minutes(people), actor=HEAD)
    with pytest.raises(UserError, match="№ 1"):
        add_meeting(db, minutes(people), actor=HEAD)
    change_meeting(db, meeting, minutes(people, place="Актовый зал"), actor=HEAD)
    add_meeting(db, minutes(people, held_on=date(2027, 1, 15)), actor=HEAD)
    add_meeting(db, minutes(people, body=MeetingBody.PEDAGOGICAL), actor=HEAD)
    assert count(db, "meeting") == 3


def test_decisions_are_due_until_they_are_done(db: Database, people: list[int]) -> None:
    agenda = AgendaDraft(
        question="О плане",
        decisions=[
            decision("Без срока"),
            decision("Потом", due_on=date(2026, 4, 1), responsible_id=people[2]),
            decision("Было надо", due_on=date(2026, 3, 1)),
        ],
    )
    add_meeting(db, minutes(people, agenda), actor=HEAD)
    due = decisions_due(db, TODAY)
    assert [(each.text, each.is_overdue) for each in due] == [
        ("Было надо", True),
        ("Потом", False),
        ("Без срока", False),
    ]
    assert [each.text for each in decisions_due(db, TODAY, within=7)] == ["Было надо"]
    before = content(db)
    mark_decision_done(db, due[0].id, TODAY, actor=HEAD)
    assert [each.text for each in decisions_due(db, TODAY)] == ["Потом", "Без срока"]
    undo_last(db, actor=HEAD)
    assert content(db) == before


def test_a_decision_is_not_done_before_it_was_taken(db: Database, people: list[int]) -> None:
    add_meeting(db, minutes(people), actor=HEAD)
    with pytest.raises(UserError, match="раньше, чем приняли"):
        mark_decision_done(db, decisions_due(db, TODAY)[0].id, date(2026, 2, 19), actor=HEAD)


def test_the_first_page_reminds_of_decisions_a_week_ahead(db: Database, people: list[int]) -> None:
    agenda = AgendaDraft(
        question="О плане",
        decisions=[
            decision("Просрочено", due_on=date(2026, 3, 1), responsible_id=people[2]),
            decision("Скоро", due_on=date(2026, 3, 9)),
            decision("Нескоро", due_on=date(2026, 3, 10)),
        ],
    )
    meeting = add_meeting(db, minutes(people, agenda), actor=HEAD)
    found = [row for row in attention(db) if row.why in (Attention.DECISION_OVERDUE, Attention.DECISION_DUE)]
    assert [(row.why, row.record_id, row.title, row.number, row.who) for row in found] == [
        (Attention.DECISION_OVERDUE, meeting, "Просрочено", "1", "Тьюторова М."),
        (Attention.DECISION_DUE, meeting, "Скоро", "1", ""),
    ]


@pytest.mark.parametrize("said", [{"number": ""}, {"secretary_id": 5, "chair_id": 5}])
def test_minutes_that_make_no_sense_are_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        minutes([1, 2, 3], **said)


def test_a_decision_due_before_the_meeting_is_refused() -> None:
    question = AgendaDraft(question="О плане", decisions=[decision(due_on=date(2026, 2, 19))])
    with pytest.raises(ValidationError, match="раньше самого заседания"):
        minutes([1, 2, 3], question)
