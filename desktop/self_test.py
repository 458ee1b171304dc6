"""`marshrut --self-test`: does this copy of the program, frozen or not, have everything it needs to work?

Everything happens in a temporary folder; the site's own data is not touched.
"""

import os
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop.crashes import guarded

if TYPE_CHECKING:
    from models.database import Database
    from models.rows.report import ReportData


class NotWorking(Exception):  # noqa: N818 - an outcome of a check, with its own sentence
    """A check found something that does not work; `str()` says what, in Russian."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended: what it looked at, what it found, and whether that is as it should be."""

    title: str
    found: str
    works: bool


def check_everything() -> list[Outcome]:
    """Run all the checks; a check that fails does not stop the others."""
    with TemporaryDirectory(prefix="marshrut-", ignore_cleanup_errors=True) as folder:
        return [_outcome(title, act, Path(folder)) for title, act in CHECKS]


def _outcome(title: str, act: Callable[[Path], str], folder: Path) -> Outcome:
    def attempt() -> Outcome:
        try:
            return Outcome(title, act(folder), works=True)
        except NotWorking as reason:
            return Outcome(title, str(reason), works=False)

    return guarded(attempt, stumbled=lambda details: Outcome(title, details, works=False))


def _database(folder: Path) -> str:
    from models.database import open_database
    from models.queries.integrity import check_database

    db = open_database(folder / "database.db")
    try:
        faults = check_database(db)
    finally:
        db.close()
    if faults:
        raise NotWorking("; ".join(faults))
    return "создаётся, обновляется до нынешней схемы и цел"


def _pdf(folder: Path) -> str:
    from exports.documents.report import write_report_pdf

    target = folder / "report.pdf"
    write_report_pdf(_report(folder / "pdf.db"), target)
    return _written(target, b"%PDF-")


def _xlsx(folder: Path) -> str:
    from exports.documents.report import write_report_xlsx

    target = folder / "report.xlsx"
    write_report_xlsx(_report(folder / "xlsx.db"), target)
    return _written(target, b"PK")


def _word(folder: Path) -> str:
    """A letter by the Word master that ships, and the page drawn of it."""
    from exports.registry import paper_bytes
    from models.files import write_whole
    from models.queries.masters import text_paper
    from models.rows.masters import TextPaperKind
    from models.rows.text_paper_draft import TextPaperDraft

    draft = TextPaperDraft(title="Письмо")
    with closing(_site(folder / "word.db")) as db:
        letter = text_paper(db, TextPaperKind.LETTER, draft, attachments=folder)
    page, target = folder / "letter.pdf", folder / "letter.docx"
    write_whole(page, paper_bytes("letter", "pdf", letter))
    write_whole(target, paper_bytes("letter", "docx", letter))
    _written(page, b"%PDF-")
    return _written(target, b"PK")


def _report(database: Path) -> "ReportData":
    """The report of a site that has a passport and nothing else."""
    from models.queries.report import report_data
    from models.rules.periods import parse_period

    with closing(_site(database)) as db:
        return report_data(db, parse_period("2026-Q1"))


def _site(path: Path) -> "Database":
    """The new file of a site that has a passport."""
    from models.commands.site import save_site
    from models.database import Actor, open_database
    from models.rows.site import SiteDraft

    db = open_database(path)
    draft = SiteDraft(full_name="Детский сад", short_name="Детский сад", municipality_id=1, theme="Проверка программы")
    save_site(db, draft, actor=Actor())
    return db


def _written(target: Path, beginning: bytes) -> str:
    content = target.read_bytes()
    if not content.startswith(beginning):
        raise NotWorking("записывается не то, что нужно")
    return f"записывается, {len(content)} байт"


def _registration_sheet(folder: Path) -> str:
    """The sheet of an event, and the way back to the event from a scan of it."""
    from exports.registry import paper_bytes
    from models.commands.events import record_event
    from models.commands.site import add_organization, add_person
    from models.database import Actor
    from models.imports.scans import event_of_scan
    from models.queries.journals_print import registration_sheet
    from models.queries.sheets import site_codes
    from models.rows.codes import Mode
    from models.rows.events import EventDraft
    from models.rows.site import OrganizationDraft, PersonDraft

    with closing(_site(folder / "sheet.db")) as db:
        garden = add_organization(db, OrganizationDraft(short_name="Детский сад"), actor=Actor())
        leader = PersonDraft(last_name="Проверкина", first_name="Анна", position_id=1, organization_id=garden)
        draft = EventDraft(
            title="Семинар",
            held_on=db.today(),
            duration_min=90,
            format_id=1,
            mode=Mode.IN_PERSON,
            leader_id=add_person(db, leader, actor=Actor()),
        )
        event = record_event(db, draft, actor=Actor())
        sheet = paper_bytes("registration-sheet", "pdf", registration_sheet(db, event))
        if event_of_scan(sheet, own=site_codes(db)) != event:
            raise NotWorking("напечатанный код не читается")
    return "печатается, и его код читается"


