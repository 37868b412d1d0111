// What the parts of the data desk are handed.
import type { ComponentChildren } from "preact";
import type { Lang, Messages } from "../../../i18n";
import type { SelfMessages } from "../../self/messages";
import type { RoomProps } from "../rooms";
import type { Words } from "./cells";
import type { Grid } from "../../../engine/scheme-types";
import type { DataMessages } from "./messages";
import type { Table, TableState } from "./table";

export interface DeskProps {
  room: RoomProps;
  table: Table;
  state: TableState;
  m: DataMessages;
  /** Words of the self-check, where a field here is one there. */
  sm: SelfMessages;
  t: Messages;
  lang: Lang;
  words: Words;
}
export type GridProps = DeskProps & { grid: Grid };
/** A part of the desk; its own choosers stand beside those of all parts. */
export type TabProps = GridProps & { head: ComponentChildren };
