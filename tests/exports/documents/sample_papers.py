"""Invented papers for the tests: plans, journals, a sheet and minutes; small by default, as long as one asks."""

from datetime import date, timedelta

from models.rows.certificates_print import (
    BookLine,
    CertificateBook,
    CertificateCheckSheet,
    CertificatePage,
    CertificatePaper,
    KeyLine,
)
from models.rows.codes import (
    Category,
    CertificateState,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
    ConsultationKind,
    Education,
    Mode,
    PersonalDataAction,
    PlanItemStatus,
    SubmissionState,
)
from models.rows.documents_print import DocumentRegisterPaper, RegisterEntry
from models.rows.exchange_print import ExchangeJournalPaper, JournalEntry
from models.rows.feedback import Answer, BlankQuestion, FeedbackForm, FeedbackPaper, FeedbackWords
from models.rows.intake_print import IntakePaper
from models.rows.journals_print import (
    AttendanceJournal,
    ConsultationJournal,
    EventJournal,
    JournalConsultation,
    JournalDay,
    JournalEvent,
    JournalPerson,
    RegistrationSheet,
    SheetPerson,
)
from models.rows.minutes_print import Minutes, MinutesDecision, MinutesQuestion
from models.rows.orders_print import OrderedPerson, OrderPaper
from models.rows.people import PeopleSort
from models.rows.people_print import PeoplePaper, PrintedPerson
from models.rows.person_print import (
    CardCertificate,
    PersonPaper,
    PrintedConsent,
    PrintedDeficit,
    PrintedPlace,
    PrintedRequirement,
    PrintedTask,
    PrintedVisit,
)
from models.rows.personal_acts import ActEvent, ActItem, ActMember, DestructionAct
from models.rows.personal_data import ConsentSheet, KeptDataPaper, KeptValue, RegisterLine, RegisterPaper
from models.rows.plan_print import (
    PlanHead,
    PlanHistoryPaper,
    PlanPaper,
    PlanPaperLine,
    PlanStep,
    RoadmapPaper,
    RoadmapPaperLine,
)
from models.rows.questionnaire import QUESTIONS
from models.rows.recovery_sheet import RecoveryRow, RecoverySheet
from models.rows.requirements_print import RequirementSheet, SheetGap, SheetRequirement, SheetTrainee
from models.rules.attendance_signs import LEGEND
from models.rules.feedback import feedback_results, nps_told
from models.rules.recovery import RecoveryKey, recovery_rows
from models.rules.requirement_list import SHORT_TITLES, TITLES
from models.rules.sheet_code import sheet_code, sheet_qr
from tests.exports.documents.sample_report import believable_report

_REPORT = believable_report()
PASSPORT, SIGNATURES = _REPORT.passport, _REPORT.signatures
LONG = "Педагогическое сопровождение индивидуального образовательного маршрута " * 12
START = date(2026, 1, 12)
SECTIONS = ("1. Организационно-управленческая деятельность", "4. Реализация программ стажировки", "6. Мониторинг")


def head(**said: object) -> PlanHead:
    draft = {
        "title": "План квартала",
        "term_title": "на I квартал 2026 года",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 3, 31),
        "state": "",
        "council": "Обсуждён на заседании совета площадки, протокол № 3 от 23.12.2025",
        "amended": "",
        "goal": "Помочь педагогам строить маршрут ребёнка",
        "tasks": "Провести шесть семинаров.\nСобрать банк разработок.",
    }
    return PlanHead(**(draft | said))  # pyright: ignore[reportArgumentType] - test words


