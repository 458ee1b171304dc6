"""The section «Стажёры»: pages of the list, what its filters count, a card, and the history of accepted lists."""

import re
from typing import NamedTuple

from models.database import Database
from models.queries.batch_undo import batch_undo
from models.queries.fetch import number, one, rows
from models.rows.people import (
    NO_MUNICIPALITY,
    NO_STREAM,
    BatchLine,
    BatchOutlook,
    FilterChoice,
    KeptPerson,
    NamedChoice,
    PeopleCounts,
    PeopleFilter,
    PeopleSort,
    PersonCard,
    PersonChoices,
    PersonLine,
    PlaceChoice,
)
from models.rules.clean import fold

_TRAINEE = """p.pd_state IN ('active', 'blocked') AND (
    NOT EXISTS (SELECT 1 FROM role_assignment AS ra WHERE ra.person_id = p.id)
    OR EXISTS (SELECT 1 FROM enrollment AS en WHERE en.person_id = p.id))"""
"""A trainee is whoever is in a stream, or has no role in the team; people without a name are left out."""

_NO_CONSENT = """NOT EXISTS (SELECT 1 FROM consent AS c
    WHERE c.person_id = p.id AND c.purpose = 'processing' AND c.withdrawn_on IS NULL)"""

_KEYS = {
    PeopleSort.NAME: "p.name_key",
    PeopleSort.POSITION: "(SELECT t.title FROM position AS t WHERE t.id = p.position_id)",
    PeopleSort.ORGANIZATION: "(SELECT o.name_key FROM organization AS o WHERE o.id = p.organization_id)",
    PeopleSort.MUNICIPALITY: """coalesce((SELECT m.name FROM organization AS o JOIN municipality AS m
        ON m.id = o.municipality_id WHERE o.id = p.organization_id), '')""",
    PeopleSort.STREAM: """coalesce((SELECT min(s.title) FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
        WHERE e.person_id = p.id), '')""",
    PeopleSort.PHONE: "coalesce(p.phone, '')",
}

_SHORTEST_NUMBER = 3
"""From so many digits on a typed word is looked for among the phones."""


def people_page(
    db: Database,
    wanted: PeopleFilter,
    *,
    sort: PeopleSort = PeopleSort.NAME,
    descending: bool = False,
    after: PersonLine | None = None,
    limit: int = 200,
) -> list[PersonLine]:
    """A page of the list; `after` is the last line of the page above.

    The page is cut first, by the stored keys, and joined after.
    """
    where, params = _where(wanted)
    key, way = _KEYS[sort], "DESC" if descending else "ASC"
    if after is not None:
        beyond = "<" if descending else ">"
        where += f" AND ({key}, p.id) {beyond} (SELECT {key}, p.id FROM person AS p WHERE p.id = :after)"
        params["after"] = after.id
    with db.reading() as session:
        return rows(
            session,
            PersonLine,
            f"""
            WITH page AS MATERIALIZED (
                SELECT p.id, {key} AS key FROM person AS p WHERE {where} ORDER BY key {way}, p.id {way} LIMIT :limit
            )
            SELECT p.id, p.last_name, p.first_name, p.patronymic, t.title, o.short_name, m.name,
                   (SELECT group_concat(title, ', ') FROM (SELECT s.title FROM enrollment AS e
                    JOIN stream AS s ON s.id = e.stream_id WHERE e.person_id = p.id ORDER BY s.title)),
                   p.phone, p.pd_state
            FROM page JOIN person AS p ON p.id = page.id
            JOIN position AS t ON t.id = p.position_id
            JOIN organization AS o ON o.id = p.organization_id
            LEFT JOIN municipality AS m ON m.id = o.municipality_id
            ORDER BY page.key {way}, page.id {way}
            """,
            limit=limit,
            **params,
        )


def people_total(db: Database, wanted: PeopleFilter) -> int:
    """How many people the filter lets through."""
    where, params = _where(wanted)
    with db.reading() as session:
        return number(session, f"SELECT count(*) FROM person AS p WHERE {where}", **params)


def people_counts(db: Database) -> PeopleCounts:
    """What each value of each filter would show if it were the only one."""
    with db.reading() as session:
        return PeopleCounts(
            total=number(session, f"SELECT count(*) FROM person AS p WHERE {_TRAINEE}"),
            without_stream=number(
                session,
                f"""SELECT count(*) FROM person AS p WHERE {_TRAINEE}
                AND NOT EXISTS (SELECT 1 FROM enrollment AS e WHERE e.person_id = p.id)""",
            ),
            without_municipality=number(
                session,
                f"""SELECT count(*) FROM person AS p JOIN organization AS o ON o.id = p.organization_id
                WHERE {_TRAINEE} AND o.municipality_id IS NULL""",
            ),
            without_consent=number(session, f"SELECT count(*) FROM person AS p WHERE {_TRAINEE} AND {_NO_CONSENT}"),
            organizations=tuple(
                rows(
                    session,
                    FilterChoice,
                    f"""SELECT o.id, o.short_name, count(*) FROM person AS p
                    JOIN organization AS o ON o.id = p.organization_id WHERE {_TRAINEE}
                    GROUP BY o.id ORDER BY o.name_key, o.id""",
                )
            ),
            municipalities=tuple(
                rows(
                    session,
                    FilterChoice,
                    f"""SELECT m.id, m.name, count(*) FROM person AS p
                    JOIN organization AS o ON o.id = p.organization_id
                    JOIN municipality AS m ON m.id = o.municipality_id WHERE {_TRAINEE}
                    GROUP BY m.id ORDER BY m.name, m.id""",
                )
            ),
            streams=tuple(
                rows(
                    session,
                    FilterChoice,
                    f"""SELECT s.id, s.title, count(*) FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
                    JOIN person AS p ON p.id = e.person_id WHERE {_TRAINEE}
                    GROUP BY s.id ORDER BY s.starts_on DESC, s.id""",
                )
            ),
        )


