"""Spellings of municipal units that the program does not know by itself: what a list means by them."""

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.commands.organizations import forget_municipality_spellings, spell_municipality
from models.queries.organizations import unit_spellings, units_of_today
from models.rows.draft import problems_of
from models.rows.organizations import SpellingDraft, UnitSpelling
from models.rules.municipality_names import spelling_key
from views.jobs import Job
from views.widgets.choice import ChoiceField
from views.widgets.empty import EmptyState
from views.widgets.fields import TextField
from views.widgets.form import Form
from views.widgets.panel import SidePanel, SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace
from views.writing import write

_NEW = "new"
_NONE_YET = "Написания, которые программа не узнаёт сама. Впишите, что они значат, и списки загрузятся без вопросов."

_COLUMNS: tuple[Column[UnitSpelling], ...] = (
    Column("spelling", "Как пишут", lambda line: line.spelling),
    Column("municipality", "Что это", lambda line: line.municipality or "не из Приморского края"),
)


class UnitSpellingsView(QWidget):
    """The list with a panel for one spelling."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        theme = workplace.theme
        self.model = PagedTable(_COLUMNS, rows=())
        self.table = TableView(theme, self.model, "unit-spellings", "Написания муниципалитетов", workplace.remembered)
        self.table.opened.connect(self._on_opened)
        row_action(self.table, "Убрать", self._on_remove, "Del")
        form = Form(theme)
        form.add("spelling", "Как пишут", TextField(theme), required=True)
        self._unit = form.add("municipality_id", "Какой это муниципалитет", ChoiceField(theme), required=True)
        self.panel = SidePanel(theme, "Написание")
        self.panel.setObjectName("unit-spelling-panel")
        self.fields = self.panel.hold(form)
        self.panel.saving.connect(self._on_saving)
        self._empty = EmptyState(theme, _NONE_YET, "Добавить написание")
        self._empty.pressed.connect(self.write_new)
        listed = Sheet(theme, inset=1)
        listed.body.addWidget(self.table)
        listed.body.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(SplitPage(theme, listed, self.panel))

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        listed = self.table if self.model.rowCount() else self._empty.button
        return [listed, *([self.panel] if self.panel.is_open else [])]

    def reload(self) -> None:
        """Read the spellings again."""
        self.model.set_rows(unit_spellings(self._workplace.db))
        anything = bool(self.model.rowCount())
        self.table.setVisible(anything)
        self._empty.setVisible(not anything)

    def begin(self) -> None:
        """The room is shown."""
        self.reload()
        self.areas()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def write_new(self) -> None:
        """Show the fields of a new spelling."""
        self._offer()
        self.panel.edit(_NEW, "Новое написание", {})

    def _offer(self) -> None:
        self._unit.set_items([(unit.id, unit.title) for unit in units_of_today(self._workplace.db)])

    def _on_opened(self, line: UnitSpelling) -> None:
        self._offer()
        values = {"spelling": line.spelling, "municipality_id": line.municipality_id}
        self.panel.edit(line.spelling, line.spelling, values)

    def _on_saving(self, key: object) -> None:
        try:
            draft = SpellingDraft.model_validate(self.fields.values())
        except ValidationError as refused:
            self.fields.show_problems(problems_of(refused))
            return
        db, actor, messages = self._workplace.db, self._workplace.actor(), self._workplace.messages

        def done(_none: object) -> None:
            self.panel.saved(key, close=True)
            messages.did("Написание записано", undo=True)
            self.reload()
            self.table.select(lambda line: line.spelling == spelling_key(draft.spelling))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        job = Job(lambda _progress: spell_municipality(db, draft, actor=actor))
        job.done.connect(done)
        job.refused.connect(messages.refuse)
        self.panel.storing(job)
        self._workplace.jobs.start(job)

    def _on_remove(self) -> None:
        spellings = [line.spelling for line in self.table.selected_rows()]
        if not spellings:
            return
        messages = self._workplace.messages
        said = "Написание убрано" if len(spellings) == 1 else "Написания убраны"
        write(
            self._workplace,
            lambda db, actor: forget_municipality_spellings(db, spellings, actor=actor),
            lambda _none: messages.did(said, undo=True),
        )
