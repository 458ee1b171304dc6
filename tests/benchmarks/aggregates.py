"""The figures of a quarter, and the first page of the log, in a database of ten years."""

from collections.abc import Callable, Iterator
from contextlib import closing

from models.queries.events import event_page
from models.queries.report import report_data
from models.rules.periods import parse_period
from tests.benchmarks import invented, raw
from tests.benchmarks.harness import Bench, Figure, race, timed

PERIOD = parse_period("2026-Q1")


def measure(bench: Bench) -> Iterator[Figure]:
    """Ours beside the same questions, each asked once, through the bare driver."""
    path = invented.new_site(bench.folder)
    db = invented.reopened(path)
    size = invented.Years(
        people=bench.size(10_000, quick=500), events=bench.size(10_000, quick=400), marks_per_event=30
    )
    invented.fill_years(db, size)

    with closing(raw.bare(path)) as connection:

        def beside(what: str, ask: Callable[[], object], *, goal: float | None = None) -> Figure:
            asked = raw.questions(db, ask)
            run = race(ours=lambda: timed(ask), theirs=lambda: timed(lambda: raw.answer(connection, asked)))
            rows = sum(map(len, raw.answer(connection, asked)))
            return Figure(
                what,
                run["ours"].seconds,
                "the same SQL, bare driver",
                run["theirs"].seconds,
                goal,
                note=f"{what}: {len(asked)} questions, {rows} rows",
            )

        yield beside("report of a quarter", lambda: report_data(db, PERIOD), goal=1.3)
        yield beside("first page of the log", lambda: event_page(db))
    db.close()
