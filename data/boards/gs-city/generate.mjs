// The invented figures of the city bureau. Most units are drawn from a seed by how well they do; a few are set by hand, so that
// there is something to find:
// 2025: two units tied at tenth; a figure that was never reported; recognition above its cap; exposure that does not count; a
// unit that passes only by its recognition; a third year at the bottom and below the pass line; a second year; a unit at the
// bottom in 2023 and 2025 but not between; one that escapes by a place.
// 2024: a third year at the bottom, but above the pass line; data changed after locking without authority.
// 2023: two units tied at third from the bottom, for one of which nobody can say whether it is the second year, as 2022 lacks
// a figure. 2022: a third year that counts two of which only the circulated totals are left.
import { day, dice, faults, say, units, write } from "../drawing.mjs";

const cityUnits = units([
  ["澜东", "Landong", "urban", "ld"], ["澜西", "Lanxi", "urban", "lx"], ["澜南", "Lannan", "urban", "ln"], ["澜北", "Lanbei", "urban", "lb"],
  ["澜港", "Langang", "urban", "lg"], ["新澜", "Xinlan", "urban", "xl"], ["锦湖", "Jinhu", "urban", "jh"], ["钟台", "Zhongtai", "urban", "zt"],
  ["青榆", "Qingyu", "town", "qy"], ["云渡", "Yundu", "town", "yd"], ["柳汐", "Liuxi", "town", "lx"], ["鹭洲", "Luzhou", "town", "lz"],
  ["松坞", "Songwu", "town", "sw"], ["竹屏", "Zhuping", "town", "zp"], ["梅岑", "Meicen", "town", "mc"], ["禾丰", "Hefeng", "town", "hf"],
  ["沙堰", "Shayan", "town", "sy"], ["月塘", "Yuetang", "town", "yt"], ["鹤汀", "Heting", "town", "ht"], ["龙埠", "Longbu", "town", "lb"],
  ["桐荫", "Tongyin", "town", "ty"], ["溪陂", "Xibei", "town", "xb"], ["芦湾", "Luwan", "town", "lw"], ["槐里", "Huaili", "town", "hl"],
]);
// 0 does everything, 10 does badly; in the order of the units.
const cityWeakness = {
  2022: [3, 2, 3, 4, 3, 4, 2, 9, 2, 3, 5, 2, 4, 3, 5, 5, 2, 4, 4, 9, 9, 6, 5, 6],
  2023: [2, 3, 2, 3, 4, 3, 3, 5, 2, 4, 4, 1, 6, 2, 4, 6, 3, 5, 3, 5, 8, 5, 9, 5],
  2024: [3, 3, 2, 4, 4, 2, 3, 4, 1, 3, 3, 2, 4, 2, 3, 4, 4, 7, 3, 4, 5, 4, 7, 4],
  2025: [2, 3, 1, 4, 5, 2, 3, 4, 1, 4, 4, 2, 6, 4, 3, 5, 4, 6, 2, 5, 6, 3, 7, 5],
};
const seeds = { 2022: 20220101, 2023: 20230101, 2024: 20240101, 2025: 20250101 };
// The totals that were circulated for the years before: all that is left of them.
const circulated = {
  2020: ["88.16", "90.42", "91.05", "84.30", "86.75", "83.28", "90.11", "79.64", "92.37", "85.93", "80.52", "93.48", "74.86", "87.09", "82.44", "81.70", "89.35", "85.18", "84.62", "66.91", "78.03", "77.56", "83.97", "72.25"],
  2021: ["87.52", "91.30", "90.64", "85.41", "88.02", "84.87", "89.75", "69.18", "93.56", "86.20", "81.37", "92.84", "80.63", "88.45", "83.09", "82.58", "90.17", "84.36", "85.73", "64.05", "77.12", "78.90", "82.21", "73.49"],
};
const cityFacts = ["patrolsDone", "patrolsPlanned", "unlicensedFound", "inspected", "inspectionDue", "casesClosed", "casesDue", "adFileFaults", "overTime",
  "overAuthority", "wrongProcedure", "regFileFaults", "samplesDone", "samplesPlanned", "marketPatrolsDone", "marketPatrolsPlanned", "caseFileFaults"];
