"""The file formats of minisign (jedisct1.github.io/minisign): public keys and signatures that its own program checks.

Only bytes and text: what signs and verifies is models/key_store.py and models/signatures.py.
"""

from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from dataclasses import dataclass
from hashlib import blake2b

_PUBLIC = b"Ed"
_PREHASHED = b"ED"
"""The signature is of the BLAKE2b-512 of a file, as minisign makes it since 0.10."""
_TRUSTED = "trusted comment: "
KEY_ID_BYTES, KEY_BYTES, SIGNATURE_BYTES = 8, 32, 64


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: `key_id` are the eight bytes by which a signature finds it."""

    key_id: bytes
    key: bytes

    @property
    def name(self) -> str:
        """How minisign calls the key: sixteen hexadecimal digits."""
        return key_name(self.key_id)

    @property
    def text(self) -> str:
        """The file `….pub`."""
        body = b64encode(_PUBLIC + self.key_id + self.key).decode()
        return f"untrusted comment: minisign public key {self.name}\n{body}\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature of a file, and of itself together with the comment that minisign trusts."""

    key_id: bytes
    of_file: bytes
    of_comment: bytes

    def text(self, comment: str) -> str:
        """The file `….minisig`."""
        body = b64encode(_PREHASHED + self.key_id + self.of_file).decode()
        overall = b64encode(self.of_comment).decode()
        return (
            f"untrusted comment: signature of minisign key {key_name(self.key_id)}\n{body}\n"
            f"{_TRUSTED}{comment}\n{overall}\n"
        )


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A file `….minisig` taken apart: the signature, and the comment that it covers."""

    signature: Signature
    comment: str

    @property
    def key_name(self) -> str:
        """The name of the key that signed."""
        return key_name(self.signature.key_id)


def key_name(key_id: bytes) -> str:
    """A key's name as minisign prints it."""
    return key_id[::-1].hex().upper()


def hashed(content: bytes) -> bytes:
    """What of a file is signed."""
    return blake2b(content, digest_size=64).digest()


def read_public_key(text: str) -> PublicKey:
    """Read a file `….pub`, or its second line alone; raises ValueError for anything else."""
    body = _decoded(next((line for line in reversed(text.split("\n")) if line.strip()), "").strip())
    if len(body) != len(_PUBLIC) + KEY_ID_BYTES + KEY_BYTES or not body.startswith(_PUBLIC):
        raise ValueError("not a minisign public key")
    key_id = body[len(_PUBLIC) :][:KEY_ID_BYTES]
    return PublicKey(key_id, body[len(_PUBLIC) + KEY_ID_BYTES :])


def read_signature(text: str) -> SignedBy:
    """Read a file `….minisig` exactly as `Signature.text` writes it; raises ValueError for anything else."""
    lines = text.split("\n")
    if len(lines) != 5 or not lines[2].startswith(_TRUSTED):
        raise ValueError("not a minisign signature")
    body, overall = _decoded(lines[1]), _decoded(lines[3])
    if len(body) != len(_PREHASHED) + KEY_ID_BYTES + SIGNATURE_BYTES or len(overall) != SIGNATURE_BYTES:
        raise ValueError("not a minisign signature")
    key_id, of_file = body[len(_PREHASHED) :][:KEY_ID_BYTES], body[len(_PREHASHED) + KEY_ID_BYTES :]
    signed = SignedBy(Signature(key_id, of_file, overall), lines[2].removeprefix(_TRUSTED))
    if signed.signature.text(signed.comment) != text:
        raise ValueError("not written as the program writes it")
    return signed


def _decoded(line: str) -> bytes:
    try:
        return b64decode(line, validate=True)
    except (BadBase64, ValueError) as problem:
        raise ValueError("not base64") from problem
