// The invented figures of the district bureau. Most units are drawn from a seed by how well they do; a few are set by hand, so
// that there is something to find: a vetoed first; two units tied at third; 84.995, which is not 85; claims rejected for each
// reason; a unit below 70; a new unit that was not assessed in its first quarter; an exempted act.
import { dice, faults, say, units, write } from "../drawing.mjs";

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

export function dataset() {
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
    units: { sub_bureau: districtUnits },
    readings: { sub_bureau: readings },
    records: { sub_bureau: Object.fromEntries(Object.entries(records).map(([fact, lists]) => [fact, Object.fromEntries(districtUnits.map(({ id }) => [id, lists[id] ?? []]))])) },
  });
}
