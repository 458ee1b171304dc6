"""Invented reports for the tests: a believable quarter, and one that goes to every extreme."""

from dataclasses import replace
from datetime import date, timedelta

from models.rows.codes import PlanItemStatus
from models.rows.report import (
    DiagnosticRow,
    DisseminationRow,
    EventRow,
    FormatRow,
    GeographyRow,
    IndicatorRow,
    PlanItemRow,
    ProductRow,
    ProgrammeRow,
    ReportData,
    ReportSignatures,
    ReportTotals,
    SatisfactionRow,
    SitePassport,
)
from models.rules.periods import parse_period
from models.rules.report_months import event_months, plan_months

_TOPICS = (
    ("Вебинар «ФОП ДО: первый год работы»", "вебинар", "дистанционно", 90),
    ("Семинар «Среда, которая учит»", "семинар", "очно", 180),
    ("Мастер-класс «Утренний круг»", "мастер-класс", "очно", 60),
    ("Круглый стол молодых педагогов", "круглый стол", "смешанно", 135),
    ("Консультация по итоговым работам", "консультация (групповая, индивидуальная)", "дистанционно", 45),
    ("Открытое занятие в старшей группе", "открытый урок (занятие)", "очно", 30),
    ("Практическое занятие «Наблюдение за игрой»", "практическое занятие", "очно", 90),
    ("Проектировочная сессия «Маршрут стажёра»", "проектировочная сессия", "смешанно", 200),
)


