"""Draws certificates into one PDF: `certificates_ours.py COUNT TARGET`."""

import sys
from pathlib import Path

from exports.documents.certificate import CERTIFICATE
from tests.benchmarks.invented_certificates import certificate_paper

if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(CERTIFICATE.pdf(certificate_paper(int(sys.argv[1]))))
