"""What taking an accepted list back comes to: «Загрузки» says it beforehand, `undo_batch` does just that."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from models import inverse, log
from models.inverse import LoggedChange
from models.queries.consents import may_be_kept
from models.rules.person_words import FIELDS

Keys = set[tuple[str, str]]

CARD_TABLES = ("person", "person_restricted")
"""Tables that a person's card is made of."""

_EDITED = "карточку с тех пор меняли"
_NAME = frozenset({"last_name", "first_name", "patronymic", "name_key"})
"""Columns of a card that go back together or not at all."""
_OF_THE_WRITING = frozenset({"updated_at", "author_id"})
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


def batch_undo(connection: Connection, batch_id: int, action_id: int, *, today: date) -> BatchUndo:
    """Look through what the list of a batch, written by an action, left in the database; nothing is changed.

    `today` tells which consents are in force.
    """
    changes = tuple(inverse.changes_of(connection, action_id))
    touched = inverse.keys_changed_after(connection, action_id)
    people = {int(id_) for (id_,) in connection.exec_driver_sql("SELECT id FROM person")}
    added = [id_ for id_ in inverse.ids_added(changes, "person") if id_ in people]
    places, held, studying = _places(connection, changes, touched)
    applications, used = _applications(connection, changes, touched)
    stay = _reasons_to_stay(connection, action_id, added, touched, batch_id, held=held)
    gone = tuple(id_ for id_ in added if id_ not in stay)
    former, kept_cards = _former(connection, changes, touched, today=today)
    closed = [id_ for id_ in inverse.ids_added(changes, "person_restricted") if id_ in people and id_ not in added]
    edited = {id_ for id_ in closed if ("person_restricted", f"[{id_}]") in touched}
    bare = tuple(id_ for id_ in closed if id_ not in edited)
    consents, kept_papers = _papers(connection, changes, touched, besides=set(added), former=former, bare=bare)
    kept = kept_papers | kept_cards | dict.fromkeys(edited, _EDITED) | dict.fromkeys(studying | used, _STUDYING) | stay
    return BatchUndo(
        changes=changes,
        touched=touched,
        gone=gone,
        former=(*former, *applications.values()),
        bare=bare,
        consents=consents,
        enrollments=tuple(id_ for id_, person_id in places.items() if person_id not in stay),
        leaving=(frozenset(places.values()) | applications.keys()) - set(added),
        kept={id_: reason for id_, reason in kept.items() if id_ in people},
    )


def _applications(
    connection: Connection, changes: Collection[LoggedChange], touched: Keys
) -> tuple[dict[int, LoggedChange], set[int]]:
    """Person → her application that the list answered and that is one again; whose place was used or changed since."""
    answered = {change.pk: change for change in changes if change.table == "enrollment" and change.op == "U"}
    marked = _marked(connection)
    again: dict[int, LoggedChange] = {}
    used: set[int] = set()
    for id_, person_id in _holders(connection).items():
        pk = f"[{id_}]"
        if pk not in answered:
            continue
        if ("enrollment", pk) in touched or id_ in marked:
            used.add(person_id)
        else:
            again[person_id] = answered[pk]
    return again, used


def _marked(connection: Connection) -> set[int]:
    """Enrolments whose people have marks at events of their stream."""
    marked = connection.exec_driver_sql(
        "SELECT n.id FROM enrollment AS n JOIN event_stream AS l ON l.stream_id = n.stream_id "
        "JOIN attendance AS a ON a.event_id = l.event_id AND a.person_id = n.person_id"
    )
    return {int(id_) for (id_,) in marked}


def _holders(connection: Connection) -> dict[int, int]:
    """Enrolment → person."""
    found = connection.exec_driver_sql("SELECT id, person_id FROM enrollment")
    return {int(id_): int(person_id) for id_, person_id in found}


