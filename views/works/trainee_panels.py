"""The panels of what a trainee makes once: her final work and her report."""

from collections.abc import Mapping
from typing import NamedTuple

from typing_extensions import override

from models.commands.final_works import remove_final_work, write_final_work
from models.commands.internship_reports import remove_internship_report, write_internship_report
from models.queries.works import final_work, trainee_report
from models.rows.attachments import FinalWorkPlace, InternshipReportPlace
from models.rows.codes import InternshipReportKind, SubmissionState
from models.rows.works import FinalWorkDraft, FinalWorkLine, InternshipReportDraft, ReportOfTrainee
from views.draft_panel import draft_of
from views.files.record_panel import RecordPanel, StoredRecord, Writing
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, MultilineField
from views.widgets.form import Form
from views.workplace import Workplace
from views.works.state_keys import state_field
from views.writing import write_and_say


class Author(NamedTuple):
    """Whose record the panel shows."""

    enrollment_id: int
    name: str


class TraineePanel(RecordPanel):
    """A panel whose record is one of a trainee: `show_of` shows it, or begins it; heirs say what it is."""

    word = ""
    """What the record is, after the name of the trainee."""

    author = Author(0, "")

    def show_of(self, author: Author, record_id: int | None) -> None:
        """Show the record of a trainee, or begin it where she has none."""
        self.author = author
        if record_id is None or not self.change(record_id):
            self.begin(f"new-{author.enrollment_id}", self.told, self.first_values())

    def follow_of(self, author: Author, record_id: int | None) -> None:
        """Show the trainee the arrows came to, unless something is unsaved."""
        if self.is_open and not self.is_changed():
            self.author = author
            if record_id is not None:
                self.follow_record(record_id)
            elif self.follow(f"new-{author.enrollment_id}", self.told, self.first_values()):
                self.files.show_place(None)
                self.remove_button.hide()

    @property
    def told(self) -> str:
        """«Иванова М. П.: отчёт»."""
        return f"{self.author.name}: {self.word}"

    def first_values(self) -> Mapping[str, object]:
        """What a new record begins with."""
        raise NotImplementedError

    @override
    def follow_record(self, record_id: int) -> None:
        record = self.stored(record_id)
        if record is not None and self.follow(record_id, record.title, record.values):
            self.files.show_place(self.place_of(record_id))
            self.remove_button.show()

    @override
    def offer(self) -> None:
        """The lists of these forms are always the same."""


class FinalWorkPanel(TraineePanel):
    """The final work: accepted only after it was tried out and looked at by its author."""

    word = "итоговая работа"

    def __init__(self, workplace: Workplace) -> None:
        theme, today = workplace.theme, workplace.db.today
        self.fields = Form(theme)
        self.fields.add("title", "Тема", MultilineField(theme, lines=2), required=True)
        self.fields.add("state", "Состояние", state_field(theme), stretch=3)
        self.fields.add("submitted_on", "Сдана", DateField(theme, today), beside="state", stretch=2)
        self.fields.add("approbation_on", "Апробация", DateField(theme, today), hint="Без неё работу не принимают")
        self.fields.add("self_analysis", "Самоанализ", MultilineField(theme, lines=3))
        self.fields.add("admin_review", "Отзыв администрации ОО", MultilineField(theme, lines=2))
        self.fields.add("accepted_on", "Принята", DateField(theme, today))
        self.fields.add("defended_on", "Защита", DateField(theme, today), beside="accepted_on")
        self.fields.add("comment", "Комментарий тьютора", MultilineField(theme, lines=2))
        super().__init__(
            workplace,
            self.fields,
            name="final-work-panel",
            title="Итоговая работа",
            remove="Убрать работу",
            tables=frozenset({"final_work"}),
        )
        self.removed.connect(self._on_removed)
        self.keep_drafts(workplace.data_folder, "final-work")

    @override
    def first_values(self) -> Mapping[str, object]:
        return {"state": SubmissionState.MISSING}

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        work = final_work(self.workplace.db, record_id)
        return None if work is None else StoredRecord(self.told, _values(self.fields, work))

    @override
    def place_of(self, record_id: int) -> FinalWorkPlace:
        return FinalWorkPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        draft = draft_of(self.fields, FinalWorkDraft)
        if draft is None:
            return None
        db, actor, place = self.workplace.db, self.workplace.actor(), self.author.enrollment_id
        return Writing(lambda: write_final_work(db, place, draft, actor=actor), "Итоговая работа записана.")

    def _on_removed(self, work_id: int) -> None:
        write_and_say(
            self.workplace, lambda db, actor: remove_final_work(db, work_id, actor=actor), "Итоговая работа убрана."
        )


class ReportPanel(TraineePanel):
    """The report on the internship, analytical or mini."""

    word = "отчёт"

    def __init__(self, workplace: Workplace) -> None:
        theme, today = workplace.theme, workplace.db.today
        self.fields = Form(theme)
        self.fields.add("kind", "Вид", ChoiceField(theme, [(each, each.label) for each in InternshipReportKind]))
        self.fields.add("submitted_on", "Сдан", DateField(theme, today))
        self.fields.add("accepted_on", "Принят", DateField(theme, today), beside="submitted_on")
        self.fields.add("comment", "Отзыв тьютора", MultilineField(theme, lines=3))
        super().__init__(
            workplace,
            self.fields,
            name="trainee-report-panel",
            title="Отчёт",
            remove="Убрать отчёт",
            tables=frozenset({"internship_report"}),
        )
        self.removed.connect(self._on_removed)
        self.keep_drafts(workplace.data_folder, "internship-report")

    @override
    def first_values(self) -> Mapping[str, object]:
        return {"kind": InternshipReportKind.MINI, "submitted_on": self.workplace.db.today()}

    @override
    def stored(self, record_id: int) -> StoredRecord | None:
        report = trainee_report(self.workplace.db, record_id)
        return None if report is None else StoredRecord(self.told, _values(self.fields, report))

    @override
    def place_of(self, record_id: int) -> InternshipReportPlace:
        return InternshipReportPlace(record_id)

    @override
    def writing(self, record_id: int | None) -> Writing | None:
        draft = draft_of(self.fields, InternshipReportDraft)
        if draft is None:
            return None
        db, actor, place = self.workplace.db, self.workplace.actor(), self.author.enrollment_id
        return Writing(lambda: write_internship_report(db, place, draft, actor=actor), "Отчёт стажёра записан.")

    def _on_removed(self, report_id: int) -> None:
        write_and_say(
            self.workplace,
            lambda db, actor: remove_internship_report(db, report_id, actor=actor),
            "Отчёт стажёра убран.",
        )


def _values(form: Form, record: FinalWorkLine | ReportOfTrainee) -> dict[str, object]:
    """The record's fields that the form has."""
    return {name: getattr(record, name) for name in form.keys()}  # noqa: SIM118 - a form is no mapping
