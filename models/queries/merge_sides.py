"""Two cards side by side, field by field, with what stands on each of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from models.database import Database
from models.errors import UserError
from models.identity import VLADIVOSTOK
from models.log import table_shape
from models.queries.fetch import Source, number, rows
from models.queries.in_force import IN_FORCE
from models.queries.short_name import SHORT_NAME, WHO
from models.repoint import Row, links_to, rows_where
from models.rows.choice import Choice
from models.rows.codes import Category, Education, OrganizationForm, PersonalDataState, RestrictedField
from models.rows.merge import (
    ORGANIZATION_FIELDS,
    PERSON_FIELDS,
    RESTRICTED_FIELDS,
    MergedCard,
    Sides,
    SidesField,
)
from models.rules.consents import closed_fields_lost, fields_held
from models.rules.record_words import counted_records
from models.rules.shown import show_phone
from models.rules.words import day_in_table

_GIVEN = "указан"
_TITLES = {"organization_id": "organization", "position_id": "position", "municipality_id": "municipality"}
_NAMES = {"organization": "short_name", "position": "title", "municipality": "name"}
_OWN = frozenset({"person_alias", "person_apart", "organization_alias", "organization_apart", "organization_spelling"})
"""Tables that tell of the merging itself."""
_MERGED = """
SELECT m.uid, {gone}, {stays}, a.at,
       coalesce((SELECT {actor} FROM person AS w WHERE w.id = {who}), 'руководитель')
FROM {owner}_alias AS m JOIN {owner} AS t ON t.id = m.{owner}_id
JOIN change AS d ON d.id = (
    SELECT max(c.id) FROM change AS c
    WHERE c.table_name = '{owner}' AND c.pk = json_array(m.former_id) AND c.op = 'D')
