"""Cells of a read list corrected by hand: the rows are read again by the same rules, nothing goes around them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from models.imports.roster import mark_duplicates
from models.imports.roster_columns import FULL_NAME
from models.imports.roster_groups import Section
from models.imports.roster_header import Layout
from models.imports.roster_person import read_person
from models.rows.roster import RosterRow, RosterSheet, RowStatus

NAME_FIELDS = ("last_name", "first_name", "patronymic")
Corrections = Mapping[int, Mapping[str, str]]
"""`RosterRow.row` → field (of `PersonFields`, or `full_name`) → what the person typed."""


def correct_rows(roster: RosterSheet, said: Corrections, *, today: date) -> RosterSheet:
    """The list with these cells replaced; an empty text clears the cell, rows that are not there are passed over.

    Problems of the corrected fields are found anew, duplicates inside the file are marked anew.
    """
    if not said:
        return roster
    rows = [_unmarked(row) for row in roster.rows]
    rows = [correct_row(row, said[row.row], today=today) if row.row in said else row for row in rows]
    return replace(roster, rows=tuple(mark_duplicates(rows)))


def correct_row(row: RosterRow, said: Mapping[str, str], *, today: date) -> RosterRow:
    """One row with some of its cells replaced, by itself: whether it repeats another is not asked here."""
    roles = {field: place for place, field in enumerate(said)}
    layout = Layout(0, (), roles, ("",) * len(roles))
    read = read_person(
        list(said.values()), layout, Section(), number=row.row, today=today, filled=set(roles), sheet=row.sheet
    )
    fresh = set[str]().union(*(NAME_FIELDS if field == FULL_NAME else (field,) for field in said))
    problems = (
        *(each for each in row.problems if each.field not in fresh),
        *(each for each in read.problems if each.field in fresh),
    )
    notices = (
        *(each for each in row.notices if each.field not in fresh),
        *(each for each in read.notices if each.field in fresh),
    )
    person = replace(row.person, **{field: getattr(read.person, field) for field in fresh})
    status = RowStatus.PROBLEM if problems else RowStatus.NEW
    return RosterRow(row.row, status, person, problems, notices, None, row.sheet)


def _unmarked(row: RosterRow) -> RosterRow:
    """The row as it was read, before it was compared with the others of its file."""
    problems = tuple(each for each in row.problems if each.other_row is None)
    if len(problems) == len(row.problems):
        return row
    status = RowStatus.PROBLEM if problems else RowStatus.NEW
    return replace(row, status=status, problems=problems, duplicate_of=None)
