"""What the invented trainees made on their way to a certificate: tasks, works, reports, diaries, answers."""

from datetime import date, timedelta
from hashlib import sha256

from desktop.demo.shapes import (
    CountedAsMet,
    CreativeWork,
    DiaryPage,
    FinalDays,
    HandedIn,
    Issue,
    MakeUp,
    Peculiarities,
    Practice,
    Replaced,
    Stream,
)
from models.rows.codes import CreativeWorkKind, RequirementKey
from models.rows.feedback import AnswerDraft

PECULIARITIES = {
    1: Peculiarities(without_report=(13,)),
    2: Peculiarities(early=(22, 23, 24, 28), early_on=date(2026, 3, 11)),
    3: Peculiarities(without_route=(58,), without_report=(44,)),
}
"""By stream."""

MAKE_UPS = (
    MakeUp(9, date(2025, 10, 31)),
    MakeUp(12, date(2025, 11, 17)),
    MakeUp(13, date(2025, 11, 24)),
    MakeUp(28, date(2026, 2, 26), never=(33,)),
    MakeUp(31, date(2026, 3, 10)),
    MakeUp(26, date(2026, 2, 24), later=((46, date(2026, 5, 8)),)),
    MakeUp(32, date(2026, 3, 12), later=((46, date(2026, 5, 8)),)),
    MakeUp(38, date(2026, 4, 13), later=((46, date(2026, 5, 8)),)),
    MakeUp(40, date(2026, 4, 28)),
)

DECISIONS = (
    CountedAsMet(
        stream=1,
        trainee=4,
        key=RequirementKey.SEMINAR,
        on=date(2025, 11, 26),
        reason="Провела семинар о карте дефицитов в своём детском саду, протокол педсовета приложен",
    ),
    CountedAsMet(
        stream=2,
        trainee=33,
        key=RequirementKey.REMOTE,
        on=date(2026, 3, 19),
        reason="В посёлке не было связи, замысел работы разобран с тьютором на очной встрече",
    ),
)

_GROUP, _ALONE = CreativeWorkKind.GROUP_PROJECT, CreativeWorkKind.INDIVIDUAL
_AUTUMN = HandedIn(date(2025, 11, 20), None, date(2025, 11, 25))
_WINTER_EARLY = HandedIn(date(2026, 3, 6), None, date(2026, 3, 11))
_WINTER = HandedIn(date(2026, 3, 12), None, date(2026, 3, 18))
_WINTER_AGAIN = HandedIn(date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 19))
_SPRING = HandedIn(date(2026, 5, 13), None, date(2026, 5, 20))

CREATIVE_WORKS = (
    *(
        CreativeWork(1, _GROUP, title, task, members, date(2025, 10, 22), _AUTUMN)
        for title, task, members in (
            ("Утро, в котором можно двигаться", "Перестроить утренний круг трёх групп", (1, 2, 3, 4)),
            ("Инструкция в шесть слов", "Собрать карточки-подсказки и проверить их на детях", (5, 6, 7, 8)),
            ("Тихие игры с правилом", "Подобрать игры для группы с малым числом мест", (10, 11, 12, 13)),
            ("Карта наблюдений для троих", "Одна карта для воспитателя, логопеда и психолога", (14, 15, 16)),
        )
    ),
    *(
        CreativeWork(1, _ALONE, title, "Разработать и провести в своей группе", (member,), date(2025, 10, 29), _AUTUMN)
        for title, member in (
            ("Дорожка внимания на участке", 17),
            ("Разминка для пальцев и ушей", 18),
            ("Игры в раздевалке", 19),
            ("Пауза на две минуты", 20),
        )
    ),
    *(
        CreativeWork(2, _GROUP, title, task, members, date(2026, 2, 4), way, comment)
        for title, task, members, way, comment in (
            ("Полоса внимания в спортивном зале", "Пять станций и правила к ним", (21, 22, 23, 24), _WINTER_EARLY, ""),
            ("Занятие без стульев", "Конспекты трёх занятий с движением", (25, 26, 27, 28), _WINTER_EARLY, ""),
            ("Слушаем и делаем", "Игры на удержание инструкции", (29, 30, 31, 32), _WINTER, ""),
            (
                "Копилка пауз",
                "Двадцать пауз с карточками",
                (33, 34, 35, 36),
                _WINTER_AGAIN,
                "Допишите, для какого возраста каждая пауза",
            ),
        )
    ),
    *(
        CreativeWork(2, _ALONE, title, "Разработать и провести в своей группе", (member,), date(2026, 2, 11), way)
        for title, member, way in (
            ("Прогулка с заданием", 37, _WINTER),
            ("Картотека вопросов", 38, _WINTER),
            ("Ритмы и хлопки", 39, _WINTER_EARLY),
            ("Один день одного ребёнка", 40, HandedIn(date(2026, 3, 16), None, date(2026, 3, 19))),
        )
    ),
    *(
        CreativeWork(3, _GROUP, title, task, members, date(2026, 3, 3), _SPRING)
        for title, task, members in (
            ("Уголок, который собирают дети", "Проект перемены среды в старшей группе", (2, 7, 41, 42, 43)),
            ("Неделя наблюдений всем садом", "Общий порядок записей для пяти садов", (11, 16, 44, 45, 46)),
            ("Разговор без тревоги", "Порядок встречи с семьёй и памятка", (48, 49, 50, 51)),
            ("Таблица, которую читают", "Отбор и выводы по таблице наблюдений", (52, 53, 54, 55)),
        )
    ),
    *(
        CreativeWork(3, _ALONE, title, "Разработать и провести в своей группе", (member,), date(2026, 3, 10), way)
        for title, member, way in (
            ("Маршрут для левши", 56, _SPRING),
            ("Выбор на прогулке", 57, _SPRING),
            ("Карта среды раздевалки", 58, HandedIn(date(2026, 5, 14), date(2026, 5, 18), None)),
            ("Письмо семье раз в неделю", 59, _SPRING),
            ("Портрет группы за месяц", 60, _SPRING),
        )
    ),
)

