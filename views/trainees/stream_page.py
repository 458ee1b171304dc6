"""The room of one stream: who studies, who applied, who waits, who left, with the orders behind it."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from models.commands.orders import remove_order
from models.commands.programs import enroll_people, leave_stream
from models.queries.orders_print import order_paper
from models.queries.stream_people import stream_orders, stream_people
from models.queries.streams import stream_lines
from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.orders import OrderLine, StreamPerson
from models.rows.streams import StreamLine
from models.rules.stream_places import stream_places, without_order_in, without_order_out
from models.rules.words import counted
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.places import InStream
from views.trainees.import_words import enrolled_words, people_of
from views.trainees.place_panel import PlacePanel
from views.trainees.stream_actions import StreamActions
from views.trainees.stream_columns import stream_columns
from views.trainees.stream_filters import QUICK, nobody_words, people_listed, quick_counts
from views.trainees.stream_head import StreamHead
from views.widgets.empty import EmptyState
from views.widgets.filters import FilterBar
from views.widgets.panel import SplitPage
from views.widgets.row_actions import row_action
from views.widgets.sheet import Sheet
from views.widgets.table import PagedTable, TableView
from views.workplace import Workplace
from views.writing import write

_EMPTY = "В потоке пока никого. Запишите заявки или выберите стажёров в общем списке и зачислите их сюда."


class StreamPage(QWidget):
    """One stream; `show_stream` says which. Enter opens a place, Ctrl+N writes an application."""

    list_wanted = Signal(int)
    """The people of this stream are wanted in the list of trainees."""
    card_wanted = Signal(int)
    """The page of this person is wanted."""
    titled = Signal(str)
    gone = Signal()
    """The stream was removed meanwhile."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        theme = workplace.theme
        self._stream_id = 0
        self._line: StreamLine | None = None
        self._people: list[StreamPerson] = []
        self._places = stream_places([], None)
        self._orders: list[OrderLine] = []
        self.head = StreamHead(theme)
        self.head.accepting.connect(self._on_accept)
        self.head.order_in_wanted.connect(self._on_gap)
        self.head.left_without_order.connect(self._on_gap_out)
        self.head.list_wanted.connect(self._on_list)
        self.head.learning_wanted.connect(self._on_learning)
        self.head.printing.connect(self._print)
        self.head.removing.connect(self._remove_order)
        self.filters = FilterBar(theme, "Кого найти")
        for key, words in QUICK:
            self.filters.add_quick(key, words)
        self.filters.changed.connect(self._show_rows)
        self.model = PagedTable(stream_columns(lambda: self._places.free), rows=())
        self.table = TableView(theme, self.model, "stream-people", "Люди потока", workplace.remembered)
        self.table.may_leave = lambda line: line.may_leave
        self.actions_strip = StreamActions(theme)
        self.actions_strip.ordering.connect(self._on_ordering)
        self.actions_strip.leaving.connect(self._on_leave)
        self.panel = PlacePanel(workplace)
        self.panel.stored.connect(self._take_focus)
        self.head.correcting.connect(self.panel.correct)
        self._add_actions()
        self.table.opened.connect(self.panel.show_place)
        self.table.current_changed.connect(self._on_current)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self._empty = EmptyState(theme, _EMPTY, "Новая заявка", "К списку стажёров")
        self._empty.pressed.connect(self.write_application)
        self._empty.linked.connect(self._on_list)
        self._lay_out()

    # ------------------------------------------------------------------------------------------------- what is used

    @property
    def stream_id(self) -> int:
        """Which stream is shown; 0 before the first."""
        return self._stream_id

    @property
    def title(self) -> str:
        """Title of the stream shown."""
        return self._line.title if self._line is not None else ""

    def show_stream(self, stream_id: int) -> None:
        """Come into the room of a stream, to its people who study; to all of them where nobody does."""
        if stream_id != self._stream_id:
            self._stream_id = stream_id
            self.panel.of_stream(stream_id)
            self.filters.search.clear()
            self.reload()
            if self._line is None:
                return
            self.filters.choose_quick("studying" if self._places.studying else "")
            self.table.select_first()
        else:
            self.reload()
        self._take_focus()

    def reload(self) -> None:
        """Ask for the stream again."""
        db = self._workplace.db
        self._line = next((line for line in stream_lines(db) if line.id == self._stream_id), None)
        if self._line is None:
            self._stream_id = 0
            self.panel.drop()
            self.gone.emit()
            return
        self._people = stream_people(db, self._stream_id)
        self._orders = stream_orders(db, self._stream_id)
        self._places = stream_places(self._people, self._line.capacity)
        self.head.show_stream(self._line, self._places, self._people, self._orders)
        self.filters.show_counts(quick_counts(self._places))
        self._show_rows()
        self.panel.show_again(self._people)
        self.titled.emit(self._line.title)

    def choose_people(self, person_ids: Collection[int]) -> None:
        """Choose these people in the whole list, so that an order about them is one press away."""
        self.filters.reset()
        chosen = self.table.selectionModel()
        chosen.clearSelection()
        places = [place for place, each in enumerate(self.model.rows()) if each.person_id in person_ids]
        flags = QItemSelectionModel.SelectionFlag
        for place in places:
            chosen.select(self.model.index(place, 0), flags.Select | flags.Rows)
        if places:
            chosen.setCurrentIndex(self.model.index(places[0], 0), flags.NoUpdate)
        self._take_focus()

    def areas(self) -> list[QWidget]:
        """What F6 goes round."""
        listed = [self.filters.search, self.table] if self._people else [self._empty.button]
        return [*listed, *([self.panel] if self.panel.is_open else [])]

    def write_application(self) -> None:
        """Begin an application."""
        self.panel.write_application()

    # -------------------------------------------------------------------------------------------------------- parts

    def _lay_out(self) -> None:
        theme = self._workplace.theme
        people = QWidget()
        column = QVBoxLayout(people)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.actions_strip)
        listed = Sheet(theme, inset=1)
        self._stack = QStackedLayout()
        listed.body.addLayout(self._stack)  # first: a page put into a stack of no widget is shown as a window
        self._stack.addWidget(people)
        self._stack.addWidget(self._empty)
        main = QWidget()
        inside = QVBoxLayout(main)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.space("gutter"))
        inside.addWidget(self.head)
        inside.addWidget(self.filters)
        inside.addWidget(listed, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SplitPage(theme, main, self.panel))

    def _add_actions(self) -> None:
        """What the menu key offers over the chosen people."""
        for kind, words, keys in (
            (OrderKind.ENROL, "Зачислить приказом", "Ctrl+E"),
            (OrderKind.TRANSFER, "Перевести в другой поток", ""),
            (OrderKind.EXPEL, "Отчислить", ""),
            (OrderKind.COMPLETE, "Завершить стажировку", ""),
        ):
            row_action(self.table, words, partial(self._on_ordering, kind), keys)
        row_action(self.table, "Открыть карточку", self._on_card, "Ctrl+Return")
        row_action(self.table, "Печать приказа", self._on_print, "Ctrl+P")
        row_action(self.table, "Убрать из потока", self._on_leave, "Del")

    # -------------------------------------------------------------------------------------------------------- shown

    def _show_rows(self) -> None:
        values = self.filters.values()
        wanted = {"quick": str(values["quick"]), "typed": str(values["search"])}
        shown = people_listed(self._people, self._places, **wanted)
        self.model.set_rows(shown)
        self._stack.setCurrentIndex(0 if self._people else 1)
        self.filters.setVisible(bool(self._people))
        self.filters.show_total(people_of(len(shown)))
        self.table.say_empty(nobody_words(**wanted))
        self._on_selection()

    def _take_focus(self) -> None:
        (self.table if self._people else self._empty.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_current(self, person: StreamPerson | None) -> None:
        if person is not None:
            self.panel.follow_place(person)

    def _on_selection(self) -> None:
        self.actions_strip.show_chosen(self.table.selected_rows())

    # -------------------------------------------------------------------------------------------------------- doing

    def _on_ordering(self, kind: OrderKind) -> None:
        chosen = self.table.selected_rows()
        if chosen and not self.actions_strip.obstacle(kind):
            self.panel.order(kind, chosen)
        elif chosen:
            self._workplace.messages.tell(self.actions_strip.obstacle(kind))

    def _on_gap(self) -> None:
        self.filters.reset()
        wanted = {each.id for each in without_order_in(self._people)}
        self.panel.order(OrderKind.ENROL, [each for each in self._people if each.id in wanted])

    def _on_gap_out(self) -> None:
        self.filters.choose_quick("out")
        wanted = {each.id for each in without_order_out(self._people)}
        self.table.select(lambda each: each.id in wanted)
        self._take_focus()

    def _on_accept(self) -> None:
        if (person := self._places.next_in_line) is None:
            return
        stream_id, messages = self._stream_id, self._workplace.messages
        write(
            self._workplace,
            lambda db, actor: enroll_people(db, stream_id, [person.person_id], actor=actor),
            lambda result: messages.did(enrolled_words(result)),
        )

    def _on_leave(self) -> None:
        chosen = self.table.selected_rows()
        if not chosen:
            return
        stream_id, people, messages = self._stream_id, [each.person_id for each in chosen], self._workplace.messages
        applied = all(each.status is EnrollmentStatus.APPLIED for each in chosen)
        words = counted(len(chosen), "заявка", "заявки", "заявок") if applied else people_of(len(chosen))
        write(
            self._workplace,
            lambda db, actor: leave_stream(db, stream_id, people, actor=actor),
            lambda _left: messages.did(f"Убрано из потока: {words}"),
        )

    def _on_print(self) -> None:
        person = self.table.current_row()
        if person is None:
            return
        wanted = person.order_out_id or person.order_in_id
        order = next((each for each in self._orders if each.id == wanted), None)
        if order is None:
            self._workplace.messages.tell("Приказа об этом человеке в этом потоке нет, печатать нечего")
        else:
            self._print(order)

    def _on_card(self) -> None:
        if (person := self.table.current_row()) is not None:
            self.card_wanted.emit(person.person_id)

    def _on_list(self) -> None:
        self.list_wanted.emit(self._stream_id)

    def _on_learning(self) -> None:
        self._workplace.go("programs", InStream(self._stream_id))

    def _print(self, order: OrderLine) -> None:
        title = f"Приказ {order.kind.label} № {order.number}"
        wish = PaperWish("enrollment-order", title, f"order-{order.id}", lambda db: order_paper(db, order.id))
        offer(self._workplace, self, wish)

    def _remove_order(self, order: OrderLine) -> None:
        messages = self._workplace.messages
        write(
            self._workplace,
            lambda db, actor: remove_order(db, order.id, actor=actor),
            lambda _none: messages.did("Приказ убран, стажёры остались как были"),
        )
