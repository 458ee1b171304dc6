"""What taking an accepted list back comes to: «Загрузки» says it beforehand, `undo_batch` does just that."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from models import inverse, log
from models.inverse import LoggedChange

Keys = set[tuple[str, str]]

CARD_TABLES = ("person", "person_restricted")
"""Tables that a person's card is made of."""

_EDITED = "карточку с тех пор меняли"
_OTHER_CONSENTS = "есть другие согласия"
_CONSENT_EDITED = "согласие с тех пор меняли"
_CONSENT_NEEDED = "на согласие из списка опираются другие записи"
_CONSENT_OVER = "прежнее согласие больше не действует"
_USED = "есть в других записях"
_STUDYING = "учится в потоке"
_MOVES_WITH_THE_STREAM = frozenset({"enrolled_on", "updated_at", "author_id"})
"""Columns of an enrolment that a new first day of its stream changes."""
_USES = {
    "person_alias": "карточку объединяли с другой",
    "plan": "ведёт план",
    "plan_item": "отвечает за пункт плана",
    "product_author": "есть среди авторов продукта",
    "event": "проводит мероприятие",
    "event_leader": "проводит мероприятие",
    "stream": "ведёт поток",
    "attendance": "есть отметки посещения",
    "enrollment": _STUDYING,
    "role_assignment": "есть роль в команде",
}
"""Words for what holds a card, by the table that points to it, the strongest last."""


@dataclass(frozen=True, slots=True)
class BatchUndo:
    """Which rows go and which get their former values, and who stays as she is, with the reason in words."""

    changes: tuple[LoggedChange, ...]
    """Everything the list changed."""
    touched: Keys
    """(table, key as JSON) of the rows that are no longer what the list left."""
    gone: tuple[int, ...]
    """People who came with the list and go with their papers."""
    former: tuple[LoggedChange, ...]
    """Rows that get their former values."""
    bare: tuple[int, ...]
    """People of before whose closed fields came with the list and go."""
    consents: tuple[int, ...]
    """Consents of people of before that go."""
    enrollments: tuple[int, ...]
    """Enrolments that the list made and that go."""
    leaving: frozenset[int]
    """People of before who leave the stream the list put them into."""
    kept: Mapping[int, str]
    """Person → why she stays."""

    @property
    def restored(self) -> int:
        """How many cards get their former values."""
        return sum(change.table == "person" for change in self.former)


def batch_undo(connection: Connection, batch_id: int, action_id: int) -> BatchUndo:
    """Look through what the list of a batch, written by an action, left in the database; nothing is changed."""
    changes = tuple(inverse.changes_of(connection, action_id))
    touched = inverse.keys_changed_after(connection, action_id)
    people = {int(id_) for (id_,) in connection.exec_driver_sql("SELECT id FROM person")}
    added = [id_ for id_ in _ids(changes, "person") if id_ in people]
    places, held, studying = _places(connection, changes, touched)
    stay = _reasons_to_stay(connection, added, touched, batch_id, held=held)
    gone = tuple(id_ for id_ in added if id_ not in stay)
    former, kept_cards = _former(connection, changes, touched)
    closed = [id_ for id_ in _ids(changes, "person_restricted") if id_ in people and id_ not in added]
    edited = {id_ for id_ in closed if ("person_restricted", f"[{id_}]") in touched}
    bare = tuple(id_ for id_ in closed if id_ not in edited)
    consents, kept_papers = _papers(connection, changes, touched, besides=set(added), former=former, bare=bare)
    kept = kept_papers | kept_cards | dict.fromkeys(edited, _EDITED) | dict.fromkeys(studying, _STUDYING) | stay
    return BatchUndo(
        changes=changes,
        touched=touched,
        gone=gone,
        former=former,
        bare=bare,
        consents=consents,
        enrollments=tuple(id_ for id_, person_id in places.items() if person_id not in stay),
        leaving=frozenset(places.values()) - set(added),
        kept={id_: reason for id_, reason in kept.items() if id_ in people},
    )


def _places(
    connection: Connection, changes: Collection[LoggedChange], touched: Keys
) -> tuple[dict[int, int], set[int], set[int]]:
    """Enrolment → person of those the list made and nothing stands on; who is in a stream besides; who by the list."""
    added = set(_ids(changes, "enrollment"))
    used = {id_ for id_ in added if ("enrollment", f"[{id_}]") in touched} - _only_moved(connection, added)
    used = used.union(*inverse.references(connection, "enrollment", added).values())
    marked = connection.exec_driver_sql(
        "SELECT n.id FROM enrollment AS n JOIN event_stream AS l ON l.stream_id = n.stream_id "
        "JOIN attendance AS a ON a.event_id = l.event_id AND a.person_id = n.person_id"
    )
    used |= {int(id_) for (id_,) in marked} & added
    holders = {
        int(id_): int(person) for id_, person in connection.exec_driver_sql("SELECT id, person_id FROM enrollment")
    }
    free = {id_: person_id for id_, person_id in holders.items() if id_ in added - used}
    held = {person_id for id_, person_id in holders.items() if id_ not in free}
    return free, held, {person_id for id_, person_id in holders.items() if id_ in used}


