import sys
import threading

import pytest

from desktop.crashes import details, guarded, watch_for_crashes

pytestmark = pytest.mark.logs_warnings


@pytest.fixture(autouse=True)
def _hooks_put_back(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)


def _stumble() -> str:
    raise LookupError("Сидорова Анна, +79001234567")


def test_work_that_ends_well_gives_its_own_answer():
    assert guarded(lambda: "done", stumbled=lambda _details: "stumbled") == "done"


def test_a_bug_is_answered_with_details_that_can_be_copied():
    answer = guarded(_stumble, stumbled=lambda described: described)
    assert "builtins.LookupError" in answer


def test_a_bug_is_logged_without_its_values(caplog: pytest.LogCaptureFixture):
    guarded(_stumble, stumbled=lambda described: described)
    assert "LookupError" in caplog.text
    assert "Сидорова" not in caplog.text


def test_details_name_the_versions():
    assert details(ValueError()).startswith("marshrut ")


def test_a_crash_of_any_thread_reaches_the_person():
    told: list[str] = []
    watch_for_crashes(told.append)
    thread = threading.Thread(target=_stumble)
    thread.start()
    thread.join()
    assert len(told) == 1
    assert "+7900" not in told[0]


def test_leaving_the_program_is_no_crash():
    told: list[str] = []
    watch_for_crashes(told.append)
    sys.excepthook(SystemExit, SystemExit(0), None)
    assert told == []
