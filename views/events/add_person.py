"""Adding somebody to an attendance sheet: type the beginning of a name, choose, Enter."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.event_log import RosterPerson
from models.rules.shown import short_organization
from views.theme import Theme
from views.widgets.naming import named
from views.widgets.text import hint

_WIDTH, _ROWS = 440, 8
_NOBODY = "Такого человека нет в списке, или он уже в листе. Новых добавляют в разделе «Стажёры»"


class AddPerson(QFrame):
    """A small window over the sheet; `look_up` gives the people whose name begins with what is typed.

    `nobody` is said when there are none; `enter_new` are the words of one more line that takes what was typed for
    somebody new.
    """

    chosen = Signal(int)
    new_wanted = Signal(str)
    """Somebody who is not in the list yet, with what was typed."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        look_up: Callable[[str], list[RosterPerson]],
        *,
        title: str = "Добавить человека в лист",
        nobody: str = _NOBODY,
        enter_new: str = "",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self._look_up = look_up
        self._nobody = nobody
        self._enter_new = enter_new
        self.setProperty("sheet", "true")
        named(self, "add-person", title)
        self._typed = named(QLineEdit(), "add-person-name", "Фамилия, имя")
        self._typed.setPlaceholderText("Фамилия, имя")
        self._typed.textChanged.connect(self._search)
        self._typed.installEventFilter(self)
        self._found = named(QListWidget(), "add-person-found", "Кого можно добавить")
        self._found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._found.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._found.itemClicked.connect(self._take)
        self._hint = hint("")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(theme.space("s"))
        column.addWidget(self._typed)
        column.addWidget(self._found)
        column.addWidget(self._hint)

    def open_above(self, anchor: QWidget) -> None:
        """Show the window over a button, empty; under it where there is no room above."""
        self._typed.clear()
        self._search("")
        self.setFixedWidth(round(_WIDTH * self._theme.scale))
        self._found.setFixedHeight(_ROWS * self._theme.size("buttonSmall"))
        self.adjustSize()
        above, screen = anchor.mapToGlobal(QPoint(0, -self.height() - 4)), anchor.screen().availableGeometry()
        at = above if above.y() >= screen.top() else anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        self.move(max(screen.left(), min(at.x(), screen.right() - self.width())), at.y())
        self.show()
        self._typed.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._typed and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    self._found.setCurrentRow(max(0, min(self._found.currentRow() + step, self._found.count() - 1)))
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take(self._found.currentItem())
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)

    def _search(self, typed: str) -> None:
        self._found.clear()
        for person in self._look_up(typed):
            item = QListWidgetItem(f"{person.name}, {short_organization(person.organization)}")
            item.setSizeHint(QSize(0, self._theme.size("buttonSmall")))
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            self._found.addItem(item)
        if self._enter_new and typed.strip():
            item = QListWidgetItem(f"{self._enter_new} «{typed.strip()}»")
            item.setSizeHint(QSize(0, self._theme.size("buttonSmall")))
            self._found.addItem(item)
        self._found.setCurrentRow(0)
        self._hint.setText("Enter — добавить, Esc — закрыть" if self._found.count() else self._nobody)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        person_id, typed = item.data(Qt.ItemDataRole.UserRole), self._typed.text()
        self.close()
        if person_id is None:
            self.new_wanted.emit(typed)
        else:
            self.chosen.emit(person_id)
