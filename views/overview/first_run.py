"""The first-run state: three steps, each in any order and left half-way; it goes when all three are made."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.overview import FirstSteps
from views.overview.banner import Banner
from views.overview.figures import Glyph
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.naming import named
from views.widgets.sheet import hline
from views.widgets.text import label, secondary, section

_STACK_BELOW = 820
"""Narrower than this (at the usual text size) the three cards stand one under another."""


class _Step(NamedTuple):
    key: str
    title: str
    minutes: str
    words: str
    hints: tuple[tuple[str, str], ...]
    button: str
    icon: str
    other: str
    done: str


_STEPS = (
    _Step(
        "site",
        "Площадка",
        "около 4 минут",
        "Название, тема, кто утверждает документы. Эти данные сами встанут в каждую бумагу.",
        (("document", "понадобится приказ о статусе"), ("edit", "заполнить всё сразу не обязательно")),
        "Заполнить",
        "",
        "",
        "Паспорт заполнен",
    ),
    _Step(
        "plan",
        "План работ",
        "около 5 минут",
        "Начните с пустого: семь разделов уже готовы, останется вписать пункты.",
        (("calendar_ltr", "хватит темы, срока и ответственного"), ("arrow_undo", "любую правку можно вернуть")),
        "Начать план",
        "",
        "",
        "Первые пункты есть",
    ),
    _Step(
        "trainees",
        "Стажёры",
        "около 5 минут",
        "Список в Excel или CSV. Покажем, что не так, и загрузим после Вашего согласия.",
        (("people", "хватит ФИО, должности и сада"), ("arrow_undo", "всю загрузку можно отменить")),
        "Загрузить",
        "arrow_import",
        "Вручную",
        "Стажёры внесены",
    ),
)


class FirstRun(QWidget):
    """The greeting and the three steps; `asked` says which step was pressed, `by_hand` that it is without a file."""

    asked = Signal(str)
    by_hand = Signal(str)
    example = Signal()

    def __init__(self, theme: Theme, *, has_example: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._banner = Banner(
            theme, "Здравствуйте! Начнём с трёх шагов", "Минут на пятнадцать. Можно прерваться: всё сохраняется сразу."
        )
        self._cards = [StepCard(theme, number, step) for number, step in enumerate(_STEPS, start=1)]
        for card, step in zip(self._cards, _STEPS, strict=True):
            key = step.key
            card.chosen.connect(lambda chosen=key: self.asked.emit(chosen))
            card.other.clicked.connect(lambda _on=False, chosen=key: self.by_hand.emit(chosen))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.space("m") + 2)
        for card in self._cards:
            self._row.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space("s"), 0, 0)
        column.setSpacing(theme.space("l"))
        column.addWidget(self._banner)
        column.addLayout(self._row)
        column.addWidget(hline())
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s"))
        foot.addWidget(Glyph(theme, "lock_closed"))
        foot.addWidget(
            secondary(
                "Интернет не нужен. Данные лежат только на этом компьютере и никуда не уходят, "
                "пока Вы сами не отправите пакет."
            ),
            1,
        )
        example = named(
            Button(theme, "Посмотреть на примере", icon="eye", role="link"), "example", "Посмотреть на примере"
        )
        example.clicked.connect(self.example)
        if not has_example:
            example.hide()
        foot.addWidget(example)
        column.addLayout(foot)
        column.addStretch()

    @property
    def cards(self) -> "list[StepCard]":
        """The three steps in their order."""
        return self._cards

    def show_steps(self, steps: FirstSteps) -> None:
        """Show which steps are made; the first of the others leads."""
        made = (steps.site, steps.plan, steps.trainees)
        current = made.index(False) if False in made else len(made)
        self._banner.show_made(made)
        for place, card in enumerate(self._cards):
            card.show_state(made=made[place], leads=place == current)

    def fit(self, width: int) -> None:
        """Put the cards side by side or, in so few pixels, one under another."""
        narrow = width < _STACK_BELOW * self._theme.scale**0.5
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not way:
            self._row.setDirection(way)


class StepCard(QWidget):
    """One step: what it asks for, how long it takes, and its button; made ones say so and can be opened again."""

    chosen = Signal()

    def __init__(self, theme: Theme, number: int, step: _Step) -> None:
        super().__init__()
        self._theme = theme
        self._step = step
        self._made = False
        self._leads = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sign = _StepSign(theme, number)
        self._minutes = label(step.minutes, "hint")
        heading = QHBoxLayout()
        heading.setSpacing(theme.space("m"))
        heading.addWidget(self._sign)
        heading.addWidget(section(step.title), 1)
        heading.addWidget(self._minutes)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(theme.space("s"))
        column.addLayout(heading)
        column.addSpacing(theme.space("xs"))
        column.addWidget(label(step.words, wrapped=True))
        for icon, words in step.hints:
            line = QHBoxLayout()
            line.setSpacing(theme.space("s"))
            line.addWidget(Glyph(theme, icon, size=16))
            line.addWidget(secondary(words), 1)
            column.addLayout(line)
        column.addStretch()
        column.addSpacing(theme.space("m"))
        self._lead = Button(theme, step.button, icon=step.icon, role="primary")
        self._plain = Button(theme, step.button, icon=step.icon)
        for button in (self._lead, self._plain):
            named(button, f"step-{step.key}", f"{step.button}: {step.title}")
            button.clicked.connect(self.chosen)
        self.other = named(
            Button(theme, step.other, role="link"), f"step-{step.key}-by-hand", f"{step.other}: {step.title}"
        )
        if not step.other:
            self.other.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("m"))
        buttons.addWidget(self._lead)
        buttons.addWidget(self._plain)
        buttons.addWidget(self.other)
        buttons.addStretch()
        column.addLayout(buttons)

    @property
    def go(self) -> Button:
        """The button of the step: the primary one where the step leads."""
        return self._lead if self._leads else self._plain

    @property
    def leads(self) -> bool:
        """Whether this is the step to do now."""
        return self._leads

    def show_state(self, *, made: bool, leads: bool) -> None:
        """Show whether the step is made, and whether it is the one to do now."""
        self._made, self._leads = made, leads
        self._sign.show_state(made=made, leads=leads)
        self._minutes.setText(self._step.done if made else self._step.minutes)
        self._plain.setText("Открыть" if made else self._step.button)
        self._plain.show_icon("" if made else self._step.icon)
        self._plain.setAccessibleName(f"{self._plain.text()}: {self._step.title}")
        self._lead.setVisible(leads)
        self._plain.setVisible(not leads)
        self.other.setVisible(bool(self._step.other) and not made)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, 250))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = 2 if self._leads else 1
        outline = QPainterPath()
        inset = thick / 2
        outline.addRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
            self._theme.radius("sheet"),
            self._theme.radius("sheet"),
        )
        painter.fillPath(outline, self._theme.colour("surface"))
        painter.setPen(QPen(self._theme.colour("accent" if self._leads else "line"), thick))
        painter.drawPath(outline)


class _StepSign(QWidget):
    """The number of a step in a ring; a tick when it is made."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self._made = False
        self._leads = False
        self.setFixedSize(34, 34)
        theme.changed.connect(self._on_theme)

    def show_state(self, *, made: bool, leads: bool) -> None:
        self._made, self._leads = made, leads
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        centre = QRectF(self.rect()).center()
        if self._made:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(centre, 16, 16)
            painter.setPen(QPen(theme.colour("onAccent"), 2.4, c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(
                QPolygonF([centre + QPointF(-6, 0.5), centre + QPointF(-1.6, 5), centre + QPointF(6.4, -4.6)])
            )
            return
        colour = theme.colour("waypointNow") if self._leads else theme.colour("controlBorder")
        painter.setPen(QPen(colour, 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(centre, 15.5, 15.5)
        painter.setFont(theme.font("section", weight=700))
        painter.setPen(theme.colour("text") if self._leads else theme.colour("textSecondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _on_theme(self) -> None:
        self.update()
