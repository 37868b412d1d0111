// The invented year of a hospital: 30 departments and their staff. Departments are drawn from a seed by how well they do; some
// figures are set by hand, so that there is something to find:
// - Stomatology does all year what Urology did five months later, on another scale: both tie for the sixth and last place of
//   the excellent, and seven departments are named;
// - the day surgery centre opens in July, with people from other departments: its year is half a year;
// - Emergency spends more than it earns in February: no points for economy, and less of the correction;
// - Orthopaedics has a bad August, which the least correction of 0.80 stops; the best departments reach the most, 1.10;
// - Pathology did not report September's attendance: its bonus of that month waits, and so do its people's sums of the year;
// - one nurse is on maternity leave from March to July and stands outside the ranking; one mark of November was never given;
// - two persons tie for the twelfth place of the outstanding, so there are thirteen;
// - each month's fund is paid out to the fen, incentives included.
import { dice, faults, say, write } from "../drawing.mjs";

// zh, en, initials, category, how badly they do (0 to 10), and for a clinical department its usual month:
// visits, admissions, operations, days of stay in tenths, income in thousands, cost a visit, cost a stay, share of drugs in %.
const rows = [
  ["心血管内科", "Cardiology", "xxgnk", "clinical", 2, 1900, 130, 24, 82, 980, 285, 11200, 34],
  ["呼吸内科", "Respiratory medicine", "hxnk", "clinical", 4, 1700, 140, 6, 86, 870, 262, 9400, 38],
  ["消化内科", "Gastroenterology", "xhnk", "clinical", 3, 1650, 120, 30, 76, 860, 290, 8900, 36],
  ["神经内科", "Neurology", "sjnk", "clinical", 5, 1400, 135, 4, 96, 840, 275, 10800, 37],
  ["内分泌科", "Endocrinology", "nfmk", "clinical", 3, 1500, 80, 2, 84, 560, 310, 7600, 42],
  ["肾内科", "Nephrology", "snk", "clinical", 4, 900, 70, 12, 90, 620, 330, 9800, 40],
  ["普外科", "General surgery", "pwk", "clinical", 1, 1100, 125, 92, 74, 1080, 260, 12600, 26],
  ["骨科", "Orthopaedics", "gk", "clinical", 6, 1300, 110, 78, 98, 1160, 240, 16800, 22],
  ["泌尿外科", "Urology", "mnwk", "clinical", 1, 900, 84, 56, 72, 720, 270, 11600, 24],
  ["神经外科", "Neurosurgery", "sjwk", "clinical", 5, 420, 52, 34, 124, 890, 320, 26400, 28],
  ["妇科", "Gynaecology", "fk", "clinical", 3, 1600, 88, 60, 64, 690, 235, 8800, 20],
  ["产科", "Obstetrics", "ck", "clinical", 2, 1450, 120, 66, 54, 760, 215, 7900, 14],
  ["儿科", "Paediatrics", "ek", "clinical", 4, 2600, 150, 2, 60, 640, 165, 4200, 33],
  ["口腔科", "Stomatology", "kqk", "clinical"],
  ["急诊科", "Emergency", "jzk", "clinical", 7, 3100, 60, 10, 48, 590, 248, 6900, 30],
  ["日间手术中心", "Day surgery centre", "rjsszx", "clinical", 2, 300, 96, 90, 10, 480, 225, 6800, 16],
  ["检验科", "Laboratory", "jyk", "technical", 2, 21000, 10], ["放射科", "Radiology", "fsk", "technical", 4, 6400, 20],
  ["超声科", "Ultrasound", "csk", "technical", 3, 7200, 10], ["病理科", "Pathology", "blk", "technical", 5, 1500, 40],
  ["药学部", "Pharmacy", "yxb", "technical", 3, 16000, 5], ["输血科", "Blood bank", "sxk", "technical", 1, 1100, 5],
  ["总务科", "General services", "zwk", "logistics", 4, 620, 15], ["设备科", "Equipment", "sbk", "logistics", 3, 340, 25],
  ["保卫科", "Security", "bwk", "logistics", 6, 280, 10], ["膳食科", "Catering", "ssk", "logistics", 5, 900, 5],
  ["医务科", "Medical office", "ywk", "office", 1, 90, 30], ["护理部", "Nursing office", "hlb", "office", 1, 84, 30],
  ["计划财务部", "Finance", "jhcwb", "office", 3, 110, 40], ["人事科", "Personnel", "rsk", "office", 5, 76, 50],
];
const departments = rows.map(([zh, en, initials, group], index) => ({ id: `d${String(index + 1).padStart(2, "0")}`, name: say(zh, en), group, initials }));
const idOf = (en) => departments[rows.findIndex((row) => row[1] === en)].id;
const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, "0")}`);
const workingDays = [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23];
const facts = ["handled", "workTarget", "recordFaults", "infections", "drugFaults", "adminFaults", "opinions", "stay", "stayTarget", "income", "controllable",
  "uncontrollable", "surplusTarget", "projects", "techniques", "visitCost", "visitCostTarget", "stayCost", "stayCostTarget", "drugShare", "drugShareTarget"];
const medical = ["recordFaults", "infections", "drugFaults"];
const money = ["income", "controllable", "uncontrollable", "surplusTarget"];
const costs = ["visitCost", "visitCostTarget", "stayCost", "stayCostTarget", "drugShare", "drugShareTarget"];
const nothing = { outpatient: 0, admission: 0, operation: 0, exam: 0, order: 0, matter: 0 };

const part = (amount, thousandths) => Math.round((amount * thousandths) / 1000);
const date = (month, day) => `${months[month]}-${String(day).padStart(2, "0")}`;

/** One month of one department: its facts and the marks of its nursing checks. */
function drawn(roll, row, month) {
  const [, , , kind, weakness] = row;
  const season = [1010, 900, 980, 1000, 1010, 990, 1000, 980, 1000, 970, 1020, 1040][month];
  const work = (usual) => part(part(usual, season), 1010 - faults(roll, weakness, 110) + roll.between(-40, 40));
  const votes = roll.between(30, 60);
  const against = faults(roll, weakness, 4);
  const fair = faults(roll, weakness, 4) + roll.upTo(3);
  const very = part(votes - against - fair, roll.between(420, 640));
  const figures = {
    recordFaults: faults(roll, weakness, 4) + roll.upTo(1), infections: weakness > 4 && roll.upTo(11) === 0 ? 1 : 0, drugFaults: kind === "clinical" ? faults(roll, weakness, 2) : 0,
    adminFaults: faults(roll, weakness, 3) + (roll.upTo(5) === 0 ? 1 : 0), opinions: { very, satisfied: votes - very - against - fair, fair, dissatisfied: against },
    projects: weakness < 3 ? 2 : roll.pick([1, 2, 1]), techniques: weakness < 6 ? roll.pick([1, 2, 2]) : roll.upTo(1),
  };
  if (kind === "clinical") {
    const [visits, admissions, operations, days, income, visit, stay, drugs] = row.slice(5);
    const handled = { ...nothing, outpatient: work(visits), admission: work(admissions), operation: work(operations) };
    const near = (target, most) => part(target, 952 + faults(roll, weakness, most) + roll.upTo(65));
    const earned = part(part(income * 1000, season), 985 + roll.upTo(50));
    const spent = part(earned, 855 + faults(roll, weakness, 75) + roll.upTo(30));
    const controllable = part(spent, roll.between(560, 640));
    const share = near(drugs * 10, 40);
    Object.assign(figures, {
      handled, workTarget: part(visits + 8 * admissions + 20 * operations, season), stay: `${near(days, 50) / 10}`, stayTarget: `${days / 10}`, income: earned, controllable,
      uncontrollable: spent - controllable, surplusTarget: part(income * 1000, 90), visitCost: near(visit, 30), visitCostTarget: visit, stayCost: near(stay, 40),
      stayCostTarget: stay, drugShare: `${share / 10}%`, drugShareTarget: `${drugs}%`,
    });
  } else {
    const [usual, days] = row.slice(5);
    const worth = { technical: ["exam", 500], logistics: ["order", 1000], office: ["matter", 4000] }[kind];
    for (const fact of costs) figures[fact] = "exempt";
    if (kind === "technical") {
      const earned = part(part(usual * 22, season), 985 + roll.upTo(50));
      const spent = part(earned, 850 + faults(roll, weakness, 80) + roll.upTo(30));
      const controllable = part(spent, roll.between(500, 600));
      Object.assign(figures, { income: earned, controllable, uncontrollable: spent - controllable, surplusTarget: part(usual * 22, 90) });
    } else for (const fact of [...medical, ...money]) figures[fact] = "exempt";
    Object.assign(figures, {
      handled: { ...nothing, [worth[0]]: work(usual) }, workTarget: part(part(usual, season), worth[1]),
      stay: `${Math.max(1, part(days, 940 + faults(roll, weakness, 130) + roll.upTo(60))) / 10}`, stayTarget: `${days / 10}`,
    });
  }
  const checks = kind === "clinical" ? Array.from({ length: roll.between(1, 2) }, () => 99 - roll.upTo(4) - faults(roll, weakness, 15)) : [];
  return { figures, checks };
}

/** What another department did, on another scale: the ratios are the same, so are all points. */
function scaled({ figures, checks }) {
  const times = (factor) => (value) => `${Math.round(value * factor * 100) / 100}`;
  const each = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
  return {
    figures: {
      ...figures, handled: each(figures.handled, times(2)), workTarget: 2 * figures.workTarget, opinions: each(figures.opinions, times(2)),
      stay: times(0.5)(Number(figures.stay)), stayTarget: times(0.5)(Number(figures.stayTarget)), ...Object.fromEntries(money.map((fact) => [fact, times(0.5)(figures[fact])])),
      ...Object.fromEntries(["visitCost", "visitCostTarget", "stayCost", "stayCostTarget"].map((fact) => [fact, times(0.6)(figures[fact])])),
    },
    checks,
  };
}

const surnames = "赵Zhao 钱Qian 孙Sun 周Zhou 吴Wu 郑Zheng 冯Feng 陈Chen 褚Chu 卫Wei 蒋Jiang 沈Shen 韩Han 杨Yang 朱Zhu 秦Qin 尤You 许Xu 何He 吕Lü 施Shi 孔Kong 曹Cao 严Yan 华Hua 魏Wei 陶Tao 姜Jiang 戚Qi 邹Zou 柏Bai 窦Dou 章Zhang 苏Su 潘Pan 葛Ge".split(" ");
const firsts = "知Zhi 予Yu 明Ming 云Yun 思Si 若Ruo 景Jing 清Qing 晓Xiao 望Wang 以Yi 书Shu 舒Shu 安An 怀Huai 令Ling".split(" ");
const lasts = "禾he 岚lan 川chuan 舟zhou 溪xi 原yuan 桐tong 遥yao 宁ning 白bai 野ye 松song 湛zhan 榆yu 澄cheng 昭zhao 麦mai".split(" ");
const split = (text) => [text[0], text.slice(1)];
const plain = (letter) => letter.toLowerCase().replace("ü", "u");

/** People of each department; who serves in the day surgery centre came from elsewhere in July. */
function people(roll) {
  const staff = [];
  const links = [];
  const seen = new Set();
  const add = (post, department, from) => {
    let chosen;
    do chosen = [roll.pick(surnames), roll.pick(firsts), roll.pick(lasts)].map(split);
    while (seen.has(chosen.map(([zh]) => zh).join("")));
    seen.add(chosen.map(([zh]) => zh).join(""));
    const id = `s${String(staff.length + 1).padStart(3, "0")}`;
    const [family, first, last] = chosen;
    const { group } = departments.find((one) => one.id === department);
    staff.push({ unit: { id, name: say(family[0] + first[0] + last[0], `${family[1]} ${first[1]}${last[1]}`), group, initials: chosen.map(([, sound]) => plain(sound[0])).join("") }, post, department, from });
    if (from) links.push({ from: id, to: from, until: "2025-06-30" }, { from: id, to: department, since: "2025-07-01" });
    else links.push({ from: id, to: department });
  };
  for (const { id, group } of departments) {
    if (id === idOf("Day surgery centre")) continue;
    const posts = group === "clinical" ? ["head", "headNurse", "senior", "middle", "middle", "junior", "junior"] : ["head", "senior", "middle", "junior", "junior"];
    for (const post of posts.slice(0, group === "clinical" ? roll.between(6, 7) : roll.between(4, 5))) add(post, id);
  }
  for (const [post, from] of [["senior", "General surgery"], ["middle", "Urology"], ["middle", "Gynaecology"], ["junior", "Orthopaedics"]]) add(post, idOf("Day surgery centre"), idOf(from));
  return { staff, links };
}

const praise = [say("开展新技术通过验收", "New technique accepted"), say("抢救急危重患者成功", "Critical patient saved"), say("收到患者表扬", "Praised by patients")];
const blame = [say("病历未按时归档", "Records filed late"), say("院内投诉查实", "Complaint upheld"), say("值班脱岗", "Absent from duty")];
const officePraise = [say("牵头完成专项工作", "Led a special task"), say("提前完成整改", "Mended faults early")];
const officeBlame = [say("督办事项超期", "Matter overdue"), say("报表差错", "Faulty report")];
const ownPraise = [say("主动加班", "Worked extra shifts"), say("带教优秀", "Taught well"), say("患者点名表扬", "Praised by name")];
const ownBlame = [say("交接班不规范", "Faulty handover"), say("迟到", "Late"), say("文书超时", "Papers late")];

export function dataset() {
  const roll = dice(20250117);
  const readings = Object.fromEntries(facts.map((fact) => [fact, Object.fromEntries(months.map((month) => [month, []]))]));
  const records = { nursingChecks: {}, incentives: {} };
  const years = rows.map((row) => (row.length > 4 ? months.map((_, month) => drawn(roll, row, month)) : null));
  const at = (en) => rows.findIndex((row) => row[1] === en);
  years[at("Stomatology")] = months.map((_, month) => scaled(years[at("Urology")][(month + 5) % 12]));
  const loss = years[at("Emergency")][1].figures;
  loss.controllable += 70000;
  Object.assign(years[at("Orthopaedics")][7].figures, { recordFaults: 5, infections: 1, drugFaults: 2, visitCost: 257, stayCost: 18150 });
  for (const [index, { id, group }] of departments.entries()) {
    const closed = (month) => id === idOf("Day surgery centre") && month < 6;
    const checks = [];
    const given = [];
    for (const [month, name] of months.entries()) {
      const { figures, checks: marks } = years[index][month];
      for (const fact of facts) readings[fact][name].push(closed(month) ? "exempt" : figures[fact]);
      if (closed(month)) continue;
      for (const [nth, mark] of marks.entries()) checks.push({ id: `n${checks.length + 1}`, date: date(month, nth ? roll.between(16, 27) : roll.between(5, 12)), way: nth ? "random" : "regular", mark });
      if (roll.upTo(5) > 0) continue;
      const good = roll.upTo(9) >= (rows[index][4] ?? 2);
      const [by, reasons] = group === "office" ? ["leaders", good ? officePraise : officeBlame] : ["offices", good ? praise : blame];
      given.push({ id: `i${given.length + 1}`, date: date(month, 28), by, reason: roll.pick(reasons), amount: (good ? 1 : -1) * 100 * roll.between(2, good ? 10 : 6) });
    }
    records.nursingChecks[id] = checks;
    records.incentives[id] = given;
  }
  readings.kind = { 2025: departments.map(({ group }) => group) };
  const full = departments.map(({ group }, index) => (group === "office" ? 50 : [100, 120, 60, 80][index % 4]));
  readings.internalFull = { 2025: full };

  const { staff, links } = people(roll);
  const attended = Object.fromEntries(months.map((month) => [month, []]));
  const ownMark = Object.fromEntries(months.map((month) => [month, []]));
  const ownIncentives = {};
  const mother = staff.find(({ post, department }) => post === "junior" && department === idOf("Obstetrics")).unit.id;
  const unmarked = staff.find(({ post, department }) => post === "middle" && department === idOf("Radiology")).unit.id;
  for (const { unit, department, from } of staff) {
    const weakness = roll.between(0, 6);
    ownIncentives[unit.id] = [];
    for (const [month, name] of months.entries()) {
      const home = from && month < 6 ? from : department;
      const away = unit.id === mother && month >= 2 && month <= 6;
      const silent = department === idOf("Pathology") && month === 8;
      const absent = roll.upTo(4) === 0 ? roll.between(1, 3) : 0;
      attended[name].push(away ? { reason: "leave" } : silent ? null : workingDays[month] - absent);
      const most = full[departments.findIndex(({ id }) => id === home)];
      const mark = Math.round((most * (985 - faults(roll, weakness, 130) - roll.upTo(30))) / 500) / 2;
      ownMark[name].push(away ? { reason: "leave" } : unit.id === unmarked && month === 10 ? null : `${mark}`);
      if (away || roll.upTo(15) > 0) continue;
      const good = roll.upTo(7) >= weakness;
      const list = ownIncentives[unit.id];
      list.push({ id: `o${list.length + 1}`, date: date(month, 26), reason: roll.pick(good ? ownPraise : ownBlame), amount: (good ? 50 : -50) * roll.between(1, good ? 6 : 3) });
    }
  }
  const fund = Object.fromEntries(months.map((month, index) => [month, [`${part(520000, [1080, 930, 990, 1000, 1010, 1000, 1020, 990, 1010, 960, 1030, 1120][index]) + roll.between(-9000, 9000)}.${roll.between(10, 99)}`]]));
  const categories = { clinical: say("临床", "Clinical"), technical: say("医技", "Technical"), logistics: say("后勤", "Logistics"), office: say("职能", "Offices") };
  return write({
    scheme: { id: "hosp-department", version: "2025.1" },
    title: say("云澜市人民医院2025年科室考核数据", "Yunlan People's Hospital: figures of its departments for 2025"),
    note: say("医院、科室人员均为虚构，数据由程序生成，与任何真实单位和个人无关。", "The hospital and its people are invented; the figures are generated and concern nobody real."),
    invented: true,
    asOf: "2025-12-31",
    periods: ["2025"],
    closed: ["2025"],
    groups: { department: categories, staff: categories },
    units: { hospital: [{ id: "h", name: say("云澜市人民医院", "Yunlan People's Hospital"), initials: "ylrmyy" }], department: departments, staff: staff.map(({ unit }) => unit) },
    links: { belongsTo: departments.map(({ id }) => ({ from: id, to: "h" })), department: links },
    readings: { hospital: { fund }, department: readings, staff: { post: { 2025: staff.map(({ post }) => post) }, attended, ownMark } },
    records: { department: records, staff: { ownIncentives } },
  });
}
