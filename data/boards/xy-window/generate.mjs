// The invented figures of a service centre: daily records of 28 windows over a year. Most windows are drawn from a seed by how
// well they do; a few months are set by hand, so that there is something to find: the busiest window misses 95 by 0.005 in the
// second quarter; the strongest has one ruinous month, with an alert and a written review; two windows tie at the last place of
// honour in the third quarter; an evaluator is under repair for two months; one window never reported December, which also holds
// back everyone's honours in the fourth quarter; reports that were never published; a department whose good window makes up for
// its bad one; a clerk whose own record is spotless and whose window costs him the grade.
import { dice, faults, say, workdays, write } from "../drawing.mjs";

const months = Array.from({ length: 12 }, (_, index) => index + 1);
const two = (number) => String(number).padStart(2, "0");

// Name, group, initials, department, cases a month, weakness (0 does everything, 10 does badly), staff.
const windows = [
  ["企业登记", "Company registration", "biz", "qydj", "d01", 900, 1, 4], ["食品许可", "Food licences", "biz", "spxk", "d01", 420, 4, 3],
  ["税务办税", "Tax filing", "biz", "swbs", "d02", 1500, 1, 4], ["税务发票", "Tax invoices", "biz", "swfp", "d02", 1300, 9, 4],
  ["烟草专卖", "Tobacco licences", "biz", "yczm", "d03", 160, 2, 2], ["商务", "Commerce", "biz", "sw", "d04", 90, 3, 2],
  ["发展改革", "Development and reform", "biz", "fzgg", "d05", 120, 4, 2],
  ["规划许可", "Planning permits", "build", "ghxk", "d06", 140, 5, 3], ["用地审批", "Land use", "build", "ydsp", "d06", 80, 6, 2],
  ["不动产登记", "Land registry", "build", "bdcdj", "d06", 1600, 2, 4], ["住房建设", "Housing and construction", "build", "zfjs", "d07", 260, 5, 3],
  ["人民防空", "Civil air defence", "build", "rmfk", "d08", 60, 3, 2], ["消防", "Fire safety", "build", "xf", "d09", 110, 4, 2],
  ["水利", "Water", "build", "sl", "d10", 70, 3, 2], ["生态环境", "Environment", "build", "sthj", "d11", 130, 2, 2],
  ["城市管理", "City management", "build", "csgl", "d12", 240, 6, 3], ["交通运输", "Transport", "build", "jtys", "d13", 520, 5, 3],
  ["公安户政", "Household registration", "people", "gahz", "d14", 2500, 3, 4], ["公安出入境", "Exit and entry", "people", "gacrj", "d14", 1100, 2, 3],
  ["社会保险", "Social insurance", "people", "shbx", "d15", 1900, 0, 4], ["医疗保障", "Medical insurance", "people", "ylbz", "d16", 1400, 3, 4],
  ["住房公积金", "Housing fund", "people", "zfgjj", "d17", 950, 2, 3], ["民政", "Civil affairs", "people", "mz", "d18", 310, 4, 2],
  ["卫生健康", "Health", "people", "wsjk", "d19", 280, 3, 3], ["教育", "Education", "people", "jy", "d20", 150, 7, 2],
  ["文化旅游", "Culture and tourism", "people", "whly", "d21", 75, 4, 2], ["农业农村", "Agriculture", "people", "nync", "d22", 190, 5, 3],
  ["林业", "Forestry", "people", "ly", "d23", 65, 7, 2],
].map(([zh, en, group, letters, department, volume, weakness, crew], index) => ({
  id: `w${two(index + 1)}`, name: say(`${zh}窗口`, en), group, initials: `${letters}ck`, department, volume, weakness, crew,
}));
const departments = [
  ["市场监督管理局", "Market regulation", "scjdglj", 91], ["税务局", "Tax", "swj", 88], ["烟草专卖局", "Tobacco", "yczmj", 90], ["商务局", "Commerce", "swj", 86],
  ["发展和改革委员会", "Development and reform", "fzggw", 92], ["自然资源局", "Natural resources", "zrzyj", 84], ["住房和城乡建设局", "Housing and construction", "zfjsj", 85],
  ["人民防空办公室", "Civil air defence", "rmfkb", 87], ["消防救援支队", "Fire and rescue", "xfjyzd", 93], ["水利局", "Water", "slj", 88], ["生态环境局", "Environment", "sthjj", 90],
  ["城市管理局", "City management", "csglj", 82], ["交通运输局", "Transport", "jtysj", 86], ["公安局", "Public security", "gaj", 93], ["人力资源和社会保障局", "Human resources", "rlsbj", 92],
  ["医疗保障局", "Medical insurance", "ylbzj", 89], ["住房公积金中心", "Housing fund", "zfgjjzx", 91], ["民政局", "Civil affairs", "mzj", 87], ["卫生健康委员会", "Health", "wsjkw", 88],
  ["教育局", "Education", "jyj", 85], ["文化和旅游局", "Culture and tourism", "whlyj", 86], ["农业农村局", "Agriculture", "nyncj", 87], ["林业局", "Forestry", "lyj", 83],
].map(([zh, en, initials, mark], index) => ({ id: `d${two(index + 1)}`, name: say(zh, en), initials, mark }));

