// How long the engine takes for one step of a slider in the workshop: weights of the Nanchang board's departments are moved and the ranking
// is read again, in WebAssembly under Node, beside a hand-written loop over the same cells in plain numbers. Both come to the same order,
// which is checked first; the loop is not exact, knows nothing of missing figures, ties or vetoes, and writes no reply.
//   node tests/tools/bench-workshop.mjs [folder of yardstick.js]
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = resolve(process.argv[2] ?? `${root}/build/wasm/bin`);
const { default: create } = await import(pathToFileURL(`${folder}/yardstick.js`).href);
const core = await create({ wasmBinary: readFileSync(`${folder}/yardstick.wasm`) });
const book = new core.Workbook();

const told = (reply) => {
  const { value, diagnostics } = JSON.parse(reply);
  if (value === null) throw new Error(JSON.stringify(diagnostics));
  return value;
};
const text = (path) => readFileSync(`${root}/data/${path}`, "utf8");
const job = told(book.start(JSON.stringify({ do: "load", scheme: text("schemes/nanchang/scheme.json"), dataset: text("boards/nanchang/dataset.json") })));
while (!told(book.step(job, 10_000_000)).done);

const place = { class: "department", period: "2025" };
const order = { sort: { by: "place", order: "asc" }, group: "", find: "", from: 0, count: 400 };
const rowsQuery = JSON.stringify({ ...place, ...order, node: "total", columns: ["total"] });
const rowsOf = (node, period, columns) => told(book.ask("rows", JSON.stringify({ ...place, ...order, period, node, columns }))).rows;
const number = (figure) => {
  const [top, bottom = "1"] = figure.exact.split("/");
  return Number(top) / Number(bottom);
};

// The cells of the fold: each part's points in both half-years, and what counts outside the hundred.
const parts = { business: "businessHalf", management: "managementHalf", satisfaction: "satisfactionHalf" };
const outside = ["unityPoints", "media", "litigation"];
const halves = ["2025-H1", "2025-H2"];
const year = rowsOf("total", place.period, ["total", ...Object.keys(parts), ...outside]);
const units = year.map((row) => row.unit);
const count = units.length;
const own = Object.keys(parts).map((part) => number(year[0].cells[part].full));
const cells = new Float64Array(3 * halves.length * count);
halves.forEach((half, h) => {
  for (const row of rowsOf("half", half, ["half", ...Object.values(parts)])) {
    Object.values(parts).forEach((part, p) => {
      cells[(p * halves.length + h) * count + units.indexOf(row.unit)] = number(row.cells[part].points);
    });
  }
});
const extra = Float64Array.from(year, (row) => outside.reduce((sum, node) => sum + number(row.cells[node].points), 0));

const totals = new Float64Array(count);
const index = Array.from({ length: count }, (_, u) => u);
/** Weighted, summed over parts and half-years, and sorted. */
function loop(weights) {
  for (let u = 0; u < count; u += 1) {
    let total = extra[u];
    for (let p = 0; p < 3; p += 1) {
      let sum = 0;
      for (let h = 0; h < halves.length; h += 1) sum += cells[(p * halves.length + h) * count + u];
      total += (sum / halves.length) * (weights[p] / own[p]);
    }
    totals[u] = total;
  }
  return index.slice().sort((a, b) => totals[b] - totals[a]);
}

// Steps of the first slider; the other two make way in proportion, as the page's question "weights" has it.
const steps = Array.from({ length: 40 }, (_, step) => {
  const first = 40 + step;
  const reply = told(book.ask("weights", JSON.stringify({ ...place, node: "total", set: { business: String(first) }, keep: [] })));
  const weights = reply.weights.map(({ weight }) => number({ exact: weight }));
  return { changes: JSON.stringify(reply.changes), weights };
});
const edit = (step) => {
  const reply = book.edit(step.changes);
  if (reply.indexOf('"value":null') === 1) throw new Error(reply);
};
const rows = () => book.ask("rows", rowsQuery);

for (const step of steps) {
  edit(step);
  const ranked = told(rows()).rows.map((row) => [row.unit, number(row.cells.total.points)]);
  const looped = loop(step.weights).map((u) => [units[u], totals[u]]);
  ranked.forEach(([, points], at) => {
    const other = looped[at];
    if (Math.abs(points - other[1]) > 1e-9) throw new Error(`the loop and the engine differ at place ${at + 1}: ${points} and ${other[1]}`);
  });
}

/** The median processor time of a step in microseconds, over rounds of all steps: what else runs on the machine is not counted. */
function time(work) {
  const rounds = [];
  const end = process.hrtime.bigint() + 3_000_000_000n;
  while (rounds.length < 5 || process.hrtime.bigint() < end) {
    const began = process.cpuUsage();
    for (const step of steps) work(step);
    const { user, system } = process.cpuUsage(began);
    rounds.push((user + system) / steps.length);
  }
  // The first of them are still being compiled.
  const warm = rounds.slice(2).sort((a, b) => a - b);
  return warm[Math.floor(warm.length / 2)];
}
const loopTime = time((step) => loop(step.weights));
const editTime = time(edit);
const rowsTime = time((step) => {
  edit(step);
  rows();
});

const figure = (microseconds) => `${microseconds.toFixed(1).padStart(8)} µs`;
console.log(`Nanchang board, ${count} departments, one step of a weight, processor time, median:`);
console.log(`  engine, weights changed and what rests on them filled again  ${figure(editTime)}`);
console.log(`  engine, the same and the ranking written as a reply          ${figure(rowsTime)}`);
console.log(`  plain loop over ${cells.length} cells in floating point, and a sort       ${figure(loopTime)}`);
console.log(`  engine ÷ loop: ${(editTime / loopTime).toFixed(1)} for the change alone, ${(rowsTime / loopTime).toFixed(1)} with the reply; one frame has 16,667 µs`);
