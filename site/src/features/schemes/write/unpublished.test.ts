import { describe, expect, test } from "vitest";
import { readParts } from "./parts";
import { templates } from "./templates";
import { unpublished } from "./unpublished";

const ids = (nodes: object, publish: string[]) =>
  unpublished(readParts(JSON.stringify({ classes: { office: { title: { "zh-CN": "科室" }, nodes, total: "total", publish } } })), "zh-CN").map(({ id }) => id);
const level = { type: "level", title: { "zh-CN": "等次" }, of: "total", stages: [] };

describe("outcomes that nobody would see", () => {
  test("are told with their titles and the class that leaves them out", () => {
    const text = JSON.stringify({ classes: { office: { title: { "zh-CN": "科室" }, nodes: { level }, total: "total", publish: ["total"] } } });
    expect(unpublished(readParts(text), "zh-CN")).toEqual([{ pointer: "/classes/office/nodes/level", id: "level", title: "等次", class: "科室" }]);
  });
  test("are neither those that are published nor those that something else reads", () => {
    expect(ids({ level }, ["total", "level"])).toEqual([]);
    expect(ids({ level, talk: { type: "verdict", when: "level == 'poor'" } }, ["talk"])).toEqual([]);
  });
  test("a title or a clause of that name reads nothing", () => {
    expect(ids({ level, talk: { type: "verdict", title: "level", clauses: ["level"], when: "total < 60" } }, ["talk"])).toEqual(["level"]);
  });
  test("places count where they are of the total, and a run where something follows from it", () => {
    expect(ids({ place: { type: "rank", of: "total" }, servicePlace: { type: "rank", of: "service" } }, [])).toEqual(["place"]);
    expect(ids({ twice: { type: "run", when: "bad" }, thrice: { type: "run", when: "bad", effect: "measure" } }, [])).toEqual(["thrice"]);
  });
  test.each(templates.map((one) => [one.id, one.scheme] as const))("the template %s leaves none out", (_, scheme) => {
    expect(unpublished(readParts(scheme), "zh-CN")).toEqual([]);
  });
});
