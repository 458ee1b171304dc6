"""ИРО's invitation: one small text file that gives a site its code, ИРО's keys and addresses.

The first line is the invitation as JSON, the four that follow are minisign's signature of that line with its line end,
so `head -n 1` and `tail -n 4` give two files that `minisign -V` takes.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from urllib.parse import urlsplit

from models.rules.fingerprint import fingerprint
from models.rules.json_said import object_in, object_of, text_of
from models.rules.minisign import PublicKey, SignedBy, read_public_key, read_signature

FORMAT = 1
MOST_BYTES = 64 << 10
ROADS = ("tus", "webdav")
"""How a server takes packages."""

_RECIPIENT = re.compile("age1[02-9ac-hj-np-z]{58}")
_CODE = re.compile("[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}")


class NewerInvitationError(ValueError):
    """The invitation is of a later format than this program reads."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where packages may be sent: `road` is one of `ROADS`."""

    road: str
    url: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What ИРО gives a site.

    `code` is for one introduction (rules/introduction.py) and good until `expires_on`; `authority` is a certificate
    in PEM for servers that public stores do not know, or empty.
    """

    site_code: str
    institute: str
    recipient: str
    key: PublicKey
    servers: tuple[Server, ...]
    expires_on: date
    code: str = field(repr=False)
    authority: str = field(default="", repr=False)

    @property
    def fingerprint(self) -> str:
        """What both sides read out by telephone: of ИРО's two public keys."""
        return fingerprint(self.recipient.encode(), self.key.key)


@dataclass(frozen=True, slots=True)
class SignedInvitation:
    """An invitation with the line that was signed, and the signature."""

    invitation: Invitation
    line: bytes
    signed: SignedBy


def invitation_line(invitation: Invitation) -> bytes:
    """The first line of the file, with its line end; ValueError for what no invitation holds."""
    said = {
        "marshrut_invitation": FORMAT,
        "site_code": invitation.site_code,
        "institute": invitation.institute,
        "recipient": invitation.recipient,
        "key": invitation.key.text.splitlines()[1],
        "servers": [{"road": each.road, "url": each.url} for each in invitation.servers],
        "expires_on": invitation.expires_on.isoformat(),
        "code": invitation.code,
        "authority": invitation.authority,
    }
    line = json.dumps(said, ensure_ascii=False).encode() + b"\n"
    if _invitation(json.loads(line)) != invitation:
        raise ValueError("not an invitation")
    return line


def parse_invitation(content: bytes) -> SignedInvitation:
    """Take the file apart; ValueError for anything that is not exactly an invitation. The signature is not checked."""
    if len(content) > MOST_BYTES:
        raise ValueError("too large")
    line, _end, signature = content.partition(b"\n")
    invitation = _invitation(object_in(line))
    if invitation_line(invitation) != line + b"\n":
        raise ValueError("not written as the program writes it")
    return SignedInvitation(invitation, line + b"\n", read_signature(signature.decode("utf-8")))


def _invitation(said: Mapping[str, object]) -> Invitation:
    version = said.get("marshrut_invitation")
    if isinstance(version, int) and version > FORMAT:
        raise NewerInvitationError("a later format")
    servers = said.get("servers")
    if version != FORMAT or not isinstance(servers, list):
        raise ValueError("not an invitation")
    invitation = Invitation(
        site_code=text_of(said, "site_code"),
        institute=text_of(said, "institute"),
        recipient=text_of(said, "recipient"),
        key=read_public_key(text_of(said, "key")),
        servers=tuple(_server(object_of(each)) for each in cast("list[object]", servers)),
        expires_on=date.fromisoformat(text_of(said, "expires_on")),
        code=text_of(said, "code"),
        authority=text_of(said, "authority"),
    )
    if not _RECIPIENT.fullmatch(invitation.recipient) or not _CODE.fullmatch(invitation.code):
        raise ValueError("not an invitation")
    if not invitation.site_code.strip() or not invitation.institute.strip():
        raise ValueError("not an invitation")
    return invitation


def _server(said: Mapping[str, object]) -> Server:
    server = Server(text_of(said, "road"), text_of(said, "url"))
    address = urlsplit(server.url)
    # Both raise ValueError for what no program could connect to.
    (address.hostname or "").encode("idna")
    _port = address.port
    # Plain HTTP is for a server of one's own inside one's own walls: the package is sealed on any road.
    if server.road not in ROADS or address.scheme not in {"https", "http"} or not address.hostname:
        raise ValueError("not a server")
    return server
