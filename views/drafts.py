"""What is being typed and is not stored yet, kept from one start of the program to the next (design.md §1.5).

It lies in the data folder beside the database, because it holds the same: names, phones, dates of birth. It is no
setting and no log, and never leaves that folder.
"""

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer

FILE_NAME = "drafts.json"

Key = object
"""Of the record: an id, a word, or a tuple of both."""
Typed = Mapping[str, object]
"""What stands in the fields, by their keys."""

_LATER_MS = 700


def kept_drafts(folder: Path, name: str) -> dict[Key, dict[str, object]]:
    """What was typed in a form of this name, by record; a file that cannot be read is as if nothing had been kept."""
    kept: dict[Key, dict[str, object]] = {}
    for entry in _read(folder).get(name, []):
        pair = cast("list[object]", entry) if isinstance(entry, list) else []
        if len(pair) == len(("key", "typed")) and isinstance(pair[1], dict):
            kept[_hashable(pair[0])] = cast("dict[str, object]", pair[1])
    return kept


def keep_drafts(folder: Path, name: str, drafts: Mapping[Any, Typed]) -> None:
    """Keep these drafts in place of the former ones of this name; without any, nothing is left of them.

    A disk that is full or gone costs the draft and not the work: the fields still have what was typed.
    """
    entries = [[key, dict(typed)] for key, typed in drafts.items()]
    kept = _read(folder)
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


class Keeping(QObject):
    """Keeps what `drafts()` gives: a moment after `later`, and at once when the window closes (`keep`)."""

    def __init__(self, parent: QObject, folder: Path, name: str, drafts: Callable[[], Mapping[Any, Typed]]) -> None:
        super().__init__(parent)
        self._folder = folder
        self._name = name
        self._drafts = drafts
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
        keep_drafts(self._folder, self._name, self._drafts())


def _read(folder: Path) -> dict[str, list[object]]:
    try:
        said: object = json.loads((folder / FILE_NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(said, dict):
        return {}
    found = cast("dict[str, object]", said)
    return {name: cast("list[object]", entries) for name, entries in found.items() if isinstance(entries, list)}


def _hashable(key: object) -> Key:
    return tuple(cast("list[object]", key)) if isinstance(key, list) else key
