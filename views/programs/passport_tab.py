"""«Паспорт»: what a programme says of itself; every field is stored as it is left."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.commands.program_life import change_program
from models.queries.program_content import program_content
from models.rows.codes import DppKind, Funding, ProgramKind, StudyForm, StudyPlace
from models.rows.programs import PassportDraft
from views.draft_panel import draft_of
from views.programs.program_tabs import ProgramTab
from views.widgets.choice import ChoiceField
from views.widgets.fields import MultilineField, NumberField, TextField
from views.widgets.form import Editor, Form
from views.widgets.sheet import Sheet
from views.widgets.text import section
from views.workplace import Workplace
from views.writing import write

_MOST_HOURS = 1000
_OF_DPP = ("dpp_title", "dpp_kind", "dpp_hours", "study_form", "funding", "study_place")
_LINES = 4
_NOT_SAID = "не указано"


def make_tab(workplace: Workplace) -> ProgramTab:
    """The tab."""
    return PassportTab(workplace)


class PassportTab(ProgramTab):
    """The form; the fields of the ДПП are there only for a programme inside one."""

    tables = frozenset({"program"})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._program = 0
        self.fields = self._form()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 14)
        column.addWidget(self.fields)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = Sheet(workplace.theme, inset=1)
        sheet.body.addWidget(area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sheet)

    @override
    def show_program(self, program_id: int) -> None:
        self.store()
        self._program = program_id
        self._show_stored()

    @override
    def reload(self) -> None:
        if not self.fields.is_changed():
            self._show_stored()

    @override
    def areas(self) -> list[QWidget]:
        return [self.fields.editor("title")]

    @override
    def store(self) -> None:
        if not self._program or not self.fields.is_changed() or not self.fields.isEnabled():
            return
        draft = draft_of(self.fields, PassportDraft)
        if draft is None:
            return
        self.fields.mark_saved()
        program_id = self._program
        write(self._workplace, lambda db, actor: change_program(db, program_id, draft, actor=actor))

    def _form(self) -> Form:
        theme = self._workplace.theme
        form = Form(theme)
        form.add("title", "Название", TextField(theme), required=True)
        kinds = [(kind, kind.label) for kind in ProgramKind]
        self._kind = form.add("kind", "Вид", ChoiceField(theme, kinds), required=True, stretch=2)
        form.add("hours", "Часов", _hours(self._workplace), required=True, beside="kind")
        form.add("form", "Форма проведения", TextField(theme))
        form.add("control_form", "Форма контроля", TextField(theme), beside="form")
        form.add("audience", "Для кого", MultilineField(theme, lines=2))
        form.add("goal", "Цель", MultilineField(theme, lines=2))
        form.add("results", "Результаты", MultilineField(theme, lines=2))
        self._dpp = section("Дополнительная профессиональная программа")
        form.add_widget(self._dpp)
        form.add("dpp_title", "Название ДПП", TextField(theme))
        for key, words, codes in (
            ("dpp_kind", "Вид ДПП", DppKind),
            ("study_form", "Форма обучения", StudyForm),
            ("funding", "Источник финансирования", Funding),
            ("study_place", "Где получено образование", StudyPlace),
        ):
            field = ChoiceField(theme, [(code, code.label) for code in codes], blank=_NOT_SAID)
            form.add(key, words, field, beside="study_form" if key in ("funding", "study_place") else "")
            if key == "dpp_kind":
                form.add("dpp_hours", "Часов в ДПП", _hours(self._workplace), beside="dpp_kind")
        form.add_widget(section("Что войдёт в печать"))
        for key, words in (
            ("explanatory_note", "Пояснительная записка"),
            ("conditions", "Условия реализации"),
            ("assessment", "Аттестация"),
            ("literature", "Литература"),
        ):
            form.add(key, words, MultilineField(theme, lines=_LINES))
        for key in form.keys():  # noqa: SIM118 - a form is no mapping
            cast("Editor", form.editor(key)).left.connect(self.store)
        self._kind.edited.connect(self._show_dpp)
        return form

    def _show_stored(self) -> None:
        content = program_content(self._workplace.db, self._program)
        if content is None:
            return
        values: Mapping[str, object] = dict(content.passport)
        self.fields.set_values(values)
        self.fields.setEnabled(not content.is_fixed)
        self._show_dpp()

    def _show_dpp(self) -> None:
        is_inside = self._kind.value() is ProgramKind.INSIDE_DPP
        self._dpp.setVisible(is_inside)
        for key in _OF_DPP:
            self.fields.show_field(key, shown=is_inside)


def _hours(workplace: Workplace) -> NumberField:
    return NumberField(workplace.theme, minimum=1, maximum=_MOST_HOURS)
