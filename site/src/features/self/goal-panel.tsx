// The goal panel: what is wanted, every single change that reaches it, and the least effort over several.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Goal, Path, PathChange, Solve, Way } from "../../engine/desk-types";
import type { Diagnostic, Reply } from "../../engine/types";
import { groupDigits } from "../../format";
import { say } from "../../i18n";
import { percentDone } from "../../plot";
import { DiagnosticList } from "../../ui/diagnostics";
import { Chooser } from "../../ui/parts";
import { type Effort, type GoalChoice, type GoalKind, askedGoal, effortsOf, filled, foundChange, goalQuery, goalWords, hasPast, measureTitle, optionsOf, rememberGoal, rememberedGoal, stays } from "./goal";
import { factOf, keyTitleOf, ownerOf, subjectText, together, valueText, wayText } from "./goal-words";
import { Options } from "./options";
import { type PanelMessages, panelMessages } from "./panel-messages";
import { ChangeList } from "./range-panel";
import { linesOf, unitRange } from "./range";
import type { PanelProps } from "./slots";
import { type Cell, type Change, addScenario, merged, newId } from "./state";
import { toPercent } from "./typed";

/** What was asked and what has come of it so far. */
interface Run {
  /** The goal in words, and the figures it was asked about. */
  goal: string;
  changes: readonly Change[];
  /** The range has it that what is open does not bring it any more: ways are through figures that are given. */
  beyond: boolean;
  solve: Solve | null;
  path: Path | null;
  progress: string;
  state: "working" | "done" | "stopped";
  faults: Diagnostic[];
}

// A panel that is folded away and opened again shows what was worked out before.
const runs = new Map<string, Run>();

