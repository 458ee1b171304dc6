"""Numbers with a check digit: СНИЛС, ИНН and ОГРН (domain.md §4)."""

import re
from operator import mul

from models.rules.clean import Cell, Reading, cell_text, digits_text, says_nothing

_SNILS_LENGTH = 11
_SNILS_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, 1)
_CHECKED_ABOVE = 1_001_998
"""СНИЛС up to 001-001-998 were given without a checksum."""
_MIN_RESTORED = 9
_HUNDRED = 100
_DIGITS = re.compile(r"[0-9]+")
_FORMATTED = re.compile(r"(\d{3})-(\d{3})-(\d{3}) (\d\d)")
_SHORT_NUMBER = re.compile(r"\d+([.,]\d+)?e\+?\d+", re.IGNORECASE)
# What people and recognition programs put for a digit.
_DIGIT_LIKE = str.maketrans("OoОоЗзlI|Б", "00003311" + "16")
_SEPARATED = re.compile(r"[\d\s.,_/\\–—−‐'’`\"-]*")
_LABEL = re.compile(r"(?i)снилс|страховой номер|номер|no?\.?|№|:")

SHORTENED = "вместо номера стоит сокращённое число вида 7,99E+10. Сделайте столбец текстовым и впишите номер заново"


def snils_control(nine: str) -> int:
    """The two check digits of the first nine digits of a СНИЛС."""
    total = sum(map(mul, map(int, nine), _SNILS_WEIGHTS))
    return total % 101 % _HUNDRED


def is_snils(digits: str) -> bool:
    """Whether eleven digits are a possible СНИЛС; no checksum is asked up to 001-001-998."""
    if len(digits) != _SNILS_LENGTH or not _DIGITS.fullmatch(digits) or not int(digits[:9]):
        return False
    return int(digits[:9]) <= _CHECKED_ABOVE or snils_control(digits[:9]) == int(digits[9:])


def format_snils(digits: str) -> str:
    """Eleven digits as `XXX-XXX-XXX YY`."""
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"


def parse_snils(cell: Cell) -> Reading[str]:
    """A СНИЛС as `XXX-XXX-XXX YY`; zeros that a spreadsheet cut off in front are restored."""
    exact = _FORMATTED.fullmatch(cell) if isinstance(cell, str) else None
    if exact is not None and is_snils("".join(exact.groups())):
        return Reading(exact[0])
    text = digits_text(cell)
    if is_snils(text):
        return Reading(format_snils(text))
    if says_nothing(text):
        return Reading()
    if _SHORT_NUMBER.fullmatch(text):
        return Reading(problem=SHORTENED)
    bare = _LABEL.sub(" ", text)
    mended = bare.translate(_DIGIT_LIKE)
    if not _SEPARATED.fullmatch(mended):
        return Reading(problem="в СНИЛС есть лишние знаки. Впишите 11 цифр или очистите ячейку")
    digits = re.sub(r"[^0-9]", "", mended)
    restored = digits.zfill(_SNILS_LENGTH)
    cut = _MIN_RESTORED <= len(digits) < _SNILS_LENGTH and int(restored[:9]) > _CHECKED_ABOVE
    if cut and is_snils(restored):
        digits = restored
    if len(digits) != _SNILS_LENGTH:
        wrong = f"в СНИЛС {_digits_word(len(digits))} вместо 11. Сверьте номер с документом или очистите ячейку"
        return Reading(problem=wrong)
    if not is_snils(digits):
        return Reading(problem="СНИЛС не сходится с контрольным числом. Сверьте номер с документом или очистите ячейку")
    return Reading(format_snils(digits), notice="" if mended == bare else "буквы в СНИЛС прочитаны как цифры")


def _digits_word(count: int) -> str:
    teen = 11 <= count % 100 <= 14
    word = "цифр" if teen or count % 10 not in {1, 2, 3, 4} else "цифра" if count % 10 == 1 else "цифры"
    return f"{count} {word}"


_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def _inn_digit(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10


def is_inn(text: str) -> bool:
    """Whether ten digits (an organisation) or twelve (a person) are an ИНН with right check digits."""
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", text):
        return False
    if len(text) == len(_INN_10) + 1:
        return _inn_digit(text, _INN_10) == int(text[9])
    return _inn_digit(text, _INN_11) == int(text[10]) and _inn_digit(text, _INN_12) == int(text[11])


def is_ogrn(text: str) -> bool:
    """Whether thirteen digits are the ОГРН of an organisation with a right check digit."""
    return bool(re.fullmatch(r"[0-9]{13}", text)) and int(text[:12]) % 11 % 10 == int(text[12])


def looks_like_snils(cell: Cell) -> bool:
    """Whether a cell may be a СНИЛС, right or wrong in its check digits: used to guess columns."""
    text = cell_text(cell)
    return bool(_FORMATTED.fullmatch(text) or re.fullmatch(r"\d{3}[- ]\d{3}[- ]\d{3}[- ]?\d\d", text)) or (
        parse_snils(cell).value is not None
    )
