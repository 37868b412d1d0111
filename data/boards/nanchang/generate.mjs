// The invented figures of the headquarters: 22 departments, 300 persons, 409 indicators, two years. Departments and persons are
// drawn from a seed by how well they do; a few are set by hand, so that there is something to find: two colleagues tied across the
// last place for an excellent grade, decided in 2024 and not yet in 2025, and with it a merit; the best of a department vetoed; last departments in both years, the first year's head
// reinstated in the second, the second's decision not yet entered; a person without the votes of one month; a person who changed
// departments in July; indicators that are not due for half a year; a claim without its document; merits for three years.
import { dice, say, write } from "../drawing.mjs";

const years = ["2024", "2025"];
const months = Array.from({ length: 12 }, (_, nth) => String(nth + 1).padStart(2, "0"));
const halves = ["H1", "H2"];

// Name, English, initials, group, people, how weak in 2024 and in 2025 (0 best, 10 worst), and its five subjects.
const list = [
  ["办公室", "General office", "bgs", "general", 18, 2, 2, ["公文办理", "Documents"], ["会议组织", "Meetings"], ["督查督办", "Follow-up"], ["信息报送", "Reports"], ["机要档案", "Archives"]],
  ["人事教育处", "Personnel", "rsjyc", "general", 15, 3, 1, ["干部任免", "Appointments"], ["教育培训", "Training"], ["工资福利", "Pay"], ["考勤管理", "Attendance"], ["机构编制", "Establishment"]],
  ["监察室", "Supervision", "jcs", "general", 14, 4, 3, ["廉政教育", "Integrity education"], ["效能监察", "Efficiency inspection"], ["信访核查", "Petitions"], ["案件审理", "Disciplinary cases"], ["行风建设", "Conduct"]],
  ["财务装备处", "Finance", "cwzbc", "general", 16, 5, 4, ["预算执行", "Budget"], ["票据管理", "Receipts"], ["政府采购", "Procurement"], ["资产管理", "Assets"], ["装备保障", "Equipment"]],
  ["法制处", "Legal affairs", "fzc", "general", 13, 3, 2, ["案件核审", "Case review"], ["复议应诉", "Reconsideration"], ["普法宣传", "Legal publicity"], ["执法监督", "Enforcement checks"], ["规范性文件", "Regulations"]],
  ["机关党委", "Party committee", "jgdw", "general", 11, 4, 5, ["支部建设", "Branches"], ["理论学习", "Study"], ["文明创建", "Civic work"], ["工会活动", "Union"], ["青年工作", "Youth"]],
  ["老干部处", "Retired staff", "lgbc", "general", 9, 6, 6, ["走访慰问", "Visits"], ["医疗保健", "Health care"], ["活动阵地", "Activity rooms"], ["政策落实", "Benefits"], ["档案信息", "Files"]],
  ["企业注册处", "Company registration", "qyzcc", "business", 20, 1, 1, ["设立登记", "New registrations"], ["变更登记", "Changes"], ["注销登记", "Closures"], ["名称核准", "Names"], ["窗口服务", "Counter service"]],
  ["企业监管处", "Company supervision", "qyjgc", "business", 18, 4, 3, ["年度检验", "Annual inspection"], ["信用分类", "Credit classes"], ["无照查处", "Unlicensed trading"], ["回访检查", "Follow-up visits"], ["外资监管", "Foreign firms"]],
  ["市场监管处", "Market supervision", "scjgc", "business", 17, 5, 5, ["市场巡查", "Market patrols"], ["农资监管", "Farm supplies"], ["节日市场", "Holiday markets"], ["市场开办", "Market opening"], ["文明市场", "Model markets"]],
  ["商标局", "Trade marks", "sbj", "business", 14, 3, 4, ["商标注册", "Applications"], ["驰名著名", "Well-known marks"], ["侵权查处", "Infringements"], ["印制管理", "Printing"], ["品牌指导", "Brand advice"]],
  ["广告处", "Advertising", "ggc", "business", 12, 6, 5, ["广告监测", "Monitoring"], ["户外登记", "Outdoor registration"], ["违法查处", "Violations"], ["行业指导", "Trade advice"], ["公益广告", "Public service adverts"]],
  ["合同处", "Contracts", "htc", "business", 13, 7, 10, ["合同帮扶", "Contract aid"], ["动产抵押", "Chattel mortgages"], ["拍卖监管", "Auctions"], ["格式条款", "Standard terms"], ["守信公示", "Honest firms"]],
  ["消费者权益保护局", "Consumer protection", "xfzqybhj", "business", 16, 2, 2, ["投诉处理", "Complaints"], ["质量抽检", "Quality tests"], ["维权网点", "Service points"], ["消费警示", "Warnings"], ["专项整治", "Campaigns"]],
  ["食品监管处", "Food supervision", "spjgc", "business", 12, 5, 4, ["许可核发", "Licences"], ["食品抽检", "Food tests"], ["索证索票", "Purchase records"], ["风险排查", "Risk checks"], ["应急处置", "Emergencies"]],
  ["网络监管处", "Online supervision", "wljgc", "business", 11, 4, 3, ["网站建档", "Site records"], ["网络巡查", "Online patrols"], ["电子取证", "Electronic evidence"], ["平台约谈", "Platform talks"], ["标识发放", "Site badges"]],
  ["经济检查局", "Economic inspection", "jjjcj", "business", 17, 3, 3, ["大案查办", "Major cases"], ["传销查禁", "Pyramid selling"], ["反不正当竞争", "Unfair competition"], ["商业贿赂", "Bribery"], ["联合执法", "Joint actions"]],
  ["信息中心", "Data centre", "xxzx", "institution", 13, 3, 2, ["网络运行", "Network"], ["数据质量", "Data quality"], ["系统开发", "Development"], ["安全防护", "Security"], ["设备维护", "Maintenance"]],
  ["投诉举报中心", "Complaint centre", "tsjbzx", "institution", 12, 2, 3, ["热线接听", "Hotline"], ["工单转办", "Referrals"], ["限时反馈", "Replies in time"], ["回访满意", "Call-backs"], ["数据分析", "Analysis"]],
  ["个私协会秘书处", "Private business association", "gsxhmsc", "institution", 10, 10, 6, ["会员发展", "Members"], ["就业帮扶", "Employment"], ["融资服务", "Finance advice"], ["诚信教育", "Honesty education"], ["文体活动", "Events"]],
  ["消费者协会秘书处", "Consumers' association", "xfzxhmsc", "institution", 9, 5, 5, ["消费调解", "Mediation"], ["比较试验", "Comparative tests"], ["消费教育", "Consumer education"], ["志愿监督", "Volunteers"], ["媒体联络", "Media"]],
  ["机关后勤中心", "Logistics centre", "jghqzx", "institution", 10, 6, 7, ["食堂管理", "Canteen"], ["车辆调度", "Vehicles"], ["物业保洁", "Cleaning"], ["安全保卫", "Security"], ["节能管理", "Energy"]],
];
const works = [["任务完成", "tasks done"], ["专项检查", "checks made"], ["问题整改", "faults put right"], ["情况上报", "reports filed"]];
const rules = [["台账差错", "ledger faults"], ["办理超时", "overdue items"], ["资料缺项", "missing papers"], ["报表迟报", "late returns"]];

