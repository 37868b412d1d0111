import { describe, expect, test } from "vitest";
import type { Form, FormFact } from "../../engine/desk-types";
import type { Card, ClassInfo } from "../../engine/types";
import { type GoalChoice, askedGoal, effortsOf, filled, foundChange, goalQuery, goalWords, hasPast, measureTitle, noChoice, optionsOf, parseChoice, parseGoals, typedNumber, typedPlace, withGoal } from "./goal";
import { panelMessages } from "./panel-messages";
import type { Change } from "./state";

const zh = panelMessages("zh-CN");
const line = (level: string, title: string, from: string | null) => ({ level, title: { "zh-CN": title }, from: from === null ? null : { exact: from, shown: from } });
const cls = {
  id: "staff",
  total: "total",
  level: "grade",
  place: "place",
  units: [{ id: "a" }, { id: "b" }],
  nodes: [
    { id: "total", type: "points", title: { "zh-CN": "总分" }, lines: [line("fine", "优秀", "90"), line("good", "良好", "80"), line("fail", "不合格", null)] },
    { id: "work", type: "points", title: { "zh-CN": "业务" }, lines: [] },
    { id: "annual", type: "level", title: { "zh-CN": "年度等次" }, lines: [line("fine", "优秀", null), line("able", "称职", null), line("unfit", "不称职", null)] },
    { id: "judged", type: "level", title: { "zh-CN": "评定" }, lines: [] },
    { id: "grade", type: "level", title: { "zh-CN": "等次" }, lines: [] },
    { id: "place", type: "rank", title: { "zh-CN": "名次" }, lines: [] },
    { id: "talk", type: "verdict", title: { "zh-CN": "诫勉谈话" }, lines: [] },
    { id: "veto", type: "veto", title: { "zh-CN": "一票否决" }, lines: [] },
    { id: "prize", type: "honour", title: { "zh-CN": "先进" }, lines: [] },
  ],
} as unknown as ClassInfo;
const choice = (change: Partial<GoalChoice>): GoalChoice => ({ ...noChoice, ...change });

describe("what can be aimed for", () => {
  test("are grades above the lowest, a place, points, and consequences to avoid", () => {
    const options = optionsOf(cls, null);
    expect(options.kinds).toEqual(["grade", "place", "points", "avoid"]);
    expect(options.grades.map((one) => [one.node, one.level, one.from])).toEqual([
      ["grade", "fine", "90"],
      ["grade", "good", "80"],
      ["annual", "fine", ""],
      ["annual", "able", ""],
    ]);
    expect(options.items.map((node) => node.id)).toEqual(["total", "work"]);
    expect(options.avoid.map((node) => node.id)).toEqual(["talk", "veto"]);
  });

  test("puts a consequence that holds before one that may, and that before the rest", () => {
    const card = { outcomes: [{ node: "talk", status: "known", value: "false", state: "decided" }, { node: "veto", status: "missing", value: "", state: "undecided" }] } as unknown as Card;
    expect(optionsOf(cls, card).avoid.map((node) => node.id)).toEqual(["veto", "talk"]);
    const held = { outcomes: [{ node: "veto", status: "exempt", value: "", state: "decided" }, { node: "talk", status: "known", value: "true", state: "decided" }] } as unknown as Card;
    expect(optionsOf(cls, held).avoid.map((node) => node.id)).toEqual(["talk", "veto"]);
  });

  test("leaves out what is granted: nobody wants to avoid that", () => {
    const card = { outcomes: [{ node: "talk", effect: "honour", status: "known", value: "true", state: "decided" }] } as unknown as Card;
    expect(optionsOf(cls, card).avoid.map((node) => node.id)).toEqual(["veto"]);
  });

  test("measures a grade by the total, a place by itself", () => {
    expect(measureTitle("grade", cls, zh, "zh-CN")).toBe("总分");
    expect(measureTitle("place", cls, zh, "zh-CN")).toBe("名次");
    expect(measureTitle("gone", cls, zh, "zh-CN")).toBe("总分");
  });

  test("leaves out a place where nobody else is there, and a grade where none is given", () => {
    const bare = cls.nodes.filter((node) => node.type !== "level");
    expect(optionsOf({ ...cls, units: cls.units.slice(0, 1), level: "", nodes: bare }, null).kinds).toEqual(["points", "avoid"]);
    expect(optionsOf({ ...cls, nodes: [], level: "", place: "" }, null).kinds).toEqual([]);
  });

  test("fills what is not chosen, or is gone, with the likeliest", () => {
    const options = optionsOf(cls, null);
    expect(filled(noChoice, options, "good").level).toBe("grade/good");
    expect(filled(noChoice, options, "").level).toBe("grade/fine");
    expect(filled(choice({ level: "annual/able" }), options, "fine").level).toBe("annual/able");
    expect(filled(choice({ level: "gone", item: "gone", avoid: "gone" }), options, "")).toMatchObject({ level: "grade/fine", item: "", avoid: "talk" });
    expect(filled(choice({ kind: "place" }), { ...options, kinds: ["points"] }, "").kind).toBe("points");
  });
});

