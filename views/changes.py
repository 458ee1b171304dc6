"""«These tables changed»: the one signal by which open screens know to reload."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from models.database import Database


class Changes(QObject):
    """Brings the database's report of touched tables, made on the writing thread, to the window's thread."""

    tables_changed = Signal(frozenset)

    def follow(self, db: Database) -> None:
        """Report every commit of this database from now on."""
        db.on_change(self.tables_changed.emit)

    def reload_on(self, tables: frozenset[str], reload: Callable[[], None]) -> None:
        """Call `reload` whenever one of the tables has changed, as long as the screen whose method it is stands."""
        owner = getattr(reload, "__self__", None)

        def on_changed(touched: frozenset[str]) -> None:
            is_gone = isinstance(owner, QObject) and not isValid(owner)
            if touched & tables and not is_gone:
                reload()

        self.tables_changed.connect(on_changed)
