"""Where a person is found in the database, its history included: asked before her data are destroyed (152-ФЗ)."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from models import inverse, log
from models.rows.codes import ActKind
from models.rows.erased_data import Dropped
from models.rules.mentions import Identity, Mention, Traces, mentions_in
from models.rules.personal_columns import OWNERS, PROSE, TERSE, dropped_by

Owned = Mapping[str, frozenset[int]]
"""Table → ids of the rows that are the person's, now or at some time; of `person` her own and those merged into her."""

HOLDERS = ("consent", "submission", "final_work", "internship_report", "diary_entry")
"""Tables with rows of hers where files hang."""
_OF_FILES = ("attachment", "attachment_person", "attachment_use")
"""Tables of the files themselves and of where they hang: asked for apart."""


class FoundText(NamedTuple):
    """A text of a record that names the person, with every mention in it."""

    table: str
    pk: str
    column: str
    text: str
    mentions: tuple[Mention, ...]


def cards_of(connection: Connection, person_id: int) -> frozenset[int]:
    """The ids of a person's card and of those merged into it."""
    aliases = connection.exec_driver_sql(
        "SELECT former_id FROM person_alias WHERE person_id = ? AND former_id IS NOT NULL", (person_id,)
    ).scalars()
    return frozenset({person_id, *map(int, aliases)})


def owned_rows(connection: Connection, person_id: int) -> Owned:
    """Everything that is the person's own, those rows included that only the log still knows."""
    owned: dict[str, frozenset[int]] = {"person": cards_of(connection, person_id)}
    owned["person_restricted"] = owned["person"]
    for table, (column, owner) in OWNERS.items():
        if table not in owned and table not in ("attachment_use", "attachment"):
            owned[table] = _by_link(connection, table, column, owned[owner])
    hung = {"person_id": owned["person"], "creative_work_id": _works_alone(connection, owned["enrollment"])} | {
        f"{table}_id": owned[table] for table in HOLDERS
    }
    owned["attachment_use"] = _uses_of(connection, _portraits(connection, owned["person"])).union(
        *(_by_link(connection, "attachment_use", column, holders) for column, holders in hung.items())
    )
    owned["attachment"] = _files(connection, owned)
    return owned


def parted_from(connection: Connection, person_ids: Collection[int]) -> frozenset[int]:
    """Cards that were one with hers for a time: their history holds her values, and hers theirs."""
    pairs = connection.exec_driver_sql(
        "SELECT DISTINCT json_extract(old, '$.person_id'), json_extract(old, '$.former_id') FROM change "
        "WHERE table_name = 'person_alias' AND op = 'D'"
    ).all()
    hers = set(person_ids)
    met = {int(each) for pair in pairs if hers & {*pair} for each in pair if each is not None}
    return frozenset(met - hers)


def identities(connection: Connection, person_ids: Collection[int]) -> list[Identity]:
    """All names, contacts and documents that these cards have or ever had.

    What came from a card that was one with hers for a time, and is that person's now, is not hers.
    """
    found = {_card_of(card) for card in states(connection, "person", person_ids)}
    found |= {_papers_of(closed) for closed in states(connection, "person_restricted", person_ids)}
    for other_id in parted_from(connection, person_ids):
        own = [*current(connection, "person", person_ids), *current(connection, "person_restricted", person_ids)]
        others = [*current(connection, "person", [other_id]), *current(connection, "person_restricted", [other_id])]
        hers, theirs = _known_values(own), _known_values(others)
        found = {Identity(*("" if value in theirs - hers else value for value in each)) for each in found}
    return sorted(found)


def dropped(connection: Connection, owned: Owned, kind: ActKind) -> Iterator[Dropped]:
    """The categories of data that an act of this kind drops, in how many records each stands now."""
    titles: dict[str, list[str]] = {}
    for each in dropped_by(kind):
        titles.setdefault(each.title, []).append(each.table)
    for title, tables in titles.items():
        count = 0
        for table in dict.fromkeys(tables):
            filled = " OR ".join(
                f'"{each.column}" IS NOT NULL AND "{each.column}" <> \'\''
                for each in dropped_by(kind)
                if each.title == title and each.table == table
            )
            sql = f'SELECT count(*) FROM "{table}" WHERE {key_of(table)} IN {id_list(owned[table])} AND ({filled})'
            count += int(connection.exec_driver_sql(sql).scalar_one())
        if count:
            yield Dropped(title, count)


def named_in(connection: Connection, traces: Traces, owned: Owned, kind: ActKind) -> Iterator[FoundText]:
    """Texts of records that name the person, save those that go anyway."""
    going = {(each.table, each.column) for each in dropped_by(kind)}
    for table, columns in sorted(PROSE.items()):
        shape = log.table_shape(connection, table)
        there = [column for column in columns if column in shape.columns]
        listed = ", ".join(f'"{column}"' for column in there)
        for pk, *texts in connection.exec_driver_sql(
            f'SELECT {log.json_key(shape, "t")}, {listed} FROM "{table}" AS t'
        ):
            hers = table in OWNERS and json.loads(pk)[0] in owned[table]
            for column, text in zip(there, texts, strict=True):
                if isinstance(text, str) and not (hers and (table, column) in going):
                    mentions = mentions_in(text, traces, terse=(table, column) in TERSE)
                    if mentions:
                        yield FoundText(table, pk, column, text, tuple(mentions))


def entries_of(connection: Connection, owned: Owned) -> Iterator[tuple[int, str, str | None, str | None]]:
    """Entries of the log about rows that are hers: id, table, old and new."""
    for table in OWNERS:
        yield from ((id_, table, old, new) for id_, old, new in entries_about(connection, table, owned[table]))


