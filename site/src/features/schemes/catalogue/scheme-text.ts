// What the booklet takes from a scheme's own text: its parameters, and its worked examples with what they give and expect. Nothing is
// computed here; values are shown as they are written.
import type { CaseRun, Text } from "../../../engine/types";
import { groupDigits, periodText } from "../../../format";
import { type Lang, say } from "../../../i18n";
import type { CatalogueMessages } from "./messages";

type Bag = Record<string, unknown>;
const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);
const bagOf = (value: unknown): Bag => (isBag(value) ? value : {});
const listOf = (value: unknown): Bag[] => (Array.isArray(value) ? value.filter(isBag) : []);
const textOf = (value: unknown): Text => (typeof value === "string" ? { "zh-CN": value, en: value } : isBag(value) ? (value as Text) : {});
const stringOf = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

function parsed(scheme: string): Bag {
  try {
    return bagOf(JSON.parse(scheme));
  } catch {
    return {};
  }
}

export interface ParameterText {
  parameter: string;
  title: Text;
  values: { since: string; value: string }[];
  clauses: string[];
}
export function parametersOf(scheme: string): ParameterText[] {
  return Object.entries(bagOf(parsed(scheme).parameters)).map(([parameter, model]) => {
    const values = listOf(bagOf(model).values);
    const clauses = values.flatMap((value) => (Array.isArray(value.clauses) ? value.clauses.map(stringOf) : []));
    return {
      parameter,
      title: textOf(bagOf(model).title),
      values: values.map((value) => ({ since: stringOf(value.from), value: stringOf(value.value) || JSON.stringify(value.value ?? "") })),
      clauses: clauses.filter((id, index) => clauses.indexOf(id) === index),
    };
  });
}

export interface CaseRow {
  unit: string;
  what: string;
  period: string;
  value: string;
}
export interface CaseText {
  name: string;
  description: Text;
  source: string;
  note: Text;
  clauses: string[];
  given: CaseRow[];
  expected: CaseRow[];
}

const isPeriod = (key: string): boolean => /^\d{4}(-|$)/.test(key);

/** The nodes of a class by id, those inside a period's contents as "node[period].child". */
function nodesOf(nodes: Bag, before = ""): [string, Bag][] {
  return Object.entries(nodes).flatMap(([id, model]): [string, Bag][] => {
    const node = bagOf(model);
    const inner = Object.entries(bagOf(node.contents)).flatMap(([period, part]) => nodesOf(bagOf(bagOf(part).children), `${before}${id}[${period}].`));
    return [[`${before}${id}`, node], ...inner];
  });
}

/** What a level is called, wherever its stages name it. */
function levelTitle(part: unknown, level: string, lang: Lang): string {
  if (Array.isArray(part)) return part.map((inner) => levelTitle(inner, level, lang)).find((title) => title !== "") ?? "";
  if (!isBag(part)) return "";
  return (part.level === level && say(textOf(part.title), lang)) || levelTitle(Object.values(part).filter((inner) => typeof inner === "object"), level, lang);
}

class Reader {
  private readonly facts: Record<string, Bag> = {};
  private readonly nodes: Record<string, Bag> = {};
  constructor(
    scheme: Bag,
    own: string,
    private readonly units: Record<string, string>,
    private readonly m: CatalogueMessages,
    private readonly lang: Lang,
  ) {
    const classes = bagOf(scheme.classes);
    // What the case's own class calls so comes before what another does.
    for (const id of [...Object.keys(classes).filter((name) => name !== own), own]) {
      const model = bagOf(classes[id]);
      for (const [fact, about] of Object.entries(bagOf(model.facts))) this.facts[fact] = bagOf(about);
      for (const [node, about] of nodesOf(bagOf(model.nodes))) this.nodes[node] = about;
    }
  }

