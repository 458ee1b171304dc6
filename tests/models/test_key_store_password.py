"""Keys under a password: in a keyring, in a variable, typed; Debian's minisign opens the same file."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import UserError
from models.key_store import PASSWORD_VARIABLE, KeyStore
from models.rules.minisign import PublicKey, SignedBy
from models.rules.recovery import RecoveryKey
from models.rules.secret_key import SecretKey, WrongPasswordError, read_secret_file, secret_text
from models.signatures import is_genuine
from models.vault import SystemVault, no_vault, system_vault

COMMENT = "marshrut certificate 1"


class Vault:
    """A keyring in memory."""

    def __init__(self, *, keeps: bool = True) -> None:
        self.kept: dict[str, str] = {}
        self._keeps = keeps

    def password(self, name: str) -> str | None:
        return self.kept.get(name)

    def keep(self, name: str, password: str) -> bool:
        if self._keeps:
            self.kept[name] = password
        return self._keeps

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


class Asked:
    """A person who types a password."""

    def __init__(self, *passwords: str | None) -> None:
        self.passwords = list(passwords)

    def __call__(self) -> str | None:
        return self.passwords.pop(0)


def never() -> str | None:
    raise AssertionError("asked without need")


def store(folder: Path, vault: Vault | None = None, ask: Callable[[], str | None] | None = never) -> KeyStore:
    return KeyStore.under(folder, vault=lambda: vault, ask=ask)


def file_of(keys: KeyStore, name: str) -> Path:
    return keys.folder / f"{name}.key"


def signs(keys: KeyStore, name: str) -> bool:
    signature = keys.sign(name, b"text", comment=COMMENT)
    key = keys.secret(name)
    return is_genuine(PublicKey(key.key_id, key.public), b"text", SignedBy(signature, COMMENT))


def test_a_key_is_covered_by_a_password_of_the_keyring(tmp_path: Path) -> None:
    vault = Vault()
    keys = store(tmp_path, vault)
    key = keys.make()
    assert (keys.is_covered(key.name), list(vault.kept), signs(keys, key.name)) == (True, [key.name], True)
    seed = keys.secret(key.name).seed
    covered = read_secret_file(file_of(keys, key.name).read_text()).covered
    assert seed not in covered


def test_the_same_key_is_covered_otherwise_each_time(tmp_path: Path) -> None:
    key = SecretKey(b"12345678", bytes(32), bytes(32))
    one, other = (secret_text(key, password="п", salt=bytes([salt]) * 32) for salt in (1, 2))
    assert one != other
    assert read_secret_file(one).secret("п") == read_secret_file(other).secret("п") == key
    with pytest.raises(WrongPasswordError):
        read_secret_file(one).secret("р")


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
@pytest.mark.parametrize(("password", "is_right"), [("right", True), ("wrong", False)])
def test_minisign_signs_with_the_key_after_its_password(tmp_path: Path, password: str, *, is_right: bool) -> None:
    keys = store(tmp_path, ask=Asked("right"))
    key = keys.make()
    (tmp_path / "site.pub").write_text(key.text)
    (tmp_path / "text").write_bytes(b"text")
    sign = ["minisign", "-S", "-s", str(file_of(keys, key.name)), "-m", "text"]
    done = subprocess.run(sign, cwd=tmp_path, input=f"{password}\n", encoding="utf-8", capture_output=True, check=False)
    assert (done.returncode == 0) == is_right
    if is_right:
        verify = ["minisign", "-V", "-q", "-p", "site.pub", "-m", "text"]
        assert subprocess.run(verify, cwd=tmp_path, check=False).returncode == 0


def test_an_open_key_is_covered_when_there_is_a_keyring_later(tmp_path: Path) -> None:
    key = store(tmp_path, ask=None).make()
    vault = Vault()
    keys = store(tmp_path, vault)
    assert not keys.is_covered(key.name)
    assert signs(keys, key.name)
    assert (keys.is_covered(key.name), signs(store(tmp_path, vault), key.name)) == (True, True)


def test_an_open_key_in_a_folder_that_takes_nothing_signs_all_the_same(tmp_path: Path) -> None:
    key = store(tmp_path, ask=None).make()
    keys = store(tmp_path, Vault())
    (keys.folder / f"{key.name}.key.part").mkdir()
    assert (signs(keys, key.name), keys.is_covered(key.name)) == (True, False)


def test_an_open_key_stays_usable_where_nothing_covers_it(tmp_path: Path) -> None:
    keys = store(tmp_path)
    key = store(tmp_path, ask=None).make()
    assert (signs(keys, key.name), keys.is_covered(key.name)) == (True, False)


def test_a_keyring_that_keeps_nothing_leaves_the_key_to_the_person(tmp_path: Path) -> None:
    keys = store(tmp_path, Vault(keeps=False), Asked("typed", "typed", "typed"))
    key = keys.make()
    assert (keys.is_covered(key.name), signs(keys, key.name)) == (True, True)


def test_a_person_who_types_nothing_has_an_open_key(tmp_path: Path) -> None:
    keys = store(tmp_path, ask=Asked(None))
    assert not keys.is_covered(keys.make().name)


def test_the_variable_opens_and_covers_without_a_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "from outside")
    keys = store(tmp_path)
    key = keys.make()
    assert (keys.is_covered(key.name), signs(keys, key.name)) == (True, True)


def test_a_password_that_is_not_to_be_had_is_told(tmp_path: Path) -> None:
    key = store(tmp_path, Vault()).make()
    for elsewhere in (store(tmp_path, Vault(), None), store(tmp_path, None, Asked(None))):
        with pytest.raises(UserError, match="закрыт паролем"):
            elsewhere.sign(key.name, b"text", comment=COMMENT)


def test_a_wrong_password_signs_nothing(tmp_path: Path) -> None:
    key = store(tmp_path, ask=Asked("right")).make()
    with pytest.raises(UserError, match="не подошёл"):
        store(tmp_path, ask=Asked("wrong")).sign(key.name, b"text", comment=COMMENT)


def test_a_typed_password_opens_what_a_stale_keyring_does_not(tmp_path: Path) -> None:
    key = store(tmp_path, ask=Asked("right")).make()
    stale = Vault()
    stale.kept[key.name] = "stale"
    assert signs(store(tmp_path, stale, Asked("right", "right")), key.name)


def test_two_programs_covering_a_key_at_once_leave_one_that_opens(tmp_path: Path) -> None:
    key = store(tmp_path, ask=None).make()

    class Beaten(Vault):
        """Another process puts its password and its file in between."""

        beaten = False

        def keep(self, name: str, password: str) -> bool:
            done = super().keep(name, password)
            if not self.beaten:
                self.beaten = True
                self.kept[name] = "of the other"
            return done

    vault = Beaten()
    assert signs(store(tmp_path, vault), key.name)
    assert vault.kept == {key.name: "of the other"}
    assert signs(store(tmp_path, vault), key.name)


def test_a_dropped_key_takes_its_password_along(tmp_path: Path) -> None:
    vault = Vault()
    keys = store(tmp_path, vault)
    keys.drop(keys.make().name)
    assert vault.kept == {}


def test_a_damaged_covered_key_signs_nothing(tmp_path: Path) -> None:
    keys = store(tmp_path, Vault())
    key = keys.make()
    file_of(keys, key.name).write_text("untrusted comment: x\nAAAA\n")
    with pytest.raises(UserError, match="повреждён"):
        keys.sign(key.name, b"text", comment=COMMENT)


def test_the_tests_touch_no_keyring_of_the_machine() -> None:
    assert (system_vault(), no_vault()) == (None, None)


def test_a_keyring_that_is_locked_gives_and_keeps_nothing() -> None:
    from keyring.errors import KeyringLocked, PasswordDeleteError

    class Locked:
        priority = 5.0

        def get_password(self, service: str, username: str) -> str | None:
            raise KeyringLocked

        def set_password(self, service: str, username: str, password: str) -> None:
            raise KeyringLocked

        def delete_password(self, service: str, username: str) -> None:
            raise PasswordDeleteError

    vault = SystemVault(Locked())
    vault.forget("key")
    assert (vault.password("key"), vault.keep("key", "password")) == (None, False)


def test_no_secret_stands_in_what_a_log_could_say(tmp_path: Path) -> None:
    keys = KeyStore.under(tmp_path, vault=no_vault)
    name = keys.make().name
    key = keys.secret(name)
    told = (key, read_secret_file((tmp_path / "keys" / f"{name}.key").read_text()), RecoveryKey(key.key_id, key.seed))
    assert [str(key.seed)[2:-1] in repr(each) for each in told] == [False] * 3
