"""What the invented site made and wrote: products, values of indicators and texts of reports."""

from datetime import date

from desktop.demo.shapes import IndicatorValue, Product, ReportText
from models.rows.codes import ProductStatus

PRODUCTS = (
    Product(
        title="Приказ о составе творческих групп",
        kind="local_act",
        made_on=date(2025, 9, 24),
        status=ProductStatus.READY,
        authors=("head",),
        plan_item="1.2",
    ),
    Product(
        title="Памятка тьютора: восемь вопросов после занятия",
        kind="recommendations",
        made_on=date(2025, 9, 19),
        status=ProductStatus.PUBLISHED,
        authors=("adviser", "tutor_a"),
        plan_item="7.1",
        event=2,
    ),
    Product(
        title="Положение о тьюторском сопровождении стажёра",
        kind="local_act",
        made_on=date(2025, 10, 7),
        status=ProductStatus.READY,
        authors=("organiser",),
        plan_item="2.1",
    ),
    Product(
        title="Запись вебинара о наблюдении",
        kind="media",
        made_on=date(2025, 10, 6),
        status=ProductStatus.PUBLISHED,
        authors=("adviser",),
        plan_item="3.1",
        event=4,
        level="краевой",
        participation_form="проведение вебинара",
        publication="видеозапись",
    ),
    Product(
        title="Страница площадки «Таёжная тропинка: заметки стажёра»",
        kind="social_page",
        made_on=date(2025, 10, 15),
        status=ProductStatus.PUBLISHED,
        authors=("organiser",),
        plan_item="5.6",
    ),
    Product(
        title="Памятка «Трудное внимание»",
        kind="recommendations",
        made_on=date(2025, 11, 18),
        status=ProductStatus.PUBLISHED,
        authors=("tutor_a",),
        plan_item="3.2",
        event=12,
        level="краевой",
        participation_form="проведение вебинара",
        publication="памятка",
    ),
    Product(
        title="Порядок выдачи и учёта сертификатов участника",
        kind="local_act",
        made_on=date(2025, 11, 25),
        status=ProductStatus.READY,
        authors=("organiser",),
        plan_item="2.2",
    ),
    Product(
        title="Цифровая коллекция «Сорок игр с правилом»",
        kind="e_resource",
        made_on=date(2025, 11, 21),
        status=ProductStatus.PUBLISHED,
        authors=("tutor_b",),
        event=14,
    ),
    Product(
        title="Видеозапись мастер-класса «Утренний круг без спешки»",
        kind="media",
        made_on=date(2025, 12, 15),
        status=ProductStatus.PUBLISHED,
        authors=("council_a",),
        plan_item="5.3",
        event=17,
        level="муниципальный",
        participation_form="мастер-класс",
        publication="видеозапись",
    ),
    Product(
        title="Игры и упражнения на удержание внимания",
        kind="collection",
        made_on=date(2025, 12, 18),
        status=ProductStatus.PUBLISHED,
        authors=("tutor_b", "council_a"),
        plan_item="3.5",
    ),
    Product(
        title="Карта наблюдений с тремя столбцами",
        kind="assessment_tool",
        made_on=date(2026, 2, 6),
        status=ProductStatus.READY,
        authors=("adviser",),
        plan_item="4.10",
        event=24,
    ),
    Product(
        title="Модель пространства разновозрастной группы",
        kind="model",
        made_on=date(2026, 1, 30),
        status=ProductStatus.READY,
        authors=("organiser", "tutor_b"),
        plan_item="7.2",
        event=22,
    ),
    Product(
        title="Рекомендации малым садам о среде",
        kind="recommendations",
        made_on=date(2026, 2, 10),
        status=ProductStatus.PUBLISHED,
        authors=("head", "adviser"),
        plan_item="5.1",
        event=23,
        level="краевой",
        participation_form="проведение круглого стола",
        publication="рекомендации",
    ),
    Product(
        title="Порядок хранения материалов занятий и видеозаписей",
        kind="local_act",
        made_on=date(2026, 2, 25),
        status=ProductStatus.READY,
        authors=("organiser",),
        plan_item="2.3",
    ),
    Product(
        title="Дневник стажёра: бланки и пример",
        kind="trainee_diary",
        made_on=date(2026, 3, 2),
        status=ProductStatus.READY,
        authors=("tutor_a", "tutor_b"),
    ),
    Product(
        title="Тезисы «Маршрут ребёнка в малом саду»",
        kind="media",
        made_on=date(2026, 3, 25),
        status=ProductStatus.PUBLISHED,
        authors=("adviser",),
        plan_item="5.2",
        event=36,
        level="краевой",
        participation_form="доклад",
        publication="тезисы",
    ),
    Product(
        title="Занятие «Выбираем дело сами» с интерактивной доской",
        kind="ict_lesson",
        made_on=date(2026, 4, 28),
        status=ProductStatus.READY,
        authors=("tutor_b",),
        plan_item="5.5",
        event=41,
        level="муниципальный",
        participation_form="открытое занятие",
        publication="конспект",
    ),
    Product(
        title="Двенадцать игровых комплектов из мастерской",
        kind="didactic_guide",
        made_on=date(2026, 5, 18),
        status=ProductStatus.READY,
        authors=("council_a",),
        plan_item="7.3",
        event=42,
    ),
    Product(
        title="Проект «Группа, где есть выбор»",
        kind="project",
        made_on=date(2026, 5, 20),
        status=ProductStatus.READY,
        authors=("tutor_a",),
        plan_item="4.13",
        event=43,
    ),
    Product(
        title="Аналитическая справка о работе за учебный год",
        kind="other",
        made_on=date(2026, 6, 17),
        status=ProductStatus.READY,
        authors=("council_b", "head"),
        plan_item="6.3",
    ),
)

