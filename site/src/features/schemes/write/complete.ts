// What may stand at a place of a scheme's text: keys and choices out of the schema, and where a name is meant, the names that the text
// has. The schema says what a place is called (clauseIds, nodeId, formula …); the table below says which names belong there.
import type { Lang } from "../../../i18n";
import { type Part, type Place, childOf, placeAt, readParts, textOf, titleOf } from "./parts";

export type Schema = boolean | { [key: string]: unknown };
type Bag = { [key: string]: unknown };

export interface Offer {
  label: string;
  /** What it is called, or means. */
  detail: string;
  kind: "key" | "value" | "name" | "function";
  /** Of a key: what is written after its colon, with | where typing goes on. */
  after?: string;
  /** Keys that must be there come first. */
  needed?: boolean;
}
export interface Offers {
  /** What is replaced: a whole name or text with its quotes, or a word of a formula. */
  from: number;
  to: number;
  /** Where the word that is being typed begins. */
  word: number;
  offers: Offer[];
  /** A string takes quotes; a word inside a formula has them already, and true or a number takes none. */
  quotes: boolean;
  isKey: boolean;
  /** A colon follows already. */
  colon: boolean;
  /** Another member follows without a comma. */
  comma: boolean;
}

const isBag = (value: unknown): value is Bag => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

interface Met {
  schema: Bag;
  /** The names under which the schema was reached. */
  names: string[];
}

/** Whether a part is as a condition of the schema wants it; what is not there yet satisfies nothing. */
function fits(root: Bag, condition: unknown, part: Part | undefined): boolean {
  if (typeof condition === "boolean") return condition;
  if (!isBag(condition)) return true;
  if (typeof condition.$ref === "string") return fits(root, definition(root, condition.$ref).schema, part);
  if (condition.type === "object" && part?.kind !== "object") return false;
  if (condition.type === "array" && part?.kind !== "array") return false;
  if ("const" in condition && (part === undefined || part.value !== String(condition.const))) return false;
  if (Array.isArray(condition.enum) && (part === undefined || condition.enum.indexOf(part.value) < 0)) return false;
  if (listOf(condition.required).some((key) => !childOf(part, String(key)))) return false;
  if ("not" in condition && fits(root, condition.not, part)) return false;
  if ("contains" in condition && !(part?.parts ?? []).some((one) => fits(root, condition.contains, one))) return false;
  if (listOf(condition.anyOf).length > 0 && !listOf(condition.anyOf).some((one) => fits(root, one, part))) return false;
  return !isBag(condition.properties) || Object.entries(condition.properties).every(([key, inner]) => fits(root, inner, childOf(part, key)));
}

function definition(root: Bag, reference: string): { schema: unknown; name: string } {
  const name = /^#\/definitions\/(.+)$/.exec(reference)?.[1] ?? "";
  return { schema: isBag(root.definitions) ? root.definitions[name] : undefined, name };
}

/** All that the schema says of one part, with conditions decided by what is typed. */
function expand(root: Bag, schema: unknown, part: Part | undefined, names: string[], into: Met[]): void {
  if (!isBag(schema) || into.length > 400) return;
  if (typeof schema.$ref === "string") {
    const found = definition(root, schema.$ref);
    expand(root, found.schema, part, [...names, found.name], into);
    return;
  }
  into.push({ schema, names });
  for (const one of [...listOf(schema.allOf), ...listOf(schema.anyOf), ...listOf(schema.oneOf)]) expand(root, one, part, names, into);
  if ("if" in schema) expand(root, fits(root, schema.if, part) ? schema.then : schema.else, part, names, into);
}

function inner(root: Bag, met: readonly Met[], around: Part | undefined, key: string, child: Part | undefined): Met[] {
  const into: Met[] = [];
  for (const { schema } of met) {
    if (around?.kind === "array") expand(root, schema.items, child, [], into);
    else {
      const own = isBag(schema.properties) ? schema.properties[key] : undefined;
      expand(root, own === undefined && !/^x-/.test(key) ? schema.additionalProperties : own, child, [], into);
    }
  }
  return into;
}

/** A schema's note in one language: "条款 · clause id → text". */
export function noteOf(schema: unknown, lang: Lang): string {
  const note = isBag(schema) && typeof schema.description === "string" ? schema.description : "";
  const [zh = "", en] = note.split(" · ");
  return lang === "en" ? (en ?? zh) : zh;
}

/** What is written for a key's value to begin with: quotes or brackets, with | where typing goes on. */
function begin(met: readonly Met[]): string {
  const say = (want: (schema: Bag) => boolean) => met.some(({ schema }) => want(schema));
  const constant = met.find(({ schema }) => typeof schema.const === "string");
  if (constant) return `"${String(constant.schema.const)}"|`;
  if (say((schema) => schema.type === "string" || listOf(schema.enum).some((one) => typeof one === "string"))) return '"|"';
  if (say((schema) => schema.type === "array")) return "[|]";
  if (say((schema) => schema.type === "object" || isBag(schema.properties))) return "{|}";
  return "|";
}

