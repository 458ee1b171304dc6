"""The demo site, made once a process: it takes seconds, and who looks at it does not change it."""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from desktop.demo.build import DEMO_TODAY, DemoSite, make_demo
from desktop.paths import Paths
from models.database import Database, open_database


class Made(NamedTuple):
    """Where the demo lies and what it says of itself."""

    paths: Paths
    site: DemoSite


def make(*, today: date = DEMO_TODAY) -> Made:
    """A demo site in a folder of its own."""
    folder = mkdtemp(prefix="marshrut-demo-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    paths = Paths.under(Path(folder))
    return Made(paths, make_demo(paths, today=today))


@cache
def demo_site(today: date = DEMO_TODAY) -> Made:
    """The demo of a day, made once a process."""
    return make(today=today)


@contextmanager
def opened(made: Made) -> Iterator[Database]:
    """Its database; closed again, so that the file holds everything."""
    db = open_database(made.paths.database)
    try:
        yield db
    finally:
        db.close()
