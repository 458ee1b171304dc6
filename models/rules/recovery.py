"""A secret key as letters on paper: what the recovery sheet says and what is typed from it."""

from hashlib import blake2b
from typing import NamedTuple

from typing_extensions import override

from models.rules.letters import MistypedError, lettered, letters_in
from models.rules.minisign import KEY_BYTES, KEY_ID_BYTES

_FORMAT = b"\x01"
_PURPOSE = "marshrut recovery"
_SUM_BYTES = 3
_GROUPS = 5
"""Of four letters in a row: short rows are read out and typed without losing the place."""


class RecoveryKey(NamedTuple):
    """The id of a key and its secret seed."""

    key_id: bytes
    seed: bytes

    @override
    def __repr__(self) -> str:
        return f"RecoveryKey(key_id={self.key_id!r})"


def recovery_rows(key: RecoveryKey) -> list[str]:
    """The key as rows of letters, each with its number («1/4»)."""
    content = _FORMAT + key.key_id + key.seed
    return lettered(content + _sum(content), purpose=_PURPOSE, groups=_GROUPS)


def read_recovery(text: str) -> RecoveryKey:
    """The key in a typed text; MistypedError names the rows, ValueError is for a text without such a key."""
    found = letters_in(text, purpose=_PURPOSE)
    slips = next((each for each in found if each.wrong or each.missing), None)
    whole = {each.content for each in found if each.content}
    if slips is not None and not whole:
        raise MistypedError(slips)
    if len(whole) != 1:
        raise ValueError("not a recovery sheet")
    (content,) = whole
    body, total = content[:-_SUM_BYTES], content[-_SUM_BYTES:]
    if body[:1] != _FORMAT or len(body) != 1 + KEY_ID_BYTES + KEY_BYTES or total != _sum(body):
        raise ValueError("not a recovery sheet")
    return RecoveryKey(body[1 : 1 + KEY_ID_BYTES], body[1 + KEY_ID_BYTES :])


def _sum(content: bytes) -> bytes:
    return blake2b(content, digest_size=_SUM_BYTES).digest()
