"""Finding records by words: what Ctrl+K shows, and the quick search of people.

Every typed word must begin some word of the record, in any order; ё is е, the case does not matter. When nothing is
found so, the same keys in the other layout are tried, then words of four letters and more with one typo. A person is
found by a surname that she had before, too.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.database import Database
from models.queries.fetch import Source, number, rows
from models.queries.former_names import FormerName, former_names
from models.queries.near_words import Beginnings, known_words, may_be_mistyped, near_beginnings
from models.queries.short_name import FULL_NAME, SHORT_NAME
from models.rows.search import FoundGroup, RecordKind, SearchHit
from models.rules.clean import clean, fold
from models.rules.layouts import in_each_layout
from models.search import INDEX, KIND_BITS, kind_of, lines_of

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12
"""A pasted page is no question: the words after these are left out."""
_SHORTEST_NUMBER = 3
"""From so many digits on a typed word is looked for among the phones."""


def search(db: Database, typed: str, *, limit: int = 6) -> list[FoundGroup]:
    """The records that were meant, in groups by kind, at most `limit` of each: those whose title begins so first."""
    with db.reading() as session:
        former = former_names(session)

        def is_anything(words: list[Beginnings]) -> bool:
            return _is_in_index(session, _matching(words)) or bool(_formerly(former, words))

        asked = _understood(session, typed, is_anything, former)
        groups = [_group(session, each, asked, limit) for each in _kinds(session, asked)]
        return _with_former(session, groups, _formerly(former, asked), limit)


def people_like(session: Source, typed: str) -> tuple[str, dict[str, object]]:
    """A condition on the person `p` with its parameters: each word is in her name, her organisation's or her phone.

    A name that she had before counts too. An empty condition when nothing was typed.
    """

    def is_anybody(words: list[Beginnings]) -> bool:
        sql, params = _people(words, former)
        return bool(number(session, f"SELECT EXISTS ({sql})", **params))

    if not words_of(typed):
        return "", {}
    former = former_names(session)
    sql, params = _people(_understood(session, typed, is_anybody, former) or _exactly(typed), former)
    return f"p.id IN ({sql})", params


def words_of(text: str) -> list[str]:
    """The words of a text as the index keeps them: letters and digits, folded."""
    return _WORD.findall(fold(text))


def _understood(
    session: Source, typed: str, is_found: Callable[[list[Beginnings]], bool], former: Iterable[FormerName]
) -> list[Beginnings]:
    """The words as they were most likely meant: the first reading that finds anything, or none at all."""
    readings = [words for said in dict.fromkeys(in_each_layout(typed)) if (words := _exactly(said))]
    for words in readings:
        if is_found(words):
            return words
    if not any(may_be_mistyped(word) for words in readings for each in words for word in each):
        return []
    known = [*known_words(session), *(word for each in former for word in words_of(each.surname))]
    for words in readings:
        near = [_once(begins for word in each for begins in near_beginnings(word, known)) for each in words]
        if near != words and is_found(near):
            return near
    return []


def _exactly(typed: str) -> list[Beginnings]:
    """The words themselves; a letter that looks alike in both alphabets is meant as typed, or as the others are."""
    as_typed = _WORD.findall(clean(typed).casefold().replace("ё", "е"))
    return [_once(pair) for pair in zip(as_typed, words_of(typed), strict=True)][:_MOST_WORDS]


def _once(words: Iterable[str]) -> Beginnings:
    return tuple(dict.fromkeys(words))


def _formerly(former: Iterable[FormerName], asked: Sequence[Beginnings]) -> dict[int, str]:
    """Whom only a former surname finds, by their ids: that surname."""
    return {
        each.person_id: each.surname
        for each in former
        if _answers(f"{each.surname} {each.name}", asked) and not _answers(each.name, asked)
    }


def _answers(text: str, asked: Iterable[Beginnings]) -> bool:
    words = words_of(text)
    return all(any(word.startswith(beginnings) for word in words) for beginnings in asked)


def _matching(words: Iterable[Beginnings]) -> str:
    """An FTS5 question: every word in one of its beginnings."""
    return " AND ".join(f"({_one_of(each)})" for each in words)


def _beginning(words: Iterable[Beginnings]) -> str:
    """An FTS5 question: the record begins with one of the words."""
    return " OR ".join(f'^"{beginning}"*' for each in words for beginning in each)


def _one_of(beginnings: Beginnings) -> str:
    return " OR ".join(f'"{beginning}"*' for beginning in beginnings)


def _is_in_index(session: Source, question: str) -> bool:
    sql = f"SELECT EXISTS (SELECT 1 FROM {INDEX} WHERE {INDEX} MATCH :question)"
    return bool(number(session, sql, question=question))


class _Kind(NamedTuple):
    first: int
    """A line of the kind."""
    total: int


def _kinds(session: Source, asked: list[Beginnings]) -> list[_Kind]:
    """How many lines of each kind there are, in the order to show."""
    if not asked:
        return []
    sql = f"""SELECT min(rowid), count(*) FROM {INDEX} WHERE {INDEX} MATCH :question
        GROUP BY rowid >> {KIND_BITS} ORDER BY 1"""
    return rows(session, _Kind, sql, question=_matching(asked))


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a kind of record is told to a person; the record is `r`."""

    table: str
    key: str
    """What those of the kind stand by."""
    title: str
    second: str
    joins: str = ""
    newest_first: bool = True
    opens: str = "r.id"


