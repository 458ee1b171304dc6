"""An invented filling of any paper, to see how its layout comes out: the names of its data say what stands there.

The site's own passport and signatures stand in it; everybody and everything else is invented.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from models.rows.codes import Code
from models.rows.report import ReportSignatures, SitePassport
from models.rows.site_forms import FormHead

Made = TypeVar("Made")

ROWS = 3
"""Rows of every table."""
_FIRST_DAY = date(2026, 3, 12)
_PERSON = ("Образцова Анна Петровна", "Примерова Ольга Ивановна", "Условная Мария Сергеевна")
_SIGNED = ("А.П. Образцова", "О.И. Примерова", "М.С. Условная")
_ORGANISATIONS = ("МБДОУ «Детский сад № 1»", "МБДОУ «Детский сад № 2»", "МБДОУ «Детский сад № 3»")
_PROSE = (
    "Здесь стоит текст, который пишут в программе: он может занимать несколько строк и делиться на абзацы.",
) * ROWS
_EMPTY = ("",) * ROWS
_DAYS = ("12.03.2026", "13.03.2026", "14.03.2026")

_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("name", "person", "trainee", "author", "reviewer", "speaker", "actor"), _PERSON),
        **dict.fromkeys(
            ("tutor", "leader", "responsible", "consultant", "chair", "secretary", "issuer", "signed_name"), _SIGNED
        ),
        **dict.fromkeys(("signed_by", "reviewer_signed", "first_name", "second_name"), _SIGNED),
        **dict.fromkeys(("organization", "workplace", "base_kind", "site"), _ORGANISATIONS),
        **dict.fromkeys(
            ("goal", "tasks", "explanatory_note", "results", "conditions", "assessment", "literature", "text"), _PROSE
        ),
        **dict.fromkeys(("heard", "discussed", "self_analysis", "admin_review", "attended", "guests"), _PROSE),
        **dict.fromkeys(("term", "at", "until", "days"), _DAYS),
        **dict.fromkeys(("number", "no"), ("1", "2", "3")),
        "title": ("Развитие речи в игре", "Прогулка как занятие", "Сказка и счёт"),
        "program": ("Игра как ведущая деятельность дошкольника",) * ROWS,
        "programme": ("Игра как ведущая деятельность дошкольника",) * ROWS,
        "stream": ("Поток 1, весна 2026 года",) * ROWS,
        "position": ("воспитатель", "музыкальный руководитель", "старший воспитатель"),
        "tutor_position": ("Тьютор",) * ROWS,
        "leader_position": ("Ведущий",) * ROWS,
        "chair_position": ("Председатель",) * ROWS,
        "secretary_position": ("Секретарь",) * ROWS,
        "reviewer_position": ("Рецензент",) * ROWS,
        "trainee_position": ("Стажёр",) * ROWS,
        "first_position": ("Руководитель стажировочной площадки",) * ROWS,
        "second_position": ("Заведующий",) * ROWS,
        "municipality": ("г. Владивосток", "г. Артём", "Лазовский округ"),
        "area": ("краевой центр", "городской округ", "удалённый округ"),
        "phone": ("+7 (423) 000-00-00",) * ROWS,
        "email": ("anna@example.ru", "olga@example.ru", "maria@example.ru"),
        "person_phone": ("+7 (423) 000-00-00",) * ROWS,
        "person_email": ("anna@example.ru",) * ROWS,
        "format": ("мастер-класс", "семинар", "вебинар"),
        "mode": ("очно", "дистанционно", "смешанно"),
        "place": ("музыкальный зал", "методический кабинет", "площадка"),
        "audience": ("воспитатели",) * ROWS,
        "section": ("1. Организационно-управленческая деятельность",) * ROWS,
        "period_title": ("I квартал 2026 года",) * ROWS,
        "term_title": ("на 2026 год",) * ROWS,
        "kind_title": ("квартальный отчёт",) * ROWS,
        "heading": ("Дорожная карта",) * ROWS,
        "stage_title": ("входная диагностика",) * ROWS,
        "subject": ("о зачислении на стажировку",) * ROWS,
        "body": ("заседания совета стажировочной площадки",) * ROWS,
        "period": ("с 12.03.2026 по 14.05.2026",) * ROWS,
        "year": ("2026",) * ROWS,
        "starts_at": ("10:00",) * ROWS,
        "code": ("ДЛ-4К7Р",) * ROWS,
        "subject_code": ("ДЛ-4К7Р", "ДЛ-9М2Т", "ДЛ-3С8Н"),
        "hours_words": ("тридцати шести",) * ROWS,
        "hours_unit": ("академических часов",) * ROWS,
        "hours": ("36",) * ROWS,
        **dict.fromkeys(
            ("state", "amended", "council", "withheld", "duplicate_of", "restricted", "signature", "group"), _EMPTY
        ),
        "signs": ("+", "д", "н"),
    }
)
_ANYTHING = ("пример", "пример второй строки", "пример третьей строки")


def specimen(data: type[Made], head: FormHead, texts: Collection[str] = ()) -> Made:
    """A paper of these data filled with invented rows; `texts` are the codes of a mapping of prose."""
    return _record(data, head, texts, place=0)


def _record(kind: type[Any], head: FormHead, texts: Collection[str], *, place: int) -> Any:
    if kind is SitePassport:
        return head.passport
    if kind is ReportSignatures:
        return head.signatures
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else [*hints]
    return kind(**{name: _value(name, hints[name], head, texts, place=place) for name in names})


def _value(name: str, hint: Any, head: FormHead, texts: Collection[str], *, place: int) -> Any:
    """What stands under a name in the row of this place."""
    if get_origin(hint) in {Union, UnionType}:
        hint, *_ = [one for one in get_args(hint) if one is not NoneType]
        if is_dataclass(hint) or hint is bytes:
            # A paper bound in, a picture: nothing of the layout.
            return None
    origin = get_origin(hint)
    if origin is tuple:
        row = get_args(hint)[0]
        return tuple(_value(name, row, head, texts, place=at) for at in range(ROWS))
    if origin is not None:
        return dict.fromkeys(texts, _PROSE[0])
    if hint in _PLAIN:
        return _PLAIN[hint](name, place)
    codes = list[Code](hint) if issubclass(hint, Code) else []
    return codes[place % len(codes)] if codes else _record(hint, head, texts, place=place)


def _number(name: str, place: int) -> int:
    if name == "minutes":
        return 90
    return place + 1 if name in {"no", "number"} else 3 + 4 * place


_PLAIN: Mapping[Any, Callable[[str, int], object]] = MappingProxyType(
    {
        str: lambda name, place: _WORDS.get(name, _ANYTHING)[place],
        bool: lambda _name, _place: False,
        int: _number,
        float: lambda _name, place: 4.5 + 0.25 * place,
        date: lambda _name, place: _FIRST_DAY + timedelta(days=place),
    }
)
