"""Races between our code, a floor and a peer, in one run: only the ratios travel from machine to machine.

A contestant is run once to warm up and then in turn with the others (A B A B …); medians are compared. Whole
processes are measured by the system's account of a child (`os.wait4`): wall clock, processor time, peak memory.
"""

import gc
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
_LAUNCHER = Path(__file__).parent / "processes" / "launch.py"
_BYTECODE = TemporaryDirectory(prefix="bench-bytecode-", ignore_cleanup_errors=True)


class LeftOutError(Exception):
    """A figure that cannot be taken here: a program that it needs is not installed."""


class Run(NamedTuple):
    """One run, or the medians of several: wall clock and processor time in seconds, peak memory in MB (10⁶ bytes)."""

    seconds: float
    cpu: float
    megabytes: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: ours beside a floor or a peer; `goal` is the largest ratio wanted, None where none is."""

    what: str
    ours: float
    against: str
    theirs: float
    goal: float | None = None
    unit: str = "s"
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours as a multiple of theirs."""
        return self.ours / self.theirs

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        return None if self.goal is None else self.ratio <= self.goal


@dataclass(frozen=True, slots=True)
class Bench:
    """What a topic is given: a folder of its own and how large to be."""

    folder: Path
    is_quick: bool

    def size(self, whole: int, *, quick: int) -> int:
        """The size of something: a quick run proves that the bench works, not what its figures are."""
        return quick if self.is_quick else whole

    def named(self, name: str) -> "Bench":
        """The same with an empty folder inside."""
        folder = self.folder / name
        folder.mkdir()
        return Bench(folder, self.is_quick)


Contestant = Callable[[], Run]


def race(**contestants: Contestant) -> dict[str, Run]:
    """Run the contestants in turn and give the medians of each."""
    for run in contestants.values():
        run()
    taken: dict[str, list[Run]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, run in contestants.items():
            taken[name].append(run())
    return {name: Run(*(median(values) for values in zip(*runs, strict=True))) for name, runs in taken.items()}


def timed(work: Callable[[], object]) -> Run:
    """One run inside this process, begun with a swept memory."""
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Run(time.perf_counter() - wall, time.process_time() - cpu)


def process(*words: str | Path, environment: Mapping[str, str] | None = None) -> Run:
    """One whole process, from its birth to its end, children included; raises RuntimeError when it fails."""
    with NamedTemporaryFile() as account:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_LAUNCHER), account.name, *map(str, words)],
            cwd=ROOT,
            env={**_with_bytecode(os.environ), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=300,
        )
        if done.returncode:
            raise RuntimeError(f"{Path(words[0]).name} failed:\n{done.stdout[-2000:]}")
        return Run(**json.loads(Path(account.name).read_text("utf-8")))


def _with_bytecode(environment: Mapping[str, str]) -> dict[str, str]:
    """Keep what was compiled from one run to the next, whoever runs the bench: an installed program comes compiled."""
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": _BYTECODE.name}


def ours(module: str, *words: str | Path, environment: Mapping[str, str] | None = None) -> Run:
    """One whole process of a module of `tests/benchmarks/processes`."""
    return process(sys.executable, "-m", f"tests.benchmarks.processes.{module}", *words, environment=environment)


def program(name: str) -> str:
    """The full name of a program; raises LeftOutError where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise LeftOutError(f"{name} is not installed")
    return found


def machine() -> dict[str, object]:
    """What the figures depend on; no names of people, hosts or folders."""
    packages = (
        "pyside6-essentials", "sqlalchemy", "sqlmodel", "sqlcipher3", "reportlab", "openpyxl", "python-calamine",
        "pydantic",
    )  # fmt: skip
    return {
        "cpus": os.cpu_count(),
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "packages": {name: importlib.metadata.version(name) for name in packages},
        "rounds": ROUNDS,
    }


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of text."""
    head = ("what", "ours", "floor or peer", "", "ratio", "goal", "met")
    lines = [head, *(_line(figure) for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(wide) if place in {1, 3, 4, 5} else cell.ljust(wide)
            for place, (cell, wide) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write_json(target: Path, topics: Mapping[str, Sequence[Figure]], *, is_quick: bool) -> None:
    """Keep the figures with the facts of the machine."""
    kept = {
        "machine": machine(),
        "quick": is_quick,
        "figures": [
            {"topic": topic, **asdict(figure), "ratio": round(figure.ratio, 3), "met": figure.is_met}
            for topic, figures in topics.items()
            for figure in figures
        ],
    }
    target.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _line(figure: Figure) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: ""}[figure.is_met]
    return (
        figure.what,
        _shown(figure.ours, figure.unit),
        figure.against,
        _shown(figure.theirs, figure.unit),
        f"{figure.ratio:.2f}",
        "" if figure.goal is None else f"≤ {figure.goal:g}",
        met,
    )


def _shown(value: float, unit: str) -> str:
    if unit == "s" and value < 1:
        return f"{value * 1000:.{0 if value >= 0.1 else 1 if value >= 0.01 else 2}f} ms"
    return f"{value:.2f} s" if unit == "s" else f"{value:.0f} {unit}" if unit else f"{value:g}"
