"""Figures of one report that must agree with each other: a total with the table that it sums up."""

from collections.abc import Iterator

from models.rows.report import ReportData


def sums_that_differ(data: ReportData) -> tuple[tuple[str, str], ...]:
    """Each total that its table does not come to: what is summed up, and by how they differ, in words."""
    return tuple(
        (title, f"всего {total}, а по таблице {summed}") for title, total, summed in _pairs(data) if total != summed
    )


def _pairs(data: ReportData) -> Iterator[tuple[str, int, int]]:
    totals = data.totals
    events = (*data.events, *data.unplanned_events)
    yield "Пункты плана", totals.planned, len(data.plan_items)
    states = totals.done + totals.moved + totals.cancelled + totals.open_items
    yield "Пункты плана по состояниям", totals.planned, states
    yield "Пункты плана по месяцам", totals.planned, sum(row.planned for row in data.plan_months)
    yield "Мероприятия", totals.events, len(events)
    yield "Мероприятия по форматам", totals.events, sum(row.events for row in data.formats)
    yield "Мероприятия по месяцам", totals.events, sum(row.events for row in data.event_months)
    yield "Участники мероприятий", totals.visits + totals.guests, sum(row.participants for row in events)
    yield "Участники по форматам", totals.visits + totals.guests, sum(row.participants for row in data.formats)
    yield "Участники по месяцам", totals.visits + totals.guests, sum(row.participants for row in data.event_months)
    yield "Минуты мероприятий", totals.minutes, sum(row.minutes for row in events)
    yield "Потоки", totals.streams, len(data.programmes)
    yield "Зачисленные", totals.enrolled, sum(row.enrolled for row in data.programmes)
    yield "Завершившие", totals.completed, sum(row.completed for row in data.programmes)
    yield "Сертификаты", totals.certificates, sum(row.certificates for row in data.programmes)
    yield "Люди по муниципалитетам", totals.unique_people, sum(row.trainees for row in data.geography)
    yield "Организации по муниципалитетам", totals.organisations, sum(row.organisations for row in data.geography)
    yield "Продукты", totals.products, len(data.products)