def _places(
    connection: Connection, changes: Collection[LoggedChange], touched: Keys
) -> tuple[dict[int, int], set[int], set[int]]:
    """Enrolment → person of those the list made and nothing stands on; who is in a stream besides; who by the list."""
    added = set(inverse.ids_added(changes, "enrollment"))
    used = {id_ for id_ in added if ("enrollment", f"[{id_}]") in touched} - _only_moved(connection, added)
    used = used.union(*inverse.references(connection, "enrollment", added).values())
    used |= _marked(connection) & added
    holders = _holders(connection)
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
    connection: Connection,
    action_id: int,
    added: Collection[int],
    touched: Keys,
    batch_id: int,
    *,
    held: Collection[int],
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
    for table in CARD_TABLES:
        for id_ in added:
            pk = f"[{id_}]"
            if (table, pk) in touched:
                was = _left_by(connection, action_id, table, pk)
                reasons[id_] = _told(table, _edited(_row_now(connection, table, pk), was))
    used = inverse.references(connection, "person", added, besides=("consent", "person_restricted", "enrollment"))
    used = {**used, "enrollment": wanted.intersection(held)}
    strength = list(_USES)
    for table in sorted(used, key=lambda table: strength.index(table) if table in _USES else -1):
        reasons |= dict.fromkeys(used[table], _USES.get(table, _USED))
    return reasons


def _former(
    connection: Connection, changes: Collection[LoggedChange], touched: Keys, *, today: date
) -> tuple[tuple[LoggedChange, ...], dict[int, str]]:
    """The rows that get their former values, and the cards that do not, or not in every field.

    What was changed by hand since stays field by field, a name as a whole. Restricted fields whose former consent has
    been withdrawn meanwhile do not come back.
    """
    former: list[LoggedChange] = []
    kept: dict[int, str] = {}
    for change in changes:
        if change.op != "U" or change.table not in (*CARD_TABLES, "organization", "consent"):
            continue
        reason = ""
        if (change.table, change.pk) in touched:
            now = _row_now(connection, change.table, change.pk)
            edited = _edited(now, change.new)
            reason = _told(change.table, edited)
            if change.table == "person" and (again := _without(change, now, edited)) is not None:
                former.append(again)
        elif change.table == "person_restricted" and not may_be_kept(
            connection, json.loads(change.old or "{}"), today=today
        ):
            reason = _CONSENT_OVER
        elif change.table == "consent" and _kept_under(connection, change) & touched:
            # Closed fields written since may stand on what the list added to the sheet.
            kept[int(json.loads(change.new or "{}")["person_id"])] = reason = _CONSENT_NEEDED
        if not reason:
            former.append(change)
        elif change.table in CARD_TABLES:
            kept[int(str(inverse.key_of(change)[0]))] = reason
    return tuple(former), kept


def _row_now(connection: Connection, table: str, pk: str | None) -> dict[str, object]:
    """A row as it stands, empty for one that is gone."""
    return json.loads(inverse.current_row(connection, log.table_shape(connection, table), pk or "[]") or "{}")


def _left_by(connection: Connection, action_id: int, table: str, pk: str) -> str | None:
    """A row as an action left it: what the first later entry of the row holds as its old side."""
    sql = "SELECT old FROM change WHERE table_name = ? AND pk = ? AND action_id > ? ORDER BY id LIMIT 1"
    return connection.exec_driver_sql(sql, (table, pk, action_id)).scalar()


def _edited(now: Mapping[str, object], left: str | None) -> frozenset[str]:
    """The columns that no longer hold what the list left in them."""
    was: dict[str, object] = json.loads(left or "{}")
    edited = frozenset(name for name in was if name in now and now[name] != was[name]) - _OF_THE_WRITING
    return edited | _NAME if edited & _NAME else edited


def _without(change: LoggedChange, now: Mapping[str, object], edited: Collection[str]) -> LoggedChange | None:
    """The change with only those columns to go back that nobody has edited since; None where there are none."""
    before: dict[str, object] = json.loads(change.old or "{}")
    left: dict[str, object] = json.loads(change.new or "{}")
    back = {
        name: value
        for name, value in before.items()
        if name in now and value != left.get(name) and name not in edited and name not in _OF_THE_WRITING
    }
    return change._replace(old=json.dumps({**now, **back})) if back else None


def _told(table: str, edited: Collection[str]) -> str:
    """«карточку с тех пор меняли: должность, телефон»."""
    words = [word for name, word in FIELDS.get(table, {}).items() if name in edited]
    return f"{_EDITED}: {', '.join(words)}" if words else _EDITED


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
    added = inverse.ids_added(changes, "consent")
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


def _kept_under(connection: Connection, consent: LoggedChange) -> Keys:
    """The rows of closed fields that are kept under a sheet."""
    under = connection.exec_driver_sql(
        "SELECT person_id FROM person_restricted WHERE consent_id = ?", inverse.key_of(consent)
    )
    return {("person_restricted", f"[{id_}]") for id_ in under.scalars()}
