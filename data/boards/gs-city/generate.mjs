// The invented figures of the city bureau. Most units are drawn from a seed by how well they do; a few are set by hand, so that
// there is something to find: two units tied at tenth; a figure that was never reported; recognition above its cap; exposure
// that does not count; a unit that passes only by its recognition.
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

export function dataset() {
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
    units: { sub_bureau: cityUnits },
    readings: { sub_bureau: readings },
    records: { sub_bureau: Object.fromEntries(Object.entries(records).map(([fact, lists]) => [fact, Object.fromEntries(cityUnits.map(({ id }) => [id, lists[id] ?? []]))])) },
  });
}
