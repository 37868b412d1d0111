// The rooms of a work, in the order in which an office goes through them.
import type { ComponentType } from "preact";
import type { Lang, Messages } from "../../i18n";
import type { Control, Host } from "./control";
import { DataRoom } from "./data/room";
import type { WorkEngine } from "./engine";
import type { SchemesMessages } from "./messages";
import { PublishRoom } from "./publish/room";
import { SheetsRoom } from "./sheets/view";
import type { Work } from "./work";
import { WriteRoom } from "./write/room";
import { YearsRoom } from "./years/room";

export interface RoomProps {
  work: Work;
  /** Replaces the work; one step of undo. Changes with the same `merge`, one after another, are one step. */
  change(update: (work: Work) => Work, merge?: string): void;
  control: Control;
  host: Host;
  engine: WorkEngine;
  t: Messages;
  m: SchemesMessages;
  lang: Lang;
  /** What of the address lies behind the room. */
  path: readonly string[];
  go(path: readonly string[], replace?: boolean): void;
  /** Something for screen readers. */
  say(text: string): void;
}

export interface RoomKind {
  id: "write" | "data" | "sheets" | "years" | "publish";
  view: ComponentType<RoomProps>;
}

export const rooms: readonly RoomKind[] = [
  { id: "write", view: WriteRoom },
  { id: "data", view: DataRoom },
  { id: "sheets", view: SheetsRoom },
  { id: "years", view: YearsRoom },
  { id: "publish", view: PublishRoom },
];
