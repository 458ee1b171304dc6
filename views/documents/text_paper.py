"""A text paper filled in: what only a person knows is typed, the rest comes from the records; looked at and kept."""

from functools import partial

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from exports.master_text import shipped_master
from exports.registry import Paper, paper_bytes
from models.commands.masters import write_text_paper
from models.progress import Progress
from models.queries.masters import text_paper
from models.rows.draft import problems_of
from models.rows.masters import KeptPaper, MadePaper, TextPaperKind
from models.rows.text_paper_draft import TextPaperDraft
from models.rules.words import quoted
from views.drafts import Keeping
from views.jobs import Job, Lane
from views.messages import Messages
from views.papers.masters import MasterStrip
from views.papers.offer import PaperWindow, offer
from views.papers.wish import PaperWish
from views.spawned import in_process
from views.undo_bar import UndoBar
from views.widgets.buttons import Button
from views.widgets.fields import DateField, MultilineField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.text import label
from views.workplace import Workplace

TEXT_PAPER_DRAFTS = "text-paper"
"""Under which name what is typed is kept until it is stored."""
_PRINTED: dict[TextPaperKind, tuple[Paper, str]] = {
    TextPaperKind.APPLICATION: ("application", "zayavka"),
    TextPaperKind.CONTRACT: ("contract", "dogovor"),
    TextPaperKind.REGULATIONS: ("regulations", "polozhenie"),
    TextPaperKind.ORDER: ("order", "prikaz"),
    TextPaperKind.LETTER: ("letter", "pismo"),
}
"""Each as the registry names it, and how its files are called."""
_ADVICE = (
    "Остальное берётся из паспорта, команды, программ и плана. Пустое поле останется строкой, чтобы вписать рукой."
)
_SIZE = (640, 700)
_AIR = 32
"""Left around it inside the window it belongs to, pixels."""
_OWN = frozenset({"title", "number", "dated_on"})


def fill_text_paper(
    workplace: Workplace, parent: QWidget, paper: TextPaperKind, kept: KeptPaper | None = None
) -> "TextPaperWindow":
    """Show the fields of a new text paper, or of one of the register."""
    window = TextPaperWindow(workplace, parent.window(), paper, kept)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.open()
    return window


