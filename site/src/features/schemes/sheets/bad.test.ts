// What offices really send: every fault at its cell, all at once, and everything else taken.
import { describe, expect, test } from "vitest";
import { demo, scheme } from "./fixture";
import { b, day, err, f, gap, n, parts, pct, row, t, workbook, zipped } from "./fixture-xlsx";
import { limits } from "./raw";
import type { Grid, ReadOptions, SheetReading } from "./reading";
import { readSheets } from "./read";

const read = (bytes: Uint8Array, options: ReadOptions = {}, grid: Grid = demo()) => readSheets({ name: "a.xlsx", bytes }, grid, scheme, options);
const paste = (text: string, options: ReadOptions = {}, grid: Grid = demo()) => readSheets({ name: "", text }, grid, scheme, options);
const faults = (reading: SheetReading) => reading.faults.map(({ code, at }) => `${code} ${at.sheet ? `${at.sheet}!` : ""}${at.cell}`);
const notes = (reading: SheetReading) => [...reading.notes, ...reading.changes.flatMap((change) => change.notes)].map(({ code, at }) => `${code} ${at?.cell ?? ""}`);
const changes = (reading: SheetReading) => reading.changes.map(({ change, from, at }) => `${at.cell} ${change.unit} ${change.fact} ${change.period}${change.key ? `.${change.key}` : ""}: ${from ?? "-"} → ${typeof change.value === "object" ? JSON.stringify(change.value) : change.value}`);
const tabs = (...lines: string[][]) => lines.map((line) => line.join("\t")).join("\n");

describe("columns and rows are found by name", () => {
  test("whatever their order, with titles, units and blanks as people write them", async () => {
    const reading = await paste(tabs(["均值", "单位", " 出勤天数（天）", "无事故", "类型"], ["9.25", "南城分局", "90", "是", "农村"], ["8.80", "东城分局", "88", "√", "城镇"]));
    expect(faults(reading)).toEqual([]);
    expect(changes(reading)).toEqual(["A2 b3 mean 2025: -0.05 → 9.25", "C2 b3 attended 2025: - → 90", "D2 b3 clean 2025: - → true", "E2 b3 kind 2025: - → v"]);
    expect(reading.same).toBe(4);
  });
  test("in English, by ids, and with periods and keys below a title", async () => {
    const reading = await paste(tabs(["", "Registration rate", "", "Stock", ""], ["Name", "Q1 2025", "Q2 2025", "Tools", "Cars"], ["East", "97%", "", "", "7"], ["b2", "", "99.5%", "1,234,567.5", ""]));
    // The row of b2 names it by its id in the column of names, which holds for that row.
    expect(changes(reading)).toEqual(["B3 b1 registration 2025-Q1: 98.2% → 97%", "E3 b1 stock 2025.cars: - → 7"]);
    expect(faults(reading)).toEqual(["unit-unknown A4"]);
    expect(reading.newUnits.map(({ name, values }) => [name, values.length])).toEqual([["b2", 2]]);
  });
  test("merged titles stand for all they cover", async () => {
    const reading = await read(
      workbook({ name: "表", rows: [row(t("分局考核"), gap, gap), row(t("单位"), t("登记率"), gap), row(gap, t("第1季度"), t("第2季度")), row(t("西城分局"), pct("0.5"), pct("0.6"))], merges: ["A1:C1", "A2:A3", "B2:C2"] }),
    );
    expect(faults(reading)).toEqual([]);
    expect(changes(reading)).toEqual(["B4 b2 registration 2025-Q1: - → 50%", "C4 b2 registration 2025-Q2: exempt → 60%"]);
  });
  test("a name that two bear is asked for by its id; a row of sums is left out; extra columns are told", async () => {
    const grid = demo();
    const [, second] = grid.units;
    if (second) second.name = { "zh-CN": "东城分局" };
    const reading = await paste(tabs(["编号", "名称", "均值", "电话"], ["", "东城分局", "1", "8888"], ["b2", "东城分局", "2", ""], ["", "合计", "3", ""], ["", "", "4", ""]), {}, grid);
    expect(faults(reading)).toEqual(["name-twice B2", "row-without-unit B5"]);
    expect(reading.faults[0]?.text["zh-CN"]).toContain("b1、b2");
    expect(changes(reading)).toEqual(["C3 b2 mean 2025: 12345678901234567.89 → 2"]);
    expect(notes(reading)).toEqual(["column-unknown D1", "sum-row B4"]);
  });
  test("a unit or a column twice is told and read once", async () => {
    const reading = await paste(tabs(["单位", "均值", "均值", "出勤天数"], ["东城分局", "1", "2", "5"], ["东城分局", "3", "4", "6"]));
    expect(faults(reading)).toEqual(["column-twice C1", "unit-twice A3"]);
    expect(changes(reading)).toEqual(["B2 b1 mean 2025: 8.8 → 1", "D2 b1 attended 2025: 88 → 5"]);
  });
  test("an id and a name of different units are nobody's", async () => {
    const reading = await paste(tabs(["编号", "名称", "均值"], ["b1", "西城分局", "1"], ["b1", "东城公安分局", "2"]));
    expect(faults(reading)).toEqual(["unit-disagrees B2"]);
    expect(changes(reading)).toEqual(["C3 b1 mean 2025: 8.8 → 2"]);
    expect(notes(reading)).toEqual(["name-differs B3"]);
  });
  test("nothing that is known is told with what would be", async () => {
    const reading = await paste("商品\t价格\n苹果\t3");
    expect(faults(reading)).toEqual(["nothing-known "]);
    expect(reading.faults[0]?.text["zh-CN"]).toContain("登记率");
    expect(reading.faults[0]?.stops).toBe(true);
  });
});

