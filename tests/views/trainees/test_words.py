"""The sentences of the loading."""

from datetime import date

import pytest

from models.rows.people import KeptPerson
from models.rows.programs import Enrolled
from models.rows.roster_plan import AcceptedBatch, UndoneBatch
from views.trainees.import_words import (
    closed_fields,
    enrolled_words,
    kept_lines,
    loaded_lines,
    rows_to_load,
    undone,
    will_happen,
)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"new": 11, "changed": 3, "same": 11, "waiting": 3},
         "Добавим <b>11</b>, изменим <b>3</b>, не тронем <b>11</b>. Три строки подождут Вашего решения."),
        ({"new": 1, "changed": 0, "same": 0, "waiting": 1}, "Добавим <b>1</b>. Одна строка подождёт Вашего решения."),
        ({"new": 0, "changed": 0, "same": 0, "waiting": 21},
         "Ничего не изменится. 21 строка подождёт Вашего решения."),
        ({"new": 0, "changed": 0, "same": 7, "waiting": 0, "copies": 2}, "Не тронем <b>7</b>. Повторов в файле: 2."),
    ],
)  # fmt: skip
def test_what_will_happen_is_said_in_words(numbers: dict[str, int], sentence: str) -> None:
    assert will_happen(**numbers) == sentence


@pytest.mark.parametrize(("number", "words"), [(1, "1 строку"), (3, "3 строки"), (14, "14 строк"), (21, "21 строку")])
def test_the_button_agrees_with_its_number(number: int, words: str) -> None:
    assert rows_to_load(number).replace("\u00a0", " ") == f"Загрузить {words}"


def test_closed_fields_are_told_of_either_way() -> None:
    assert "не запишем" in closed_fields(3, attested=False)
    assert "запишем: 3" in closed_fields(3, attested=True)


def test_the_first_kept_people_are_named_and_the_rest_counted() -> None:
    lines = kept_lines([KeptPerson(f"Человек {number}", "учится в потоке") for number in range(8)])
    assert (len(lines), lines[-1].replace("\u00a0", " ")) == (6, "и ещё 3 человека")


def test_a_clean_loading_says_only_what_it_did() -> None:
    batch = AcceptedBatch(
        batch_id=1, new=2, changed=0, same=0, left=0, organizations=0, restricted_written=0, restricted_dropped=0
    )
    assert loaded_lines(batch) == ["Добавлено: 2. Изменено: 0. Уже были такими же: 0."]


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"taken": 0, "already": 2}, "Все уже в потоке «Осенний», в нём ничего не изменилось"),
        ({"taken": 0, "already": 0, "returned": 1}, "В поток «Осенний» после отчисления возвращено: 1 человек"),
        ({"taken": 1, "already": 0, "returned": 1},
         "В поток «Осенний» зачислено с 12 января: 1 человек. Возвращено после отчисления: 1"),
        ({"taken": 0, "already": 2, "left_out": 1},
         "В поток «Осенний» никто не зачислен. Уже были в нём: 2. Отчислены из него раньше и не возвращены: 1"),
    ],
)  # fmt: skip
def test_the_expelled_are_not_said_to_be_in_the_stream(numbers: dict[str, int], sentence: str) -> None:
    said = enrolled_words(Enrolled(stream="Осенний", since=date(2026, 1, 12), **numbers))
    assert said.replace("\u00a0", " ") == sentence


def test_an_undone_loading_says_what_stayed() -> None:
    assert undone(UndoneBatch(removed=5, restored=2, kept_person_ids=(7,))) == (
        "Загрузка отменена: убрано 5, прежние значения вернулись: 2, осталось 1"
    )


def test_consents_and_rows_set_aside_are_told_apart_from_rows_that_wait() -> None:
    batch = AcceptedBatch(
        batch_id=1, new=2, changed=0, same=0, left=4, organizations=0, restricted_written=0, restricted_dropped=0,
        aside=2, copies=1, consents=2,
    )  # fmt: skip
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in loaded_lines(batch)]
    assert lines[1:] == [
        "Согласия отмечены: 2 человека.",
        "Вы сняли 2 строки: в них ничего не записано.",
        "Повторов в файле: 1.",
        "Осталось в файле: 1 строка. Исправьте её и загрузите файл снова: повторов не будет.",
    ]
