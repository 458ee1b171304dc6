"""«Обезличить…» and «Уничтожить данные…»: what would go, where else the person is named, who signs the act.

`open_destroying(workplace, person_id, kind, parent)` asks, does it, cleans the files, draws the reports that named her
anew and offers the act to print.
"""

from collections.abc import Callable
from functools import partial

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.commands.depersonalise import Cleaned, depersonalise, destroy_person, finish_erasing
from models.database import Database
from models.errors import UserError
from models.queries.erasing_preview import erasing_preview, names_person
from models.queries.personal_acts import commission_to_choose, destruction_act, next_act_number
from models.rows.codes import ActKind
from models.rows.draft import FieldProblem, problems_of
from models.rows.personal_acts import ActDraft, ErasingPreview, FoundMention
from models.rules.words import counted
from views.asking import Asking
from views.drafts import Keeping, forget_person
from views.jobs import Job, Lane
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.reports.redrawing import redraw_in_background
from views.widgets.buttons import Button
from views.widgets.check import CheckField
from views.widgets.fields import DateField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.progress import ProgressSheet
from views.widgets.text import caption, label, problem
from views.workplace import Workplace

_SIZE = (620, 640)
_AIR = 32
"""Left around the dialog inside the window it belongs to, pixels."""
_QUESTIONS = {ActKind.DEPERSONALISED: "Обезличить данные?", ActKind.DESTROYED: "Уничтожить данные?"}
_CONSEQUENCES = {
    ActKind.DEPERSONALISED: "Имя сменится кодом {code}, останутся должность, организация, потоки и посещения. "
    "Вернуть имя будет нельзя, в том числе из резервной копии.",
    ActKind.DESTROYED: "Останутся только цифры под кодом {code}: потоки, посещения, номера сертификатов. "
    "Вернуть данные будет нельзя, в том числе из резервной копии.",
}
_VERBS = {ActKind.DEPERSONALISED: "Обезличить", ActKind.DESTROYED: "Уничтожить"}
_DONE = {ActKind.DEPERSONALISED: "Данные обезличены.", ActKind.DESTROYED: "Данные уничтожены."}
_COMMANDS = {ActKind.DEPERSONALISED: depersonalise, ActKind.DESTROYED: destroy_person}
_ACTING = "Этот человек сейчас в команде площадки: сначала закончите её роли в «Настройках»."


