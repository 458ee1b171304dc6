"""«Если провести…»: what lies ahead of a stream, and who would be ready. Today is 2 March 2026."""

from datetime import date

import pytest

from models.database import Database
from models.queries.certificate_issue import issue_lines
from models.queries.what_if import what_if, what_if_choices
from models.rows.codes import Mode
from models.rows.what_if import SupposedMeeting
from models.rules.what_if import meeting_words, supposition_words
from tests.models.commands import arrange
from tests.models.make import content, run
from tests.models.queries.ready import ready_people

STREAM = 1
MASTER_CLASS = SupposedMeeting(date(2026, 3, 20), "мастер-класс", Mode.IN_PERSON, False, True, True)


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def people(db: Database) -> list[int]:
    """Two of five have done everything, but the second missed the master class."""
    ready = ready_people(db, 2)
    run(
        db,
        "UPDATE attendance SET state = 'absent' WHERE person_id = ? AND event_id IN (SELECT v.id FROM event AS v "
        "JOIN event_format AS f ON f.id = v.format_id WHERE f.is_masterclass)",
        ready[1],
    )
    return ready


def test_a_supposed_meeting_makes_ready_whom_only_that_was_missing(db: Database, people: list[int]) -> None:
    before = content(db)
    found = what_if(db, STREAM, [MASTER_CLASS])
    assert (found.total, found.ready_now, found.ready_then) == (5, 1, 2)
    assert [name.split()[0] for name in found.gained] == ["Берёза"]
    assert plain(supposition_words([MASTER_CLASS], found)) == "Если провести мастер-класс 20 марта, готовы 2 из 5"
    assert content(db) == before


def test_who_stays_out_and_why(db: Database, people: list[int]) -> None:
    stay_out = what_if(db, STREAM, [MASTER_CLASS]).stay_out
    assert [each.name.split()[0] for each in stay_out] == ["Вишня", "Груша", "Дуб"]
    assert all("г) " in each.why and "д) " in each.why for each in stay_out)


def test_nothing_supposed_says_how_it_is_now(db: Database, people: list[int]) -> None:
    assert supposition_words([], what_if(db, STREAM, [])) == "Сейчас готовы 1 из 5"


def test_events_ahead_and_what_is_only_planned_are_offered(db: Database, people: list[int]) -> None:
    arrange.event(db, people[0], title="Круг выбора", held_on=date(2026, 3, 12), format_id=4, stream_ids=[STREAM])
    plan = arrange.plan(db)
    arrange.plan_item(db, plan, people[0], due_from=date(2026, 3, 10), due_to=date(2026, 3, 14))
    offered = [plain(meeting_words(each)) for each in what_if_choices(db, STREAM).meetings]
    assert [words.split(":")[0] for words in offered] == ["12 марта", "14 марта"]
    assert offered[1] == "14 марта: Семинар «Семинар по плану» (по плану)"
    assert plain(issue_words(db)).startswith("Ещё 1 мастер-класс: ближайший 12 марта, «Круг выбора»")


def test_what_is_past_called_off_or_an_event_of_others_is_not_promised(db: Database, people: list[int]) -> None:
    plan = arrange.plan(db)
    past, ahead = date(2026, 2, 14), date(2026, 3, 14)
    _over, called_off, of_others = (
        arrange.plan_item(db, plan, people[0], due_from=day, due_to=day, format_id=4) for day in (past, ahead, ahead)
    )
    run(db, "UPDATE plan_item SET status = 'cancelled', reason = 'Мало заявок' WHERE id = ?", called_off)
    arrange.event(db, people[0], held_on=ahead, plan_item_id=of_others)
    assert what_if_choices(db, STREAM).meetings == ()
    assert plain(issue_words(db)) == "Ещё 1 мастер-класс: пока не запланировано"


def issue_words(db: Database) -> str:
    """What is told to whom the master class is missing."""
    return issue_lines(db, STREAM)[1].requirements[2].missing[0]
