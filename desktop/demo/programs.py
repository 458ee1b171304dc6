"""The site, its two internship programmes and three streams, all invented.

The first programme has the shape of the example in [S1]: three modules of 4 hours, the first of them
15 + 30 + 30 + 45 + 30 + 30 minutes in person; the words are our own.
"""

from datetime import date

from desktop.demo.shapes import Activity, Leaver, Module, Program, Site, Stream
from models.rows.codes import Mode, ProgramKind

SITE = Site(
    full_name=(
        "Муниципальное бюджетное дошкольное образовательное учреждение "
        "«Детский сад № 38 «Таёжная тропинка» с. Кленовый Ключ»"
    ),
    short_name="МБДОУ «Детский сад № 38 «Таёжная тропинка»",
    inn="2500000387",
    ogrn="1252500000389",
    oktmo8="05510000",
    locality="с. Кленовый Ключ",
    address="692400, Приморский край, Кавалеровский муниципальный округ, с. Кленовый Ключ, ул. Школьная, 4",
    phone="+74230000038",
    email="sad38@example.ru",
    url="https://sad38.example.ru",
    theme="Индивидуальный маршрут ребёнка в малом детском саду: от наблюдения к поддержке",
    goal=(
        "Научить педагогов малых и удалённых детских садов строить индивидуальный маршрут ребёнка "
        "на основе наблюдения и проверять его на практике"
    ),
    status_order_no="214-а",
    status_order_date=date(2025, 6, 18),
    status_valid_until=date(2028, 6, 30),
    contract_no="38/СП-25",
    contract_date=date(2025, 8, 25),
)

ATTENTION = Program(
    key="attention",
    title="Внимание в движении: как помочь ребёнку, которому трудно сосредоточиться",
    kind=ProgramKind.OUTSIDE_DPP,
    hours=12,
    form="очная встреча и работа с дистанционной поддержкой тьютора",
    audience="воспитатели и специалисты дошкольных групп",
    goal="Освоить приёмы, которые помогают ребёнку с дефицитом внимания включиться в общее дело группы",
    results=(
        "Стажёр называет свои профессиональные дефициты, подбирает и пробует приёмы, "
        "проводит занятие с опорой на них и разбирает его вместе с коллегами"
    ),
    deficits=(
        "не отличает усталость от нарушенного внимания; даёт слишком длинную инструкцию; "
        "не планирует движение внутри занятия; не ведёт записей о ребёнке"
    ),
    control_form="итоговая работа с взаимоэкспертизой",
    approved_by="приказ по детскому саду № 61",
    approved_on=date(2025, 9, 12),
    modules=(
        Module(
            title="Погружение в практику",
            hours=4,
            mode=Mode.IN_PERSON,
            activities=(
                Activity(
                    "Знакомство: что и когда делаем, какие материалы под рукой, за что выдаётся сертификат",
                    15,
                    "лекция",
                    "study_session",
                ),
                Activity(
                    "Общий разговор по карте «Что видит педагог — что стоит за поведением»: "
                    "сначала каждый сам, потом в тройках",
                    30,
                    "практика",
                    "discussion",
                ),
                Activity(
                    "Копилка из двадцати упражнений: показ и набросок своего сценария на чистом бланке",
                    30,
                    "практика",
                    "practical_session",
                ),
                Activity(
                    "Разбор видеозаписей мастер-классов и тренировка в заполнении карты приёмов педагога",
                    45,
                    "практика",
                    "practical_session",
                ),
                Activity(
                    "Входная диагностика: каждый стажёр заполняет свою карту дефицитов",
                    30,
                    "самостоятельная работа",
                    "practical_session",
                ),
                Activity(
                    "Личный маршрут: выбор заданий, сроков и отчётных продуктов, договорённость с тьютором",
                    30,
                    "практика",
                    "consultation",
                ),
            ),
        ),
        Module(
            title="Работа над своими дефицитами",
            hours=4,
            mode=Mode.REMOTE,
            activities=(
                Activity("Вход в общее рабочее пространство и проверка связи", 15, "практика", "chat"),
                Activity(
                    "Пять заданий подряд с самопроверкой после каждого",
                    75,
                    "самостоятельная работа",
                    "online_session",
                ),
                Activity("Консультация тьютора и обсуждение хода работы", 30, "практика", "consultation"),
                Activity("Проба двух упражнений в своей группе детей", 45, "практика", "trainee_try"),
                Activity("Карта результативности: что помогло, что нет", 15, "самостоятельная работа", "chat"),
            ),
        ),
        Module(
            title="Приём входит в ежедневную работу",
            hours=4,
            mode=Mode.REMOTE,
            activities=(
                Activity("Итоговая работа: занятие с детьми и его запись", 90, "практика", "trainee_try"),
                Activity("Самоанализ по пяти вопросам и отзыв администрации", 15, "самостоятельная работа", ""),
                Activity(
                    "Взаимоэкспертиза: каждый читает две работы и даёт советы",
                    60,
                    "практика",
                    "materials_defence",
                ),
                Activity("Итоги, обратная связь и вручение сертификатов", 15, "лекция", "presentation"),
            ),
        ),
    ),
)