def _certificate(folder: Path) -> str:
    from datetime import date

    from exports.pdf.squares import square_of
    from models.certificate_check import check_certificate
    from models.key_store import KeyStore
    from models.rules.certificate_text import TRUSTED_COMMENT, CertificateText, pack
    from models.rules.dative import dative
    from models.rules.number_words import in_genitive
    from models.vault import no_vault

    keys = KeyStore.under(folder, vault=no_vault)
    key = keys.make()
    name = dative("Вымышленная", "Мария", "Петровна")
    said = CertificateText("1/2026", date(2026, 5, 20), name, "Речь", 36)
    code = pack(said.text, keys.sign(key.name, said.text.encode(), comment=TRUSTED_COMMENT))
    if check_certificate(code, [key]).said != said or not square_of(code):
        raise NotWorking("код на сертификате не подписывается")
    if (name, in_genitive(said.hours)) != ("Вымышленной Марии Петровне", "тридцати шести"):
        raise NotWorking("имя и часы не склоняются")
    return "подписывается и проверяется, имя и часы склоняются"


def _sealed(folder: Path) -> str:
    """A package sealed to a receiver and opened with her key."""
    from exports.packages.age import new_key_pair
    from exports.packages.contents import Content
    from exports.packages.opening import verify_sealed
    from exports.packages.seal import Signer, seal
    from models.files import write_whole
    from models.key_store import KeyStore
    from models.rules.periods import parse_period
    from models.vault import no_vault

    keys, receiver = KeyStore.under(folder / "sealing", vault=no_vault), new_key_pair()
    key = keys.make()
    content = Content("news", parse_period("2026-Q1"), "SITE-1", "Детский сад", (), {"words.txt": b"checked"})
    package = seal(content, serial=1, signer=Signer(keys, key.name), recipient=receiver.recipient, program_version="0")
    target = folder / package.file_name
    write_whole(target, package.content)
    if verify_sealed(target, [receiver.identity], keys=[key]).id != package.id:
        raise NotWorking("запечатывается не то, что открывается")
    return f"запечатывается и открывается, {len(package.content)} байт"


def _password(folder: Path) -> str:
    """A key under a password, and the part of the program that would keep it in the keyring of this system."""
    from importlib import import_module

    from models.key_store import KeyStore
    from models.vault import no_vault, system_vault

    keys = KeyStore.under(folder / "covered", vault=no_vault, ask=lambda: "пароль")
    name = keys.make().name
    if not keys.is_covered(name) or keys.secret(name).key_id[::-1].hex().upper() != name:
        raise NotWorking("ключ паролем не закрывается")
    keyrings = {"win32": "keyring.backends.Windows", "darwin": "keyring.backends.macOS"}
    try:
        import_module(keyrings.get(sys.platform, "keyring.backends.SecretService"))
    except ImportError as problem:
        raise NotWorking("хранилища паролей этой системы в программе нет") from problem
    return "ключ закрывается паролем, " + ("хранилище паролей есть" if system_vault() else "хранилище паролей закрыто")


def _calendar(_folder: Path) -> str:
    from datetime import date

    from exports.registry import calendar_file
    from models.rows.calendar import CalendarEntry

    day, stamp = date(2026, 3, 13), "2026-03-13T00:00:00Z"
    entry = CalendarEntry("self-test", "Семинар", day, day, "10:00", 90, None, "", is_cancelled=False, changed_at=stamp)
    content = calendar_file([entry], "Проверка программы")
    if not content.startswith(b"BEGIN:VCALENDAR"):
        raise NotWorking("записывается не то, что нужно")
    return f"записывается, {len(content)} байт"


def _photo(_folder: Path) -> str:
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImage, QImageWriter

    from views.pictures import reduce_picture

    _gui()
    buffer = QBuffer()
    picture = QImage(2000, 1000, QImage.Format.Format_RGB32)
    picture.fill(0)
    QImageWriter(buffer, b"jpeg").write(picture)
    reduced = reduce_picture(bytes(buffer.data().data()))
    return f"уменьшаются до {reduced.width} × {reduced.height}"


def _fonts(_folder: Path) -> str:
    from PySide6.QtGui import QFontDatabase

    from resources.loader import names, read_bytes

    _gui()
    files = [name for name in names("fonts") if name.endswith(".ttf")]
    # By bytes, not by path: Qt does not open a font in a folder with a Cyrillic name everywhere.
    broken = [name for name in files if QFontDatabase.addApplicationFontFromData(read_bytes(name)) < 0]
    return _all_loaded(files, broken)


def _icons(_folder: Path) -> str:
    from PySide6.QtSvg import QSvgRenderer

    from resources.loader import names, read_bytes

    _gui()
    files = [name for name in names("icons") if name.endswith(".svg")]
    broken = [name for name in files if not QSvgRenderer(read_bytes(name)).isValid()]
    return _all_loaded(files, broken)


def _all_loaded(files: list[str], broken: list[str]) -> str:
    if broken or not files:
        raise NotWorking(f"не открываются: {', '.join(broken) or 'их нет в программе'}")
    return f"открываются все {len(files)}"


def _gui() -> None:
    """Have a Qt application, without a screen where there is none."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # Qt complains about a bare environment's "C" locale in English.
        os.environ.setdefault("LC_ALL", "C.UTF-8")
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        _keep.append(QGuiApplication([]))


_keep: list[object] = []

CHECKS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("файл данных", _database),
    ("отчёт PDF", _pdf),
    ("отчёт XLSX", _xlsx),
    ("письмо Word", _word),
    ("лист регистрации", _registration_sheet),
    ("сертификат", _certificate),
    ("запечатанный пакет", _sealed),
    ("пароль ключа", _password),
    ("файл календаря", _calendar),
    ("снимки", _photo),
    ("шрифты", _fonts),
    ("значки", _icons),
)