describe("what is typed", () => {
  test.each([
    ["90", "90"],
    [" 88.5 ", "88.5"],
    ["９０．５", "90.5"],
    ["90分", "90"],
    ["90 points", "90"],
    ["1,200", "1200"],
    ["-3", "-3"],
  ])("%s is the number %s", (typed, number) => {
    expect(typedNumber(typed)).toBe(number);
  });

  test.each(["", "九十", "90..5", "1e9", "90%", "0x10", "Infinity", "NaN", "--3", "9".repeat(40), "90; drop"])("“%s” is no number", (typed) => {
    expect(typedNumber(typed)).toBeNull();
  });

  test("as a place is a whole number from one up", () => {
    expect(typedPlace("3")).toBe("3");
    expect(typedPlace("第3名")).toBe("3");
    expect(typedPlace("３")).toBe("3");
    for (const none of ["0", "-1", "1.5", "", "first", "99999999"]) expect(typedPlace(none)).toBeNull();
  });
});

describe("the engine is asked", () => {
  test("for a level, a rank, points, or that something does not hold", () => {
    expect(askedGoal(choice({ level: "grade/fine" }), cls).goal).toEqual({ node: "grade", level: "fine" });
    expect(askedGoal(choice({ level: "annual/able" }), cls).goal).toEqual({ node: "annual", level: "able" });
    expect(askedGoal(choice({ kind: "place", place: "第３名" }), cls).goal).toEqual({ node: "place", place: "3" });
    expect(askedGoal(choice({ kind: "points", points: "９０" }), cls).goal).toEqual({ node: "total", atLeast: "90" });
    expect(askedGoal(choice({ kind: "points", item: "work", points: "30" }), cls).goal).toEqual({ node: "work", atLeast: "30" });
    expect(askedGoal(choice({ kind: "avoid", avoid: "talk" }), cls).goal).toEqual({ node: "talk", is: "false" });
  });

  test("for nothing while what is typed is none", () => {
    expect(askedGoal(choice({ kind: "points", points: "很多" }), cls)).toEqual({ goal: null, fault: "number" });
    expect(askedGoal(choice({ kind: "place", place: "0" }), cls)).toEqual({ goal: null, fault: "place" });
    expect(askedGoal(choice({ kind: "grade" }), cls).fault).toBe("none");
  });

  test("in words as well", () => {
    expect(goalWords(choice({ level: "grade/good" }), cls, zh, "zh-CN")).toBe("“良好”");
    expect(goalWords(choice({ level: "annual/fine" }), cls, zh, "zh-CN")).toBe("“年度等次：优秀”");
    expect(goalWords(choice({ kind: "place", place: "第3名" }), cls, zh, "zh-CN")).toBe("前3名");
    expect(goalWords(choice({ kind: "points", points: "９０分" }), cls, zh, "zh-CN")).toBe("总分90分");
    expect(goalWords(choice({ kind: "avoid", avoid: "talk" }), cls, zh, "zh-CN")).toBe("避免“诫勉谈话”");
  });
});

