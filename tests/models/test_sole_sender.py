"""Only one process sends."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import UserError
from models.sole_sender import LOCK, sole_sender
from tests.conftest import ROOT

HOLD = (
    "import sys\nfrom pathlib import Path\nfrom models.sole_sender import sole_sender\n"
    "with sole_sender(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
)


def test_another_process_is_refused_until_the_first_ends_even_by_a_kill(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(UserError, match="другая копия"), sole_sender(tmp_path):
            pass
        process.kill()
    with sole_sender(tmp_path):
        assert (tmp_path / LOCK).stat().st_size == 0


def test_an_error_inside_frees_the_place(tmp_path: Path):
    with pytest.raises(KeyError), sole_sender(tmp_path):
        raise KeyError
    with sole_sender(tmp_path):
        pass


def test_a_place_where_no_file_can_be_made_is_an_error_of_the_machine(tmp_path: Path):
    (tmp_path / LOCK).mkdir()
    with pytest.raises(OSError, match="lock"), sole_sender(tmp_path):
        pass
