"""The card beside the list: shown, followed by the arrows, stored and removed."""

from functools import cached_property, partial

from PySide6.QtCore import QObject, QRect

from models.commands.people import add_trainee, change_trainee, remove_trainees
from models.queries.people import person_card, person_choices
from models.queries.streams import person_places
from models.rows.people import PersonLine
from models.rules.words import counted
from views.drafts import kept_drafts
from views.jobs import Job
from views.trainees.people_list import PeopleList
from views.trainees.person_panel import NEW_PERSON, PersonPanel
from views.workplace import Workplace
from views.writing import write

_DRAFTS = "person"
"""Under which name the drafts of the panel are kept."""


class PersonCards(QObject):
    """Keeps the panel and the list in step; the panel is made when the first card is opened."""

    def __init__(self, workplace: Workplace, people: PeopleList) -> None:
        super().__init__(people)
        self._workplace = workplace
        self._people = people
        people.current_changed.connect(self._on_current)
        people.chosen.removing.connect(self.remove)
        people.table.show_drafts(frozenset(kept_drafts(workplace.data_folder, _DRAFTS)))

    @cached_property
    def panel(self) -> PersonPanel:
        """The card."""
        db, people = self._workplace.db, self._people
        made = PersonPanel(self._workplace, lambda person_id: person_places(db, person_id), people.files.progress)
        made.streams.enrolling.connect(self._on_enroll)
        made.streams.expelling.connect(people.chosen.enrolling.expel)
        made.streams.leaving.connect(self._on_leave)
        made.offer(person_choices(db))
        made.saving.connect(self._on_saving)
        made.removing.connect(self._on_remove)
        made.whole_wanted.connect(people.chosen.card_wanted)
        made.drafts_changed.connect(lambda: people.table.show_drafts(made.drafts))
        people.split.hold(made)
        made.keep_drafts(self._workplace.data_folder, _DRAFTS)
        return made

    @property
    def open_panel(self) -> PersonPanel | None:
        """The panel while a card stands in it."""
        return self.panel if "panel" in self.__dict__ and self.panel.is_open else None

    def show_card(self, person_id: int, *, focus: bool = True) -> None:
        """Show a person's card; one that was removed meanwhile changes nothing."""
        if (card := person_card(self._workplace.db, person_id)) is not None:
            self.panel.show_card(card, focus=focus)

    def offer_anew(self) -> None:
        """Offer the positions and organisations that there are now."""
        if "panel" in self.__dict__:
            self.panel.offer(person_choices(self._workplace.db))

    def show_streams(self) -> None:
        """Show the streams of the person whose card is open anew."""
        if (panel := self.open_panel) is not None:
            panel.show_streams()

    def remove(self, ids: list[int]) -> None:
        """Remove these cards."""
        messages, panel = self._workplace.messages, self.open_panel
        if panel is not None and panel.key in ids:
            panel.drop()
        words = "Стажёр убран" if len(ids) == 1 else f"Убрано: {counted(len(ids), 'карточка', 'карточки', 'карточек')}"
        write(
            self._workplace,
            lambda db, actor: remove_trainees(db, ids, actor=actor),
            lambda _none: messages.did(words, undo=True),
        )

    def _on_remove(self, person_id: int) -> None:
        self.remove([person_id])

    def _on_current(self, line: PersonLine | None) -> None:
        panel = self.open_panel
        if line is not None and panel is not None and not panel.is_changed() and panel.key != line.id:
            self.show_card(line.id, focus=False)

    def _on_enroll(self, beside: QRect) -> None:
        if isinstance(self.panel.key, int):
            self._people.chosen.enrolling.ask([self.panel.key], beside)

    def _on_leave(self, stream_id: int, title: str) -> None:
        if isinstance(self.panel.key, int):
            self._people.chosen.enrolling.leave(stream_id, title, [self.panel.key])

    def _on_saving(self, key: object) -> None:
        drafted = self.panel.draft()
        if drafted is None:
            return
        draft, place = drafted
        db, actor = self._workplace.db, self._workplace.actor()
        if key == NEW_PERSON:
            job: Job[int | None] = Job(lambda _progress: add_trainee(db, draft, actor=actor, place=place))
            job.done.connect(self._on_added)
        else:
            person_id = int(str(key))
            job = Job(lambda _progress: change_trainee(db, person_id, draft, actor=actor, place=place))
            job.done.connect(partial(self._on_stored, person_id))
        job.refused.connect(self._workplace.messages.refuse)
        self.panel.storing(job)
        self._workplace.jobs.start(job)

    def _on_added(self, person_id: int) -> None:
        self.panel.saved(NEW_PERSON, became=person_id, close=True)
        if not self._people.go_to(person_id):
            self._people.wanted_id = person_id
        self._workplace.messages.did("Стажёр добавлен", undo=True)

    def _on_stored(self, person_id: int, _none: object) -> None:
        self.panel.saved(person_id, close=True)
        self._workplace.messages.did("Карточка сохранена", undo=True)
