"""The invented site and three drawn by lot, with what a plain site has not: a file, its day, reports begun in it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

from models.commands.consents import give_consent, withdraw_consent
from models.commands.depersonalise import depersonalise
from models.commands.events import change_event, mark_attendance, remove_event
from models.commands.indicators import add_indicator, set_indicator
from models.commands.merge_people import merge_people
from models.commands.reports import begin_report, save_report_text
from models.database import Database, open_database
from models.identity import seeded_uids
from models.queries.directory import ids_by_code
from models.rows.codes import ConsentPurpose, Mode, Presence
from models.rows.consents import ConsentDraft
from models.rows.events import Mark
from models.rows.indicator_drafts import IndicatorDraft, ValueDraft
from models.rows.merge import MergeDraft
from models.rows.personal_acts import ActDraft
from models.rules.measures import Measure
from models.rules.periods import parse_period
from models.schema.programs import Enrollment
from models.schema.works import Certificate, FeedbackResponse, FeedbackSurvey
from tests.desktop.demo.made import demo_site
from tests.models.commands import arrange
from tests.models.make import HEAD, clock, copied_database, go_to, run, store
from tests.models.queries.world import drawn_world

WITHDRAWN = "Жемчугова"
DEMO_DAY = date(2026, 3, 13)


class Site(NamedTuple):
    """Where a file lies, which day it is there, the periods whose reports have been begun."""

    name: str
    folder: Path
    today: date
    periods: Sequence[str]
    withdrawn: str | None = None
    """The code of somebody whose name stands in a text and must not be printed."""

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "marshrut.db"

    def opened(self) -> Database:
        """The file on its day."""
        db = open_database(self.file, clock=clock(), uids=seeded_uids(3))
        go_to(db, self.today)
        return db


def the_demo(folder: Path) -> Site:
    """The invented site."""
    site = Site("demo", folder, DEMO_DAY, ("2025-Q4", "2025/26"))
    copyfile(demo_site(DEMO_DAY).paths.database, site.file)
    db = site.opened()
    for code in site.periods:
        begin_report(db, parse_period(code), actor=HEAD)
    db.close()
    return site


def drawn(folder: Path, seed: int, today: date, periods: Sequence[str]) -> Site:
    """A site by lot, and in it the hard cases: see the steps."""
    db = copied_database(folder)
    drawn_world(db, seed)
    go_to(db, today)
    for code in periods:
        begin_report(db, parse_period(code), actor=HEAD)
    _indicate(db, periods)
    code = _add_people(db, today)
    _add_limits(db)
    _write(db, periods)
    db.close()
    return Site(f"seed {seed}", folder, today, periods, code)


def _indicate(db: Database, periods: Sequence[str]) -> None:
    """Keyed-in figures of quarters and of the period itself, a big one, one of the site's own, one hidden."""
    ids = ids_by_code(db, "indicator")
    for quarter, share, notes in (("2025-Q4", 55.5, 1), ("2026-Q1", 60, 2), ("2026-Q2", None, 3)):
        set_indicator(db, ids["share_fop"], quarter, ValueDraft(value=share, target=75), actor=HEAD)
        set_indicator(db, ids["analytical_note"], quarter, ValueDraft(value=notes, target=4), actor=HEAD)
    grant = add_indicator(db, IndicatorDraft(title="Грант", unit="руб.", target=200_000), actor=HEAD)
    set_indicator(db, grant, periods[0], ValueDraft(value=123_456.75), actor=HEAD)
    own = IndicatorDraft(title="Посещения на расстоянии", unit="чел.", measure=Measure.VISITS, mode=Mode.REMOTE)
    add_indicator(db, own, actor=HEAD)
    run(db, "UPDATE indicator SET is_hidden = 1 WHERE code = 'share_parents'")


