"""Sealed packages: what others say of one, what the receiver refuses, corrections and introductions."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from exports.packages import age, bag, opening
from exports.packages.age import encrypted, new_key_pair
from exports.packages.carried_files import frdo_package
from exports.packages.contents import Content, correction_of
from exports.packages.opening import KnownSite
from exports.packages.quarterly import quarterly_report
from exports.packages.quarterly_schema import QUARTERLY
from exports.packages.roster import ROSTER_TABLES, roster_package
from exports.packages.seal import pressed
from exports.packages.verify import verify_package
from exports.packages.wide import Laid, known_schema, laid_files, schema_name
from models.commands.consents import give_consent, withdraw_consent
from models.commands.events import mark_attendance
from models.commands.reports import save_report_text
from models.database import Database
from models.errors import UserError
from models.key_store import KeyStore
from models.queries.report import report_data
from models.rows.codes import ConsentPurpose, Presence
from models.rows.consents import ConsentDraft
from models.rows.events import Mark
from models.rows.frdo import FrdoTable
from models.rules.introduction import introduce
from models.rules.person_code import person_code
from resources.loader import read_text
from tests.exports.packages.sealing import CODE, Q1, TODAY, Pair, fill, pair_of, put, same_tables, sum_of
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("site")
    db = copied_database(folder)
    fill(db)
    made = pair_of(db, folder)
    db.close()
    return made


# What others say of it


def test_other_programs_open_and_prove_it_by_the_commands_of_the_help_page(pair: Pair, tmp_path: Path):
    sealed = pair.seal()
    put(tmp_path, sealed.content)
    put(tmp_path, f"# a comment\n{pair.institute.identity}\n".encode(), "institute.key")
    put(tmp_path, pair.public.text.encode(), "site.pub")
    for script in re.findall(r"```sh\n(.*?)```", read_text("help/sealed_package.md"), re.DOTALL):
        done = subprocess.run(
            ["sh", "-e", "-c", script],
            cwd=tmp_path,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.split()[::2] == [sealed.id, sealed.sha256]
    tables = tmp_path / "opened" / sealed.name / "data" / "tables"
    assert (tables / "attendance.csv").read_text("utf-8") == "event,2,3\n1,p,e\n"
    assert 'events.outcome,"\'=1+1; разобраны игры"' in (tables / "records.csv").read_text("utf-8")


def test_a_large_package_opens_too(pair: Pair, tmp_path: Path):
    picture = os.urandom(5 << 20)
    content = replace(pair.content, files={"picture.jpg": picture})
    with pair.open(put(tmp_path, pair.seal(content).content)) as opened, zipfile.ZipFile(opened.file) as archive:
        assert archive.read(f"{opened.read.name}/data/files/picture.jpg") == picture


def test_the_same_content_gives_the_same_bag_and_other_sealed_bytes(pair: Pair):
    one, other = pair.seal(), pair.seal()
    assert (one.bag, one.id) == (other.bag, other.id)
    assert one.sha256 != other.sha256
    assert one.sha256 == sum_of(one.content)


# What the receiver gets


def test_every_cell_arrives(pair: Pair, tmp_path: Path):
    sealed = pair.seal()
    with pair.open(put(tmp_path, sealed.content)) as opened:
        assert same_tables(opened, pair.content)
        assert (opened.read.id, opened.sha256, opened.introduced) == (sealed.id, sealed.sha256, None)
        assert opened.file.read() == sealed.bag


def test_figures_that_the_records_do_not_bear_out_are_named(pair: Pair, tmp_path: Path):
    facts = pair.content.payload()["tables/facts.csv"]
    assert b"figure,visits,1,1\r\n" in facts
    lied = {"tables/facts.csv": facts.replace(b"figure,visits,1,1\r\n", b"figure,visits,1,100\r\n")}
    with pair.open(put(tmp_path, pair.seal().content)) as honest:
        assert honest.differing == ()
    with pair.open(put(tmp_path, pair.signed_again(lied))) as opened:
        assert opened.differing == ("visits",)


def test_a_roster_under_the_name_of_a_report_has_no_figures_to_compare(
    site: tuple[Database, dict[str, int], Pair], tmp_path: Path
):
    db, _made, pair = site
    with pair.open(
        put(tmp_path, pair.seal(replace(roster_package(db, Q1), kind="quarterly-report")).content)
    ) as opened:
        assert opened.differing == ()


def test_trainees_travel_without_names(pair: Pair):
    whole = pair.seal().bag.decode("utf-8", errors="replace")
    assert "Кузнецова" not in whole
    assert "воспитатель" in whole


def test_the_plain_bag_is_a_package_for_verify_too(pair: Pair, tmp_path: Path):
    sealed = pair.seal()
    path = put(tmp_path, sealed.bag, f"{sealed.name}.zip")
    checked = verify_package(path, keys=[pair.public])
    assert checked.signer
    assert checked.signer.key_name == pair.public.name
    assert (checked.id, checked.rows["attendance"]) == (sealed.id, 2)


def test_verify_opens_a_sealed_package_with_the_receivers_key(
    pair: Pair, tmp_path: Path, marshrut: Callable[..., object]
):
    path = put(tmp_path, pair.seal().content)
    key = put(tmp_path, pair.institute.identity.encode(), "institute.key")
    public = put(tmp_path, pair.public.text.encode(), "site.pub")
    done = marshrut("verify", path, "--identity", key, "--key", public)
    assert (done.returncode, "подпись верна" in done.stdout) == (0, True)


# Other kinds


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Database, dict[str, int], Pair]]:
    folder = tmp_path / "site"
    folder.mkdir()
    db = copied_database(folder)
    made = fill(db)
    yield db, made, pair_of(db, folder)
    db.close()


def test_the_roster_names_trainees_and_who_withdrew_by_code(
    site: tuple[Database, dict[str, int], Pair], tmp_path: Path
):
    db, made, pair = site
    given = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
    withdraw_consent(db, give_consent(db, made["trainee"], given, actor=HEAD), db.today(), actor=HEAD)
    with pair.open(put(tmp_path, pair.seal(roster_package(db, Q1)).content)) as opened:
        (table,) = [each.table for each in opened.tables]
        names = {row[4] for row in table.rows}
    assert names == {person_code(made["trainee"]), "Соловьёва Анна"}


def test_an_empty_roster_is_refused(tmp_path: Path):
    db = copied_database(tmp_path)
    arrange.fill_passport(db)
    with pytest.raises(UserError, match="стажёров нет"):
        roster_package(db, Q1)
    db.close()


def test_the_sheet_for_frdo_arrives_byte_for_byte(site: tuple[Database, dict[str, int], Pair], tmp_path: Path):
    db, _made, pair = site
    content = frdo_package(report_data(db, Q1).passport, Q1, FrdoTable(headings=("Вид документа",), rows=(("x",),)))
    with pair.open(put(tmp_path, pair.seal(content).content)) as opened, zipfile.ZipFile(opened.file) as archive:
        assert archive.read(f"{opened.read.name}/data/files/frdo.xlsx") == content.files["frdo.xlsx"]
        assert opened.tables == ()


@pytest.mark.parametrize("tables", [QUARTERLY, ROSTER_TABLES, ()])
def test_the_schemas_of_today_are_shipped_under_their_sums(tables: tuple[Laid, ...]):
    assert known_schema(schema_name(tables)) == tables


# What the receiver refuses, and why


@pytest.mark.parametrize("share", [0.02, 0.5, 0.999])
def test_a_cut_off_file_is_refused(pair: Pair, tmp_path: Path, share: float):
    sealed = pair.seal().content
    assert re.search("обрезан|для этого ключа", pair.refusal(put(tmp_path, sealed[: int(len(sealed) * share)])))


def test_a_flipped_bit_is_refused_wherever_it_is(pair: Pair, tmp_path: Path):
    sealed = pair.seal().content
    for position in range(0, len(sealed), 61):
        changed = bytearray(sealed)
        changed[position] ^= 1
        assert pair.refusal(put(tmp_path, bytes(changed)))


def test_bytes_after_the_end_are_refused(pair: Pair, tmp_path: Path):
    assert "повреждён" in pair.refusal(put(tmp_path, pair.seal().content + b"x"))


def test_what_is_sealed_for_another_is_refused(pair: Pair, tmp_path: Path):
    other = encrypted(pressed(pair.seal().bag), new_key_pair().recipient)
    assert "не для этого ключа" in pair.refusal(put(tmp_path, other))


def test_what_is_not_sealed_is_refused(pair: Pair, tmp_path: Path):
    assert "не запечатанный пакет" in pair.refusal(put(tmp_path, pair.seal().bag))


def test_a_newer_way_of_sealing_asks_for_an_update(pair: Pair, tmp_path: Path):
    newer = pair.seal().content.replace(b"/v1\n", b"/v9\n", 1)
    assert "более новым способом" in pair.refusal(put(tmp_path, newer))


def test_a_stranger_who_signs_is_refused(pair: Pair, tmp_path: Path):
    stranger = KnownSite(keys=(KeyStore.under(tmp_path).make(),))
    assert "которого институт не знает" in pair.refusal(put(tmp_path, pair.seal().content), stranger)


def test_a_signature_of_other_bytes_is_refused(pair: Pair, tmp_path: Path):
    name, files = pair.files()
    comment = f"marshrut package {name}"
    wrong = pair.signer.keys.sign(pair.public.name, b"something else", comment=comment).text(comment).encode()
    assert "подпись не сходится" in pair.refusal(put(tmp_path, pair.sealed_files({**files, bag.SIGNATURE: wrong})))


def test_a_signature_taken_from_another_package_is_refused(pair: Pair, tmp_path: Path):
    _name, files = pair.files()
    foreign = pair.signer.keys.sign(pair.public.name, files[bag.TAG_MANIFEST], comment="x").text("x").encode()
    assert "для другого пакета" in pair.refusal(put(tmp_path, pair.sealed_files({**files, bag.SIGNATURE: foreign})))


@pytest.mark.parametrize(("signature", "reason"), [(None, "не подписан"), (b"nonsense", "подпись не читается")])
def test_a_package_without_a_readable_signature_is_refused(
    pair: Pair, tmp_path: Path, signature: bytes | None, reason: str
):
    files = {path: each for path, each in pair.files()[1].items() if path != bag.SIGNATURE}
    files |= {bag.SIGNATURE: signature} if signature else {}
    assert reason in pair.refusal(put(tmp_path, pair.sealed_files(files)))


def test_a_revoked_key_is_refused_by_name(pair: Pair, tmp_path: Path):
    revoked = KnownSite(keys=(KeyStore.under(tmp_path).make(),), revoked=(pair.public.name,))
    assert "площадка отозвала" in pair.refusal(put(tmp_path, pair.seal().content), revoked)


def test_a_site_that_was_never_invited_is_refused(pair: Pair, tmp_path: Path):
    foreign = replace(pair.content, site_code="чужой-код")
    assert "не приглашал" in pair.refusal(put(tmp_path, pair.seal(foreign).content))


@pytest.mark.parametrize(
    ("changes", "fields", "reason"),
    [
        ({}, {"Marshrut-Schema": "0" * 64}, "схемой, которой эта программа не знает"),
        ({"tables/strange.csv": b"a,b\r\n"}, {}, "лишний файл"),
        ({"tables/attendance.csv": b"event,2,3\r\n1,p,q\r\n"}, {}, "нет в перечне"),
        ({"tables/attendance.csv": b"event,2,99\r\n1,p,e\r\n"}, {}, "ссылка ведёт на строку, которой нет"),
        ({"tables/attendance.csv": b"event,2,3\r\n1,p\r\n"}, {}, "число ячеек"),
        ({"tables/attendance.csv": b"event,2,3\n1,p,e\n"}, {}, "не так, как их пишет программа"),
        ({"tables/records.csv": b"lists.list,format\r\n"}, {}, "заголовок"),
        ({"tables/attendance.csv": b"\xff\xfe"}, {}, "не читается как CSV"),
        ({f"files/{'0' * 64}.jpg": b"another picture"}, {}, "не то, под чьей суммой"),
    ],
)
def test_tables_that_are_not_in_order_are_refused_though_signed(
    pair: Pair, tmp_path: Path, changes: dict[str, bytes], fields: dict[str, str], reason: str
):
    assert reason in pair.refusal(put(tmp_path, pair.signed_again(changes, fields)))


def test_a_newer_format_asks_for_an_update(pair: Pair, tmp_path: Path):
    name, files = pair.files()
    files[bag.BAG_INFO] = files[bag.BAG_INFO].replace(b"Marshrut-Format: 1", b"Marshrut-Format: 2")
    assert "более новой программой" in pair.refusal(put(tmp_path, pair.sealed_zip(bag.zip_bytes(name, files))))


def test_what_is_pressed_otherwise_is_refused(pair: Pair, tmp_path: Path):
    for inside in (pair.seal().bag, pressed(pair.seal().bag)[:-40], pressed(pair.seal().bag) + b"tail"):
        refused = pair.refusal(put(tmp_path, encrypted(inside, pair.institute.recipient)))
        assert "сжатые данные" in refused


def test_a_bomb_is_stopped_on_the_way(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opening, "_ALWAYS_ALLOWED", 1 << 20)
    bomb = pair.sealed_zip(bytes(4 << 20))
    assert len(bomb) < 4000
    assert "непомерно велик" in pair.refusal(put(tmp_path, bomb))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../escaped.txt", "недопустимым именем"),
        ("/etc/passwd", "недопустимым именем"),
        ("C:/windows/x.txt", "недопустимым именем"),
        ("folder\\file.txt", "недопустимым именем"),
        ("NAME/data/con.txt", "недопустимым именем"),
        ("NAME/data/lpt1", "недопустимым именем"),
        ("NAME/data/и\u0306.txt", "не латиницей"),
        ("NAME/data/\u0439.txt", "не латиницей"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(pair: Pair, tmp_path: Path, path: str, reason: str):
    name, files = pair.files()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as whole:
        for inside, content in {
            path.replace("NAME", name): b"x",
            **{f"{name}/{k}": v for k, v in files.items()},
        }.items():
            entry = zipfile.ZipInfo(inside, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            entry.filename = inside
            whole.writestr(entry, content)
    before = set(tmp_path.parent.rglob("*"))
    sealed = put(tmp_path, pair.sealed_zip(archive.getvalue()))
    assert reason in pair.refusal(sealed)
    assert set(tmp_path.parent.rglob("*")) - before == {sealed}


def test_a_million_files_are_refused_before_they_are_listed(pair: Pair, tmp_path: Path):
    count = 0xFFFF
    end = bag.END_RECORD.pack(bag.END_MARK, 0, 0, count, count, 46 * 1_000_000, 0, 0)
    many = bag.local_header(bag.Entry("a", 0, 0)) + bytes(46 * 1_000) + end
    assert "больше 10000 файлов" in pair.refusal(put(tmp_path, pair.sealed_zip(many)))


# The first package makes the key known


def test_the_first_package_introduces_the_sites_key_under_the_code(pair: Pair, tmp_path: Path):
    said = introduce(pair.public, code=CODE.lower().replace("-", " "), site_code=pair.content.site_code)
    path = put(tmp_path, pair.seal(introduction=said).content)
    with pair.open(path, KnownSite(code=CODE, code_until=TODAY)) as opened:
        assert opened.introduced == pair.public
    with pair.open(path, pair.known) as again:
        assert again.introduced is None


@pytest.mark.parametrize(
    ("code", "known", "reason"),
    [
        ("AAAA-AAAA-AAAA-AAAA-AAAA", KnownSite(code=CODE), "не тем кодом"),
        (CODE, KnownSite(), "код приглашения уже использован"),
        (CODE, KnownSite(code=CODE, code_until=date(2026, 4, 1)), "действовало до 01.04.2026"),
    ],
)
def test_an_introduction_that_does_not_hold_is_refused(
    pair: Pair, tmp_path: Path, code: str, known: KnownSite, reason: str
):
    said = introduce(pair.public, code=code, site_code=pair.content.site_code)
    assert reason in pair.refusal(put(tmp_path, pair.seal(introduction=said).content), known)


def test_an_introduction_of_one_key_lets_no_other_sign(pair: Pair, tmp_path: Path):
    other = KeyStore.under(tmp_path).make()
    said = introduce(other, code=CODE, site_code=pair.content.site_code)
    refused = pair.refusal(put(tmp_path, pair.seal(introduction=said).content), KnownSite(code=CODE))
    assert "которого институт не знает" in refused


def test_a_package_of_an_unknown_key_without_introduction_is_refused(pair: Pair, tmp_path: Path):
    assert "ещё не известен" in pair.refusal(put(tmp_path, pair.seal().content), KnownSite(code=CODE))


# Corrections


@pytest.fixture
def later(tmp_path: Path) -> tuple[Pair, Content]:
    """A pair, and its report after a mark, a text and an event were changed."""
    folder = tmp_path / "site"
    folder.mkdir()
    db = copied_database(folder)
    made = fill(db)
    pair = pair_of(db, folder)
    _change(db, made)
    content = quarterly_report(db, Q1, former=pair.content.tables)
    db.close()
    return pair, content


def _change(db: Database, made: dict[str, int]) -> None:
    mark_attendance(db, made["event"], [Mark(made["trainee"], Presence.ABSENT, None)], actor=HEAD)
    save_report_text(db, Q1, "goal", "Первый абзац.\nСовсем другой абзац.", actor=HEAD)
    arrange.event(db, made["leader"], title="Ещё один семинар")


def test_a_correction_carries_changed_cells_and_leads_to_the_same_tables(later: tuple[Pair, Content], tmp_path: Path):
    pair, content = later
    first = pair.seal()
    correction = correction_of(content, pair.content.tables, former_id=first.id)
    assert correction.payload()["tables/attendance.csv"] == b"event,2\r\n1,a\r\n"
    assert "Первый" not in correction.payload()["tables/facts.csv"].decode()
    path = put(tmp_path, pair.seal(correction, serial=2).content)
    with pair.open(path, former={first.id: pair.content.tables}) as opened:
        assert same_tables(opened, content)
        assert opened.corrects == first.id


def test_what_became_empty_and_rows_that_are_gone_are_said(pair: Pair):
    def without(each: Laid) -> Laid:
        if each.table.name == "events":
            rows = [[*row[:9], None, *row[10:]] for row in each.table.rows]
        elif each.table.name == "attendance":
            rows = list(each.table.rows)[:1]
        else:
            rows = list(each.table.rows)
        return Laid(replace(each.table, rows=rows), each.layout)

    content = replace(pair.content, tables=tuple(map(without, pair.content.tables)))
    correction = correction_of(content, pair.content.tables, former_id="0" * 64)
    assert correction.payload()["tables/removed.csv"].decode().splitlines() == [
        "table,key,field", "attendance,1/3,", "events,1,outcome",
    ]  # fmt: skip


def test_a_correction_of_a_package_that_never_came_is_refused(later: tuple[Pair, Content], tmp_path: Path):
    pair, content = later
    correction = correction_of(content, pair.content.tables, former_id="a" * 64)
    assert "у института нет" in pair.refusal(put(tmp_path, pair.seal(correction, serial=2).content))


def test_a_correction_of_other_tables_than_it_was_made_for_is_refused(later: tuple[Pair, Content], tmp_path: Path):
    pair, content = later
    correction = correction_of(content, pair.content.tables, former_id="a" * 64)
    path = put(tmp_path, pair.seal(correction, serial=2).content)
    with pytest.raises(UserError, match="не подходят к пакету"), pair.open(path, former={"a" * 64: content.tables}):
        pass


def test_a_correction_of_nothing_is_empty(pair: Pair):
    assert laid_files(correction_of(pair.content, pair.content.tables, former_id="a" * 64).tables) == {}


@pytest.mark.parametrize("content", [b"", b"AGE-SECRET-KEY-1SHORT", b"age1public"])
def test_a_file_without_a_secret_key_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(UserError, match="нет секретного ключа"):
        opening.identity_from(put(tmp_path, content, "key.txt"))


def test_an_error_of_whoever_reads_is_not_taken_for_one_of_the_file(pair: Pair, tmp_path: Path):
    with pytest.raises(FileNotFoundError), pair.open(put(tmp_path, pair.seal().content)):
        (tmp_path / "missing").read_bytes()


def test_keys_of_the_age_program_open_and_are_opened(pair: Pair, tmp_path: Path):
    if shutil.which("age") is None:
        pytest.skip("age is not installed")
    made = subprocess.run(["age-keygen"], capture_output=True, encoding="utf-8", check=True).stdout
    key = put(tmp_path, made.encode(), "key.txt")
    recipient = re.findall("age1[0-9a-z]+", made)[0]
    target = io.BytesIO()
    age.decrypt(io.BytesIO(encrypted(b"text", recipient)), target, [opening.identity_from(key)])
    assert target.getvalue() == b"text"
