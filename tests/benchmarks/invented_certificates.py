"""Certificates of invented people, each with a code of its own."""

import random
from datetime import date

from models.rows.certificates_print import CertificatePage, CertificatePaper
from models.rows.report import SitePassport
from models.rules.certificate_text import CertificateText, pack
from models.rules.minisign import Signature
from tests.benchmarks.people import trainees

_PASSPORT = SitePassport(
    site_code="без-кода-000000",
    full_name="Детский сад № 7 «Маяк»",
    short_name="Детский сад № 7",
    theme="Игра и речь",
    municipality="Артёмовский городской округ",
)
_PROGRAM = "Развитие инженерного мышления детей дошкольного возраста средствами конструирования и робототехники"


def certificate_paper(count: int) -> CertificatePaper:
    """So many certificates of one stream; the signatures are random bytes of the right length."""
    lot = random.Random(1)
    pages: list[CertificatePage] = []
    for number, one in enumerate(trainees(count), start=1):
        name = f"{one.last_name} {one.first_name} {one.patronymic}"
        said = CertificateText(f"{number}/2026", date(2026, 5, 20), name, _PROGRAM, 36)
        signature = Signature(lot.randbytes(8), lot.randbytes(64), lot.randbytes(64))
        pages.append(
            CertificatePage(
                number=said.number,
                file_number=f"2026-{number:04}",
                issue_date=said.issued_on,
                name=name,
                position=one.position,
                organization=one.organization,
                program=f"«{_PROGRAM}»",
                hours=said.hours,
                hours_words="тридцати шести",
                hours_unit="академических часов",
                starts_on=date(2026, 1, 12),
                ends_on=date(2026, 5, 20),
                city="Артём",
                site="МБДОУ «Детский сад № 7 „Маяк“»",
                coordinator="ГАУ ДПО «Приморский краевой институт развития образования»",
                duplicate_of="",
                first_position="Заведующий, руководитель стажировочной площадки",
                first_name="М.П. Вымышленная",
                second_position="Научный консультант, кандидат педагогических наук",
                second_name="О.В. Придуманная",
                code=pack(said.text, signature),
            )
        )
    return CertificatePaper(passport=_PASSPORT, pages=tuple(pages))
