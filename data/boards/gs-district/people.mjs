// The people of the district bureau, all invented: who works where, in which post, and how well, from 0 (best) to 10.
import { dice } from "../drawing.mjs";

const surnames = "顾Gu 陆Lu 沈Shen 苏Su 温Wen 纪Ji 姚Yao 尹Yin 柏Bai 邵Shao 喻Yu 骆Luo 裴Pei 岑Cen 冉Ran 霍Huo 戚Qi 虞Yu 荀Xun 晏Yan 蓝Lan 闵Min 屈Qu 路Lu 简Jian 池Chi 覃Qin 卓Zhuo 芮Rui 宫Gong".split(" ");
const givens =
  "听澜Tinglan 望舒Wangshu 知夏Zhixia 云帆Yunfan 明屿Mingyu 秋白Qiubai 静言Jingyan 思齐Siqi 远舟Yuanzhou 若川Ruochuan 闻溪Wenxi 青禾Qinghe 书航Shuhang 映雪Yingxue 长风Changfeng 晓棠Xiaotang 以宁Yining 松年Songnian 采薇Caiwei 振岳Zhenyue 月明Yueming 海若Hairuo 亦乔Yiqiao 怀瑾Huaijin 素心Suxin 鹿鸣Luming 安之Anzhi 朝晖Zhaohui 梓桐Zitong 景行Jingxing".split(" ");
const women = new Set(["知夏", "静言", "闻溪", "映雪", "晓棠", "采薇", "月明", "素心", "梓桐", "以宁", "青禾"]);
const part = (word) => [word.replace(/[A-Za-z]/g, ""), word.replace(/[^A-Za-z]/g, "")];

function named(number) {
  const [family, Family] = part(surnames[number % surnames.length]);
  const [given, Given] = part(givens[(number * 7 + Math.floor(number / surnames.length)) % givens.length]);
  return { zh: family + given, en: `${Family} ${Given}`, initials: (Family[0] + Given[0]).toLowerCase(), sex: women.has(given) ? "female" : "male" };
}
const two = (value) => String(value).padStart(2, "0");
const born = (roll, first, last) => `${roll.between(first, last)}-${two(roll.between(1, 12))}-${two(roll.between(1, 28))}`;

/** Eight in each sub-bureau, four or five in each section: principal, deputy or deputies, others. */
export function staff(bureaus, sections) {
  const roll = dice(20250303);
  const people = [];
  for (const office of [...bureaus, ...sections]) {
    const inBureau = office.startsWith("u");
    const deputies = inBureau && ["u01", "u04", "u05", "u06"].includes(office) ? 2 : 1;
    const size = inBureau ? 8 : office === "s14" ? 4 : 5;
    for (let place = 0; place < size; ++place) {
      const person = named(people.length);
      const post = place === 0 ? "principal" : place <= deputies ? "deputy" : "other";
      const [first, last] = post === "other" ? [1976, 2001] : [1972, 1984];
      const birth = born(roll, Math.max(first, person.sex === "female" ? 1976 : 1971), last);
      people.push({ id: `p${String(people.length + 1).padStart(3, "0")}`, ...person, office, post, born: birth, weakness: roll.between(2, post === "other" ? 10 : 8) });
    }
  }
  return people;
}

/** The fifteen of 56 (women 51) and over, with the post they held and the one they hold. */
export function seniors() {
  const roll = dice(20250404);
  return Array.from({ length: 15 }, (_, number) => {
    const person = named(200 + number * 3);
    // The first man and the first woman reach the age on the very last day of the year.
    const birth = number === 0 ? { male: "1969-12-31", female: "1974-12-31" }[person.sex] : person.sex === "female" ? born(roll, 1971, 1973) : born(roll, 1966, 1968);
    const former = roll.pick(["principal", "deputy", "deputy", "other"]);
    return { id: `q${two(number + 1)}`, ...person, born: birth, former };
  });
}
