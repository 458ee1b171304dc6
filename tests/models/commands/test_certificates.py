"""Certificates: numbers without gaps, whoever issues and whatever dies; words that stay; a chain that is kept."""

import subprocess
import sys
from base64 import b64decode
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.certificate_check import Verdict, check_certificate
from models.commands.certificate_numbers import set_first_number
from models.commands.certificate_signers import save_signers
from models.commands.certificates import (
    annul_certificate,
    hand_over,
    issue_duplicate,
    record_paper_certificate,
    remove_paper_certificate,
    reword_certificate,
)
from models.commands.consents import give_consent, withdraw_consent
from models.commands.people import change_trainee
from models.commands.site_keys import renew_key
from models.commands.undo import next_undo, undo_last
from models.database import Database
from models.errors import UserError
from models.queries.certificate_issue import issue_lines
from models.queries.certificates import (
    certificate_counts,
    certificate_line,
    certificate_list,
    numbering,
    public_keys,
    site_keys,
)
from models.queries.integrity import check_database
from models.rows.certificates import (
    AnnulmentDraft,
    CertificateFilter,
    CertificateSort,
    NumberingDraft,
    PaperCertificateDraft,
    PrintedCertificate,
    SignerDraft,
    SignersDraft,
)
from models.rows.codes import CertificateState, ConsentPurpose, RequirementKey
from models.rows.consents import ConsentDraft
from models.rows.site import PersonDraft
from models.rules.certificate_text import TRUSTED_COMMENT, pack, unpack
from models.schema.programs import Enrollment
from models.schema.works import Certificate, RequirementOverride
from tests.models.commands import arrange
from tests.models.commands.issuing import DAY, DIES, STREAM, issue, keys_of, ready_stream
from tests.models.make import HEAD, go_to, store

ROOT = Path(__file__).parents[3]


def numbers(db: Database, year: int = 2026) -> list[int]:
    return sorted(row.reg_no for row in certificate_list(db, CertificateFilter(year=year)))


def row(db: Database, id_: int) -> Certificate:
    return arrange.stored(db, Certificate, id_)


def paper(stream_id: int, person_id: int, reg_no: int, **said: object) -> PaperCertificateDraft:
    draft = {"issue_date": date(2026, 1, 20), "hours": 12}
    return PaperCertificateDraft.model_validate(
        draft | {"stream_id": stream_id, "person_id": person_id, "reg_no": reg_no} | said
    )


def annulled(db: Database, id_: int) -> None:
    annul_certificate(db, id_, AnnulmentDraft(annulled_on=DAY, reason="Описка в имени"), actor=HEAD)


# Issue


def test_those_who_are_ready_get_the_next_numbers_by_name(db: Database) -> None:
    places = ready_stream(db)
    issue(db, *reversed(places))
    listed = certificate_list(db, sort=CertificateSort.NUMBER, descending=False)
    assert [(line.number, line.name.split()[0]) for line in listed] == [
        ("1/2026", "Абрикосова"),
        ("2/2026", "Берёза"),
        ("3/2026", "Вишня"),
    ]
    assert {line.state for line in listed} == {CertificateState.PREPARED}


def test_whoever_lacks_something_is_told_so_and_stops_the_issue(db: Database) -> None:
    places = ready_stream(db, 2)
    lines = issue_lines(db, STREAM)
    (late,) = [line for line in lines if line.name.startswith("Вишня")]
    assert "г) " in late.why_not
    assert "д) " in late.why_not
    with pytest.raises(UserError, match="1\xa0стажёр из выбранных"):
        issue(db, *places, late.enrollment_id)
    assert numbers(db) == []
    issue(db, *places)
    assert numbers(db) == [1, 2]


def test_a_decision_counts_as_met_and_its_reason_stands_in_the_register(db: Database) -> None:
    ready_stream(db, 2)
    late = next(line for line in issue_lines(db, STREAM) if not line.is_ready)
    for key in (RequirementKey.CREATIVE, RequirementKey.REPORT):
        decision = RequirementOverride(
            enrollment_id=late.enrollment_id, key=key, reason="Решение совета № 3", decided_on=DAY
        )
        store(db, decision, action="Решение")
    (id_,) = issue(db, late.enrollment_id)
    assert row(db, id_).override_reason == "Решение совета № 3"


