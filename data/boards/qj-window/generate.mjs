// The invented figures of a service centre that awards red flags every two months. Most is drawn from a seed by how well a window
// does; some is set by hand, so that there is something to find: two windows tie at the third flag of the last round; a round of
// 84.995 that gets the yellow card; a strong window charged one administrative fee and lost that round's flag; a window under
// rebuilding, whose votes were not taken in one round; a clerk who changed windows in the summer; a clerk with many absences,
// all registered, and one with many that were not; a step late in a case that was itself in time.
import { dice, faults, say, workdays, write } from "../drawing.mjs";

const months = Array.from({ length: 12 }, (_, index) => index + 1);
const two = (number) => String(number).padStart(2, "0");
const period = (month) => `2025-${two(month)}`;
const days = workdays.flat();

// Name, group, initials, weakness (0 does everything, 10 does badly), staff, green-channel cases a month, agency fees a month.
const windows = [
  ["企业登记", "Company registration", "project", "qydj", 1, 4, 3, 0], ["用地审批", "Land use", "project", "ydsp", 4, 3, 1, 1],
  ["环境影响", "Environmental impact", "project", "hjyx", 2, 2, 1, 2], ["规划许可", "Planning permits", "project", "ghxk", 5, 3, 1, 1],
  ["施工许可", "Building permits", "project", "sgxk", 6, 3, 1, 1], ["消防审查", "Fire safety", "project", "xfsc", 3, 2, 1, 1],
  ["人民防空", "Civil air defence", "project", "rmfk", 3, 2, 1, 0], ["水土保持", "Soil and water", "project", "stbc", 4, 2, 1, 1],
  ["林地审批", "Forest land", "project", "ldsp", 7, 2, 1, 0], ["税务", "Tax", "project", "sw", 1, 4, 1, 0],
  ["质量监督", "Quality", "service", "zljd", 3, 2, 0, 1], ["卫生许可", "Health permits", "service", "wsxk", 3, 2, 0, 0],
  ["房产交易", "Housing", "service", "fcjy", 2, 3, 0, 0], ["公安户政", "Household registration", "service", "gahz", 4, 4, 0, 0],
  ["社会保险", "Social insurance", "service", "shbx", 3, 3, 0, 0], ["民政", "Civil affairs", "service", "mz", 6, 2, 0, 0],
  ["交通运输", "Transport", "service", "jtys", 8, 2, 0, 0], ["烟草专卖", "Tobacco licences", "service", "yczm", 5, 1, 0, 0],
].map(([zh, en, group, letters, weakness, crew, green, agency], index) => ({
  id: `w${two(index + 1)}`, name: say(`${zh}窗口`, en), group, initials: `${letters}ck`, weakness, crew, green, agency,
}));

const surnames = [["蔺", "Lin"], ["桑", "Sang"], ["谌", "Chen"], ["边", "Bian"], ["惠", "Hui"], ["鲜", "Xian"], ["池", "Chi"], ["祝", "Zhu"], ["戚", "Qi"], ["滕", "Teng"], ["虞", "Yu"], ["竺", "Zhu"], ["计", "Ji"], ["梅", "Mei"], ["班", "Ban"], ["仇", "Qiu"], ["商", "Shang"]];
const given = [["远舟", "Yuanzhou"], ["语桐", "Yutong"], ["景澄", "Jingcheng"], ["可欣", "Kexin"], ["立诚", "Licheng"], ["云舒", "Yunshu"], ["文渊", "Wenyuan"], ["亦凡", "Yifan"], ["静姝", "Jingshu"], ["允执", "Yunzhi"], ["若溪", "Ruoxi"]];
const staff = windows.flatMap(({ id, group, crew, weakness }) => Array.from({ length: crew }, (_, nth) => ({ post: id, group, weakness: Math.max(0, Math.min(10, weakness - 2 + 2 * nth)) }))).map(({ post, group, weakness }, index) => {
  const [[family, first], [own, second]] = [surnames[(index * 5) % surnames.length], given[(index * 4) % given.length]];
  return { id: `p${two(index + 1)}`, name: say(family + own, `${first} ${second}`), group, initials: (first[0] + second[0]).toLowerCase(), post, weakness };
});
const moved = { from: "p14", on: "2025-07-01", to: "w16" };
const registeredOften = "p01";
const oftenAway = "p45"; // from March on

