#!/usr/bin/env python3
"""Opens workbooks with a second implementation, saves them anew, and tells what was kept and what was not.

    sheets_second.py IN OUT                 openpyxl (Debian: python3-openpyxl)
    sheets_second.py IN OUT --libreoffice   LibreOffice Calc (Debian: libreoffice-calc-nogui), held against openpyxl's reading

IN and OUT are folders of .xlsx files. Templates and results to try it on come from

    SHEETS_OUT=IN  node site/node_modules/vitest/vitest.mjs run --root site --project wasm sheets

and what was saved anew is read back, and must change nothing, by

    SHEETS_BACK=OUT node site/node_modules/vitest/vitest.mjs run --root site --project wasm sheets

LibreOffice is also given the workbooks with formulas that have lost their values: what it computes must be what was written.
Frozen panes are left out of its comparison: it keeps those with a window, and converting has none (openpyxl's own go, too).
"""
import pathlib
import subprocess
import sys
import tempfile

import openpyxl


def kept(path):
    """What has to survive: cells with their kind and number format, frozen panes, hidden rows, offered choices."""
    book = openpyxl.load_workbook(path)
    found = {"sheets": book.sheetnames}
    for sheet in book:
        name = sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    percent = "%" in cell.number_format
                    found[f"{name}!{cell.coordinate}"] = (cell.data_type, cell.value, "%" if percent else "date" if cell.is_date else "")
        found[f"{name} frozen"] = sheet.freeze_panes
        found[f"{name} hidden"] = sorted(number for number, row in sheet.row_dimensions.items() if row.hidden)
        found[f"{name} choices"] = sorted((str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation)
    return found


def formulas(path):
    return {f"{sheet.title}!{cell.coordinate}" for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


def values(path, cells):
    """Formulas' values, as they were saved."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {name: book[name.rpartition("!")[0]][name.rpartition("!")[2]].value for name in cells}


def convert(files, target):
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", target, *files], check=True, stdout=subprocess.DEVNULL)


def computed(file, cells):
    """The formulas' values as LibreOffice has them; it believes those that a file has, so they are taken out: openpyxl writes none."""
    with tempfile.TemporaryDirectory() as folder:
        bare = pathlib.Path(folder) / file.name
        openpyxl.load_workbook(file).save(bare)
        if any(value is not None for value in values(bare, cells).values()):
            sys.exit(f"{file.name}: the formulas still have values")
        convert([bare], bare.parent / "out")
        return values(bare.parent / "out" / file.name, cells)


def main():
    source, target = (pathlib.Path(name) for name in sys.argv[1:3])
    office = "--libreoffice" in sys.argv[3:]
    target.mkdir(parents=True, exist_ok=True)
    files = sorted(source.glob("*.xlsx"))
    if not files:
        sys.exit(f"no .xlsx files in {source}")
    if office:
        convert(files, target)
    lost = 0
    for file in files:
        before = kept(file)
        if not office:
            openpyxl.load_workbook(file).save(target / file.name)
        after = kept(target / file.name)
        wrong = [f"{key}: {value!r} -> {after.get(key)!r}" for key, value in before.items() if after.get(key) != value and not (office and key.endswith(" frozen"))]
        cells = formulas(file)
        if office and cells:
            old, new = values(file, cells), computed(file, cells)
            wrong += [f"{key} value: {value!r} -> {new[key]!r}" for key, value in old.items() if value is None or new[key] != value]
        lost += len(wrong)
        print(f"{file.name}: {len(before['sheets'])} sheets, {sum('!' in key for key in before)} cells, {len(cells)} formulas, {len(wrong)} differ")
        for line in wrong[:10]:
            print(f"    {line}")
    sys.exit(1 if lost else 0)


main()
