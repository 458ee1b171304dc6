"""The right column of «Обзор»: the quarter's plan as a bar, indicators with their records, packages to send."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.rows.indicators import IndicatorRecord
from models.rows.overview import BuiltPackages, IndicatorFigure
from models.rows.plan_board import PlanCounts
from models.rules.words import amount, counted, file_size, plural, short_day
from views.overview.rows import LinkRow
from views.states import State
from views.theme import Theme
from views.widgets.bars import Bar, Legend
from views.widgets.buttons import Button
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.paint import Part
from views.widgets.sheet import Sheet, hline
from views.widgets.text import Elided, label, secondary, section

_BAR = 106
_RECORDS_SHOWN = 12


class Glyph(QLabel):
    """An icon in a colour of the palette, redrawn with the theme."""

    def __init__(
        self, theme: Theme, icon: str, *, colour: str = "textSecondary", size: int = 20, title: str = ""
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._colour = colour
        self._side = size
        self.setFixedWidth(size)
        self.setToolTip(title)
        self.setAccessibleName(title)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        states = {state.value: state for state in State}
        colour = (
            self._theme.state(states[self._colour]).fill if self._colour in states else self._theme.colour(self._colour)
        )
        self.setPixmap(self._theme.pixmap(self._icon, colour, size=self._side))


class QuarterSheet(Sheet):
    """The plan's bar with its legend, and the indicators; `where_from` asks for the records behind the figures."""

    where_from = Signal()
    begin = Signal()
    record_opened = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "План квартала")
        self._theme = theme
        self._count = label("", "secondary")
        self.bar = Bar(theme, ())
        self.legend = Legend(theme, ())
        self._nothing = secondary("План на этот квартал ещё не начат.")
        self._begin = named(Button(theme, "Начать план", small=True, icon="add"), "begin-plan", "Начать план")
        self._begin.clicked.connect(self.begin)
        self.header.addWidget(self._count)
        self.header.setContentsMargins(14, 6, 14, 4)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.legend)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignLeft)

        self._indicators = QWidget()
        inner = QVBoxLayout(self._indicators)
        inner.setContentsMargins(0, 6, 0, 0)
        inner.setSpacing(theme.space("s"))
        inner.addWidget(hline())
        heading = QHBoxLayout()
        heading.addWidget(section("Показатели"))
        heading.addStretch()
        self._where = named(Button(theme, "Откуда цифры", role="link", small=True), "where-from", "Откуда цифры")
        self._where.clicked.connect(self.where_from)
        heading.addWidget(self._where)
        heading.setContentsMargins(0, 0, -6, 0)
        inner.addLayout(heading)
        self._grid = QVBoxLayout()
        self._grid.setSpacing(theme.space("s"))
        inner.addLayout(self._grid)
        self.body.addWidget(self._indicators)

    def show_plan(self, counts: PlanCounts) -> None:
        """Show how far the quarter's plan is."""
        begun = counts.items > 0
        late = counts.items - counts.done - counts.overdue - counts.in_progress - counts.postponed - counts.cancelled
        parts = [
            Part(value, state, word)
            for value, state, word in (
                (counts.done, State.DONE, "выполнено"),
                (counts.overdue, State.OVERDUE, "просрочено"),
                (counts.in_progress, State.IN_PROGRESS, "в работе"),
                (counts.postponed, State.POSTPONED, "перенесено"),
                (late, State.NEUTRAL, "впереди"),
            )
            if value
        ]
        self._count.setText(f"{counts.done} из {counts.items} выполнено" if begun else "")
        self.bar.show_parts(parts, total=counts.items)
        self.legend.show_parts(
            [*parts, *([Part(counts.cancelled, State.NEUTRAL, "отменено")] if counts.cancelled else [])]
        )
        self.bar.setVisible(begun)
        self.legend.setVisible(begun)
        self._nothing.setVisible(not begun)
        self._begin.setVisible(not begun)

    def show_indicators(
        self, figures: Sequence[IndicatorFigure], records: Sequence[IndicatorRecord] | None = None
    ) -> None:
        """Show figures against their targets; with records, what each computed figure counts stands under it."""
        column = fresh(self._grid)
        self._indicators.setVisible(bool(figures))
        self._where.setText("Откуда цифры" if records is None else "Свернуть")
        for figure in figures:
            column.addWidget(_IndicatorLine(self._theme, figure))
            if records is not None:
                mine = [record for record in records if record.indicator_id == figure.id]
                column.addWidget(self._records(figure, mine))

    def _records(self, figure: IndicatorFigure, records: Sequence[IndicatorRecord]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        if not figure.is_computed:
            column.addWidget(secondary("Вносится вручную."))
        elif not records:
            column.addWidget(secondary("Записей в этом квартале пока нет."))
        for record in records[:_RECORDS_SHOWN]:
            words = f"{short_day(record.day)} · {record.title} · {record.kind}"
            if record.event_id is None:
                column.addWidget(Elided(words, look="secondary"))
                continue
            line = named(_RecordRow(self._theme, words), "indicator-record", words)
            event_id = record.event_id
            line.opened.connect(lambda chosen=event_id: self.record_opened.emit(chosen))
            column.addWidget(line)
        if len(records) > _RECORDS_SHOWN:
            column.addWidget(secondary(f"и ещё {len(records) - _RECORDS_SHOWN}"))
        return box


class _RecordRow(LinkRow):
    """A record behind a figure: one line that opens it."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(theme)
        self.row.setContentsMargins(0, 2, 0, 2)
        self.row.addWidget(Elided(words, look="secondary"))

    @override
    def sizeHint(self) -> QSize:
        return QWidget.sizeHint(self)


class _IndicatorLine(QWidget):
    """Name, bar, «7 из 5», and a tick when the target is met."""

    def __init__(self, theme: Theme, figure: IndicatorFigure) -> None:
        super().__init__()
        fact = figure.fact or 0.0
        met = figure.fact is not None and fact >= figure.target
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("m"))
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(figure.title, wrapped=True), 0, 0)
        state = State.DONE if met else State.IN_PROGRESS
        said = f"{figure.title}: {amount(fact)} из {amount(figure.target)}"
        bar = Bar(theme, (Part(min(fact, figure.target), state),), total=figure.target, meaning=said)
        bar.setFixedWidth(_BAR)
        grid.addWidget(bar, 0, 1)
        value = QHBoxLayout()
        value.setSpacing(theme.space("xs"))
        value.addStretch()
        value.addWidget(label(amount(fact), "strong"))
        value.addWidget(label(f"из {amount(figure.target)}", "secondary"))
        value.setContentsMargins(0, 0, 0, 0)
        grid.addLayout(value, 0, 2)
        grid.setColumnMinimumWidth(2, round(52 * theme.scale))
        self.setToolTip("" if figure.fact is not None else "Пока не внесено")
        tick = Glyph(theme, "checkmark_circle", colour=State.DONE.value, size=16, title="Достигнуто")
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        policy.setRetainSizeWhenHidden(True)
        tick.setSizePolicy(policy)
        grid.addWidget(tick, 0, 3)
        tick.setVisible(met)  # in its line already: shown without a parent it would be a window of its own


class PackagesSheet(Sheet):
    """Packages that are built, on their way or without an answer; hidden while there are none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._words = Elided("")
        self._go = named(Button(theme, "Показать", role="link", small=True), "packages-link", "Показать пакеты")
        self._go.clicked.connect(self.linked)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, -6, 0)
        across.setSpacing(theme.space("m"))
        across.addWidget(Glyph(theme, "box"))
        across.addWidget(self._words, 1)
        across.addWidget(self._go)
        self.body.setContentsMargins(14, 4, 14, 4)
        self.body.addLayout(across)

    def show_packages(self, packages: BuiltPackages) -> None:
        """Show how many packages there are on every stop of their way."""
        built = plural(packages.packages, "собран", "собраны", "собраны")
        many = counted(packages.packages, "пакет", "пакета", "пакетов")
        said = (
            (packages.rejected, f"ИРО отклонил {packages.rejected}"),
            (packages.packages, f"{many} {built}, {file_size(packages.size)}"),
            (packages.going, f"{packages.going} {plural(packages.going, 'уходит', 'уходят', 'уходят')}"),
            (packages.waiting, f"{packages.waiting} {plural(packages.waiting, 'ждёт', 'ждут', 'ждут')} квитанции"),
        )
        words = " · ".join(text for number, text in said if number)
        self.setVisible(bool(words))
        self._words.setText(words)
