"""Whom the file for ФИС ФРДО holds, what keeps the others out, and what is noted of those who leave in it."""

from collections.abc import Callable
from datetime import date

import pytest

from models.commands.consents import give_consent, withdraw_consent
from models.commands.frdo import hand_over_to_frdo
from models.commands.restricted import write_restricted
from models.commands.undo import next_undo
from models.database import Database
from models.errors import UserError
from models.queries.frdo import frdo_preview, frdo_streams
from models.rows.codes import ConsentPurpose, Education, EnrollmentStatus, ProgramKind, RestrictedField, RestrictedNeed
from models.rows.consents import ConsentDraft, RestrictedDraft
from models.rows.frdo import FrdoMend, FrdoPerson, FrdoWish
from models.rules.frdo import frdo_columns
from models.rules.person_code import person_code
from tests.models.commands import graduates
from tests.models.commands.graduates import SNILS, SPRING, agreed, closed, dpp_program, dpp_stream, educated, graduate
from tests.models.make import HEAD, engine_of

LETTERS = [column.letter for column in frdo_columns()]


def reasons(db: Database, wish: FrdoWish = SPRING) -> list[str]:
    (person,) = frdo_preview(db, wish).people
    return [reason.message for reason in person.reasons]


def noted(db: Database) -> list[tuple[str, str]]:
    with engine_of(db).connect() as connection:
        sql = "SELECT action, subject_code FROM personal_data_event WHERE action = 'transferred' ORDER BY id"
        return [(action, code) for action, code in connection.exec_driver_sql(sql)]


def test_a_person_with_everything_has_her_forty_cells(db: Database) -> None:
    person_id = graduate(db, "Вишнёва", SNILS[0])
    dpp_stream(db, dpp_program(db), person_id)
    (row,) = hand_over_to_frdo(db, SPRING, actor=HEAD).rows
    said = {letter: text for letter, text in zip(LETTERS, row, strict=True) if text}
    assert said == {
        "A": "Удостоверение о повышении квалификации",
        "B": "Оригинал",
        "C": "Нет",
        "D": "Нет",
        "E": "Нет",
        "J": "Повышение квалификации",
        "K": "Инженерное мышление дошкольников: практика (36 часов)",
        "L": "Образование и наука",
        "M": "Образование и педагогические науки",
        "O": "Высшее образование",
        "P": "Девичья",
        "Q": "ВСГ",
        "R": "0700133",
        "S": "2026",
        "T": "2026",
        "U": "36",
        "V": "Вишнёва",
        "W": "Мария",
        "X": "Павловна",
        "Y": "07.04.1985",
        "Z": "Жен",
        "AA": "112-233-445 95",
        "AB": "Очно-заочная (вечерняя)",
        "AC": "Региональный бюджет",
        "AD": "в образовательной организации",
        "AE": "643",
    }


def test_a_transfer_is_noted_of_everybody_in_the_file_and_never_turned_back(db: Database) -> None:
    people = [graduate(db, name, snils) for name, snils in zip(("Вишнёва", "Грушева"), SNILS, strict=True)]
    dpp_stream(db, dpp_program(db), *people, educated(db, "Бессогласная"))
    before = next_undo(db)
    hand_over_to_frdo(db, SPRING, actor=HEAD)
    assert noted(db) == [("transferred", person_code(each)) for each in people]
    assert next_undo(db) == before


def test_nobody_ready_means_no_file_and_no_note(db: Database) -> None:
    dpp_stream(db, dpp_program(db), educated(db, "Бессогласная"))
    with pytest.raises(UserError):
        hand_over_to_frdo(db, SPRING, actor=HEAD)
    assert noted(db) == []


def _nothing_closed(db: Database, person_id: int) -> None:
    agreed(db, person_id)


def _no_consent(db: Database, person_id: int) -> None:
    processing = ConsentDraft(
        purpose=ConsentPurpose.PROCESSING, signed_on=graduates.STARTS, restricted=frozenset(RestrictedField)
    )
    give_consent(db, person_id, processing, actor=HEAD)
    closed(db, person_id, SNILS[0])


def _narrow_consent(db: Database, person_id: int) -> None:
    _no_consent(db, person_id)
    agreed(db, person_id, scope=frozenset({RestrictedField.SNILS, RestrictedField.BIRTH_DATE}))


def _consent_withdrawn(db: Database, person_id: int) -> None:
    _no_consent(db, person_id)
    withdraw_consent(db, agreed(db, person_id), db.today(), actor=HEAD)


def _processing_withdrawn(db: Database, person_id: int) -> None:
    agreed(db, person_id)
    closed(db, person_id, SNILS[0])
    given = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=graduates.STARTS)
    withdraw_consent(db, give_consent(db, person_id, given, actor=HEAD), db.today(), actor=HEAD)


def _for_a_contract(db: Database, person_id: int) -> None:
    agreed(db, person_id)
    _no_consent(db, person_id)
    closed(db, person_id, SNILS[0], need=RestrictedNeed.CONTRACT)


def _only_a_snils(db: Database, person_id: int) -> None:
    agreed(db, person_id)
    write_restricted(db, person_id, RestrictedDraft(need=RestrictedNeed.FRDO, snils=SNILS[0]), actor=HEAD)


