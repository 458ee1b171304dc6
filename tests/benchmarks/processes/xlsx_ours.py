"""Writes a list by our writer: `xlsx_ours.py ROWS TARGET`."""

import sys
from pathlib import Path

from exports.xlsx.document import fill_workbook
from tests.benchmarks import forms

if __name__ == "__main__":
    content = forms.table_content(int(sys.argv[1]))
    Path(sys.argv[2]).write_bytes(fill_workbook(forms.table_form(), content, title=forms.TITLE, author="bench"))
