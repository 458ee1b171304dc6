"""Bags that the site keeps of what it sealed: it cannot open that itself, and a correction is made against them."""

from collections.abc import Callable
from pathlib import Path

from exports.packages.bag_reading import read_bag
from exports.packages.verify import checked_content
from exports.packages.wide import Laid
from models.errors import UserError
from models.sealed_files import bag_path


def kept_tables(outbox: Path, content_id: str, *, name_of: Callable[[str], str | None]) -> tuple[Laid, ...] | None:
    """The tables, whole, of the package with this id, of a correction too; None where its bag is gone or damaged.

    `name_of` gives the name of a package by its id.
    """
    name = name_of(content_id)
    if name is None:
        return None
    try:
        with bag_path(outbox, name).open("rb") as file:
            read = read_bag(file)
            if read.id != content_id:
                return None
            return checked_content(read, lambda former: kept_tables(outbox, former, name_of=name_of)).tables
    except (OSError, UserError):
        return None
