// Runs Biome's own binary with the arguments given. Only the two Linux builds are installed, not the package that lists
// all platforms: the lock file then holds exactly what is used.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const name = `@biomejs/cli-linux-${process.arch}/biome`;
const { status, error } = spawnSync(createRequire(import.meta.url).resolve(name), process.argv.slice(2), { stdio: "inherit" });
if (error) console.error(error.message);
process.exit(status ?? 1);
