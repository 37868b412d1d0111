// Puts the faults of faults.json into a copy of the engine, one by one, and tells which of our tests catches each.
//   node tests/tools/faults.mjs [name…]     all of them, or those named: a long run; 1 where one is not caught
//   node tests/tools/faults.mjs --check     only whether each text that is to be replaced occurs once
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** @type {{ id: string, what: string, file: string, find: string, replace: string }[]} */
const table = JSON.parse(readFileSync(join(root, "tests/tools/faults.json"), "utf8"));
const names = process.argv.slice(2).filter((name) => name !== "--check");

function stop(message) {
  console.error(`faults: ${message}`);
  process.exit(1);
}

const wrong = [];
for (const { id, file, find, replace } of table) {
  const times = readFileSync(join(root, file), "utf8").split(find).length - 1;
  if (times !== 1) wrong.push(`${id}: the text to replace occurs ${times} times in ${file}`);
  if (find === replace) wrong.push(`${id}: it changes nothing`);
  if (table.filter((other) => other.id === id).length !== 1) wrong.push(`${id}: two faults have this name`);
}
for (const name of names)
  if (!table.some((fault) => fault.id === name)) wrong.push(`${name}: there is no such fault`);
if (wrong.length > 0) stop(wrong.join("\nfaults: "));
if (process.argv.includes("--check")) {
  console.log(`${table.length} faults, each text to replace found once`);
  process.exit(0);
}

// --- The copy --------------------------------------------------------------------------------------------------------

const source = join(root, "build/faults/source");
const build = join(root, "build/faults/build");

function filesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !/node_modules|__pycache__/.test(path));
}

/** Makes the copy what the tree is. Only what differs is written, so that only that is built again. */
function copy() {
  const wanted = new Set();
  const paths = ["core", "data", "docs", "tests"].flatMap((folder) => filesOf(join(root, folder)));
  for (const path of [join(root, "CMakeLists.txt"), ...paths]) {
    const to = join(source, relative(root, path));
    wanted.add(to);
    const bytes = readFileSync(path);
    if (existsSync(to) && readFileSync(to).equals(bytes)) continue;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
  }
  for (const path of filesOf(source)) if (!wanted.has(path)) rmSync(path);
}

function run(command, args, minutes = 10) {
  const env = { ...process.env, CCACHE_BASEDIR: join(root, "build/faults"), CCACHE_NOHASHDIR: "1", NO_COLOR: "1" };
  const options = { cwd: source, env, encoding: "utf8", timeout: minutes * 60_000, killSignal: "SIGKILL", maxBuffer: 1 << 28 };
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, options);
  if (error && error.code !== "ETIMEDOUT") stop(`${command}: ${error.message}`);
  return { passed: status === 0, ended: signal ?? (error ? "no end" : `status ${status}`), text: `${stdout}${stderr}` };
}

function compile(target) {
  const result = run("cmake", ["--build", build, "--target", target, "--parallel", "2"], 60);
  return result.passed ? "" : result.text;
}

// --- The stages ------------------------------------------------------------------------------------------------------

const library = join(build, "core/libyardstick_core.a");
const program = join(build, "core/cli/yardstick");
const schemes = readdirSync(join(root, "data/schemes")).sort();

/** Each gives the test that fails first, or nothing. */
const stages = {
  "core tests": () => {
    // The slow ones, about documents and not about scores, come last.
    for (const files of ["--source-file-exclude", "--source-file"]) {
      const found = run(join(build, "tests/yardstick-tests"), [`${files}=*bad_test.cpp,*hostile_test.cpp`, "--abort-after=1", "--no-colors=true"]);
      if (found.passed) continue;
      const [, file] = found.text.match(/tests\/(\S+)_test\.cpp:\d+:/) ?? [];
      const [, name] = found.text.match(/^TEST CASE: +(.*)$/m) ?? [];
      return name ? `${file}: ${name}` : found.ended;
    }
    return undefined;
  },
  cases: () => {
    const refused = compile("yardstick_cli");
    if (refused) stop(refused);
    const failed = schemes.find((id) => !run(program, ["cases", join("data/schemes", id, "scheme.json")]).passed);
    return failed;
  },
  examples: () => {
    const found = run("node", ["tests/docs/examples.mjs", program, join(build, "examples")]);
    return found.passed ? undefined : found.text.split("\n")[0];
  },
  oracle: () => {
    const found = run("python3", ["tests/oracle/compare.py", program, "--pairs", "200"]);
    return found.passed ? undefined : (found.text.match(/^seed.*$/m)?.[0] ?? found.ended);
  },
};

const spent = Object.fromEntries(["build", ...Object.keys(stages)].map((name) => [name, { seconds: 0, runs: 0 }]));
function timed(name, work) {
  const start = Date.now();
  const result = work();
  spent[name].seconds += (Date.now() - start) / 1000;
  spent[name].runs += 1;
  return result;
}

/** [stage, test] of the first that fails. */
function caughtBy() {
  for (const [name, stage] of Object.entries(stages)) {
    const test = timed(name, stage);
    if (test !== undefined) return [name, test];
  }
  return undefined;
}

// --- The run ---------------------------------------------------------------------------------------------------------

copy();
const ccache = spawnSync("ccache", ["--version"]).status === 0 ? ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] : [];
// The tests are linked for each fault anew: by gold, and without debug information, that takes a second.
const set = ["-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=gold -Wl,--strip-debug", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS=-O0", "-DYARDSTICK_WERROR=OFF", ...ccache];
const configured = run("cmake", ["-S", source, "-B", build, "-G", "Ninja", ...set]);
if (!configured.passed) stop(`CMake could not set up ${build}\n${configured.text}`);
console.log("building the engine without a fault");
const broken = timed("build", () => compile("yardstick_tests"));
if (broken) stop(`it does not build\n${broken}`);
const early = caughtBy();
if (early) stop(`a test fails before there is a fault: ${early.join(", ")}`);

const chosen = names.length > 0 ? table.filter((fault) => names.includes(fault.id)) : table;
const counts = Object.fromEntries(Object.keys(stages).map((name) => [name, 0]));
let caught = 0;
for (const { id, what, file, find, replace } of chosen) {
  const path = join(source, file);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.split(find).join(replace));
  const before = statSync(library).mtimeMs;
  let refused = timed("build", () => compile("yardstick_tests"));
  // A fault that was not built in would be one that nothing catches.
  if (!refused && statSync(library).mtimeMs === before) refused = "error: nothing was built";
  if (refused) {
    console.log(`DOES NOT BUILD  ${id}: ${refused.match(/^.*error:.*$/m)?.[0] ?? "see the build"}`);
  } else {
    const by = caughtBy();
    if (by) {
      caught += 1;
      counts[by[0]] += 1;
      console.log(`caught by ${by[0]}  ${id}  (${by[1]})`);
    } else {
      console.log(`NOT CAUGHT  ${id}: ${what}`);
    }
  }
  writeFileSync(path, text);
}

console.log("");
for (const [name, { seconds, runs }] of Object.entries(spent)) {
  const catches = name in counts ? `${String(counts[name]).padStart(3)} caught` : "          ";
  console.log(`${name.padEnd(10)} ${catches}  ${runs} runs of ${(seconds / Math.max(runs, 1)).toFixed(1)} s`);
}
console.log(`${caught} of ${chosen.length} caught`);
process.exitCode = caught === chosen.length ? 0 : 1;
