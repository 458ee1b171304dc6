"""The open package of a period: tables, the report as PDF and XLSX, and no personal data (issue «main job» §6).

Trainees stand in it by code, with position and municipality and without organisation: that is what may stay of a
depersonalised person (domain.md §3.7). Before anything is written, its texts are searched for the site's people.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from exports.files import writing_whole
from exports.form_layouts import own_words
from exports.packages.bag import bag_bytes, bag_sha256
from exports.packages.names import package_name
from exports.packages.tables import Field, ForeignKey, Table, tables_payload
from exports.registry import report_bytes
from models.commands.packages import record_package
from models.database import Actor, Database
from models.errors import UserError
from models.queries.package import latest_package, package_contents
from models.queries.site_forms import site_layouts
from models.rows.codes import (
    Category,
    Code,
    Education,
    EnrollmentStatus,
    Mode,
    PackageKind,
    PlanItemStatus,
    PlanKind,
    Presence,
    ProductStatus,
    ProgramKind,
)
from models.rows.package import PackageRows
from models.rows.report import TEXT_CODES, ReportData
from models.rows.site_forms import Layouts
from models.rules.periods import Period
from models.rules.privacy import Finding, PersonalData, personal_data_in

NAME_KIND = "open-report"
"""The kind in the file's name."""

_OWN_FORM = "Печатная форма отчёта"
_SERIAL_FIRST = 1
_SHOWN = 5
_DIGITS = 6


