import { describe, expect, test } from "vitest";
import schema from "../../../../../data/schema/scheme.schema.json";
import { type Schema, offersAt } from "./complete";

const scheme = (nodes: string, more = "") => `{
  "clauses": {"c1": {"zh-CN": "办结一件得1分", "en": "a point each"}, "c2": "另一条"},
  "parameters": {"line": {"title": "合格线", "values": [{"from": "2025-01-01", "value": "85"}]}},
  "links": {"team": {"from": "person", "to": ["office"], "count": "one"}},
  "classes": {
    "office": {
      "cohorts": {"peers": {"within": "all"}},
      "facts": {
        "done": {"title": {"zh-CN": "办结数", "en": "closed"}, "type": "count", "grain": "year"},
        "stars": {"title": "星级", "type": "choice", "grain": "year", "options": {"five": "五星", "four": "四星"}},
        "events": {"type": "records", "grain": "year", "fields": {"date": "date", "kind": {"type": "choice", "options": ["minor", "major"]}}},
        "review": {"type": "votes", "grain": "year", "options": ["good", "poor"]}
      },
      "nodes": {
        "total": {"title": "总分", "full": "100", "children": ["work"]},
        "work": {"full": "100", "rule": {"kind": "formula", "points": "done"}},
        "level": {"type": "level", "of": "total", "stages": [{"lines": [{"level": "优秀", "from": "90"}, {"level": "合格"}]}]},
        ${nodes}
      },
      "total": "total"
    },
    "person": {"facts": {"own": {"type": "number", "grain": "year"}}, "nodes": {"x": {"type": "number", "value": "own"}}, "total": "x"}
  }${more}
}`;

function at(typed: string, lang: "zh-CN" | "en" = "zh-CN") {
  const text = typed.replace("|", "");
  return offersAt(schema as Schema, text, typed.indexOf("|"), lang);
}
const labels = (typed: string) => at(typed)?.offers.map(({ label }) => label) ?? [];

describe("keys", () => {
  test("those that the schema has and the text has not, and a note of one's own", () => {
    const found = labels('{"format": "yardstick-scheme/1", |}');
    expect(found).toEqual(expect.arrayContaining(["id", "version", "classes", "cases", "x-note"]));
    expect(found).not.toContain("format");
  });
  test("a rule's kind says which keys it has", () => {
    const found = labels(scheme('"a": {"full": "10", "rule": {"kind": "proportional", |}}'));
    expect(found).toEqual(expect.arrayContaining(["actual", "target", "better", "over"]));
    expect(found).not.toContain("rows");
  });
  test("a rule without its kind asks for that first", () => {
    expect(labels(scheme('"a": {"full": "10", "rule": {|}}'))).toEqual(["kind"]);
  });
  test("a node's type says which keys it has", () => {
    expect(labels(scheme('"a": {"type": "veto", |}'))).toContain("conditions");
    expect(labels(scheme('"a": {"title": "甲", |}'))).toEqual(expect.arrayContaining(["full", "rule", "children"]));
  });
  test("a key brings the beginning of its value along", () => {
    const offers = at(scheme('"a": {|}'))?.offers ?? [];
    const behind = (label: string) => offers.find((one) => one.label === label)?.after;
    expect([behind("children"), behind("rule"), behind("full"), behind("outside")]).toEqual(["[|]", "{|}", '"|"', "|"]);
  });
  test("notes are in the page's language", () => {
    const note = (lang: "zh-CN" | "en") => at(scheme('"a": {|}'), lang)?.offers.find(({ label }) => label === "full")?.detail;
    expect([note("zh-CN"), note("en")]).toEqual(["满分", "full marks"]);
  });
  test("facts and nodes of the class are keys of a case", () => {
    const found = (inner: string) => labels(scheme('"a": {"full": "1", "rule": {"kind": "constant", "points": "1"}}', `, "cases": [{"name": "k", "class": "office", ${inner}}]`));
    expect(found('"readings": {"A": {|}}')).toEqual(expect.arrayContaining(["done", "stars"]));
    expect(found('"readings": {"A": {|}}')).not.toContain("events");
    expect(found('"expect": {"A": {|}}')).toEqual(expect.arrayContaining(["total", "level", "a"]));
  });
  test("options stand where each has its points", () => {
    expect(labels(scheme('"a": {"full": "10", "rule": {"kind": "map", "value": "stars", "to": {"five": "10", |}}}'))).toEqual(["four"]);
  });
});

describe("values", () => {
  test("choices of the schema", () => {
    expect(labels(scheme('"a": {"full": "10", "rule": {"kind": "proportional", "better": "|"}}'))).toEqual(["higher", "lower", "near"]);
    expect(labels(scheme('"a": {"outside": |}'))).toEqual(["true", "false"]);
  });
  test("clauses, nodes, levels, cohorts and votes by what stands in the text", () => {
    expect(labels(scheme('"a": {"clauses": ["c1", "|"]}'))).toEqual(["c2"]);
    expect(labels(scheme('"a": {"children": ["|"]}'))).toEqual(expect.arrayContaining(["total", "work"]));
    expect(labels(scheme('"a": {"type": "level", "of": "total", "stages": [{"gate": {"when": "true", "atMost": "|"}}]}'))).toEqual(["优秀", "合格"]);
    expect(labels(scheme('"a": {"full": "10", "rule": {"kind": "relative", "among": "|"}}'))).toEqual(["peers"]);
    expect(labels(scheme('"a": {"full": "10", "rule": {"kind": "votes", "votes": "|"}}'))).toEqual(["review"]);
    expect(labels(scheme('"a": {"full": "10", "rule": {"kind": "deduction", "records": "|"}}'))).toEqual(["events"]);
  });
  test("a clause says what it is", () => {
    expect(at(scheme('"a": {"clauses": ["|"]}'))?.offers.map(({ detail }) => detail)).toEqual(["办结一件得1分", "另一条"]);
  });
  test("a formula names facts, nodes and parameters of its class, and functions", () => {
    const found = labels(scheme('"a": {"full": "10", "rule": {"kind": "formula", "points": "do|"}}'));
    expect(found).toEqual(expect.arrayContaining(["done", "work", "line", "min"]));
    expect(found).not.toContain("own");
  });
  test("behind a dot stands what there is of it", () => {
    const of = (formula: string) => labels(scheme(`"a": {"full": "10", "rule": {"kind": "formula", "points": "${formula}"}}`));
    expect(of("count(events where item.|)")).toEqual(expect.arrayContaining(["date", "kind"]));
    expect(of("review.|")).toEqual(["good", "poor", "valid"]);
    expect(of("period.|")).toEqual(["first", "last", "days"]);
    expect(of("team.|")).toEqual(expect.arrayContaining(["total", "done"]));
  });
  test("inside quotes of a formula nothing is offered", () => {
    expect(at(scheme('"a": {"full": "10", "rule": {"kind": "formula", "points": "if(stars == \'fi|\', 1, 0)"}}'))).toBeNull();
  });
  test("what is replaced is the whole text with its quotes", () => {
    const text = scheme('"a": {"full": "10", "rule": {"kind": "propor|"}}');
    const offers = at(text);
    expect(text.replace("|", "").slice(offers?.from, offers?.to)).toBe('"propor"');
    expect(text.replace("|", "").slice(offers?.word, offers?.to)).toBe('propor"');
  });
});
