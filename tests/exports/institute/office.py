"""An institute with one invited site that has a report to send: shared by the tests of receiving."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import copytree

from exports.institute.founding import found, invited
from exports.institute.receive import Desk, Outcome, Reception, receive
from exports.packages.contents import Content
from exports.packages.quarterly import quarterly_report
from exports.packages.seal import SealedPackage, Signer, seal
from exports.transport.webdav import MANIFEST, Part, PartsManifest, manifest_file
from models.database import Database
from models.institute.database import institute_of, open_institute
from models.institute.folder import InstituteFolder
from models.key_store import KeyStore
from models.rules.introduction import Introduction, introduce
from models.rules.invitation import Invitation
from models.rules.minisign import PublicKey
from tests.exports.packages.sealing import Q1, fill
from tests.models.make import HEAD, clock, copied_database, go_to, passing_folder

TODAY = date(2026, 4, 2)


@dataclass(frozen=True, slots=True)
class Site:
    """A site with its own keys and the report of a quarter; `code` is what ИРО invites it by."""

    content: Content
    keys: KeyStore
    public: PublicKey

    @property
    def code(self) -> str:
        return self.content.site_code

    def named(self, code: str) -> "Site":
        """Another site with the same work and other keys."""
        return Site(replace(self.content, site_code=code), self.keys, self.keys.make())

    def introduction(self, invitation: Invitation) -> Introduction:
        return introduce(self.public, code=invitation.code, site_code=self.code)

    def seal(
        self,
        invitation: Invitation,
        content: Content | None = None,
        *,
        serial: int = 1,
        introduces: bool = True,
    ) -> SealedPackage:
        return seal(
            content or self.content,
            serial=serial,
            signer=Signer(self.keys, self.public.name),
            recipient=invitation.recipient,
            program_version="0.1.0",
            introduction=self.introduction(invitation) if introduces else None,
        )


def site_in(folder: Path) -> Site:
    """A site with a small report."""
    db = copied_database(folder)
    fill(db)
    keys = KeyStore.under(folder)
    made = Site(quarterly_report(db, Q1), keys, keys.make())
    db.close()
    return made


@dataclass(frozen=True, slots=True)
class Office:
    """The institute's folder and open file, and where packages come to."""

    folder: InstituteFolder
    db: Database
    inbox: Path

    def invite(self, site: Site) -> Invitation:
        invitation, _content = invited(self.db, self.folder, site.code, servers=(), days=30, authority="", actor=HEAD)
        return invitation

    def put(self, content: bytes, name: str = "package.age") -> Path:
        path = self.inbox / name
        path.write_bytes(content)
        return path

    def upload(
        self, content: bytes, name: str = "24e533e02ec3bc40c387f1a0e460e216", *, size: int | None = None
    ) -> Path:
        """As `@tus/file-store` leaves an upload."""
        said = {
            "id": name,
            "metadata": {"filename": "any.age"},
            "size": len(content) if size is None else size,
            "offset": 0,
            "creation_date": "2026-04-02T00:00:00.000Z",
        }
        self.put(json.dumps(said).encode(), f"{name}.json")
        return self.put(content, name)

    def parts(self, content: bytes, name: str, *, spare: int = 0) -> Path:
        """As the WebDAV road leaves a parcel: parts of 1000 bytes, with so many bytes of its successor in each."""
        folder = self.inbox / name
        folder.mkdir()
        parts: list[Part] = []
        for start in range(0, len(content), 1000):
            piece = content[start : start + 1000]
            part = Part(f"{start:010}-{start % 7:04x}.part", len(piece))
            (folder / part.name).write_bytes(content[start : start + 1000 + spare])
            parts.append(part)
        said = PartsManifest(name, sha256(content).hexdigest(), len(content), tuple(parts))
        (folder / MANIFEST).write_bytes(manifest_file(said))
        return folder

    def receive(self, *sources: Path, answers: Path | None = None) -> list[Reception]:
        return receive(Desk(self.db, self.folder, HEAD, answers), sources or (self.inbox,))

    def take(self, sealed: SealedPackage) -> Reception:
        """Put a package in the inbox, and take it in."""
        self.put(sealed.content, f"{sealed.name}.age")
        (reception,) = [each for each in self.receive() if each.label == f"{sealed.name}.age"]
        assert reception.outcome in (Outcome.TAKEN, Outcome.KNOWN), reception.said
        return reception

    def refusal(self, *sources: Path) -> str:
        """Why the only thing in the inbox was refused; nothing of it is kept, and nothing entered."""
        before = self.state()
        (reception,) = self.receive(*sources)
        assert (reception.outcome, bool(reception.advice)) == (Outcome.REFUSED, True)
        assert self.state() == before
        return reception.said

    def state(self) -> tuple[object, ...]:
        """All that the institute has: files, actions, rows."""
        files = [
            (str(path.relative_to(self.folder.root)), path.stat().st_size)
            for folder in (self.folder.packages, self.folder.receipts)
            for path in sorted(folder.glob("**/*"))
        ]
        with self.db.reading() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT (SELECT count(*) FROM action), (SELECT count(*) FROM package), (SELECT count(*) FROM receipt)"
            )
            return *files, *rows.one()


@cache
def founded() -> Path:
    """The folder of an institute with its keys, made once a process."""
    folder = InstituteFolder(passing_folder("institute") / "institute")
    with open_institute(folder, clock=clock()) as db:
        go_to(db, TODAY)
        found(db, folder, "ГАУ ДПО «Институт (пример)»", actor=HEAD)
    return folder.root


@contextmanager
def office_in(root: Path) -> Iterator[Office]:
    """An institute, founded."""
    folder, inbox = InstituteFolder(root / "institute"), root / "inbox"
    inbox.mkdir()
    copytree(founded(), folder.root)
    with institute_of(folder, clock=clock()) as db:
        go_to(db, TODAY)
        yield Office(folder, db, inbox)
