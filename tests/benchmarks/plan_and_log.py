"""Plan, log, sheet and grid over ten years of a busy site (issue «Work plan», «Speed and size»).

Each thing is done several times as a person does it. Its stalls are shown beside the 50 ms of house.md by their 95th
percentile; its time until everything is painted, beside the very statements it asked of the database, run again
through the bare driver, plus one repaint of the window.
"""

import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection, event

from desktop.app import SiteSession, make_application
from models.database import Database
from models.rows.event_log import EventSort
from models.rows.plan_board import LineOrder
from tests.benchmarks.harness import Bench, Figure
from tests.benchmarks.invented import ACTOR, FIRST_YEAR, Years, fill_years, new_site, reopened
from tests.benchmarks.window import LIMIT, opened, settle
from tests.models.make import engine_of
from tests.views.stall import StallProbe
from views.plan.views import PlanView
from views.widgets.columns import Sort

if TYPE_CHECKING:
    from views.events.page import EventsPage
    from views.plan.page import PlanPage

_GOAL = 3
_MARKS = 30
_LISTEN_MS = 20
_STREAMS_IN_TIME = """
    UPDATE event_stream
    SET stream_id = 1 + (event_id - 1) * (SELECT count(*) FROM stream) / (SELECT count(*) FROM event)
"""
"""A quarter's events belong to the quarter's stream."""
_MARKS_OF_STREAMS = """
    INSERT INTO attendance (created_at, updated_at, event_id, person_id, state, signature_kept)
    SELECT '', '', es.event_id, n.person_id, iif((n.id + es.event_id) % 10, 'present', 'absent'), 0
    FROM event_stream AS es
    JOIN (SELECT *, row_number() OVER (PARTITION BY stream_id ORDER BY id) AS place FROM enrollment) AS n
      ON n.stream_id = es.stream_id AND n.place <= ?
"""


class _Asked(NamedTuple):
    """A statement as the driver was given it."""

    sql: str
    values: Any