const surnames = [["闻", "Wen"], ["苗", "Miao"], ["岑", "Cen"], ["柏", "Bai"], ["邬", "Wu"], ["乐", "Le"], ["屠", "Tu"], ["芮", "Rui"], ["靳", "Jin"], ["庄", "Zhuang"], ["晏", "Yan"], ["阮", "Ruan"], ["凌", "Ling"], ["敖", "Ao"], ["殷", "Yin"], ["裘", "Qiu"], ["卞", "Bian"], ["郝", "Hao"], ["宣", "Xuan"]];
const given = [["知行", "Zhixing"], ["若谷", "Ruogu"], ["晓棠", "Xiaotang"], ["守拙", "Shouzhuo"], ["梓潼", "Zitong"], ["怀瑾", "Huaijin"], ["明远", "Mingyuan"], ["清越", "Qingyue"], ["思齐", "Siqi"], ["一鸣", "Yiming"], ["书恒", "Shuheng"], ["青禾", "Qinghe"], ["望舒", "Wangshu"]];
const staff = windows.flatMap(({ id, group, crew }) => Array.from({ length: crew }, () => ({ post: id, group }))).map(({ post, group }, index) => {
  const [[family, first], [own, second]] = [surnames[(index * 7) % surnames.length], given[(index * 5) % given.length]];
  return { id: `p${two(index + 1)}`, name: say(family + own, `${first} ${second}`), group, initials: (first[0] + second[0]).toLowerCase(), post };
});

// A month set by hand: nothing is lost but what is named. Early cases are given as so many fewer than the target's 80%.
const set = {
  "w18 4": { warning: 4, yellow: 1, late: 2 }, // 5 off
  "w18 5": { warning: 2, video: 1, late: 2, fewer: 2 }, // 5 off
  "w18 6": { warning: 6, late: 2, fewer: 1, early: 3 }, // 5.015 off, with 2500 cases
  "w20 3": { overdue: 210, red: 1, yellow: 3, warning: 6, error: 3, complaint: 1, dissatisfied: 18, fewer: 3 },
  "w04 8": { overdue: 130, warning: 8, yellow: 1, late: 3, screen: 2, error: 2, complaint: 1, dissatisfied: 12, fewer: 5 }, // 41.1 off
  "w04 9": { overdue: 91, warning: 9, yellow: 2, late: 4, video: 4, error: 1, dissatisfied: 10, fewer: 5 }, // 35 off
  // Two ways of losing 9 in a quarter, 97 each: fifth.
  "w22 7": { fewer: 2 }, "w22 8": { warning: 3, fewer: 1 }, "w22 9": { late: 2, yellow: 1 }, // 7.5 off: fourth
  "w15 7": { fewer: 2 }, "w15 8": { warning: 3, yellow: 1 }, "w15 9": { late: 3, video: 1, error: 1 },
  "w19 7": { warning: 2, screen: 1 }, "w19 8": { fewer: 3 }, "w19 9": { late: 2, error: 1, fewer: 1 },
};

function drawn(roll, { volume, weakness }, month) {
  const often = (most) => faults(roll, weakness, most);
  const closed = Math.max(20, Math.floor((volume * (month === 2 ? 70 : roll.between(88, 112))) / 100));
  const chance = (outOf) => (roll.upTo(outOf - 1) < weakness ? 1 : 0);
  const votes = Math.max(12, Math.floor((closed * roll.between(10, 18)) / 100));
  const fair = Math.floor((votes * (often(50) + roll.upTo(8))) / 1000);
  return {
    closed, votes, fair, dissatisfied: Math.floor((votes * often(20)) / 1000),
    overdue: chance(18) * roll.between(1, 1 + Math.floor(closed / 60)), early: Math.floor((closed * (860 - 18 * weakness - often(170) - roll.upTo(40))) / 1000),
    error: chance(14) + chance(22), complaint: chance(45), rejected: chance(50) + (roll.upTo(30) === 0 ? 1 : 0),
    warning: often(7) + roll.upTo(2), yellow: chance(22) + chance(60), red: chance(90),
    late: often(5) + chance(12), absence: chance(40), screen: chance(18), video: chance(12),
    published: Math.max(0, Math.min(6, 4 - often(3) + roll.upTo(2) - roll.upTo(1))), drafts: roll.upTo(9) === 0 ? 1 : 0,
  };
}
function exactly(lost, volume) {
  const { fewer = 0, early = 0, ...rest } = lost;
  return { closed: volume, votes: 200, fair: 0, dissatisfied: 0, overdue: 0, early: Math.ceil((volume * 4) / 5) - early, error: 0, complaint: 0, rejected: 0, warning: 0, yellow: 0, red: 0, late: 0, absence: 0, screen: 0, video: 0, published: 5 - fewer, drafts: 0, ...rest };
}