@pytest.mark.parametrize(
    ("arranged", "said"),
    [
        (_nothing_closed, ["Закрытых сведений нет: СНИЛС, даты рождения, пола и диплома"]),
        (_no_consent, ["Нет согласия на передачу сведений для ФИС ФРДО"]),
        (_narrow_consent, ["В согласии на передачу не названо: пол, сведения о дипломе"]),
        (_consent_withdrawn, ["Согласие на передачу сведений для ФИС ФРДО отозвано"]),
        (_processing_withdrawn, ["Данные заблокированы: согласие на обработку отозвано"]),
        (_for_a_contract, ["Закрытые сведения записаны не для ФИС ФРДО"]),
        (
            _only_a_snils,
            [
                "В закрытых сведениях нет фамилии из диплома",
                "В закрытых сведениях нет номера диплома",
                "В закрытых сведениях нет даты рождения",
                "В закрытых сведениях не указан пол",
            ],
        ),
    ],
)
def test_what_a_card_lacks_is_said_beside_the_person(
    db: Database, arranged: Callable[[Database, int], None], said: list[str]
) -> None:
    person_id = educated(db, "Вишнёва")
    arranged(db, person_id)
    dpp_stream(db, dpp_program(db), person_id)
    assert reasons(db) == said
    (person,) = frdo_preview(db, SPRING).people
    assert {(reason.mend, reason.id) for reason in person.reasons} == {(FrdoMend.CARD, person_id)}
    with pytest.raises(UserError):
        hand_over_to_frdo(db, SPRING, actor=HEAD)


def test_a_level_of_education_that_the_register_does_not_know_is_said(db: Database) -> None:
    person_id = educated(db, "Вишнёва", education=Education.STUDENT)
    agreed(db, person_id)
    closed(db, person_id, SNILS[0])
    dpp_stream(db, dpp_program(db), person_id)
    assert reasons(db) == ["В карточке нет высшего или среднего профессионального образования"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"dpp_hours": 12}, "Объём ДПП меньше 16 часов"),
        ({"dpp_hours": None}, "В программе не указан объём ДПП в часах"),
        ({"dpp_title": None}, "В программе не указано название ДПП"),
        ({"dpp_kind": None}, "В программе не указан вид ДПП"),
        ({"study_form": None}, "В программе не указана форма обучения"),
        ({"funding": None}, "В программе не указан источник финансирования"),
        ({"study_place": None}, "В программе не указано, где получено образование"),
        (
            {"dpp_title": "Игра & речь"},
            "В столбце «Наименование дополнительной профессиональной программы» есть знаки, которых реестр "
            "не принимает",
        ),
    ],
)
def test_what_the_programme_lacks_leads_to_the_programme(db: Database, said: dict[str, object], sentence: str) -> None:
    program_id = dpp_program(db, **said)
    dpp_stream(db, program_id, graduate(db, "Вишнёва", SNILS[0]))
    (person,) = frdo_preview(db, SPRING).people
    assert [(each.message, each.mend, each.id) for each in person.reasons] == [(sentence, FrdoMend.PROGRAM, program_id)]


def test_a_stream_outside_of_any_dpp_is_shown_only_when_it_is_asked_for(db: Database) -> None:
    program_id = dpp_program(db, kind=ProgramKind.OUTSIDE_DPP)
    stream_id = dpp_stream(db, program_id, graduate(db, "Вишнёва", SNILS[0]))
    assert frdo_preview(db, SPRING) == ((), 1)
    assert reasons(db, SPRING._replace(stream_id=stream_id)) == ["Программа вне ДПП: в реестр её выпускники не входят"]


def test_who_still_studies_waits_and_who_left_is_no_part_of_it(db: Database) -> None:
    person_id = graduate(db, "Вишнёва", SNILS[0])
    stream_id = dpp_stream(db, dpp_program(db), person_id, status=EnrollmentStatus.STUDYING)
    (person,) = frdo_preview(db, SPRING).people
    (reason,) = person.reasons
    assert (reason.message, reason.mend, reason.id) == (
        "Обучение не завершено: в потоке «обучается»",
        FrdoMend.STREAM,
        stream_id,
    )


def test_the_days_choose_the_streams(db: Database) -> None:
    stream_id = dpp_stream(db, dpp_program(db), graduate(db, "Вишнёва", SNILS[0]))
    autumn = FrdoWish(date(2026, 9, 1), date(2026, 12, 31))
    assert [each.id for each in frdo_streams(db, SPRING)] == [stream_id]
    assert frdo_streams(db, autumn) == []
    assert frdo_preview(db, autumn).people == ()


def test_nothing_closed_is_among_what_the_screen_is_given(db: Database) -> None:
    dpp_stream(db, dpp_program(db), graduate(db, "Вишнёва", SNILS[0]))
    (person,) = frdo_preview(db, SPRING).people
    known = ("enrollment_id", "person_id", "name", "organization", "stream", "program", "reasons", "may_leave")
    assert FrdoPerson._fields == known
    assert not any(sign in str(person) for sign in (SNILS[0], "1985", "Девичья", "0700133"))


def test_a_depersonalised_person_goes_by_her_code(db: Database) -> None:
    person_id = graduate(db, "Вишнёва", SNILS[0])
    dpp_stream(db, dpp_program(db), person_id)
    with db.writing(action="Данные обезличены", actor=HEAD) as session:
        session.connection().exec_driver_sql("UPDATE person SET pd_state = 'depersonalised' WHERE id = ?", (person_id,))
    (person,) = frdo_preview(db, SPRING).people
    assert (person.name, [each.message for each in person.reasons]) == (
        person_code(person_id),
        ["Данные обезличены: передавать нечего"],
    )