// The last figure is the mean mark of the acceptance.
const citySet = {
  // Tied at tenth: 91.97 each, by different ways.
  2025: {
    u10: { values: [1176, 1200, 2, 1950, 2000, 19, 20, 1, 1, 0, 0, 2, 60, 60, 294, 300, 1, 85], opinions: [372, 100, 28], stars: ["4.5", "4"], award: "township" },
    u15: { values: [1164, 1200, 0, 1938, 2000, 19, 20, 3, 1, 0, 0, 2, 60, 60, 298, 300, 1, 85], opinions: [380, 92, 28], stars: ["5", "4"], award: "township" },
  },
  // Tied at third from the bottom: 75.45 each.
  2023: {
    u13: { values: [1140, 1200, 4, 1900, 2000, 17, 20, 2, 2, 0, 1, 6, 54, 60, 270, 300, 3, 80], opinions: [372, 80, 48], stars: ["4", "3"] },
    u16: { values: [1170, 1200, 5, 1920, 2000, 16, 20, 2, 3, 0, 0, 6, 57, 60, 265, 300, 4, 82.5], opinions: [380, 74, 46], stars: ["3.5", "3.5"] },
  },
};
const won = {
  2022: { u01: ["township"], u03: ["county"], u05: ["township"], u09: ["province"], u12: ["county", "township"], u17: ["county"], u19: ["township"] },
  2023: { u02: ["county"], u06: ["township"], u09: ["county", "township"], u12: ["province", "county"], u22: ["township"] },
  2024: { u01: ["village"], u03: ["county", "township"], u07: ["county"], u09: ["national"], u11: ["township"], u19: ["county"] },
  2025: {
    u01: ["county"], u02: ["county"], u03: ["province", "county", "township"], u06: ["township"], u07: ["province"], u09: ["national", "township"], u12: ["county", "township"],
    u19: ["province"], u22: ["township"], u24: ["province", "township"],
  },
};
const television = say("市电视台", "City television");
const exposed = {
  2022: { u20: [{ date: "2022-03-15", media: television, level: "city", verified: true, severity: "serious" }] },
  2023: {
    u21: [{ date: "2023-11-02", media: say("市晚报", "City evening paper"), level: "city", verified: true, severity: "minor" }],
    u23: [{ date: "2023-03-15", media: television, level: "city", verified: true, severity: "minor" }],
  },
  2024: {
    u10: [{ date: "2024-09-05", media: say("省报", "Provincial daily"), level: "province", verified: false, severity: "serious" }],
    u18: [{ date: "2024-03-15", media: television, level: "city", verified: true, severity: "serious" }],
  },
  2025: {
    u05: [{ date: "2025-03-15", media: television, level: "city", verified: true, severity: "minor" }],
    u08: [{ date: "2025-06-03", media: say("县广播电台", "County radio"), level: "county", verified: true, severity: "serious" }],
    u12: [{ date: "2025-08-21", media: say("省报", "Provincial daily"), level: "province", verified: false, severity: "grave" }],
    u18: [{ date: "2025-03-15", media: television, level: "city", verified: true, severity: "serious" }],
    u23: [
      { date: "2025-05-09", media: say("市晚报", "City evening paper"), level: "city", verified: true, severity: "minor" },
      { date: "2025-10-17", media: say("省电视台", "Provincial television"), level: "province", verified: true, severity: "serious" },
    ],
  },
};
const changed = {
  u05: [{ id: "m1", date: "2024-12-19", item: say("办结案件数由 15 件改为 17 件", "Cases closed: 17 instead of 15"), authorised: false }],
  u12: [{ id: "m1", date: "2025-12-10", item: say("补录漏扫的巡查 12 户次", "12 patrols added that were not scanned"), authorised: true }],
};

function cityFigures(roll, weakness) {
  const less = (planned, most) => planned - Math.floor((planned * faults(roll, weakness, most)) / 1000);
  const patrols = 50 * roll.between(16, 32);
  const due = 20 * roll.between(60, 140);
  const cases = roll.between(14, 30);
  const samples = 4 * roll.between(12, 24);
  const market = 12 * roll.between(18, 30);
  return [
    less(patrols, 160), patrols, faults(roll, weakness, 7), due - Math.floor((due * (12 + faults(roll, weakness, 90))) / 1000), due,
    cases - faults(roll, weakness, 4), cases, faults(roll, weakness, 5), faults(roll, weakness, 3), faults(roll, weakness, 1), faults(roll, weakness, 2),
    faults(roll, weakness, 17), Math.min(samples + roll.upTo(2), less(samples, 160) + 1), samples, less(market, 150), market, faults(roll, weakness, 7),
    98 - faults(roll, weakness, 24),
  ];
}