def _only_moved(connection: Connection, enrollments: Collection[int]) -> set[int]:
    """Those of these enrolments of which nothing but the first day changed: it moves with that of the stream."""
    shape = log.table_shape(connection, "enrollment")
    # The first later entry of a row holds, as its old side, what the list had left.
    left = connection.exec_driver_sql(
        "SELECT pk, old, min(id) FROM change WHERE table_name = 'enrollment' AND op = 'U' GROUP BY pk"
    ).all()
    moved: set[int] = set()
    for pk, old, _first in left:
        (id_,) = json.loads(pk)
        now = inverse.current_row(connection, shape, pk) if id_ in enrollments else None
        if now is not None and _without_first_day(now) == _without_first_day(old):
            moved.add(id_)
    return moved


def _without_first_day(row: str) -> dict[str, object]:
    return {name: value for name, value in json.loads(row).items() if name not in _MOVES_WITH_THE_STREAM}


def _reasons_to_stay(
    connection: Connection, added: Collection[int], touched: Keys, batch_id: int, *, held: Collection[int]
) -> dict[int, str]:
    """Who of the people that came with the list has been changed or used since, the strongest reason in words."""
    reasons: dict[int, str] = {}
    wanted = set(added)
    for consent_id, person_id, of_batch in connection.exec_driver_sql("SELECT id, person_id, batch_id FROM consent"):
        if person_id not in wanted:
            continue
        if of_batch != batch_id:
            reasons[person_id] = _OTHER_CONSENTS
        elif ("consent", f"[{consent_id}]") in touched:
            reasons.setdefault(person_id, _CONSENT_EDITED)
    reasons |= {id_: _EDITED for id_ in added for table in CARD_TABLES if (table, f"[{id_}]") in touched}
    used = inverse.references(connection, "person", added, besides=("consent", "person_restricted", "enrollment"))
    used = {**used, "enrollment": wanted.intersection(held)}
    strength = list(_USES)
    for table in sorted(used, key=lambda table: strength.index(table) if table in _USES else -1):
        reasons |= dict.fromkeys(used[table], _USES.get(table, _USED))
    return reasons


def _former(
    connection: Connection, changes: Collection[LoggedChange], touched: Keys
) -> tuple[tuple[LoggedChange, ...], dict[int, str]]:
    """The rows that get their former values, and the cards that do not.

    Restricted fields whose former consent has been withdrawn meanwhile do not come back.
    """
    former: list[LoggedChange] = []
    kept: dict[int, str] = {}
    for change in changes:
        if change.op != "U" or change.table not in (*CARD_TABLES, "organization", "consent"):
            continue
        reason = ""
        if (change.table, change.pk) in touched:
            reason = _EDITED
        elif change.table == "person_restricted" and not _is_in_force(connection, _former_consent(change)):
            reason = _CONSENT_OVER
        if not reason:
            former.append(change)
        elif change.table in CARD_TABLES:
            kept[int(str(inverse.key_of(change)[0]))] = reason
    return tuple(former), kept


def _papers(
    connection: Connection,
    changes: Collection[LoggedChange],
    touched: Keys,
    *,
    besides: Collection[int],
    former: Collection[LoggedChange],
    bare: Collection[int],
) -> tuple[tuple[int, ...], dict[int, str]]:
    """The consents that the list added to cards of before and that go, and the cards that keep theirs."""
    added = _ids(changes, "consent")
    needed = _needed_consents(connection, added, former=former, bare=bare)
    holders = {int(id_): int(person) for id_, person in connection.exec_driver_sql("SELECT id, person_id FROM consent")}
    go: list[int] = []
    kept: dict[int, str] = {}
    for consent_id in added:
        person_id = holders.get(consent_id)
        if person_id is None or person_id in besides:
            continue
        if ("consent", f"[{consent_id}]") in touched:
            kept[person_id] = _CONSENT_EDITED
        elif consent_id in needed:
            kept[person_id] = _CONSENT_NEEDED
        else:
            go.append(consent_id)
    return tuple(go), kept


def _needed_consents(
    connection: Connection, consents: Collection[int], *, former: Collection[LoggedChange], bare: Collection[int]
) -> set[int]:
    """Which of these consents something would still point to once the closed fields are as before the list."""
    fields = connection.exec_driver_sql("SELECT person_id, consent_id FROM person_restricted")
    under = {int(person_id): int(consent_id) for person_id, consent_id in fields}
    for change in former:
        if change.table == "person_restricted":
            under[int(str(inverse.key_of(change)[0]))] = _former_consent(change)
    for person_id in bare:
        under.pop(person_id, None)
    elsewhere = inverse.references(connection, "consent", consents, besides=("person_restricted",))
    return (set(under.values()) & set(consents)).union(*elsewhere.values())


def _former_consent(change: LoggedChange) -> int:
    return int(json.loads(change.old or "{}")["consent_id"])


def _is_in_force(connection: Connection, consent_id: int) -> bool:
    found_consent = connection.exec_driver_sql(
        "SELECT count(*) FROM consent WHERE id = ? AND withdrawn_on IS NULL AND destroyed_on IS NULL", (consent_id,)
    )
    return bool(found_consent.scalar_one())


def _ids(changes: Collection[LoggedChange], table: str) -> list[int]:
    return [int(str(id_)) for (id_,) in inverse.keys_added(changes, table)]
