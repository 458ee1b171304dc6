"""The register of documents: what was entered in it, and the papers that other sections hold, united by one query."""

from datetime import date
from typing import NamedTuple

from models.database import Database
from models.queries.conditions import asked_for
from models.queries.document_papers import ON_PAPER, ON_SCREEN, paper_params
from models.queries.fetch import Source, one, rows
from models.rows.documents import (
    DocumentCounts,
    DocumentFilter,
    DocumentKind,
    DocumentLine,
    DocumentSort,
    DocumentState,
    KitLine,
)

EVERY_DOCUMENT = DocumentFilter()
_ALL = 1_000_000

_KIND = f"instr('{' '.join(kind.value for kind in DocumentKind)}', t.kind)"
_STATE = f"instr('{' '.join(state.value for state in DocumentState)}', t.state)"
_DAY = "CASE t.state WHEN 'missing' THEN '9999-12-31' ELSE coalesce(t.day, '9999-12-30') END"
"""What is missing stands before the newest, and what has no date yet: they wait to be written."""
_KEYS = {
    DocumentSort.DAY: (_DAY,),
    DocumentSort.NUMBER: ("length(t.number)", "t.number"),
    DocumentSort.KIND: (_KIND, "coalesce(t.kit_no, 0)"),
    DocumentSort.TITLE: ("ltrim(t.title, '«\"')",),
    DocumentSort.PARTIES: ("t.parties",),
    DocumentSort.UNTIL: ("coalesce(t.until, '9999-12-31')",),
    DocumentSort.STATE: (_STATE,),
}
_TIES = (_DAY, _KIND, "-coalesce(t.kit_no, 0)", "t.record_id")
_ONLY = """t.source = substr(:{0}, 1, instr(:{0}, ':') - 1)
    AND CASE t.source WHEN 'missing' THEN t.kit_no ELSE t.record_id END = 0 + substr(:{0}, instr(:{0}, ':') + 1)"""
"""SQL of the one line with the key in that parameter."""
_COLUMNS = """t.source || ':' || CASE t.source WHEN 'missing' THEN t.kit_no ELSE t.record_id END, t.kind, t.record_id,
    t.kit_code, t.kit_no, t.number, t.day, t.title, t.parties, t.until, t.state, t.leads_to, t.period,
    CASE t.source
        WHEN 'document' THEN (SELECT count(*) FROM attachment_use AS u WHERE u.document_id = t.record_id)
        WHEN 'minutes' THEN (SELECT count(*) FROM attachment_use AS u WHERE u.meeting_id = t.record_id)
        WHEN 'consent' THEN (SELECT count(*) FROM attachment_use AS u WHERE u.consent_id = t.record_id)
        ELSE 0 END,
    CASE t.source
        WHEN 'document' THEN (SELECT f.sha256 FROM document AS d JOIN attachment AS f ON f.id = d.attachment_id
                              WHERE d.id = t.record_id)
        WHEN 'report' THEN (SELECT f.sha256 FROM report_file AS m JOIN attachment AS f ON f.id = m.attachment_id
                            WHERE m.report_id = t.record_id ORDER BY m.ending = 'pdf' DESC, m.ending LIMIT 1)
        END"""


class _Page(NamedTuple):
    sort: DocumentSort
    descending: bool
    after: DocumentLine | None
    limit: int


class _Days(NamedTuple):
    first: date | None
    last: date | None


class _State(NamedTuple):
    state: DocumentState
    papers: int


def document_register(
    db: Database,
    wanted: DocumentFilter = EVERY_DOCUMENT,
    *,
    sort: DocumentSort = DocumentSort.DAY,
    descending: bool = True,
    after: DocumentLine | None = None,
    limit: int = 200,
) -> list[DocumentLine]:
    """A page of the register, what is missing and then the newest first; `after` is the last line of the page above."""
    with db.reading() as session:
        return _read(session, ON_SCREEN, wanted, db.today(), _Page(sort, descending, after, limit))


def entries_on_paper(
    session: Source, wanted: DocumentFilter, today: date, *, sort: DocumentSort, descending: bool
) -> list[DocumentLine]:
    """Every line that is asked for, whoever may not be named by her code (152-ФЗ), inside an open snapshot."""
    return _read(session, ON_PAPER, wanted, today, _Page(sort, descending, None, _ALL))


