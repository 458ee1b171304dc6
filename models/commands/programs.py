"""Programmes, streams and enrolments."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from models import inverse
from models.bulk import insert_many
from models.commands.open_card import refuse_nameless
from models.commands.program_life import refuse_taken
from models.commands.store import add, found, known_links, values
from models.commands.stream_places import NO_STREAM, come_back, first_day, keep_within, let_go, places_of
from models.database import Actor, Database
from models.errors import UserError
from models.queries.fetch import number
from models.rows.codes import EnrollmentStatus
from models.rows.programs import Enrolled, EnrollmentDraft, ModuleDraft, ProgramDraft, StreamDraft
from models.rules.words import counted
from models.schema.people import Person
from models.schema.programs import Enrollment, Module, ModuleActivity, Program, ProgramDeficit, Stream


def add_program(db: Database, draft: ProgramDraft, *, actor: Actor) -> int:
    """Add a programme with its modules and their activities, numbered in order; refuses a second one of its title."""
    with known_links(), db.writing(action="Программа добавлена", actor=actor) as session:
        return store_program(db, session, draft)


def add_stream(
    db: Database,
    draft: StreamDraft,
    *,
    actor: Actor,
    program: ProgramDraft | None = None,
    people: Collection[int] = (),
) -> int:
    """Open a stream and take `people` into it, in one action.

    With `program` its programme is added too (`draft.program_id` is then ignored).
    """
    with known_links(), db.writing(action="Поток открыт", actor=actor) as session:
        stream_id = add(session, Stream(uid=db.new_uid(), **_stream_values(db, session, draft, program)))
        take_in(session, stream_id, people, today=db.today())
        return stream_id


def change_stream(
    db: Database, stream_id: int, draft: StreamDraft, *, actor: Actor, program: ProgramDraft | None = None
) -> None:
    """Change a stream; who came on its first day comes on the new first day.

    Refuses fewer places than are taken, and another programme once work by this one is handed in. Whoever has marks
    before the new first day keeps her own: what she has been to goes on counting.
    """
    with known_links(), db.writing(action="Поток изменён", actor=actor) as session:
        stream = found(session, Stream, stream_id, NO_STREAM)
        before = stream.starts_on
        if program is not None or draft.program_id != stream.program_id:
            _refuse_other_program(session, stream_id)
        stream.sqlmodel_update(_stream_values(db, session, draft, program))
        session.flush()
        keep_within(session, stream_id, stream)
        if stream.starts_on != before:
            since = select(Enrollment).where(
                col(Enrollment.stream_id) == stream_id,
                col(Enrollment.enrolled_on) == before,
                or_(col(Enrollment.left_on).is_(None), col(Enrollment.left_on) >= stream.starts_on),
            )
            marked = _marked_before(session, stream_id, stream.starts_on)
            for place in session.exec(since):
                if place.person_id not in marked:
                    place.enrolled_on = stream.starts_on


def remove_streams(db: Database, stream_ids: Collection[int], *, actor: Actor) -> None:
    """Remove streams with their enrolments, all or none; refuses those that events, works or surveys belong to."""
    with db.writing(action="Поток убран" if len(stream_ids) == 1 else "Потоки убраны", actor=actor) as session:
        for stream_id in stream_ids:
            stream = found(session, Stream, stream_id, NO_STREAM)
            places = list(session.exec(select(Enrollment).where(col(Enrollment.stream_id) == stream_id)))
            _refuse_used(session, stream_id, stream, places)
            for place in places:
                session.delete(place)
            session.flush()
            session.delete(stream)


def enroll(db: Database, stream_id: int, drafts: Sequence[EnrollmentDraft], *, actor: Actor) -> None:
    """Take people into a stream, all or none; refuses somebody who is in it already or more than its capacity."""
    try:
        with db.writing(action="Стажёры зачислены в поток", actor=actor) as session:
            stream = found(session, Stream, stream_id, NO_STREAM)
            refuse_nameless(session, [draft.person_id for draft in drafts])
            insert_many(session, Enrollment, [{"stream_id": stream_id, **values(draft)} for draft in drafts])
            keep_within(session, stream_id, stream)
    except IntegrityError as problem:
        raise UserError(
            "Кто-то из выбранных уже в этом потоке, или карточки больше нет. Никто не зачислен.",
            "Обновите список и выберите людей снова.",
        ) from problem


def enroll_people(db: Database, stream_id: int, person_ids: Collection[int], *, actor: Actor) -> Enrolled:
    """Take people into a stream: the new, those who applied, and the expelled back; refuses beyond its capacity.

    Whoever comes back keeps her first day: what she had been to before she left counts again.
    """
    label = "Стажёр зачислен в поток" if len(person_ids) == 1 else "Стажёры зачислены в поток"
    with known_links(), db.writing(action=label, actor=actor) as session:
        stream = found(session, Stream, stream_id, NO_STREAM)
        expelled = places_of(session, stream_id, person_ids, EnrollmentStatus.EXPELLED)
        for place in expelled:
            come_back(place)
        session.flush()
        enrolled = take_in(session, stream_id, person_ids, today=db.today())
        if expelled:
            keep_within(session, stream_id, stream)
        return enrolled._replace(already=enrolled.already - len(expelled), returned=len(expelled))


def take_in(session: Session, stream_id: int, person_ids: Collection[int], *, today: date) -> Enrolled:
    """Take those of the people into a stream who were never in it or applied, as a part of the caller's action.

    A list that is loaded again must not bring back whoever has been expelled meanwhile: she is counted apart.
    """
    refuse_nameless(session, person_ids)
    stream = found(session, Stream, stream_id, NO_STREAM)
    there = {place.person_id for place in places_of(session, stream_id, person_ids)}
    expelled = len(places_of(session, stream_id, person_ids, EnrollmentStatus.EXPELLED))
    applied = places_of(session, stream_id, person_ids, EnrollmentStatus.APPLIED)
    since = first_day(session, stream_id, stream, today)
    for place in applied:
        place.status, place.enrolled_on = EnrollmentStatus.ENROLLED, since
    session.flush()
    new = [
        EnrollmentDraft(person_id=each, enrolled_on=since) for each in dict.fromkeys(person_ids) if each not in there
    ]
    insert_many(session, Enrollment, [{"stream_id": stream_id, **values(draft)} for draft in new])
    if new or applied:
        keep_within(session, stream_id, stream)
    return Enrolled(
        stream=stream.title,
        taken=len(new) + len(applied),
        already=len(there) - expelled - len(applied),
        since=since,
        left_out=expelled,
    )


def expel(db: Database, enrollment_id: int, on: date, *, actor: Actor) -> None:
    """Let a trainee go from a stream on one of its days: what she has been to and done stays in the reports."""
    with db.writing(action="Стажёр отчислен из потока", actor=actor) as session:
        place = found(session, Enrollment, enrollment_id, "Этого стажёра нет в потоке.")
        let_go(place, found(session, Stream, place.stream_id, NO_STREAM), on)


def leave_stream(db: Database, stream_id: int, person_ids: Collection[int], *, actor: Actor) -> int:
    """Take people out of a stream as if they had not been enrolled, all or none; gives how many were in it.

    Refuses those who have marks at its events or works in it: they are expelled instead.
    """
    label = "Стажёр убран из потока" if len(person_ids) == 1 else "Стажёры убраны из потока"
    with db.writing(action=label, actor=actor) as session:
        places = places_of(session, stream_id, person_ids)
        taken_in = [
            place.person_id for place in places if EnrollmentStatus(place.status) is not EnrollmentStatus.APPLIED
        ]
        if _with_marks(session, stream_id, taken_in) or _with_works(session, places):
            one = len(person_ids) == 1
            raise UserError(
                "Убрать из потока нельзя: у человека уже есть в нём отметки посещения или работы."
                if one
                else "Никто не убран: у кого-то из выбранных уже есть в потоке отметки посещения или работы.",
                "Отчислите из потока в карточке стажёра: прошедшее останется в отчётах.",
            )
        if any(place.order_in_id or place.order_out_id for place in places):
            raise UserError(
                "Убрать из потока нельзя: о зачислении или отчислении уже есть приказ.",
                "Если приказ записан по ошибке, сначала уберите его в потоке.",
            )
        for place in places:
            session.delete(place)
        return len(places)


def store_program(db: Database, session: Session, draft: ProgramDraft) -> int:
    """Store a new programme as a part of the caller's action; refuses a second one of its title."""
    refuse_taken(session, draft.title)
    program_id = add(session, Program(uid=db.new_uid(), **values(draft, without=("modules", "deficits"))))
    for no, title in enumerate(draft.deficits, start=1):
        session.add(ProgramDeficit(program_id=program_id, no=no, title=title))
    for no, module in enumerate(draft.modules, start=1):
        module_id = add(session, _module(program_id, no, module))
        for place, activity in enumerate(module.activities, start=1):
            session.add(ModuleActivity(module_id=module_id, no=place, **values(activity)))
    return program_id


