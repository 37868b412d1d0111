// A filled sheet against the grid it was filled in for. Everything that can be taken is in `changes`, everything else is told with its
// place, all at once; nothing is changed here.
import { say } from "../../../i18n";
import type { ChangeText } from "../../../engine/desk-types";
import type { FormField, RecordText, Text } from "../../../engine/types";
import { fieldText, folded, meansNone, recordColumn, shownValue, templateMark } from "./layout";
import { type Matched, type Units, explains, isSum, match, unitsOf } from "./match";
import { type Pace, type RawCell, type RawRow, type RawSheet, type Span, Stopped, Unreadable, cellName, columnName, limits, rest } from "./raw";
import type { Grid, GridList, NewUnit, Place, ReadOptions, RowChange, SheetAbout, SheetChange, SheetFault, SheetFile, SheetNote, SheetReading } from "./reading";
import { lettersOf, readTable } from "./table";
import { openRate, sameAs, take } from "./value";
import { readWorkbook } from "./xlsx";

export type { Grid, ReadOptions, SheetFile, SheetReading } from "./reading";

const text = (zh: string, en: string): Text => ({ "zh-CN": zh, en });
const listed = (names: readonly string[]) => names.slice(0, 8).join("、") + (names.length > 8 ? "…" : "");
const listedEn = (names: readonly string[]) => names.slice(0, 8).join(", ") + (names.length > 8 ? "…" : "");

async function sheetsOfFile(file: SheetFile, pace: Pace, say_: (note: SheetNote) => void): Promise<{ sheets: RawSheet[]; faults: Unreadable[] }> {
  if ("text" in file) return { sheets: [readTable(file.text)], faults: [] };
  const { bytes } = file;
  if (bytes.length === 0) throw new Unreadable("empty", text("文件是空的。", "The file is empty."));
  if (bytes.length > limits.file) {
    throw new Unreadable("too-large", text("文件超过 30 MB，没有读入。请只留下要填报的表，另存后再读入。", "The file is larger than 30 MB and was not read. Keep only the sheets to be reported and save it again."));
  }
  const [a, b, c, d] = [bytes[0], bytes[1], bytes[2], bytes[3]];
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) {
    throw new Unreadable("xls", text("这是旧版 .xls 文件，或者加了打开密码。请在 Excel 或 WPS 里打开，去掉密码，另存为“Excel 工作簿 (.xlsx)”再读入。", "This is an old .xls file, or one with a password. Open it in a spreadsheet, take the password off, and save it as “Excel Workbook (.xlsx)”."));
  }
  if (a === 0x50 && b === 0x4b) return readWorkbook(bytes, pace);
  const { text: letters, letters: name } = lettersOf(bytes);
  if (name !== "utf-8") say_({ code: "letters", text: text(`文件不是 UTF-8，按 ${name.toUpperCase()} 读入；请核对汉字。`, `The file is not UTF-8 and was read as ${name.toUpperCase()}; check its letters.`) });
  return { sheets: [readTable(letters)], faults: [] };
}

/** What a template says of itself: a mark in the first cell, then rows of title, value and name. */
function aboutOf(sheet: RawSheet): SheetAbout | null {
  const marked = sheet.rows.slice(0, 3).some((row) => [...row.cells.values()].some((cell) => cell.text === templateMark));
  if (!marked) return null;
  const said = new Map<string, string>();
  for (const row of sheet.rows.slice(0, 40)) {
    const name = row.cells.get(2)?.text ?? "";
    if (name.startsWith("@")) said.set(name.slice(1), row.cells.get(1)?.text ?? "");
  }
  const of = (name: string) => said.get(name) ?? "";
  return { scheme: of("scheme"), version: of("version"), class: of("class"), period: of("period"), digest: of("digest"), dataset: of("dataset") };
}

