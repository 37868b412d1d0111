// Lists of events as they are typed, and the records that can be taken of them. A record that is not yet whole waits; it is kept as it
// was typed and does not count.
import type { FormFact, FormField, RecordText } from "../../engine/desk-types";
import type { Cell, Draft, RawRecord } from "./state";
import { keyOf } from "./state";
import { type Kind, type Trouble, take } from "./typed";

export type RecordTrouble = Trouble | { is: "empty" };
/** Why a record waits, by "<record>/<field>", or "<record>/<field>/<inner>/<field>". */
export type Troubles = Record<string, RecordTrouble>;

export function kindOf(field: FormField, years: readonly string[] = []): Kind {
  return { type: field.type, min: field.min ?? "", max: field.max ?? "", step: field.step ?? "", options: field.options ?? [], years };
}

export function toRaw(record: RecordText): RawRecord {
  const fields: RawRecord["fields"] = {};
  for (const [name, value] of Object.entries(record)) {
    if (name === "id") continue;
    if (Array.isArray(value)) fields[name] = value.map(toRaw);
    else if (typeof value === "object" && value !== null) fields[name] = value["zh-CN"] ?? value.en ?? ""; // a text in two languages
    else fields[name] = value ?? "";
  }
  return { id: typeof record.id === "string" ? record.id : "", fields };
}

/** The list as it stands on the page: as typed, else as the draft began. */
export function rawOf(draft: Draft, list: Cell, fact: FormFact): RawRecord[] {
  return draft.lists[keyOf(list)] ?? (fact.records ?? []).map(toRaw);
}

function takeRecord(raw: RawRecord, fields: readonly FormField[], dated: string, years: readonly string[], at: string, troubles: Troubles): RecordText {
  const record: RecordText = { id: raw.id };
  for (const field of fields) {
    const value = raw.fields[field.id];
    const place = `${at}/${field.id}`;
    if (field.type === "records") {
      const inner = Array.isArray(value) ? value : [];
      record[field.id] = inner.map((one) => takeRecord(one, field.fields ?? [], "", [], `${place}/${one.id}`, troubles));
    } else if (field.type === "flag") {
      record[field.id] = value === true || value === "true";
    } else {
      const text = typeof value === "string" ? value : "";
      const taken = take(kindOf(field, field.id === dated ? years : []), text);
      if (!taken.ok) troubles[place] = taken.trouble;
      else if (taken.value === null) {
        if (field.id === dated) troubles[place] = { is: "empty" };
      } else record[field.id] = taken.value as string | boolean;
    }
  }
  return record;
}

/** The records that can be taken, and why the others wait. `years`: the date that places a record must lie in one of them. */
export function takeList(raw: readonly RawRecord[], fact: Pick<FormFact, "fields" | "dated">, years: readonly string[]): { taken: RecordText[]; troubles: Troubles } {
  const troubles: Troubles = {};
  const taken: RecordText[] = [];
  for (const one of raw) {
    const own: Troubles = {};
    const record = takeRecord(one, fact.fields ?? [], fact.dated ?? "", years, one.id, own);
    if (Object.keys(own).length === 0) taken.push(record);
    else Object.assign(troubles, own);
  }
  return { taken, troubles };
}

/** An id that no record of the list has. */
export function freeId(raw: readonly RawRecord[], letter = "r"): string {
  for (let count = raw.length + 1; ; count += 1) {
    const id = `${letter}${count}`;
    if (!raw.some((record) => record.id === id)) return id;
  }
}

export function setField(raw: readonly RawRecord[], id: string, field: string, value: string | boolean | RawRecord[]): RawRecord[] {
  return raw.map((record) => (record.id === id ? { ...record, fields: { ...record.fields, [field]: value } } : record));
}
