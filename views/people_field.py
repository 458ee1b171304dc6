"""Choosing people of the whole base: the chosen stand in the field, others are found by the beginning of a name."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.database import Database
from models.queries.people_names import people_by_name, short_names
from models.rows.event_log import RosterPerson
from views.events.add_person import AddPerson
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.flow import FlowLayout
from views.widgets.naming import named

_NARROWEST = 84
_SLACK = 2
"""Pixels by which a button is wider than its words need."""
_NOBODY = "Такого человека нет, или он уже выбран. Новых добавляют в разделе «Стажёры»"


class PeopleField(QWidget):
    """`value()` is a tuple of ids in the order they were chosen; a press on a name takes it away."""

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, db: Database, *, add: str = "Добавить человека") -> None:
        super().__init__()
        self._theme = theme
        self._db = db
        self._chosen: list[int] = []
        self._names: dict[int, str] = {}
        self._tokens: list[_Token] = []
        self._flow = FlowLayout(spacing=theme.space("xs"))
        self.add_button = named(Button(theme, add, icon="person_add", role="link", small=True), "people-add", add)
        self.add_button.clicked.connect(self.open_search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        column.addLayout(self._flow)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> tuple[int, ...]:
        """Who is chosen."""
        return tuple(self._chosen)

    def set_value(self, value: object) -> None:
        """Choose these people; None chooses nobody."""
        self._choose(list(dict.fromkeys(cast("Sequence[int]", value or ()))))

    def typed(self) -> object:
        """What a draft keeps."""
        return list(self._chosen)

    def set_typed(self, typed: object) -> None:
        """Put back what a draft kept."""
        self.set_value(typed)

    def problem(self) -> str:
        """Nothing can be wrong with people of the base."""
        return ""

    def names(self) -> tuple[str, ...]:
        """Who is chosen, in words."""
        return tuple(token.name for token in self._tokens)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # No focus proxy: with one, Tab would not find its way out of the form.
        self.add_button.setFocus(event.reason())

    def open_search(self) -> None:
        """Look for somebody by name."""
        search = AddPerson(self._theme, self, self._look_up, title=self.add_button.text(), nobody=_NOBODY)
        search.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        search.chosen.connect(self._on_chosen)
        search.open_above(self.add_button)

    def _look_up(self, typed: str) -> list[RosterPerson]:
        return people_by_name(self._db, typed, besides=self._chosen)

    def _on_chosen(self, person_id: int) -> None:
        self._choose([*self._chosen, person_id])
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _choose(self, person_ids: list[int]) -> None:
        if person_ids == self._chosen:
            return
        self._chosen = person_ids
        unknown = set(person_ids) - set(self._names)
        if unknown:
            self._names |= short_names(self._db, unknown)
        for token in self._tokens:
            self._flow.removeWidget(token)
            token.hide()
            token.deleteLater()
        self._tokens = [self._token(each) for each in person_ids]
        former: QWidget | None = None
        for token in self._tokens:
            self._flow.addWidget(token)
            if former is not None:
                QWidget.setTabOrder(former, token)
            former = token
        if former is not None:
            QWidget.setTabOrder(former, self.add_button)
        self.setAccessibleDescription(", ".join(self.names()))
        self.updateGeometry()

    def _token(self, person_id: int) -> "_Token":
        name = self._names.get(person_id, "")
        token = named(_Token(self._theme, name), f"person-{person_id}", f"Убрать: {name}")
        token.clicked.connect(lambda: self.take_away(person_id))
        return token

    def take_away(self, person_id: int) -> None:
        """Choose this person no more."""
        place = self._chosen.index(person_id)
        self._choose([each for each in self._chosen if each != person_id])
        target = self._tokens[min(place, len(self._tokens) - 1)] if self._tokens else self.add_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        self.edited.emit()
        self.left.emit()


class _Token(Button):
    """A chosen person; a name too long for the field is cut at its end, the tooltip has all of it."""

    def __init__(self, theme: Theme, name: str) -> None:
        self.name = name
        super().__init__(theme, name, icon="dismiss", small=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"Убрать: {name}")

    @override
    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), QFontMetrics(self._font())
        hint.setWidth(hint.width() + metrics.horizontalAdvance(self.name) - metrics.horizontalAdvance(self.text()))
        return hint

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(_NARROWEST, self.sizeHint().width()), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = QFontMetrics(self._font())
        around = self.sizeHint().width() - metrics.horizontalAdvance(self.name) - _SLACK
        room = self.width() - around
        self.setText(metrics.elidedText(self.name, Qt.TextElideMode.ElideRight, max(0, room)))
