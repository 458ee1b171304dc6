"""Where the institute keeps its files: one folder of its own, never a site's."""

from dataclasses import dataclass
from pathlib import Path

from models.errors import UserError
from models.key_store import KeyStore

_SITE_FILE = "marshrut.db"


@dataclass(frozen=True, slots=True)
class InstituteFolder:
    """The places inside one data folder; none of them has to exist yet."""

    root: Path

    @property
    def database(self) -> Path:
        """The institute's file."""
        return self.root / "institute.db"

    @property
    def keys(self) -> KeyStore:
        """The keys that sign receipts and invitations.

        Not in a keyring: whoever keeps a copy of the folder, and knows the password if there is one, has all of it.
        """
        return KeyStore.under(self.root, vault=lambda: None)

    @property
    def packages(self) -> Path:
        """Received packages as they came, sealed, under the hash of their bytes."""
        return self.root / "packages"

    @property
    def receipts(self) -> Path:
        """The newest receipt of every package, under the package's name."""
        return self.root / "receipts"

    def identity(self, recipient: str) -> Path:
        """The file of the secret key that opens what is sealed to `recipient`, as `age-keygen` writes it.

        With a password it is encrypted as `age -p` does, and `age -d -i` asks for it.
        """
        return self.root / "keys" / f"{recipient}.identity"

    def kept(self, sha256: str) -> Path:
        """Where the sealed bytes with this hash are."""
        return self.packages / sha256

    def refuse_site(self) -> None:
        """Raise UserError where a site's data are kept here."""
        if (self.root / _SITE_FILE).exists():
            raise UserError(
                f"В папке «{self.root}» данные площадки, а данные института хранят отдельно.",
                "Укажите после --data другую папку.",
            )
