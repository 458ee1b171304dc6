"""Starting the program, whole processes on a screen that is not there.

Floor b is an empty window; floor c an empty window that has asked a database through SQLModel before its paint.
"""

from collections.abc import Iterator

from desktop.demo.build import make_demo
from desktop.paths import Paths
from tests.benchmarks.harness import Bench, Figure, ours, race


def measure(bench: Bench) -> Iterator[Figure]:
    """First paint, first figures of the site, and the memory it took to show them."""
    site = bench.folder / "site"
    paths = Paths.under(site)
    make_demo(paths)
    run = race(
        b=lambda: ours("start_bare"),
        painted=lambda: ours("start_ours", site, "painted"),
        c=lambda: ours("start_with_query", paths.database),
        filled=lambda: ours("start_ours", site, "filled"),
        rest=lambda: ours("start_ours", site, "rest"),
    )
    yield Figure("first painted window", run["painted"].seconds, "floor b: bare window", run["b"].seconds, 1.5)
    yield Figure("figures shown", run["filled"].seconds, "floor c: SQLModel, a query", run["c"].seconds, 1.25)
    yield Figure("peak memory, figures shown", run["filled"].megabytes, "floor c", run["c"].megabytes, 1.15, "MB")
    yield Figure("peak memory, all sections imported", run["rest"].megabytes, "floor c", run["c"].megabytes, unit="MB")
    yield Figure("floor c itself", run["c"].seconds, "floor b", run["b"].seconds)
