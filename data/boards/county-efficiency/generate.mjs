// The invented figures of the county. Most offices are drawn from a seed by how well they do; a few are set by hand, so that
// there is something to find: one at 89.995, which is not 90; two that tie at second; an office that approves nothing; a first
// with a quarter in which nobody checked it; an office far up whose passive handling is taken up and made public, and another
// where that is still to be decided; one put right a day late, and one still open; a key inspection not made yet; a complaint
// not upheld, but for which there would be one; votes that were never taken.
import { day, dice, faults, say, write } from "../drawing.mjs";

const offices = [
  ["发展和改革局", "Development and Reform", "department", "fgj"], ["教育局", "Education", "department", "jyj"], ["公安局", "Public Security", "department", "gaj"],
  ["民政局", "Civil Affairs", "department", "mzj"], ["财政局", "Finance", "department", "czj"], ["人力资源和社会保障局", "Labour and Social Security", "department", "rsj"],
  ["自然资源局", "Natural Resources", "department", "zrzyj"], ["住房和城乡建设局", "Housing and Construction", "department", "zjj"], ["交通运输局", "Transport", "department", "jtj"],
  ["水利局", "Water", "department", "slj"], ["农业农村局", "Agriculture", "department", "nyj"], ["卫生健康局", "Health", "department", "wjj"],
  ["市场监督管理局", "Market Supervision", "department", "scjgj"], ["文化和旅游局", "Culture and Tourism", "department", "wlj"], ["应急管理局", "Emergencies", "department", "yjj"],
  ["统计局", "Statistics", "department", "tjj"], ["棠东镇", "Tangdong", "township", "tdz"], ["柳渡镇", "Liudu", "township", "ldz"], ["榆坪乡", "Yuping", "township", "ypx"],
  ["石廊乡", "Shilang", "township", "slx"],
].map(([zh, en, group, initials], index) => ({ id: `u${String(index + 1).padStart(2, "0")}`, name: say(zh, en), group, initials }));
// 0 does everything, 10 does badly; in the order of the offices.
const weakness = [4, 3, 5, 3, 1, 4, 7, 2, 6, 5, 4, 2, 3, 6, 4, 2, 4, 6, 4, 9];
const systems = ["firstAsked", "timeLimit", "commitment", "oneNotice", "postDuty", "standIn", "refusals"];
const items = ["boards", "platform", "hearings", "notices", "guides"];
const grades = ["excellent", "good", "fair", "poor"];
const quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"];

// Time limits before and now, votes, and problems and named staff of each quarter's special check.
const set = {
  // 89.995: 21 + 22 + 30 × 109/375 + 15 + 15 × 2655/3000 + 10
  u02: { days: [375, 266], votes: [12, 13, 5, 0], checks: [[0, 0], [1, 0], [0, 0], [0, 0]], lacks: [] },
  // 94.6 each: 21 + 24 + 13.5 + 12 + 14.1 + 10, and 21 + 22 + 15 + 15 + 13.6 + 8
  u05: { days: [200, 110], votes: [20, 8, 2, 0], checks: [[0, 0], [0, 0], [0, 0], [0, 0]], lacks: [] },
  u12: { days: [320, 150], votes: [18, 8, 2, 2], checks: [[0, 0], [0, 0], [1, 0], [0, 0]], lacks: ["hearings"] },
};
const matters = {
  slow: say("办件超过承诺时限", "A case took longer than promised"),
  rude: say("窗口态度生硬", "Curtness at a window"),
  twice: say("材料反复补正", "Papers sent back again and again"),
  absent: say("工作时间空岗", "A desk empty in working hours"),
  refusal: say("不予受理未书面告知", "A refusal not put in writing"),
};
// Day taken, matter, whether upheld, day due, day put right.
const complained = {
  u03: [["2025-02-18", "rude", true, "2025-03-20", "2025-03-12"], ["2025-07-03", "absent", false]],
  u05: [["2025-05-12", "slow", true, "2025-06-12", "2025-06-12"]],
  u07: [["2025-03-04", "slow", true, "2025-04-03", "2025-04-04"], ["2025-06-17", "twice", true, "2025-07-17", "2025-07-10"], ["2025-09-23", "refusal", true, "2025-10-23", "2025-10-20"]],
  u08: [["2025-08-08", "twice", true, "2025-09-08", "2025-08-29"]],
  u09: [["2025-04-15", "absent", true, "2025-05-15", "2025-05-09"], ["2025-10-28", "slow", true, "2025-11-28"]],
  u14: [["2025-05-06", "slow", true, "2025-06-05", "2025-06-03"], ["2025-11-11", "rude", false]],
  u18: [["2025-09-02", "absent", true, "2025-10-09", "2025-09-30"]],
  u20: [["2025-01-21", "absent", true, "2025-02-21", "2025-03-14"], ["2025-06-26", "twice", true, "2025-07-26", "2025-07-21"], ["2025-12-03", "slow", true, "2026-01-05"]],
};
const reported = {
  u01: [["2025-06-10", say("企业反映项目备案咨询电话无人接听", "Nobody answered the telephone on project filing"), "timely", false]],
  u08: [["2025-04-22", say("企业反映施工许可多次退件", "Building permits sent back many times"), "passive", true]],
  u09: [["2025-09-16", say("货运企业反映换证排队过久", "Hauliers queued too long for new permits"), "late", false]],
  u12: [["2025-11-18", say("商户反映健康证办理点标识不清", "Signs to the health certificate desk unclear"), "timely", false]],
  u13: [["2025-03-26", say("商户反映变更登记一次告知不全", "One-time notice on changes incomplete"), "timely", false]],
  u20: [["2025-10-15", say("村民反映补贴申报长期无人办理", "Applications for subsidies left lying"), "passive", true]],
};
const keyChecks = { u07: "2025-08-19", u20: "2025-09-10" };
const special = ["2025-03-20", "2025-06-12", "2025-09-18", "2025-11-20"];
const unchecked = { u04: 2 }; // the third quarter

