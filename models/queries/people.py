"""The section «Стажёры»: pages of the list, a card, and the history of accepted lists."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from models.database import Database
from models.queries.batch_undo import batch_undo
from models.queries.fetch import Source, number, one, rows
from models.queries.former_names import former_names
from models.queries.paper_names import MAY_BE_NAMED
from models.queries.people_filter import condition
from models.queries.short_name import SHORT_NAME
from models.rows.choice import Choice
from models.rows.codes import Category, Code, EnrollmentStatus
from models.rows.people import (
    BatchLine,
    BatchOutlook,
    KeptPerson,
    PeopleFilter,
    PeopleGrouping,
    PeopleSort,
    PersonCard,
    PersonChoices,
    PersonLine,
    PlaceChoice,
)

_CODES = {
    PeopleSort.STATUS: (
        EnrollmentStatus,
        """(SELECT e.status FROM enrollment AS e WHERE e.person_id = p.id
        ORDER BY e.id DESC LIMIT 1)""",
    ),
    PeopleSort.CATEGORY: (Category, "p.category"),
}


def _in_order(codes: type[Code], column: str) -> str:
    """SQL of a code's place in its list; a missing one stands first."""
    places = " ".join(f"WHEN '{code.value}' THEN {place}" for place, code in enumerate(codes))
    return f"CASE {column} {places} ELSE -1 END"


_CONSENT_ON = """(SELECT max(c.signed_on) FROM consent AS c
    WHERE c.person_id = p.id AND c.purpose = 'processing' AND c.withdrawn_on IS NULL AND c.destroyed_on IS NULL)"""

_KEYS = {
    PeopleSort.NAME: "p.name_key",
    PeopleSort.POSITION: "(SELECT t.title FROM position AS t WHERE t.id = p.position_id)",
    PeopleSort.ORGANIZATION: "g.name_key",
    PeopleSort.MUNICIPALITY: "coalesce(u.name, '')",
    PeopleSort.STREAM: """coalesce((SELECT min(s.title) FROM enrollment AS e JOIN stream AS s ON s.id = e.stream_id
        WHERE e.person_id = p.id), '')""",
    PeopleSort.PHONE: "coalesce(p.phone, '')",
    PeopleSort.EMAIL: "coalesce(p.email, '')",
    PeopleSort.EXPERIENCE: "coalesce(p.experience_years, -1)",
    PeopleSort.CONSENT: f"coalesce({_CONSENT_ON}, '')",
    **{sort: _in_order(codes, column) for sort, (codes, column) in _CODES.items()},
}

_GROUP_KEYS = {
    PeopleGrouping.ORGANIZATION: ("g.name_key", "g.id"),
    PeopleGrouping.MUNICIPALITY: ("coalesce(u.name, '')", "coalesce(u.id, 0)"),
}
"""What puts the people of one group side by side: the title alone is not enough where two groups share it."""

_PEOPLE = "person AS p"
_PEOPLE_AT = """person AS p JOIN organization AS g ON g.id = p.organization_id
    LEFT JOIN municipality AS u ON u.id = g.municipality_id"""
_BY_PLACE = frozenset({PeopleSort.ORGANIZATION, PeopleSort.MUNICIPALITY})

_LINES = f"""
    SELECT p.id, p.last_name, p.first_name, p.patronymic, t.title, o.id, o.short_name, m.id, m.name,
           (SELECT group_concat(title, ', ') FROM (SELECT s.title FROM enrollment AS e
            JOIN stream AS s ON s.id = e.stream_id WHERE e.person_id = p.id ORDER BY s.title)),
           {_CODES[PeopleSort.STATUS][1]}, p.phone, p.email, p.category, p.experience_years, {_CONSENT_ON},
           p.pd_state, {MAY_BE_NAMED.format("p")}
    FROM page JOIN person AS p ON p.id = page.id
    JOIN position AS t ON t.id = p.position_id
    JOIN organization AS o ON o.id = p.organization_id
    LEFT JOIN municipality AS m ON m.id = o.municipality_id
"""