class Reading {
  readonly result: SheetReading = { changes: [], faults: [], notes: [], same: 0, blank: 0, newUnits: [], about: null };
  private readonly units: Units;
  /** Cells that were taken already, and where. */
  private readonly seen = new Map<string, { value: string; at: Place }>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly grid: Grid,
    private readonly options: ReadOptions,
  ) {
    this.units = unitsOf(grid);
  }

  place(sheet: string, cell = ""): Place {
    return { file: this.file, sheet, cell };
  }
  fault(code: string, at: Place, said: Text): void {
    this.result.faults.push({ code, text: said, at });
  }
  note(note: SheetNote): void {
    this.result.notes.push(note);
  }

  /** Whether the file was made for something else. */
  foreign(scheme: { id: string; version: string }): SheetFault | null {
    const { about } = this.result;
    if (!about) return null;
    const at = this.place("");
    const stop = (code: string, zh: string, en: string): SheetFault => ({ code, text: text(zh, en), at, stops: true });
    if (about.scheme !== "" && about.scheme !== scheme.id) {
      return stop("other-scheme", `这份模板是为方案“${about.scheme}”做的，手头的方案是“${scheme.id}”，没有读入。请从本页重新下载模板。`, `This template was made for the scheme “${about.scheme}”, and this work's is “${scheme.id}”; nothing was read. Download a new template here.`);
    }
    if (about.class !== "" && about.class !== this.grid.class) {
      return stop("other-class", `这份模板填的是“${about.class}”类，现在选的是“${this.grid.class}”。请在上面换成那一类再读入。`, `This template is for the class “${about.class}”, and “${this.grid.class}” is chosen. Choose that class above and read it again.`);
    }
    if (about.period !== "" && about.period !== this.grid.period) {
      return stop("other-period", `这份模板填的是 ${about.period}，现在选的是 ${this.grid.period}。请在上面换成那个考核期再读入。`, `This template is for ${about.period}, and ${this.grid.period} is chosen. Choose that period above and read it again.`);
    }
    if (about.version !== scheme.version) {
      this.fault("other-version", at, text(`这份模板是按方案的 ${about.version} 版做的，现在是 ${scheme.version} 版。认得出的列都读了，请逐项核对。`, `This template was made from version ${about.version} of the scheme, which is now ${scheme.version}. Columns that are still known were read; check each of them.`));
    } else if (about.digest !== "" && this.options.digest !== undefined && this.options.digest !== "" && about.digest !== this.options.digest) {
      this.note({ code: "scheme-changed", text: text("做这份模板之后方案的文字改动过（版本号没有变）。认得出的列都读了。", "The scheme's text has changed since this template was made, though not its version. Columns that are still known were read.") });
    }
    return null;
  }

  async sheet(sheet: RawSheet, pace: Pace): Promise<boolean> {
    const { grid } = this;
    const matched = match(sheet, grid, this.units);
    if (!matched) return false;
    const at = (row: number, column: number) => this.place(sheet.name, cellName(row, column));
    for (const { row, column, title, id } of matched.unknown) {
      if (title === "") continue;
      if (id) this.fault("column-gone", at(row, column), text(`“${title}”这一列在现在的方案、类别或考核期里没有，没有读入。`, `The column “${title}” is not in this scheme, class and period; it was not read.`));
      else this.note({ code: "column-unknown", at: at(row, column), text: text(`“${title}”这一列不是考核数据，略过。`, `The column “${title}” is none of the figures and was left out.`) });
    }
    for (const { row, column, title, first } of matched.twice)
      this.fault("column-twice", at(row, column), text(`“${title}”和 ${columnName(first)} 列是同一项，没有读入；请只留一列。`, `“${title}” is the same as column ${columnName(first)} and was not read; keep one of them.`));
    for (const { row, column, title } of matched.unclear)
      this.fault("column-unclear", at(row, column), text(`叫“${title}”的数据不止一项，分不清是哪一项，没有读入；请用模板里的标题或编号。`, `More than one figure is called “${title}”; it was not read. Use the template's title or id.`));

    const data = sheet.rows.filter((row) => row.row >= matched.from);
    const merged = this.merges(sheet, matched);
    const rates = this.ratesOf(sheet, matched, data);
    const whose = new Map<number, { row: number }>();
    const records = new Map<number, { row: RawRow; none: boolean }[]>();
    let count = 0;
    for (const row of data) {
      count += 1;
      if (count % 500 === 0) await rest(pace, count, data.length);
      const unit = this.whose(sheet, matched, row, merged.down);
      if (unit === null) continue;
      if (typeof unit === "object") {
        if (matched.list < 0) unit.values = this.values(sheet, matched, row, -1, rates, merged.covered);
        this.result.newUnits.push(unit);
        continue;
      }
      if (matched.list >= 0) {
        const idAt = [...matched.columns].find(([, holds]) => holds.is === "field" && holds.field === recordColumn)?.[0];
        const none = idAt !== undefined && meansNone(row.cells.get(idAt)?.text ?? "");
        records.set(unit, [...(records.get(unit) ?? []), { row, none }]);
        continue;
      }
      const before = whose.get(unit);
      if (before) {
        const name = say(grid.units[unit]?.name, "zh-CN");
        this.fault("unit-twice", at(row.row, Math.max(matched.name, matched.unit)), text(`“${name}”在第 ${before.row + 1} 行已经有了，这一行没有读入；请只留一行。`, `“${say(grid.units[unit]?.name, "en")}” already stands in row ${before.row + 1}; this row was not read. Keep one of them.`));
        continue;
      }
      whose.set(unit, { row: row.row });
      for (const change of this.values(sheet, matched, row, unit, rates, merged.covered)) this.result.changes.push(change);
    }
    const list = grid.lists[matched.list];
    if (list) {
      const taken = new Set(list.rows.flatMap((rows) => rows ?? []).map((record) => String(record.id)));
      for (const [unit, rows] of records) this.records(sheet, matched, list, unit, rows, rates, taken, merged.covered);
    }
    return true;
  }

  /** A cell that covers others holds one value for several: of names that is meant, of figures nobody can know. */
  private merges(sheet: RawSheet, matched: Matched): { down: Map<number, RawRow>; covered: Set<string> } {
    const down = new Map<number, RawRow>();
    const covered = new Set<string>();
    const holds = (span: Span) => [...matched.columns.keys()].filter((column) => column >= span.left && column <= span.right);
    for (const span of sheet.merges) {
      if (span.bottom < matched.from || span.right - span.left > 500 || span.bottom - span.top > limits.rows) continue;
      const top = sheet.rows.find((row) => row.row === span.top);
      const named = [matched.unit, matched.name].some((column) => column >= span.left && column <= span.right);
      if (named && top) for (let row = Math.max(span.top, matched.from) + 1; row <= span.bottom; row += 1) down.set(row, top);
      const columns = holds(span);
      if (columns.length === 0 || !top?.cells.has(span.left)) continue;
      for (let row = span.top; row <= span.bottom; row += 1) for (const column of columns) covered.add(`${row}:${column}`);
      const range = `${cellName(span.top, span.left)}:${cellName(span.bottom, span.right)}`;
      this.fault("merged", this.place(sheet.name, range), text("这些单元格合并了，只有一个值，分不清是谁的，没有读入；请取消合并，逐格填写。", "These cells are merged and hold one value for several; it was not read. Unmerge them and fill in each."));
    }
    return { down, covered };
  }

  /** How plain numbers in a rate's columns are meant, where neither a sign nor a format says so: one reading for all of a fact. */
  private ratesOf(sheet: RawSheet, matched: Matched, data: readonly RawRow[]): Map<string, "percent" | "fraction"> {
    const found = new Map<string, "percent" | "fraction">();
    const look = new Map<string, { title: Text; open: number; large: boolean; first: Place }>();
    for (const [column, holds] of matched.columns) {
      const head = holds.is === "fact" ? this.grid.columns[holds.column] : this.grid.lists[holds.list]?.fields.find(({ id }) => id === holds.field);
      if (head?.type !== "rate") continue;
      const name = "fact" in head ? head.fact : `${this.grid.lists[matched.list]?.fact}.${head.id}`;
      for (const row of data) {
        const cell = row.cells.get(column);
        const open = cell ? openRate(cell) : "";
        if (open === "") continue;
        const so = look.get(name) ?? { title: head.title, open: 0, large: false, first: this.place(sheet.name, cellName(row.row, column)) };
        look.set(name, { ...so, open: so.open + 1, large: so.large || open === "large" });
      }
    }
    look.forEach(({ title, open, large, first }, name) => {
      const read = this.options.rates?.[name] ?? (large ? "percent" : "fraction");
      found.set(name, read);
      if (this.asked.has(name)) return;
      this.asked.add(name);
      const zh = read === "percent" ? "98.2 读作 98.2%" : "0.982 读作 98.2%";
      const en = read === "percent" ? "98.2 is read as 98.2%" : "0.982 is read as 98.2%";
      this.note({
        code: "rate-read",
        at: first,
        ask: { fact: name, title, read },
        text: text(`“${say(title, "zh-CN")}”有 ${open} 个数没有百分号：${zh}。`, `“${say(title, "en")}” has ${open} numbers without a percent sign: ${en}.`),
      });
    });
    return found;
  }

  /** Whose row it is: a place in the grid's units; somebody new; null where it is nobody's, which is told. */
  private whose(sheet: RawSheet, matched: Matched, row: RawRow, down: Map<number, RawRow>): number | NewUnit | null {
    const { byId, byName } = this.units;
    const from = down.get(row.row) ?? row;
    const id = from.cells.get(matched.unit)?.text.trim() ?? "";
    const name = from.cells.get(matched.name)?.text.trim() ?? "";
    const at = this.place(sheet.name, cellName(row.row, Math.max(matched.name >= 0 ? matched.name : matched.unit, 0)));
    if (explains(name) || explains(id)) return null;
    if (id === "" && name === "") {
      const filled = [...matched.columns.keys()].some((column) => row.cells.has(column));
      if (filled) this.fault("row-without-unit", at, text("这一行有数据，但没有写是谁的，没有读入。", "This row has figures but does not say whose; it was not read."));
      return null;
    }
    const named = byName.get(folded(name)) ?? [];
    const own = byId.get(id);
    if (own !== undefined) {
      if (name === "" || named.includes(own)) return own;
      if (named.length === 0) {
        const known = this.grid.units[own]?.name;
        this.note({ code: "name-differs", at, text: text(`编号 ${id} 是“${say(known, "zh-CN")}”，表里写的是“${name}”，按编号读入。`, `The id ${id} is “${say(known, "en")}” and the sheet says “${name}”; it was read by its id.`) });
        return own;
      }
      this.fault("unit-disagrees", at, text(`编号 ${id} 是“${say(this.grid.units[own]?.name, "zh-CN")}”，名称却写的是“${name}”，分不清是谁的，没有读入。`, `The id ${id} is “${say(this.grid.units[own]?.name, "en")}” but the name is “${name}”; this row was not read.`));
      return null;
    }
    if (named.length === 1 && named[0] !== undefined && id === "") return named[0];
    if (named.length === 1 && named[0] !== undefined) {
      this.note({ code: "id-differs", at, text: text(`没有编号 ${id}，按名称“${name}”读入。`, `There is no id ${id}; the row was read by its name, “${name}”.`) });
      return named[0];
    }
    if (named.length > 1) {
      const ids = named.map((one) => this.grid.units[one]?.unit ?? "");
      this.fault("name-twice", at, text(`叫“${name}”的有 ${named.length} 个，请在编号列写明是哪一个（${listed(ids)}）。`, `${named.length} are called “${name}”; say which in the id column (${listedEn(ids)}).`));
      return null;
    }
    if (isSum(name || id)) {
      this.note({ code: "sum-row", at, text: text(`“${name || id}”这一行是汇总，略过。`, `“${name || id}” is a row of sums and was left out.`) });
      return null;
    }
    this.fault("unit-unknown", at, text(`没有叫“${name || id}”的单位或人员，这一行没有读入；请核对名称，或先把它加进名单。`, `Nobody is called “${name || id}”; this row was not read. Check the name, or add it to the list first.`));
    return { at, id, name: name || id, values: [] };
  }

  /** A row's figures; `unit` -1: of somebody new. */
  private values(sheet: RawSheet, matched: Matched, row: RawRow, unit: number, rates: Map<string, "percent" | "fraction">, covered: Set<string>): SheetChange[] {
    const found: SheetChange[] = [];
    for (const [at, holds] of matched.columns) {
      const column = holds.is === "fact" ? this.grid.columns[holds.column] : undefined;
      if (!column || covered.has(`${row.row}:${at}`)) continue;
      const place = this.place(sheet.name, cellName(row.row, at));
      const taken = take(row.cells.get(at), { ...column, exempt: true, plainRate: rates.get(column.fact) ?? "fraction", binary: sheet.binary, units: this.unitsOf(column.type === "unit" ? (column as { of?: string }).of : undefined) });
      if (taken.is === "fault") {
        this.fault(taken.code, place, taken.text);
        continue;
      }
      const from = unit < 0 ? null : (column.values[unit] ?? null);
      const to = taken.is === "blank" ? null : taken.value;
      if (taken.is === "blank" && (this.options.blank !== "clear" || from === null)) {
        this.result.blank += 1;
        continue;
      }
      const id = this.grid.units[unit]?.unit ?? "";
      // A reason stands for the whole reading, whatever its keys.
      const reason = to !== null && column.reasons.some((one) => one.id === to) && !column.options.some((one) => one.id === to);
      const of = reason ? "" : column.key;
      const key = [id, column.fact, column.period, of].join("\n");
      const before = unit < 0 ? undefined : this.seen.get(key);
      if (before) {
        if (sameAs(column.type, before.value) !== sameAs(column.type, to ?? ""))
          this.fault("cell-twice", place, text(`这一格在 ${before.at.sheet}!${before.at.cell} 填的是 ${before.value}，两处不一致，以前面的为准。`, `${before.at.sheet}!${before.at.cell} says ${before.value} for the same figure; the first one counts.`));
        continue;
      }
      this.seen.set(key, { value: to ?? "", at: place });
      if (from !== null && to !== null && sameAs(column.type, from) === sameAs(column.type, to)) {
        this.result.same += 1;
        continue;
      }
      const change: ChangeText = { class: this.grid.class, unit: id, fact: column.fact, period: column.period, ...(of === "" ? {} : { key: of }), value: reason ? { reason: to } : to };
      found.push({ change, at: place, from, to, notes: taken.is === "value" ? taken.notes.map((one) => ({ ...one, at: place })) : [] });
    }
    return found;
  }

  private unitsOf(cls: string | undefined): { id: string; name: Text }[] {
    if (cls === this.grid.class) return this.grid.units.map(({ unit, name }) => ({ id: unit, name }));
    return (cls && this.options.units?.[cls]) || [];
  }

  /** A unit's records: those of the sheet beside those that are there. */
  private records(sheet: RawSheet, matched: Matched, list: GridList, unit: number, rows: readonly { row: RawRow; none: boolean }[], rates: Map<string, "percent" | "fraction">, ids: Set<string>, covered: Set<string>): void {
    const there = list.rows[unit] ?? null;
    const byId = new Map((there ?? []).map((record) => [String(record.id), record]));
    const fields = new Map<number, FormField>();
    let idAt = -1;
    for (const [at, holds] of matched.columns) {
      if (holds.is !== "field") continue;
      const field = list.fields.find(({ id }) => id === holds.field);
      if (holds.field === recordColumn) idAt = at;
      else if (field && field.type !== "records") fields.set(at, field);
    }
    const changed: RowChange[] = [];
    const notes: SheetNote[] = [];
    const made = new Map<string, RecordText>();
    const given = rows.filter(({ none }) => !none).map(({ row }) => ({ row, id: idAt < 0 ? "" : (row.cells.get(idAt)?.text.trim() ?? ""), values: this.fields(sheet, row, fields, list, rates, covered, notes) }));
    const filled = given.filter(({ id, values }) => id !== "" || values.filled);
    this.result.blank += given.length - filled.length;
    const twice = new Set<string>();
    // Rows with an id first, so that those without one are only held against what is left.
    for (const { row, id, values } of [...filled.filter((one) => one.id !== ""), ...filled.filter((one) => one.id === "")]) {
      const at = this.place(sheet.name, cellName(row.row, Math.max(idAt, 0)));
      if (values.bad) continue;
      let own = id;
      if (own !== "" && twice.has(own)) {
        this.fault("record-twice", at, text(`记录编号 ${own} 出现了两次，这一行没有读入。`, `The record ${own} stands here twice; this row was not read.`));
        continue;
      }
      if (own === "") own = [...byId].find(([known, record]) => !made.has(known) && this.agrees(record, values.given, list))?.[0] ?? "";
      if (own === "") {
        let number = 1;
        while (ids.has(`r${number}`)) number += 1;
        own = `r${number}`;
      }
      ids.add(own);
      twice.add(own);
      const before = byId.get(own);
      const record: RecordText = { ...(before ?? { id: own }) };
      const differs: RowChange["fields"] = [];
      for (const [field, cell, value] of values.given) {
        const old = before?.[field.id];
        if (this.sameField(field, old, value)) continue;
        if (value === null && (this.options.blank !== "clear" || old === undefined)) continue;
        if (value === null) delete record[field.id];
        else record[field.id] = field.type === "flag" ? value === "true" : value;
        const shown = (text_: string) => (text_ === "" ? "" : shownValue(field, text_, "zh-CN"));
        differs.push({ field: field.id, title: field.title, from: shown(fieldText(old, "zh-CN")), to: value === null ? "" : shown(value), at: this.place(sheet.name, cell) });
      }
      made.set(own, record);
      if (differs.length > 0 || !before) changed.push({ at, id: own, what: before ? "changed" : "new", fields: differs });
      else this.result.same += values.given.filter(([, , value]) => value !== null).length;
    }
    const left = (there ?? []).filter((record) => !made.has(String(record.id)));
    // A row that was refused still stands in the sheet: its record is not gone.
    const refused = new Set(filled.filter(({ values }) => values.bad).map(({ id }) => id));
    const goes = this.options.blank === "clear" ? left.filter((record) => !refused.has(String(record.id))) : [];
    const empty = rows.some(({ none }) => none) && there === null && made.size === 0;
    if (this.options.blank !== "clear" && left.length > refused.size && made.size > 0) {
      notes.push({ code: "records-kept", text: text(`还有 ${left.length} 条记录不在表里，仍然保留。`, `${left.length} more records are not in the sheet; they stay.`) });
    }
    for (const record of goes) changed.push({ at: this.place(sheet.name), id: String(record.id), what: "gone", fields: [] });
    if (changed.length === 0 && !empty) return;
    const kept = (there ?? []).filter((record) => !goes.includes(record)).map((record) => made.get(String(record.id)) ?? record);
    const news = [...made].filter(([id]) => !byId.has(id)).map(([, record]) => record);
    const records = [...kept, ...news];
    const first = rows[0]?.row.row ?? 0;
    this.result.changes.push({
      change: { class: this.grid.class, unit: this.grid.units[unit]?.unit ?? "", fact: list.fact, records },
      at: changed[0]?.at ?? this.place(sheet.name, cellName(first, Math.max(idAt, 0))),
      from: there === null ? null : String(there.length),
      to: String(records.length),
      rows: changed,
      notes,
    });
  }

  private sameField(field: FormField, old: RecordText[string] | undefined, value: string | null): boolean {
    if (old === undefined || old === null || value === null) return false;
    if (typeof old === "object") return [fieldText(old, "zh-CN"), fieldText(old, "en")].includes(value);
    return sameAs(field.type, String(old)) === sameAs(field.type, value);
  }
  /** Whether a row without an id says what a record says already. */
  private agrees(record: RecordText, given: readonly [FormField, string, string | null][], list: GridList): boolean {
    const said = given.filter(([, , value]) => value !== null);
    const own = list.fields.filter(({ id, type }) => type !== "records" && record[id] !== undefined).length;
    return said.length > 0 && said.length >= own && said.every(([field, , value]) => this.sameField(field, record[field.id], value));
  }

  private fields(sheet: RawSheet, row: RawRow, fields: Map<number, FormField>, list: GridList, rates: Map<string, "percent" | "fraction">, covered: Set<string>, notes: SheetNote[]) {
    const given: [FormField, string, string | null][] = [];
    let [filled, bad] = [false, false];
    for (const [at, field] of fields) {
      const name = cellName(row.row, at);
      const cell: RawCell | undefined = row.cells.get(at);
      if (covered.has(`${row.row}:${at}`)) {
        bad = true;
        filled = true;
        continue;
      }
      const taken = take(cell, { ...field, exempt: false, plainRate: rates.get(`${list.fact}.${field.id}`) ?? "fraction", binary: sheet.binary, units: this.unitsOf(field.of) });
      if (taken.is !== "blank") filled = true;
      if (taken.is === "fault") {
        bad = true;
        this.fault(taken.code, this.place(sheet.name, name), taken.text);
      } else {
        given.push([field, name, taken.is === "blank" ? null : taken.value]);
        if (taken.is === "value") for (const one of taken.notes) notes.push({ ...one, at: this.place(sheet.name, name) });
      }
    }
    return { given, filled, bad };
  }
}

