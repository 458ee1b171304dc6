"""What the institute refuses, each with its reason: of none of it anything is kept, entered or answered."""

import io
import json
import os
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from exports.institute.arrivals import MOST_ENTRIES, arrivals, label
from exports.institute.receive import Outcome
from exports.packages import bag
from exports.packages.age import encrypted, new_key_pair
from exports.packages.seal import Signer, pressed, signed_bag
from exports.packages.verify import signed_comment
from models.errors import UserError
from models.key_store import KeyStore
from models.rules.invitation import Invitation
from tests.exports.institute.office import Office, Site
from tests.models.make import go_to

NAME = "package.age"


def sealed_files(invitation: Invitation, name: str, files: Mapping[str, bytes]) -> bytes:
    return sealed_zip(invitation, bag.zip_bytes(name, files))


def sealed_zip(invitation: Invitation, content: bytes) -> bytes:
    return encrypted(pressed(content), invitation.recipient)


def bag_of(site: Site, invitation: Invitation) -> tuple[str, dict[str, bytes]]:
    return signed_bag(
        site.content,
        serial=1,
        signer=Signer(site.keys, site.public.name),
        program_version="0.1.0",
        introduction=site.introduction(invitation),
    )


def signed_again(
    site: Site,
    invitation: Invitation,
    *,
    payload: Mapping[str, bytes] | None = None,
    info: Mapping[str, str] | None = None,
) -> bytes:
    """The package with other payload files or fields, its sums and signature in order."""
    name, files = bag_of(site, invitation)
    told = {path.removeprefix("data/"): content for path, content in files.items() if path.startswith("data/")}
    fields = {**dict(site.content.fields()), **(info or {})}
    made = bag.bag_files(name, {**told, **(payload or {})}, list(fields.items()))
    comment = signed_comment(name)
    signature = site.keys.sign(site.public.name, made[bag.TAG_MANIFEST], comment=comment)
    return sealed_files(invitation, name, {**made, bag.SIGNATURE: signature.text(comment).encode()})


# The bytes


@pytest.mark.parametrize("share", [0.0005, 0.02, 0.5, 0.999])
def test_a_cut_off_package(office: Office, site: Site, share: float):
    content = site.seal(office.invite(site)).content
    office.put(content[: int(len(content) * share)])
    said = office.refusal()
    assert any(word in said for word in ("обрезан", "для этого ключа", "не запечатанный пакет"))


