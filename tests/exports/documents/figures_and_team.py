"""Invented indicators, analytics and papers of the team, small by default."""

from datetime import date, timedelta

from models.rows.analytics import AnalyticsPaper, DeficitLine, FormatLine, MunicipalityLine, QuarterLine
from models.rows.codes import Mode
from models.rows.indicators import IndicatorPaper, IndicatorPaperLine
from models.rows.team_papers import (
    AttendedTraining,
    AuthoredProduct,
    GivenConsultation,
    Talk,
    TeamWorksPaper,
    TutoredStream,
    WeekEvent,
    WeekSheet,
    WeekTerm,
)
from tests.exports.documents.sample_papers import PASSPORT, SIGNATURES

DAY = date(2026, 3, 16)


def indicators(count: int = 3) -> IndicatorPaper:
    line = IndicatorPaperLine(
        no=1,
        title="Детские сады с условиями для здоровья и безопасности, в том числе для детей с ОВЗ",
        unit="%",
        first=71.5,
        second=None,
        third=None,
        fourth=None,
        fact=71.5,
        target=75,
        percent=95.3,
        forecast=71.5,
        standing="отстаёт",
        note="I квартал 2026: По сведениям 14 садов. Письмо № 12 от 02.03.2026.",
    )
    return IndicatorPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        year_title="2026 год",
        printed_on=DAY,
        lines=tuple(line._replace(no=no) for no in range(1, count + 1)),
    )


def analytics(count: int = 2) -> AnalyticsPaper:
    quarter = QuarterLine("2026-Q1", "I квартал 2026", 11, 8, 13, 33, 193, 44, 41.0, 20, 16, 44, 0, 0, 2, 4.47)
    place = MunicipalityLine("Кавалеровский муниципальный округ", "05510000", 2, 6, 3, 35, 2)
    return AnalyticsPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        period_title="за 2025/2026 учебный год",
        printed_on=DAY,
        quarters=(quarter,) * count,
        municipalities=(place,) * count,
        formats=(FormatLine("мастер-класс", 5, 5, 0, 0, 92, 10, 14, 4.47),) * count,
        deficits=(DeficitLine("Внимание в движении", "Ведёт с детьми диалог", True, 12, 11, 3),) * count,
    )


def works(count: int = 2) -> TeamWorksPaper:
    numbers = range(1, count + 1)
    title = "Проектирование развивающей среды в разновозрастной группе"
    return TeamWorksPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        person="Образцова Анна Петровна",
        position="старший воспитатель",
        workplace="МБДОУ «Детский сад № 41»",
        period_title="с 01.09.2025 по 16.03.2026",
        printed_on=DAY,
        talks=tuple(Talk(no, DAY, title, "мастер-класс", Mode.MIXED, "ведущий", 18, 90) for no in numbers),
        streams=tuple(TutoredStream(no, title, "Поток 1", DAY, DAY, 12, 20) for no in numbers),
        products=tuple(AuthoredProduct(no, DAY, title, "сборник материалов", "краевой", "доклад") for no in numbers),
        trainings=tuple(AttendedTraining(no, DAY, title, "вебинар", 60) for no in numbers),
        consultations=tuple(GivenConsultation(no, DAY, "Как начать маршрут", 3, 30) for no in numbers),
    )


def week(count: int = 3) -> WeekSheet:
    days = [DAY + timedelta(days=number) for number in range(count)]
    return WeekSheet(
        passport=PASSPORT,
        signatures=SIGNATURES,
        days="16 марта — 22 марта 2026 года",
        printed_on=DAY,
        events=tuple(WeekEvent(day, "пн", "15:30", "Мастер-класс", "очно, зал", "Образцова А. П.", "") for day in days),
        terms=tuple(WeekTerm(day, "пн", "Пункт плана", "Подготовить сборник", "Образцова А. П.") for day in days),
    )
