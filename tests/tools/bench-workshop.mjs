// How long the engine takes for one step of a slider in the workshop: weights of the Nanchang board's departments are moved and the ranking
// is read again, in WebAssembly under Node, beside two hand-written loops over the same cells: the points of 409 indicators and of what
// else a department is judged by, in every half of the two years that the ranking compares. One is exact, as the engine is (fractions of
// BigInts), up to rates, losses, places and the honours that follow; the other is in floating point and makes totals and their order,
// which shows what exactness costs. All come to the same figures and order, which is checked first. Neither loop knows of missing
// figures or other rules, explains anything, or writes a reply.
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
const none = JSON.stringify({ ...place, ...order, count: 0, node: "total", columns: ["total"] });
const rowsOf = (node, period, columns, cls = place.class) => told(book.ask("rows", JSON.stringify({ ...order, class: cls, period, node, columns }))).rows;
const number = (figure) => {
  const [top, bottom = "1"] = figure.exact.split("/");
  return Number(top) / Number(bottom);
};

const dataset = JSON.parse(text("boards/nanchang/dataset.json"));
const units = dataset.units.department.map(({ id }) => id);
const count = units.length;
const departmentOf = new Map(dataset.links.indicators.map(({ from, to }) => [to, units.indexOf(from)]));
const years = dataset.periods;
const halves = ["H1", "H2"];
const parts = { business: "businessHalf", management: "managementHalf", satisfaction: "satisfactionHalf" };
const outside = ["unityPoints", "media", "litigation"];
const advancedPlaces = { general: 2, business: 3, institution: 2 }; // as the scheme's table has it
const kinds = dataset.units.department.map(({ group }) => group);

const gcd = (a, b) => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y) [x, y] = [y, x % y];
  return x;
};
const fraction = (top, bottom) => {
  const by = gcd(top, bottom);
  return { top: top / by, bottom: bottom / by };
};
const plus = (a, b) => fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
const minus = (a, b) => fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
const times = (a, b) => fraction(a.top * b.top, a.bottom * b.bottom);
const over = (a, b) => fraction(a.top * b.bottom, a.bottom * b.top);
const compare = (a, b) => {
  const [x, y] = [a.top * b.bottom, b.top * a.bottom];
  return x < y ? -1 : x > y ? 1 : 0;
};
/** "84.995" or "1699/20" */
const exact = (text) => {
  const [top, bottom = "1"] = text.split("/");
  const [whole, decimals = ""] = top.split(".");
  return fraction(BigInt(whole + decimals), BigInt(bottom) * 10n ** BigInt(decimals.length));
};


/** What both loops start from, by year: of each half, the indicators with their departments and the rates of the other two parts. */
function cellsAs(read) {
  return years.map((period) => {
    const own = rowsOf("total", period, ["total", ...outside]);
    return {
      extra: units.map((unit) => outside.map((node) => read(own.find((row) => row.unit === unit).cells[node].points))),
      halves: halves.map((half) => {
        const indicators = ["mainIndicator", "ordinaryIndicator"].flatMap((cls) =>
          rowsOf("halfScore", `${period}-${half}`, ["halfScore"], cls)
            .filter(({ cells: { halfScore } }) => halfScore.status === "known") // an exempt one is left out
            .map(({ unit, cells: { halfScore } }) => ({ department: departmentOf.get(unit), points: read(halfScore.points), full: read(halfScore.full) })),
        );
        const rows = rowsOf("half", `${period}-${half}`, ["half", ...Object.values(parts)]);
        const others = units.map((unit) => {
          const { cells } = rows.find((row) => row.unit === unit);
          return [parts.management, parts.satisfaction].map((node) => ({ points: read(cells[node].points), full: read(cells[node].full) }));
        });
        return { indicators, others };
      }),
    };
  });
}
const plainCells = cellsAs(number);
const exactCells = cellsAs((figure) => exact(figure.exact));
const cellCount = exactCells.reduce((sum, year) => sum + year.halves.reduce((all, { indicators, others }) => all + indicators.length + 2 * others.length, 0) + 3 * count, 0);

/** Totals of both years, and the order of the last. */
function plainLoop(weights) {
  const totals = plainCells.map((year) => {
    const total = year.extra.map((points) => points[0] + points[1] + points[2]);
    for (const { indicators, others } of year.halves) {
      const points = new Float64Array(count);
      const full = new Float64Array(count);
      for (const one of indicators) {
        points[one.department] += one.points;
        full[one.department] += one.full;
      }
      for (let u = 0; u < count; u += 1) {
        const [management, satisfaction] = others[u];
        total[u] +=
          (points[u] / full[u] / 2) * weights[0] + (management.points / management.full / 2) * weights[1] + (satisfaction.points / satisfaction.full / 2) * weights[2];
      }
    }
    return total;
  });
  const last = totals[totals.length - 1];
  return units.map((_, u) => u).sort((a, b) => last[b] - last[a]).map((u) => ({ u, total: last[u] }));
}

