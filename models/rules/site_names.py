"""The name of a kindergarten as it is said, and as it stands in two lines of the navigation (01-overview)."""

import re

_FORM = re.compile(r"(?:М[АБК]?Д?ОУ|ГБДОУ|ЧДОУ|НДОУ|ДОУ|МОБУ|ФГКДОУ)\s+", re.IGNORECASE)
_QUOTED = re.compile(r"«(.+)»")
_PROPER = re.compile(r"\s+(?=«)")


def spoken_name(name: str) -> str:
    """«МБДОУ «Детский сад № 38 «Таёжная тропинка»» → «Детский сад № 38 «Таёжная тропинка»»: without the legal form."""
    rest = _FORM.sub("", name, count=1) if _FORM.match(name) else name
    quoted = _QUOTED.fullmatch(rest)
    inside = quoted.group(1) if quoted else rest
    if quoted and inside.count("«") > inside.count("»"):
        inside += "»"  # typographers close nested quotes once
    # «Ромашка» alone keeps its quotes, «Детский сад № 3» does not need them.
    return inside if quoted and re.match(r"(?:детский|центр|ясли|школа)\b", inside, re.IGNORECASE) else rest


def two_lines(name: str, place: str) -> tuple[str, str]:
    """What the site is, and what it is called and where: («Детский сад № 41», «Кедровка», Чугуевка)."""
    kind, *proper = _PROPER.split(spoken_name(name), maxsplit=1)
    return kind, ", ".join(part for part in (*proper, place) if part)