// The names that a text has.

interface Scope {
  root: Part;
  /** The class that the place belongs to; a case's, or the first where none is named. */
  cls: Part | undefined;
  lang: Lang;
  place: Place;
}
interface Named { id: string; title: string; part: Part }

const members = (part: Part | undefined, lang: Lang): Named[] =>
  (part?.parts ?? []).filter((one) => one.key !== "").map((one) => ({ id: one.key, title: titleOf(childOf(one, "title"), lang) || titleOf(one, lang), part: one }));

const top = ({ root, lang }: Scope, key: string) => members(childOf(root, key), lang);
const own = ({ cls, lang }: Scope, key: string) => members(childOf(cls, key), lang);
const typed = (named: Named[], ...types: string[]) => named.filter(({ part }) => types.indexOf(textOf(childOf(part, "type"))) >= 0);
const facts = (scope: Scope, ...types: string[]) => (types.length > 0 ? typed(own(scope, "facts"), ...types) : own(scope, "facts"));
const lists = (scope: Scope) => facts(scope, "records");
const keyed = (scope: Scope) => own(scope, "facts").filter(({ part }) => childOf(part, "keys"));

/** The nodes of a class, those of its periods' own contents too: "quarter[Q1].inspection". */
function nodesOf(cls: Part | undefined, lang: Lang): Named[] {
  return members(childOf(cls, "nodes"), lang).flatMap((node) => [
    node,
    ...members(childOf(node.part, "contents"), lang).flatMap((period) => [
      { ...period, id: `${node.id}[${period.id}]` },
      ...members(childOf(period.part, "children"), lang).map((child) => ({ ...child, id: `${node.id}[${period.id}].${child.id}` })),
    ]),
  ]);
}

function levels(scope: Scope): Named[] {
  const found: Named[] = [];
  for (const { part } of own(scope, "nodes")) {
    for (const stage of childOf(part, "stages")?.parts ?? []) {
      for (const line of childOf(stage, "lines")?.parts ?? childOf(childOf(stage, "map"), "levels")?.parts ?? []) {
        const id = textOf(childOf(line, "level"));
        if (id && !found.some((one) => one.id === id)) found.push({ id, title: titleOf(childOf(line, "title"), scope.lang), part: line });
      }
    }
  }
  return found;
}

function fieldsOf(scope: Scope, ...types: string[]): Named[] {
  const found: Named[] = [];
  for (const { part } of lists(scope)) {
    for (const field of members(childOf(part, "fields"), scope.lang)) {
      const type = textOf(field.part) || textOf(childOf(field.part, "type"));
      if ((types.length === 0 || types.indexOf(type) >= 0) && !found.some((one) => one.id === field.id)) found.push(field.part.kind === "text" ? { ...field, title: "" } : field);
    }
  }
  return found;
}

/** Options or keys of a fact: a list of ids, or ids with titles. */
function optionsOf(fact: Part | undefined, lang: Lang): Named[] {
  const part = childOf(fact, "options") ?? childOf(fact, "keys");
  if (part?.kind === "object") return members(part, lang).map((one) => ({ ...one, title: titleOf(one.part, lang) }));
  return (part?.parts ?? []).map((one) => ({ id: textOf(one), title: "", part: one })).filter((one) => one.id !== "");
}

const offersOf = (named: readonly Named[]): Offer[] => named.map(({ id, title }) => ({ label: id, detail: title, kind: "name" }));
const words = (...ids: string[]): Offer[] => ids.map((label) => ({ label, detail: "", kind: "value" }));

const grains = ["year", "half", "quarter", "month", "day"];
const functions = (
  "if min max abs round floor ceil pow sqrt ln exp date age days workdays year month day given earlier sum mean median product first last " +
  "count any all deviation sampleDeviation percentile and or not true false where"
).split(" ");

