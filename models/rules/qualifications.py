"""Category, education and experience, brought to the closed lists of domain.md §2 and whole years."""

import re
from functools import lru_cache

from models.rules.clean import Cell, Reading, cell_text, fold, says_nothing

MAX_EXPERIENCE = 60
"""Years (domain.md §1)."""

_CATEGORIES = (
    (re.compile(r"без\b|\bб[/ ]?к\b|\bнет\b|не имеет|не аттестован|отсутств|неаттест|\bб/кат"), "без категории"),
    (re.compile(r"методист"), "педагог-методист"),
    (re.compile(r"наставник"), "педагог-наставник"),
    (re.compile(r"соотв|\bсзд\b|\bс\.?\s?з\.?\s?д\b"), "соответствие занимаемой должности"),
    (re.compile(r"высш|\bвкк\b|\bв\.\s?к\.\s?к\b|\bвк\b|\bв/к\b|\bвысш\b"), "высшая"),
    (
        re.compile(r"перв|\b1\s?-?\s?(?:ая|я|кк|к|кв|кат)?\b|\b[iі]\s?(?:-?ая|-?я|кк|к|кв|кат)?\b|\bпкк\b|\bп/к\b"),
        "первая",
    ),
)
_REFUSED = re.compile(r"втор|\b2\b|\bii\b|\bіі\b|не соотв|несоотв")
_DATES = re.compile(
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|(?:№|пр(?:иказ)?\.?\s?№?)\s?[0-9/-]+\S*|\b(?:19|20)[0-9]{2}\b"
)


def parse_category(cell: Cell) -> Reading[str]:
    """A qualification category of the closed list; a dash means nothing is known, «нет» means «без категории»."""
    return _category(cell_text(cell))


@lru_cache(maxsize=4096)
def _category(text: str) -> Reading[str]:
    key = _DATES.sub(" ", fold(text))
    if key.strip() in {"нет", "не имеет", "не имеется", "отсутствует", "0"}:
        return Reading("без категории")
    if says_nothing(text):
        return Reading()
    found = [name for pattern, name in _CATEGORIES if pattern.search(key)]
    if len(found) != 1 or _REFUSED.search(key):
        return Reading(problem="такой категории нет в перечне. Выберите её из списка или очистите ячейку")
    return Reading(found[0])


_BEFORE_CATEGORY = re.compile(
    r"[,;/()\n]+\s*|\s[–—-]\s|\s+(?=(?:без|высш|перв|1|i|соотв|сзд|вкк|не имеет)[^,;()]*$)", re.IGNORECASE
)


def split_category(text: str) -> tuple[str, str]:
    """The position and the category of a cell that keeps both, the category '' when there is none."""
    for found in reversed(list(_BEFORE_CATEGORY.finditer(text))):
        category = text[found.end() :].strip(" )\n")
        if found.start() and parse_category(category).value is not None:
            return text[: found.start()], category
    return text, ""


_HIGHER = re.compile(r"\bвысш|\bвыс\b|\bв/о\b|\bв\.?\s?о\b|\bв?во\b|\bвпо\b|бакалавр|магистр|специалитет|аспирантур")
_VOCATIONAL = re.compile(
    r"\bспо\b|\bспо\.|ср[а-я]*\.?[\s,-]*(?:проф|спец|тех|пед)|\bс/с\b|\bс/п\b|колледж|техникум|училищ|\bнпо\b|ссуз|ср/|\bс/?спец"
)
_PEDAGOGIC = re.compile(r"(?<!не)(?<!не )\bпед|\bдошкольн")
_STUDYING = re.compile(r"обуча|студент|учится|заочно учит|получает")
_GENERAL = re.compile(r"средн\w*\s*(?:\(полное\))?\s*(?:общее|полное)|^средн(?:ее|\.)?$|^общее среднее|\b11 кл")
_UNFINISHED = re.compile(r"не\s?(?:за|о)конч|незаверш|н/в|не полн|неполн")


def parse_education(cell: Cell) -> Reading[str]:
    """A level of education of the closed list."""
    return _education(cell_text(cell))


@lru_cache(maxsize=4096)
def _education(text: str) -> Reading[str]:
    key = fold(text)
    if says_nothing(text):
        return Reading()
    pedagogic = " педагогическое" if _PEDAGOGIC.search(key) else ""
    if _STUDYING.search(key) and not re.search(r"законч|оконч", key):
        return Reading("обучается")
    if not _UNFINISHED.search(key):
        if _HIGHER.search(key):
            return Reading("высшее" + pedagogic)
        if _VOCATIONAL.search(key):
            return Reading("среднее профессиональное" + pedagogic)
        if _GENERAL.search(key):
            return Reading("среднее общее")
    return Reading(problem="такого уровня образования нет в перечне. Выберите его из списка или очистите ячейку")


_YEARS = re.compile(
    r"(?:около |более |свыше |св\.? |> ?)?([0-9]{1,3})(?:[.,]([0-9]+))?\s?\+?\s?"
    r"(?:л(?:ет)?|г(?:од(?:а|ов)?)?|полных лет)?\.?"
    r"(?:\s?(?:и )?[0-9]{1,2}\s?м(?:ес(?:яц(?:а|ев)?)?)?\.?)?(?:\s?[0-9]{1,2}\s?дн?\.?(?:ей|я|ень)?)?"
)
_UNDER_A_YEAR = re.compile(
    r"(?:менее|меньше|до|< ?)\s?(?:1|одного)?\s?года?|[0-9]{1,2}\s?м(?:ес(?:яц(?:а|ев)?)?)?\.?|"
    r"нет|без стажа|б/с|-?0(?:[.,]\d+)?"
)


@lru_cache(maxsize=1024, typed=True)
def parse_experience(cell: Cell) -> Reading[int]:
    """Whole years of work, 0 to 60: parts of a year do not count."""
    key = fold(cell_text(cell))
    if _UNDER_A_YEAR.fullmatch(key):
        return Reading(0)
    if says_nothing(key):
        return Reading()
    found = _YEARS.fullmatch(key)
    if found is None or not isinstance(cell, str | int | float) or int(found[1]) > MAX_EXPERIENCE:
        return Reading(
            problem=f"стаж не читается как число лет от 0 до {MAX_EXPERIENCE}. Исправьте его или очистите ячейку"
        )
    return Reading(int(found[1]))
