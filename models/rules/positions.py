"""Positions: abbreviations and everyday words brought to the names of domain.md §2."""

import re
from functools import lru_cache

from models.rules.clean import Reading, clean, mend_look_alikes, says_nothing
from models.rules.organization_names import looks_like_organization

POSITIONS = (
    "воспитатель", "старший воспитатель", "методист", "старший методист", "педагог-психолог", "учитель-логопед",
    "учитель-дефектолог", "музыкальный руководитель", "инструктор по физической культуре",
    "педагог дополнительного образования", "социальный педагог", "тьютор", "педагог-организатор", "заведующий",
    "заместитель заведующего", "руководитель структурного подразделения", "младший воспитатель",
    "помощник воспитателя", "методист ММС", "специалист управления образования", "студент",
)  # fmt: skip
"""The positions every site starts with; a site may add its own."""

_GARDEN = (
    r"(?: (?:[а-я]{0,3}доу|доо|до|д/с|дс|детск(?:ого|им) сад(?:а|"
    r"ом)|детсад(?:а|ом)?|оу|оо|учрежден(?:ия|ием)))?(?: ?№? ?\d+)?"
)
_EDUCATOR = r"восп(?:ит(?:ат(?:ель)?)?)?(?:ница|-ль)?"
_PATTERNS = tuple(
    (re.compile(pattern + _GARDEN), position)
    for pattern, position in (
        (_EDUCATOR, "воспитатель"),
        (rf"ст(?:арш(?:ий)?)? ?-?{_EDUCATOR}", "старший воспитатель"),
        (rf"мл(?:адш(?:ий)?)? ?-?{_EDUCATOR}", "младший воспитатель"),
        (r"пом(?:ощ(?:ник)?)? ?восп(?:итат(?:еля)?)?", "помощник воспитателя"),
        (r"мет(?:од(?:ист)?)?", "методист"),
        (r"ст(?:арш(?:ий)?)? ?мет(?:од(?:ист)?)?", "старший методист"),
        (r"(?:пед(?:агог)?[ -]*)?психол(?:ог)?|п-психолог", "педагог-психолог"),
        (r"(?:уч(?:итель)?[ -]*)?логоп(?:ед)?", "учитель-логопед"),
        (r"(?:уч(?:итель)?[ -]*)?деф(?:ектолог)?", "учитель-дефектолог"),
        (r"муз(?:ыкальный)? ?-?(?:рук(?:оводитель|-ль)?|работник|раб)|музрук", "музыкальный руководитель"),
        (
            r"(?:инстр(?:уктор)?[ -]*)?(?:по )?(?:физ ?-?(?:ическ(?:ой|ому) |ич )?-?"
            r"(?:кул(?:ьт(?:ур[еы])?)?|восп(?:итани(?:ю|я))?)"
            r"|физо|фк|ф/к|физвоспитанию)|физ ?инструктор|инструктор-физкультурник|физрук",
            "инструктор по физической культуре",
        ),
        (
            r"пед(?:агог)? ?доп(?:олнительного)? ?обр(?:аз(?:ования)?)?|пдо|педагог д/о",
            "педагог дополнительного образования",
        ),
        (r"соц(?:иальный)? ?пед(?:агог)?|соцпедагог", "социальный педагог"),
        (r"тьютор", "тьютор"),
        (r"пед(?:агог)?[ -]*орг(?:анизатор)?", "педагог-организатор"),
        (r"зав(?:ед(?:ующ(?:ий|ая))?)?", "заведующий"),
        (r"зам(?:еститель)?(?: ?директора)? ?зав(?:ед(?:ующ(?:его|ей|им))?)?", "заместитель заведующего"),
        (
            r"рук(?:оводитель)? ?(?:структ(?:урного)? ?подр(?:азд(?:еления)?)?|сп)",
            "руководитель структурного подразделения",
        ),
        (r"методист (?:ммс|муниципальной методической службы)", "методист ММС"),
        (r"спец(?:иалист)? ?(?:уо|упр(?:авления)? ?обр(?:аз(?:ования)?)?)", "специалист управления образования"),
        (r"студент(?:ка)?", "студент"),
    )
)  # fmt: skip
_EXACT = {position.lower(): position for position in POSITIONS}


@lru_cache(maxsize=4096)
def parse_position(text: str) -> Reading[str]:
    """A position by its name of domain.md §2, or as written in lower case when it is none of them."""
    lowered = mend_look_alikes(clean(text)).lower().strip(" ,;")
    lowered = re.sub(r"\s?[–—−-]+\s?(?=[^\W\d])", "-", lowered)
    if lowered in _EXACT:
        return Reading(_EXACT[lowered])
    if says_nothing(lowered):
        return Reading()
    found = _canonical(lowered)
    if found:
        return Reading(found)
    if not re.search(r"[а-яё]{2}", lowered) or lowered[0] in "=+@":
        return Reading(problem="должность не читается. Впишите её словами")
    return Reading(lowered)


def _canonical(lowered: str) -> str:
    key = " ".join(lowered.replace("ё", "е").replace(".", " ").replace("«", " ").replace("»", " ").split())
    return next((position for pattern, position in _PATTERNS if pattern.fullmatch(key)), "")


_SINGULAR = {
    "воспитатели": "воспитатель", "воспитателей": "воспитателя", "старшие": "старший", "младшие": "младший",
    "учителя": "учитель", "логопеды": "логопед", "дефектологи": "дефектолог", "педагоги": "педагог",
    "психологи": "психолог", "музыкальные": "музыкальный", "руководители": "руководитель",
    "инструкторы": "инструктор", "инструктора": "инструктор", "методисты": "методист", "социальные": "социальный",
    "тьюторы": "тьютор", "организаторы": "организатор", "заведующие": "заведующий", "заведующих": "заведующего",
    "заместители": "заместитель", "помощники": "помощник", "специалисты": "специалист", "студенты": "студент",
}  # fmt: skip
_COUNTED = re.compile(r"\s*(?:[-–—:(]\s*)?\d+\s*(?:чел(?:\.|овека?)?)?\)?$")
"""«Воспитатели (3 чел.)»."""


def position_of_group(heading: str) -> str:
    """The position that a heading over several people names, in the plural or not; '' when it names none of ours."""
    bare = _COUNTED.sub("", clean(heading)).strip(" :.–—-").lower()
    singular = re.sub(r"[а-яё]+", lambda word: _SINGULAR.get(word[0], word[0]), bare)
    found = parse_position(singular).value
    return found if found in POSITIONS else ""


def looks_like_position(text: str) -> bool:
    """Whether a text is one of the positions of domain.md §2 in any writing: used to guess columns."""
    return parse_position(text).value in POSITIONS


@lru_cache(maxsize=4096)
def split_position(text: str) -> tuple[str, str]:
    """The position and the organisation of a cell that keeps both; the position is '' when it is not found."""
    pieces = [piece.strip() for piece in re.split(r"[,;\n]|\s[–—-]\s", text) if piece.strip()]
    for place in (len(pieces) - 1, 0):
        if len(pieces) > 1 and looks_like_position(pieces[place]):
            rest = [piece for index, piece in enumerate(pieces) if index != place]
            return pieces[place], clean(", ".join(rest))
    words = clean(text).split(" ")
    for size in range(min(4, len(words) - 1), 0, -1):
        if not looks_like_organization(words[size - 1]) and looks_like_position(" ".join(words[:size])):
            return " ".join(words[:size]), " ".join(words[size:])
    return "", clean(text)