ISSUES = (
    Issue(stream=1, on=date(2025, 11, 28), basis="приказ № 93"),
    Issue(stream=2, on=date(2026, 3, 20), basis="приказ № 31"),
    Issue(stream=3, on=date(2026, 5, 22), basis="приказ № 58", waiting=(11, 52, 56)),
)

REPLACED = (
    Replaced(stream=1, trainee=20, on=date(2025, 12, 2), reason="Указана прежняя должность: она изменилась в ноябре"),
    Replaced(stream=1, trainee=11, on=date(2025, 12, 15)),
)

SIGNERS = (("head", "Заведующий"), ("adviser", "Научный консультант"))
"""Keys of the team and the positions beside their signatures."""

_TECHNIQUES = (
    (
        "Инструкция в шесть слов",
        "Чтобы начали все и сразу",
        "Подготовительная группа, утро",
        "Переспрашивали двое вместо семи",
        "Беру на каждый день",
    ),
    (
        "Пауза с движением на десятой минуте",
        "Вернуть внимание до того, как оно ушло",
        "Занятие по рисованию, одиннадцать детей",
        "Досидели до конца все, кроме одного",
        "Пауза нужна раньше, на седьмой",
    ),
    (
        "Карточка-подсказка на столе",
        "Напомнить порядок без слов взрослого",
        "Две группы, неделя",
        "Смотрят на карточку, когда сосед уже делает",
        "Пробовать с тем, кто сидит один",
    ),
)
PRACTICE = tuple(
    Practice(stream, trainee, day, *words)
    for stream, day, trainees in (
        (1, date(2025, 11, 13), (3, 6, 15)),
        (2, date(2026, 2, 26), (21, 26, 32)),
    )
    for trainee, words in zip(trainees, _TECHNIQUES, strict=True)
)

DIARY = (
    DiaryPage(
        8, 3, "Провела две игры с правилом", "Правило лучше показать, чем сказать", "Что делать с теми, кто ждёт?"
    ),
    DiaryPage(
        8, 10, "Записала свой сценарий игры", "Короткая игра повторяется чаще", tutor_note="Проверьте её на младших"
    ),
    DiaryPage(
        11,
        3,
        "Попробовала упражнение в чужой группе",
        "Дети слушают того, кто говорит тише",
        tutor_note="Хорошее наблюдение, внесите в карту результативности",
    ),
    DiaryPage(11, 17, "Снимала пробу коллеги", "Со стороны видно, где теряется время", "Как говорить об этом мягко?"),
    DiaryPage(
        25, 24, "Собрала два сценария", "Движение возвращает внимание быстрее слов", tutor_note="Начните с одного"
    ),
    DiaryPage(
        25, 32, "Играла вместе с детьми", "Сама забыла правило на третьей минуте", "Нужна ли карточка взрослому?"
    ),
    DiaryPage(
        29, 24, "Проба двух упражнений", "Второе не подошло: мало места", tutor_note="Перенесите его на прогулку"
    ),
    DiaryPage(31, 37, "Задавала вопросы о записи занятия", "Самоанализ начинается с условий", "Сколько минут снимать?"),
    DiaryPage(
        24, 41, "Разложила свои записи на три столбца", "Половина записей — оценки", tutor_note="У всех так вначале"
    ),
    DiaryPage(24, 52, "Писала только то, что вижу", "Труднее всего не додумывать", "Можно ли писать после занятия?"),
    DiaryPage(26, 41, "Выбрала одну задачу из записей", "Задача нашлась там, где записей больше всего"),
    DiaryPage(32, 52, "Перенесла записи в таблицу", "По датам видно больше, чем по детям", "Кому показывать таблицу?"),
    DiaryPage(
        39,
        45,
        "Переставили игровой уголок",
        "Играть стали впятером вместо троих",
        tutor_note="Снимите ещё раз через неделю",
    ),
)