def plan(count: int = 7, *, title: str = "Семинар", **said: object) -> PlanPaper:
    lines = tuple(
        PlanPaperLine(
            section=SECTIONS[min(number * len(SECTIONS) // max(count, 1), len(SECTIONS) - 1)],
            number=f"1.{number + 1}",
            title=f"{title} {number + 1}",
            format="семинар",
            term="09–13.03.2026",
            place="очно, музыкальный зал",
            audience="воспитатели",
            planned_count=25,
            responsible="Вымышленная Т. П.",
            result="Методические рекомендации",
            status=PlanItemStatus.PLANNED,
            mark="" if number % 2 else "выполнено 12.03.2026, 24\u00a0чел.",
            participants=24,
        )
        for number in range(count)
    )
    return PlanPaper(passport=PASSPORT, signatures=SIGNATURES, plan=head(**said), lines=lines)


def roadmap(count: int = 5) -> RoadmapPaper:
    lines = tuple(
        RoadmapPaperLine(
            no=number,
            task="Поддержка при аттестации",
            title=f"Вебинар {number}",
            indicator="Веб-продукты, шт.",
            planned_value=5.5,
            fact=2.0,
            term="12.01 – 20.03.2026",
            responsible="Вымышленная Т. П.",
            result="Запись вебинара",
            status=PlanItemStatus.PLANNED,
        )
        for number in range(1, count + 1)
    )
    return RoadmapPaper(heading="Дорожная карта", passport=PASSPORT, signatures=SIGNATURES, plan=head(), lines=lines)


def history(count: int = 4) -> PlanHistoryPaper:
    steps = tuple(
        PlanStep(
            no=number,
            on=START + timedelta(days=number),
            actor="Вымышленная Т. П.",
            what=f"Пункт плана изменён\nпункт «Семинар {number}» изменён",
            was="участников: 14",
            now="участников: 21",
            reason="Заявок больше, чем ждали",
        )
        for number in range(1, count + 1)
    )
    return PlanHistoryPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        plan=head(amended="С изменениями от 13.01.2026"),
        printed_on=date(2026, 4, 2),
        steps=steps,
    )


def event_journal(count: int = 6, *, title: str = "Тема") -> EventJournal:
    events = tuple(
        JournalEvent(
            no=number,
            held_on=START + timedelta(days=number),
            title=f"{title} {number}",
            format="семинар-практикум",
            mode=Mode.REMOTE if number % 2 else Mode.IN_PERSON,
            place="методический кабинет",
            leader="Вымышленная Т. П., Придуманный А. Б.",
            participants=10 + number % 9,
            guests=number % 4,
            organisations=number % 7,
            minutes=45 + 15 * (number % 4),
            plan_item="1.2" if number % 3 else "вне плана",
            outcome="Памятка",
        )
        for number in range(1, count + 1)
    )
    return EventJournal(passport=PASSPORT, signatures=SIGNATURES, period_title="I квартал 2026 года", events=events)


def attendance_journal(people: int = 5, days: int = 8) -> AttendanceJournal:
    signs = [[("+", "д", "н", "у", "")[(no * 3 + day * 7) % 5] for day in range(days)] for no in range(people)]
    across = tuple(
        JournalDay(
            no=day + 1,
            held_on=START + timedelta(days=day),
            title=f"Занятие {day + 1}",
            format="семинар",
            mode=Mode.MIXED,
            leader="Вымышленная Т. П.",
            minutes=90,
            present=sum(own[day] == "+" for own in signs),
            remote=sum(own[day] == "д" for own in signs),
            absent=sum(own[day] == "н" for own in signs),
            excused=sum(own[day] == "у" for own in signs),
            made_up=0,
        )
        for day in range(days)
    )
    down = tuple(
        JournalPerson(
            no=no + 1,
            name=f"Тестовая{no + 1} Мария Ивановна",
            organization="МБДОУ «Детский сад № 3»",
            signs=tuple(own),
            present=own.count("+"),
            remote=own.count("д"),
            absent=own.count("н"),
            excused=own.count("у"),
            made_up=0,
            minutes=90 * (own.count("+") + own.count("д")),
        )
        for no, own in enumerate(signs)
    )
    return AttendanceJournal(
        passport=PASSPORT,
        signatures=SIGNATURES,
        stream="Поток 2",
        programme="Игра и речь",
        hours=72,
        starts_on=START,
        ends_on=date(2026, 5, 29),
        tutor="Т.П. Вымышленная",
        legend=LEGEND,
        people=down,
        days=across,
    )


def consultation_journal(count: int = 5) -> ConsultationJournal:
    lines = tuple(
        JournalConsultation(
            no=number,
            held_on=START + timedelta(days=number),
            kind=ConsultationKind.GROUP if number % 2 else ConsultationKind.INDIVIDUAL,
            mode=Mode.IN_PERSON,
            people="Тестовая М. И., Детский сад № 3\nещё 2\u00a0чел."
            if number % 2
            else "Тестовая М. И., Детский сад № 3",
            advised=3 if number % 2 else 1,
            topic=f"Вопрос {number}",
            advice="",
            consultant="Вымышленная Т. П.",
            minutes=30,
        )
        for number in range(1, count + 1)
    )
    return ConsultationJournal(
        passport=PASSPORT, signatures=SIGNATURES, period_title="I квартал 2026 года", consultations=lines
    )


def registration_sheet(count: int = 4, *, guest_lines: int = 6, event_id: int = 417) -> RegistrationSheet:
    named = [
        SheetPerson(
            no=number,
            name=f"Тестовая{number} Мария Ивановна",
            position="воспитатель",
            organization="МБДОУ «Детский сад № 3», Артёмовский ГО",
            phone="+7 (900) 000-00-00",
            email="maria@example.ru",
        )
        for number in range(1, count + 1)
    ]
    return RegistrationSheet(
        passport=PASSPORT,
        signatures=SIGNATURES,
        title="Среда, которая учит",
        format="семинар",
        mode=Mode.IN_PERSON,
        held_on=date(2026, 3, 12),
        starts_at="10:00",
        place="музыкальный зал",
        minutes=90,
        leader="Т.П. Вымышленная",
        code=sheet_code(event_id),
        scanned=sheet_qr(PASSPORT.site_code, event_id),
        people=(*named, *(SheetPerson(no=count + number) for number in range(1, guest_lines + 1))),
    )


def minutes(count: int = 2, *, secretary: str = "А.Б. Придуманный") -> Minutes:
    questions = tuple(
        MinutesQuestion(
            no=number,
            question=f"О вопросе {number}",
            speaker="Вымышленная Т. П., методист",
            heard="Рассказала о ходе дел.\nПоказала таблицу.",
            discussed="Предложили уточнить сроки." if number % 2 else "",
            decisions=(
                MinutesDecision(f"{number}.1", "Принять к сведению", "", None),
                MinutesDecision(f"{number}.2", "Провести вебинар.", "Придуманный А. Б.", date(2026, 4, 17)),
            ),
        )
        for number in range(1, count + 1)
    )
    return Minutes(
        passport=PASSPORT,
        signatures=SIGNATURES,
        number="4",
        body="заседания совета стажировочной площадки",
        held_on=date(2026, 3, 27),
        place="методический кабинет",
        chair="Т.П. Вымышленная",
        secretary=secretary,
        attended="Т.П. Вымышленная, методист; А.Б. Придуманный, воспитатель",
        attended_count=2,
        guests="",
        questions=questions,
    )


def enrollment_order(count: int = 3, *, basis: str = "Заявления стажёров") -> OrderPaper:
    people = tuple(
        OrderedPerson(
            number,
            f"Вымышленная{number} Тамара Петровна",
            "воспитатель",
            "Детский сад № 3, Артёмовский ГО",
            date(2026, 1, 12),
        )
        for number in range(1, count + 1)
    )
    return OrderPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        number="7",
        dated_on=date(2026, 1, 12),
        subject="о зачислении стажёров",
        told="Зачислить на стажировку по программе «Речь в игре» (12 часов), поток «Поток 1», следующих стажёров:",
        basis=basis,
        tutor="А.Б. Придуманный",
        people=people,
    )


