"""A place in a layout whose content is made anew on every reload."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


def fresh(place: QVBoxLayout) -> QVBoxLayout:
    """Throw away what the place shows (one widget with everything in it) and give a new empty column in its stead."""
    if place.count():
        old = place.takeAt(0).widget()
        old.hide()
        old.deleteLater()
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(place.spacing())
    place.addWidget(holder)
    return column
