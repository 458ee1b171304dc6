"""Fingerprints of public keys to read out by telephone."""

import hashlib

_GROUPS, _DIGITS = 6, 5


def fingerprint(*keys: bytes) -> str:
    """«48213 00917 …»: six groups of five figures, 99 bits of the SHA-256 of the keys together."""
    said = b"".join(len(key).to_bytes(4, "big") + key for key in keys)
    number = int.from_bytes(hashlib.sha256(b"marshrut fingerprint 1\n" + said).digest(), "big")
    figures = f"{number % 10 ** (_GROUPS * _DIGITS):0{_GROUPS * _DIGITS}d}"
    return " ".join(figures[at : at + _DIGITS] for at in range(0, len(figures), _DIGITS))
