"""The section «Обзор» as a person sees it. Today is 23 March 2026."""

import itertools
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.commands.documents import add_document
from models.commands.routes import add_step
from models.commands.site import add_organization, add_person, save_site
from models.database import Actor, Database
from models.queries.certificate_progress import certificate_progress
from models.queries.overview import attention
from models.queries.plan_board import plan_board
from models.queries.reports import package_list
from models.queries.routes import stream_routes
from models.queries.streams import stream_lines
from models.rows.document_card import DocumentDraft
from models.rows.documents import DocumentState
from models.rows.overview import Attention
from models.rows.routes import StepDraft
from models.rows.site import OrganizationDraft, PersonDraft, SiteDraft
from models.rules.document_kit import KIT
from models.rules.periods import parse_period
from models.rules.words import file_size
from tests.models.commands import arrange
from tests.models.make import HEAD, make_person, make_plan, make_plan_item, run
from tests.models.queries.ready import ready_people
from tests.views.plan.arrange import Heard
from views.overview.page import OverviewPage
from views.overview.rows import LinkRow
from views.places import DocumentsIn, InStream, IssueTo, NewEvent, OneCard, Place, PlanOf

Open = Callable[..., OverviewPage]


def _item(db: Database, number: str) -> int:
    return next(line.id for line in plan_board(db, parse_period("2026-Q1")).lines if line.number == number)


def _words(widget: QWidget) -> str:
    labels = widget.findChildren(QLabel)
    return "\n".join(each.text() for each in labels if each.isVisibleTo(widget)).replace("\N{NO-BREAK SPACE}", " ")


def _button(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


# --- the board


def test_the_heading_says_the_day_and_what_is_left_of_the_quarter(site: Database, open_page: Open) -> None:
    page = open_page(site)
    assert page.heading == "Понедельник, 23\N{NO-BREAK SPACE}марта"
    assert "до конца 8 дней · отчёт в ИРО до 5 апреля" in _words(page)


def test_an_overdue_gathering_leads_to_its_fact(site: Database, open_page: Open, heard: Heard, qtbot: QtBot) -> None:
    page = open_page(site)
    assert "Пункт 4.9 · срок был 20 марта · факт не внесён" in _words(page.attention)
    qtbot.mouseClick(_button(page.attention, "attention-0"), Qt.MouseButton.LeftButton)
    assert heard.went == [("events", NewEvent(plan_item_id=_item(site, "4.9")))]


def test_the_coming_quarter_asks_for_its_plan(site: Database, open_page: Open, heard: Heard, qtbot: QtBot) -> None:
    page = open_page(site)
    assert "План на II квартал 2026 ещё не начат" in _words(page.attention)
    qtbot.mouseClick(_button(page.attention, "attention-1"), Qt.MouseButton.LeftButton)
    assert heard.went == [("plan", PlanOf("2026-Q2", begin=True))]


def test_many_late_things_are_folded_and_unfold_at_a_press(site: Database, open_page: Open, qtbot: QtBot) -> None:
    run(site, "UPDATE plan_item SET status = 'planned' WHERE plan_id = 4")
    page = open_page(site)
    more = _button(page.attention, "attention-more")
    shown = len(page.attention.findChildren(QPushButton, options=Qt.FindChildOption.FindChildrenRecursively))
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.attention.findChildren(QPushButton)) > shown)
    assert page.attention.findChild(QPushButton, "attention-8") is not None


def test_a_quiet_day_says_so(site: Database, open_page: Open) -> None:
    run(site, "UPDATE plan_item SET status = 'done' WHERE status = 'planned'")
    run(site, "UPDATE plan_item SET due_to = '2026-04-10', status = 'planned' WHERE task_no = '1.5'")
    run(site, "UPDATE document SET valid_until = NULL")
    for item in KIT:
        add_document(site, DocumentDraft(kit_code=item.code, title=item.title), actor=HEAD)
    page = open_page(site)
    assert "Просроченного нет" in _words(page.attention)


def test_what_the_kit_lacks_leads_to_the_documents(site: Database, open_page: Open, heard: Heard) -> None:
    page = open_page(site)
    page.attention.asked.emit(next(row for row in attention(site) if row.why is Attention.DOCUMENT_MISSING))
    assert heard.went == [("documents", DocumentsIn(DocumentState.MISSING))]


