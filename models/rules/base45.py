"""Base45 (RFC 9285): bytes in the letters that a QR code keeps most tightly."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_WORTH = {letter: worth for worth, letter in enumerate(_LETTERS)}


def base45(content: bytes) -> str:
    """Write bytes in base45."""
    parts: list[str] = []
    for at in range(0, len(content), 2):
        pair = content[at : at + 2]
        worth = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            worth, letter = divmod(worth, len(_LETTERS))
            parts.append(_LETTERS[letter])
    return "".join(parts)


def from_base45(text: str) -> bytes:
    """Read base45; raises ValueError for what is not."""
    content = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        if len(group) == 1 or not _WORTH.keys() >= set(group):
            raise ValueError("not base45")
        worth = sum(_WORTH[letter] * len(_LETTERS) ** place for place, letter in enumerate(group))
        try:
            content += worth.to_bytes(len(group) - 1, "big")
        except OverflowError as problem:
            raise ValueError("not base45") from problem
    return bytes(content)