// Marks of the tasks whose mean is the one given; there are no farm supplies in the city proper.
function acceptance(roll, mark, group) {
  const apart = Math.min(roll.upTo(8) / 2, 100 - mark) * (roll.upTo(1) === 0 ? 1 : -1);
  return { food: String(mark - apart), farm: group === "urban" ? "exempt" : String(mark), hall: String(mark + apart) };
}

export function dataset() {
  const years = Object.keys(seeds);
  const perYear = () => Object.fromEntries(years.map((year) => [year, []]));
  const readings = Object.fromEntries([...cityFacts, "acceptanceMarks", "opinions"].map((fact) => [fact, perYear()]));
  const records = Object.fromEntries(["visits", "recognitions", "exposures", "changes"].map((fact) => [fact, Object.fromEntries(cityUnits.map(({ id }) => [id, []]))]));
  records.changes = { ...records.changes, ...changed };
  const places = [say("登记大厅", "Registration hall"), say("服务窗口", "Service window"), say("消费维权站", "Consumer station")];
  const stars = ["5", "4.5", "4", "3.5", "3", "2.5", "2"];
  const awards = {
    village: [say("共建先进单位", "Good neighbour")],
    township: [say("先进单位", "Advanced unit"), say("先进党支部", "Advanced party branch")],
    county: [say("文明单位", "Civilised unit"), say("青年文明号", "Youth civility award")],
    province: [say("群众满意基层站所", "Station that satisfies the public")],
    national: [say("先进集体", "Advanced collective")],
  };
  const numbered = (prefix, year, rows) => rows.map((row, index) => ({ id: `${prefix}${year === "2025" ? "" : `${year.slice(2)}_`}${index + 1}`, ...row }));
  for (const year of years) {
    const roll = dice(seeds[year]);
    const marks = dice(seeds[year] + 1); // a stream of its own
    for (const [index, { id, group }] of cityUnits.entries()) {
      const set = citySet[year]?.[id];
      const weakness = cityWeakness[year][index];
      const figures = set?.values ?? cityFigures(roll, weakness);
      cityFacts.forEach((fact, at) => readings[fact][year].push(figures[at]));
      readings.acceptanceMarks[year].push(acceptance(marks, figures[cityFacts.length], group));
      const votes = 20 * roll.between(20, 30);
      const against = Math.floor((votes * (15 + faults(roll, weakness, 110))) / 1000);
      const basic = Math.floor((votes * roll.between(150, 260)) / 1000);
      const [satisfied, middle, dissatisfied] = set?.opinions ?? [votes - basic - against, basic, against];
      readings.opinions[year].push({ satisfied, basic: middle, dissatisfied });
      const seen = set?.stars ?? Array.from({ length: roll.between(2, 3) }, () => stars[Math.min(stars.length - 1, faults(roll, weakness, 6) + roll.upTo(1))]);
      records.visits[id].push(...numbered("v", year, seen.map((rating, visit) => ({ date: day(roll, [3, 6, 10][visit], year), place: roll.pick(places), stars: rating }))));
      const levels = set ? [set.award ?? []].flat() : (won[year][id] ?? []);
      records.recognitions[id].push(...numbered("r", year, levels.map((level, nth) => ({ date: day(roll, 4 + 3 * nth, year), award: roll.pick(awards[level]), level }))));
      records.exposures[id].push(...numbered("e", year, exposed[year][id] ?? []));
    }
  }
  // Never reported.
  readings.samplesDone[2025][13] = null;
  readings.opinions[2022][15] = null;
  return write({
    scheme: { id: "gs-city", version: "2025.2" },
    title: { "zh-CN": "云澜市基层分局2022至2025年度考核数据", en: "Yunlan city: figures of the sub-bureaus, 2022 to 2025" },
    note: {
      "zh-CN": "云澜市及各分局均为虚构，数据由程序生成，与任何真实单位无关。2020、2021年只列当年通报的总分。",
      en: "Yunlan and its sub-bureaus are invented; the figures are generated and concern no real office. Of 2020 and 2021 only the circulated totals are given.",
    },
    invented: true,
    asOf: "2025-12-31",
    periods: years,
    closed: years,
    groups: { sub_bureau: { urban: { "zh-CN": "城区", en: "Urban" }, town: { "zh-CN": "镇区", en: "Town" } } },
    units: { sub_bureau: cityUnits },
    readings: { sub_bureau: readings },
    records: { sub_bureau: records },
    history: { periods: Object.keys(circulated), nodes: { sub_bureau: { total: circulated } } },
  });
}
