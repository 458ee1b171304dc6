"""The tables of the sealed report of a period: what ИРО can read for years, so a change is a new schema beside this.

People stand by the number of their code («С-00017» is 17) and never by name. Numbers are the package's own: small,
from 1, the same in a correction; a root's uid stands once, where the root does.
"""

from exports.packages.tables import Field, ForeignKey, Table
from exports.packages.wide import Laid, Layout
from models.rows.codes import (
    Category,
    Code,
    Education,
    EnrollmentStatus,
    Mode,
    PlanItemStatus,
    PlanKind,
    Presence,
    ProductStatus,
    ProgramKind,
)

PRESENCE_SIGNS = {
    Presence.PRESENT: "p",
    Presence.REMOTE: "r",
    Presence.ABSENT: "a",
    Presence.EXCUSED: "e",
    Presence.MADE_UP: "m",
}
"""One letter a mark."""

TOOK_PART = "x"
NO_SCORE = "."
DEFICIT = "d"


def _key(title: str = "№") -> Field:
    return Field("no", title, "integer", required=True)


def _link(name: str, title: str, *, required: bool = True) -> Field:
    return Field(name, title, "integer", required=required)


def _to(field: str, table: str) -> ForeignKey:
    return ForeignKey((field,), table, ("no",))


def _one_of(name: str, title: str, codes: type[Code], *, required: bool = True) -> Field:
    return Field(name, title, required=required, enum=tuple(code.value for code in codes))


def _scores(name: str, title: str) -> Laid:
    return Laid(
        Table(
            name,
            title,
            (
                _link("competence", "Компетенция"),
                _link("enrollment", "Зачисление"),
                Field(
                    "scores",
                    "Баллы",
                    required=True,
                    pattern="[0-3.][0-3.]d?",
                    description="самооценка, оценка тьютора (точка — нет оценки), d — дефицит",
                ),
            ),
            ("competence", "enrollment"),
            (_to("competence", "competences"), _to("enrollment", "enrollments")),
        ),
        Layout.SPREAD,
    )


