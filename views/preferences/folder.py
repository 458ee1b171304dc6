"""The data folder: where it is, how big, and another one in its place."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.data_folder import folder_size, holds_site, place_for_site, refuse_unusable
from models.errors import UserError
from models.rules.words import file_size
from models.version import program_version
from views.jobs import Job, Lane
from views.saving import ask_folder
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import caption, label, strong
from views.workplace import Workplace

_NAMED_AT_START = "Папка указана при запуске программы (--data), поэтому здесь её не сменить"
_COPY = "Скопировать данные в «{}»? Копия проверяется целиком, потом программа продолжит работу в ней."
_KEPT = "Прежняя папка останется, пока Вы сами её не удалите."
_OPEN = "В «{}» уже есть данные площадки. Открыть их вместо нынешних?"
_STAY = "Нынешние останутся в своей папке."


class FolderSheet(Sheet):
    """Path and size; «Другая папка…» says what would happen before it does."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Папка с данными")
        self._at = workplace
        self._chosen: Path | None = None
        theme = workplace.theme
        self._size = label("", "secondary")
        show = named(Button(theme, "Показать в папке", small=True), "open-data-folder", "Показать в папке")
        show.clicked.connect(self._on_show)
        self._other = named(Button(theme, "Другая папка…", small=True), "other-data-folder", "Другая папка с данными")
        self._other.clicked.connect(self._on_other)
        if workplace.change_folder is None:
            self._other.block(_NAMED_AT_START)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addWidget(show)
        row.addWidget(self._other)
        row.addStretch()
        about = "Все данные площадки лежат здесь и никуда не уходят, пока Вы сами не отправите пакет."
        where = label(str(workplace.data_folder), wrapped=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (where, self._size, label(about, "secondary", wrapped=True)):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(self._make_offer())
        self.body.addWidget(caption(f"Версия программы {program_version()}"))

    def _make_offer(self) -> QWidget:
        """What would happen with the chosen folder, and the verb that does it."""
        theme = self._at.theme
        self._question, self._consequence = strong(""), label("", "secondary", wrapped=True)
        self._question.setWordWrap(True)
        self._act = named(Button(theme, "", role="primary", small=True), "folder-act", "Сменить папку")
        self._act.clicked.connect(self._on_act)
        safe = named(Button(theme, "Не сейчас", small=True), "folder-stay", "Не сейчас")
        safe.clicked.connect(self._on_stay)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s"))
        row.addWidget(self._act)
        row.addWidget(safe)
        row.addStretch()
        self._offer = QWidget()
        column = QVBoxLayout(self._offer)
        column.setContentsMargins(0, theme.space("s"), 0, theme.space("s"))
        column.addWidget(self._question)
        column.addWidget(self._consequence)
        column.addLayout(row)
        self._offer.hide()
        return self._offer

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        folder = self._at.data_folder
        job = Job(lambda _progress: folder_size(folder))
        job.done.connect(self._on_size)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def consider(self, folder: Path) -> None:
        """Say what going on in this folder would mean; one that will not do is refused with the reason."""
        database = self._at.db.path.name
        try:
            folder = place_for_site(folder, database)
            refuse_unusable(folder, now=self._at.data_folder)
        except UserError as reason:
            self._at.messages.refuse(reason)
            return
        opens = holds_site(folder, database)
        self._chosen = folder
        self._question.setText((_OPEN if opens else _COPY).format(folder))
        self._consequence.setText(_STAY if opens else _KEPT)
        self._act.setText("Открыть эти данные" if opens else "Перенести")
        self._act.setAccessibleName(self._act.text())
        self._offer.show()
        self._act.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_other(self) -> None:
        folder = ask_folder(self, Path.home())
        if folder is not None:
            self.consider(folder)

    def _on_act(self) -> None:
        if self._at.change_folder is not None and self._chosen is not None:
            self._at.change_folder(self._chosen)

    def _on_stay(self) -> None:
        self._offer.hide()
        self._other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._at.data_folder)))

    def _on_size(self, size: int) -> None:
        self._size.setText(f"Занимает {file_size(size)}.")
