"""The blank forms that kindergartens fill in: what the lists of their columns hold."""

from models.database import Database
from models.queries.people import person_choices
from models.queries.site_papers import read_passport
from models.rows.codes import Category, Education
from models.rows.intake_print import IntakePaper


def intake_paper(db: Database) -> IntakePaper:
    """Blank forms of the site; raises UserError while its passport is not filled."""
    choices = person_choices(db)
    with db.reading() as session:
        passport, signatures = read_passport(session, db.today())
    return IntakePaper(
        passport=passport,
        signatures=signatures,
        positions=tuple(position.title for position in choices.positions),
        municipalities=tuple(unit.title for unit in choices.municipalities),
        categories=tuple(category.label for category in Category),
        educations=tuple(education.label for education in Education),
    )
