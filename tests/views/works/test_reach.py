"""From the card of a person to what she handed in."""

from collections.abc import Callable
from typing import cast

import pytest

from models.queries.works import stream_works
from tests.views.stage import Stage
from tests.views.works.works_scenes import stream_line
from views.places import OneCard
from views.programs.page import ProgramsPage
from views.trainees.page import TraineesPage
from views.widgets.buttons import Button

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support", extend=True), pytest.mark.timeout(120)]


def test_her_card_leads_to_her_row_in_the_works_of_her_stream(open_stage: Callable[..., Stage]) -> None:
    stage = open_stage("demo")
    line = stream_line(stage)
    hers = stream_works(stage.session.workplace.db, line.id)[3]
    trainees = cast("TraineesPage", stage.page("trainees", OneCard(hers.person_id)))
    assert trainees.isVisible()
    stage.find(Button, "card-works").click()
    stage.settle()
    programs = stage.window.findChild(ProgramsPage)
    assert programs is not None
    tab = programs.stream.tabs.tab
    assert tab is not None
    shown = tab.table.current_row()  # pyright: ignore[reportAttributeAccessIssue] - the tab «Работы»
    assert shown.person_id == hers.person_id
