// Beside the text: what is wrong with it, how its cases come out, and what it makes: the form to fill in, and the ranking.
import type { CaseRun, Diagnostic, FormFact } from "../../../engine/types";
import { groupDigits } from "../../../format";
import { type Lang, type Messages, say } from "../../../i18n";
import { FigureText, GradeBadge, Say } from "../../../ui/parts";
import type { failureTeller } from "../catalogue/scheme-text";
import type { WriteMessages } from "./messages";
import type { Unpublished } from "./unpublished";
import { type Checked, type Preview, isError, mostRows } from "./use";

const mostFaults = 100;

interface Faults { checked: Checked; unseen: readonly Unpublished[]; current: boolean; m: WriteMessages; lang: Lang; goTo(place: { line: number; column: number } | string): void }

export function FaultList({ checked, unseen, current, m, lang, goTo }: Faults) {
  const errors = checked.diagnostics.filter(isError);
  const hints = checked.diagnostics.filter((one) => !isError(one));
  const all = [...errors, ...hints];
  return (
    <section class="write-faults" aria-labelledby="write-faults-title">
      <h2 id="write-faults-title" aria-live="polite">
        {checked.text === "" && !current ? m.checking : m.faultCount(errors.length, hints.length)}
        {!current && checked.text !== "" && <span class="quiet"> {m.checking}</span>}
      </h2>
      {current && all.length === 0 && <p class="quiet">{m.clean}</p>}
      <ol>
        {all.slice(0, mostFaults).map((one: Diagnostic, index) => (
          <li key={index} class={one.severity}>
            <button type="button" class="quiet-button" onClick={() => goTo(one.line > 0 ? { line: one.line, column: one.column } : one.pointer)}>
              <strong>{m.severity[one.severity]}</strong> <span class="quiet">{m.at(one.line, one.column)}</span> <Say text={one.text} lang={lang} /> <code>{one.code}</code>
            </button>
          </li>
        ))}
      </ol>
      {all.length > mostFaults && <p class="quiet">{m.more(all.length - mostFaults)}</p>}
      {unseen.map((one) => (
        <p key={one.pointer} data-unseen={one.id}>
          <button type="button" class="quiet-button" onClick={() => goTo(one.pointer)}>
            {m.unpublished(one.title, one.id, one.class)}
          </button>
        </p>
      ))}
    </section>
  );
}

interface CaseProps { checked: Checked; tell: ReturnType<typeof failureTeller>; stale: boolean; m: WriteMessages; lang: Lang; goTo(pointer: string): void }