def _day(column: str) -> str:
    return f"strftime('%d.%m.%Y', {column})"


_SHOWN = {
    RecordKind.PERSON: _Shown(
        "person",
        "r.name_key",
        FULL_NAME.format("r"),
        "t.title || ', ' || o.short_name",
        "JOIN position AS t ON t.id = r.position_id JOIN organization AS o ON o.id = r.organization_id",
        newest_first=False,
    ),
    RecordKind.EVENT: _Shown(
        "event",
        "r.held_on",
        "r.title",
        f"{_day('r.held_on')} || ', ' || f.title",
        "JOIN event_format AS f ON f.id = r.format_id",
    ),
    RecordKind.PLAN_ITEM: _Shown(
        "plan_item",
        "r.due_to",
        "r.title",
        f"'до ' || {_day('r.due_to')} || ', ' || l.title",
        "JOIN plan AS l ON l.id = r.plan_id",
    ),
    RecordKind.STREAM: _Shown(
        "stream",
        "r.starts_on",
        "r.title",
        f"{_day('r.starts_on')} || '–' || {_day('r.ends_on')} || ', ' || g.title",
        "JOIN program AS g ON g.id = r.program_id",
    ),
    RecordKind.PROGRAM: _Shown(
        "program",
        "r.version",
        "r.title",
        "r.hours || ' ч, версия ' || r.version",
    ),
    RecordKind.PRODUCT: _Shown(
        "product",
        "r.made_on",
        "r.title",
        f"{_day('r.made_on')} || ', ' || k.title",
        "JOIN product_kind AS k ON k.id = r.kind_id",
    ),
    RecordKind.DOCUMENT: _Shown(
        "document",
        "coalesce(r.dated_on, '')",
        "r.title",
        f"coalesce('№ ' || r.number, 'без номера') || coalesce(' от ' || {_day('r.dated_on')}, '')",
    ),
    RecordKind.ORGANIZATION: _Shown(
        "organization",
        "r.name_key",
        "r.short_name",
        "coalesce(m.name, '')",
        "LEFT JOIN municipality AS m ON m.id = r.municipality_id",
        newest_first=False,
    ),
    RecordKind.CONSULTATION: _Shown(
        "consultation",
        "r.held_on",
        "r.topic",
        f"{_day('r.held_on')} || ', ' || {SHORT_NAME.format('c')}",
        "JOIN person AS c ON c.id = r.consultant_id",
    ),
    RecordKind.QUESTION: _Shown(
        "agenda_item",
        "(SELECT q.held_on FROM meeting AS q WHERE q.id = r.meeting_id)",
        "r.question",
        f"'протокол № ' || q.number || ' от ' || {_day('q.held_on')}",
        "JOIN meeting AS q ON q.id = r.meeting_id",
        opens="r.meeting_id",
    ),
}


class _Line(NamedTuple):
    id: int
    title: str
    second: str
    opens: int


