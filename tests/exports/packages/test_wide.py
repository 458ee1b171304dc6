"""Tables laid out to compress are read back cell by cell, and corrections lead from any state to any other."""

import csv
import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.packages.corrections import changes_between, corrected
from exports.packages.tables import Field, Row, Table
from exports.packages.wide import Laid, Layout, in_order, laid_files, read_laid, tables_sha256

SCHEMA = (
    Laid(
        Table("notes", "Тексты", (Field("name", "Имя", required=True), Field("text", "Текст")), ("name",)), Layout.ROWS
    ),
    Laid(
        Table(
            "people",
            "Люди",
            (
                Field("no", "№", "integer", required=True),
                Field("title", "Название"),
                Field("share", "Доля", "number"),
                Field("day", "День", "date"),
            ),
            ("no",),
        )
    ),
    Laid(
        Table("places", "Места", (Field("no", "№", "integer", required=True), Field("oktmo", "ОКТМО")), ("no",)),
    ),
    Laid(
        Table(
            "marks",
            "Отметки",
            (
                Field("event", "Мероприятие", "integer", required=True),
                Field("person", "Человек", "integer", required=True),
                Field("mark", "Отметка", required=True, enum=("p", "a")),
            ),
            ("event", "person"),
        ),
        Layout.SPREAD,
    ),
)
TEXTS = st.one_of(st.none(), st.text("аб,;=\"' \n-", min_size=1, max_size=6))
NUMBERS = st.integers(1, 12)


def states() -> st.SearchStrategy[tuple[Laid, ...]]:
    rows = (
        st.dictionaries(st.text("xyz", min_size=1, max_size=2), TEXTS),
        st.dictionaries(NUMBERS, st.tuples(TEXTS, st.one_of(st.none(), st.integers(-5, 5)), st.none() | st.dates())),
        st.dictionaries(NUMBERS, TEXTS),
        st.dictionaries(st.tuples(NUMBERS, NUMBERS), st.sampled_from("pa")),
    )
    return st.tuples(*rows).map(_filled)


def _filled(found: tuple[dict[object, object], ...]) -> tuple[Laid, ...]:
    return tuple(
        Laid(replace(each.table, rows=[_row(key, value) for key, value in rows.items()]), each.layout)
        for each, rows in zip(SCHEMA, found, strict=True)
    )


def _row(key: object, value: object) -> Row:
    left = key if isinstance(key, tuple) else (key,)
    right = value if isinstance(value, tuple) else (value,)
    return (*left, *right)


@settings(max_examples=60)
@given(states())
def test_what_is_laid_out_is_read_back(state: tuple[Laid, ...]):
    files = laid_files(state)
    read, problems = read_laid(SCHEMA, files)
    assert problems == []
    assert laid_files(read) == files
    assert [len(each.table.rows) for each in read] == [len(each.table.rows) for each in state]


@settings(max_examples=60)
@given(states(), states())
def test_a_correction_leads_from_any_state_to_any_other(before: tuple[Laid, ...], after: tuple[Laid, ...]):
    reached = corrected(before, changes_between(before, after))
    assert laid_files(reached) == laid_files(after)
    assert tables_sha256(reached) == tables_sha256(after)


@given(states())
def test_every_file_is_rectangular(state: tuple[Laid, ...]):
    for content in laid_files(state).values():
        lines = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
        assert len(set(map(len, lines))) == 1


def test_marks_are_spread_in_the_order_of_numbers():
    marks = replace(SCHEMA[3].table, rows=[(10, 2, "p"), (9, 10, "a"), (9, 2, "p")])
    assert laid_files([Laid(marks, Layout.SPREAD)]) == {"tables/marks.csv": b"event,2,10\r\n9,p,a\r\n10,p,\r\n"}
    assert [row[0] for row in in_order(marks)] == [9, 9, 10]
