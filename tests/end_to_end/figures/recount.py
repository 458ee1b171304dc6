"""Every figure of a report counted once more by plain SQL over the file, from domain.md §3.6 and §5, not from models.

`sqlite3` of Python reads the file. What a line of a table is ordered by, and which words stand for a code, is said here
again, so that a wrong label or order is seen as well.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Value = int | float | str | date | None
Line = tuple[Value, ...]

SCALES = {
    "relevance": "Актуальность",
    "novelty": "Новизна",
    "practical_value": "Практическая значимость",
    "tutor": "Работа тьютора",
    "organisation": "Организация",
    "materials": "Материалы",
    "remote_access": "Доступность дистанционной части",
    "readiness": "Готовность применять в работе",
}
"""domain.md §5 «Анкета»: column of an answer → question."""

MONTHS = [
    *enumerate(("январь", "февраль", "март", "апрель", "май", "июнь"), 1),
    *enumerate(("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"), 7),
]

# What happened in the days that are asked about, and no later than today.
VIEWS = """
CREATE TEMP TABLE held AS
    SELECT e.* FROM event e, asked WHERE e.held_on >= first_day AND e.held_on <= last_day AND e.held_on <= today;
CREATE TEMP TABLE came AS
    SELECT a.event_id, a.person_id, o.id AS place_id, o.municipality_id AS unit_id, o.is_remote
    FROM held h, attendance a, person p, organization o
    WHERE a.event_id = h.id AND a.person_id = p.id AND p.organization_id = o.id AND a.state IN ('present', 'remote');
CREATE TEMP TABLE past AS
    SELECT e.id, e.plan_item_id AS item_id, e.held_on, e.outcome,
           e.total_external + (SELECT count(*) FROM attendance a
                               WHERE a.event_id = e.id AND a.state IN ('present', 'remote')) AS people
    FROM event e, asked WHERE e.held_on <= today;
CREATE TEMP TABLE item AS
    SELECT i.*, (SELECT max(held_on) FROM past WHERE item_id = i.id) AS last_held,
           (SELECT sum(people) FROM past WHERE item_id = i.id) AS people
    FROM plan_item i, plan p, asked
    WHERE p.id = i.plan_id AND p.kind IN ('quarter', 'half_year', 'year')
      AND (i.due_to BETWEEN first_day AND last_day OR coalesce(i.postponed_to, '') BETWEEN first_day AND last_day);
CREATE TEMP TABLE paper AS
    SELECT c.*, n.stream_id FROM certificate c, enrollment n, asked
    WHERE c.enrollment_id = n.id AND c.state = 'issued' AND c.duplicate_of_id IS NULL
      AND c.issue_date BETWEEN first_day AND last_day;
CREATE TEMP TABLE active AS
    SELECT s.* FROM stream s, asked
    WHERE NOT (s.ends_on < first_day OR s.starts_on > last_day)
       OR EXISTS (SELECT 1 FROM enrollment n
                  WHERE n.stream_id = s.id AND n.left_on >= first_day AND n.left_on <= last_day)
       OR s.id IN (SELECT stream_id FROM paper);
CREATE TEMP TABLE place AS
    SELECT n.*, ifnull(n.left_on, s.ends_on) AS over_on FROM enrollment n, active s, asked
    WHERE n.stream_id = s.id AND n.status IN ('enrolled', 'studying', 'completed', 'expelled')
      AND ifnull(n.enrolled_on, s.starts_on) <= last_day;
CREATE TEMP TABLE made AS
    SELECT p.* FROM product p, asked WHERE p.made_on BETWEEN first_day AND last_day AND p.status != 'draft';
CREATE TEMP TABLE calendar (month, name);
CREATE TEMP TABLE answer AS
    SELECT r.* FROM feedback_response r, asked WHERE r.answered_on BETWEEN first_day AND last_day;
