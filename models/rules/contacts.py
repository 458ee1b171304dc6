"""Phones and e-mail addresses: `+7XXXXXXXXXX` and lower case, the odd ones by the big libraries."""

import re

from models.rules.clean import Cell, Reading, clean, digits_text, fold, says_nothing
from models.rules.identifiers import SHORTENED

_NATIONAL = re.compile(r"(?:[349][0-9]|8[0-8])[0-9]{8}")
_NATIONAL_ABROAD = re.compile(r"(?:[349][0-9]|[78][0-8])[0-9]{8}")
"""With +7 in front a number of Kazakhstan, 7XX, is possible too; no code begins with 79 or 89."""
_NATIONAL_LENGTH = 10
_USUAL_PHONE = re.compile(
    r"(?:\+7|8|7)?[ -]?\(?([349][0-9]{2}|8[0-8][0-9])\)?[ -]?([0-9]{3})[ -]?([0-9]{2})[ -]?([0-9]{2})"
)
_EXTENSION = re.compile(r"(?i)[,;(\s]*(?:доб(?:авочный)?|вн(?:утр)?|ext|#)[\s.:№]*[0-9]{1,6}\)?\s*$")
_BETWEEN = re.compile(r"[,;/|]|\s(?:и|или)\s|\s(?=\+)|\s(?=[78][\s(-]*9[0-9]{2})")
_WORDS = re.compile(r"[^\W\d_]+")
"""«89021234568 (рабочий 4234-12-34-56)»: words stand between numbers, too."""
_SHORT_NUMBER = re.compile(r"\d+([.,]\d+)?e\+?\d+", re.IGNORECASE)
_LINE = re.compile(r"(?<=\S)[\r\n]+(?=\S)")
_LETTERS = re.compile(r"[^0-9+]")

LOCAL = "в телефоне не хватает цифр. Впишите номер с кодом: +7 и 10 цифр, или очистите ячейку"
FOREIGN = "телефон не похож на российский. Впишите +7 и 10 цифр или очистите ячейку"


def parse_phone(cell: Cell) -> Reading[str]:
    """A Russian phone as `+7XXXXXXXXXX`; of several numbers the first whole one is taken."""
    usual = _USUAL_PHONE.fullmatch(cell) if isinstance(cell, str) else None
    if usual is not None:
        return Reading("+7" + "".join(usual.groups()))
    text = digits_text(_LINE.sub(";", cell) if isinstance(cell, str) else cell)
    if says_nothing(text):
        return Reading()
    if _SHORT_NUMBER.fullmatch(text):
        return Reading(problem=SHORTENED)
    whole = _national(text)
    if whole:
        return Reading("+7" + whole)
    notice = ""
    shorter = _EXTENSION.sub("", text)
    if shorter != text:
        notice = "добавочный номер не записан"
    parts = [part for part in _BETWEEN.split(shorter) if re.search(r"\d", part)]
    if len(parts) > 1:
        notice = "несколько телефонов, записан первый"
    for part in parts:
        number = _national(part) or _by_library(part)
        if number:
            return Reading("+7" + number, notice=notice)
    for piece in (piece for part in parts for piece in _WORDS.split(part)):
        if number := _national(piece):
            return Reading("+7" + number, notice="несколько телефонов, записан первый")
    digits = re.sub(r"[^0-9]", "", shorter)
    foreign = len(digits) > _NATIONAL_LENGTH or len(digits) == _NATIONAL_LENGTH
    return Reading(problem=FOREIGN if foreign else LOCAL)


def _national(text: str) -> str:
    """The ten digits after +7, or '' where a text is not one Russian number."""
    digits = _LETTERS.sub("", text)
    if digits.startswith("+"):
        abroad = digits[1:].removeprefix("7").removeprefix("8" if len(digits) > _NATIONAL_LENGTH + 2 else "")
        return abroad if digits.startswith("+7") and _NATIONAL_ABROAD.fullmatch(abroad) else ""
    if len(digits) == _NATIONAL_LENGTH + 1 and digits[0] in "78":
        digits = digits[1:]
    return digits if _NATIONAL.fullmatch(digits) else ""


def _by_library(text: str) -> str:
    """The same for other notations: full-width digits, «tel:», «;ext=»."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "RU")
    except phonenumbers.NumberParseException:
        return ""
    national = str(number.national_number)
    return national if number.country_code == 7 and _NATIONAL.fullmatch(national) else ""


_USUAL_EMAIL = re.compile(
    r"[a-z0-9_](?:[a-z0-9_+-]|\.(?=[a-z0-9_+-])){0,60}@(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,3}(?:ru|com|net|org|su|edu)"
)
"""A part of what email-validator accepts as it is: it spares the library at nearly every row."""
_LATIN_FOR = str.maketrans("асеорхукАВСЕНКМОРТХУ", "aceopxykABCEHKMOPTXY")

BAD_EMAIL = "адрес электронной почты не читается. Исправьте его или очистите ячейку"


def parse_email(cell: Cell) -> Reading[str]:
    """An e-mail address in lower case; of several addresses the first one is taken."""
    text = cell.lower() if isinstance(cell, str) else ""
    if _USUAL_EMAIL.fullmatch(text) and "--" not in text:
        return Reading(text)
    text = clean(text)
    if _USUAL_EMAIL.fullmatch(text) and "--" not in text:
        return Reading(text)
    if says_nothing(text):
        return Reading() if isinstance(cell, str) else Reading(problem=BAD_EMAIL)
    joined = re.sub(r"\s*([@.])\s*", r"\1", text.removeprefix("mailto:").removeprefix("e-mail:"))
    parts = [part.strip("<>()[]\"'«».:") for part in re.split(r"[\s,;/]+", joined) if "@" in part]
    if not parts or not all(parts):
        return Reading(problem=BAD_EMAIL)
    notice = "несколько адресов, записан первый" if len(parts) > 1 else ""
    first = parts[0]
    latin = first.translate(_LATIN_FOR)
    if latin != first and latin.isascii():
        first, notice = latin.lower(), notice or "русские буквы в адресе почты заменены латинскими"
    if _USUAL_EMAIL.fullmatch(first) and "--" not in first:
        return Reading(first, notice=notice)
    return _email_by_library(first, notice)


def _email_by_library(text: str, notice: str) -> Reading[str]:
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return Reading(problem=BAD_EMAIL)
    return Reading(found.normalized.lower(), notice=notice)


def split_contacts(text: str) -> tuple[str, str]:
    """The phone part and the e-mail part of a cell that keeps both, each '' when there is none."""
    found = re.search(r"[^\s,;()<>]+@[^\s,;()<>]+", text)
    if found is None:
        return text, ""
    phone = re.sub(r"(?i)\be-?mail\b:?|эл\.? ?почта:?|почта:?", " ", text[: found.start()] + " " + text[found.end() :])
    return phone.strip(" ,;:/"), found.group()


def looks_like_phone(cell: Cell) -> bool:
    """Whether a cell reads as one Russian phone number: used to guess columns."""
    text = digits_text(cell)
    return not re.search(r"[а-яa-z]", fold(text)) and bool(_national(text))