describe("cells", () => {
  const one = (cell: string, title = "均值") => read(workbook({ name: "考勤", rows: [row(t("单位"), t(title)), row(t("南城分局"), cell)] }));
  test.each([
    ["an error", err("#DIV/0!"), "均值", "cell-error"],
    ["a formula without a value", f("A1+1"), "均值", "formula-no-value"],
    ["words", t("约八成"), "均值", "not-a-number"],
    ["a dash", t("—"), "均值", "not-a-number"],
    ["a day for a number", day("45992"), "均值", "date-for-number"],
    ["true for a number", b(true), "均值", "not-a-number"],
    ["no option", t("郊区"), "类型", "not-an-option"],
    ["no flag", t("大概"), "无事故", "not-a-flag"],
    ["no day of the calendar", t("2025-02-30"), "挂牌日期", "not-a-date"],
  ])("%s is a fault at its cell", async (_, cell, title, code) => {
    const reading = await one(cell, title);
    expect(faults(reading)).toEqual([`${code} 考勤!B2`]);
    expect(reading.changes).toEqual([]);
  });
  test.each([
    ["a formula's value", f("A1+1", "12.5"), "均值", "12.5"],
    ["17 digits of a binary number", n("8.8000000000000007"), "均值", "8.8"],
    ["an exponent", n("8.8000000000000007E-2"), "均值", "0.088"],
    ["text with more digits than a spreadsheet holds", t("8.8000000000000007"), "均值", "8.8000000000000007"],
    ["letters of full width", t("１２．５"), "均值", "12.5"],
    ["thousands", t("1,234.50"), "均值", "1234.5"],
    ["the fact's own unit", t("88 天"), "出勤天数", "88"],
    ["a minus sign of typography", t("−3"), "均值", "-3"],
    ["不考核", t(" 不考核 "), "出勤天数", "exempt"],
    ["a reason by its words", t("病假"), "出勤天数", "leave"],
    ["a percentage shown by its format", pct("0.97"), "登记率第1季度", "97%"],
    ["a binary percentage", pct("0.98199999999999998"), "登记率第1季度", "98.2%"],
    ["a percentage in words", t("97.5%"), "登记率第1季度", "97.5%"],
    ["a day by its format", day("45630"), "挂牌日期", "2024-12-04"],
    ["a day in words", t("2025年3月9日"), "挂牌日期", "2025-03-09"],
    ["a day as a serial number", n("45630"), "挂牌日期", "2024-12-04"],
    ["a day in eight digits", n("20250309"), "挂牌日期", "2025-03-09"],
    ["true and false", b(true), "无事故", "true"],
    ["a number as a remark", n("13800000000"), "备注", "13800000000"],
  ])("%s is read", async (_, cell, title, value) => {
    const reading = await one(cell, title);
    expect(faults(reading)).toEqual([]);
    expect(reading.changes.map(({ to }) => to)).toEqual([value]);
  });
  test("what was rounded is told with what the sheet holds", async () => {
    const reading = await one(n("8.8000000000000007"));
    expect(notes(reading)).toEqual(["rounded B2"]);
    expect(reading.changes[0]?.notes[0]?.text.en).toContain("8.8000000000000007");
  });
  test("how plain numbers of a rate are read is told, and can be said otherwise", async () => {
    const table = tabs(["单位", "登记率第1季度"], ["东城分局", "0.975"], ["西城分局", "1"]);
    const small = await paste(table);
    expect(small.changes.map(({ to }) => to)).toEqual(["97.5%", "100%"]);
    expect(small.notes.map(({ ask }) => ask?.read)).toEqual(["fraction"]);
    const said = await paste(table, { rates: { registration: "percent" } });
    expect(said.changes.map(({ to }) => to)).toEqual(["0.975%", "1%"]);
    const large = await paste(tabs(["单位", "登记率第1季度"], ["东城分局", "97.5"], ["西城分局", "1"]));
    expect(large.changes.map(({ to }) => to)).toEqual(["97.5%", "1%"]);
    expect(large.notes.map(({ ask }) => ask?.read)).toEqual(["percent"]);
  });
  test("merged figures are nobody's; merged names are those of each row", async () => {
    const reading = await read(workbook({ name: "考勤", rows: [row(t("单位"), t("均值"), t("出勤天数")), row(t("东城分局"), n("1"), n("5")), row(t("西城分局"), gap, n("6"))], merges: ["B2:B3"] }));
    expect(faults(reading)).toEqual(["merged 考勤!B2:B3"]);
    expect(changes(reading)).toEqual(["C2 b1 attended 2025: 88 → 5", "C3 b2 attended 2025: leave → 6"]);
    const records = await read(workbook({ name: "走访", rows: [row(t("单位"), t("日期"), t("星级")), row(t("西城分局"), t("2025-03-01"), n("4")), row(gap, t("2025-03-02"), n("3"))], merges: ["A2:A3"] }));
    expect(faults(records)).toEqual([]);
    expect(records.changes.map(({ change }) => change.records)).toEqual([[{ id: "r1", date: "2025-03-01", stars: "4" }, { id: "r2", date: "2025-03-02", stars: "3" }]]);
  });
  test("all faults of all sheets are told at once, and the rest is read", async () => {
    const reading = await read(
      workbook(
        { name: "一", rows: [row(t("单位"), t("均值"), t("类型")), row(t("东城分局"), err("#N/A"), t("郊区")), row(t("西城分局"), n("7"), t("城镇"))] },
        { name: "二", rows: [row(t("单位"), t("出勤天数")), row(t("南城分局"), t("?"))] },
        { name: "三", rows: [row(t("随便写写"))] },
        { name: "四", hidden: true, rows: [row(t("单位"), t("均值")), row(t("东城分局"), n("1"))] },
      ),
    );
    expect(faults(reading)).toEqual(["cell-error 一!B2", "not-an-option 一!C2", "not-a-number 二!B2"]);
    expect(changes(reading)).toEqual(["B3 b2 mean 2025: 12345678901234567.89 → 7", "C3 b2 kind 2025: v → t"]);
    expect(notes(reading)).toEqual(["sheet-unknown ", "hidden "]);
  });
  test("one figure on two sheets: the same is fine, another is told", async () => {
    const sheet = (name: string, value: string) => ({ name, rows: [row(t("单位"), t("均值")), row(t("东城分局"), n(value))] });
    expect(faults(await read(workbook(sheet("一", "7"), sheet("二", "7.0"))))).toEqual([]);
    const reading = await read(workbook(sheet("一", "7"), sheet("二", "8")));
    expect(faults(reading)).toEqual(["cell-twice 二!B2"]);
    expect(reading.changes.map(({ to }) => to)).toEqual(["7"]);
  });
});

