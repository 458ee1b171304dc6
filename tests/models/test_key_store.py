"""The keys that sign, against the programs of others: Debian's minisign and the package py-minisign."""

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import minisign
import pytest

from models.errors import UserError
from models.key_store import KeyStore
from models.rules.minisign import read_public_key

needs_minisign = pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
COMMENT = "marshrut certificate 1"


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore.under(tmp_path)


def run(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(list(map(str, words)), capture_output=True, encoding="utf-8", check=False)


@needs_minisign
def test_what_is_signed_here_is_verified_by_minisign(store: KeyStore, tmp_path: Path) -> None:
    key = store.make()
    text, public = tmp_path / "text.txt", tmp_path / "site.pub"
    text.write_bytes("Сертификат".encode())
    public.write_text(key.text)
    signature = store.sign(key.name, text.read_bytes(), comment=COMMENT)
    (tmp_path / "text.txt.minisig").write_text(signature.text(COMMENT))
    done = run("minisign", "-V", "-p", public, "-m", text)
    assert (done.returncode, COMMENT in done.stdout) == (0, True)
    text.write_bytes("Сертификат!".encode())
    assert run("minisign", "-V", "-p", public, "-m", text).returncode != 0


@needs_minisign
def test_a_key_of_the_store_is_one_that_minisign_signs_with(store: KeyStore, tmp_path: Path) -> None:
    key = store.make()
    text, public = tmp_path / "text.txt", tmp_path / "site.pub"
    text.write_text("text")
    public.write_text(key.text)
    assert run("minisign", "-S", "-W", "-s", store.folder / f"{key.name}.key", "-m", text).returncode == 0
    assert run("minisign", "-V", "-p", public, "-m", text).returncode == 0


def test_what_is_signed_here_is_verified_by_py_minisign(store: KeyStore) -> None:
    key = store.make()
    signature = store.sign(key.name, b"text", comment=COMMENT)
    public = minisign.PublicKey.from_base64(key.text.splitlines()[1])
    public.verify(b"text", minisign.Signature.from_bytes(signature.text(COMMENT).encode()))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights otherwise")
def test_a_secret_key_is_for_its_owner_alone(store: KeyStore) -> None:
    key = store.make()
    kept = store.folder / f"{key.name}.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert list(store.folder.iterdir()) == [kept]


def test_a_public_key_is_read_from_its_file_and_from_its_line(store: KeyStore) -> None:
    key = store.make()
    assert read_public_key(key.text) == read_public_key(key.text.splitlines()[1]) == key


@pytest.mark.parametrize("text", ["", "ключ", "RWQ", "untrusted comment: x\n" + "A" * 56])
def test_another_file_is_no_public_key(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        read_public_key(text)


def test_a_key_that_is_not_there_is_told_in_words(store: KeyStore) -> None:
    with pytest.raises(UserError, match="на этом компьютере нет"):
        store.sign("0" * 16, b"text", comment=COMMENT)


def test_a_damaged_key_signs_nothing(store: KeyStore) -> None:
    key = store.make()
    kept = store.folder / f"{key.name}.key"
    kept.write_text(kept.read_text().replace("AAAA", "AAAB", 1)[:-9] + "AAAAAAA=\n")
    with pytest.raises(UserError, match="повреждён"):
        store.sign(key.name, b"text", comment=COMMENT)


def test_a_dropped_key_is_gone(store: KeyStore) -> None:
    key = store.make()
    store.drop(key.name)
    assert not store.holds(key.name)
