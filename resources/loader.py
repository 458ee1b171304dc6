"""Files that ship with the program: fonts, icons, theme, reference data, printed forms.

They are read as bytes through importlib.resources, so it is all the same whether the program runs from its
sources, from a wheel, frozen, or from a folder with a Cyrillic name.
"""

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


def read_bytes(name: str) -> bytes:
    """The bytes of the file `name` (`icons/app.svg`: a path below `resources`, with slashes).

    Raises FileNotFoundError: a file that the program asks for and that was not shipped is a bug.
    """
    found = _find(name)
    if not found.is_file():
        raise FileNotFoundError(f"no such file among the shipped resources: {name}")
    return found.read_bytes()


def read_text(name: str) -> str:
    """The UTF-8 text of the file `name`; raises as `read_bytes` does."""
    return read_bytes(name).decode("utf-8")


def read_json(name: str) -> Any:
    """What the JSON file `name` holds; a `reference/*.json` is a list of flat objects in the order to show.

    Raises as `read_bytes` does, and json.JSONDecodeError for a damaged file.
    """
    return json.loads(read_bytes(name))


def names(folder: str) -> tuple[str, ...]:
    """The files lying in `folder` itself, sorted, as names that the readers take (`fonts/PTF55F.ttf`).

    Raises NotADirectoryError when the folder was not shipped.
    """
    found = _find(folder)
    if not found.is_dir():
        raise NotADirectoryError(f"no such folder among the shipped resources: {folder}")
    return tuple(sorted(f"{folder}/{entry.name}" for entry in found.iterdir() if entry.is_file()))


def _find(name: str) -> Traversable:
    parts = name.split("/")
    if not all(parts) or any(part in {".", ".."} or "\\" in part for part in parts):
        raise ValueError(f"not a path below the resources: {name!r}")
    found: Traversable = files("resources")
    for part in parts:
        found = found / part
    return found
