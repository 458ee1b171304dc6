"""`destroyed.json` beside the database: whose data were destroyed, by uid, and whether the cleaning is finished.

It outlives the database: an older copy that is put in its place is cleaned by it (152-ФЗ; house.md «Database»).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, cast

from models.files import write_whole
from models.rows.codes import ActKind

FILE_NAME = "destroyed.json"


class Known(NamedTuple):
    """What the file says."""

    people: Mapping[str, ActKind]
    """uid → the heaviest act about this person."""
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
    return Known(
        {uid: kinds[kind] for uid, kind in listed.items() if kind in kinds}, unfinished=bool(kept.get("unfinished"))
    )


def begin(folder: Path) -> None:
    """Say that an act is about to be written: whatever happens, the cleaning up is done at the next start."""
    _write(folder, Known(known(folder).people, unfinished=True))


def remember(folder: Path, people: Mapping[str, ActKind]) -> None:
    """Add people; who was destroyed stays so."""
    before = known(folder)
    merged = {**people, **{uid: kind for uid, kind in before.people.items() if kind is ActKind.DESTROYED}}
    _write(folder, Known({**before.people, **merged}, before.unfinished))


def finish(folder: Path) -> None:
    """Say that everything is cleaned up."""
    _write(folder, Known(known(folder).people, unfinished=False))


def _write(folder: Path, said: Known) -> None:
    if said == known(folder):
        return
    content = {"people": {uid: kind.value for uid, kind in sorted(said.people.items())}, "unfinished": said.unfinished}
    write_whole(folder / FILE_NAME, json.dumps(content, indent=1).encode())
