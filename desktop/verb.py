"""What a verb of the command line is, and what verbs share: its answer, a refusal, and the site's database."""

import argparse
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.arguments import RussianParser
from desktop.paths import Paths
from models.errors import UserError

if TYPE_CHECKING:
    from models.database import Database

DONE = 0
REFUSED = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb has to say: `lines` for a person, `payload` for a program, and how it ended."""

    lines: Sequence[str]
    payload: Mapping[str, object]
    exit_code: int = DONE


@dataclass(frozen=True, slots=True)
class Verb:
    """A command: its name, what it does in Russian, what it takes, and the function that answers."""

    name: str
    purpose: str
    act: Callable[[argparse.Namespace, Paths], Answer]
    takes: Callable[[RussianParser], object] = field(default=lambda _parser: None)


def refused_with(message: str, advice: str) -> Answer:
    """Say what was refused and what to do."""
    payload = {"refused": True, "message": message, "advice": advice}
    return Answer([line for line in (message, advice) if line], payload, REFUSED)


@contextmanager
def site_of(paths: Paths) -> "Generator[Database]":
    """The database of a site that is already there; a folder without one is refused, not filled."""
    from models.database import open_database

    if not paths.database.exists():
        raise UserError(
            f"В папке «{paths.root}» нет данных площадки.",
            "Укажите другую папку после --data или создайте пример: demo.",
        )
    db = open_database(paths.database)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def site_or_new(paths: Paths) -> "Generator[Database]":
    """The database of a site, made where the folder has none yet: a list of trainees may be the first thing to come."""
    from models.database import open_database

    paths.root.mkdir(parents=True, exist_ok=True)
    db = open_database(paths.database)
    try:
        yield db
    finally:
        db.close()