class PersonalDataFoundError(UserError):
    """Texts name people: nothing was built. `doubtful` places hold a word that may be no surname, `certain` do not."""

    def __init__(
        self, message: str, advice: str, *, certain: Sequence[tuple[str, str]], doubtful: Sequence[str]
    ) -> None:
        super().__init__(message, advice)
        self.certain = tuple(certain)
        """Place, and what it holds in words."""
        self.doubtful = tuple(doubtful)


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A written package: where it lies, its serial and hash, rows by table; `is_new` is False for the same again.

    `approved_on` says of which day the approved report in it is; None of one that is not approved.
    """

    path: Path
    name: str
    serial: int
    sha256: str
    size: int
    counts: Mapping[str, int]
    is_new: bool
    approved_on: date | None = None


def write_open_package(
    db: Database,
    period: Period,
    folder: Path,
    *,
    actor: Actor,
    program_version: str,
    surnames_checked: Collection[str] = (),
) -> BuiltPackage:
    """Build the open package of a period in `folder` and enter it in the register.

    The same data give the same bytes under the same serial; changed data take the next serial. Raises
    PersonalDataFoundError where a text names a person, UserError where the folder cannot be written.
    `surnames_checked` are places (as the refusal names them) where the person has looked and the word is no surname.
    """
    rows, report = package_contents(db, period)
    data = without_personal_data(report)
    tables = package_tables(rows, data)
    layouts = site_layouts(db)
    texts = _texts(tables, data) | {_OWN_FORM: "\n".join(own_words("report", layouts))}
    refuse_personal_data(personal_data_in(texts, rows.people), surnames_checked)
    latest = latest_package(db, PackageKind.OPEN_REPORT, period)
    serial = latest.serial if latest else _SERIAL_FIRST
    name, content = _pack(data, tables, period, serial, program_version, layouts)
    is_new = latest is None or bag_sha256(content) != latest.sha256
    if latest is not None and is_new:
        serial += 1
        name, content = _pack(data, tables, period, serial, program_version, layouts)
    path = folder / f"{name}.zip"
    with writing_whole(path) as part:
        part.write_bytes(content)
    counts = {table.name: len(table.rows) for table in tables}
    approved_on = data.signatures.approved_on
    built = BuiltPackage(path, name, serial, bag_sha256(content), len(content), counts, is_new, approved_on)
    if is_new:
        try:
            record_package(
                db,
                kind=PackageKind.OPEN_REPORT,
                period=period,
                serial=serial,
                name=name,
                sha256=built.sha256,
                size=built.size,
                counts=counts,
                actor=actor,
            )
        except BaseException:
            # A package that the register does not know would meet another one of its name later.
            path.unlink(missing_ok=True)
            raise
    return built


def without_personal_data(data: ReportData) -> ReportData:
    """The report with blank lines for names, and without phone and e-mail."""
    passport = replace(data.passport, head_name=None, phone="", email="")
    return replace(data, passport=passport, signatures=data.signatures.without_names())


def package_tables(rows: PackageRows, data: ReportData) -> list[Table]:
    """The tables with their schemas: Russian titles, types, keys and links; parents before children."""
    passport = data.passport
    return [
        Table(
            "site",
            "Площадка",
            (
                Field("site_code", "Код площадки", required=True),
                Field("full_name", "Полное название", required=True),
                Field("short_name", "Краткое название", required=True),
                Field("inn", "ИНН"),
                Field("ogrn", "ОГРН"),
                Field("municipality", "Муниципальное образование", required=True),
                Field("theme", "Тема", required=True),
            ),
            ("site_code",),
            rows=[
                (
                    passport.site_code,
                    passport.full_name,
                    passport.short_name,
                    passport.inn,
                    passport.ogrn,
                    passport.municipality,
                    passport.theme,
                )
            ],
        ),
        Table(
            "municipalities",
            "Муниципальные образования",
            (
                Field("oktmo", "ОКТМО", required=True, pattern=r"\d{8}"),
                Field("municipality", "Название", required=True),
            ),
            ("oktmo",),
            rows=rows.municipalities,
        ),
        Table(
            "programs",
            "Программы стажировки",
            (
                _uid("Код программы"),
                Field("title", "Название", required=True),
                _one_of("kind", "Вид", ProgramKind),
                Field("hours", "Академических часов", "integer", required=True),
                Field("version", "Версия", "integer", required=True),
            ),
            ("uid",),
            rows=rows.programs,
        ),
        Table(
            "modules",
            "Модули программ",
            (
                Field("program", "Код программы", required=True),
                Field("no", "№", "integer", required=True),
                Field("title", "Название", required=True),
                Field("hours", "Академических часов", "integer", required=True),
                _one_of("mode", "Форма", Mode),
            ),
            ("program", "no"),
            (ForeignKey(("program",), "programs", ("uid",)),),
            rows=rows.modules,
        ),
        Table(
            "streams",
            "Потоки",
            (
                _uid("Код потока"),
                Field("program", "Код программы", required=True),
                Field("title", "Название", required=True),
                Field("starts_on", "Начало", "date", required=True),
                Field("ends_on", "Окончание", "date", required=True),
            ),
            ("uid",),
            (ForeignKey(("program",), "programs", ("uid",)),),
            rows=rows.streams,
        ),
        Table(
            "trainees",
            "Стажёры (без имён)",
            (
                Field("code", "Код стажёра", required=True),
                Field("position", "Должность", required=True),
                _one_of("category", "Категория", Category, required=False),
                _one_of("education", "Образование", Education, required=False),
                Field("experience_years", "Стаж, лет", "integer"),
                Field("oktmo", "ОКТМО"),
                Field("is_remote", "Из удалённого поселения", "boolean", required=True),
            ),
            ("code",),
            (ForeignKey(("oktmo",), "municipalities", ("oktmo",)),),
            rows=rows.trainees,
        ),
        Table(
            "enrollments",
            "Зачисления",
            (
                Field("stream", "Код потока", required=True),
                Field("trainee", "Код стажёра", required=True),
                _one_of("status", "Состояние", EnrollmentStatus),
                Field("enrolled_on", "Зачислен", "date"),
                Field("left_on", "Выбыл", "date"),
            ),
            ("stream", "trainee"),
            (ForeignKey(("stream",), "streams", ("uid",)), ForeignKey(("trainee",), "trainees", ("code",))),
            rows=rows.enrollments,
        ),
        Table(
            "plan_items",
            "Пункты плана",
            (
                _uid("Код пункта"),
                _one_of("plan_kind", "Вид плана", PlanKind),
                Field("section", "Раздел", required=True),
                Field("title", "Мероприятие", required=True),
                Field("format", "Формат", required=True),
                _one_of("mode", "Форма", Mode),
                Field("due_from", "Срок с", "date", required=True),
                Field("due_to", "Срок по", "date", required=True),
                Field("planned_count", "Участников по плану", "integer", required=True),
                Field("expected_result", "Ожидаемый результат"),
                _one_of("status", "Состояние", PlanItemStatus),
                Field("done_on", "Выполнено", "date"),
                Field("postponed_to", "Перенесено на", "date"),
                Field("reason", "Причина"),
            ),
            ("uid",),
            rows=rows.plan_items,
        ),
        Table(
            "events",
            "Мероприятия",
            (
                _uid("Код мероприятия"),
                Field("plan_item", "Код пункта плана"),
                Field("held_on", "Дата", "date", required=True),
                Field("title", "Тема", required=True),
                Field("format", "Формат", required=True),
                _one_of("mode", "Форма", Mode),
                Field("duration_min", "Длительность, мин", "integer", required=True),
                Field("guests", "Гостей без имён", "integer", required=True),
                Field("outcome", "Результат"),
            ),
            ("uid",),
            (ForeignKey(("plan_item",), "plan_items", ("uid",)),),
            rows=rows.events,
        ),
        Table(
            "event_streams",
            "Потоки мероприятий",
            (Field("event", "Код мероприятия", required=True), Field("stream", "Код потока", required=True)),
            ("event", "stream"),
            (ForeignKey(("event",), "events", ("uid",)), ForeignKey(("stream",), "streams", ("uid",))),
            rows=rows.event_streams,
        ),
        Table(
            "attendance",
            "Посещение",
            (
                Field("event", "Код мероприятия", required=True),
                Field("trainee", "Код стажёра", required=True),
                _one_of("state", "Отметка", Presence),
                Field("minutes", "Минут, если не всё время", "integer"),
            ),
            ("event", "trainee"),
            (ForeignKey(("event",), "events", ("uid",)), ForeignKey(("trainee",), "trainees", ("code",))),
            rows=rows.attendance,
        ),
        Table(
            "products",
            "Продукты",
            (
                _uid("Код продукта"),
                Field("title", "Название", required=True),
                Field("kind", "Вид", required=True),
                Field("made_on", "Дата", "date", required=True),
                _one_of("status", "Состояние", ProductStatus),
                Field("event", "Код мероприятия"),
                Field("level", "Уровень"),
                Field("participation_form", "Форма участия"),
                Field("publication", "Публикация"),
                Field("url", "Ссылка"),
            ),
            ("uid",),
            (ForeignKey(("event",), "events", ("uid",)),),
            rows=rows.products,
        ),
        Table(
            "indicators",
            "Показатели",
            (
                Field("code", "Код", required=True),
                Field("title", "Показатель", required=True),
                Field("unit", "Единица", required=True),
                Field("target", "План", "number"),
                Field("fact", "Факт", "number"),
            ),
            ("code",),
            rows=[each._replace(target=_rounded(each.target), fact=_rounded(each.fact)) for each in rows.indicators],
        ),
        Table(
            "figures",
            "Итоги периода",
            (Field("code", "Код", required=True), Field("value", "Значение", "number")),
            ("code",),
            rows=[(each.name, _rounded(getattr(data.totals, each.name))) for each in fields(data.totals)],
        ),
        Table(
            "report_texts",
            "Тексты отчёта",
            (
                Field("section", "Раздел", required=True),
                Field("title", "Название", required=True),
                Field("text", "Текст", required=True),
            ),
            ("section",),
            rows=[
                (code, title, text) for code, title in TEXT_CODES.items() if (text := data.texts.get(code, "")).strip()
            ],
        ),
    ]


def _rounded(number: float | None) -> float | None:
    """A mean has endless digits; six of them are enough for anybody and the same on every machine."""
    return round(number, _DIGITS) if isinstance(number, float) else number


def _uid(title: str) -> Field:
    return Field("uid", title, required=True)


def _one_of(name: str, title: str, codes: type[Code], *, required: bool = True) -> Field:
    return Field(name, title, required=required, enum=tuple(code.value for code in codes))


def _texts(tables: Sequence[Table], data: ReportData) -> dict[str, str]:
    """Every text that a person typed, by a place the person can find: in the tables, then what the report adds."""
    found: dict[str, str] = {}
    for table in tables:
        typed = [
            (place, field)
            for place, field in enumerate(table.fields)
            if field.kind == "string" and not field.enum and field.name not in _NOT_TYPED
        ]
        for row_no, row in enumerate(table.rows, start=1):
            for place, field in typed:
                if row[place]:
                    found[_place(table, row_no, row, field)] = str(row[place])
    said = set(found.values())
    for place, texts in _report_texts(data):
        new = [text for text in texts if text not in said]
        if new:
            found[place] = "\n".join(new)
    return found


def _place(table: Table, row_no: int, row: Sequence[object], field: Field) -> str:
    """Where a text stands, in the words of the window: a section of the report goes by its title."""
    if table.name == "report_texts":
        return f"{table.title}, «{row[1]}»"
    return f"{table.title}, запись {row_no}, «{field.title}»"


def _report_texts(data: ReportData) -> Iterator[tuple[str, list[str]]]:
    """Texts of the report by place: materials of events, results of other periods and more that no table holds."""
    for title, part in (("Паспорт площадки", data.passport), ("Подписи отчёта", data.signatures)):
        yield title, _words({each.name: getattr(part, each.name) for each in fields(part)})
    for name, title in _REPORT_TITLES.items():
        for row_no, row in enumerate(getattr(data, name), start=1):
            yield f"Отчёт, «{title}», строка {row_no}", _words(row._asdict())


def _words(values: Mapping[str, object]) -> list[str]:
    return [text for name, text in values.items() if isinstance(text, str) and text and name not in _LISTED]


_LISTED = frozenset({"municipality", "oktmo", "inn", "ogrn"})
"""Numbers, and names from lists that nobody types: a district is no trainee of its name."""

_NOT_TYPED = _LISTED | {"uid", "code", "stream", "trainee", "event", "program", "plan_item"}
"""Columns of the tables that hold codes too."""

_REPORT_TITLES = {
    "plan_items": "Выполнение плана",
    "events": "Мероприятия",
    "unplanned_events": "Мероприятия вне плана",
    "formats": "Форматы",
    "programmes": "Программы",
    "geography": "География",
    "diagnostics": "Диагностика",
    "products": "Продукты",
    "dissemination": "Диссеминация",
    "satisfaction": "Удовлетворённость",
    "indicators": "Показатели",
}
"""Tables of the report as the person sees them."""


def refuse_personal_data(
    findings: Sequence[Finding], checked: Collection[str], *, into: str = "В открытый пакет"
) -> None:
    """Raise PersonalDataFoundError for what was found, save words in `checked` places that are no surnames."""
    left = [each for each in findings if each.kind is not PersonalData.SURNAME or each.place not in checked]
    if not left:
        return
    shown = "; ".join(f"{each.place} — {_WORDS[each.kind]}" for each in left[:_SHOWN])
    more = f" и ещё {len(left) - _SHOWN}" if len(left) > _SHOWN else ""
    raise PersonalDataFoundError(
        f"{into} попали бы персональные данные: {shown}{more}. Пакет не собран.",
        "Уберите имена и телефоны из этих текстов. Если фамилия — это название места, подтвердите это место.",
        certain=[(each.place, _WORDS[each.kind]) for each in left if each.kind is not PersonalData.SURNAME],
        doubtful=[each.place for each in left if each.kind is PersonalData.SURNAME],
    )


_WORDS = {
    PersonalData.NAME: "имя человека",
    PersonalData.SURNAME: "похоже на фамилию",
    PersonalData.PHONE: "телефон",
    PersonalData.SNILS: "СНИЛС",
    PersonalData.EMAIL: "электронная почта",
}


def _pack(
    data: ReportData,
    tables: Sequence[Table],
    period: Period,
    serial: int,
    program_version: str,
    layouts: Layouts,
) -> tuple[str, bytes]:
    name = package_name(data.passport.site_code, period.code, NAME_KIND, serial)
    payload = {
        # Frictionless takes small letters only for the name of a data package.
        **tables_payload(name.lower(), f"{data.kind_title}, {data.period_title}", tables),
        "report.pdf": report_bytes("pdf", data, layouts),
        "report.xlsx": report_bytes("xlsx", data, layouts),
    }
    info = [
        ("Source-Organization", data.passport.short_name),
        ("Site-Code", data.passport.site_code),
        ("Period", period.code),
        ("Serial", str(serial)),
        *([("Report-Approved-On", approved_on.isoformat())] if (approved_on := data.signatures.approved_on) else []),
        ("Counts", ", ".join(f"{table.name} {len(table.rows)}" for table in tables)),
        ("Bag-Software-Agent", f"marshrut {program_version}"),
    ]
    return name, bag_bytes(name, payload, info)
