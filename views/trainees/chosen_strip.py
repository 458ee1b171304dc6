"""The strip under the list: what can be done with the chosen rows."""

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from views.theme import Theme
from views.widgets.buttons import Button, icon_button
from views.widgets.naming import FOOT, named
from views.widgets.sheet import INSET
from views.widgets.text import secondary

ENROLL_KEY = "Ctrl+E"


class ChosenStrip(QWidget):
    """Into a stream, out of the one whose people are listed, an order about them, papers and copies."""

    enrolling = Signal(QRect)
    """Beside what the menu of streams may drop down, on the screen."""
    leaving = Signal()
    ordering = Signal(QRect)
    """An order about the chosen is wanted: transfer, expulsion, completion."""
    printing = Signal()
    saving = Signal()
    """The chosen are wanted as a table of Excel."""
    copying = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(FOOT)
        self._said = secondary("")
        self._enroll = named(
            Button(theme, "Зачислить в поток", icon="people_team", small=True), "enroll", "Зачислить в поток"
        )
        self._enroll.setToolTip(f"Зачислить выбранных в поток ({ENROLL_KEY})")
        self._enroll.clicked.connect(self._on_enroll)
        self._order = named(
            Button(theme, "Перевести, отчислить", icon="arrow_swap", small=True), "order", "Перевести, отчислить"
        )
        self._order.setToolTip("Открыть поток, где выбранные учатся, и записать приказ о них")
        self._order.clicked.connect(self._on_order)
        self._leave = named(Button(theme, "Убрать из потока", role="link", small=True), "leave", "Убрать из потока")
        self._leave.clicked.connect(self.leaving)
        self._more = icon_button(theme, "more_horizontal", name="chosen-more", title="Ещё с выбранными")
        self._more.setToolTip("Напечатать, сохранить в Excel или скопировать выбранных")
        self._more.clicked.connect(self._on_more)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, theme.space("xs"), INSET, theme.space("xs") + 2)
        row.setSpacing(theme.space("m"))
        for widget in (self._said, self._enroll, self._order, self._leave, self._more):
            row.addWidget(widget)
        row.addStretch()

    def show_chosen(self, number: int, *, of_stream: bool) -> None:
        """Say how many rows are chosen; `of_stream` when only the people of one stream are listed."""
        self._said.setText(f"Выбрано: {number}")
        self._leave.setVisible(of_stream)
        self.setVisible(number > 0)

    def _on_enroll(self) -> None:
        self.enrolling.emit(on_screen(self._enroll, self._enroll.rect()))

    def _on_order(self) -> None:
        self.ordering.emit(on_screen(self._order, self._order.rect()))

    def _on_more(self) -> None:
        menu = named(QMenu(self), "chosen-menu", "Ещё с выбранными")
        menu.addAction("Напечатать список…", self.printing.emit)
        menu.addAction("Сохранить в Excel…", self.saving.emit)
        menu.addAction("Копировать как таблицу\tCtrl+C", self.copying.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(menu.actions()[0])


def on_screen(part: QWidget, rect: QRect) -> QRect:
    """A rectangle of a widget in the coordinates of the screen."""
    return QRect(part.mapToGlobal(rect.topLeft()), rect.size())
