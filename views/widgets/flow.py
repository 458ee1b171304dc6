"""A row that goes on in the next line when there is no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Items from left to right, then on the next line; the last may be held at the right end of its line."""

    def __init__(self, *, spacing: int = 8, last_right: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._dividers: list[QWidget] = []
        self._last_right = last_right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    @override
    def addItem(self, arg__1: QLayoutItem) -> None:
        self._items.append(arg__1)

    def insert_before_last(self, widget: QWidget) -> None:
        """Add a widget before the one at the right end."""
        self.addWidget(widget)
        self._items.insert(len(self._items) - 2, self._items.pop())
        self.invalidate()

    def divide_before_last(self, line: QWidget) -> None:
        """Add a thin line before the one at the right end; it stands only between two neighbours of its row."""
        self._dividers.append(line)
        self.insert_before_last(line)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt wants None past the end
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride] - as above
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._arrange(QRect(0, 0, arg__1, 0), place=False)

    @override
    def setGeometry(self, arg__1: QRect) -> None:
        super().setGeometry(arg__1)
        self._arrange(arg__1, place=True)

    @override
    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    @override
    def minimumSize(self) -> QSize:
        shown = self._shown()
        return QSize(
            max((item.minimumSize().width() for item in shown), default=0),
            max((item.minimumSize().height() for item in shown), default=0),
        )

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        shown = self._shown()
        left, top, line = rect.left(), rect.top(), 0
        rows: list[list[tuple[QLayoutItem, QRect]]] = [[]]
        for item in shown:
            need = item.sizeHint()
            need.setWidth(min(need.width(), max(rect.width(), item.minimumSize().width())))
            if rows[-1] and left + need.width() > rect.right() + 1:
                left, top = rect.left(), top + line + self.spacing()
                line = 0
                rows.append([])
            rows[-1].append((item, QRect(QPoint(left, top), need)))
            left += need.width() + self.spacing()
            line = max(line, need.height())
        if place:
            self._put(rows, rect)
        return top + line - rect.top()

    def _put(self, rows: list[list[tuple[QLayoutItem, QRect]]], rect: QRect) -> None:
        last = self._items[-1] if self._items and self._last_right else None
        for row in rows:
            height = max((box.height() for _item, box in row), default=0)
            neighbours = [item for item, _box in row if item is not last]
            for item, box in row:
                if item is last:
                    box.moveRight(rect.right())
                box.moveTop(box.top() + (height - box.height()) // 2)
                item.setGeometry(box)
                if item.widget() in self._dividers and item in (neighbours[0], neighbours[-1]):
                    item.widget().move(box.topLeft() - QPoint(0, rect.height() + box.bottom()))