export function dataset() {
  const readings = { closed: {}, closedOnTime: {}, closedEarly: {}, opinions: {} };
  for (const month of months) for (const fact of Object.keys(readings)) readings[fact][`2025-${two(month)}`] = [];
  const lists = { errors: "f", signals: "s", events: "e", complaints: "c", articles: "a" };
  const records = Object.fromEntries(Object.keys(lists).map((list) => [list, Object.fromEntries(windows.map(({ id }) => [id, []]))]));
  for (const [index, window] of windows.entries()) {
    const roll = dice(20250401 + 7919 * index); // each window its own, so that a month set by hand moves no other window
    const crew = staff.filter(({ post }) => post === window.id).map(({ id }) => id);
    // The last of a window's staff keeps a clean record, and the first is blamed most.
    const who = () => crew[Math.min(roll.upTo(crew.length - 1), roll.upTo(crew.length - 1), Math.max(0, crew.length - 2))];
    for (const month of months) {
      const lost = set[`${window.id} ${month}`];
      const figures = lost ? exactly(lost, window.volume) : drawn(roll, window, month);
      const period = `2025-${two(month)}`;
      readings.closed[period].push(figures.closed);
      readings.closedOnTime[period].push(figures.closed - figures.overdue);
      readings.closedEarly[period].push(Math.min(figures.early, figures.closed - figures.overdue));
      const content = figures.votes - figures.fair - figures.dissatisfied;
      const satisfied = Math.floor((content * roll.between(80, 240)) / 1000);
      readings.opinions[period].push({ very: content - satisfied, satisfied, fair: figures.fair, dissatisfied: figures.dissatisfied });
      const add = (list, times, fields) => {
        for (let time = 0; time < times; ++time) records[list][window.id].push({ date: roll.pick(workdays[month - 1]), ...fields() });
      };
      add("errors", figures.error, () => ({ staff: who() }));
      for (const kind of ["warning", "yellow", "red"]) add("signals", figures[kind], () => ({ kind }));
      for (const kind of ["late", "absence", "video"]) add("events", figures[kind], () => ({ kind, staff: who() }));
      add("events", figures.screen, () => ({ kind: roll.pick(["game", "chat", "chat", "stocks", "film", "illegal"]), staff: who() }));
      add("complaints", figures.complaint, () => ({ upheld: true, staff: who() }));
      add("complaints", figures.rejected, () => ({ upheld: false, staff: roll.pick(crew) }));
      add("articles", figures.published, () => ({ published: true }));
      add("articles", figures.drafts, () => ({ published: false }));
    }
  }
  const at = (id) => windows.findIndex((window) => window.id === id);
  for (const period of ["2025-07", "2025-08"]) readings.opinions[period][at("w26")] = { reason: "repair" };
  for (const fact of ["closed", "closedOnTime", "closedEarly"]) readings[fact]["2025-12"][at("w27")] = null; // never reported
  for (const [list, prefix] of Object.entries(lists))
    for (const [id, rows] of Object.entries(records[list])) {
      rows.sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
      records[list][id] = rows.map((row, index) => ({ id: `${prefix}${index + 1}`, ...row }));
    }
  return write({
    scheme: { id: "xy-window", version: "2025.1" },
    title: { "zh-CN": "沧屏市行政服务中心窗口2025年度考核数据", en: "Cangping service centre: figures of the windows for 2025" },
    note: {
      "zh-CN": "沧屏市及窗口、部门、人员均为虚构，数据由程序生成，与任何真实单位和个人无关。",
      en: "Cangping, its windows, departments and people are invented; the figures are generated and concern no real office or person.",
    },
    invented: true,
    asOf: "2025-12-31",
    periods: ["2025"],
    closed: ["2025"],
    groups: Object.fromEntries(["window", "staff"].map((name) => [name, { biz: say("企业服务区", "Business"), build: say("工程建设区", "Construction"), people: say("社会民生区", "Citizens") }])),
    units: {
      window: windows.map(({ id, name, group, initials }) => ({ id, name, group, initials })),
      staff: staff.map(({ id, name, group, initials }) => ({ id, name, group, initials })),
      department: departments.map(({ id, name, initials }) => ({ id, name, initials })),
    },
    links: {
      department: windows.map(({ id, department }) => ({ from: id, to: department })),
      post: staff.map(({ id, post }) => ({ from: id, to: post })),
    },
    readings: { window: readings, department: { otherMark: { 2025: departments.map(({ mark }) => mark) } } },
    records: { window: records },
  });
}
