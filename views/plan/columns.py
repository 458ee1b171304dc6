"""Columns of the plan's table, and what is copied of it into Excel or Word."""

from collections.abc import Sequence

from models.rows.plan_board import LineOrder, PlanFact, PlanLine, PlanSection
from models.rules.plan_marks import state_words
from models.rules.words import day_in_table, short_day
from views.plan.looks import state_look, state_word
from views.states import State
from views.theme import Theme
from views.widgets.columns import Column
from views.widgets.tree import Group

_DASH = "—"


def plan_columns(theme: Theme) -> tuple[Column[PlanLine], ...]:
    """Number, theme, day, plan and fact, format, responsible, state; format falls away first.

    Rows come in their order from SQL, so no column orders them again.
    """

    def kept(_line: PlanLine) -> object:
        return 0

    return (
        Column(LineOrder.NUMBER, "№", lambda line: line.number, width=54, order=kept),
        Column(LineOrder.TITLE, "Мероприятие", lambda line: line.title, least=320, order=kept),
        Column(LineOrder.DAY, "Срок", due_words, width=86, tooltip=due_in_full, order=kept),
        Column(
            LineOrder.COUNT,
            "Участников",
            count_words,
            align="right",
            width=104,
            rank=1,
            tooltip=_count_said,
            order=kept,
        ),
        Column(
            "held",
            "Проведено",
            fact_words,
            width=98,
            rank=2,
            sortable=False,
            icon=lambda line: "clock_alarm" if line.fact is PlanFact.DONE_LATE else "",
            tone=lambda line: State.ATTENTION if line.fact is PlanFact.DONE_LATE else None,
            tooltip=fact_in_full,
        ),
        Column("format", "Формат", lambda line: line.format, width=144, rank=3, sortable=False),
        Column(LineOrder.RESPONSIBLE, "Ответственный", lambda line: line.responsible, width=148, rank=2, order=kept),
        Column(
            LineOrder.STATE,
            "Состояние",
            lambda line: state_word(line.status, is_overdue=line.is_overdue),
            width=158,
            chip=lambda line: state_look(theme, line.status, is_overdue=line.is_overdue),
            order=kept,
        ),
    )


def plan_groups(lines: Sequence[PlanLine], sections: Sequence[PlanSection]) -> tuple[Group[PlanLine], ...]:
    """Lines under their sections; beside a section, how much of it is done whatever filter is on."""
    found: list[Group[PlanLine]] = []
    for section in sections:
        mine = tuple(line for line in lines if line.section_id == section.id)
        if mine:
            words = f"{section.done} из {section.items}"
            found.append(Group(str(section.id), f"{section.no}. {section.title}", words, mine))
    return tuple(found)


def due_words(line: PlanLine) -> str:
    """The day in the table: «24.03»; «до 30.03» for a span."""
    if line.postponed_to is not None or line.due_from == line.due_to:
        return short_day(line.day)
    return f"до {short_day(line.due_to)}"


def due_in_full(line: PlanLine) -> str:
    """The whole span with years; where an item was moved, from when to when."""
    span = (
        day_in_table(line.due_to)
        if line.due_from == line.due_to
        else f"{day_in_table(line.due_from)} – {day_in_table(line.due_to)}"
    )
    return span if line.postponed_to is None else f"Было {span}, стало {day_in_table(line.postponed_to)}"


def fact_words(line: PlanLine) -> str:
    """The day of the fact: «24.03», a dash while there is none."""
    return short_day(line.held_on) if line.held_on is not None else _DASH


def fact_in_full(line: PlanLine) -> str:
    """Plan against fact in words: «Выполнено позже срока: срок 24.03.2026, факт 31.03.2026»."""
    on = f", факт {day_in_table(line.held_on)}" if line.held_on is not None else ", факта нет"
    said = state_words(line.status, due_to=line.due_to, is_moved=True) if line.fact is PlanFact.DONE_MOVED else ""
    return f"{(said or line.fact.label).capitalize()}: срок {day_in_table(line.day)}{on}"


def count_words(line: PlanLine) -> str:
    """People planned and people who came: «25 / —»."""
    planned = str(line.planned_count) if line.planned_count else _DASH
    return f"{planned} / {line.participants if line.events else _DASH}"


def _count_said(line: PlanLine) -> str:
    came = f"было {line.participants}" if line.events else "факта нет"
    return f"Запланировано участников {line.planned_count}, {came}" if line.planned_count else came.capitalize()


COPIED = ("Раздел", "№", "Мероприятие (тема)", "Формат", "Срок", "Форма", "План", "Факт", "Ответственный", "Состояние")
"""Headings of the table that is copied whole."""


def copied_cells(lines: Sequence[PlanLine]) -> list[list[str]]:
    """The lines as text cells under `COPIED`."""
    return [
        [
            f"{line.section_no}. {line.section}",
            line.number,
            line.title,
            line.format,
            due_in_full(line),
            line.mode.label,
            str(line.planned_count or ""),
            str(line.participants) if line.events else "",
            line.responsible,
            state_word(line.status, is_overdue=line.is_overdue),
        ]
        for line in lines
    ]