INDICATOR_VALUES = (
    IndicatorValue("analytical_note", "2026-Q2", value=1, target=1, note="Справка принята советом площадки"),
    IndicatorValue("share_fop", "2025-Q4", value=72, target=75, note="По сведениям двадцати садов-партнёров"),
    IndicatorValue("share_fop", "2026-Q2", value=85, target=80, note="По сведениям двадцати садов-партнёров"),
    IndicatorValue("share_individual", "2025-Q4", value=40, target=45, note="Карта среды, самооценка садов"),
    IndicatorValue("share_individual", "2026-Q2", value=60, target=55, note="Карта среды, самооценка садов"),
    IndicatorValue("share_health", "2026-Q2", value=70, target=70, note="По паспортам доступности"),
    IndicatorValue("share_highest", "2026-Q2", value=35, target=40, note="По итогам аттестации учебного года"),
    IndicatorValue("share_parents", "2025-Q4", value=81, target=80, note="Анкета для родителей, осень"),
    IndicatorValue("share_parents", "2026-Q2", value=84, target=85, note="Анкета для родителей, весна"),
)

REPORT_TEXTS = (
    ReportText(
        period="2025-Q3",
        section="goal",
        text="Подготовить команду, документы и место для первого потока стажёров.",
    ),
    ReportText(
        period="2025-Q3",
        section="tasks",
        text=(
            "Распределить обязанности в команде и назначить тьюторов.\n"
            "Утвердить план на год и модульный план на осень.\n"
            "Подготовить тьюторов к обратной связи после занятий."
        ),
    ),
    ReportText(
        period="2025-Q3",
        section="difficulties",
        text=(
            "Пять садов-партнёров подключены к сети через мобильную связь: видео у них прерывается.\n"
            "Часть заявок пришла без подписанных согласий, зачисление этих педагогов "
            "отложено до получения бумаг."
        ),
    ),
    ReportText(
        period="2025-Q3",
        section="next_tasks",
        text=(
            "Провести первый поток по программе на 12 часов.\n"
            "Для садов со слабой связью готовить материалы, которые можно скачать заранее.\n"
            "Завершить Положение о тьюторском сопровождении."
        ),
    ),
    ReportText(
        period="2025-Q4",
        section="goal",
        text=(
            "Провести осенний поток программы «Внимание в движении» и проверить, какие приёмы "
            "стажёры переносят в свои группы."
        ),
    ),
    ReportText(
        period="2025-Q4",
        section="tasks",
        text=(
            "Выявить дефициты стажёров и составить личные маршруты.\n"
            "Дать каждому стажёру пробу с детьми и разбор.\n"
            "Собрать лучшие упражнения в один сборник."
        ),
    ),
    ReportText(
        period="2025-Q4",
        section="diagnostics",
        text=(
            "Чаще всего стажёры отмечали три затруднения: длинная инструкция, запись оценки "
            "вместо факта, разговор с семьёй о трудностях ребёнка. Третье затруднение программа "
            "на 12 часов не закрывает, поэтому оно вошло в весеннюю программу."
        ),
    ),
    ReportText(
        period="2025-Q4",
        section="difficulties",
        text=(
            "Круглый стол для руководителей малых садов перенесён на январь: снегопад закрыл дорогу.\n"
            "Один стажёр выбыл из потока по семейным обстоятельствам.\n"
            "В трёх садах некому подменить воспитателя на время очной встречи."
        ),
    ),
    ReportText(
        period="2025-Q4",
        section="next_tasks",
        text=(
            "Открыть зимний поток и весеннюю программу на 36 часов.\n"
            "Договориться с садами о подмене заранее, за месяц до очной встречи.\n"
            "Провести перенесённый круглый стол.\n"
            "Добавить в план семинар по картам дефицитов."
        ),
    ),
    ReportText(
        period="2026-Q1",
        section="goal",
        text="Закрепить программу на 12 часов в зимнем потоке и начать программу «Маршрут ребёнка».",
    ),
    ReportText(
        period="2026-Q1",
        section="tasks",
        text=(
            "Провести второй поток с учётом осенних отзывов.\n"
            "Научить стажёров третьего потока отделять факт от толкования.\n"
            "Представить опыт на краевой конференции."
        ),
    ),
    ReportText(
        period="2026-Q1",
        section="diagnostics",
        text=(
            "По выходным картам зимнего потока заметнее всего вырос навык короткой инструкции. "
            "Слабее остальных растёт умение планировать движение внутри занятия."
        ),
    ),
    ReportText(
        period="2026-Q1",
        section="difficulties",
        text=(
            "Февральская метель сорвала выезд в две группы, пробы прошли на базе площадки.\n"
            "Записи занятий занимают много места, не все стажёры смогли их передать по сети.\n"
            "Одна участница весеннего потока перешла на другую работу и отчислена по заявлению."
        ),
    ),
    ReportText(
        period="2026-Q1",
        section="next_tasks",
        text=(
            "Принимать короткие видеофрагменты по пять минут вместо полных записей.\n"
            "Провести практические занятия третьего потока в группах.\n"
            "Подготовить открытое занятие для соседних садов."
        ),
    ),
    ReportText(
        period="2026-Q2",
        section="goal",
        text=(
            "Завершить программу «Маршрут ребёнка», подвести итоги года и отобрать практики для передачи другим садам."
        ),
    ),
    ReportText(
        period="2026-Q2",
        section="tasks",
        text=(
            "Довести проекты групп до защиты.\n"
            "Показать открытое занятие и собрать отзывы гостей.\n"
            "Подготовить аналитическую справку за год."
        ),
    ),
    ReportText(
        period="2026-Q2",
        section="difficulties",
        text=(
            "Из-за карантина мастерская дидактических игр прошла на две недели позже.\n"
            "Конкурс разработок отменён: сроки совпали с краевым конкурсом.\n"
            "Маршруты ведут не все стажёры: в группах с одним воспитателем не хватает времени на записи."
        ),
    ),
    ReportText(
        period="2026-Q2",
        section="next_tasks",
        text=(
            "Сократить карту наблюдений до одной страницы.\n"
            "Открыть осенью поток для помощников воспитателя.\n"
            "Предложить садам взаимопосещения раз в квартал."
        ),
    ),
    ReportText(
        period="2025/26",
        section="goal",
        text=(
            "Научить педагогов малых и удалённых детских садов строить маршрут ребёнка на "
            "основе наблюдения и проверять его на практике."
        ),
    ),
    ReportText(
        period="2025/26",
        section="tasks",
        text=(
            "Провести три потока стажировки по двум программам.\n"
            "Подготовить тьюторов и документы площадки.\n"
            "Передать проверенные приёмы садам края."
        ),
    ),
    ReportText(
        period="2025/26",
        section="difficulties",
        text=(
            "Дорога и погода: две очные встречи пришлось перенести или провести иначе.\n"
            "Слабая связь в удалённых садах.\n"
            "Нехватка подмены на время очных встреч."
        ),
    ),
    ReportText(
        period="2025/26",
        section="next_tasks",
        text=(
            "Сделать все материалы доступными без сети.\n"
            "Планировать очные встречи вне сезона метелей.\n"
            "Готовить тьюторов в самих удалённых садах."
        ),
    ),
)
"""A text of several lines is several paragraphs."""
