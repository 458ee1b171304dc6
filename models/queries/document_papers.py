"""Every paper the register of documents unites, as SQL: what was entered in it, and what other sections hold."""

import json
from datetime import date
from typing import NamedTuple

from models.queries.fetch import Source, rows
from models.queries.kept_part import label
from models.queries.paper_names import PAPER_FULL_NAME
from models.queries.short_name import FULL_NAME
from models.rows.codes import ConsentPurpose, MeetingBody, OrderKind
from models.rules.consents import EXPIRES_SOON as CONSENT_EXPIRES_SOON
from models.rules.document_kit import EXPIRES_SOON, KIT
from models.rules.periods import parse_period

_TERM = """CASE WHEN {0}.valid_until < :today THEN 'expired' WHEN {0}.valid_until <= :{1} THEN 'expiring'
    ELSE 'active' END"""

_PAPERS = f"""
kit AS MATERIALIZED (
    SELECT value ->> 0 AS code, value ->> 1 AS no, value ->> 2 AS title, value ->> 3 AS issued_by FROM json_each(:kit)
),
paper (kind, source, record_id, kit_code, kit_no, number, day, title, parties, until, state, leads_to, period) AS (
    SELECT 'kit', 'missing', 0, k.code, k.no, '', NULL, k.title, k.issued_by, NULL, 'missing', k.no, ''
    FROM kit AS k
    WHERE NOT EXISTS (SELECT 1 FROM document AS d WHERE d.kit_code = k.code)
      AND NOT (k.code = 'work_plan' AND EXISTS (SELECT 1 FROM plan AS l WHERE l.kind <> 'roadmap'))
      AND NOT (k.code = 'internship_program' AND EXISTS (SELECT 1 FROM program))
    UNION ALL
    SELECT CASE WHEN k.code IS NULL THEN 'other' ELSE 'kit' END, 'document', d.id, d.kit_code, k.no,
           coalesce(d.number, ''), d.dated_on, d.title,
           coalesce(nullif(trim(d.parties), ''), {{name}}, ''), d.valid_until,
           CASE WHEN d.status = 'active' THEN {_TERM.format("d", "soon")} ELSE d.status END, d.id, ''
    FROM document AS d LEFT JOIN kit AS k ON k.code = d.kit_code LEFT JOIN person AS p ON p.id = d.person_id
    UNION ALL
    SELECT 'order', 'order', o.id, NULL, NULL, o.number, o.dated_on, 'Приказ ' || {label("o.kind", OrderKind)},
           s.title, NULL, 'active', o.stream_id, ''
    FROM enrollment_order AS o JOIN stream AS s ON s.id = o.stream_id
    UNION ALL
    SELECT 'minutes', 'minutes', m.id, NULL, NULL, m.number, m.held_on,
           'Протокол: ' || {label("m.body", MeetingBody)}, '', NULL, 'active', m.id, ''
    FROM meeting AS m
    UNION ALL
    SELECT 'consent', 'consent', c.id, NULL, NULL, '', c.signed_on,
           'Согласие: ' || {label("c.purpose", ConsentPurpose)}, {{name}}, c.valid_until,
           CASE WHEN c.withdrawn_on IS NOT NULL OR c.destroyed_on IS NOT NULL THEN 'closed'
                ELSE {_TERM.format("c", "consents_soon")} END, p.id, ''
    FROM consent AS c JOIN person AS p ON p.id = c.person_id
    UNION ALL
    SELECT 'certificate', 'certificate', c.id, NULL, NULL, c.reg_no || '/' || c.year, c.issue_date,
           'Сертификат: ' || coalesce(c.printed ->> 'program', r.title), {{name}}, NULL,
           CASE c.state WHEN 'prepared' THEN 'draft' WHEN 'annulled' THEN 'closed' ELSE 'active' END, c.id, ''
    FROM certificate AS c JOIN enrollment AS e ON e.id = c.enrollment_id JOIN person AS p ON p.id = e.person_id
    JOIN stream AS s ON s.id = e.stream_id JOIN program AS r ON r.id = s.program_id
    UNION ALL
    SELECT 'report', 'report', r.id, NULL, NULL, CASE WHEN r.version > 1 THEN 'версия ' || r.version ELSE '' END,
           r.approved_on,
           'Отчёт за ' || coalesce((SELECT value FROM json_each(:periods) WHERE key = r.period), r.period), '', NULL,
           CASE r.status WHEN 'draft' THEN 'draft' ELSE 'active' END, r.id, r.period
    FROM report AS r
    UNION ALL
    SELECT 'program', 'program', r.id, k.code, k.no, CASE WHEN r.version > 1 THEN 'версия ' || r.version ELSE '' END,
           r.approved_on, r.title, coalesce(r.approved_by, ''), NULL,
           CASE r.status WHEN 'draft' THEN 'draft' WHEN 'approved' THEN 'active' ELSE 'closed' END, r.id, ''
    FROM program AS r JOIN kit AS k ON k.code = 'internship_program'
    UNION ALL
    SELECT 'plan', 'plan', l.id, k.code, k.no, '', l.approved_on, l.title, coalesce(l.approved_by, ''), NULL,
           CASE l.status WHEN 'approved' THEN 'active' WHEN 'closed' THEN 'closed' ELSE 'draft' END, l.id, l.starts_on
    FROM plan AS l LEFT JOIN kit AS k ON k.code = 'work_plan' AND l.kind <> 'roadmap'
)"""
"""SQL of the papers of the register, people called by `name`; `paper_params` gives its parameters."""
ON_SCREEN = _PAPERS.format(name=FULL_NAME.format("p"))
"""The same with people by their names."""
ON_PAPER = _PAPERS.format(name=PAPER_FULL_NAME.format("p"))
"""The same for what leaves: whoever may not be named stands there by her code (152-ФЗ)."""


class _Period(NamedTuple):
    code: str


def paper_params(session: Source, today: date) -> dict[str, object]:
    """The parameters of `_PAPERS` on a day."""
    codes = [each.code for each in rows(session, _Period, "SELECT DISTINCT period FROM report")]
    return {
        "kit": json.dumps(KIT),
        "periods": json.dumps({code: parse_period(code).title for code in codes}),
        "today": today,
        "soon": today + EXPIRES_SOON,
        "consents_soon": today + CONSENT_EXPIRES_SOON,
    }
