"""What a file in JSON says: of strangers' files only what is expected gets further."""

import json
from collections.abc import Mapping
from typing import cast


def object_in(content: bytes | str) -> dict[str, object]:
    """The object that a file in JSON is; ValueError for anything else, however deep it goes."""
    try:
        return object_of(json.loads(content))
    except RecursionError:
        raise ValueError("an object is expected") from None


def object_of(found: object) -> dict[str, object]:
    """Something read from JSON as the object that it must be; ValueError where it is none."""
    if not isinstance(found, dict):
        raise ValueError("an object is expected")  # noqa: TRY004 - the file is wrong, not our call
    return cast("dict[str, object]", found)


def text_of(said: Mapping[str, object], name: str) -> str:
    """A text of an object by its name; ValueError where it is missing or something else."""
    text = said.get(name)
    if not isinstance(text, str):
        raise ValueError("a text is expected")  # noqa: TRY004 - the file is wrong, not our call
    return text
