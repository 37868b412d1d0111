import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import dataset from "../../../../../data/schema/dataset.schema.json";
import schema from "../../../../../data/schema/scheme.schema.json";
import { childOf, partAt, readParts } from "./parts";
import { insertion, snippets, wording } from "./snippets";
import { templates } from "./templates";

const ajv = new Ajv({ strict: false });
ajv.addSchema(dataset, "dataset.schema.json");
const valid = ajv.compile(schema);
const weighted = templates[0]?.scheme ?? "";
/** What the editor writes: fields as they read, and further lines where the first begins. */
const written = (template: string) => template.replace(/\$\{\d+:([^}]*)\}/g, "$1");

function put(text: string, offset: number, id: string): string {
  const snippet = snippets.find((one) => one.id === id);
  const place = snippet && insertion(readParts(text), text, offset, snippet, "zh-CN");
  if (!place) throw new Error(`${id} has no place`);
  return text.slice(0, place.at) + written(place.template) + text.slice(place.at);
}

describe("snippets", () => {
  test.each(snippets.map(({ id }) => id))("%s makes a text that the schema takes", (id) => {
    const text = put(weighted, 0, id);
    valid(JSON.parse(text));
    expect(valid.errors).toBeNull();
  });
  test("one goes behind the member the cursor is in", () => {
    const text = put(weighted, weighted.indexOf('"service": {'), "constant");
    const keys = Object.keys(JSON.parse(text).classes.office.nodes);
    expect(keys.slice(keys.indexOf("service"), keys.indexOf("service") + 2)).toEqual(["service", "indicator"]);
  });
  test("a second one gets a name of its own", () => {
    const nodes = partAt(readParts(put(put(weighted, 0, "constant"), 0, "formula")), "/classes/office/nodes");
    expect(["indicator", "indicator2"].map((key) => childOf(nodes, key)?.kind)).toEqual(["object", "object"]);
  });
  test("names that it has in mind are those of the class; where there are none they stay to be written", () => {
    const text = '{"classes": {"office": {"facts": {"log": {"type": "records"}, "done": {"type": "count"}}, "nodes": {"grade": {"type": "level"}, "score": {"full": "10"}}}}}';
    const named = text.replace('"nodes"', '"total": "sum", "nodes"');
    const of = (own: string) => Object.values(JSON.parse(put(own, 0, "level")).classes.office.nodes as Record<string, { of?: string }>).pop()?.of;
    expect([of(text), of(named), of('{"classes": {"office": {"nodes": {}}}}')]).toEqual(["score", "sum", "total"]);
    const [{ readings, expect: wanted }] = JSON.parse(put(text, 0, "case")).cases;
    expect([readings, wanted]).toEqual([{ A: { done: "1" } }, { A: { score: "1" } }]);
  });
  test("what holds such things is made where it is not there yet", () => {
    const bare = '{"format": "yardstick-scheme/1", "classes": {"office": {"title": "科室"}}}';
    const value = JSON.parse(put(put(bare, 0, "constant"), 0, "case"));
    expect([Object.keys(value.classes.office.nodes), value.cases.length]).toEqual([["indicator"], 1]);
  });
  test("without a class there is no place", () => {
    const snippet = snippets[0];
    expect(snippet && insertion(readParts("{}"), "{}", 0, snippet, "zh-CN")).toBeNull();
  });
  test("words are in the page's language, and a name that stands twice is one field", () => {
    expect(wording('"‹#title›": "‹a› + ‹a›", "‹10›": "‹10›"', "en").replace(/[{}]/g, "")).toBe('"$1:Title": "$2:a + $2:a", "$3:10": "$4:10"');
  });
});

describe("templates", () => {
  test.each(templates.map((one) => [one.id, one] as const))("%s fits the schema, in both languages, with a case that is worked", (_, template) => {
    const scheme = JSON.parse(template.scheme);
    valid(scheme);
    expect(valid.errors).toBeNull();
    expect(scheme.cases.length).toBeGreaterThan(0);
    for (const one of scheme.cases) expect(Object.keys(one.note)).toEqual(["zh-CN", "en"]);
    const both = JSON.stringify(scheme).match(/"(zh-CN|en)":/g) ?? [];
    expect(both.filter((one) => one.includes("zh")).length).toBe(both.filter((one) => one.includes("en")).length);
    expect([template.title, template.note].flatMap((text) => [text["zh-CN"], text.en]).every((text) => (text ?? "") !== "")).toBe(true);
  });
});