def consent(*, person: str = "Вымышленная Тамара Петровна", until: str = "до 31.12.2027") -> ConsentSheet:
    return ConsentSheet(
        passport=PASSPORT,
        signatures=SIGNATURES,
        person=person,
        place="воспитатель, Детский сад № 3",
        restricted="; СНИЛС, дата рождения",
        until=until,
        signed_by="Т.П. Вымышленная",
    )


def register_lines(count: int) -> tuple[RegisterLine, ...]:
    return tuple(
        RegisterLine(
            number,
            "12.01.2026 10:15",
            PersonalDataAction.RESTRICTED_WRITTEN,
            f"С-{number:05d}",
            "Вымышленная Т. П.",
            "СНИЛС; сведения для ФИС ФРДО; согласие от 12.01.2026",
        )
        for number in range(1, count + 1)
    )


def register(count: int = 4) -> RegisterPaper:
    return RegisterPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        starts_on=START,
        ends_on=date(2026, 3, 31),
        printed_on=date(2026, 4, 2),
        lines=register_lines(count),
    )


def kept_data(count: int = 6) -> KeptDataPaper:
    return KeptDataPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        person="Вымышленная Тамара Петровна",
        code="С-00001",
        printed_on=date(2026, 4, 2),
        values=tuple(
            KeptValue("Карточка" if number < 4 else "Посещение", f"Занятие {number}: отметка", "присутствовал")
            for number in range(1, count + 1)
        ),
        lines=register_lines(count),
    )


