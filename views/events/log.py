"""The log of events: a filter bar with counts over a table of pages.

Counting whose marks are missing takes long over ten years of work: what the log shows is asked for away from the
window's thread, and until the answer comes the former one stands.
"""

from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.database import Database
from models.queries.events import event_counts, event_line, event_page, log_choices
from models.rows.event_log import EventCounts, EventFilter, EventQuick, EventSort, LogChoices
from models.rows.events import EventLine
from models.rules.periods import Period
from models.rules.words import plural
from views.asking import Asking
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column, Sort
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.paged import PAGE, PagedTable
from views.widgets.register import Register
from views.widgets.table import TableView
from views.workplace import Workplace

_TABLES = frozenset({"event", "event_stream", "event_leader", "attendance", "enrollment", "event_format", "person"})
_NEWEST = Sort(EventSort.HELD_ON.value, descending=True)


class _Found(NamedTuple):
    """What was asked for, and the log as it stood then."""

    wanted: EventFilter
    sort: Sort
    asked: int
    choices: LogChoices
    counts: EventCounts
    rows: list[EventLine]


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
        self._stale = False
        self._to_select: int | None = None
        self._offered: LogChoices | None = None
        self._asking: Asking[_Found] = Asking(workplace.jobs, self._on_found, self)
        self._asking.takes_long.connect(self._on_long)
        self.bar = FilterBar(theme, "Тема, ведущий")
        self.bar.add_period()
        self.bar.add_choice("format", [(None, "Все форматы")], title="Формат")
        self.bar.add_choice("stream", [(None, "Все потоки")], title="Поток")
        self.bar.add_quick(EventQuick.UNMARKED.value, "Без отметок", state=State.ATTENTION)
        self.bar.add_quick(EventQuick.UNPLANNED.value, "Вне плана")
        self.bar.add_quick(EventQuick.AHEAD.value, "Впереди")
        self.model: PagedTable[EventLine] = PagedTable(COLUMNS, fetch=self._fetch, sort=_NEWEST)
        self.table: TableView[EventLine] = TableView(
            theme, self.model, "events-table", "Мероприятия", remembered=workplace.remembered
        )
        empty = EmptyState(
            theme,
            "Здесь будут мероприятия площадки: семинары, мастер-классы, консультации — с посещением и результатом.",
            "Записать мероприятие",
            "Открыть план работ",
        )
        empty.pressed.connect(self.begin_wanted)
        empty.linked.connect(self.plan_wanted)
        self._list = Register(theme, self.bar, self.table, empty, title="Журнал мероприятий")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        self.bar.changed.connect(self._ask)
        self.table.opened.connect(self._on_opened)
        self.table.current_changed.connect(self.current_changed)
        workplace.changes.reload_on(_TABLES, self._on_tables_changed)

    def reload(self) -> None:
        """Ask for everything again: lists of the filter, counts, as many rows as are shown."""
        self._stale = False
        self._ask(rows=self.model.asked)

    def current(self) -> EventLine | None:
        """The event under the cursor."""
        return self._list.current()

    def period(self) -> Period | None:
        """The period that is chosen, None for all years."""
        return self.bar.period

    def stream_id(self) -> int | None:
        """The stream that is chosen, None for all."""
        chosen = self.bar.values()["stream"]
        return chosen if isinstance(chosen, int) else None

    def select(self, event_id: int) -> None:
        """Put the cursor on an event, once what was asked for is shown; filters that hide it are taken off."""
        if self._asking.is_waiting:
            self._to_select = event_id
            return
        if self.table.select(lambda row: row.id == event_id) or event_line(self._db, event_id) is None:
            return
        if self.bar.is_on:
            self._to_select = event_id
            self.bar.reset()

    def show_current(self) -> None:
        """Bring the row under the cursor into view again, once the table has got its new size."""
        QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    def take_focus(self) -> None:
        """Give the keyboard to the table, or to the button that begins."""
        self._list.take_focus()

    def _fetch(self, sort: Sort | None, after: EventLine | None, limit: int) -> list[EventLine]:
        return _page(self._db, self._wanted, sort or _NEWEST, after=after, limit=limit)

    def _wish(self) -> EventFilter:
        said = self.bar.values()
        period = self.bar.period
        return EventFilter(
            text=str(said["search"]),
            start=period.start if period else None,
            end=period.end if period else None,
            format_id=said["format"] if isinstance(said["format"], int) else None,
            stream_id=said["stream"] if isinstance(said["stream"], int) else None,
            quick=EventQuick(said["quick"] or EventQuick.ALL),
        )

    def _ask(self, *, rows: int = PAGE) -> None:
        db, wanted, sort = self._db, self._wish(), self.model.sort_by or _NEWEST
        self._asking.ask(
            lambda: _Found(
                wanted, sort, rows, log_choices(db), event_counts(db, wanted), _page(db, wanted, sort, limit=rows)
            )
        )

    def _on_found(self, found: _Found) -> None:
        self._offer(found.choices)
        if (self._wish(), self.model.sort_by or _NEWEST) != (found.wanted, found.sort):
            self._ask()  # a list of the filter lost what was chosen in it, or a heading was pressed meanwhile
            return
        self._wanted = found.wanted
        self._show_counts(found.counts)
        self.model.show_fetched(self._fetch, found.rows, asked=found.asked)
        wanted, self._to_select = self._to_select, None
        if wanted is not None:
            self.select(wanted)

    def _offer(self, choices: LogChoices) -> None:
        if choices == self._offered:
            return
        self._offered = choices
        self.bar.offer_choices("format", choices.formats)
        self.bar.offer_choices("stream", choices.streams)
        self.bar.offer_days(choices.days)
        self._list.show_empty(is_empty=choices.days is None)

    def _show_counts(self, counts: EventCounts) -> None:
        named_counts = {
            EventQuick.UNMARKED.value: counts.unmarked,
            EventQuick.UNPLANNED.value: counts.unplanned,
            EventQuick.AHEAD.value: counts.ahead,
        }
        self.bar.show_counts(named_counts)
        found = named_counts.get(self._wanted.quick.value, counts.all)
        self.bar.show_total(f"{found} {plural(found, 'мероприятие', 'мероприятия', 'мероприятий')}")

    def _on_long(self) -> None:
        self.bar.show_total("Загружается…")

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


def _page(
    db: Database, wanted: EventFilter, sort: Sort, *, after: EventLine | None = None, limit: int
) -> list[EventLine]:
    key, descending = EventSort(sort.key), sort.descending
    return event_page(db, wanted, sort=key, descending=descending, after=after, limit=limit)


def state_words(line: EventLine) -> str:
    """What is unusual about an event, "" for nothing."""
    if line.has_begun and line.unmarked:
        return "отмечены не все" if line.marked else "нет отметок"
    if not line.has_begun:
        return "сегодня" if line.is_today else "впереди"
    return "" if line.is_planned else "внеплановое"


def _look(line: EventLine) -> ChipLook | None:
    words = state_words(line)
    if line.has_begun and line.unmarked:
        return ChipLook(State.ATTENTION, "warning")
    icons = {"сегодня": "clock", "впереди": "clock", "внеплановое": "calendar_ltr"}
    return ChipLook(State.NEUTRAL, icons[words]) if words else None


def _participants(line: EventLine) -> str:
    """How many took part; while somebody has no mark, how many are expected, as the event's own page has it."""
    if line.unmarked:
        verb = "ждали" if line.has_begun and not line.is_today else "ждём"
        return f"{verb} {line.participants + line.unmarked}"
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
