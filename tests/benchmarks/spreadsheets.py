"""Writing a table of ten thousand rows and fifteen columns as XLSX, whole processes."""

from collections.abc import Iterator

from tests.benchmarks import people
from tests.benchmarks.harness import Bench, Figure, ours, race


def measure(bench: Bench) -> Iterator[Figure]:
    """Our writer gives every cell its type and look; plain openpyxl once without any look, once with the same."""
    rows = str(bench.size(10_000, quick=200))
    run = race(
        ours=lambda: ours("xlsx_ours", rows, bench.folder / "ours.xlsx"),
        plain=lambda: ours("xlsx_plain", rows, bench.folder / "plain.xlsx"),
        looks=lambda: ours("xlsx_plain", rows, bench.folder / "looks.xlsx", "looks"),
    )
    size = f"{int(rows):,} × {len(people.HEADINGS)}"
    for name, peer, goals in (
        ("plain", "plain openpyxl", (0.75, 0.5)),
        ("looks", "the same with looks", (None, None)),
    ):
        yield Figure(f"XLSX of {size}: time", run["ours"].seconds, peer, run[name].seconds, goals[0])
        yield Figure(f"XLSX of {size}: peak memory", run["ours"].megabytes, peer, run[name].megabytes, goals[1], "MB")