const surnames = "云Yun 江Jiang 林Lin 叶Ye 石Shi 温Wen 柳Liu 白Bai 骆Luo 凌Ling 卫Wei 蓝Lan 季Ji 简Jian 燕Yan 闻Wen 谷Gu 尹Yin 舒Shu 司Si 池Chi 乔Qiao 解Xie 桑Sang 楚Chu 商Shang 霍Huo 苏Su 岑Cen 庄Zhuang 翟Zhai 伍Wu 甘Gan 荀Xun 项Xiang 左Zuo".split(" ");
const firsts = "知Zhi 予Yu 听Ting 望Wang 怀Huai 清Qing 景Jing 若Ruo 思Si 临Lin 时Shi 疏Shu 远Yuan 静Jing 映Ying 观Guan 亦Yi 枕Zhen 步Bu 澹Dan".split(" ");
const seconds = "岫xiu 棠tang 舟zhou 筠yun 禾he 川chuan 溪xi 衡heng 蘅heng 屿yu 岚lan 柯ke 庭ting 潮chao 砚yan 樵qiao 汀ting 霖lin 章zhang 槐huai".split(" ");
const letters = (word) => [word.slice(0, 1), word.slice(1)];
const people = Array.from({ length: 300 }, (_, nth) => {
  const [family, familyEn] = letters(surnames[(nth * 7) % surnames.length]);
  const [first, firstEn] = letters(firsts[(nth * 3 + Math.floor(nth / 20)) % firsts.length]);
  const [second, secondEn] = letters(seconds[(nth * 11 + Math.floor(nth / 36)) % seconds.length]);
  return { id: `p${String(nth + 1).padStart(3, "0")}`, name: say(family + first + second, `${familyEn} ${firstEn}${secondEn}`), initials: (familyEn[0] + firstEn[0] + secondEn[0]).toLowerCase() };
});

