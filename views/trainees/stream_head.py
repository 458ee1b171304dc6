"""What stands above the people of a stream: its places, whose turn it is, which papers are missing, its orders."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu

from models.rows.orders import OrderLine, StreamPerson
from models.rows.streams import StreamLine
from models.rules.stream_places import StreamPlaces, without_order_in, without_order_out
from models.rules.words import day_in_table
from views.states import State
from views.theme import Theme
from views.trainees.stream_words import next_said, order_words, places_said, taken_said
from views.widgets.bars import Bar
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.paint import Part
from views.widgets.sheet import Sheet
from views.widgets.text import Elided, label

_BAR = 180
_NO_ORDERS = "Приказов пока нет: выберите людей и нажмите «Зачислить»"


class StreamHead(Sheet):
    """The head of a stream's room; what is pressed here is done by the room."""

    accepting = Signal()
    """Whoever is next in line is to be taken in."""
    order_in_wanted = Signal()
    """Those who were let in without an order are to get one."""
    left_without_order = Signal()
    """Those who left without an order are to be shown."""
    list_wanted = Signal()
    learning_wanted = Signal()
    """The stream's diagnostics, assignments and works are wanted."""
    printing = Signal(OrderLine)
    correcting = Signal(OrderLine)
    removing = Signal(OrderLine)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._orders: list[OrderLine] = []
        self._about = Elided("", look="secondary")
        self._bar = Bar(theme, ())
        self._bar.setMaximumWidth(round(_BAR * theme.scale))
        self._taken = label("", "strong")
        self._next = label("", wrapped=True)
        self._accept = named(
            Button(theme, "Зачислить", small=True), "stream-accept-next", "Зачислить того, кто на очереди"
        )
        self._accept.clicked.connect(self.accepting)
        self._gap_in = _link(theme, "stream-gap", "Вписать приказ об их зачислении")
        self._gap_in.clicked.connect(self.order_in_wanted)
        self._gap_out = _link(theme, "stream-gap-out", "Показать тех, о чьём отчислении или завершении нет приказа")
        self._gap_out.clicked.connect(self.left_without_order)
        in_list = named(Button(theme, "Показать в списке", role="quiet"), "stream-in-list", "Показать в списке")
        in_list.setToolTip("Показать этих людей в общем списке стажёров")
        in_list.clicked.connect(self.list_wanted)
        learning = named(Button(theme, "Учёба", icon="book_open", role="quiet"), "stream-learning", "Учёба потока")
        learning.setToolTip("Диагностика, задания, работы и анкеты потока: раздел «Программы»")
        learning.clicked.connect(self.learning_wanted)
        self.orders_button = named(Button(theme, "Приказы", icon="document_text"), "stream-orders", "Приказы потока")
        self.orders_button.clicked.connect(self._open_orders)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(theme.space("m"))
            self.body.addLayout(row)
        first.addWidget(self._taken)
        first.addWidget(self._bar)
        first.addWidget(self._about, 1)
        first.addWidget(learning)
        first.addWidget(in_list)
        first.addWidget(self.orders_button)
        second.addWidget(self._next, 1)
        second.addWidget(self._accept)
        second.addWidget(self._gap_in)
        second.addWidget(self._gap_out)

    def show_stream(
        self, line: StreamLine, places: StreamPlaces, people: list[StreamPerson], orders: list[OrderLine]
    ) -> None:
        """Show how a stream stands."""
        self._orders = orders
        days = f"{day_in_table(line.starts_on)}–{day_in_table(line.ends_on)}"
        self._about.setText(f"{days} · тьютор {line.tutor} · {line.program}")  # the longest is cut first
        self._taken.setText(taken_said(places, line.capacity))
        self._bar.setVisible(line.capacity is not None)
        taken = Part(places.taken, State.ATTENTION if places.waiting else State.IN_PROGRESS)
        self._bar.show_parts((taken,), total=line.capacity or 0, meaning=places_said(places, line.capacity))
        following = next_said(places)
        self._next.setText(following)
        for widget in (self._next, self._accept):
            widget.setVisible(bool(following))
        _say(self._gap_in, "Зачислены без приказа", len(without_order_in(people)))
        _say(self._gap_out, "Ушли без приказа", len(without_order_out(people)))
        self.orders_button.setText(f"Приказы · {len(orders)}" if orders else "Приказы")
        if orders:
            self.orders_button.unblock()
        else:
            self.orders_button.block(_NO_ORDERS)

    def _open_orders(self) -> None:
        menu = named(QMenu(self), "orders-menu", "Приказы потока")
        for order in self._orders:
            words = order_words(order)
            inside = named(QMenu(words.replace("&", "&&"), menu), f"order-{order.id}", words)
            menu.addMenu(inside)
            inside.addAction("Печать", partial(self.printing.emit, order))
            inside.addAction("Изменить", partial(self.correcting.emit, order))
            inside.addAction("Убрать приказ", partial(self.removing.emit, order))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.orders_button.mapToGlobal(QPoint(0, self.orders_button.height())))


def _link(theme: Theme, name: str, tip: str) -> Button:
    link = named(Button(theme, "", role="link", small=True), name, tip)
    link.setToolTip(tip)
    return link


def _say(gap: Button, words: str, number: int) -> None:
    gap.setText(f"{words}: {number}")
    gap.setVisible(number > 0)
