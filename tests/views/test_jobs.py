"""Work away from the window: what comes back, on which thread, and what closing does to it."""

import errno
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.errors import UserError
from models.progress import Cancelled, Progress
from resources.loader import read_bytes
from tests.views import spawned_work
from views.jobs import Job, Jobs, Lane
from views.spawned import KeptProcess, ProcessDiedError, in_process, reporting_in_process


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def ends(job: Job[object]) -> list[str]:
    """Which of its four ends a job comes to."""
    heard: list[str] = []
    job.done.connect(lambda _result: heard.append("done"))
    job.refused.connect(lambda _sentence: heard.append("refused"))
    job.stopped.connect(lambda: heard.append("stopped"))
    job.failed.connect(lambda _bug: heard.append("failed"))
    return heard


def waited(jobs: Jobs, qtbot: QtBot, job: Job[object], *, lane: Lane = Lane.WRITER) -> None:
    with qtbot.waitSignal(job.finished, timeout=10_000):
        jobs.start(job, lane=lane)


def _refuse(_progress: Progress) -> object:
    raise UserError("Диск заполнен.")


def _stop(_progress: Progress) -> object:
    raise Cancelled


def _stumble(_progress: Progress) -> object:
    raise LookupError


@pytest.mark.parametrize(
    ("work", "end"), [(lambda _p: 1, "done"), (_refuse, "refused"), (_stop, "stopped"), (_stumble, "failed")]
)
def test_a_job_comes_to_exactly_one_end(jobs: Jobs, qtbot: QtBot, work: Callable[[Progress], object], end: str) -> None:
    job = Job(work)
    heard = ends(job)
    waited(jobs, qtbot, job)
    assert heard == [end]


def test_the_work_is_done_on_another_thread_and_its_end_told_on_the_windows(jobs: Jobs, qtbot: QtBot) -> None:
    threads: list[int] = []
    told: list[int] = []
    job: Job[object] = Job(lambda _p: threads.append(threading.get_ident()))
    job.done.connect(lambda _result: told.append(threading.get_ident()))
    job.finished.connect(lambda: told.append(threading.get_ident()))
    waited(jobs, qtbot, job)
    here = threading.get_ident()
    assert threads != [here]
    assert told == [here, here]


def test_a_bug_is_told_to_the_one_place_for_bugs(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.failed, timeout=10_000) as told:
        jobs.start(Job(_stumble))
    assert isinstance(told.args[0], LookupError)