/** What a formula may name; behind "x." what x has. */
function formulaOffers(scope: Scope, before: string): Offer[] {
  if (before === "item" || before === "outer") {
    const there = [...fieldsOf(scope), ...own(scope, "facts"), ...own(scope, "nodes")];
    return [...offersOf(there), ...words("key", "value", "share")];
  }
  if (before === "period") return words("first", "last", "days");
  if (before !== "") {
    const fact = facts(scope).find(({ id }) => id === before);
    if (fact) return [...offersOf(optionsOf(fact.part, scope.lang)), ...(textOf(childOf(fact.part, "type")) === "votes" ? words("valid") : [])];
    const link = top(scope, "links").find(({ id }) => id === before);
    const ends = link ? (childOf(link.part, "to")?.parts ?? []).map(textOf) : [before];
    const there = ends.flatMap((id) => members(childOf(childOf(childOf(scope.root, "classes"), id), "nodes"), scope.lang).concat(members(childOf(childOf(childOf(scope.root, "classes"), id), "facts"), scope.lang)));
    return there.length > 0 ? offersOf(there) : words("points", "full", "rate");
  }
  const single = top(scope, "classes").filter(({ part }) => childOf(part, "one")?.value === "true");
  const names = [...own(scope, "facts"), ...nodesOf(scope.cls, scope.lang), ...top(scope, "parameters"), ...top(scope, "tables"), ...top(scope, "links"), ...own(scope, "cohorts"), ...single];
  return [...offersOf(names), ...words("item", "period"), ...functions.map((label): Offer => ({ label, detail: "", kind: "function" }))];
}

/** What the fact or node beside a price list or map is worth: its options, or the levels. */
function besideOptions(scope: Scope, around: Part | undefined): Offer[] {
  const name = (textOf(childOf(around, "value")) || textOf(childOf(around, "of")) || textOf(childOf(around, "votes"))).replace(/^item\./, "");
  const fact = facts(scope).find(({ id }) => id === name) ?? fieldsOf(scope).find(({ id }) => id === name);
  return offersOf(fact ? optionsOf(fact.part, scope.lang) : levels(scope));
}

/** Names by the definition of the schema that a value is of, the first that applies. */
const byDefinition: readonly [string, (scope: Scope) => Offer[]][] = [
  ["clauseIds", (scope) => offersOf(top(scope, "clauses"))],
  ["nodeId", (scope) => offersOf(nodesOf(scope.cls, scope.lang))],
  ["within", (scope) => [...words("all", "group"), ...offersOf([...facts(scope, "choice"), ...own(scope, "cohorts"), ...top(scope, "links")])]],
  ["listName", (scope) => [...words("children", ...grains), ...offersOf([...lists(scope), ...keyed(scope), ...top(scope, "links")])]],
  ["list", (scope) => offersOf(lists(scope))],
  ["levelId", (scope) => offersOf(levels(scope))],
];
/** Names by the key that a value stands behind, where the schema says less. */
const byKey: Record<string, (scope: Scope) => Offer[]> = {
  clauses: (scope) => offersOf(top(scope, "clauses")),
  total: (scope) => offersOf(own(scope, "nodes")),
  records: (scope) => offersOf(lists(scope)),
  marks: (scope) => offersOf(lists(scope)),
  votes: (scope) => offersOf(facts(scope, "votes")),
  satisfied: (scope) => besideOptions(scope, scope.place.around[scope.place.around.length - 2]),
  among: (scope) => offersOf(own(scope, "cohorts")),
  class: (scope) => offersOf(top(scope, "classes")),
  dated: (scope) => offersOf(fieldsOf(scope, "date")),
  view: (scope) => offersOf(top(scope, "views")),
  levels: (scope) => offersOf(own(scope, "nodes")),
};

function valueNames(scope: Scope, met: readonly Met[]): Offer[] {
  const { path, child } = scope.place;
  const last = path[path.length - 1] ?? "";
  const around = scope.place.around[scope.place.around.length - 1];
  const key = around?.kind === "array" ? last : (child?.key ?? "");
  if (path[0] === "links" && (key === "from" || key === "to")) return offersOf(top(scope, "classes"));
  if (path[0] === "classes" && key === "by" && last === "strata") return offersOf(facts(scope, "choice"));
  const known = byKey[key];
  if (known) return known(scope);
  return byDefinition.find(([name]) => met.some(({ names }) => names.indexOf(name) >= 0))?.[1](scope) ?? [];
}

/** Names that stand as keys: units, facts and nodes of a case; options with a price. */
function keyNames(scope: Scope): Offer[] {
  const { path, around } = scope.place;
  const last = path[path.length - 1] ?? "";
  if (path[0] === "cases" && path.length === 3 && /^(readings|records|expect|assume)$/.test(last)) {
    const found: Named[] = [];
    const of = around[around.length - 2];
    for (const key of ["readings", "records", "expect"]) for (const one of members(childOf(of, key), scope.lang)) if (!found.some(({ id }) => id === one.id)) found.push({ ...one, title: "" });
    return offersOf(found);
  }
  if (path[0] === "cases" && path.length === 4) {
    if (path[2] === "readings") return offersOf(own(scope, "facts").filter(({ part }) => textOf(childOf(part, "type")) !== "records"));
    if (path[2] === "records") return offersOf(lists(scope));
    if (path[2] === "expect" || path[2] === "assume") return offersOf(nodesOf(scope.cls, scope.lang));
  }
  if (last === "to" || last === "values") return besideOptions(scope, around[around.length - 2]);
  return [];
}

