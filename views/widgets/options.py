"""Fields of a style option that the stubs of Qt leave out."""

from typing import Any, cast

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """The cell."""
    return cast("QRect", cast("Any", option).rect)


def state_of(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Whether it is selected, under the mouse, …"""
    return cast("QStyle.StateFlag", cast("Any", option).state)
