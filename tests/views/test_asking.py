"""Questions that take long: the last one alone is answered, and the window does not wait for it."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.errors import UserError
from views.asking import PATIENCE_MS, Asking
from views.jobs import Jobs


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_an_answer_comes_back_to_the_thread_of_the_window(jobs: Jobs, qtbot: QtBot) -> None:
    page, heard = QObject(), list[tuple[int, bool]]()
    asking = Asking[int](jobs, lambda found: heard.append((found, threading.current_thread().name == here)), page)
    here = threading.current_thread().name
    asking.ask(lambda: 7)
    assert asking.is_waiting
    qtbot.waitUntil(lambda: not asking.is_waiting)
    assert heard == [(7, True)]


def test_only_the_last_question_is_answered(jobs: Jobs, qtbot: QtBot) -> None:
    page, heard, first_may_end = QObject(), list[str](), threading.Event()

    def first() -> str:
        first_may_end.wait(10)
        return "first"

    asking = Asking[str](jobs, heard.append, page)
    asking.ask(first)
    asking.ask(lambda: "second")
    asking.ask(lambda: "third")
    first_may_end.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    qtbot.waitUntil(lambda: not asking.is_waiting)
    assert heard == ["third"]


def test_an_answer_that_takes_long_is_told_of(jobs: Jobs, qtbot: QtBot) -> None:
    page, may_end = QObject(), threading.Event()
    asking = Asking[bool](jobs, lambda _found: None, page)
    with qtbot.waitSignal(asking.takes_long):
        asking.ask(lambda: may_end.wait(10))
    may_end.set()
    qtbot.waitUntil(lambda: not asking.is_waiting)


def test_a_page_that_is_gone_is_told_nothing(jobs: Jobs, qtbot: QtBot) -> None:
    page, heard, may_end = QObject(), list[bool](), threading.Event()
    asking = Asking[bool](jobs, heard.append, page)
    asking.ask(lambda: may_end.wait(10))
    page.deleteLater()
    with qtbot.waitSignal(page.destroyed):
        pass
    may_end.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard == []


REFUSAL = UserError("Данные не читаются.", "Проверьте диск.")


@pytest.mark.parametrize("trouble", [REFUSAL, ValueError("a bug")])
def test_a_question_without_an_answer_is_waited_for_no_more(jobs: Jobs, qtbot: QtBot, trouble: Exception) -> None:
    page = QObject()
    asking = Asking[int](jobs, lambda _found: None, page)

    def read() -> int:
        raise trouble

    with qtbot.assertNotEmitted(asking.takes_long, wait=PATIENCE_MS + 100):
        asking.ask(read)
        qtbot.waitUntil(lambda: not asking.is_waiting)


def test_a_refused_question_is_told_of(jobs: Jobs, qtbot: QtBot) -> None:
    page = QObject()
    asking = Asking[int](jobs, lambda _found: None, page)

    def read() -> int:
        raise REFUSAL

    with qtbot.waitSignal(jobs.refused) as refused:
        asking.ask(read)
    assert refused.args == [REFUSAL]


def test_a_former_question_that_fails_does_not_end_the_waiting_for_the_last(jobs: Jobs, qtbot: QtBot) -> None:
    page, heard, may_fail, may_answer = QObject(), list[str](), threading.Event(), threading.Event()

    def first() -> str:
        may_fail.wait(10)
        raise REFUSAL

    def last() -> str:
        may_answer.wait(10)
        return "last"

    asking = Asking[str](jobs, heard.append, page)
    asking.ask(first)
    with qtbot.waitSignal(jobs.refused):
        asking.ask(last)
        may_fail.set()
    QApplication.processEvents()
    assert asking.is_waiting
    may_answer.set()
    qtbot.waitUntil(lambda: not asking.is_waiting)
    assert heard == ["last"]