JOIN action AS a ON a.id = d.action_id
ORDER BY d.id DESC
"""


class _Merged(NamedTuple):
    uid: str
    title: str
    into: str
    at: str
    actor: str


def people_sides(db: Database, one_id: int, other_id: int) -> Sides:
    """Two cards of people side by side; closed values are told of and not shown.

    Raises UserError when one of them is gone.
    """
    with db.reading() as session:
        stays, goes, with_stays, with_goes = _two(session, "person", one_id, other_id)
        titles = _titles(session)
        fields = [_field(key, title, stays, goes, titles) for key, title in PERSON_FIELDS.items()]
        closed, lost = _closed_sides(session, stays, goes, today=db.today())
    fields += [field for key, title in RESTRICTED_FIELDS.items() if (field := _closed(key, title, *closed))]
    notes = [
        "Согласие на одной из карточек отозвано: данные останутся заблокированными."
        for row in (stays, goes)
        if row["pd_state"] == PersonalDataState.BLOCKED
    ]
    if lost:
        notes.append(f"{closed_fields_lost(lost)}.")
    return Sides(
        int(str(stays["id"])),
        int(str(goes["id"])),
        _person_title(stays),
        _person_title(goes),
        tuple(fields),
        with_stays,
        with_goes,
        tuple(dict.fromkeys(notes)),
    )


def organization_sides(db: Database, one_id: int, other_id: int) -> Sides:
    """Two organisations side by side; raises UserError when one of them is gone."""
    with db.reading() as session:
        stays, goes, with_stays, with_goes = _two(session, "organization", one_id, other_id)
        titles = _titles(session)
    return Sides(
        int(str(stays["id"])),
        int(str(goes["id"])),
        str(stays["short_name"]),
        str(goes["short_name"]),
        tuple(_field(key, title, stays, goes, titles) for key, title in ORGANIZATION_FIELDS.items()),
        with_stays,
        with_goes,
    )


def merged_people(db: Database) -> list[MergedCard]:
    """The cards that were merged into others, the last first."""
    name = "json_extract(d.old, '$.last_name') || ' ' || json_extract(d.old, '$.first_name')"
    return _merged(db, "person", gone=f"coalesce({name}, 'имя не сохранилось')", stays=SHORT_NAME.format("t"))


def merged_organizations(db: Database) -> list[MergedCard]:
    """The organisations that were merged into others, the last first."""
    return _merged(
        db,
        "organization",
        gone="coalesce(json_extract(d.old, '$.short_name'), 'название не сохранилось')",
        stays="t.short_name",
    )


def _merged(db: Database, owner: str, *, gone: str, stays: str) -> list[MergedCard]:
    sql = _MERGED.format(
        owner=owner, gone=gone, stays=stays, actor=SHORT_NAME.format("w"), who=WHO.format("a.actor_id")
    )
    with db.reading() as session:
        found = rows(session, _Merged, sql)
    return [
        MergedCard(each.uid, each.title, each.into, datetime.fromisoformat(each.at).astimezone(VLADIVOSTOK), each.actor)
        for each in found
    ]


def _two(session: Source, table: str, one_id: int, other_id: int) -> tuple[Row, Row, str, str]:
    """The row that stays, the one that goes, and what stands on each: more records stay, of equals the older card."""
    connection = session.connection()
    shape = table_shape(connection, table)
    found = [row for id_ in (one_id, other_id) for row in rows_where(connection, shape, {"id": id_})]
    if len(found) < len((one_id, other_id)):
        raise UserError("Одной из карточек уже нет.", "Обновите список: её могли убрать или объединить.")
    counts = [_uses(session, table, int(str(row["id"]))) for row in found]
    order = sorted((0, 1), key=lambda at: (-sum(counts[at].values()), int(str(found[at]["id"]))))
    stays, goes = order
    return found[stays], found[goes], counted_records(counts[stays]), counted_records(counts[goes])


def _uses(session: Source, table: str, id_: int) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for link in links_to(session.connection(), table):
        if link.table not in _OWN:
            sql = f'SELECT count(*) FROM "{link.table}" WHERE "{link.column}" = ?'
            number = int(session.connection().exec_driver_sql(sql, (id_,)).scalar_one())
            counts[link.table] = counts.get(link.table, 0) + number
    return counts


def _titles(session: Source) -> Mapping[str, Mapping[object, str]]:
    return {
        table: dict[object, str](rows(session, Choice, f"SELECT id, {name} FROM {table}"))
        for table, name in _NAMES.items()
    }


def _field(key: str, title: str, stays: Row, goes: Row, titles: Mapping[str, Mapping[object, str]]) -> SidesField:
    one, other = _word(key, stays, titles), _word(key, goes, titles)
    fuller, newer = len(other) > len(one), str(goes["updated_at"]) > str(stays["updated_at"])
    is_better = fuller if key == "short_name" else newer
    return SidesField(key, title, one, other, one != other, bool(other) and (not one or (one != other and is_better)))


def _word(key: str, row: Row, titles: Mapping[str, Mapping[object, str]]) -> str:
    value = row[key]
    if value is None or value == "":
        return ""
    match key:
        case "category":
            until = row["category_until"]
            label = Category(str(value)).label
            return f"{label} до {day_in_table(date.fromisoformat(str(until)))}" if until else label
        case "is_remote":
            return "да" if value else ""
        case "education":
            return Education(str(value)).label
        case "form":
            return OrganizationForm(str(value)).label
        case "phone":
            return show_phone(str(value))
        case _ if key in _TITLES:
            return titles[_TITLES[key]].get(value, "запись убрана")
        case _:
            return str(value)


def _closed_sides(
    session: Source, stays: Row, goes: Row, *, today: date
) -> tuple[tuple[Row | None, Row | None], frozenset[RestrictedField]]:
    """The closed fields of both cards as far as a merge can keep them, and those that go for want of a consent."""
    shape = table_shape(session.connection(), "person_restricted")
    kept, comes = (
        next(rows_where(session.connection(), shape, {"person_id": row["id"]}), None) for row in (stays, goes)
    )
    both = (stays["id"], goes["id"])
    if comes is None:
        return (kept, None), frozenset()
    if not _will_be_in_force(session, comes, both, today):
        return (kept, None), fields_held(comes)
    if kept is not None and not _will_be_in_force(session, kept, both, today):
        return (None, comes), fields_held(kept)
    return (kept, comes), frozenset()


def _will_be_in_force(session: Source, row: Row, people: tuple[object, object], today: date) -> bool:
    """Whether the sheet of closed fields counts once a withdrawal on either card holds for both."""
    return bool(
        number(
            session,
            f"""
            SELECT count(*) FROM consent AS c
            WHERE c.id = :consent AND {IN_FORCE.format("c")} AND NOT EXISTS (
                SELECT 1 FROM consent AS w
                WHERE w.person_id IN (:one, :other) AND w.purpose = c.purpose AND w.withdrawn_on > c.signed_on)
            """,
            consent=row["consent_id"],
            today=today,
            one=people[0],
            other=people[1],
        )
    )


def _closed(key: str, title: str, stays: Row | None, goes: Row | None) -> SidesField | None:
    """A closed field where both cards keep one: else what there is comes along under its consent."""
    if stays is None or goes is None:
        return None
    one, other = _held(key, stays), _held(key, goes)
    if not any(one) and not any(other):
        return None
    words = [_GIVEN if any(held) else "" for held in (one, other)]
    if one != other and all(words):
        words[1] = f"{_GIVEN}, другой"
    return SidesField(key, title, words[0], words[1], one != other, not any(one))


def _held(key: str, row: Row) -> tuple[object, ...]:
    columns = ("diploma_surname", "diploma_series", "diploma_number") if key == "diploma" else (key,)
    return tuple(row[column] for column in columns)


def _person_title(row: Row) -> str:
    return " ".join(str(row[part]) for part in ("last_name", "first_name", "patronymic") if row[part])
