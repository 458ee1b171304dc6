"""A command asked for from a page: on the writer's lane, its refusal told where all refusals are."""

from collections.abc import Callable
from typing import TypeVar

from models.database import Actor, Database
from models.errors import UserError
from views.jobs import Job
from views.widgets.panel import SidePanel
from views.workplace import Workplace

Result = TypeVar("Result")


def write(
    workplace: Workplace, command: Callable[[Database, Actor], Result], done: Callable[[Result], object] | None = None
) -> Job[Result]:
    """Do a command as the person who acts now; `done` is given what came of it, and is not called when refused."""
    return workplace.jobs.start(_asked(workplace, command, done))


def write_and_say(
    workplace: Workplace,
    command: Callable[[Database, Actor], Result],
    words: str | Callable[[Result], str],
    then: Callable[[Result], object] | None = None,
    refused: Callable[[UserError], object] | None = None,
) -> Job[Result]:
    """Do a command and say on the undo bar what it did; `words` may need what came of it, `then` is given it.

    `refused` is given the sentence that is told where all refusals are.
    """

    def done(result: Result) -> None:
        workplace.messages.did(words if isinstance(words, str) else words(result))
        if then is not None:
            then(result)

    job = _asked(workplace, command, done)
    if refused is not None:
        job.refused.connect(refused)
    return workplace.jobs.start(job)


def store(
    panel: SidePanel,
    workplace: Workplace,
    command: Callable[[Database, Actor], Result],
    done: Callable[[Result], object],
    *,
    locks: bool = False,
) -> None:
    """Store what stands in a panel by a command; with `locks` its fields wait for the end of it."""
    job = _asked(workplace, command, done)
    panel.storing(job, locks=locks)
    workplace.jobs.start(job)


def _asked(
    workplace: Workplace, command: Callable[[Database, Actor], Result], done: Callable[[Result], object] | None
) -> Job[Result]:
    """The job of a command, not started yet."""
    db, actor = workplace.db, workplace.actor()
    job = Job(lambda _progress: command(db, actor))
    if done is not None:
        job.done.connect(done)
    job.refused.connect(workplace.messages.refuse)
    return job