def test_one_flipped_bit_wherever_it_is(office: Office, site: Site):
    content = site.seal(office.invite(site)).content
    for place in range(0, len(content), len(content) // 24):
        flipped = bytearray(content)
        flipped[place] ^= 1
        office.put(bytes(flipped))
        assert office.refusal()


def test_a_package_sealed_to_another_key(office: Office, site: Site):
    invitation = office.invite(site)
    office.put(site.seal(replace(invitation, recipient=new_key_pair().recipient)).content)
    assert "запечатан не для этого ключа" in office.refusal()


def test_a_package_sealed_in_a_newer_way(office: Office):
    office.put(b"age-encryption.org/v2\n-> ...")
    assert "более новым способом" in office.refusal()


def test_a_package_of_a_newer_format(office: Office, site: Site):
    invitation = office.invite(site)
    name, files = bag_of(site, invitation)
    newer = files[bag.BAG_INFO].replace(b"Marshrut-Format: 1", b"Marshrut-Format: 9")
    office.put(sealed_files(invitation, name, {**files, bag.BAG_INFO: newer}))
    assert "более новой программой" in office.refusal()


def test_a_package_of_a_newer_schema(office: Office, site: Site):
    office.put(signed_again(site, office.invite(site), info={"Marshrut-Schema": "f" * 64}))
    assert "схемой, которой эта программа не знает" in office.refusal()


def test_a_package_that_unfolds_without_end(office: Office, site: Site):
    office.put(encrypted(pressed(bytes(80 << 20)), office.invite(site).recipient))
    assert "непомерно велик" in office.refusal()


def test_a_package_of_a_multitude_of_files(office: Office, site: Site):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for number in range(bag.MAX_ENTRIES + 1):
            made.writestr(f"x/{number}", b"")
    office.put(sealed_zip(office.invite(site), archive.getvalue()))
    assert f"больше {bag.MAX_ENTRIES} файлов" in office.refusal()


@pytest.mark.parametrize(
    "path",
    [
        "../escape",
        "/etc/passwd",
        "C:/windows",
        "a\\b",
        "data/con.txt",
        "data/nul",
        "data/a.",
        "data/Отчёт.csv",
        "data/и\u0306",
    ],
)
def test_a_package_with_a_path_that_leads_astray(office: Office, site: Site, path: str):
    invitation = office.invite(site)
    name, files = bag_of(site, invitation)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for each, content in sorted({**files, path: b"x"}.items()):
            made.writestr(path if each == path else f"{name}/{each}", content)
    office.put(sealed_zip(invitation, archive.getvalue()))
    assert "Пакет не принят" in office.refusal()
    assert not (office.folder.root.parent / "escape").exists()


def test_a_package_with_a_file_too_many(office: Office, site: Site):
    office.put(signed_again(site, office.invite(site), payload={"evil.exe": b"MZ"}))
    assert "лишний файл" in office.refusal()


# Whose it is


def test_a_package_of_a_site_that_was_never_invited(office: Office, site: Site):
    other = site.named("artem-042")
    office.put(other.seal(office.invite(site)).content)
    assert "не приглашал" in office.refusal()


def test_a_package_signed_by_a_stranger(office: Office, site: Site):
    invitation = office.invite(site)
    office.take(site.seal(invitation))
    (office.inbox / f"{site.seal(invitation).name}.age").unlink()
    stranger = replace(site, public=site.keys.make())
    office.put(stranger.seal(invitation, serial=2, introduces=False).content)
    assert "которого институт не знает" in office.refusal()


def test_a_package_whose_signature_is_of_other_bytes(office: Office, site: Site):
    invitation = office.invite(site)
    name, files = bag_of(site, invitation)
    comment = signed_comment(name)
    forged = site.keys.sign(site.public.name, b"other bytes", comment=comment).text(comment).encode()
    office.put(sealed_files(invitation, name, {**files, bag.SIGNATURE: forged}))
    assert "подпись не сходится" in office.refusal()


def test_a_package_that_is_not_signed(office: Office, site: Site):
    invitation = office.invite(site)
    name, files = bag_of(site, invitation)
    del files[bag.SIGNATURE]
    office.put(sealed_files(invitation, name, files))
    assert "не подписан" in office.refusal()


def test_a_key_introduced_under_another_code(office: Office, site: Site):
    invitation = office.invite(site)
    office.put(site.seal(replace(invitation, code="2222-2222-2222-2222-2222")).content)
    assert "не тем кодом" in office.refusal()


def test_a_key_introduced_under_the_code_of_an_earlier_invitation(office: Office, site: Site):
    earlier = office.invite(site)
    office.invite(site)
    office.put(site.seal(earlier).content)
    assert "не тем кодом" in office.refusal()


def test_a_key_introduced_after_the_invitation_has_expired(office: Office, site: Site):
    invitation = office.invite(site)
    office.put(site.seal(invitation).content)
    go_to(office.db, invitation.expires_on + timedelta(days=1))
    assert f"приглашение действовало до {invitation.expires_on:%d.%m.%Y}" in office.refusal()


def test_another_key_introduced_under_the_number_of_the_present_one(office: Office, site: Site, tmp_path: Path):
    office.take(site.seal(office.invite(site)))
    for path in office.inbox.iterdir():
        path.unlink()
    keys = KeyStore.under(tmp_path / "other")
    other = replace(site, keys=keys, public=keys.restore(site.public.key_id, bytes(range(32))))
    office.put(other.seal(office.invite(site), serial=2).content)
    assert "тем же номером" in office.refusal()


def test_a_key_introduced_a_second_time_under_one_code(office: Office, site: Site):
    invitation = office.invite(site)
    office.take(site.seal(invitation))
    for path in office.inbox.iterdir():
        path.unlink()
    thief = replace(site, public=site.keys.make())
    office.put(thief.seal(invitation, serial=2).content)
    assert "код приглашения уже использован" in office.refusal()


def test_the_same_content_in_other_bytes(office: Office, site: Site):
    invitation = office.invite(site)
    first, again = site.seal(invitation), site.seal(invitation)
    assert first.id == again.id
    office.take(first)
    (office.inbox / f"{first.name}.age").unlink()
    office.put(again.content)
    assert "с теми же данными уже принят, а байты у этого файла другие" in office.refusal()


def test_other_content_under_the_same_name(office: Office, site: Site):
    invitation = office.invite(site)
    first = site.seal(invitation)
    office.take(first)
    (office.inbox / f"{first.name}.age").unlink()
    tables = tuple(each for each in site.content.tables)
    other = replace(site.content, tables=tables, files={"note.txt": b"other"})
    office.put(site.seal(invitation, other).content)
    assert "уже принят пакет с другими данными" in office.refusal()


def test_a_package_under_the_name_of_another_site(office: Office, site: Site):
    other = site.named("artem-042")
    invitation = office.invite(other)
    content = replace(other.content, site_code=site.code)
    name, files = signed_bag(content, serial=1, signer=Signer(other.keys, other.public.name), program_version="0.1.0")
    told = {path.removeprefix("data/"): each for path, each in files.items() if path.startswith("data/")}
    told["about/introduction.json"] = json.dumps(other.introduction(invitation).as_json()).encode() + b"\n"
    made = bag.bag_files(name, told, list({**dict(content.fields()), "Site-Code": other.code}.items()))
    comment = signed_comment(name)
    signature = other.keys.sign(other.public.name, made[bag.TAG_MANIFEST], comment=comment)
    office.put(sealed_files(invitation, name, {**made, bag.SIGNATURE: signature.text(comment).encode()}))
    assert "назван именем другой площадки" in office.refusal()


# What it says


def test_a_figure_that_is_no_number(office: Office, site: Site):
    facts = site.content.payload()["tables/facts.csv"].replace(b"figure,visits,1,1\r\n", b"figure,visits,1,many\r\n")
    office.put(signed_again(site, office.invite(site), payload={"tables/facts.csv": facts}))
    assert "показатель visits записан не числом" in office.refusal()


@pytest.mark.parametrize("figure", ["9" * 40, "9" * 400, "'-" + "9" * 20])
def test_a_figure_beyond_measure(office: Office, site: Site, figure: str):
    facts = site.content.payload()["tables/facts.csv"].replace(
        b"figure,visits,1,1", f"figure,visits,1,{figure}".encode()
    )
    office.put(signed_again(site, office.invite(site), payload={"tables/facts.csv": facts}))
    assert "непомерно велик" in office.refusal()


def test_a_report_without_its_tables(office: Office, site: Site):
    office.put(site.seal(office.invite(site), replace(site.content, tables=())).content)
    assert "нет таблиц отчёта" in office.refusal()


def test_a_kind_that_this_program_does_not_know(office: Office, site: Site):
    office.put(site.seal(office.invite(site), replace(site.content, kind="telepathy")).content)
    assert "вида «telepathy» эта программа не знает" in office.refusal()


def test_a_text_of_a_paragraph_beyond_measure(office: Office, site: Site):
    facts = site.content.payload()["tables/facts.csv"].replace(b"text,goal,2,", b"text,goal,999999999999999,")
    office.put(signed_again(site, office.invite(site), payload={"tables/facts.csv": facts}))
    assert "больше 5000 абзацев" in office.refusal()


def test_a_report_without_a_passport(office: Office, site: Site):
    lines = site.content.payload()["tables/facts.csv"].splitlines(keepends=True)
    facts = b"".join(line for line in lines if not line.startswith(b"passport,"))
    office.put(signed_again(site, office.invite(site), payload={"tables/facts.csv": facts}))
    assert "не складывается отчёт" in office.refusal()


# What lies in the folder


def test_a_link_is_not_followed(office: Office, site: Site, tmp_path: Path):
    elsewhere = tmp_path / "elsewhere.age"
    elsewhere.write_bytes(site.seal(office.invite(site)).content)
    (office.inbox / NAME).symlink_to(elsewhere)
    assert "ссылка" in office.refusal()


def test_a_link_to_nowhere_and_a_link_to_itself(office: Office):
    (office.inbox / "loop").symlink_to("loop")
    assert "ссылка" in office.refusal()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(office: Office):
    os.mkfifo(office.inbox / NAME)
    assert "не обычный файл" in office.refusal()


@pytest.mark.skipif(sys.platform != "linux", reason="a file that fails while it is read is to be had there")
def test_a_file_that_fails_while_it_is_read_stops_nothing():
    assert isinstance(list(arrivals(Path("/proc/self"))), list)


def test_a_folder_of_a_multitude_of_files(office: Office):
    for number in range(MOST_ENTRIES + 1):
        (office.inbox / f"{number}").touch()
    with pytest.raises(UserError, match=f"больше {MOST_ENTRIES} файлов"):
        office.receive()


@pytest.mark.parametrize("name", ["\x1b[2J\x1b]0;x\x07.age", "\u202eega.evil.age", "a\nb.age"])
def test_a_name_that_a_terminal_would_obey_is_told_without_its_signs(name: str):
    assert label(name).isprintable()


def test_a_very_long_name_is_cut():
    assert len(label("a" * 255)) == 80


@pytest.mark.parametrize(
    "description",
    [
        b"",
        b"not json",
        b"[" * 60_000,
        b'{"size": ' + b"[" * 50_000,
        b'{"size": ' + b"9" * 20_000 + b"}",
        b'{"size": true}',
        b'{"size": -1}',
        b'{"size": 1e400}',
        b'{"size": "10"}',
        b"[1]",
        b'{"size": NaN}',
        b"\xff\xfe\x00",
        b" " * (70 << 10),
    ],
    ids=range(13),
)
def test_an_upload_with_a_description_that_is_none(office: Office, description: bytes):
    office.put(b"age-encryption.org/v1\n", "upload")
    office.put(description, "upload.json")
    assert "описание" in office.refusal()


def test_an_upload_longer_than_it_was_said_to_be(office: Office, site: Site):
    office.upload(site.seal(office.invite(site)).content, size=10)
    assert "длиннее, чем сказано" in office.refusal()


def test_an_upload_whose_description_names_a_path_elsewhere(office: Office, site: Site, tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_bytes(site.seal(office.invite(site)).content)
    office.put(b"junk", "upload")
    office.put(json.dumps({"id": str(secret), "size": 4, "storage": {"path": str(secret)}}).encode(), "upload.json")
    assert "не запечатанный пакет" in office.refusal()


def test_one_bad_file_does_not_stop_the_good_ones(office: Office, site: Site):
    office.put(site.seal(office.invite(site)).content, "good.age")
    office.put(b"junk", "bad.age")
    assert [each.outcome for each in office.receive()] == [Outcome.TAKEN, Outcome.REFUSED]


def test_a_folder_that_is_not_there(office: Office, tmp_path: Path):
    with pytest.raises(UserError, match="нет"):
        office.receive(tmp_path / "nowhere")


# Folders of parts


@pytest.fixture
def parts(office: Office, site: Site) -> Path:
    """A whole package in parts."""
    sealed = site.seal(office.invite(site))
    return office.parts(sealed.content, sealed.name)


def rewritten(folder: Path, **said: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **said}))