def believable_report() -> ReportData:
    """A quarter of an invented site."""
    start = date(2026, 1, 12)
    items: list[PlanItemRow] = []
    events: list[EventRow] = []
    for number in range(1, 25):
        title, form, mode, minutes = _TOPICS[number % len(_TOPICS)]
        due = start + timedelta(days=3 * number)
        moved, cancelled, late = number == 7, number == 15, number in {4, 19}
        held = not (moved or cancelled) and number < 23
        done_on = due + timedelta(days=8 if late else 0) if held else None
        people = 12 + number % 9
        items.append(
            PlanItemRow(
                no=number,
                title=f"{title}, встреча {1 + number // 8}",
                format=form,
                due=due,
                done_on=done_on,
                participants_planned=15,
                participants_actual=people if held else None,
                result="Методические рекомендации размещены на странице площадки" if held else "",
                reason="карантин в группе" if late else "перенесено на апрель" if moved else "",
                status="выполнено" if held else "перенесено" if moved else "запланировано",
                section="Реализация программ стажировки",
            )
        )
        if done_on:
            events.append(
                EventRow(
                    no=len(events) + 1,
                    date=done_on,
                    title=title,
                    format=form,
                    mode=mode,
                    participants=people,
                    guests=number % 3,
                    organisations=5 + number % 4,
                    municipalities=3 + number % 3,
                    minutes=minutes,
                    materials="https://ds41.example.ru/materialy/2026" if number % 4 == 0 else "презентация",
                )
            )
    unplanned = (
        EventRow(
            1, date(2026, 2, 19), "Встреча с родителями стажёров-наставников", "дискуссия", "очно", 14, 14, 0, 0, 60
        ),
        EventRow(2, date(2026, 3, 3), "Экскурсия в лекотеку", "экскурсия", "очно", 9, 0, 4, 2, 100, "фотоотчёт"),
    )
    every = (*events, *unplanned)
    coded = [
        item._replace(status=PlanItemStatus.DONE if item.done_on is not None else PlanItemStatus.PLANNED)
        for item in items
    ]
    names = sorted({event.format for event in every})
    formats = sorted(
        (
            FormatRow(
                name,
                sum(event.format == name for event in every),
                sum(event.participants for event in every if event.format == name),
                sum(event.minutes for event in every if event.format == name),
            )
            for name in names
        ),
        key=lambda row: (-row.events, row.format),
    )
    geography = (
        GeographyRow("Чугуевский муниципальный округ", "05555000", 5, 19, 12),
        GeographyRow("Арсеньевский городской округ", "05703000", 4, 16, 0),
        GeographyRow("Анучинский муниципальный округ", "05502000", 3, 11, 11),
        GeographyRow("Яковлевский муниципальный округ", "05559000", 3, 9, 6),
        GeographyRow("Дальнегорский муниципальный округ", "05505000", 2, 5, 1),
    )
    return ReportData(
        period_code="2026-Q1",
        period_title="I квартал 2026 года",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 3, 31),
        kind_title="Квартальный отчёт",
        passport=SitePassport(
            site_code="ПК-17",
            full_name="Муниципальное бюджетное дошкольное образовательное учреждение «Детский сад № 41 «Кедровка»",
            short_name="МБДОУ «Детский сад № 41 «Кедровка»",
            theme="Развитие игровой деятельности дошкольников в условиях введения ФОП ДО",
            municipality="Чугуевский муниципальный округ",
            base_kind="одна ОО",
            inn="2536178800",
            ogrn="1022500000000",
            address="692600, Приморский край, с. Чугуевка, ул. Кедровая, д. 5",
            phone="+7 (423) 000-00-41",
            email="ds41@example.ru",
            url="https://ds41.example.ru",
            status_order="№ 23-а от 12.01.2026",
            status_valid_until=date(2028, 12, 31),
            contract="№ 7 от 15.01.2026",
            coordinator="ГАУ ДПО «Приморский краевой институт развития образования»",
            head_name="М.П. Вымышленная",
        ),
        signatures=ReportSignatures(
            approver_position="Заведующий МБДОУ «Детский сад № 41 «Кедровка»",
            approver_name="А.Б. Придуманный",
            approved_on=date(2026, 4, 6),
            agreed_position="Проректор ГАУ ДПО ПК ИРО",
            agreed_name="В.Г. Небывалова",
            author_name="М.П. Вымышленная",
        ),
        totals=ReportTotals(
            planned=len(items),
            done=sum(item.done_on is not None for item in items),
            late=2,
            moved=1,
            cancelled=1,
            open_items=2,
            events=len(every),
            unplanned_events=len(unplanned),
            minutes=sum(event.minutes for event in every),
            visits=sum(event.participants - event.guests for event in every),
            guests=sum(event.guests for event in every),
            unique_people=60,
            organisations=17,
            municipalities=5,
            remote_people=30,
            streams=3,
            enrolled=60,
            completed=38,
            expelled=2,
            certificates=36,
            deficits_found=64,
            deficits_resolved=41,
            routes=58,
            products=3,
            dissemination=2,
            survey_responses=47,
            satisfaction=4.6234,
            nps=61,
        ),
        plan_items=tuple(items),
        events=tuple(events),
        unplanned_events=unplanned,
        plan_months=plan_months(parse_period("2026-Q1"), coded),
        event_months=event_months(every),
        formats=tuple(formats),
        programmes=(
            ProgrammeRow(
                "Игра как ведущая деятельность: проектирование и сопровождение",
                12,
                "Поток 1",
                date(2026, 1, 19),
                date(2026, 2, 27),
                20,
                19,
                18,
                1,
            ),
            ProgrammeRow(
                "Игра как ведущая деятельность: проектирование и сопровождение",
                12,
                "Поток 2",
                date(2026, 2, 2),
                date(2026, 3, 20),
                20,
                19,
                18,
                1,
            ),
            ProgrammeRow(
                "Среда, которая учит",
                36,
                "Поток 1",
                date(2026, 2, 16),
                date(2026, 5, 29),
                20,
                0,
                0,
                0,
            ),
        ),
        geography=geography,
        diagnostics=(
            DiagnosticRow(
                "Методическая", "Проектирование развивающей предметно-пространственной среды", 24, 17, 1.25, 2.333
            ),
            DiagnosticRow("Методическая", "Сопровождение сюжетно-ролевой игры", 22, 15, 1.4, 2.5),
            DiagnosticRow("Психолого-педагогическая", "Педагогическое наблюдение", 18, 9, 1.125, None),
        ),
        products=(
            ProductRow(
                1,
                "Сто шагов в лес: сборник прогулок",
                "сборник материалов",
                date(2026, 2, 20),
                "опубликован",
                "https://ds41.example.ru/produkty/sto-shagov-v-les-sbornik-progulok-dlya-starshih-grupp",
            ),
            ProductRow(2, "Дневник стажёра", "дневник стажёра", date(2026, 3, 2), "готов", "методический кабинет"),
            ProductRow(3, "Утренний круг", "разработка урока (занятия) с ИКТ", date(2026, 3, 27), "опубликован", ""),
        ),
        dissemination=(
            DisseminationRow(
                1,
                date(2026, 2, 11),
                "Краевой форум дошкольного образования",
                "выступление",
                "региональный",
                "Площадка как среда роста педагога",
                "тезисы",
                "https://forum.example.ru/2026",
            ),
            DisseminationRow(
                2,
                date(2026, 3, 18),
                "Методическое объединение округа",
                "мастер-класс",
                "муниципальный",
                "Утренний круг без спешки",
                "",
                "",
            ),
        ),
        satisfaction=(
            SatisfactionRow(1, "Актуальность содержания", 47, 4.8),
            SatisfactionRow(2, "Практическая значимость", 47, 4.66),
            SatisfactionRow(3, "Доступность дистанционной части", 45, 4.0),
        ),
        indicators=(
            IndicatorRow(
                1, "Веб-продукты: сайты, страницы, медиаматериалы, вебинары, круглые столы, семинары", "шт.", 5, 7
            ),
            IndicatorRow(2, "Локальные акты", "шт.", 4, 3),
            IndicatorRow(3, "Доля педагогов с высшей категорией", "%", 32.5, 33.75),
            IndicatorRow(4, "Аналитическая записка", "шт.", None, 1),
        ),
        texts={
            "goal": "Помочь педагогам дошкольных организаций округа освоить приёмы сопровождения игры и перенести их в "
            "работу своих групп.",
            "tasks": "Провести два потока стажировки по программе на 12 часов.\n"
            "Открыть поток по программе на 36 часов.\n"
            "Подготовить сборник материалов и разместить его в открытом доступе.",
            "plan": "Два пункта выполнены позже срока из-за карантина в группах; один перенесён на апрель по просьбе "
            "дошкольных организаций отдалённых сёл, где в марте не было устойчивой связи.",
            "difficulties": "В трёх сёлах связь позволяет только слушать: практическую часть для них повторили очно.",
            "next_tasks": "Завершить поток программы «Среда, которая учит».\nПодготовить итоговую конференцию.",
            "appendices": "1. Листы регистрации участников, 24 л.\n2. Сборник «Сто шагов в лес», 1 экз.",
        },
    )


