// 结果运用: one outcome of the class with its rule, its arithmetic and all whom it concerns.
import { useState } from "preact/hooks";
import type { Sheet, SheetRow } from "../engine/types";
import { type WindowProps, periodFor, sheetsOf, showSheet } from "../features/window/state";
import { groupDigits, groupWithin } from "../format";
import { say } from "../i18n";
import { DiagnosticList } from "../ui/diagnostics";
import { Chooser, OutcomeText, Say } from "../ui/parts";
import { type MoreMessages, moreMessages } from "./messages";

const flags = ["verdict", "veto", "honour", "quota", "run"];
const consequences = ["verdict", "veto", "honour"];

/** Whether a line is worth showing among thousands to whom nothing applies. */
function applies(sheet: Sheet, row: SheetRow): boolean {
  if (row.status === "exempt") return false;
  return flags.indexOf(sheet.kind) < 0 || row.value === "true" || row.status !== "known";
}

/** For a quota the first who stand outside are as telling as the last inside. */
function near(sheet: Sheet): number {
  return sheet.kind === "quota" || sheet.kind === "honour" ? 3 : 0;
}

/** What somebody's outcome comes to; of a consequence that does not apply, its label is not what happens. */
function Result({ kind, outcome, t, lang }: { kind: string; outcome: Parameters<typeof OutcomeText>[0]["outcome"] & { value: string }; t: WindowProps["t"]; lang: WindowProps["lang"] }) {
  if (outcome.status === "known" && outcome.value === "false" && consequences.indexOf(kind) >= 0) return <>{t.doesNotHold}</>;
  return <OutcomeText outcome={outcome} lang={lang} t={t} />;
}

function Counts({ sheet, t, lang }: { sheet: Sheet; t: WindowProps["t"]; lang: WindowProps["lang"] }) {
  if (sheet.counts.length === 0) return null;
  const most = sheet.counts.reduce((max, one) => Math.max(max, one.count), 1);
  return (
    <ul class="sheet-counts">
      {sheet.counts.map((one, index) => (
        <li key={index}>
          <span>
            <Result kind={sheet.kind} outcome={one} lang={lang} t={t} />
          </span>
          <span class="bar" aria-hidden="true">
            <span style={{ width: `${(one.count / most) * 100}%` }} />
          </span>
          <strong>{one.count}</strong>
        </li>
      ))}
    </ul>
  );
}

