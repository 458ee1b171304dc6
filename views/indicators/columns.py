"""The columns of «Показатели»: the quarters, the year against its target, and how it stands."""

from models.rows.indicators import IndicatorYearLine, PeriodFigure
from models.rules.indicators import percent_of
from models.rules.periods import ROMAN
from models.rules.words import NBSP, amount
from views.indicators.looks import LOOKS
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import CellLook, Column

PLAN_MODE = "plan"
_DASH = "—"
_HIDDEN = "скрыт"
_QUARTERS = ("q1", "q2", "q3", "q4")


def figure_of(line: IndicatorYearLine, key: str) -> PeriodFigure:
    """The figure that a column shows; beside the quarters it is that of the year."""
    return line.quarters[_QUARTERS.index(key)] if key in _QUARTERS else line.year


def columns_of(*, is_plan: bool) -> tuple[Column[IndicatorYearLine], ...]:
    """The columns; the quarters show their facts, or what was planned for them."""
    return (
        Column(
            "title",
            "Показатель",
            lambda line: line.row.title,
            least=230,
            sortable=False,
            tooltip=lambda line: line.row.title,
            second=_how,
        ),
        *(_quarter(key, is_plan=is_plan) for key in _QUARTERS),
        Column(
            "fact", "За год", lambda line: _said(line.year.fact), "right", 82, sortable=False, strong=lambda _l: True
        ),
        Column("target", "План", lambda line: _said(line.year.target), "right", 76, sortable=False),
        Column("percent", "%", _percent, "right", 58, rank=3, sortable=False),
        Column(
            "forecast",
            "Прогноз",
            lambda line: _said(line.forecast.value),
            "right",
            82,
            rank=2,
            sortable=False,
            tooltip=lambda line: line.forecast.words,
        ),
        Column("standing", "Состояние", _standing, width=150, rank=1, sortable=False, chip=_look),
    )


def _quarter(key: str, *, is_plan: bool) -> Column[IndicatorYearLine]:
    heading = f"{ROMAN[int(key[1]) - 1]} кв."

    def text(line: IndicatorYearLine) -> str:
        figure = figure_of(line, key)
        return _said(figure.keyed.target if is_plan else figure.fact)

    def cell(line: IndicatorYearLine) -> CellLook | None:
        return CellLook(State.NEUTRAL, bar=False) if line.row.formula is not None and not is_plan else None

    return Column(
        key,
        f"{heading}, план" if is_plan else heading,
        text,
        "right",
        92 if is_plan else 74,
        sortable=False,
        cell=cell,
        tooltip=lambda line: _about(figure_of(line, key)),
    )


def _how(line: IndicatorYearLine) -> str:
    counted = line.row.formula.label.lower() if line.row.formula is not None else "вносится вручную"
    return f"{line.row.unit} · {counted}"


def _about(figure: PeriodFigure) -> str:
    """What a cell says of itself: how it stands, why, and what proves it."""
    keyed = figure.keyed
    plan = f"план {amount(figure.target)}" if figure.target is not None else ""
    said = (figure.standing.label.capitalize(), plan, keyed.note or "", keyed.evidence or "")
    return " · ".join(part for part in said if part)


def _percent(line: IndicatorYearLine) -> str:
    percent = percent_of(line.year.fact, line.year.target)
    return _DASH if percent is None else f"{round(percent)}{NBSP}%"


def _standing(line: IndicatorYearLine) -> str:
    return _HIDDEN if line.row.is_hidden else line.year.standing.label


def _look(line: IndicatorYearLine) -> ChipLook:
    return ChipLook(State.NEUTRAL, "subtract") if line.row.is_hidden else LOOKS[line.year.standing]


def _said(value: float | None) -> str:
    return _DASH if value is None else amount(round(value, 2))
