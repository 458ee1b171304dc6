"""What became of a person's card, from the log; a merged card brings its own history along."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.identity import VLADIVOSTOK
from models.queries.fetch import number, rows
from models.queries.linked_names import linked_names
from models.queries.short_name import SHORT_NAME, WHO
from models.queries.turned_back import TURNED_BACK
from models.rows.person_history import PersonHistoryEntry
from models.rows.plan_history import HistoryRecord
from models.rules.change_words import Names, Row
from models.rules.person_words import LINKED_TABLES, word_changes

_TITLES = {"organization": "t.short_name"}
_OF_THE_PERSON = ("consent", "enrollment", "person_restricted", "role_assignment")

_RECORDS = {
    "consent": ("согласие внесено", "согласие изменено", "согласие убрано"),
    "enrollment": ("место в потоке", "место в потоке изменено", "место в потоке убрано"),
    "requirement_override": (
        "решение по требованию",
        "решение по требованию изменено",
        "решение по требованию отменено",
    ),
    "person_restricted": ("закрытые данные внесены", "закрытые данные изменены", "закрытые данные убраны"),
    "role_assignment": ("роль в команде", "роль в команде изменена", "роль в команде убрана"),
}
"""Words for a row added, changed, removed."""

_LISTED = """
    SELECT c.id, c.action_id, c.table_name, c.op, c.pk, c.old, c.new
    FROM change AS c
    WHERE c.table_name = '{table}' AND c.op = 'L' AND EXISTS (
        SELECT 1 FROM json_each(c.new) AS k WHERE json_extract(k.value, '$[0]') IN (SELECT id FROM {mine}))
"""
_CHANGES = f"""
WITH RECURSIVE
{TURNED_BACK},
cards AS (SELECT :person AS id UNION SELECT former_id FROM person_alias WHERE person_id = :person),
consents AS (SELECT id FROM consent WHERE person_id = :person),
places AS (SELECT id FROM enrollment WHERE person_id = :person),
mine AS (
    SELECT c.id, c.action_id, c.table_name, c.op, c.pk, c.old, c.new
    FROM change AS c
    WHERE c.table_name = 'person' AND c.pk IN (SELECT json_array(id) FROM cards)
    UNION ALL
    SELECT c.id, c.action_id, c.table_name, c.op, c.pk, c.old, c.new
    FROM change AS c
    WHERE c.table_name IN ({", ".join(f"'{table}'" for table in _OF_THE_PERSON)}) AND c.op <> 'L'
      AND json_extract(coalesce(c.new, c.old), '$.person_id') IN (SELECT id FROM cards)
    UNION ALL
    SELECT c.id, c.action_id, c.table_name, c.op, c.pk, c.old, c.new
    FROM change AS c
    WHERE c.table_name = 'requirement_override' AND c.op <> 'L'
      AND json_extract(coalesce(c.new, c.old), '$.enrollment_id') IN (SELECT id FROM places)
    UNION ALL {_LISTED.format(table="person", mine="cards")}
    UNION ALL {_LISTED.format(table="consent", mine="consents")}
    UNION ALL {_LISTED.format(table="enrollment", mine="places")}
    UNION ALL {_LISTED.format(table="person_restricted", mine="cards")}
)
SELECT a.id, a.at,
       coalesce(
           (SELECT {SHORT_NAME.format("p")} FROM person AS p WHERE p.id = {WHO.format("a.actor_id")}), 'руководитель'),
       a.label, mine.table_name, mine.op, mine.pk, mine.old, mine.new
FROM mine JOIN action AS a ON a.id = mine.action_id
WHERE a.inverts_id IS NULL AND a.id NOT IN (SELECT id FROM gone)
ORDER BY a.id DESC, mine.id
"""


class _Change(NamedTuple):
    action_id: int
    at: str
    actor: str
    label: str
    table: str
    op: str
    pk: str | None
    old: str | None
    new: str | None


def person_history(db: Database, person_id: int) -> tuple[PersonHistoryEntry, ...]:
    """Everything that was done to the card, its consents, places in streams and roles, the newest first.

    What was undone is left out; the cards that were merged into this one tell theirs here. Raises UserError when the
    person is gone.
    """
    with db.reading() as session:
        if not number(session, "SELECT count(*) FROM person WHERE id = :person", person=person_id):
            raise UserError("Этой карточки уже нет.", "Обновите список: запись могли убрать.")
        changes = rows(session, _Change, _CHANGES, person=person_id)
        names = linked_names(session, LINKED_TABLES, _TITLES)
    return tuple(
        entry
        for _, group in groupby(changes, key=lambda change: change.action_id)
        if (entry := _entry(list(group), person_id, names)).records
    )


def _entry(changes: Sequence[_Change], person_id: int, names: Names) -> PersonHistoryEntry:
    first = changes[0]
    at = datetime.fromisoformat(first.at).astimezone(VLADIVOSTOK)
    return PersonHistoryEntry(at, first.actor, first.label, tuple(_records(changes, person_id, names)))


def _records(changes: Sequence[_Change], person_id: int, names: Names) -> Iterator[HistoryRecord]:
    """What the action changed; a row that merely changed hands with a merge tells nothing."""
    for change in changes:
        title = _title(change, person_id)
        if change.op == "L":
            yield HistoryRecord(title, ())
            continue
        found = word_changes(change.table, _row(change.old), _row(change.new), names)
        if found or change.op != "U":
            yield HistoryRecord(title, found)


def _title(change: _Change, person_id: int) -> str:
    step = {"I": 0, "L": 0, "U": 1, "D": 2}[change.op]
    if change.table != "person":
        return _RECORDS[change.table][step]
    if change.pk is None or change.pk == f"[{person_id}]":
        return ("карточка заведена", "карточка изменена", "карточка убрана")[step]
    return ("прежняя карточка заведена", "прежняя карточка изменена", "прежняя карточка объединена с этой")[step]


def _row(text: str | None) -> Row:
    found: Mapping[str, object] = json.loads(text) if text else {}
    return found
