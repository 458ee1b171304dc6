"""What `make` does on a machine where something is missing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


def _make(*words: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": path or os.environ["PATH"]}
    environment.pop("MAKEFLAGS", None)
    return subprocess.run(
        ["make", *words],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _standing_in(folder: Path, **programs: str) -> str:
    """A PATH on which the named programs are replaced by one-line scripts."""
    folder.mkdir()
    for name, script in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def test_a_person_who_may_not_install_is_told_the_line(tmp_path: Path):
    path = _standing_in(
        tmp_path / "bin", dpkg_query="echo 'installed bash '", id="echo 1000", sudo="exit 1", apt_get="exit 99"
    )
    done = _make("system-window", path=path)
    assert done.returncode != 0
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1" in done.stdout


def test_the_superuser_gets_only_what_is_missing(tmp_path: Path):
    asked = tmp_path / "asked"
    path = _standing_in(
        tmp_path / "bin",
        dpkg_query='for each in libegl1 libgl1 libdbus-1-3; do echo "installed $each "; done',
        id="echo 0",
        apt_get=f'echo "$@" >>"{asked}"',
    )
    done = _make("system-window", path=path)
    assert done.returncode == 0, done.stdout + done.stderr
    updated, installed = asked.read_text().splitlines()
    assert updated.endswith("update")
    assert "libxcb-cursor0" in installed
    assert "libdbus-1-3" not in installed


def test_a_package_under_its_newer_name_counts_as_installed(tmp_path: Path):
    asked = tmp_path / "asked"
    path = _standing_in(
        tmp_path / "bin",
        dpkg_query="echo 'installed libglib2.0-0t64 libglib2.0-0 (= 2.84)'",
        id="echo 0",
        apt_get=f'echo "$@" >>"{asked}"',
    )
    _make("system-window", path=path)
    assert "libglib2.0-0" not in asked.read_text()


def test_what_apt_cannot_do_is_shown_and_stops(tmp_path: Path):
    path = _standing_in(
        tmp_path / "bin", dpkg_query="echo 'installed bash '", id="echo 0", apt_get="echo no network; exit 100"
    )
    done = _make("system-window", path=path)
    assert done.returncode != 0
    assert "no network" in done.stdout


def test_help_names_the_targets_of_the_readme():
    shown = _make("help").stdout
    assert all(f"make {target} " in shown for target in ("demo", "run", "test", "check", "bench", "screens", "soak"))
