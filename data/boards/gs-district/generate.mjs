// The invented figures of the district bureau. Most units are drawn from a seed by how well they do; a few are set by hand, so
// that there is something to find: a vetoed first; two units tied at third; 84.995, which is not 85; claims rejected for each
// reason; a unit below 70; a new unit that was not assessed in its first quarter; an exempted act.
// Of the sections one is vetoed at 92, one is a little below 85 and its head barred. Of the staff: two who tie for the last place of
// the others' excellent grades, which waits for the party group, and two deputies between whom it has decided; one at 94.995;
// one graded not competent for the second year running and one for the first; one excused; one who came in April and one who
// moved in July; a deduction found missing, which the head pays twice. Of the older staff one reaches the age on the last day of
// the year, one is excused and one waits for the party group.
import { day, dice, faults, say, units, write } from "../drawing.mjs";
import { seniors, staff } from "./people.mjs";

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

const sections = [
  ["办公室", "Office", "bgs", "general", 3], ["人教科", "Personnel", "rjk", "general", 2], ["监察室", "Supervision room", "jcs", "general", 3], ["财务科", "Finance", "cwk", "general", 4],
  ["法制科", "Legal", "fzk", "general", 2], ["企业监管科", "Enterprise supervision", "qyjgk", "business", 4], ["市场监管科", "Market", "scjgk", "business", 5], ["食品监管科", "Food", "spjgk", "business", 3],
  ["商标广告科", "Trade marks", "sbggk", "business", 6], ["消保科", "Consumers", "xbk", "business", 3], ["登记注册科", "Registration", "djzck", "business", 1], ["信息中心", "Information centre", "xxzx", "centre", 8],
  ["消费者协会", "Consumers' association", "xfzxh", "centre", 4], ["个体私营协会", "Traders' association", "gtsyxh", "centre", 7],
].map(([zh, en, initials, group, weakness], index) => ({ id: `s${String(index + 1).padStart(2, "0")}`, name: say(zh, en), group, initials, weakness }));
const matters = {
  duty: [say("专项工作进度滞后", "Campaign behind schedule"), say("报表报送超期", "Return sent late"), say("请示件未按时答复", "Query not answered in time"), say("指导基层不到位", "Sub-bureaus not guided")],
  grassRoots: [say("基层求助未跟进", "Sub-bureau's request not followed up"), say("下基层次数不足", "Too few visits")],
  discipline: [say("会议缺席", "Absent from a meeting"), say("值班记录不全", "Duty log incomplete")],
  publicity: [say("信息篇数不足", "Too few news items")],
  conduct: [say("文件传阅拖延", "Papers held up")],
};
const assessed = [say("年检和农资检查扣分", "Lost in inspection and farm supplies"), say("食品和商标工作扣分", "Lost in food and trade marks"), say("无照整治扣分", "Lost in unlicensed trading"), say("维权和办案扣分", "Lost in complaints and cases")];
const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, "0")}`);
const ended = { 1: "2025-03-27", 2: "2025-06-27", 3: "2025-09-26", 4: "2025-11-27" };

/** What the sections lost, item by item; the head answers for what concerns the section as a whole. */
function sectionLosses(roll, of) {
  const losses = {};
  for (const { id, weakness } of sections) {
    losses[id] = [];
    for (const half of [0, 6]) {
      const number = 2 + Math.floor(weakness / 3);
      for (let nth = 0; nth < number; ++nth) {
        const kind = nth === 0 ? "duty" : roll.pick(["duty", "grassRoots", "discipline", "publicity", "conduct"]);
        const points = String(((kind === "duty" ? 4 : 2) + roll.upTo(weakness)) / 2);
        losses[id].push({ id: `l${losses[id].length + 1}`, date: day(roll, half + roll.between(1, half === 0 ? 6 : 5)), kind, points, bearer: roll.pick(of(id)), matter: roll.pick(matters[kind]) });
      }
    }
  }
  losses.s07.push({ id: "l9", date: "2025-09-16", kind: "supervision", points: "1.5", bearer: of("s07")[2], matter: say("窗口解答错误，效能监察反馈", "Wrong answer at the window, noted by supervision") });
  losses.s12.push({ id: "l9", date: "2025-04-22", kind: "supervision", points: "2.5", bearer: of("s12")[3], matter: say("系统故障未按时排除", "System fault not mended in time") });
  return losses;
}
const sectionClaims = {
  s02: [claim("c1", say("区级先进科室", "District advanced section"), "district", "2025-02-20", "2025-03-10")],
  s05: [claim("c1", say("市级法制工作先进", "City award for legal work"), "city", "2025-03-30", "2025-11-12")],
  s11: [claim("c1", say("省级窗口建设先进", "Provincial award for the hall"), "province", "2025-05-15", "2025-10-20")],
  s12: [claim("c1", say("区级信息化试点", "District pilot in information"), "pilotDistrict", "2025-09-01", "2025-12-05")],
};
const sectionIncidents = (of) => ({
  s13: [{ id: "i1", date: "2025-07-18", kind: "finance", confirmed: true, exempted: false, bearer: of("s13")[3], matter: say("会费收支违反财经纪律，经办人受处分", "Fees handled against financial discipline; the clerk was disciplined") }],
  s06: [{ id: "i1", date: "2025-10-09", kind: "act", confirmed: true, exempted: true, bearer: of("s06")[1], matter: say("一件监管决定被撤销，上级机关认定免责", "A decision revoked; the superior body recognised no liability") }],
});

const personal = { tasksLate: [100, 6], lateness: [80, 6], studyMissed: [100, 5] };
const vote = (voters, weakness, roll) => {
  const excellent = Math.max(0, Math.round((voters * (96 - 8 * weakness - roll.upTo(8))) / 100));
  const poor = weakness > 9 ? Math.round(voters / 3) : 0;
  const medium = Math.min(voters - excellent - poor, Math.round((voters * Math.max(0, weakness - 3) * 3) / 100));
  return { excellent, good: voters - excellent - medium - poor, medium, poor };
};
// Set by hand. A yearly number is spread over the months; whoever is `exact` bears nothing of the office's losses.
const spread = (total) => months.map((_, month) => Math.floor(((month + 1) * total) / 12) - Math.floor((month * total) / 12));
const yearly = (tasksLate, lateness, complaints, studyMissed) => Object.fromEntries(Object.entries({ tasksLate, lateness, complaints, studyMissed }).map(([fact, total]) => [fact, spread(total)]));
const votes = (excellent, good, medium = 0, poor = 0) => ({ excellent, good, medium, poor });
const staffSet = {
  // tied for the fourth of the deputies' places: 95.92% × 70 + 28.2 + 3 = 97.1166…
  p026: { exact: true, ...yearly(24, 22, 0, 0), votes: votes(9, 6) },
  p148: { exact: true, ...yearly(12, 28, 2, 12), votes: votes(12, 8) },
  // tied for the last of the others' places: 97.5% × 70 + 29.1 = 97.35
  p124: { exact: true, ...yearly(12, 0, 2, 0), votes: votes(16, 4) },
  p139: { exact: true, ...yearly(6, 12, 0, 6), votes: votes(16, 4) },
  // 1168.2 of 1200 × 70 + 26.85 = 94.995, one step below excellent
  p110: { exact: true, ...yearly(10, 8, 1, 0), votes: votes(6, 14) },
  // poor, for the second year and for the first
  p079: { ...yearly(144, 96, 24, 60), votes: votes(0, 2, 5, 8) },
  p155: { ...yearly(138, 84, 24, 60), votes: votes(0, 3, 7, 10) },
  p073: { weakness: 7 },
  p152: { weakness: 7 },
  p088: { from: 4 },
  p115: { excused: true },
  p130: { born: "1970-01-01" }, // 56 a day too late for the older class
};
const note = (date, points, matter) => [{ id: "n1", date, points, matter }];
const staffNotes = {
  p110: note("2025-07-08", "0.8", say("着装不规范", "Not in proper uniform")), p012: note("2025-03-19", "1", say("上班时间网购", "Shopping online in office hours")), p023: note("2025-04-02", "0.5", say("去向牌未更新", "Whereabouts board not kept")),
  p037: note("2025-06-11", "2", say("工作日饮酒", "Drinking on a working day")), p046: note("2025-05-21", "1", say("空岗", "Away from the post")), p062: note("2025-09-03", "0.5", say("着装不规范", "Not in proper uniform")),
  p079: [...note("2025-02-12", "2", say("空岗", "Away from the post")), { id: "n2", date: "2025-08-06", points: "3", matter: say("吃拿卡要被举报查实", "Favours taken, reported and found true") }], p090: note("2025-10-15", "1", say("会议玩手机", "On the telephone in a meeting")),
  p112: note("2025-11-05", "0.5", say("着装不规范", "Not in proper uniform")), p143: note("2025-01-16", "1", say("接待态度生硬", "Curt with a caller")), p155: note("2025-06-25", "2", say("空岗", "Away from the post")),
};
// What an audit found that should have been deducted and was not; the head pays double.
const staffMissed = {
  p044: [{ id: "m1", date: "2025-05-20", points: "2", cut: "40", head: "p041", matter: say("迟到四次未扣分", "Late four times, nothing deducted") }],
  p140: [{ id: "m1", date: "2025-08-19", points: "1.5", cut: "30", head: "p137", matter: say("被投诉属实未扣分", "A complaint upheld, nothing deducted") }],
};
const own = (kind, matter, filed, document = true, earned = "2025-05-20") => [{ id: "o1", kind, matter, earned, filed, document }];
const staffBonus = {
  p006: own("district", say("区级优秀党员", "District model party member"), "2025-07-15"), p020: own("city", say("市级岗位能手", "City skills award"), "2025-10-10"), p033: own("district", say("口头表扬", "Spoken praise"), "2025-09-01", false),
  p048: own("district", say("区级办案能手", "District award for cases"), "2025-11-20"), p061: own("district", say("区级三八红旗手", "District women's award"), "2025-03-20", true, "2025-03-08"), p070: own("province", say("省级消费维权先进个人", "Provincial award for consumers' rights"), "2025-04-08", true, "2025-03-15"),
  p099: own("district", say("区级信息工作先进个人", "District award for news work"), "2025-12-03"), p104: own("city", say("上年市级先进个人", "City award of the year before"), "2025-02-18", true, "2024-12-26"), p129: own("district", say("区级青年岗位能手", "District youth award"), "2025-11-28"),
  p151: own("city", say("市级服务标兵", "City service model"), "2025-06-30"),
};
const moved = { p047: [{ to: "u06", until: "2025-06-30" }, { to: "s05", since: "2025-07-01" }] };
const newcomers = { p088: true };
const before = {
  p079: "不称职", p045: "不称职", p038: "基本称职", p083: "基本称职", p118: "基本称职", p136: "基本称职",
  ...Object.fromEntries("p002 p006 p010 p017 p025 p031 p049 p052 p057 p065 p072 p089 p097 p111 p117 p119 p122 p128 p142 p145 p151 p158".split(" ").map((id) => [id, "优秀"])),
};
const graded = (unit, value) => ({ class: "senior", node: "grade", unit, period: "2025", value, by: say("局党组", "Party group"), document: say("局党组会议纪要第41号", "Party group, minutes 41"), date: "2025-12-29" });
const panel = [["p026", true], ["p148", false]].map(([unit, value]) => ({ ...graded(unit, value), class: "staff", node: "panel" }));
const bases = { principal: 7200, deputy: 6600, other: 6000 };
const seniorGrades = ["excellent", "good", "good", "fair", "good", undefined, "good", "good", "good", undefined, "excellent", "good", "good", "poor", "good"];
const seniorWeakness = { excellent: 1, good: 4, fair: 8, poor: 12 };
const decisions = (older) => [...panel, ...older.flatMap(({ id }, index) => (seniorGrades[index] ? [graded(id, seniorGrades[index])] : []))];
const each = (list, facts) => Object.fromEntries(Object.entries(facts).map(([fact, lists]) => [fact, Object.fromEntries(list.map(({ id }) => [id, lists[id] ?? []]))]));

const usual = (grade, roll) => (grade === "poor" ? roll.pick(["fair", "poor"]) : roll.upTo(9) < (grade === "fair" ? 4 : 8) ? "good" : "fair");
/** What is known of the older staff; their grades are decisions. */
function seniorFigures(roll, older) {
  const excused = (index) => index === 9;
  return {
    born: { 2025: older.map(({ born }) => born) },
    sex: { 2025: older.map(({ sex }) => sex) },
    excused: { 2025: older.map((_, index) => excused(index)) },
    usual: Object.fromEntries([1, 2, 3, 4].map((quarter) => [`2025-Q${quarter}`, older.map((_, index) => (excused(index) ? "exempt" : usual(seniorGrades[index], roll)))])),
    opinions: { 2025: older.map((_, index) => (excused(index) ? "exempt" : vote(12, seniorWeakness[seniorGrades[index] ?? "good"] + ((index * 3) % 4) - 1, roll))) },
    formerBase: { 2025: older.map(({ former }) => String(bases[former])) },
    presentBase: { 2025: older.map(() => "6000") },
  };
}

/** The months, votes and notes of the staff below 56 (51). */
function staffFigures(roll, people) {
  const readings = Object.fromEntries(["born", "sex", "post", "excused", "opinions"].map((fact) => [fact, { 2025: [] }]));
  for (const fact of ["tasksLate", "lateness", "complaints", "studyMissed"]) readings[fact] = Object.fromEntries(months.map((month) => [month, []]));
  for (const person of people) {
    const set = staffSet[person.id] ?? {};
    const weakness = set.weakness ?? person.weakness;
    readings.born[2025].push(set.born ?? person.born);
    readings.sex[2025].push(person.sex);
    readings.post[2025].push(person.post);
    readings.excused[2025].push(set.excused === true);
    const drawn = vote(person.office.startsWith("u") ? 15 : 20, weakness, roll);
    readings.opinions[2025].push(set.excused ? "exempt" : (set.votes ?? drawn));
    months.forEach((month, index) => {
      const away = set.excused || (set.from && index + 1 < set.from);
      for (const [fact, [by, most]] of Object.entries(personal)) {
        const value = Math.min(most + Math.floor(weakness / 3), Math.floor((weakness * roll.upTo(100)) / by));
        readings[fact][month].push(away ? "exempt" : (set[fact]?.[index] ?? (set.clean ? 0 : value)));
      }
      const complaint = roll.upTo(99) < 4 * weakness ? 1 : 0;
      readings.complaints[month].push(away ? "exempt" : (set.complaints?.[index] ?? (set.clean ? 0 : complaint)));
    });
  }
  return readings;
}
export function dataset() {
  const roll = dice(20250202);
  const readings = {};
  const put = (fact, period, value) => {
    readings[fact] ??= {};
    readings[fact][period] ??= [];
    readings[fact][period].push(value);
  };
  const other = dice(20250505);
  const people = staff(districtUnits.map(({ id }) => id), sections.map(({ id }) => id));
  const older = seniors();
  // Those whose figures are set exactly bear nothing of their office's.
  const of = (office) => people.filter((person) => person.office === office && !staffSet[person.id]?.exact).map(({ id }) => id);
  const borne = (office, list, nth) => list.map((one, index) => ({ ...one, bearer: of(office)[(index + nth) % of(office).length] }));
  const records = { keyNotes: {}, routineNotes: {}, ledger: {}, claims: districtClaims, incidents: {} };
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
    for (const [fact, notes] of Object.entries(districtNotes[id] ?? {})) records[fact][id] = borne(id, notes.map((note, nth) => ({ id: `${fact[0]}${nth + 1}`, ...note })), fact === "keyNotes" ? 3 : 5);
    records.incidents[id] = borne(id, districtIncidents[id] ?? [], 4);
    // The larger losses of each quarter, as far as they are one person's.
    records.ledger[id] = [1, 2, 3, 4].flatMap((quarter) =>
      weakness < 1 || (id === "u12" && quarter === 1) ? [] : [{ id: `g${quarter}`, date: ended[quarter], points: String((1 + Math.floor((weakness * other.between(20, 80)) / 100)) / 2), bearer: of(id)[(quarter + index) % (of(id).length - 1) + 1], matter: assessed[quarter - 1] }],
    );
  }
  return write({
    scheme: { id: "gs-district", version: "2025.1" },
    title: { "zh-CN": "澄湖区工商局2025年度考核数据", en: "Chenghu district bureau: figures for 2025" },
    note: {
      "zh-CN": "澄湖区及各单位、人员均为虚构，数据由程序生成，与任何真实单位、个人无关。",
      en: "Chenghu, its offices and its people are invented; the figures are generated and concern no real office or person.",
    },
    invented: true,
    asOf: "2025-12-31",
    periods: ["2025"],
    closed: ["2025"],
    groups: {
      sub_bureau: { urban: say("城区", "Urban"), town: say("乡镇", "Town") },
      section: { general: say("综合科室", "General"), business: say("业务科室", "Business"), centre: say("中心和协会", "Centres and associations") },
      staff: { bureau: say("基层分局", "Sub-bureaus"), section: say("机关科室", "Sections") },
    },
    units: {
      sub_bureau: districtUnits,
      section: sections.map(({ weakness, ...section }) => section),
      staff: people.map(({ id, zh, en, initials, office }) => ({ id, name: say(zh, en), group: office.startsWith("u") ? "bureau" : "section", initials })),
      senior: older.map(({ id, zh, en, initials }) => ({ id, name: say(zh, en), initials })),
    },
    links: { office: people.flatMap(({ id, office }) => moved[id]?.map((link) => ({ from: id, ...link })) ?? [{ from: id, to: office }]) },
    readings: {
      sub_bureau: readings,
      section: { opinions: { 2025: sections.map(({ weakness }) => vote(12, weakness, other)) } },
      staff: staffFigures(other, people),
      senior: seniorFigures(other, older),
    },
    records: {
      sub_bureau: each(districtUnits, records),
      section: each(sections, { losses: sectionLosses(other, of), claims: sectionClaims, incidents: sectionIncidents(of) }),
      staff: each(people, { notes: staffNotes, missed: staffMissed, claims: staffBonus }),
    },
    decisions: decisions(older),
    history: { periods: ["2024"], nodes: { staff: { annual: { 2024: people.map(({ id }) => before[id] ?? (id in newcomers ? null : "称职")) } }, senior: { annual: { 2024: older.map(() => "称职") } } } },
  });
}
