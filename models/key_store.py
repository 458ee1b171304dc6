"""The site's secret keys: files of their own in the data folder, never in the database and so in none of its copies.

A key signs as minisign does (Ed25519 over the BLAKE2b-512 of a file), and its file is minisign's own kind of secret
key without a password, readable by its owner alone. What is public of a key stands in the table `signing_key`.
"""

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from models.errors import UserError
from models.files import writing_whole
from models.rules.minisign import KEY_BYTES, KEY_ID_BYTES, PublicKey, Signature, hashed

_FOLDER = "keys"
_ALGORITHM, _NO_PASSWORD, _CHECKSUM = b"Ed", b"\0\0", b"B2"
_NO_SALT = bytes(32 + 8 + 8)
"""Salt and limits of the key derivation, unused without a password."""
_CHECK_BYTES = 32
_COMMENT = "untrusted comment: minisign secret key of the site, keep it to yourself"


@dataclass(frozen=True, slots=True)
class KeyStore:
    """The folder of secret keys."""

    folder: Path

    @classmethod
    def under(cls, data_folder: Path) -> "KeyStore":
        """The store of a site's data folder."""
        return cls(data_folder / _FOLDER)

    def make(self) -> PublicKey:
        """Make a key, keep its secret part, and give the public one; raises UserError where the disk refuses."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        secret = Ed25519PrivateKey.generate()
        public = PublicKey(os.urandom(KEY_ID_BYTES), secret.public_key().public_bytes_raw())
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with writing_whole(self._place(public.name)) as part:
            # Nobody else may read it, not even while it is being written.
            part.touch(mode=0o600)
            part.write_text(_secret_text(public, secret.private_bytes_raw()), encoding="ascii")
        return public

    def holds(self, name: str) -> bool:
        """Whether the secret part of a key is on this computer."""
        return self._place(name).is_file()

    def sign(self, name: str, content: bytes, *, comment: str) -> Signature:
        """Sign a file's content, and the comment that minisign is to trust.

        Raises UserError where the secret part is not on this computer or is damaged.
        """
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key_id, seed = self._secret(name)
        secret = Ed25519PrivateKey.from_private_bytes(seed)
        of_file = secret.sign(hashed(content))
        return Signature(key_id, of_file, secret.sign(of_file + comment.encode()))

    def drop(self, name: str) -> None:
        """Delete a secret part: what it signed stays checkable, but nothing more is signed with it."""
        self._place(name).unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}.key"

    def _secret(self, name: str) -> tuple[bytes, bytes]:
        """Id and seed of a key."""
        try:
            _comment, line, *_rest = self._place(name).read_text(encoding="ascii").splitlines()
            content = b64decode(line, validate=True)
        except FileNotFoundError as problem:
            raise lost_key() from problem
        except ValueError as problem:
            raise _damaged() from problem
        head = len(_ALGORITHM + _NO_PASSWORD + _CHECKSUM + _NO_SALT)
        key_id, pair = content[head:][:KEY_ID_BYTES], content[head + KEY_ID_BYTES : -_CHECK_BYTES]
        if len(pair) != 2 * KEY_BYTES or content[-_CHECK_BYTES:] != _checksum(key_id, pair):
            raise _damaged()
        return key_id, pair[:KEY_BYTES]


def lost_key() -> UserError:
    """What is said where the secret key is not on this computer."""
    return UserError(
        "Ключа, которым площадка подписывает сертификаты, на этом компьютере нет. Уже выданные сертификаты "
        "действительны и проверяются как раньше.",
        f"Верните папку «{_FOLDER}» из прежней папки данных или заведите новый ключ: «Ещё» → «Ключ площадки».",
    )


def _damaged() -> UserError:
    return UserError(
        "Файл ключа площадки повреждён. Уже выданные сертификаты действительны и проверяются как раньше.",
        f"Верните папку «{_FOLDER}» из копии папки данных или заведите новый ключ: «Ещё» → «Ключ площадки».",
    )


def _secret_text(public: PublicKey, seed: bytes) -> str:
    pair = seed + public.key
    content = _ALGORITHM + _NO_PASSWORD + _CHECKSUM + _NO_SALT + public.key_id + pair
    return f"{_COMMENT}\n{b64encode(content + _checksum(public.key_id, pair)).decode()}\n"


def _checksum(key_id: bytes, pair: bytes) -> bytes:
    return blake2b(_ALGORITHM + key_id + pair, digest_size=_CHECK_BYTES).digest()
