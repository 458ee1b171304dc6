"""Names and passwords of servers."""

import pytest

from exports.transport.connection import Login
from exports.transport.credentials import ENVIRONMENT, Credentials

URL = "https://cloud.example.ru/dav/site"
LOGIN = Login("site", "word: with a colon")


class Drawer:
    """A keyring in memory."""

    def __init__(self, *, is_locked: bool = False) -> None:
        self.kept: dict[str, str] = {}
        self.is_locked = is_locked

    def password(self, name: str) -> str | None:
        return None if self.is_locked else self.kept.get(name)

    def keep(self, name: str, password: str) -> bool:
        if not self.is_locked:
            self.kept[name] = password
        return not self.is_locked

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


def test_a_kept_login_outlives_the_program() -> None:
    drawer = Drawer()
    assert Credentials(drawer).keep(URL, LOGIN)
    assert Credentials(drawer).login(URL) == LOGIN


def test_without_a_keyring_a_login_lasts_as_long_as_the_program() -> None:
    credentials = Credentials(None)
    assert not credentials.keep(URL, LOGIN)
    assert credentials.login(URL) == LOGIN
    assert Credentials(None).login(URL) is None


def test_a_locked_keyring_is_as_none() -> None:
    credentials = Credentials(Drawer(is_locked=True))
    assert not credentials.keep(URL, LOGIN)
    assert credentials.login(URL) == LOGIN


def test_one_login_is_for_one_server() -> None:
    credentials = Credentials(Drawer())
    credentials.keep(URL, LOGIN)
    assert credentials.login("https://cloud.example.ru:443/other") == LOGIN
    assert credentials.login("http://cloud.example.ru/dav/site") is None
    assert credentials.login("https://other.example.ru/dav/site") is None


def test_a_forgotten_login_is_gone() -> None:
    drawer = Drawer()
    credentials = Credentials(drawer)
    credentials.keep(URL, LOGIN)
    credentials.forget(URL)
    assert credentials.login(URL) is None
    assert drawer.kept == {}


@pytest.mark.parametrize("kept", ["", "word", "[]", '["site"]', '["site", 5]', "{}"])
def test_what_another_program_kept_there_is_no_login(kept: str) -> None:
    drawer = Drawer()
    Credentials(drawer).keep(URL, LOGIN)
    drawer.kept = dict.fromkeys(drawer.kept, kept)
    assert Credentials(drawer).login(URL) is None


def test_a_computer_without_a_person_gets_it_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "site:word: with a colon")
    assert Credentials(None).login(URL) == LOGIN


def test_a_password_is_not_shown_by_accident() -> None:
    assert "word" not in repr(LOGIN)
