// A beside B: the board as it is, a kept scenario, or a file's scheme or figures; who changes points, place, grade and verdict, and which
// clause did it.
import { type VNode, render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Text } from "../../../engine/types";
import { groupDigits } from "../../../format";
import { say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import { becauseWords, differenceWords, levelChanges, levelWords, movedWords, placeWords, pointsWords, ruleReasons, slopes, tableOf, unitsOf, verdictWords } from "./compare";
import { csvOf } from "../../../csv";
import { download } from "../../../download";
import { FileButton } from "../../../ui/file-button";
import { type Other, type OtherFault, isOther, mostBytes, readOther } from "./file";
import { type LabMessages, labMessages } from "./messages";
import type { LabProps } from "./slots";
import type { Change, Compare, CompareQuery, CompareUnit } from "./types";
import { said, useKept, viewFor } from "./use";

/** Reasons told of each unit; the exported table has all. */
const reasons = 3;
const everything = 1000;

interface Kept { a: string; b: string; only: boolean; other: Other | null; reply: Compare | null }
const nothing: Kept = { a: "", b: "", only: true, other: null, reply: null };

const ofFile = "file";

/** What stands in a chooser for each side: "" the board as it is, "file", or "=name" of a scenario. */
function sideName(side: string, other: Other | null, m: LabMessages): string {
  if (side === "") return m.asIs;
  return side === ofFile && other ? fileName(other, m) : side.slice(1);
}
function fileName(other: Other, m: LabMessages): string {
  if (other.is === "scheme") return m.fileScheme(other.name, other.version);
  return other.is === "dataset" ? m.fileDataset(other.name) : m.fileBoth(other.name);
}

export function CompareLab(props: LabProps) {
  const { cls, period, lang, scenarios } = props;
  const m = labMessages(lang);
  const [kept, change] = useKept<Kept>(props, nothing);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const [dragging, setDragging] = useState(false);
  const { a, b, other, reply } = kept;

  const changes = (side: string): Change[] => scenarios.find((scenario) => `=${scenario.name}` === side)?.changes ?? [];
  const compare = (sides: { a: string; b: string; other: Other | null }) => {
    if (sides.a === sides.b) {
      change({ ...sides, reply: null });
      setFault("");
      return;
    }
    const query: CompareQuery = { class: cls.id, period, from: changes(sides.a), to: changes(sides.b) };
    // A scheme is put beside the board's own figures; figures are read by the board's own scheme.
    if (sides.b === ofFile && sides.other) {
      const { scheme, dataset } = sides.other;
      query.other = { ...(scheme ? { scheme } : {}), dataset: dataset ?? props.documents.dataset };
    }
    setBusy(true);
    setFault("");
    void props.desk([], [{ method: "compare", query }], "lab-compare").then((answer) => {
      if (answer === null) return;
      setBusy(false);
      const found = answer.value?.answers[0] as { value: Compare | null; diagnostics: Parameters<typeof said>[0] } | undefined;
      if (!found?.value) {
        // What was compared before stays, with the sides it was about.
        setFault(m.stays(`${m.failed}${said(found?.diagnostics ?? answer.diagnostics, lang)}`));
        return;
      }
      change({ ...sides, reply: found.value });
      const { units, points, places, levels, verdicts } = found.value.counts;
      props.announce(m.countsOf(units, points, places, levels, verdicts));
    });
  };

  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > mostBytes) {
      setFault(m.fileFault.large(file.name));
      return;
    }
    let read: Other | OtherFault;
    try {
      read = readOther(file.name, await file.text());
    } catch {
      read = { is: "unreadable", name: file.name };
    }
    if (isOther(read)) compare({ a: a === ofFile ? "" : a, b: ofFile, other: read });
    else if (read.is === "not-json") setFault(m.fileFault["not-json"](read.name, read.line, read.column));
    else setFault(m.fileFault[read.is](read.name));
  };

  // A file may be dropped anywhere on the slide.
  const box = useRef<HTMLElement>(null);
  const taken = useRef(take);
  taken.current = take;
  useEffect(() => {
    const element = box.current;
    const over = (held: boolean) => (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      setDragging(held);
    };
    const drop = (event: DragEvent) => {
      over(false)(event);
      void taken.current(event.dataTransfer?.files[0]);
    };
    const [on, off] = [over(true), over(false)];
    element?.addEventListener("dragover", on);
    element?.addEventListener("dragleave", off);
    element?.addEventListener("drop", drop);
    return () => {
      element?.removeEventListener("dragover", on);
      element?.removeEventListener("dragleave", off);
      element?.removeEventListener("drop", drop);
    };
  }, []);

  const chooser = (id: "a" | "b", label: string, withFile: boolean) => (
    <label class="lab-field">
      <span>{label}</span>
      <select
        id={`lab-side-${id}`}
        value={id === "a" ? a : b}
        onChange={(event) => {
          const side = (event.currentTarget as HTMLSelectElement).value;
          compare(id === "a" ? { a: side, b, other } : { a, b: side, other });
        }}
      >
        <option value="">{m.asIs}</option>
        {scenarios.map((scenario) => (
          <option key={scenario.name} value={`=${scenario.name}`}>
            {scenario.name}
          </option>
        ))}
        {withFile && other && <option value={ofFile}>{fileName(other, m)}</option>}
      </select>
    </label>
  );

  return (
    <section ref={box} class={`lab lab-compare ${dragging ? "is-dragging" : ""}`} data-pending={busy}>
      <div class="lab-bar">
        {chooser("a", m.sideA, false)}
        {chooser("b", m.sideB, true)}
        <FileButton id="lab-file" label={m.openFile} onFile={(file) => void take(file)} />
        {scenarios
          .filter((scenario) => `=${scenario.name}` === b || `=${scenario.name}` === a)
          .map((scenario) => (
            <button
              key={scenario.name}
              type="button"
              class="button"
              onClick={() => {
                props.drop(scenario.name);
                change({ a: "", b: "", reply: null });
              }}
            >
              {m.dropScenario(scenario.name)}
            </button>
          ))}
      </div>
      {fault && (
        <p class="lab-trouble" role="alert">
          {fault}
        </p>
      )}
      {busy && <p class="lab-asking">{m.asking}</p>}
      {!reply && !fault && !busy && <p class="lab-hint">{`${a === b && a !== "" ? m.sameSides : m.compareNote}${m.gap}${m.dropHere}`}</p>}
      {reply && <Compared reply={reply} kept={kept} change={change} props={props} m={m} />}
    </section>
  );
}

