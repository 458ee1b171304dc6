"""An approved report kept as canonical JSON: figures, rows and texts as they were printed, and the records behind them.

Records carry codes in place of people's names. A text with line breaks or tabs is kept in pieces: after an escaped sign
a name at the beginning of a line would not be found when a person's data are destroyed (152-ФЗ).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Annotated, Any, NamedTuple, cast

from pydantic import Field, TypeAdapter

from models.errors import UserError
from models.rows.report import ReportData
from models.rows.report_records import PersonRecord, ReportRecords
from models.rules.person_code import person_code

SCHEMA = 1
_BREAKS = re.compile(r"([\n\t])")


class Rewritten(NamedTuple):
    """What an act about somebody's data did to an approved report."""

    on: date
    act: str
    files: dict[str, str]
    """Ending → SHA-256 of the file that named the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSnapshot:
    """A report as it was approved by the action `approved_by` of the log."""

    schema: Annotated[int, Field(ge=1)] = SCHEMA
    approved_by: int
    data: ReportData
    records: ReportRecords
    rewritten: tuple[Rewritten, ...] = ()


def snapshot_text(snapshot: ReportSnapshot) -> str:
    """Canonical JSON: the same report is the same text."""
    return json.dumps(_plain(snapshot), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_snapshot(text: str) -> ReportSnapshot:
    """What was approved; raises UserError for a snapshot that a newer program wrote."""
    kept: dict[str, object] = json.loads(text)
    if kept["schema"] != SCHEMA:
        raise UserError("Этот отчёт утверждён в более новой версии программы.", "Обновите программу и откройте снова.")
    return _adapter().validate_python(_whole(kept))


def nameless(records: ReportRecords) -> ReportRecords:
    """The same records with codes in place of names."""
    return replace(records, people=tuple(PersonRecord(each.id, person_code(each.id)) for each in records.people))


def named(records: ReportRecords, names: Mapping[int, str]) -> ReportRecords:
    """The same records with the names of today, where there are any."""
    return replace(
        records, people=tuple(PersonRecord(each.id, names.get(each.id, each.name)) for each in records.people)
    )


@cache
def _adapter() -> TypeAdapter[ReportSnapshot]:
    return TypeAdapter(ReportSnapshot)


def _plain(value: object) -> object:
    """The value in what JSON knows: rows of records as lists, everything else by name."""
    if isinstance(value, ReportRecords):
        return {each.name: [_listed(row) for row in getattr(value, each.name)] for each in fields(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        row = cast("Any", value)
        return _plain(row._asdict()) if hasattr(row, "_asdict") else [_plain(each) for each in row]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in cast("Mapping[str, object]", value).items()}
    return _simple(value)


def _listed(value: object) -> object:
    return [_listed(each) for each in cast("tuple[object, ...]", value)] if isinstance(value, tuple) else _simple(value)


def _simple(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and _BREAKS.search(value):
        return {"text": _BREAKS.split(str(value))}
    return value


def _whole(value: object) -> object:
    """The kept value with its texts in one piece."""
    if isinstance(value, dict):
        kept = cast("dict[str, object]", value)
        if list(kept) == ["text"] and isinstance(kept["text"], list):
            return "".join(cast("list[str]", kept["text"]))
        return {key: _whole(each) for key, each in kept.items()}
    return [_whole(each) for each in cast("list[object]", value)] if isinstance(value, list) else value
