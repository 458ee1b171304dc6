"""Indicators of a period: keyed-in values and computed measures (domain.md §3.11)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from models.database import Database
from models.queries.fetch import Source, number, rows
from models.rows.indicators import IndicatorLine
from models.rules.periods import Period

FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "web_products": """
            SELECT (SELECT count(*) FROM product AS p JOIN product_kind AS k ON k.id = p.kind_id
                    WHERE k.is_web_product AND p.status <> 'draft' AND p.made_on BETWEEN :start AND :end)
                 + (SELECT count(*) FROM event AS e JOIN event_format AS f ON f.id = e.format_id
                    WHERE f.is_web_product AND e.held_on BETWEEN :start AND min(:end, :today))""",
        "local_acts": """
            SELECT count(*) FROM product AS p JOIN product_kind AS k ON k.id = p.kind_id
            WHERE k.is_local_act AND p.status <> 'draft' AND p.made_on BETWEEN :start AND :end""",
    }
)
"""Computed measures by the name an indicator's `formula` carries: SQL that gives one whole number.

A product in work is none yet, nor is an event that is only written down ahead.
"""


def indicator_lines(db: Database, period: Period) -> list[IndicatorLine]:
    """Every indicator with its target and fact for the period, in the order to show."""
    with db.reading() as session:
        return read_indicators(session, period, today=db.today())


def read_indicators(session: Source, period: Period, *, today: date) -> list[IndicatorLine]:
    """The same inside an open snapshot."""
    lines = rows(
        session,
        IndicatorLine,
        """
        SELECT i.id, i.code, i.title, i.unit, i.formula, coalesce(v.target, i.target), v.value, coalesce(v.note, '')
        FROM indicator AS i LEFT JOIN indicator_value AS v ON v.indicator_id = i.id AND v.period = :period
        ORDER BY i.sort_order, i.id
        """,
        period=period.code,
    )
    span = {"start": period.start, "end": period.end, "today": today}
    return [
        line._replace(fact=float(number(session, FORMULAS[line.formula], **span))) if line.formula else line
        for line in lines
    ]
