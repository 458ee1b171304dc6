"""Icons and fonts can be opened, and say whose they are."""

import re
import xml.etree.ElementTree as ET

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from resources import loader

ICONS = [name for name in loader.names("icons") if name.endswith(".svg")]
MARK = "icons/app.svg"
FONTS = [name for name in loader.names("fonts") if name.endswith(".ttf")]
NAVIGATION = [
    "home",
    "calendar_ltr",
    "calendar_checkmark",
    "people",
    "book_open",
    "certificate",
    "box",
    "document",
    "data_bar_vertical",
    "arrow_swap",
    "library",
    "settings",
]


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_an_svg(name):
    assert ET.fromstring(loader.read_text(name)).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("name", [name for name in ICONS if name != MARK])
def test_an_icon_leaves_its_colour_to_the_theme(name):
    drawing = ET.fromstring(loader.read_text(name))

    assert not [part for part in drawing.iter() if part.get("fill") or part.get("style")]


@pytest.mark.parametrize("name", [name for name in ICONS if name != MARK])
def test_an_icon_is_drawn_in_the_size_of_its_name(name):
    size = re.search(r"_(16|20)_(regular|filled)\.svg$", name)[1]

    assert ET.fromstring(loader.read_text(name)).get("viewBox") == f"0 0 {size} {size}"


@pytest.mark.parametrize("icon", NAVIGATION)
@pytest.mark.parametrize("size", [16, 20])
@pytest.mark.parametrize("style", ["regular", "filled"])
def test_a_navigation_icon_has_both_sizes_and_styles(icon, size, style):
    assert f"icons/{icon}_{size}_{style}.svg" in ICONS


def test_every_icon_has_at_least_the_larger_drawing():
    names = {re.sub(r"_(16|20)_(regular|filled)$", "", name.removesuffix(".svg")) for name in ICONS} - {"icons/app"}

    assert all(f"{name}_20_regular.svg" in ICONS for name in names)


@pytest.mark.parametrize("name", FONTS)
def test_a_font_opens_and_draws_russian(name, tmp_path):
    path = tmp_path / "font.ttf"
    path.write_bytes(loader.read_bytes(name))

    font = TTFontFile(str(path))

    assert {ord(letter) for letter in "Ёёяжщ№«»—"} <= set(font.charToGlyph)


@pytest.mark.parametrize("text", ["fonts/GolosText-OFL.txt", "fonts/PTSerif-LICENCE.txt", "icons/FLUENT-LICENSE.txt"])
def test_a_licence_text_is_shipped_and_listed(text):
    assert "opyright" in loader.read_text(text)
    assert f"`{text}`" in loader.read_text("LICENSES.md")


def test_the_theme_has_a_light_and_a_dark_half():
    assert {"light", "dark"} <= set(loader.read_json("theme/tokens.json")["themes"])
