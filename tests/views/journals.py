"""Consultations, minutes and files of an invented site, written down as a person would."""

from datetime import date, timedelta
from pathlib import Path

from models.commands.attachments import attach_files, say_who_is_shown
from models.commands.consultations import add_consultation
from models.commands.meetings import add_meeting
from models.database import Database
from models.queries.attachments import attached_files
from models.queries.events import event_choices
from models.queries.team import choices
from models.rows.attachments import NewFile, Place
from models.rows.codes import ConsultationKind, MeetingBody, PeopleShown
from models.rows.consultations import ConsultationDraft
from models.rows.meetings import AgendaDraft, DecisionDraft, MeetingDraft
from tests.models.make import HEAD, run
from tests.models.photos import photo
from views.pictures import prepare_file

PLAN = "О плане работ на II квартал"
TOPICS = ("Как вести карту наблюдений", "Развивающая среда в разновозрастной группе", "Разговор с родителями о речи")


def write_consultations(db: Database, count: int = 12, *, topic: str = "") -> list[int]:
    """Every third for a group; one in nine days, back from today; those of the invented site go."""
    run(db, "DELETE FROM consultation")
    people = [each.id for each in event_choices(db).people]
    written: list[int] = []
    for number in range(count):
        is_group = number % 3 == 0
        draft = ConsultationDraft(
            held_on=db.today() - timedelta(days=9 * number),
            kind=ConsultationKind.GROUP if is_group else ConsultationKind.INDIVIDUAL,
            minutes=20 + 5 * number,
            topic=topic or TOPICS[number % 3],
            advice="Начать с трёх наблюдений в день",
            consultant_id=people[0],
            person_ids=people[2:5] if is_group else [people[4 + number % 8]],
            outsiders=2 if is_group else 0,
        )
        written.append(add_consultation(db, draft, actor=HEAD))
    return written


def minutes_draft(
    db: Database, number: int, day: date, *, question: str = "О плане работ на II квартал"
) -> MeetingDraft:
    """Two questions with a decision each; the second decision is due in a week and a half."""
    team = [member.id for member in choices(db, "member")]
    people = [each.id for each in event_choices(db).people if each.id not in team]
    first = DecisionDraft(text="Утвердить список потока", responsible_id=team[0], done_on=day)
    second = DecisionDraft(text="Обсудить план", responsible_id=team[1], due_on=day + timedelta(days=10))
    return MeetingDraft(
        body=MeetingBody.COUNCIL,
        number=str(number),
        held_on=day,
        place="Методический кабинет",
        chair_id=team[0],
        secretary_id=team[1],
        attendee_ids=people[:4],
        agenda=[
            AgendaDraft(question="Об итогах набора", speaker_id=team[1], heard="О числе заявок.", decisions=[first]),
            AgendaDraft(question=question, decisions=[second]),
        ],
    )


def write_minutes(db: Database, count: int = 4, *, question: str = PLAN) -> list[int]:
    """The newest is due ahead, the others are overdue; those of the invented site go."""
    run(db, "DELETE FROM meeting")
    days = [db.today() - timedelta(days=5 + 40 * back) for back in reversed(range(count))]
    return [
        add_meeting(db, minutes_draft(db, number, day, question=question), actor=HEAD)
        for number, day in enumerate(days, start=1)
    ]


def attach_everything(db: Database, folder: Path, place: Place) -> None:
    """Three photos, one of somebody without a consent and one unchecked, and a document."""
    files: list[NewFile] = [
        prepare_file(photo(size=size), f"IMG_2026031{number}.jpg")
        for number, size in enumerate(((400, 300), (300, 400), (320, 240)))
    ]
    files.append(prepare_file(b"%PDF-1.7 program", "Программа семинара.pdf"))
    attach_files(db, folder, files, place=place, actor=HEAD)
    first, second, *_ = attached_files(db, place)
    person = event_choices(db).people[0].id
    say_who_is_shown(db, first.attachment_id, PeopleShown.NAMED, actor=HEAD, person_ids=[person])
    say_who_is_shown(db, second.attachment_id, PeopleShown.NOBODY, actor=HEAD)
