"""The portfolio of a trainee: her papers in one PDF, the certificate she was handed bound in at the end."""

from dataclasses import replace

from typing_extensions import override

from exports.documents.certificate import CERTIFICATE
from exports.documents.forms import PrintedForm
from exports.layout import Content, FormLayout
from exports.pdf.joining import followed_by
from models.rows.works_print import Portfolio


class PortfolioForm(PrintedForm[Portfolio]):
    """A form whose last pages are drawn as another form."""

    @override
    def pdf(self, data: Portfolio, *, layout: FormLayout | None = None, certificate: FormLayout | None = None) -> bytes:
        paper = super().pdf(data, layout=layout)
        if data.certificate is None:
            return paper
        return followed_by(paper, CERTIFICATE.pdf(data.certificate, layout=certificate))

    @override
    def content(self, data: Portfolio) -> Content:
        return super().content(replace(data, certificate=None))


PORTFOLIO = PortfolioForm("portfolio.json", Portfolio)
