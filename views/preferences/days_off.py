"""«Нерабочие дни»: the table that copied plans are moved around; edited in «Настройки» and beside a plan's copy."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.commands.non_working_days import (
    add_non_working_day,
    add_statutory_days,
    change_non_working_day,
    remove_non_working_day,
)
from models.queries.non_working_days import non_working_days
from models.rows.draft import problems_of
from models.rows.non_working_days import NonWorkingDayDraft, NonWorkingDayLine
from models.rules.words import counted, day_in_table
from views.jobs import Job
from views.widgets.buttons import Button
from views.widgets.fields import ChoiceField, DateField, TextField
from views.widgets.form import Form
from views.widgets.naming import named
from views.widgets.row_actions import row_action
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.table import Column, PagedTable, TableView
from views.workplace import Workplace

Result = TypeVar("Result")

_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_ALL_YEARS = "Все годы"
_AHEAD = 2
"""Holidays may be taken for so many years after this one."""


class DaysOffSheet(Sheet):
    """The days of a year or of all; the form under the list changes the day one is on, or adds another."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "Нерабочие дни", inset=1)
        self._at = workplace
        self._edited: date | None = None
        self._is_writing = False
        theme = workplace.theme
        this_year = workplace.db.today().year
        years = [(year, str(year)) for year in range(this_year - 1, this_year + _AHEAD + 1)]
        self.year = named(ChoiceField(theme, [(None, _ALL_YEARS), *years], compact=True), "days-off-year", "Год")
        self.year.edited.connect(self.reload)
        self.take = named(Button(theme, "", small=True), "days-off-take", "Взять праздники года")
        self.take.clicked.connect(self._on_take)
        self.header.addWidget(self.year)
        self.header.addWidget(self.take)
        self.table: PagedTable[NonWorkingDayLine] = PagedTable(
            [
                Column("day", "День", lambda row: day_in_table(row.day), width=110, order=lambda row: row.day),
                Column("weekday", "День недели", lambda row: _WEEKDAYS[row.day.weekday()], width=130, rank=1),
                Column("title", "Название", lambda row: row.title),
            ],
            identify=lambda row: row.day,
        )
        self.view: TableView[NonWorkingDayLine] = TableView(
            theme, self.table, "days-off", "Нерабочие дни", workplace.remembered
        )
        self.view.opened.connect(self._edit)
        self.view.empty.pressed.connect(self._on_take)
        row_action(self.view, "Изменить", lambda: self._edit(self.view.current_row()))
        self._remove = row_action(self.view, "Сделать рабочим", self._on_remove, "Del")
        self.body.setSpacing(0)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(hline())
        self.body.addWidget(self._make_entry())
        self.show_year(this_year)
        workplace.changes.reload_on(frozenset({"non_working_day"}), self.reload)

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        return [self.view, self.form.editor("day")]

    def show_year(self, year: int) -> None:
        """Show the days of a year."""
        self.year.set_value(year)
        self.reload()

    def reload(self) -> None:
        """Read and show the days anew."""
        chosen = self.year.value()
        year = chosen if isinstance(chosen, int) else None
        self.table.set_rows(non_working_days(self._at.db, year))
        wanted = year or self._at.db.today().year
        self.take.setText(f"Взять праздники {wanted} года")
        self.take.setAccessibleName(self.take.text())
        self.view.say_empty(f"Нерабочие дни {wanted} года не введены.", button=f"Взять праздники {wanted} года")
        self.show_count(counted(len(self.table.rows()), "день", "дня", "дней") if self.table.rows() else "")

    def _make_entry(self) -> QWidget:
        theme = self._at.theme
        self.form = Form(theme)
        self.form.add("day", "День", DateField(theme, self._at.db.today), required=True)
        self.form.add(
            "title",
            "Название",
            TextField(theme, placeholder="Например: каникулы", max_length=200),
            required=True,
            beside="day",
            stretch=2,
        )
        self._keep = named(Button(theme, "Добавить день", role="plain", small=True), "days-off-add", "Добавить день")
        self._keep.clicked.connect(self._on_keep)
        self._cancel = named(Button(theme, "Не менять", role="link", small=True), "days-off-cancel", "Не менять день")
        self._cancel.clicked.connect(self._begin_new)
        self._cancel.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self._keep)
        buttons.addWidget(self._cancel)
        buttons.addStretch()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(INSET, theme.space("s"), INSET, theme.space("m"))
        column.setSpacing(theme.space("s"))
        column.addWidget(self.form)
        column.addLayout(buttons)
        for keys in ("Ctrl+S", "Return", "Enter"):
            store = QShortcut(QKeySequence(keys), self.form)
            store.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            store.activated.connect(self._on_keep)
        return holder

    def _edit(self, row: NonWorkingDayLine | None) -> None:
        if row is None:
            return
        self._edited = row.day
        self.form.set_values({"day": row.day, "title": row.title})
        self._tell(f"Изменить {day_in_table(row.day)}")
        self._cancel.show()
        self.form.editor("title").setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_new(self) -> None:
        had_focus = self._cancel.hasFocus() or self._keep.hasFocus() or self.form.isAncestorOf(self.focusWidget())
        self._edited = None
        self.form.set_values({})
        self._tell("Добавить день")
        self._cancel.hide()
        if had_focus:
            self.form.editor("day").setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, verb: str) -> None:
        self._keep.setText(verb)
        self._keep.setAccessibleName(verb)

    def _on_keep(self) -> None:
        if not self.form.verify():
            return
        try:
            draft = NonWorkingDayDraft.model_validate(self.form.values())
        except ValidationError as refused:
            self.form.show_problems(problems_of(refused))
            return
        db, actor, edited = self._at.db, self._at.actor(), self._edited
        on = day_in_table(draft.day)
        if edited is None:
            command: Callable[[], None] = lambda: add_non_working_day(db, draft, actor=actor)  # noqa: E731
            said = f"{on} — нерабочий день"
        else:
            command = lambda: change_non_working_day(db, edited, draft, actor=actor)  # noqa: E731
            said = f"Нерабочий день изменён: {on}"
        self._write(command, lambda _none: said, self._begin_new)

    def _on_remove(self) -> None:
        row, db, actor = self.view.current_row(), self._at.db, self._at.actor()
        if row is not None:
            on = day_in_table(row.day)
            self._write(
                lambda: remove_non_working_day(db, row.day, actor=actor), lambda _none: f"{on} снова рабочий день"
            )

    def _on_take(self) -> None:
        chosen, db, actor = self.year.value(), self._at.db, self._at.actor()
        year = chosen if isinstance(chosen, int) else db.today().year
        self._write(lambda: add_statutory_days(db, year, actor=actor), lambda number: _taken(number, year))

    def _write(
        self,
        command: Callable[[], Result],
        said: Callable[[Result], str],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        if self._is_writing:
            return
        self._is_writing = True
        job = Job(lambda _progress: command())

        def done(result: Result) -> None:
            then()
            self._at.messages.did(said(result), undo=result != 0)

        job.done.connect(done)
        job.refused.connect(self._at.messages.refuse)
        job.finished.connect(self._on_finished)
        self._at.jobs.start(job)

    def _on_finished(self) -> None:
        self._is_writing = False


def _taken(number: int, year: int) -> str:
    if not number:
        return f"Праздники {year} года уже введены"
    return f"Праздники {year} года введены: {counted(number, 'день', 'дня', 'дней')}"
