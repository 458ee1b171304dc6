"""«К сертификату»: the five requirements on the card, and how many are left."""

from models.rows.person_page import PlacePage
from models.rules.certificate_requirements import missing_words
from views.requirements.route import RequirementRoute
from views.states import State
from views.theme import ChipLook
from views.widgets.chip import Chip
from views.widgets.sheet import Sheet
from views.widgets.text import secondary
from views.workplace import Workplace


class RequirementsSheet(Sheet):
    """The route of five stops; what is missing leads to where it is mended."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.theme, "К сертификату")
        self.chip = Chip(workplace.theme)
        self.header.addWidget(self.chip)
        self.route = RequirementRoute(workplace, "card")
        self._none = secondary("Требования появятся, когда заявка будет принята и стажёр зачислен в поток.")
        self._none.setWordWrap(True)
        self.body.addWidget(self._none)
        self.body.addWidget(self.route)
        self.body.addStretch()

    def show_place(self, place: PlacePage, person_id: int) -> None:
        """Show the requirements of a person's place in a stream."""
        found = place.requirements
        self.chip.setVisible(bool(found))
        self._none.setVisible(not found)
        self.route.setVisible(bool(found))
        if found:
            is_done = all(each.is_met for each in found)
            look = ChipLook(State.DONE, "checkmark_circle") if is_done else ChipLook(State.ATTENTION, "")
            self.chip.show_look(look, missing_words(found))
        self.route.show_requirements(
            found, enrollment_id=place.place.id, stream_id=place.place.stream_id, person_id=person_id
        )
