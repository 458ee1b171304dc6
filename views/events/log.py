"""The log of events: a filter bar with counts over a table of pages."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.database import Database
from models.queries.events import event_choices, event_counts, event_days, event_line, event_page
from models.rows.event_log import EventFilter, EventQuick, EventSort
from models.rows.events import EventLine
from models.rules.periods import Period, quarter, school_year_of
from models.rules.words import plural
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.paged import PagedTable
from views.widgets.sheet import Sheet
from views.widgets.table import TableView
from views.workplace import Workplace

_TABLES = frozenset({"event", "event_stream", "event_leader", "attendance", "enrollment", "event_format", "person"})
_NEWEST = Sort(EventSort.HELD_ON.value, descending=True)


class EventLog(QWidget):
    """The list: `opened` by Enter or a double click; what else can be done are actions of the table."""

    opened = Signal(int)
    begin_wanted = Signal()
    plan_wanted = Signal()
    current_changed = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._db: Database = workplace.db
        theme = workplace.theme
        self._wanted = EventFilter()
        self._periods: dict[str, Period] = {}
        self._stale = False
        self.bar = FilterBar(theme, "Тема, ведущий")
        self._period = self.bar.add_choice("period", [(None, "Все годы")], title="Период")
        self._format = self.bar.add_choice("format", [(None, "Все форматы")], title="Формат")
        self._stream = self.bar.add_choice("stream", [(None, "Все потоки")], title="Поток")
        self.bar.add_quick(EventQuick.UNMARKED.value, "Без отметок", state=State.ATTENTION)
        self.bar.add_quick(EventQuick.UNPLANNED.value, "Вне плана")
        self.bar.add_quick(EventQuick.AHEAD.value, "Впереди")
        self.model: PagedTable[EventLine] = PagedTable(COLUMNS, fetch=self._fetch, sort=_NEWEST)
        self.table: TableView[EventLine] = TableView(
            theme, self.model, "events-table", "Мероприятия", remembered=workplace.remembered
        )
        self._sheet = Sheet(theme, inset=1)
        self._sheet.setAccessibleName("Журнал мероприятий")
        self._sheet.body.addWidget(self.table)
        self._empty = EmptyState(
            theme,
            "Здесь будут мероприятия площадки: семинары, мастер-классы, консультации — с посещением и результатом.",
            "Записать мероприятие",
            "Открыть план работ",
        )
        self._empty.pressed.connect(self.begin_wanted)
        self._empty.linked.connect(self.plan_wanted)
        none_yet = Sheet(theme)
        none_yet.body.addWidget(self._empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sheet)
        self._stack.addWidget(none_yet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s") + 2)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.bar.changed.connect(self._on_filter)
        self.table.opened.connect(self._on_opened)
        self.table.filters_reset.connect(self.bar.reset)
        self.table.say_empty("Ничего не нашлось", link="Сбросить фильтры")
        self.table.current_changed.connect(self.current_changed)
        workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    def reload(self) -> None:
        """Ask for everything again: lists of the filter, counts, rows."""
        self._stale = False
        choices = event_choices(self._db)
        self._format.set_items([(None, "Все форматы"), *choices.formats])
        self._stream.set_items([(None, "Все потоки"), *choices.streams])
        days = event_days(self._db)
        self._periods = {each.code: each for each in periods_of(*days)} if days else {}
        self._period.set_items([(None, "Все годы"), *((code, each.title) for code, each in self._periods.items())])
        for field in (self._period, self._format, self._stream):
            if field.currentIndex() < 0:
                field.setCurrentIndex(0)
        self._stack.setCurrentIndex(0 if days else 1)
        self.bar.setVisible(days is not None)
        self._show()

    def current(self) -> EventLine | None:
        """The event under the cursor."""
        return self.table.current_row() if self._stack.currentIndex() == 0 else None

    def select(self, event_id: int) -> None:
        """Put the cursor on an event; filters that hide it are taken off."""
        if self.table.select(lambda row: row.id == event_id) or event_line(self._db, event_id) is None:
            return
        if self.bar.is_on:
            self.bar.reset()
            self.table.select(lambda row: row.id == event_id)

    def show_current(self) -> None:
        """Bring the row under the cursor into view again, once the table has got its new size."""
        QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    def take_focus(self) -> None:
        """Give the keyboard to the table, or to the button that begins."""
        target = self.table if self._stack.currentIndex() == 0 else self._empty.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch(self, sort: Sort | None, after: EventLine | None, limit: int) -> list[EventLine]:
        order = sort or _NEWEST
        return event_page(
            self._db,
            self._wanted,
            sort=EventSort(order.key),
            descending=order.descending,
            after=after,
            limit=limit,
        )

    def _show(self) -> None:
        """Rows and counts of what is asked for."""
        said = self.bar.values()
        period = self._periods.get(str(said["period"]))
        self._wanted = EventFilter(
            text=str(said["search"]),
            start=period.start if period else None,
            end=period.end if period else None,
            format_id=said["format"] if isinstance(said["format"], int) else None,
            stream_id=said["stream"] if isinstance(said["stream"], int) else None,
            quick=EventQuick(said["quick"] or EventQuick.ALL),
        )
        counts = event_counts(self._db, self._wanted)
        named_counts = {
            EventQuick.UNMARKED.value: counts.unmarked,
            EventQuick.UNPLANNED.value: counts.unplanned,
            EventQuick.AHEAD.value: counts.ahead,
        }
        self.bar.show_counts(named_counts)
        found = named_counts.get(self._wanted.quick.value, counts.all)
        self.bar.show_total(f"{found} {plural(found, 'мероприятие', 'мероприятия', 'мероприятий')}")
        self.model.set_fetch(self._fetch)

    def _on_filter(self) -> None:
        self._show()

    def _on_opened(self, line: EventLine) -> None:
        self.opened.emit(line.id)

    def _on_tables_changed(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self.reload()

    def refresh(self) -> None:
        """Reload if something changed while the list was hidden."""
        if self._stale:
            self.reload()


def periods_of(first: date, last: date) -> list[Period]:
    """The school years from `first` to `last` with their quarters, newest first."""
    found: list[Period] = []
    year = school_year_of(last)
    while year.end >= first:
        found.append(year)
        begin = year.start.year
        quarters = [quarter(begin + 1, 3), quarter(begin + 1, 2), quarter(begin + 1, 1), quarter(begin, 4)]
        found += [each for each in quarters if each.start <= last and each.end >= first]
        year = school_year_of(date(begin, 8, 31))
    return found


def state_words(line: EventLine) -> str:
    """What is unusual about an event, "" for nothing."""
    if line.has_begun and line.unmarked:
        return "отмечены не все" if line.marked else "нет отметок"
    if not line.has_begun:
        return "впереди"
    return "" if line.is_planned else "внеплановое"


def _look(line: EventLine) -> ChipLook | None:
    words = state_words(line)
    if line.has_begun and line.unmarked:
        return ChipLook(State.ATTENTION, "warning")
    icons = {"впереди": "clock", "внеплановое": "calendar_ltr"}
    return ChipLook(State.NEUTRAL, icons[words]) if words else None


def _participants(line: EventLine) -> str:
    return str(line.participants) if line.participants or line.marked else "—"


COLUMNS: tuple[Column[EventLine], ...] = (
    Column(
        EventSort.HELD_ON.value,
        "Дата",
        lambda line: f"{line.held_on:%d.%m.%Y}",
        width=104,
        tooltip=lambda line: f"Начало в {line.starts_at}" if line.starts_at else "Время не указано",
    ),
    Column(EventSort.TITLE.value, "Тема", lambda line: line.title, least=280),
    Column(EventSort.FORMAT.value, "Формат", lambda line: line.format, width=160, rank=2, quiet=True),
    Column(EventSort.MODE.value, "Форма", lambda line: line.mode.label, width=118, rank=3, quiet=True),
    Column("leader", "Ведёт", lambda line: line.leader, width=140, rank=4, quiet=True, sortable=False),
    Column(EventSort.PARTICIPANTS.value, "Участников", _participants, align="right", width=108, rank=1),
    Column("state", "Состояние", state_words, width=168, chip=_look, sortable=False),
)