def test_parts_of_which_one_is_missing(office: Office, parts: Path):
    sorted(parts.glob("*.part"))[1].unlink()
    assert "не хватает частей" in office.refusal()


def test_parts_of_which_one_is_too_short(office: Office, parts: Path):
    sorted(parts.glob("*.part"))[1].write_bytes(b"short")
    assert "короче, чем сказано" in office.refusal()


def test_parts_that_do_not_come_to_what_was_said(office: Office, parts: Path):
    sorted(parts.glob("*.part"))[1].write_bytes(bytes(1000))
    assert "не складываются" in office.refusal()


def test_a_part_that_is_a_link(office: Office, parts: Path, tmp_path: Path):
    part = min(parts.glob("*.part"))
    part.rename(tmp_path / "elsewhere")
    part.symlink_to(tmp_path / "elsewhere")
    assert "не обычный файл" in office.refusal()


def test_a_manifest_that_is_a_link(office: Office, parts: Path, tmp_path: Path):
    (parts / "manifest.json").rename(tmp_path / "elsewhere.json")
    (parts / "manifest.json").symlink_to(tmp_path / "elsewhere.json")
    assert "не обычный файл" in office.refusal()


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "C:\\x", "manifest.json", "con.part", "é.part", ""])
def test_a_part_whose_name_leads_astray(office: Office, parts: Path, name: str):
    rewritten(parts, parts=[[name, 10]], size=10)
    assert "описание частей не читается" in office.refusal()


@pytest.mark.parametrize(
    "content",
    [b"", b"[" * 100_000, b"{}", b"\xff", b'{"marshrut_parts": 2}', b'{"size": ' + b"9" * 10_000 + b"}"],
    ids=range(6),
)
def test_a_manifest_that_is_none(office: Office, parts: Path, content: bytes):
    (parts / "manifest.json").write_bytes(content)
    assert "описание частей не читается" in office.refusal()


def test_a_manifest_without_end(office: Office, parts: Path):
    (parts / "manifest.json").write_bytes(b" " * (3 << 20))
    assert "непомерно велико" in office.refusal()


def test_parts_that_promise_more_than_a_package_may_hold(office: Office, parts: Path):
    first = min(parts.glob("*.part")).name
    rewritten(parts, parts=[[first, 2 << 30]], size=2 << 30)
    assert "больше 1 ГБ" in office.refusal()