function checksOf(roll, id, weak) {
  const rows = special.flatMap((date, quarter) => {
    if (unchecked[id] === quarter) return [];
    const [problems, named] = set[id]?.checks[quarter] ?? [faults(roll, weak, 4), roll.upTo(24) < weak ? 1 : 0];
    return [{ date, kind: "special", problems, named, bulletin: named > 0 || problems > 1 }];
  });
  if (!set[id] && roll.upTo(9) < weak) rows.push({ date: day(roll, 4 + roll.upTo(1)), kind: "spot", problems: roll.upTo(1), named: 0, bulletin: false });
  if (keyChecks[id]) rows.push({ date: keyChecks[id], kind: "key", problems: 1, named: 0, bulletin: true });
  return rows.sort((a, b) => (a.date < b.date ? -1 : 1)).map((row, index) => ({ id: `k${index + 1}`, ...row }));
}

function votesOf(roll, weak) {
  const poor = faults(roll, weak, 6);
  const fair = faults(roll, weak, 14);
  const good = Math.min(30 - fair - poor, 8 + roll.upTo(6));
  return [30 - good - fair - poor, good, fair, poor];
}

export function dataset() {
  const roll = dice(20250701);
  const readings = { serviceSystems: { 2025: [] }, daysBefore: { 2025: [] }, daysNow: { 2025: [] }, monitorVotes: { 2025: [] }, opennessItems: { 2025: [] }, workReports: Object.fromEntries(quarters.map((quarter) => [quarter, []])) };
  const records = { checks: {}, complaints: {}, monitorReports: {} };
  for (const [index, { id }] of offices.entries()) {
    const weak = weakness[index];
    const fixed = set[id];
    const lacks = fixed?.lacks ?? [...systems, ...items].filter(() => roll.upTo(79) < weak);
    const kept = (names) => Object.fromEntries(names.map((name) => [name, !lacks.includes(name)]));
    const before = 10 * roll.between(12, 60);
    const [old, now] = fixed?.days ?? [before, Math.ceil((before * (450 + 30 * weak + roll.upTo(80))) / 1000)];
    const votes = fixed?.votes ?? votesOf(roll, weak);
    readings.serviceSystems[2025].push(kept(systems));
    readings.opennessItems[2025].push(kept(items));
    readings.daysBefore[2025].push(id === "u16" ? "exempt" : old);
    readings.daysNow[2025].push(id === "u16" ? "exempt" : now);
    readings.monitorVotes[2025].push(id === "u19" ? null : Object.fromEntries(grades.map((grade, at) => [grade, votes[at]])));
    for (const quarter of quarters) readings.workReports[quarter].push(roll.upTo(19) < weak - 3 ? 2 : 3);
    records.checks[id] = checksOf(roll, id, weak);
    records.complaints[id] = (complained[id] ?? []).map(([date, matter, upheld, due, corrected], nth) => ({ id: `t${nth + 1}`, date, matter: matters[matter], upheld, ...(due && { due }), ...(corrected && { corrected }) }));
    records.monitorReports[id] = (reported[id] ?? []).map(([date, matter, handled, badEffect], nth) => ({ id: `f${nth + 1}`, date, matter, handled, badEffect }));
  }
  return write({
    scheme: { id: "county-efficiency", version: "2025.1" },
    title: { "zh-CN": "棠川县行政机关2025年度效能考评数据", en: "Tangchuan county: figures of its offices for 2025" },
    note: {
      "zh-CN": "棠川县及各单位的数据均为虚构，由程序生成，与任何真实单位无关。",
      en: "Tangchuan is invented; the figures are generated and concern no real office.",
    },
    invented: true,
    asOf: "2025-12-31",
    periods: ["2025"],
    closed: ["2025"],
    groups: { department: { department: say("县直部门", "Departments"), township: say("乡镇", "Townships") } },
    units: { department: offices },
    readings: { department: readings },
    records: { department: records },
    decisions: [{ class: "department", node: "exposure", unit: "u08", period: "2025", value: "expose", by: "县纪委监察局", document: "棠纪办〔2025〕31号", date: "2025-06-16" }],
  });
}