// Rounds set by hand, by window and last month: clocks missed, cases overdue, votes, marks, breaches.
const set = {
  // 20-1.5+30-3+15-5+13.975+15.52 = 84.995: the votes lose 15×205/3000 = 1.025.
  "w08 8": { missed: 3, overdue: 1, breach: "agency", votes: [21, 7, 0, 2], marks: ["15.5", "15.6", "15.4", "15.7", "15.4"] },
  // 19.5+30+15+14.4+17.9 and 20+30+15+14.1+17.7: 96.8 each, third.
  "w13 12": { missed: 1, overdue: 0, votes: [22, 8, 0, 0], marks: ["17.8", "17.9", "18", "17.8", "18"] },
  "w03 12": { missed: 0, overdue: 0, votes: [18, 12, 0, 0], marks: ["17.6", "17.7", "17.8", "17.7", "17.7"] },
  "w17 8": { missed: 6, overdue: 7, votes: [9, 11, 6, 4], marks: ["14.2", "14.6", "14.5", "14.8", "14.4"] }, // the only red card
  "w01 6": { missed: 0, overdue: 0, breach: "administrative", votes: [26, 4, 0, 0], marks: ["19", "19.2", "18.8", "19", "19.5"] },
};

export function dataset() {
  const rounds = months.filter((month) => month % 2 === 0);
  const readings = { window: { opinions: {} }, staff: { leaveDays: {}, opinions: {} } };
  const records = { window: { cases: {}, fees: {}, marks: {} }, staff: { missed: {} } };
  for (const month of months) readings.staff.leaveDays[period(month)] = [];
  for (const month of rounds) for (const name of ["window", "staff"]) readings[name].opinions[period(month)] = [];
  const dated = (rows, prefix) => rows.sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0)).map((row, index) => ({ id: `${prefix}${index + 1}`, ...row }));

  for (const [index, window] of windows.entries()) {
    const roll = dice(20250601 + 7919 * index);
    const often = (most) => faults(roll, window.weakness, most);
    const cases = [];
    const fees = [];
    const marks = [];
    const close = (month, used, rest) => {
      const at = days.indexOf(roll.pick(workdays[month - 1].slice(month === 1 ? 14 : 0)));
      cases.push({ date: days[at], received: days[Math.max(0, at - used)], ...rest });
    };
    const green = (month, over) => {
      const limit = roll.pick([10, 10, 15, 20]);
      const most = Math.floor(limit / 2);
      const used = over ? most + roll.between(1, 2) : Math.max(2, most - roll.between(0, 4));
      const middle = Math.max(1, used - 2);
      const slow = !over && roll.upTo(7) === 0 ? 1 : 0; // the first step took a day too long, and the case was in time all the same
      const steps = [[1, 1 + slow], [Math.max(1, most - 2), Math.max(0, middle - slow)], [1, 1]].map(([allowed, took], nth) => ({ id: `s${nth + 1}`, limit: allowed, used: took }));
      close(month, used, { limit, green: true, steps });
    };
    const other = (month) => {
      const limit = roll.pick([5, 10, 15]);
      close(month, limit + roll.between(1, 3), { limit, green: false, steps: [] });
    };
    for (const month of months) {
      const last = month + (month % 2);
      const hand = set[`${window.id} ${last}`];
      const overdue = hand ? (month === last ? hand.overdue : 0) : often(2) + (roll.upTo(24) < window.weakness ? 1 : 0);
      for (let nth = 0; nth < window.green; ++nth) green(month, nth < overdue);
      for (let nth = window.green; nth < overdue; ++nth) other(month);
      const fee = (kind, due, charged) => fees.push({ date: roll.pick(workdays[month - 1]), kind, due: String(due), charged: String(charged) });
      for (let nth = 0; nth < window.agency; ++nth) {
        const due = 100 * roll.between(40, 400);
        fee("agency", due, !hand && roll.upTo(120) < window.weakness ? (due * 25) / 100 : (due * roll.between(10, 20)) / 100);
      }
      if (window.green > 0 && roll.upTo(2) === 0) fee("administrative", 50 * roll.between(20, 400), !hand && roll.upTo(90) < window.weakness ? 50 * roll.between(2, 8) : 0);
      if (window.green > 0 && roll.upTo(5) === 0) {
        const due = 100 * roll.between(5, 40);
        fee("channel", due, (due * (!hand && roll.upTo(60) < window.weakness ? 30 : roll.between(0, 20))) / 100);
      }
      if (hand?.breach && month === last) fee(hand.breach, 2000, hand.breach === "agency" ? 500 : 200);
      if (month !== last) continue;
      const fair = often(4) + roll.upTo(1);
      const poor = often(2);
      const good = roll.between(3, 8) + often(6);
      const [a, b, c, d] = hand?.votes ?? [30 - good - fair - poor, good, fair, poor];
      readings.window.opinions[period(month)].push({ excellent: a, good: b, fair: c, poor: d });
      const level = 192 - 4 * window.weakness - often(14);
      const given = hand?.marks ?? Array.from({ length: 5 }, () => String(Math.min(200, level + roll.upTo(10) - 5) / 10));
      const on = workdays[month - 1].at(-3);
      marks.push(...given.map((mark) => ({ date: on, mark })));
    }
    records.window.cases[window.id] = dated(cases, "k");
    records.window.fees[window.id] = dated(fees, "f");
    records.window.marks[window.id] = dated(marks, "m");
  }
  for (const [index, person] of staff.entries()) {
    const roll = dice(20250701 + 7919 * index);
    const missed = [];
    for (const month of months) {
      const post = person.id === moved.from && month >= 7 ? moved.to : person.post;
      const last = month + (month % 2);
      const hand = set[`${post} ${last}`];
      const crew = staff.filter((one) => one.post === post);
      const loses = hand ? (crew[0].id === person.id && month === last ? hand.missed : 0) : roll.upTo(11) < person.weakness ? 1 + (roll.upTo(30) < person.weakness ? 1 : 0) : 0;
      const away = person.id === oftenAway && month > 2 ? roll.between(4, 6) : 0;
      const absences = person.id === registeredOften ? roll.between(1, 3) : roll.upTo(5) === 0 ? 1 : 0;
      for (let nth = 0; nth < loses + away; ++nth) missed.push({ date: roll.pick(workdays[month - 1]), registered: false });
      for (let nth = 0; nth < absences; ++nth) missed.push({ date: roll.pick(workdays[month - 1]), registered: true });
      readings.staff.leaveDays[period(month)].push(roll.upTo(3) === 0 ? roll.between(1, month === 8 ? 5 : 2) : 0);
      if (month !== last) continue;
      const fair = roll.upTo(14) < person.weakness ? 1 : 0;
      const poor = roll.upTo(40) < person.weakness ? 1 : 0;
      const good = roll.between(1, 4) + faults(roll, person.weakness, 5);
      readings.staff.opinions[period(month)].push({ excellent: 15 - good - fair - poor, good, fair, poor });
    }
    records.staff.missed[person.id] = dated(missed, "c");
  }
  readings.window.opinions["2025-10"][windows.findIndex(({ id }) => id === "w16")] = { reason: "rebuilding" };

  return write({
    scheme: { id: "qj-window", version: "2025.1" },
    title: { "zh-CN": "澄浦市行政服务中心窗口2025年度双月考核数据", en: "Chengpu service centre: figures of the two-month rounds of 2025" },
    note: {
      "zh-CN": "澄浦市及窗口、人员均为虚构，数据由程序生成，与任何真实单位和个人无关。",
      en: "Chengpu, its windows and people are invented; the figures are generated and concern no real office or person.",
    },
    invented: true,
    asOf: "2025-12-31",
    periods: ["2025"],
    closed: ["2025"],
    groups: Object.fromEntries(["window", "staff"].map((name) => [name, { project: say("项目审批区", "Projects"), service: say("便民服务区", "Public services") }])),
    units: {
      window: windows.map(({ id, name, group, initials }) => ({ id, name, group, initials })),
      staff: staff.map(({ id, name, group, initials }) => ({ id, name, group, initials })),
    },
    links: {
      post: staff.flatMap(({ id, post }) =>
        id === moved.from ? [{ from: id, to: post, until: "2025-06-30" }, { from: id, to: moved.to, since: moved.on }] : [{ from: id, to: post }],
      ),
    },
    readings,
    records,
  });
}
