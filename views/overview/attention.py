"""«Требует внимания»: what is missing, why, and the one button that leads to mending it (design.md §1.3)."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.rows.overview import Attention, AttentionRow
from models.rules.periods import parse_period
from models.rules.plan_periods import short_title
from models.rules.words import counted, day_in_text
from views.overview.rows import RoundIcon, two_lines
from views.states import State
from views.theme import Theme
from views.widgets.buttons import Button
from views.widgets.fresh import fresh
from views.widgets.naming import named
from views.widgets.sheet import INSET, Sheet, hline
from views.widgets.text import secondary

SHOWN = 4
"""Rows shown at first; the rest comes at a press."""


_TITLES = 2
"""Documents that are told by their titles."""


class _Words(NamedTuple):
    icon: str
    state: State
    title: str
    why: str
    button: str


class AttentionSheet(Sheet):
    """Rows with one button each; `asked` carries the row whose button was pressed."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Требует внимания", inset=1)
        self._theme = theme
        self._rows: tuple[AttentionRow, ...] = ()
        self._all = False
        self.body.setSpacing(0)
        self.body.setContentsMargins(1, 0, 1, 4)

    def show_rows(self, rows: Sequence[AttentionRow]) -> None:
        """Show what is missing now."""
        self._rows = tuple(rows)
        self._fill()

    def _fill(self) -> None:
        column = fresh(self.body)
        self.show_count(str(len(self._rows)) if self._rows else "")
        if not self._rows:
            quiet = secondary("Просроченного нет, факты внесены. Можно заниматься делом.")
            quiet.setContentsMargins(INSET, 4, INSET, 12)
            column.addWidget(hline())
            column.addWidget(quiet)
            return
        shown = self._rows if self._all or len(self._rows) <= SHOWN + 1 else self._rows[:SHOWN]
        for place, row in enumerate(shown):
            column.addWidget(hline())
            column.addWidget(self._line(place, row))
        if len(shown) < len(self._rows):
            more = named(
                Button(self._theme, f"Показать ещё {len(self._rows) - len(shown)}", role="link", small=True),
                "attention-more",
                "Показать остальное",
            )
            more.clicked.connect(self._on_more)
            column.addWidget(hline())
            column.addLayout(_indented(more))

    def _line(self, place: int, row: AttentionRow) -> QWidget:
        words = _WORDS[row.why](row)
        line = QWidget()
        line.setMinimumHeight(self._theme.size("listRow"))
        across = QHBoxLayout(line)
        across.setContentsMargins(INSET, 5, INSET, 5)
        across.setSpacing(self._theme.space("m"))
        across.addWidget(RoundIcon(self._theme, words.icon, words.state))
        across.addLayout(two_lines(words.title, words.why), 1)
        button = named(
            Button(self._theme, words.button, small=True), f"attention-{place}", f"{words.button}: {words.title}"
        )
        button.clicked.connect(lambda: self.asked.emit(row))
        across.addWidget(button)
        return line

    def _on_more(self) -> None:
        self._all = True
        self._fill()


def _indented(button: Button) -> QVBoxLayout:
    around = QVBoxLayout()
    around.setContentsMargins(INSET - 6, 4, INSET, 0)
    across = QHBoxLayout()
    across.addWidget(button)
    across.addStretch()
    around.addLayout(across)
    return around


def _late(row: AttentionRow, why: str, button: str) -> _Words:
    day = f"срок был {day_in_text(row.day)}" if row.day else ""
    return _Words("clock_alarm", State.OVERDUE, row.title, f"Пункт {row.number} · {day} · {why}", button)


def _period(row: AttentionRow) -> str:
    return short_title(parse_period(row.code))


def _due(row: AttentionRow) -> str:
    return day_in_text(row.day) if row.day else ""


def _destroyed_by(row: AttentionRow) -> str:
    return f"уничтожьте данные до {_due(row)}" if row.day else "уничтожьте данные или возьмите новое согласие"


def _of_people(row: AttentionRow, icon: str, title: str, why: str, *, state: State = State.ATTENTION) -> _Words:
    people = counted(row.people, "стажёр", "стажёра", "стажёров")
    others = f" и ещё {row.people - 3}" if row.people > 3 else ""
    return _Words(icon, state, f"{title}: {people}", f"{row.who}{others} · {why}", "Показать")


def _ready(row: AttentionRow) -> _Words:
    why = "все пять требований выполнены"
    words = _of_people(row, "certificate", "Готовы к сертификату", why, state=State.DONE)
    return words._replace(why=f"{row.title} · {words.why}", button="Выдать")


