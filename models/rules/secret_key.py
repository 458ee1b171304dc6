"""The file of a secret key as minisign writes it: with a password or without; only bytes and text.

With a password the id, the pair and their sum are covered by a stream that scrypt makes of it; a wrong password shows
in the sum. The limits are libsodium's interactive ones, which minisign takes from the file as they stand.
"""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from models.rules.minisign import KEY_BYTES, KEY_ID_BYTES

_ALGORITHM, _NO_PASSWORD, _SCRYPT, _SUM = b"Ed", b"\0\0", b"Sc", b"B2"
_SALT_BYTES, _LIMIT_BYTES, _SUM_BYTES = 32, 8, 32
_COVERED = KEY_ID_BYTES + 2 * KEY_BYTES + _SUM_BYTES
_HEAD = len(_ALGORITHM + _SCRYPT + _SUM)
_OPERATIONS, _MEMORY = 524_288, 16_777_216
"""opslimit and memlimit of libsodium's crypto_pwhash_scryptsalsa208sha256_*_INTERACTIVE."""
_COST, _BLOCK, _PARALLEL = 1 << 14, 8, 1
"""What libsodium makes of those limits."""
_LIMITS = _OPERATIONS.to_bytes(_LIMIT_BYTES, "little") + _MEMORY.to_bytes(_LIMIT_BYTES, "little")
_COMMENT = "untrusted comment: minisign {}secret key of the site, keep it to yourself"


class WrongPasswordError(ValueError):
    """The password does not open the key."""


@dataclass(frozen=True, slots=True)
class SecretKey:
    """The id of a key, its secret seed and the public part."""

    key_id: bytes
    seed: bytes = field(repr=False)
    public: bytes


@dataclass(frozen=True, slots=True)
class SecretFile:
    """A file taken apart; `salt` is None where no password covers the key."""

    salt: bytes | None
    covered: bytes = field(repr=False)

    @property
    def is_open(self) -> bool:
        """Whether the key lies there without a password."""
        return self.salt is None

    def secret(self, password: str = "") -> SecretKey:
        """The key; WrongPasswordError, and ValueError for a damaged file without a password."""
        plain = self.covered if self.salt is None else _xor(self.covered, _stream(password, self.salt))
        key_id, pair = plain[:KEY_ID_BYTES], plain[KEY_ID_BYTES:-_SUM_BYTES]
        if plain[-_SUM_BYTES:] != _sum(key_id, pair):
            raise ValueError("damaged") if self.salt is None else WrongPasswordError("wrong password")
        return SecretKey(key_id, pair[:KEY_BYTES], pair[KEY_BYTES:])


def secret_text(key: SecretKey, *, password: str | None, salt: bytes) -> str:
    """The file: covered by `password`, or plain where it is None; `salt` are 32 bytes of chance."""
    pair = key.seed + key.public
    plain = key.key_id + pair + _sum(key.key_id, pair)
    if password is None:
        head = _ALGORITHM + _NO_PASSWORD + _SUM + bytes(_SALT_BYTES + len(_LIMITS))
        covered = plain
    else:
        head = _ALGORITHM + _SCRYPT + _SUM + salt + _LIMITS
        covered = _xor(plain, _stream(password, salt))
    comment = _COMMENT.format("" if password is None else "encrypted ")
    return f"{comment}\n{b64encode(head + covered).decode()}\n"


def read_secret_file(text: str) -> SecretFile:
    """Take a file apart; ValueError for anything else than `secret_text` writes."""
    _comment, line, *_rest = text.splitlines()
    content = b64decode(line, validate=True)
    head, salt = content[:_HEAD], content[_HEAD:][:_SALT_BYTES]
    limits = content[_HEAD + _SALT_BYTES :][: len(_LIMITS)]
    covered = content[_HEAD + _SALT_BYTES + len(_LIMITS) :]
    if len(covered) != _COVERED:
        raise ValueError("not a secret key")
    if head == _ALGORITHM + _NO_PASSWORD + _SUM:
        return SecretFile(None, covered)
    if head != _ALGORITHM + _SCRYPT + _SUM or limits != _LIMITS:
        raise ValueError("not a secret key of ours")
    return SecretFile(salt, covered)


def _sum(key_id: bytes, pair: bytes) -> bytes:
    return blake2b(_ALGORITHM + key_id + pair, digest_size=_SUM_BYTES).digest()


@lru_cache(maxsize=2)
def _stream(password: str, salt: bytes) -> bytes:
    """Fifty milliseconds: once for the many certificates of a stream."""
    return hashlib.scrypt(
        password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=2 * _MEMORY + (1 << 20), dklen=_COVERED
    )


def _xor(content: bytes, stream: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(content, stream, strict=True))