def test_nobody_gets_two(db: Database) -> None:
    place, *_others = ready_stream(db)
    issue(db, place)
    assert next(line for line in issue_lines(db, STREAM) if line.enrollment_id == place).why_not == "уже есть № 1/2026"
    with pytest.raises(UserError, match="Ничего не выдано"):
        issue(db, place)


def test_whose_consent_is_withdrawn_gets_none(db: Database) -> None:
    place, *_others = ready_stream(db)
    line = issue_lines(db, STREAM)[0]
    consent = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
    withdraw_consent(db, give_consent(db, line.person_id, consent, actor=HEAD), db.today(), actor=HEAD)
    with pytest.raises(UserError, match="Ничего не выдано"):
        issue(db, place)


def test_an_issue_is_not_taken_back(db: Database) -> None:
    places = ready_stream(db)
    before = next_undo(db)
    issue(db, *places)
    assert next_undo(db) == before


def test_neither_an_annulment_nor_a_duplicate_is_taken_back(db: Database) -> None:
    first, second, _third = ready_stream(db)
    lost, wrong = issue(db, first, second)
    hand_over(db, [lost], DAY, actor=HEAD)
    before = next_undo(db)
    annulled(db, wrong)
    issue_duplicate(db, lost, DAY, keys=keys_of(db), actor=HEAD)
    assert next_undo(db) == before


def undo_everything(db: Database) -> None:
    while True:
        undo_last(db, actor=HEAD)


def test_taking_back_what_came_before_leaves_the_certificates(db: Database) -> None:
    places = ready_stream(db)
    issue(db, *places)
    with pytest.raises(UserError):
        undo_everything(db)
    assert numbers(db) == [1, 2, 3]
    assert check_database(db) == []


def test_without_a_passport_no_number_is_given(db: Database) -> None:
    places = ready_stream(db)
    with db.writing(action="Без паспорта", actor=HEAD) as session:
        session.connection().exec_driver_sql("DELETE FROM site")
    with pytest.raises(UserError, match="Паспорт"):
        issue(db, *places)
    assert numbering(db, 2026).next_no == 1


# Numbers


def test_a_site_may_begin_in_the_middle_of_a_year(db: Database) -> None:
    places = ready_stream(db)
    set_first_number(db, NumberingDraft(year=2026, first_no=18), actor=HEAD)
    issue(db, *places)
    assert numbers(db) == [18, 19, 20]


def test_every_year_counts_from_one(db: Database) -> None:
    first, *others = ready_stream(db)
    issue(db, first)
    issue(db, *others, on=date(2027, 1, 11))
    assert (numbers(db), numbers(db, 2027)) == ([1], [1, 2])


def test_the_first_number_is_settled_once_one_is_given(db: Database) -> None:
    place, *_others = ready_stream(db)
    issue(db, place)
    annulled(db, 1)
    with pytest.raises(UserError, match="уже идёт: первый номер 1, следующий 2"):
        set_first_number(db, NumberingDraft(year=2026, first_no=18), actor=HEAD)


def test_the_number_of_an_annulled_certificate_is_not_given_again(db: Database) -> None:
    first, second, _third = ready_stream(db)
    (gone,) = issue(db, first)
    annulled(db, gone)
    issue(db, second)
    issue(db, first)
    assert numbers(db) == [1, 2, 3]
    assert row(db, gone).state == CertificateState.ANNULLED


def run_issue(db: Database, how: str, *places: int) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "tests.models.commands.issuing", str(db.path), how, *map(str, places)]
    return subprocess.Popen(words, cwd=ROOT)


def test_two_processes_that_issue_at_once_leave_no_gap_and_no_double(db: Database) -> None:
    first, second, third, fourth = ready_stream(db, 4)
    issuing = [run_issue(db, "lives", first, second), run_issue(db, "lives", third, fourth)]
    assert [each.wait(timeout=120) for each in issuing] == [0, 0]
    assert numbers(db) == [1, 2, 3, 4]
    assert numbering(db, 2026).next_no == 5
    assert len(site_keys(db)) == 1
    assert all(check_certificate(row(db, id_).signed or "", public_keys(db)).said for id_ in range(1, 5))


def test_a_process_that_dies_between_numbering_and_the_end_takes_no_number_along(db: Database) -> None:
    places = ready_stream(db)
    assert run_issue(db, "dies", *places).wait(timeout=120) == DIES
    assert (numbers(db), numbering(db, 2026).next_no) == ([], 1)
    issue(db, *places)
    assert (numbers(db), numbering(db, 2026).next_no) == ([1, 2, 3], 4)
    assert check_database(db) == []