"""

TOTALS = {
    "planned": "SELECT count(*) FROM item",
    "done": "SELECT count(*) FROM item WHERE status = 'done'",
    "late": """SELECT count(*) FROM item WHERE status = 'done'
               AND ifnull(last_held, done_on) > ifnull(postponed_to, due_to)""",
    "moved": "SELECT count(*) FROM item WHERE status = 'postponed'",
    "cancelled": "SELECT count(*) FROM item WHERE status = 'cancelled'",
    "open_items": "SELECT count(*) FROM item WHERE status IN ('planned', 'in_progress')",
    "plan_percent": "SELECT 100.0 * sum(status = 'done') / count(*) FROM item",
    "events": "SELECT count(*) FROM held",
    "unplanned_events": "SELECT count(*) FROM held WHERE plan_item_id IS NULL",
    "minutes": "SELECT ifnull(sum(duration_min), 0) FROM held",
    "academic_hours": "SELECT round(ifnull(sum(duration_min), 0) / 45.0, 2) FROM held",
    "participants": "SELECT (SELECT count(*) FROM came) + ifnull((SELECT sum(total_external) FROM held), 0)",
    "visits": "SELECT count(*) FROM came",
    "guests": "SELECT ifnull(sum(total_external), 0) FROM held",
    "unique_people": "SELECT count(*) FROM (SELECT DISTINCT person_id FROM came)",
    "organisations": "SELECT count(*) FROM (SELECT DISTINCT place_id FROM came)",
    "municipalities": "SELECT count(*) FROM (SELECT DISTINCT unit_id FROM came WHERE unit_id IS NOT NULL)",
    "remote_people": "SELECT count(*) FROM (SELECT DISTINCT person_id FROM came WHERE is_remote = 1)",
    "streams": "SELECT count(*) FROM active",
    "enrolled": "SELECT count(*) FROM place",
    "completed": "SELECT count(*) FROM place, asked WHERE status = 'completed' "
    "AND over_on BETWEEN first_day AND last_day",
    "expelled": "SELECT count(*) FROM place, asked WHERE status = 'expelled' "
    "AND over_on BETWEEN first_day AND last_day",
    "certificates": "SELECT count(*) FROM paper",
    "routes": "SELECT count(*) FROM route r, place n WHERE r.enrollment_id = n.id AND r.status != 'draft'",
    "deficits_found": """SELECT count(*) FROM diagnostic_item i, diagnostic_card d, place n
                         WHERE i.card_id = d.id AND d.enrollment_id = n.id AND d.stage = 'entry' AND i.is_deficit""",
    "deficits_resolved": """
        SELECT count(*) FROM diagnostic_item i, diagnostic_card d, place n, diagnostic_card xd, diagnostic_item x
        WHERE i.card_id = d.id AND d.enrollment_id = n.id AND d.stage = 'entry' AND i.is_deficit
          AND xd.enrollment_id = n.id AND xd.stage = 'exit' AND x.card_id = xd.id
          AND x.competence_id = i.competence_id AND NOT x.is_deficit""",
    "products": "SELECT count(*) FROM made",
    "dissemination": "SELECT count(*) FROM made WHERE ifnull(participation_form, '') || ifnull(level, '') != ''",
    "survey_responses": "SELECT count(*) FROM answer",
    "surveyed": """SELECT count(*) FROM enrollment WHERE status != 'applied' AND stream_id IN (
                   SELECT v.stream_id FROM feedback_survey v, answer r WHERE r.survey_id = v.id)""",
    "satisfaction": "SELECT avg(score) FROM ({scores})",
    "nps": """SELECT round(100.0 * (sum(nps >= 9) - sum(nps <= 6)) / count(*)) FROM answer WHERE nps IS NOT NULL""",
}

TABLES = {
    "plan_items": """
        SELECT i.title, f.title, i.due_to, ifnull(i.last_held, i.done_on), i.planned_count, i.people,
               ifnull((SELECT group_concat(outcome, '; ') FROM (SELECT outcome FROM past WHERE item_id = i.id
                       AND ifnull(outcome, '') != '' ORDER BY held_on, id)), ifnull(i.expected_result, '')),
               ifnull(i.reason, '')
        FROM item i, plan_section s, event_format f WHERE s.id = i.section_id AND f.id = i.format_id
        ORDER BY s.sort_order, i.due_from, i.id""",
    "events": """
        SELECT h.held_on, h.title, f.title,
               CASE h.mode WHEN 'in_person' THEN 'очно' WHEN 'remote' THEN 'дистанционно' ELSE 'смешанно' END,
               h.total_external + (SELECT count(*) FROM came c WHERE c.event_id = h.id),
               (SELECT count(*) FROM (SELECT DISTINCT place_id FROM came c WHERE c.event_id = h.id)),
               (SELECT count(*) FROM (SELECT DISTINCT unit_id FROM came c
                                      WHERE c.event_id = h.id AND unit_id IS NOT NULL)),
               h.duration_min, ifnull(h.materials, ifnull(h.link, ''))
        FROM held h, event_format f WHERE f.id = h.format_id AND h.plan_item_id IS {planned} NULL
        ORDER BY h.held_on, h.id""",
    "plan_months": """
        WITH counted AS (SELECT i.*, CASE WHEN i.postponed_to BETWEEN first_day AND last_day
                                          THEN i.postponed_to ELSE i.due_to END AS on_day FROM item i, asked)
        SELECT m.name, sum(substr(on_day, 1, 7) = m.month), sum(substr(on_day, 1, 7) = m.month AND status = 'done')
        FROM calendar m, counted
        WHERE m.month BETWEEN (SELECT substr(min(on_day), 1, 7) FROM counted)
                          AND (SELECT substr(max(on_day), 1, 7) FROM counted)
        GROUP BY m.month ORDER BY m.month""",
    "event_months": """
        SELECT m.name, (SELECT count(*) FROM held WHERE substr(held_on, 1, 7) = m.month),
               (SELECT count(*) FROM came c, held h WHERE h.id = c.event_id AND substr(h.held_on, 1, 7) = m.month),
               (SELECT count(*) FROM came c, held h WHERE h.id = c.event_id AND substr(h.held_on, 1, 7) = m.month)
               + ifnull((SELECT sum(total_external) FROM held WHERE substr(held_on, 1, 7) = m.month), 0)
        FROM calendar m
        WHERE m.month BETWEEN (SELECT substr(min(held_on), 1, 7) FROM held)
                          AND (SELECT substr(max(held_on), 1, 7) FROM held)
        ORDER BY m.month""",
    "formats": """
        SELECT f.title, count(*), sum(h.total_external) + (SELECT count(*) FROM came c, held g
                                                           WHERE c.event_id = g.id AND g.format_id = f.id),
               sum(h.duration_min)
        FROM held h, event_format f WHERE f.id = h.format_id
        GROUP BY f.id ORDER BY count(*) DESC, f.sort_order, f.id""",
    "programmes": """
        SELECT g.title, g.hours, s.title, s.starts_on, s.ends_on,
               (SELECT count(*) FROM place n WHERE n.stream_id = s.id),
               (SELECT count(*) FROM place n WHERE n.stream_id = s.id AND n.status = 'completed'
                AND n.over_on BETWEEN first_day AND last_day),
               (SELECT count(*) FROM paper WHERE stream_id = s.id),
               (SELECT count(*) FROM place n WHERE n.stream_id = s.id AND n.status = 'expelled'
                AND n.over_on BETWEEN first_day AND last_day)
        FROM active s, program g, asked WHERE g.id = s.program_id ORDER BY s.starts_on, s.id""",
    "geography": """
        SELECT ifnull(m.name, 'не указан'), ifnull(m.oktmo, ''), count(DISTINCT c.place_id),
               count(DISTINCT c.person_id), count(DISTINCT CASE WHEN c.is_remote THEN c.person_id END)
        FROM came c LEFT JOIN municipality m ON m.id = c.unit_id
        GROUP BY c.unit_id ORDER BY c.unit_id IS NULL, count(DISTINCT c.person_id) DESC, m.name, m.oktmo""",
    "diagnostics": """
        WITH said AS (SELECT d.enrollment_id, d.stage, i.* FROM diagnostic_card d, diagnostic_item i, place n
                      WHERE i.card_id = d.id AND d.enrollment_id = n.id),
             pair AS (SELECT b.competence_id, b.is_deficit AS was, b.tutor_score AS before, a.is_deficit AS is_now,
                             a.tutor_score AS after
                      FROM said b LEFT JOIN said a ON a.stage = 'exit' AND a.enrollment_id = b.enrollment_id
                           AND a.competence_id = b.competence_id
                      WHERE b.stage = 'entry')
        SELECT c.title, sum(was), sum(was AND ifnull(is_now, 1) = 0), avg(before), avg(after)
        FROM pair, competence c, competence_area a WHERE c.id = competence_id AND a.id = c.area_id
        GROUP BY c.id ORDER BY a.sort_order, c.sort_order, c.id""",
    "products": """
        SELECT p.title, k.title, p.made_on, ifnull(p.url, ifnull(p.publication, ''))
        FROM made p, product_kind k WHERE k.id = p.kind_id ORDER BY p.made_on, p.id""",
    "dissemination": """
        SELECT ifnull((SELECT held_on FROM event WHERE id = p.event_id), p.made_on),
               ifnull((SELECT title FROM event WHERE id = p.event_id), ''), ifnull(p.participation_form, ''),
               ifnull(p.level, ''), p.title, ifnull(p.publication, ''), ifnull(p.url, '')
        FROM made p WHERE ifnull(p.participation_form, '') != '' OR ifnull(p.level, '') != ''
        ORDER BY p.made_on, p.id""",
}

COMPUTED = {
    "web_products": """
        SELECT (SELECT count(*) FROM made p, product_kind k WHERE k.id = p.kind_id AND k.is_web_product)
             + (SELECT count(*) FROM held h, event_format f WHERE f.id = h.format_id AND f.is_web_product)""",
    "local_acts": "SELECT count(*) FROM made p, product_kind k WHERE k.id = p.kind_id AND k.is_local_act",
    "visits": """SELECT count(*) FROM came c, held h WHERE h.id = c.event_id
                 AND h.mode = ifnull(json_extract(:filters, '$.mode'), h.mode)""",
}
"""Measures of the indicators that these sites have."""


@dataclass
class Recount:
    """The figures of one report; `tables` in the columns that are printed, without the numbers of the lines."""

    totals: dict[str, Value] = field(default_factory=dict[str, Value])
    tables: dict[str, list[Line]] = field(default_factory=dict[str, list[Line]])
    texts: list[str] = field(default_factory=list[str])
    """What was typed into its sections, and the goal of the site."""
    passport: list[str] = field(default_factory=list[str])


def recounted(file: Path, code: str, first: date, last: date, today: date) -> Recount:
    """The report of these days (`code` is its period) as a file of a site has it on a day."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
        base.execute("CREATE TEMP TABLE asked (first_day, last_day, today)")
        base.execute("INSERT INTO asked VALUES (?, ?, ?)", (str(first), str(last), str(today)))
        base.executescript(VIEWS)
        months = ((f"{year}-{no:02}", f"{name} {year}") for year in range(2024, 2033) for no, name in MONTHS)
        base.executemany("INSERT INTO calendar VALUES (?, ?)", months)
        scores = " UNION ALL ".join(f"SELECT {name} AS score FROM answer WHERE {name} IS NOT NULL" for name in SCALES)
        found = Recount()
        for name, sql in TOTALS.items():
            found.totals[name] = base.execute(sql.format(scores=scores)).fetchone()[0]
        for name, sql in TABLES.items():
            if name == "events":
                found.tables["events"] = _lines(base, sql.format(planned="NOT"))
                found.tables["unplanned_events"] = _lines(base, sql.format(planned=""))
            else:
                found.tables[name] = _lines(base, sql)
        found.tables["satisfaction"] = list(_questions(base))
        found.tables["indicators"] = list(_indicators(base, code, first, last))
        found.texts = [
            str(text)
            for (text,) in base.execute(
                "SELECT t.text FROM report_text t, report r WHERE r.id = t.report_id AND r.period = ? "
                "UNION ALL SELECT goal FROM site WHERE goal != '' AND NOT EXISTS ("
                "SELECT 1 FROM report_text t, report r "
                "WHERE r.id = t.report_id AND r.period = ? AND t.section = 'goal')",
                (code, code),
            )
        ]
        found.passport = [
            str(value)
            for value in base.execute(
                "SELECT s.full_name, s.short_name, s.theme, m.name, s.inn, s.ogrn FROM site s, municipality m "
                "WHERE m.id = s.municipality_id"
            ).fetchone()
            if value
        ]
    return found


