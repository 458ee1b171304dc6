"""Which heading means which field: the words people use over the columns of a list of trainees."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from models.rules.clean import fold

FULL_NAME, FIRST_AND_PATRONYMIC, ORGANIZATION_AND_POSITION, POSITION_AND_CATEGORY, CONTACTS = (
    "full_name",
    "first_and_patronymic",
    "organization_and_position",
    "position_and_category",
    "contacts",
)
BIRTH_PARTS = ("birth_day", "birth_month", "birth_year")
"""A birth date in three columns; they count only all together."""
JOINED: Mapping[str, tuple[str, ...]] = {
    FIRST_AND_PATRONYMIC: ("first_name", "patronymic"),
    ORGANIZATION_AND_POSITION: ("organization", "position"),
    POSITION_AND_CATEGORY: ("position", "category"),
    CONTACTS: ("phone", "email"),
    **dict.fromkeys(BIRTH_PARTS, ("birth_date",)),
}
"""Roles whose fields are called otherwise: one column for several of them, or several columns for one."""
NAME_ROLES = frozenset({FULL_NAME, "last_name", "first_name", "patronymic", FIRST_AND_PATRONYMIC})

TITLES: Mapping[str, str] = {
    FULL_NAME: "ФИО", "last_name": "Фамилия", "first_name": "Имя", "patronymic": "Отчество",
    "birth_date": "Дата рождения", "snils": "СНИЛС", "position": "Должность", "organization": "Организация",
    "municipality": "Муниципалитет", "phone": "Телефон", "email": "Эл. почта", "category": "Категория",
    "education": "Образование", "experience_years": "Стаж, лет", FIRST_AND_PATRONYMIC: "Имя, отчество",
    ORGANIZATION_AND_POSITION: "Организация, должность", POSITION_AND_CATEGORY: "Должность, категория",
    CONTACTS: "Телефон, эл. почта", "birth_day": "День рождения", "birth_month": "Месяц рождения",
    "birth_year": "Год рождения",
}  # fmt: skip

_MAX_HEADING = 200
_SURE = 70
_NOT_ABOUT_TRAINEE = (
    r"руководител|заведующ|тьютор|наставник|куратор|ответственн|директор|ребен|"
    r"родител|начальник|составител|законн\w+ предст"
)
_PATTERNS: tuple[tuple[str, int, str], ...] = (
    (FULL_NAME, 95, r"фио|фио (?:полностью|педагога|слушателя|стажера|участника|сотрудника|работника|воспитателя)"),
    (FULL_NAME, 90, r"фамилия.*(?:имя|инициалы).*|фамилия и о(?: .*)?|фам.* имя .*"),
    (FULL_NAME, 97, r"(?:\w+ )?фио(?: \w+)?(?: и)? (?:дата рождения|(?:занимаемая )?должност\w*)(?: .+)?"),
    (FULL_NAME, 70, r".*\bфио\b.*|.*\bфамили\w* имен\w*.*"),
    (FULL_NAME, 50,
        r"(?:список )?(?:слушател(?:ь|и|ей)|(?:стажер|участник|педагог|сотрудник|работник)(?:ы|и|ов)?|"
        r"обучающ\w+)(?: площадки)?"
    ),
    ("last_name", 95, r"фамилия|фам|ф"),
    ("last_name", 80, r"фамилия (?!.*(?:имя|и о\b)).*"),
    ("first_name", 95, r"имя|и"),
    ("first_name", 80, r"имя (?!.*отч).*"),
    (FIRST_AND_PATRONYMIC, 95, r"имя(?: и)? отчество|и о|имя отч|ио"),
    ("patronymic", 95, r"отчество|отч|о"),
    ("patronymic", 80, r"отчество .*"),
    ("birth_date", 95, r"дата рождения|дата рожд|др|д р|день рождения|дата род|дата р|род дата|г р"),
    ("birth_date", 85, r"(?!место).*\bрожд(?:ения)?\b.*"),
    ("birth_day", 97, r"(?:дата )?рожд(?:ения)? (?:день|число)|(?:день|число) рожд(?:ения)?"),
    ("birth_month", 97, r"(?:дата )?рожд(?:ения)? месяц|месяц рожд(?:ения)?"),
    ("birth_year", 97, r"(?:дата )?рожд(?:ения)? год|год рожд(?:ения)?"),
    ("snils", 95, r"снилс"),
    ("snils", 85,
        r".*\bснилс\b.*|.*страхов\w* (?:номер|свидетельств|св).*|"
        r".*(?:номер|n) страхов\w*.*|пенсионн\w* (?:номер|свид\w*)|страх(?: св\w*)?"
    ),
    (ORGANIZATION_AND_POSITION, 97,
        r"(?:место работы|организация|учреждение|оо|доу|наименование \w+)(?: и|"
        r" с указанием)? (?:занимаемая )?должност\w*"
    ),
    (ORGANIZATION_AND_POSITION, 97,
        r"(?:занимаемая )?должность(?: и)? (?:место работы|"
        r"организация|учреждение|оо|доу|наименование .*)"
    ),
    (POSITION_AND_CATEGORY, 97, r"(?:занимаемая )?должность(?: и)? (?:\w+ )?(?:категори\w*|кв\w* кат\w*)"),
    ("position", 95, r"должность|занимаемая должность|должность по штатному расписанию"),
    ("position", 80, r"(?!.*(?:соответств|стаж|категори|аттест)).*\bдолжност\w*.*|кем работает"),
    ("position", 40, r"профессия|специальность"),
    ("organization", 95,
        r"место работы|организация|образовательная организация|учреждение|оо|оу|доу|доо|"
        r"дошкольная организация|организация место работы"
    ),
    ("organization", 92,
        r"(?:сокращенное|краткое) наименование.*(?:организац|учрежд|оо|доу).*|детский сад|"
        r"д с|дс|сад|мбдоу|мдоу"
    ),
    ("organization", 88,
        r"наименование (?:оо|оу|доу|доо|до|мбдоу|.*организац\w*|.*учрежден\w*)(?: .*)?|"
        r"название (?:.*организац\w*|.*учрежд\w*|.*сада|доу|оо)|дет сад|детсад"
    ),
    ("organization", 80,
        r".*\bмест\w* работы.*|.*\bорганизаци\w*.*|.*\bучрежден\w*.*|"
        r".*\bдетск\w* сад\w*.*|.*\b(?:доу|доо|мбдоу|мдоу|оо)\b.*|работодатель"
    ),
    ("municipality", 95,
        r"(?:(?:наименование |название )?(?:мо|го|мр|р н|район|город|округ|край|терр|территория|"
        r"муниципалитет|городской округ|муниципальн\w+(?: (?:образование|округ|район))?)(?: |$)){1,3}"
    ),
    ("municipality", 85,
        r".*\bмуниципал\w*.*|.*\bгородск\w* округ\w*.*|мо .*|город .*|.*\bрайон\b.*|"
        r".*\bтерритори\w*.*|округ .*"
    ),
    ("municipality", 60, r"населенный пункт.*|местность|нас пункт|город поселок.*|село"),
    (CONTACTS, 97,
        r"(?:контакт\w* )?(?:тел\w*|моб\w*|номер телефона)(?: .*)? (?:mail|"
        r"e mail|эл|электронн\w+)\b.*|(?:e )?mail(?: и)? тел\w*|эл\w* почта(?: и)? тел\w*"
    ),
    (CONTACTS, 75, r"контакт\w*|контактн\w* (?:данные|информация|сведения)"),
    ("phone", 60, r"контакт\w*|контактн\w* (?:данные|информация|сведения)"),
    ("phone", 96,
        r"(?:моб|мобильный|сот|сотовый|личный)(?: номер)?(?: тел\w*)?|номер мобильного.*|"
        r".*\b(?:моб|сот|мобильн\w*|сотов\w*)\b.*"
    ),
    ("phone", 90, r"телефон|тел|номер телефона|конт\w* тел\w*|тел\w* контакт\w*|контактный номер"),
    ("phone", 70, r".*\bтел(?:ефон\w*)?\b.*"),
    ("email", 95,
        r"e ?mail|mail|эл почта|электронная почта|адрес электронной почты|почта|эл адрес|"
        r"электронный адрес|имейл|емейл|е мейл|емаил|е маил"
    ),
    ("email", 80, r".*\bmail\b.*|.*\bэл\w* (?:почт|адрес)\w*.*|.*\bэлектронн\w+ (?:почт|адрес).*"),
    ("category", 95,
        r"категория|кв категория|квалификационная категория|квалиф категория|"
        r"квалификация категория"
    ),
    ("category", 75, r".*\bкв\w* кат\w*.*|.*\bкатегори\w*.*|аттестация|кк"),
    ("education", 95, r"образование|уровень образования"),
    ("education", 90, r".*\bуровень\b.*\bобразовани\w*|образование уровень.*"),
    ("education", 80, r"(?!.*(?:муницип|доп)).*\bобразовани[ея]\b.*"),
    ("experience_years", 97, r"пед\w* стаж.*|стаж пед\w*.*|ст пед\w*|пед ст|п стаж"),
    ("experience_years", 90, r"стаж|стаж лет|стаж работы.*|общий стаж|стаж общий"),
    ("experience_years", 75, r"стаж .*|.*\bстаж\b.*|опыт работы.*"),
)  # fmt: skip
_OF_GARDEN = r"\b(?:доу|доо|оу|оо)\b|детск\w* сад|"
_NO_ROLES: Mapping[str, int] = {}
_COMPILED = tuple((role, score, re.compile(pattern)) for role, score, pattern in _PATTERNS)
_NOT_FOR = {
    FULL_NAME: re.compile(_NOT_ABOUT_TRAINEE),
    "last_name": re.compile(_NOT_ABOUT_TRAINEE + r"|диплом|прежн|(?<!скобках )девич|дательн"),
    "organization": re.compile(
        r"^должност|\bфио\b|фамили|адрес|\bтел|mail|почт|сайт|\bинн\b|\bогрн\b|\bтип\b|\bвид\b|руковод|заведующ|"
        r"дата|действующ|отдел"
    ),
    "municipality": re.compile(
        r"адрес|учрежден|организаци|мест\w* работы|\bоо\b|управлени|орган\b|служб|рожд|"
        r"\bдоу\b"
    ),
    "phone": re.compile(_OF_GARDEN + r"организац|учрежд|руковод|заведующ|родител|факс"),
    "email": re.compile(_OF_GARDEN + r"организац|учрежд|руковод|заведующ|почтовый адрес|(?<!mail )пароль"),
    "category": re.compile(r"^(?:дата|срок|год|номер)\b|приказ|слушател|участник|персонал|рожд|действ"),
    "education": re.compile(r"^(?:дата|год|серия|номер|диплом)\b|дополнит|организац|учрежден|управлен|стаж|орган"),
    "position": re.compile(r"руководител|дата|\bстаж|оклад"),
    "birth_date": re.compile(r"место|свидетельств"),
    "snils": re.compile(r"дата|" + _NOT_ABOUT_TRAINEE),
    "experience_years": re.compile(r"дата|стажир|стажер"),
    CONTACTS: re.compile(r"организац|руковод|заведующ|родител"),
}  # fmt: skip
_AS_OF = re.compile(r"\([^()]*\)|\bна \d\d[\d./]+(?: ?г(?:ода|\.)?)?")
_POLITE = re.compile(r"^(?:(?:пожалуйста|укажите|введите|впишите|напишите|ваш[аеиу]?|сво[йеию]) )+")
"""How a form asks: «Укажите Вашу фамилию» is «фамилию»."""
_CONTRACTED = re.compile(r"(?<=\w\w)-(?:й|е|я|т|во|ие|ия|ья|ль|ть|ция|ние|ость)\b")
"""«Долж-ть», «учр-е»: the beginning of the word is enough."""
_SHORTENINGS = {
    "долж": "должность", "должн": "должность", "учр": "учреждение", "учрежд": "учреждение", "орг": "организация",
    "мун": "муниципальное", "муниц": "муниципальное", "муницип": "муниципальное", "обр": "образование",
    "образ": "образование", "образов": "образование", "кат": "категория", "катег": "категория",
    "рожд": "рождения", "рожденья": "рождения", "наим": "наименование", "наимен": "наименование",
    "назв": "название", "тел": "телефон", "тлф": "телефон", "эл": "электронная", "электр": "электронная",
    "педстаж": "пед стаж",
}  # fmt: skip
_DATA_LIKE = re.compile(r"[«»\"“”@]|\d{3}|\bг\.\s?[А-ЯЁ]|_{3}")


def join_hyphenated(text: str) -> str:
    """The text with words put together that were hyphenated at the end of a line."""
    return re.sub(r"(?<=[а-яёa-z])-\s*[\r\n]+\s*(?=[а-яёa-z])", "", text.replace("\u00ad", ""))


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading as it is compared: lower case, ё = е, words hyphenated over lines joined, no punctuation."""
    key = re.sub(r"[\W_]+", " ", _CONTRACTED.sub("", fold(join_hyphenated(text))))
    key = _POLITE.sub("", " ".join(_SHORTENINGS.get(word, word) for word in key.split()))
    key = re.sub(r"\bф ?и ?о\b|\bфам имя отч\w*\b", "фио", key)
    return re.sub(r"\be mail\b|\bе mail\b|\bеmail\b|\bemail\b|\bмail\b|\bmаil\b", "mail", " ".join(key.split()))


