import { describe, expect, it } from "vitest";
import type { Card, Summary } from "../../engine/types";
import { endsOf, linkStates, linksFrom } from "./links";
import { linking, newDraft, withChanges } from "./state";

const scheme = JSON.stringify({
  links: {
    office: { title: { "zh-CN": "所在单位" }, from: "staff", to: ["bureau", "section"], count: "one" },
    tutor: { from: "staff", to: ["staff"], count: "optional" },
    duties: { from: "staff", to: ["task"], count: "many", shares: "to" },
    parent: { from: "section", to: ["bureau"], count: "one" },
  },
});
const unit = (id: string) => ({ id, name: { "zh-CN": id }, group: "" });
const summary = { classes: [{ id: "bureau", title: { "zh-CN": "分局" }, units: [unit("b1")] }, { id: "section", title: { "zh-CN": "科室" }, units: [unit("k1")] }, { id: "staff", title: {}, units: [unit("p1")] }] } as unknown as Summary;
const draft = newDraft({ id: "d", name: "", scheme: { id: "s", version: "1", sha256: "" }, board: null, class: "staff", unit: "p1", period: "2025", created: "" });
const card = { links: [{ link: "office", forward: true, units: [{ unit: "b1" }] }] } as unknown as Card;

describe("whom a unit is linked to", () => {
  it("is read from the scheme: links from the class that one unit can change by itself", () => {
    expect(linksFrom(scheme, "staff").map((link) => [link.id, link.count])).toEqual([["office", "one"], ["tutor", "optional"]]);
    expect(linksFrom(scheme, "bureau")).toEqual([]);
    expect(linksFrom("{", "staff")).toEqual([]);
  });

  it("may be any unit of the classes that the link leads to", () => {
    expect(endsOf(linksFrom(scheme, "staff")[0] as never, summary).map((end) => [end.unit, end.class["zh-CN"]])).toEqual([["b1", "分局"], ["k1", "科室"]]);
  });

  it("is the draft's choice, else what the card says; where there is nothing to choose nothing is asked", () => {
    const links = linksFrom(scheme, "staff");
    const [office, ...others] = linkStates(links, draft, card, summary);
    expect(others).toEqual([]); // nobody but oneself could be the tutor
    expect(office?.now).toEqual(["b1"]);
    const moved = withChanges([linking(office?.cell as never, ["k1"])])(draft);
    expect(linkStates(links, moved, card, summary)[0]).toMatchObject({ now: ["k1"], change: { link: "office", to: ["k1"] } });
  });
});
