"""A package from a wish to a frozen file in the outbox: what is sealed, what is not sealed again, what travels."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from exports.packages.age import new_key_pair
from exports.packages.opening import KnownSite
from models.commands.receipts import take_receipt
from models.commands.report_life import ENDINGS, approve_report
from models.commands.reports import begin_report, save_report_text
from models.errors import UserError
from models.files import write_whole
from models.progress import Cancelled
from models.queries.report_versions import report_to_approve
from models.queries.reports import report_list
from models.rows.codes import PackageState, ReceiptVerdict, ReportStatus
from models.sealed_files import bag_path, drop_strays, sealed_folder
from tests.exports.packages.outgoing import SITE, Site, invited
from tests.exports.packages.sealing import CODE, Q1, fill
from tests.models.iro import sealed_row
from tests.models.make import HEAD, copied_database, count, new_database, run

ROOT = Path(__file__).parents[3]
KILLED = """
import os
from pathlib import Path
from exports.packages.sealing import PackageWish, seal_package
from models.commands import packages
from models.database import Actor
from models.key_store import KeyStore
from models.rows.codes import PackageKind
from models.rules.periods import parse_period
from tests.models.make import new_database

packages.flush_folder = lambda _folder: os._exit(9)
folder = Path({folder!r})
seal_package(
    new_database(folder),
    PackageWish(PackageKind.QUARTERLY_REPORT, parse_period("2026-Q1")),
    outbox=folder / "outbox",
    attachments=folder / "attachments",
    keys=KeyStore.under(folder),
    actor=Actor(),
    program_version="0.1.0",
)
"""
"""A program that ends once the files lie in their places, before the database has stored the row."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    db = copied_database(tmp_path)
    fill(db)
    found = invited(db, tmp_path)
    yield found
    found.db.close()


def state_of(site: Site) -> list[tuple[object, ...]]:
    with site.db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT name, state, corrects_id, introduces FROM package")
        return [tuple(row) for row in found]


def test_a_report_is_sealed_into_the_outbox_and_entered(site: Site):
    sealed = site.seal()
    content = sealed.path.read_bytes()
    assert sealed.path == site.outbox / "sealed" / f"{sealed.name}.age"
    assert sealed.name == "ploshchadka-7_2026-Q1_quarterly-report_001"
    assert (len(content), sealed.is_new) == (sealed.size, True)
    with site.db.reading() as session:
        row = session.connection().exec_driver_sql("SELECT sha256, size, state FROM package").one()
    assert tuple(row) == (hashlib.sha256(content).hexdigest(), sealed.size, "built")
    assert count(site.db, "package_content") == len(sealed.counts)


def test_the_first_package_introduces_the_key_under_the_code_of_the_invitation(site: Site):
    sealed = site.seal()
    with site.open(sealed, KnownSite(code=CODE)) as opened:
        assert opened.introduced == site.key
        assert opened.read.field("Site-Code") == SITE
    assert state_of(site) == [(sealed.name, "built", None, 1)]


def test_unchanged_data_give_the_same_package_back(site: Site):
    first = site.seal()
    assert site.seal() == first._replace(is_new=False)
    assert len(state_of(site)) == 1


def test_changed_data_take_the_next_serial(site: Site):
    first = site.seal()
    save_report_text(site.db, Q1, "goal", "Другой текст.", actor=HEAD)
    second = site.seal()
    assert (second.name, second.is_new, second.corrects) == (first.name.replace("001", "002"), True, None)


def test_a_lost_file_and_a_rejected_package_are_sealed_anew(site: Site):
    first = site.seal()
    first.path.unlink()
    second = site.seal()
    site.say(second, PackageState.REJECTED)
    assert [each.is_new for each in (first, second, site.seal())] == [True] * 3


def test_what_was_sealed_to_another_key_of_the_institute_is_sealed_anew(site: Site):
    first = site.seal()
    again = invited(site.db, site.folder)
    second = again.seal()
    with again.open(second):
        assert (second.is_new, second.name) == (True, first.name.replace("001", "002"))


def test_without_an_invitation_nothing_is_sealed(tmp_path: Path):
    db = copied_database(tmp_path)
    fill(db)
    with pytest.raises(UserError, match="приглашение института"):
        Site(db, tmp_path, new_key_pair()).seal()
    assert not (tmp_path / "outbox").exists()
    db.close()


def test_an_approved_report_travels_as_it_was_approved(site: Site):
    report_id = begin_report(site.db, Q1, actor=HEAD)
    ready = report_to_approve(site.db, report_id, date(2026, 4, 3))
    approve_report(site.db, site.attachments, ready, dict.fromkeys(ENDINGS, b"drawn"), actor=HEAD)
    run(site.db, "UPDATE event SET total_external = 40")
    sealed = site.seal()
    with site.open(sealed) as opened:
        assert opened.differing == ("guests",)
    facts = {row[:2]: row[3] for row in site.received(sealed)["facts"]}
    assert (facts["figure", "guests"], facts["signature", "approved_on"]) == ("0", "2026-04-03")