function CaseLine({ run, index, tell, m, lang, goTo }: Omit<CaseProps, "checked" | "stale"> & { run: CaseRun; index: number }) {
  return (
    <li class={run.passed ? "is-passed" : "is-failed"} data-case={run.name}>
      <button type="button" class="quiet-button" onClick={() => goTo(`/cases/${index}`)}>
        <span class="case-mark" aria-hidden="true">
          {run.passed ? "✓" : "✕"}
        </span>
        <span>
          <span class="case-state">{run.passed ? m.passed : m.failed}</span> <Say text={run.description} lang={lang} /> <code>{run.name}</code>
        </span>
      </button>
      {!run.passed && (
        <ul>
          {run.failures.map((failure, at) => {
            const { where, expected, actual, fault } = tell(index, failure);
            return (
              <li key={at}>
                <button type="button" class="quiet-button" onClick={() => goTo(`/cases/${index}/expect/${failure.unit}/${failure.node}`)}>
                  {where}
                  {where && m.colon}
                  {fault || (
                    <>
                      {m.expected} <strong>{expected}</strong>
                      {m.semicolon}
                      {m.actual} <strong>{actual}</strong>
                    </>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}

export function CaseList({ checked, tell, stale, m, lang, goTo }: CaseProps) {
  const { cases } = checked;
  return (
    <section class="write-cases" aria-labelledby="write-cases-title">
      <h2 id="write-cases-title" aria-live="polite">
        {cases ? m.caseCount(cases.passed, cases.failed) : m.cases}
      </h2>
      {stale && <p class="quiet">{cases ? m.stale : m.never}</p>}
      {cases?.cases.length === 0 && <p class="quiet">{m.noCases}</p>}
      <ol>
        {cases?.cases.map((run, index) => (
          <CaseLine key={index} run={run} index={index} tell={tell} m={m} lang={lang} goTo={goTo} />
        ))}
      </ol>
    </section>
  );
}

function limitsOf(fact: Pick<FormFact, "min" | "max">, m: WriteMessages): string {
  return [fact.min && m.atLeast(groupDigits(fact.min)), fact.max && m.atMost(groupDigits(fact.max))].filter((part) => part !== "").join(m.comma);
}

function FormTable({ facts, m, lang }: { facts: readonly FormFact[]; m: WriteMessages; lang: Lang }) {
  const titles = (list: readonly { title: { "zh-CN"?: string; en?: string }; id: string }[]) => list.map((one) => say(one.title, lang) || one.id).join(m.comma);
  return (
    <dl class="write-form">
      {facts.map((fact) => {
        const of = [
          m.types[fact.type] ?? fact.type,
          say(fact.unit, lang),
          m.grains[fact.grain] ?? fact.grain,
          limitsOf(fact, m),
          titles(fact.options.length > 0 ? fact.options : fact.keys),
          fact.fields ? titles(fact.fields) : "",
        ].filter((part) => part !== "");
        return (
          <div key={fact.fact}>
            <dt>
              <Say text={fact.title} lang={lang} /> <code>{fact.fact}</code>
            </dt>
            <dd>{of.join(" · ")}</dd>
            {fact.nodes.length > 0 && (
              <dd class="quiet">
                {m.used}
                {m.colon}
                {titles(fact.nodes)}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}

interface PreviewProps { preview: Preview; stale: boolean; figures: boolean; m: WriteMessages; t: Messages; lang: Lang; choose(cls: string): void }

function Ranking({ preview, m, t, lang }: Pick<PreviewProps, "preview" | "m" | "t" | "lang">) {
  const { rows, info } = preview;
  const view = info?.views[0];
  if (!rows || !info) return null;
  const node = view?.node ?? info.total;
  const levelOf = (index: number) => rows.rows[index]?.outcomes.find((one) => one.node === view?.level);
  return (
    <>
      <p class="quiet">
        {m.counted(rows.ranked, rows.total)} {m.first(Math.min(mostRows, rows.total), rows.total)}
      </p>
      <table class="write-rows">
        <thead>
          <tr>
            <th scope="col">{m.place}</th>
            <th scope="col">{m.unit}</th>
            <th scope="col" class="figure">
              {m.points}
            </th>
            {view?.level && <th scope="col">{m.level}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.rows.map((row, index) => {
            const cell = row.cells[node];
            const level = levelOf(index);
            return (
              <tr key={row.unit} data-unit={row.unit}>
                <td>{row.place}</td>
                <th scope="row">
                  <Say text={row.name} lang={lang} />
                </th>
                <td class="figure">{cell && <FigureText figure={cell.points} status={cell.status} between={cell.between} t={t} />}</td>
                {view?.level && <td>{level && <GradeBadge outcome={level} lang={lang} t={t} />}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

export function PreviewPanel(props: PreviewProps) {
  const { preview, stale, figures, m, lang, choose } = props;
  const { form, faults, classes } = preview;
  return (
    <section class="write-preview" aria-labelledby="write-preview-title">
      <h2 id="write-preview-title">{m.preview}</h2>
      {stale && <p class="quiet">{preview.of ? m.stale : m.never}</p>}
      <h3>{m.board}</h3>
      {!figures && <p class="quiet">{m.noFigures}</p>}
      {faults.length > 0 && (
        <div class="why-not">
          <p>{m.dataFaults}</p>
          <ul>
            {faults.slice(0, 5).map((one, index) => (
              <li key={index}>
                <Say text={one.text} lang={lang} />
              </li>
            ))}
          </ul>
          {faults.length > 5 && <p>{m.more(faults.length - 5)}</p>}
        </div>
      )}
      <Ranking {...props} />
      <h3>{m.form}</h3>
      {classes.length > 1 && (
        <label class="field">
          <span class="field-label">{m.formOf}</span>
          <select value={preview.cls} onChange={(event) => choose((event.currentTarget as HTMLSelectElement).value)}>
            {classes.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.title, lang) || one.id}
              </option>
            ))}
          </select>
        </label>
      )}
      {form?.parts.map((part) => (
        <div key={`${part.class} ${part.unit}`}>
          {!part.own && <h4>{say(classes.find(({ id }) => id === part.class)?.title, lang) || part.class}</h4>}
          {part.facts.length > 0 ? <FormTable facts={part.facts} m={m} lang={lang} /> : <p class="quiet">{m.noForm}</p>}
        </div>
      ))}
    </section>
  );
}