class TextPaperWindow(QDialog):
    """Ctrl+S keeps the paper with its Word file in the register, Ctrl+P shows it, Esc leaves what was typed a draft."""

    def __init__(self, workplace: Workplace, parent: QWidget, paper: TextPaperKind, kept: KeptPaper | None) -> None:
        super().__init__(parent)
        self._at = workplace
        self._paper = paper
        self._document_id = None if kept is None else kept.id
        self.messages = Messages()
        """Said here: the bar of the window behind is out of sight."""
        self._making: Job[str] | None = None
        named(self, "text-paper", paper.label)
        self.setWindowTitle(paper.label)
        self.setProperty("page", "true")
        self.form = self._made_form()
        self.master = MasterStrip(workplace, self.messages, paper)
        self._make_buttons()
        self._lay_out()
        self._show_kept(kept)
        for keys, then in (
            (QKeySequence(QKeySequence.StandardKey.Save), self.save),
            (QKeySequence(QKeySequence.StandardKey.Print), self.look),
        ):
            QShortcut(keys, self).activated.connect(then)
        wide, high = (round(side * workplace.theme.scale) for side in _SIZE)
        self.resize(min(wide, parent.width() - _AIR), min(high, parent.height() - _AIR))
        self.form.editor("title").setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> TextPaperDraft | None:
        """What the fields mean, or None when something is wrong, which then stands beside its field."""
        if not self.form.verify():
            return None
        said = self.form.values()
        typed = {key: str(value or "") for key, value in said.items() if key not in _OWN}
        try:
            return TextPaperDraft.model_validate({**{key: said[key] or None for key in _OWN}, "typed": typed})
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return None

    def look(self) -> PaperWindow | None:
        """Show the paper as it will come out, to be printed or saved."""
        draft = self.draft()
        if draft is None:
            return None
        read = partial(text_paper, paper=self._paper, draft=draft, attachments=self._at.attachments)
        return offer(self._at, self, PaperWish(_PRINTED[self._paper][0], self._paper.label, self._file_name, read))

    def save(self) -> None:
        """Make the Word file and keep it with what was typed in the register."""
        draft = self.draft()
        if draft is None or self._making is not None:
            return
        db, actor, folder = self._at.db, self._at.actor(), self._at.attachments
        paper, document_id, name = self._paper, self._document_id, f"{self._file_name}.docx"
        printed, _ = _PRINTED[paper]

        def work(progress: Progress) -> str:
            data = text_paper(db, paper, draft, attachments=folder)
            made = MadePaper(in_process(progress, paper_bytes, printed, "docx", data), name)
            write_text_paper(db, folder, paper, draft, made, actor=actor, document_id=document_id)
            return draft.title

        self.save_button.block("Документ составляется")
        job = Job(work)
        job.done.connect(self._on_stored)
        job.refused.connect(self.messages.refuse)
        job.finished.connect(self._on_finished)
        self._making = self._at.jobs.start(job, lane=Lane.DOCUMENTS)

    @override
    def done(self, arg__1: int) -> None:
        for keeping in self.form.findChildren(Keeping):
            keeping.keep()
        super().done(arg__1)

    @property
    def _file_name(self) -> str:
        return f"{_PRINTED[self._paper][1]}-{self._at.db.today():%Y%m%d}"

    def _made_form(self) -> Form:
        theme = self._at.theme
        form = Form(theme)
        form.add("title", "Название в реестре", TextField(theme), required=True)
        form.add("number", "Номер", TextField(theme))
        form.add("dated_on", "Дата", DateField(theme, self._at.db.today), beside="number")
        for field in shipped_master(self._paper).typed:
            editor = MultilineField(theme) if field.lines == "many" else TextField(theme)
            form.add(field.key, field.title, editor, hint=field.hint)
        return form

    def _make_buttons(self) -> None:
        theme = self._at.theme
        self.save_button = named(Button(theme, "Сохранить", role="primary"), "text-paper-save", "Сохранить (Ctrl+S)")
        self.look_button = named(
            Button(theme, "Посмотреть", icon="eye"), "text-paper-look", "Посмотреть и напечатать (Ctrl+P)"
        )
        self.close_button = named(Button(theme, "Закрыть"), "text-paper-close", "Закрыть (Esc)")
        for button, then in (
            (self.save_button, self.save),
            (self.look_button, self.look),
            (self.close_button, self.reject),
        ):
            button.setAutoDefault(False)
            button.setToolTip(button.accessibleName())
            button.clicked.connect(then)

    def _lay_out(self) -> None:
        theme = self._at.theme
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, theme.space("m"), 0)
        fields.addWidget(self.form)
        fields.addStretch()
        area = named(QScrollArea(), "text-paper-fields", "Поля документа")
        area.setWidgetResizable(True)
        area.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.look_button)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        margin = theme.space("l")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("m"))
        column.addWidget(label(self._paper.label, "section"))
        column.addWidget(label(_ADVICE, "secondary", wrapped=True))
        column.addWidget(area, 1)
        column.addWidget(self.master)
        column.addLayout(buttons)
        self.messages.said.connect(UndoBar(theme, self).say)

    def _show_kept(self, kept: KeptPaper | None) -> None:
        if kept is None:
            self.form.set_values({"title": self._paper.label, "dated_on": self._at.db.today()})
        else:
            own = {"title": kept.title, "number": kept.number, "dated_on": kept.dated_on}
            self.form.set_values({**kept.typed, **own})
        record = self._paper.value if kept is None else kept.id
        self.form.keep_draft(self._at.data_folder, TEXT_PAPER_DRAFTS, record=record)

    def _on_stored(self, title: str) -> None:
        self.form.mark_saved()
        self._at.messages.did(f"Документ {quoted(title)} записан, файл Word лежит при нём.")
        self.accept()

    def _on_finished(self) -> None:
        self._making = None
        self.save_button.unblock()