# The paper book


def test_older_certificates_are_keyed_in_before_the_programs_own_numbers(db: Database) -> None:
    places = ready_stream(db)
    before = arrange.person(db, "Прежняя")
    id_ = record_paper_certificate(db, paper(STREAM, before, 17), actor=HEAD)
    assert (row(db, id_).state, row(db, id_).handed_on) == (CertificateState.ISSUED, date(2026, 1, 20))
    issue(db, *places)
    assert numbers(db) == [17, 18, 19, 20]
    line = next(line for line in issue_lines(db, STREAM) if line.person_id == before)
    assert (line.status.label, line.certificate) == ("завершил", "17/2026")


def test_a_number_of_the_book_that_is_taken_is_refused(db: Database) -> None:
    ready_stream(db)
    one, other = arrange.person(db, "Первая"), arrange.person(db, "Вторая")
    record_paper_certificate(db, paper(STREAM, one, 5), actor=HEAD)
    with pytest.raises(UserError, match="Номер 5 в 2026 году уже занят"):
        record_paper_certificate(db, paper(STREAM, other, 5), actor=HEAD)
    with pytest.raises(UserError, match="уже есть сертификат этого потока"):
        record_paper_certificate(db, paper(STREAM, one, 6), actor=HEAD)


def test_the_book_does_not_reach_into_the_programs_numbers(db: Database) -> None:
    places = ready_stream(db)
    set_first_number(db, NumberingDraft(year=2026, first_no=10), actor=HEAD)
    with pytest.raises(UserError, match="с 10 даёт программа"):
        record_paper_certificate(db, paper(STREAM, arrange.person(db, "Прежняя"), 12), actor=HEAD)
    record_paper_certificate(db, paper(STREAM, arrange.person(db, "Давняя"), 9), actor=HEAD)
    issue(db, *places)
    assert numbers(db) == [9, 10, 11, 12]


def test_the_first_number_follows_the_book(db: Database) -> None:
    ready_stream(db)
    record_paper_certificate(db, paper(STREAM, arrange.person(db, "Прежняя"), 9), actor=HEAD)
    with pytest.raises(UserError, match="уже есть № 9"):
        set_first_number(db, NumberingDraft(year=2026, first_no=9), actor=HEAD)


def test_a_line_of_the_book_is_taken_out_again_and_the_programs_own_is_not(db: Database) -> None:
    place, *_others = ready_stream(db)
    kept = record_paper_certificate(db, paper(STREAM, arrange.person(db, "Прежняя"), 9), actor=HEAD)
    (own,) = issue(db, place)
    remove_paper_certificate(db, kept, actor=HEAD)
    with pytest.raises(UserError, match="из книги он не уходит"):
        remove_paper_certificate(db, own, actor=HEAD)
    assert numbers(db) == [10]


def test_a_paper_certificate_is_not_handed_over_before_it_was_written() -> None:
    with pytest.raises(ValidationError, match="Вручить раньше"):
        paper(1, 1, 1, handed_on=date(2026, 1, 19))


# States


def test_a_certificate_is_handed_over_on_a_day(db: Database) -> None:
    place, *_others = ready_stream(db)
    (id_,) = issue(db, place)
    with pytest.raises(UserError, match="раньше, чем он выписан"):
        hand_over(db, [id_], date(2026, 3, 1), actor=HEAD)
    hand_over(db, [id_], DAY, actor=HEAD)
    assert (row(db, id_).state, row(db, id_).handed_on) == (CertificateState.ISSUED, DAY)
    with pytest.raises(UserError, match="уже получил"):
        hand_over(db, [id_], DAY, actor=HEAD)
    undo_last(db, actor=HEAD)
    assert row(db, id_).state == CertificateState.PREPARED


def test_a_duplicate_has_the_next_number_and_refers_to_the_original(db: Database) -> None:
    first, *others = ready_stream(db)
    (lost,) = issue(db, first)
    with pytest.raises(UserError, match="вместо вручённого"):
        issue_duplicate(db, lost, DAY, keys=keys_of(db), actor=HEAD)
    hand_over(db, [lost], DAY, actor=HEAD)
    issue(db, *others)
    copy = issue_duplicate(db, lost, DAY, keys=keys_of(db), actor=HEAD)
    hand_over(db, [copy], DAY, actor=HEAD)
    again = issue_duplicate(db, copy, DAY, keys=keys_of(db), actor=HEAD)
    assert (row(db, copy).reg_no, row(db, copy).state) == (4, CertificateState.DUPLICATE)
    assert row(db, copy).duplicate_of_id == row(db, again).duplicate_of_id == lost
    original = certificate_line(db, lost)
    assert original is not None
    assert (original.state, original.duplicate) == (CertificateState.ISSUED, 5)


