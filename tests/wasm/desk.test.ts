// The desk over the module as it is shipped: for every class of every board, what a form offers is taken, and taking it all back
// leaves nothing behind.
import { describe, expect, test } from "vitest";
import { type DeskBook, type Question, createDesk } from "../../site/src/engine/desk";
import type { ChangeText, Form, FormCell, FormFact } from "../../site/src/engine/desk-types";
import type { Reply, Summary } from "../../site/src/engine/types";
import type { Workbook } from "../../wasm/yardstick";
import { boards, newWorkbook, text } from "./support";

function deskOf(book: Workbook) {
  const desk = createDesk(book as unknown as DeskBook, (scheme, dataset) => JSON.parse(book.load(scheme, dataset)) as Reply<Summary>);
  const answer = ({ method, query }: Question) => JSON.parse(book.ask(method, JSON.stringify(query))) as Reply<unknown>;
  const ask = (changes: ChangeText[], ...questions: Question[]) => {
    const reply = desk.ask({ changes, questions }, answer).value;
    expect(reply).not.toBeNull();
    return { refused: reply?.refused ?? [], answers: reply?.answers.map((one) => one.value) ?? [] };
  };
  return { desk, ask };
}

/** A value that the field allows, other than the one that stands in it. */
function valueFor(fact: FormFact, cell: FormCell): string | boolean {
  switch (fact.type) {
    case "choice":
      return fact.options.find((option) => option.id !== cell.value)?.id ?? "";
    case "flag":
      return cell.value !== "true";
    case "date":
      return `${cell.period.slice(0, 4)}-06-15`;
    default: {
      const least = fact.min || "0";
      return cell.value === least ? fact.max || (least === "0" ? "1" : least) : least;
    }
  }
}

function changesFor(form: Form): ChangeText[] {
  const own = form.parts.filter((part) => part.own);
  return own.flatMap((part) =>
    part.facts.flatMap((fact): ChangeText[] => {
      const base = { class: part.class, unit: part.unit, fact: fact.fact };
      if (fact.type === "records") return [{ ...base, records: [] }];
      return fact.cells.map((cell) => ({ ...base, period: cell.period, ...(cell.key ? { key: cell.key } : {}), value: valueFor(fact, cell) }));
    }),
  );
}

/** The form's own promise, and the desk's: all is taken, and with no changes the card is again what it was. */
function goesAndComes(ask: ReturnType<typeof deskOf>["ask"], query: { class: string; unit: string; period: string }) {
  const card = { method: "card", query };
  const { answers } = ask([], { method: "form", query }, card);
  const [form, before] = answers as [Form, unknown];
  const changes = changesFor(form);
  const after = ask(changes, card);
  expect(after.refused, `${query.class} ${query.unit}`).toEqual([]);
  // One by one on top of none, as somebody types who then undoes.
  for (const change of changes.slice(0, 12)) ask([change], card);
  expect(ask([], card).answers[0]).toEqual(before);
  return { fields: changes.length, moved: JSON.stringify(after.answers[0]) !== JSON.stringify(before) };
}

describe("the desk", () => {
  test.each(boards)("$id: an empty form of each class is filled and emptied", { timeout: 240_000 }, async (board) => {
    const book = await newWorkbook();
    const { desk, ask } = deskOf(book);
    const scheme = text(board.scheme);
    const classes = Object.keys((JSON.parse(scheme) as { classes: object }).classes);
    for (const cls of classes) {
      const opened = desk.open({ scheme, blank: { class: cls } });
      expect(opened.value, cls).not.toBeNull();
      const { fields, moved } = goesAndComes(ask, { class: cls, unit: opened.value?.unit ?? "", period: opened.value?.period ?? "" });
      if (fields > 0) expect(moved, cls).toBe(true);
    }
    book.delete();
  });

  test("an empty form is as of the day that is said, and its member may be of a section instead of a sub-bureau", { timeout: 120_000 }, async () => {
    const book = await newWorkbook();
    const { desk, ask } = deskOf(book);
    const board = boards.find((one) => one.id === "gs-district");
    const opened = desk.open({ scheme: text(board?.scheme ?? ""), blank: { class: "staff", period: "2025", asOf: "2025-09-30" } });
    const query = { class: "staff", unit: opened.value?.unit ?? "", period: "2025" };
    const form = (changes: ChangeText[]) => {
      const reply = ask(changes, { method: "form", query });
      expect(reply.refused).toEqual([]);
      return reply.answers[0] as Form;
    };
    const first = form([]);
    const late = first.parts[0]?.facts.find((fact) => fact.fact === "lateness");
    expect(late?.cells.map((cell) => cell.closed)).toEqual([...Array(9).fill(true), ...Array(3).fill(false)]);
    const others = (one: Form) => one.given.map((given) => given.class).filter((cls, index, all) => all.indexOf(cls) === index);
    expect(others(first)).toEqual(["sub_bureau"]);
    expect(others(form([{ class: "staff", unit: query.unit, link: "office", to: ["section"] }]))).toEqual(["section"]);
    expect(form([])).toEqual(first);
    book.delete();
  });

  test.each(boards)("$id: a unit's figures are changed and put back as the board has them", { timeout: 240_000 }, async (board) => {
    const book = await newWorkbook();
    const { desk, ask } = deskOf(book);
    const opened = desk.open({ scheme: text(board.scheme), dataset: text(board.dataset) });
    const classes = opened.value?.summary.classes ?? [];
    expect(classes.length).toBeGreaterThan(0);
    for (const cls of classes) {
      const unit = cls.units[Math.floor(cls.units.length / 2)]?.id;
      if (unit) goesAndComes(ask, { class: cls.id, unit, period: opened.value?.summary.dataset.periods[0] ?? "" });
    }
    book.delete();
  });
});
