// The invented year of a construction company's training suppliers and of the managers they trained. Suppliers are drawn from a
// seed by how well they do; some figures are set by hand, so that there is something to find:
// - Qiaoshan misses the grade A by 0.005: 89.995 would round to 90.00;
// - Wanchuan does in each half-year what Tingyu did in the other, with twice the trainees: both tie for the third and
//   last place of those preferred, so there are four;
// - Heshuo falls to D in the second quarter and gets no more classes: its year is half a year;
// - Songtan's third quarter was never reported, so its year is open;
// - Yanqiao's report of the third quarter came on the sixteenth day and cost its two points;
// - three suppliers have not registered all particulars; one manager's year comes to 80.00 and another's to
//   79.82, just below the better rise.
import { dice, faults, say, write } from "../drawing.mjs";

// zh, en, initials, how badly they do (0 to 10), forms of teaching used.
const rows = [
  ["汀屿管理学院", "Tingyu School of Management", "ty", 2, 4], ["墨原咨询", "Moyuan Consulting", "my", 0, 4], ["桥山职业培训", "Qiaoshan Vocational Training", "qs"],
  ["万川工程学校", "Wanchuan School of Engineering", "wc"], ["禾朔人才", "Heshuo Talents", "hs", 9, 1], ["松潭培训中心", "Songtan Training Centre", "st", 4, 3],
  ["砚桥教育", "Yanqiao Education", "yq", 2, 4], ["青坞安全培训", "Qingwu Safety Training", "qw", 3, 3], ["岚桐学堂", "Lantong Academy", "lt", 0, 5],
  ["沐野拓展", "Muye Outdoor Training", "my", 4, 4], ["泊舟继续教育", "Bozhou Continuing Education", "bz", 5, 2], ["云麓考证辅导", "Yunlu Examination Courses", "yl", 6, 1],
  ["知榆企业大学", "Zhiyu Corporate University", "zy", 2, 4], ["景湖技师学校", "Jinghu School of Technicians", "jh", 6, 2],
];
const suppliers = rows.map(([zh, en, letters], index) => ({ id: `u${String(index + 1).padStart(2, "0")}`, name: say(zh, en), initials: letters }));
const at = (name) => rows.findIndex(([, en]) => en.startsWith(name));
const quarters = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"];
const after = ["2025-04", "2025-07", "2025-10", "2026-01"]; // the month in which a quarter's report is due
const facts = ["obtained", "sat", "writtenMark", "opinions", "onTime", "recordsKept", "reported", "findings", "forms", "fee"];
const skills = {
  soon: [say("班组例会组织", "Running shift meetings"), say("施工日志填写", "Keeping the site diary"), say("安全交底", "Safety briefings"), say("成本台账", "Cost ledger"), say("质量验收", "Quality acceptance")],
  later: [say("合同谈判", "Negotiating contracts"), say("团队建设", "Building a team"), say("流程改进", "Improving procedures"), say("风险预判", "Foreseeing risks")],
};

/** One quarter of one supplier, and the marks of three managers: what shows soon, what shows later. */
function drawn(roll, [, , , weakness, forms], quarter) {
  const sat = roll.between(16, 34);
  const valid = roll.between(14, sat);
  const against = faults(roll, weakness, Math.ceil(valid / 5));
  const average = Math.min(valid - against - 2, faults(roll, weakness, Math.ceil(valid / 4)) + roll.upTo(1));
  const satisfied = Math.floor(((valid - against - average) * roll.between(35, 60)) / 100);
  const figures = {
    obtained: sat - Math.min(sat, faults(roll, weakness, Math.ceil(sat / 2))), sat, writtenMark: `${94 - faults(roll, weakness, 24) - roll.upTo(3)}.${roll.pick([0, 2, 5, 6, 8])}`,
    opinions: { satisfied, fairly: valid - against - average - satisfied, average, dissatisfied: against }, onTime: roll.upTo(12) >= weakness, recordsKept: roll.upTo(9) >= weakness - 1,
    reported: `${after[quarter]}-${String(weakness > 5 && roll.upTo(1) === 0 ? 17 : roll.between(6, 15)).padStart(2, "0")}`, findings: faults(roll, weakness, 3),
    forms: Math.max(1, forms - (roll.upTo(2) === 0 ? 1 : 0)), fee: `${1200 * sat + 50 * roll.upTo(9)}.00`,
  };
  const mark = () => Math.max(42, 97 - faults(roll, weakness, 36) - roll.upTo(6));
  return { figures, marks: [0, 1, 2].map(() => [mark(), mark() - roll.upTo(4)]) };
}

/** A quarter that comes to 85.5 and the written test: 19 + 28.5 + 20.5 + 10 + 7.5. */
const near = (times, written, marks, quarter) => ({
  figures: {
    obtained: 19 * times, sat: 20 * times, writtenMark: written, opinions: { satisfied: 8 * times, fairly: 11 * times, average: times, dissatisfied: 0 }, onTime: true, recordsKept: true,
    reported: `${after[quarter]}-0${6 + quarter}`, findings: 0, forms: 3, fee: `${25600 * times}.00`,
  },
  marks: marks.map((mark) => [mark, mark]),
});
const doubled = ({ figures, marks }, quarter) => ({
  figures: {
    ...figures, obtained: 2 * figures.obtained, sat: 2 * figures.sat, opinions: Object.fromEntries(Object.entries(figures.opinions).map(([key, votes]) => [key, 2 * votes])),
    reported: `${after[quarter]}${figures.reported.slice(7)}`, fee: `${2000 * figures.sat}.00`,
  },
  marks,
});

