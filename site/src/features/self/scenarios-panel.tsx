// What if: scenarios beside the real figures, a table of differences, and a picture of where a change of the total comes from.
import { useEffect, useState } from "preact/hooks";
import type { FormFact } from "../../engine/desk-types";
import type { Diagnostic, Figure, Outcome } from "../../engine/types";
import { groupDigits, groupWithin, periodMark, periodText, signed } from "../../format";
import { say } from "../../i18n";
import { DiagnosticList } from "../../ui/diagnostics";
import { Chooser, Say } from "../../ui/parts";
import { Picture } from "../window/picture";
import { type Effort, effortsOf, staysByItself } from "./goal";
import type { Differ, Step } from "./goal-types";
import { factOf, keyTitleOf, ownerOf, subjectText } from "./goal-words";
import { Options } from "./options";
import { type PanelMessages, panelMessages } from "./panel-messages";
import { changeValue } from "./range-panel";
import { compareOutcomes, compareRows, differenceText, freeName, placesOf, readingText, typedReading, waterfallSpec } from "./scenarios";
import type { PanelProps } from "./slots";
import { type Cell, type Change, type Scenario, addScenario, cellOf, changeScenario, dropScenario, keyOf, newId, reading, renameScenario, takeScenario, unchangeScenario } from "./state";

interface Answer {
  /** What was asked, so that an answer to older figures is known as such. */
  asked: string;
  differ: Differ | null;
  faults: Diagnostic[];
}

const noAnswer: Answer = { asked: "", differ: null, faults: [] };

/** The engine's account of two ways the figures could be; the last one is kept until a newer one is there. */
function useDiffer(props: PanelProps, channel: string, from: readonly Change[], to: readonly Change[]): Answer {
  const { draft } = props;
  const [answer, setAnswer] = useState(noAnswer);
  const asked = JSON.stringify([draft.id, draft.changes, from, to]);
  useEffect(() => {
    let wanted = true;
    const query = { class: draft.class, unit: draft.unit, period: draft.period, from, to };
    void props.ask<Differ>({ method: "differ", query }, channel).then((reply) => {
      if (wanted && reply) setAnswer({ asked, differ: reply.value, faults: reply.value ? [] : reply.diagnostics });
    });
    return () => {
      wanted = false;
    };
  }, [asked]);
  return answer;
}

/** Where a figure is typed; `live` tells each letter, otherwise what is there when it is left. */
function ValueField({ fact, value, label, onValue, m, lang, live = false }: { live?: boolean; fact: FormFact | undefined; value: string; label: string; onValue: (typed: string) => void; m: PanelMessages; lang: PanelProps["lang"] }) {
  const options = fact?.type === "flag" ? [{ id: "true", title: { "zh-CN": m.yes, en: m.yes } }, { id: "false", title: { "zh-CN": m.no, en: m.no } }] : fact?.type === "choice" ? fact.options : [];
  if (options.length > 0) {
    return (
      <select aria-label={label} value={value} onChange={(event) => onValue((event.currentTarget as HTMLSelectElement).value)}>
        <option value="">{m.notGiven}</option>
        <Options list={options} lang={lang} />
      </select>
    );
  }
  const unit = say(fact?.unit, lang);
  return (
    <span class="value-field">
      <input
        type="text"
        inputMode={fact?.type === "date" || fact?.type === "text" ? "text" : "decimal"}
        autocomplete="off"
        class="text-input"
        aria-label={label}
        value={value}
        {...{ [live ? "onInput" : "onChange"]: (event: Event) => onValue((event.currentTarget as HTMLInputElement).value) }}
      />
      {unit && <span class="quiet">{unit}</span>}
    </span>
  );
}

function titleOfCell(cell: Cell, props: PanelProps, m: PanelMessages): string {
  const fact = factOf(props.form, cell);
  const given = props.form.given.find((node) => node.class === cell.class && node.unit === cell.unit && node.node === cell.node);
  const title = fact?.title ?? given?.title ?? { "zh-CN": cell.fact ?? cell.node ?? "" };
  return subjectText([cell], title, keyTitleOf(props.form, cell), { form: props.form, period: props.draft.period }, m, props.lang);
}