  private name(about: unknown, id: string): string {
    return say(textOf(bagOf(about).title), this.lang) || id;
  }
  /** A choice's own word, whichever way the scheme writes it. */
  private word(options: unknown, id: string): string {
    const option = bagOf(options)[id];
    return say(textOf(isBag(option) && "title" in option ? option.title : option), this.lang) || id;
  }
  private scalar(value: unknown, about: Bag): string {
    if (typeof value === "boolean") return value ? this.m.yes : this.m.no;
    if (value === null || value === undefined) return this.m.statuses.missing ?? "";
    const text = stringOf(value);
    if (text === "exempt") return this.m.statuses.exempt ?? "";
    const chosen = this.word(about.options, text);
    return chosen === text ? `${groupDigits(text)}${/^-?[\d.]/.test(text) && about.type !== "date" ? say(textOf(about.unit), this.lang) : ""}` : chosen;
  }
  private record(record: Bag, fields: Bag): string {
    return Object.entries(record)
      .filter(([id]) => id !== "id")
      .map(([id, value]) => {
        const field = bagOf(fields[id]);
        const words = Array.isArray(value) ? listOf(value).map((inner) => this.record(inner, bagOf(field.fields))).join(this.m.semicolon) : this.scalar(isBag(value) ? say(textOf(value), this.lang) : value, field);
        return `${this.name(field, id)} ${words}`;
      })
      .join(this.m.listComma);
  }
  private rows(unit: string, what: string, period: string, value: unknown, about: Bag): CaseRow[] {
    if (!isBag(value)) return [{ unit: this.units[unit] ?? unit, what, period: periodText(period, this.lang), value: this.scalar(value, about) }];
    return Object.entries(value).flatMap(([key, inner]) => {
      if (isPeriod(key)) return this.rows(unit, what, key, inner, about);
      if (key === "reason") return this.rows(unit, what, period, this.word(about.reasons, stringOf(inner)), {});
      return this.rows(unit, `${what} · ${this.word(about.keys ?? about.options, key)}`, period, inner, { ...about, options: undefined });
    });
  }

  readings(all: unknown): CaseRow[] {
    return Object.entries(bagOf(all)).flatMap(([unit, facts]) => Object.entries(bagOf(facts)).flatMap(([id, value]) => this.rows(unit, this.name(this.facts[id], id), "", value, bagOf(this.facts[id]))));
  }
  records(all: unknown): CaseRow[] {
    return Object.entries(bagOf(all)).flatMap(([unit, lists]) =>
      Object.entries(bagOf(lists)).flatMap(([id, list]) => {
        const about = bagOf(this.facts[id]);
        const row = (value: string): CaseRow => ({ unit: this.units[unit] ?? unit, what: this.name(about, id), period: "", value });
        const records = listOf(list);
        return records.length === 0 ? [row(this.m.noRecords)] : records.map((record) => row(this.record(record, bagOf(about.fields))));
      }),
    );
  }
  assumed(all: unknown): CaseRow[] {
    return Object.entries(bagOf(all)).flatMap(([unit, nodes]) =>
      Object.entries(bagOf(nodes)).flatMap(([id, value]) => this.rows(unit, `${this.name(this.nodes[id], id)}（${this.m.assumed}）`, "", value, bagOf(this.nodes[id]))),
    );
  }
  /** `wanted`: what the case writes of the node. */
  failed({ unit, node, period, expected, actual, about: nearly, reason }: Failure, wanted: unknown): FailureText {
    const { m } = this;
    const about = bagOf(this.nodes[node]);
    // What is compared is not in the reply; it is the part that expects just this.
    const inPeriod = (value: unknown): [string, unknown][] =>
      isBag(value) ? Object.entries(value).flatMap(([key, inner]) => (!isPeriod(key) ? [[key, inner] as [string, unknown]] : key === period ? inPeriod(inner) : [])) : [];
    const written = (value: unknown) => (Array.isArray(value) ? value.map(stringOf).join(", ") : typeof value === "boolean" ? String(value) : stringOf(value));
    const aspect = inPeriod(wanted).find(([, value]) => written(value) === expected)?.[0] ?? "";
    const named = m.expects[aspect] ?? aspect;
    const part = aspect === "" || aspect === "points" ? "" : this.lang === "en" ? ` (${named})` : `（${named}）`;
    const words = (text: string) => {
      if (aspect === "rejected") return text || m.noRecords;
      if (/^no [a-z]+$/.test(text)) return m.noAspect(named);
      if (text === "true" || text === "false") return text === "true" ? m.yes : m.no;
      return m.statuses[text] ?? (levelTitle(about.stages, text, this.lang) || this.word(about.options, text));
    };
    return {
      where: [this.units[unit] ?? unit, node && `${this.name(about, node)}${part}`, period && periodText(period, this.lang)].filter(Boolean).join(" · "),
      expected: words(expected),
      actual: nearly ? `${actual} ≈ ${nearly}` : words(actual),
      fault: node === "" ? m.caseData(`${say(reason, this.lang)} (${actual})`) : expected === "assume" ? m.caseAssumes : (m.caseLacks[expected] ?? ""),
    };
  }
  expected(all: unknown): CaseRow[] {
    const told = (unit: string, id: string, period: string, value: unknown): CaseRow[] => {
      const about = bagOf(this.nodes[id]);
      const what = this.name(this.nodes[id], id);
      if (!isBag(value)) return this.rows(unit, what, period, value, about);
      const parts = Object.entries(value);
      if (parts.some(([key]) => isPeriod(key))) return parts.flatMap(([key, inner]) => told(unit, id, key, inner));
      const words = parts.map(([key, inner]) => {
        const text = Array.isArray(inner) ? inner.map(stringOf).join(this.m.listComma) : key === "status" ? (this.m.statuses[stringOf(inner)] ?? stringOf(inner)) : this.scalar(inner, {});
        return key === "points" || key === "status" ? text : `${this.m.expects[key] ?? key} ${text}`;
      });
      return [{ unit: this.units[unit] ?? unit, what, period: periodText(period, this.lang), value: words.join(this.m.semicolon) }];
    };
    return Object.entries(bagOf(all)).flatMap(([unit, nodes]) => Object.entries(bagOf(nodes)).flatMap(([id, value]) => told(unit, id, "", value)));
  }
}