const zero = exact("0");
const hundred = exact("100");
const two = exact("2");

/** For each department and year: its parts with rates and losses, total, rate, loss, places, what follows from them, and places moved. */
function exactLoop(weights) {
  let before = null;
  for (const year of exactCells) {
    const rates = units.map(() => [zero, zero, zero]);
    for (const { indicators, others } of year.halves) {
      const points = new Array(count).fill(zero);
      const full = new Array(count).fill(zero);
      for (const one of indicators) {
        points[one.department] = plus(points[one.department], one.points);
        full[one.department] = plus(full[one.department], one.full);
      }
      for (let u = 0; u < count; u += 1) {
        rates[u][0] = plus(rates[u][0], over(points[u], full[u]));
        others[u].forEach((one, k) => {
          rates[u][k + 1] = plus(rates[u][k + 1], over(one.points, one.full));
        });
      }
    }
    const scored = units.map((_, u) => {
      const own = rates[u].map((sum, p) => {
        const rate = over(sum, two);
        const points = times(rate, weights[p]);
        return { rate, points, lost: minus(weights[p], points) };
      });
      let total = zero;
      for (const { points } of own) total = plus(total, points);
      for (const points of year.extra[u]) total = plus(total, points);
      return { u, own, total, rate: over(total, hundred), lost: minus(hundred, total) };
    });
    const ordered = scored.slice().sort((a, b) => compare(b.total, a.total));
    const placed = (list, name) => {
      list.forEach((one, at) => {
        one[name] = at > 0 && compare(one.total, list[at - 1].total) === 0 ? list[at - 1][name] : at + 1;
      });
    };
    placed(ordered, "place");
    placed(ordered.slice().reverse(), "placeFromEnd");
    for (const one of ordered) one.last = one.placeFromEnd === 1;
    for (const kind of new Set(kinds)) {
      const group = ordered.filter((one) => kinds[one.u] === kind);
      placed(group, "groupPlace");
      group.filter((one) => !one.last).forEach((one, at) => {
        one.advanced = at < advancedPlaces[kind];
        one.headPromotion = one.place === 1;
      });
    }
    for (const one of ordered) one.moved = before ? before.find(({ u }) => u === one.u).place - one.place : 0;
    before = ordered;
  }
  return before;
}

// Steps of the first slider; the other two make way in proportion, as the page's question "weights" has it.
const steps = Array.from({ length: 40 }, (_, step) => {
  const first = 40 + step;
  const reply = told(book.ask("weights", JSON.stringify({ ...place, node: "total", set: { business: String(first) }, keep: [] })));
  const texts = reply.weights.map(({ weight }) => weight);
  return { changes: JSON.stringify(reply.changes), weights: texts.map((weight) => number({ exact: weight })), exact: texts.map(exact) };
});
const edit = (step) => {
  const reply = book.edit(step.changes);
  if (reply.indexOf('"value":null') === 1) throw new Error(reply);
};
const rows = () => book.ask("rows", rowsQuery);

for (const step of steps) {
  edit(step);
  const ranked = told(rows()).rows;
  const plain = plainLoop(step.weights);
  const same = exactLoop(step.exact);
  ranked.forEach(({ unit, cells: { total }, place: rank, moved }, at) => {
    const own = same.find(({ u }) => units[u] === unit);
    if (Math.abs(number(total.points) - plain[at].total) > 1e-9) throw new Error(`the plain loop and the engine differ at place ${at + 1}`);
    if (compare(exact(total.points.exact), own.total) !== 0 || String(own.place) !== rank || String(own.moved) !== moved)
      throw new Error(`the exact loop and the engine differ at place ${at + 1}`);
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
const plainTime = time((step) => plainLoop(step.weights));
const exactTime = time((step) => exactLoop(step.exact));
const stepTime = time((step) => {
  edit(step);
  book.ask("rows", none);
});
const rowsTime = time((step) => {
  edit(step);
  rows();
});

const figure = (microseconds) => `${microseconds.toFixed(1).padStart(8)} µs`;
console.log(`Nanchang board, ${count} departments, ${departmentOf.size} indicators; one step of a weight, processor time, median:`);
console.log(`  engine: weights changed, all that rests on them filled again, places known  ${figure(stepTime)}`);
console.log(`  engine: the same, and the whole ranking written as a reply                  ${figure(rowsTime)}`);
console.log(`  exact loop over ${cellCount} cells, to places and honours                         ${figure(exactTime)}`);
console.log(`  plain loop over the same cells in floating point, to totals and a sort      ${figure(plainTime)}`);
console.log(`  engine ÷ exact loop: ${(stepTime / exactTime).toFixed(2)} for the step, ${(rowsTime / exactTime).toFixed(2)} with the reply; one frame has 16,667 µs`);