def test_the_receipt_on_an_approved_report_makes_the_report_accepted(site: Site):
    report_id = begin_report(site.db, Q1, actor=HEAD)
    ready = report_to_approve(site.db, report_id, date(2026, 4, 3))
    approve_report(site.db, site.attachments, ready, dict.fromkeys(ENDINGS, b"drawn"), actor=HEAD)
    sealed = site.seal()
    take_receipt(site.db, site.receipt(sealed), came_by="файл", actor=HEAD)
    assert [(line.id, line.status) for line in report_list(site.db)] == [(report_id, ReportStatus.ACCEPTED)]


def test_a_report_that_institute_rejects_after_all_is_accepted_no_more(site: Site):
    report_id = begin_report(site.db, Q1, actor=HEAD)
    ready = report_to_approve(site.db, report_id, date(2026, 4, 3))
    approve_report(site.db, site.attachments, ready, dict.fromkeys(ENDINGS, b"drawn"), actor=HEAD)
    sealed = site.seal()
    take_receipt(site.db, site.receipt(sealed), came_by="файл", actor=HEAD)
    take_receipt(site.db, site.receipt(sealed, verdict=ReceiptVerdict.REJECTED, day=6), came_by="файл", actor=HEAD)
    assert [line.status for line in report_list(site.db)] == [ReportStatus.APPROVED]


# Corrections


def change(site: Site) -> None:
    save_report_text(site.db, Q1, "goal", "Первый абзац.\nСовсем другой абзац.", actor=HEAD)


def test_what_changed_since_the_accepted_report_travels_as_its_correction(site: Site):
    first = site.seal()
    whole = site.received(first)
    site.say(first, PackageState.ACCEPTED)
    change(site)
    second = site.seal()
    assert (second.corrects, second.counts) == (first.name, {"facts": 1})
    later = site.received(second)
    assert [row for row in later["facts"] if row not in whole["facts"]] == [("text", "goal", 2, "Совсем другой абзац.")]
    site.say(second, PackageState.ACCEPTED)
    save_report_text(site.db, Q1, "goal", "Третий.", actor=HEAD)
    third = site.seal()
    assert third.corrects == second.name
    assert ("text", "goal", 1, "Третий.") in site.received(third)["facts"]
    assert state_of(site)[-1][2] == second.package_id


def test_an_unchanged_report_is_not_sent_again_once_it_is_accepted(site: Site):
    first = site.seal()
    site.say(first, PackageState.ACCEPTED)
    assert site.seal() == first._replace(is_new=False)
    change(site)
    second = site.seal()
    assert site.seal() == second._replace(is_new=False)


def test_the_whole_report_travels_where_it_is_asked_for(site: Site):
    first = site.seal()
    site.say(first, PackageState.ACCEPTED)
    change(site)
    part, whole = site.seal(), site.seal(whole=True)
    assert (part.corrects, whole.corrects, whole.is_new) == (first.name, None, True)
    assert site.seal(whole=True) == whole._replace(is_new=False)


@pytest.mark.parametrize("damaged", [b"", b"not a bag", None])
def test_without_a_kept_bag_the_whole_report_travels(site: Site, damaged: bytes | None):
    first = site.seal()
    site.say(first, PackageState.ACCEPTED)
    kept = bag_path(site.outbox, first.name)
    kept.unlink() if damaged is None else write_whole(kept, damaged)
    change(site)
    assert site.seal().corrects is None


# What a kill and a full disk leave


def test_strays_are_removed_and_what_belongs_to_a_package_stays(site: Site):
    sealed = site.seal()
    stray = sealed.path.with_name(sealed.name.replace("001", "002") + ".age")
    for path in (stray, stray.with_suffix(".zip"), sealed_folder(site.outbox) / "readme.txt"):
        write_whole(path, b"x")
    assert drop_strays(site.db, site.outbox) == 2
    left = {path.name for path in sealed_folder(site.outbox).iterdir()}
    assert left == {f"{sealed.name}.age", f"{sealed.name}.zip", "readme.txt"}


def test_a_program_killed_before_the_row_was_stored_leaves_a_stray_and_seals_again(site: Site):
    site.db.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED.format(folder=str(site.folder))], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 9, done.stderr
    site.db = new_database(site.folder)
    assert (count(site.db, "package"), len(list(sealed_folder(site.outbox).iterdir()))) == (0, 2)
    assert drop_strays(site.db, site.outbox) == 2
    assert site.seal().name.endswith("_001")


def test_a_serial_that_was_taken_meanwhile_is_told_and_leaves_no_file(site: Site):
    taken: list[int] = []

    def another_window(_done: int, _total: int) -> None:
        if not taken:
            taken.append(sealed_row(site.db, serial=1).id)

    with pytest.raises(UserError, match="в другом окне"):
        site.seal(progress=another_window)
    assert list(sealed_folder(site.outbox).iterdir()) == []
    assert site.seal().name.endswith("_002")


def test_a_refused_row_leaves_no_file(site: Site):
    run(site.db, "CREATE TRIGGER refuse BEFORE INSERT ON package_content BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(IntegrityError):
        site.seal()
    assert list(sealed_folder(site.outbox).iterdir()) == []
    assert count(site.db, "package") == 0


def test_a_folder_in_the_way_is_told(site: Site):
    write_whole(site.outbox, b"a file where the outbox should be")
    with pytest.raises(UserError, match="не записан"):
        site.seal()
    assert count(site.db, "package") == 0


def test_stopping_leaves_nothing(site: Site):
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        site.seal(progress=stop)
    assert count(site.db, "package") == 0
