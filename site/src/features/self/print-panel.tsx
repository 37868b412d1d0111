// Print: one page to hand in, black on white on A4. It is shown in the panel as it will be printed; for printing it stands alone.
import { h, render } from "preact";
import { useLayoutEffect } from "preact/hooks";
import type { FormField, RecordText } from "../../engine/desk-types";
import type { Entry, Outcome, Text } from "../../engine/types";
import { groupDigits, groupWithin, periodMark, periodText, signed } from "../../format";
import { say } from "../../i18n";
import { FigureText } from "../../ui/parts";
import { allFields } from "./fields";
import { keyTitleOf, periodsText, subjectText, together } from "./goal-words";
import { type PanelMessages, panelMessages } from "./panel-messages";
import { type FigureRow, figureGroups, itemTables, lists } from "./print";
import { changeValue } from "./range-panel";
import { boundsWords, linesOf, settled, standingWords, unitRange } from "./range";
import type { PanelProps } from "./slots";
import { changeAt } from "./state";

function outcomeText(outcome: Outcome, { t, lang }: PanelProps): string {
  if (outcome.status === "known") return groupWithin(say(outcome.label, lang));
  return outcome.status === "exempt" ? t.status.exempt : outcome.state === "pending" ? t.pending : t.undecided;
}

/** Outcomes that say something: levels and the place though they are open, of the rest what applies. */
function telling(outcome: Outcome, { cls }: PanelProps): boolean {
  if (outcome.status === "exempt" || outcome.value === "false") return false;
  if (outcome.kind === "level" || outcome.node === cls.place) return true;
  return outcome.status === "known" && (outcome.kind !== "rank" || cls.publish.indexOf(outcome.node) >= 0);
}

function PeriodHeads({ periods, page, m, lang }: { periods: readonly string[]; page: string; m: PanelMessages; lang: PanelProps["lang"] }) {
  return (
    <>
      {periods.map((period) => (
        <th key={period} scope="col" class="number-cell">
          {periodsText([period], page, m, lang)}
        </th>
      ))}
    </>
  );
}

/** A record in a line: its fields in the scheme's order. */
function recordText(record: RecordText, fields: readonly FormField[], m: PanelMessages, lang: PanelProps["lang"]): string {
  const told = (field: FormField) => {
    const value = record[field.id];
    if (value === undefined || value === null || value === "") return "";
    if (typeof value === "boolean") return `${say(field.title, lang)}${m.colon}${value ? m.yes : m.no}`;
    if (Array.isArray(value)) return value.map((inner) => recordText(inner, field.fields, m, lang)).join(m.semicolon);
    if (typeof value === "object") return say(value, lang);
    const option = field.options.find((one) => one.id === value);
    if (option) return say(option.title, lang) || option.id;
    return ["number", "count", "money", "rate"].indexOf(field.type) >= 0 ? `${say(field.title, lang)} ${groupDigits(value)}${say(field.unit, lang)}` : value;
  };
  return fields.map(told).filter(Boolean).join(m.listComma);
}

/** Figures that differ from the board's are marked as such; on a form that began empty all are one's own. */
const own = (typed: boolean, props: PanelProps) => (typed && props.draft.board !== null ? "*" : "");

