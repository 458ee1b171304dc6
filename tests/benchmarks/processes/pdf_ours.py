"""Draws a list by our writer: `pdf_ours.py ROWS TARGET`."""

import sys
from pathlib import Path

from exports.pdf.document import draw_document
from tests.benchmarks import forms

if __name__ == "__main__":
    content = forms.table_content(int(sys.argv[1]))
    Path(sys.argv[2]).write_bytes(
        draw_document(forms.table_form(forms.NARROW), content, title=forms.TITLE, author="bench")
    )
