"""Which figures a report has, what they are called, and what its records come to (domain.md §3.6).

A figure is the sum over its records; a mean is divided by the sum of their weights. Whoever recounts them gets what the
report prints. Which records those are: models/rules/report_evidence.py.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import cast

from models.rows.report import ReportData
from models.rows.report_records import TOTALS, EvidenceRow, Figure

_NAMED_BY = ("title", "name", "competence", "question", "municipality", "stream", "format", "month")
"""What a line is called by, the first of these that it has."""

TOTAL_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "planned": "Пунктов плана",
        "done": "Выполнено пунктов",
        "late": "Выполнено позже срока",
        "moved": "Перенесено пунктов",
        "cancelled": "Отменено пунктов",
        "open_items": "Не выполнено пунктов",
        "plan_percent": "Выполнение плана, %",
        "events": "Мероприятий",
        "unplanned_events": "Внеплановых мероприятий",
        "minutes": "Минут мероприятий",
        "academic_hours": "Академических часов",
        "participants": "Участников всего",
        "visits": "Посещений по спискам",
        "guests": "Участников без имён",
        "unique_people": "Разных участников",
        "organisations": "Организаций участников",
        "municipalities": "Муниципалитетов",
        "remote_people": "Участников из удалённых поселений",
        "streams": "Потоков",
        "enrolled": "Стажёров в потоках",
        "completed": "Завершили стажировку",
        "expelled": "Отчислено",
        "certificates": "Выдано сертификатов",
        "routes": "Индивидуальных маршрутов",
        "deficits_found": "Выявлено дефицитов",
        "deficits_resolved": "Устранено дефицитов",
        "products": "Продуктов",
        "dissemination": "Представлений опыта",
        "survey_responses": "Анкет",
        "surveyed": "Зачислено в опрошенные потоки",
        "satisfaction": "Средняя оценка в анкетах",
        "nps": "Готовность рекомендовать (NPS)",
    }
)
"""The figures of the totals, in the order to show, and what they are called."""

COLUMN_TITLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "plan_items": {"participants_planned": "участников по плану", "participants_actual": "участников"},
        "plan_months": {"planned": "пунктов плана", "done": "выполнено"},
        "events": {
            "participants": "участников",
            "guests": "участников без имён",
            "organisations": "организаций",
            "municipalities": "муниципалитетов",
            "minutes": "минут",
        },
        "unplanned_events": {
            "participants": "участников",
            "guests": "участников без имён",
            "organisations": "организаций",
            "municipalities": "муниципалитетов",
            "minutes": "минут",
        },
        "formats": {"events": "мероприятий", "participants": "участников", "minutes": "минут"},
        "event_months": {"events": "мероприятий", "visits": "посещений", "participants": "участников"},
        "programmes": {
            "enrolled": "стажёров",
            "completed": "завершили",
            "certificates": "сертификатов",
            "expelled": "отчислено",
        },
        "geography": {"organisations": "организаций", "trainees": "участников", "remote": "из удалённых поселений"},
        "diagnostics": {
            "found": "выявлено",
            "resolved": "устранено",
            "mean_entry": "средняя на входе",
            "mean_exit": "средняя на выходе",
        },
        "satisfaction": {"answers": "ответов", "mean": "средняя оценка", "good": "оценок «4» и «5», %"},
        "indicators": {"fact": "факт"},
    }
)
"""Table → the columns that are figures, and what they are called."""


def figures_of(data: ReportData) -> tuple[Figure, ...]:
    """Every figure of a report that records stand behind, in the order of its sections."""
    cells = (
        Figure(table, column, line)
        for table, columns in COLUMN_TITLES.items()
        for line in range(1, len(getattr(data, table)) + 1)
        for column in columns
    )
    return (*(Figure(TOTALS, column) for column in TOTAL_TITLES), *cells)


def figure_title(figure: Figure, data: ReportData) -> str:
    """What a figure is called: «Посещений по спискам», «Семинар «Речь дошкольника»: участников»."""
    if figure.table == TOTALS:
        return TOTAL_TITLES[figure.column]
    return f"{line_name(figure, data)}: {COLUMN_TITLES[figure.table][figure.column]}"


def line_name(figure: Figure, data: ReportData) -> str:
    """What the line of a table is called that a figure stands in."""
    line = getattr(data, figure.table)[figure.line - 1]
    return str(next(getattr(line, name) for name in _NAMED_BY if hasattr(line, name)))


def printed_value(figure: Figure, data: ReportData) -> float | None:
    """The figure itself as the report holds it; None where there is nothing to count."""
    holder = data.totals if figure.table == TOTALS else getattr(data, figure.table)[figure.line - 1]
    return cast("float | None", getattr(holder, figure.column))


def measured(rows: Iterable[EvidenceRow]) -> float:
    """What records come to: their sum, or their mean where they carry weights; 0 where there are none."""
    known = list(rows)
    total, weight = sum(each.amount for each in known), sum(each.weight for each in known)
    return total / weight if weight else total