/** The class that a path lies in. */
function classAt(root: Part, path: readonly string[], around: readonly Part[]): Part | undefined {
  const classes = childOf(root, "classes");
  if (path[0] === "classes" && path[1]) return childOf(classes, path[1]);
  const named = path[0] === "cases" ? textOf(childOf(around[2], "class")) : "";
  return childOf(classes, named) ?? classes?.parts[0];
}

/** What may stand at an offset; null where nothing is known of the place. */
export function offersAt(schema: Schema, text: string, offset: number, lang: Lang): Offers | null {
  if (!isBag(schema)) return null;
  const root = readParts(text);
  const place = placeAt(root, text, offset);
  if (place.wants === "nothing") return null;
  const { path, around, child } = place;
  let met: Met[] = [];
  expand(schema, schema, root, [], met);
  path.forEach((key, index) => {
    met = inner(schema, met, around[index], key, around[index + 1]);
  });
  const here = around[around.length - 1];
  const scope: Scope = { root, cls: classAt(root, path, around), lang, place };
  const at = (from: number, to: number, word: number) => ({ from, to, word, colon: /^\s*:/.test(text.slice(to, to + 40)), comma: /^\s*"/.test(text.slice(to, to + 200)) });

  if (place.wants === "key") {
    const offers: Offer[] = keyNames(scope).map((one) => ({ ...one, after: "|" }));
    for (const { schema: own } of met) {
      if (!isBag(own.properties)) continue;
      for (const [key, value] of Object.entries(own.properties)) {
        if (value === false || offers.some(({ label }) => label === key)) continue;
        const of = inner(schema, [{ schema: own, names: [] }], here, key, undefined);
        const note = noteOf(value, lang) || of.map((one) => noteOf(one.schema, lang)).find((one) => one !== "") || "";
        offers.push({ label: key, detail: note, kind: "key", after: begin(of), needed: met.some((one) => listOf(one.schema.required).indexOf(key) >= 0) });
      }
    }
    if (met.some((one) => isBag(one.schema.patternProperties) && "^x-" in one.schema.patternProperties))
      offers.push({ label: "x-note", detail: lang === "en" ? "a note of your own; counts for nothing" : "自己的备注，不参与计算", kind: "key", after: '"|"' });
    const there = here?.parts.filter((one) => one !== child).map(({ key }) => key) ?? [];
    const from = child ? child.keyFrom : offset - (/[\w-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
    const to = child ? child.keyTo : offset;
    return { ...at(from, to, text[from] === '"' ? from + 1 : from), offers: offers.filter(({ label }) => there.indexOf(label) < 0), quotes: true, isKey: true };
  }

  const key = here?.kind === "array" ? String(here.parts.length) : (child?.key ?? "");
  const own = here ? inner(schema, met, here, key, child ?? undefined) : met;
  if (child?.kind === "text" && child.from < offset && own.some(({ names }) => names.indexOf("formula") >= 0)) {
    const word = /(?:([A-Za-z]\w*)\.)?([A-Za-z]\w*)?$/.exec(text.slice(child.from + 1, offset));
    // Inside single quotes stands an option.
    if ((text.slice(child.from + 1, offset).split("'").length - 1) % 2 === 1) return null;
    const length = word?.[2]?.length ?? 0;
    return { ...at(offset - length, offset, offset - length), colon: false, comma: false, offers: formulaOffers(scope, word?.[1] ?? ""), quotes: false, isKey: false };
  }
  const choices = own.flatMap(({ schema: one }) => {
    const all = "const" in one ? [one.const] : listOf(one.enum);
    return all.filter((value) => typeof value === "string").map((value): Offer => ({ label: String(value), detail: "", kind: "value" }));
  });
  const names = valueNames(scope, own);
  const inText = child?.kind === "text";
  const plain: Offer[] = own.some(({ schema: one }) => one.type === "boolean") && !inText ? words("true", "false") : [];
  const used = here?.kind === "array" ? here.parts.filter((one) => one !== child).map(({ value }) => value) : [];
  const offers = (plain.length > 0 ? plain : [...names, ...choices]).filter(({ label }, index, all) => used.indexOf(label) < 0 && all.findIndex((one) => one.label === label) === index);
  if (offers.length === 0) return null;
  const typedHere = child && child.kind !== "none" && child.from <= offset && offset <= child.to;
  const from = typedHere ? child.from : offset;
  return { ...at(from, typedHere ? child.to : offset, inText && typedHere ? from + 1 : from), colon: false, offers, quotes: plain.length === 0, isKey: false };
}