ROUTE = Program(
    key="route",
    title="Маршрут ребёнка: наблюдаем, планируем, поддерживаем",
    kind=ProgramKind.OUTSIDE_DPP,
    hours=36,
    form="очно и дистанционно, с работой в своём детском саду между встречами",
    audience="воспитатели, старшие воспитатели, специалисты и руководители малых детских садов",
    goal="Выстроить в своём детском саду цикл «наблюдение — план — поддержка — вывод» для каждого ребёнка",
    results=(
        "Стажёр ведёт карту наблюдений, составляет маршрут ребёнка на месяц, меняет под него среду группы "
        "и показывает результат родителям"
    ),
    deficits=(
        "записывает оценку вместо факта; планирует занятие без опоры на наблюдение; "
        "не умеет говорить с родителями о трудностях; не хранит данные наблюдений в порядке"
    ),
    control_form="защита проекта группы",
    approved_by="приказ по детскому саду № 104",
    approved_on=date(2026, 1, 16),
    modules=(
        Module(
            title="Наблюдение без оценки",
            hours=6,
            mode=Mode.MIXED,
            activities=(
                Activity("Факт, толкование, вывод: три столбца одной записи", 60, "лекция", "seminar"),
                Activity("Тренировка на видеозаписях: пишем только то, что видно", 90, "практика", "practical_session"),
                Activity("Входная диагностика и личный маршрут стажёра", 45, "практика", "consultation"),
                Activity("Неделя наблюдений за одним ребёнком", 75, "самостоятельная работа", ""),
            ),
        ),
        Module(
            title="От записей к плану",
            hours=8,
            mode=Mode.REMOTE,
            activities=(
                Activity("Как из двадцати записей выбрать одну задачу", 60, "лекция", "webinar"),
                Activity("Маршрут ребёнка на месяц: черновик и обсуждение", 120, "практика", "online_session"),
                Activity("Таблица наблюдений: порядок, отбор, вывод", 60, "практика", "online_session"),
                Activity("Доработка маршрута в своей группе", 120, "самостоятельная работа", ""),
            ),
        ),
        Module(
            title="Среда, которая помогает",
            hours=8,
            mode=Mode.IN_PERSON,
            activities=(
                Activity("Прогулка по группам с картой среды", 60, "практика", "excursion"),
                Activity("Переставляем уголок за полчаса: что изменилось в игре", 120, "практика", "practical_session"),
                Activity("Стажёрская проба: утренний круг с выбором", 90, "практика", "trainee_try"),
                Activity("План перемен для своей группы", 90, "самостоятельная работа", ""),
            ),
        ),
        Module(
            title="Разговор с семьёй",
            hours=8,
            mode=Mode.REMOTE,
            activities=(
                Activity("Трудный разговор: порядок и слова", 60, "лекция", "webinar"),
                Activity("Разбор случаев в тройках", 120, "практика", "discussion"),
                Activity("Встреча с родителями в своём саду и запись о ней", 120, "самостоятельная работа", ""),
                Activity("Собеседование с тьютором", 60, "практика", "colloquium"),
            ),
        ),
        Module(
            title="Проект группы и защита",
            hours=6,
            mode=Mode.MIXED,
            activities=(
                Activity("Подготовка проекта в творческих группах", 120, "самостоятельная работа", "design_session"),
                Activity("Взаимоэкспертиза проектов", 60, "практика", "materials_defence"),
                Activity("Защита проектов и обратная связь", 90, "практика", "materials_defence"),
            ),
        ),
    ),
)

PROGRAMS = (ATTENTION, ROUTE)

STREAMS = (
    Stream(
        no=1,
        program="attention",
        title="Поток 1, осень 2025",
        starts_on=date(2025, 10, 6),
        ends_on=date(2025, 11, 28),
        tutor="tutor_a",
        capacity=20,
        order_in="72",
        order_out="93",
        members=tuple(range(1, 21)),
    ),
    Stream(
        no=2,
        program="attention",
        title="Поток 2, зима 2026",
        starts_on=date(2026, 1, 19),
        ends_on=date(2026, 3, 20),
        tutor="tutor_b",
        capacity=22,
        order_in="7",
        order_out="31",
        members=tuple(range(21, 41)),
    ),
    Stream(
        no=3,
        program="route",
        title="Поток 3, весна 2026",
        starts_on=date(2026, 2, 2),
        ends_on=date(2026, 5, 22),
        tutor="tutor_a",
        capacity=25,
        order_in="12",
        order_out="58",
        # Four people of the autumn came again, so that visits and unique people differ.
        members=(2, 7, 11, 16, *range(41, 61)),
    ),
)

LEAVERS = (
    Leaver(stream=1, trainee=9, left_on=date(2025, 10, 31), order_out="80"),
    Leaver(stream=3, trainee=47, left_on=date(2026, 3, 27), order_out="34"),
)
