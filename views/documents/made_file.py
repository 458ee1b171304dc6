"""«Файл программы»: what the program made of a document, with the hash that tells it from a changed copy."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from models.errors import UserError
from models.rows.document_card import MadeFile
from models.rules.words import file_size
from views.files.copies import copy_to_open
from views.jobs import Job, Lane
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import Elided
from views.workplace import Workplace


class MadeFileSheet(Sheet):
    """Shows the file and opens a copy of it; hidden while there is none."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Файл программы", link="Открыть")
        self.setObjectName("made-file")
        self._at = workplace
        self._made: MadeFile | None = None
        self.name_link("Открыть файл программы")
        self._name = Elided("")
        self._hash = Elided("", look="secondary")
        self.copy_button = named(
            Button(workplace.theme, "Копировать", role="link", small=True), "made-file-hash", "Копировать SHA-256"
        )
        self.copy_button.setToolTip("Скопировать SHA-256 целиком: по нему сверяют, что файл не меняли")
        self.copy_button.clicked.connect(self._on_copy)
        row = QHBoxLayout()
        row.addWidget(self._hash, 1)
        row.addWidget(self.copy_button)
        self.body.addWidget(self._name)
        self.body.addLayout(row)
        self.linked.connect(self._on_open)
        self.show_file(None)

    def show_file(self, made: MadeFile | None) -> None:
        """Show the file of a document; None hides the sheet."""
        self._made = made
        self.setVisible(made is not None)
        if made is not None:
            self._name.setText(f"{made.name or 'Документ'}, {file_size(made.size)}")
            self._hash.setText(f"SHA-256 {made.sha256}")

    def _on_copy(self) -> None:
        if self._made is not None:
            QGuiApplication.clipboard().setText(self._made.sha256)
            self._at.messages.tell("SHA-256 файла скопирован.")

    def _on_open(self) -> None:
        made, folder = self._made, self._at.attachments
        if made is None:
            return
        job = Job(lambda _progress: copy_to_open(folder, made))
        job.done.connect(self._on_copied)
        job.refused.connect(self._at.messages.refuse)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_copied(self, path: object) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._at.messages.refuse(
                UserError(
                    "На этом компьютере нет программы для таких файлов.",
                    "Откройте документ на другом компьютере.",
                )
            )
