// What a person can do on the page. Views call these and nothing else; each is a change of state, of the address, or both.
import type { Board } from "./board/board";
import type { Client } from "./engine/client";
import type { WindowUpdate } from "./features/window/state";
import type { Route } from "./route";
import type { Prefs } from "./state";

export interface Actions {
  /** Follows a change of the address; `replace` leaves no step for the back button. */
  go(change: Partial<Route>, replace?: boolean): void;
  /** The address such a change would have, for links. */
  link(change: Partial<Route>): string;
  prefs(change: Partial<Prefs>): void;
  window(change: WindowUpdate): void;
  /** Makes a unit "my unit" under a key; "" forgets it. */
  mine(key: string, unit: string, announcement: string): void;
  /** Asks the engine about the board on the page, for views that keep the answer to themselves. */
  ask: Client["call"];
  openFile(file: File): void;
  retry(): void;
  dismiss(): void;
  /** Opens or closes the list of all boards. */
  choosing(open: boolean): void;
}

/** A board that came from a file has no address on the host; it is kept here for as long as the page is open. */
export type OpenedBoards = Map<string, Board>;
