"""Writes a list by plain openpyxl: `xlsx_plain.py ROWS TARGET [looks]`.

With `looks` every cell gets the font, frame, alignment and number format that a printed list has.
"""

import sys

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from tests.benchmarks import people


def main() -> None:
    lines = people.trainees(int(sys.argv[1]))  # the same people in memory as ours has
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(people.HEADINGS)
    for line in lines:
        sheet.append(line)
    if "looks" in sys.argv:
        side = Side(style="thin", color="FF808080")
        font, frame = Font(name="Times New Roman", size=11), Border(left=side, right=side, top=side, bottom=side)
        alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        for row in sheet.iter_rows():
            for cell in row:
                cell.font, cell.border, cell.alignment = font, frame, alignment
                cell.number_format = "DD.MM.YYYY" if cell.is_date else "@"
    book.save(sys.argv[2])


if __name__ == "__main__":
    main()
