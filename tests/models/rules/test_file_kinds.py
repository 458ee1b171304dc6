"""Files are told by what is in them."""

import io
import zipfile

import pytest

from models.errors import UserError
from models.rules.file_kinds import MAX_FILE_BYTES, SUFFIXES, kind_of
from tests.models.photos import photo

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def packed(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def office(kind: str, **parts: bytes) -> bytes:
    types = f'<Types><Override PartName="/x.xml" ContentType="{kind}.main+xml"/></Types>'
    return packed(**{"[Content_Types].xml": types.encode(), **parts})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"{\\rtf1}", "application/rtf"),
        (office(WORD), WORD),
        (
            packed(mimetype=b"application/vnd.oasis.opendocument.presentation"),
            "application/vnd.oasis.opendocument.presentation",
        ),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "application/vnd.ms-powerpoint"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"\x00\x00\x00\x18ftypqt  ", "video/quicktime"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        ("Список литературы\n".encode("cp1251"), "text/plain"),
    ],
)
def test_a_file_is_told_by_its_content(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind
    assert kind in SUFFIXES


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_a_picture_is_told_by_its_content(kind: str, name: str) -> None:
    assert kind_of(photo(kind, size=(20, 10))) == name


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n", b"L\x00\x00\x00\x01\x14\x02\x00"])
def test_a_program_is_refused_whatever_it_is_called(content: bytes) -> None:
    with pytest.raises(UserError, match="программа"):
        kind_of(content)


@pytest.mark.parametrize(
    "content",
    [office(WORD, **{"word/vbaProject.bin": b"x"}), OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le")],
)
def test_a_document_with_macros_is_refused(content: bytes) -> None:
    with pytest.raises(UserError, match="макросы"):
        kind_of(content)


def test_an_archive_is_refused() -> None:
    with pytest.raises(UserError, match="Архивы"):
        kind_of(packed(**{"setup.exe": b"MZ"}))


def test_a_damaged_document_is_said_to_be_one() -> None:
    with pytest.raises(UserError, match="повреждён"):
        kind_of(office(WORD)[:40])


def test_an_empty_file_and_one_over_the_limit_are_refused() -> None:
    with pytest.raises(UserError, match="пуст"):
        kind_of(b"")
    with pytest.raises(UserError, match="больше 100 МБ"):
        kind_of(bytes(MAX_FILE_BYTES + 1))


def test_what_nobody_could_open_is_refused() -> None:
    with pytest.raises(UserError, match="такого вида"):
        kind_of(b"\x00\x01\x02\x03")
