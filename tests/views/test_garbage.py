"""Where garbage is collected while other threads work: Qt lets nobody but the window's thread destroy a widget."""

import gc
import threading

from pytestqt.qtbot import QtBot
from typing_extensions import override

from views.jobs import Job, Jobs, Lane


class TidyingJob(Job[None]):
    """Makes a few objects more after it has told that it is over, as the pool does."""

    @override
    def run(self) -> None:
        super().run()
        while not gc.isenabled():
            pass
        self.kept = [[] for _ in range(gc.get_threshold()[0] // 4)]


def test_a_widget_in_a_circle_is_never_destroyed_by_another_thread(qtbot: QtBot) -> None:
    jobs, collected_in = Jobs(), set[threading.Thread]()

    def note(_phase: str, _told: dict[str, int]) -> None:
        collected_in.add(threading.current_thread())

    def work(_progress: object) -> None:
        for _ in range(10 * gc.get_threshold()[0]):
            circle: list[object] = []
            circle.append(circle)

    gc.callbacks.append(note)
    try:
        jobs.start(TidyingJob(work), lane=Lane.READER)
        qtbot.waitUntil(gc.isenabled)
    finally:
        jobs.close()
        gc.callbacks.remove(note)
    assert collected_in <= {threading.main_thread()}


def test_closing_in_the_middle_of_work_lets_the_collector_run_again(qapp: object) -> None:
    jobs = Jobs()
    jobs.start(Job(lambda _progress: None), lane=Lane.DOCUMENTS)
    assert not gc.isenabled()
    jobs.close()
    assert gc.isenabled()
