"""A kill -9 at any moment of any command leaves a whole site, and no half file under a final name."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.kill_rounds import ERRANDS, Errand, Stage, faults_after_kill, half_files, prepare, rehearse

pytestmark = [
    pytest.mark.begun_first,
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX"),
]

SHORT = {"import-roster": 10, "undo": 8, "package": 8, "report-pdf": 5, "report-xlsx": 5, "demo": 4}
LONG = {"import-roster": 110, "undo": 110, "package": 100, "report-pdf": 50, "report-xlsx": 50, "demo": 80}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The prepared sites, made once a worker."""
    made = Stage(tmp_path_factory.mktemp("bases"), tmp_path_factory.mktemp("rounds"))
    prepare(made)
    return made


@pytest.mark.timeout(5400)
@pytest.mark.parametrize("errand", ERRANDS, ids=[errand.name for errand in ERRANDS])
def test_a_kill_leaves_a_whole_site(stage: Stage, errand: Errand, rounds: Callable[..., int]) -> None:
    number = rounds(SHORT[errand.name], soak=LONG[errand.name])
    rehearsal = rehearse(stage, errand)
    faults = [
        fault for each in range(number) for fault in faults_after_kill(stage, errand, rehearsal, number=each, of=number)
    ]
    assert faults == []


def test_forty_rounds_are_short_and_five_hundred_long() -> None:
    assert (sum(SHORT.values()), sum(LONG.values())) == (40, 500)


@pytest.mark.parametrize("name", ["report.pdf", "report.xlsx", "package.zip"])
def test_half_a_file_would_be_noticed(tmp_path: Path, name: str) -> None:
    """The control: the rounds can fail."""
    (tmp_path / name).write_bytes(b"%PDF-1.4 half of")
    assert list(half_files(tmp_path)) == [f"{name} is half a file"]


def test_half_a_file_under_its_part_name_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "report.pdf.part").write_bytes(b"%PDF-1.4 half of")
    assert list(half_files(tmp_path)) == []