def document_line(db: Database, key: str) -> DocumentLine | None:
    """One line of the register, or None when it is gone."""
    found = document_register(db, DocumentFilter(key=key), limit=1)
    return found[0] if found else None


def document_counts(db: Database, wanted: DocumentFilter = EVERY_DOCUMENT) -> DocumentCounts:
    """How many papers the filter finds, whatever their state, and how many each state would leave."""
    where, params = _where(wanted, with_state=False)
    with db.reading() as session:
        found = rows(
            session,
            _State,
            f"WITH {ON_SCREEN} SELECT t.state, count(*) FROM paper AS t WHERE {where} GROUP BY t.state",
            **paper_params(session, db.today()),
            **params,
        )
    by_state = dict.fromkeys(DocumentState, 0) | {each.state: each.papers for each in found}
    return DocumentCounts(sum(by_state.values()), by_state)


def document_days(db: Database) -> tuple[date, date] | None:
    """The first and the last day there is a paper of, or None while none has a date."""
    with db.reading() as session:
        sql = f"WITH {ON_SCREEN} SELECT min(t.day), max(t.day) FROM paper AS t"
        found = one(session, _Days, sql, **paper_params(session, db.today()))
    return None if found.first is None or found.last is None else (found.first, found.last)


def kit_lines(db: Database) -> list[KitLine]:
    """The 11 documents of the kit, each by the best there is of it."""
    with db.reading() as session:
        return read_kit(session, db.today())


def read_kit(session: Source, today: date) -> list[KitLine]:
    """The same inside an open snapshot."""
    best = "'active', 'expiring', 'draft', 'expired', 'closed', 'missing'"
    ranked = f"(SELECT key FROM json_each(json_array({best})) WHERE value = t.state)"
    return rows(
        session,
        KitLine,
        f"""
        WITH {ON_SCREEN}
        SELECT k.no, k.title, json_extract(json_array({best}), '$[' || min({ranked}) || ']')
        FROM kit AS k JOIN paper AS t ON t.kit_code = k.code
        WHERE t.kit_code IS NOT NULL -- without it every consent and certificate is read
        GROUP BY k.no ORDER BY k.no
        """,
        **paper_params(session, today),
    )


def _read(session: Source, papers: str, wanted: DocumentFilter, today: date, page: _Page) -> list[DocumentLine]:
    where, params = _where(wanted)
    way, beyond = ("DESC", "<") if page.descending else ("ASC", ">")
    keys = (*_KEYS[page.sort], *_TIES)
    if page.after is not None:
        place = ", ".join(keys)
        where += f" AND ({place}) {beyond} (SELECT {place} FROM paper AS t WHERE {_ONLY.format('after')})"
        params["after"] = page.after.key
    order = ", ".join(f"{key} {way}" for key in keys)
    return rows(
        session,
        DocumentLine,
        f"""
        WITH {papers}, page AS MATERIALIZED (
            SELECT t.*, row_number() OVER (ORDER BY {order}) AS place FROM paper AS t WHERE {where}
            ORDER BY place LIMIT :limit
        )
        SELECT {_COLUMNS} FROM page AS t ORDER BY t.place
        """,
        **paper_params(session, today),
        **params,
        limit=page.limit,
    )


def _where(wanted: DocumentFilter, *, with_state: bool = True) -> tuple[str, dict[str, object]]:
    kind = wanted.kind
    return asked_for(
        "1",
        text=wanted.text,
        word="(t.title GLOB {word} OR t.number GLOB {word} OR t.parties GLOB {word})",
        kind=(
            "t.kit_no IS NOT NULL AND :kind = 'kit'" if kind is DocumentKind.KIT else "t.kind = :kind",
            kind.value if kind else None,
        ),
        state=("t.state = :state", wanted.state.value if wanted.state and with_state else None),
        start=("t.day >= :start", wanted.start),
        end=("t.day <= :end", wanted.end),
        only=(_ONLY.format("only"), wanted.key),
    )
