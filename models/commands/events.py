"""The event log: what was held, with whom, and who came."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sqlalchemy import text
from sqlmodel import Session, col, select

from models.commands.attachments import detach_all
from models.commands.links import relink
from models.commands.site import store_person
from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.identity import local_minute, stamp
from models.rows.attachments import EventPlace
from models.rows.codes import Mode, PlanItemStatus, Presence
from models.rows.events import EventDraft, Mark
from models.rows.site import PersonDraft
from models.rules.attendance import marks_of
from models.rules.attendance_signs import WORDS
from models.rules.words import day_in_table, day_in_text
from models.schema.events import Event
from models.schema.plans import PlanItem

_GONE = "Этого мероприятия нет."
_LINK_TABLES = (("event_leader", "person_id"), ("event_stream", "stream_id"), ("event_function", "function_id"))
_REPEATED = (
    "plan_item_id", "module_id", "starts_at", "duration_min", "title", "format_id", "mode", "place", "leader_id",
    "description", "materials", "link",
)  # fmt: skip
_LINKS = ("co_leader_ids", "stream_ids", "function_ids")
_OPEN = (PlanItemStatus.PLANNED, PlanItemStatus.IN_PROGRESS)


def record_event(db: Database, draft: EventDraft, *, actor: Actor) -> int:
    """Write an event down; once it has begun its plan item, if still open or moved, becomes «выполнено»."""
    with known_links(), db.writing(action="Мероприятие записано", actor=actor) as session:
        return store_event(db, session, draft)


def store_event(db: Database, session: Session, draft: EventDraft) -> int:
    """What `record_event` does, inside an action of the caller's."""
    event_id = add(session, Event(uid=db.new_uid(), **values(draft, without=_LINKS)))
    _link(session, event_id, draft)
    _close_item(session, found(session, Event, event_id, _GONE))
    return event_id


def change_event(db: Database, event_id: int, draft: EventDraft, *, actor: Actor) -> None:
    """Change an event, marks stay; refuses a form or a duration that existing marks do not fit.

    A plan item that the event no longer fulfils opens again, the one it fulfils now becomes «выполнено».
    """
    with known_links(), db.writing(action="Мероприятие изменено", actor=actor) as session:
        event = found(session, Event, event_id, _GONE)
        linked, former = event.plan_item_id, event.plan_item_id if _has_begun(session, event) else None
        _refuse_unfit(draft.mode, (Presence(state) for state in _of_marks(session, event_id, "state")))
        _refuse_longer(draft.duration_min, _of_marks(session, event_id, "minutes"))
        event.sqlmodel_update(values(draft, without=_LINKS))
        session.flush()
        _link(session, event_id, draft)
        _close_item(session, event, is_new=event.plan_item_id != linked)
        _open_item(session, former)


def remove_event(db: Database, event_id: int, *, actor: Actor) -> None:
    """Take an event out of the log with its marks and files; «Вернуть» brings all back.

    A plan item that was done by this event alone opens again.
    """
    with db.writing(action="Мероприятие убрано", actor=actor) as session:
        event = found(session, Event, event_id, _GONE)
        former = event.plan_item_id if _has_begun(session, event) else None
        detach_all(session, EventPlace(event_id))
        session.delete(event)
        session.flush()
        _open_item(session, former)


def mark_attendance(db: Database, event_id: int, marks: Sequence[Mark], *, actor: Actor) -> None:
    """Set marks of a whole event in one action; people not named keep the marks they have.

    Once the event has begun its plan item, if still open, becomes «выполнено». Raises UserError, storing nothing, for
    an unknown person, a mark the event's mode does not take, minutes beyond the event's, and an отработка without its
    date and form or before the event.
    """
    with known_links(), db.writing(action=_of_event(db, "Посещение отмечено", event_id), actor=actor) as session:
        store_marks(session, event_id, marks)


def repeat_event(db: Database, event_id: int, days: Collection[date], *, actor: Actor) -> list[int]:
    """Write the same event down for other days, in one action; returns the new ids in the order of the days.

    Leaders, streams, functions and what was planned are copied; what only the day brings — marks, guests, the
    outcome — is not. Raises UserError without a day, and for a day on which this event stands already.
    """
    if not days:
        raise UserError("Не выбрано ни одной даты.", "Выберите, когда повторить мероприятие.")
    with db.writing(action=f"Мероприятие повторено, дат: {len(set(days))}", actor=actor) as session:
        source = found(session, Event, event_id, _GONE)
        same = select(Event).where(
            col(Event.title) == source.title, col(Event.starts_at).is_not_distinct_from(source.starts_at)
        )
        taken = {event.held_on for event in session.exec(same)} & set(days)
        if taken:
            raise UserError(
                f"На {day_in_table(min(taken))} это мероприятие уже записано.", "Уберите эту дату и повторите."
            )
        made: list[int] = []
        for day in sorted(set(days)):
            copied = source.model_dump(include=set(_REPEATED))
            made.append(add(session, Event(uid=db.new_uid(), held_on=day, **copied)))
            for table, column in _LINK_TABLES:
                session.connection().exec_driver_sql(
                    f"INSERT INTO {table} (event_id, {column}) SELECT ?, {column} FROM {table} WHERE event_id = ?",
                    (made[-1], event_id),
                )
            _close_item(session, found(session, Event, made[-1], _GONE))
        return made


