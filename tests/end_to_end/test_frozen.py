"""The program as people get it: frozen, without Python, in a folder of any name, with an empty environment."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXE = "marshrut.exe" if os.name == "nt" else "marshrut"

pytestmark = [pytest.mark.timeout(900), pytest.mark.begun_first]


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make build` makes, built from the tree as it is."""
    place = tmp_path_factory.mktemp("frozen")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(place / "dist"), "--workpath", str(place / "build"), str(ROOT / "build.spec")]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert built.returncode == 0, built.stderr
    return place / "dist" / "marshrut"


def _self_test(program: Path, folder: Path) -> dict[str, object]:
    run = subprocess.run(
        [program, "--self-test", "--json"], cwd=folder, env={}, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return json.loads(run.stdout)


def test_the_frozen_program_works_with_an_empty_environment(frozen: Path, tmp_path: Path):
    assert _self_test(frozen / EXE, tmp_path)["works"] is True


def test_the_frozen_program_works_in_a_folder_with_a_russian_name(frozen: Path, tmp_path: Path):
    place = tmp_path / "Программа площадки"
    shutil.copytree(frozen, place, symlinks=True)
    assert _self_test(place / EXE, tmp_path)["works"] is True


def test_the_frozen_program_knows_its_version(frozen: Path, tmp_path: Path):
    assert _self_test(frozen / EXE, tmp_path)["version"] == "0.1.0"
