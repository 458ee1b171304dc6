import os
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.certificate_text import MARK, CertificateText, pack, read_text, unpack
from models.rules.minisign import Signature

SAID = CertificateText("7/2026", date(2026, 5, 20), "Ивановой Марии Петровне", "Игра и речь", 36)
SIGNATURE = Signature(os.urandom(8), os.urandom(64), os.urandom(64))
LINES = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=200)


@given(name=LINES, program=LINES, hours=st.integers(1, 2000), number=st.integers(1, 99999))
def test_a_code_says_what_was_packed(name: str, program: str, hours: int, number: int) -> None:
    said = CertificateText(f"{number}/2026", date(2026, 5, 20), name, program, hours)
    packed = unpack(pack(said.text, SIGNATURE))
    assert packed.signature == SIGNATURE
    assert read_text(packed.text) == said


def test_a_code_is_plain_ascii_that_a_qr_code_keeps_tightly() -> None:
    assert set(pack(SAID.text, SIGNATURE)) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_line_breaks_in_a_title_do_not_become_another_fact() -> None:
    said = CertificateText("7/2026", date(2026, 5, 20), "Ивановой\nМарии", "Игра\n999 ч", 36)
    assert read_text(said.text).program == "Игра 999 ч"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "HELLO",
        MARK,
        f"{MARK}.",
        f"{MARK}AAA.",
        pack(SAID.text, SIGNATURE)[:-1],
        pack(SAID.text, SIGNATURE)[:-9] + ".",
    ],
)
def test_what_is_no_whole_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"code|base45"):
        unpack(code)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(ValueError, match="cut short"):
        unpack(pack("а" * 1_000_000, SIGNATURE))


@pytest.mark.parametrize("text", ["", "Пакет 7", SAID.text + "x", SAID.text.replace("Сертификат", "Удостоверение")])
def test_a_text_that_is_no_certificate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a certificate"):
        read_text(text)