function Compared({ reply, kept, change, props, m }: { reply: Compare; kept: Kept; change(part: Partial<Kept>): void; props: LabProps; m: LabMessages }) {
  const { lang, period, cls } = props;
  const { units, points, places, levels, verdicts } = reply.counts;
  const shown = unitsOf(reply, kept.only);
  const grades = levelChanges(reply, m, lang);
  const names: [string, string] = [sideName(kept.a, kept.other, m), sideName(kept.b, kept.other, m)];
  const name = `${m.csvName}-${cls.id}-${period}.csv`;
  return (
    <>
      <p class="lab-counts">{m.countsOf(units, points, places, levels, verdicts)}</p>
      {grades.length > 0 && (
        <p class="lab-grades">
          <strong>{m.levelsChanged}</strong>
          {grades.join(m.semicolon)}
          {m.fullStop}
        </p>
      )}
      <div class="lab-bar">
        <label class="lab-check">
          <input type="checkbox" id="lab-only" checked={kept.only} onChange={() => change({ only: !kept.only })} />
          <span>{m.onlyChanged}</span>
        </label>
        <button type="button" class="button" id="lab-csv" onClick={() => download(name, csvOf(tableOf(shown, m, lang, (unit) => ruleReasons(unit, reply, cls, viewFor(cls, period).level, m, lang))), "text/csv")}>
          {m.csv}
        </button>
        <button type="button" class="button" id="lab-print" onClick={() => printAlone(<Sheet reply={reply} shown={shown} names={names} props={props} m={m} />)}>
          {m.print}
        </button>
      </div>
      {shown.length === 0 ? (
        <p>{m.noneChanged}</p>
      ) : (
        <>
          <Slopes units={shown} m={m} lang={lang} />
          <Table reply={reply} shown={shown} props={props} m={m} most={reasons} />
        </>
      )}
      <Differences reply={reply} lang={lang} m={m} />
    </>
  );
}