function readerOf(scheme: Bag, one: Bag, m: CatalogueMessages, lang: Lang): Reader {
  const units: Record<string, string> = {};
  for (const list of Array.isArray(one.units) ? [one.units] : Object.values(bagOf(one.units))) {
    for (const unit of listOf(list)) units[stringOf(unit.id)] = say(textOf(unit.name), lang) || stringOf(unit.id);
  }
  return new Reader(scheme, stringOf(one.class) || (Object.keys(bagOf(scheme.classes))[0] ?? ""), units, m, lang);
}

type Failure = CaseRun["failures"][number];
export interface FailureText {
  /** Whose, which item, what of it where that is not its own figure, and when. */
  where: string;
  expected: string;
  actual: string;
  /** What is wrong, where nothing could be compared; "" else. */
  fault: string;
}

/** Says what a case expected and what came, by the titles in the scheme's own text. */
export function failureTeller(text: string, m: CatalogueMessages, lang: Lang): (index: number, failure: Failure) => FailureText {
  const scheme = parsed(text);
  const cases = listOf(scheme.cases);
  return (index, failure) => {
    const one = cases[index] ?? {};
    return readerOf(scheme, one, m, lang).failed(failure, bagOf(bagOf(one.expect)[failure.unit])[failure.node]);
  };
}

/** The worked examples of a scheme in words. */
export function casesIn(text: string, m: CatalogueMessages, lang: Lang): CaseText[] {
  const scheme = parsed(text);
  return listOf(scheme.cases).map((one) => {
    const reader = readerOf(scheme, one, m, lang);
    return {
      name: stringOf(one.name),
      description: textOf(one.description),
      source: stringOf(one.source),
      note: textOf(one.note),
      clauses: Array.isArray(one.clauses) ? one.clauses.map(stringOf) : [],
      given: [...reader.readings(one.readings), ...reader.records(one.records), ...reader.assumed(one.assume)],
      expected: reader.expected(one.expect),
    };
  });
}
