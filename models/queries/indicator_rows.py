"""The records behind the figures of indicators: of a measure what it counted, else the values keyed in."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from models.queries.fetch import Source, rows
from models.queries.indicators import filters_of
from models.queries.measures import SCORED, SCORES, picked
from models.rows.indicators import IndicatorLine
from models.rows.report_records import EvidenceRow, IndicatorFact, RecordKind
from models.rules.indicators import quarters_in
from models.rules.measures import Measure, is_level
from models.rules.periods import Period, parse_period

_EVENT = "'event', e.id, e.title, e.held_on, {}, 0, NULL, NULL"
_PERSON = "'person', p.id, '', min(e.held_on), {}, {}, NULL, p.id"
_PLACE = "'enrollment', n.id, s.title, coalesce(n.enrolled_on, s.starts_on), 1, 0, NULL, p.id"

_COUNTED: Mapping[Measure, tuple[str, str]] = MappingProxyType(
    {
        Measure.WEB_PRODUCTS: ("w.record, w.id, w.title, w.day, 1, 0, NULL, NULL", ""),
        Measure.LOCAL_ACTS: ("w.record, w.id, w.title, w.day, 1, 0, NULL, NULL", ""),
        Measure.EVENTS: (_EVENT.format("1"), ""),
        Measure.HOURS: (_EVENT.format("e.duration_min / 45.0"), ""),
        Measure.VISITS: ("'visit', e.id, e.title, e.held_on, 1, 0, p.id, p.id", ""),
        Measure.PEOPLE: (_PERSON.format(1, 0), "GROUP BY p.id"),
        Measure.REMOTE_SHARE: (_PERSON.format("100.0 * max(o.is_remote)", 1), "GROUP BY p.id"),
        Measure.ORGANIZATIONS: ("'organization', o.id, o.short_name, NULL, 1, 0, NULL, NULL", "GROUP BY o.id"),
        Measure.MUNICIPALITIES: (
            "'municipality', o.municipality_id, "
            "(SELECT m.name FROM municipality AS m WHERE m.id = o.municipality_id), NULL, 1, 0, NULL, NULL",
            "AND o.municipality_id IS NOT NULL GROUP BY o.municipality_id",
        ),
        Measure.ENROLLED: (_PLACE, ""),
        Measure.COMPLETED: (_PLACE, ""),
        Measure.CERTIFICATES: ("'certificate', c.id, '№ ' || c.reg_no, c.issue_date, 1, 0, NULL, p.id", ""),
        Measure.CONSULTATIONS: ("'consultation', c.id, c.topic, c.held_on, 1, 0, NULL, NULL", ""),
        Measure.PRODUCTS: ("'product', p.id, p.title, p.made_on, 1, 0, NULL, NULL", ""),
        Measure.SATISFACTION: (
            f"'feedback_response', r.id, s.title, r.answered_on, {SCORES}, {SCORED}, NULL, NULL",
            f"AND {SCORED} > 0",
        ),
    }
)
"""Of every measure the columns of `_Row`, and what follows its conditions."""


class _Row(NamedTuple):
    kind: RecordKind
    id: int
    title: str
    day: date | None
    amount: float
    weight: float
    other: int | None
    person_id: int | None


class _Value(NamedTuple):
    indicator_id: int
    period: str
    value: float
    said: str


def indicator_facts(
    session: Source, lines: list[IndicatorLine], period: Period, *, today: date
) -> tuple[IndicatorFact, ...]:
    """The records behind every indicator of a period; those of one indicator come to its fact."""
    keyed = {(each.indicator_id, each.period): each for each in rows(session, _Value, _KEYED)}
    found: list[IndicatorFact] = []
    for line in lines:
        if line.formula is None:
            found += _values(line, period, keyed)
            continue
        columns, following = _COUNTED[line.formula]
        found += [
            IndicatorFact(line.id, EvidenceRow(*each[:-1]), each.person_id)
            for each in picked(
                session,
                _Row,
                line.formula,
                filters_of(line.filters),
                columns=columns,
                following=following,
                start=period.start,
                end=period.end,
                today=today,
            )
        ]
    return tuple(found)


_KEYED = """
SELECT indicator_id, period, value, coalesce(nullif(evidence, ''), note, '') FROM indicator_value
WHERE value IS NOT NULL
"""


def _values(line: IndicatorLine, period: Period, keyed: Mapping[tuple[int, str], _Value]) -> Iterator[IndicatorFact]:
    """The value of the period, or those of its quarters; of a level the last one."""
    own = keyed.get((line.id, period.code))
    known = [value for each in quarters_in(period) if (value := keyed.get((line.id, each.code)))]
    counted = [own] if own else known[-1:] if is_level(None, line.unit) else known
    for each in counted:
        of = parse_period(each.period)
        title = ": ".join(part for part in (of.title, each.said) if part)
        yield IndicatorFact(line.id, EvidenceRow(RecordKind.VALUE, line.id, title, of.end, each.value))
