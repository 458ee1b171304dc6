"""Invitations of ИРО: what one says, who can check it, and why one is refused."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.errors import UserError
from models.invitations import invitation_file, new_code, read_invitation
from models.key_store import KeyStore
from models.rules.fingerprint import fingerprint
from models.rules.invitation import Invitation, Server, invitation_line
from models.rules.minisign import PublicKey

LAST_DAY = date(2026, 6, 30)


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    return KeyStore.under(tmp_path)


def invitation(key: PublicKey, **changes: object) -> Invitation:
    said = Invitation(
        site_code="ПР-041",
        institute="ПК ИРО",
        recipient="age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
        key=key,
        servers=(Server("tus", "https://upload.example.ru/files"), Server("webdav", "https://disk.example.ru/dav")),
        expires_on=LAST_DAY,
        code=new_code(),
        authority="-----BEGIN CERTIFICATE-----\ninvented\n-----END CERTIFICATE-----\n",
    )
    return replace(said, **changes)


@pytest.fixture
def made(keys: KeyStore) -> SimpleNamespace:
    key = keys.make()
    said = invitation(key)
    return SimpleNamespace(key=key, said=said, content=invitation_file(said, keys, key.name))


def refusal(content: bytes, **given: object) -> str:
    with pytest.raises(UserError) as refused:
        read_invitation(content, **{"today": LAST_DAY, **given})
    assert refused.value.advice
    return refused.value.message


def test_an_invitation_is_read_as_it_was_written(made):
    assert read_invitation(made.content, today=LAST_DAY, site_code="ПР-041", known_key=made.key) == made.said


def test_minisign_checks_the_two_parts_of_the_file(made, tmp_path: Path):
    line, _end, signature = made.content.partition(b"\n")
    (tmp_path / "invitation.json").write_bytes(line + b"\n")
    (tmp_path / "invitation.json.minisig").write_bytes(signature)
    (tmp_path / "iro.pub").write_text(made.key.text, "ascii")
    words = ["minisign", "-V", "-q", "-p", "iro.pub", "-m", "invitation.json"]
    assert subprocess.run(words, cwd=tmp_path, check=False).returncode == 0


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda whole: whole[:-20], "не приглашение"),
        (lambda whole: b"", "не приглашение"),
        (lambda whole: b"[" * 70_000, "не приглашение"),
        (lambda whole: whole.replace(b"upload.example.ru", b"stolen.example.ru"), "Подпись приглашения не сходится"),
        (lambda whole: whole.replace(b"https://disk", b"file:///disk"), "не приглашение"),
        (lambda whole: whole.replace(b'"marshrut_invitation": 1', b'"marshrut_invitation": 2'), "более новой"),
        (lambda whole: whole.replace(b", ", b",", 1), "не приглашение"),
    ],
)
def test_a_spoilt_invitation_is_refused(made, spoil: Callable[[bytes], bytes], reason: str):
    assert reason in refusal(spoil(made.content))


def test_an_expired_invitation_is_refused_with_its_day(made):
    assert "до 30.06.2026" in refusal(made.content, today=date(2026, 7, 1))


def test_the_invitation_of_another_site_is_refused(made):
    assert "другой площадки" in refusal(made.content, site_code="ПР-042")


def test_a_new_key_is_believed_only_if_the_known_one_signed_it(made, keys: KeyStore):
    new = keys.make()
    said = invitation(new)
    signed_by_old = invitation_file(said, keys, made.key.name)
    assert read_invitation(signed_by_old, today=LAST_DAY, known_key=made.key) == said
    assert "не тем ключом" in refusal(invitation_file(said, keys, new.name), known_key=made.key)


def test_what_no_invitation_holds_is_not_written(keys: KeyStore):
    with pytest.raises(ValueError, match="not"):
        invitation_line(invitation(keys.make(), recipient="age1short"))


@pytest.mark.parametrize("host", ["a.example.ru:99999", "a..example.ru", f"{'a' * 70}.example.ru"])
def test_an_address_that_no_program_could_reach_is_not_written(keys: KeyStore, host: str):
    with pytest.raises(ValueError):  # noqa: PT011 - each says it in its own words
        invitation_line(invitation(keys.make(), servers=(Server("tus", f"https://{host}/files"),)))


def test_the_one_time_code_stays_out_of_what_a_log_could_say(made):
    assert made.said.code not in repr(made.said)


def test_a_fingerprint_is_six_groups_of_figures_and_tells_keys_apart(made, keys: KeyStore):
    groups = made.said.fingerprint.split(" ")
    assert [len(group) for group in groups] == [5] * 6
    assert made.said.fingerprint != invitation(keys.make()).fingerprint
    assert fingerprint(b"ab", b"c") != fingerprint(b"a", b"bc")
