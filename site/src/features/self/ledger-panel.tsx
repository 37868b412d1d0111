// The loss ledger: where points were lost, by which clause, what can still be won back, and a way to the field.
import { useState } from "preact/hooks";
import type { Ledger } from "../../engine/desk-types";
import { groupDigits, isZero, lostText, periodMark } from "../../format";
import { say } from "../../i18n";
import { onAxis, percentOf } from "../../plot";
import { cellText } from "./goal-words";
import { type PanelMessages, panelMessages } from "./panel-messages";
import { LateHead } from "./range-panel";
import type { PanelProps } from "./slots";

/** Rows shown before the rest is asked for. */
const firstRows = 12;

function Back({ row, m }: { row: Ledger["rows"][number]; m: PanelMessages }) {
  if (!row.back) return <span class="no-figure">{m.ledgerUnknown}</span>;
  return isZero(row.back.exact) ? <span class="quiet">{m.ledgerNoBack}</span> : <>{`+${groupDigits(row.back.shown)}`}</>;
}

export function LedgerPanel(props: PanelProps) {
  const { answers, draft, form, lang, t } = props;
  const m = panelMessages(lang);
  const [all, setAll] = useState(false);
  const { ledger } = answers;
  if (!ledger) return <p class="quiet">{t.rowPending}</p>;
  const { rows } = ledger;
  if (rows.length === 0) return <p class="empty">{m.ledgerNone}</p>;
  const shown = all ? rows : rows.slice(0, firstRows);
  const most = onAxis(rows[0]?.lost ?? null);
  const place = { form, period: draft.period };
  const titleOf = (row: Ledger["rows"][number]) => {
    const title = say(row.title, lang);
    const mark = periodMark(row.period, draft.period, title, lang);
    return mark ? `${title}（${mark}）` : title;
  };
  return (
    <section class={props.late ? "panel ledger-panel late" : "panel ledger-panel"} aria-labelledby="ledger-title" aria-busy={props.late}>
      <LateHead id="ledger-title" title={m.ledgerHead} late={props.late} m={m} />
      <p class="quiet hint">{m.ledgerNote(groupDigits(ledger.lost.shown))}</p>
      <ol class="ledger">
        {shown.map((row) => (
          <li key={`${row.node}@${row.period}`} data-node={row.node} class={row.past ? "over" : ""}>
            <p class="ledger-item">
              <button type="button" class="link-button" onClick={() => props.toNode(row.node, row.period)}>
                {titleOf(row)}
              </button>{" "}
              {row.clauses.map((clause) => (
                <span key={clause} class="quiet clause" title={say(props.summary.clauses[clause], lang)}>
                  {clause}
                </span>
              ))}
            </p>
            <p class="loss-figure">{lostText(row.lost.shown)}</p>
            <span class="bar weak" aria-hidden="true">
              <span style={{ width: percentOf(row.lost, most) }} />
            </span>
            <p class="ledger-back">
              {row.past ? (
                <span class="past">{m.ledgerPast}</span>
              ) : (
                <>
                  <span class="quiet">
                    {m.ledgerBack}
                    {m.colon}
                  </span>
                  <Back row={row} m={m} />
                </>
              )}
            </p>
            {row.cells.length > 0 && (
              <p class="ledger-cells">
                {row.cells.slice(0, 3).map((cell, index) => (
                  <button key={index} type="button" class="quiet-button" onClick={() => props.toField(cell)}>
                    <span class="sr">{m.toField} </span>
                    {cellText(cell, place, m, lang)}
                  </button>
                ))}
                {row.cells.length > 3 && <span class="quiet">{m.ledgerMore(row.cells.length - 3)}</span>}
              </p>
            )}
          </li>
        ))}
      </ol>
      {!all && rows.length > firstRows && (
        <p>
          <button type="button" class="quiet-button" onClick={() => setAll(true)}>
            {m.ledgerMore(rows.length - firstRows)}
          </button>
        </p>
      )}
    </section>
  );
}