def destruction_act(count: int = 4) -> DestructionAct:
    numbers = range(1, count + 1)
    return DestructionAct(
        passport=PASSPORT,
        signatures=SIGNATURES,
        number="3",
        dated_on=date(2026, 4, 2),
        deed="об уничтожении",
        done="уничтожены",
        subject_code="С-00017",
        basis="заявление субъекта от 01.04.2026",
        system="программа «Маршрут», файл данных на компьютере площадки",
        method="стирание записей с заменой имени кодом, перезапись файла данных",
        keep_until=date(2029, 4, 2),
        items=tuple(ActItem(no, f"категория {no}", 1, "уничтожено") for no in numbers),
        members=tuple(ActMember(no, f"Вымышленная{no} Тамара Петровна") for no in range(1, 4)),
        events=tuple(ActEvent(no, "02.04.2026, 10:15", "уничтожено", f"категория {no}", 1) for no in numbers),
    )


def people(count: int = 6, *, columns: tuple[str, ...] = tuple(PeopleSort), is_grouped: bool = False) -> PeoplePaper:
    return PeoplePaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        printed_on=date(2026, 3, 13),
        columns=columns,
        is_grouped=is_grouped,
        left_out=2,
        lines=tuple(
            PrintedPerson(
                number=no,
                name=f"Вымышленная{no} Тамара Петровна",
                position="воспитатель",
                organization=f"Детский сад № {no // 3}",
                municipality="Артёмовский городской округ",
                stream="Поток 1",
                phone="+7 (914) 000-00-00",
                email="t@example.ru",
                status="обучается",
                category=None,
                experience=no,
                consent=date(2026, 1, 12),
                group=f"Детский сад № {no // 3}",
            )
            for no in range(1, count + 1)
        ),
    )


def person_card(count: int = 3, *, title: str = "Игра как диагностика", **said: object) -> PersonPaper:
    numbers = range(1, count + 1)
    draft = {
        "passport": PASSPORT,
        "signatures": SIGNATURES,
        "printed_on": date(2026, 3, 13),
        "person": "Вымышленная Тамара Петровна",
        "code": "С-00017",
        "position": "воспитатель",
        "workplace": "Детский сад № 3, с. Кокшаровка, Чугуевский муниципальный округ",
        "category": "первая, до 01.09.2028",
        "education": Education.HIGHER,
        "experience": "12 лет",
        "person_phone": "+7 (914) 000-00-00",
        "person_email": "t@example.ru",
        "withheld": "",
        "stream": "«Поток 1»",
        "tutor": "Придуманная А. Б.",
        "progress": "осталось одно требование",
        "places": tuple(PrintedPlace(f"Поток {no}. Речь", START, None, "обучается", "приказ № 7") for no in numbers),
        "requirements": tuple(
            PrintedRequirement(f"{letter}) {title}", "выполнено", "2 занятия из 2", "Нужна отработка")
            for letter in "абвгд"[: count and 5]
        ),
        "visits": tuple(
            PrintedVisit(START + timedelta(days=no), title, "семинар", "присутствовал", 90) for no in numbers
        ),
        "deficits": tuple(
            PrintedDeficit(title, 1, None, "Картотека игр\nсрок 16.03.2026", "в работе") for _ in numbers
        ),
        "tasks": tuple(PrintedTask(title, "по выбору", START, None, SubmissionState.MISSING) for _ in numbers),
        "certificates": tuple(
            CardCertificate(str(no), START, 72, "Поток 1", CertificateState.ISSUED, None) for no in numbers
        ),
        "consents": tuple(
            PrintedConsent(ConsentPurpose.PROCESSING, START, None, ConsentForm.PAPER, ConsentState.IN_FORCE)
            for _ in numbers
        ),
    }
    return PersonPaper(**(draft | said))  # pyright: ignore[reportArgumentType] - test words


