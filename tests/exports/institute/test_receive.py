"""Packages taken in: what is kept, what is answered, and in which order they may come."""

import shutil
import subprocess
from dataclasses import replace
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest

from exports.institute.arrivals import Arrival, Found, Unwhole, arrivals
from exports.institute.founding import found, invited, renew
from exports.institute.identities import openers
from exports.institute.kept import kept_tables
from exports.institute.receive import Desk, Outcome, answer
from exports.institute.redrawn import newest_report
from exports.packages.age import new_key_pair
from exports.packages.contents import Content, correction_of
from exports.packages.roster import ROSTER_TABLES
from exports.packages.seal import SealedPackage
from exports.packages.wide import laid_files
from exports.transport.mail import LEAST_PIECE, write_pieces
from exports.transport.road import Parcel
from models.errors import UserError
from models.held_alone import held_alone
from models.institute.commands import revoke_site_keys
from models.institute.database import open_institute
from models.institute.folder import InstituteFolder
from models.institute.queries import institute_keys, received, received_by_name, site_trust
from models.invitations import read_invitation
from models.key_store import PASSWORD_VARIABLE
from models.receipts import PackageKey, find_receipts, proved_receipt
from models.rows.codes import PackageKind, ReceiptVerdict
from models.rules.minisign import PublicKey, read_public_key
from models.rules.receipt import Question, parse_receipt
from tests.exports.institute.office import TODAY, Office, Site
from tests.exports.packages.sealing import Q1
from tests.models.make import HEAD, clock, go_to


def institute_key(office: Office) -> PublicKey:
    return read_public_key(institute_keys(office.db)[0].public_key)


def with_text(site: Site, text: str) -> Content:
    """The report with another paragraph of text."""
    tables = tuple(
        replace(each, table=replace(each.table, rows=[*each.table.rows, ("text", "difficulties", 1, text)]))
        if each.table.name == "facts"
        else each
        for each in site.content.tables
    )
    return replace(site.content, tables=tables)


def correction(site: Site, text: str, former_id: str) -> Content:
    return correction_of(with_text(site, text), site.content.tables, former_id=former_id)


