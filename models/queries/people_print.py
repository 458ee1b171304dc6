"""The list of trainees as a paper: nobody who withdrew her consent is in it (152-ФЗ, domain.md §3.7)."""

from collections.abc import Sequence
from itertools import count

from models.database import Database
from models.queries.people import people_page
from models.queries.site_papers import read_passport
from models.queries.spoken_of import speaks_by_code
from models.rows.people import PeopleGrouping, PersonLine, group_title
from models.rows.people_print import PeoplePaper, PeopleWish, PrintedPerson
from models.rules.shown import show_phone

_EVERYBODY = 1_000_000


@speaks_by_code
def people_paper(db: Database, wish: PeopleWish) -> PeoplePaper:
    """The list that is wished for; raises UserError while the site's passport is not filled."""
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
    asked = people_page(
        db, wish.wanted, sort=wish.sort, descending=wish.descending, grouping=wish.grouping, limit=_EVERYBODY
    )
    meant = [line for line in asked if not wish.person_ids or line.id in wish.person_ids]
    shown = [line for line in meant if line.may_leave]
    return PeoplePaper(
        passport=passport,
        signatures=signatures,
        printed_on=db.today(),
        columns=tuple(column.value for column in wish.columns),
        is_grouped=wish.grouping is not None,
        left_out=len(meant) - len(shown),
        lines=_printed(shown, wish.grouping),
    )


def _printed(lines: Sequence[PersonLine], grouping: PeopleGrouping | None) -> tuple[PrintedPerson, ...]:
    numbers = count(1)
    return tuple(
        PrintedPerson(
            number=next(numbers),
            name=line.full_name,
            position=line.position,
            organization=line.organization,
            municipality=line.municipality,
            stream=line.streams,
            phone=show_phone(line.phone) if line.phone else None,
            email=line.email,
            status=line.status.label if line.status is not None else None,
            category=line.category.label if line.category is not None else None,
            experience=line.experience_years,
            consent=line.consent_on,
            group="" if grouping is None else group_title(line, grouping),
        )
        for line in lines
    )
