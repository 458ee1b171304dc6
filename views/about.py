"""«О программе»: which version it is, where the data lies, and whose work is inside."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.version import program_version
from resources.loader import read_text
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.overlay import Overlay
from views.widgets.text import caption, label, section

_WIDTH = 560
_NOTICE_LINES = 11

NOTICE = """\
«Маршрут» распространяется по лицензии MIT: её можно копировать и менять, сохраняя указание авторства.

Шрифты: Golos Text (SIL Open Font License 1.1), PT Serif (ParaType Free Font License).
Значки: Fluent UI System Icons, Microsoft (MIT).
Библиотеки: Qt и PySide6 (LGPL 3.0, отдельными файлами), SQLCipher (BSD), SQLAlchemy, SQLModel, Alembic, \
openpyxl, calamine (MIT), ReportLab (BSD), pypdfium2 и PDFium (Apache 2.0, BSD).

Полный перечень и тексты лицензий:
"""
FILES = ("LICENSES.md", "icons/FLUENT-LICENSE.txt", "fonts/GolosText-OFL.txt", "fonts/PTSerif-LICENCE.txt")


class About(Overlay):
    """A sheet over the window; the licences can be read and copied."""

    def __init__(self, theme: Theme, over: QWidget, folder: Path) -> None:
        super().__init__(theme, over)
        named(self, "about", "О программе")
        self._notice = named(QPlainTextEdit(), "about-licences", "Лицензии")
        self._notice.setReadOnly(True)
        self._notice.setTabChangesFocus(True)
        self._notice.setPlainText(NOTICE + "\n" + "\n\n".join(read_text(name) for name in FILES))
        where = label(str(folder), wrapped=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = named(Button(theme, "Закрыть"), "about-close", "Закрыть")
        self._close.setToolTip("Закрыть (Esc)")
        self._close.clicked.connect(self.dismiss)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._close)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(theme.space("s"))
        column.addWidget(section("Маршрут"))
        column.addWidget(
            label("Работа одной стажировочной площадки: план, мероприятия, отчёты.", "secondary", wrapped=True)
        )
        for title, content in (("Версия", label(program_version())), ("Папка данных", where)):
            column.addWidget(caption(title))
            column.addWidget(content)
        column.addWidget(caption("Лицензии"))
        column.addWidget(self._notice)
        column.addLayout(foot)

    def open_over(self) -> None:
        """Show it."""
        self.open_at(self._close)

    @override
    def place(self) -> None:
        self.sheet.setFixedWidth(round(_WIDTH * self._theme.scale))
        self._notice.setFixedHeight(self._notice.fontMetrics().lineSpacing() * _NOTICE_LINES)
        super().place()
