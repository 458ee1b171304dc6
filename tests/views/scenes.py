"""Every state of the window that is worth looking at: drawn by `make screens`, walked and measured by tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu

from models.commands.events import remove_event
from models.database import Database
from models.errors import UserError
from models.queries.events import event_choices, event_page
from models.queries.marks_grid import marks_grid
from models.queries.people import people_page
from models.queries.products import product_register
from models.rows.attachments import ProductPlace
from models.rows.codes import PlanItemStatus
from models.rows.people import PeopleFilter
from models.rows.plan_board import LineOrder
from models.rules.file_kinds import heic_refused, too_large
from models.rules.sheet_code import sheet_code
from tests.views.certificates.certificate_scenes import CERTIFICATES
from tests.views.diagnostics.diagnostics_scenes import DIAGNOSTICS
from tests.views.documents.document_scenes import DOCUMENTS
from tests.views.exchange.exchange_scenes import EXCHANGE
from tests.views.feedback.feedback_scenes import FEEDBACK
from tests.views.indicators.indicator_scenes import INDICATORS
from tests.views.journals import attach_everything, write_consultations, write_minutes
from tests.views.plan.rooms_arrange import ROOMS
from tests.views.preferences.form_scenes import FORMS
from tests.views.programs.program_scenes import PROGRAMS
from tests.views.reports.report_scenes import REPORTS
from tests.views.requirements.requirement_scenes import REQUIREMENTS
from tests.views.stage import LONG, Stage, press, type_text
from tests.views.trainees.arrange import write_list
from tests.views.trainees.card_scenes import CARDS
from tests.views.trainees.consent_scenes import (
    closed_fields,
    consent_form,
    consents_all,
    consents_expiring,
    consents_none,
    consents_withdrawn,
    register,
)
from tests.views.trainees.doubles import write_doubles, write_spelling, write_units
from tests.views.trainees.import_scenes import IMPORTS
from tests.views.trainees.roster_scenes import ROSTER
from tests.views.trainees.stream_people import empty_stream, fill_stream, free_a_place
from tests.views.works.works_scenes import WORKS
from views.events.events_import import EventsImport
from views.events.journals import Journal
from views.events.marks_import import MarksImport
from views.events.papers import journal_wishes, sheet_wishes
from views.papers.offer import offer
from views.papers.wish import PaperWish
from views.places import Consultation, Minutes, NewEvent, Place, PlanOf
from views.plan.placing import moved_by
from views.widgets.dialogs import Question

if TYPE_CHECKING:
    from views.events.page import EventsPage
    from views.overview.page import OverviewPage
    from views.plan.page import PlanPage
    from views.preferences.page import PreferencesPage
    from views.products.page import ProductsPage
    from views.trainees.organizations_view import OrganizationsView
    from views.trainees.page import TraineesPage
    from views.trainees.stream_page import StreamPage
    from views.trainees.streams import StreamsView


@dataclass(frozen=True, slots=True)
class Scene:
    """A state: on which site, and how to come to it from the first page."""

    name: str
    site: str
    show: Callable[[Stage], object]


def _search(field: QLineEdit) -> None:
    """Look for what nobody has written, without the wait for another letter."""
    type_text(field, "ъъъ")
    field.returnPressed.emit()


def _section(key: str, place: object = None) -> Callable[[Stage], object]:
    return lambda stage: stage.page(key, place)


# --------------------------------------------------------------------------------------------------------- overview


def _where_from(stage: Stage) -> None:
    cast("OverviewPage", stage.page("overview")).quarter.where_from.emit()


# ------------------------------------------------------------------------------------------------------------- plan


def _plan(stage: Stage) -> "PlanPage":
    return cast("PlanPage", stage.page("plan"))


def _plan_item(stage: Stage) -> None:
    page = _plan(stage)
    page.tree.select(lambda _line: True)
    line = page.tree.current_row()
    assert line is not None
    page.show_place(line.id)


def _plan_new_with_problems(stage: Stage) -> None:
    page = _plan(stage)
    page.primary_new()
    page.panel.save()


def _plan_nothing_found(stage: Stage) -> None:
    _search(_plan(stage).filters.search)


def _plan_amendment(stage: Stage) -> None:
    _plan(stage).main.click()


def _plan_as(view: str, show: "Callable[[PlanPage], object]" = lambda _page: None) -> Callable[[Stage], object]:
    """The plan looked at as a calendar or a timeline."""

    def scene(stage: Stage) -> None:
        page = _plan(stage)
        page.view_row.switch.findChild(QAbstractButton, f"segment-{view}").click()
        stage.settle()
        page.views.select(lambda line: line.status is PlanItemStatus.PLANNED)
        page.views.take_focus()
        show(page)
        stage.settle()

    return scene


def _plan_week(page: "PlanPage") -> None:
    page.view_row.modes.findChild(QAbstractButton, "segment-week").click()


def _plan_year(page: "PlanPage") -> None:
    page.kinds.findChild(QAbstractButton, "segment-year").click()


def _plan_moving(page: "PlanPage") -> None:
    """An item of the approved plan was carried on: the reason is asked."""
    page.views.select(lambda line: line.status is PlanItemStatus.PLANNED)
    shown = page.views.calendar.current()
    assert shown is not None
    page.views.moving.emit(moved_by(shown, 7))


def _plan_lost(page: "PlanPage") -> None:
    _search(page.filters.search)


def _plan_more(page: "PlanPage") -> None:
    page.filters.more.click()


def _plan_cell(stage: Stage) -> None:
    page = _plan(stage)
    page.tree.select(lambda line: line.status is PlanItemStatus.PLANNED)
    page.tree.edit_cell(LineOrder.DAY)


# ----------------------------------------------------------------------------------------------------------- events


def _events(stage: Stage) -> "EventsPage":
    return cast("EventsPage", stage.page("events"))


def _first_event(stage: Stage) -> int:
    workplace = stage.session.workplace
    assert workplace is not None
    return event_page(workplace.db)[0].id


def _attendance(stage: Stage) -> None:
    _events(stage).open_event(_first_event(stage))


def _facts(stage: Stage) -> None:
    page = _events(stage)
    page.open_event(_first_event(stage))
    page.attendance.show_side(facts=True)


def _event_panel(stage: Stage) -> None:
    _events(stage).change_event(_first_event(stage))


def _event_with_problems(stage: Stage) -> None:
    page = _events(stage)
    page.write_new()
    page.event_panel.save()


def _product_panel(stage: Stage) -> None:
    _events(stage).write_product(_first_event(stage))


def _events_nothing_found(stage: Stage) -> None:
    _search(_events(stage).log.bar.search)


# ------------------------------------------------------------------------------------- consultations, minutes, products


def _db(stage: Stage) -> Database:
    workplace = stage.session.workplace
    assert workplace is not None
    return workplace.db


def _journal(stage: Stage, journal: Journal) -> "EventsPage":
    page = _events(stage)
    page.journals.show_journal(journal)
    page.journals.take_focus()
    return page


def _consultations(stage: Stage) -> None:
    write_consultations(_db(stage))
    _journal(stage, Journal.CONSULTATIONS)


def _consultations_long(stage: Stage) -> None:
    written = write_consultations(_db(stage), topic=LONG)
    stage.page("events", Consultation(written[0]))


def _consultation_with_problems(stage: Stage) -> None:
    write_consultations(_db(stage))
    page = _journal(stage, Journal.CONSULTATIONS)
    page.primary_new()
    page.journals.consultations.panel.save()


def _minutes(stage: Stage) -> None:
    write_minutes(_db(stage))
    _journal(stage, Journal.MINUTES)


def _minutes_open(stage: Stage) -> None:
    stage.page("events", Minutes(write_minutes(_db(stage))[-1]))


def _minutes_long(stage: Stage) -> None:
    stage.page("events", Minutes(write_minutes(_db(stage), question=LONG)[-1]))


def _minutes_with_problems(stage: Stage) -> None:
    page = _journal(stage, Journal.MINUTES)
    page.primary_new()
    page.journals.minutes.editor.add_decision()
    page.journals.minutes.editor.save()


def _products(stage: Stage) -> "ProductsPage":
    return cast("ProductsPage", stage.page("products"))


def _product(stage: Stage) -> None:
    workplace = stage.session.workplace
    assert workplace is not None
    product_id = product_register(workplace.db)[0].id
    attach_everything(workplace.db, workplace.attachments, ProductPlace(product_id))
    _products(stage).open_record(product_id)


def _product_files(stage: Stage) -> None:
    _product(stage)
    panel = _products(stage).panel
    panel.files.refused.show_problems([("IMG_2.heic", heic_refused()), ("отчёт.exe", too_large())])
    panel.files.grid.setFocus()
    stage.settle()
    panel.area.verticalScrollBar().setValue(panel.area.verticalScrollBar().maximum())


def _product_with_problems(stage: Stage) -> None:
    page = _products(stage)
    page.write_new()
    page.panel.save()


def _products_nothing_found(stage: Stage) -> None:
    _search(_products(stage).register.bar.search)


def _marks_grid(stage: Stage) -> None:
    page = _events(stage)
    page.show_grid(event_choices(_db(stage)).streams[-1].id)


def _repeat(stage: Stage) -> None:
    page = _events(stage)
    page.repeat_event(_first_event(stage))
    type_text(page.repeat_panel.fields.editor("days"), "12.3, 21.3, 24.3–7.4")


def _repeat_with_problems(stage: Stage) -> None:
    page = _events(stage)
    page.repeat_event(_first_event(stage))
    page.repeat_panel.save()


def _guest(stage: Stage) -> None:
    _attendance(stage)
    _events(stage).enter_guest("Иванова Мария Петровна")


def _paper(stage: Stage, *wishes: PaperWish) -> None:
    workplace = stage.session.workplace
    assert workplace is not None
    stage.extra.append(offer(workplace, stage.page("events"), *wishes))


def _registration_sheet(stage: Stage) -> None:
    _paper(stage, *sheet_wishes(_first_event(stage), "Занятие без заготовки"))


def _event_journal(stage: Stage) -> None:
    _paper(stage, *journal_wishes(None, _db(stage).today()))


def _events_import(stage: Stage) -> None:
    page, leader = _events(stage), event_choices(_db(stage)).people[0].title
    path = stage.folder / "мероприятия.csv"
    rows = [
        "Дата;Тема;Формат;Минут;Ведущий;Участников;Примечание",
        f"07.10.2025;Игры на песке;семинар;90;{leader};12;",
        f"14.10.2025;Игры с водой;семинаррр;90;{leader};10;",
        "потом;Игры с ветром;семинар;90;Кто-то;8;",
        f"21.10.2025;{LONG};круглый стол;2 ч;{leader};30;",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    page.show_import(EventsImport())
    page.imports.open_file(path)


def _marks_import(stage: Stage) -> None:
    page, stream = _events(stage), event_choices(_db(stage)).streams[-1]
    grid = marks_grid(_db(stage), stream.id, start=date.min, end=date.max)
    days = [each.held_on for each in grid.events[:4]]
    rows = [f"ФИО;{';'.join(f'{day:%d.%m.%Y}' for day in days)};01.01.2020"]
    rows += [f"{' '.join(person[1:4])};+;н;у;щ;+" for person in grid.people[:3]]
    rows += [f"{' '.join(person[1:4])};+;н;+;+;" for person in grid.people[3:8]]
    path = stage.folder / "посещаемость.csv"
    path.write_text("\n".join([*rows, "Неизвестная Анна;+;+;+;+;+"]), encoding="utf-8")
    page.show_import(MarksImport(stream.id))
    page.imports.open_file(path)


def _sheet_code(stage: Stage) -> None:
    _palette(stage)
    type_text(stage.find(QLineEdit, "palette-field"), sheet_code(_first_event(stage)))


# --------------------------------------------------------------------------------------------------------- trainees


def _trainees(stage: Stage) -> "TraineesPage":
    return cast("TraineesPage", stage.page("trainees"))


def _person(stage: Stage) -> None:
    workplace = stage.session.workplace
    assert workplace is not None
    _trainees(stage).open_person(people_page(workplace.db, PeopleFilter())[0].id)


def _person_streams(stage: Stage) -> None:
    _person(stage)
    panel = _trainees(stage).panel
    panel.area.ensureWidgetVisible(panel.remove_button)


def _person_with_problems(stage: Stage) -> None:
    page = _trainees(stage)
    page.add_person()
    page.panel.save()


def _import(stage: Stage) -> None:
    path = write_list(stage.folder / "март.csv")
    _trainees(stage).load_file(path)


def _streams(stage: Stage) -> "StreamsView":
    page = _trainees(stage)
    page.show_streams()
    return page.streams


def _stream_panel(stage: Stage) -> None:
    view = _streams(stage)
    line = view.table.current_row()
    assert line is not None
    view.panel.change(line)


def _stream_room(stage: Stage) -> "StreamPage":
    press(_streams(stage).table, Qt.Key.Key_Return)
    stage.settle()
    return _trainees(stage).stream


def _stream_full(stage: Stage) -> "StreamPage":
    """A stream without a free place, and two applications beyond it."""
    db, room = _db(stage), _stream_room(stage)
    fill_stream(db, room.stream_id)
    stage.settle()
    room.filters.choose_quick("")
    stage.settle()
    return room


def _stream_waiting(stage: Stage) -> None:
    _stream_full(stage).filters.choose_quick("waiting")


def _stream_freed(stage: Stage) -> None:
    room = _stream_full(stage)
    free_a_place(_db(stage), room.stream_id)
    stage.settle()
    room.filters.choose_quick("applied")
    room.table.select_first()


def _stream_order(stage: Stage) -> None:
    room = _stream_full(stage)
    room.table.select_first()
    room.table.actions()[2].trigger()


def _stream_without_people(stage: Stage) -> None:
    page = _trainees(stage)
    page.show_stream(empty_stream(_db(stage)))


def _stream_with_problems(stage: Stage) -> None:
    panel = _streams(stage).panel
    panel.write_new()
    panel.save()


def _duplicates(stage: Stage) -> None:
    write_doubles(_db(stage))
    _trainees(stage).show_duplicates()


def _merged(stage: Stage) -> None:
    _duplicates(stage)
    stage.settle()
    stage.find(QAbstractButton, "segment-merged").click()


def _organizations(stage: Stage) -> "OrganizationsView":
    page = _trainees(stage)
    page.show_organizations()
    return page.organizations


def _organization_panel(stage: Stage) -> None:
    press(_organizations(stage).table, Qt.Key.Key_Return)


def _spellings(stage: Stage) -> None:
    write_spelling(_db(stage))
    _organizations(stage).show_spellings()


def _unit_spellings(stage: Stage) -> None:
    write_units(_db(stage))
    _organizations(stage)
    stage.find(QAbstractButton, "segment-units").click()


def _enroll(stage: Stage) -> None:
    page = _trainees(stage)
    page.table.selectAll()
    stage.settle()
    stage.find(QAbstractButton, "enroll").click()


def _stream_for_chosen(stage: Stage) -> None:
    _enroll(stage)
    menu = stage.app.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    menu.close()
    stage.window.activateWindow()  # the screenless platform forgets to
    stage.settle()


def _nobody_found(stage: Stage) -> None:
    _search(_trainees(stage).filters.search)


# ------------------------------------------------------------------------------------------------------------ shell


def _palette(stage: Stage) -> None:
    stage.page("overview")
    stage.session.window.open_palette()


def _palette_records(stage: Stage) -> None:
    _palette(stage)
    type_text(stage.find(QLineEdit, "palette-field"), "се")


def _palette_nothing(stage: Stage) -> None:
    _palette(stage)
    type_text(stage.find(QLineEdit, "palette-field"), "ъъъ")


def _keys(stage: Stage) -> None:
    stage.page("overview")
    stage.session.window.open_keys()


def _more(stage: Stage) -> None:
    workplace = stage.session.workplace
    assert workplace is not None
    stage.page("overview")
    remove_event(workplace.db, _first_event(stage), actor=workplace.actor())
    stage.settle()
    stage.session.window.open_more()


def _about(stage: Stage) -> None:
    _more(stage)
    stage.app.activePopupWidget().actions()[-1].trigger()
    stage.app.activePopupWidget().close()
    stage.settle()


def _undo_bar(stage: Stage) -> None:
    stage.page("overview")
    stage.session.messages.did("Пункт 2.3 убран из плана на I квартал 2026.")


def _refusal(stage: Stage) -> None:
    stage.page("plan")
    stage.session.messages.refuse(
        UserError("На диске не осталось места. Данные не изменены.", "Освободите место и повторите.")
    )


def _crash(stage: Stage) -> None:
    stage.page("overview")
    stage.session.stumbled.emit("marshrut 0.1.0\nbuiltins.ValueError\n  views/plan/page.py:1 _show")


def _cloud(stage: Stage) -> None:
    stage.page("overview")
    stage.session.warn_of_cloud()


def _question(stage: Stage) -> None:
    stage.page("plan")
    question = Question(
        stage.window,
        stage.session.theme,
        question="Утвердить план?",
        consequence="Утверждённый план меняется только с указанием причины.",
        verb="Утвердить",
    )
    stage.extra.append(question)
    question.show()


def _other_folder(stage: Stage) -> None:
    page = cast("PreferencesPage", stage.page("settings", "folder"))
    page.look.folder.consider(Path("/tmp/Новая папка"))


def _backups(stage: Stage) -> None:
    page = cast("PreferencesPage", stage.page("settings", "backups"))
    page.backups.make()
    stage.settle()
    page.backups.view.selectRow(0)


def _destroying(stage: Stage) -> None:
    from models.queries.people_names import people_by_name
    from models.rows.codes import ActKind
    from views.trainees.destroying import open_destroying

    page, workplace = stage.page("trainees"), stage.session.workplace
    assert workplace is not None
    person = people_by_name(workplace.db, "Агапитова")[0]
    stage.extra.append(open_destroying(workplace, person.id, ActKind.DESTROYED, page))
    stage.settle()


def _stay(_stage: Stage) -> None:
    """What the start shows."""


SCENES = (
    Scene("overview", "demo", _section("overview")),
    Scene("overview-where-from", "demo", _where_from),
    Scene("overview-long", "long", _section("overview")),
    Scene("first-run", "new", _section("overview")),
    Scene("plan", "demo", _section("plan")),
    Scene("plan-item", "demo", _plan_item),
    Scene("plan-problems", "demo", _plan_new_with_problems),
    Scene("plan-amendment", "demo", _plan_amendment),
    Scene("plan-nothing-found", "demo", _plan_nothing_found),
    Scene("plan-year", "demo", _section("plan", PlanOf("2025/26"))),
    Scene("plan-long", "long", _plan_item),
    Scene("plan-cell", "demo", _plan_cell),
    Scene("plan-calendar-month", "demo", _plan_as("calendar")),
    Scene("plan-calendar-week", "demo", _plan_as("calendar", _plan_week)),
    Scene("plan-calendar-moving", "demo", _plan_as("calendar", _plan_moving)),
    Scene("plan-calendar-nothing-found", "demo", _plan_as("calendar", _plan_lost)),
    Scene("plan-calendar-more", "demo", _plan_as("calendar", _plan_more)),
    Scene("plan-calendar-long", "long", _plan_as("calendar")),
    Scene("plan-week-long", "long", _plan_as("calendar", _plan_week)),
    Scene("plan-timeline", "demo", _plan_as("timeline")),
    Scene("plan-timeline-year", "demo", _plan_as("timeline", _plan_year)),
    Scene("plan-timeline-nothing-found", "demo", _plan_as("timeline", _plan_lost)),
    Scene("plan-timeline-long", "long", _plan_as("timeline")),
    Scene("plan-empty", "new", _section("plan")),
    *(Scene(name, site, show) for name, site, show in ROOMS),
    Scene("events", "demo", _section("events")),
    Scene("events-attendance", "demo", _attendance),
    Scene("events-facts", "demo", _facts),
    Scene("events-panel", "demo", _event_panel),
    Scene("events-new", "demo", _section("events", NewEvent())),
    Scene("events-problems", "demo", _event_with_problems),
    Scene("events-product", "demo", _product_panel),
    Scene("events-nothing-found", "demo", _events_nothing_found),
    Scene("events-long", "long", _section("events")),
    Scene("events-attendance-long", "long", _attendance),
    Scene("events-empty", "new", _section("events")),
    Scene("events-grid", "demo", _marks_grid),
    Scene("events-grid-long", "long", _marks_grid),
    Scene("events-grid-empty", "new", lambda stage: _events(stage).show_grid()),
    Scene("events-repeat", "demo", _repeat),
    Scene("events-repeat-problems", "demo", _repeat_with_problems),
    Scene("events-guest", "demo", _guest),
    Scene("events-paper", "demo", _registration_sheet),
    Scene("events-paper-journal", "demo", _event_journal),
    Scene("events-paper-refused", "new", _event_journal),
    Scene("events-import-begin", "demo", lambda stage: _events(stage).show_import(EventsImport())),
    Scene("events-import", "demo", _events_import),
    Scene("events-import-marks", "demo", _marks_import),
    Scene("palette-sheet-code", "demo", _sheet_code),
    Scene("consultations", "demo", _consultations),
    Scene("consultations-problems", "demo", _consultation_with_problems),
    Scene("consultations-long", "long", _consultations_long),
    Scene("consultations-empty", "new", lambda stage: _journal(stage, Journal.CONSULTATIONS)),
    Scene("minutes", "demo", _minutes),
    Scene("minutes-open", "demo", _minutes_open),
    Scene("minutes-problems", "demo", _minutes_with_problems),
    Scene("minutes-open-long", "long", _minutes_long),
    Scene("minutes-empty", "new", lambda stage: _journal(stage, Journal.MINUTES)),
    *(Scene(name, site, show) for name, site, show in DOCUMENTS),
    Scene("products", "demo", _section("products")),
    Scene("products-panel", "demo", _product),
    Scene("products-files", "demo", _product_files),
    Scene("products-problems", "demo", _product_with_problems),
    Scene("products-nothing-found", "demo", _products_nothing_found),
    Scene("products-panel-long", "long", _product),
    Scene("products-empty", "new", _section("products")),
    Scene("trainees", "demo", _section("trainees")),
    Scene("trainees-person", "demo", _person),
    Scene("trainees-person-streams", "demo", _person_streams),
    Scene("trainees-problems", "demo", _person_with_problems),
    Scene("consents-none", "demo", consents_none),
    Scene("consents-all", "demo", consents_all),
    Scene("consents-expiring", "demo", consents_expiring),
    Scene("consents-withdrawn", "demo", consents_withdrawn),
    Scene("consents-form", "demo", consent_form),
    Scene("consents-closed", "demo", closed_fields),
    Scene("register", "demo", register),
    Scene("trainees-nothing-found", "demo", _nobody_found),
    Scene("trainees-batches", "demo", lambda stage: _trainees(stage).show_batches()),
    Scene("trainees-long", "long", _section("trainees")),
    *(Scene(name, site, show) for name, site, show in ROSTER),
    *(Scene(name, site, show) for name, site, show in CARDS),
    Scene("trainees-enroll", "demo", _enroll),
    Scene("trainees-duplicates", "demo", _duplicates),
    Scene("trainees-merged", "demo", _merged),
    Scene("trainees-duplicates-none", "new", lambda stage: _trainees(stage).show_duplicates()),
    Scene("organizations", "demo", _organizations),
    Scene("organizations-panel", "demo", _organization_panel),
    Scene("organizations-spellings", "demo", _spellings),
    Scene("organizations-units", "demo", _unit_spellings),
    Scene("organizations-empty", "new", _organizations),
    Scene("organizations-long", "long", _organization_panel),
    Scene("streams", "demo", _streams),
    Scene("streams-panel", "demo", _stream_panel),
    Scene("stream-room", "demo", _stream_room),
    Scene("stream-full", "demo", _stream_full),
    Scene("stream-waiting", "demo", _stream_waiting),
    Scene("stream-freed", "demo", _stream_freed),
    Scene("stream-order", "demo", _stream_order),
    Scene("stream-nobody", "demo", _stream_without_people),
    Scene("streams-problems", "demo", _stream_with_problems),
    Scene("streams-for-chosen", "demo", _stream_for_chosen),
    Scene("streams-long", "long", _stream_panel),
    Scene("streams-empty", "new", _streams),
    Scene("trainees-empty", "new", _section("trainees")),
    Scene("import-begin", "demo", lambda stage: _trainees(stage).show_import()),
    Scene("import-preview", "demo", _import),
    *(Scene(name, site, show) for name, site, show in IMPORTS),
    *(Scene(name, site, show) for name, site, show in CERTIFICATES),
    *(Scene(name, site, show) for name, site, show in PROGRAMS),
    *(Scene(name, site, show) for name, site, show in DIAGNOSTICS),
    *(Scene(name, site, show) for name, site, show in WORKS),
    *(Scene(name, site, show) for name, site, show in FEEDBACK),
    *(Scene(name, site, show) for name, site, show in INDICATORS),
    *(Scene(name, site, show) for name, site, show in REQUIREMENTS),
    Scene("reports", "demo", _section("reports")),
    Scene("reports-empty", "new", _section("reports")),
    *(Scene(name, site, show) for name, site, show in REPORTS),
    Scene("exchange", "demo", _section("exchange")),
    Scene("exchange-empty", "new", _section("exchange")),
    *(Scene(name, site, show) for name, site, show in EXCHANGE),
    Scene("trainees-destroying", "demo", _destroying),
    Scene("settings-passport", "demo", _section("settings", "passport")),
    Scene("settings-team", "demo", _section("settings", "team")),
    Scene("settings-days-off", "demo", _section("settings", Place.DAYS_OFF)),
    *(Scene(name, site, show) for name, site, show in FORMS),
    Scene("settings-look", "demo", _section("settings", "folder")),
    Scene("settings-folder", "demo", _other_folder),
    Scene("settings-backups", "demo", _backups),
    Scene("settings-history", "demo", _section("settings", "history")),
    Scene("settings-new", "new", _section("settings", "passport")),
    Scene("palette", "demo", _palette),
    Scene("palette-records", "demo", _palette_records),
    Scene("palette-records-long", "long", _palette_records),
    Scene("palette-nothing-found", "demo", _palette_nothing),
    Scene("keys", "demo", _keys),
    Scene("more", "demo", _more),
    Scene("about", "demo", _about),
    Scene("undo-bar", "demo", _undo_bar),
    Scene("refusal", "demo", _refusal),
    Scene("crash", "demo", _crash),
    Scene("cloud", "demo", _cloud),
    Scene("question", "demo", _question),
    Scene("refused-damaged", "damaged", _stay),
    Scene("refused-foreign", "foreign", _stay),
    Scene("refused-newer", "newer", _stay),
    Scene("refused-lost", "lost", _stay),
    Scene("refused-closed", "closed", _stay),
)
