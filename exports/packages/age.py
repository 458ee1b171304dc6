"""The age format (age-encryption.org/v1) by pyrage: what is encrypted to a receiver, only the receiver opens.

age proves nothing about the sender: what is encrypted here has been signed before.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO, NamedTuple, Protocol, cast

import pyrage
from typing_extensions import override

MARK = b"age-encryption.org/v1\n"
"""How an encrypted file begins."""


class KeyPair(NamedTuple):
    """`identity` opens («AGE-SECRET-KEY-1…»), `recipient` is public («age1…»)."""

    identity: str
    recipient: str

    @override
    def __repr__(self) -> str:
        return f"KeyPair(recipient={self.recipient!r})"


class Sink(Protocol):
    """What decrypted bytes are written to; an exception of its own stops the reading."""

    def write(self, piece: bytes, /) -> int:
        """Take the next piece."""
        ...


class _Public(Protocol): ...


class _Secret(Protocol):
    def to_public(self) -> _Public: ...


class _Publics(Protocol):
    def from_str(self, text: str, /) -> _Public: ...


class _Secrets(Protocol):
    def from_str(self, text: str, /) -> _Secret: ...
    def generate(self) -> _Secret: ...


class _X25519(Protocol):
    Recipient: _Publics
    Identity: _Secrets


class _Passphrase(Protocol):
    def encrypt(self, content: bytes, password: str, /) -> bytes: ...
    def decrypt(self, content: bytes, password: str, /) -> bytes: ...


class _Pyrage(Protocol):
    """What is used of pyrage, which comes without types."""

    x25519: _X25519
    passphrase: _Passphrase
    DecryptError: type[Exception]
    IdentityError: type[Exception]
    RecipientError: type[Exception]

    def encrypt_io(self, reader: BinaryIO, writer: BinaryIO, recipients: Sequence[_Public], /) -> None: ...
    def decrypt_io(self, reader: BinaryIO, writer: Sink, identities: Sequence[_Secret], /) -> None: ...


_AGE = cast("_Pyrage", pyrage)


class NotForThisKeyError(ValueError):
    """No identity opens the file."""


def new_key_pair() -> KeyPair:
    """Make the keys of a receiver."""
    identity = _AGE.x25519.Identity.generate()
    return KeyPair(str(identity), str(identity.to_public()))


def is_identity(text: str) -> bool:
    """Whether a text is a secret key that opens what was encrypted to it."""
    try:
        _AGE.x25519.Identity.from_str(text)
    except _AGE.IdentityError:
        return False
    return True


def encrypted(content: bytes, recipient: str) -> bytes:
    """Encrypt to a receiver: other bytes each time; ValueError for a text that is no public key."""
    try:
        receiver = _AGE.x25519.Recipient.from_str(recipient)
    except _AGE.RecipientError as problem:
        raise ValueError("not an age recipient") from problem
    written = BytesIO()
    _AGE.encrypt_io(BytesIO(content), written, [receiver])
    return written.getvalue()


def covered(content: bytes, password: str) -> bytes:
    """Encrypt a small file with a password, as `age -p` does; about a second of work, so that guessing takes years."""
    return _AGE.passphrase.encrypt(content, password)


def uncovered(content: bytes, password: str) -> bytes:
    """The content of such a file; NotForThisKeyError for another password, and for a damaged file."""
    try:
        return _AGE.passphrase.decrypt(content, password)
    except _AGE.DecryptError as problem:
        raise NotForThisKeyError from problem


def decrypt(source: BinaryIO, sink: Sink, identities: Sequence[str]) -> None:
    """Decrypt piece by piece into `sink`, which may have taken some pieces when a later one proves damaged.

    Raises NotForThisKeyError, and ValueError for a damaged file or identity.
    """
    try:
        keys = [_AGE.x25519.Identity.from_str(text) for text in identities]
    except _AGE.IdentityError as problem:
        raise ValueError("not an age identity") from problem
    try:
        _AGE.decrypt_io(source, sink, keys)
    except _AGE.DecryptError as problem:
        if "matching keys" in str(problem):
            raise NotForThisKeyError from problem
        raise ValueError("damaged") from problem
    except OSError as problem:
        if problem.errno is not None:
            raise
        raise ValueError("damaged") from problem