def _lines(base: sqlite3.Connection, sql: str) -> list[Line]:
    return [tuple(map(_dated, row)) for row in base.execute(sql)]


def _questions(base: sqlite3.Connection) -> Iterator[Line]:
    for no, (name, question) in enumerate(SCALES.items(), start=1):
        answers, mean, good = base.execute(
            f"SELECT count(*), avg({name}), 100.0 * sum({name} > 3) / count(*) FROM answer WHERE {name} IS NOT NULL"
        ).fetchone()
        if answers:
            yield no, question, answers, mean, good


def _indicators(base: sqlite3.Connection, code: str, first: date, last: date) -> Iterator[Line]:
    for id_, title, unit, target, formula, filters in base.execute(
        "SELECT id, title, unit, target, formula, filters FROM indicator WHERE is_hidden = 0 ORDER BY sort_order, id"
    ).fetchall():
        own = dict[str, Any]()
        for period, value, wanted in base.execute(
            "SELECT period, value, target FROM indicator_value WHERE indicator_id = ?", (id_,)
        ):
            own[period] = (value, wanted)
        kept, wanted = own.get(code, (None, None))
        plan = wanted if wanted is not None else target
        if formula:
            fact = base.execute(COMPUTED[formula], {"filters": filters or "{}"}).fetchone()[0]
        elif kept is not None:
            fact = kept
        else:
            keyed = [own[each][0] for each in _quarters(first, last) if own.get(each, (None,))[0] is not None]
            fact = None if not keyed else keyed[-1] if unit == "%" else sum(keyed)
        share = 100 * fact / plan if plan and fact is not None else None
        yield title, unit, plan, fact, share


def _quarters(first: date, last: date) -> list[str]:
    """The whole quarters that longer days are made of."""
    months = [(year, month) for year in range(first.year, last.year + 1) for month in (1, 4, 7, 10)]
    begun = [(year, month) for year, month in months if first <= date(year, month, 1) <= last]
    is_whole = first.day == 1 and first.month in (1, 4, 7, 10) and (last.month, last.day) in ENDS and len(begun) > 1
    return [f"{year}-Q{(month + 2) // 3}" for year, month in begun] if is_whole else []


ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


def _dated(value: Any) -> Value:
    """A day as a day: the file keeps it as text."""
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date.fromisoformat(value)
    return value