def open_destroying(
    workplace: Workplace, person_id: int, kind: ActKind, parent: QWidget, progress: ProgressSheet | None = None
) -> "DestroyingDialog":
    """Ask about a person's data over the window of `parent`; what follows is done without it, `progress` shows it."""
    dialog = DestroyingDialog(workplace, person_id, kind, parent.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.agreed.connect(partial(_erase, workplace, person_id, kind, parent, progress))
    dialog.open()
    return dialog


def act_wish(act_id: int, number: str) -> PaperWish:
    """The act as a form that can be printed, now or later."""
    return PaperWish(
        "destruction-act", f"Акт № {number}", f"акт-персональные-данные-{number}", partial(_act_paper, act_id)
    )


class DestroyingDialog(QDialog):
    """The question, with everything the act will say; the safe answer is the default."""

    agreed = Signal(object)
    """An `ActDraft`."""

    def __init__(self, workplace: Workplace, person_id: int, kind: ActKind, parent: QWidget) -> None:
        super().__init__(parent)
        self._at = workplace
        self._kind = kind
        self._mentions: list[tuple[FoundMention, CheckField]] = []
        theme = workplace.theme
        self.setProperty("page", "true")
        self.setWindowTitle(_QUESTIONS[kind])
        named(self, "destroying", _QUESTIONS[kind])
        self._who = label("Смотрим, где есть данные…", "strong", wrapped=True)
        self._consequence = label("", wrapped=True)
        self._goes = label("", "secondary", wrapped=True)
        self.form = Form(theme)
        self.form.add("number", "Номер акта", TextField(theme), required=True)
        self.form.add("dated_on", "Дата", DateField(theme, workplace.db.today), required=True, beside="number")
        self.form.add(
            "basis",
            "Основание",
            TextField(theme, placeholder="заявление субъекта от 01.03.2026"),
            required=True,
            hint="Имя человека в основании сменится кодом",
        )
        self._members = [CheckField(theme, name) for name in commission_to_choose(workplace.db)]
        self._other = TextField(theme, placeholder="Фамилия Имя Отчество")
        self._unsigned = problem("")
        self._places = QVBoxLayout()
        self._places.setSpacing(theme.space("s"))
        self.act = named(Button(theme, _VERBS[kind], role="primary"), "destroying-act", _VERBS[kind])
        self.safe = named(Button(theme, "Не сейчас"), "destroying-safe", "Не сейчас")
        self.safe.setDefault(True)
        self.act.clicked.connect(self._on_act)
        self.safe.clicked.connect(self.reject)
        self.act.block("Смотрим, где есть данные")
        self._lay_out()
        wide, high = (round(side * theme.scale) for side in _SIZE)
        self.resize(min(wide, parent.width() - _AIR), min(high, parent.height() - _AIR))
        self.move(parent.mapToGlobal(parent.rect().center()) - self.rect().center())
        self.form.set_values({"number": next_act_number(workplace.db), "dated_on": workplace.db.today()})
        self.safe.setFocus(Qt.FocusReason.OtherFocusReason)
        db = workplace.db
        self._looking: Asking[ErasingPreview] = Asking(workplace.jobs, self._on_preview, self)
        self._looking.ask(lambda: erasing_preview(db, person_id, kind))

    def draft(self) -> ActDraft | None:
        """What the act says, checked; None when problems are shown instead."""
        members = [each.text() for each in self._members if each.isChecked()]
        if other := str(self._other.value() or "").strip():
            members.append(other)
        self._unsigned.setText("" if members else "Отметьте хотя бы одного: акт подписывает комиссия")
        self._unsigned.setVisible(not members)
        is_read = self.form.verify()
        if not members:
            (self._members[0] if self._members else self._other).setFocus(Qt.FocusReason.OtherFocusReason)
        if not members or not is_read:
            return None
        left = frozenset(each.key for each, tick in self._mentions if each.certain and not tick.isChecked())
        taken = frozenset(each.key for each, tick in self._mentions if not each.certain and tick.isChecked())
        try:
            return ActDraft.model_validate({**self.form.values(), "commission": members, "left": left, "taken": taken})
        except ValidationError as refused:
            self.form.show_problems(FieldProblem(each.field, each.message) for each in problems_of(refused))
            return None

    def _lay_out(self) -> None:
        theme = self._at.theme
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.space("m"), 0)
        column.setSpacing(theme.space("m"))
        for widget in (self._who, self._consequence, self._goes, self.form, caption("Комиссия")):
            column.addWidget(widget)
        members = QVBoxLayout()
        members.setSpacing(0)
        for at, each in enumerate(self._members):
            members.addWidget(named(each, f"destroying-member-{at}", each.text()))
        column.addLayout(members)
        column.addWidget(named(self._other, "destroying-other", "Ещё член комиссии"))
        column.addWidget(self._unsigned)
        self._unsigned.hide()
        column.addLayout(self._places)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("s"))
        buttons.addStretch()
        buttons.addWidget(self.act)
        buttons.addWidget(self.safe)
        whole = QVBoxLayout(self)
        margin = theme.space("l")
        whole.setContentsMargins(margin, margin, margin, margin)
        whole.setSpacing(theme.space("m"))
        whole.addWidget(label(_QUESTIONS[self._kind], "section", wrapped=True))
        whole.addWidget(area, 1)
        whole.addLayout(buttons)

    def _on_preview(self, found: ErasingPreview) -> None:
        self._who.setText(f"{found.name} · {found.code}")
        self._consequence.setText(_CONSEQUENCES[self._kind].format(code=found.code))
        gone = [each.title for each in found.dropped]
        if found.files:
            gone.append(counted(found.files, "файл", "файла", "файлов"))
        self._goes.setText(f"Будет убрано: {', '.join(gone)}." if gone else "Кроме имени, в карточке ничего нет.")
        if found.mentions:
            self._places.addWidget(caption("Упоминания в других записях: отмеченные сменятся кодом"))
        for at, each in enumerate(found.mentions):
            tick = CheckField(self._at.theme, f"{each.title}: …{each.before}{each.said}{each.after}…")
            tick.setChecked(each.certain)
            self._places.addWidget(named(tick, f"destroying-mention-{at}", tick.text()))
            self._mentions.append((each, tick))
        if found.is_acting:
            self.act.block(_ACTING)
        else:
            self.act.unblock()

    def _on_act(self) -> None:
        draft = self.draft()
        if draft is not None:
            self.agreed.emit(draft)
            self.accept()


def _erase(
    workplace: Workplace,
    person_id: int,
    kind: ActKind,
    parent: QWidget,
    progress: ProgressSheet | None,
    draft: ActDraft,
) -> None:
    """Drafts and remembered folders first, while it is known what to look for; then the act, then the files."""
    db, actor, command = workplace.db, workplace.actor(), _COMMANDS[kind]

    def look() -> Callable[[str], bool]:
        return names_person(db, person_id)

    def on_known(names_her: Callable[[str], bool]) -> None:
        try:
            forget_person(workplace.data_folder, parent.window().findChildren(Keeping), person_id, names_her)
        except UserError as sentence:
            workplace.messages.refuse(sentence)
            return
        workplace.remembered.forget_folders(names_her)
        job = Job(lambda _progress: command(db, person_id, draft, actor=actor))
        job.done.connect(partial(_on_written, workplace, kind, parent, progress, draft.number))
        job.refused.connect(workplace.messages.refuse)
        workplace.jobs.start(job)

    looking = Job(lambda _progress: look())
    looking.done.connect(on_known)
    looking.refused.connect(workplace.messages.refuse)
    workplace.jobs.start(looking, lane=Lane.READER)


def _on_written(
    workplace: Workplace, kind: ActKind, parent: QWidget, progress: ProgressSheet | None, number: str, act_id: int
) -> None:
    db, attachments = workplace.db, workplace.attachments
    job = Job(lambda _progress: finish_erasing(db, attachments))

    def on_clean(cleaned: Cleaned) -> None:
        copies = cleaned.backups + cleaned.removed
        told = f"Очищены и копии: {counted(copies, 'файл', 'файла', 'файлов')}." if copies else ""
        show = ("Напечатать акт", lambda: offer(workplace, parent, act_wish(act_id, number)))
        workplace.messages.report(_DONE[kind], f"{told} Акт хранится три года.".strip(), show)
        offer(workplace, parent, act_wish(act_id, number))
        redraw_in_background(workplace, progress)

    job.done.connect(on_clean)
    job.refused.connect(workplace.messages.refuse)
    workplace.jobs.start(job, lane=Lane.DOCUMENTS)


def _act_paper(act_id: int, db: Database) -> object:
    return destruction_act(db, act_id)
