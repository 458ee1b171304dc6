"""How a site makes its public key known: under the one-time code of ИРО's invitation, inside its first package.

Whoever knows the code could have sent it, and nobody else: the code never leaves the sealed part in the clear.
"""

import hmac
from base64 import b64encode
from dataclasses import dataclass

from models.rules.json_said import object_of, text_of
from models.rules.minisign import PublicKey, read_public_key

_WORDS = "marshrut introduction 1"


@dataclass(frozen=True, slots=True)
class Introduction:
    """A public key with the proof (HMAC-SHA-256, hexadecimal) that its owner has the invitation."""

    key: PublicKey
    proof: str

    def fits(self, code: str, site_code: str) -> bool:
        """Whether the proof was made with this one-time code for this site."""
        return hmac.compare_digest(self.proof, introduce(self.key, code=code, site_code=site_code).proof)

    def as_json(self) -> dict[str, str]:
        """As it stands in the package."""
        return {"key": self.key.text.splitlines()[1], "proof": self.proof}


def introduce(key: PublicKey, *, code: str, site_code: str) -> Introduction:
    """Introduce a site's key under the code of its invitation, written with or without dashes."""
    said = "\n".join((_WORDS, site_code, b64encode(key.key_id + key.key).decode()))
    return Introduction(key, hmac.digest(plain_code(code).encode(), said.encode(), "sha256").hex())


def read_introduction(found: object) -> Introduction:
    """Read what `as_json` gave; ValueError for anything else."""
    said = object_of(found)
    key, proof = text_of(said, "key"), text_of(said, "proof")
    if not proof.isascii() or len(said) != 2:
        raise ValueError("not an introduction")
    return Introduction(read_public_key(key), proof)


def plain_code(code: str) -> str:
    """A one-time code without dashes and blanks, in capitals."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
