"""What rooms the section «Сертификаты» has: how each is called, and whose changes it shows."""

from typing import TYPE_CHECKING

from views.certificates.frdo import FRDO_TABLES
from views.requirements.tab import RequirementsTab
from views.rooms import Room

if TYPE_CHECKING:
    from views.certificates.page import CertificatesPage

HOME = "Сертификаты"
"""The list, which every way back ends at."""
ISSUE, REQUIREMENTS, FORM, CHECK, FRDO = "issue", "requirements", "form", "check", "frdo"
_ISSUE_TABLES = RequirementsTab.tables | {"number_sequence"}
_FORM_TABLES = frozenset({"certificate_signer", "site", "signing_key", "person", "role_assignment"})


def rooms_of(page: "CertificatesPage") -> tuple[Room, ...]:
    """Every room of the section; a room asks the page for what stands in it when it is first entered."""
    home = (HOME, page.show_list)
    return (
        Room(
            key=ISSUE,
            title=lambda: "Выдача сертификатов",
            crumb="выдача",
            make=lambda: page.issuing,
            above=home,
            tables=_ISSUE_TABLES,
        ),
        Room(
            key=REQUIREMENTS,
            title=lambda: "Требования к сертификату",
            crumb="требования",
            make=lambda: page.requirements,
            above=home,
            tables=RequirementsTab.tables,
        ),
        Room(
            key=FORM,
            title=lambda: "Бланк и ключ",
            crumb="бланк и ключ",
            make=lambda: page.form,
            above=home,
            tables=_FORM_TABLES,
        ),
        Room(
            key=CHECK,
            title=lambda: "Проверка сертификата",
            crumb="проверка",
            make=lambda: page.check,
            above=home,
        ),
        Room(
            key=FRDO,
            title=lambda: "Сведения для ФИС ФРДО",
            crumb="ФИС ФРДО",
            make=lambda: page.frdo,
            above=home,
            tables=FRDO_TABLES,
        ),
    )
