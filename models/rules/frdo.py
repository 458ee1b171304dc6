"""What the cells of the register for ФИС ФРДО say, and what they must not say (domain.md §5).

The columns are data: resources/reference/frdo_columns.json. Known rejections are blanks that nobody sees, bad dates
and a СНИЛС whose check digits do not fit.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from models.rows.codes import (
    ConsentPurpose,
    ConsentState,
    DppKind,
    Education,
    EnrollmentStatus,
    PersonalDataState,
    ProgramKind,
    RestrictedField,
    RestrictedNeed,
)
from models.rows.consents import ConsentLine
from models.rows.frdo import FrdoColumn, FrdoMend, FrdoReason, FrdoSource
from models.rules.clean import clean
from models.rules.consents import (
    consent_state,
    covers,
    fields_held,
    fields_in_scope,
    is_in_force,
    scope_text,
)
from models.rules.dates import parse_birth_date
from models.rules.hours import LEAST_DPP_HOURS
from models.rules.identifiers import is_snils
from resources.loader import read_json

_DOCUMENTS: Mapping[DppKind, str] = MappingProxyType(
    {
        DppKind.TRAINING: "Удостоверение о повышении квалификации",
        DppKind.RETRAINING: "Диплом о профессиональной переподготовке",
    }
)
"""What the institute issues: the site issues neither (domain.md §0.3)."""
_LEVELS: Mapping[Education, str] = MappingProxyType(
    {
        Education.HIGHER_PEDAGOGICAL: "Высшее образование",
        Education.HIGHER: "Высшее образование",
        Education.SECONDARY_PEDAGOGICAL: "Среднее профессиональное образование",
        Education.SECONDARY: "Среднее профессиональное образование",
    }
)
_OF_PROGRAM = frozenset({"document", "dpp_kind", "dpp_title", "hours", "study_form", "funding", "study_place"})
_OF_STREAM = frozenset({"began", "ended"})
_FOLLOWS = frozenset({"document"})
"""Sources that say nothing of their own: another column of theirs is asked for instead."""
_CLOSED = ("snils", "birth_date", "sex", "diploma_surname", "diploma_series", "diploma_number")
_ASKED: Mapping[str, str] = MappingProxyType(
    {
        "dpp_kind": "В программе не указан вид ДПП",
        "dpp_title": "В программе не указано название ДПП",
        "hours": "В программе не указан объём ДПП в часах",
        "study_form": "В программе не указана форма обучения",
        "funding": "В программе не указан источник финансирования",
        "study_place": "В программе не указано, где получено образование",
        "education": "В карточке нет высшего или среднего профессионального образования",
        "diploma_surname": "В закрытых сведениях нет фамилии из диплома",
        "diploma_number": "В закрытых сведениях нет номера диплома",
        "birth_date": "В закрытых сведениях нет даты рождения",
        "sex": "В закрытых сведениях не указан пол",
        "snils": "В закрытых сведениях нет СНИЛС",
    }
)
_CLOSED_ASKED = "Закрытых сведений нет: СНИЛС, даты рождения, пола и диплома"


@cache
def frdo_columns() -> tuple[FrdoColumn, ...]:
    """The forty columns A–AN in their order."""
    return tuple(FrdoColumn(**row) for row in read_json("reference/frdo_columns.json"))


def frdo_cells(source: FrdoSource) -> tuple[str, ...]:
    """The row of a person: texts only, without anything invisible; what the institute fills stays empty."""
    said = _texts(source)
    return tuple(clean(said[column.source]) if column.source else column.fixed for column in frdo_columns())


def cell_problem(column: FrdoColumn, text: str) -> str:
    """What is wrong with a cell of the register, "" where nothing is; the text itself is not repeated."""
    if text != clean(text):
        return f"В столбце «{column.title}» есть невидимые знаки или лишние пробелы"
    if not text:
        return f"Столбец «{column.title}» не заполнен" if column.required else ""
    if column.allowed and text not in column.allowed.split("|"):
        return f"В столбце «{column.title}» значение не из перечня"
    if column.pattern and not re.fullmatch(column.pattern, text):
        return f"В столбце «{column.title}» есть знаки, которых реестр не принимает"
    if column.source == "snils" and not is_snils(re.sub(r"[^0-9]", "", text)):
        return "В СНИЛС не сходятся последние две цифры"
    return ""


def frdo_reasons(source: FrdoSource, consents: Iterable[ConsentLine], *, today: date) -> tuple[FrdoReason, ...]:
    """Why a person cannot stand in the register; `consents` are her sheets."""
    sheets = tuple(consents)
    sentences = [
        *((FrdoMend.STREAM, words) for words in _about_study(source)),
        *((FrdoMend.PROGRAM, words) for words in _about_program(source)),
    ]
    closed = _about_person(source)
    if closed:
        sentences.append((FrdoMend.CARD, closed))
    else:
        sentences += [(FrdoMend.CARD, words) for words in _about_consent(source, sheets, today)]
        sentences += _about_cells(source, today)
    places = {
        FrdoMend.CARD: source.person_id,
        FrdoMend.PROGRAM: source.program_id,
        FrdoMend.STREAM: source.stream_id,
    }
    return tuple(FrdoReason(words, mend, places[mend]) for mend, words in dict.fromkeys(sentences))


def _texts(source: FrdoSource) -> dict[str, str]:
    kind = source.dpp_kind
    return {
        "document": _DOCUMENTS[kind] if kind else "",
        "dpp_kind": kind.label.capitalize() if kind else "",
        "dpp_title": source.dpp_title or "",
        "education": _LEVELS.get(source.education, "") if source.education else "",
        "diploma_surname": source.diploma_surname or "",
        "diploma_series": source.diploma_series or "",
        "diploma_number": source.diploma_number or "",
        "began": f"{source.began.year}",
        "ended": f"{source.ended.year}",
        "hours": str(source.hours or ""),
        "last_name": source.last_name,
        "first_name": source.first_name,
        "patronymic": source.patronymic or "",
        "birth_date": f"{source.birth_date:%d.%m.%Y}" if source.birth_date else "",
        "sex": source.sex.label if source.sex else "",
        "snils": source.snils or "",
        "study_form": source.study_form.label if source.study_form else "",
        "funding": source.funding.label if source.funding else "",
        "study_place": source.study_place.label if source.study_place else "",
    }


def _about_study(source: FrdoSource) -> Iterator[str]:
    if source.status is not EnrollmentStatus.COMPLETED:
        yield f"Обучение не завершено: в потоке «{source.status.label}»"
    if source.ended < source.began:
        yield "Обучение кончается раньше, чем начинается"


def _about_program(source: FrdoSource) -> Iterator[str]:
    if source.program_kind is not ProgramKind.INSIDE_DPP:
        yield "Программа вне ДПП: в реестр её выпускники не входят"
    elif source.hours is not None and source.hours < LEAST_DPP_HOURS:
        yield f"Объём ДПП меньше {LEAST_DPP_HOURS} часов"


def _about_person(source: FrdoSource) -> str:
    if source.state is PersonalDataState.ACTIVE:
        return "" if source.may_be_named else "Согласие на обработку отозвано: имя не передаётся никуда"
    if source.state is PersonalDataState.BLOCKED:
        return "Данные заблокированы: согласие на обработку отозвано"
    return "Данные обезличены: передавать нечего"


def _about_consent(source: FrdoSource, sheets: Collection[ConsentLine], today: date) -> Iterator[str]:
    """The sheet for this purpose, and the one that the closed fields are kept under."""
    given = [sheet for sheet in sheets if sheet.purpose is ConsentPurpose.FRDO]
    standing = [sheet for sheet in given if is_in_force(sheet, today)]
    held = fields_held(source._asdict())
    if not given:
        yield "Нет согласия на передачу сведений для ФИС ФРДО"
    elif not standing:
        states = {consent_state(sheet, today) for sheet in given}
        over = "истекло" if ConsentState.OVER in states else "отозвано"
        yield f"Согласие на передачу сведений для ФИС ФРДО {over}"
    elif held and not any(covers(sheet.data_scope, held) for sheet in standing):
        named = frozenset[RestrictedField]().union(*(fields_in_scope(sheet.data_scope) for sheet in standing))
        yield f"В согласии на передачу не названо: {scope_text(held - named or held)}"
    if not held:
        return
    if source.need is not RestrictedNeed.FRDO:
        yield "Закрытые сведения записаны не для ФИС ФРДО"
    kept = next((sheet for sheet in sheets if sheet.id == source.kept_under), None)
    if kept is None or not is_in_force(kept, today):
        yield "Согласие, по которому хранятся закрытые сведения, больше не действует"


def _about_cells(source: FrdoSource, today: date) -> Iterator[tuple[FrdoMend, str]]:
    is_inside = source.program_kind is ProgramKind.INSIDE_DPP
    has_closed = bool(fields_held(source._asdict()))
    if not has_closed:
        yield FrdoMend.CARD, _CLOSED_ASKED
    for column, text in zip(frdo_columns(), frdo_cells(source), strict=True):
        mend = _mend(column.source)
        is_asked_above = (column.source in _CLOSED and not has_closed) or column.source in _FOLLOWS
        if is_asked_above or (mend is FrdoMend.PROGRAM and not is_inside):
            continue
        if problem := cell_problem(column, text):
            yield mend, problem if text else _ASKED.get(column.source, problem)
    if source.birth_date is not None and parse_birth_date(source.birth_date, today=today).problem:
        yield FrdoMend.CARD, "Дата рождения не подходит стажёру: проверьте её по документу"


def _mend(source: str) -> FrdoMend:
    if source in _OF_PROGRAM:
        return FrdoMend.PROGRAM
    return FrdoMend.STREAM if source in _OF_STREAM else FrdoMend.CARD