def test_an_annulled_certificate_keeps_its_place_and_reason_and_makes_room_for_a_new_one(db: Database) -> None:
    place, *_others = ready_stream(db)
    (id_,) = issue(db, place)
    annulled(db, id_)
    assert (row(db, id_).annulled_on, row(db, id_).annul_reason) == (DAY, "Описка в имени")
    with pytest.raises(UserError, match="уже аннулирован"):
        annulled(db, id_)
    issue(db, place)
    assert certificate_counts(db)._asdict() == {"all": 2, "prepared": 1, "issued": 0, "annulled": 1, "duplicate": 0}


# Words and seal


def printed(db: Database, id_: int) -> PrintedCertificate:
    return PrintedCertificate.model_validate_json(row(db, id_).printed or "")


def test_a_later_change_of_a_card_changes_no_certificate(db: Database) -> None:
    place, *_others = ready_stream(db)
    (id_,) = issue(db, place)
    line = issue_lines(db, STREAM)[0]
    draft = PersonDraft(last_name="Грушева", first_name="Анна", position_id=2, organization_id=1)
    change_trainee(db, line.person_id, draft, actor=HEAD)
    assert printed(db, id_).name == "Абрикосовой Марии"


def test_the_name_may_be_put_as_the_person_wants_until_it_is_handed_over(db: Database) -> None:
    place, *_others = ready_stream(db)
    (id_,) = issue(db, place)
    reword_certificate(db, id_, "Абрикосовой Марии Львовне", keys=keys_of(db), actor=HEAD)
    said = check_certificate(row(db, id_).signed or "", public_keys(db)).said
    assert printed(db, id_).name == "Абрикосовой Марии Львовне"
    assert said is not None
    assert said.name == "Абрикосовой Марии Львовне"
    reword_certificate(db, id_, None, keys=keys_of(db), actor=HEAD)
    assert printed(db, id_).name == "Абрикосовой Марии"
    hand_over(db, [id_], DAY, actor=HEAD)
    with pytest.raises(UserError, match="ещё не вручён"):
        reword_certificate(db, id_, "Другой", keys=keys_of(db), actor=HEAD)


def test_a_duplicate_says_what_the_original_said(db: Database) -> None:
    place, *_others = ready_stream(db)
    (id_,) = issue(db, place)
    hand_over(db, [id_], DAY, actor=HEAD)
    line = issue_lines(db, STREAM)[0]
    draft = PersonDraft(last_name="Грушева", first_name="Анна", position_id=2, organization_id=1)
    change_trainee(db, line.person_id, draft, actor=HEAD)
    copy = issue_duplicate(db, id_, DAY, keys=keys_of(db), actor=HEAD)
    said = check_certificate(row(db, copy).signed or "", public_keys(db)).said
    assert said is not None
    assert (said.number, said.name) == ("2/2026", "Абрикосовой Марии")


def test_nothing_is_worded_anew_for_who_may_not_be_named(db: Database) -> None:
    given, waiting, *_others = ready_stream(db)
    lost, prepared = issue(db, given, waiting)
    hand_over(db, [lost], DAY, actor=HEAD)
    for place in (given, waiting):
        person_id = arrange.stored(db, Enrollment, place).person_id
        sheet = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
        withdraw_consent(db, give_consent(db, person_id, sheet, actor=HEAD), DAY, actor=HEAD)
    with pytest.raises(UserError, match="печатать нельзя"):
        issue_duplicate(db, lost, DAY, keys=keys_of(db), actor=HEAD)
    with pytest.raises(UserError, match="печатать нельзя"):
        reword_certificate(db, prepared, None, keys=keys_of(db), actor=HEAD)
    assert numbers(db) == [1, 2]


def test_signers_are_kept_first_and_second(db: Database) -> None:
    place, other, *_others = ready_stream(db)
    head = arrange.person(db, "Подписная")
    (before,) = issue(db, place)
    save_signers(db, SignersDraft(signers=(SignerDraft(person_id=head, position="Заведующий"),)), actor=HEAD)
    (after,) = issue(db, other)
    assert printed(db, before).signers == ()
    assert [(each.person_id, each.position) for each in printed(db, after).signers] == [(head, "Заведующий")]
    save_signers(db, SignersDraft(signers=()), actor=HEAD)
    assert [each.position for each in printed(db, after).signers] == ["Заведующий"]


