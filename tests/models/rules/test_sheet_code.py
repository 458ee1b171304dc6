"""The short code of a registration sheet."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.sheet_code import event_of_code, event_of_qr, sheet_code, sheet_qr

EVENTS = st.one_of(st.integers(1, 130_000), st.integers(1, 10**9))
SIGNS = "АВЕКМНРСТУХ0123456789"
LATIN = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


@given(EVENTS)
def test_a_code_leads_back_to_its_event(event_id: int) -> None:
    assert event_of_code(sheet_code(event_id)) == event_id


@given(EVENTS, st.data())
def test_any_one_wrong_sign_is_noticed(event_id: int, data: st.DataObject) -> None:
    code = sheet_code(event_id).replace(" ", "")
    place = data.draw(st.integers(0, len(code) - 1))
    sign = data.draw(st.sampled_from(SIGNS))
    assume(sign != code[place])
    with pytest.raises(UserError):
        event_of_code(code[:place] + sign + code[place + 1 :])


@given(EVENTS, st.data())
def test_two_neighbours_exchanged_are_noticed(event_id: int, data: st.DataObject) -> None:
    code = sheet_code(event_id).replace(" ", "")
    place = data.draw(st.integers(0, len(code) - 2))
    assume(code[place] != code[place + 1])
    with pytest.raises(UserError):
        event_of_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@given(EVENTS)
def test_it_is_typed_in_either_alphabet_in_any_case_and_with_any_blanks(event_id: int) -> None:
    code = sheet_code(event_id)
    for typed in (code.lower(), code.translate(LATIN), f" {code.replace(' ', '-')}\u00a0", code.replace("0", "о")):
        assert event_of_code(typed) == event_id


def test_neighbouring_events_have_codes_that_do_not_look_alike() -> None:
    codes = [sheet_code(event_id).replace(" ", "") for event_id in range(1, 200)]
    alike = [sum(a == b for a, b in zip(one, two, strict=True)) for one, two in pairwise(codes)]
    assert max(alike) <= 3


@pytest.mark.parametrize("typed", ["", "привет", "К 472", "472 МН", "К 4721234567 МН", "Ж 472 МН"])
def test_what_is_no_code_is_told_from_one_with_a_slip(typed: str) -> None:
    with pytest.raises(UserError, match="не похоже на код"):
        event_of_code(typed)


def test_a_slip_is_said_to_be_one() -> None:
    code = sheet_code(7)
    wrong = code[:-1] + ("А" if code[-1] != "А" else "В")
    with pytest.raises(UserError, match="описка"):
        event_of_code(wrong)


def test_the_qr_of_this_site_leads_to_its_event() -> None:
    assert event_of_qr(["https://example.ru", sheet_qr("ПК-07", 42)], own=["ПК-07", "без-кода-abc123"]) == 42


def test_a_sheet_printed_before_the_site_had_its_code_is_still_known() -> None:
    assert event_of_qr([sheet_qr("без-кода-abc123", 42)], own=["ПК-07", "без-кода-abc123"]) == 42


def test_another_sites_sheet_is_refused() -> None:
    with pytest.raises(UserError, match="другой площадки"):
        event_of_qr([sheet_qr("ПК-08", 42)], own=["ПК-07"])


def test_sheets_of_two_events_are_refused() -> None:
    with pytest.raises(UserError, match="разных мероприятий"):
        event_of_qr([sheet_qr("ПК-07", 42), sheet_qr("ПК-07", 43)], own=["ПК-07"])


def test_other_codes_alone_are_none() -> None:
    with pytest.raises(UserError, match="не нашлось кода"):
        event_of_qr(["https://example.ru"], own=["ПК-07"])
