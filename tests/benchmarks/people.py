"""Invented people of a list, any number and the same each time; knows nothing of the database."""

from datetime import date, timedelta
from typing import NamedTuple

from models.rules.identifiers import format_snils, snils_control

KINDERGARTENS = 200

_SURNAMES = (
    "Алова", "Березина", "Ветрова", "Гречихина", "Дубравина", "Ежова", "Журавлина", "Зимородова", "Ивина",
    "Калинина-Речная", "Лугова", "Малинина", "Невская", "Озёрная", "Полянина", "Родникова", "Снежина", "Тополина",
    "Урусова", "Фиалкова", "Хвойная", "Цветкова", "Черёмухина", "Шиповникова", "Ясенева",
)  # fmt: skip
_FIRST = (
    "Анна", "Вера", "Галина", "Дарья", "Елена", "Жанна", "Зоя", "Инна", "Ксения", "Лариса",
    "Мария", "Нина", "Ольга", "Полина", "Раиса", "Светлана", "Татьяна", "Ульяна", "Юлия", "Яна",
)  # fmt: skip
_PATRONYMICS = (
    "Андреевна", "Борисовна", "Викторовна", "Григорьевна", "Дмитриевна", "Евгеньевна", "Игоревна", "Кирилловна",
    "Львовна", "Михайловна", "Николаевна", "Олеговна", "Павловна", "Романовна", "Сергеевна", "Тимофеевна",
    "Фёдоровна", "Юрьевна", "Яковлевна", "Артёмовна",
)  # fmt: skip
_PLACES = ("Владивосток", "Артём", "Находка", "Уссурийск", "Арсеньев", "Спасск-Дальний")
_POSITIONS = ("воспитатель", "старший воспитатель", "учитель-логопед", "музыкальный руководитель", "педагог-психолог")
_CATEGORIES = ("первая", "высшая", "без категории")

HEADINGS = (
    "№ п/п", "Фамилия", "Имя", "Отчество", "Дата рождения", "СНИЛС", "Должность", "Место работы", "Муниципалитет",
    "Телефон", "Эл. почта", "Категория", "Образование", "Стаж, лет", "Примечание",
)  # fmt: skip
"""The fifteen columns of a list."""


class Trainee(NamedTuple):
    """A line of a list under `HEADINGS`, tidy."""

    no: int
    last_name: str
    first_name: str
    patronymic: str
    birth_date: date
    snils: str
    position: str
    organization: str
    municipality: str
    phone: str
    email: str
    category: str
    education: str
    experience_years: int
    note: str


def trainees(count: int) -> list[Trainee]:
    """The first `count` people of a list; no two have one name."""
    if count > len(_SURNAMES) * len(_FIRST) * len(_PATRONYMICS):
        raise ValueError("there are no more names")
    return [_trainee(no) for no in range(count)]


def _trainee(no: int) -> Trainee:
    rest, surname = divmod(no, len(_SURNAMES))
    patronymic, first = divmod(rest, len(_FIRST))
    nine = str(200_000_000 + no * 7)
    garden = no % KINDERGARTENS
    return Trainee(
        no=no + 1,
        last_name=_SURNAMES[surname],
        first_name=_FIRST[first],
        patronymic=_PATRONYMICS[patronymic],
        birth_date=date(1970, 1, 1) + timedelta(days=no % 10_000),
        snils=format_snils(f"{nine}{snils_control(nine):02d}"),
        position=_POSITIONS[no % len(_POSITIONS)],
        organization=garden_name(garden),
        municipality=f"{_PLACES[garden % len(_PLACES)]}",
        phone=f"+7 (914) {no // 10_000:03d}-{no // 100 % 100:02d}-{no % 100:02d}",
        email=f"person{no}@example.ru",
        category=_CATEGORIES[no % len(_CATEGORIES)],
        education="высшее" if no % 3 else "среднее профессиональное",
        experience_years=no % 40,
        note="Просит материалы по почте, на очной части быть не сможет" if no % 5 == 0 else "",
    )


def garden_name(number: int) -> str:
    """The short name of a kindergarten."""
    return f"МБДОУ «Детский сад № {number + 1}»"