def test_the_writer_takes_one_after_the_other(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[int] = []
    made = [Job(lambda _p, number=number: order.append(number)) for number in range(20)]
    with qtbot.waitSignal(jobs.idle, timeout=10_000):
        for job in made:
            jobs.start(job)
    assert order == list(range(20))


def test_a_long_drawing_does_not_hold_the_writer(jobs: Jobs, qtbot: QtBot) -> None:
    let_go = threading.Event()
    drawing: Job[object] = Job(lambda _p: let_go.wait(10))
    jobs.start(drawing, lane=Lane.DOCUMENTS)
    waited(jobs, qtbot, Job(lambda _p: None))
    with qtbot.waitSignal(drawing.finished, timeout=10_000):
        let_go.set()


def test_a_stopped_job_ends_at_its_next_report(jobs: Jobs, qtbot: QtBot) -> None:
    begun = threading.Event()
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        raise AssertionError

    job = Job(work)
    heard = ends(job)
    jobs.start(job, lane=Lane.DOCUMENTS)
    assert begun.wait(10)
    job.stop()
    with qtbot.waitSignal(job.finished, timeout=10_000):
        go_on.set()
    assert heard == ["stopped"]


def test_reports_are_thinned_but_the_last_one_comes(jobs: Jobs, qtbot: QtBot) -> None:
    reports: list[tuple[int, int]] = []

    def work(progress: Progress) -> None:
        for done in range(1, 20_001):
            progress(done, 20_000)

    job = Job(work)
    job.progressed.connect(lambda done, total: reports.append((done, total)))
    waited(jobs, qtbot, job, lane=Lane.DOCUMENTS)
    assert reports[-1] == (20_000, 20_000)
    # Twenty a second; the bound leaves room for a machine that takes a minute.
    assert len(reports) < 1200


def test_closing_writes_everything_that_was_asked_for(qapp: object) -> None:
    jobs = Jobs()
    begun, go_on = threading.Event(), threading.Event()
    written: list[int] = []

    def first(progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        progress(1, 1)
        written.append(0)

    jobs.start(Job(first))
    for number in range(1, 6):
        jobs.start(Job(lambda _p, number=number: written.append(number)))
    assert begun.wait(10)
    threading.Timer(0.05, go_on.set).start()
    jobs.close()
    assert written == [0, 1, 2, 3, 4, 5]


def test_closing_stops_what_only_draws(qapp: object) -> None:
    jobs = Jobs()
    begun = threading.Event()
    ended: list[str] = []

    def draw(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress(0, 0)
        except Cancelled:
            ended.append("stopped")
            raise

    jobs.start(Job(draw), lane=Lane.DOCUMENTS)
    assert begun.wait(10)
    jobs.close()
    assert ended == ["stopped"]


def test_everything_written_is_told_once_the_last_is_done(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignals([jobs.writing, jobs.idle], timeout=10_000):
        jobs.start(Job(lambda _p: None))
    assert not jobs.busy


# ------------------------------------------------------------------------------------------ what the machine refuses


def _fill_the_disk(_progress: Progress) -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        full.write(b"x")


def _write_into_a_lost_folder(_progress: Progress) -> None:
    (_LOST / "file").write_bytes(b"x")


def _replace_the_running_program(_progress: Progress) -> None:
    Path(sys.executable).resolve().open("r+b").close()


def _miss_a_file_of_the_program(_progress: Progress) -> None:
    read_bytes("icons/no-such-icon.svg")


_LOST = Path("/nonexistent/flash")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
@pytest.mark.parametrize(
    ("work", "words"),
    [
        (_fill_the_disk, "не осталось места"),
        (_write_into_a_lost_folder, "нет на месте («file»)"),
        (_replace_the_running_program, "занят другой программой"),
    ],
)
def test_what_the_machine_refuses_is_a_sentence_with_advice(
    jobs: Jobs, qtbot: QtBot, work: Callable[[Progress], object], words: str
) -> None:
    job = Job(work)
    told: list[UserError] = []
    job.refused.connect(told.append)
    heard = ends(job)
    waited(jobs, qtbot, job)
    assert heard == ["refused"]
    assert words in told[0].message
    assert told[0].advice


def test_a_missing_file_of_the_program_is_a_bug(jobs: Jobs, qtbot: QtBot) -> None:
    job = Job(_miss_a_file_of_the_program)
    heard = ends(job)
    waited(jobs, qtbot, job)
    assert heard == ["failed"]


def test_a_refusal_nobody_waits_for_is_told_by_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.refused, timeout=10_000) as told:
        jobs.start(Job(_refuse))
    assert told.args[0].message == "Диск заполнен."


def test_a_refusal_that_its_page_tells_is_not_told_twice(jobs: Jobs, qtbot: QtBot) -> None:
    twice: list[UserError] = []
    jobs.refused.connect(twice.append)
    job = Job(_refuse)
    job.refused.connect(lambda _sentence: None)
    waited(jobs, qtbot, job)
    assert twice == []


# ------------------------------------------------------------------------------------------- a process of its own


def _never_stop(_done: int, _total: int) -> None:
    return


def test_a_process_answers_with_the_result() -> None:
    assert in_process(_never_stop, spawned_work.add, 2, third=3) == 5


def test_a_process_raises_what_the_work_raised() -> None:
    with pytest.raises(UserError, match=r"Файл не читается"):
        in_process(_never_stop, spawned_work.refuse)


def test_a_process_that_died_is_no_silence() -> None:
    with pytest.raises(ProcessDiedError):
        in_process(_never_stop, spawned_work.die)


def test_a_process_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_start(_process: SpawnProcess) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(SpawnProcess, "start", no_start)
    with pytest.raises(OSError, match="no more processes"):
        in_process(_never_stop, spawned_work.add, 2, third=3)


def test_a_process_says_what_the_machine_refused_it(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    job: Job[object] = Job(lambda progress: in_process(progress, spawned_work.write_past_the_limit, tmp_path / "big"))
    told: list[UserError] = []
    job.refused.connect(told.append)
    waited(jobs, qtbot, job, lane=Lane.DOCUMENTS)
    assert "не осталось места" in told[0].message


@pytest.fixture
def kept() -> Iterator[KeptProcess]:
    process = KeptProcess()
    yield process
    process.close()


def test_a_kept_process_serves_again(kept: KeptProcess) -> None:
    first, second = (kept.run(_never_stop, spawned_work.who) for _ in range(2))
    assert first == second != os.getpid()


def test_a_kept_process_that_ended_is_followed_by_another(kept: KeptProcess) -> None:
    former = kept.run(_never_stop, spawned_work.who)
    os.kill(former, signal.SIGKILL)
    assert kept.run(_never_stop, spawned_work.who) != former


def test_a_kept_process_that_dies_of_its_work_is_no_silence(kept: KeptProcess) -> None:
    with pytest.raises(ProcessDiedError):
        kept.run(_never_stop, spawned_work.die)
    assert kept.run(_never_stop, spawned_work.add, 2, third=3) == 5


def test_the_answer_nobody_waits_for_is_not_taken_for_the_next(kept: KeptProcess, tmp_path: Path) -> None:
    begun, go_on = tmp_path / "begun", tmp_path / "go on"

    def stop_when_begun(_done: int, _total: int) -> None:
        if begun.exists():
            raise Cancelled

    with pytest.raises(Cancelled):
        kept.run(stop_when_begun, spawned_work.wait_for, begun, go_on)
    go_on.touch()
    assert kept.run(_never_stop, spawned_work.add, 2, third=3) == 5


def test_an_exception_that_cannot_travel_says_where_it_was_raised_and_no_names(kept: KeptProcess) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)ManyWordsError.*in stumble") as raised:
        kept.run(_never_stop, spawned_work.stumble, "Вишнёва Анна")
    assert "Вишнёва" not in str(raised.value)
    assert kept.run(_never_stop, spawned_work.add, 2, third=3) == 5


def test_a_result_that_cannot_travel_is_no_dead_process(kept: KeptProcess) -> None:
    former = kept.run(_never_stop, spawned_work.who)
    with pytest.raises((RuntimeError, AttributeError, pickle.PicklingError)):
        kept.run(_never_stop, spawned_work.give_a_function)
    assert kept.run(_never_stop, spawned_work.who) == former


def test_after_an_answer_that_cannot_be_read_none_is_owed(kept: KeptProcess) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        kept.run(_never_stop, spawned_work.give_what_cannot_be_read)
    assert kept.run(_never_stop, spawned_work.add, 2, third=3) == 5


def test_stopping_ends_the_process(tmp_path: Path) -> None:
    sign = tmp_path / "pid"

    def stop_when_begun(_done: int, _total: int) -> None:
        if sign.exists() and sign.read_text():
            raise Cancelled

    with pytest.raises(Cancelled):
        in_process(stop_when_begun, spawned_work.stay, sign)
    with pytest.raises(ProcessLookupError):
        os.kill(int(sign.read_text()), 0)


def test_nothing_is_begun_after_closing(qapp: object) -> None:
    jobs, begun = Jobs(), list[str]()
    jobs.close()
    jobs.start(Job(lambda _progress: begun.append("work")))
    assert (begun, jobs.busy) == ([], False)


def test_what_a_process_reports_arrives_before_its_answer() -> None:
    reported: list[tuple[int, int]] = []
    answer = reporting_in_process(lambda done, total: reported.append((done, total)), spawned_work.count_slowly, 20)
    assert answer == 20
    assert {total for _done, total in reported} - {0} == {20}
    assert reported == sorted(reported)


def test_reporting_work_is_stopped_half_way(kept: KeptProcess) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        kept.run_reporting(stop, spawned_work.count_slowly, 1000)
    kept.close()
    assert kept.run(_never_stop, spawned_work.add, 2, third=3) == 5


def test_reports_nobody_waits_for_are_not_taken_for_the_next_answer(kept: KeptProcess) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        kept.run_reporting(stop, spawned_work.count_slowly, 20)
    assert kept.run(_never_stop, spawned_work.add, 2, third=3) == 5
