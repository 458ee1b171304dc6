"""The code of a site: ИРО's, or a stand-in until its invitation came (domain.md §3.12)."""


def site_code(given: str | None, uid: str) -> str:
    """The code ИРО gave, else «без-кода-» and the first six characters of the site's uid."""
    return given or f"без-кода-{uid[:6]}"