/** Reads a file, or a pasted table, against a grid. Whatever it is, the reply says what came of it; it never throws but for `stop`. */
export async function readSheets(file: SheetFile, grid: Grid, scheme: { id: string; version: string }, options: ReadOptions = {}): Promise<SheetReading> {
  const reading = new Reading(file.name, grid, options);
  const { result } = reading;
  const pace: Pace = { tell: options.tell ?? (() => undefined), stop: options.stop ?? (() => false) };
  try {
    const { sheets, faults } = await sheetsOfFile(file, pace, (note) => reading.note(note));
    for (const { code, said, sheet } of faults) reading.fault(code, reading.place(sheet), said);
    result.about = sheets.map(aboutOf).find((about) => about !== null) ?? null;
    const foreign = reading.foreign(scheme);
    if (foreign) {
      result.faults.push(foreign);
      return result;
    }
    let known = 0;
    for (const sheet of sheets) {
      if (aboutOf(sheet)) continue;
      if (sheet.hidden) reading.note({ code: "hidden", at: reading.place(sheet.name), text: text("隐藏的表，没有读。", "A hidden sheet; it was not read.") });
      else if (await reading.sheet(sheet, pace)) known += 1;
      else if (sheet.rows.length > 0) reading.note({ code: "sheet-unknown", at: reading.place(sheet.name), text: text("这张表里认不出单位名称和数据列，没有读。", "Neither names nor figures were recognised in this sheet; it was not read.") });
    }
    if (known === 0 && faults.length === 0) {
      const titles = grid.columns.slice(0, 3).map((column) => say(column.title, "zh-CN"));
      const titlesEn = grid.columns.slice(0, 3).map((column) => say(column.title, "en"));
      result.faults.push({
        code: "nothing-known",
        at: reading.place(""),
        stops: true,
        text: text(`没有认出任何一列。表里要有一列单位名称，并且列标题要和数据名称一致（如${listed(titles)}）；最稳妥的是用本页下载的模板。`, `No column was recognised. There must be a column of names, and heads that are the figures' titles (such as ${listedEn(titlesEn)}); a template from this page is the safest.`),
      });
    }
  } catch (reason) {
    if (reason instanceof Stopped) throw reason;
    const told = reason instanceof Unreadable ? reason : new Unreadable("unreadable", text(`文件读不出来（${String(reason)}）。请在 Excel 里另存为新的 .xlsx 再读入。`, `The file cannot be read (${String(reason)}). Save it from a spreadsheet as a new .xlsx.`));
    // Half a file is worse than none: what was read before is not offered.
    return { ...result, changes: [], newUnits: [], faults: [...result.faults, { code: told.code, text: told.said, at: reading.place(told.sheet), stops: true }] };
  }
  return result;
}
