"""Which program this is."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version of this program, `0.1.0`; asked from the installed distribution."""
    try:
        return version("marshrut")
    except PackageNotFoundError:
        return "без установки"