const surnames = "罗Luo 梁Liang 宋Song 唐Tang 邓Deng 傅Fu 曾Zeng 彭Peng 萧Xiao 蔡Cai 田Tian 董Dong 袁Yuan 余Yu 叶Ye 程Cheng 丁Ding 石Shi 汪Wang 范Fan 方Fang".split(" ");
const firsts = "砚Yan 谷Gu 其Qi 承Cheng 远Yuan 牧Mu 之Zhi 星Xing".split(" ");
const lasts = "衡heng 樵qiao 朔shuo 屿yu 帆fan 峤qiao 青qing 越yue 枫feng".split(" ");
function names(roll) {
  const seen = new Set();
  return () => {
    let chosen;
    do chosen = [roll.pick(surnames), roll.pick(firsts), roll.pick(lasts)].map((text) => [text[0], text.slice(1)]);
    while (seen.has(chosen.map(([zh]) => zh).join("")));
    seen.add(chosen.map(([zh]) => zh).join(""));
    const [family, first, last] = chosen;
    return { name: say(family[0] + first[0] + last[0], `${family[1]} ${first[1]}${last[1]}`), initials: chosen.map(([, sound]) => sound[0].toLowerCase()).join("") };
  };
}

export function dataset() {
  const roll = dice(20250404);
  const years = rows.map((row) => (row.length > 3 ? quarters.map((_, quarter) => drawn(roll, row, quarter)) : null));
  const set = [[1, "90", [78, 82, 86]], [2, "89.6", [80, 82, 84]], [1, "90.2", [81, 79, 86]], [2, "89.8", [82, 77, 87]]];
  years[at("Qiaoshan")] = set.map(([times, written, marks], quarter) => near(times, written, marks, quarter));
  years[at("Wanchuan")] = quarters.map((_, quarter) => doubled(years[at("Tingyu")][(quarter + 2) % 4], quarter));
  years[at("Heshuo")][0] = drawn(roll, [...rows[at("Heshuo")].slice(0, 3), 6, 2], 0);
  years[at("Heshuo")][1].marks[2] = [41, 38];
  years[at("Yanqiao")][2].figures.reported = "2025-10-16";
  const readings = Object.fromEntries(facts.map((fact) => [fact, Object.fromEntries(quarters.map((quarter) => [quarter, []]))]));
  const person = names(roll);
  const trainees = [];
  const links = [];
  const followed = {};
  for (const [index, { id }] of suppliers.entries()) {
    const stopped = (quarter) => index === at("Heshuo") && quarter > 1;
    const silent = (quarter) => index === at("Songtan") && quarter === 2;
    for (const [quarter, name] of quarters.entries())
      for (const fact of facts) readings[fact][name].push(stopped(quarter) ? "exempt" : silent(quarter) && fact !== "fee" ? null : years[index][quarter].figures[fact]);
    for (const place of [0, 1, 2]) {
      const unit = { id: `t${String(trainees.length + 1).padStart(2, "0")}`, ...person() };
      trainees.push(unit);
      links.push({ from: unit.id, to: id });
      const [soon, later] = [roll.pick(skills.soon), roll.pick(skills.later)];
      followed[unit.id] = quarters.flatMap((_, quarter) => {
        if (stopped(quarter)) return [];
        const day = (shift) => `2025-${String(3 * quarter + 2 + shift).padStart(2, "0")}-${String(roll.between(3, 26)).padStart(2, "0")}`;
        const [now, then] = years[index][quarter].marks[place];
        return [{ id: `k${2 * quarter + 1}`, date: day(0), skill: soon, shows: "soon", mark: now }, { id: `k${2 * quarter + 2}`, date: day(1), skill: later, shows: "later", mark: then }];
      });
    }
  }
  readings.infoGiven = { 2025: suppliers.map((_, index) => (index === at("Yunlu") ? 5 : index === at("Heshuo") ? 6 : index === at("Muye") ? 7 : 8)) };
  const annual = (index) => index % 6 === 4;
  const payBase = trainees.map((_, index) => (annual(index) ? { reason: "annualSalary" } : `${600 * roll.between(30, 60)}.00`));
  const annualMark = trainees.map((_, index) => (annual(index) ? roll.between(76, 94) : { reason: "monthlySalary" }));
  const sat = years.flatMap((year, index) => year.filter((_, quarter) => index !== at("Heshuo") || quarter < 2).map(({ figures }) => figures.sat)).reduce((sum, count) => sum + count, 0);
  const company = {
    sent: 420, survey: { satisfied: 96, fairly: 187, others: 51 }, managerCost: "1486000.00", allCost: "4520000.00", profit: "186400000.00", managers: 1180, trained: 642,
    outside: sat, outsideCost: `${sat * 791}.00`,
  };
  return write({
    scheme: { id: "training-supplier", version: "2025.1" },
    title: say("云澜水利建筑公司2025年培训机构评价数据", "Yunlan Waterworks Construction: figures of its training suppliers for 2025"),
    note: say("公司、培训机构和人员均为虚构，数据由程序生成，与任何真实单位和个人无关。", "The company, its suppliers and managers are invented; the figures are generated and concern nobody real."),
    invented: true,
    asOf: "2026-01-20",
    periods: ["2025"],
    closed: ["2025"],
    units: { company: [{ id: "c", name: say("云澜水利建筑公司", "Yunlan Waterworks Construction"), initials: "ylsljzgs" }], supplier: suppliers, trainee: trainees },
    links: { provider: links },
    readings: { company: Object.fromEntries(Object.entries(company).map(([fact, value]) => [fact, { 2025: [value] }])), supplier: readings, trainee: { payBase: { 2025: payBase }, annualMark: { 2025: annualMark } } },
    records: { trainee: { skills: followed } },
  });
}
