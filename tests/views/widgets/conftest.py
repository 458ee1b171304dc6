"""The theme every piece is shown in."""

import pytest
from PySide6.QtWidgets import QApplication

from views.theme import Mode, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, mode=Mode.LIGHT)