def _group(session: Source, found: _Kind, asked: list[Beginnings], limit: int) -> FoundGroup:
    """The best of a kind: those that begin so, then the others where there is room."""
    kind, matching, beginning = kind_of(found.first), _matching(asked), _beginning(asked)
    best = _best(session, kind, f"({matching}) AND ({beginning})", limit)
    if len(best) < min(limit, found.total):
        best += [line for line in _best(session, kind, matching, limit) if line not in best]
    return FoundGroup(kind, found.total, [SearchHit(kind, *line) for line in best[:limit]])


def _best(session: Source, kind: RecordKind, question: str, limit: int) -> list[_Line]:
    """The first of a kind that answer an FTS5 question: the page is cut straight from the index, and joined after."""
    shown = _SHOWN[kind]
    way = "DESC" if shown.newest_first else "ASC"
    sql = f"""
        WITH page AS MATERIALIZED (
            SELECT r.id, {shown.key} AS key
            FROM ({_lines(kind, "question")}) AS found CROSS JOIN {shown.table} AS r ON r.id = found.id
            ORDER BY key {way}, r.id DESC LIMIT :limit
        )
        SELECT r.id, {shown.title}, {shown.second}, {shown.opens}
        FROM page JOIN {shown.table} AS r ON r.id = page.id {shown.joins}
        ORDER BY page.key {way}, page.id DESC
    """
    return rows(session, _Line, sql, question=question, limit=limit)


def _with_former(session: Source, groups: list[FoundGroup], former: dict[int, str], limit: int) -> list[FoundGroup]:
    """The groups with those whom a former surname finds after the other people; they say it."""
    if not former:
        return groups
    shown = _SHOWN[RecordKind.PERSON]
    sql = f"""
        SELECT r.id, {shown.title}, {shown.second}, {shown.opens} FROM {shown.table} AS r {shown.joins}
        WHERE r.id IN (SELECT value FROM json_each(:former)) ORDER BY {shown.key}, r.id DESC
    """
    lines = rows(session, _Line, sql, former=json.dumps([*former]))
    said = [line._replace(second=f"ранее {former[line.id]} · {line.second}") for line in lines]
    found = [SearchHit(RecordKind.PERSON, *line) for line in said]
    none = FoundGroup(RecordKind.PERSON, 0, [])
    people = next((group for group in groups if group.kind is RecordKind.PERSON), none)
    others = [group for group in groups if group is not people]
    return [people._replace(total=people.total + len(found), hits=[*people.hits, *found][:limit]), *others]


def _people(words: Sequence[Beginnings], former: Sequence[FormerName]) -> tuple[str, dict[str, object]]:
    """SQL of the ids of people whom every word finds, and its parameters."""
    found: list[str] = []
    params = dict[str, object]()
    for place, beginnings in enumerate(words):
        name = f"word{place}"
        params[name] = _one_of(beginnings)
        ways = [_lines(RecordKind.PERSON, name)]
        if called_so := [each.person_id for each in former if _answers(each.surname, [beginnings])]:
            params[f"former{place}"] = json.dumps(called_so)
            ways.append(f"SELECT value AS id FROM json_each(:former{place})")
        if len(beginnings[0]) > 1 or beginnings[0].isdigit():
            gardens = _lines(RecordKind.ORGANIZATION, name)
            ways.append(f"SELECT w.id FROM person AS w WHERE w.organization_id IN ({gardens})")
        if beginnings[0].isdigit() and len(beginnings[0]) >= _SHORTEST_NUMBER:
            params[f"phone{place}"] = beginnings[0]
            ways.append(f"SELECT w.id FROM person AS w WHERE instr(w.phone, :phone{place}) > 0")
        found.append(f"SELECT id FROM ({' UNION '.join(ways)})")
    return " INTERSECT ".join(found), params


def _lines(kind: RecordKind, question: str) -> str:
    """SQL of the ids of a kind's records that answer the FTS5 question in this parameter."""
    first, last = lines_of(kind)
    answering = f"{INDEX} MATCH :{question} AND rowid BETWEEN {first} AND {last}"
    return f"SELECT rowid - {first} AS id FROM {INDEX} WHERE {answering}"
