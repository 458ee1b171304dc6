"""What became of a plan, from the log: states, amendments with their reasons, lines moved and cancelled."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.identity import VLADIVOSTOK, local_date
from models.queries.fetch import number, rows
from models.queries.linked_names import linked_names
from models.queries.paper_names import PAPER_SHORT_NAME
from models.queries.short_name import WHO
from models.queries.turned_back import TURNED_BACK
from models.rows.codes import PlanItemStatus
from models.rows.plan_history import HistoryKind, HistoryRecord, PlanHistoryEntry, WordChange
from models.rules.change_words import Names, Row
from models.rules.plan_words import LINKED_TABLES, word_changes

_MOVED = (PlanItemStatus.POSTPONED.value, PlanItemStatus.CANCELLED.value)
_TITLES = {"person": PAPER_SHORT_NAME.format("t")}

_CHANGES = f"""
WITH RECURSIVE
{TURNED_BACK},
mine AS (
    SELECT c.id, c.action_id, c.table_name, c.op, c.old, c.new
    FROM change AS c
    WHERE c.table_name = 'plan' AND c.pk = json_array(:plan)
    UNION ALL
    SELECT c.id, c.action_id, c.table_name, c.op, c.old, c.new
    FROM change AS c
    WHERE c.table_name = 'plan_item' AND json_extract(coalesce(c.new, c.old), '$.plan_id') = :plan
    UNION ALL
    SELECT c.id, c.action_id, c.table_name, c.op, c.old, c.new
    FROM plan_amendment AS m JOIN change AS c ON c.action_id = m.action_id
    WHERE m.plan_id = :plan AND c.table_name = 'plan_item_task'
    UNION ALL
    SELECT c.id, c.action_id, 'merged', c.op, c.old, c.new
    FROM change AS c
    WHERE c.table_name = 'plan' AND c.op = 'U'
      AND json_extract(c.old, '$.parent_id') IS NOT json_extract(c.new, '$.parent_id')
      AND :plan IN (json_extract(c.old, '$.parent_id'), json_extract(c.new, '$.parent_id'))
)
SELECT a.id, a.at,
       coalesce(
           (SELECT {PAPER_SHORT_NAME.format("p")} FROM person AS p WHERE p.id = {WHO.format("a.actor_id")}),
           'руководитель'),
       a.label, (SELECT m.reason FROM plan_amendment AS m WHERE m.action_id = a.id AND m.plan_id = :plan),
       mine.table_name, mine.op, mine.old, mine.new
FROM mine JOIN action AS a ON a.id = mine.action_id
WHERE a.inverts_id IS NULL AND a.id NOT IN (SELECT id FROM gone)
ORDER BY a.id, mine.id
"""
"""Logged changes of the plan and its lines; an action that was undone (and not repeated) never happened."""


class _Change(NamedTuple):
    action_id: int
    at: str
    actor: str
    label: str
    reason: str | None
    table: str
    op: str
    old: str | None
    new: str | None


def plan_history(db: Database, plan_id: int) -> tuple[PlanHistoryEntry, ...]:
    """The plan's life in order: begun, discussed, agreed, approved, amended and why, moved, closed.

    What was typed into a draft and what was merely done tells nothing here. Raises UserError when the plan is gone.
    """
    with db.reading() as session:
        if not number(session, "SELECT count(*) FROM plan WHERE id = :plan", plan=plan_id):
            raise UserError("Этого плана нет.", "Обновите список: запись могли убрать.")
        changes = rows(session, _Change, _CHANGES, plan=plan_id)
        names = linked_names(session, LINKED_TABLES, _TITLES)
    told = [
        entry
        for _, group in groupby(changes, key=lambda change: change.action_id)
        if (entry := _entry(list(group), names)) is not None
    ]
    return tuple(_joined(told))


def _entry(changes: Sequence[_Change], names: Names) -> PlanHistoryEntry | None:
    """The entry of one action, None where it tells nothing."""
    first = changes[0]
    kind = _kind(changes)
    if kind is None:
        return None
    at = datetime.fromisoformat(first.at).astimezone(VLADIVOSTOK)
    records = tuple(_records(changes, kind, names))
    return PlanHistoryEntry(at, kind, first.actor, first.label, first.reason or _reason(changes), records)


def _kind(changes: Sequence[_Change]) -> HistoryKind | None:
    if changes[0].reason is not None:
        return HistoryKind.AMENDMENT
    own = [change for change in changes if change.table == "plan"]
    if any(change.op == "I" for change in own):
        return HistoryKind.CREATED
    if any(_differs(change, "status") for change in own):
        return HistoryKind.STATE
    if own or any(change.table == "merged" for change in changes):
        return HistoryKind.CHANGED
    return HistoryKind.MOVED if any(_is_moved(change) for change in changes) else None


def _is_moved(change: _Change) -> bool:
    new = _row(change.new)
    return (
        change.table == "plan_item"
        and change.op == "U"
        and new["status"] in _MOVED
        and (_differs(change, "status") or _differs(change, "postponed_to"))
    )


def _reason(changes: Sequence[_Change]) -> str:
    return next((str(_row(change.new)["reason"]) for change in changes if _is_moved(change)), "")


def _records(changes: Sequence[_Change], kind: HistoryKind, names: Names) -> Iterator[HistoryRecord]:
    """What the action changed; the lines a plan was made with are counted by the plan, not told."""
    for change in changes:
        old, new = _row(change.old), _row(change.new)
        match change.table:
            case "plan" if change.op == "U":
                yield HistoryRecord("план", word_changes("plan", old, new, names))
            case "plan_item" if kind is not HistoryKind.CREATED:
                did = {"I": "добавлен", "U": "изменён", "D": "убран"}[change.op]
                title = (new or old)["title"]
                yield HistoryRecord(f"пункт «{title}» {did}", word_changes("plan_item", old, new, names))
            case "plan_item_task" if kind is not HistoryKind.CREATED:
                task = names["support_task"].get(int(str((new or old)["task_id"])), "запись убрана")
                yield HistoryRecord("задача пункта", (WordChange("задача", task if old else "", task if new else ""),))
            case "merged":
                did = "объединён с этим" if new["parent_id"] is not None else "отделён"
                yield HistoryRecord(f"план «{new['title']}» {did}", ())
            case _:
                pass


def _joined(entries: Sequence[PlanHistoryEntry]) -> Iterator[PlanHistoryEntry]:
    """Amendments that follow one another by one person on one day for one reason, put together."""

    def same(entry: PlanHistoryEntry) -> object:
        if entry.kind is not HistoryKind.AMENDMENT:
            return id(entry)
        return entry.actor, local_date(entry.at), entry.reason

    for _, group in groupby(entries, key=same):
        together = list(group)
        first = together[0]
        if len(together) == 1:
            yield first
            continue
        records = tuple(record for entry in together for record in entry.records)
        yield PlanHistoryEntry(first.at, first.kind, first.actor, "План изменён", first.reason, records)


def _differs(change: _Change, field: str) -> bool:
    return change.op == "U" and _row(change.old)[field] != _row(change.new)[field]


def _row(text: str | None) -> Row:
    found: Mapping[str, object] = json.loads(text) if text else {}
    return found
