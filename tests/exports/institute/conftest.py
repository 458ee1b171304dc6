"""An institute with an empty inbox, and a site that it may invite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.institute.office import Office, Site, office_in, site_in


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_in(tmp_path_factory.mktemp("site"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as opened:
        yield opened
