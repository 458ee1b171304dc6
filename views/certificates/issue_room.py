"""«Выдача»: a stream, who of it is ready and what the others lack, and the numbers that are given."""

from dataclasses import replace
from datetime import date

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from models.commands.certificate_numbers import set_first_number
from models.commands.certificates import issue_certificates
from models.database import Actor, Database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.certificate_issue import issue_lines
from models.queries.certificates import numbering
from models.rows.certificates import IssueDraft, IssueLine, NumberingDraft
from models.rows.draft import problems_of
from models.rows.requirements import Requirement, RequirementState
from models.rules.words import counted
from views.certificates.stream_line import StreamLine
from views.jobs import Job
from views.places import Place
from views.states import State
from views.theme import ChipLook
from views.widgets.buttons import Button, row_of
from views.widgets.columns import Column
from views.widgets.empty import EmptyState
from views.widgets.fields import DateField, NumberField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.paged import PagedTable
from views.widgets.sheet import Sheet, hline
from views.widgets.table import TableView
from views.widgets.text import label
from views.workplace import Workplace

_READY = ChipLook(State.DONE, "checkmark_circle")
_LATE = ChipLook(State.IN_PROGRESS, "clock")
_HAS = ChipLook(State.NEUTRAL, "certificate")
_NO_STREAM = "Выберите поток: здесь будут его стажёры с пятью требованиями."
_WHO_IS_READY = "Кто готов во всех потоках"
_NOBODY = "В этом потоке пока никто не учился."