const departments = list.map(([zh, en, initials, group, size, before, now], nth) => ({ id: `d${String(nth + 1).padStart(2, "0")}`, name: say(zh, en), group, initials, size, weak: { 2024: before, 2025: now } }));
let from = 0;
for (const department of departments) {
  department.people = people.slice(from, from + department.size).map(({ id }) => id);
  from += department.size;
}

// Each department has ten main indicators and eight or nine ordinary ones: 220 and 189.
const main = [];
const ordinary = [];
for (const [nth, department] of departments.entries()) {
  const subjects = list[nth].slice(7);
  const named = (kind, at, words) => {
    const [subject, subjectEn] = subjects[at % 5];
    const [word, wordEn] = words[(at + Math.floor(at / 5) + nth) % 4];
    return { department, at, id: `${kind}${String((kind === "m" ? main : ordinary).length + 1).padStart(3, "0")}`, name: say(`${subject}：${word}`, `${subjectEn}: ${wordEn}`) };
  };
  for (let at = 0; at < 10; at += 1) main.push({ ...named("m", at, works), cycle: ["month", "month", "month", "quarter", "month", "month", "half", "month", "month", "quarter"][at] });
  for (let at = 0; at < (nth < 13 ? 9 : 8); at += 1) ordinary.push({ ...named("o", at, rules), cycle: ["month", "month", "quarter", "month", "month", "quarter", "month", "half", "month"][at] });
}
// Annual inspection ends in June: in the second half-year two of its indicators are not due at all.
const firstHalfOnly = main.filter(({ name }) => name["zh-CN"].startsWith("年度检验")).map(({ id }) => id);
const due = ({ id, cycle }, month) => {
  const number = Number(month);
  if (firstHalfOnly.includes(id) && number > 6) return false;
  return cycle === "month" || number % (cycle === "quarter" ? 3 : 6) === 0;
};

const splits = [["100%"], ["60%", "40%"], ["50%", "30%", "20%"]];
const tied = ["p154", "p155"]; // of the trade marks office: the same work, the same votes
const mover = { id: "p131", to: "d10", heir: "p130" };

/** Who bears which indicator: in turn, so that everybody has a task every month. */
function duties() {
  const rows = [];
  const turn = new Map(departments.map(({ id }) => [id, 0]));
  for (const indicator of [...main, ...ordinary]) {
    const { id, people: all } = indicator.department;
    const take = (number) => {
      const start = turn.get(id);
      turn.set(id, start + number);
      return Array.from({ length: number }, (_, nth) => all[(start + nth) % all.length]);
    };
    const bearers = take(indicator.cycle === "month" ? 2 + (all.length > 16 ? 1 : 0) : 1);
    // Where one of the two comes up, both bear it, in equal shares.
    const both = bearers.some((person) => tied.includes(person));
    const shared = both ? tied : bearers;
    shared.forEach((person, nth) => rows.push({ from: person, to: indicator.id, share: both ? "50%" : splits[shared.length - 1][nth] }));
  }
  return rows;
}

