"""Certificates of many people as files: all in one PDF for the printer, and a PDF each to hand over."""

from dataclasses import replace
from pathlib import Path

from exports.documents.certificate import CERTIFICATE
from exports.layout import FormLayout
from models.files import write_whole
from models.progress import Progress
from models.rows.certificates_print import CertificatePaper

ALL = "Сертификаты, все подряд.pdf"
"""The file of all of them."""


def file_name(file_number: str) -> str:
    """The file of one certificate: it speaks of its number, never of the person."""
    return f"Сертификат {file_number}.pdf"


def write_batch(progress: Progress, data: CertificatePaper, folder: Path, *, layout: FormLayout | None = None) -> int:
    """Write the files into an empty folder; gives how many certificates.

    `progress` counts pages, those of the file of all and those of each.
    """
    count = len(data.pages)
    everybody = CERTIFICATE.drawn(data, progress=lambda done, _total: progress(done, 2 * count), layout=layout)
    write_whole(folder / ALL, everybody)
    for done, page in enumerate(data.pages, start=count):
        progress(done, 2 * count)
        write_whole(folder / file_name(page.file_number), CERTIFICATE.pdf(replace(data, pages=(page,)), layout=layout))
    progress(2 * count, 2 * count)
    return count
