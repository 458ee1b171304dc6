"""How a person is called in everything that leaves the program, as SQL: by name, or by code once that is withdrawn.

A name may leave while the person's data are active and her consent for processing, if she ever gave one, was not
withdrawn without a new one (152-ФЗ, domain.md §3.7). Depersonalised and destroyed people go by code too.
"""

from models.queries.short_name import FULL_NAME, SHORT_NAME
from models.rules.person_code import PERSON_CODE_SQL

MAY_BE_NAMED = """({0}.pd_state = 'active' AND NOT (
    EXISTS (SELECT 1 FROM consent AS gone
            WHERE gone.person_id = {0}.id AND gone.purpose = 'processing' AND gone.withdrawn_on IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM consent AS stands
                    WHERE stands.person_id = {0}.id AND stands.purpose = 'processing'
                      AND stands.withdrawn_on IS NULL AND stands.destroyed_on IS NULL)))"""
"""SQL of whether the person of the table alias put in may be named outside."""

_CODE = PERSON_CODE_SQL.format(id="{0}.id")


def _or_code(name: str) -> str:
    return f"CASE WHEN {{0}}.id IS NULL THEN NULL WHEN {MAY_BE_NAMED} THEN {name} ELSE {_CODE} END"


PAPER_SHORT_NAME = _or_code(SHORT_NAME)
"""SQL of «Иванова М. П.» or «С-00017» for the table alias put in; NULL for a person who is not there."""

PAPER_FULL_NAME = _or_code(FULL_NAME)
"""SQL of «Иванова Мария Петровна» or «С-00017»."""

PAPER_SIGNED_NAME = _or_code(
    "substr({0}.first_name, 1, 1) || '.' || CASE WHEN coalesce({0}.patronymic, '') = '' THEN '' "
    "ELSE substr({0}.patronymic, 1, 1) || '.' END || ' ' || {0}.last_name"
)
"""SQL of «М.П. Иванова», as papers are signed, or «С-00017»."""
