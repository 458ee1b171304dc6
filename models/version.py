"""Which program this is."""


def program_version() -> str:
    """The version of this program, `0.1.0`; asked from the installed distribution."""
    # Late: it brings the whole of `email` along, before the first paint.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("marshrut")
    except PackageNotFoundError:
        return "без установки"
