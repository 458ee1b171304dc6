"""Ten thousand people and a hundred thousand marks into a site's file, against `executemany` of the bare driver.

The floor has the same schema with its indexes, foreign keys and CHECKs, and writes no history: its file has no
triggers of the log.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from models.bulk import insert_many
from models.commands.roster import RosterSource, accept_roster
from models.database import Database
from models.rows.roster import RosterRow, RosterSheet, RowStatus
from models.schema.events import Attendance, Event
from models.schema.people import Organization, Person
from tests.benchmarks import invented, people, raw
from tests.benchmarks.harness import Bench, Figure, Run, race, timed

ON = invented.NOW.date()
MARKS_AN_EVENT = 100


def measure(bench: Bench) -> Iterator[Figure]:
    """The rows alone, and the whole of accepting a list."""
    count = bench.size(10_000, quick=300)
    yield _rows(bench.named("rows"), count)
    yield _roster(bench.named("roster"), count)


def _rows(bench: Bench, count: int) -> Figure:
    source = invented.new_site(bench.folder)
    db = invented.reopened(source)
    with db.writing(action="Подготовка", actor=invented.ACTOR) as session:
        gardens = insert_many(session, Organization, invented.garden_rows(db))
        (leader,) = insert_many(session, Person, invented.people_rows(db, 1, gardens))
        events = insert_many(session, Event, invented.event_rows(db, count // 10, leader_id=leader))
    rows = invented.people_rows(db, count, gardens)
    db.close()
    first = leader + 1
    marks = invented.mark_rows(events, range(first, first + count), per_event=MARKS_AN_EVENT)
    plain = raw.without_log(Path(shutil.copy(source, bench.folder / "plain.db")))
    # The floor is spared what `insert_many` fills in: its rows are whole before the clock starts.
    stamps = {"created_at": "2026-07-01T00:00:00.000Z", "updated_at": "2026-07-01T00:00:00.000Z"}
    work = [
        raw.insertion("person", [row | {"pd_state": "active"} | stamps for row in rows]),
        raw.insertion("attendance", [row | {"signature_kept": 0} | stamps for row in marks]),
    ]

    def store(db: Database) -> None:
        with db.writing(action="Загрузка", actor=invented.ACTOR) as session:
            insert_many(session, Person, rows)
            insert_many(session, Attendance, marks)

    run = race(
        ours=lambda: _ours(source, bench.folder / "ours.db", store),
        theirs=lambda: _raw(plain, bench.folder / "raw.db", work),
    )
    return Figure(
        f"insert_many of {len(rows):,} people and {len(marks):,} marks",
        run["ours"].seconds,
        "executemany",
        run["theirs"].seconds,
        1.5,
    )


def _roster(bench: Bench, count: int) -> Figure:
    source = invented.new_site(bench.folder)
    roster = RosterSheet(
        sheet="Список",
        header_row=1,
        headings=(),
        rows=tuple(
            RosterRow(row=one.no + 1, status=RowStatus.NEW, person=invented.as_fields(one))
            for one in people.trainees(count)
        ),
    )

    def accept(db: Database) -> None:
        accepted = accept_roster(
            db, roster, source=RosterSource("list.xlsx", "0" * 64), actor=invented.ACTOR, consents_on=ON
        )
        assert accepted.new == count, accepted

    # What the floor stores is what ours stored: read back from a file that has taken the list in.
    _ours(source, bench.folder / "read.db", accept)
    with closing(raw.bare(bench.folder / "read.db")) as taken:
        work = [
            _stored(taken, "organization", "id > 1"),
            _stored(taken, "import_batch", "1"),
            _stored(taken, "person", "1"),
            _stored(taken, "consent", "1"),
            _stored(taken, "person_restricted", "1"),
        ]
    plain = raw.without_log(Path(shutil.copy(source, bench.folder / "plain.db")))
    run = race(
        ours=lambda: _ours(source, bench.folder / "ours.db", accept),
        theirs=lambda: _raw(plain, bench.folder / "raw.db", work),
    )
    return Figure(
        f"accept_roster of {count:,} rows with consents",
        run["ours"].seconds,
        "executemany of its rows",
        run["theirs"].seconds,
        2,
        note="accept_roster also compares every row with the database and makes keys and uids",
    )


def _stored(connection, table: str, where: str) -> tuple[str, list[tuple[object, ...]]]:
    found = connection.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY 1")
    columns = [column[0] for column in found.description]
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    return sql, found.fetchall()


def _ours(source: Path, target: Path, work: Callable[[Database], None]) -> Run:
    db = invented.reopened(invented.copied(source, target))
    try:
        return timed(lambda: work(db))
    finally:
        db.close()


def _raw(source: Path, target: Path, work: list[tuple[str, list[tuple[object, ...]]]]) -> Run:
    with closing(raw.bare(invented.copied(source, target))) as connection:
        return timed(lambda: raw.write(connection, work))
