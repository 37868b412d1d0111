// What the tools that change a shipped scheme and run its cases share.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "yardstick-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

export const path = (name) => join(root, name);
export const there = (name) => existsSync(path(name));
export const read = (name) => JSON.parse(readFileSync(path(name), "utf8"));

export { text } from "../../site/scripts/coverage.mjs";
export const row = (cells) => `| ${cells.map((cell) => cell.replace(/\|/g, "\\|").replace(/\n/g, " ")).join(" | ")} |`;

/** The scheme's cases through the program: whether they ran at all, which failed and how, and all that was said. */
export function run(program, scheme) {
  const file = join(folder, "scheme.json");
  writeFileSync(file, JSON.stringify(scheme));
  const { stdout, stderr } = spawnSync(program, ["cases", file], { encoding: "utf8", maxBuffer: 1 << 28 });
  const failed = [...stdout.matchAll(/^FAIL (.*)\n((?: {2,}.*\n)*)/gm)].map(([, name, why]) => ({ name, why }));
  return { ran: /^(?:ok |FAIL) /m.test(stdout), failed, said: stdout + stderr };
}

/** Writes a page, or with `check` says in what it differs from the one that is there. */
export function page(name, lines, check) {
  if (!check) writeFileSync(path(name), lines.join("\n"));
  else if (!there(name) || readFileSync(path(name), "utf8") !== lines.join("\n")) return [`${name} is not what the schemes say: run ./dev coverage`];
  return [];
}

/** Tells all faults, and fails where there are any. */
export function close(faults, closing) {
  for (const fault of faults) console.error(fault);
  console.log(closing);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