describe("records", () => {
  const records = async (...lines: string[][]) => {
    const reading = await paste(tabs(["名称", "记录编号", "日期", "星级", "方式", "属实", "责任单位"], ...lines));
    return { reading, faults: faults(reading), change: reading.changes.map(({ change }) => change), rows: reading.changes.flatMap(({ rows }) => rows ?? []).map(({ id, what, fields }) => `${what} ${id} ${fields.map(({ field }) => field).join(" ")}`) };
  };
  test("a row with an id changes that record, one without is new; what is not in the sheet stays", async () => {
    const { faults: found, change, rows } = await records(["东城分局", "v1", "2025-03-02", "3", "上门", "是", "西城分局"], ["东城分局", "", "2025-05-01", "5", "电话", "否", "b3"]);
    expect(found).toEqual([]);
    expect(rows).toEqual(["changed v1 stars", "new r1 date stars kind held bearer"]);
    const before = demo().lists[0]?.rows[0] ?? [];
    expect(change).toEqual([{ class: "bureau", unit: "b1", fact: "visits", records: [{ ...before[0], stars: "3" }, before[1], { id: "r1", date: "2025-05-01", stars: "5", kind: "phone", held: false, bearer: "b3" }] }]);
  });
  test("rows without ids that say what is there already change nothing", async () => {
    const { rows, reading } = await records(["东城分局", "", "2025-04-01", "", "", "否", ""]);
    expect(rows).toEqual([]);
    expect(reading.changes).toEqual([]);
  });
  test("no records at all is said in so many words", async () => {
    const { change } = await records(["南城分局", "（无记录）", "", "", "", "", ""], ["西城分局", "", "", "", "", "", ""]);
    expect(change).toEqual([{ class: "bureau", unit: "b3", fact: "visits", records: [] }]);
  });
  test("one id twice, and a field that is wrong, leave the others as they are", async () => {
    const { faults: found, rows } = await records(["东城分局", "v1", "2025-03-02", "3", "", "", ""], ["东城分局", "v1", "2025-03-02", "2", "", "", ""], ["东城分局", "v2", "四月", "1", "", "", ""], ["东城分局", "v3", "2025-06-01", "1", "", "", "北城"]);
    expect(found).toEqual(["not-a-date C4", "unit-unknown G5", "record-twice B3"]);
    expect(rows).toEqual(["changed v1 stars"]);
  });
  test("with “clear” a record that is not in the sheet is gone, but not one whose row was refused", async () => {
    const table = tabs(["名称", "记录编号", "日期", "星级"], ["东城分局", "v2", "2025-04-01", "1"]);
    const gone = await paste(table, { blank: "clear" });
    expect(gone.changes[0]?.change.records).toEqual([{ id: "v2", date: "2025-04-01", held: false, stars: "1" }]);
    expect(gone.changes[0]?.rows?.map(({ what, id }) => `${what} ${id}`)).toEqual(["changed v2", "gone v1"]);
    const refused = await paste(tabs(["名称", "记录编号", "日期", "星级"], ["东城分局", "v1", "x", "1"], ["东城分局", "v2", "2025-04-01", "1"]), { blank: "clear" });
    expect(refused.changes[0]?.change.records?.map(({ id }) => id)).toEqual(["v1", "v2"]);
  });
});