describe("effort", () => {
  const fact = (id: string, cells: object[], nodes: string[], step = ""): FormFact =>
    ({ fact: id, cells: cells.map((cell) => ({ status: "missing", closed: false, ...cell })), step, nodes: nodes.map((node) => ({ class: "staff", id: node })) }) as unknown as FormFact;
  const form = {
    parts: [
      {
        class: "staff",
        unit: "a",
        facts: [
          fact("done", [{ period: "2025-01", closed: true, status: "known" }, { period: "2025-02" }], ["work"], "1"),
          fact("review", [{ period: "2025", key: "satisfied" }], ["work"]),
          fact("born", [{ period: "2025", status: "known" }], ["talk"]),
          fact("honours", [], ["work"]),
        ],
      },
      { class: "section", unit: "d", facts: [fact("done", [{ period: "2025" }], ["total"])] },
    ],
  } as unknown as Form;
  const summary = { classes: [cls] };
  const draft = { class: "staff", unit: "a", period: "2025", changes: [] as Change[] };
  const own = { class: "staff", unit: "a", period: "2025" };
  const goal = { node: "grade", level: "fine" };
  const ask = (change: Partial<GoalChoice>, changes: Change[] = [], of: Form = form) => goalQuery(choice(change), goal, { draft: { ...draft, changes }, form: of, summary });
  const staying = (change: Partial<GoalChoice>, changes: Change[] = [], of: Form = form) => (ask(change, changes, of).solve.frozen ?? []).map((cell) => `${cell.unit}/${cell.fact}@${cell.period}${cell.key ?? ""}`);

  test("is asked of facts that have a place to change, each of whose it is", () => {
    expect(effortsOf(form).map((effort) => effort.key)).toEqual(["staff/a/done", "staff/a/review", "staff/a/born", "section/d/done"]);
  });

  test("is not asked of what gives no points by itself, unless somebody wants it", () => {
    expect(staying({ past: true })).toEqual(["a/born@2025"]);
    expect(staying({ past: true, frozen: { "staff/a/born": false, "staff/a/review": true } })).toEqual(["a/review@2025satisfied"]);
  });

  test("is not asked of what every item rests on: it says who belongs to the class", () => {
    const everywhere = { ...form, parts: [{ ...form.parts[0], facts: [fact("sex", [{ period: "2025" }], ["total", "work", "grade"]), fact("done", [{ period: "2025" }], ["total"])] }] } as unknown as Form;
    expect(staying({}, [], everywhere)).toEqual(["a/sex@2025"]);
  });

  test("leaves what is over as it is, unless somebody wants it", () => {
    expect(hasPast(form, [])).toBe(true);
    expect(staying({})).toEqual(["a/done@2025-01", "a/born@2025"]);
    expect(staying({ past: true })).toEqual(["a/born@2025"]);
  });

  test("counts a figure of a period that is over as open while it is missing", () => {
    expect(staying({}, [{ class: "staff", unit: "a", fact: "done", period: "2025-01", value: null }])).toEqual(["a/born@2025"]);
  });

  test("looks back freely where all is over", () => {
    const over = { parts: form.parts.map((part) => ({ ...part, facts: part.facts.map((one) => ({ ...one, cells: one.cells.map((cell) => ({ ...cell, closed: true, status: "known" })) })) })) } as unknown as Form;
    expect(hasPast(over, [])).toBe(false);
    expect(staying({}, [], over)).toEqual(["a/born@2025"]);
  });

  test("is told cell by cell, for what can change alone", () => {
    const asked = ask({ costs: { "staff/a/done": "5", "staff/a/born": "1" } });
    expect(asked.solve).toEqual({ ...own, goal, frozen: [{ ...own, period: "2025-01", fact: "done" }, { ...own, fact: "born" }] });
    expect(asked.path.costs).toEqual([{ class: "staff", unit: "a", fact: "done", period: "2025-02", cost: "5", step: "1" }]);
  });

  test("that nobody set is left to the engine", () => {
    expect(ask({ past: true, frozen: { "staff/a/born": false } })).toEqual({ solve: { ...own, goal }, path: { ...own, goal } });
  });
});

test("a value that was found becomes a change of its cell, a mark a mark", () => {
  expect(foundChange({ class: "staff", unit: "a", fact: "done", period: "2025-01" }, "12", "count")).toEqual({ class: "staff", unit: "a", fact: "done", period: "2025-01", value: "12" });
  expect(foundChange({ class: "staff", unit: "a", fact: "present", period: "2025", key: "k" }, "true", "flag")).toEqual({ class: "staff", unit: "a", fact: "present", period: "2025", key: "k", value: true });
  expect(foundChange({ class: "section", unit: "d", node: "total", period: "2025" }, "90", "")).toEqual({ class: "section", unit: "d", node: "total", period: "2025", value: "90" });
});

describe("what the device kept", () => {
  test("comes back", () => {
    const kept = choice({ kind: "points", points: "很多", costs: { "staff/a/done": "5" }, frozen: { x: true }, past: true });
    expect(parseGoals(JSON.stringify(withGoal([], "d1", kept)))).toEqual([["d1", kept]]);
  });

  test.each([null, "", "{", "null", "7", '"x"', "[[1,2]]", '[["d",null]]', '[["d",{"kind":"hack","costs":{"a":"9"},"frozen":{"x":1,"y":"z"},"past":"yes","level":{}}]]'])("as %s does no harm", (text) => {
    for (const [id, one] of parseGoals(text)) {
      expect(id).toBe("d");
      expect(one).toEqual(noChoice);
    }
  });

  test("is only so much; the latest stays", () => {
    let goals: [string, GoalChoice][] = [];
    for (let index = 0; index < 50; index += 1) goals = withGoal(goals, `d${index}`, noChoice);
    expect(goals.length).toBe(30);
    expect(goals[goals.length - 1]?.[0]).toBe("d49");
    expect(withGoal(goals, "d30", parseChoice({ kind: "points" })).filter(([id]) => id === "d30")).toEqual([["d30", choice({ kind: "points" })]]);
  });
});