def intake_form() -> IntakePaper:
    return IntakePaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        positions=("воспитатель", "старший воспитатель", "=мастер игры"),
        municipalities=("Артёмовский городской округ", "Чугуевский муниципальный округ"),
        categories=tuple(category.label for category in Category),
        educations=tuple(education.label for education in Education),
    )


def certificate_page(number: int = 7, **said: object) -> CertificatePage:
    draft = {
        "number": f"{number}/2026",
        "file_number": f"2026-{number:04}",
        "issue_date": date(2026, 5, 20),
        "name": "Жемчужниковой-Щукиной Эсфири Аполлинариевне",
        "position": "старший воспитатель",
        "organization": "МБДОУ «Детский сад № 12», Артёмовский городской округ",
        "program": "«Развитие инженерного мышления детей дошкольного возраста средствами конструирования»",
        "hours": 36,
        "hours_words": "тридцати шести",
        "hours_unit": "академических часов",
        "starts_on": START,
        "ends_on": date(2026, 5, 20),
        "city": "Артём",
        "site": "МБДОУ «Детский сад № 7 „Маяк“»",
        "coordinator": "ГАУ ДПО «Приморский краевой институт развития образования»",
        "duplicate_of": "",
        "first_position": "Заведующий, руководитель стажировочной площадки",
        "first_name": "М.П. Вымышленная",
        "second_position": "Научный консультант",
        "second_name": "О.В. Придуманная",
        "code": f"MARSHRUT1:{'A' * 520}.",
    }
    return CertificatePage(**(draft | said))  # pyright: ignore[reportArgumentType] - test words


def certificates(count: int = 2, *, emblem: bytes | None = None, **said: object) -> CertificatePaper:
    pages = tuple(certificate_page(number, **said) for number in range(1, count + 1))
    return CertificatePaper(passport=PASSPORT, pages=pages, emblem=emblem)


def certificate_book(count: int = 3) -> CertificateBook:
    lines = tuple(
        BookLine(
            number=f"{number}/2026",
            name="Вымышленная Мария Петровна",
            place="воспитатель, Детский сад № 12",
            kind="сертификат",
            program="Сопровождение маршрута",
            hours=36,
            period="12.01.2026 – 20.05.2026",
            basis="Приказ № 7",
            issue_date=date(2026, 5, 20),
            handed="вручён 21.05.2026",
            issuer="М.П. Придуманная",
            note="",
        )
        for number in range(1, count + 1)
    )
    return CertificateBook(passport=PASSPORT, signatures=SIGNATURES, year="2026", lines=lines)


def feedback(count: int = 18) -> FeedbackPaper:
    answers = [Answer(at, *((at * step) % 3 + 3 for step in range(1, 9)), at % 11, None, None) for at in range(count)]
    results = feedback_results(answers)
    return FeedbackPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        program="«Развитие инженерного мышления детей дошкольного возраста средствами конструирования»",
        stream="Поток 2, весна 2026",
        held_on=date(2026, 3, 20),
        enrolled=25,
        responses=results.responses,
        response_share=100 * results.responses / 25,
        mean=results.mean,
        good=results.good,
        nps=results.nps,
        nps_told=nps_told(results),
        questions=results.questions,
        words=(
            FeedbackWords("Что было самым полезным", "Мастер-классы: сразу пробуешь руками и уносишь готовое занятие"),
            FeedbackWords("Что было самым полезным", "Разбор видео"),
            FeedbackWords("Что изменить или добавить", "Больше времени на вопросы"),
        ),
    )


def feedback_form() -> FeedbackForm:
    return FeedbackForm(
        passport=PASSPORT,
        program="«Развитие инженерного мышления детей дошкольного возраста средствами конструирования»",
        stream="Поток 2, весна 2026",
        questions=tuple(BlankQuestion(no, question) for no, question in enumerate(QUESTIONS.values(), start=1)),
    )


def certificate_check() -> CertificateCheckSheet:
    return CertificateCheckSheet(passport=PASSPORT, keys=(KeyLine(f"RW{'A' * 54}", "с 12.01.2026"),))