def people_page(
    db: Database,
    wanted: PeopleFilter,
    *,
    sort: PeopleSort = PeopleSort.NAME,
    descending: bool = False,
    grouping: PeopleGrouping | None = None,
    after: PersonLine | None = None,
    limit: int = 200,
    ready: Collection[int] | None = None,
) -> list[PersonLine]:
    """A page of the list; `after` is the last line of the page above. Groups always stand A to Z.

    The page is cut first, by the stored keys, and joined after. `ready`: who is ready for a certificate, where that
    is known already.
    """
    key, way = _KEYS[sort], "DESC" if descending else "ASC"
    group, group_id = _GROUP_KEYS[grouping] if grouping is not None else ("0", "0")
    people = _PEOPLE_AT if grouping is not None or sort in _BY_PLACE else _PEOPLE
    with db.reading() as session:
        where, params = condition(session, wanted, today=db.today(), ready=ready)
        if after is not None:
            beyond, at_last = "<" if descending else ">", f"FROM {people} WHERE p.id = :after"
            within = f"({key}, p.id) {beyond} (SELECT {key}, p.id {at_last})"
            where += (
                f" AND {within}"
                if grouping is None
                else f""" AND (({group}, {group_id}) > (SELECT {group}, {group_id} {at_last})
                OR (({group}, {group_id}) = (SELECT {group}, {group_id} {at_last}) AND {within}))"""
            )
            params["after"] = after.id
        found = rows(
            session,
            PersonLine,
            f"""
            WITH page AS MATERIALIZED (
                SELECT p.id, {group} AS "group", {group_id} AS group_id, {key} AS key FROM {people} WHERE {where}
                ORDER BY "group", group_id, key {way}, p.id {way} LIMIT :limit
            )
            {_LINES}
            ORDER BY page."group", page.group_id, page.key {way}, page.id {way}
            """,
            limit=limit,
            **params,
        )
        return _with_former(session, found) if wanted.text.strip() else found


def _with_former(session: Source, found: list[PersonLine]) -> list[PersonLine]:
    """The same lines saying what each was called before: who is looked for may be known by that."""
    called = defaultdict[int, list[str]](list)
    for each in former_names(session):
        called[each.person_id].append(each.surname)
    return [line._replace(former=", ".join(called[line.id])) if line.id in called else line for line in found]


def people_total(db: Database, wanted: PeopleFilter, *, ready: Collection[int] | None = None) -> int:
    """How many people the filter lets through; `ready` as of `people_page`."""
    with db.reading() as session:
        where, params = condition(session, wanted, today=db.today(), ready=ready)
        return number(session, f"SELECT count(*) FROM person AS p WHERE {where}", **params)


def person_card(db: Database, person_id: int) -> PersonCard | None:
    """A person's card, or None when it was removed meanwhile."""
    with db.reading() as session:
        found = rows(
            session,
            PersonCard,
            """
            SELECT p.id, p.last_name, p.first_name, p.patronymic, p.position_id, p.organization_id, p.category,
                   p.category_until, p.education, p.experience_years, p.phone, p.email, p.pd_state
            FROM person AS p WHERE p.id = :person
            """,
            person=person_id,
        )
    return found[0] if found else None


def person_choices(db: Database) -> PersonChoices:
    """Positions, organisations and municipal units of today, in the order to show."""
    with db.reading() as session:
        return PersonChoices(
            positions=tuple(rows(session, Choice, "SELECT id, title FROM position ORDER BY sort_order, id")),
            organizations=tuple(
                rows(
                    session,
                    PlaceChoice,
                    """SELECT o.id, o.short_name, o.municipality_id, m.name FROM organization AS o
                    LEFT JOIN municipality AS m ON m.id = o.municipality_id ORDER BY o.name_key, o.id""",
                )
            ),
            municipalities=tuple(
                rows(session, Choice, "SELECT id, name FROM municipality WHERE valid_to IS NULL ORDER BY name")
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


_BATCHES = f"""
    SELECT b.id, b.created_at, b.file_name, b.sheet, b.consents_on, b.rows_new, b.rows_changed, b.rows_same,
           b.rows_left, {SHORT_NAME.format("p")}, b.undone_on, b.file_sha256
    FROM import_batch AS b LEFT JOIN person AS p ON p.id = b.author_id
"""


class _Batch(NamedTuple):
    id: int
    action_id: int


def batch_outlook(db: Database, batch_id: int) -> BatchOutlook:
    """Who would go and who would stay, were the list taken back now: what `undo_batch` does, said beforehand."""
    with db.reading() as session:
        batch = one(session, _Batch, "SELECT id, action_id FROM import_batch WHERE id = :batch", batch=batch_id)
        plan = batch_undo(session.connection(), batch.id, batch.action_id, today=db.today())
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
