// From what a sheet brings to what is written: which changes are taken, and what the engine says of them, each at its cell.
import { type Refused, keyOfChange } from "../../../engine/desk";
import type { ChangeText } from "../../../engine/desk-types";
import type { Diagnostic, Text } from "../../../engine/types";
import { whole } from "./digits";
import type { Grid, NewUnit, Place, SheetChange, SheetFault } from "./reading";
import { type SheetsMessages, sheetsMessages } from "./messages";

/** "考勤!C7"; of a csv file the cell alone; of a whole file its name. */
export function placeText({ file, sheet, cell }: Place): string {
  return sheet && cell ? `${sheet}!${cell}` : sheet || cell || file;
}

const both = (say: (m: SheetsMessages) => string): Text => ({ "zh-CN": say(sheetsMessages("zh-CN")), en: say(sheetsMessages("en")) });

/** The engine's own limit, said of a cell. */
function refusalText({ code, args, text }: Diagnostic, shown: string): Text {
  const [, , limits = ""] = args;
  if (code !== "value-domain") return text;
  const limit = limits.replace(/^(≥|≤|step) /, "");
  if (limits.startsWith("≤")) return both((m) => m.above(shown, limit));
  if (limits.startsWith("≥")) return both((m) => m.below(shown, limit));
  return limits.startsWith("step") ? both((m) => m.step(shown, limit)) : text;
}

/** What the engine refuses of the changes, at the cells that they came from. A list with a record that is refused stays as it is. */
export function refusals(changes: readonly SheetChange[], refused: readonly Refused[]): { faults: SheetFault[]; left: Set<SheetChange> } {
  const byKey = new Map(changes.map((change) => [keyOfChange(change.change), change]));
  const faults: SheetFault[] = [];
  const left = new Set<SheetChange>();
  for (const { key, diagnostics } of refused) {
    const change = byKey.get(key);
    if (!change) continue;
    left.add(change);
    for (const diagnostic of diagnostics) {
      const [, index = "", field = ""] = /\/records\/(\d+)(?:\/([^/]+))?/.exec(diagnostic.pointer) ?? [];
      const id = index === "" ? undefined : change.change.records?.[whole(index)]?.id;
      const row = change.rows?.find((one) => one.id === id);
      const cell = row?.fields.find((one) => one.field === field);
      faults.push({ code: diagnostic.code, at: cell?.at ?? row?.at ?? change.at, text: refusalText(diagnostic, cell?.to ?? change.to ?? "") });
    }
  }
  return { faults, left };
}


type UnitText = { id: string; [key: string]: unknown };

/** The list of units with some more at its end, each under an id of its own; and their figures. */
export function withNewUnits(dataset: string, grid: Grid, fresh: readonly NewUnit[]): { units: UnitText[]; changes: ChangeText[] } {
  let there: UnitText[] = [];
  try {
    there = (JSON.parse(dataset) as { units?: Record<string, UnitText[]> }).units?.[grid.class] ?? [];
  } catch {
    // A dataset that does not read has been told before.
  }
  const taken = new Set(there.map(({ id }) => id));
  const units = [...there];
  const changes: ChangeText[] = [];
  const byName = new Map<string, string>();
  for (const { id, name, values } of fresh) {
    let own = byName.get(`${id}\n${name}`) ?? "";
    if (own === "") {
      own = /^[A-Za-z][A-Za-z0-9_]*$/.test(id) && !taken.has(id) ? id : "";
      for (let number = units.length + 1; own === ""; number += 1) if (!taken.has(`u${number}`)) own = `u${number}`;
      taken.add(own);
      byName.set(`${id}\n${name}`, own);
      units.push({ id: own, name });
    }
    for (const { change } of values) changes.push({ ...change, unit: own });
  }
  return { units, changes };
}