FINAL_DAYS = {
    1: FinalDays(
        tried_on=date(2025, 11, 12),
        handed_on=date(2025, 11, 18),
        given_out_on=date(2025, 11, 19),
        late_on=date(2025, 11, 24),
        reviewed_on=date(2025, 11, 25),
        accepted_on=date(2025, 11, 26),
        defended_on=date(2025, 11, 27),
    ),
    2: FinalDays(
        tried_on=date(2026, 2, 25),
        handed_on=date(2026, 3, 10),
        given_out_on=date(2026, 3, 11),
        late_on=date(2026, 3, 16),
        reviewed_on=date(2026, 3, 17),
        accepted_on=date(2026, 3, 17),
        defended_on=date(2026, 3, 18),
    ),
}
"""By stream: the second programme ends with projects of groups instead."""

FINAL_WORKS = (
    "Занятие с движением: от плана к записи",
    "Как я сократила инструкцию втрое",
    "Игра с правилом для шумной группы",
    "Утро без окриков: месяц наблюдений",
    "Пауза, которая возвращает внимание",
)
SELF_ANALYSES = (
    "Начало получилось, середина затянулась: пауза стояла поздно. В следующий раз сокращу объяснение",
    "Цель достигнута у девяти детей из двенадцати. Трое ушли в свою игру, и это стоило принять раньше",
    "Материалов было слишком много. Оставлю две карточки и одно правило",
)
ADVICE = (
    "Покажите, что изменилось у того ребёнка, ради которого всё начиналось",
    "Добавьте условия: сколько детей, какое время дня, что было до занятия",
    "Приём стоит описать отдельно: его захочется повторить",
)


def chance(*what: object) -> int:
    """A number from 0 to 99, always the same for the same things."""
    return sha256(":".join(map(str, what)).encode()).digest()[0] * 100 // 256


def early_on(stream: Stream, trainee: int) -> date | None:
    """The day by which a trainee had done everything, if she was ahead of time."""
    odd = PECULIARITIES[stream.no]
    return odd.early_on if trainee in odd.early else None


def task_way(stream: Stream, no: int, trainee: int, *, is_mandatory: bool) -> HandedIn | None:
    """How the assignment number `no` (from 0) of a stream went with a trainee; None where she never did it."""
    term, luck = stream.terms[no], chance("task", stream.no, no, trainee)
    last = stream.ends_on - timedelta(days=1)
    early = early_on(stream, trainee)
    if early is not None:
        day = min(early, term)
        return HandedIn(day, None, day)
    if luck < 62:
        return HandedIn(term, None, min(term + timedelta(days=1), last))
    if luck < 82:
        return HandedIn(term, None, min(term + timedelta(days=5), last))
    if luck < 92:
        back, again = term + timedelta(days=2), term + timedelta(days=9)
        return HandedIn(term, min(back, last), min(again, last))
    if is_mandatory:
        return HandedIn(min(term + timedelta(days=7), last), None, min(term + timedelta(days=10), last))
    return None


def report_way(stream: Stream, trainee: int) -> HandedIn | None:
    """How the report of a trainee went; None where she wrote none."""
    if trainee in PECULIARITIES[stream.no].without_report:
        return None
    early = early_on(stream, trainee)
    if early is not None:
        return HandedIn(early, None, early)
    handed_on = stream.ends_on - timedelta(days=9 if chance("report", trainee) < 25 else 3)
    return HandedIn(handed_on, None, stream.ends_on - timedelta(days=1))


def self_score(trainee: int, competence: str) -> int:
    """How a trainee scores herself at entry, 0–3."""
    return 1 + (chance("self", trainee, competence) > 45) + (chance("self", trainee, competence) > 88)


def tutor_score(trainee: int, competence: str) -> int:
    """How the tutor scores a trainee at entry, 0–3: mostly as she does herself, or lower."""
    luck = chance("tutor", trainee, competence)
    return min(3, max(0, self_score(trainee, competence) + (luck > 90) - (luck < 40)))


def gain(trainee: int, competence: str) -> int:
    """How much higher a trainee stands at exit."""
    return 1 + (chance("gain", trainee, competence) > 55)


def answers(stream: Stream) -> list[AnswerDraft]:
    """The filled questionnaires of a stream: most of those who finished it."""
    return [_answer(stream.no, no) for no, member in enumerate(stream.members) if chance("sheet", member) < 85]


_LIKED = ("Проба упражнений в чужой группе", "Разбор записей без оценок", "Свой маршрут, а не общий список", "", "")
_SUGGESTIONS = ("Больше времени на взаимоэкспертизу", "Записи встреч для тех, у кого слабая связь", "", "", "")


def _answer(stream: int, no: int) -> AnswerDraft:
    def score(question: str, low: int) -> int:
        luck = chance("answer", stream, no, question)
        return 3 if luck < low else 4 if luck < 45 else 5

    return AnswerDraft(
        relevance=score("relevance", 2),
        novelty=score("novelty", 15),
        practical_value=score("practical_value", 4),
        tutor=score("tutor", 0),
        organisation=score("organisation", 10),
        materials=score("materials", 8),
        remote_access=score("remote_access", 25),
        readiness=score("readiness", 6),
        nps=6 + chance("nps", stream, no) // 20,
        liked=_LIKED[chance("liked", stream, no) % len(_LIKED)] or None,
        suggestions=_SUGGESTIONS[chance("more", stream, no) % len(_SUGGESTIONS)] or None,
    )
