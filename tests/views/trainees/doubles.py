"""A site where some came twice: trainees with two cards, a kindergarten under two spellings, units written oddly."""

from models.commands.merge_people import merge_people
from models.commands.organizations import spell_municipality
from models.commands.site import add_organization, add_person
from models.database import Database
from models.queries.organizations import organization_lines
from models.queries.people import people_page
from models.rows.merge import MergeDraft
from models.rows.organizations import SpellingDraft
from models.rows.people import PeopleFilter, PersonLine
from models.rows.site import OrganizationDraft, PersonDraft
from tests.models.make import HEAD


def write_doubles(db: Database) -> None:
    """Two trainees get a second card in another organisation, a third had one that was merged."""
    first, second, third = people_page(db, PeopleFilter(), limit=3)
    _second_card(db, first, phone="+79001112233")
    _second_card(db, second, email="second@example.ru")
    merge_people(db, third.id, _second_card(db, third), MergeDraft(), actor=HEAD)


def write_spelling(db: Database) -> None:
    """A kindergarten of the directory stands there under a second spelling too."""
    known = next(line for line in organization_lines(db) if any(sign.isdigit() for sign in line.short_name))
    number = "".join(sign for sign in known.short_name if sign.isdigit())
    add_organization(db, OrganizationDraft(short_name=f"Д/с {number}", contact="заведующий"), actor=HEAD)


def write_units(db: Database) -> None:
    """Two spellings of municipal units that a person explained."""
    for words, unit in (("Артёмка", 1), ("г. Владик", 2)):
        spell_municipality(db, SpellingDraft(spelling=words, municipality_id=unit), actor=HEAD)


def _second_card(db: Database, line: PersonLine, **said: object) -> int:
    place = next(each.id for each in organization_lines(db) if each.short_name != line.organization)
    names = {"last_name": line.last_name, "first_name": line.first_name, "patronymic": line.patronymic}
    draft = PersonDraft.model_validate({"position_id": 2, "organization_id": place} | names | said)
    return add_person(db, draft, actor=HEAD)
