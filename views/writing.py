"""A command asked for from a page: on the writer's lane, its refusal told where all refusals are."""

from collections.abc import Callable
from typing import TypeVar

from models.database import Actor, Database
from views.jobs import Job
from views.workplace import Workplace

Result = TypeVar("Result")


def write(workplace: Workplace, command: Callable[[Database, Actor], Result], done: Callable[[Result], object]) -> None:
    """Do a command as the person who acts now; `done` is given what came of it, and is not called when refused."""
    db, actor = workplace.db, workplace.actor()
    job = Job(lambda _progress: command(db, actor))
    job.done.connect(done)
    job.refused.connect(workplace.messages.refuse)
    workplace.jobs.start(job)
