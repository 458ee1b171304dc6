"""Closed fields of a person behind a mask: shown by a click that is noted, written and removed."""

from collections.abc import Callable
from datetime import date

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.errors import UserError
from models.rows.codes import RestrictedNeed, Sex
from models.rows.consents import MaskedFields, RestrictedDraft, RestrictedValues
from models.rows.draft import FieldProblem, problems_of
from models.rules.words import day_in_table
from views.theme import Theme
from views.trainees.inline_form import InlineForm
from views.widgets.buttons import Button
from views.widgets.choice import ChoiceField
from views.widgets.fields import DateField, TextField
from views.widgets.flow import FlowLayout
from views.widgets.form import Form
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.text import caption, hint, secondary

_NOTHING = "Не хранятся. Записать их можно по согласию, где они названы."
_NOTED = "Показ записывается в журнал действий с персональными данными."


class ClosedFields(QWidget):
    """Masked lines with «Показать», «Записать» and «Убрать»."""

    reveal_wanted = Signal()
    clear_wanted = Signal()
    drafted = Signal(object)
    """A RestrictedDraft."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.space("xs"))
        self._reveal = named(
            Button(theme, "Показать", icon="eye", small=True), "closed-show", "Показать закрытые сведения"
        )
        self._reveal.setToolTip(_NOTED)
        self._reveal.clicked.connect(self.reveal_wanted)
        self._write = named(Button(theme, "Записать", icon="edit", small=True), "closed-write", "Записать сведения")
        self._write.setToolTip("Записать СНИЛС, дату рождения, пол или сведения о дипломе")
        self._write.clicked.connect(self.write)
        self._clear = named(Button(theme, "Убрать", role="link", small=True), "closed-clear", "Убрать сведения")
        self._clear.setToolTip("Убрать все закрытые сведения этого человека")
        self._clear.clicked.connect(self.clear_wanted)
        buttons = FlowLayout()
        for button in (self._reveal, self._write, self._clear):
            buttons.addWidget(button)
        self._about = hint(_NOTED)
        self.editor = _editor(theme, today)
        self.editor.saving.connect(self._on_saving)
        self.editor.closed.connect(lambda: self._write.setFocus(Qt.FocusReason.OtherFocusReason))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        column.addWidget(caption("Закрытые сведения"))
        column.addLayout(self._lines)
        column.addLayout(buttons)
        column.addWidget(self._about)
        column.addWidget(self.editor)

    def show_masked(self, masked: MaskedFields | None) -> None:
        """Show what is kept behind the mask, or that nothing is."""
        self._show_lines(_NOTHING if masked is None else "", _of_mask(masked) if masked is not None else [])
        self._reveal.setVisible(masked is not None)
        self._clear.setVisible(masked is not None)
        self._about.setVisible(masked is not None)
        if masked is not None and not masked.can_be_shown:
            self._reveal.block("Согласие, по которому хранятся эти сведения, больше не действует")
        else:
            self._reveal.unblock()

    def show_values(self, values: RestrictedValues) -> None:
        """Show the fields as they are."""
        self._show_lines("", _of_values(values))
        self._reveal.hide()

    def write(self) -> None:
        """Open the fields: empty, since what is kept is not shown for that."""
        self.editor.open_form({"need": RestrictedNeed.FRDO.value})

    def refuse(self, reason: UserError) -> None:
        """Say beside the fields why they were not stored."""
        self.editor.form.show_problems([FieldProblem("need", f"{reason.message} {reason.advice}")])

    def _show_lines(self, quiet: str, lines: list[tuple[str, str]]) -> None:
        column = fresh(self._lines)
        if quiet:
            column.addWidget(secondary(quiet))
        for title, value in lines:
            line = secondary(f"{title}: {value}")
            line.setObjectName("closed-line")
            column.addWidget(line)

    def _on_saving(self) -> None:
        try:
            draft = RestrictedDraft.model_validate(
                {key: value or None for key, value in self.editor.form.values().items()}
            )
        except ValidationError as refused:
            self.editor.form.show_problems(problems_of(refused))
            return
        self.drafted.emit(draft)


def _editor(theme: Theme, today: Callable[[], date]) -> InlineForm:
    form = Form(theme)
    needs = [(need.value, need.label) for need in RestrictedNeed]
    form.add("need", "Для чего", ChoiceField(theme, needs), required=True)
    form.add("snils", "СНИЛС", TextField(theme, placeholder="000-000-000 00", max_length=20))
    form.add("birth_date", "Дата рождения", DateField(theme, today))
    form.add("sex", "Пол", ChoiceField(theme, [(sex.value, sex.label) for sex in Sex], blank="не указан"))
    form.add("diploma_surname", "Фамилия в дипломе", TextField(theme, max_length=100))
    form.add("diploma_series", "Серия диплома", TextField(theme, max_length=20))
    form.add("diploma_number", "Номер диплома", TextField(theme, max_length=30), beside="diploma_series")
    return InlineForm(theme, form, name="closed", title="Что пусто, останется как было", verb="Записать")


def _of_mask(masked: MaskedFields) -> list[tuple[str, str]]:
    told = (
        ("СНИЛС", masked.snils),
        ("Дата рождения", masked.birth_date),
        ("Пол", masked.sex),
        ("Диплом", masked.diploma),
        ("Нужны для", masked.need.label),
    )
    return [(title, value) for title, value in told if value]


def _of_values(values: RestrictedValues) -> list[tuple[str, str]]:
    diploma = " ".join(part for part in (values.diploma_surname, values.diploma_series, values.diploma_number) if part)
    told = (
        ("СНИЛС", values.snils),
        ("Дата рождения", day_in_table(values.birth_date) if values.birth_date else None),
        ("Пол", values.sex.label if values.sex else None),
        ("Диплом", diploma),
        ("Нужны для", values.need.label),
    )
    return [(title, value) for title, value in told if value]
