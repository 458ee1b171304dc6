"""What rooms the section «Стажёры» has: how each is called, what it shows, where its way back leads."""

from typing import TYPE_CHECKING

from models.queries.certificate_ready import READ_TABLES
from views.places import Place
from views.rooms import Room
from views.trainees.card import TABLES as CARD_TABLES
from views.trainees.organizations_view import OrganizationsView
from views.trainees.register_view import TABLES as REGISTER_TABLES
from views.trainees.stream_page import StreamPage
from views.trainees.streams import StreamsView

if TYPE_CHECKING:
    from views.trainees.page import TraineesPage

HOME = "Стажёры"
"""The list, which every way back ends at."""
STREAM = "stream"
"""The room of one stream; the others are places of their own."""
CARD = "card"
"""The room of one person."""
PEOPLE_TABLES = frozenset(
    {"person", "organization", "municipality", "position", "enrollment", "stream", "role_assignment", "consent"}
)
"""Whom the section tells of: what its forms and lists are read from."""
LIST_TABLES = READ_TABLES | PEOPLE_TABLES
BATCH_TABLES = frozenset({"import_batch", *PEOPLE_TABLES})
STREAM_TABLES = frozenset({"stream", "program", "enrollment", "enrollment_order", "person", "role_assignment"})
_DIRECTORY_TABLES = frozenset(
    {
        "person",
        "person_alias",
        "person_apart",
        "organization",
        "organization_alias",
        "organization_apart",
        "municipality_spelling",
    }
)


def rooms_of(page: "TraineesPage") -> tuple[Room, ...]:
    """Every room of the section; a room asks the page for what stands in it when it is first entered."""
    home = (HOME, page.show_list)
    return (
        Room(
            key=Place.IMPORT,
            title=lambda: page.importing.title,
            crumb="загрузка списка",
            make=lambda: page.importing,
            above=home,
        ),
        Room(
            key=Place.BATCHES,
            title=lambda: "Загруженные списки",
            crumb="загрузки",
            make=lambda: page.batches,
            above=home,
            tables=BATCH_TABLES,
        ),
        Room(
            key=Place.STREAMS,
            title=lambda: "Потоки",
            crumb="потоки",
            make=lambda: page.streams,
            above=home,
            tables=STREAM_TABLES,
            new=StreamsView.write_new,
            tools=(page.buttons.stream,),
        ),
        Room(
            key=STREAM,
            title=lambda: page.stream.title,
            crumb="люди и приказы",
            make=lambda: page.stream,
            above=("Потоки", page.show_streams),
            tables=STREAM_TABLES,
            new=StreamPage.write_application,
            tools=(page.buttons.application,),
        ),
        Room(
            key=CARD,
            title=lambda: page.card.title,
            crumb="карточка",
            make=lambda: page.card,
            above=home,
            tables=CARD_TABLES,
        ),
        Room(
            key=Place.ORGANIZATIONS,
            title=lambda: "Организации",
            crumb="организации",
            make=lambda: page.organizations,
            above=home,
            tables=_DIRECTORY_TABLES,
            new=OrganizationsView.write_new,
            tools=(page.buttons.organization,),
        ),
        Room(
            key=Place.DUPLICATES,
            title=lambda: "Похожие карточки",
            crumb="похожие карточки",
            make=lambda: page.duplicates,
            above=home,
            tables=_DIRECTORY_TABLES,
        ),
        Room(
            key=Place.PERSONAL_DATA,
            title=lambda: "Журнал действий с персональными данными",
            crumb="журнал действий",
            make=lambda: page.register,
            above=home,
            tables=REGISTER_TABLES,
        ),
    )
