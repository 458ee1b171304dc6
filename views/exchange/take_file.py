"""«Принять файл»: an invitation or a receipt, as a file, a letter, a scan, or as letters typed from paper."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from exports.transport.folder import receipts_in
from models.commands.institute_link import accept_invitation
from models.commands.receipts import TakenReceipt, take_receipts
from models.errors import UserError
from models.imports.texts_in import MOST_BYTES
from models.progress import Progress
from models.receipts import find_receipts
from models.rows.codes import ReceiptVerdict
from models.rows.exchange import InstituteLine
from models.rules.words import counted
from views.exchange.roads import flash_drive
from views.jobs import Job, Lane
from views.saving import ask_files, beginning_for
from views.spawned import in_process
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fields import MultilineField
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.text import label
from views.workplace import Workplace

_WIDTH, _PADDING = 520, 20
_FOLDER = "receipts"
"""Under which name the folder used last is remembered."""
_WORDS = (
    "Приглашение, квитанция, письмо или скан "
    "(*.receipt *.invitation *.json *.txt *.eml *.pdf *.jpg *.jpeg *.png *.tif *.tiff);;Все файлы (*)"
)
_SCANS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".eml"})
"""May take seconds to look through."""
_INVITATION = b'{"marshrut_invitation"'


class TakeDialog(QDialog):
    """Asks for a file, a folder or letters.

    `files_asked` and `folder_asked` when the system's dialog is wanted, `typed` carries letters.
    """

    files_asked = Signal()
    folder_asked = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        named(self, "take-dialog", "Принять файл")
        self.setWindowTitle("Принять файл")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(round(_WIDTH * theme.scale))
        self._file = named(
            Button(theme, "Выбрать файл…", icon="arrow_import", role="primary"), "take-file", "Выбрать файл"
        )
        self._file.clicked.connect(self._on_file)
        self._folder = named(Button(theme, "С флешки…", icon="usb_stick"), "take-folder", "Взять квитанции с флешки")
        self._folder.clicked.connect(self._on_folder)
        self.letters = named(MultilineField(theme), "take-letters", "Строки квитанции")
        self.letters.textChanged.connect(self._fit)
        self._take = named(Button(theme, "Принять строки"), "take-typed", "Принять строки квитанции")
        self._take.clicked.connect(self.accept)
        close = named(Button(theme, "Не сейчас"), "take-close", "Не сейчас")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addStretch()
        buttons.addWidget(self._take)
        buttons.addWidget(close)
        first = QHBoxLayout()
        first.setSpacing(theme.space("s"))
        first.addWidget(self._file)
        first.addWidget(self._folder)
        first.addStretch()
        title = label("Или вставьте письмо института целиком, или наберите строки с листа", "caption", wrapped=True)
        title.setBuddy(self.letters)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(theme.space("m"))
        column.addWidget(label("Принять от института", "section"))
        column.addWidget(
            label(
                "Приглашение, квитанция, письмо с ней или скан листа с QR-кодом. Подпись института проверяется здесь, "
                "без сети.",
                "secondary",
                wrapped=True,
            )
        )
        column.addLayout(first)
        column.addWidget(title)
        column.addWidget(self.letters)
        column.addLayout(buttons)
        self._fit()
        self._file.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def accept(self) -> None:
        text = self.letters.toPlainText()
        super().accept()
        self.typed.emit(text)

    def _on_file(self) -> None:
        super().accept()
        self.files_asked.emit()

    def _on_folder(self) -> None:
        super().accept()
        self.folder_asked.emit()

    def _fit(self) -> None:
        if self.letters.toPlainText().strip():
            self._take.unblock()
        else:
            focus = self.letters.setFocus
            self._take.block("Сначала вставьте или наберите строки", lambda: focus(Qt.FocusReason.OtherFocusReason))


class Taken(NamedTuple):
    """What a file held: an invitation that was opened, or receipts that proved genuine."""

    institute: InstituteLine | None = None
    receipts: tuple[TakenReceipt, ...] = ()


class Taking(QObject):
    """Takes files and letters in; `invited` carries the `InstituteLine`, `answered` the `TakenReceipt`s.

    `choose_files(parent, title, beginning, words)` asks for files, `choose_folder(parent, beginning)` for a folder.
    """

    invited = Signal(object)
    answered = Signal(object)

    def __init__(self, workplace: Workplace, page: QWidget, progress: ProgressSheet) -> None:
        super().__init__(page)
        self._at = workplace
        self._page = page
        self._progress = progress
        self.choose_files: Callable[..., list[Path]] = ask_files
        self.choose_folder: Callable[[QWidget, Path], Path | None]

    def offer(self) -> TakeDialog:
        """Ask in which way it came."""
        dialog = TakeDialog(self._page.window(), self._at.theme)
        dialog.files_asked.connect(self.choose)
        dialog.folder_asked.connect(self.choose_from_stick)
        dialog.typed.connect(self.take_letters)
        dialog.open()
        return dialog

    def choose(self) -> None:
        """Ask for a file and take it."""
        remembered = self._at.remembered
        chosen = self.choose_files(
            self._page, "Что пришло от института", beginning_for(remembered, _FOLDER), words=_WORDS, many=True
        )
        if chosen:
            remembered.remember_folder(_FOLDER, chosen[0].parent)
            self.take_files(chosen)

    def choose_from_stick(self) -> None:
        """Ask for a folder and take the receipts that lie in it."""
        remembered = self._at.remembered
        folder = self.choose_folder(self._page, flash_drive() or beginning_for(remembered, _FOLDER))
        if folder is None:
            return
        db, actor = self._at.db, self._at.actor()

        def work(_progress: Progress) -> Taken:
            contents = receipts_in(folder)
            if not contents:
                raise UserError("В этой папке нет квитанций института.", "Выберите папку, где лежат файлы «….receipt».")
            found = [each for content in contents.values() for each in find_receipts(content)]
            return Taken(None, take_receipts(db, found, came_by="флешка", actor=actor))

        self._start(work)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take what lies in files, one after the other; what is refused is told with its reason."""
        db, actor = self._at.db, self._at.actor()

        def work(progress: Progress) -> Taken:
            institute: InstituteLine | None = None
            receipts: list[TakenReceipt] = []
            for path in paths:
                content = _content(path)
                if content.startswith(_INVITATION):
                    institute = accept_invitation(db, content, actor=actor)
                    continue
                is_slow = path.suffix.lower() in _SCANS
                found = in_process(progress, find_receipts, content) if is_slow else find_receipts(content)
                receipts += take_receipts(db, found, came_by=_came_by(path), actor=actor)
            return Taken(institute, tuple(receipts))

        self._start(work)

    def take_letters(self, text: str) -> None:
        """Take the receipts in a text that was typed or pasted, or an invitation pasted whole."""
        db, actor = self._at.db, self._at.actor()

        def work(_progress: Progress) -> Taken:
            said = text.strip()
            if said.startswith(_INVITATION.decode()):
                return Taken(accept_invitation(db, f"{said}\n".encode(), actor=actor))
            return Taken(None, take_receipts(db, find_receipts(text), came_by="набрано", actor=actor))

        self._start(work)

    def _start(self, work: Callable[[Progress], Taken]) -> None:
        job = Job(work)
        job.done.connect(self._on_taken)
        job.refused.connect(self._at.messages.refuse)
        self._progress.follow(cast("Job[object]", job), "Смотрим, что пришло")
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _on_taken(self, taken: Taken) -> None:
        if taken.receipts:
            self._at.messages.tell(_said(taken.receipts))
            self.answered.emit(taken.receipts)
        if taken.institute is not None:
            self.invited.emit(taken.institute)


def _said(receipts: Sequence[TakenReceipt]) -> str:
    new = [each for each in receipts if each.is_new]
    if not new:
        return "Эта квитанция уже есть: ничего не изменилось."
    if len(new) > 1:
        return f"Приняты {counted(len(new), 'квитанция', 'квитанции', 'квитанций')} института."
    receipt = new[0]
    if receipt.verdict is ReceiptVerdict.REJECTED:
        return f"Институт отклонил пакет {receipt.name}. Причины — в «Пришло от ИРО»."
    asked = counted(len(receipt.questions), "вопрос", "вопроса", "вопросов")
    return f"Институт принял пакет {receipt.name}{': ' + asked if receipt.questions else ''}."


def _content(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise UserError(
            "Файл слишком велик для приглашения или квитанции.", "Выберите файл, письмо или скан института."
        )
    return path.read_bytes()


def _came_by(path: Path) -> str:
    if path.suffix.lower() == ".eml":
        return "письмо"
    return "скан" if path.suffix.lower() in _SCANS else "файл"
