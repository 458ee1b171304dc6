"""What may be done with a person's data: her consents by purpose, her closed fields, the papers about both."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.commands.consents import (
    change_consent,
    give_consent,
    remove_consent,
    resume_processing,
    withdraw_consent,
)
from models.commands.personal_data_register import hand_over_kept_data
from models.commands.restricted import clear_restricted, reveal_restricted, write_restricted
from models.errors import UserError
from models.queries.consents import masked_fields, person_consents
from models.queries.personal_data import consent_sheet, kept_data_paper
from models.rows.attachments import ConsentPlace
from models.rows.codes import ConsentPurpose, PersonalDataState
from models.rows.consents import (
    ConsentDraft,
    ConsentLine,
    RestrictedDraft,
    RestrictedValues,
)
from models.rules.person_code import person_code
from views.files.sheet import FilesSheet
from views.jobs import Job
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.places import Place
from views.trainees.closed_fields import ClosedFields
from views.trainees.consent_form import ConsentEditor, WithdrawForm
from views.trainees.consent_lines import ConsentLines
from views.trainees.consent_words import BLOCKED
from views.widgets.buttons import Button
from views.widgets.flow import FlowLayout
from views.widgets.naming import named
from views.widgets.text import caption, problem
from views.workplace import Workplace
from views.writing import write

_TABLES = frozenset({"person", "consent", "person_restricted", "attachment_use"})
_SHEETS = {
    ConsentPurpose.PROCESSING: ("consent-processing", "Обработка"),
    ConsentPurpose.PUBLICATION: ("consent-publication", "Публикация"),
    ConsentPurpose.FRDO: ("consent-frdo", "ФИС ФРДО"),
}


class ConsentsView(QWidget):
    """Embedded in the card and in the panel beside the list; `show_person(None)` shows nothing."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._at = workplace
        self._person_id: int | None = None
        theme, today = workplace.theme, workplace.db.today
        self.heading = QWidget()
        """What this is and that the data are blocked; whoever says both already may hide it."""
        self._blocked = problem(BLOCKED)
        self._resume = named(Button(theme, "Возобновить работу", small=True), "consents-resume", "Возобновить работу")
        self._resume.setToolTip("Разблокировать данные по новому согласию")
        self._resume.clicked.connect(self._on_resume)
        self.lines = ConsentLines(theme)
        self.lines.giving.connect(self._on_give)
        self.lines.changing.connect(self._on_change)
        self.lines.scanning.connect(self._on_scan)
        self.lines.withdrawing.connect(self._on_ask_withdraw)
        self.lines.removing.connect(self._on_remove)
        self.editor = ConsentEditor(theme, today)
        self.editor.drafted.connect(self._on_drafted)
        self.withdrawal = WithdrawForm(theme, today)
        self.withdrawal.dated.connect(self._on_withdraw)
        for form in (self.editor, self.withdrawal):
            form.closed.connect(self.lines.go_back)
        self.files = FilesSheet(workplace, "Скан согласия")
        self.closed_fields = ClosedFields(theme, today)
        self.closed_fields.reveal_wanted.connect(self._on_reveal)
        self.closed_fields.clear_wanted.connect(self._on_clear)
        self.closed_fields.drafted.connect(self._on_write)
        papers = FlowLayout()
        for name, words, tip, act in (
            ("consents-print", "Листы согласий", "Напечатать листы согласий на подпись", self.print_sheets),
            ("consents-kept", "Что мы храним", "Напечатать всё, что хранится об этом человеке", self.print_kept),
        ):
            button = named(Button(theme, words, icon="print", small=True), name, tip)
            button.setToolTip(tip)
            button.clicked.connect(act)
            papers.addWidget(button)
        register = named(
            Button(theme, "Журнал действий", role="link", small=True), "consents-register", "Журнал действий"
        )
        register.setToolTip("Что делали с персональными данными всех стажёров")
        register.clicked.connect(lambda: workplace.go("trainees", Place.PERSONAL_DATA))
        papers.addWidget(register)
        heading, column = QVBoxLayout(self.heading), QVBoxLayout(self)
        for each in (heading, column):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(theme.space("s"))
        heading.addWidget(caption("Согласия"))
        heading.addWidget(self._blocked)
        column.addWidget(self.heading)
        column.addWidget(self._resume, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.lines, self.editor, self.withdrawal, self.files):
            column.addWidget(part)
        column.addLayout(papers)
        column.addSpacing(theme.space("s"))
        column.addWidget(self.closed_fields)
        workplace.changes.reload_on(_TABLES, self.reload)
        self.show_person(None)

    def show_person(self, person_id: int | None) -> None:
        """Show this person's consents; None hides everything."""
        if person_id != self._person_id:
            for form in (self.editor, self.withdrawal, self.closed_fields.editor):
                form.hide()
        self._person_id = person_id
        self.files.show_place(None)
        self.files.hide()
        self.setVisible(person_id is not None)
        self.reload()

    def reload(self) -> None:
        """Ask for everything again; closed fields go behind their mask."""
        if self._person_id is None:
            return
        shown = person_consents(self._at.db, self._person_id)
        if shown is None:
            self.show_person(None)
            return
        self._blocked.setVisible(shown.state is PersonalDataState.BLOCKED)
        self._resume.setVisible(shown.can_resume)
        self.lines.show_lines(shown.purposes)
        self.closed_fields.show_masked(masked_fields(self._at.db, self._person_id))

    def print_sheets(self) -> None:
        """Show the sheets to sign, one for each purpose, filled for this person."""
        person_id, restricted = self._person_id, self.editor.restricted
        wishes = [
            PaperWish(
                paper,  # pyright: ignore[reportArgumentType] - keys of the registry
                f"Согласие: {purpose.label}",
                f"{paper}-{person_code(person_id or 0)}",
                partial(consent_sheet, purpose=purpose, person_id=person_id, restricted=restricted),
                tab,
            )
            for purpose, (paper, tab) in _SHEETS.items()
        ]
        offer(self._at, self, *wishes)

    def print_kept(self) -> None:
        """Note that the person is given what is kept about her, then show it."""
        person_id = self._person_id
        if person_id is None:
            return
        wish = PaperWish(
            "kept-data",
            "Что мы храним об этом человеке",
            f"kept-data-{person_code(person_id)}",
            lambda held: kept_data_paper(held, person_id),
        )
        write(
            self._at,
            lambda db, actor: hand_over_kept_data(db, person_id, actor=actor),
            lambda _none: offer(self._at, self, wish),
        )

    # --- within

    def _on_give(self, purpose: ConsentPurpose) -> None:
        self.withdrawal.hide()
        self.editor.write_new(purpose)

    def _on_change(self, sheet: ConsentLine) -> None:
        self.withdrawal.hide()
        self.editor.change(sheet)

    def _on_ask_withdraw(self, sheet: ConsentLine) -> None:
        self.editor.hide()
        self.withdrawal.withdraw(sheet)

    def _on_scan(self, sheet: ConsentLine) -> None:
        self.files.show_place(ConsentPlace(sheet.id))
        self.files.show()
        self.files.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_drafted(self, consent_id: int | None, draft: ConsentDraft) -> None:
        person_id, db, actor = self._person_id, self._at.db, self._at.actor()
        if person_id is None:
            return
        if consent_id is None:
            self._store(
                lambda: give_consent(db, person_id, draft, actor=actor), "Согласие записано.", self.editor.close_form
            )
        else:
            self._store(
                lambda: change_consent(db, consent_id, draft, actor=actor),
                "Согласие исправлено.",
                self.editor.close_form,
            )

    def _on_withdraw(self, consent_id: int, on: date) -> None:
        db, actor = self._at.db, self._at.actor()
        self._store(
            lambda: withdraw_consent(db, consent_id, on, actor=actor), "Согласие отозвано.", self.withdrawal.close_form
        )

    def _on_remove(self, sheet: ConsentLine) -> None:
        db, actor = self._at.db, self._at.actor()
        self._store(lambda: remove_consent(db, sheet.id, actor=actor), "Запись о согласии убрана.")

    def _on_resume(self) -> None:
        person_id, db, actor = self._person_id, self._at.db, self._at.actor()
        if person_id is not None:
            self._store(lambda: resume_processing(db, person_id, actor=actor), "Работа с данными возобновлена.")

    def _on_clear(self) -> None:
        person_id, db, actor = self._person_id, self._at.db, self._at.actor()
        if person_id is not None:
            self._store(lambda: clear_restricted(db, person_id, actor=actor), "Закрытые сведения убраны.")

    def _on_write(self, draft: RestrictedDraft) -> None:
        person_id, db, actor = self._person_id, self._at.db, self._at.actor()
        if person_id is None:
            return
        self._store(
            lambda: write_restricted(db, person_id, draft, actor=actor),
            "Закрытые сведения записаны.",
            self.closed_fields.editor.close_form,
            refused=self.closed_fields.refuse,
        )

    def _on_reveal(self) -> None:
        person_id = self._person_id
        if person_id is None:
            return

        def done(values: RestrictedValues) -> None:
            if person_id == self._person_id:
                self.closed_fields.show_values(values)

        write(self._at, lambda db, actor: reveal_restricted(db, person_id, actor=actor), done)

    def _store(
        self,
        work: Callable[[], object],
        words: str,
        then: Callable[[], object] = lambda: None,
        *,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        job = Job(lambda _progress: work())
        job.done.connect(lambda: (then(), self._at.messages.did(words, undo=True)))
        job.refused.connect(refused or self._at.messages.refuse)
        self._at.jobs.start(job)