function Figures({ props, m }: { props: PanelProps; m: PanelMessages }) {
  const { form, draft, lang } = props;
  const groups = figureGroups(form, draft.changes);
  const records = lists(form, draft.changes);
  const given = form.given.flatMap((node) => {
    const change = changeAt(draft.changes, { class: node.class, unit: node.unit, node: node.node, period: node.period });
    const value = change ? change.value : null;
    return typeof value === "string" && value !== "" ? [{ node, value: groupDigits(value) }] : [];
  });
  const named = (part: (typeof form.parts)[number], title: string, key: string) => m.subject(part.own ? "" : say(part.name, lang), "", key ? m.keyed(title, key) : title);
  const cellIn = (row: FigureRow) => ({ class: row.part.class, unit: row.part.unit, fact: row.fact.fact, period: "", ...(row.key ? { key: row.key } : {}) });
  const nameOf = (row: FigureRow) => named(row.part, say(row.fact.title, lang) || row.fact.fact, say(keyTitleOf(form, cellIn(row)), lang));
  const told = (row: FigureRow, value: FigureRow["values"][number], unit: Text) =>
    value === undefined || value === null ? "—" : changeValue({ ...cellIn(row), value }, { type: row.fact.type, unit, options: row.fact.options, keys: row.fact.keys, reasons: row.fact.reasons }, m, lang);
  return (
    <>
      {groups
        .filter((group) => group.periods.length > 1)
        .map((group) => (
          <table key={group.periods.join()} class="sheet-figures by-period">
            <thead>
              <tr>
                <th scope="col">{m.sheetFact}</th>
                <PeriodHeads periods={group.periods} page={draft.period} m={m} lang={lang} />
              </tr>
            </thead>
            <tbody>
              {group.rows.map((row) => (
                <tr key={`${row.part.unit}/${row.fact.fact}/${row.key}`}>
                  <th scope="row">
                    {nameOf(row)}
                    {say(row.fact.unit, lang) && m.sheetUnit(say(row.fact.unit, lang))}
                  </th>
                  {row.values.map((value, index) => (
                    <td key={index} class="number-cell">
                      {value === undefined ? "" : told(row, value, {})}
                      {own(row.typed[index] ?? false, props)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      <dl class="sheet-singles">
        {groups
          .filter((group) => group.periods.length === 1)
          .flatMap((group) =>
            group.rows.map((row) => {
              const mark = periodMark(group.periods[0] ?? "", draft.period, nameOf(row), lang);
              return (
                <div key={`${row.part.unit}/${row.fact.fact}/${row.key}/${group.periods[0]}`}>
                  <dt>{mark ? `${nameOf(row)}（${mark}）` : nameOf(row)}</dt>
                  <dd>
                    {told(row, row.values[0], row.fact.unit)}
                    {own(row.typed[0] ?? false, props)}
                  </dd>
                </div>
              );
            }),
          )}
        {records.map(({ part, fact, records: all, typed }) => (
          <div key={`${part.unit}/${fact.fact}`}>
            <dt>{named(part, say(fact.title, lang) || fact.fact, "")}</dt>
            <dd>
              {all === null ? "—" : m.sheetRecords(all.length)}
              {own(typed, props)}
            </dd>
          </div>
        ))}
        {given.map(({ node, value }) => (
          <div key={`${node.unit}/${node.node}/${node.period}`}>
            <dt>{subjectText([node], node.title, undefined, { form, period: draft.period }, m, lang)}</dt>
            <dd>
              {value}
              {own(true, props)}
            </dd>
          </div>
        ))}
      </dl>
      {records
        .filter(({ records: all }) => all !== null && all.length > 0)
        .map(({ part, fact, records: all }) => (
          <div key={`${part.unit}/${fact.fact}`} class="sheet-records">
            <p>{named(part, say(fact.title, lang) || fact.fact, "")}</p>
            <ol>
              {all?.map((record, index) => (
                <li key={index}>{recordText(record, fact.fields ?? [], m, lang)}</li>
              ))}
            </ol>
          </div>
        ))}
    </>
  );
}

function pointsText(entry: Entry, t: PanelProps["t"]): string {
  if (!entry.points) return entry.status === "exempt" ? t.status.exempt : "—";
  return entry.outside ? signed(entry.points.shown) : groupDigits(entry.points.shown);
}

function Items({ props, m }: { props: PanelProps; m: PanelMessages }) {
  const { cls, answers, draft, lang, t } = props;
  if (!answers.card) return null;
  const full = (entries: Entry[]) => {
    const first = entries[0]?.full;
    return first && entries.every((entry) => entry.full?.exact === first.exact) ? groupDigits(first.shown) : "";
  };
  return (
    <>
      {itemTables(answers.card.tree, cls.nodes).map(({ periods, rows }) => (
        <table key={periods.join()} class={periods.length > 0 ? "sheet-items by-period" : "sheet-items"}>
          <thead>
            <tr>
              <th scope="col">{m.sheetItem}</th>
              <th scope="col">{m.sheetClause}</th>
              <th scope="col" class="number-cell">
                {m.sheetFull}
              </th>
              {periods.length === 0 && (
                <th scope="col" class="number-cell">
                  {m.sheetPoints}
                </th>
              )}
              <PeriodHeads periods={periods} page={draft.period} m={m} lang={lang} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => {
              const title = say(row.title, lang) || row.node;
              const mark = periods.length === 0 ? periodMark(row.entries[0]?.period ?? "", draft.period, title, lang) : "";
              const sentence = say(row.sentence, lang);
              const wide = periods.length > 0 && sentence !== "";
              return [
                <tr key={index} class={wide ? "joined" : ""}>
                  <th scope="row" class={`depth-${Math.min(row.depth, 4)}`}>
                    <span class="sheet-item">{mark ? `${title}（${mark}）` : title}</span>
                    {periods.length === 0 && sentence && <span class="sheet-sentence">{sentence}</span>}
                  </th>
                  <td>{row.clauses.join(m.listComma)}</td>
                  <td class="number-cell">{full(row.entries)}</td>
                  {row.entries.map((entry) => (
                    <td key={entry.period} class="number-cell">
                      {pointsText(entry, t)}
                    </td>
                  ))}
                </tr>,
                wide && (
                  <tr key={`${index}s`}>
                    <td colSpan={periods.length + 3} class={`sheet-sentence depth-${Math.min(row.depth, 4)}`}>
                      {sentence}
                    </td>
                  </tr>
                ),
              ];
            })}
          </tbody>
        </table>
      ))}
    </>
  );
}

/** The sheet itself. It is drawn twice, in the panel and for the printer, so it has no ids. */
export function HandIn(props: PanelProps) {
  const { draft, summary, cls, answers, form, lang } = props;
  const m = panelMessages(lang);
  const { card, range } = answers;
  const own = form.parts.find((part) => part.own);
  const unit = cls.units.find((candidate) => candidate.id === draft.unit);
  const who = say(card?.name ?? own?.name ?? unit?.name, lang) || draft.name;
  const bounds = unitRange(range, draft.unit);
  const total = bounds?.nodes[cls.total];
  const totalTitle = say(cls.nodes.find((node) => node.id === cls.total)?.title, lang) || m.total;
  const place = { form, period: draft.period };
  // What is out of date does not go on paper.
  const open = props.late ? [] : (range?.cells ?? []);
  const openWords = together(open, () => "").map((cells) => subjectText(cells, cells[0]?.title ?? {}, cells[0]?.keyTitle ?? (cells[0] && keyTitleOf(form, cells[0])), place, m, lang));
  const wrong = form.parts.flatMap(allFields).filter((field) => field.key in draft.wrong);
  const wrongWords = wrong.map((field) => `${subjectText([field.cell], field.fact.title, field.keyTitle ?? undefined, place, m, lang)}${m.colon}${draft.wrong[field.key] ?? ""}`);
  const changed = draft.board !== null && draft.changes.length > 0;
  const links = (card?.links ?? []).filter((link) => link.forward && link.units.length > 0 && link.units.length <= 3);
  return (
    <article class="hand-in" lang={lang}>
      <header>
        <h1>
          {m.sheetTitle} · {who}
        </h1>
        <p>
          {[
            say(cls.title, lang),
            periodText(draft.period, lang),
            ...links.map((link) => `${say(link.title, lang)}${m.colon}${link.units.map((end) => say(end.name, lang) || end.unit).join(m.listComma)}`),
            m.previewAsOf(summary.dataset.asOf),
          ].join(" · ")}
        </p>
        <p>{m.sheetScheme(say(summary.scheme.title, lang) || summary.scheme.id, summary.scheme.version)}</p>
        <p class="sheet-note">{[m.sheetDraft, summary.dataset.invented ? m.sheetInvented : ""].filter(Boolean).join(m.semicolon)}</p>
      </header>
      {card && (
        <p class="sheet-total">
          {totalTitle} <strong>{card.tree.points || card.between ? <FigureText figure={card.tree.points} status={card.tree.status} between={card.between} t={props.t} /> : "—"}</strong>
          {card.tree.full && ` / ${groupDigits(card.tree.full.shown)}`}
          {card.outcomes.filter((outcome) => telling(outcome, props)).map((outcome) => (
            <span key={outcome.node} class="sheet-outcome">
              {say(outcome.title, lang)}
              {m.colon}
              {outcomeText(props.late ? outcome : settled(outcome, cls, bounds), props)}
            </span>
          ))}
        </p>
      )}
      {total && bounds && !props.late && (range?.open ?? 0) > 0 && (
        <p>
          {[boundsWords(totalTitle, total, m), ...standingWords(linesOf(cls, bounds), m, lang)].join(m.semicolon)}
          {m.fullStop}
        </p>
      )}
      <h2>{m.sheetFigures}</h2>
      <Figures props={props} m={m} />
      <p class="sheet-open">
        {range === null || props.late ? "" : range.open === 0 ? (range.otherOpen ? m.sheetOthersOpen : m.sheetAllIn) : `${m.sheetOpen(range.open)}${m.colon}${openWords.join(m.listComma)}${range.open > open.length ? m.sheetMore : m.fullStop}`}
        {wrong.length > 0 && ` ${m.sheetWrong(wrong.length)}${m.colon}${wrongWords.join(m.semicolon)}${m.fullStop}`}
        {changed && ` ${m.sheetChanged}`}
      </p>
      {card && (
        <>
          <h2>{m.sheetItems}</h2>
          <Items props={props} m={m} />
        </>
      )}
      <div class="sheet-signs">
        {[m.sheetSign, m.sheetCheck].map((sign) => (
          <p key={sign}>
            <span>
              {sign}
              {m.colon}
            </span>
            <span class="sheet-rule" />
            <span>
              {m.sheetDate}
              {m.colon}
            </span>
            <span class="sheet-rule short" />
          </p>
        ))}
      </div>
      <footer>
        {draft.scheme.sha256 && <span>{m.sheetDigest(draft.scheme.sha256.slice(0, 16))}</span>} <span>{props.t.engine(summary.engine)}</span>
      </footer>
    </article>
  );
}

/** While this is on the page, what is printed is the sheet and nothing else. */
export function PrintPanel(props: PanelProps) {
  const m = panelMessages(props.lang);
  // Before anything can be clicked: what is printed is what stands on the page.
  useLayoutEffect(() => {
    const box = document.createElement("div");
    box.className = "hand-in-print";
    document.body.appendChild(box);
    document.documentElement.toggleAttribute("data-hand-in", true);
    return () => {
      render(null, box);
      box.remove();
      document.documentElement.toggleAttribute("data-hand-in", false);
    };
  }, []);
  useLayoutEffect(() => {
    const box = document.querySelector(".hand-in-print");
    if (box) render(h(HandIn, props), box);
  });
  return (
    <section class="panel print-panel" aria-labelledby="print-title">
      <div class="tree-bar">
        <h2 id="print-title">{m.printHead}</h2>
        <button type="button" class="button primary" id="print-now" disabled={props.pending || props.late} onClick={() => window.print()}>
          {props.pending || props.late ? m.working : m.printNow}
        </button>
      </div>
      <p class="quiet hint">{m.printNote}</p>
      {/* It scrolls by itself, so the keyboard must be able to reach it. */}
      <section class="paper" tabIndex={0} aria-label={m.sheetTitle}>
        <HandIn {...props} />
      </section>
    </section>
  );
}
