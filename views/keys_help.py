"""F1 → «Клавиши»: every key and what it does (design.md §5)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from views.theme import Theme
from views.widgets.kbd import KeyCap
from views.widgets.naming import named
from views.widgets.overlay import Overlay
from views.widgets.text import label, section

KEYS = (
    ("Ctrl+K", "найти запись, раздел или команду"),
    ("Ctrl+1 … 9, 0", "разделы слева, сверху вниз"),
    ("Ctrl+,", "настройки"),
    ("Ctrl+N", "новое на этой странице"),
    ("Ctrl+F", "поиск в списке, в тексте документа"),
    ("F6, Shift+F6", "следующая, прошлая область"),
    ("Enter, F2", "открыть или править"),
    ("Ctrl+S", "сохранить"),
    ("Esc", "закрыть, черновик останется"),
    ("Ctrl+Z", "отменить, с Shift — повторить"),
    ("Ins, Alt+↑↓", "добавить, переставить строку"),
    ("Ctrl+PgDn", "следующая вкладка, PgUp — прошлая"),
    ("0…3, Д", "оценка, дефицит в диагностике"),
    ("F8, Shift+F8", "следующая, прошлая проблема"),
    ("Пробел", "отметить строку или «присутствует»"),
    ("Н У Д", "отметки посещения, в любой раскладке"),
    ("Alt+Shift+стрелки", "сдвинуть пункт плана на день, неделю"),
    ("Ctrl+E", "зачислить выбранных стажёров в поток"),
    ("Ctrl+Enter", "готово: отметить остальных в листе"),
    ("Alt+стрелки вбок", "прошлая, следующая запись"),
    ("Ctrl+P", "посмотреть перед печатью"),
    ("Ctrl+C", "скопировать строки для Excel и Word"),
    ("F10", "ещё: недавние действия, о программе"),
    ("Ctrl+Q", "закрыть программу"),
    ("F1", "эта подсказка"),
)


class KeysHelp(Overlay):
    """The list over the window; any click outside or Esc closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        named(self, "keys-help", "Клавиши")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("l"))
        grid.setVerticalSpacing(theme.space("xs"))
        half = (len(KEYS) + 1) // 2
        for place, (keys, meaning) in enumerate(KEYS):
            row, side = place % half, place // half * 2
            grid.addWidget(KeyCap(theme, keys), row, side, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label(meaning), row, side + 1)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(theme.space("m"))
        column.addWidget(section("Клавиши"))
        column.addLayout(grid)

    def open_over(self) -> None:
        """Show the list over the window."""
        self.open_at(self)
