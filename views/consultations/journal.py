"""The журнал консультаций: its lines, its totals, and the panel of one consultation beside them."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from models.queries.consultations import (
    consultants,
    consultation_days,
    consultation_page,
    consultation_totals,
)
from models.rows.codes import ConsultationKind
from models.rows.consultations import ConsultationFilter, ConsultationLine, ConsultationTotals
from models.rules.words import counted, day_in_table
from views.consultations.panel import ConsultationPanel, take_consultation_out
from views.drafts import kept_drafts
from views.events.papers import consultation_wishes
from views.lengths import length_words
from views.papers.offer import offer
from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.paged import PagedTable
from views.widgets.panel import SplitPage
from views.widgets.register import Register
from views.widgets.row_actions import page_key, row_action
from views.widgets.sheet import INSET
from views.widgets.table import TableView
from views.widgets.text import secondary
from views.workplace import Workplace

_TABLES = frozenset({"consultation", "consultation_person", "person", "attachment_use"})
_DRAFTS = "consultation"
"""Under which name the drafts of the panel are kept."""
_DAY = "held_on"
_NEWEST = Sort(_DAY, descending=True)


class ConsultationsView(QWidget):
    """The list with the panel, a filter bar above and the totals of what is listed below."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        theme = workplace.theme
        self._workplace = workplace
        self._db = workplace.db
        self._wanted = ConsultationFilter()
        self._stale = True
        self.bar = FilterBar(theme, "Тема, совет, имя")
        self.bar.add_period()
        self.bar.add_choice("consultant", [(None, "Все консультанты")], title="Консультант")
        for kind, words in (
            (ConsultationKind.INDIVIDUAL, "Индивидуальные"),
            (ConsultationKind.GROUP, "Групповые"),
        ):
            self.bar.add_quick(kind.value, words)
        self.model: PagedTable[ConsultationLine] = PagedTable(COLUMNS, fetch=self._fetch, sort=_NEWEST)
        self.table: TableView[ConsultationLine] = TableView(
            theme, self.model, "consultations-table", "Консультации", remembered=workplace.remembered
        )
        self.totals = secondary("")
        self.totals.setContentsMargins(INSET, 6, INSET, 8)
        self.totals.setObjectName("consultations-totals")
        empty = EmptyState(
            theme,
            "Здесь будут консультации: кого консультировали, о чём и что посоветовали. Из них складывается журнал.",
            "Записать консультацию",
        )
        empty.pressed.connect(self.write_new)
        self._list = Register(theme, self.bar, self.table, empty, title="Журнал консультаций", totals=[self.totals])
        self._split = SplitPage(theme, self._list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._split)
        self.row_actions = [
            row_action(self.table, "Изменить", self._on_change_current, "F2"),
            row_action(self.table, "Убрать из журнала", self._on_remove_current, "Del"),
        ]
        self.table.show_drafts(frozenset(kept_drafts(workplace.data_folder, _DRAFTS)))
        self._connect()

    @cached_property
    def panel(self) -> ConsultationPanel:
        """The fields of a consultation; made when they are first asked for."""
        made = ConsultationPanel(self._workplace)
        made.recorded.connect(self._on_recorded)
        made.removed.connect(self._on_remove)
        made.closed.connect(self.take_focus)
        made.drafts_changed.connect(self._on_drafts)
        self._split.hold(made)
        made.keep_drafts(self._workplace.data_folder, _DRAFTS)
        return made

    def reload(self) -> None:
        """Ask for everything again: lists of the filter, counts, rows."""
        self._stale = False
        days = consultation_days(self._db)
        self.bar.offer_choices("consultant", consultants(self._db))
        self.bar.offer_days(days)
        self._list.show_empty(is_empty=days is None)
        self._show()

    def write_new(self) -> None:
        """Begin a new consultation in the panel."""
        self.panel.write_new()

    def open_consultation(self, consultation_id: int) -> None:
        """Show a consultation in the panel."""
        if not self.panel.change(consultation_id):
            self._workplace.messages.tell("Этой консультации уже нет в журнале.")
            return
        if not self.table.select(lambda line: line.id == consultation_id) and self.bar.is_on:
            self.bar.reset()
            self.table.select(lambda line: line.id == consultation_id)

    def current(self) -> ConsultationLine | None:
        """The consultation under the cursor."""
        return self._list.current()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        panels = [self.panel] if self._has_panel and self.panel.is_open else []
        return [self.bar.search, self.first(), *panels]

    def first(self) -> QWidget:
        """What the keyboard comes to: the table, or the button that begins."""
        return self._list.first()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self._list.take_focus()

    def fill_menu(self, menu: QMenu) -> None:
        """What «…» offers here."""
        if self.current() is not None:
            menu.addActions(self.row_actions)
            menu.addSeparator()
        menu.addAction("Журнал консультаций…\tCtrl+P", self.print_journal)
        menu.addAction("Копировать список как таблицу", self._on_copy)

    def print_journal(self) -> None:
        """Ctrl+P: the журнал of the period that is shown."""
        offer(self._workplace, self, *consultation_wishes(self.bar.period, self._db.today()))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Attach dropped files to the consultation that is open; False when none is."""
        if not self._has_panel or not self.panel.is_open or not isinstance(self.panel.key, int):
            return False
        self.panel.files.add_paths(paths)
        return True

    @property
    def _has_panel(self) -> bool:
        return "panel" in self.__dict__

    def _connect(self) -> None:
        page_key(self, "Ctrl+P", self.print_journal)
        self.bar.changed.connect(self._show)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self._on_current)
        self._workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    def _fetch(self, sort: Sort | None, after: ConsultationLine | None, limit: int) -> list[ConsultationLine]:
        order = sort or _NEWEST
        return consultation_page(self._db, self._wanted, descending=order.descending, after=after, limit=limit)

    def _show(self) -> None:
        said = self.bar.values()
        period = self.bar.period
        asked = ConsultationFilter(
            text=str(said["search"]),
            start=period.start if period else None,
            end=period.end if period else None,
            consultant_id=said["consultant"] if isinstance(said["consultant"], int) else None,
        )
        all_kinds = consultation_totals(self._db, asked)
        self.bar.show_counts(
            {
                ConsultationKind.INDIVIDUAL.value: all_kinds.individual,
                ConsultationKind.GROUP.value: all_kinds.group,
            }
        )
        kind = ConsultationKind(said["quick"]) if said["quick"] else None
        self._wanted = ConsultationFilter(asked.text, asked.start, asked.end, kind, asked.consultant_id)
        totals = all_kinds if kind is None else consultation_totals(self._db, self._wanted)
        self.bar.show_total(counted(totals.consultations, "консультация", "консультации", "консультаций"))
        self.totals.setText(totals_in_words(totals))
        self.model.set_fetch(self._fetch)

    def _on_current(self, line: ConsultationLine | None) -> None:
        if line is not None and self._has_panel:
            self.panel.follow_record(line.id)

    def _on_opened(self, line: ConsultationLine) -> None:
        self.open_consultation(line.id)

    def _on_change_current(self) -> None:
        if (line := self.current()) is not None:
            self.open_consultation(line.id)

    def _on_remove_current(self) -> None:
        if (line := self.current()) is not None:
            self._on_remove(line.id)

    def _on_remove(self, consultation_id: int) -> None:
        if self._has_panel and self.panel.key == consultation_id:
            self.panel.drop()
        take_consultation_out(self._workplace, consultation_id)

    def _on_recorded(self, consultation_id: int) -> None:
        self.reload()
        self.table.select(lambda line: line.id == consultation_id)

    def _on_drafts(self) -> None:
        self.table.show_drafts(self.panel.drafts)

    def _on_copy(self) -> None:
        self.table.selectAll()
        self.table.copy_selection()
        self._workplace.messages.tell("Список скопирован: вставьте его в Excel или Word.")

    def _on_tables_changed(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True


def totals_in_words(totals: ConsultationTotals) -> str:
    """«Итого: индивидуальных 9, групповых 5; 570 мин (12,67 ак. ч); 34 обращения, 22 человека.»."""
    kinds = f"индивидуальных {totals.individual}, групповых {totals.group}"
    visits = counted(totals.visits, "обращение", "обращения", "обращений")
    people = counted(totals.people, "человек", "человека", "человек")
    return f"Итого: {kinds}; {length_words(totals.minutes)}; {visits}, {people}."


def people_in_words(line: ConsultationLine) -> str:
    """«Агапова М., Бурова М. и ещё 3 не из списка»."""
    outsiders = line.advised - len(line.people.split(", ")) if line.people else line.advised
    if not outsiders:
        return line.people
    others = counted(outsiders, "человек", "человека", "человек")
    return f"{line.people} и ещё {others}" if line.people else others


COLUMNS: tuple[Column[ConsultationLine], ...] = (
    Column(_DAY, "Дата", lambda line: day_in_table(line.held_on), width=104),
    Column("kind", "Вид", lambda line: line.kind.label, width=132, rank=2, quiet=True, sortable=False),
    Column(
        "topic",
        "Тема",
        lambda line: line.topic,
        least=240,
        sortable=False,
        tooltip=lambda line: f"{line.topic}\n{line.advice}" if line.advice else line.topic,
    ),
    Column("people", "Кого консультировали", people_in_words, width=210, sortable=False),
    Column("consultant", "Консультант", lambda line: line.consultant, width=150, rank=3, quiet=True, sortable=False),
    Column("minutes", "Минут", lambda line: str(line.minutes), align="right", width=76, rank=1, sortable=False),
    Column("mode", "Форма", lambda line: line.mode.label, width=118, rank=5, quiet=True, sortable=False),
    Column("files", "Файлы", lambda line: str(line.files or ""), align="right", width=76, rank=4, sortable=False),
)
