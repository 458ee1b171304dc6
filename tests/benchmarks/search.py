"""Ctrl+K over ten thousand people and ten thousand events: from a letter to the painted list, beside the bare question.

What is typed is typed letter by letter, as a person does: one letter finds thousands, seven find a few. A keystroke is
painted when the answer to it stands on the screen. The floor is the bare driver with the FTS5 question of that
keystroke alone: no titles, no order, no window. The 50 ms are shown beside, as absolute times travel badly.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.app import SiteSession, make_application
from models.queries.search import search, words_of
from models.search import INDEX
from tests.benchmarks import raw
from tests.benchmarks.harness import Bench, Figure
from tests.benchmarks.invented import Years, fill_years, new_site, reopened
from tests.benchmarks.window import opened

LIMIT = 0.050
"""Seconds from a key to the painted answer."""

TYPED = (
    "калинина анна", "родникова", "занятие 55", "развитие речи", "сборник 7", "детский сад 12", "rfkbybyf", "калинена",
    "ящщщ",
)  # fmt: skip
"""Names, titles of events and products, an organisation; then the other layout, a typo, and what is nowhere."""


def measure(bench: Bench) -> Iterator[Figure]:
    """The whole keystroke, and the query without the window."""
    size = bench.size(10_000, quick=300)
    folder = bench.folder
    path = new_site(folder).rename(folder / "marshrut.db")
    db = reopened(path)
    fill_years(db, Years(people=size, events=size, marks_per_event=1))
    queried = [_taken(lambda typed=typed: search(db, typed)) for typed in _keystrokes()]
    db.close()
    bare = _bare(path)
    app = make_application()
    session = opened(app, folder)
    painted = _painted(app, session)
    session.close()
    session.window.close()
    what = f"{size // 1000}k people and events" if size >= 1000 else f"{size} people and events"
    yield Figure(f"query of a keystroke, p95, {what}", _p95(queried), "bare FTS5 question", _p95(bare))
    yield Figure(f"keystroke → painted, p95, {what}", _p95(painted), "bare FTS5 question", _p95(bare))
    yield Figure(f"keystroke → painted, p95, {what}", _p95(painted), "50 ms", LIMIT, 1)


def _keystrokes() -> list[str]:
    return [words[:end] for words in TYPED for end in range(1, len(words) + 1) if words_of(words[:end])]


def _painted(app: QApplication, session: SiteSession) -> list[float]:
    """Type everything into the palette; how long each letter took until its answer was painted."""
    session.window.open_palette()
    palette = session.window.palette_box
    taken: list[float] = []
    for typed in _keystrokes():
        begun = time.perf_counter()
        palette._field.setText(typed)
        while palette._is_looking:  # asleep, as the window is: turning round here would hold the interpreter
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        for _ in range(2):  # the sheet takes its new height, and is painted
            app.processEvents()
        taken.append(time.perf_counter() - begun)
    return taken


def _bare(path: Path) -> list[float]:
    with closing(raw.bare(path)) as connection:
        sql = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ?"
        questions = [" AND ".join(f'"{word}"*' for word in words_of(typed)) for typed in _keystrokes()]
        return [_taken(lambda asked=asked: connection.execute(sql, (asked,)).fetchall()) for asked in questions]


def _taken(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]
