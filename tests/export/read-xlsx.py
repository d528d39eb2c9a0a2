# SPDX-License-Identifier: GPL-3.0-or-later
"""read-xlsx.py FILE: what a spreadsheet program finds in it: a line a fact, a line a cell."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
print('created', book.properties.created, book.properties.title)
for sheet in book.worksheets:
    print('sheet', sheet.title, sheet.freeze_panes, sheet.auto_filter.ref,
          'rtl' if sheet.sheet_view.rightToLeft else 'ltr', len(sheet._charts), len(sheet._images))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                print(sheet.title, cell.coordinate, type(cell.value).__name__, cell.number_format,
                      repr(cell.value))
