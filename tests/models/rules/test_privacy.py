from collections.abc import Sequence

import pytest

from models.rules.privacy import Finding, PersonalData, PersonNames, case_forms, personal_data_in

PEOPLE = (
    PersonNames("Коновалова", "Мария", "Петровна", "+79140000001", "112-233-445 95", "Konovalova.m@example.ru"),
    PersonNames("Ким", "Артём", "Львович"),
    PersonNames("Ли", "Ен Хи"),
    PersonNames("Берёзовский", "Пётр", "Ильич"),
    PersonNames("Михайловский", "Лев", ""),
    PersonNames("Сухово-Кобылина", "Наталья", "Юрьевна"),
    PersonNames("Шевченко", "Павел", "Андреевич"),
    PersonNames("Мороз", "Любовь", "Игоревна"),
    PersonNames("Заяц", "Илья", ""),
)


def kinds(text: str, *, people: Sequence[PersonNames] = PEOPLE, public: Sequence[str] = ()) -> list[str]:
    return [found.kind.value for found in personal_data_in({"text": text}, people, public=public)]


@pytest.mark.parametrize(
    "text",
    [
        "Коновалова Мария",
        "КОНОВАЛОВА МАРИЯ ПЕТРОВНА",
        "коновалова мария",
        "Мария Петровна Коновалова",
        "сертификат выдан Коноваловой Марии Петровне",
        "доклад Марии Коноваловой",
        "Коновалову М. П. отметили",
        "Коноваловой М.П.",
        "М. П. Коновалова",
        "вместе с М.П.Коноваловой",
        "Коновалова М.",
        "1,Коновалова,Мария,Петровна",
        '"Коновалова";"Мария"',
        "Коновалова\n   Мария",
        "Коно\u00adвалова Ма\u200bрия",
        "Ким Артем",
        "Киму Артёму",
        "А. Л. Ким",
        "Ким А.",
        "Ли Ен Хи",
        "Ли Е.",
        "Березовского Петра",
        "Берёзовским П.И.",
        "Берёзовский\u00a0П.\u00a0И.",
        "Льву Михайловскому",
        "Сухово-Кобылиной Натальи",
        "Н. Ю. Сухово-Кобылина",
        "Павлу Шевченко",
        "П. Шевченко",
        "Мороз Любовью",
        "Любови Мороз",
        "Зайца Ильи",
        "Зайцу И.",
        "Бере\u0308зовский Пётр",
    ],
)
def test_a_person_is_found_in_any_case_order_and_spelling(text: str):
    assert kinds(text) == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ким и ли",
        "Ли, Ким",
        "Ли. Е",
        "коновалова",
        "мороз и заяц в сказке",
        "заяц, любовь",
        "Коновалов А. С. и Коновалова Ж.",
        "Коновалова Анастасия",
        "Артём",
        "Мария Петровна",
        "Михайловский муниципальный округ",
        "улица Берёзовского",
        "имени Шевченко",
        "и.о. заведующего",
        "2026-01-20 45 05701000 1234567890",
        "ИНН 2536178800, ОГРН 1022500000000",
        "dou12@example.ru",
    ],
)
def test_words_places_and_strangers_raise_no_alarm(text: str):
    people = [*PEOPLE, PersonNames("Иванова", "Анастасия")]
    assert kinds(text, people=people) == []


@pytest.mark.parametrize("text", ["Трудности были у Коноваловой", "Коновалова", "Мороз помешал занятию"])
def test_a_surname_alone_is_a_question_of_its_own(text: str):
    assert kinds(text) == ["surname"]


@pytest.mark.parametrize(
    "text",
    ["+79140000001", "89140000001", "9140000001", "8 (914) 000-00-01", "+7 914 000 00 01", "тел.8-914-000-00-01доб",
     "№ 5 89140000001", "+7 (914) 555-66-77", "8 914 555 66 77"],
)  # fmt: skip
def test_a_phone_of_theirs_and_any_mobile_number_is_found(text: str):
    assert kinds(text) == ["phone"]


@pytest.mark.parametrize(
    "text", ["112-233-445 95", "11223344595", "112 233 445 95", "112–233–445–95", "087-654-303 00"]
)
def test_a_snils_is_found(text: str):
    assert kinds(text) == ["snils"]


@pytest.mark.parametrize("text", ["konovalova.m@example.ru", "Пишите: KONOVALOVA.M@example.ru."])
def test_an_address_of_theirs_is_found(text: str):
    assert kinds(text) == ["email"]


def test_what_the_site_publishes_itself_is_not_counted():
    text = "8 (914) 000-00-01, konovalova.m@example.ru, +7 (423) 200-00-01"
    assert kinds(text, public=["+79140000001", "konovalova.m@example.ru"]) == []


def test_a_finding_names_the_place_and_the_kind_and_never_the_text():
    texts = {"report.pdf": "Ким Артём и Ким А. Л., 112-233-445 95", "events.csv": "Игра", "notes": "Коновалова"}
    assert personal_data_in(texts, PEOPLE) == [
        Finding("report.pdf", PersonalData.NAME),
        Finding("report.pdf", PersonalData.SNILS),
        Finding("notes", PersonalData.SURNAME),
    ]


def test_empty_fields_of_people_find_nothing():
    assert kinds("Игра, 2026, a@example.ru", people=[PersonNames("", "", "", "", "", "")]) == []


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Иванов", "иванова иванову ивановым иванове"),
        ("Иванова", "ивановой иванову"),
        ("Толстой", "толстого толстому толстым толстом"),
        ("Белая", "белой белую"),
        ("Дмитрий", "дмитрия дмитрию дмитрием дмитрии"),
        ("Мария", "марии марию марией"),
        ("Игорь", "игоря игорю игорем игоре"),
        ("Кравец", "кравца кравцу кравцом"),
        ("Майя", "майи майе майю майей"),
        ("Черных", "черных"),
    ],
)
def test_the_forms_of_a_name_are_those_of_the_grammar(name: str, forms: str):
    assert set(forms.split()) <= case_forms(name)


def test_ten_thousand_people_and_a_long_text_are_searched_completely():
    syllables = ["ба", "во", "ги", "ду", "же", "за", "ки", "ло", "му", "не"]
    numbers = [[int(digit) for digit in f"{number:04d}"] for number in range(10_000)]
    people = [PersonNames("".join(syllables[d] for d in digits).title() + "нов", "Пётр") for digits in numbers]
    text = "Проведён семинар для воспитателей по развитию речи. " * 4_000
    assert kinds(text, people=people) == []
    assert kinds(text + people[-1].last_name + "ым Петром", people=people) == ["name"]