def _module(program_id: int, no: int, draft: ModuleDraft) -> Module:
    return Module(program_id=program_id, no=no, **values(draft, without=("activities",)))


def _stream_values(db: Database, session: Session, draft: StreamDraft, program: ProgramDraft | None) -> dict[str, Any]:
    """The columns of a stream, its programme added first when it is a new one."""
    found(session, Person, draft.tutor_id, "Такого тьютора нет в списке.")
    if program is not None:
        return values(draft) | {"program_id": store_program(db, session, program)}
    found(session, Program, draft.program_id, "Этой программы нет.")
    return values(draft)


def _refuse_other_program(session: Session, stream_id: int) -> None:
    """A stream that studies keeps its programme: what was handed in and given out is by that one."""
    used = number(
        session,
        """
        SELECT count(*) FROM enrollment AS e WHERE e.stream_id = :stream
          AND (EXISTS (SELECT 1 FROM submission AS u WHERE u.enrollment_id = e.id)
               OR EXISTS (SELECT 1 FROM certificate AS c WHERE c.enrollment_id = e.id))
        """,
        stream=stream_id,
    )
    if used:
        raise UserError(
            "Программу у этого потока сменить нельзя: по ней уже сданы задания или выданы сертификаты.",
            "Оставьте прежнюю программу, а для новой откройте новый поток.",
        )