def mark_many(
    db: Database,
    marks: Mapping[int, Sequence[Mark]],
    *,
    actor: Actor,
    cleared: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> None:
    """Set marks of several events (event → marks) in one action; `cleared` names people whose mark goes.

    Raises UserError as `mark_attendance` does, storing nothing.
    """
    ids = {*marks, *cleared}
    label = (
        _of_event(db, "Посещение отмечено", *ids) if len(ids) == 1 else f"Посещение отмечено, мероприятий: {len(ids)}"
    )
    with known_links(), db.writing(action=label, actor=actor) as session:
        for event_id, of_event in marks.items():
            store_marks(session, event_id, of_event)
        for event_id, person_ids in cleared.items():
            _clear(session, event_id, person_ids)


def add_guest(db: Database, event_id: int, draft: PersonDraft, *, state: Presence, actor: Actor) -> int:
    """Enter a guest who has no card yet and mark her at the event, in one action; returns the person's id.

    Raises UserError as `add_person` and `mark_attendance` do, storing nothing.
    """
    with known_links(), db.writing(action=_of_event(db, "Гость внесён в лист", event_id), actor=actor) as session:
        person_id = store_person(db, session, draft)
        store_marks(session, event_id, [Mark(person_id, state)])
        return person_id


def clear_marks(db: Database, event_id: int, person_ids: Sequence[int], *, actor: Actor) -> None:
    """Take people's marks at an event away: they were not expected."""
    with db.writing(action=_of_event(db, "Отметки сняты", event_id), actor=actor) as session:
        _clear(session, event_id, person_ids)


def set_guests(db: Database, event_id: int, guests: int, *, actor: Actor) -> None:
    """Say how many people without names came; refuses a negative number."""
    if guests < 0:
        raise UserError("Гостей не может быть меньше нуля.", "Исправьте число гостей.")
    with db.writing(action=_of_event(db, "Число гостей указано", event_id), actor=actor) as session:
        event = found(session, Event, event_id, _GONE)
        event.total_external = guests
        if guests:
            _close_item(session, event, is_new=False)


# An upsert, never INSERT OR REPLACE: that one skips the delete trigger of the log. All marks go in one statement:
# the driver takes as long to be given each of them as SQLite to store it.
_UPSERT = """
INSERT INTO attendance (event_id, person_id, state, minutes, signature_kept, makeup_on, makeup_form, makeup_tutor_id,
                        created_at, updated_at, author_id)
SELECT :event_id, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
       :now, :now, :author_id
FROM json_each(:marks) WHERE true
ON CONFLICT (event_id, person_id) DO UPDATE SET
    state = excluded.state, minutes = excluded.minutes, signature_kept = excluded.signature_kept,
    makeup_on = excluded.makeup_on, makeup_form = excluded.makeup_form, makeup_tutor_id = excluded.makeup_tutor_id,
    updated_at = excluded.updated_at
WHERE state <> excluded.state OR minutes IS NOT excluded.minutes OR signature_kept <> excluded.signature_kept
   OR makeup_on IS NOT excluded.makeup_on OR makeup_form IS NOT excluded.makeup_form
   OR makeup_tutor_id IS NOT excluded.makeup_tutor_id
"""


def store_marks(session: Session, event_id: int, marks: Sequence[Mark]) -> None:
    """What `mark_attendance` does, inside an action of the caller's."""
    event = found(session, Event, event_id, _GONE)
    _refuse_unfit(Mode(event.mode), (mark.state for mark in marks))
    _refuse_longer(event.duration_min, (mark.minutes for mark in marks))
    _refuse_undescribed(event.held_on, marks)
    now, author = stamp(session.info["now"]), session.info["author_id"]
    if marks:
        lines = json.dumps([_line(mark) for mark in marks], ensure_ascii=False)
        said = {"event_id": event_id, "marks": lines, "now": now, "author_id": author}
        session.connection().execute(text(_UPSERT), said)
        _close_item(session, event, is_new=False)


def _of_event(db: Database, what: str, event_id: int) -> str:
    """«Посещение отмечено: семинар 12 марта»: the name of an action with its event; no title, it may name people."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT f.title, e.held_on FROM event AS e JOIN event_format AS f ON f.id = e.format_id WHERE e.id = ?",
            (event_id,),
        )
        event = found.one_or_none()
    return what if event is None else f"{what}: {event[0]} {day_in_text(date.fromisoformat(event[1]))}"


def _clear(session: Session, event_id: int, person_ids: Sequence[int]) -> None:
    found(session, Event, event_id, _GONE)
    if person_ids:
        session.connection().exec_driver_sql(
            "DELETE FROM attendance WHERE event_id = ? AND person_id = ?",
            [(event_id, person_id) for person_id in person_ids],
        )


def _line(mark: Mark) -> list[object]:
    return [
        mark.person_id,
        mark.state.value,
        mark.minutes,
        int(mark.signature_kept),
        mark.makeup_on.isoformat() if mark.makeup_on else None,
        mark.makeup_form,
        mark.makeup_tutor_id,
    ]


def _link(session: Session, event_id: int, draft: EventDraft) -> None:
    """Bring the event's co-leaders, streams and functions to what the draft says; what stays is not touched."""
    event = {"event_id": event_id}
    relink(session, "event_leader", event, "person_id", set(draft.co_leader_ids) - {draft.leader_id})
    relink(session, "event_stream", event, "stream_id", draft.stream_ids)
    relink(session, "event_function", event, "function_id", draft.function_ids)


def _close_item(session: Session, event: Event, *, is_new: bool = True) -> None:
    """An open item is done once an event of it has begun; a moved one by an event written down after the move.

    What is only marked or corrected (`is_new` is False) closes a moved item if it was held after the former term: the
    event before the move did not fulfil it.
    """
    item = session.get(PlanItem, event.plan_item_id) if event.plan_item_id is not None else None
    if item is None:
        return
    if PlanItemStatus(item.status) is PlanItemStatus.POSTPONED:
        is_fulfilled = (is_new or event.held_on > item.due_to) and _has_begun(session, event)
    else:
        is_fulfilled = item.status in _OPEN and _is_held(session, item.id)
    if is_fulfilled:
        item.status = PlanItemStatus.DONE


def _open_item(session: Session, item_id: int | None) -> None:
    """An item done by its events alone (no date of its own) is not done without them; a moved one is moved again."""
    item = session.get(PlanItem, item_id) if item_id is not None else None
    if item is None or PlanItemStatus(item.status) is not PlanItemStatus.DONE or item.done_on is not None:
        return
    if not _is_held(session, item_id):
        is_moved = item.postponed_to is not None and bool((item.reason or "").strip())
        item.status = PlanItemStatus.POSTPONED if is_moved else PlanItemStatus.PLANNED


def _is_held(session: Session, item_id: int | None) -> bool:
    """Whether an event of the item has begun; one without a time begins with its day."""
    held = session.connection().exec_driver_sql(
        "SELECT count(*) FROM event WHERE plan_item_id = ? AND held_on || 'T' || coalesce(starts_at, '00:00') <= ?",
        (item_id, local_minute(session.info["now"])),
    )
    return bool(held.scalar_one())


def _has_begun(session: Session, event: Event) -> bool:
    return f"{event.held_on}T{event.starts_at or '00:00'}" <= local_minute(session.info["now"])


def _of_marks(session: Session, event_id: int, column: str) -> list[str]:
    kept = session.connection().exec_driver_sql(
        f"SELECT DISTINCT {column} FROM attendance WHERE event_id = ? AND {column} IS NOT NULL", (event_id,)
    )
    return [value for (value,) in kept]


def _refuse_unfit(mode: Mode, states: Iterable[Presence]) -> None:
    unfit = set(states) - set(marks_of(mode))
    if unfit:
        word = WORDS[min(unfit)]
        raise UserError(
            f"Мероприятие проходит {mode.label}, отметка «{word}» ему не подходит.",
            "Исправьте отметки или форму проведения.",
        )


def _refuse_longer(duration_min: int, minutes: Iterable[object]) -> None:
    spent = [int(str(each)) for each in minutes if each is not None]
    if any(each > duration_min for each in spent):
        raise UserError(f"Мероприятие длилось {duration_min} мин, а отмечено больше.", "Исправьте минуты у человека.")
    if any(each < 1 for each in spent):
        raise UserError("Минут присутствия должно быть больше нуля.", "Отметьте отсутствие или исправьте минуты.")


def _refuse_undescribed(held_on: date, marks: Iterable[Mark]) -> None:
    for mark in marks:
        if mark.state is not Presence.MADE_UP:
            continue
        if mark.makeup_on is None or not (mark.makeup_form or "").strip():
            raise UserError("У отработки нет даты или формы.", "Укажите, когда и как человек отработал занятие.")
        if mark.makeup_on < held_on:
            raise UserError("Отработка записана раньше самого занятия.", "Исправьте дату отработки.")
