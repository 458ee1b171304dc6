"""`destroyed.json` beside the database: whose data were destroyed, by uid, and whether the cleaning is finished.

Of texts that name somebody it says where they stand and which mentions were marked by hand, never a word of them.
It outlives the database: an older copy that is put in its place is cleaned by it (152-ФЗ; house.md «Database»).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, cast

from models.files import write_whole
from models.rows.codes import ActKind
from models.rows.erased_people import ErasedPerson, MarkedText

FILE_NAME = "destroyed.json"


class Known(NamedTuple):
    """What the file says."""

    people: Mapping[str, ErasedPerson]
    """By uid."""
    unfinished: bool
    """An act may have been written whose cleaning up has not been done."""


def known(folder: Path) -> Known:
    """What the file in a data folder says; one that is not there or is damaged knows of nobody."""
    try:
        said: object = json.loads((folder / FILE_NAME).read_bytes())
    except (FileNotFoundError, ValueError):
        return Known({}, unfinished=False)
    if not isinstance(said, dict):
        return Known({}, unfinished=False)
    kept = cast("dict[str, object]", said)
    people = kept.get("people")
    listed = cast("dict[str, str]", people) if isinstance(people, dict) else {}
    kinds = {kind.value: kind for kind in ActKind}
    marked = _marked(kept.get("marked", {}))
    return Known(
        {uid: ErasedPerson(kinds[kind], marked.get(uid, ())) for uid, kind in listed.items() if kind in kinds},
        unfinished=bool(kept.get("unfinished")),
    )


def begin(folder: Path) -> None:
    """Say that an act is about to be written: whatever happens, the cleaning up is done at the next start."""
    _write(folder, Known(known(folder).people, unfinished=True))


def remember(folder: Path, people: Mapping[str, ErasedPerson]) -> None:
    """Add people; who was destroyed stays so."""
    before = known(folder)
    joined = {uid: before.people.get(uid, person).joined(person) for uid, person in people.items()}
    _write(folder, Known({**before.people, **joined}, before.unfinished))


def finish(folder: Path) -> None:
    """Say that everything is cleaned up."""
    _write(folder, Known(known(folder).people, unfinished=False))


def _marked(said: object) -> dict[str, tuple[MarkedText, ...]]:
    if not said:
        return {}
    # Late: the start reads the file, and where nothing is marked it needs no checks.
    from pydantic import TypeAdapter

    try:
        return TypeAdapter(dict[str, tuple[MarkedText, ...]]).validate_python(said)
    except ValueError:
        return {}


def _write(folder: Path, said: Known) -> None:
    if said == known(folder):
        return
    people = sorted(said.people.items())
    content = {
        "people": {uid: each.kind.value for uid, each in people},
        "marked": {uid: each.marked for uid, each in people if each.marked},
        "unfinished": said.unfinished,
    }
    write_whole(folder / FILE_NAME, json.dumps(content, indent=1).encode())
