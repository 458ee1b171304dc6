"""F1 → «Клавиши»: every key and what it does (design.md §5)."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from views.theme import Theme
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.text import label, section

KEYS = (
    ("Ctrl+K", "найти раздел или команду"),
    ("Ctrl+1 … 7", "разделы от «Обзора» до «Настроек»"),
    ("Ctrl+N", "новое на этой странице"),
    ("Ctrl+F", "поиск в списке, Esc очищает"),
    ("F6", "следующая область, Shift+F6 — предыдущая"),
    ("Enter, F2", "открыть или править"),
    ("Ctrl+S", "сохранить"),
    ("Esc", "закрыть, черновик останется"),
    ("Ctrl+Z", "вернуть последнее действие"),
    ("Ctrl+Shift+Z", "повторить отменённое"),
    ("F8", "следующая проблема, Shift+F8 — предыдущая"),
    ("Пробел", "отметить строку или «присутствует»"),
    ("Н У Д", "отметки посещения, в любой раскладке"),
    ("Ctrl+C", "скопировать строки для Excel и Word"),
    ("F1", "эта подсказка"),
)


class KeysHelp(QFrame):
    """The list over the window; any click outside or Esc closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._over = parent
        named(self, "keys-help", "Клавиши")
        self.setProperty("sheet", "true")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("l"))
        grid.setVerticalSpacing(theme.space("xs"))
        half = (len(KEYS) + 1) // 2
        for place, (keys, meaning) in enumerate(KEYS):
            row, side = place % half, place // half * 2
            grid.addWidget(KeyCap(theme, keys), row, side, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(meaning), row, side + 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(theme.space("m"))
        column.addWidget(section("Клавиши"))
        column.addLayout(grid)

    def open_over(self) -> None:
        """Show the list in the middle of the window."""
        parent = self._over
        self.adjustSize()
        self.move(parent.mapToGlobal(QPoint((parent.width() - self.width()) // 2, parent.height() // 6)))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
