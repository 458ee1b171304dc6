"""Marking everybody at an event: what reaches the disk, and how long the person waits."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path

from models.bulk import insert_many
from models.commands.events import mark_attendance
from models.rows.codes import Presence
from models.rows.events import Mark
from models.schema.events import Event
from models.schema.people import Organization, Person
from tests.benchmarks import invented, raw
from tests.benchmarks.harness import Bench, Figure, Run, process, program, race, timed
from tests.benchmarks.processes.mark_events import BEGIN, END

_UPSERT = """
INSERT INTO attendance (event_id, person_id, state, minutes, signature_kept, makeup_on, makeup_form, makeup_tutor_id,
                        created_at, updated_at, author_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (event_id, person_id) DO UPDATE SET
    state = excluded.state, minutes = excluded.minutes, signature_kept = excluded.signature_kept,
    makeup_on = excluded.makeup_on, makeup_form = excluded.makeup_form, makeup_tutor_id = excluded.makeup_tutor_id,
    updated_at = excluded.updated_at
"""
_STAMP = "2026-07-01T00:00:00.000Z"
_SYNC = re.compile(r"\b(?:fsync|fdatasync|sync_file_range|msync|sync|syncfs)\(")


def measure(bench: Bench) -> Iterator[Figure]:
    """An event of thirty and one of two hundred; the floor is an upsert in one transaction without a log."""
    source = invented.new_site(bench.folder)
    db = invented.reopened(source)
    with db.writing(action="Подготовка", actor=invented.ACTOR) as session:
        gardens = insert_many(session, Organization, invented.garden_rows(db))
        people = insert_many(session, Person, invented.people_rows(db, 400, gardens))
        event = insert_many(session, Event, invented.event_rows(db, 100, leader_id=people[0]))[50]
    db.close()
    plain = raw.without_log(Path(shutil.copy(source, bench.folder / "plain.db")))
    for count in (30, 200):
        yield from _marking(bench, source, plain, event, count)
    strace = program("strace")
    for count in (30, 200):
        yield Figure(
            f"syncs to disk, marking {count} people",
            _syncs(bench, strace, source, event, count),
            "one commit",
            1,
            1,
            unit="fsync",
        )


def _marking(bench: Bench, source: Path, plain: Path, event: int, count: int) -> Iterator[Figure]:
    db = invented.reopened(invented.copied(source, bench.folder / "ours.db"))
    by_one = invented.reopened(invented.copied(source, bench.folder / "by_one.db"))
    connection = raw.bare(invented.copied(plain, bench.folder / "raw.db"))
    # Every time each mark becomes another one, else there would be nothing to write.
    turns = {name: cycle((Presence.ABSENT, Presence.PRESENT)) for name in ("ours", "by_one", "raw")}

    def marks(name: str) -> list[Mark]:
        state = next(turns[name])
        return [Mark(id_ + 1, state) for id_ in range(count)]

    def at_once(given: list[Mark]) -> None:
        mark_attendance(db, event, given, actor=invented.ACTOR)

    def one_by_one(given: list[Mark]) -> None:
        for mark in given:
            mark_attendance(by_one, event, [mark], actor=invented.ACTOR)

    def upserts(given: list[Mark]) -> None:
        lines: list[tuple[object, ...]] = [
            (
                event, mark.person_id, mark.state.value, mark.minutes, int(mark.signature_kept), mark.makeup_on,
                mark.makeup_form, mark.makeup_tutor_id, _STAMP, _STAMP, None,
            )
            for mark in given
        ]  # fmt: skip
        raw.write(connection, [(_UPSERT, lines)])

    with closing(db), closing(by_one), closing(connection):
        run = race(
            ours=lambda: _timed_on(marks("ours"), at_once),
            by_one=lambda: _timed_on(marks("by_one"), one_by_one),
            raw=lambda: _timed_on(marks("raw"), upserts),
        )
    yield Figure(f"marking {count} people in one action", run["ours"].seconds, "raw upsert", run["raw"].seconds, 3)
    yield Figure(
        f"the same, a commit for each of {count}",
        run["by_one"].seconds,
        "raw upsert, one commit",
        run["raw"].seconds,
        note="a commit for each person is there for contrast: the program never does it",
    )


def _timed_on(given: list[Mark], work: Callable[[list[Mark]], None]) -> Run:
    return timed(lambda: work(given))


def _syncs(bench: Bench, strace: str, source: Path, event: int, count: int) -> int:
    path = invented.copied(source, bench.folder / "traced.db")
    trace = bench.folder / "trace.txt"
    process(
        strace, "-f", "-qq", "-o", trace,
        "-e", "trace=fsync,fdatasync,sync_file_range,msync,sync,syncfs,access,faccessat,faccessat2",
        sys.executable, "-m", "tests.benchmarks.processes.mark_events", path, str(event), str(count),
    )  # fmt: skip
    action = trace.read_text("utf-8", "replace").split(BEGIN)[1].split(END)[0]
    return len(_SYNC.findall(action))
