"""What every test has: no screen, no home folder of a person, and no warning that nobody expected."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The passwords of whoever runs the tests are nobody's business.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

ROOT = Path(__file__).resolve().parent.parent
SOAK = bool(os.environ.get("MARSHRUT_SOAK"))

# No deadlines: a busy machine is not a fault of the code.
settings.register_profile(
    "test", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("soak", parent=settings.get_profile("test"), max_examples=1000)
settings.load_profile("soak" if SOAK else "test")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long modules first, whatever the order of today is."""
    items.sort(key=lambda item: item.get_closest_marker("begun_first") is None)


@pytest.fixture(scope="session")
def rounds() -> Callable[..., int]:
    """How often a long test goes round: `rounds(40, soak=500)`; mark such a test with `pytest.mark.soak`."""
    return lambda short, *, soak: soak if SOAK else short


@pytest.fixture(autouse=True)
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the default data folder at an empty one: a test never sees the data of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on any warning in the log; a test that expects one carries the mark `logs_warnings`."""
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    unexpected = [
        f"{record.levelname} {record.name}: {record.getMessage()}"
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    assert not unexpected, "unexpected in the log:\n" + "\n".join(unexpected)


@pytest.fixture
def marshrut(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the program as a person does, in a process of its own: `marshrut("check", "--data", folder)`."""

    def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "desktop", *map(str, words)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=240,
        )

    return run
