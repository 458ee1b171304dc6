"""Every kind of sealed package: what travels, what stays at home, and what is not sent twice."""

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from exports.packages import carried_files
from exports.packages.full_copy import COPY_TABLES, DATABASE
from exports.packages.open_package import PersonalDataFoundError
from exports.packages.products import NEWS_TABLES, PRODUCT_TABLES
from exports.packages.sealing import Sealed
from exports.packages.wide import Laid, known_schema, schema_name
from models.commands.attachments import attach_file, say_who_is_shown
from models.commands.consents import give_consent, withdraw_consent
from models.commands.products import add_product
from models.database import open_database
from models.errors import UserError
from models.kept_files import content_path
from models.rows.attachments import EventPlace, NewFile, PersonPlace, Place, ProductPlace
from models.rows.codes import ConsentPurpose, FilePurpose, PackageKind, PackageState, PeopleShown
from models.rows.consents import ConsentDraft
from models.rows.plans import ProductDraft
from models.rules.periods import parse_period
from models.rules.person_code import person_code
from tests.exports.packages.outgoing import Site, invited
from tests.exports.packages.sealing import fill
from tests.models.commands import arrange
from tests.models.commands.graduates import SNILS, agreed, closed, dpp_program, dpp_stream, graduate
from tests.models.make import HEAD, copied_database, count
from tests.models.photos import photo

PDF = b"%PDF-1.4 a plan of a lesson\n%%EOF\n"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    db = copied_database(tmp_path)
    made = fill(db)
    found = invited(db, tmp_path)
    found.made.update(made)
    yield found
    db.close()


def keep(site: Site, place: Place, content: bytes, **said: object) -> int:
    """Attach a file and give the attachment's id."""
    attach_file(site.db, site.attachments, NewFile(content, **said), place=place, actor=HEAD)  # pyright: ignore[reportArgumentType] - test words
    with site.db.reading() as session:
        return int(session.connection().exec_driver_sql("SELECT max(id) FROM attachment").scalar_one())


def snapshot(site: Site, place: Place, *, people: PeopleShown = PeopleShown.NOBODY, size: int = 64) -> int:
    taken = keep(site, place, photo(size=(size, 48)), purpose=FilePurpose.PHOTO, caption="Игра")
    if people is not PeopleShown.UNCHECKED:
        say_who_is_shown(site.db, taken, people, actor=HEAD, person_ids=[site.made["trainee"]])
    return taken


def product(site: Site, **said: object) -> int:
    draft = {"title": "Конспект", "kind_id": 1, "made_on": date(2026, 2, 11), "event_id": site.made["event"]}
    return add_product(site.db, ProductDraft.model_validate(draft | said), actor=HEAD)


def inside(site: Site, sealed: Sealed) -> dict[str, bytes]:
    """Carried files by name, as ИРО unpacks them."""
    with site.open(sealed) as opened, zipfile.ZipFile(opened.file) as archive:
        folder = f"{opened.read.name}/data/files/"
        return {name.removeprefix(folder): archive.read(name) for name in archive.namelist() if folder in name}


@pytest.mark.parametrize("tables", [PRODUCT_TABLES, NEWS_TABLES, COPY_TABLES])
def test_the_schemas_of_packages_with_files_are_shipped(tables: tuple[Laid, ...]):
    assert known_schema(schema_name(tables)) == tables


def test_an_open_package_is_not_sealed(site: Site):
    with pytest.raises(UserError, match="не запечатывают"):
        site.seal(PackageKind.OPEN_REPORT)


# Lists and the sheet for ФРДО


def test_the_roster_names_trainees_and_its_bag_is_not_kept(site: Site):
    sealed = site.seal(PackageKind.ROSTER)
    assert {row[4] for row in site.received(sealed)["roster"]} == {"Кузнецова Анна", "Соловьёва Анна"}
    assert [path.suffix for path in sealed.path.parent.iterdir()] == [".age"]
    assert site.seal(PackageKind.ROSTER) == sealed._replace(is_new=False)


