// Writes the invented figures of both boards: `node data/boards/generate.mjs` gives the same bytes every time.
// Most units are drawn from a seed by how well they do; a few are set by hand, so that each board holds something to find:
//   gs-city      two units tied at tenth; a figure that was never reported; recognition above its cap; exposure that does
//                not count; a unit that passes only by its recognition
//   gs-district  a vetoed first; two units tied at third; 84.995, which is not 85; claims rejected for each reason; a unit
//                below 70; a new unit that was not assessed in its first quarter; an exempted act
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Whole-number generator (mulberry32), so that no engine's arithmetic can change a figure.
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const upTo = (most) => next() % (most + 1);
  return { upTo, between: (low, high) => low + upTo(high - low), pick: (list) => list[upTo(list.length - 1)] };
}

// Faults of a unit whose weakness is 0 (best) to 10: none at 0, up to `most` at 10.
const faults = (roll, weakness, most) => Math.floor((most * weakness * roll.between(60, 140)) / 1000);
const day = (roll, month) => `2025-${String(month).padStart(2, "0")}-${String(roll.between(1, 28)).padStart(2, "0")}`;

const say = (zh, en) => ({ "zh-CN": zh, en });
const units = (names) =>
  names.map(([zh, en, group, letters], index) => ({
    id: `u${String(index + 1).padStart(2, "0")}`,
    name: { "zh-CN": `${zh}分局`, en },
    group,
    initials: `${letters}fj`,
  }));

const line = (value) =>
  JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, " ")
    .replace(/([[{]) /g, "$1")
    .replace(/ ([\]}])/g, "$1");

// A unit, a fact and a record take a line each.
function write(about, list, readings, records) {
  const lines = ["{"];
  for (const [key, value] of Object.entries(about)) lines.push(`  ${JSON.stringify(key)}: ${line(value)},`);
  lines.push('  "units": {"sub_bureau": [', list.map((unit) => `    ${line(unit)}`).join(",\n"), "  ]},");
  const facts = Object.entries(readings).map(([fact, periods]) => `    ${JSON.stringify(fact)}: ${line(periods)}`);
  lines.push('  "readings": {"sub_bureau": {', facts.join(",\n"), "  }},");
  const lists = Object.entries(records).map(([fact, byUnit]) => {
    const rows = list.map(({ id }) => {
      const own = byUnit[id] ?? [];
      return own.length ? `      "${id}": [\n${own.map((row) => `        ${line(row)}`).join(",\n")}]` : `      "${id}": []`;
    });
    return `    ${JSON.stringify(fact)}: {\n${rows.join(",\n")}}`;
  });
  lines.push('  "records": {"sub_bureau": {', lists.join(",\n"), "  }}", "}", "");
  return lines.join("\n");
}

// ---- the city ----------------------------------------------------------------------------------

const cityUnits = units([
  ["澜东", "Landong", "urban", "ld"], ["澜西", "Lanxi", "urban", "lx"], ["澜南", "Lannan", "urban", "ln"], ["澜北", "Lanbei", "urban", "lb"],
  ["澜港", "Langang", "urban", "lg"], ["新澜", "Xinlan", "urban", "xl"], ["锦湖", "Jinhu", "urban", "jh"], ["钟台", "Zhongtai", "urban", "zt"],
  ["青榆", "Qingyu", "town", "qy"], ["云渡", "Yundu", "town", "yd"], ["柳汐", "Liuxi", "town", "lx"], ["鹭洲", "Luzhou", "town", "lz"],
  ["松坞", "Songwu", "town", "sw"], ["竹屏", "Zhuping", "town", "zp"], ["梅岑", "Meicen", "town", "mc"], ["禾丰", "Hefeng", "town", "hf"],
  ["沙堰", "Shayan", "town", "sy"], ["月塘", "Yuetang", "town", "yt"], ["鹤汀", "Heting", "town", "ht"], ["龙埠", "Longbu", "town", "lb"],
  ["桐荫", "Tongyin", "town", "ty"], ["溪陂", "Xibei", "town", "xb"], ["芦湾", "Luwan", "town", "lw"], ["槐里", "Huaili", "town", "hl"],
]);
// 0 does everything, 10 does badly; in the order of the units.
const cityWeakness = [2, 3, 1, 4, 5, 2, 3, 4, 1, 4, 4, 2, 6, 4, 3, 5, 4, 6, 2, 5, 6, 3, 7, 5];
const cityFacts = ["patrolsDone", "patrolsPlanned", "unlicensedFound", "inspected", "inspectionDue", "casesClosed", "casesDue", "adFileFaults", "overTime",
  "overAuthority", "wrongProcedure", "regFileFaults", "samplesDone", "samplesPlanned", "marketPatrolsDone", "marketPatrolsPlanned", "caseFileFaults", "acceptanceMark"];
