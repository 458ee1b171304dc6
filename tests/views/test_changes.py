"""«These tables changed»: who is told, and who is not there any more."""

from PySide6.QtCore import QObject
from shiboken6 import delete

from views.changes import Changes


class Screen(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.reloads = 0

    def reload(self) -> None:
        assert self.parent() is None, "asks Qt, as a real screen does"
        self.reloads += 1


def test_a_screen_reloads_for_its_own_tables_alone(qapp: object) -> None:
    changes, screen = Changes(), Screen()
    changes.reload_on(frozenset({"event", "attendance"}), screen.reload)
    for touched in ({"person"}, {"event", "person"}, {"attendance"}):
        changes.tables_changed.emit(frozenset(touched))
    assert screen.reloads == 2


def test_a_screen_that_qt_has_destroyed_is_not_reloaded(qapp: object) -> None:
    changes, screen = Changes(), Screen()
    changes.reload_on(frozenset({"event"}), screen.reload)
    delete(screen)
    changes.tables_changed.emit(frozenset({"event"}))
    assert screen.reloads == 0