def _marked_before(session: Session, stream_id: int, day: date) -> set[int]:
    """People with marks at events of a stream that were held before a day."""
    marked = session.connection().exec_driver_sql(
        "SELECT DISTINCT a.person_id FROM attendance AS a JOIN event_stream AS l ON l.event_id = a.event_id "
        "JOIN event AS e ON e.id = a.event_id WHERE l.stream_id = ? AND e.held_on < ?",
        (stream_id, day.isoformat()),
    )
    return {int(person_id) for (person_id,) in marked}


def _refuse_used(session: Session, stream_id: int, stream: Stream, places: Collection[Enrollment]) -> None:
    """Refuse to remove a stream that other records stand on."""
    events = number(session, "SELECT count(*) FROM event_stream WHERE stream_id = :stream", stream=stream_id)
    if events:
        held = counted(events, "мероприятии", "мероприятиях", "мероприятиях")
        raise UserError(
            f"Поток «{stream.title}» убрать нельзя: он участвует в {held}.",
            "Если мероприятия записаны по ошибке, сначала уберите их. Завершённый поток нужен отчётам.",
        )
    if number(session, "SELECT count(*) FROM enrollment_order WHERE stream_id = :stream", stream=stream_id):
        raise UserError(
            f"Поток «{stream.title}» убрать нельзя: по нему записаны приказы.",
            "Если они записаны по ошибке, сначала уберите приказы в самом потоке.",
        )
    others = inverse.referenced_elsewhere(session.connection(), "stream", [stream_id], besides={"enrollment"})
    if others or _with_works(session, places):
        raise UserError(
            f"Поток «{stream.title}» убрать нельзя: в нём уже есть работы, диагностика или анкеты.",
            "Завершённый поток нужен отчётам, пусть остаётся.",
        )


def _with_marks(session: Session, stream_id: int, person_ids: Collection[int]) -> bool:
    marks = number(
        session,
        "SELECT count(*) FROM attendance AS a JOIN event_stream AS l ON l.event_id = a.event_id "
        "WHERE l.stream_id = :stream AND a.person_id IN (SELECT value FROM json_each(:people))",
        stream=stream_id,
        people=str(sorted(person_ids)),
    )
    return marks > 0


def _with_works(session: Session, places: Collection[Enrollment]) -> bool:
    ids = [place.id for place in places if place.id is not None]
    return bool(inverse.referenced_elsewhere(session.connection(), "enrollment", ids, besides={"enrollment"}))