def test_the_route_is_walked_by_arrows_and_opens_its_items(
    site: Database, open_page: Open, heard: Heard, qtbot: QtBot
) -> None:
    page = open_page(site)
    page.route.setFocus()
    assert page.route.accessibleDescription().startswith("4.9")
    qtbot.keyClick(page.route, Qt.Key.Key_Return)
    qtbot.keyClick(page.route, Qt.Key.Key_Right)
    assert "5.2" in page.route.accessibleDescription()
    qtbot.keyClick(page.route, Qt.Key.Key_Home)
    qtbot.keyClick(page.route, Qt.Key.Key_Return)
    assert heard.went == [("plan", _item(site, "4.9")), ("plan", _item(site, "4.6"))]


def test_a_node_is_opened_by_the_mouse(site: Database, open_page: Open, heard: Heard, qtbot: QtBot) -> None:
    page = open_page(site)
    x = round(page.route._nodes[0].x)
    qtbot.mouseClick(page.route, Qt.MouseButton.LeftButton, pos=QPoint(x, 36))
    assert heard.went == [("plan", _item(site, "4.6"))]


def test_a_crowded_quarter_shares_nodes_and_loses_none(site: Database, open_page: Open) -> None:
    with site.writing(action="Много пунктов", actor=Actor()) as session:
        session.connection().exec_driver_sql(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
            INSERT INTO plan_item (uid, plan_id, section_id, title, format_id, due_from, due_to, mode, planned_count,
                                   responsible_id, status, created_at, updated_at)
            SELECT 'x' || i, 4, 1, 'Пункт ' || i, 1, date('2026-01-01', '+' || (i % 88) || ' days'),
                   date('2026-01-01', '+' || (i % 88) || ' days'), 'in_person', 5, 1, 'planned', '', '' FROM n
            """
        )
    page = open_page(site)
    nodes = page.route._nodes
    assert sum(len(node.marks) for node in nodes) == 131
    assert all(after.x - before.x >= 10 for before, after in itertools.pairwise(nodes))
    assert nodes[0].x >= 0
    assert nodes[-1].x <= page.route.width()


def test_a_planned_gathering_opens_in_the_plan_by_keyboard(
    site: Database, open_page: Open, heard: Heard, qtbot: QtBot
) -> None:
    page = open_page(site)
    [row] = [
        each
        for each in page.upcoming.findChildren(LinkRow)
        if "Выступление на краевой конференции" in each.accessibleName()
    ]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert heard.went == [("plan", _item(site, "5.2"))]


def test_where_figures_come_from_unfolds_their_records(
    site: Database, open_page: Open, heard: Heard, qtbot: QtBot
) -> None:
    page = open_page(site)
    where = _button(page.quarter, "where-from")
    qtbot.mouseClick(where, Qt.MouseButton.LeftButton)
    record = page.quarter.findChild(LinkRow, "indicator-record")
    assert isinstance(record, LinkRow)
    qtbot.mouseClick(record, Qt.MouseButton.LeftButton)
    assert heard.went[0][0] == "events"
    qtbot.mouseClick(where, Qt.MouseButton.LeftButton)
    assert where.text() == "Откуда цифры"


def test_a_built_package_is_named_with_its_size(site: Database, open_page: Open, heard: Heard, qtbot: QtBot) -> None:
    page = open_page(site)
    (package,) = package_list(site)
    assert package.size > 100_000
    assert f"1 пакет собран, {file_size(package.size)}".replace("\N{NO-BREAK SPACE}", " ") in _words(page.packages)
    qtbot.mouseClick(_button(page.packages, "packages-link"), Qt.MouseButton.LeftButton)
    assert heard.went == [("exchange", None)]


def test_the_two_buttons_of_the_header_lead_on(site: Database, open_page: Open, heard: Heard, qtbot: QtBot) -> None:
    page = open_page(site)
    page.primary_new()
    qtbot.mouseClick(_button(page, "prepare-report"), Qt.MouseButton.LeftButton)
    assert heard.went == [("events", NewEvent()), ("reports", "2026-Q1")]


def test_a_change_elsewhere_shows_at_once(site: Database, open_page: Open, qtbot: QtBot) -> None:
    page = open_page(site)
    run(site, "UPDATE plan_item SET status = 'done', done_on = '2026-03-20' WHERE task_no = '4.9'")
    qtbot.waitUntil(lambda: "Пункт 4.9" not in _words(page.attention))


def test_those_who_are_ready_for_a_certificate_are_told_of_and_shown(
    new_site: Database, open_page: Open, heard: Heard, qtbot: QtBot
) -> None:
    arrange.fill_passport(new_site)
    make_plan_item(new_site, plan_id=make_plan(new_site), responsible_id=make_person(new_site))
    ready_people(new_site, 2)
    page = open_page(new_site)
    qtbot.waitUntil(lambda: "Готовы к сертификату: 2 стажёра" in _words(page.attention))
    assert "Поток 1 · Абрикосова М., Берёза М. · все пять требований выполнены" in _words(page.attention)
    buttons = page.attention.findChildren(QPushButton)
    shown = next(each for each in buttons if "Готовы к сертификату" in each.accessibleName())
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert heard.went == [("certificates", IssueTo(1))]


def test_columns_stand_one_under_another_when_narrow(site: Database, open_page: Open) -> None:
    page = open_page(site, width=700)
    assert page.quarter.y() > page.attention.y()
    assert page.quarter.x() == page.attention.x()


def test_nothing_is_wider_than_the_page(site: Database, open_page: Open) -> None:
    page = open_page(site, width=968, height=560)
    assert page._scroll.widget().width() <= page._scroll.viewport().width()


def test_f6_has_areas_that_take_the_focus(site: Database, open_page: Open) -> None:
    page = open_page(site)
    assert len(page.areas()) >= 5
    for area in page.areas():
        area.setFocus()
        assert area.hasFocus()


# --- the first run


def test_a_new_site_sees_three_steps_and_the_first_leads(
    new_site: Database, open_page: Open, heard: Heard, qtbot: QtBot
) -> None:
    page = open_page(new_site)
    assert page.first_run.isVisible()
    assert "Здравствуйте! Начнём с трёх шагов" in _words(page)
    assert [card.go.property("role") for card in page.first_run.cards] == ["primary", "plain", "plain"]
    for card in page.first_run.cards:
        qtbot.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert [section for section, _place in heard.went] == ["settings", "plan", "trainees"]
    assert heard.went[0][1] is Place.PASSPORT
    assert heard.went[2][1] is Place.IMPORT


def test_steps_go_in_any_order_and_the_state_goes_after_the_third(
    new_site: Database, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(new_site)
    person = make_person(new_site)
    qtbot.waitUntil(lambda: not page.first_run.cards[2].other.isVisible())
    assert page.first_run.cards[0].go.property("role") == "primary"
    make_plan_item(new_site, plan_id=make_plan(new_site), responsible_id=person)
    qtbot.waitUntil(lambda: page.first_run.cards[1].go.text() == "Открыть")
    assert page.first_run.isVisible()
    draft = SiteDraft(full_name="Детский сад № 38", short_name="Сад № 38", municipality_id=1, theme="Маршрут")
    save_site(new_site, draft, actor=Actor())
    qtbot.waitUntil(lambda: not page.first_run.isVisible())
    assert page.attention.isVisible()


def test_the_steps_never_come_back(new_site: Database, open_page: Open) -> None:
    organization = add_organization(new_site, OrganizationDraft(short_name="Сад № 1"), actor=Actor())
    person = PersonDraft(last_name="Иванова", first_name="Мария", position_id=1, organization_id=organization)
    person_id = add_person(new_site, person, actor=Actor())
    item = make_plan_item(new_site, plan_id=make_plan(new_site), responsible_id=person_id)
    draft = SiteDraft(full_name="Детский сад № 38", short_name="Сад № 38", municipality_id=1, theme="Маршрут")
    save_site(new_site, draft, actor=Actor())
    run(new_site, "DELETE FROM plan_item WHERE id = ?", item)
    page = open_page(new_site)
    assert page.first_run is None
    assert page.attention.isVisible()


def test_the_steps_stand_one_under_another_when_narrow(new_site: Database, open_page: Open) -> None:
    page = open_page(new_site, width=700)
    first, second, _third = page.first_run.cards
    assert second.y() > first.y()


def test_late_steps_of_routes_lead_to_the_routes_of_their_stream(site: Database, open_page: Open, heard: Heard) -> None:
    stream = stream_lines(site)[0]
    place = next(each for each in stream_routes(site, stream.id).lines)
    add_step(site, place.enrollment_id, StepDraft(deficit="Речь", due_on=date(2026, 3, 20)), actor=Actor())
    run(site, "UPDATE enrollment SET status = 'studying' WHERE id = ?", place.enrollment_id)
    page = open_page(site)
    page.attention.asked.emit(next(row for row in attention(site) if row.why is Attention.ROUTE_OVERDUE))
    assert heard.went == [("programs", InStream(stream.id, "routes"))]


def test_who_is_near_a_certificate_stands_with_five_dots_and_leads_to_her_card(
    site: Database, open_page: Open, heard: Heard, qtbot: QtBot
) -> None:
    page = open_page(site)
    qtbot.waitUntil(lambda: page.certificates.findChild(LinkRow, "certificate-0") is not None)
    line = page.certificates.findChild(LinkRow, "certificate-0")
    assert isinstance(line, LinkRow)
    assert line.accessibleName().endswith(": нет: отчёт")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard.went == [("trainees", OneCard(certificate_progress(site).lines[0].person_id))]
