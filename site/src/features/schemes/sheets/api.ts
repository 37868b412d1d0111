// What dist/sheets.js does: a script of its own, read when somebody first wants a spreadsheet. `script("sheets", …)` of later.tsx loads it.
import type { Lang } from "../../../i18n";
import { script } from "../../../later";
import type { Grid, ReadOptions, SheetFile, SheetReading } from "./reading";
import type { BookAbout, CardInput, PlainTable, RankingInput } from "./results";
import type { TemplateAbout } from "./template";

export interface SheetsApi {
  read(file: SheetFile, grid: Grid, scheme: { id: string; version: string }, options?: ReadOptions): Promise<SheetReading>;
  template(grid: Grid, about: TemplateAbout, lang: Lang, filled: boolean): Promise<Blob>;
  /** A ranking, and the cards given with it, each on a sheet of its own. */
  results(about: BookAbout, ranking: RankingInput | null, cards: readonly CardInput[], lang: Lang): Promise<Blob>;
  /** A table as it stands on a page. */
  table(table: PlainTable): Promise<Blob>;
  /** SHA-256 of a text, in hexadecimal. */
  digest(text: string): string;
}

declare global {
  interface Window {
    yardstickSheets?: SheetsApi;
  }
}

/** null: the host does not have the script. */
export async function loadSheets(): Promise<SheetsApi | null> {
  await script("sheets", () => window.yardstickSheets !== undefined);
  return window.yardstickSheets ?? null;
}