def test_a_package_is_kept_as_it_came_and_answered(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    reception = office.take(sealed)
    assert (reception.outcome, reception.name, reception.questions) == (Outcome.TAKEN, sealed.name, ())
    assert office.folder.kept(sealed.sha256).read_bytes() == sealed.content
    (line,) = received(office.db)
    assert (line.kind, line.period, line.serial) == (PackageKind.QUARTERLY_REPORT, "2026-Q1", 1)
    assert (line.content_id, line.sha256, line.verdict) == (sealed.id, sealed.sha256, ReceiptVerdict.ACCEPTED)


def test_the_receipt_proves_itself_to_the_site(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.take(sealed)
    (found,) = find_receipts((office.folder.receipts / f"{sealed.name}.receipt").read_bytes())
    package = PackageKey(sealed.id, sealed.sha256, sealed.name)
    proved = proved_receipt(found, [package], [institute_key(office)])
    assert (proved.receipt.verdict, proved.receipt.questions) == (ReceiptVerdict.ACCEPTED, ())


def test_minisign_proves_the_receipt(office: Office, site: Site, tmp_path: Path):
    sealed = site.seal(office.invite(site))
    office.take(sealed)
    lines = (office.folder.receipts / f"{sealed.name}.receipt").read_text("utf-8").splitlines(keepends=True)
    said, signature, key = tmp_path / "said", tmp_path / "said.minisig", tmp_path / "key.pub"
    said.write_text(lines[0], "utf-8")
    signature.write_text("".join(lines[1:]), "utf-8")
    key.write_text(institute_key(office).text, "utf-8")
    minisign = shutil.which("minisign")
    assert minisign
    done = subprocess.run([minisign, "-Vm", said, "-p", key], capture_output=True, check=False)
    assert done.returncode == 0


def test_the_first_package_makes_the_sites_key_known_and_uses_up_the_code(office: Office, site: Site):
    office.take(site.seal(office.invite(site)))
    trust = site_trust(office.db, site.code)
    assert trust
    assert (trust.keys, trust.code) == ((site.public,), "")
    assert office.take(site.seal(office.invite(site), serial=2, content=with_text(site, "Ещё."), introduces=False))


def test_the_same_package_twice_gets_the_same_receipt(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.take(sealed)
    before = office.state()
    receipt = (office.folder.receipts / f"{sealed.name}.receipt").read_bytes()
    office.put(sealed.content, "again.age")
    assert [each.outcome for each in office.receive()] == [Outcome.KNOWN, Outcome.KNOWN]
    assert office.state() == before
    assert (office.folder.receipts / f"{sealed.name}.receipt").read_bytes() == receipt


def test_a_lost_receipt_is_laid_out_again_where_it_is_asked_for(office: Office, site: Site, tmp_path: Path):
    sealed = site.seal(office.invite(site))
    office.take(sealed)
    receipt = office.folder.receipts / f"{sealed.name}.receipt"
    content = receipt.read_bytes()
    receipt.unlink()
    office.receive(answers=tmp_path / "server" / "receipts")
    assert receipt.read_bytes() == content
    assert (tmp_path / "server" / "receipts" / receipt.name).read_bytes() == content


def test_a_lost_package_is_kept_again_when_it_comes_again(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.take(sealed)
    office.folder.kept(sealed.sha256).unlink()
    assert office.take(sealed).outcome is Outcome.KNOWN
    assert office.folder.kept(sealed.sha256).read_bytes() == sealed.content


def test_what_a_kill_left_between_file_and_row_does_no_harm(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.folder.packages.mkdir()
    office.folder.kept(sealed.sha256).write_bytes(sealed.content)
    (office.folder.packages / f"{sealed.sha256}.part").write_bytes(sealed.content[:100])
    assert office.take(sealed).outcome is Outcome.TAKEN
    assert [each.name for each in office.folder.packages.iterdir()] == [sealed.sha256]


def test_two_processes_never_receive_at_once(office: Office):
    busy = UserError("busy")
    with held_alone(office.folder.root / "receiving.lock", busy), pytest.raises(UserError, match="другая копия"):
        office.receive()


def test_names_of_trainees_stay_inside_the_sealed_package(office: Office, site: Site, tmp_path: Path):
    rows = [("stream", 1, "Поток", "Программа", "Кузнецова Анна", "воспитатель", "Сад", None, "enrolled", None, None)]
    (laid,) = ROSTER_TABLES
    roster = replace(site.content, kind="roster", tables=(replace(laid, table=replace(laid.table, rows=rows)),))
    office.take(site.seal(office.invite(site), roster))
    office.db.forget_deleted()
    written = [path.read_bytes() for path in office.folder.root.glob("**/*") if path.is_file()]
    assert len(written) > 4
    assert not any("Кузнецова".encode() in content for content in written)


def test_packages_may_lie_in_any_order(office: Office, site: Site):
    invitation = office.invite(site)
    first = site.seal(invitation)
    second = site.seal(invitation, correction(site, "Поправка.", first.id), serial=2, introduces=False)
    later = correction_of(with_text(site, "Ещё поправка."), with_text(site, "Поправка.").tables, former_id=second.id)
    third = site.seal(invitation, later, serial=3, introduces=False)
    for name, sealed in (("1", third), ("2", second), ("3", first)):
        office.put(sealed.content, f"{name}.age")
    assert {each.outcome for each in office.receive()} == {Outcome.TAKEN}
    assert len(received(office.db)) == 3
    line = received_by_name(office.db, third.name)
    assert line
    tables = kept_tables(office.db, office.folder, line, openers(office.db, office.folder))
    assert laid_files(tables) == laid_files(with_text(site, "Ещё поправка.").tables)


def test_a_correction_of_a_package_that_never_came_is_refused(office: Office, site: Site):
    invitation = office.invite(site)
    office.put(site.seal(invitation, correction(site, "Поправка.", "0" * 64)).content)
    assert "пакета, который он исправляет, у института нет" in office.refusal()


def test_a_site_cannot_correct_the_package_of_another(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.take(sealed)
    other = site.named("artem-042")
    stolen = replace(correction(site, "Поправка.", sealed.id), site_code=other.code)
    (office.inbox / f"{sealed.name}.age").unlink()
    office.put(other.seal(office.invite(other), stolen).content)
    assert "пакета, который он исправляет, у института нет" in office.refusal()


def test_figures_that_the_records_do_not_bear_out_are_asked_about(office: Office, site: Site):
    lied = tuple(
        replace(
            each,
            table=replace(
                each.table,
                rows=[("figure", "visits", 1, "100") if row[1] == "visits" else row for row in each.table.rows],
            ),
        )
        if each.table.name == "facts"
        else each
        for each in site.content.tables
    )
    sealed = site.seal(office.invite(site), replace(site.content, tables=lied))
    reception = office.take(sealed)
    assert [question.partition(":")[0] for question in reception.questions] == ["«Посещений по спискам»"]
    said = parse_receipt((office.folder.receipts / f"{sealed.name}.receipt").read_bytes()).receipt
    assert [(each.record_table, each.record_key) for each in said.questions] == [("report_text", "events")]


def test_a_package_is_rejected_with_its_reasons_and_the_later_receipt_counts(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.take(sealed)
    (line,) = received(office.db)
    asked = Question("asked", "Кто вёл занятие?", "event", "0190", "outcome")
    again = answer(Desk(office.db, office.folder, HEAD), line, ReceiptVerdict.REJECTED, [asked])
    assert (again.verdict, again.questions) == (ReceiptVerdict.REJECTED, 1)
    said = parse_receipt((office.folder.receipts / f"{sealed.name}.receipt").read_bytes()).receipt
    assert (said.verdict, said.questions) == (ReceiptVerdict.REJECTED, (asked,))
    assert said.signed_at > parse_receipt(line.receipt.encode()).receipt.signed_at


def test_a_receipt_signed_after_the_clock_went_back_is_later_all_the_same(office: Office, site: Site):
    office.take(site.seal(office.invite(site)))
    (line,) = received(office.db)
    tomorrow = replace_signed_at(line.signed_at)
    desk = Desk(office.db, office.folder, HEAD)
    again = answer(desk, line._replace(signed_at=tomorrow), ReceiptVerdict.ACCEPTED, [])
    assert again.signed_at > tomorrow


def replace_signed_at(stamped: str) -> str:
    return f"2027{stamped[4:]}"


# Keys


def test_after_a_change_of_keys_packages_for_the_former_ones_are_answered_with_the_former_key(
    office: Office, site: Site
):
    former = institute_key(office)
    sealed = site.seal(office.invite(site))
    renew(office.db, office.folder, actor=HEAD)
    office.take(sealed)
    content = (office.folder.receipts / f"{sealed.name}.receipt").read_bytes()
    assert parse_receipt(content).fits_key(former)


def test_after_a_change_of_keys_the_new_invitation_is_signed_by_the_key_that_the_site_knows(office: Office, site: Site):
    former = institute_key(office)
    office.take(site.seal(office.invite(site)))
    renew(office.db, office.folder, actor=HEAD)
    _made, content = invited(office.db, office.folder, site.code, servers=(), days=30, authority="", actor=HEAD)
    read = read_invitation(content, today=office.db.today(), site_code=site.code, known_key=former)
    assert read.key == institute_key(office) != former
    later = site.seal(read, with_text(site, "После смены."), serial=2, introduces=False)
    office.take(later)
    assert parse_receipt((office.folder.receipts / f"{later.name}.receipt").read_bytes()).fits_key(read.key)


def test_once_a_site_has_used_the_new_keys_even_its_earlier_packages_are_answered_with_those(
    office: Office, site: Site
):
    earlier = office.invite(site)
    office.take(site.seal(earlier))
    renew(office.db, office.folder, actor=HEAD)
    office.take(site.seal(office.invite(site), with_text(site, "Новое."), serial=2, introduces=False))
    late = site.seal(earlier, with_text(site, "Запоздало."), serial=3, introduces=False)
    office.take(late)
    assert parse_receipt((office.folder.receipts / f"{late.name}.receipt").read_bytes()).fits_key(institute_key(office))


def test_a_revoked_key_of_a_site_is_believed_no_more(office: Office, site: Site):
    office.take(site.seal(office.invite(site)))
    revoke_site_keys(office.db, site.code, actor=HEAD)
    for path in office.inbox.iterdir():
        path.unlink()
    office.put(site.seal(office.invite(site), with_text(site, "Ещё."), serial=2).content)
    assert "площадка отозвала" in office.refusal()


def test_a_new_key_of_a_site_takes_the_place_of_the_former(office: Office, site: Site):
    office.take(site.seal(office.invite(site)))
    heir = replace(site, public=site.keys.make())
    office.take(heir.seal(office.invite(site), with_text(site, "Ещё."), serial=2))
    trust = site_trust(office.db, site.code)
    assert trust
    assert (trust.keys, trust.revoked) == ((heir.public,), (site.public.name,))


def test_without_its_keys_the_institute_takes_nothing(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.put(sealed.content)
    for secret in (office.folder.root / "keys").iterdir():
        secret.unlink()
    with pytest.raises(UserError, match="Секретного ключа института"):
        office.receive()


# Folders


def found_in(folder: Path) -> dict[str, type[Found]]:
    return {each.label: type(each) for each in arrivals(folder)}


def test_an_upload_of_a_tus_server_is_taken_once_it_is_whole(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.upload(sealed.content[:1000], size=len(sealed.content))
    (waiting,) = office.receive()
    assert (waiting.outcome, waiting.said) == (Outcome.UNWHOLE, f"пришло 1000 из {len(sealed.content)} байт")
    office.upload(sealed.content)
    (taken,) = office.receive()
    assert (taken.outcome, taken.name) == (Outcome.TAKEN, sealed.name)


def test_an_upload_whose_size_nobody_said_is_left_alone(office: Office, site: Site):
    office.put(b"age-encryption.org/v1\n", "upload")
    office.put(b'{"id": "upload"}', "upload.json")
    assert found_in(office.inbox) == {"upload": Unwhole}


def test_an_upload_of_tusd_is_taken_too(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    office.put(sealed.content, "upload")
    office.put(f'{{"ID": "upload", "Size": {len(sealed.content)}, "Offset": 0}}'.encode(), "upload.info")
    (taken,) = office.receive()
    assert taken.outcome is Outcome.TAKEN


@pytest.mark.parametrize("spare", [0, 300])
def test_a_folder_of_parts_is_put_together(office: Office, site: Site, spare: int):
    sealed = site.seal(office.invite(site))
    office.parts(sealed.content, sealed.name, spare=spare)
    (taken,) = office.receive()
    assert (taken.outcome, taken.name) == (Outcome.TAKEN, sealed.name)
    assert office.folder.kept(sealed.sha256).read_bytes() == sealed.content


def test_a_folder_of_parts_is_left_alone_until_its_manifest_comes(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    (office.parts(sealed.content, sealed.name) / "manifest.json").unlink()
    assert found_in(office.inbox) == {sealed.name: Unwhole}


def test_files_that_mean_to_be_no_package_are_nobodys_business(office: Office):
    office.put(b"hello", "notes.txt")
    office.put(b"", "Thumbs.db")
    office.put(b"{}", "a.receipt")
    (office.inbox / "photos").mkdir()
    assert found_in(office.inbox) == {}


def test_a_package_is_known_by_its_bytes_whatever_it_is_called(office: Office, site: Site):
    office.put(site.seal(office.invite(site)).content, "вложение (1)")
    assert found_in(office.inbox) == {"вложение (1)": Arrival}


def test_a_file_named_as_a_package_that_is_none_is_told_about(office: Office):
    office.put(b"", "empty.age")
    assert "не запечатанный пакет" in office.refusal()


# Letters


def letters_of(office: Office, sealed: SealedPackage, folder: Path) -> list[Path]:
    folder.mkdir()
    path = folder / "sealed"
    path.write_bytes(sealed.content)
    parcel = Parcel(path, sealed.name, sealed.sha256, len(sealed.content))
    sizes = max(LEAST_PIECE, len(sealed.content) // 3)
    return write_pieces(parcel, folder, piece_bytes=sizes, to="iro@example.ru", subject="Отчёт")


def padded(site: Site) -> Content:
    """A package of several pieces: what cannot be pressed makes it long."""
    noise = b"".join(sha256(bytes([number % 256, number // 256])).digest() for number in range(2000))
    return replace(site.content, files={"noise.bin": noise})


@pytest.mark.parametrize("pattern", ["*.eml", "*.age.*"])
def test_pieces_of_letters_come_in_any_order_and_twice(office: Office, site: Site, tmp_path: Path, pattern: str):
    sealed = site.seal(office.invite(site), padded(site))
    letters_of(office, sealed, tmp_path / "site")
    pieces = sorted((tmp_path / "site").glob(pattern), reverse=True)
    assert len(pieces) > 2
    suffix = pieces[0].suffix if pattern == "*.eml" else ""
    for number, piece in enumerate([*pieces, pieces[0]]):
        shutil.copy(piece, office.inbox / f"вложение {number}{suffix}")
    (taken,) = office.receive()
    assert (taken.outcome, taken.name) == (Outcome.TAKEN, sealed.name)
    assert office.folder.kept(sealed.sha256).read_bytes() == sealed.content


def test_a_letter_that_has_not_come_yet_is_waited_for(office: Office, site: Site, tmp_path: Path):
    sealed = site.seal(office.invite(site), padded(site))
    letters_of(office, sealed, tmp_path / "site")
    for piece in sorted((tmp_path / "site").glob("*.eml"))[1:]:
        shutil.copy(piece, office.inbox)
    (waiting,) = office.receive()
    assert (waiting.outcome, "нет частей 1" in waiting.said) == (Outcome.UNWHOLE, True)


def test_a_package_attached_to_a_letter_whole_is_taken(office: Office, site: Site):
    sealed = site.seal(office.invite(site))
    letter = EmailMessage()
    letter["Subject"] = "Отчёт"
    letter.set_content("Отчёт во вложении.")
    letter.add_attachment(sealed.content, maintype="application", subtype="octet-stream", filename="отчёт.age")
    office.put(letter.as_bytes(), "письмо.eml")
    (taken,) = office.receive()
    assert (taken.outcome, taken.name) == (Outcome.TAKEN, sealed.name)


def test_a_letter_without_any_package_is_nobodys_business(office: Office):
    office.put(b"Subject: hello\r\n\r\nhello\r\n", "hello.eml")
    assert office.receive() == []


# A password


def test_with_a_password_secret_keys_lie_covered(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(PASSWORD_VARIABLE, "Крабовая палочка 7")
    folder = InstituteFolder(tmp_path / "covered")
    with open_institute(folder, clock=clock()) as db:
        found(db, folder, "Институт", actor=HEAD)
        (secret,) = (folder.root / "keys").glob("*.identity")
        assert secret.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt")
        inbox = tmp_path / "inbox"
        inbox.mkdir()
        office = Office(folder, db, inbox)
        go_to(db, TODAY)
        other = site.named("artem-042")
        assert office.take(other.seal(office.invite(other))).outcome is Outcome.TAKEN
        monkeypatch.setenv(PASSWORD_VARIABLE, "другой")
        with pytest.raises(UserError, match="не подошёл"):
            office.receive()
        monkeypatch.delenv(PASSWORD_VARIABLE)
        with pytest.raises(UserError, match="закрыт паролем"):
            office.receive()


# The report drawn again


def test_the_key_that_opens_packages_stays_out_of_what_a_log_could_say(office: Office):
    (opener,) = openers(office.db, office.folder)
    assert opener.identity not in repr(opener)
    pair = new_key_pair()
    assert pair.identity not in repr(pair)


def test_the_report_is_drawn_again_with_the_sites_figures(office: Office, site: Site):
    office.take(site.seal(office.invite(site)))
    data = newest_report(office.db, office.folder, site.code, Q1)
    assert (data.totals.visits, data.totals.events, len(data.unplanned_events) + len(data.events)) == (1, 1, 1)
    assert data.texts["goal"] == "Первый абзац.\nВторой абзац."
