// Why a board could not be read, in words.
import type { Messages } from "../i18n";
import type { Fault } from "./board";

export function faultText(fault: Fault, t: Messages): string {
  switch (fault.kind) {
    case "missing":
      return t.fault.missing(fault.name);
    case "unreachable":
      return t.fault.unreachable(fault.name);
    case "not-json":
      return t.fault.notJson(fault.name, fault.line, fault.column);
    case "not-board":
      return t.fault.notBoard(fault.name, fault.found, fault.lacks.join(t.listComma));
    case "no-boards":
      return t.fault.noBoards;
  }
}
