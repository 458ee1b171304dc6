"""«Проверка»: a scan dropped here or the text of a code pasted, and whether the certificate is the site's own."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.certificate_check import CheckedCertificate, Verdict, certificate_code, check_certificate
from models.errors import UserError
from models.imports.certificate_code import code_on, key_from, scan_content
from models.progress import Progress
from models.queries.certificates import public_keys
from models.rules.minisign import PublicKey
from models.rules.words import day_in_table
from views.jobs import Job, Lane
from views.saving import ask_files, beginning_for
from views.spawned import in_process
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import Button, row_of
from views.widgets.chip import Chip
from views.widgets.fields import MultilineField
from views.widgets.naming import named
from views.widgets.sheet import Sheet
from views.widgets.text import label
from views.workplace import Workplace

_HOW = (
    "Перетащите сюда скан или снимок сертификата, выберите файл или вставьте текст QR-кода. Проверка не требует "
    "интернета: код подписан ключом площадки."
)
_SCANS = "Сканы и снимки (*.pdf *.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp *.txt)"
_LOOKS = {
    Verdict.GENUINE: ChipLook(State.DONE, "checkmark_circle"),
    Verdict.FORGED: ChipLook(State.OVERDUE, "dismiss_circle"),
    Verdict.UNKNOWN_KEY: ChipLook(State.ATTENTION, "question_circle"),
}
_NOT_GENUINE = "Текст в коде не тот, что подписала площадка. Спросите её, выдавала ли она такой сертификат."
_NO_KEY = "Код подписан ключом {}, такого ключа здесь нет. Если сертификат выдала другая площадка, добавьте её ключ."


class CheckRoom(QWidget):
    """Checks against the keys of this site, and against those of others that are chosen for this time."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._others: list[PublicKey] = []
        self.choose_files: Callable[..., list[Path]] = ask_files
        theme = workplace.theme
        self.text = named(MultilineField(theme, lines=4, placeholder="MARSHRUT1:…"), "check-text", "Текст QR-кода")
        self.check_button = named(Button(theme, "Проверить", role="primary"), "check", "Проверить")
        self.file_button = named(Button(theme, "Выбрать скан", icon="image"), "check-file", "Выбрать скан")
        self.key_button = named(
            Button(theme, "Ключ другой площадки", icon="key", role="link"), "check-key", "Ключ другой площадки"
        )
        self.check_button.clicked.connect(self.check)
        self.file_button.clicked.connect(self._on_file)
        self.key_button.clicked.connect(self._on_key)
        self.chip = Chip(theme)
        self.told = label("", wrapped=True)
        self.told.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        named(self.told, "check-told", "Что показала проверка")
        self._keys_told = label("", "secondary", wrapped=True)
        self._result = Sheet(theme, "Результат")
        self._result.body.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self._result.body.addWidget(self.told)
        self._result.hide()
        asked = Sheet(theme)
        asked.body.addWidget(label(_HOW, "secondary", wrapped=True))
        asked.body.addWidget(self.text)
        asked.body.addWidget(
            row_of(self.check_button, self.file_button, self.key_button), 0, Qt.AlignmentFlag.AlignLeft
        )
        asked.body.addWidget(self._keys_told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(asked)
        column.addWidget(self._result)
        column.addStretch()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.text, self.check_button]

    def reload(self) -> None:
        """Say against how many keys is checked."""
        own = len(public_keys(self._at.db))
        self._keys_told.setText(
            f"Проверяем по ключам своей площадки: {own}; других площадок: {len(self._others)}."
            if own or self._others
            else "Своего ключа у площадки пока нет: он появится с первым сертификатом."
        )

    def take_focus(self) -> None:
        """Give the keyboard to the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Read the code of the first of these scans; keys among them are added."""
        for path in [each for each in paths if each.suffix == ".pub"]:
            self.add_key(path)
        scans = [each for each in paths if each.suffix != ".pub"]
        if scans:
            self._read(scans[0])
        return bool(paths)

    def add_key(self, path: Path) -> None:
        """Take another site's public key for this time."""
        try:
            self._others.append(key_from(path))
        except UserError as sentence:
            self._at.messages.refuse(sentence)
        self.reload()

    def check(self) -> None:
        """Check what stands in the field."""
        try:
            code = certificate_code([str(self.text.value() or "")])
            checked = check_certificate(code, [*public_keys(self._at.db), *self._others])
        except UserError as sentence:
            self._result.hide()
            self._at.messages.refuse(sentence)
            return
        self._show(checked)

    def _read(self, path: Path) -> None:
        def work(progress: Progress) -> str:
            return in_process(progress, code_on, scan_content(path))

        job = Job(work)
        job.done.connect(self._on_read)
        job.refused.connect(self._at.messages.refuse)
        self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    def _show(self, checked: CheckedCertificate) -> None:
        self.chip.show_look(_LOOKS[checked.verdict], checked.verdict.label)
        said = checked.said
        if said is not None:
            words = (
                f"Сертификат № {said.number} от {day_in_table(said.issued_on)}\nКому: {said.name}\n"
                f"Программа: {said.program}\nЧасов: {said.hours}\n\n"
                "Сверьте это с бумагой. Не аннулирован ли сертификат, скажет площадка, которая его выдала."
            )
        else:
            words = _NOT_GENUINE if checked.verdict is Verdict.FORGED else _NO_KEY.format(checked.key_name)
        self.told.setText(words)
        self._result.show()

    def _on_read(self, code: str) -> None:
        self.text.set_value(code)
        self.check()

    def _on_file(self) -> None:
        beginning = beginning_for(self._at.remembered, "scan")
        for path in self.choose_files(self, "Скан сертификата", beginning, words=_SCANS):
            self._at.remembered.remember_folder("scan", path.parent)
            self._read(path)

    def _on_key(self) -> None:
        beginning = beginning_for(self._at.remembered, "key")
        for path in self.choose_files(self, "Открытый ключ площадки", beginning, words="Ключи (*.pub)"):
            self._at.remembered.remember_folder("key", path.parent)
            self.add_key(path)