def _of_stream(row: AttentionRow, icon: str, state: State, title: str, why: str) -> _Words:
    others = f" и ещё {row.people - 3}" if row.people > 3 else ""
    return _Words(icon, state, f"{title}: {row.code}", f"{row.title} · {row.who}{others} · {why}", "Открыть")


def _of_documents(row: AttentionRow, icon: str, state: State, title: str, why: str, button: str = "Открыть") -> _Words:
    others = f" и ещё {row.people - _TITLES}" if row.people > _TITLES else ""
    return _Words(icon, state, f"{title}: {row.people}", f"{row.who}{others} · {why}", button)


def _of_decision(row: AttentionRow, icon: str, state: State, when: str) -> _Words:
    who = f" · отв. {row.who}" if row.who else ""
    return _Words(icon, state, row.title, f"Решение по протоколу № {row.number} · {when} {_due(row)}{who}", "Открыть")


_WORDS: dict[Attention, Callable[[AttentionRow], _Words]] = {
    Attention.ITEM_OVERDUE: lambda row: _late(row, f"отв. {row.who}", "Открыть"),
    Attention.FACT_MISSING: lambda row: _late(row, "факт не внесён", "Внести факт"),
    Attention.EVENT_UNMARKED: lambda row: _Words(
        "people",
        State.ATTENTION,
        row.title,
        f"{_due(row)} · нет отметок посещения, ждали {counted(row.people, 'стажёра', 'стажёров', 'стажёров')}",
        "Отметить",
    ),
    Attention.DECISION_OVERDUE: lambda row: _of_decision(row, "clock_alarm", State.OVERDUE, "срок был"),
    Attention.DECISION_DUE: lambda row: _of_decision(row, "calendar_ltr", State.ATTENTION, "срок"),
    Attention.CONSENT_MISSING: lambda row: _of_people(
        row, "shield_keyhole", "Нет согласия на обработку данных", "сертификат не напечатать"
    ),
    Attention.CONSENT_EXPIRING: lambda row: _of_people(
        row, "clock", "Истекает согласие", f"первое — {_due(row)}, возьмите новое"
    ),
    Attention.CONSENT_OVER: lambda row: _of_people(
        row, "clock_alarm", "Срок согласия вышел", "возьмите новое или уберите данные", state=State.OVERDUE
    ),
    Attention.DATA_BLOCKED: lambda row: _of_people(
        row, "lock_closed", "Согласие отозвано", _destroyed_by(row), state=State.OVERDUE
    ),
    Attention.CERTIFICATE_READY: _ready,
    Attention.PLAN_NOT_APPROVED: lambda row: _Words(
        "edit", State.ATTENTION, row.title, f"Период начался {_due(row)}, план ещё не утверждён", "Открыть план"
    ),
    Attention.PLAN_NOT_BEGUN: lambda row: _Words(
        "calendar_ltr",
        State.ATTENTION,
        f"План на {_period(row)} ещё не начат",
        f"Период начинается {_due(row)} · пунктов пока нет",
        "Начать план",
    ),
    Attention.ROUTE_OVERDUE: lambda row: _of_stream(
        row, "clock_alarm", State.OVERDUE, "Просрочены шаги маршрутов", f"первый срок был {_due(row)}"
    ),
    Attention.ROUTE_MISSING: lambda row: _of_stream(
        row, "warning", State.ATTENTION, "Дефициты без шага в маршруте", f"модуль 2 с {_due(row)}"
    ),
    Attention.DOCUMENT_OVER: lambda row: _of_documents(
        row, "clock_alarm", State.OVERDUE, "Истёк срок документов", f"первый — {_due(row)}, возьмите новый"
    ),
    Attention.DOCUMENT_EXPIRING: lambda row: _of_documents(
        row, "clock", State.ATTENTION, "Истекают документы", f"первый — {_due(row)}, пора продлить"
    ),
    Attention.DOCUMENT_MISSING: lambda row: _of_documents(
        row, "document", State.ATTENTION, "В комплекте нет документов", "внесите номер, дату и скан", "Внести"
    ),
    Attention.REPORT_DUE: lambda row: _Words(
        "data_bar_vertical",
        State.ATTENTION,
        f"Отчёт за {_period(row)}",
        f"Ждут в ИРО до {_due(row)} · пакет ещё не собран",
        "Подготовить",
    ),
}