def test_the_sheet_for_frdo_is_noted_once_for_the_same_people(site: Site):
    dpp_stream(site.db, dpp_program(site.db), graduate(site.db, "Выпускницына", SNILS[0]))
    half = parse_period("2026-H1")
    sealed = site.seal(PackageKind.FRDO, period=half)
    assert inside(site, sealed)["frdo.xlsx"].startswith(b"PK")
    noted = count(site.db, "personal_data_event")
    assert site.seal(PackageKind.FRDO, period=half) == sealed._replace(is_new=False)
    assert count(site.db, "personal_data_event") == noted


def test_without_graduates_there_is_no_sheet_for_frdo(site: Site):
    with pytest.raises(UserError, match="некого"):
        site.seal(PackageKind.FRDO)


# Products and photos


def test_products_travel_with_their_files_and_photos_of_events(site: Site):
    made = product(site)
    keep(site, ProductPlace(made), PDF, name="План Кузнецовой.pdf")
    snapshot(site, EventPlace(site.made["event"]))
    snapshot(site, EventPlace(site.made["event"]), people=PeopleShown.UNCHECKED, size=80)
    sealed = site.seal(PackageKind.PRODUCTS)
    tables, files = site.received(sealed), inside(site, sealed)
    assert [row[1] for row in tables["products"]] == ["Конспект"]
    assert {(row[0], row[4]) for row in tables["files"]} == {("product", "application/pdf"), ("event", "image/jpeg")}
    assert {name: len(content) for name, content in files.items()} == {
        f"{row[2]}{'.pdf' if row[0] == 'product' else '.jpg'}": row[3] for row in tables["files"]
    }
    assert PDF in files.values()
    assert (sealed.stayed, sealed.counts["files"]) == (1, 2)


def test_files_that_the_institute_confirmed_travel_as_a_hash_only(site: Site):
    made = product(site)
    keep(site, ProductPlace(made), PDF)
    first = site.seal(PackageKind.PRODUCTS)
    site.say(first, PackageState.ACCEPTED)
    assert site.seal(PackageKind.PRODUCTS) == first._replace(is_new=False)
    other = product(site, title="Сценарий")
    keep(site, ProductPlace(other), PDF + b"another")
    keep(site, ProductPlace(other), PDF)
    second = site.seal(PackageKind.PRODUCTS)
    assert list(inside(site, second).values()) == [PDF + b"another"]
    assert len(site.received(second)["files"]) == 3
    whole = site.seal(PackageKind.PRODUCTS, whole=True)
    assert set(inside(site, whole).values()) == {PDF, PDF + b"another"}


def test_a_file_in_a_package_that_is_not_confirmed_travels_again(site: Site):
    keep(site, ProductPlace(product(site)), PDF)
    site.say(site.seal(PackageKind.PRODUCTS), PackageState.SENT)
    product(site, title="Ещё один")
    assert list(inside(site, site.seal(PackageKind.PRODUCTS)).values()) == [PDF]


