import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { initialsOf } from "./initials";
import { classesIn, freeIds, namesIn, newDataset, pastedNames, renamed, withNames } from "./units";

const boards = fileURLToPath(new URL("../../../../../data/boards/", import.meta.url));

describe("pinyin initials", () => {
  it("are those that the boards have by hand, where these have a letter for each character", () => {
    let all = 0;
    const wrong: string[] = [];
    for (const id of readdirSync(boards)) {
      if (id.includes(".")) continue;
      const names = namesIn(readFileSync(`${boards}${id}/dataset.json`, "utf8"));
      for (const unit of Object.values(names?.units ?? {}).flat()) {
        if (!unit.initials || typeof unit.name === "string" || unit.initials.length !== unit.name["zh-CN"]?.length) continue;
        all += 1;
        if (initialsOf(unit.name["zh-CN"] ?? "") !== unit.initials) wrong.push(`${unit.name["zh-CN"]} ${unit.initials} ${initialsOf(unit.name["zh-CN"] ?? "")}`);
      }
    }
    expect(all).toBeGreaterThan(100);
    expect(wrong.length / all, wrong.slice(0, 20).join(", ")).toBeLessThan(0.03);
  });
  it("keep letters and digits, and leave out what is neither", () => {
    expect(initialsOf("第3窗口（A厅）")).toBe("d3ckat");
    expect(initialsOf("East 2")).toBe("east2");
  });
  it("know surnames that are read otherwise than elsewhere", () => {
    expect([initialsOf("解静柯"), initialsOf("解放路分局"), initialsOf("曾谷"), initialsOf("他山村")]).toEqual(["xjk", "jflfj", "zg", "tsc"]);
  });
});

describe("names", () => {
  it("come a line each, with the group in a second column", () => {
    expect(pastedNames(" 东城分局\t城区\r\n\r\n西城 分局 \n")).toEqual([
      { name: "东城分局", group: "城区" },
      { name: "西城 分局", group: "" },
    ]);
  });
  it("get ids that nobody has, in the manner of those that are there", () => {
    expect(freeIds([], 2)).toEqual(["u01", "u02"]);
    expect(freeIds(["p001", "p003"], 3)).toEqual(["p002", "p004", "p005"]);
  });
  it("find their group by its title, or make it; names that occur twice are counted", () => {
    const made = withNames([{ id: "u01", name: "东城" }], { town: { "zh-CN": "镇区", en: "Town" } }, [
      { name: "东城", group: "镇区" },
      { name: "南郊", group: "新区" },
    ]);
    expect(made.units.map(({ id, group }) => [id, group])).toEqual([
      ["u01", undefined],
      ["u02", "town"],
      ["u03", "g2"],
    ]);
    expect(made.groups.g2).toEqual({ "zh-CN": "新区" });
    expect(made.twice).toBe(1);
  });
  it("stay as they were written where they are the same", () => {
    expect(renamed({ id: "u01", name: "东城" }, "东城", "")).toBe("东城");
    expect(renamed({ id: "u01", name: "东城" }, "东城分局", "East")).toEqual({ "zh-CN": "东城分局", en: "East" });
  });
});

describe("a dataset that begins with names", () => {
  const scheme = JSON.stringify({ id: "trial", version: "1", classes: { office: { title: { "zh-CN": "科室" } }, bureau: { title: "局", one: true } } });
  it("has the classes' names, the one unit of a class of one, and no figures", () => {
    expect(JSON.parse(newDataset(scheme, "考核", "2026", "2026-03-31", { office: "办公室\n财务科" }))).toEqual({
      format: "yardstick-dataset/1", scheme: { id: "trial", version: "1" }, title: { "zh-CN": "考核" }, asOf: "2026-03-31", periods: ["2026"], closed: [],
      units: {
        office: [{ id: "u01", name: { "zh-CN": "办公室" }, initials: "bgs" }, { id: "u02", name: { "zh-CN": "财务科" }, initials: "cwk" }],
        bureau: [{ id: "bureau", name: { "zh-CN": "局" } }],
      },
    });
  });
  it("is not begun from a scheme that cannot be read", () => {
    expect(classesIn("{")).toBeNull();
    expect(classesIn("{}")).toBeNull();
  });
});