function Choice({ id, label, value, fault, onInput }: { id: string; label: string; value: string; fault: string; onInput: (value: string) => void }) {
  return (
    <label class="field" for={id}>
      <span class="field-label">{label}</span>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        class="text-input"
        value={value}
        aria-invalid={fault !== ""}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onInput={(event) => onInput((event.currentTarget as HTMLInputElement).value)}
      />
      {fault && (
        <span class="field-fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </label>
  );
}

function Costs({ choice, set, props, m }: { choice: GoalChoice; set: (choice: GoalChoice) => void; props: PanelProps; m: PanelMessages }) {
  const efforts = effortsOf(props.form);
  if (efforts.length === 0) return null;
  const own = efforts.filter((effort) => ownerOf(props.form, effort) === undefined);
  const others = efforts.filter((effort) => own.indexOf(effort) < 0);
  const line = (effort: Effort) => {
    const owner = ownerOf(props.form, effort);
    const title = m.subject(owner ? say(owner, props.lang) : "", "", say(effort.fact.title, props.lang) || effort.fact.fact);
    const frozen = stays(effort, choice, props.summary);
    return (
      <li key={effort.key}>
        <span class="cost-title">{title}</span>
        <select
          aria-label={m.costOf(title)}
          disabled={frozen}
          value={choice.costs[effort.key] ?? ""}
          onChange={(event) => {
            const cost = (event.currentTarget as HTMLSelectElement).value;
            const { [effort.key]: _, ...others } = choice.costs;
            set({ ...choice, costs: cost ? { ...others, [effort.key]: cost } : others });
          }}
        >
          <option value="">{m.costDefault}</option>
          {(["1", "2", "3", "4", "5"] as const).map((cost) => (
            <option key={cost} value={cost}>
              {m.costChoice[cost]}
            </option>
          ))}
        </select>
        <label class="check">
          <input
            type="checkbox"
            aria-label={m.frozenOf(title)}
            checked={frozen}
            onChange={() => set({ ...choice, frozen: { ...choice.frozen, [effort.key]: !frozen } })}
          />
          <span aria-hidden="true">{m.frozen}</span>
        </label>
      </li>
    );
  };
  return (
    <details class="rest costs">
      <summary>{m.costs}</summary>
      <p class="quiet hint">{m.costsNote}</p>
      {hasPast(props.form, props.draft.changes) && (
        <label class="check">
          <input type="checkbox" id="goal-past" checked={choice.past} onChange={() => set({ ...choice, past: !choice.past })} />
          {m.pastToo}
        </label>
      )}
      <ul>{own.map(line)}</ul>
      {others.length > 0 && (
        <details class="rest">
          <summary>{m.costsOthers(others.length)}</summary>
          <ul>{others.map(line)}</ul>
        </details>
      )}
    </details>
  );
}
interface Shown {
  props: PanelProps;
  m: PanelMessages;
  goal: string;
  /** Makes a scenario of changes. */
  take: (changes: Change[]) => void;
}

function Buttons({ changes, field, label, shown }: { changes: Change[]; field: Cell | undefined; label: string; shown: Shown }) {
  const { props, m, take } = shown;
  return (
    <span class="way-buttons">
      <button type="button" class="quiet-button" onClick={() => take(changes)}>
        {m.asScenario}
        <span class="sr">
          {m.colon}
          {label}
        </span>
      </button>
      {field && (
        <button type="button" class="quiet-button" onClick={() => props.toField(field)}>
          {m.toField}
          <span class="sr">
            {m.colon}
            {label}
          </span>
        </button>
      )}
    </span>
  );
}

/** Of a choice or a mark there is no distance worth telling. */
const counted = (way: Way) => ["number", "count", "money", "rate", "votes"].indexOf(way.type) >= 0;

function distanceText(way: Way, m: PanelMessages, lang: PanelProps["lang"]): string {
  const distance = way.type === "rate" ? toPercent(way.distance ?? "") : (way.distance ?? "");
  return valueText(distance, { type: way.type, unit: way.unit }, m, lang);
}

function Ways({ solve, shown }: { solve: Solve; shown: Shown }) {
  const { props, m } = shown;
  const { lang, form, draft, cls } = props;
  const place = { form, period: draft.period };
  const reach = solve.ways.filter((way) => way.ranges.length > 0);
  const cannot = solve.ways.filter((way) => way.ranges.length === 0);
  const total = measureTitle(solve.goal.figure ?? solve.goal.node, cls, m, lang);
  const said = (way: Way, value: string | null) => valueText(value, { type: way.type, unit: way.unit, options: (way.cells[0] && factOf(form, way.cells[0])?.options) ?? [] }, m, lang);
  if (solve.ways.length === 0 || solve.goal.met) return null;
  return (
    <section class="ways" aria-labelledby="ways-title">
      <h3 id="ways-title">{m.ways}</h3>
      {reach.length === 0 ? (
        <p>{m.noSingle}</p>
      ) : (
        <>
          <p class="quiet hint">{m.waysNote}</p>
          {solve.assumed && solve.assumed.length > 0 && (
            <details class="rest">
              <summary>{m.assumed(solve.assumed.length)}</summary>
              <p class="quiet hint">{m.assumedNote}</p>
              <ChangeList changes={solve.assumed} props={props} m={m} />
            </details>
          )}
          <ol class="way-list">
            {reach.map((way, index) => {
              const sentence = wayText(way, place, m, lang);
              const beside = [
                m.wayNow(said(way, way.now)),
                way.distance && counted(way) ? m.wayApart(distanceText(way, m, lang)) : "",
                way.then ? m.wayThen(total, groupDigits(way.then.shown)) : "",
              ].filter(Boolean);
              const { nearest } = way;
              return (
                <li key={index} data-fact={way.cells[0]?.fact}>
                  <p class="way-said">{sentence}</p>
                  <p class="quiet way-beside">{beside.join(m.semicolon)}</p>
                  {!way.exact && <p class="quiet way-beside">{m.notExact}</p>}
                  {nearest !== null && <Buttons changes={merged(solve.assumed ?? [], way.cells.map((cell) => foundChange(cell, nearest, way.type)))} field={way.cells[0]} label={sentence} shown={shown} />}
                </li>
              );
            })}
          </ol>
        </>
      )}
      {cannot.length > 0 && (
        <details class="rest">
          <summary>{m.noWays(cannot.length)}</summary>
          <ul class="way-list">
            {cannot.map((way, index) => (
              <li key={index}>{wayText(way, place, m, lang)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Paths({ path, shown }: { path: Path; shown: Shown }) {
  const { props, m } = shown;
  const { lang, form, draft, cls } = props;
  if (path.goal.met) return null;
  const total = measureTitle(path.goal.figure ?? path.goal.node, cls, m, lang);
  const why = say(path.why, lang);
  return (
    <section class="paths" aria-labelledby="paths-title">
      <h3 id="paths-title">{m.paths}</h3>
      {path.paths.length === 0 && <p class="why-not">{why ? `${m.noPath}${m.colon}${why}` : `${m.noPath}${m.fullStop}`}</p>}
      {path.paths.map((one, at) => {
        const changes = one.changes.map((change) => foundChange(change, change.to, factOf(form, change)?.type ?? ""));
        const label = at === 0 ? m.paths : m.pathNo(at);
        return (
          <div key={at} class={at === 0 ? "path first" : "path"} data-path={at}>
            {at > 0 && <h4>{label}</h4>}
            <ul class="path-steps">
              {together(one.changes, (change) => JSON.stringify([change.from, change.to])).map((changes, index) => {
                const first = changes[0] as PathChange;
                const fact = factOf(form, first) ?? { type: "", unit: {}, options: [] };
                const subject = subjectText(changes, first.title, first.keyTitle ?? keyTitleOf(form, first), { form, period: draft.period }, m, lang);
                return <li key={index}>{m.pathStep(subject, valueText(first.from, fact, m, lang), valueText(first.to, fact, m, lang))}</li>;
              })}
            </ul>
            <p class="quiet way-beside">{[m.pathCost(one.cost), one.then ? m.wayThen(total, groupDigits(one.then.shown)) : ""].filter(Boolean).join(m.semicolon)}</p>
            <Buttons changes={changes} field={one.changes[0]} label={label} shown={shown} />
          </div>
        );
      })}
      {path.paths.length > 0 && <p class="quiet hint">{path.proof === "exact" ? m.pathExact : [why ? `${why}${m.fullStop}` : "", path.bound === null ? (why ? "" : m.pathOpen) : m.pathBound(path.bound)].join(" ").trim()}</p>}
    </section>
  );
}

const stateOf = (run: Run) => run.path?.goal ?? run.solve?.goal;
const isFound = (run: Run) => (run.path?.paths.length ?? 0) > 0 || (run.solve?.ways.some((way) => way.ranges.length > 0) ?? false);
/** It cannot be reached, and that is all there is to say. */
const isRefused = (run: Run) => !isFound(run) && stateOf(run)?.possible === false;

/** Whether it can be reached, and why not where it cannot. */
function Verdict({ run, m, lang }: { run: Run; m: PanelMessages; lang: PanelProps["lang"] }) {
  const state = stateOf(run);
  if (!state) return null;
  const shown = (figure: typeof state.now) => (figure ? groupDigits(figure.shown) : "");
  const found = isFound(run);
  if (state.met) return <p class="goal-verdict met">{m.goalMet(run.goal, shown(state.now))}</p>;
  if (run.beyond && state.possible !== false) return <p class="goal-verdict">{m.goalBeyond(run.goal)}</p>;
  if (found || state.possible === true) return <p class="goal-verdict">{m.goalPossible(run.goal)}</p>;
  if (state.possible === null) return <p class="goal-verdict">{m.goalUnknown(run.goal)}</p>;
  const why = say(run.path?.why, lang).replace(/[。.]$/, "");
  return (
    <p class="goal-verdict no">
      <span aria-hidden="true">✕ </span>
      {m.goalImpossible(run.goal, shown(state.best))}
      {why ? `${lang === "en" ? ", " : "，"}${m.because(why)}` : ""}
      {m.fullStop}
    </p>
  );
}

export function GoalPanel(props: PanelProps) {
  const { draft, cls, answers, lang } = props;
  const m = panelMessages(lang);
  const options = optionsOf(cls, answers.card);
  const [chosen, setChosen] = useState(() => rememberedGoal(draft.id));
  const [run, setRun] = useState<Run | null>(() => runs.get(draft.id) ?? null);
  const [asked, setAsked] = useState(false);
  const work = useRef<(() => void) | null>(null);
  const there = useRef(true);
  const choice = filled(chosen, options, answers.total?.next?.level ?? "");
  const set = (next: GoalChoice) => {
    setChosen(next);
    rememberGoal(draft.id, next);
  };
  const keep = (next: Run) => {
    runs.set(draft.id, next);
    if (there.current) setRun(next);
  };
  useEffect(
    () => () => {
      there.current = false;
      work.current?.();
      const left = runs.get(draft.id);
      if (left?.state === "working") runs.set(draft.id, { ...left, state: "stopped" });
    },
    [],
  );

  if (options.kinds.length === 0) return <p class="empty">{m.goalNone}</p>;

  const request = askedGoal(choice, cls);
  const fault = request.fault === "number" ? m.goalNumber : request.fault === "place" ? m.goalPlaceNumber : "";

  const outOfRange = (goal: Goal): boolean => {
    const bounds = props.late ? null : unitRange(answers.range, draft.unit);
    const line = bounds && goal.level !== undefined && (goal.node === cls.level || goal.node === cls.total) && linesOf(cls, bounds).find(({ level }) => level === goal.level);
    return line ? !line.possible : false;
  };
  const solve = async () => {
    setAsked(true);
    if (!request.goal) return;
    work.current?.();
    const queries = goalQuery(choice, request.goal, props);
    let now: Run = { goal: goalWords(choice, cls, m, lang), changes: draft.changes, beyond: outOfRange(request.goal), solve: null, path: null, progress: "", state: "working", faults: [] };
    let stopped = false;
    const tell = (change: Partial<Run>) => {
      if (stopped) return;
      now = { ...now, ...change };
      keep(now);
    };
    tell({});
    const answered = <T,>(reply: Reply<T> | null): T | null => {
      if (reply === null) return null;
      if (reply.value === null) tell({ faults: [...now.faults, ...reply.diagnostics] });
      return reply.value;
    };
    const first = props.work<Solve>({ method: "solve", query: queries.solve }, "goal", (progress) => tell({ progress }));
    let end = first.stop;
    work.current = () => {
      tell({ state: "stopped" });
      stopped = true;
      end();
      work.current = null;
    };
    const ways = answered(await first.reply);
    if (stopped) return;
    tell({ solve: ways, progress: "" });
    if (ways && !ways.goal.met) {
      const second = props.work<Path>({ method: "path", query: queries.path }, "goal", (progress) => tell({ progress }));
      end = second.stop;
      tell({ path: answered(await second.reply) });
    }
    if (stopped) return;
    tell({ state: "done" });
    work.current = null;
    props.announce(now.faults.length > 0 ? m.goalUnknown(now.goal) : now.solve?.goal.met ? m.goalMet(now.goal, "") : now.solve?.goal.possible === false ? m.goalImpossible(now.goal, "") : m.goalPossible(now.goal));
  };

  const take = (changes: Change[]) => {
    const name = m.scenarioOfGoal(run?.goal ?? "");
    props.change(addScenario({ id: newId(Date.now(), Math.random()), name, changes }));
    props.announce(m.scenarioMade(name));
  };
  const shown: Shown = { props, m, goal: run?.goal ?? "", take };
  const stale = run !== null && run.state !== "working" && run.changes !== draft.changes;
  const inputs: Record<GoalKind, ComponentChildren> = {
    grade: (
      <Chooser id="goal-level" label={m.goalGrade} value={choice.level} onChange={(level) => set({ ...choice, level })}>
        {options.grades.map((grade) => (
          <option key={grade.key} value={grade.key}>
            {[options.grades.some((one) => one.node !== grade.node) ? `${say(grade.of, lang)}${m.colon}${say(grade.title, lang)}` : say(grade.title, lang), groupDigits(grade.from)].join(" ").trim()}
          </option>
        ))}
      </Chooser>
    ),
    place: <Choice id="goal-place" label={m.goalPlace} value={choice.place} fault={asked ? fault : ""} onInput={(place) => set({ ...choice, place })} />,
    points: (
      <>
        <Chooser id="goal-item" label={m.goalItem} value={choice.item || cls.total} onChange={(item) => set({ ...choice, item })}>
          <Options list={options.items} lang={lang} />
        </Chooser>
        <Choice id="goal-points" label={m.goalPoints} value={choice.points} fault={asked ? fault : ""} onInput={(points) => set({ ...choice, points })} />
      </>
    ),
    avoid: (
      <Chooser id="goal-avoid" label={m.goalAvoid} value={choice.avoid} onChange={(avoid) => set({ ...choice, avoid })}>
        <Options list={options.avoid} lang={lang} />
      </Chooser>
    ),
  };

  return (
    <section class="panel goal-panel" aria-labelledby="goal-title">
      <h2 id="goal-title">{m.goalHead}</h2>
      <form
        class="goal-form"
        onSubmit={(event) => {
          event.preventDefault();
          void solve();
        }}
      >
        <fieldset class="self-choice">
          <legend class="sr">{m.goalKind}</legend>
          {options.kinds.map((kind) => (
            <button key={kind} type="button" class="sheet-button" aria-pressed={kind === choice.kind} onClick={() => set({ ...choice, kind })}>
              {m.goalKinds[kind]}
            </button>
          ))}
        </fieldset>
        <div class="goal-inputs">{inputs[choice.kind]}</div>
        <Costs choice={choice} set={set} props={props} m={m} />
        <p class="goal-go">
          <button type="submit" class="button primary" id="goal-solve">
            {stale ? m.solveAgain : m.solve}
          </button>
          {run?.state === "working" && (
            <button type="button" class="button" id="goal-stop" onClick={() => work.current?.()}>
              {m.stop}
            </button>
          )}
        </p>
      </form>
      {run?.state === "working" && (
        <div class="goal-working">
          <p role="status">{m.working}</p>
          <div class="progress" aria-hidden="true">
            <span style={{ width: `${run.progress ? percentDone(run.progress) : 10}%` }} />
          </div>
        </div>
      )}
      {run?.state === "stopped" && <p class="quiet">{m.stopped}</p>}
      {stale && (run.solve || run.path) && <p class="stale">{m.stale}</p>}
      {run && (
        <div class="goal-found" aria-busy={run.state === "working"}>
          {run.faults.length > 0 && <DiagnosticList diagnostics={run.faults} lang={lang} t={props.t} />}
          <Verdict run={run} m={m} lang={lang} />
          {run.solve && <Ways solve={run.solve} shown={shown} />}
          {run.path && !isRefused(run) && <Paths path={run.path} shown={shown} />}
        </div>
      )}
    </section>
  );
}
