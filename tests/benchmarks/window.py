"""The window over ten years of work: opening sections, filtering and sorting, beside a model that does it in Python.

The peer is a `QSortFilterProxyModel` written in Python over all the rows: what filtering and sorting cost without SQL.
It stands in the order of the first column, as our list does: whatever a filter lets in again is put in its place.
A stall is the longest time the window's thread did not listen; it is shown beside the 50 ms of house.md, as absolute
times travel badly between machines.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QEventLoop,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from desktop.app import SiteSession, make_application
from desktop.paths import Paths
from models.bulk import insert_many
from models.identity import FixedClock
from models.queries.people import people_page
from models.rows.people import PeopleFilter, PersonLine
from models.schema.people import Person
from tests.benchmarks.harness import ROUNDS, Bench, Figure
from tests.benchmarks.invented import ACTOR, NOW, Years, fill_years, new_site, people_rows, reopened
from tests.views.stall import StallProbe
from views.sections import SECTIONS
from views.trainees.people_columns import COLUMNS
from views.widgets.paged import PagedTable
from views.widgets.table import Sort, TableView

if TYPE_CHECKING:
    from views.trainees.page import TraineesPage

LIMIT = 0.050
"""Seconds: house.md lets nothing hold the window's thread longer."""

Index = QModelIndex | QPersistentModelIndex


def measure(bench: Bench) -> Iterator[Figure]:
    """Stalls of every section, then keystrokes and sorts at two sizes."""
    app = make_application()
    big, huge = bench.size(10_000, quick=500), bench.size(100_000, quick=1_000)
    for people in (big, huge):
        folder = bench.named(str(people)).folder
        _fill(folder, people=people, events=big)
        session = opened(app, folder)
        if people == big:
            yield from _stalls(session)
        yield from _lists(session, people)
        session.close()
        session.window.close()


def _fill(folder: Path, *, people: int, events: int) -> None:
    path = new_site(folder).rename(folder / "marshrut.db")
    db = reopened(path)
    first = min(people, events)
    fill_years(db, Years(people=first, events=events, marks_per_event=10))
    gardens = list(range(1, 50))
    # There are no more invented names than these: the same people again, under other identities.
    for _ in range(people // first - 1):
        with db.writing(action="Ещё люди", actor=ACTOR) as session:
            insert_many(session, Person, people_rows(db, first, gardens))
    db.close()


def opened(app: QApplication, folder: Path) -> SiteSession:
    """The window of 1366 × 768 over the database of a folder, all quiet."""
    session = SiteSession(app, Paths.under(folder), clock=FixedClock(NOW))
    waiting = QEventLoop()
    session.opened.connect(waiting.quit)
    session.begin()
    session.window.resize(1366, 728)
    QTimer.singleShot(60_000, waiting.quit)
    waiting.exec()
    settle(session)
    return session


def settle(session: SiteSession) -> None:
    """Wait until nothing is under way any more."""
    quiet = 0
    while quiet < 3:
        waiting = QEventLoop()
        QTimer.singleShot(10, waiting.quit)
        waiting.exec()
        quiet = 0 if session.jobs.busy else quiet + 1


def _stalls(session: SiteSession) -> Iterator[Figure]:
    """The first opening of a section makes its page; the second shows it again. The overview is open from the start."""
    for section in sorted(SECTIONS, key=lambda section: section.key == "overview"):
        for what in ("first", "again"):
            session.window.go("overview" if section.key != "overview" else "settings", None)
            settle(session)
            with StallProbe() as probe:
                session.window.go(section.key, None)
                probe.listen(150)
            settle(session)
            yield Figure(f"worst stall, {section.key}, {what}", probe.worst, "50 ms", LIMIT, 1)


def _lists(session: SiteSession, people: int) -> Iterator[Figure]:
    session.window.go("trainees", None)
    settle(session)
    page = cast("TraineesPage", session.window.page("trainees"))
    peer = _Peer(_everybody(session))
    table: TableView[PersonLine] = page.table
    size = f"{people // 1000}k people"

    def ours_filters(words: str) -> None:
        page.filters.search.setText(words)
        page.filters.search.returnPressed.emit()
        table.viewport().repaint()

    def peer_filters(words: str) -> None:
        peer.proxy.search(words)
        peer.view.viewport().repaint()

    keystroke = 0.8 if people <= 10_000 else 0.6
    # Putting a hundred thousand rows in order takes the peer seconds, and it varies little.
    rounds = ROUNDS if people <= 10_000 else 2
    for what, words, goal in (("filter keystroke", "козл", keystroke), ("filter cleared", "", 0.05)):
        before = "" if words else "козл"
        ours = _median(lambda before=before: ours_filters(before), lambda words=words: ours_filters(words))
        theirs = _median(lambda before=before: peer_filters(before), lambda words=words: peer_filters(words), rounds)
        yield Figure(f"{what} → painted, {size}", ours, "Python proxy model", theirs, goal)
    model: PagedTable[PersonLine] = page.model
    columns = [column.key for column in COLUMNS if column.sortable]

    def ours_sorts(descending: bool) -> None:
        model.sort_rows(Sort(columns[0], descending))
        table.viewport().repaint()

    def peer_sorts(order: Qt.SortOrder) -> None:
        peer.view.sortByColumn(0, order)
        peer.view.viewport().repaint()

    ours = _median(lambda: ours_sorts(False), lambda: ours_sorts(True))
    up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
    theirs = _median(lambda: peer_sorts(up), lambda: peer_sorts(down), rounds)
    yield Figure(f"sort → painted, {size}", ours, "Python proxy model", theirs, 0.05)
    peer.close()


def _median(prepare: Callable[[], object], act: Callable[[], object], rounds: int = ROUNDS) -> float:
    taken: list[float] = []
    for _ in range(rounds + 1):
        prepare()
        QApplication.processEvents()
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return median(taken[1:])


def _everybody(session: SiteSession) -> list[PersonLine]:
    assert session.workplace is not None
    return people_page(session.workplace.db, PeopleFilter(), limit=1_000_000)


class _Everything(QAbstractTableModel):
    """All the rows in memory."""

    def __init__(self, rows: list[PersonLine]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[index.column()].text(self.rows[index.row()])
        return None


class _Proxy(QSortFilterProxyModel):
    """Filters and sorts in Python, as one does without SQL."""

    def __init__(self, model: _Everything) -> None:
        super().__init__()
        self._asked = ""
        self._rows = model.rows
        self.setSourceModel(model)

    def search(self, words: str) -> None:
        self.beginFilterChange() if hasattr(self, "beginFilterChange") else None
        self._asked = words.casefold().replace("ё", "е")
        self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self._asked in self._rows[source_row].last_name.casefold().replace("ё", "е")

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        return str(source_left.data()) < str(source_right.data())


class _Peer:
    """A plain table over the proxy, as large as ours."""

    def __init__(self, rows: list[PersonLine]) -> None:
        self.proxy = _Proxy(_Everything(rows))
        self.view = QTableView()
        self.view.setModel(self.proxy)
        self.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.view.resize(1110, 600)
        self.view.show()
        QApplication.processEvents()

    def close(self) -> None:
        self.view.close()
        cast("QWidget", self.view).deleteLater()