describe("files", () => {
  const sheet = { name: "考勤", rows: [row(t("单位"), t("均值")), row(t("东城分局"), n("1"))] };
  const stopped = async (bytes: Uint8Array) => {
    const reading = await read(bytes);
    expect(reading.changes).toEqual([]);
    expect(reading.faults.every(({ text }) => Boolean(text["zh-CN"]) && Boolean(text.en))).toBe(true);
    return faults(reading);
  };
  test("that are no spreadsheet are told for what they are", async () => {
    expect(await stopped(new Uint8Array())).toEqual(["empty "]);
    expect(await stopped(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3))).toEqual(["xls "]);
    expect(await stopped(zipped({ mimetype: "application/vnd.oasis.opendocument.spreadsheet" }))).toEqual(["not-xlsx "]);
    expect(await stopped(zipped({ "xl/workbook.bin": "x", "_rels/.rels": "<a/>" }))).toEqual(["not-xlsx "]);
    expect(await stopped(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff))).toEqual(["not-text "]);
    expect(await stopped(Uint8Array.of(0x50, 0x4b, 3, 4))).toEqual(["zip-broken "]);
  });
  test("cut anywhere, or with any byte of their directory changed, never stop the page", async () => {
    const whole = workbook(sheet);
    for (let cut = 4; cut < whole.length; cut += 97) expect((await stopped(whole.slice(0, cut))).length).toBeGreaterThan(0);
    for (let at = whole.length - 300; at < whole.length; at += 7) {
      const bytes = whole.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const reading = await read(bytes);
      expect(reading.faults.length + reading.changes.length).toBeGreaterThan(0);
    }
  });
  test("that would unpack to more than any table are refused before they are unpacked, and those that lie about it while they are", async () => {
    // Deflated spaces: a thousandth of what they unpack to.
    const bomb = zipped({ ...parts([sheet]), "xl/worksheets/sheet1.xml": " ".repeat(20_000_000) });
    const view = new DataView(bomb.buffer);
    const sizes: number[] = [];
    for (let at = 0; at < bomb.length - 30; at += 1) if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 20_000_000) sizes.push(at + 24);
    expect(sizes).toHaveLength(1);
    const told = bomb.slice();
    new DataView(told.buffer).setUint32(sizes[0] ?? 0, 4_000_000_000, true);
    expect(await stopped(told)).toEqual(["zip-too-large "]);
    const lied = bomb.slice();
    new DataView(lied.buffer).setUint32(sizes[0] ?? 0, 1_000, true);
    expect(await stopped(lied)).toEqual(["zip-too-large "]);
  });
  test("of a million rows are refused with the number that can be read; a million empty ones do no harm", async () => {
    const many = await read(workbook({ name: "大表", rows: Array.from({ length: limits.rows + 2 }, () => row(n("1"))) }, sheet));
    expect(faults(many)).toEqual(["too-many-rows 大表!"]);
    expect(many.faults[0]?.text["zh-CN"]).toContain(String(limits.rows));
    expect(changes(many)).toEqual(["B2 b1 mean 2025: 8.8 → 1"]);
    const empty = await read(workbook({ ...sheet, rows: [...sheet.rows, ...Array.from({ length: 100_000 }, () => "<row/>")] }));
    expect(faults(empty)).toEqual([]);
    expect(empty.changes).toHaveLength(1);
    expect(faults(await paste(`单位\t均值\n${"东城分局\t1\n".repeat(limits.rows + 5)}`))).toEqual(["too-many-rows "]);
  }, 60_000);
  test("with XML that breaks off inside a sheet lose that sheet and no other", async () => {
    const texts = parts([{ name: "坏", rows: sheet.rows }, sheet]);
    texts["xl/worksheets/sheet1.xml"] = '<worksheet><sheetData><row><c t="inlineStr"><is><t>单位';
    const reading = await read(zipped(texts));
    expect(faults(reading)).toEqual(["xml-broken 坏!"]);
    expect(reading.changes).toHaveLength(1);
  });
  test("with entities of their own expand none of them", async () => {
    const texts = parts([sheet]);
    texts["xl/worksheets/sheet1.xml"] = `<!DOCTYPE a [<!ENTITY x "${"y".repeat(1000)}">]>${texts["xl/worksheets/sheet1.xml"]?.replace("东城分局", "东城分局&x;")}`;
    const reading = await read(zipped(texts));
    expect(reading.changes).toEqual([]);
    expect(faults(reading).length).toBeGreaterThan(0);
  });
  test("csv in UTF-8, GB18030 and UTF-16 is read, and told where it is not UTF-8", async () => {
    // 单位,均值 / 东城分局,1 in GB18030, byte by byte from the standard's table.
    const gb = Uint8Array.of(0xb5, 0xa5, 0xce, 0xbb, 0x2c, 0xbe, 0xf9, 0xd6, 0xb5, 0x0d, 0x0a, 0xb6, 0xab, 0xb3, 0xc7, 0xb7, 0xd6, 0xbe, 0xd6, 0x2c, 0x31, 0x0d, 0x0a);
    const reading = await readSheets({ name: "a.csv", bytes: gb }, demo(), scheme);
    expect(changes(reading)).toEqual(["B2 b1 mean 2025: 8.8 → 1"]);
    expect(notes(reading)).toEqual(["letters "]);
    const utf8 = await readSheets({ name: "a.csv", bytes: new TextEncoder().encode("\ufeff单位,均值\r\n\"东城分局\",1") }, demo(), scheme);
    expect(changes(utf8)).toEqual(["B2 b1 mean 2025: 8.8 → 1"]);
    expect(notes(utf8)).toEqual([]);
    const wide = new Uint8Array(new Uint16Array([..."\ufeff单位\t均值\r\n东城分局\t1"].map((letter) => letter.charCodeAt(0))).buffer);
    expect(changes(await readSheets({ name: "a.txt", bytes: wide }, demo(), scheme))).toEqual(["B2 b1 mean 2025: 8.8 → 1"]);
  });
  test("are given up when nobody waits for them any more", async () => {
    await expect(read(workbook(sheet), { stop: () => true })).rejects.toThrow("stopped");
  });
});

