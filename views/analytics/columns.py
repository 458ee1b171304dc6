"""The columns of the tables of «Аналитика»."""

from collections.abc import Callable

from models.rows.analytics import DeficitLine, FormatLine, MunicipalityLine, QuarterLine
from models.rules.words import NBSP, amount
from views.states import State
from views.theme import ChipLook
from views.widgets.columns import Column
from views.widgets.paint import Part

_DASH = "—"


def quarter_columns() -> tuple[Column[QuarterLine], ...]:
    """Quarters in a row."""
    return (
        Column("title", "Квартал", lambda line: line.title, least=130, sortable=False),
        Column("plan", "Выполнено пунктов", _plan, width=158, sortable=False, bar=_plan_bar),
        _number("events", "Меропр.", lambda line: line.events),
        _number("hours", "Часов", lambda line: line.hours, rank=2),
        _number("visits", "Посещений", lambda line: line.visits),
        _number("people", "Людей", lambda line: line.people),
        Column("remote", "Удалённых", lambda line: _percent(line.remote_share), "right", 92, rank=1, sortable=False),
        _number("municipalities", "Муницип.", lambda line: line.municipalities, rank=2),
        _number("enrolled", "Зачислено", lambda line: line.enrolled, rank=3),
        _number("completed", "Завершили", lambda line: line.completed, rank=3),
        _number("certificates", "Сертиф.", lambda line: line.certificates),
        _number("products", "Продуктов", lambda line: line.products, rank=3),
        Column("satisfaction", "Оценка", lambda line: _mean(line.satisfaction), "right", 74, rank=1, sortable=False),
    )


def municipality_columns() -> tuple[Column[MunicipalityLine], ...]:
    """Municipalities: a bar of the remote share stands for a map."""
    return (
        Column("municipality", "Муниципалитет", lambda line: line.municipality, least=220),
        Column("oktmo", "ОКТМО", lambda line: line.oktmo or _DASH, width=96, rank=2),
        Column("organizations", "ДОО", lambda line: _count(line.organizations), "right", 64,
               order=lambda line: line.organizations),
        Column("people", "Людей", lambda line: _count(line.people), "right", 74, order=lambda line: line.people),
        Column("remote", "Из удалённых", _remote, width=170, bar=_remote_bar,
               order=lambda line: line.remote_share or -1),
        Column("share", "Доля", lambda line: _percent(line.remote_share), "right", 66,
               order=lambda line: line.remote_share or -1),
        Column("visits", "Посещений", lambda line: _count(line.visits), "right", 92, rank=1,
               order=lambda line: line.visits),
        Column("certificates", "Сертификатов", lambda line: _count(line.certificates), "right", 112, rank=1,
               order=lambda line: line.certificates),
    )  # fmt: skip


def format_columns() -> tuple[Column[FormatLine], ...]:
    """Formats with the satisfaction of the streams that had them."""
    return (
        Column("format", "Формат", lambda line: line.format, least=220),
        Column("events", "Всего", lambda line: str(line.events), "right", 70, order=lambda line: line.events),
        Column("in_person", "Очно", lambda line: _count(line.in_person), "right", 66, rank=2,
               order=lambda line: line.in_person),
        Column("distance", "Дистанц.", lambda line: _count(line.remote), "right", 82, rank=2,
               order=lambda line: line.remote),
        Column("mixed", "Смеш.", lambda line: _count(line.mixed), "right", 66, rank=3, order=lambda line: line.mixed),
        Column("participants", "Участий", lambda line: _count(line.participants), "right", 82,
               order=lambda line: line.participants),
        Column("mean", "На одном", lambda line: _mean(line.mean_participants), "right", 84, rank=1,
               order=lambda line: line.mean_participants or 0),
        Column("hours", "Часов", lambda line: amount(round(line.hours, 2)), "right", 70, rank=1,
               order=lambda line: line.hours),
        Column("answers", "Анкет", lambda line: _count(line.answers), "right", 66, rank=2,
               order=lambda line: line.answers),
        Column("satisfaction", "Оценка", lambda line: _mean(line.satisfaction), "right", 76,
               order=lambda line: line.satisfaction or 0, strong=lambda _line: True),
    )  # fmt: skip


def deficit_columns() -> tuple[Column[DeficitLine], ...]:
    """Competences under their programmes."""
    return (
        Column("competence", "Компетенция", lambda line: line.competence, least=240, sortable=False,
               tooltip=lambda line: line.competence),
        Column("declared", "В программе", lambda line: line.declared or "не заявлен", width=128, rank=1, sortable=False,
               chip=_declared),
        Column("closed", "Закрыто", _closed, width=170, sortable=False, bar=_closed_bar),
        Column("share", "Доля", lambda line: _percent(line.share), "right", 66, sortable=False),
        Column("found", "Дефицитов", lambda line: _count(line.found), "right", 92, sortable=False),
        Column("waiting", "Без выходной", lambda line: _count(line.waiting), "right", 112, rank=2, sortable=False),
    )  # fmt: skip


def _number(key: str, heading: str, of: Callable[[QuarterLine], float], rank: int = 0) -> Column[QuarterLine]:
    return Column(key, heading, lambda line: amount(of(line)) if of(line) else _DASH, "right", 88, rank, sortable=False)


def _plan(line: QuarterLine) -> str:
    return f"{line.done} из {line.planned}" if line.planned else _DASH


def _plan_bar(line: QuarterLine) -> tuple[tuple[Part, ...], float]:
    return (Part(line.done, State.DONE),), line.planned


def _remote(line: MunicipalityLine) -> str:
    return f"{line.remote} из {line.people}" if line.people else "никого не было"


def _remote_bar(line: MunicipalityLine) -> tuple[tuple[Part, ...], float]:
    return (Part(line.remote, State.IN_PROGRESS),), line.people


def _closed(line: DeficitLine) -> str:
    return f"{line.closed} из {line.found}" if line.found else _DASH


def _closed_bar(line: DeficitLine) -> tuple[tuple[Part, ...], float]:
    return (Part(line.closed, State.DONE),), line.found


def _declared(line: DeficitLine) -> ChipLook:
    return ChipLook(State.DONE, "checkmark") if line.is_declared else ChipLook(State.NEUTRAL, "subtract")


def _count(number: int) -> str:
    return str(number) if number else _DASH


def _mean(value: float | None) -> str:
    return _DASH if value is None else amount(round(value, 2))


def _percent(share: float | None) -> str:
    return _DASH if share is None else f"{round(share)}{NBSP}%"
