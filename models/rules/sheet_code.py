"""The short code of a registration sheet: what brings a signed paper back to its event.

«К 472 МН» is written like the plate of a car: capital letters that look the same in Cyrillic and Latin, so that it
is typed in either layout; О is left out, since it looks like a zero. The last letter checks the others: any one sign
mistaken and any two neighbours exchanged are noticed (weighted sum over the prime 11).
"""

import re
from collections.abc import Collection

from models.errors import UserError
from models.rules.clean import clean

_LETTERS = "АВЕКМНРСТУХ"
_LATIN = "ABEKMHPCTYX"
_PRIME = len(_LETTERS)
_FEWEST_DIGITS, _MOST_DIGITS = 3, 8
_TO_CYRILLIC = str.maketrans(_LATIN, _LETTERS)
_TO_LATIN = str.maketrans(_LETTERS, _LATIN)
_SHAPE = re.compile(rf"([{_LETTERS}])(\d{{{_FEWEST_DIGITS},{_MOST_DIGITS}}})([{_LETTERS}])([{_LETTERS}])")
_BETWEEN = re.compile(r"[\s\-–—.]+")
_SPREAD = 7_368_787
"""Neighbouring events get codes that do not look alike; prime to every capacity."""
_SCHEME = "marshrut"

_UNREADABLE = (
    "Это не похоже на код листа регистрации.",
    "Код стоит рядом с QR-кодом: буква, цифры и две буквы, например К 472 МН.",
)


def sheet_code(event_id: int) -> str:
    """The code of an event's sheet: «К 472 МН»; from the 121,000th event on it has a digit more."""
    digits = next(count for count in range(_FEWEST_DIGITS, _MOST_DIGITS + 1) if event_id < _capacity(count))
    number = event_id * _SPREAD % _capacity(digits)
    number, figures = divmod(number, 10**digits)
    first, second = _LETTERS[number % _PRIME], _LETTERS[number // _PRIME]
    written = f"{figures:0{digits}}"
    return f"{first} {written} {second}{_check(first, written, second)}"


def event_of_code(text: str) -> int:
    """The event whose sheet carries this code, however it was typed: either alphabet, any case, any blanks.

    Raises UserError for what is no code or has a mistake in it. The event may have been removed since.
    """
    bare = _BETWEEN.sub("", clean(text)).upper().translate(_TO_CYRILLIC)
    # A letter О is never part of a code: whoever types it means a zero.
    found = _SHAPE.fullmatch(bare.replace("О", "0").replace("O", "0"))
    if found is None:
        raise UserError(*_UNREADABLE)
    first, written, second, check = found.groups()
    capacity = _capacity(len(written))
    number = int(written) + 10 ** len(written) * (_LETTERS.index(first) + _PRIME * _LETTERS.index(second))
    event_id = number * pow(_SPREAD, -1, capacity) % capacity
    is_shortest = len(written) == _FEWEST_DIGITS or event_id >= _capacity(len(written) - 1)
    if check != _check(first, written, second) or not is_shortest:
        raise UserError("В коде листа есть описка: такого кода не бывает.", "Сверьте его с листом и наберите снова.")
    return event_id


def sheet_qr(site: str, event_id: int) -> str:
    """The text of the QR code: `marshrut:PK-07:K472MH`; Latin letters, so that the code stays small."""
    return f"{_SCHEME}:{site}:{sheet_code(event_id).replace(' ', '').translate(_TO_LATIN)}"


def is_sheet_qr(text: str) -> bool:
    """Whether the text of a QR code is a registration sheet's, of whatever site."""
    return text.startswith(f"{_SCHEME}:")


def event_of_qr(texts: Collection[str], *, own: Collection[str]) -> int:
    """The event of the one sheet that was read; `own` are the codes this site goes or went by.

    Raises UserError where no text is a sheet's, where the sheet is another site's, and where there are several.
    """
    sheets = [text.split(":", maxsplit=1)[1].rpartition(":") for text in texts if is_sheet_qr(text)]
    if not sheets:
        raise UserError(
            "На скане не нашлось кода листа регистрации.",
            "Наберите код, который стоит рядом с QR-кодом, или сделайте скан чётче, со всем листом целиком.",
        )
    ours = {code for site, _, code in sheets if site in own}
    if not ours:
        raise UserError("Это лист другой площадки.", "Проверьте, тот ли лист отсканирован.")
    events = {event_of_code(code) for code in ours}
    if len(events) > 1:
        raise UserError("На скане листы разных мероприятий.", "Отсканируйте лист каждого мероприятия отдельно.")
    return events.pop()


def _capacity(digits: int) -> int:
    return _PRIME * _PRIME * 10**digits


def _check(first: str, written: str, second: str) -> str:
    values = [_LETTERS.index(first), *map(int, written), _LETTERS.index(second)]
    return _LETTERS[sum(weight * value for weight, value in enumerate(values, start=1)) % _PRIME]
