"""What is known of an event, beside its attendance sheet: when, where, who leads, its plan item, result, products."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.rows.event_log import EventCard, EventPlanItem, EventProduct
from models.rows.events import EventDraft
from views.lengths import length_words
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.chip import Chip
from views.widgets.naming import named
from views.widgets.sheet import Sheet, hline
from views.widgets.text import Elided, label, strong

_LONG_WORD = 30


class Facts(QScrollArea):
    """The right column: sheets under each other, scrolled together when the window is low."""

    edit_pressed = Signal()
    product_pressed = Signal()
    plan_pressed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._card: EventCard | None = None
        named(self, "event-facts", "Сведения о мероприятии")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._facts = Sheet(theme, "Сведения", link="Изменить")
        self._facts.name_link("Изменить сведения")
        self._facts.linked.connect(self.edit_pressed)
        self._products = Sheet(theme, "Продукты", link="Добавить")
        self._products.name_link("Добавить продукт")
        self._products.linked.connect(self.product_pressed)
        self._result = Sheet(theme, "Результат", link="Изменить")
        self._result.name_link("Изменить результат")
        self._result.linked.connect(self.edit_pressed)
        self._column = column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("gutter"))
        column.addWidget(self._facts)
        column.addWidget(self._products)
        column.addWidget(self._result)
        column.addStretch()
        inside = QWidget()
        inside.setLayout(column)
        self.setWidget(inside)

    def show_card(self, card: EventCard) -> None:
        """Show an event; the same card again costs nothing."""
        if card == self._card:
            return
        self._card = card
        _refill(self._facts, [_grid(_lines(card)), hline(), self._plan_line(card.plan_item)])
        self._products.show_count(str(len(card.products)) if card.products else "")
        none = label("Что появилось на мероприятии: сборник, памятка, запись", "secondary", wrapped=True)
        _refill(self._products, [self._product_line(each) for each in card.products] or [none])
        _refill(self._result, _result(self._theme, card.draft))

    def add_sheet(self, sheet: Sheet) -> None:
        """Put one more sheet under the others."""
        self._column.insertWidget(self._column.count() - 1, sheet)

    def first(self) -> QWidget:
        """What takes the focus first."""
        return self._facts.findChildren(Button)[0]

    def _plan_line(self, item: EventPlanItem | None) -> QWidget:
        if item is None:
            return label("Внеплановое", "secondary")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(self._theme.space("xs"))
        name = f"Пункт плана {item.task_no}" if item.task_no else "Пункт плана"
        button = named(Button(self._theme, name, role="link", small=True), "event-plan-item", f"{name}: {item.title}")
        button.setToolTip(item.title)
        button.clicked.connect(lambda: self.plan_pressed.emit(item.id))
        known = "просрочено (вычисляется)" if item.is_overdue else item.status.label
        look = self._theme.chip("planItem", known)
        row.addWidget(button)
        row.addStretch()
        row.addWidget(Chip(self._theme, item.status.label.capitalize(), look.state, look.icon))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(label(f"план {item.planned_count} — {_fact(item.participants)}", "secondary"))
        return whole

    def _product_line(self, product: EventProduct) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(0)
        column.addWidget(Elided(product.title))
        column.addWidget(Elided(f"{product.kind}, {product.status.label}", look="secondary"))
        return line


def time_of(draft: EventDraft) -> str:
    """«10:00–11:30, 90 мин (2 ак. ч)»."""
    length = length_words(draft.duration_min)
    if draft.starts_at is None:
        return length
    begin = datetime.strptime(draft.starts_at, "%H:%M")  # noqa: DTZ007 - a time of day on paper, of no zone
    end = begin + timedelta(minutes=draft.duration_min)
    return f"{begin:%H:%M}–{end:%H:%M}, {length}"


def _lines(card: EventCard) -> list[tuple[str, str]]:
    draft = card.draft
    known = [
        ("Время", time_of(draft)),
        ("Формат", card.format),
        ("Форма", draft.mode.label),
        ("Место", draft.place or ""),
        ("Ведёт", card.leader),
        ("Вместе с", ", ".join(card.co_leaders)),
        ("Поток" if len(card.streams) == 1 else "Потоки", ", ".join(card.streams)),
        ("Модуль", (card.module or "").removeprefix("модуль ")),
        ("Функции", ", ".join(card.functions)),
    ]
    return [(name, words) for name, words in known if words]


def _grid(lines: list[tuple[str, str]]) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 4)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, (name, words) in enumerate(lines):
        grid.addWidget(label(name, "secondary"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrapped=True), row, 1, Qt.AlignmentFlag.AlignTop)
    holder = QWidget()
    holder.setLayout(grid)
    return holder


def _result(theme: Theme, draft: EventDraft) -> list[QWidget]:
    found: list[QWidget] = []
    if draft.outcome:
        found.append(label(draft.outcome, wrapped=True))
    for name, words in (("Описание", draft.description), ("Материалы", draft.materials), ("Ссылка", draft.link)):
        if words:
            found += [strong(name), _breakable(words)]
    if draft.link and draft.link.startswith(("http://", "https://")):
        url = QUrl(draft.link)
        opened = named(Button(theme, "Открыть ссылку", role="link", small=True), "event-link", "Открыть ссылку")
        opened.clicked.connect(lambda: QDesktopServices.openUrl(url))
        found.append(opened)
    return found or [label("Чем закончилось: решили, составили, договорились", "secondary", wrapped=True)]


def _fact(participants: int) -> str:
    return f"факт {participants}" if participants else "факта пока нет"


def _breakable(words: str) -> QWidget:
    # A long address has no blanks to wrap at.
    return label("\u200b".join(words) if len(max(words.split(), key=len)) > _LONG_WORD else words, wrapped=True)


def _refill(sheet: Sheet, widgets: list[QWidget]) -> None:
    while sheet.body.count():
        former = sheet.body.takeAt(0).widget()
        former.hide()
        former.deleteLater()
    for widget in widgets:
        sheet.body.addWidget(widget)
