"""A short and a long quarter of the invented site as PDF: the verb beside LibreOffice drawing the same from Word."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.harness import Bench, Figure, Run, process, race
from tests.benchmarks.office import converted, pages_of

_QUARTERS = ("2025-Q3", "2025-Q4")


def measure(bench: Bench) -> Iterator[Figure]:
    """Time, memory and size by whole processes; ours reads the database too."""
    site = bench.folder / "site"
    process(sys.executable, "-m", "desktop", "demo", "--data", site)
    for quarter in _QUARTERS[: bench.size(len(_QUARTERS), quick=1)]:
        yield from _beside(bench, site, quarter)


def _beside(bench: Bench, site: Path, quarter: str) -> Iterator[Figure]:
    def report(kind: str, target: Path) -> Run:
        words = ("report", "--data", site, "--period", quarter, "--format", kind, "--out", target)
        return process(sys.executable, "-m", "desktop", *words)

    target, word = bench.folder / f"ours-{quarter}.pdf", bench.folder / f"{quarter}.docx"
    report("docx", word)
    run = race(ours=lambda: report("pdf", target), office=lambda: converted(bench, word))
    theirs = word.with_suffix(".pdf")
    what = f"report of {pages_of(target)} pages"
    note = f"LibreOffice makes {pages_of(theirs)} pages of it"
    mine, office = run["ours"], run["office"]
    yield Figure(f"{what}: time", mine.seconds, "LibreOffice", office.seconds, 1.5, note=note)
    yield Figure(f"{what}: peak memory", mine.megabytes, "LibreOffice", office.megabytes, 0.35, "MB", note)
    sizes = target.stat().st_size / 1000, theirs.stat().st_size / 1000
    yield Figure(f"{what}: size", sizes[0], "LibreOffice", sizes[1], 0.95, "KB", note)
