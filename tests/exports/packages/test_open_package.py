"""The open package of a period: what is in it, what must not be in it, and that others accept it."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import form_layouts
from exports.documents.report import REPORT
from exports.layout_edits import ACCEPTED, with_block
from exports.packages.bag import bag_bytes
from exports.packages.open_package import BuiltPackage, package_tables, write_open_package
from exports.packages.tables import tables_payload
from exports.packages.verify import verify_package
from models.commands.events import mark_attendance
from models.commands.indicators import set_indicator
from models.commands.plans import change_plan_item
from models.commands.products import add_product
from models.commands.report_life import ENDINGS, approve_report, reopen_report
from models.commands.reports import begin_report, save_report_text
from models.commands.roster import RosterSource, accept_roster
from models.commands.site_forms import adopt_forms
from models.database import Database
from models.errors import UserError
from models.queries.directory import ids_by_code
from models.queries.package import package_contents
from models.queries.report import report_data
from models.queries.report_versions import report_to_approve
from models.rows.codes import PlanItemStatus, PlanKind, Presence
from models.rows.events import Mark
from models.rows.form_draft import FormDraft
from models.rows.indicator_drafts import ValueDraft
from models.rows.plans import ProductDraft
from models.rows.report import ReportData
from models.rules.periods import parse_period
from models.schema.works import Certificate, FeedbackResponse, FeedbackSurvey
from tests.desktop.demo.made import Made, demo_site, opened
from tests.exports.documents.test_report_xlsx import facts_of, sheets_of
from tests.exports.packages.test_tables import judged
from tests.models.commands import arrange
from tests.models.make import HEAD, copied_database, count, go_to, run, store
from tests.models.queries.world import drawn_world

Q1 = parse_period("2026-Q1")
PHONE, SNILS, EMAIL = "+79001234567", "112-233-445 95", "kuznetsova@example.ru"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    folder = tmp_path / "data"
    folder.mkdir()
    database = copied_database(folder)
    yield database
    database.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def site(db: Database) -> dict[str, int]:
    """One trainee with everything that must not leave, and one of each thing that leaves."""
    arrange.fill_passport(db, address="г. Артём, ул. Примерная, 1")
    leader = arrange.person(db, "Ведущая", first_name="Ольга")
    person = arrange.trainee(
        "Кузнецова", "Мария", "Петровна", snils=SNILS, birth_date=date(1985, 3, 12), phone=PHONE, email=EMAIL,
        municipality="Уссурийский городской округ", category="высшая", experience_years=7,
    )  # fmt: skip
    accept_roster(
        db,
        arrange.sheet(person),
        source=RosterSource("список.xlsx", "0" * 64),
        actor=HEAD,
        consents_on=date(2026, 1, 9),
    )
    with db.reading() as session:
        sql = "SELECT id FROM person WHERE last_name = 'Кузнецова'"
        trainee = int(session.connection().exec_driver_sql(sql).scalar_one())
    stream = arrange.stream(db, leader, trainee)
    item = arrange.plan_item(db, arrange.plan(db), leader, expected_result="Сборник")
    event = arrange.event(db, leader, plan_item_id=item, stream_ids=[stream], outcome="Разобраны игры")
    mark_attendance(db, event, [Mark(trainee, Presence.PRESENT, 45)], actor=HEAD)
    return {"leader": leader, "trainee": trainee, "stream": stream, "item": item, "event": event}


def build(db: Database, folder: Path, *, checked: tuple[str, ...] = (), period: str = "2026-Q1") -> BuiltPackage:
    return write_open_package(
        db, parse_period(period), folder, actor=HEAD, program_version="0.1.0", surnames_checked=checked
    )


def unpacked(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    return folder / package.stem


def tables_of(package: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(package) as archive:
        return {
            Path(name).stem: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def register(db: Database) -> list[tuple[object, ...]]:
    with db.reading() as session:
        sql = "SELECT kind, period, serial, name, sha256, size, state FROM package ORDER BY id"
        return [tuple(row) for row in session.connection().exec_driver_sql(sql)]


# What others say of it


@pytest.fixture(scope="module")
def demo() -> Made:
    return demo_site()


def test_verify_accepts_it_and_counts_what_was_counted(db: Database, site: dict[str, int], out: Path) -> None:
    built = build(db, out)
    verified = verify_package(built.path)
    assert (verified.name, verified.sha256, verified.size) == (built.name, built.sha256, built.size)
    assert dict(verified.rows) == dict(built.counts)


def test_bagit_and_sha256sum_accept_the_demo_s_package(demo: Made, tmp_path: Path) -> None:
    bag = unpacked(demo.site.package.path, tmp_path)
    tool = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(bag)]
    assert subprocess.run(tool, capture_output=True, check=False).returncode == 0
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        tool = ["sha256sum", "-c", "--strict", "--quiet", manifest]
        assert subprocess.run(tool, cwd=bag, capture_output=True, check=False).returncode == 0
    (bag / "data/tables/events.csv").write_bytes(b"changed")
    tool[-1] = "manifest-sha256.txt"
    assert subprocess.run(tool, cwd=bag, capture_output=True, check=False).returncode != 0


def test_frictionless_finds_every_table_as_described(demo: Made, tmp_path: Path) -> None:
    data = unpacked(demo.site.package.path, tmp_path) / "data"
    assert judged(data) == []
    described = json.loads((data / "datapackage.json").read_text("utf-8"))
    lying = {path.name for path in (data / "tables").iterdir()}
    assert {Path(each["path"]).name for each in described["resources"]} == lying
    titles = [field["title"] for each in described["resources"] for field in each["schema"]["fields"]]
    assert all(re.search("[А-яЁё№]", title) for title in titles)


def test_bag_info_says_whose_and_of_when_it_is(db: Database, site: dict[str, int], out: Path) -> None:
    built = build(db, out)
    info = dict(verify_package(built.path).info)
    code = report_data(db, Q1).passport.site_code
    assert (info["Site-Code"], info["Period"], info["Serial"]) == (code, "2026-Q1", "1")
    assert info["Bag-Software-Agent"] == "marshrut 0.1.0"
    assert "trainees 1" in info["Counts"]
    assert "events 1" in info["Counts"]


@pytest.mark.parametrize("period", ["2026-Q1", "2026-H1", "2026", "2025/26", "2026-01-15..2026-03-20"])
def test_the_name_says_site_period_kind_and_serial(db: Database, site: dict[str, int], out: Path, period: str) -> None:
    built = build(db, out, period=period)
    written = period.replace("/", "-")
    assert re.fullmatch(rf"bez-koda-[0-9a-f]{{6}}_{written}_open-report_001", built.name)
    assert built.path == out / f"{built.name}.zip"


# The same data, other data


def test_the_same_data_twice_are_the_same_bytes_under_the_same_serial(
    db: Database, site: dict[str, int], out: Path
) -> None:
    first = build(db, out)
    content = first.path.read_bytes()
    first.path.unlink()
    second = build(db, out)
    assert (second.serial, second.is_new, second.sha256) == (1, False, first.sha256)
    assert second.path.read_bytes() == content
    assert len(register(db)) == 1


def test_the_register_says_what_was_built(db: Database, site: dict[str, int], out: Path) -> None:
    built = build(db, out)
    assert register(db) == [("open_report", "2026-Q1", 1, built.name, built.sha256, built.size, "built")]
    assert count(db, "package_content") == len(built.counts)


def test_changed_data_take_the_next_serial(db: Database, site: dict[str, int], out: Path) -> None:
    first = build(db, out)
    arrange.event(db, site["leader"], title="Ещё один семинар")
    second = build(db, out)
    assert (second.serial, second.is_new) == (2, True)
    assert second.name.endswith("_002")
    assert second.sha256 != first.sha256
    assert first.path.exists()
    assert [row[2] for row in register(db)] == [1, 2]


def test_each_period_counts_its_own_packages(db: Database, site: dict[str, int], out: Path) -> None:
    assert [build(db, out, period=each).serial for each in ("2026-Q1", "2026-Q2", "2026-Q1")] == [1, 1, 1]


def test_a_changed_name_changes_nothing(db: Database, site: dict[str, int], out: Path) -> None:
    first = build(db, out)
    run(db, "UPDATE person SET last_name = 'Иная', first_name = 'Вера', phone = NULL, name_key = 'инаявера'")
    second = build(db, out)
    assert (second.sha256, second.is_new) == (first.sha256, False)


def test_a_change_of_one_mark_is_seen(db: Database, site: dict[str, int], out: Path) -> None:
    first = build(db, out)
    mark_attendance(db, site["event"], [Mark(site["trainee"], Presence.PRESENT, 44)], actor=HEAD)
    assert build(db, out).sha256 != first.sha256


# Nobody's name, phone, СНИЛС or address leaves


def everything_in(package: Path, folder: Path) -> dict[str, str]:
    """All text a curious reader could get out of a package: raw, from the PDF and from every part of the XLSX."""
    raw = package.read_bytes()
    found = {"raw": raw.decode("utf-8", "replace"), "cp1251": raw.decode("cp1251", "replace")}
    found |= {"utf-16 even": raw.decode("utf-16-le", "replace"), "utf-16 odd": raw[1:].decode("utf-16-le", "replace")}
    data = unpacked(package, folder) / "data"
    done = subprocess.run(["pdftotext", "-layout", str(data / "report.pdf"), "-"], capture_output=True, check=True)
    found["pdf"] = done.stdout.decode("utf-8")
    done = subprocess.run(["pdfinfo", str(data / "report.pdf")], capture_output=True, check=True)
    found["pdfinfo"] = done.stdout.decode("utf-8")
    with zipfile.ZipFile(data / "report.xlsx") as book:
        found |= {f"xlsx {name}": book.read(name).decode("utf-8") for name in book.namelist()}
    return found


def traces(text: str, wanted: set[str]) -> int:
    """How many of these words a text holds, whatever case and ё; a number only, so that no output names anybody."""
    plain = text.casefold().replace("ё", "е")
    return sum(each.casefold().replace("ё", "е") in plain for each in wanted)


def secrets_of(db: Database) -> dict[str, set[str]]:
    with db.reading() as session:
        connection = session.connection()
        people = connection.exec_driver_sql("SELECT last_name, first_name, patronymic, phone, email FROM person").all()
        snils = connection.exec_driver_sql("SELECT snils, birth_date FROM person_restricted").all()
    phones = {row[3] for row in people if row[3]}
    return {
        "names": {part for row in people for part in row[:3] if part},
        "phones": phones | {each[2:] for each in phones} | {f"{each[5:8]}-{each[8:10]}-{each[10:]}" for each in phones},
        "e-mails": {row[4] for row in people if row[4]},
        "snils": {row[0] for row in snils} | {re.sub(r"\D", "", row[0]) for row in snils},
        "births": {row[1] for row in snils},
    }


def test_nothing_personal_of_the_demo_s_people_is_in_its_package(demo: Made, tmp_path: Path) -> None:
    with opened(demo) as db:
        secrets = secrets_of(db)
    texts = everything_in(demo.site.package.path, tmp_path)
    assert len(texts["pdf"]) > 5000
    assert {
        (place, kind): n for place, text in texts.items() for kind, of in secrets.items() if (n := traces(text, of))
    } == {}


def test_all_of_it_is_in_the_database(demo: Made) -> None:
    """The control: the search that finds nothing in the package finds everything where it is kept."""
    with opened(demo) as db:
        secrets = secrets_of(db)
    kept = demo.paths.database.read_bytes().decode("utf-8", "replace")
    assert len(secrets["names"]) > 100
    for kind in ("names", "e-mails", "births"):
        assert traces(kept, secrets[kind]) == len(secrets[kind])
    for kind, written in (("phones", r"\+7\d{10}"), ("snils", r"\d{3}-\d{3}-\d{3} \d\d")):
        stored = {each for each in secrets[kind] if re.fullmatch(written, each)}
        assert traces(kept, stored) == len(stored) >= 60


def test_what_the_site_wrote_into_its_form_of_the_report_is_searched_too(
    db: Database, site: dict[str, int], out: Path
) -> None:
    layout = with_block(REPORT.layout(), ACCEPTED, words="тел. +7 914 000-00-00", fields=frozenset())
    adopt_forms(db, [FormDraft(form="report", content=form_layouts.written(layout))], actor=HEAD)
    with pytest.raises(UserError, match="Печатная форма отчёта — телефон"):
        build(db, out)


def test_names_do_leave_with_the_report_that_stays_at_home(demo: Made) -> None:
    """The other control: extraction does see names where they are: the head's name on the site's own report."""
    with opened(demo) as db:
        data = report_data(db, demo.site.period)
    done = subprocess.run(["pdftotext", str(demo.site.report_pdf), "-"], capture_output=True, check=True)
    assert data.passport.head_name is not None
    assert traces(done.stdout.decode("utf-8"), {data.passport.head_name.split()[-1]}) == 1


def test_trainees_stand_by_code_with_what_may_stay(db: Database, site: dict[str, int], out: Path) -> None:
    tables = tables_of(build(db, out).path)
    assert tables["trainees"] == [
        {
            "code": f"С-{site['trainee']:05d}",
            "position": "воспитатель",
            "category": "highest",
            "education": "",
            "experience_years": "7",
            "oktmo": "05723000",
            "is_remote": "false",
        }
    ]
    assert tables["attendance"][0]["trainee"] == tables["enrollments"][0]["trainee"] == tables["trainees"][0]["code"]


# A name in a text that leaves


def in_event(column: str, db: Database, site: dict[str, int], text: str) -> None:
    run(db, f"UPDATE event SET {column} = ?", text)


def in_item(column: str, db: Database, site: dict[str, int], text: str) -> None:
    run(db, f"UPDATE plan_item SET {column} = ?", text)


def in_reason(db: Database, site: dict[str, int], text: str) -> None:
    said = arrange.item_draft(site["leader"], status=PlanItemStatus.CANCELLED, reason=text)
    change_plan_item(db, site["item"], said, actor=HEAD)


def in_report(db: Database, site: dict[str, int], text: str) -> None:
    save_report_text(db, Q1, "difficulties", text, actor=HEAD)


def in_site(column: str, db: Database, site: dict[str, int], text: str) -> None:
    run(db, f"UPDATE site SET {column} = ?", text)


def in_stream(db: Database, site: dict[str, int], text: str) -> None:
    run(db, "UPDATE stream SET title = ?", text)


def in_position(db: Database, site: dict[str, int], text: str) -> None:
    run(
        db,
        "UPDATE position SET title = ? WHERE id = (SELECT position_id FROM person WHERE id = ?)",
        text,
        site["trainee"],
    )


def in_product(column: str, db: Database, site: dict[str, int], text: str) -> None:
    draft = ProductDraft(title="Сборник", kind_id=1, made_on=date(2026, 2, 1))
    add_product(db, draft, actor=HEAD)
    run(db, f"UPDATE product SET {column} = ?", text)


def in_indicator(db: Database, site: dict[str, int], text: str) -> None:
    run(db, "UPDATE indicator SET title = ? WHERE id = 1", text)


def in_outcome_of_a_later_event(db: Database, site: dict[str, int], text: str) -> None:
    """Printed as the result of the item that was due in the quarter; no table of the quarter holds it."""
    arrange.event(db, site["leader"], plan_item_id=site["item"], held_on=date(2026, 4, 2), outcome=text)
    go_to(db, date(2026, 4, 2))


def in_event_of_another_quarter(db: Database, site: dict[str, int], text: str) -> None:
    """Printed as the event at which a product of the quarter was shown."""
    event = arrange.event(db, site["leader"], held_on=date(2025, 12, 2), title=text)
    draft = ProductDraft(title="Доклад", kind_id=1, made_on=date(2026, 2, 1), event_id=event, level="краевой")
    add_product(db, draft, actor=HEAD)


PLANTS: dict[str, Callable[[Database, dict[str, int], str], None]] = {
    "event title": partial(in_event, "title"),
    "event outcome": partial(in_event, "outcome"),
    "event materials": partial(in_event, "materials"),
    "event link": partial(in_event, "link"),
    "item title": partial(in_item, "title"),
    "item result": partial(in_item, "expected_result"),
    "item reason": in_reason,
    "report text": in_report,
    "site theme": partial(in_site, "theme"),
    "site full name": partial(in_site, "full_name"),
    "site short name": partial(in_site, "short_name"),
    "site address": partial(in_site, "address"),
    "site url": partial(in_site, "url"),
    "site goal": partial(in_site, "goal"),
    "site contract": partial(in_site, "contract_no"),
    "site order": partial(in_site, "status_order_no"),
    "stream title": in_stream,
    "own position": in_position,
    "product title": partial(in_product, "title"),
    "product publication": partial(in_product, "publication"),
    "product url": partial(in_product, "url"),
    "product level": partial(in_product, "level"),
    "indicator": in_indicator,
    "outcome of a later event": in_outcome_of_a_later_event,
    "event of another quarter": in_event_of_another_quarter,
}


@pytest.mark.parametrize("plant", PLANTS)
def test_a_name_in_any_text_stops_the_package(db: Database, site: dict[str, int], out: Path, plant: str) -> None:
    PLANTS[plant](db, site, "Выступила Мария Кузнецова")
    with pytest.raises(UserError) as refused:
        build(db, out)
    assert "имя человека" in str(refused.value)
    assert traces(str(refused.value), {"Кузнецова", "Мария"}) == 0
    assert (list(out.iterdir()), register(db)) == ([], [])


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("отзыв Кузнецовой М.П.", "имя человека"),
        ("КУЗНЕЦОВА МАРИЯ", "имя человека"),
        ("звонить 8 (900) 123-45-67", "телефон"),
        ("СНИЛС 11223344595", "СНИЛС"),
        ("писать на Kuznetsova@example.ru", "электронная почта"),
        ("Кузнецова вела занятие", "похоже на фамилию"),
    ],
)
def test_the_refusal_says_where_and_what_and_not_who(
    db: Database, site: dict[str, int], out: Path, text: str, word: str
) -> None:
    in_event("outcome", db, site, text)
    with pytest.raises(UserError) as refused:
        build(db, out)
    said = str(refused.value)
    assert f"Мероприятия, запись 1, «Результат» — {word}" in said
    assert traces(said, {"Кузнецов", "123", "95", "example"}) == 0
    assert refused.value.advice


def test_a_surname_that_was_looked_at_passes(db: Database, site: dict[str, int], out: Path) -> None:
    in_event("outcome", db, site, "Кузнецова гора в рисунках детей")
    assert build(db, out, checked=("Мероприятия, запись 1, «Результат»",)).is_new


def test_a_name_does_not_pass_for_a_surname(db: Database, site: dict[str, int], out: Path) -> None:
    in_event("outcome", db, site, "Мария Кузнецова")
    with pytest.raises(UserError, match="имя человека"):
        build(db, out, checked=("Мероприятия, запись 1, «Результат»",))


def test_a_surname_checked_in_one_place_is_not_checked_in_another(
    db: Database, site: dict[str, int], out: Path
) -> None:
    in_event("outcome", db, site, "Кузнецова гора")
    in_report(db, site, "Кузнецова гора")
    with pytest.raises(UserError, match="Тексты отчёта"):
        build(db, out, checked=("Мероприятия, запись 1, «Результат»",))


def test_a_district_is_no_trainee_of_its_name(db: Database, site: dict[str, int], out: Path) -> None:
    run(db, "UPDATE person SET last_name = 'Уссурийский' WHERE id = ?", site["leader"])
    assert build(db, out).is_new


def test_many_findings_are_counted_and_few_are_listed(db: Database, site: dict[str, int], out: Path) -> None:
    for _ in range(9):
        arrange.event(db, site["leader"], outcome="Мария Кузнецова")
    with pytest.raises(UserError, match="и ещё 4") as refused:
        build(db, out)
    assert str(refused.value).count("имя человека") == 5


# The tables agree with the report


def recounted(tables: dict[str, list[dict[str, str]]], data: ReportData) -> dict[str, int]:
    """Totals of the report from the CSV files alone."""

    def inside(day: str) -> bool:
        return bool(day) and data.period_start <= date.fromisoformat(day) <= data.period_end

    items = [
        row
        for row in tables["plan_items"]
        if (inside(row["due_to"]) or inside(row["postponed_to"])) and row["plan_kind"] != "roadmap"
    ]
    done = [row for row in items if row["status"] == "done"]
    visits = [row for row in tables["attendance"] if row["state"] in ("present", "remote")]
    trainees = {row["code"]: row for row in tables["trainees"]}
    people = {row["trainee"] for row in visits}
    streams = {row["uid"]: row for row in tables["streams"]}

    def ended(row: dict[str, str]) -> bool:
        return inside(row["left_on"] or streams[row["stream"]]["ends_on"])

    return {
        "planned": len(items),
        "done": len(done),
        "late": sum(row["done_on"] > (row["postponed_to"] or row["due_to"]) for row in done),
        "moved": sum(row["status"] == "postponed" for row in items),
        "cancelled": sum(row["status"] == "cancelled" for row in items),
        "events": len(tables["events"]),
        "unplanned_events": sum(not row["plan_item"] for row in tables["events"]),
        "minutes": sum(int(row["duration_min"]) for row in tables["events"]),
        "guests": sum(int(row["guests"]) for row in tables["events"]),
        "visits": len(visits),
        "unique_people": len(people),
        "municipalities": len({trainees[each]["oktmo"] for each in people} - {""}),
        "remote_people": sum(trainees[each]["is_remote"] == "true" for each in people),
        "completed": sum(row["status"] == "completed" and ended(row) for row in tables["enrollments"]),
        "expelled": sum(row["status"] == "expelled" and ended(row) for row in tables["enrollments"]),
        "products": len(tables["products"]),
    }


def check_agreement(tables: dict[str, list[dict[str, str]]], data: ReportData) -> None:
    counted = recounted(tables, data)
    assert counted == {name: getattr(data.totals, name) for name in counted}
    written = {row["code"]: float(row["value"]) if row["value"] else None for row in tables["figures"]}
    assert written == {
        each.name: None if (value := getattr(data.totals, each.name)) is None else pytest.approx(value)
        for each in fields(data.totals)
    }
    assert [(row["title"], row["fact"] and float(row["fact"])) for row in tables["indicators"]] == [
        (row.name, "" if row.fact is None else row.fact) for row in data.indicators
    ]
    assert {row["section"]: row["text"] for row in tables["report_texts"]} == dict(data.texts)


def test_the_tables_of_the_demo_agree_with_its_report(demo: Made) -> None:
    with opened(demo) as db:
        data = report_data(db, demo.site.period)
    check_agreement(tables_of(demo.site.package.path), data)


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_the_tables_of_any_site_agree_with_its_report(db: Database, tmp_path: Path, seed: int) -> None:
    drawn_world(db, seed)
    for code in ("2026-Q1", "2025/26", "2031-Q1"):
        rows, data = package_contents(db, parse_period(code))
        name = f"site_{data.period_code.replace('/', '-')}_open-report_001"
        payload = tables_payload(name, "Проба", package_tables(rows, data))
        path = tmp_path / f"{name}.zip"
        path.write_bytes(bag_bytes(name, payload, [("Site-Code", "site")]))
        verify_package(path)
        check_agreement(tables_of(path), data)


def test_an_event_of_a_road_map_is_planned_in_the_tables_too(db: Database, site: dict[str, int], out: Path) -> None:
    road_map = arrange.plan(db, kind=PlanKind.ROADMAP)
    item = arrange.plan_item(db, road_map, site["leader"])
    arrange.event(db, site["leader"], plan_item_id=item)
    check_agreement(tables_of(build(db, out).path), report_data(db, Q1))


def test_a_certificate_and_a_mean_with_endless_digits_do_no_harm(db: Database, site: dict[str, int], out: Path) -> None:
    with db.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM enrollment WHERE id = 1").scalar() == 1
    certificate = Certificate(
        uid=db.new_uid(), year=2026, reg_no=1, enrollment_id=1, issue_date=date(2026, 3, 31), hours=12, state="issued"
    )
    store(db, certificate, action="Сертификат")
    survey = store(db, FeedbackSurvey(stream_id=site["stream"], opened_on=date(2026, 3, 1)), action="Анкета")
    for no, score in enumerate((5, 4, 4)):
        answer = FeedbackResponse(survey_id=survey, token=str(no), answered_on=date(2026, 3, 2), tutor=score)
        store(db, answer, action="Ответ")
    tables = tables_of(build(db, out).path)
    written = {row["code"]: row["value"] for row in tables["figures"]}
    assert (written["certificates"], written["satisfaction"]) == ("1", "4.333333")


ODD = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=25)
@given(texts=st.lists(ODD, min_size=4, max_size=4))
def test_whatever_was_typed_the_package_is_canonical(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("typed")
    db = copied_database(folder)
    try:
        arrange.fill_passport(db)
        leader = arrange.person(db)
        event_id = arrange.event(db, leader)
        run(db, "UPDATE event SET outcome = ?, title = 'т' || ? WHERE id = ?", texts[0], texts[1], event_id)
        in_report(db, {}, texts[2])
        arrange.plan_item(db, arrange.plan(db), leader, expected_result=texts[3])
        rows, data = package_contents(db, Q1)
        name = "site_2026-Q1_open-report_001"
        payload = tables_payload(name, "Проба", package_tables(rows, data))
        (folder / f"{name}.zip").write_bytes(bag_bytes(name, payload, [("Site-Code", "site")]))
        verify_package(folder / f"{name}.zip")
    finally:
        db.close()
        shutil.rmtree(folder)


FIGURES = {
    "Пунктов плана на период": "planned",
    "— выполнено": "done",
    "— перенесено": "moved",
    "— отменено": "cancelled",
    "Проведено мероприятий": "events",
    "— посещений по спискам": "visits",
    "— участников без списка": "guests",
    "Разных участников по спискам": "unique_people",
    "Дошкольных организаций": "organisations",
    "Муниципалитетов": "municipalities",
    "Стажёров в потоках": "enrolled",
    "Готовых продуктов": "products",
}


def test_the_pdf_and_the_workbook_inside_say_the_same_figures(demo: Made, tmp_path: Path) -> None:
    with opened(demo) as db:
        totals = report_data(db, demo.site.period).totals
    data = unpacked(demo.site.package.path, tmp_path) / "data"
    summary = facts_of(sheets_of((data / "report.xlsx").read_bytes())["Сводка"])
    done = subprocess.run(["pdftotext", "-layout", str(data / "report.pdf"), "-"], capture_output=True, check=True)
    printed = done.stdout.decode("utf-8")
    for label, name in FIGURES.items():
        value = getattr(totals, name)
        assert summary[label] == value, label
        assert re.search(rf"{label}\s+{value}\b", printed), label


# A report that has been approved


def approve(db: Database, folder: Path) -> ReportData:
    report_id = begin_report(db, Q1, actor=HEAD)
    ready = report_to_approve(db, report_id, date(2026, 4, 3))
    approve_report(db, folder, ready, dict.fromkeys(ENDINGS, b"drawn"), actor=HEAD)
    return ready.data


def test_the_package_carries_the_report_as_it_was_approved_last(
    db: Database, site: dict[str, int], out: Path, tmp_path: Path
) -> None:
    in_report(db, site, "Карантин")
    share = ids_by_code(db, "indicator")["share_fop"]
    set_indicator(db, share, Q1.code, ValueDraft(value=60, target=75), actor=HEAD)
    first = build(db, out)
    assert (first.approved_on, dict(verify_package(first.path).info).get("Report-Approved-On")) == (None, None)
    approved = approve(db, tmp_path / "attachments")
    # What comes after the approval stays out of it, a correction that is only begun as well.
    arrange.event(db, site["leader"], title="Круглый стол")
    set_indicator(db, share, Q1.code, ValueDraft(value=61), actor=HEAD)
    reopen_report(db, 1, "Нашёлся круглый стол", actor=HEAD)
    in_report(db, site, "Карантина не было")
    second = build(db, out)
    assert (second.serial, second.approved_on) == (2, date(2026, 4, 3))
    assert dict(verify_package(second.path).info)["Report-Approved-On"] == "2026-04-03"
    tables = tables_of(second.path)
    figures = {row["code"]: row["value"] for row in tables["figures"]}
    assert (figures["events"], approved.totals.events, len(tables["events"])) == ("1", 1, 2)
    assert [row["text"] for row in tables["report_texts"]] == ["Карантин"]
    assert [row["fact"] for row in tables["indicators"] if row["code"] == "share_fop"] == ["60"]
    data = unpacked(second.path, tmp_path) / "data"
    assert facts_of(sheets_of((data / "report.xlsx").read_bytes())["Сводка"])["Проведено мероприятий"] == 1


# A place where nothing can be written


def test_a_folder_that_is_not_there_gets_nothing_and_registers_nothing(
    db: Database, site: dict[str, int], tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="нет"):
        build(db, tmp_path / "nowhere")
    assert register(db) == []
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("taken", ["{}.zip", "{}.zip.part"])
def test_a_name_that_is_taken_by_a_folder_registers_nothing(
    db: Database, site: dict[str, int], out: Path, taken: str
) -> None:
    name = build(db, out).name
    run(db, "DELETE FROM package")
    (out / f"{name}.zip").unlink()
    (out / taken.format(name)).mkdir()
    with pytest.raises(UserError, match="папка"):
        build(db, out)
    assert register(db) == []
    assert [path.name for path in out.iterdir()] == [taken.format(name)]


def test_a_full_disk_leaves_no_half_file_and_no_row(db: Database, site: dict[str, int], out: Path) -> None:
    """The limit on the size of a file stands for the disk: the package is larger, the database's log is not."""
    import resource
    import signal

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
        with pytest.raises(UserError, match="место"):
            build(db, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, former)
    assert (list(out.iterdir()), register(db)) == ([], [])


def test_a_register_that_refuses_takes_the_file_back(db: Database, site: dict[str, int], out: Path) -> None:
    with db.writing(action="Проба", actor=HEAD) as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON package_content BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(Exception, match="no"):
        build(db, out)
    assert (list(out.iterdir()), register(db)) == ([], [])


def test_a_site_without_a_passport_has_no_package(db: Database, out: Path) -> None:
    with pytest.raises(UserError, match="Паспорт"):
        build(db, out)
    assert list(out.iterdir()) == []
