"""Dates, numbers and plurals as they are written for people (design.md §6)."""

from datetime import date

NBSP = "\N{NO-BREAK SPACE}"

_OF_MONTH = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
"""Months as captions."""
_SHORT_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
SHORT_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
"""Monday first."""

_TEEN = range(11, 15)
_FEW = range(2, 5)
_KILO = 1024


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a word that goes with a number: 1 строка, 2 строки, 5 строк."""
    if number % 100 in _TEEN:
        return many
    if number % 10 == 1:
        return one
    return few if number % 10 in _FEW else many


def counted(number: int, one: str, few: str, many: str) -> str:
    """A number with its word: «24 пункта»."""
    return f"{number}{NBSP}{plural(number, one, few, many)}"


def capitalised(words: str) -> str:
    """Words at the beginning of a sentence; what follows the first letter stays as it is."""
    return words[:1].upper() + words[1:]


def day_in_text(day: date) -> str:
    """A day in a sentence, its year understood: «24 марта»."""
    return f"{day.day}{NBSP}{_OF_MONTH[day.month - 1]}"


def quoted(title: str) -> str:
    """A title in «…»; quotes within it become „…“, a title that is one quotation stays as it is."""
    if title.startswith("«") and title.endswith("»") and "»" not in title[1:-1]:
        return title
    return f"«{title.replace('«', '„').replace('»', '“')}»"


def day_in_table(day: date) -> str:
    """A day in full: «24.03.2026»."""
    return f"{day:%d.%m.%Y}"


def short_day(day: date) -> str:
    """A day of the period that is on the screen: «24.03»."""
    return f"{day:%d.%m}"


def weekday_and_day(day: date) -> str:
    """A heading: «Пятница, 13 марта»."""
    return f"{_WEEKDAYS[day.weekday()].capitalize()}, {day_in_text(day)}"


def span_in_strip(start: date, end: date) -> str:
    """A week: «9–15»; with its month where one begins: «1–4 янв», «26–1 фев»."""
    days = f"{start.day}–{end.day}" if start != end else f"{start.day}"
    return f"{days} {_SHORT_MONTHS[end.month - 1]}" if end.day < 7 or start.day == 1 else days


def file_size(size: int) -> str:
    """Bytes as people count them: «141 КБ», «4,1 МБ»."""
    if size < _KILO * _KILO:
        return f"{max(1, round(size / _KILO))}{NBSP}КБ"
    return f"{size / _KILO / _KILO:.1f}".replace(".", ",") + f"{NBSP}МБ"


def amount(value: float) -> str:
    """A figure without a needless fraction: «7», «43,5»."""
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