// Tied at tenth: 91.97 each, by different ways.
const citySet = {
  u10: { values: [1176, 1200, 2, 1950, 2000, 19, 20, 1, 1, 0, 0, 2, 60, 60, 294, 300, 1, 85], opinions: [372, 100, 28], stars: ["4.5", "4"], award: "township" },
  u15: { values: [1164, 1200, 0, 1938, 2000, 19, 20, 3, 1, 0, 0, 2, 60, 60, 298, 300, 1, 85], opinions: [380, 92, 28], stars: ["5", "4"], award: "township" },
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

function city() {
  const roll = dice(20250101);
  const readings = Object.fromEntries(cityFacts.map((fact) => [fact, { 2025: [] }]));
  readings.opinions = { 2025: [] };
  const records = { visits: {}, recognitions: {}, exposures: {} };
  const places = [say("登记大厅", "Registration hall"), say("服务窗口", "Service window"), say("消费维权站", "Consumer station")];
  const stars = ["5", "4.5", "4", "3.5", "3", "2.5", "2"];
  const awards = {
    township: [say("先进单位", "Advanced unit"), say("先进党支部", "Advanced party branch")],
    county: [say("文明单位", "Civilised unit"), say("青年文明号", "Youth civility award")],
    province: [say("群众满意基层站所", "Station that satisfies the public")],
    national: [say("先进集体", "Advanced collective")],
  };
  const award = (level, month) => ({ date: day(roll, month), award: roll.pick(awards[level]), level });
  const won = {
    u01: ["county"], u02: ["county"], u03: ["province", "county", "township"], u06: ["township"], u07: ["province"], u09: ["national", "township"], u12: ["county", "township"],
    u19: ["province"], u22: ["township"], u24: ["province", "township"],
  };
  const exposed = {
    u05: [{ date: "2025-03-15", media: say("市电视台", "City television"), level: "city", verified: true, severity: "minor" }],
    u08: [{ date: "2025-06-03", media: say("县广播电台", "County radio"), level: "county", verified: true, severity: "serious" }],
    u12: [{ date: "2025-08-21", media: say("省报", "Provincial daily"), level: "province", verified: false, severity: "grave" }],
    u18: [{ date: "2025-03-15", media: say("市电视台", "City television"), level: "city", verified: true, severity: "serious" }],
    u23: [
      { date: "2025-05-09", media: say("市晚报", "City evening paper"), level: "city", verified: true, severity: "minor" },
      { date: "2025-10-17", media: say("省电视台", "Provincial television"), level: "province", verified: true, severity: "serious" },
    ],
  };
  const numbered = (prefix, rows) => rows.map((row, index) => ({ id: `${prefix}${index + 1}`, ...row }));
  for (const [index, { id }] of cityUnits.entries()) {
    const set = citySet[id];
    const weakness = cityWeakness[index];
    const figures = set?.values ?? cityFigures(roll, weakness);
    figures.forEach((figure, at) => readings[cityFacts[at]][2025].push(figure));
    const votes = 20 * roll.between(20, 30);
    const against = Math.floor((votes * (15 + faults(roll, weakness, 110))) / 1000);
    const basic = Math.floor((votes * roll.between(150, 260)) / 1000);
    const [satisfied, middle, dissatisfied] = set?.opinions ?? [votes - basic - against, basic, against];
    readings.opinions[2025].push({ satisfied, basic: middle, dissatisfied });
    const seen = set?.stars ?? Array.from({ length: roll.between(2, 3) }, () => stars[Math.min(stars.length - 1, faults(roll, weakness, 6) + roll.upTo(1))]);
    records.visits[id] = numbered("v", seen.map((rating, visit) => ({ date: day(roll, [3, 6, 10][visit]), place: roll.pick(places), stars: rating })));
    const levels = set ? [set.award] : (won[id] ?? []);
    records.recognitions[id] = numbered("r", levels.map((level, nth) => award(level, 4 + 3 * nth)));
    records.exposures[id] = numbered("e", exposed[id] ?? []);
  }
  readings.samplesDone[2025][13] = null; // never reported
  return write({
    $schema: "../../schema/dataset.schema.json",
    format: "yardstick-dataset/1",
    scheme: { id: "gs-city", version: "2025.1" },
    title: { "zh-CN": "云澜市基层分局2025年度考核数据", en: "Yunlan city: figures of the sub-bureaus for 2025" },
    note: {
      "zh-CN": "云澜市及各分局均为虚构，数据由程序生成，与任何真实单位无关。",
      en: "Yunlan and its sub-bureaus are invented; the figures are generated and concern no real office.",
    },
    invented: true,
    asOf: "2025-12-31",
    periods: ["2025"],
    closed: ["2025"],
    groups: { sub_bureau: { urban: { "zh-CN": "城区", en: "Urban" }, town: { "zh-CN": "镇区", en: "Town" } } },
  }, cityUnits, readings, records);
}

// ---- the district ------------------------------------------------------------------------------

const districtUnits = units([
  ["湖心", "Huxin", "urban", "hx"], ["北渚", "Beizhu", "urban", "bz"], ["南塍", "Nancheng", "urban", "nc"], ["东埭", "Dongdai", "urban", "dd"],
  ["茶亭", "Chating", "urban", "ct"], ["西榭", "Xixie", "urban", "xx"], ["石矶", "Shiji", "town", "sj"], ["柿园", "Shiyuan", "town", "sy"],
  ["芷岸", "Zhi'an", "town", "za"], ["雁回", "Yanhui", "town", "yh"], ["荷桥", "Heqiao", "town", "hq"], ["新汀", "Xinting", "town", "xt"],
]);
const districtWeakness = [0, 3, 4, 1, 5, 6, 1, 3, 1, 9, 4, 2];
const quarterFacts = {
  "2025-Q1": { uninspected: 20, inspectionFaults: 4, outletsMissed: 6, ledgerGaps: 6, pledgesMissing: 3, sessionsMissed: 2 },
  "2025-Q2": { shopsMissed: 7, foodFaults: 8, brandVisitsShort: 4 },
  "2025-Q3": { unlicensedOpen: 14, sitesUnverified: 14 },
  "2025-Q4": { complaintsLate: 5, complaintsReopened: 4, casesOpen: 5 },
};
const halfFacts = ["overTimeFilings", "regFileFaults", "patrolsDone", "patrolsPlanned", "supervisionFaults", "complaintsSettled", "complaintsReceived", "adFaults", "caseFileFaults", "disciplineFaults"];
const halves = ["2025-H1", "2025-H2"];
// Set by hand: the fourteen figures of the quarters, then the ten of each half.
const districtSet = {
  // far ahead, and vetoed
  u01: [[2, 0, 1, 0, 0, 0, 0, 0, 1, 2, 1, 1, 0, 0], [0, 1, 998, 1000, 0, 60, 60, 0, 1, 0], [0, 0, 1000, 1000, 1, 59, 60, 0, 0, 0]],
  // 98.75: rates 0.96 0.95 0.95 0.96, halves 96.5 and 95.5, bonus 3
  u04: [[2, 1, 1, 0, 1, 0, 1, 2, 1, 4, 4, 1, 0, 1], [0, 1, 990, 1000, 2, 49, 50, 0, 1, 1], [1, 1, 980, 1000, 1, 48, 50, 1, 1, 0]],
  // 84.995: rates 0.84 (after one point of supervision) 0.85 0.85 0.86, halves 84.98 and 85
  u05: [[12, 2, 4, 2, 0, 1, 5, 4, 2, 10, 8, 3, 2, 3], [2, 4, 999, 1000, 6, 40, 50, 2, 4, 1], [2, 2, 900, 1000, 4, 45, 50, 2, 5, 2]],
  // 98.75 again: rates 0.94 0.975 0.975 0.93, halves 97.5 and 94.5, bonus 3
  u07: [[4, 1, 1, 2, 1, 0, 1, 1, 0, 3, 2, 2, 1, 1], [0, 1, 995, 1000, 1, 73, 75, 0, 0, 1], [1, 2, 960, 1000, 2, 74, 75, 1, 1, 0]],
  // second
  u09: [[2, 1, 0, 0, 1, 0, 0, 2, 0, 3, 3, 0, 1, 1], [1, 0, 995, 1000, 1, 57, 58, 0, 0, 0], [0, 1, 990, 1000, 0, 60, 60, 1, 0, 0]],
  // below 70
  u10: [[30, 4, 6, 6, 2, 1, 11, 10, 5, 15, 24, 6, 6, 7], [4, 8, 720, 1000, 12, 35, 50, 4, 7, 3], [3, 8, 800, 1000, 10, 38, 50, 4, 6, 2]],
};

function districtHalf(roll, weakness) {
  const planned = 50 * roll.between(14, 26);
  const received = 4 * roll.between(10, 24);
  return [
    faults(roll, weakness, 4), faults(roll, weakness, 6), planned - Math.floor((planned * faults(roll, weakness, 200)) / 1000), planned,
    faults(roll, weakness, 8), received - Math.floor((received * faults(roll, weakness, 200)) / 1000), received,
    faults(roll, weakness, 3), faults(roll, weakness, 5), faults(roll, weakness, 3),
  ];
}

const claim = (id, matter, kind, earned, filed, document = true) => ({ id, matter, kind, earned, filed, document });
const districtClaims = {
  u01: [
    claim("c1", say("全国先进集体", "National advanced collective"), "national", "2025-04-28", "2025-06-10"),
    claim("c2", say("行风评议第一名", "First in the conduct review"), "conduct1", "2025-10-30", "2025-11-21"),
    claim("c3", say("省级文明窗口", "Provincial model window"), "province", "2025-09-12", "2025-11-21"),
    claim("c4", say("区级先进单位", "District advanced unit"), "district", "2025-02-20", "2025-03-04"),
  ],
  u02: [claim("c1", say("区级先进党支部", "District advanced party branch"), "district", "2025-07-01", "2025-11-18"), claim("c2", say("行风评议第三名", "Third in the conduct review"), "conduct3", "2025-10-30", "2025-11-30")],
  u03: [claim("c1", say("简报点名肯定", "Named with praise in a bulletin"), "city", "2025-08-15", "2025-11-10", false)],
  u04: [claim("c1", say("省级消费维权先进", "Provincial award for consumers' rights"), "province", "2025-03-15", "2025-11-12")],
  u05: [claim("c1", say("区级先进单位", "District advanced unit"), "district", "2025-11-26", "2025-12-02")],
  u07: [
    claim("c1", say("市级巾帼文明岗", "City women's model post"), "city", "2025-03-08", "2025-11-05"),
    claim("c2", say("区级文明单位", "District civilised unit"), "district", "2024-12-20", "2025-06-01"),
    claim("c3", say("口头表扬", "Spoken praise"), "district", "2025-06-18", "2025-11-05", false),
  ],
  u08: [claim("c1", say("区级商标工作试点", "District trade-mark pilot"), "pilotDistrict", "2025-05-06", "2025-11-20")],
  u09: [claim("c1", say("承担省级网络监管试点", "Provincial pilot on online shops"), "pilotProvince", "2025-04-10", "2025-10-09"), claim("c2", say("市级先进单位", "City advanced unit"), "city", "2025-01-22", "2025-11-28")],
  u10: [claim("c1", say("区级先进党支部", "District advanced party branch"), "district", "2025-07-01", "2025-11-30"), claim("c2", say("市级先进单位", "City advanced unit"), "city", "2023-12-28", "2025-03-03")],
  u11: [claim("c1", say("登记规范创新", "Innovation in registration"), "innovation", "2025-06-25", "2025-11-29")],
};
const districtNotes = {
  u02: { routineNotes: [{ date: "2025-05-14", points: "0.5", matter: say("窗口空岗", "Window left empty") }] },
  u05: { keyNotes: [{ date: "2025-03-11", points: "1", matter: say("年检台账未及时登记", "Inspection ledger not kept up") }] },
  u06: { keyNotes: [{ date: "2025-08-19", points: "2", matter: say("无照整治走过场", "Unlicensed-trading campaign done for show") }], routineNotes: [{ date: "2025-10-22", points: "1", matter: say("上班时间办私事", "Private business in office hours") }] },
  u10: {
    keyNotes: [{ date: "2025-02-26", points: "2", matter: say("漏查农资经营户未报告", "Missed farm-supply outlets not reported") }],
    routineNotes: [{ date: "2025-04-08", points: "1", matter: say("投诉件积压", "Complaints piled up") }, { date: "2025-06-12", points: "0.5", matter: say("考勤记录不全", "Attendance records incomplete") }],
  },
  u11: { keyNotes: [{ date: "2025-11-06", points: "0.5", matter: say("投诉回访不及时", "Complainants not called back in time") }] },
};
const districtIncidents = {
  u01: [{ id: "i1", date: "2025-09-23", kind: "act", confirmed: true, exempted: false, matter: say("一件行政处罚经行政复议被撤销", "A penalty revoked on administrative reconsideration") }],
  u03: [{ id: "i1", date: "2025-12-03", kind: "duty", confirmed: false, exempted: false, matter: say("信访反映,经查不属实", "A petition; found untrue on inquiry") }],
  u08: [{ id: "i1", date: "2025-06-30", kind: "act", confirmed: true, exempted: true, matter: say("一件登记行为被撤销,上级机关认定免责", "A registration revoked; the superior body recognised no liability") }],
};

function district() {
  const roll = dice(20250202);
  const readings = {};
  const put = (fact, period, value) => {
    readings[fact] ??= {};
    readings[fact][period] ??= [];
    readings[fact][period].push(value);
  };
  const records = { keyNotes: {}, routineNotes: {}, claims: districtClaims, incidents: districtIncidents };
  for (const [index, { id }] of districtUnits.entries()) {
    const set = districtSet[id];
    const weakness = districtWeakness[index];
    let at = 0;
    for (const [period, facts] of Object.entries(quarterFacts))
      for (const [fact, most] of Object.entries(facts)) {
        const drawn = faults(roll, weakness, most);
        const founded = id !== "u12" || period !== "2025-Q1"; // set up on 1 April
        put(fact, period, founded ? (set ? set[0][at] : drawn) : "exempt");
        at += 1;
      }
    for (const [half, period] of halves.entries()) {
      const drawn = districtHalf(roll, weakness);
      halfFacts.forEach((fact, nth) => put(fact, period, (set ? set[half + 1] : drawn)[nth]));
    }
    for (const [fact, notes] of Object.entries(districtNotes[id] ?? {})) records[fact][id] = notes.map((note, nth) => ({ id: `${fact[0]}${nth + 1}`, ...note }));
  }
  return write({
    $schema: "../../schema/dataset.schema.json",
    format: "yardstick-dataset/1",
    scheme: { id: "gs-district", version: "2025.1" },
    title: { "zh-CN": "澄湖区基层分局2025年度考核数据", en: "Chenghu district: figures of the sub-bureaus for 2025" },
    note: {
      "zh-CN": "澄湖区及各分局均为虚构，数据由程序生成，与任何真实单位无关。",
      en: "Chenghu and its sub-bureaus are invented; the figures are generated and concern no real office.",
    },
    invented: true,
    asOf: "2025-12-31",
    periods: ["2025"],
    closed: ["2025"],
    groups: { sub_bureau: { urban: { "zh-CN": "城区", en: "Urban" }, town: { "zh-CN": "乡镇", en: "Town" } } },
  }, districtUnits, readings, records);
}

export const datasets = { "gs-city": city(), "gs-district": district() };
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [board, text] of Object.entries(datasets)) writeFileSync(fileURLToPath(new URL(`${board}/dataset.json`, import.meta.url)), text);