function moved(rows) {
  const out = rows.flatMap((row) => (row.from === mover.id ? [{ ...row, until: "2025-06-30" }, { ...row, from: mover.heir, since: "2025-07-01" }] : [row]));
  // In the new department the first two shares of the last colleague pass to the newcomer.
  const { people: there } = departments.find(({ id }) => id === mover.to);
  let left = 2;
  return out.flatMap((row) => {
    if (row.from !== there.at(-1) || left === 0) return [row];
    left -= 1;
    return [{ ...row, until: "2025-06-30" }, { ...row, from: mover.id, since: "2025-07-01" }];
  });
}

/** The votes of a body of `number`: the better the quality (0 to 100), the more of them are excellent. */
function ballot(roll, number, quality) {
  const best = Math.floor((number * Math.max(0, Math.min(96, quality + roll.between(-8, 8)))) / 100);
  const good = Math.ceil(((number - best) * roll.between(48, 72)) / 100);
  const poor = quality < 50 ? Math.floor(((number - best - good) * (60 - quality)) / 100) : 0;
  const votes = { best, good, fair: number - best - good - poor, poor };
  return Object.fromEntries(Object.entries(votes).filter(([, count]) => count > 0));
}

const vetoed = "p021"; // the best of personnel
const deed = (id, date, kind, document, zh, en) => ({ id, date, kind, document, matter: say(zh, en) });
const personRecords = {
  deeds: {
    p003: [deed("k1", "2025-05-16", "innovation", true, "公文流转无纸化", "Paperless documents")],
    p045: [deed("k1", "2024-07-08", "bravery", true, "救起落水儿童", "Saved a child from drowning")],
    p100: [deed("k1", "2025-03-11", "innovation", true, "登记材料一次告知", "One-time list of papers"), deed("k2", "2025-08-19", "bravery", true, "协助抓获扒手", "Helped to catch a thief"), deed("k3", "2025-10-24", "innovation", true, "预约办照", "Licences by appointment")],
    p128: [deed("k1", "2025-09-03", "innovation", false, "口头推荐的检查办法", "A way of checking, recommended by word of mouth")],
    p187: [deed("k1", "2024-04-22", "innovation", true, "抽检结果地图", "Map of test results"), deed("k2", "2025-06-05", "innovation", true, "投诉分类模型", "Sorting of complaints")],
    p248: [deed("k1", "2025-11-12", "innovation", true, "数据自动校验", "Automatic checks of data")],
    p262: [deed("k1", "2025-02-27", "bravery", false, "见义勇为，证明尚未取得", "Bravery; no certificate yet")],
  },
  incidents: {
    [vetoed]: [{ id: "v1", date: "2025-06-21", kind: "vice", confirmed: true }],
    p206: [{ id: "v1", date: "2024-10-09", kind: "planning", confirmed: true }],
    p233: [{ id: "v1", date: "2025-03-15", kind: "vice", confirmed: false }],
  },
};