function Table({ reply, shown, props, m, most }: { reply: Compare; shown: readonly CompareUnit[]; props: LabProps; m: LabMessages; most: number }) {
  const { lang, cls, period } = props;
  const { level } = viewFor(cls, period);
  const withLevels = shown.some((unit) => unit.from?.level || unit.to?.level);
  const withVerdicts = shown.some((unit) => (unit.from?.verdicts.length ?? 0) + (unit.to?.verdicts.length ?? 0) > 0);
  return (
    <table class="lab-table">
      <thead>
        <tr>
          <th scope="col">{m.unit}</th>
          <th scope="col">{m.points}</th>
          <th scope="col">{m.rank}</th>
          {withLevels && <th scope="col">{m.level}</th>}
          {withVerdicts && <th scope="col">{m.verdicts}</th>}
          <th scope="col">{m.because}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((unit) => (
          <tr key={unit.unit} class={unit.changed ? "is-changed" : ""}>
            <th scope="row">
              <Say text={unit.name} lang={lang} />
              {unit.in !== "both" && ` ${m.onlyIn[unit.in]}`}
            </th>
            <td class="lab-number">
              {pointsWords(unit, m)}
              <span class="lab-change">{differenceWords(unit.difference)}</span>
            </td>
            <td class="lab-number">
              {placeWords(unit, m)}
              <span class="lab-change">{movedWords(unit, m)}</span>
            </td>
            {withLevels && <td>{levelWords(unit, m, lang)}</td>}
            {withVerdicts && <td>{verdictWords(unit, m, lang)}</td>}
            <td class="lab-because">
              <ul>
                {unit.because.slice(0, most).map((one) => (
                  <li key={`${one.node}@${one.period}`} title={one.clauses.map((clause) => say(clause.text, lang)).join("\n")}>
                    {becauseWords(one, m, lang)}
                  </li>
                ))}
                {ruleReasons(unit, reply, cls, level, m, lang).map((rule) => (
                  <li key={rule}>{rule}</li>
                ))}
                {unit.because.length > most && <li>{m.moreReasons(unit.because.length - most)}</li>}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Rows of the picture; with more it would be a wall. */
const drawn = 40;

/** Places on either side with a line for each unit; what it says stands in the table below. */
function Slopes({ units, m, lang }: { units: readonly CompareUnit[]; m: LabMessages; lang: LabProps["lang"] }) {
  const { left, right, lines } = slopes(units.slice(0, drawn));
  if (lines.length === 0) return null;
  const rows = Math.max(left.length, right.length);
  const count = (way: "up" | "down" | "same") => lines.filter((line) => line.way === way).length;
  const column = (side: readonly CompareUnit[], from: boolean) => (
    <ol class={from ? "lab-left" : "lab-right"}>
      {side.map((unit) => (
        <li key={unit.unit}>
          <b>{(from ? unit.from : unit.to)?.place}</b> {say(unit.name, lang) || unit.unit}
        </li>
      ))}
    </ol>
  );
  return (
    <div class="lab-slopes" role="img" aria-label={`${m.slope}${m.colon}${m.slopeSaid(count("up"), count("down"), count("same"))}`}>
      <div aria-hidden="true" class="lab-slope-box">
        {column(left, true)}
        <svg aria-hidden="true" viewBox={`0 0 100 ${rows * 10}`} preserveAspectRatio="none" style={{ height: `${rows * 1.5}em` }}>
          {lines.map((line) => (
            <line key={line.unit.unit} class={`is-${line.way}`} x1="0" x2="100" y1={line.left * 10 + 5} y2={line.right * 10 + 5} />
          ))}
        </svg>
        {column(right, false)}
      </div>
      <p aria-hidden="true">
        <span class="is-up">━ {m.keyUp}</span> <span class="is-down">┅ {m.keyDown}</span> <span>─ {m.keySame}</span>
      </p>
    </div>
  );
}

/** Parameters or weights that differ. */
function Values({ title, values, lang, m }: { title: string; values: readonly { title: Text; from: string | null; to: string | null }[]; lang: LabProps["lang"]; m: LabMessages }) {
  if (values.length === 0) return null;
  return (
    <section class="lab-differences">
      <h2>{title}</h2>
      <ul>
        {values.map((one, index) => (
          <li key={index}>
            <Say text={one.title} lang={lang} />
            {m.colon}
            {m.arrow(groupDigits(one.from ?? m.none), groupDigits(one.to ?? m.none))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the two sides say differently. */
function Differences({ reply, lang, m }: { reply: Compare; lang: LabProps["lang"]; m: LabMessages }) {
  return (
    <>
      <Values title={m.parameters} values={reply.parameters} lang={lang} m={m} />
      <Values title={m.weights} values={reply.weights} lang={lang} m={m} />
      {reply.rules.length > 0 && (
        <section class="lab-differences">
          <h2>{m.rules}</h2>
          <ul>
            {reply.rules.map((one) => (
              <li key={one.node}>
                <strong>
                  <Say text={one.title} lang={lang} />
                </strong>
                {one.from && one.to ? (
                  <>
                    <span class="lab-rule">
                      {m.sideA}
                      {m.colon}
                      <Say text={one.from} lang={lang} />
                    </span>
                    <span class="lab-rule">
                      {m.sideB}
                      {m.colon}
                      <Say text={one.to} lang={lang} />
                    </span>
                  </>
                ) : (
                  <span class="lab-rule">{one.from ? m.ruleOnly.from : m.ruleOnly.to}</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Sheet({ reply, shown, names, props, m }: { reply: Compare; shown: readonly CompareUnit[]; names: [string, string]; props: LabProps; m: LabMessages }) {
  const { units, points, places, levels, verdicts } = reply.counts;
  return (
    <article class="lab-sheet">
      <h1>
        {m.compare} · <Say text={props.summary.dataset.title} lang={props.lang} />
      </h1>
      <p>{m.printedFrom(names[0], names[1])}</p>
      <p>{m.countsOf(units, points, places, levels, verdicts)}</p>
      <Table reply={reply} shown={shown} props={props} m={m} most={everything} />
      <Differences reply={reply} lang={props.lang} m={m} />
    </article>
  );
}

/** Prints one thing and nothing else of the page. */
function printAlone(sheet: VNode): void {
  const box = document.createElement("div");
  box.className = "lab-print-box";
  document.body.appendChild(box);
  render(sheet, box);
  const root = document.documentElement;
  root.toggleAttribute("data-lab-print", true);
  const done = () => {
    window.removeEventListener("afterprint", done);
    root.toggleAttribute("data-lab-print", false);
    render(null, box);
    box.remove();
  };
  window.addEventListener("afterprint", done);
  window.print();
}