def entries_about(connection: Connection, table: str, ids: Collection[int]) -> list[tuple[int, str | None, str | None]]:
    """Entries of the log about the rows of a table with these keys: id, old and new."""
    whole = table != "diagnostic_item"
    keys = json.dumps([f"[{id_}]" if whole else id_ for id_ in sorted(ids)])
    key = "pk" if whole else "json_extract(pk, '$[0]')"
    found = connection.exec_driver_sql(
        f"SELECT id, old, new FROM change WHERE table_name = ? AND op <> 'L' "
        f"AND {key} IN (SELECT value FROM json_each(?))",
        (table, keys),
    ).all()
    return [(int(id_), old, new) for id_, old, new in found]


def current(connection: Connection, table: str, ids: Collection[int]) -> list[dict[str, object]]:
    """The rows with these keys as they are."""
    shape = log.table_shape(connection, table)
    sql = f'SELECT {log.json_row(shape, "t")} FROM "{table}" AS t WHERE {key_of(table)} IN {id_list(ids)}'
    return [json.loads(row) for row in connection.exec_driver_sql(sql).scalars()]


def states(connection: Connection, table: str, ids: Collection[int]) -> Iterator[dict[str, object]]:
    """The rows with these keys as they are, and as the log knows them from before."""
    yield from current(connection, table, ids)
    for _id, old, new in entries_about(connection, table, ids):
        yield from (json.loads(side) for side in (old, new) if side is not None)


def key_of(table: str) -> str:
    """The first column of the key of a table with rows of hers; but for `diagnostic_item` it is the whole key."""
    return {"person_restricted": "person_id", "diagnostic_item": "card_id"}.get(table, "id")


def id_list(ids: Collection[int]) -> str:
    """Whole numbers as an SQL list."""
    return f"({', '.join(map(str, sorted(ids)))})"


def _card_of(card: Mapping[str, object]) -> Identity:
    return Identity(
        str(card["last_name"]),
        str(card["first_name"]),
        str(card.get("patronymic") or ""),
        phone=str(card.get("phone") or ""),
        email=str(card.get("email") or ""),
    )


def _papers_of(closed: Mapping[str, object]) -> Identity:
    return Identity(
        str(closed.get("diploma_surname") or ""),
        "",
        snils=str(closed.get("snils") or ""),
        birth_date=str(closed.get("birth_date") or ""),
        diploma=str(closed.get("diploma_number") or ""),
    )


def _known_values(rows_of_card: Collection[Mapping[str, object]]) -> frozenset[str]:
    """Everything in these rows that tells one person from another."""
    return frozenset(
        value
        for row in rows_of_card
        for value in (*(_card_of(row) if "last_name" in row else ()), *(_papers_of(row) if "snils" in row else ()))
        if value
    )


def _by_link(connection: Connection, table: str, column: str, owners: Collection[int]) -> frozenset[int]:
    """Ids of the rows whose `column` points to an owner, or did so last before they were removed.

    A row that came to her by a merge and went back to another with the split is that other's.
    """
    wanted = id_list(owners)
    found = connection.exec_driver_sql(f'SELECT {key_of(table)} FROM "{table}" WHERE "{column}" IN {wanted}').scalars()
    gone = connection.exec_driver_sql(
        f"SELECT json_extract(c.pk, '$[0]') FROM change AS c WHERE c.table_name = ? AND c.op = 'D' "
        f"AND json_extract(c.old, '$.{column}') IN {wanted} AND NOT EXISTS "
        f"(SELECT 1 FROM \"{table}\" AS t WHERE t.{key_of(table)} = json_extract(c.pk, '$[0]'))",
        (table,),
    ).scalars()
    return frozenset({*map(int, found), *map(int, gone)})


def _portraits(connection: Connection, person_ids: Collection[int]) -> frozenset[int]:
    """Pictures that show her and nobody else."""
    wanted = id_list(person_ids)
    found = connection.exec_driver_sql(
        f"SELECT attachment_id FROM attachment_person GROUP BY attachment_id HAVING min(person_id IN {wanted}) = 1"
    ).scalars()
    return frozenset(map(int, found))


def _works_alone(connection: Connection, places: Collection[int]) -> frozenset[int]:
    """Creative works that nobody made but she."""
    wanted = id_list(places)
    found = connection.exec_driver_sql(
        f"SELECT work_id FROM creative_work_member GROUP BY work_id HAVING min(enrollment_id IN {wanted}) = 1"
    ).scalars()
    return frozenset(map(int, found))


def _uses_of(connection: Connection, attachment_ids: Collection[int]) -> frozenset[int]:
    sql = f"SELECT id FROM attachment_use WHERE attachment_id IN {id_list(attachment_ids)}"
    return frozenset(map(int, connection.exec_driver_sql(sql).scalars()))


def _files(connection: Connection, owned: Owned) -> frozenset[int]:
    """Files that hang, or hung, only where it is hers: scans, portraits, her works, with the unreduced pictures."""
    uses = id_list(owned["attachment_use"])
    hers = set(
        connection.exec_driver_sql(f"SELECT attachment_id FROM attachment_use WHERE id IN {uses}").scalars().all()
    )
    hers |= {state["attachment_id"] for state in states(connection, "attachment_use", owned["attachment_use"])}
    hung = {int(str(id_)) for id_ in hers if id_ is not None}
    others = connection.exec_driver_sql(f"SELECT attachment_id FROM attachment_use WHERE id NOT IN {uses}").scalars()
    held = inverse.referenced_elsewhere(connection, "attachment", hung, besides=_OF_FILES)
    found = hung.difference(held, map(int, others))
    unreduced = connection.exec_driver_sql(
        f"SELECT original_id FROM attachment WHERE id IN {id_list(found)} AND original_id IS NOT NULL"
    ).scalars()
    return frozenset({*found, *map(int, unreduced)})
