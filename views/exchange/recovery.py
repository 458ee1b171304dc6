"""The recovery sheet of the site's key: printed while the key is there, typed or scanned when it is gone."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.site_keys import restore_key
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.recovery_sheet import recovery_sheet
from views.jobs import Job, Lane
from views.papers.offer import PaperWindow, offer
from views.papers.wish import PaperWish
from views.saving import ask_files, beginning_for
from views.widgets.buttons import Button
from views.widgets.fields import MultilineField
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.text import caption, label
from views.workplace import Workplace

_WIDTH, _PADDING, _AIR = 520, 20, 32
_FOLDER = "receipts"
_SCANS = "Скан листа (*.pdf *.jpg *.jpeg *.png *.tif *.tiff);;Все файлы (*)"


def offer_sheet(workplace: Workplace, parent: QWidget) -> PaperWindow:
    """Show the sheet of today's key, to be printed."""
    keys = KeyStore.under(workplace.data_folder)
    wish = PaperWish(
        "recovery-sheet", "Лист восстановления ключа", "list-vosstanovleniya", lambda db: recovery_sheet(db, keys)
    )
    return offer(workplace, parent, wish)


class RestoreDialog(QDialog):
    """Asks for the letters of a sheet or for its scan; `restored` when the key is back.

    `choose_files(parent, title, beginning, words)` asks for the scan.
    """

    restored = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._at = workplace
        self.choose_files: Callable[..., list[Path]] = ask_files
        theme = workplace.theme
        named(self, "restore-dialog", "Восстановить ключ площадки")
        self.setWindowTitle("Восстановить ключ площадки")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(round(_WIDTH * theme.scale), parent.width() - _AIR))
        self.letters = named(MultilineField(theme), "restore-letters", "Строки с листа восстановления")
        self.letters.textChanged.connect(self._fit)
        self._problem = label("", "problem", wrapped=True)
        self._problem.hide()
        self._progress = ProgressSheet(theme)
        self._act = named(Button(theme, "Восстановить", role="primary"), "restore-act", "Восстановить ключ")
        self._act.clicked.connect(self.accept)
        self._scan = named(Button(theme, "Выбрать скан…", icon="arrow_import"), "restore-scan", "Выбрать скан листа")
        self._scan.clicked.connect(self.choose_scan)
        close = named(Button(theme, "Не сейчас"), "restore-close", "Не сейчас")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addWidget(self._scan)
        buttons.addStretch()
        buttons.addWidget(self._act)
        buttons.addWidget(close)
        title = caption("Строки с листа, каждая со своим номером")
        title.setBuddy(self.letters)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label("Восстановить ключ площадки", "section"))
        column.addWidget(
            label(
                "Наберите строки с листа восстановления или выберите его скан. Регистр и пробелы не важны, "
                "описку в строке программа назовёт.",
                "secondary",
                wrapped=True,
            )
        )
        for widget in (title, self.letters, self._problem, self._progress):
            column.addWidget(widget)
        column.addLayout(buttons)
        self._fit()
        self.letters.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def accept(self) -> None:
        self._restore(self.letters.toPlainText())

    def choose_scan(self) -> None:
        """Take the letters from a scan of the sheet."""
        chosen = self.choose_files(
            self, "Скан листа восстановления", beginning_for(self._at.remembered, _FOLDER), words=_SCANS
        )
        if chosen:
            self._restore(chosen[0])

    def _restore(self, letters: str | Path) -> None:
        db, actor, keys = self._at.db, self._at.actor(), KeyStore.under(self._at.data_folder)
        self._problem.hide()

        def work(_progress: object) -> str:
            said = letters if isinstance(letters, str) else letters.read_bytes()
            return restore_key(db, keys, said, actor=actor)

        job = Job(work)
        job.done.connect(self._on_restored)
        job.refused.connect(self._on_refused)
        self._progress.follow(cast("Job[object]", job), "Восстанавливаем ключ")
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_restored(self) -> None:
        self.restored.emit()
        super().accept()

    def _on_refused(self, sentence: UserError) -> None:
        self._problem.setText(f"{sentence.message} {sentence.advice}")
        self._problem.show()
        self.letters.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        if self.letters.toPlainText().strip():
            self._act.unblock()
        else:
            focus = self.letters.setFocus
            self._act.block("Сначала наберите строки с листа", lambda: focus(Qt.FocusReason.OtherFocusReason))
