"""Names and passwords for servers: in the system's keyring where there is one, else known until the program closes."""

import json
import os
from typing import cast

from exports.transport.connection import Login, server_of
from models.vault import Vault

ENVIRONMENT = "MARSHRUT_SERVER_LOGIN"
"""«name:password» for a computer without a keyring and without a person."""


class Credentials:
    """The logins of one run of the program; `vault` is the system's keyring, or None."""

    def __init__(self, vault: Vault | None) -> None:
        self._vault = vault
        self._of_this_run: dict[str, Login] = {}

    def login(self, url: str) -> Login | None:
        """The name and password for a server, None where none is known."""
        place = _place(url)
        if place in self._of_this_run:
            return self._of_this_run[place]
        kept = self._vault.password(place) if self._vault else None
        if kept is not None and (login := _parsed(kept)):
            return login
        name, _colon, password = os.environ.get(ENVIRONMENT, "").partition(":")
        return Login(name, password) if name else None

    def keep(self, url: str, login: Login) -> bool:
        """Use this login from now on; whether the keyring has it too."""
        place = _place(url)
        self._of_this_run[place] = login
        if self._vault is None:
            return False
        return self._vault.keep(place, json.dumps([login.name, login.password], ensure_ascii=False))

    def forget(self, url: str) -> None:
        """Let go of a login, here and in the keyring."""
        place = _place(url)
        self._of_this_run.pop(place, None)
        if self._vault is not None:
            self._vault.forget(place)


def _place(url: str) -> str:
    """One login for each server, whatever its path."""
    scheme, host, port = server_of(url)
    return f"server {scheme}://{host}:{port}"


def _parsed(kept: str) -> Login | None:
    try:
        found = json.loads(kept)
    except ValueError:
        return None
    pair = cast("list[object]", found) if isinstance(found, list) else []
    if len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], str):
        return Login(pair[0], pair[1])
    return None