def person_card(db: Database, person_id: int) -> PersonCard | None:
    """A person's card, or None when it was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            PersonCard,
            """
            SELECT p.id, p.last_name, p.first_name, p.patronymic, p.position_id, p.organization_id, p.category,
                   p.category_until, p.education, p.experience_years, p.phone, p.email, p.pd_state,
                   EXISTS (SELECT 1 FROM person_restricted AS r WHERE r.person_id = p.id
                           AND (r.snils IS NOT NULL OR r.birth_date IS NOT NULL)),
                   (SELECT max(c.signed_on) FROM consent AS c WHERE c.person_id = p.id AND c.withdrawn_on IS NULL)
            FROM person AS p WHERE p.id = :person
            """,
            person=person_id,
        )
    return found[0] if found else None


def person_choices(db: Database) -> PersonChoices:
    """Positions, organisations and municipal units of today, in the order to show."""
    with db.reading() as session:
        return PersonChoices(
            positions=tuple(rows(session, NamedChoice, "SELECT id, title FROM position ORDER BY sort_order, id")),
            organizations=tuple(
                rows(
                    session,
                    PlaceChoice,
                    """SELECT o.id, o.short_name, o.municipality_id, m.name FROM organization AS o
                    LEFT JOIN municipality AS m ON m.id = o.municipality_id ORDER BY o.name_key, o.id""",
                )
            ),
            municipalities=tuple(
                rows(session, NamedChoice, "SELECT id, name FROM municipality WHERE valid_to IS NULL ORDER BY name")
            ),
        )


def batch_lines(db: Database) -> list[BatchLine]:
    """The accepted lists, newest first."""
    with db.reading() as session:
        return rows(session, BatchLine, f"{_BATCHES} ORDER BY b.id DESC")


def accepted_before(db: Database, sha256: str) -> BatchLine | None:
    """The last batch of the very same file that was not taken back, if there is one."""
    with db.reading() as session:
        found = rows(
            session,
            BatchLine,
            f"{_BATCHES} WHERE b.file_sha256 = :sha256 AND b.undone_on IS NULL ORDER BY b.id DESC LIMIT 1",
            sha256=sha256,
        )
    return found[0] if found else None


def is_accepted(db: Database, batch_id: int) -> bool:
    """Whether a list stands: it was written and not taken back since."""
    with db.reading() as session:
        sql = "SELECT count(*) FROM import_batch WHERE id = :batch AND undone_on IS NULL"
        return number(session, sql, batch=batch_id) > 0


_BATCHES = """
    SELECT b.id, b.created_at, b.file_name, b.sheet, b.consents_on, b.rows_new, b.rows_changed, b.rows_same,
           b.rows_left, p.last_name || ' ' || p.first_name, b.undone_on
    FROM import_batch AS b LEFT JOIN person AS p ON p.id = b.author_id
"""


class _Batch(NamedTuple):
    id: int
    action_id: int


def batch_outlook(db: Database, batch_id: int) -> BatchOutlook:
    """Who would go and who would stay, were the list taken back now: what `undo_batch` does, said beforehand."""
    with db.reading() as session:
        batch = one(session, _Batch, "SELECT id, action_id FROM import_batch WHERE id = :batch", batch=batch_id)
        plan = batch_undo(session.connection(), batch.id, batch.action_id)
        names = rows(
            session,
            _Name,
            """SELECT id, coalesce(last_name || ' ' || first_name || coalesce(' ' || patronymic, ''), 'Без имени')
            FROM person WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY name_key, id""",
            ids=str(sorted(plan.kept)),
        )
    kept = tuple(KeptPerson(person.name, plan.kept[person.id]) for person in names)
    return BatchOutlook(removed=len(plan.gone), restored=plan.restored, leaving=len(plan.leaving), kept=kept)


class _Name(NamedTuple):
    id: int
    name: str


def _where(wanted: PeopleFilter) -> tuple[str, dict[str, object]]:
    """The condition of a filter and its parameters."""
    parts, params = [_TRAINEE], dict[str, object]()
    for place, word in enumerate(re.findall(r"\w+", fold(wanted.text))):
        found = [f"instr(p.name_key, :word{place}) > 0"]
        params[f"word{place}"] = word
        if len(word) > 1:
            found.append(
                f"p.organization_id IN (SELECT o.id FROM organization AS o WHERE instr(o.name_key, :word{place}) > 0)"
            )
        if word.isdigit() and len(word) >= _SHORTEST_NUMBER:
            found.append(f"instr(p.phone, :word{place}) > 0")
        parts.append(f"({' OR '.join(found)})")
    if wanted.organization_id is not None:
        parts.append("p.organization_id = :organization")
        params["organization"] = wanted.organization_id
    if wanted.municipality_id is not None:
        is_it = "IS NULL" if wanted.municipality_id == NO_MUNICIPALITY else "= :municipality"
        parts.append(f"p.organization_id IN (SELECT o.id FROM organization AS o WHERE o.municipality_id {is_it})")
        params["municipality"] = wanted.municipality_id
    if wanted.stream_id == NO_STREAM:
        parts.append("NOT EXISTS (SELECT 1 FROM enrollment AS e WHERE e.person_id = p.id)")
    elif wanted.stream_id is not None:
        parts.append("p.id IN (SELECT e.person_id FROM enrollment AS e WHERE e.stream_id = :stream)")
        params["stream"] = wanted.stream_id
    if wanted.without_consent:
        parts.append(_NO_CONSENT)
    return " AND ".join(parts), params