def requirement_sheet() -> RequirementSheet:
    return RequirementSheet(
        passport=PASSPORT,
        signatures=SIGNATURES,
        stream="Поток 1",
        program="Игра и речь",
        tutor="А.Б. Придуманный",
        told="Все требования выполнены: 1 из 2 стажёров.",
        legend="+ выполнено",
        printed_on=date(2026, 3, 2),
        people=(
            SheetTrainee(1, "Вымышленная Тамара Петровна", ("+", "+", "Р", "+", "+"), 5),
            SheetTrainee(2, "Придуманная Анна Сергеевна", ("–", "", "+", "!", ""), 1),
        ),
        requirements=tuple(SheetRequirement(f"{key.label}) {SHORT_TITLES[key]}", TITLES[key], 1) for key in TITLES),
        gaps=(
            SheetGap(
                1,
                "Придуманная Анна Сергеевна",
                "б) Семинары",
                "ещё можно выполнить",
                "Ещё 1 семинар: ближайший 14 апреля, «Игра и речь»",
            ),
        ),
    )


def document_register(count: int = 2, *, title: str = "Договор о сотрудничестве с ИРО") -> DocumentRegisterPaper:
    return DocumentRegisterPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        printed_on=date(2026, 3, 2),
        chosen="комплект площадки",
        lines=tuple(
            RegisterEntry(
                no,
                "Комплект, № 9",
                "41-СП",
                date(2025, 9, 1),
                title,
                "площадка и ПК ИРО",
                date(2026, 8, 31),
                "действует",
                "1 файл; SHA-256 0123456789ab…",
            )
            for no in range(1, count + 1)
        ),
    )


def exchange_journal(
    count: int = 2, *, answer: str = "принят 03.03.2026 10:20; квитанция: файл"
) -> ExchangeJournalPaper:
    return ExchangeJournalPaper(
        passport=PASSPORT,
        signatures=SIGNATURES,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 3, 31),
        printed_on=date(2026, 3, 2),
        lines=tuple(
            JournalEntry(
                no,
                "02.03.2026 14:05",
                "vymyslennaya-41_2026-Q1_quarterly-report_001",
                "отчёт: цифры и тексты, I квартал 2026 года, 14 КБ",
                "12 мероприятий, 47 стажёров без имён, 380 отметок посещения, 3 файла",
                "сеть, priem.example.ru",
                "за 9 мин, с 3-й попытки",
                answer,
            )
            for no in range(1, count + 1)
        ),
    )


def recovery_sheet() -> RecoverySheet:
    rows = recovery_rows(RecoveryKey(bytes(8), bytes(range(32))))
    return RecoverySheet(
        passport=PASSPORT,
        key="0" * 16,
        made_on=date(2026, 1, 12),
        printed_on=date(2026, 3, 2),
        rows=tuple(RecoveryRow(*row.split(" ", 1)) for row in rows),
        scanned=" ".join(rows),
        code="0" * 16,
        site_fingerprint="48213 00917 55121 90034 11827 40916",
        institute="ПК ИРО",
        institute_fingerprint="10482 77310 20956 88141 30067 15529",
    )


PAPERS = {
    "plan": plan,
    "roadmap": roadmap,
    "plan-history": history,
    "event-journal": event_journal,
    "attendance-journal": attendance_journal,
    "consultation-journal": consultation_journal,
    "registration-sheet": registration_sheet,
    "registration-sheet-contacts": registration_sheet,
    "minutes": minutes,
    "enrollment-order": enrollment_order,
    "consent-processing": consent,
    "consent-publication": consent,
    "consent-frdo": consent,
    "kept-data": kept_data,
    "personal-data-register": register,
    "document-register": document_register,
    "exchange-journal": exchange_journal,
    "recovery-sheet": recovery_sheet,
    "destruction-act": destruction_act,
    "person-card": person_card,
    "certificate": certificates,
    "certificate-book": certificate_book,
    "certificate-check": certificate_check,
    "requirement-sheet": requirement_sheet,
    "feedback": feedback,
    "feedback-form": feedback_form,
}
"""Paper → one as small as it is met; the report, lists and blanks have samples of their own."""
