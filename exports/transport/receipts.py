"""Receipts that wait at a server: small files in the folder `receipts/`, named by their parcels."""

from exports.transport.connection import Connection, path_of, raise_unexpected, stranger
from models.rules.receipt import MOST_BYTES

FOLDER = "receipts"
SUFFIX = ".receipt"


def fetched_receipts(connection: Connection, url: str, names: list[str]) -> dict[str, bytes]:
    """Those of `names` that lie below `url`, by name; whether they are genuine is for others to say."""
    found: dict[str, bytes] = {}
    for name in names:
        answer = connection.ask("GET", path_of(url, FOLDER, name + SUFFIX))
        if answer.status in {404, 410}:
            continue
        if answer.status != 200:
            raise_unexpected(answer, connection)
        if not looks_like_receipt(answer.body):
            # A page with 200 for everything is what a network shows to those who have not logged in.
            raise stranger(connection)
        found[name] = answer.body
    return found


def looks_like_receipt(content: bytes) -> bool:
    """Whether a file may be a receipt at all: a line of JSON with a signature below; nothing is proved by that."""
    return content.startswith(b"{") and len(content) <= MOST_BYTES