def test_what_does_not_fit_goes_with_the_next_package(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(carried_files, "MOST_BYTES", len(PDF) + 3)
    made = product(site)
    keep(site, ProductPlace(made), PDF)
    keep(site, ProductPlace(made), PDF + b"another")
    first = site.seal(PackageKind.PRODUCTS)
    assert (first.stayed, len(inside(site, first))) == (1, 1)
    site.say(first, PackageState.ACCEPTED)
    monkeypatch.undo()
    second = site.seal(PackageKind.PRODUCTS)
    assert (second.stayed, list(inside(site, second).values())) == (0, [PDF + b"another"])


def test_a_file_that_is_gone_stays_away_and_a_damaged_one_is_told(site: Site):
    made = product(site)
    keep(site, ProductPlace(made), PDF)
    with site.db.reading() as session:
        digest = session.connection().exec_driver_sql("SELECT sha256 FROM attachment").scalar_one()
    place = content_path(site.attachments, digest)
    place.write_bytes(b"damaged")
    with pytest.raises(UserError, match="повреждён на диске"):
        site.seal(PackageKind.PRODUCTS)
    place.unlink()
    assert site.seal(PackageKind.PRODUCTS).stayed == 1


def test_a_trainees_work_and_a_signed_sheet_never_travel(site: Site):
    made = product(site)
    keep(site, ProductPlace(made), PDF)
    keep(site, PersonPlace(site.made["trainee"]), PDF)
    keep(site, EventPlace(site.made["event"]), PDF + b"sheet", purpose=FilePurpose.SIGNED_SHEET)
    sealed = site.seal(PackageKind.PRODUCTS)
    assert inside(site, sealed) == {}


def test_nothing_to_show_is_told(site: Site):
    with pytest.raises(UserError, match="ни готовых продуктов"):
        site.seal(PackageKind.PRODUCTS)


# News for the portal


def test_news_travel_with_the_pictures_that_may_be_published(site: Site):
    snapshot(site, EventPlace(site.made["event"]))
    snapshot(site, EventPlace(site.made["event"]), people=PeopleShown.NAMED, size=96)
    keep(site, EventPlace(site.made["event"]), PDF)
    sealed = site.seal(PackageKind.NEWS, events=(site.made["event"],))
    ((_uid, held_on, title, *_rest),) = site.received(sealed)["news"]
    assert (held_on, title) == (date(2026, 2, 10), "Семинар")
    assert (len(inside(site, sealed)), sealed.stayed) == (1, 1)


def test_news_that_name_a_trainee_are_refused_with_the_place(site: Site):
    leader = site.made["leader"]
    event = arrange.event(site.db, leader, title="Встреча", outcome="Выступила Кузнецова Анна")
    with pytest.raises(PersonalDataFoundError) as refused:
        site.seal(PackageKind.NEWS, events=(event,))
    assert refused.value.certain == (("Мероприятие 1 от 10.02.2026, «Результат»", "имя человека"),)
    assert count(site.db, "package") == 0


def test_a_doubtful_word_in_news_goes_once_it_was_looked_at(site: Site):
    event = arrange.event(site.db, site.made["leader"], title="Встреча", outcome="Поехали в Кузнецова")
    with pytest.raises(PersonalDataFoundError) as refused:
        site.seal(PackageKind.NEWS, events=(event,))
    assert site.seal(PackageKind.NEWS, events=(event,), surnames_checked=refused.value.doubtful).is_new


def test_news_of_nothing_are_refused(site: Site):
    with pytest.raises(UserError, match="Не выбрано"):
        site.seal(PackageKind.NEWS)


# The full copy


def test_the_full_copy_opens_as_a_database_of_the_program_with_all_files(site: Site, tmp_path: Path):
    keep(site, ProductPlace(product(site)), PDF)
    sealed = site.seal(PackageKind.FULL_COPY)
    files = inside(site, sealed)
    copy = tmp_path / "institute.db"
    copy.write_bytes(files.pop(DATABASE))
    assert list(files.values()) == [PDF]
    db = open_database(copy)
    assert (count(db, "person"), count(db, "event")) == (count(site.db, "person"), count(site.db, "event"))
    db.close()
    assert list((tmp_path / "backups").iterdir()) == []
    assert site.seal(PackageKind.FULL_COPY) == sealed._replace(is_new=False)


def test_files_of_a_confirmed_copy_do_not_travel_again(site: Site):
    keep(site, ProductPlace(product(site)), PDF)
    first = site.seal(PackageKind.FULL_COPY)
    site.say(first, PackageState.ACCEPTED)
    assert not site.seal(PackageKind.FULL_COPY).is_new
    product(site, title="Ещё один")
    assert list(inside(site, site.seal(PackageKind.FULL_COPY))) == [DATABASE]


def test_closed_fields_and_who_withdrew_are_not_in_the_full_copy(site: Site, tmp_path: Path):
    her = site.made["trainee"]
    agreed(site.db, her)
    closed(site.db, her, SNILS[0])
    closed(site.db, her, SNILS[1])
    keep(site, PersonPlace(her), PDF)
    given = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2026, 1, 12))
    withdraw_consent(site.db, give_consent(site.db, her, given, actor=HEAD), site.db.today(), actor=HEAD)
    files = inside(site, site.seal(PackageKind.FULL_COPY))
    copied = files.pop(DATABASE)
    assert files == {}
    for said in (*SNILS, "Кузнецова", "0700133"):
        assert said.encode() not in copied
    assert person_code(her).encode() in copied
    assert "Соловьёва".encode() in copied