def measure(bench: Bench) -> Iterator[Figure]:
    """Two figures for each thing a person does: the stalls and the time."""
    app = make_application()
    events = bench.size(10_000, quick=400)
    _fill(bench.folder, Years(people=events, events=events, marks_per_event=0, plan_items=events * 2 // 5))
    session = opened(app, bench.folder)
    times = 20 if not bench.is_quick else 2
    for what, act in _acts(session):
        yield from _measured(session, what, act, times)
    session.close()
    session.window.close()


def _fill(folder: Path, size: Years) -> None:
    db = reopened(new_site(folder).rename(folder / "marshrut.db"))
    fill_years(db, size)
    with db.writing(action="Отметки потоков", actor=ACTOR) as session:
        session.connection().exec_driver_sql(_STREAMS_IN_TIME)
        session.connection().exec_driver_sql(_MARKS_OF_STREAMS, (_MARKS,))
    db.close()


def _acts(session: SiteSession) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is done, and how; each time something else is asked for, so that nothing has been shown already."""
    window, db = session.window, _database(session)
    years = cycle(str(year) for year in range(FIRST_YEAR, FIRST_YEAR + 9))
    yield "plan of a year opened", lambda: window.go("plan", next(years))
    plan = cast("PlanPage", window.page("plan"))
    letters = cycle("семина")

    def filter_plan() -> None:
        plan.filters.search.setText(next(letters))
        plan.filters.search.returnPressed.emit()

    yield "plan filtered by a letter", filter_plan
    plan.filters.reset()
    orders = cycle((LineOrder.TITLE, LineOrder.RESPONSIBLE, LineOrder.STATE))
    yield "plan sorted", lambda: plan.tree.grouped.sort_rows(Sort(next(orders)))
    views = cycle((PlanView.TIMELINE, PlanView.TABLE, PlanView.CALENDAR, PlanView.TABLE))
    yield "plan seen as timeline, table, calendar", lambda: plan.view_row.chosen.emit(next(views))
    plan.view_row.chosen.emit(PlanView.TIMELINE)
    yield "timeline of a year opened", lambda: window.go("plan", next(years))
    plan.view_row.chosen.emit(PlanView.CALENDAR)
    turns = cycle((1, 1, -1))
    yield "calendar turned by a month", lambda: plan.views.calendar.turn(next(turns))
    plan.view_row.chosen.emit(PlanView.TABLE)

    window.go("events", None)
    events = cast("EventsPage", window.page("events"))

    def open_log() -> None:
        window.go("settings", None)
        window.go("events", None)
        events.log.reload()

    yield "log opened", open_log

    def filter_log() -> None:
        events.log.bar.search.setText(next(letters))
        events.log.bar.search.returnPressed.emit()

    yield "log filtered by a letter", filter_log
    events.log.bar.reset()
    settle(session)
    keys = cycle((EventSort.TITLE, EventSort.PARTICIPANTS, EventSort.FORMAT, EventSort.HELD_ON))
    yield "log sorted", lambda: events.log.model.sort_rows(Sort(next(keys), descending=True))
    events.log.model.sort_rows(Sort(EventSort.HELD_ON, descending=True))
    events.log.bar.choose_quick("unmarked")
    settle(session)
    yield "log without marks, a page further", lambda: events.log.model.fetchMore(events.log.model.index(-1, -1))
    held = cycle(_ids(db, "event"))
    yield "event with its sheet opened", lambda: window.go("events", next(held))
    streams = cycle(_ids(db, "stream"))
    yield "grid of a stream's marks opened", lambda: events.show_grid(next(streams))


def _measured(session: SiteSession, what: str, act: Callable[[], object], times: int) -> Iterator[Figure]:
    act()
    settle(session)
    stalls: list[float] = []
    for _ in range(times):
        with StallProbe() as probe:
            act()
            probe.listen(_LISTEN_MS)
            settle(session)
        stalls.append(probe.worst)
    stall = sorted(stalls)[min(times - 1, round(0.95 * times))]
    yield Figure(f"stall (p95), {what}", stall, "50 ms", LIMIT, 1)
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(times):
        with _Listening(_database(session)) as listening:
            begun = time.perf_counter()
            act()
            _wait_for_jobs(session)
            session.window.repaint()
            ours.append(time.perf_counter() - begun)
        settle(session)
        begun = time.perf_counter()
        listening.ask_again()
        session.window.repaint()
        floor.append(time.perf_counter() - begun)
    yield Figure(f"time, {what}", median(ours), "bare SQL + a repaint", median(floor), _GOAL)


def _wait_for_jobs(session: SiteSession) -> None:
    QApplication.processEvents()
    while session.jobs.busy:
        QApplication.processEvents()
    QApplication.processEvents()


class _Listening:
    """Keeps what is asked of the database meanwhile, whichever thread asks."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._asked: list[_Asked] = []

    def __enter__(self) -> "_Listening":
        event.listen(engine_of(self._db), "before_cursor_execute", self._on_asked)
        return self

    def __exit__(self, *_raised: object) -> None:
        event.remove(engine_of(self._db), "before_cursor_execute", self._on_asked)

    def ask_again(self) -> None:
        """Run the same statements through the driver alone, and fetch what they find."""
        with self._db.reading() as session:
            driver = session.connection().connection.driver_connection
            assert driver is not None
            for sql, values in self._asked:
                driver.execute(sql, values).fetchall()

    def _on_asked(self, _connection: Connection, _cursor: object, sql: str, values: Any, *_rest: object) -> None:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            self._asked.append(_Asked(sql, values))


def _database(session: SiteSession) -> Database:
    assert session.workplace is not None
    return session.workplace.db


def _ids(db: Database, table: str) -> list[int]:
    with db.reading() as session:
        return [id_ for (id_,) in session.connection().exec_driver_sql(f"SELECT id FROM {table} ORDER BY id")]
