"""Drafts of a report's texts: plain sentences made of its data and of the period before; nothing where it has none.

They say what the rows say and no more. The person reads them, adds her judgement and keeps what she wants.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from models.rows.report import EventRow, IndicatorRow, PlanItemRow, ReportData
from models.rules.words import amount, capitalised, counted, day_in_text, plural, quoted

_SHOWN = 5
"""As many titles stand in one sentence; the rest is counted."""

_ITEM = ("пункт", "пункта", "пунктов")
_EVENT = ("мероприятие", "мероприятия", "мероприятий")
_TRAINEE = ("стажёр", "стажёра", "стажёров")


def drafts(data: ReportData, former: ReportData | None = None) -> dict[str, str]:
    """A draft by the code of every section that the data say something of; `former` is the period of its kind before.

    A former period without a single record is no measure for this one.
    """
    before = former if former is not None and _has_work(former) else None
    made = {
        "plan": _plan(data, before),
        "events": _events(data, before),
        "programmes": _programmes(data, before),
        "geography": _geography(data, before),
        "diagnostics": _diagnostics(data),
        "products": _products(data, before),
        "dissemination": _dissemination(data),
        "satisfaction": _satisfaction(data, before),
        "indicators": _indicators(data),
        "difficulties": _difficulties(data),
        "next_tasks": _next_tasks(data),
    }
    return {code: text for code, sentences in made.items() if (text := "\n".join(filter(None, sentences)))}


def _has_work(data: ReportData) -> bool:
    return bool(data.plan_items or data.events or data.unplanned_events or data.programmes or data.products)


def _plan(data: ReportData, before: ReportData | None) -> Iterable[str]:
    totals = data.totals
    if not totals.planned:
        return
    yield (
        f"За {data.period_title} в плане {counted(totals.planned, *_ITEM)}, выполнено {totals.done}"
        f" ({_percent(totals.plan_percent)})."
    )
    if before is not None and before.totals.plan_percent is not None:
        was = before.totals
        yield (f"За прошлый период было выполнено {was.done} из {was.planned} ({_percent(was.plan_percent)}).")
    late = [row for row in data.plan_items if row.done_on and row.done_on > (row.postponed_to or row.due)]
    if totals.late and late:
        yield (
            f"Позже срока {plural(totals.late, 'выполнен', 'выполнено', 'выполнено')} {counted(totals.late, *_ITEM)}: "
            + (_listed([_late(row) for row in late]) + ".")
        )
    moved = [row for row in data.plan_items if row.status.startswith("перенесено")]
    if moved:
        yield f"Перенесено: {_listed([_moved(row) for row in moved])}."
    cancelled = [row for row in data.plan_items if row.status.startswith("отменено")]
    if cancelled:
        yield f"Отменено: {_listed([_with_reason(row) for row in cancelled])}."
    if totals.open_items:
        yield f"Не выполнено {counted(totals.open_items, *_ITEM)}."


def _events(data: ReportData, before: ReportData | None) -> Iterable[str]:
    totals = data.totals
    if not totals.events:
        return
    yield (
        f"Проведено {counted(totals.events, *_EVENT)} ({amount(round(totals.academic_hours, 1))} ак. ч), на них "
        f"{counted(totals.participants, 'посещение', 'посещения', 'посещений')}."
        + _against("мероприятий", totals.events, before, "events")
    )
    if totals.unplanned_events:
        yield (
            f"Вне плана проведено {counted(totals.unplanned_events, *_EVENT)}: "
            f"{_listed([_event(row) for row in data.unplanned_events])}."
        )
    if data.formats:
        most = ", ".join(f"{row.format.lower()} — {row.events}" for row in data.formats[:_SHOWN])
        yield f"По форматам: {most}."


def _programmes(data: ReportData, before: ReportData | None) -> Iterable[str]:
    totals = data.totals
    if not totals.streams:
        return
    yield (
        f"{plural(totals.streams, 'Работал', 'Работали', 'Работало')} "
        f"{counted(totals.streams, 'поток', 'потока', 'потоков')}, в них {counted(totals.enrolled, *_TRAINEE)}."
        + _against("стажёров", totals.enrolled, before, "enrolled")
    )
    given = counted(totals.certificates, "сертификат", "сертификата", "сертификатов")
    ended = (
        (
            totals.completed,
            plural(totals.completed, "завершил", "завершили", "завершили"),
            f"стажировку {totals.completed}",
        ),
        (totals.expelled, plural(totals.expelled, "отчислен", "отчислены", "отчислено"), str(totals.expelled)),
        (totals.certificates, plural(totals.certificates, "выдан", "выдано", "выдано"), given),
    )
    if said := ", ".join(f"{did} {what}" for number, did, what in ended if number):
        yield capitalised(said) + "."


def _geography(data: ReportData, before: ReportData | None) -> Iterable[str]:
    totals = data.totals
    if not totals.unique_people:
        return
    where = counted(totals.municipalities, "муниципалитета", "муниципалитетов", "муниципалитетов")
    yield (
        f"{plural(totals.unique_people, 'Участвовал', 'Участвовали', 'Участвовало')} "
        f"{counted(totals.unique_people, 'человек', 'человека', 'человек')} из "
        f"{counted(totals.organisations, 'организации', 'организаций', 'организаций')} и {where}."
        + _against("участников", totals.unique_people, before, "unique_people")
    )
    if totals.remote_people:
        share = 100 * totals.remote_people / totals.unique_people
        yield f"Из удалённых поселений — {totals.remote_people} ({_percent(share)})."
    new = _new_places(data, before)
    if new:
        yield f"В прошлом периоде не участвовали: {_listed(new)}."


def _diagnostics(data: ReportData) -> Iterable[str]:
    totals = data.totals
    if not totals.deficits_found:
        return
    yield (
        f"На входной диагностике {plural(totals.deficits_found, 'выявлен', 'выявлено', 'выявлено')} "
        f"{counted(totals.deficits_found, 'дефицит', 'дефицита', 'дефицитов')}, "
        f"{plural(totals.deficits_resolved, 'устранён', 'устранено', 'устранено')} {totals.deficits_resolved}."
    )
    often = sorted((row for row in data.diagnostics if row.found), key=lambda row: -row.found)[:3]
    yield "Чаще всего: " + "; ".join(f"{quoted(row.competence)} — {row.found}" for row in often) + "."
    if totals.routes:
        routes = ("индивидуальный маршрут", "индивидуальных маршрута", "индивидуальных маршрутов")
        yield f"В работе {counted(totals.routes, *routes)}."


def _products(data: ReportData, before: ReportData | None) -> Iterable[str]:
    if not data.products:
        return
    number = len(data.products)
    yield (
        f"{plural(number, 'Подготовлен', 'Подготовлено', 'Подготовлено')} "
        f"{counted(number, 'продукт', 'продукта', 'продуктов')}: "
        f"{_listed([f'{quoted(row.title)} ({row.kind.lower()})' for row in data.products])}."
        + _against("продуктов", number, before, "products")
    )


def _dissemination(data: ReportData) -> Iterable[str]:
    if data.dissemination:
        times = counted(len(data.dissemination), "раз", "раза", "раз")
        yield f"Опыт площадки представлен {times}: {_listed([quoted(row.topic) for row in data.dissemination])}."


def _satisfaction(data: ReportData, before: ReportData | None) -> Iterable[str]:
    totals = data.totals
    if totals.satisfaction is None:
        return
    sheets = counted(totals.survey_responses, "анкета", "анкеты", "анкет")
    got = plural(totals.survey_responses, "Получена", "Получено", "Получено")
    yield f"{got} {sheets}, средняя оценка {amount(round(totals.satisfaction, 2))} из 5."
    if before is not None and before.totals.satisfaction is not None:
        yield f"За прошлый период она была {amount(round(before.totals.satisfaction, 2))}."
    scored = [row for row in data.satisfaction if row.mean is not None]
    if len(scored) > 1:
        highest, lowest = max(scored, key=_mean), min(scored, key=_mean)
        if _mean(highest) > _mean(lowest):
            yield f"Выше всего оценено: {highest.question.lower()}; ниже всего: {lowest.question.lower()}."


def _indicators(data: ReportData) -> Iterable[str]:
    known = [row for row in data.indicators if row.plan is not None and row.fact is not None]
    if not known:
        return
    reached = [row for row in known if (row.fact or 0) >= (row.plan or 0)]
    yield (f"Из показателей с планом и фактом план выполнен у {len(reached)} из {len(known)}.")
    behind = [row for row in known if row not in reached]
    if behind:
        yield f"Ниже плана: {_listed([_indicator(row) for row in behind])}."
    missing = [row for row in data.indicators if row.plan is not None and row.fact is None]
    if missing:
        yield f"Значение не внесено: {_listed([quoted(row.name) for row in missing])}."


def _difficulties(data: ReportData) -> Iterable[str]:
    """Reasons that were written down, in the words they were written in."""
    told = [row for row in data.plan_items if row.reason and not row.status.startswith("запланировано")]
    if told:
        yield "Причины отклонений от плана: " + _listed([_with_reason(row) for row in told]) + "."


def _next_tasks(data: ReportData) -> Iterable[str]:
    """What was moved behind the period or is left of it."""
    ahead = [row for row in data.plan_items if row.status.startswith("перенесено") and row.postponed_to]
    later = [row for row in ahead if row.postponed_to and row.postponed_to > data.period_end]
    if later:
        yield f"Провести перенесённое: {_listed([_moved(row) for row in later])}."
    left = [row for row in data.plan_items if row.status in ("запланировано", "в работе")]
    if left:
        yield f"Завершить невыполненное: {_listed([quoted(row.title) for row in left])}."


def _against(whom: str, now: int, before: ReportData | None, column: str) -> str:
    """« Мероприятий за прошлый период было 15, стало на 3 больше.»; nothing without a period to measure by."""
    if before is None:
        return ""
    was: int = getattr(before.totals, column)
    if not was:
        return f" За прошлый период {whom} не было."
    if now == was:
        return f" Столько же {whom} было и за прошлый период."
    more = "больше" if now > was else "меньше"
    return f" {capitalised(whom)} за прошлый период было {was}, стало на {abs(now - was)} {more}."


def _late(row: PlanItemRow) -> str:
    why = f"срок {_day(row.postponed_to or row.due)}"
    held = f", проведено {_day(row.done_on)}" if row.done_on else ""
    return f"{quoted(row.title)} ({why}{held}{f'; {_inside(row.reason)}' if row.reason else ''})"


def _moved(row: PlanItemRow) -> str:
    to = f"на {_day(row.postponed_to)}" if row.postponed_to else ""
    said = "; ".join(part for part in (to, _inside(row.reason)) if part)
    return quoted(row.title) + (f" ({said})" if said else "")


def _with_reason(row: PlanItemRow) -> str:
    return quoted(row.title) + (f" ({_inside(row.reason)})" if row.reason else "")


def _event(row: EventRow) -> str:
    return f"{quoted(row.title)} ({_day(row.date)})"


def _indicator(row: IndicatorRow) -> str:
    return f"{quoted(row.name)} — {amount(round(row.fact or 0, 2))} при плане {amount(round(row.plan or 0, 2))}"


def _new_places(data: ReportData, before: ReportData | None) -> list[str]:
    if before is None or not before.geography:
        return []
    known = {row.oktmo for row in before.geography}
    return [row.municipality for row in data.geography if row.oktmo and row.oktmo not in known]


def _mean(row: object) -> float:
    return float(getattr(row, "mean", None) or 0)


def _inside(text: str) -> str:
    """A reason as it stands in brackets: on one line, without the full stop."""
    return " ".join(text.split()).rstrip(".")


def _day(day: date | None) -> str:
    return day_in_text(day) if day else ""


def _percent(value: float | None) -> str:
    return f"{round(value or 0)}\N{NO-BREAK SPACE}%"


def _listed(parts: Sequence[str]) -> str:
    """Up to `_SHOWN` of them; the rest is counted."""
    shown = "; ".join(parts[:_SHOWN])
    return shown if len(parts) <= _SHOWN else f"{shown} и ещё {len(parts) - _SHOWN}"
