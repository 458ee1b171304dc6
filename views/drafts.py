"""What is being typed and is not stored yet, kept from one start of the program to the next (design.md §1.5).

It lies in the data folder beside the database, because it holds the same: names, phones, dates of birth. It is no
setting and no log, and never leaves that folder.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import UserError

FILE_NAME = "drafts.json"

Key = object
"""Of the record: an id, a word, or a tuple of both."""
Typed = Mapping[str, object]
"""What stands in the fields, by their keys."""

Stored = Callable[[str, frozenset[int]], frozenset[int]]
"""Given a table and ids, says which of them are still stored."""

_LATER_MS = 700
_TABLES = {
    "person": "person",
    "person-note": "person",
    "stream": "stream",
    "event": "event",
    "product": "product",
    "document": "document",
    "text-paper": "document",
    "plan-item": "plan_item",
    "roadmap-item": "plan_item",
    "consultation": "consultation",
    "minutes": "meeting",
    "plan-head": "plan",
    "assignment": "assignment",
    "submission": "submission",
    "creative-work": "creative_work",
    "final-work": "final_work",
    "internship-report": "internship_report",
    "peer-review": "peer_review",
    "diary-page": "diary_entry",
    "assignment-terms": "stream",
    "material": "learning_material",
    "program-material": "learning_material",
    "step-panel": "route_item",
    "route-panel": "enrollment",
    "practice-panel": "practice_result",
    "competence-panel": "competence",
    "feedback": "stream",
}
"""Where the records of a form lie: what was typed over a record goes when the record goes."""

TABLES = frozenset(_TABLES.values())
"""Tables whose records may have drafts."""


def kept_drafts(folder: Path, name: str) -> dict[Key, dict[str, object]]:
    """What was typed in a form of this name, by record; a file that cannot be read is as if nothing had been kept."""
    try:
        return _by_record(_read(folder).get(name, []))
    except OSError:
        return {}


def keep_drafts(folder: Path, name: str, drafts: Mapping[Any, Typed]) -> None:
    """Keep these drafts in place of the former ones of this name; without any, nothing is left of them.

    A disk that is full or gone costs the draft and not the work: the fields still have what was typed. While the file
    cannot be read, as another program holds it, nothing is written: the drafts of other forms would be lost with it.
    """
    entries = [[key, dict(typed)] for key, typed in drafts.items()]
    try:
        kept = _read(folder)
    except OSError:
        return
    if kept.get(name, []) == json.loads(json.dumps(entries)):
        return
    kept = {**kept, name: entries}
    left = {each: entries for each, entries in kept.items() if entries}
    file = folder / FILE_NAME
    part = file.with_suffix(".part")
    with contextlib.suppress(OSError):
        if not left:
            file.unlink(missing_ok=True)
        elif folder.is_dir():
            part.write_text(json.dumps(left, ensure_ascii=False), encoding="utf-8")
            part.replace(file)


def forget_removed(folder: Path, open_forms: Iterable["Keeping"], stored: Stored) -> None:
    """Drop what was typed over records that are stored no more: personal data must not outlive their card here."""
    keepings = tuple(open_forms)
    for name, table in _TABLES.items():
        drafts = kept_drafts(folder, name)
        own = [keeping for keeping in keepings if keeping.name == name]
        ids = _ids(drafts).union(*(_ids(keeping.drafts()) for keeping in own))
        gone = ids - stored(table, ids) if ids else ids
        if not gone:
            continue
        for keeping in own:
            keeping.removed.emit(gone)
        keep_drafts(folder, name, {key: typed for key, typed in drafts.items() if key not in gone})


def forget_person(
    folder: Path, open_forms: Iterable["Keeping"], person_id: int, names_her: Callable[[str], bool]
) -> None:
    """Drop what was typed over a person's card or names her anywhere: her data are about to be destroyed."""
    keepings = tuple(open_forms)
    try:
        names = {*_read(folder), *(keeping.name for keeping in keepings)}
    except OSError as problem:
        raise UserError(
            "Черновики сейчас занимает другая программа, а в них могут быть данные человека.",
            "Закройте её и повторите.",
        ) from problem
    for name in names:
        own = [keeping for keeping in keepings if keeping.name == name]
        drafts = {**kept_drafts(folder, name), **{key: typed for each in own for key, typed in each.drafts().items()}}
        gone = {
            key
            for key, typed in drafts.items()
            if (_TABLES.get(name) == "person" and key == person_id)
            or names_her(json.dumps(dict(typed), ensure_ascii=False, default=str))
        }
        if gone:
            for keeping in own:
                keeping.removed.emit(frozenset(gone))
            keep_drafts(folder, name, {key: typed for key, typed in drafts.items() if key not in gone})


class Keeping(QObject):
    """Keeps what `drafts()` gives: a moment after `later`, and at once when the window closes (`keep`)."""

    removed = Signal(frozenset)
    """The records of these ids are stored no more: their drafts are to be forgotten."""

    def __init__(self, parent: QObject, folder: Path, name: str, drafts: Callable[[], Mapping[Any, Typed]]) -> None:
        super().__init__(parent)
        self._folder = folder
        self.name = name
        """Under which name the drafts are kept."""
        self.drafts = drafts
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_LATER_MS)
        self._wait.timeout.connect(self.keep)

    def later(self) -> None:
        """Something was typed, stored or dropped: keep it once the hands rest."""
        self._wait.start()

    def keep(self) -> None:
        """Keep what there is now."""
        self._wait.stop()
        keep_drafts(self._folder, self.name, self.drafts())


def _read(folder: Path) -> dict[str, list[object]]:
    """What is kept; a damaged file holds nothing, one that is there and does not open is an OSError."""
    try:
        said: object = json.loads((folder / FILE_NAME).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(said, dict):
        return {}
    found = cast("dict[str, object]", said)
    return {name: cast("list[object]", entries) for name, entries in found.items() if isinstance(entries, list)}


def _by_record(entries: list[object]) -> dict[Key, dict[str, object]]:
    kept: dict[Key, dict[str, object]] = {}
    for entry in entries:
        pair = cast("list[object]", entry) if isinstance(entry, list) else []
        if len(pair) == len(("key", "typed")) and isinstance(pair[1], dict):
            kept[_hashable(pair[0])] = cast("dict[str, object]", pair[1])
    return kept


def _ids(drafts: Mapping[Any, Typed]) -> frozenset[int]:
    return frozenset(key for key in drafts if isinstance(key, int))


def _hashable(key: object) -> Key:
    return tuple(cast("list[object]", key)) if isinstance(key, list) else key