/** The figures of a scenario, each of which can be changed or taken out. */
function Changes({ scenario, props, m }: { scenario: Scenario; props: PanelProps; m: PanelMessages }) {
  const { lang, form } = props;
  return (
    <ul class="scenario-changes">
      {scenario.changes.map((change) => {
        const cell = cellOf(change);
        const fact = factOf(form, cell);
        const title = titleOfCell(cell, props, m);
        const whole = change.records !== undefined || (change.value !== null && typeof change.value === "object");
        return (
          <li key={keyOf(change)}>
            <span class="change-title">{title}</span>
            {whole ? (
              <strong>{changeValue(change, fact ?? { type: "", unit: {} }, m, lang)}</strong>
            ) : (
              <ValueField
                fact={fact}
                value={readingText(change.value)}
                label={`${title}${m.colon}${m.valueOf}`}
                onValue={(typed) => props.change(changeScenario(scenario.id, [reading(cell, typedReading(fact ?? { type: "text", options: [] }, typed) ?? null)]), `scenario/${scenario.id}/${keyOf(cell)}`)}
                m={m}
                lang={lang}
              />
            )}
            <button type="button" class="quiet-button" aria-label={m.removeOf(title)} onClick={() => props.change(unchangeScenario(scenario.id, [cell]))}>
              {m.remove}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** One more figure for a scenario: which, when, and what it becomes. */
function AddChange({ scenario, props, m }: { scenario: Scenario; props: PanelProps; m: PanelMessages }) {
  const { lang, form } = props;
  const facts = effortsOf(form);
  const fixed = (one: Effort) => staysByItself(one, props.summary);
  const efforts = [...facts.filter((one) => !fixed(one)), ...facts.filter(fixed)];
  const [which, setWhich] = useState("");
  const [when, setWhen] = useState("");
  const [part, setPart] = useState("");
  const [value, setValue] = useState("");
  const effort = efforts.find((candidate) => candidate.key === which) ?? efforts[0];
  if (!effort) return null;
  const { periods, keys } = placesOf(form, effort.class, effort.unit, effort.fact.fact);
  const period = periods.indexOf(when) >= 0 ? when : (periods[periods.length - 1] ?? "");
  const key = keys.indexOf(part) >= 0 ? part : (keys[0] ?? "");
  const cell: Cell = { class: effort.class, unit: effort.unit, fact: effort.fact.fact, period, ...(key ? { key } : {}) };
  const id = (name: string) => `scenario-${name}-${scenario.id}`;
  return (
    <form
      class="add-change"
      onSubmit={(event) => {
        event.preventDefault();
        props.change(changeScenario(scenario.id, [reading(cell, typedReading(effort.fact, value) ?? null)]));
        setValue("");
      }}
    >
      <Chooser id={id("fact")} label={m.whichFact} value={effort.key} onChange={setWhich}>
        {efforts.map((one) => {
          const owner = ownerOf(form, one);
          return (
            <option key={one.key} value={one.key}>
              {m.subject(owner ? say(owner, lang) : "", "", say(one.fact.title, lang) || one.fact.fact)}
            </option>
          );
        })}
      </Chooser>
      {periods.length > 1 && (
        <Chooser id={id("period")} label={m.whichPeriod} value={period} onChange={setWhen}>
          {periods.map((one) => (
            <option key={one} value={one}>
              {periodText(one, lang)}
            </option>
          ))}
        </Chooser>
      )}
      {keys.length > 0 && (
        <Chooser id={id("key")} label={m.whichKey} value={key} onChange={setPart}>
          {keys.map((one) => (
            <option key={one} value={one}>
              {say(keyTitleOf(form, { ...cell, key: one }), lang)}
            </option>
          ))}
        </Chooser>
      )}
      <div class="field value-of">
        <span class="field-label" aria-hidden="true">
          {m.valueOf}
        </span>
        <ValueField fact={effort.fact} value={value} label={m.valueOf} onValue={setValue} m={m} lang={lang} live />
      </div>
      <button type="submit" class="button">
        {m.add}
      </button>
    </form>
  );
}

function ScenarioCard({ scenario, answer, props, m }: { scenario: Scenario; answer: Answer; props: PanelProps; m: PanelMessages }) {
  const { differ, faults } = answer;
  return (
    <li class="scenario" data-scenario={scenario.id}>
      <div class="scenario-head">
        <label class="field" for={`scenario-name-${scenario.id}`}>
          <span class="field-label">{m.nameOf}</span>
          <input
            id={`scenario-name-${scenario.id}`}
            type="text"
            class="text-input"
            maxLength={60}
            value={scenario.name}
            onInput={(event) => props.change(renameScenario(scenario.id, (event.currentTarget as HTMLInputElement).value), `scenario-name/${scenario.id}`)}
          />
        </label>
        {differ && (
          <p class="scenario-total">
            {m.total} {m.moved(groupDigits(differ.total.from?.shown ?? "—"), groupDigits(differ.total.to?.shown ?? "—"))}{" "}
            <strong>{differenceText(differ.total.difference, m)}</strong>
          </p>
        )}
        <div class="scenario-buttons">
          <button
            type="button"
            class="button"
            title={m.takeOverHint}
            onClick={() => {
              props.change(takeScenario(scenario.id));
              props.announce(m.takenOver(scenario.name));
            }}
          >
            {m.takeOver}
            <span class="sr"> {scenario.name}</span>
          </button>
          <button
            type="button"
            class="button"
            onClick={() => {
              props.change(dropScenario(scenario.id));
              props.announce(m.dropped(scenario.name));
            }}
          >
            {m.drop}
            <span class="sr"> {scenario.name}</span>
          </button>
        </div>
      </div>
      {faults.length > 0 && (
        <div class="scenario-faults">
          <p class="why-not">{m.scenarioFailed}</p>
          <DiagnosticList diagnostics={faults} lang={props.lang} t={props.t} />
        </div>
      )}
      <details class="rest" open={scenario.changes.length === 0}>
        <summary>{m.changesOf(scenario.changes.length)}</summary>
        <Changes scenario={scenario} props={props} m={m} />
        <AddChange scenario={scenario} props={props} m={m} />
      </details>
    </li>
  );
}

function OutcomeCell({ outcome, props }: { outcome: Outcome | null; props: PanelProps }) {
  if (!outcome) return <>…</>;
  if (outcome.status === "known" && outcome.value === "false") return <>{props.t.doesNotHold}</>;
  if (outcome.status === "known") return <>{groupWithin(say(outcome.label, props.lang))}</>;
  return <span class="no-figure">{outcome.state === "pending" ? props.t.pending : outcome.status === "exempt" ? props.t.status.exempt : props.t.undecided}</span>;
}

function CompareTable({ answers, props, m }: { answers: Answer[]; props: PanelProps; m: PanelMessages }) {
  const { draft, lang } = props;
  const [all, setAll] = useState(false);
  const replies = answers.map((answer) => answer.differ);
  const rows = compareRows(replies, all);
  // What the board does not publish stands with the other items that are not asked for.
  const outcomes = compareOutcomes(replies).filter((outcome) => all || props.cls.publish.indexOf(outcome.node) >= 0);
  if (rows.length === 0) return null;
  const figure = (one: Figure | null | undefined) => (one ? groupDigits(one.shown) : "—");
  const title = (row: (typeof rows)[number]) => {
    const said = say(row.first.title, lang) || row.first.node;
    const mark = periodMark(row.first.period, draft.period, said, lang);
    return mark ? `${said}（${mark}）` : said;
  };
  return (
    <section class="compare" aria-labelledby="compare-title">
      <div class="tree-bar">
        <h3 id="compare-title">{m.compareTable}</h3>
        <button type="button" class="quiet-button" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? m.onlyChanged : m.showAllItems}
        </button>
      </div>
      {/* It scrolls by itself, so the keyboard must be able to reach it. */}
      <section class="table-box" tabIndex={0} aria-label={m.difference}>
        <table class="small compare-table">
          <thead>
            <tr>
              <th scope="col">{m.item}</th>
              <th scope="col" class="number-cell">
                {m.real}
              </th>
              {draft.scenarios.map((scenario) => (
                <th key={scenario.id} scope="col" class="number-cell">
                  {scenario.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {outcomes.map((outcome) => (
              <tr key={outcome.node} class="changed">
                <th scope="row">
                  <Say text={outcome.title} lang={lang} />
                </th>
                <td class="number-cell">
                  <OutcomeCell outcome={outcome.from} props={props} />
                </td>
                {outcome.cells.map((cell, index) => (
                  <td key={index} class="number-cell">
                    <OutcomeCell outcome={cell} props={props} />
                  </td>
                ))}
              </tr>
            ))}
            {rows.map((row) => (
              <tr key={row.key} class={row.changed ? "changed" : ""} data-node={row.first.node}>
                <th scope="row" class={`depth-${Math.min(row.first.depth, 4)}`}>
                  {title(row)}
                </th>
                <td class="number-cell">{figure(row.first.from)}</td>
                {row.cells.map((cell, index) => (
                  <td key={index} class="number-cell">
                    {cell === null ? "…" : figure(cell.to)}
                    {cell?.changed && <span class="difference">{differenceText(cell.difference, m)}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Waterfall({ props, m }: { props: PanelProps; m: PanelMessages }) {
  const { draft, lang, t, layout } = props;
  const { scenarios } = draft;
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const has = (id: string) => scenarios.some((scenario) => scenario.id === id);
  const start = has(from) ? from : "";
  const end = to === "real" || has(to) ? to : (scenarios[scenarios.length - 1]?.id ?? "");
  const changesOf = (id: string) => scenarios.find((scenario) => scenario.id === id)?.changes ?? [];
  const nameOf = (id: string) => scenarios.find((scenario) => scenario.id === id)?.name ?? m.real;
  const { differ } = useDiffer(props, "differ/steps", changesOf(start), changesOf(end));
  const steps = differ?.steps ?? null;
  const title = (step: Step) => {
    const said = say(step.title, lang) || step.node;
    const mark = periodMark(step.period, draft.period, said, lang);
    return mark ? `${said}（${mark}）` : said;
  };
  return (
    <section class="waterfall" aria-labelledby="waterfall-title">
      <h3 id="waterfall-title">{m.waterfall}</h3>
      <div class="waterfall-ends">
        <Chooser id="waterfall-from" label={m.waterfallFrom} value={start} onChange={setFrom}>
          <option value="">{m.real}</option>
          {scenarios.map((scenario) => (
            <option key={scenario.id} value={scenario.id}>
              {scenario.name}
            </option>
          ))}
        </Chooser>
        <Chooser id="waterfall-to" label={m.waterfallTo} value={end} onChange={setTo}>
          <option value="real">{m.real}</option>
          {scenarios.map((scenario) => (
            <option key={scenario.id} value={scenario.id}>
              {scenario.name}
            </option>
          ))}
        </Chooser>
      </div>
      {differ && steps === null && <p class="quiet">{m.waterfallUnknown}</p>}
      {differ && steps !== null && steps.length === 0 && <p class="quiet">{m.waterfallNone}</p>}
      {differ && steps !== null && steps.length > 0 && (
        <>
          <Picture
            t={t}
            look={[layout, document.documentElement.hasAttribute("data-large"), document.documentElement.hasAttribute("data-contrast")].join()}
            label={m.waterfallLabel(nameOf(start), nameOf(end), steps.map((step) => `${title(step)} ${signed(step.difference.shown)}`).join(m.listComma))}
            height={`${(steps.length + 2) * 2.1 + 2.5}rem`}
            spec={waterfallSpec({ ...differ, steps }, m, lang)}
          />
          <details>
            <summary>{t.chartTable}</summary>
            <table class="small">
              <thead>
                <tr>
                  <th scope="col">{m.item}</th>
                  <th scope="col" class="number-cell">
                    {m.before}
                  </th>
                  <th scope="col" class="number-cell">
                    {m.difference}
                  </th>
                  <th scope="col" class="number-cell">
                    {m.after}
                  </th>
                </tr>
              </thead>
              <tbody>
                {steps.map((step) => (
                  <tr key={`${step.node}@${step.period}`}>
                    <th scope="row">{title(step)}</th>
                    <td class="number-cell">{groupDigits(step.before.shown)}</td>
                    <td class="number-cell">{signed(step.difference.shown)}</td>
                    <td class="number-cell">{groupDigits(step.after.shown)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}

/** Asks for one scenario and tells its answer; it draws nothing, since each scenario's answer is wanted in two places. */
function Asker({ scenario, props, onAnswer }: { scenario: Scenario; props: PanelProps; onAnswer: (id: string, answer: Answer) => void }) {
  const answer = useDiffer(props, `differ/${scenario.id}`, [], scenario.changes);
  useEffect(() => onAnswer(scenario.id, answer), [answer]);
  return null;
}

export function ScenariosPanel(props: PanelProps) {
  const { draft, lang } = props;
  const m = panelMessages(lang);
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const { scenarios } = draft;
  return (
    <section class="panel scenarios-panel" aria-labelledby="scenarios-title">
      <h2 id="scenarios-title">{m.scenariosHead}</h2>
      <p class="quiet hint">{m.scenariosNote}</p>
      {scenarios.map((scenario) => (
        <Asker key={scenario.id} scenario={scenario} props={props} onAnswer={(id, answer) => setAnswers((all) => ({ ...all, [id]: answer }))} />
      ))}
      {scenarios.length === 0 && <p class="empty">{m.noScenarios}</p>}
      <ul class="scenario-list">
        {scenarios.map((scenario) => (
          <ScenarioCard key={scenario.id} scenario={scenario} answer={answers[scenario.id] ?? noAnswer} props={props} m={m} />
        ))}
      </ul>
      <p>
        <button
          type="button"
          class="button"
          id="new-scenario"
          onClick={() => props.change(addScenario({ id: newId(Date.now(), Math.random()), name: freeName(scenarios, m.scenarioName), changes: [] }))}
        >
          {m.newScenario}
        </button>
      </p>
      {scenarios.length > 0 && <CompareTable answers={scenarios.map((scenario) => answers[scenario.id] ?? noAnswer)} props={props} m={m} />}
      {scenarios.length > 0 && <Waterfall props={props} m={m} />}
    </section>
  );
}
