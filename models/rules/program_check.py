"""What keeps a programme from being whole: shown in the designer at once, and before it is approved."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from models.rows.codes import ProgramKind
from models.rows.program_page import ProgramContent
from models.rules.hours import ACADEMIC_HOUR_MIN, LEAST_DPP_HOURS, off_by_words, sum_off_by_words
from models.rules.words import NBSP


class Matter(StrEnum):
    """What a fault is about: the designer's tab where it is mended has this key."""

    MODULES = "modules"
    DEFICITS = "deficits"
    PASSPORT = "passport"


class Fault(NamedTuple):
    """Something that is not right yet: a sentence, and where it is mended."""

    matter: Matter
    words: str
    module_id: int | None = None


_TOLD: Mapping[str, str] = MappingProxyType(
    {"goal": "не сказано, какова цель", "audience": "не сказано, для кого она", "results": "не названы результаты"}
)


def program_faults(content: ProgramContent) -> tuple[Fault, ...]:
    """Everything that is not right, what weighs most first; nothing of it keeps a draft from being stored."""
    return (*_of_modules(content), *_of_deficits(content), *_of_passport(content))


def _of_modules(content: ProgramContent) -> Iterator[Fault]:
    if not content.modules:
        yield Fault(Matter.MODULES, "В программе нет модулей")
        return
    if off := sum_off_by_words(content.passport.hours, content.modules):
        yield Fault(Matter.MODULES, f"Модули вместе: {off} до часов программы ({content.passport.hours}{NBSP}ч)")
    for module in content.modules:
        activities = content.activities_of(module.id)
        if not activities:
            yield Fault(Matter.MODULES, f"Модуль {module.no}: нет занятий", module.id)
            continue
        if off := off_by_words(sum(each.minutes for each in activities), module.hours):
            whole = module.hours * ACADEMIC_HOUR_MIN
            yield Fault(Matter.MODULES, f"Модуль {module.no}: {off} до {whole}{NBSP}мин", module.id)
        if without := sum(each.kind is None for each in activities):
            yield Fault(Matter.MODULES, f"Модуль {module.no}: не указан вид занятий ({without})", module.id)


def _of_deficits(content: ProgramContent) -> Iterator[Fault]:
    if not content.deficits:
        yield Fault(Matter.DEFICITS, "Не заявлено ни одного дефицита")
    for deficit in content.deficits:
        if not deficit.diagnostic:
            yield Fault(Matter.DEFICITS, f"Дефицит {deficit.no}: нет диагностического материала")


def _of_passport(content: ProgramContent) -> Iterator[Fault]:
    passport = content.passport
    for field, words in _TOLD.items():
        if not getattr(passport, field):
            yield Fault(Matter.PASSPORT, f"О программе {words}")
    if passport.kind is not ProgramKind.INSIDE_DPP:
        return
    if not passport.dpp_title:
        yield Fault(Matter.PASSPORT, "Не названа ДПП, в составе которой стоит программа")
    if (passport.dpp_hours or 0) < LEAST_DPP_HOURS:
        yield Fault(Matter.PASSPORT, f"ДПП меньше {LEAST_DPP_HOURS}{NBSP}ч, или её часы не указаны")