def empty_report() -> ReportData:
    """A site that has just begun: a passport and nothing else."""
    full = believable_report()
    return ReportData(
        period_code=full.period_code,
        period_title=full.period_title,
        period_start=full.period_start,
        period_end=full.period_end,
        kind_title=full.kind_title,
        passport=SitePassport(
            site_code="без-кода-01990a",
            full_name="Детский сад № 3",
            short_name="Детский сад № 3",
            theme="",
            municipality="",
        ),
        signatures=ReportSignatures(approver_position="Заведующий"),
        totals=ReportTotals(),
    )


HOSTILE = (
    "=1+1",
    "+7",
    "-2+3",
    "@SUM(A1:A9)",
    "<b>&amp;</b> & <i>не тег",
    "=cmd|'/c calc'!A0",
    "\ufeffневидимое\u200b и\x07 звонок",
    "Методика → ✓ 漢字 🙂 и\u0306од",
    "Рентгеноэлектрокардиографического" * 6,
    "https://ds41.example.ru/" + "ochen-dlinnyj-adres/" * 12,
)


def stress_report() -> ReportData:
    """Long names, hundreds of rows, text that looks like markup or a formula, a cell longer than a page."""
    full = believable_report()
    items = tuple(
        PlanItemRow(
            no=number,
            title=HOSTILE[number % len(HOSTILE)],
            format="консультация (групповая, индивидуальная)",
            due=date(2026, 1, 1) + timedelta(days=number % 90),
            done_on=None if number % 5 else date(2026, 3, 31),
            participants_planned=number * 1000,
            participants_actual=None,
            result="Очень подробный результат. " * (260 if number == 150 else number % 7),
            reason="<br/>&nbsp;" if number % 11 == 0 else "",
            status="запланировано",
        )
        for number in range(1, 301)
    )
    return replace(
        full,
        passport=replace(full.passport, short_name="Сад <b>&</b> " + "«Кедровка» " * 20, full_name="=2+2"),
        plan_items=items,
        products=(),
        diagnostics=(),
        texts={"goal": "a < b & c > d </para>\n" * 3 + "слово" * 400, "difficulties": "  \n \n"},
    )
