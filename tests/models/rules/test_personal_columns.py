"""Every column of the schema is known to hold personal data, prose or nothing of anybody (152-ФЗ)."""

from collections import Counter

import pytest
from sqlmodel import SQLModel

from models import log, schema
from models.rules.personal_columns import HARMLESS, OWNERS, PERSONAL, PROSE, TERSE

assert schema.__all__
TABLES = {table.name: table for table in SQLModel.metadata.sorted_tables if table.name not in log.LOG_TABLES}
BY_THEMSELVES = {"id", "created_at", "updated_at", "author_id"}
"""Stamps and the key hold nothing by themselves."""


def known(table: str) -> Counter[str]:
    """Columns of a table and in how many lists each stands; prose of the person's own counts once."""
    own = {each.column for each in PERSONAL if each.table == table}
    return Counter([*own, *(set(PROSE.get(table, ())) - own), *HARMLESS.get(table, ())])


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_personal_or_prose_or_harmless_and_only_one_of_them(name: str):
    columns = {each.name for each in TABLES[name].columns if not each.foreign_keys} - BY_THEMSELVES
    # The key of closed fields over two columns.
    columns -= {"consent_id"}
    assert known(name) == Counter(columns)


def test_no_table_is_listed_that_is_not_there():
    assert {*PROSE, *HARMLESS, *OWNERS, *(each.table for each in PERSONAL)} <= TABLES.keys()


def test_every_table_with_personal_columns_says_whose_a_row_is():
    assert {each.table for each in PERSONAL} <= OWNERS.keys()
    assert all(owner in OWNERS for _column, owner in OWNERS.values())


def test_what_is_terse_is_prose():
    assert all(column in PROSE[table] for table, column in TERSE)
