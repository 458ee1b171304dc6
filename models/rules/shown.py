"""How stored values are written for people."""

import re

_LONG = 12
_KINDERGARTEN = re.compile(r"(?:М[БАК]?ДОУ|МДОБУ|ЧДОУ|ДОУ)?\s*[«\"]?\s*Детский сад\s+", re.IGNORECASE)


def initials(last: str, first: str, patronymic: str | None = None) -> str:
    """«И.О. Фамилия», as papers are signed; the code alone of somebody whose data are gone."""
    if first.startswith("("):
        return last
    return f"{first[0]}.{f'{patronymic[0]}.' if patronymic else ''} {last}"


def show_phone(stored: str) -> str:
    """`+79001234567` as «+7 (900) 123-45-67»; anything else as it is (domain.md §4)."""
    if len(stored) != _LONG or not stored.startswith("+7") or not stored[1:].isdigit():
        return stored
    return f"+7 ({stored[2:5]}) {stored[5:8]}-{stored[8:10]}-{stored[10:]}"


def short_municipality(name: str) -> str:
    """«Чугуевский муниципальный округ» as «Чугуевский МО», «… городской округ» as «… ГО»: for columns of tables."""
    short = name.replace("муниципальный округ", "МО").replace("городской округ", "ГО")
    return short.removeprefix("ГО ") if "ЗАТО" in short else short


def short_organization(name: str) -> str:
    """«МБДОУ «Детский сад № 41 «Кедровка»» as «Д/с № 41 «Кедровка»»: for columns of tables; other names stay."""
    found = _KINDERGARTEN.match(name)
    if found is None:
        return name
    short = f"Д/с {name[found.end() :]}"
    return short[:-1] if short.count("»") > short.count("«") and short.endswith("»") else short
