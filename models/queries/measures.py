"""Measures as SQL, put together of fixed pieces only: what a person chose travels as parameters, never as text."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from models.queries.fetch import Source, rows
from models.rows.indicators import NO_FILTERS, IndicatorRecord, MeasureFilters
from models.rows.questionnaire import QUESTIONS
from models.rules.measures import FORMAT, MODE, MUNICIPALITY, PRODUCT_KIND, PROGRAM, REMOTE, Measure

Row = TypeVar("Row")


class _Counted(NamedTuple):
    """`source` and `where` give the records of a period; `figure` makes one number of them.

    `record` is what is shown of them: day, title, kind, id of the event; `group` makes one line of several.
    """

    source: str
    where: str
    figure: str
    record: str
    filters: Mapping[str, str] = MappingProxyType({})
    group: str = ""


class _Figure(NamedTuple):
    value: float | None


_BY_TODAY = "BETWEEN :start AND min(:end, :today)"

_EVENTS = "event AS e JOIN event_format AS f ON f.id = e.format_id"
_HELD = f"e.held_on {_BY_TODAY}"
_EVENT = "e.held_on, e.title, f.title, e.id"
_BY_EVENT = {
    MODE: "e.mode = :mode",
    FORMAT: "e.format_id = :format_id",
    PROGRAM: "e.id IN (SELECT es.event_id FROM event_stream AS es JOIN stream AS s ON s.id = es.stream_id "
    "WHERE s.program_id = :program_id)",
}
_VISITS = f"""{_EVENTS} JOIN attendance AS a ON a.event_id = e.id AND a.state IN ('present', 'remote')
    JOIN person AS p ON p.id = a.person_id JOIN organization AS o ON o.id = p.organization_id"""
_BY_PLACE = {MUNICIPALITY: "o.municipality_id = :municipality_id", REMOTE: "o.is_remote = :is_remote"}
_BY_VISIT = {**_BY_EVENT, **_BY_PLACE}

_PLACES = """enrollment AS n JOIN stream AS s ON s.id = n.stream_id JOIN program AS g ON g.id = s.program_id
    JOIN person AS p ON p.id = n.person_id JOIN organization AS o ON o.id = p.organization_id"""
_BY_TRAINEE = {PROGRAM: "s.program_id = :program_id", **_BY_PLACE}

SCORES = "(" + " + ".join(f"coalesce(r.{name}, 0)" for name in QUESTIONS) + ")"
SCORED = "(" + " + ".join(f"(r.{name} IS NOT NULL)" for name in QUESTIONS) + ")"
"""SQL over a filled sheet `r`: the sum of its scores, and how many there are."""


def _of_visits(figure: str) -> _Counted:
    seen = "e.held_on, e.title, 'участников по списку: ' || count(*), e.id"
    return _Counted(_VISITS, _HELD, figure, seen, _BY_VISIT, "GROUP BY e.id")


def _of_places(day: str, where: str) -> _Counted:
    seen = f"max({day}), s.title, g.title || ', человек: ' || count(*), NULL"
    return _Counted(_PLACES, f"{where} AND {day} {_BY_TODAY}", "count(*)", seen, _BY_TRAINEE, "GROUP BY s.id")


def _of_products(flag: str) -> str:
    return f"""SELECT p.made_on AS day, p.title, k.title AS kind, NULL AS event_id, 'product' AS record, p.id
        FROM product AS p JOIN product_kind AS k ON k.id = p.kind_id
        WHERE k.{flag} AND p.status <> 'draft' AND p.made_on BETWEEN :start AND :end"""


_COUNTED: Mapping[Measure, _Counted] = MappingProxyType(
    {
        Measure.WEB_PRODUCTS: _Counted(
            f"""({_of_products("is_web_product")} UNION ALL
                SELECT e.held_on, e.title, f.title, e.id, 'event', e.id FROM {_EVENTS}
                WHERE f.is_web_product AND {_HELD}) AS w""",
            "true",
            "count(*)",
            "w.day, w.title, w.kind, w.event_id",
        ),
        Measure.LOCAL_ACTS: _Counted(
            f"({_of_products('is_local_act')}) AS w", "true", "count(*)", "w.day, w.title, w.kind, w.event_id"
        ),
        Measure.EVENTS: _Counted(_EVENTS, _HELD, "count(*)", _EVENT, _BY_EVENT),
        Measure.HOURS: _Counted(_EVENTS, _HELD, "round(coalesce(sum(e.duration_min), 0) / 45.0, 2)", _EVENT, _BY_EVENT),
        Measure.VISITS: _of_visits("count(*)"),
        Measure.PEOPLE: _of_visits("count(DISTINCT p.id)"),
        Measure.REMOTE_SHARE: _of_visits(
            "round(100.0 * count(DISTINCT p.id) FILTER (WHERE o.is_remote) / nullif(count(DISTINCT p.id), 0), 1)"
        ),
        Measure.ORGANIZATIONS: _of_visits("count(DISTINCT o.id)"),
        Measure.MUNICIPALITIES: _of_visits("count(DISTINCT o.municipality_id)"),
        Measure.ENROLLED: _of_places("coalesce(n.enrolled_on, s.starts_on)", "n.status <> 'applied'"),
        Measure.COMPLETED: _of_places("coalesce(n.left_on, s.ends_on)", "n.status = 'completed'"),
        Measure.CERTIFICATES: _Counted(
            f"certificate AS c JOIN ({_PLACES}) ON n.id = c.enrollment_id",
            "c.state = 'issued' AND c.duplicate_of_id IS NULL AND c.issue_date BETWEEN :start AND :end",
            "count(*)",
            "max(c.issue_date), s.title, g.title || ', сертификатов: ' || count(*), NULL",
            _BY_TRAINEE,
            "GROUP BY s.id",
        ),
        Measure.CONSULTATIONS: _Counted(
            "consultation AS c",
            f"c.held_on {_BY_TODAY}",
            "count(*)",
            "c.held_on, c.topic, 'консультация', c.event_id",
            {MODE: "c.mode = :mode"},
        ),
        Measure.PRODUCTS: _Counted(
            "product AS p JOIN product_kind AS k ON k.id = p.kind_id",
            "p.status <> 'draft' AND p.made_on BETWEEN :start AND :end",
            "count(*)",
            "p.made_on, p.title, k.title, p.event_id",
            {PRODUCT_KIND: "p.kind_id = :product_kind_id"},
        ),
        Measure.SATISFACTION: _Counted(
            """feedback_response AS r JOIN feedback_survey AS v ON v.id = r.survey_id
                JOIN stream AS s ON s.id = v.stream_id""",
            "r.answered_on BETWEEN :start AND :end",
            f"round(1.0 * sum({SCORES}) / nullif(sum({SCORED}), 0), 2)",
            "max(r.answered_on), s.title, 'анкет: ' || count(*), NULL",
            {PROGRAM: "s.program_id = :program_id"},
            "GROUP BY s.id",
        ),
    }
)


def measured(
    session: Source,
    measure: Measure,
    filters: MeasureFilters = NO_FILTERS,
    *,
    start: date,
    end: date,
    today: date,
) -> float | None:
    """The figure of a measure from `start` to `end`, both included; None where a mean has nothing to be made of."""
    counted, where, asked = _asked(measure, filters)
    (figure,) = rows(
        session,
        _Figure,
        f"SELECT {counted.figure} FROM {counted.source} WHERE {where}",
        start=start,
        end=end,
        today=today,
        **asked,
    )
    return None if figure.value is None else float(figure.value)


def measured_records(
    session: Source,
    measure: Measure,
    filters: MeasureFilters = NO_FILTERS,
    *,
    start: date,
    end: date,
    today: date,
) -> list[IndicatorRecord]:
    """What the figure was counted from, by day; their `indicator_id` is 0."""
    counted, where, asked = _asked(measure, filters)
    return rows(
        session,
        IndicatorRecord,
        f"SELECT 0, {counted.record} FROM {counted.source} WHERE {where} {counted.group} ORDER BY 2, 3",
        start=start,
        end=end,
        today=today,
        **asked,
    )


def picked(
    session: Source,
    row_type: type[Row],
    measure: Measure,
    filters: MeasureFilters = NO_FILTERS,
    *,
    columns: str,
    following: str = "",
    start: date,
    end: date,
    today: date,
) -> list[Row]:
    """The records of a measure under columns of one's own (SQL over its sources), by day where they have one."""
    counted, where, asked = _asked(measure, filters)
    sql = f"SELECT {columns} FROM {counted.source} WHERE {where} {following} ORDER BY 4, 2"
    return rows(session, row_type, sql, start=start, end=end, today=today, **asked)


def _asked(measure: Measure, filters: MeasureFilters) -> tuple[_Counted, str, dict[str, object]]:
    """The pieces, the condition and the parameters; a filter that the measure does not take is a bug."""
    counted = _COUNTED[measure]
    asked = filters.asked()
    return counted, " AND ".join([counted.where, *(counted.filters[name] for name in asked)]), asked
