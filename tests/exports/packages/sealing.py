"""A small site with a report to seal, and an institute to open it: shared by the tests of sealed packages."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from exports.packages import bag
from exports.packages.age import KeyPair, encrypted, new_key_pair
from exports.packages.contents import Content
from exports.packages.opening import KnownSite, OpenedPackage, opened_package
from exports.packages.quarterly import quarterly_report
from exports.packages.seal import SealedPackage, Signer, pressed, seal, signed_bag
from exports.packages.wide import Laid
from models.commands.events import mark_attendance
from models.commands.reports import save_report_text
from models.database import Database
from models.errors import UserError
from models.key_store import KeyStore
from models.rows.codes import Presence
from models.rows.events import Mark
from models.rules.introduction import Introduction
from models.rules.minisign import PublicKey
from models.rules.periods import parse_period
from tests.models.commands import arrange
from tests.models.make import HEAD

Q1 = parse_period("2026-Q1")
TODAY = date(2026, 4, 2)
CODE = "K7QF-29XM-ABCD-EFGH-2345"


def fill(db: Database) -> dict[str, int]:
    """Two trainees, a stream, a plan item, an event with two marks and a text of two paragraphs."""
    arrange.fill_passport(db, address="г. Артём, ул. Примерная, 1")
    leader = arrange.person(db, "Ведущая", first_name="Ольга")
    people = [arrange.person(db, name, first_name="Анна") for name in ("Кузнецова", "Соловьёва")]
    stream = arrange.stream(db, leader, *people)
    item = arrange.plan_item(db, arrange.plan(db), leader, expected_result="Сборник")
    event = arrange.event(db, leader, plan_item_id=item, stream_ids=[stream], outcome="=1+1; разобраны игры")
    marks = [Mark(people[0], Presence.PRESENT, 45), Mark(people[1], Presence.EXCUSED, None)]
    mark_attendance(db, event, marks, actor=HEAD)
    save_report_text(db, Q1, "goal", "Первый абзац.\nВторой абзац.", actor=HEAD)
    return {"leader": leader, "trainee": people[0], "event": event, "item": item}


@dataclass(frozen=True, slots=True)
class Pair:
    """A site and the institute it sends to."""

    content: Content
    signer: Signer
    public: PublicKey
    institute: KeyPair

    def seal(
        self, content: Content | None = None, *, serial: int = 1, introduction: Introduction | None = None
    ) -> SealedPackage:
        return seal(
            content or self.content,
            serial=serial,
            signer=self.signer,
            recipient=self.institute.recipient,
            program_version="0.1.0",
            introduction=introduction,
        )

    def files(self) -> tuple[str, dict[str, bytes]]:
        return signed_bag(self.content, serial=1, signer=self.signer, program_version="0.1.0")

    def sealed_zip(self, content: bytes) -> bytes:
        return encrypted(pressed(content), self.institute.recipient)

    def sealed_files(self, files: Mapping[str, bytes]) -> bytes:
        return self.sealed_zip(bag.zip_bytes(self.files()[0], files))

    def signed_again(self, changes: Mapping[str, bytes], info: Mapping[str, str] | None = None) -> bytes:
        """The package with other payload files (`tables/…`) or fields, its sums and signature in order."""
        name = self.files()[0]
        fields = {**dict(self.content.fields()), **(info or {})}
        files = bag.bag_files(name, {**self.content.payload(), **changes}, list(fields.items()))
        comment = f"marshrut package {name}"
        signature = self.signer.keys.sign(self.public.name, files[bag.TAG_MANIFEST], comment=comment)
        return self.sealed_files({**files, bag.SIGNATURE: signature.text(comment).encode()})

    @property
    def known(self) -> KnownSite:
        return KnownSite(keys=(self.public,))

    def open(self, path: Path, known: KnownSite | None = None, former: Mapping[str, tuple[Laid, ...]] | None = None):
        return opened_package(
            path,
            [self.institute.identity],
            known=lambda code: (known or self.known) if code == self.content.site_code else None,
            today=TODAY,
            former=(former or {}).get,
        )

    def refusal(self, path: Path, known: KnownSite | None = None) -> str:
        with pytest.raises(UserError) as refused, self.open(path, known):
            pass
        assert refused.value.advice
        return refused.value.message


def pair_of(db: Database, folder: Path) -> Pair:
    """Keys for both sides and the report of the quarter."""
    keys = KeyStore.under(folder)
    public = keys.make()
    return Pair(quarterly_report(db, Q1), Signer(keys, public.name), public, new_key_pair())


def put(folder: Path, content: bytes, name: str = "package.age") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def same_tables(opened: OpenedPackage, content: Content) -> bool:
    """Whether every table arrived as it was sent, cell by cell."""
    from exports.packages.wide import laid_files

    return laid_files(opened.tables) == laid_files(content.tables)


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