QUARTERLY: tuple[Laid, ...] = (
    Laid(
        Table(
            "facts",
            "Паспорт площадки, подписи, итоги, тексты",
            (
                Field("part", "Часть", required=True, enum=("detail", "figure", "passport", "signature", "text")),
                Field("name", "Название", required=True),
                Field("line", "Абзац", "integer", required=True),
                Field("value", "Значение", required=True),
            ),
            ("part", "name", "line"),
        ),
        Layout.ROWS,
    ),
    Laid(
        Table(
            "lists",
            "Справочники",
            (
                Field("list", "Справочник", required=True, enum=("format", "position", "product_kind", "section")),
                _key(),
                Field("title", "Название", required=True),
            ),
            ("list", "no"),
            description="на них по номеру ссылаются одноимённые столбцы",
        )
    ),
    Laid(
        Table(
            "municipalities",
            "Муниципальные образования",
            (
                _key(),
                Field("oktmo", "ОКТМО", required=True, pattern=r"\d{8}"),
                Field("title", "Название", required=True),
            ),
            ("no",),
        )
    ),
    Laid(
        Table(
            "organizations",
            "Организации",
            (
                _key(),
                Field("title", "Название", required=True),
                _link("municipality", "Муниципальное образование", required=False),
                Field("is_remote", "Удалённое поселение", enum=("x",)),
            ),
            ("no",),
            (_to("municipality", "municipalities"),),
        )
    ),
    Laid(
        Table(
            "competences",
            "Компетенции",
            (_key(), Field("area", "Область", required=True), Field("title", "Компетенция", required=True)),
            ("no",),
        )
    ),
    Laid(
        Table(
            "programs",
            "Программы стажировки",
            (
                _key(),
                Field("uid", "Код", required=True),
                Field("title", "Название", required=True),
                _one_of("kind", "Вид", ProgramKind),
                Field("hours", "Академических часов", "integer", required=True),
                Field("version", "Версия", "integer", required=True),
            ),
            ("no",),
        )
    ),
    Laid(
        Table(
            "modules",
            "Модули программ",
            (
                _link("program", "Программа"),
                _key(),
                Field("title", "Название", required=True),
                Field("hours", "Академических часов", "integer", required=True),
                _one_of("mode", "Форма", Mode),
            ),
            ("program", "no"),
            (_to("program", "programs"),),
        )
    ),
    Laid(
        Table(
            "streams",
            "Потоки",
            (
                _key(),
                Field("uid", "Код", required=True),
                _link("program", "Программа"),
                Field("title", "Название", required=True),
                Field("starts_on", "Начало", "date", required=True),
                Field("ends_on", "Окончание", "date", required=True),
                Field("certificates", "Сертификатов за период", "integer", required=True),
                Field("is_at_work", "Работал в периоде", enum=("x",)),
            ),
            ("no",),
            (_to("program", "programs"),),
        )
    ),
    Laid(
        Table(
            "trainees",
            "Стажёры (без имён)",
            (
                _key("Код стажёра"),
                _link("position", "Должность"),
                _one_of("category", "Категория", Category, required=False),
                _one_of("education", "Образование", Education, required=False),
                Field("experience_years", "Стаж, лет", "integer"),
                _link("organization", "Организация"),
            ),
            ("no",),
            (_to("organization", "organizations"),),
        )
    ),
    Laid(
        Table(
            "enrollments",
            "Зачисления",
            (
                _key(),
                _link("stream", "Поток"),
                _link("trainee", "Стажёр"),
                _one_of("status", "Состояние", EnrollmentStatus),
                Field("enrolled_on", "Зачислен", "date"),
                Field("left_on", "Выбыл", "date"),
            ),
            ("no",),
            (_to("stream", "streams"), _to("trainee", "trainees")),
        )
    ),
    Laid(
        Table(
            "plan_items",
            "Пункты плана",
            (
                _key(),
                Field("uid", "Код", required=True),
                _one_of("plan_kind", "Вид плана", PlanKind),
                _link("section", "Раздел"),
                Field("title", "Мероприятие", required=True),
                _link("format", "Формат"),
                _one_of("mode", "Форма", Mode),
                Field("due_from", "Срок с", "date", required=True),
                Field("due_to", "Срок по", "date", required=True),
                Field("planned_count", "Участников по плану", "integer", required=True),
                Field("expected_result", "Ожидаемый результат"),
                _one_of("status", "Состояние", PlanItemStatus),
                Field("done_on", "Выполнено", "date"),
                Field("postponed_to", "Перенесено на", "date"),
                Field("reason", "Причина"),
                Field("participants", "Участников", "integer", description="если мероприятия были и вне периода"),
                Field("result", "Результат", description="если мероприятия были и вне периода"),
            ),
            ("no",),
        )
    ),
    Laid(
        Table(
            "events",
            "Мероприятия",
            (
                _key(),
                Field("uid", "Код", required=True),
                _link("plan_item", "Пункт плана", required=False),
                Field("held_on", "Дата", "date", required=True),
                Field("title", "Тема", required=True),
                _link("format", "Формат"),
                _one_of("mode", "Форма", Mode),
                Field("duration_min", "Длительность, мин", "integer", required=True),
                Field("guests", "Гостей без имён", "integer", required=True),
                Field("outcome", "Результат"),
                Field("materials", "Материалы"),
            ),
            ("no",),
            (_to("plan_item", "plan_items"),),
        )
    ),
    Laid(
        Table(
            "event_streams",
            "Потоки мероприятий",
            (
                _link("event", "Мероприятие"),
                _link("stream", "Поток"),
                Field("took_part", "Участвовал", required=True, enum=(TOOK_PART,)),
            ),
            ("event", "stream"),
            (_to("event", "events"), _to("stream", "streams")),
        ),
        Layout.SPREAD,
    ),
    Laid(
        Table(
            "attendance",
            "Посещение",
            (
                _link("event", "Мероприятие"),
                _link("trainee", "Стажёр"),
                Field(
                    "mark",
                    "Отметка",
                    required=True,
                    enum=tuple(PRESENCE_SIGNS.values()),
                    description=", ".join(f"{sign} — {state.label}" for state, sign in PRESENCE_SIGNS.items()),
                ),
            ),
            ("event", "trainee"),
            (_to("event", "events"), _to("trainee", "trainees")),
        ),
        Layout.SPREAD,
    ),
    Laid(
        Table(
            "partial_minutes",
            "Были не всё время",
            (
                _link("event", "Мероприятие"),
                _link("trainee", "Стажёр"),
                Field("minutes", "Минут", "integer", required=True),
            ),
            ("event", "trainee"),
            (_to("event", "events"), _to("trainee", "trainees")),
        )
    ),
    _scores("entry_scores", "Диагностика на входе"),
    _scores("exit_scores", "Диагностика на выходе"),
    Laid(
        Table(
            "products",
            "Продукты",
            (
                _key(),
                Field("uid", "Код", required=True),
                Field("title", "Название", required=True),
                _link("product_kind", "Вид"),
                Field("made_on", "Дата", "date", required=True),
                _one_of("status", "Состояние", ProductStatus),
                _link("event", "Мероприятие", required=False),
                Field("level", "Уровень"),
                Field("participation_form", "Форма участия"),
                Field("publication", "Публикация"),
                Field("url", "Ссылка"),
            ),
            ("no",),
            (_to("event", "events"),),
        )
    ),
    Laid(
        Table(
            "indicators",
            "Показатели",
            (
                Field("code", "Код", required=True),
                Field("line", "Строка отчёта", "integer", required=True),
                Field("title", "Показатель", required=True),
                Field("unit", "Единица", required=True),
                Field("target", "План", "number"),
                Field("fact", "Факт", "number"),
            ),
            ("code",),
        )
    ),
    Laid(
        Table(
            "satisfaction",
            "Удовлетворённость",
            (
                _key(),
                Field("question", "Вопрос", required=True),
                Field("answers", "Ответов", "integer", required=True),
                Field("mean", "Средний балл", "number"),
                Field("good", "Доля 4 и 5, %", "number"),
            ),
            ("no",),
        )
    ),
)
"""In the order in which one refers to another."""
