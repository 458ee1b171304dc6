"""What a package file is called: site, period, kind, serial; plain ASCII, never a word about a person."""

import re
from typing import NamedTuple

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_PERIOD = re.compile(r"([0-9]{4})(?:-Q[1-4]|-H[12]|[/-]([0-9]{2}))?")
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\.\.|--)([0-9]{4}-[0-9]{2}-[0-9]{2})")
_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NAME = re.compile(r"(?P<site>[a-z0-9]+(?:-[a-z0-9]+)*)_(?P<period>[^_]+)_(?P<kind>[^_]+)_(?P<serial>[0-9]{3,5})")
_MAX_SITE = 40
_MAX_SERIAL = 99_999


class PackageName(NamedTuple):
    """A package name taken apart: site in Latin letters, period as the program writes it, kind, serial."""

    site: str
    period: str
    kind: str
    serial: int


def package_name(site_code: str, period: str, kind: str, serial: int) -> str:
    """Return «bez-koda-1a2b3c_2026-Q1_quarterly-report_001»: the folder in the ZIP and the file without .zip.

    ASCII, because mail gateways, old unpackers and FAT sticks spoil other letters; the exact site code is in
    bag-info.txt. `period` as in «2026-Q1», «2026-H1», «2026», «2025/26» (written 2025-26) and
    «2026-01-15..2026-03-20» (written with two hyphens); `kind` is one of our own words in lower-case Latin, never
    typed by a person; `serial` from 1. ValueError for anything else.
    """
    site = site_slug(site_code)
    if not _KIND.fullmatch(kind) or not 1 <= serial <= _MAX_SERIAL:
        raise ValueError("package name: bad kind or serial")
    written = _checked_period(period).replace("/", "-").replace("..", "--")
    return f"{site}_{written}_{kind}_{serial:03d}"


def parse_package_name(name: str) -> PackageName:
    """Take a package name (no suffix) apart; a school year comes back as «2025/26». ValueError if it is none."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError("not a package name")
    period = _checked_period(found["period"])
    parsed = PackageName(found["site"], period, found["kind"], int(found["serial"]))
    if package_name(*parsed) != name:
        raise ValueError("not a package name")
    return parsed


def site_slug(site_code: str) -> str:
    """Return the site code in lower-case ASCII letters, digits and single hyphens, at most 40 characters."""
    latin = "".join(_LATIN.get(letter, letter) for letter in site_code.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", latin)[:_MAX_SITE].strip("-")
    if not slug:
        raise ValueError("package name: the site code has no letters or digits")
    return slug


def _checked_period(period: str) -> str:
    if chosen := _DAYS.fullmatch(period):
        return f"{chosen[1]}..{chosen[2]}"
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError("package name: bad period")
    start, end = found[1], found[2]
    if end is None:
        return period
    if (int(start) + 1) % 100 != int(end):
        raise ValueError("package name: a school year is two years in a row")
    return f"{start}/{end}"