function Rows({ sheet, props, m, all }: { sheet: Sheet; props: WindowProps; m: MoreMessages; all: boolean }) {
  const { t, lang, actions, state, view } = props;
  const parted = sheet.rows.some((row) => say(row.part, lang));
  const inside = sheet.rows.filter((row) => applies(sheet, row));
  const outside = sheet.rows.filter((row) => !applies(sheet, row) && row.status === "known").slice(0, near(sheet));
  const rows = all ? sheet.rows : sheet.rows.filter((row) => inside.indexOf(row) >= 0 || outside.indexOf(row) >= 0);
  const told = rows.some((row) => row.reasons.length > 0);
  if (rows.length === 0) return <p class="empty">{m.none}</p>;
  const period = periodFor(view.cls, view.period);
  const numbers = sheet.columns.map((_, index) => rows.every((row) => !say(row.cells[index], lang) || /^[-+]?[\d.]+%?$/.test(say(row.cells[index], lang))));
  return (
    <div class="table-box">
      <table class="small sheet">
        <thead>
          <tr>
            <th scope="col">{m.unit}</th>
            {parted && <th scope="col">{m.part}</th>}
            {sheet.columns.map((title, index) => (
              <th key={index} scope="col" class={numbers[index] ? "number-cell" : ""}>
                <Say text={title} lang={lang} />
              </th>
            ))}
            <th scope="col" class={sheet.kind === "award" || sheet.kind === "pool" ? "number-cell" : ""}>
              {m.result}
            </th>
            {told && <th scope="col">{m.why}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unit} class={`${row.status === "known" && row.value === "true" ? "applies" : ""} ${row.status === "missing" || row.status === "invalid" ? "waits" : ""}`}>
              <th scope="row">
                <a href={actions.link({ unit: row.unit, period, node: sheet.node })}>
                  <Say text={row.name} lang={lang} />
                </a>
              </th>
              {parted && (
                <td>
                  <Say text={row.part} lang={lang} />
                </td>
              )}
              {row.cells.map((cell, index) => (
                <td key={index} class={numbers[index] ? "number-cell" : ""}>
                  {groupDigits(say(cell, lang))}
                </td>
              ))}
              <td class={sheet.kind === "award" || sheet.kind === "pool" ? "number-cell" : "result-cell"}>
                {row.value === "true" && <span aria-hidden="true">{"✓\u00a0"}</span>}
                <Result kind={sheet.kind} outcome={row} lang={lang} t={t} />
              </td>
              {told && (
                <td class="told-cell">
                  {row.reasons.map((reason) => groupWithin(say(reason, lang))).join(lang === "en" ? "; " : "；")}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {state.window.sheet && sheet.total > sheet.rows.length && <p class="quiet sheet-more">{m.first(sheet.rows.length, sheet.total)}</p>}
    </div>
  );
}

export function SheetView(props: WindowProps) {
  const { t, lang, state, view, actions } = props;
  const m = moreMessages(lang);
  const [all, setAll] = useState("");
  const sheets = sheetsOf(view);
  const { sheet, failures } = state.window;
  if (failures.sheet) return <DiagnosticList diagnostics={failures.sheet} lang={lang} t={t} />;
  if (sheets.length === 0) return <p class="empty">{m.noSheets}</p>;
  const wanted = (sheets.find((node) => node.id === state.window.outcome) ?? sheets[0])?.id ?? "";
  const current = sheet && sheet.node === wanted ? sheet : null;
  const counted = (state: string) => (current?.rows ?? []).filter((row) => row.status !== "known" && row.status !== "exempt" && row.state === state).length;
  // Whom a verdict concerns is said of the verdict, once.
  const bearer = say(current?.rows.find((row) => say(row.bearer, lang))?.bearer, lang);
  const pending = counted("pending");
  const undecided = counted("undecided");
  const showsAll = current !== null && all === current.node;
  const folded = current?.rows.some((row) => !applies(current, row)) ?? false;
  return (
    <section class="sheet-view" aria-label={t.tabs.outcomes}>
      <fieldset class="sheet-choice">
        <legend class="sr">{m.sheets}</legend>
        {sheets.length <= 12 ? (
          sheets.map((node) => (
            <button key={node.id} type="button" class="sheet-button" aria-pressed={node.id === wanted} onClick={() => actions.window(showSheet(node.id))}>
              {say(node.title, lang)}
            </button>
          ))
        ) : (
          <Chooser id="sheet" label={m.sheets} value={wanted} onChange={(node) => actions.window(showSheet(node))}>
            {sheets.map((node) => (
              <option key={node.id} value={node.id}>
                {say(node.title, lang)}
              </option>
            ))}
          </Chooser>
        )}
      </fieldset>
      {!current && <p class="quiet">{t.rowPending}</p>}
      {current && (
        <div class="sheet-body" data-sheet={current.node}>
          <div class="sheet-rule">
            <h3>
              <Say text={current.title} lang={lang} />
            </h3>
            {say(current.sentence, lang) && (
              <p class="sentence">
                <span class="quiet">
                  {m.rule}
                  {m.colon}
                </span>
                <Say text={current.sentence} lang={lang} />
              </p>
            )}
            {bearer && (
              <p>
                <span class="quiet">{m.concerns}</span>
                {bearer}
              </p>
            )}
            {current.clauses.length > 0 && (
              <details>
                <summary>
                  {m.clauses} {current.clauses.map((clause) => clause.id).join(m.listComma)}
                </summary>
                {current.clauses.map((clause) => (
                  <p key={clause.id}>
                    <span class="quiet">{clause.id}</span> <Say text={clause.text} lang={lang} />
                  </p>
                ))}
              </details>
            )}
            {current.shared.length > 0 && (
              <div class="sheet-shared">
                <h4>{m.arithmetic}</h4>
                <ul>
                  {current.shared.map((text, index) => (
                    <li key={index} class="formula">
                      {groupWithin(say(text, lang))}
                    </li>
                  ))}
                </ul>
              </div>
            )}
            {pending > 0 && <p class="why-not">{m.pendingHead(pending)}</p>}
            {undecided > 0 && <p class="why-not">{m.undecidedHead(undecided)}</p>}
            <Counts sheet={current} t={t} lang={lang} />
            {folded && (
              <p>
                <button type="button" class="quiet-button" onClick={() => setAll(showsAll ? "" : current.node)}>
                  {showsAll ? m.showFew : m.showAll(current.rows.length)}
                </button>
              </p>
            )}
          </div>
          <Rows sheet={current} props={props} m={m} all={showsAll} />
        </div>
      )}
    </section>
  );
}