class IssueRoom(QWidget):
    """The table of a stream with ticks; `issued` carries the ids of the new certificates."""

    issued = Signal(tuple)
    matrix_wanted = Signal(int)
    """The requirements of this stream are wanted in full."""
    person_wanted = Signal(int)
    """The card of this person is wanted: what she lacks is mended there."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        theme, today = workplace.theme, workplace.db.today
        self._lines: list[IssueLine] = []
        self._unticked: set[int] = set()
        self._is_issuing = False
        way = named(Button(theme, "Требования", icon="table"), "issue-requirements", "Требования потока подробно")
        way.clicked.connect(self._on_matrix)
        self.line = StreamLine(workplace, name="issue-stream", way=way)
        self.line.chosen.connect(self._begin)
        self.form = Form(theme)
        self.form.add("issue_date", "Дата сертификата", DateField(theme, today), required=True)
        self.form.add(
            "basis",
            "Основание",
            TextField(theme, placeholder="Приказ № 7 от 12.01.2026"),
            beside="issue_date",
            stretch=2,
        )
        self.form.add("first_no", "Первый номер года", NumberField(theme, minimum=1), beside="issue_date")
        self.form.changed.connect(self._on_form)
        self.model: PagedTable[IssueLine] = PagedTable(self._columns(), rows=())
        self.model.ticked.connect(self._on_ticked)
        self.table: TableView[IssueLine] = TableView(
            theme, self.model, "issue-table", "Стажёры потока", remembered=workplace.remembered
        )
        self.table.may_leave = lambda line: line.may_be_named
        self.table.opened.connect(self._on_opened)
        self._empty = EmptyState(theme, _NO_STREAM, link=_WHO_IS_READY)
        self._empty.linked.connect(self._on_ready_wanted)
        self._told = label("", "secondary", wrapped=True)
        self.issue_button = named(Button(theme, "Выдать", icon="certificate", role="primary"), "issue", "Выдать")
        self.issue_button.clicked.connect(self.issue)
        self._lay_out()
        self.form.set_values({"issue_date": today()})
        self._show_lines()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.line.choice, self.table, self.form, self.issue_button]

    def reload(self) -> None:
        """Ask for the streams and the people again; ticks stay."""
        self.line.reload()
        stream_id = self.line.stream_id
        self._lines = issue_lines(self._at.db, stream_id) if stream_id is not None else []
        self._show_lines()
        self._tell_numbers()

    def show_stream(self, stream_id: int | None) -> None:
        """Begin with a stream, all who are ready ticked."""
        self.line.stream_id = stream_id if stream_id is not None else self.line.stream_id
        self._begin()

    def take_focus(self) -> None:
        """Give the keyboard to the table, or to the choice of a stream while there is none."""
        (self.table if self._lines else self.line.choice).setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> list[IssueLine]:
        """Those who are ready and ticked."""
        return [line for line in self._lines if self._ticked(line)]

    def issue(self) -> None:
        """Give the numbers; a first number that was typed is settled before."""
        chosen, db, actor = self.chosen(), self._at.db, self._at.actor()
        if not chosen or self._is_issuing or not self.form.verify():
            return
        said = self.form.values()
        try:
            draft = IssueDraft.model_validate(
                {
                    "enrollment_ids": tuple(line.enrollment_id for line in chosen),
                    "issue_date": said["issue_date"],
                    "basis": said["basis"] or None,
                }
            )
            first = self._first_number(draft, said["first_no"])
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return
        keys = KeyStore.under(self._at.data_folder)
        job = Job(lambda _progress: _issued(db, draft, first, keys=keys, actor=actor))
        job.done.connect(self._on_issued)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._is_issuing = True
        self._tell_button()
        self._at.jobs.start(job)

    def _first_number(self, draft: IssueDraft, typed: object) -> NumberingDraft | None:
        now = numbering(self._at.db, draft.issue_date.year)
        if now.has_begun or typed in (None, "", now.next_no):
            return None
        return NumberingDraft.model_validate({"year": now.year, "first_no": typed})

    def _columns(self) -> tuple[Column[IssueLine], ...]:
        return (
            Column("ticked", "", lambda _line: "", width=44, sortable=False, check=self._check),
            Column("name", "Стажёр", lambda line: line.name, least=200),
            Column("organization", "Организация", lambda line: line.organization, width=170, rank=3, quiet=True),
            Column("requirements", "а б в г д", _met, width=120, rank=2, sortable=False, dots=_dots, tooltip=_evidence),
            Column("state", "Можно выдать", _state, width=164, chip=_look, sortable=False),
            Column("why", "Чего не хватает", _lacking, least=220, rank=1, sortable=False, quiet=True),
        )

    def _lay_out(self) -> None:
        theme = self._at.theme
        sheet = Sheet(theme, inset=1)
        sheet.setAccessibleName("Стажёры потока")
        self._stack = QStackedLayout()
        sheet.body.addLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        foot = Sheet(theme)
        foot.body.addWidget(self.form)
        foot.body.addWidget(hline())
        foot.body.addWidget(self._told)
        foot.body.addWidget(row_of(self.issue_button), 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self.line)
        column.addWidget(sheet, 1)
        column.addWidget(foot)

    def _show_lines(self) -> None:
        self.model.set_rows(self._lines)
        if self.line.stream_id is None:
            self._empty.say(_NO_STREAM, link=_WHO_IS_READY)
        else:
            self._empty.say(_NOBODY)
        self._stack.setCurrentWidget(self.table if self._lines else self._empty)
        self._tell_button()

    def _tell_numbers(self) -> None:
        """Say which numbers come next; the first of a year can be typed until one is given."""
        day = self.form.values()["issue_date"]
        now = numbering(self._at.db, (day if isinstance(day, date) else self._at.db.today()).year)
        self.form.show_field("first_no", shown=not now.has_begun)
        self.form.show_hint("first_no", f"Без него начнём с {now.next_no}")
        self._told.setText(
            f"Следующий номер {now.year} года: {now.next_no}. Выданный номер не возвращается: "
            "неверный сертификат аннулируют."
        )

    def _tell_button(self) -> None:
        count = len(self.chosen())
        if self._is_issuing:
            self.issue_button.block("Номера уже даются")
        elif not count:
            ready = any(line.is_ready for line in self._lines)
            self.issue_button.block("Отметьте, кому выдать" if ready else "Готовых в потоке нет")
        else:
            self.issue_button.unblock()
        words = counted(count, "сертификат", "сертификата", "сертификатов") if count else "сертификаты"
        self.issue_button.setText(f"Выдать {words}")

    def _ticked(self, line: IssueLine) -> bool:
        return line.is_ready and line.enrollment_id not in self._unticked

    def _check(self, line: IssueLine) -> bool | None:
        return self._ticked(line) if line.is_ready else None

    def _on_ticked(self, line: IssueLine, ticked: bool) -> None:  # noqa: FBT001 - a slot
        (self._unticked.discard if ticked else self._unticked.add)(line.enrollment_id)
        place = self.model.place_of(lambda row: row.enrollment_id == line.enrollment_id)
        self.model.replace_row(place, replace(line))
        self._tell_button()

    def _on_opened(self, line: IssueLine) -> None:
        self.person_wanted.emit(line.person_id)

    def _begin(self) -> None:
        self._unticked = set()
        self.reload()

    def _on_matrix(self) -> None:
        if self.line.stream_id is not None:
            self.matrix_wanted.emit(self.line.stream_id)

    def _on_ready_wanted(self) -> None:
        self._at.go("trainees", Place.CERTIFICATE_READY)

    def _on_form(self) -> None:
        self._tell_numbers()

    def _on_issued(self, ids: tuple[int, ...]) -> None:
        given = counted(len(ids), "сертификат", "сертификата", "сертификатов")
        self._at.messages.did(f"Подготовлено: {given}. Напечатайте и вручите их.", undo=False)
        self.form.set_values({"issue_date": self._at.db.today()})
        self.issued.emit(ids)

    def _on_refused(self, sentence: UserError) -> None:
        self._at.messages.refuse(sentence)
        self.reload()

    def _on_finished(self) -> None:
        self._is_issuing = False
        self._tell_button()


def _issued(
    db: Database, draft: IssueDraft, first: NumberingDraft | None, *, keys: KeyStore, actor: Actor
) -> tuple[int, ...]:
    if first is not None:
        set_first_number(db, first, actor=actor)
    return issue_certificates(db, draft, keys=keys, actor=actor)


def _met(line: IssueLine) -> str:
    """«а, б, г»: the requirements that are met."""
    return ", ".join(each.key.label for each in line.requirements if each.is_met)


def _dots(line: IssueLine) -> list[State | None]:
    """One for each requirement: met, counted as met by a decision, or hollow."""
    looks = {RequirementState.MET: State.DONE, RequirementState.DECIDED: State.ATTENTION}
    return [looks.get(each.state) for each in line.requirements]


def _evidence(line: IssueLine) -> str:
    """Of each requirement, what it rests on or what is missing."""
    return "\n".join(f"{each.key.label}) {_said(each)}" for each in line.requirements)


def _said(each: Requirement) -> str:
    if each.state is RequirementState.DECIDED and each.decision is not None:
        return f"решено засчитать: {each.decision.reason}"
    return "; ".join(each.evidence if each.is_met else each.missing) or each.state.label


def _lacking(line: IssueLine) -> str:
    """Of one who has hers nothing is missing."""
    return "" if line.certificate else line.why_not


def _state(line: IssueLine) -> str:
    if line.certificate:
        return f"есть № {line.certificate}"
    return "готов" if line.is_ready else "ещё нет"


def _look(line: IssueLine) -> ChipLook:
    if line.certificate:
        return _HAS
    return _READY if line.is_ready else _LATE