def _add_people(db: Database, today: date) -> str:
    """Two cards of one person, somebody depersonalised, somebody who withdrew and is named in a title."""
    nowhere = arrange.organization(db, "Сад у мыса", oktmo=None, is_remote=True)
    twins = [arrange.person(db, "Близнецова", at=nowhere, patronymic=each) for each in ("Ивановна", None)]
    gone = arrange.person(db, "Обезличина", at=nowhere)
    her = arrange.person(db, WITHDRAWN, first_name="Эсфирь", patronymic="Львовна", at=nowhere)
    leader = arrange.person(db, "Ведущая", at=nowhere)
    day = date(2026, 1, 15)
    said = {"held_on": day, "mode": Mode.MIXED, "materials": "запись\n\tи слайды"}
    lesson = arrange.event(db, leader, title=f"Беседа: {WITHDRAWN} Э. Л. о речи", **said)
    mark_attendance(db, lesson, [Mark(each, Presence.PRESENT) for each in (*twins, gone, her)], actor=HEAD)
    remote = arrange.event(db, leader, title="Чат", held_on=day, mode=Mode.REMOTE, duration_min=50)
    mark_attendance(db, remote, [Mark(each, Presence.REMOTE) for each in (twins[0], her)], actor=HEAD)
    merge_people(db, *twins, MergeDraft(), actor=HEAD)
    act = ActDraft(number="1", dated_on=day, basis="заявление", commission=("Петрова Мария",))
    depersonalise(db, gone, act, actor=HEAD)
    signed = ConsentDraft(purpose=ConsentPurpose.PROCESSING, signed_on=date(2025, 9, 1))
    withdraw_consent(db, give_consent(db, her, signed, actor=HEAD), date(2026, 1, 20), actor=HEAD)
    # Held on another day than was planned; one that fell out; one that is only written down; one nobody was marked at.
    moved = arrange.event(db, leader, title="Круглый стол", held_on=date(2025, 12, 31), total_external=1234)
    draft = arrange.event_draft(leader, title="Круглый стол", held_on=date(2026, 1, 1), total_external=1234)
    change_event(db, moved, draft, actor=HEAD)
    remove_event(db, arrange.event(db, leader, title="Выпавшее", held_on=day), actor=HEAD)
    arrange.event(db, leader, title="Впереди", held_on=date(2032, 1, 1), total_external=9)
    arrange.event(db, leader, title="Без отметок", held_on=day)
    return f"С-{her:05d}"


def _add_limits(db: Database) -> None:
    """Done on the very day; gone after the end of a stream; a duplicate; asked before she was let in; both links."""
    leader, *others = (arrange.person(db, f"Крайнева{letter}") for letter in "абвг")
    day = date(2026, 1, 15)
    item = arrange.plan_item(db, arrange.plan(db), leader, due_from=day, due_to=day, expected_result="Ожидали")
    said = {"materials": "Материалы", "link": "https://example.ru", "outcome": "Вышло"}
    arrange.event(db, leader, plan_item_id=item, held_on=day, **said)
    run(db, "UPDATE plan_item SET status = 'done', reason = 'Вовремя' WHERE id = ?", item)
    past = {"starts_on": date(2025, 9, 1), "ends_on": date(2025, 11, 30)}
    for number, (other, left) in enumerate(zip(others, ("2026-02-02", "2025-11-30"), strict=False), start=1):
        stream = arrange.stream(db, leader, other, title=f"Прошлый {number}", **past)
        run(db, "UPDATE enrollment SET status = 'expelled', left_on = ? WHERE stream_id = ?", left, stream)
    place = Enrollment(stream_id=stream, person_id=others[2], status="completed", left_on=past["ends_on"])
    papers = {"year": 2025, "enrollment_id": store(db, place, action="Место"), "hours": 12, "state": "issued"}
    first = Certificate(uid=db.new_uid(), reg_no=901, issue_date=past["ends_on"], **papers)
    again = {"duplicate_of_id": store(db, first, action="Сертификат"), "issue_date": date(2026, 2, 3)}
    store(db, Certificate(uid=db.new_uid(), reg_no=902, **papers, **again), action="Дубликат")
    asked = arrange.stream(db, leader, others[0])
    store(db, Enrollment(stream_id=asked, person_id=others[1], status="applied"), action="Заявка")
    survey = store(db, FeedbackSurvey(stream_id=asked, opened_on=day), action="Анкета")
    for token, mark in (("а", 9), ("б", 7), ("в", None)):
        said = {"answered_on": date(2026, 2, 1), "tutor": 5, "materials": 3, "nps": mark}
        store(db, FeedbackResponse(survey_id=survey, token=f"край {token}", **said), action="Ответ")


def _write(db: Database, periods: Sequence[str]) -> None:
    arrange.fill_passport(db, goal="Цель: речь и игра", inn="2536178800")
    for section, text in (("tasks", "Задача одна"), ("difficulties", "Карантин\nв январе"), ("next_tasks", "Дальше")):
        save_report_text(db, parse_period(periods[0]), section, text, actor=HEAD)
