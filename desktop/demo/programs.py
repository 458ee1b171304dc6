"""The site, its two internship programmes and three streams, all invented.

The first programme has the shape of the example in [S1]: three modules of 4 hours, the first of them
15 + 30 + 30 + 45 + 30 + 30 minutes in person; the words are our own.
"""

from datetime import date

from desktop.demo.shapes import Activity, Assignment, Deficit, Leaver, Material, Module, Program, Site, Stream
from models.rows.codes import ActivityKind, MaterialKind, Mode, ProgramKind

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
    competences=("inc_attention", "com_dialogue", "fop_goals", "ind_observation", "ref_self", "ref_deficit"),
    deficits=(
        Deficit(
            "не отличает усталость от нарушенного внимания",
            "inc_attention",
            (
                Material(MaterialKind.DIAGNOSTIC, "Лист «Десять минут рядом»: что видно в поведении ребёнка"),
                Material(MaterialKind.TEACHING, "Таблица признаков: устал, заскучал, не удержал"),
                Material(
                    MaterialKind.TASK,
                    "Понаблюдать за одним ребёнком в трёх режимных моментах",
                    "Лист наблюдений с выводом",
                ),
            ),
        ),
        Deficit(
            "даёт слишком длинную инструкцию",
            "com_dialogue",
            (
                Material(MaterialKind.DIAGNOSTIC, "Запись своей инструкции: считаем слова и действия"),
                Material(
                    MaterialKind.REFERENCE,
                    "Памятка «Говорим меньше, понимают больше»",
                    url="https://sad38.example.ru/pamyatka",
                ),
                Material(
                    MaterialKind.TASK,
                    "Переписать три инструкции в шесть слов и проверить на детях",
                    "Карточки-подсказки",
                ),
            ),
        ),
        Deficit(
            "не планирует движение внутри занятия",
            "fop_goals",
            (
                Material(MaterialKind.DIAGNOSTIC, "Хронометраж занятия: сколько минут дети сидят"),
                Material(MaterialKind.TEACHING, "Копилка «Сорок игр с правилом»", url="https://sad38.example.ru/igry"),
                Material(MaterialKind.TASK, "Встроить два движения в конспект занятия", "Конспект с пометками"),
            ),
        ),
        Deficit(
            "не ведёт записей о ребёнке",
            "ind_observation",
            (
                Material(MaterialKind.DIAGNOSTIC, "Вопросник «Что и когда я записываю»"),
                Material(MaterialKind.TASK, "Вести карту из трёх столбцов две недели", "Заполненная карта"),
            ),
        ),
    ),
    assignments=(
        Assignment(
            1, "Карта дефицитов с примером из своей группы", "self_check", "Один дефицит — один случай из жизни"
        ),
        Assignment(1, "Личный маршрут: дефицит, срок, продукт", "tutor_review", "Маршрут согласуется с тьютором"),
        Assignment(2, "Пять заданий на удержание внимания", "self_check", "После каждого — самопроверка по ключу"),
        Assignment(2, "Видеозапись пробы двух упражнений", "microteaching", "Не длиннее семи минут, без лиц детей"),
        Assignment(
            2, "Подборка игр с правилом для своей группы", "learning_materials", "По желанию", is_mandatory=False
        ),
        Assignment(3, "Разбор итогового занятия по пяти вопросам", "lesson_analysis", "Вместе с отзывом администрации"),
    ),
    control_form="итоговая работа с взаимоэкспертизой",
    explanatory_note=(
        "В малом детском саду ребёнку с трудным вниманием помогает тот, кто рядом: отдельного специалиста часто нет. "
        "Программа учит видеть причину, подбирать приём и проверять его в своей группе."
    ),
    conditions="Музыкальный зал и две группы для проб, камера на штативе, видеосвязь для дистанционных встреч",
    assessment="Зачёт по итоговой работе: занятие, самоанализ, два отзыва коллег, защита",
    literature="Методические материалы площадки: карта приёмов, копилка игр, памятки тьютора",
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
                    ActivityKind.LECTURE,
                    "study_session",
                ),
                Activity(
                    "Общий разговор по карте «Что видит педагог — что стоит за поведением»: "
                    "сначала каждый сам, потом в тройках",
                    30,
                    ActivityKind.PRACTICE,
                    "discussion",
                ),
                Activity(
                    "Копилка из двадцати упражнений: показ и набросок своего сценария на чистом бланке",
                    30,
                    ActivityKind.PRACTICE,
                    "practical_session",
                ),
                Activity(
                    "Разбор видеозаписей мастер-классов и тренировка в заполнении карты приёмов педагога",
                    45,
                    ActivityKind.PRACTICE,
                    "practical_session",
                ),
                Activity(
                    "Входная диагностика: каждый стажёр заполняет свою карту дефицитов",
                    30,
                    ActivityKind.INDEPENDENT,
                    "practical_session",
                ),
                Activity(
                    "Личный маршрут: выбор заданий, сроков и отчётных продуктов, договорённость с тьютором",
                    30,
                    ActivityKind.PRACTICE,
                    "consultation",
                ),
            ),
        ),
        Module(
            title="Работа над своими дефицитами",
            hours=4,
            mode=Mode.REMOTE,
            activities=(
                Activity("Вход в общее рабочее пространство и проверка связи", 15, ActivityKind.PRACTICE, "chat"),
                Activity(
                    "Пять заданий подряд с самопроверкой после каждого",
                    75,
                    ActivityKind.INDEPENDENT,
                    "online_session",
                ),
                Activity("Консультация тьютора и обсуждение хода работы", 30, ActivityKind.PRACTICE, "consultation"),
                Activity("Проба двух упражнений в своей группе детей", 45, ActivityKind.PRACTICE, "trainee_try"),
                Activity("Карта результативности: что помогло, что нет", 15, ActivityKind.INDEPENDENT, "chat"),
            ),
        ),
        Module(
            title="Приём входит в ежедневную работу",
            hours=4,
            mode=Mode.REMOTE,
            activities=(
                Activity("Итоговая работа: занятие с детьми и его запись", 90, ActivityKind.PRACTICE, "trainee_try"),
                Activity("Самоанализ по пяти вопросам и отзыв администрации", 15, ActivityKind.INDEPENDENT, ""),
                Activity(
                    "Взаимоэкспертиза: каждый читает две работы и даёт советы",
                    60,
                    ActivityKind.PRACTICE,
                    "materials_defence",
                ),
                Activity("Итоги, обратная связь и вручение сертификатов", 15, ActivityKind.LECTURE, "presentation"),
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
    competences=("ind_observation", "ind_route", "ind_environment", "com_parents", "dig_data", "ref_plan"),
    deficits=(
        Deficit(
            "записывает оценку вместо факта",
            "ind_observation",
            (
                Material(MaterialKind.DIAGNOSTIC, "Двадцать записей: где факт, а где оценка"),
                Material(MaterialKind.TEACHING, "Видеозаписи для тренировки наблюдения"),
                Material(MaterialKind.TASK, "Неделя наблюдений за одним ребёнком", "Карта из трёх столбцов"),
            ),
        ),
        Deficit(
            "планирует занятие без опоры на наблюдение",
            "ind_route",
            (
                Material(MaterialKind.DIAGNOSTIC, "Разбор недельного плана: откуда взялась каждая строка"),
                Material(MaterialKind.TASK, "Маршрут одного ребёнка на месяц", "Маршрут с датами и выводом"),
            ),
        ),
        Deficit(
            "не умеет говорить с родителями о трудностях",
            "com_parents",
            (
                Material(MaterialKind.DIAGNOSTIC, "Три начала трудного разговора: что вы скажете"),
                Material(MaterialKind.REFERENCE, "Памятка «Порядок и слова»", url="https://sad38.example.ru/razgovor"),
                Material(MaterialKind.TASK, "Встреча с семьёй и запись о ней", "Запись встречи"),
            ),
        ),
        Deficit(
            "не хранит данные наблюдений в порядке",
            "dig_data",
            (
                Material(MaterialKind.DIAGNOSTIC, "Найдите запись двухмесячной давности за минуту"),
                Material(MaterialKind.TEACHING, "Таблица наблюдений: порядок и отбор"),
                Material(MaterialKind.TASK, "Перенести записи месяца в таблицу", "Таблица с отбором"),
            ),
        ),
    ),
    assignments=(
        Assignment(
            1, "Неделя наблюдений: факт, толкование, вывод", "observation_diary", "Не меньше двенадцати записей"
        ),
        Assignment(2, "Маршрут ребёнка на месяц", "tutor_review", "Одна задача, четыре недели, вывод"),
        Assignment(2, "Таблица наблюдений", "learning_materials", "По желанию", is_mandatory=False),
        Assignment(3, "План перемен для своей группы", "tutor_review", "До и после, со снимками среды"),
        Assignment(4, "Запись встречи с родителями", "lesson_analysis", "Без имён детей"),
        Assignment(5, "Описание проекта группы", "public_presentation", "Так, чтобы его повторил другой сад"),
    ),
    control_form="защита проекта группы",
    explanatory_note=(
        "Наблюдение помогает тогда, когда из записей вырастает план. Программа проводит педагога через полный цикл "
        "с одним ребёнком, чтобы дальше он повторял его сам."
    ),
    conditions="Группы детского сада для обхода среды, видеосвязь, общая папка материалов",
    assessment="Зачёт по заданиям модулей и защите проекта творческой группы",
    literature="Карта наблюдений с тремя столбцами, памятки площадки, записи онлайн-занятий",
    approved_by="приказ по детскому саду № 104",
    approved_on=date(2026, 1, 16),
    modules=(
        Module(
            title="Наблюдение без оценки",
            hours=6,
            mode=Mode.MIXED,
            activities=(
                Activity("Факт, толкование, вывод: три столбца одной записи", 60, ActivityKind.LECTURE, "seminar"),
                Activity(
                    "Тренировка на видеозаписях: пишем только то, что видно",
                    90,
                    ActivityKind.PRACTICE,
                    "practical_session",
                ),
                Activity("Входная диагностика и личный маршрут стажёра", 45, ActivityKind.PRACTICE, "consultation"),
                Activity("Неделя наблюдений за одним ребёнком", 75, ActivityKind.INDEPENDENT, ""),
            ),
        ),
        Module(
            title="От записей к плану",
            hours=8,
            mode=Mode.REMOTE,
            activities=(
                Activity("Как из двадцати записей выбрать одну задачу", 60, ActivityKind.LECTURE, "webinar"),
                Activity(
                    "Маршрут ребёнка на месяц: черновик и обсуждение", 120, ActivityKind.PRACTICE, "online_session"
                ),
                Activity("Таблица наблюдений: порядок, отбор, вывод", 60, ActivityKind.PRACTICE, "online_session"),
                Activity("Доработка маршрута в своей группе", 120, ActivityKind.INDEPENDENT, ""),
            ),
        ),
        Module(
            title="Среда, которая помогает",
            hours=8,
            mode=Mode.IN_PERSON,
            activities=(
                Activity("Прогулка по группам с картой среды", 60, ActivityKind.PRACTICE, "excursion"),
                Activity(
                    "Переставляем уголок за полчаса: что изменилось в игре",
                    120,
                    ActivityKind.PRACTICE,
                    "practical_session",
                ),
                Activity("Стажёрская проба: утренний круг с выбором", 90, ActivityKind.PRACTICE, "trainee_try"),
                Activity("План перемен для своей группы", 90, ActivityKind.INDEPENDENT, ""),
            ),
        ),
        Module(
            title="Разговор с семьёй",
            hours=8,
            mode=Mode.REMOTE,
            activities=(
                Activity("Трудный разговор: порядок и слова", 60, ActivityKind.LECTURE, "webinar"),
                Activity("Разбор случаев в тройках", 120, ActivityKind.PRACTICE, "discussion"),
                Activity("Встреча с родителями в своём саду и запись о ней", 120, ActivityKind.INDEPENDENT, ""),
                Activity("Собеседование с тьютором", 60, ActivityKind.PRACTICE, "colloquium"),
            ),
        ),
        Module(
            title="Проект группы и защита",
            hours=6,
            mode=Mode.MIXED,
            activities=(
                Activity("Подготовка проекта в творческих группах", 120, ActivityKind.INDEPENDENT, "design_session"),
                Activity("Взаимоэкспертиза проектов", 60, ActivityKind.PRACTICE, "materials_defence"),
                Activity("Защита проектов и обратная связь", 90, ActivityKind.PRACTICE, "materials_defence"),
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
        module_days=(
            (date(2025, 10, 6), date(2025, 10, 17)),
            (date(2025, 10, 20), date(2025, 11, 14)),
            (date(2025, 11, 17), date(2025, 11, 28)),
        ),
        terms=(
            date(2025, 10, 10),
            date(2025, 10, 17),
            date(2025, 10, 31),
            date(2025, 11, 12),
            date(2025, 11, 14),
            date(2025, 11, 26),
        ),
        entry_on=date(2025, 10, 8),
        routes_on=date(2025, 10, 10),
        exit_on=date(2025, 11, 27),
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
        module_days=(
            (date(2026, 1, 19), date(2026, 1, 30)),
            (date(2026, 2, 2), date(2026, 3, 6)),
            (date(2026, 3, 9), date(2026, 3, 20)),
        ),
        terms=(
            date(2026, 1, 23),
            date(2026, 1, 30),
            date(2026, 2, 13),
            date(2026, 2, 27),
            date(2026, 3, 6),
            date(2026, 3, 17),
        ),
        entry_on=date(2026, 1, 21),
        routes_on=date(2026, 1, 23),
        exit_on=date(2026, 3, 18),
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
        module_days=(
            (date(2026, 2, 2), date(2026, 2, 13)),
            (date(2026, 2, 16), date(2026, 3, 11)),
            (date(2026, 3, 16), date(2026, 4, 17)),
            (date(2026, 4, 6), date(2026, 4, 30)),
            (date(2026, 5, 4), date(2026, 5, 22)),
        ),
        terms=(
            date(2026, 2, 13),
            date(2026, 2, 27),
            date(2026, 3, 11),
            date(2026, 4, 10),
            date(2026, 4, 24),
            date(2026, 5, 18),
        ),
        entry_on=date(2026, 2, 3),
        routes_on=date(2026, 2, 6),
        exit_on=date(2026, 5, 20),
    ),
)

LEAVERS = (
    Leaver(stream=1, trainee=9, left_on=date(2025, 10, 31), order_out="80"),
    Leaver(stream=3, trainee=47, left_on=date(2026, 3, 27), order_out="34"),
)
