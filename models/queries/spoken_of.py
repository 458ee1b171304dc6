"""Texts in which a person who withdrew her consent was written down by hand: on paper her code stands there (152-ФЗ).

The columns that link to a person go by models/queries/paper_names.py; this sees to titles, results and minutes.
"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from models.database import Database
from models.queries.fetch import Source, rows
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.person_traces import cards_of, identities
from models.rules.mentions import Identity, Mention, Traces, mentions_in, replaced, traces_of
from models.rules.person_code import person_code

P = ParamSpec("P")
T = TypeVar("T")

_PHONE = re.compile(r"(?:\d\D{0,3}){10}")


class _Id(NamedTuple):
    id: int


class _Name(NamedTuple):
    last_name: str
    first_name: str
    patronymic: str


class _Withdrawn(NamedTuple):
    """Somebody whose name must not leave, and those who may be named and are called alike."""

    code: str
    traces: Traces
    namesakes: tuple[Traces, ...]


def speaks_by_code(
    read: Callable[Concatenate[Database, P], T],
) -> Callable[Concatenate[Database, P], T]:
    """Let a query for a paper give codes in place of the people who withdrew, in whatever text they are named."""

    @wraps(read)
    def told(db: Database, /, *args: P.args, **kwargs: P.kwargs) -> T:
        paper = read(db, *args, **kwargs)
        with db.reading() as session:
            return told_by_code(session, paper)

    return told


def told_by_code(session: Source, paper: T) -> T:
    """The same inside an open snapshot: the paper with codes in place of those people."""
    withdrawn = _withdrawn(session)
    return cast("T", _told(paper, _speaker(withdrawn))) if withdrawn else paper


def _withdrawn(session: Source) -> list[_Withdrawn]:
    gone = rows(
        session,
        _Id,
        f"SELECT p.id FROM person AS p WHERE p.pd_state IN ('active', 'blocked') AND NOT {MAY_BE_NAMED.format('p')}",
    )
    if not gone:
        return []
    connection = session.connection()
    others = rows(
        session,
        _Name,
        f"SELECT p.last_name, p.first_name, coalesce(p.patronymic, '') FROM person AS p "
        f"WHERE {MAY_BE_NAMED.format('p')}",
    )
    found: list[_Withdrawn] = []
    for each in gone:
        traces = traces_of(identities(connection, cards_of(connection, each.id)))
        alike = [other for other in others if other.last_name.casefold().replace("ё", "е") in traces.last]
        found.append(_Withdrawn(person_code(each.id), traces, tuple(traces_of([Identity(*one)]) for one in alike)))
    return found


def _speaker(withdrawn: list[_Withdrawn]) -> Callable[[str], str]:
    """What says a text without them; one look tells most texts that name nobody."""
    needles = sorted({needle for each in withdrawn for needle in each.traces.needles})
    may_name = re.compile("|".join(map(re.escape, needles)))

    def speak(text: str) -> str:
        if not may_name.search(text.casefold().replace("ё", "е")) and not _PHONE.search(text):
            return text
        for person in withdrawn:
            found = [each for each in mentions_in(text, person.traces) if each.certain]
            if found:
                rivals = [other for traces in person.namesakes for other in mentions_in(text, traces) if other.certain]
                text = replaced(text, [each for each in found if not _is_of_one(each, rivals)], person.code)
        return text

    return speak


def _is_of_one(mention: Mention, rivals: list[Mention]) -> bool:
    """Whether the words name, as well or better, somebody who may be named."""
    return any(other.start <= mention.start and other.end >= mention.end for other in rivals)


def _told(value: object, speak: Callable[[str], str]) -> object:
    """The same rows with every text in them spoken anew."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return speak(value)
    if isinstance(value, tuple):
        row = cast("Any", value)
        parts = [_told(each, speak) for each in row]
        return row._make(parts) if hasattr(row, "_make") else tuple(parts)
    if isinstance(value, list):
        return [_told(each, speak) for each in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: _told(each, speak) for key, each in cast("dict[object, object]", value).items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    named = {each.name: _told(getattr(value, each.name), speak) for each in fields(value) if each.init}
    return replace(cast("Any", value), **named)
