"""The secret keys that open packages, each in a file of its own, covered by the password where one is given."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from typing_extensions import override

from exports.packages import age
from exports.packages.opening import CHOOSE, identity_from
from exports.packages.verify import opened
from models.database import Database
from models.errors import UserError
from models.files import writing_whole
from models.institute.folder import InstituteFolder
from models.institute.queries import institute_keys
from models.key_store import PASSWORD_VARIABLE

_MOST = 64 << 10
_LINE = "AGE-SECRET-KEY-1"


class Opener(NamedTuple):
    """A secret key that opens packages, and the name of the key that signs the receipts for those."""

    key_name: str
    identity: str

    @override
    def __repr__(self) -> str:
        return f"Opener(key_name={self.key_name!r})"


def new_identity(folder: InstituteFolder) -> str:
    """Make a key that opens packages, keep its secret part, and give the public one («age1…»)."""
    pair = age.new_key_pair()
    content = f"# public key: {pair.recipient}\n{pair.identity}\n".encode("ascii")
    password = os.environ.get(PASSWORD_VARIABLE)
    with writing_whole(folder.identity(pair.recipient)) as part:
        # Nobody else may read it, not even while it is being written.
        part.touch(mode=0o600)
        part.write_bytes(age.covered(content, password) if password else content)
    return pair.recipient


def openers(db: Database, folder: InstituteFolder) -> list[Opener]:
    """The keys on this computer, newest first; UserError for a damaged file, and where the password does not fit."""
    found: list[Opener] = []
    for each in institute_keys(db):
        place = folder.identity(each.recipient)
        if place.is_file():
            found.append(Opener(each.key_name, _identity(place)))
    return found


def opener_of(path: Path, keys: Sequence[Opener]) -> Opener:
    """Which of `openers` opens a file; the newest where none does, so that opening tells the reason."""
    for each in keys if len(keys) > 1 else ():
        with opened(path, CHOOSE) as file:
            try:
                age.decrypt(file, _FirstPiece(), [each.identity])
            except age.NotForThisKeyError:
                continue
            except (ValueError, _OpensError):
                return each
    return keys[0]


def _identity(place: Path) -> str:
    with place.open("rb") as file:
        content = file.read(_MOST)
    if not content.startswith(age.MARK):
        return identity_from(place)
    password = os.environ.get(PASSWORD_VARIABLE)
    if not password:
        raise UserError("Ключ института закрыт паролем.", f"Задайте пароль в переменной {PASSWORD_VARIABLE}.")
    try:
        lines = age.uncovered(content, password).decode("ascii", errors="replace").split()
    except age.NotForThisKeyError:
        raise UserError(
            "Пароль ключа института не подошёл, или файл ключа повреждён.",
            f"Проверьте пароль в переменной {PASSWORD_VARIABLE}.",
        ) from None
    return next((line for line in lines if line.startswith(_LINE)), "")


class _OpensError(Exception):
    """The first bytes came out: the key fits."""


class _FirstPiece:
    """Stops the decryption as soon as anything comes out of it."""

    def write(self, piece: bytes, /) -> int:
        """Stop at the first piece."""
        raise _OpensError(len(piece))
