// The module as it is shipped, the command line beside it, and the documents both are given.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CreateCore, Workbook } from "../../wasm/yardstick";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const bin = at("../../build/wasm/bin/");

export async function newWorkbook(): Promise<Workbook> {
  const glue: { default: CreateCore } = await import(/* @vite-ignore */ `${bin}yardstick.js`);
  const core = await glue.default({ wasmBinary: readFileSync(`${bin}yardstick.wasm`) });
  return new core.Workbook();
}

/** What `yardstick call` prints: one Workbook method's reply, and a line end. */
export function native(scheme: string, dataset: string, method: string, query?: string): string {
  const args = ["call", scheme, dataset, method, ...(query === undefined ? [] : [query])];
  const printed = execFileSync(at("../../build/bin/yardstick"), args, { encoding: "utf8", maxBuffer: 1 << 28 });
  return printed.replace(/\n$/, "");
}

const folders = (path: string, file: string) =>
  readdirSync(at(path))
    .sort()
    .filter((id) => existsSync(at(`${path}/${id}/${file}`)));

export const schemes = folders("../../data/schemes", "scheme.json").map((id) => ({ id, path: at(`../../data/schemes/${id}/scheme.json`) }));

export const boards = folders("../../data/boards", "board.json").map((id) => {
  const about = JSON.parse(readFileSync(at(`../../data/boards/${id}/board.json`), "utf8"));
  return {
    id,
    class: about.class as string,
    period: about.period as string,
    scheme: at(`../../data/schemes/${about.scheme}/scheme.json`),
    dataset: at(`../../data/boards/${id}/dataset.json`),
  };
});

export const text = (path: string): string => readFileSync(path, "utf8");
