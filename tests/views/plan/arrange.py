"""The invented site on a day of its school year, and a place of work over it: all real."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from shutil import copy

from models.database import Database, open_database
from models.identity import VLADIVOSTOK, FixedClock, seeded_uids
from models.queries.directory import head_of_site
from tests.desktop.demo.made import demo_site
from views.changes import Changes
from views.jobs import Jobs
from views.messages import Messages, Notice
from views.remembered import Remembered
from views.theme import Theme
from views.workplace import Workplace

MADE_ON = date(2026, 3, 13)


def site_on(folder: Path, *, day: date = MADE_ON) -> Database:
    """The invented site, opened on a later day than it was filled: what is due since is overdue."""
    copy(demo_site(MADE_ON).paths.database, folder / "marshrut.db")
    clock = FixedClock(datetime(day.year, day.month, day.day, 14, tzinfo=VLADIVOSTOK))
    return open_database(folder / "marshrut.db", clock=clock, uids=seeded_uids(7))


@dataclass(slots=True)
class Heard:
    """What a page said, and where it wanted to go."""

    notices: list[Notice] = field(default_factory=list[Notice])
    went: list[tuple[str, object]] = field(default_factory=list[tuple[str, object]])

    @property
    def last(self) -> str:
        """The text of the last notice, "" for none."""
        return self.notices[-1].text if self.notices else ""


@contextmanager
def workplace_of(db: Database, theme: Theme, folder: Path, heard: Heard) -> Iterator[Workplace]:
    """A place of work over a database; a bug in a job fails the test."""
    changes, jobs, messages = Changes(), Jobs(), Messages()
    changes.follow(db)
    messages.said.connect(heard.notices.append)
    failed: list[object] = []
    jobs.failed.connect(failed.append)
    head = head_of_site(db)
    go: Callable[[str, object], None] = lambda section, place: heard.went.append((section, place))  # noqa: E731
    yield Workplace(
        db=db,
        actor=lambda: head,
        jobs=jobs,
        changes=changes,
        theme=theme,
        messages=messages,
        remembered=Remembered(folder),
        data_folder=folder,
        outbox=folder / "outbox",
        attachments=folder / "attachments",
        go=go,
    )
    jobs.close()
    assert not failed
