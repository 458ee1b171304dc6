"""The event log: what was held, with whom, and who came."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from models.commands.store import add, found, known_links, values
from models.database import Actor, Database
from models.errors import UserError
from models.identity import stamp
from models.rows.codes import Mode, PlanItemStatus, Presence
from models.rows.events import EventDraft, Mark
from models.rules.attendance import marks_of
from models.schema.events import Event
from models.schema.plans import PlanItem

_LINKS = ("co_leader_ids", "stream_ids", "function_ids")
_OPEN = (PlanItemStatus.PLANNED, PlanItemStatus.IN_PROGRESS)


def record_event(db: Database, draft: EventDraft, *, actor: Actor) -> int:
    """Write an event down; its plan item, if still open and the day has come, becomes «выполнено»."""
    with known_links(), db.writing(action="Мероприятие записано", actor=actor) as session:
        event_id = add(session, Event(uid=db.new_uid(), **values(draft, without=_LINKS)))
        _link(session, event_id, draft)
        _close_item(session, draft.plan_item_id, db.today())
        return event_id


def change_event(db: Database, event_id: int, draft: EventDraft, *, actor: Actor) -> None:
    """Change an event, marks stay; refuses a form or a duration that existing marks do not fit.

    A plan item that the event no longer fulfils opens again, the one it fulfils now becomes «выполнено».
    """
    with known_links(), db.writing(action="Мероприятие изменено", actor=actor) as session:
        event = found(session, Event, event_id, "Этого мероприятия нет.")
        former = event.plan_item_id if event.held_on <= db.today() else None
        _refuse_unfit(draft.mode, (Presence(state) for state in _of_marks(session, event_id, "state")))
        _refuse_longer(draft.duration_min, _of_marks(session, event_id, "minutes"))
        event.sqlmodel_update(values(draft, without=_LINKS))
        session.flush()
        _link(session, event_id, draft)
        _close_item(session, draft.plan_item_id, db.today())
        _open_item(session, former, db.today())


def remove_event(db: Database, event_id: int, *, actor: Actor) -> None:
    """Take an event out of the log with its marks; «Вернуть» brings both back.

    A plan item that was done by this event alone opens again.
    """
    with db.writing(action="Мероприятие убрано", actor=actor) as session:
        event = found(session, Event, event_id, "Этого мероприятия нет.")
        former = event.plan_item_id if event.held_on <= db.today() else None
        session.delete(event)
        session.flush()
        _open_item(session, former, db.today())


def mark_attendance(db: Database, event_id: int, marks: Sequence[Mark], *, actor: Actor) -> None:
    """Set marks of a whole event in one action; people not named keep the marks they have.

    Raises UserError, storing nothing, for an unknown person, a mark the event's mode does not take, minutes beyond
    the event's, and an отработка without its date and form or before the event.
    """
    with known_links(), db.writing(action="Посещение отмечено", actor=actor) as session:
        event = found(session, Event, event_id, "Этого мероприятия нет.")
        _refuse_unfit(Mode(event.mode), (mark.state for mark in marks))
        _refuse_longer(event.duration_min, (mark.minutes for mark in marks))
        _refuse_undescribed(event.held_on, marks)
        now, author = stamp(session.info["now"]), session.info["author_id"]
        if marks:
            lines = json.dumps([_line(mark) for mark in marks], ensure_ascii=False)
            said = {"event_id": event_id, "marks": lines, "now": now, "author_id": author}
            session.connection().execute(text(_UPSERT), said)


def clear_marks(db: Database, event_id: int, person_ids: Sequence[int], *, actor: Actor) -> None:
    """Take people's marks at an event away: they were not expected."""
    with db.writing(action="Отметки сняты", actor=actor) as session:
        found(session, Event, event_id, "Этого мероприятия нет.")
        if person_ids:
            session.connection().exec_driver_sql(
                "DELETE FROM attendance WHERE event_id = ? AND person_id = ?",
                [(event_id, person_id) for person_id in person_ids],
            )


def set_guests(db: Database, event_id: int, guests: int, *, actor: Actor) -> None:
    """Say how many people without names came; refuses a negative number."""
    if guests < 0:
        raise UserError("Гостей не может быть меньше нуля.", "Исправьте число гостей.")
    with db.writing(action="Число гостей указано", actor=actor) as session:
        found(session, Event, event_id, "Этого мероприятия нет.").total_external = guests


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
    _relink(session, event_id, "event_leader.person_id", set(draft.co_leader_ids) - {draft.leader_id})
    _relink(session, event_id, "event_stream.stream_id", set(draft.stream_ids))
    _relink(session, event_id, "event_function.function_id", set(draft.function_ids))


def _relink(session: Session, event_id: int, place: str, wanted: set[int]) -> None:
    table, _, column = place.partition(".")
    connection = session.connection()
    found_rows = connection.exec_driver_sql(f"SELECT {column} FROM {table} WHERE event_id = ?", (event_id,))
    linked = {int(id_) for (id_,) in found_rows}
    for id_ in sorted(linked - wanted):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE event_id = ? AND {column} = ?", (event_id, id_))
    for id_ in sorted(wanted - linked):
        connection.exec_driver_sql(f"INSERT INTO {table} (event_id, {column}) VALUES (?, ?)", (event_id, id_))


def _close_item(session: Session, item_id: int | None, today: date) -> None:
    item = session.get(PlanItem, item_id) if item_id is not None else None
    if item is not None and item.status in _OPEN and _is_held(session, item_id, today):
        item.status = PlanItemStatus.DONE


def _open_item(session: Session, item_id: int | None, today: date) -> None:
    """An item done by its events alone (no date of its own) is not done without them."""
    item = session.get(PlanItem, item_id) if item_id is not None else None
    if item is None or PlanItemStatus(item.status) is not PlanItemStatus.DONE or item.done_on is not None:
        return
    if not _is_held(session, item_id, today):
        item.status = PlanItemStatus.PLANNED


def _is_held(session: Session, item_id: int | None, today: date) -> bool:
    held = session.connection().exec_driver_sql(
        "SELECT count(*) FROM event WHERE plan_item_id = ? AND held_on <= ?", (item_id, today.isoformat())
    )
    return bool(held.scalar_one())


def _of_marks(session: Session, event_id: int, column: str) -> list[str]:
    kept = session.connection().exec_driver_sql(
        f"SELECT DISTINCT {column} FROM attendance WHERE event_id = ? AND {column} IS NOT NULL", (event_id,)
    )
    return [value for (value,) in kept]


def _refuse_unfit(mode: Mode, states: Iterable[Presence]) -> None:
    unfit = set(states) - set(marks_of(mode))
    if unfit:
        word = min(unfit).label
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