def test_a_changed_name_hours_or_number_is_found_out(db: Database) -> None:
    place, *_others = ready_stream(db)
    (id_,) = issue(db, place)
    packed = unpack(row(db, id_).signed or "")
    keys = public_keys(db)
    assert check_certificate(pack(packed.text, packed.signature), keys).verdict is Verdict.GENUINE
    for was, becomes in (("Абрикосовой", "Абрикосовым"), ("12 ч", "72 ч"), ("№ 1/", "№ 2/"), ("02.03", "03.03")):
        assert was in packed.text
        forged = pack(packed.text.replace(was, becomes), packed.signature)
        assert check_certificate(forged, keys).verdict is Verdict.FORGED
    assert check_certificate(row(db, id_).signed or "", ()).verdict is Verdict.UNKNOWN_KEY


def test_what_the_key_signed_for_another_purpose_is_no_certificate(db: Database) -> None:
    (id_,) = issue(db, ready_stream(db)[0])
    said = unpack(row(db, id_).signed or "").text
    for text, comment in (("Пакет 7", TRUSTED_COMMENT), (said, "marshrut package 1")):
        signature = keys_of(db).sign(site_keys(db)[0].name, text.encode(), comment=comment)
        assert check_certificate(pack(text, signature), public_keys(db)).verdict is Verdict.FORGED


def test_a_new_key_signs_on_and_the_old_certificates_stay_checkable(db: Database) -> None:
    first, second, _third = ready_stream(db)
    (old,) = issue(db, first)
    former = site_keys(db)[0].name
    go_to(db, date(2026, 3, 3))
    renew_key(db, keys_of(db), actor=HEAD)
    (new,) = issue(db, second)
    keys = site_keys(db)
    assert [key.retired_on for key in keys] == [None, date(2026, 3, 3)]
    assert keys[1].name == former
    assert not keys_of(db).holds(former)
    for id_ in (old, new):
        assert check_certificate(row(db, id_).signed or "", public_keys(db)).verdict is Verdict.GENUINE


def test_a_lost_key_is_told_in_words_and_gives_no_number(db: Database) -> None:
    places = ready_stream(db)
    issue(db, places[0])
    keys_of(db).drop(site_keys(db)[0].name)
    with pytest.raises(UserError, match="Уже выданные сертификаты действительны"):
        issue(db, places[1])
    renew_key(db, keys_of(db), actor=HEAD)
    issue(db, places[1])
    assert numbers(db) == [1, 2]


def test_the_secret_key_is_not_in_the_database(db: Database) -> None:
    places = ready_stream(db)
    issue(db, *places)
    name = site_keys(db)[0].name
    line = (keys_of(db).folder / f"{name}.key").read_text().splitlines()[1]
    seed = b64decode(line)[62:94]
    whole = b"".join(path.read_bytes() for path in db.path.parent.glob("marshrut.db*"))
    assert seed not in whole
    assert line.encode() not in whole


# The list


def test_the_list_is_filtered_by_year_stream_state_and_words(db: Database) -> None:
    places = ready_stream(db)
    issue(db, *places)
    hand_over(db, [2], DAY, actor=HEAD)
    assert [row.reg_no for row in certificate_list(db, CertificateFilter(text="берёза"))] == [2]
    assert [row.reg_no for row in certificate_list(db, CertificateFilter(text="3/2026"))] == [3]
    assert [row.reg_no for row in certificate_list(db, CertificateFilter(state=CertificateState.PREPARED))] == [3, 1]
    assert certificate_list(db, CertificateFilter(year=2025)) == []
    assert certificate_list(db, CertificateFilter(stream_id=2)) == []


@pytest.mark.parametrize("sort", CertificateSort)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_follow_each_other_without_a_gap(db: Database, sort: CertificateSort, *, descending: bool) -> None:
    issue(db, *ready_stream(db, 5))
    whole = certificate_list(db, sort=sort, descending=descending)
    paged = certificate_list(db, sort=sort, descending=descending, limit=2)
    while page := certificate_list(db, sort=sort, descending=descending, after=paged[-1], limit=2):
        paged += page
    assert paged == whole
    assert len(whole) == 5