@lru_cache(maxsize=4096)
def heading_roles(text: str) -> Mapping[str, int]:
    """The roles a heading may mean, with scores of 40 to 97; none for a cell that reads like data."""
    if not text or len(text) > _MAX_HEADING or _DATA_LIKE.search(_AS_OF.sub("", text)):
        return {}
    return _roles_of(heading_key(text)) or (_roles_of(heading_key(text.replace("-", ""))) if "-" in text else {})


def _roles_of(key: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for role, score, pattern in _COMPILED:
        if role not in found and pattern.fullmatch(key):
            unfit = _NOT_FOR.get(role)
            if unfit is None or not unfit.search(key):
                found[role] = score
    return found


@lru_cache(maxsize=4096)
def is_unknown_heading(text: str) -> bool:
    """Whether a heading has no word that would tell what stands below it, or whose it is."""
    key = heading_key(text)
    return not re.search(_NOT_ABOUT_TRAINEE, key) and not any(pattern.fullmatch(key) for _, _, pattern in _COMPILED)


def assign_roles(headings: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Role → column number: every role and every column at most once, the surest first, then the leftmost.

    Each column gives its possible headings, the nearest to the data first; a further one counts only when the nearer
    means nothing sure.
    """
    offers: list[tuple[int, int, str]] = []
    for column, texts in enumerate(headings):
        meant = [roles for text in texts if (roles := heading_roles(text))]
        sure = (roles for roles in meant if max(roles.values()) >= _SURE)
        roles = next(sure, meant[0] if meant else _NO_ROLES)
        offers += [(-score, column, role) for role, score in roles.items()]
    if any(role == "birth_month" for _, _, role in offers):
        in_parts = _assigned(offer for offer in offers if offer[2] != "birth_date")
        if in_parts.keys() >= set(BIRTH_PARTS):
            return in_parts
    return _assigned(offer for offer in offers if offer[2] not in BIRTH_PARTS)


def _assigned(offers: Iterable[tuple[int, int, str]]) -> dict[str, int]:
    """Role → column of (−score, column, role)."""
    assigned: dict[str, int] = {}
    taken: set[int] = set()
    filled: set[str] = set()
    for _, column, role in sorted(offers):
        fills = {role} if role in BIRTH_PARTS else {role, *JOINED.get(role, ())}
        if column in taken or role in assigned or fills & filled:
            continue
        assigned[role] = column
        taken.add(column)
        filled |= fills
    if "last_name" in assigned and ({"first_name", FIRST_AND_PATRONYMIC} & set(assigned)):
        assigned.pop(FULL_NAME, None)
    return assigned
