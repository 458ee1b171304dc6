"""One window per data folder: whole processes, one of them killed."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.single_instance import OnlyCopy

ROOT = Path(__file__).resolve().parents[2]

# Holds the place, says so, and serves visitors until it is killed; "deaf" holds it without answering anybody.
HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.single_instance import OnlyCopy

app = QCoreApplication([])
copy = OnlyCopy(Path(sys.argv[1]))
print("first" if copy.is_first else "second", flush=True)
copy.asked.connect(lambda: print("asked", flush=True))
if sys.argv[2] == "deaf":
    sys.stdin.read()
else:
    app.exec()
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def go(*, how: str = "listens") -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(tmp_path), how],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield go
    for process in started:
        process.kill()
        process.communicate()


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_finds_the_first_and_wakes_it(qapp: object, start: Start, tmp_path: Path) -> None:
    first = start()
    assert line(first) == "first"
    second = OnlyCopy(tmp_path)
    assert not second.is_first
    assert second.raise_first()
    assert line(first) == "asked"


def test_a_killed_copy_keeps_nobody_out(qapp: object, start: Start, tmp_path: Path) -> None:
    first = start()
    assert line(first) == "first"
    first.kill()
    first.wait()
    successor = OnlyCopy(tmp_path)
    assert successor.is_first
    successor.release()


def test_the_successor_of_a_killed_copy_hears_the_next_start(
    qapp: object, qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    first = start()
    assert line(first) == "first"
    first.kill()
    first.wait()
    successor = OnlyCopy(tmp_path)
    heard: list[None] = []
    successor.asked.connect(lambda: heard.append(None))
    assert line(start()) == "second"
    asker = start()
    assert line(asker) == "second"
    caller = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
            "from desktop.single_instance import OnlyCopy\n"
            "app = QCoreApplication([]); sys.exit(0 if OnlyCopy(Path(sys.argv[1])).raise_first() else 1)",
            str(tmp_path),
        ],
        cwd=ROOT,
    )
    qtbot.waitUntil(lambda: caller.poll() is not None and bool(heard), timeout=20_000)
    assert caller.returncode == 0
    successor.release()


def test_a_copy_that_does_not_answer_is_told_from_one_that_does(qapp: object, start: Start, tmp_path: Path) -> None:
    deaf = start(how="deaf")
    assert line(deaf) == "first"
    second = OnlyCopy(tmp_path)
    assert (second.is_first, second.raise_first()) == (False, False)
    deaf.kill()
    deaf.wait()
    assert second.take()
    second.release()


def test_a_released_place_can_be_taken(qapp: object, tmp_path: Path) -> None:
    OnlyCopy(tmp_path).release()
    again = OnlyCopy(tmp_path)
    assert again.is_first
    again.release()


def test_two_folders_have_two_places(qapp: object, tmp_path: Path) -> None:
    one, two = OnlyCopy(tmp_path / "a"), OnlyCopy(tmp_path / "b")
    assert (one.is_first, two.is_first) == (True, True)
    one.release()
    two.release()


def test_the_data_folder_stays_as_it_was(qapp: object, tmp_path: Path) -> None:
    copy = OnlyCopy(tmp_path)
    assert list(tmp_path.iterdir()) == []
    copy.release()
