"""Where passwords are kept: the keyring of the system (Windows Credential Manager, Secret Service, Keychain)."""

from typing import Protocol, cast

_SERVICE = "marshrut"


class Vault(Protocol):
    """Keeps a password under a name; what it cannot do it says by None and False."""

    def password(self, name: str) -> str | None:
        """The password of this name, or None."""
        ...

    def keep(self, name: str, password: str) -> bool:
        """Keep a password; whether it is there now."""
        ...

    def forget(self, name: str) -> None:
        """Let go of a password."""
        ...


class _Keyring(Protocol):
    """The part of a backend of keyring used here."""

    priority: float

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class SystemVault:
    """The keyring that the system has. One that is locked or that a person refuses to open gives nothing."""

    def __init__(self, keyring: _Keyring) -> None:
        self._keyring = keyring

    def password(self, name: str) -> str | None:
        """The password of this name, or None."""
        from keyring.errors import KeyringError

        try:
            return self._keyring.get_password(_SERVICE, name)
        except (KeyringError, OSError):
            return None

    def keep(self, name: str, password: str) -> bool:
        """Keep a password; whether it is there now, read back."""
        from keyring.errors import KeyringError

        try:
            self._keyring.set_password(_SERVICE, name, password)
        except (KeyringError, OSError):
            return False
        return self.password(name) == password

    def forget(self, name: str) -> None:
        """Let go of a password."""
        from keyring.errors import KeyringError

        try:
            self._keyring.delete_password(_SERVICE, name)
        except (KeyringError, OSError):
            return


def system_vault() -> SystemVault | None:
    """The keyring of this computer and account, or None where it has none that keeps anything."""
    import keyring

    found = cast("_Keyring", keyring.get_keyring())
    # The backends that only say that there is none, and the one that keeps nothing, stand at nought and below.
    return SystemVault(found) if found.priority > 0 else None


def no_vault() -> None:
    """A computer without a keyring: for the invented site and for tests."""
    return