export function dataset() {
  const roll = dice(20250605);
  const readings = { department: {}, person: {}, mainIndicator: {}, ordinaryIndicator: {} };
  const put = (cls, fact, period, values) => {
    readings[cls][fact] ??= {};
    readings[cls][fact][period] = values;
  };

  // Indicators: their marks, targets and prices stand for both years.
  const marks = main.map(({ at }) => [10, 8, 12, 6, 8, 10, 5, 6, 12, 8][at] + 2 * roll.upTo(1));
  const targets = main.map(() => roll.pick([10, 20, 25, 40, 50]));
  const lesser = ordinary.map(() => roll.between(2, 5));
  const prices = ordinary.map(() => roll.pick(["0.5", "0.5", "1"]));
  for (const year of years) {
    put("mainIndicator", "marks", year, marks);
    put("mainIndicator", "target", year, targets);
    put("ordinaryIndicator", "marks", year, lesser);
    put("ordinaryIndicator", "price", year, prices);
    for (const month of months) {
      const period = `${year}-${month}`;
      put("mainIndicator", "done", period, main.map((one, nth) => {
        const short = (one.department.weak[year] + 3) * roll.between(1, 23) - 30; // thousandths short of the target
        return due(one, month) ? Math.floor((targets[nth] * (1000 - short)) / 1000) : "exempt";
      }));
      put("ordinaryIndicator", "faults", period, ordinary.map((one) => {
        const found = roll.upTo(99) < 3 + 4 * one.department.weak[year] ? 1 + (roll.upTo(9) === 0 ? 1 : 0) : 0;
        return due(one, month) ? found : "exempt";
      }));
    }
    for (const half of halves) {
      const site = (one) => {
        const mark = 99 - Math.floor(((one.department.weak[year] + 4) * roll.between(3, 18)) / 10);
        return one.at % 3 === 2 || (half === "H2" && firstHalfOnly.includes(one.id)) ? "exempt" : mark;
      };
      put("mainIndicator", "siteMark", `${year}-${half}`, main.map(site));
      put("ordinaryIndicator", "siteMark", `${year}-${half}`, ordinary.map(site));
    }
  }

  // Departments.
  const siteMarks = Object.fromEntries(departments.map(({ id }) => [id, []]));
  const raters = { chiefs: 3, leaders: 5, peers: 21, counties: 14, branches: 20, citizens: 30 };
  for (const year of years) {
    put("department", "kind", year, departments.map(({ group }) => group));
    put("department", "unity", year, departments.map(({ weak }) => (weak[year] <= 1 ? "good" : weak[year] >= 10 ? "bad" : "normal")));
    put("department", "exposures", year, departments.map(({ weak }) => (weak[year] > 5 ? roll.upTo(1) : 0)));
    put("department", "lostCases", year, departments.map(({ weak }) => (weak[year] > 4 && roll.upTo(3) === 0 ? 1 : 0)));
    for (const half of halves) {
      const period = `${year}-${half}`;
      put("department", "documentFaults", period, departments.map(({ weak }) => Math.floor((weak[year] * roll.between(0, 10)) / 10)));
      for (const [body, number] of Object.entries(raters)) put("department", body, period, departments.map(({ weak }) => ballot(roll, number, 76 - 6 * weak[year])));
      for (const { id, weak } of departments)
        for (let nth = 1; nth <= 2; nth += 1)
          siteMarks[id].push({ id: `s${siteMarks[id].length + 1}`, date: `${year}-${half === "H1" ? "06" : "12"}-${nth === 1 ? "12" : "18"}`, mark: 98 - Math.floor((weak[year] * roll.between(6, 20)) / 10) });
    }
  }

  // Persons: how well each is thought of, from 0 to 100, drawn once and moved a little every year and month.
  const home = new Map(departments.flatMap((department) => department.people.map((id) => [id, department])));
  const known = { [vetoed]: 84, [tied[0]]: 76, p153: 90, p164: 44, p049: 3 };
  const drawn = people.map(({ id }) => known[id] ?? 2 + roll.upTo(38) + roll.upTo(38));
  const place = new Map(people.map(({ id }, nth) => [id, nth]));
  const [first, second] = tied.map((id) => place.get(id));
  const heads = new Set(departments.map(({ people: all }) => all[0]));
  const copy = (values) => {
    values[second] = values[first];
    return values;
  };
  for (const year of years) {
    const esteem = people.map(({ id }, nth) => drawn[nth] + (id in known ? 0 : roll.between(-10, 10)));
    put("person", "head", year, people.map(({ id }) => heads.has(id)));
    put("person", "attendance", year, copy(people.map(() => `${roll.pick([100, 100, 99, 99, 98, 98, 97, 96, 94])}%`)));
    put("person", "familyMark", year, copy(people.map((_, nth) => (roll.upTo(39) === 0 ? "exempt" : Math.min(100, 80 + Math.floor(esteem[nth] / 8) + roll.upTo(8))))));
    put("person", "streetMark", year, copy(people.map((_, nth) => Math.min(100, 81 + Math.floor(esteem[nth] / 8) + roll.upTo(7)))));
    put("person", "integrityFaults", year, copy(people.map((_, nth) => (roll.upTo(99) < 22 - esteem[nth] / 5 ? 1 : 0))));
    for (const month of months) {
      const period = `${year}-${month}`;
      put("person", "load", period, copy(people.map((_, nth) => {
        const heavy = esteem[nth] + roll.between(-30, 30);
        return heavy > 86 ? "huge" : heavy > 62 ? "large" : heavy > 14 ? "normal" : heavy > -8 ? "small" : "tiny";
      })));
      const votes = people.map(({ id }, nth) => ballot(roll, home.get(id).size - 1, esteem[nth]));
      if (period === "2025-11") votes[place.get("p225")] = null; // on secondment; the votes were not collected
      put("person", "votes", period, copy(votes));
    }
  }

  const lateTraces = Object.fromEntries(people.map(({ id }) => [id, []]));
  for (const [nth, { id }] of people.entries())
    for (const year of years) {
      if (tied.includes(id)) continue;
      const number = roll.upTo(99) < 40 - drawn[nth] / 3 ? roll.between(1, 3) : 0;
      for (let time = 1; time <= number; time += 1) {
        const month = (roll.upTo(3) + 4 * (time - 1)) % 11;
        const last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30][month];
        const filed = `${year}-${months[month + 1]}-${String(roll.between(1, 6)).padStart(2, "0")}`;
        lateTraces[id].push({ id: `t${lateTraces[id].length + 1}`, due: `${year}-${months[month]}-${last}`, filed });
      }
    }
  const filled = (lists) => Object.fromEntries(people.map(({ id }) => [id, lists[id] ?? []]));

  // Earlier grades, as entered: the best of their time, and who kept acting after the last place of 2023.
  const once = new Set(people.filter((_, nth) => nth % 13 === 5).map(({ id }) => id));
  const lately = new Set(people.filter(({ id }, nth) => drawn[nth] >= 50 && nth % 3 === 0 && !once.has(id)).map(({ id }) => id));
  const graded = (set) => people.map(({ id }) => (set.has(id) ? "优秀" : "称职"));
  const decided = (node, unit, period, value, number, date) => ({ class: "person", node, unit, period, value, by: "局党组", document: `澹工商党组纪要〔${Number(period) + 1}〕${number}号`, date });
  const rows = moved(duties());

  return write({
    scheme: { id: "nanchang", version: "2025.1" },
    title: say("澹江市工商局机关2024、2025年度考核数据", "Danjiang headquarters: figures of 2024 and 2025"),
    note: say("澹江市、各部门数据和人名均为虚构，由程序生成，与任何真实单位和个人无关。", "Danjiang, its figures and its people are invented and generated; they concern no real office or person."),
    invented: true,
    asOf: "2025-12-31",
    periods: years,
    closed: ["2024"],
    groups: { department: { general: say("综合部门组", "General departments"), business: say("业务部门组", "Business departments"), institution: say("事业单位组", "Public institutions") } },
    units: {
      department: departments.map(({ id, name, group, initials }) => ({ id, name, group, initials })),
      person: people,
      mainIndicator: main.map(({ id, name }) => ({ id, name })),
      ordinaryIndicator: ordinary.map(({ id, name }) => ({ id, name })),
    },
    links: {
      department: people.flatMap(({ id }) => (id === mover.id ? [{ from: id, to: home.get(id).id, until: "2025-06-30" }, { from: id, to: mover.to, since: "2025-07-01" }] : [{ from: id, to: home.get(id).id }])),
      indicators: [...main, ...ordinary].map(({ id, department }) => ({ from: department.id, to: id })),
      duties: rows,
    },
    readings,
    records: { department: { siteMarks }, person: { lateTraces, deeds: filled(personRecords.deeds), incidents: filled(personRecords.incidents) } },
    decisions: [
      decided("headMeasure", "p272", "2024", "acting", 3, "2025-01-14"),
      decided("edgeOrder", "p154", "2024", 1, 4, "2025-01-20"),
      decided("edgeOrder", "p155", "2024", 2, 4, "2025-01-20"),
    ],
    history: { periods: ["2022", "2023"], nodes: { person: { level: { 2022: graded(once), 2023: graded(lately) }, acting: { 2023: people.map(() => false) } } } },
  });
}
