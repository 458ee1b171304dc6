"""What can be done with the chosen people of a stream, under their list; a closed button says why."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.rows.codes import EnrollmentStatus, OrderKind
from models.rows.orders import StreamPerson
from views.theme import Theme
from views.trainees.stream_words import ORDER_TITLES
from views.widgets.buttons import Button
from views.widgets.naming import FOOT, named
from views.widgets.sheet import INSET
from views.widgets.text import secondary

_ICONS = {OrderKind.ENROL: "person_add", OrderKind.TRANSFER: "arrow_swap"}
_AT_WORK = frozenset({EnrollmentStatus.ENROLLED, EnrollmentStatus.STUDYING})


class StreamActions(QWidget):
    """«Зачислить», «Перевести», «Отчислить», «Завершить» and «Убрать»."""

    ordering = Signal(object)
    """An order of this kind is wanted about the chosen."""
    leaving = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(FOOT)
        self._chosen: Sequence[StreamPerson] = ()
        self._said = secondary("")
        self._buttons: dict[OrderKind, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, theme.space("xs"), INSET, theme.space("xs") + 2)
        row.setSpacing(theme.space("s"))
        row.addWidget(self._said)
        for kind in (OrderKind.ENROL, OrderKind.TRANSFER, OrderKind.EXPEL, OrderKind.COMPLETE):
            title = ORDER_TITLES[kind]
            button = Button(theme, title, icon=_ICONS.get(kind, ""), small=True)
            self._buttons[kind] = named(button, f"stream-{kind.value}", title)
            button.clicked.connect(partial(self._on_clicked, kind))
            row.addWidget(button)
        self._leave = named(Button(theme, "Убрать", role="link", small=True), "stream-leave", "Убрать из потока")
        self._leave.setToolTip("Убрать из потока, если заявка или зачисление записаны по ошибке (Delete)")
        self._leave.clicked.connect(self.leaving)
        row.addWidget(self._leave)
        row.addStretch()

    def show_chosen(self, chosen: Sequence[StreamPerson]) -> None:
        """Offer what can be done with these people."""
        self._chosen = chosen
        self._said.setText(f"Выбрано: {len(chosen)}")
        self.setVisible(bool(chosen))
        for kind, button in self._buttons.items():
            if reason := self.obstacle(kind):
                button.block(reason)
            else:
                button.unblock()

    def obstacle(self, kind: OrderKind) -> str:
        """Why no order of a kind can be written about the chosen; nothing where one can."""
        match kind:
            case OrderKind.ENROL:
                ready = all(each.order_in_id is None for each in self._chosen)
                return "" if ready else "О зачислении кого-то из выбранных приказ уже есть"
            case OrderKind.TRANSFER:
                ready = all(each.status in _AT_WORK for each in self._chosen)
                return "" if ready else "Переводят тех, кто учится: среди выбранных есть другие"
            case OrderKind.EXPEL | OrderKind.COMPLETE:
                outcome = EnrollmentStatus.EXPELLED if kind is OrderKind.EXPEL else EnrollmentStatus.COMPLETED
                ready = all(
                    each.status in _AT_WORK or (each.status is outcome and each.order_out_id is None)
                    for each in self._chosen
                )
                return "" if ready else "Среди выбранных есть те, кто сейчас не учится"

    def _on_clicked(self, kind: OrderKind) -> None:
        self.ordering.emit(kind)
