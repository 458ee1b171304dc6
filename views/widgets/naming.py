"""Names of widgets: one for tests and style, one that a screen reader says."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

FOOT = "foot"
"""Object name of a row at the foot of a page that people work in: messages stand above it."""

Named = TypeVar("Named", bound=QWidget)


def named(widget: Named, name: str, title: str) -> Named:
    """Give a widget its object name (English, for tests) and its accessible name (Russian), and return it."""
    widget.setObjectName(name)
    widget.setAccessibleName(title)
    return widget