describe("a template of", () => {
  const made = (about: Partial<Record<"scheme" | "version" | "class" | "period", string>>) => {
    const said = { scheme: "demo", version: "2025.1", class: "bureau", period: "2025", ...about };
    const lines = Object.entries(said).map(([key, value]) => row(t(key), t(value), t(`@${key}`)));
    return workbook({ name: "说明", rows: [row(t("x"), gap, t("yardstick-sheet/1")), ...lines] }, { name: "一", rows: [row(t("编号"), t("名称"), t("均值"), t("旧项")), row(t("unit"), t("name"), t("mean|2025"), t("old|2025")), row(t("b1"), t("东城分局"), n("1"), n("2"))] });
  };
  test.each([
    ["another scheme", { scheme: "other" }, "other-scheme "],
    ["another class", { class: "staff" }, "other-class "],
    ["another period", { period: "2024" }, "other-period "],
  ])("%s brings nothing", async (_, about, fault) => {
    const reading = await read(made(about));
    expect(faults(reading)).toEqual([fault]);
    expect(reading.changes).toEqual([]);
  });
  test("another version brings what is still there, and says so", async () => {
    const reading = await read(made({ version: "2024.1" }));
    expect(faults(reading)).toEqual(["other-version ", "column-gone 一!D2"]);
    expect(changes(reading)).toEqual(["C3 b1 mean 2025: 8.8 → 1"]);
  });
});
