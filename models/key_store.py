"""The site's secret keys: files of their own in the data folder, never in the database and so in none of its copies.

A key signs as minisign does (Ed25519 over the BLAKE2b-512 of a file), and its file is minisign's own kind of secret
key (rules/secret_key.py), readable by its owner alone. A password covers it: a random one in the system's keyring,
else one that a person types; without either the file lies open. What is public of a key stands in the table
`signing_key`.
"""

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from models.errors import UserError
from models.files import writing_whole
from models.rules.minisign import KEY_ID_BYTES, PublicKey, Signature, hashed
from models.rules.secret_key import SecretFile, SecretKey, WrongPasswordError, read_secret_file, secret_text
from models.vault import Vault, system_vault

PASSWORD_VARIABLE = "MARSHRUT_KEY_PASSWORD"  # noqa: S105 - the name of a variable
"""The password for a computer without a keyring and without a person."""

_FOLDER = "keys"
_SALT_BYTES = 32
_PASSWORD_BYTES = 24
_TRIES = 3


@dataclass(frozen=True, slots=True)
class KeyStore:
    """The folder of secret keys.

    `vault` gives the keyring of this computer, `ask` asks the person for the password where there is none; None of
    either means that it cannot be had.
    """

    folder: Path
    vault: Callable[[], Vault | None] = system_vault
    ask: Callable[[], str | None] | None = None

    @classmethod
    def under(
        cls,
        data_folder: Path,
        *,
        vault: Callable[[], Vault | None] = system_vault,
        ask: Callable[[], str | None] | None = None,
    ) -> "KeyStore":
        """The store of a site's data folder."""
        return cls(data_folder / _FOLDER, vault, ask)

    def make(self) -> PublicKey:
        """Make a key, keep its secret part, and give the public one; raises UserError where the disk refuses."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        secret = Ed25519PrivateKey.generate()
        public = PublicKey(os.urandom(KEY_ID_BYTES), secret.public_key().public_bytes_raw())
        self._keep(public.name, SecretKey(public.key_id, secret.private_bytes_raw(), public.key))
        return public

    def holds(self, name: str) -> bool:
        """Whether the secret part of a key is on this computer."""
        return self._place(name).is_file()

    def is_covered(self, name: str) -> bool:
        """Whether a password covers the key; UserError where it is not on this computer or is damaged."""
        return not self._file(name).is_open

    def sign(self, name: str, content: bytes, *, comment: str) -> Signature:
        """Sign a file's content, and the comment that minisign is to trust.

        Raises UserError where the secret part is not on this computer, is damaged, or its password is not to be had.
        """
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = self.secret(name)
        secret = Ed25519PrivateKey.from_private_bytes(key.seed)
        of_file = secret.sign(hashed(content))
        return Signature(key.key_id, of_file, secret.sign(of_file + comment.encode()))

    def secret(self, name: str) -> SecretKey:
        """The secret key itself, for signing and for the recovery sheet; raises UserError as `sign` does.

        One that lay open is covered at this chance, where there is a password to be had without asking.
        """
        found = self._file(name)
        if not found.is_open:
            return self._uncovered(found, name)
        try:
            key = found.secret()
        except ValueError as problem:
            raise _damaged() from problem
        # A folder that cannot be written to signs all the same.
        with contextlib.suppress(UserError):
            if not self._cover(name, key) and not self._file(name).is_open:
                self._write(name, key, None)
        return key

    def public_of(self, key_id: bytes, seed: bytes) -> PublicKey:
        """The public part of a secret seed."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return PublicKey(key_id, Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())

    def restore(self, key_id: bytes, seed: bytes) -> PublicKey:
        """Keep a key from its recovery sheet; raises UserError where the disk refuses."""
        public = self.public_of(key_id, seed)
        self._keep(public.name, SecretKey(key_id, seed, public.key))
        return public

    def drop(self, name: str) -> None:
        """Delete a secret part: what it signed stays checkable, but nothing more is signed with it."""
        self._place(name).unlink(missing_ok=True)
        vault = self.vault()
        if vault is not None:
            vault.forget(name)

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}.key"

    def _file(self, name: str) -> SecretFile:
        try:
            return read_secret_file(self._place(name).read_text(encoding="ascii"))
        except FileNotFoundError as problem:
            raise lost_key() from problem
        except ValueError as problem:
            raise _damaged() from problem

    def _keep(self, name: str, key: SecretKey) -> None:
        """Write a key that is nowhere else: covered where a password can be had, be it by asking."""
        if not self._cover(name, key):
            self._write(name, key, (self.ask() or None) if self.ask else None)

    def _cover(self, name: str, key: SecretKey) -> bool:
        """Write a key covered by a password that needs no asking; whether there is one."""
        vault = self.vault()
        if vault is not None and self._cover_by(vault, name, key):
            return True
        if given := os.environ.get(PASSWORD_VARIABLE):
            self._write(name, key, given)
            return True
        return False

    def _cover_by(self, vault: Vault, name: str, key: SecretKey) -> bool:
        for _try in range(_TRIES):
            password = vault.password(name) or secrets.token_urlsafe(_PASSWORD_BYTES)
            if not vault.keep(name, password):
                break
            self._write(name, key, password)
            # Another process may have covered it at the same moment: then its password is the one that stays.
            if vault.password(name) == password:
                return True
        return False

    def _write(self, name: str, key: SecretKey, password: str | None) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with writing_whole(self._place(name)) as part:
            # Nobody else may read it, not even while it is being written.
            part.touch(mode=0o600)
            part.write_text(secret_text(key, password=password, salt=os.urandom(_SALT_BYTES)), encoding="ascii")

    def _uncovered(self, found: SecretFile, name: str) -> SecretKey:
        is_tried = False
        for password in self._passwords(name):
            is_tried = True
            try:
                return found.secret(password)
            except WrongPasswordError:
                continue
        raise _wrong_password() if is_tried else _no_password()

    def _passwords(self, name: str) -> Iterator[str]:
        """What may open a key, the person last."""
        vault = self.vault()
        if vault is not None and (kept := vault.password(name)):
            yield kept
        if given := os.environ.get(PASSWORD_VARIABLE):
            yield given
        if self.ask is not None and (typed := self.ask()):
            yield typed


def lost_key() -> UserError:
    """What is said where the secret key is not on this computer."""
    return UserError(
        "Ключа, которым площадка подписывает сертификаты и пакеты, на этом компьютере нет. Уже выданные сертификаты "
        "действительны и проверяются как раньше.",
        f"Наберите буквы с листа восстановления, верните папку «{_FOLDER}» из прежней папки данных или заведите новый "
        "ключ: «Обмен с ИРО» → «Ключи и адреса» → «Новый ключ…».",
    )


def _damaged() -> UserError:
    return UserError(
        "Файл ключа площадки повреждён. Уже выданные сертификаты действительны и проверяются как раньше.",
        f"Наберите буквы с листа восстановления, верните папку «{_FOLDER}» из копии папки данных или заведите новый "
        "ключ: «Обмен с ИРО» → «Ключи и адреса» → «Новый ключ…».",
    )


def _no_password() -> UserError:
    return UserError(
        "Ключ площадки закрыт паролем, а пароля в этой учётной записи нет: он остался там, где ключ завели.",
        "Наберите буквы с листа восстановления или заведите новый ключ: «Обмен с ИРО» → «Ключи и адреса».",
    )


def _wrong_password() -> UserError:
    return UserError(
        "Пароль ключа площадки не подошёл. Ничего не подписано.",
        "Введите его ещё раз. Если он забыт, наберите буквы с листа восстановления.",
    )
