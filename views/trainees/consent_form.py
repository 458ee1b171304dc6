"""The fields of a consent: written down, mended, withdrawn."""

from collections.abc import Callable, Mapping
from datetime import date

from pydantic import ValidationError
from PySide6.QtCore import Signal

from models.rows.codes import ConsentForm, ConsentPurpose, RestrictedField
from models.rows.consents import ConsentDraft, ConsentLine
from models.rows.draft import FieldProblem, problems_of
from models.rules.consents import fields_in_scope
from views.theme import Theme
from views.trainees.inline_form import InlineForm
from views.widgets.check import CheckField
from views.widgets.fields import DateField
from views.widgets.form import Form

_AHEAD = "Этот день ещё не наступил. Поставьте дату с бумажного листа"


class ConsentEditor(InlineForm):
    """One sheet of a purpose; `drafted` carries the sheet's id (None for a new one) and the draft."""

    drafted = Signal(object, object)

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        form = Form(theme)
        form.add("signed_on", "Подписано", DateField(theme, today), required=True)
        form.add("valid_until", "Действует до", DateField(theme, today, placeholder="без срока"))
        for field in RestrictedField:
            form.add(field.value, "", CheckField(theme, f"в листе названо: {field.label}"))
        super().__init__(theme, form, name="consent", title="Согласие", verb="Записать")
        self._today = today
        self._purpose = ConsentPurpose.PROCESSING
        self._sheet: ConsentLine | None = None
        self.saving.connect(self._on_saving)

    @property
    def restricted(self) -> frozenset[RestrictedField]:
        """The closed fields that are ticked."""
        values = self.form.values()
        return frozenset(field for field in RestrictedField if values[field.value])

    def write_new(self, purpose: ConsentPurpose) -> None:
        """Ask for a new sheet, signed today unless said otherwise."""
        self._open(purpose, None, {"signed_on": self._today()})

    def change(self, sheet: ConsentLine) -> None:
        """Show a stored sheet to be mended."""
        named_there = fields_in_scope(sheet.data_scope)
        ticks = {field.value: field in named_there for field in RestrictedField}
        values = {"signed_on": sheet.signed_on, "valid_until": sheet.valid_until, **ticks}
        self._open(sheet.purpose, sheet, values)

    def _open(self, purpose: ConsentPurpose, sheet: ConsentLine | None, values: Mapping[str, object]) -> None:
        self._purpose, self._sheet = purpose, sheet
        self.title.setText(f"Согласие: {purpose.label}")
        for field in RestrictedField:
            self.form.show_field(field.value, shown=purpose is not ConsentPurpose.PUBLICATION)
        self.open_form(dict(values))

    def _on_saving(self) -> None:
        values = self.form.values()
        try:
            draft = ConsentDraft.model_validate(
                {
                    "purpose": self._purpose,
                    "signed_on": values["signed_on"],
                    "valid_until": values["valid_until"],
                    "form": self._sheet.form if self._sheet else ConsentForm.PAPER,
                    "restricted": self.restricted if self._purpose is not ConsentPurpose.PUBLICATION else frozenset(),
                }
            )
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return
        if draft.signed_on > self._today():
            self.form.show_problems([FieldProblem("signed_on", _AHEAD)])
            return
        self.drafted.emit(self._sheet.id if self._sheet else None, draft)


class WithdrawForm(InlineForm):
    """The day a consent was withdrawn; `dated` carries the sheet's id and the day."""

    dated = Signal(int, object)

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        form = Form(theme)
        hint = "День, когда получено заявление об отзыве"
        form.add("on", "Отозвано", DateField(theme, today), required=True, hint=hint)
        super().__init__(theme, form, name="withdraw", title="Отзыв согласия", verb="Отозвать")
        self._today = today
        self._sheet: ConsentLine | None = None
        self.saving.connect(self._on_saving)

    def withdraw(self, sheet: ConsentLine) -> None:
        """Ask for the day; today unless said otherwise."""
        self._sheet = sheet
        self.title.setText(f"Отзыв согласия: {sheet.purpose.label}")
        self.open_form({"on": self._today()})

    def _on_saving(self) -> None:
        on = self.form.values()["on"]
        if self._sheet is None or not isinstance(on, date):
            return
        if on > self._today() or on < self._sheet.signed_on:
            wrong = _AHEAD if on > self._today() else "Это раньше дня подписи. Проверьте обе даты"
            self.form.show_problems([FieldProblem("on", wrong)])
            return
        self.dated.emit(self._sheet.id, on)
