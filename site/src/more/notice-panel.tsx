// 通报: the results of a class as an official notice. It is shown as it will be printed; for printing it stands alone.
import { h, render } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Diagnostic, Outcome, Rows } from "../engine/types";
import { type WindowProps, badgesOf, gradeOf, outcomeColumns, rowsQuery, titleOf } from "../features/window/state";
import { dayText, groupDigits, groupWithin, periodText } from "../format";
import { say } from "../i18n";
import { DiagnosticList } from "../ui/diagnostics";
import { digestsOf } from "./digest";
import { outcomeText } from "./files";
import { type NoticeFields, type OutcomeList, gradesOf, keepFields, outcomesOf, readFields } from "./notice";
import { type TakeMessages, takeMessages } from "./take-messages";

interface NoticeProps {
  props: WindowProps;
  rows: Rows<Outcome>;
  fields: NoticeFields;
  m: TakeMessages;
}

/** What was typed, or room to write by hand. */
function Blank({ text, wide = false }: { text: string; wide?: boolean }) {
  return text.trim() ? <span>{text}</span> : <span class={wide ? "blank wide" : "blank"}>{"\u00a0"}</span>;
}

/** As notices write it: "2025年度". */
function periodOf({ view, lang }: WindowProps): string {
  return lang === "zh-CN" && /^\d{4}$/.test(view.period) ? `${view.period}年度` : periodText(view.period, lang);
}

export function defaultTitle(props: WindowProps, m: TakeMessages): string {
  const { view, lang } = props;
  const item = view.item === view.root ? m.resultWord : m.itemWord(titleOf(view.cls, view.item, lang));
  return m.noticeTitle(periodOf(props), say(view.cls.title, lang), item);
}

/** The last day on which the board is on display; "" where it is not, or does not say. */
function displayedUntil({ state, lang }: Pick<WindowProps, "state" | "lang">): string {
  return state.board.state === "display" ? dayText(state.board.until, lang) : "";
}

function Table({ props, rows, m }: NoticeProps) {
  const { view, t, lang } = props;
  const { cls } = view;
  const extra = outcomeColumns(view);
  const groups = cls.groups.length > 1;
  const graded = view.level !== "";
  const marks = (outcomes: readonly Outcome[]) =>
    badgesOf(outcomes)
      .map((outcome) => (outcome.state === "undecided" || outcome.state === "pending" ? `${say(outcome.title, lang)}${m.paren(outcome.state === "pending" ? m.pending : m.undecided)}` : say(outcome.title, lang)))
      .join(m.listComma);
  const noted = rows.rows.some((row) => marks(row.outcomes) !== "");
  const full = cls.nodes.find((node) => node.id === view.item)?.full;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col" class="number-cell">
            {m.place}
          </th>
          <th scope="col">{say(cls.title, lang) || m.unit}</th>
          {groups && <th scope="col">{m.group}</th>}
          <th scope="col" class="number-cell">
            {view.item === view.root ? titleOf(cls, view.root, lang) || m.total : titleOf(cls, view.item, lang)}
            {full ? m.paren(`${t.fullMarks} ${groupDigits(full.shown)}`) : ""}
          </th>
          {graded && <th scope="col">{m.grade}</th>}
          {extra.map((node) => (
            <th key={node.id} scope="col" class="number-cell">
              {say(node.title, lang)}
            </th>
          ))}
          {noted && <th scope="col">{m.remarks}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.rows
          .filter((row) => row.place !== "")
          .map((row) => {
            const cell = row.cells[view.item];
            return (
              <tr key={row.unit}>
                <td class="number-cell">
                  {row.place}
                  {row.tied && m.paren(m.tied)}
                </td>
                <th scope="row">{say(row.name, lang)}</th>
                {groups && <td>{say(cls.groups.find((group) => group.id === row.group)?.title, lang)}</td>}
                <td class="number-cell">{cell?.points ? groupDigits(cell.points.shown) : "—"}</td>
                {graded && <td>{outcomeText(gradeOf(view, row.outcomes), props)}</td>}
                {extra.map((node) => (
                  <td key={node.id} class="number-cell">
                    {groupWithin(outcomeText(row.outcomes.find((outcome) => outcome.node === node.id), props))}
                  </td>
                ))}
                {noted && <td>{marks(row.outcomes)}</td>}
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}

/** One outcome with all to whom it applies, and why; those to whom it may still apply apart. */
function OutcomeLine({ list, props, m }: { list: OutcomeList; props: WindowProps; m: TakeMessages }) {
  const { lang } = props;
  const { outcome } = list;
  const applies = list.rows.filter((one) => one.outcome.status === "known");
  const waits = list.rows.filter((one) => one.outcome.status !== "known");
  const clauses = Array.from(new Set(list.rows.flatMap((one) => one.outcome.because)));
  const label = outcome.kind === "verdict" || outcome.kind === "honour" ? say(outcome.label, lang) : "";
  const bearer = say(outcome.bearer, lang);
  const about = [label !== say(outcome.title, lang) ? label : "", bearer && m.bearer(bearer), clauses.length > 0 ? m.under(clauses.join(m.listComma)) : ""].filter(Boolean);
  const told = (one: OutcomeList["rows"][number]) => {
    const reasons = outcome.kind === "veto" ? one.outcome.reasons.map((reason) => groupWithin(say(reason, lang))).join(m.semicolon) : "";
    const decided = outcome.kind === "decision" && one.outcome.status === "known" && one.outcome.value !== "true" ? say(one.outcome.label, lang) : "";
    return `${say(one.row.name, lang)}${reasons || decided ? m.paren(reasons || decided) : ""}`;
  };
  return (
    <li>
      <strong>{say(outcome.title, lang)}</strong>
      {about.length > 0 && m.paren(about.join(m.semicolon))}
      {m.colon}
      {applies.map(told).join(m.listComma)}
      {waits.length > 0 && `${applies.length > 0 ? m.semicolon : ""}${waits[0]?.outcome.state === "pending" ? m.pending : m.undecided}${m.colon}${waits.map(told).join(m.listComma)}`}
      {m.fullStop}
    </li>
  );
}

/** The notice on paper. */
export function Notice(notice: NoticeProps) {
  const { props, rows, fields, m } = notice;
  const { state, view, t, lang } = props;
  const { board, summary } = state;
  const digests = digestsOf(board);
  const grades = gradesOf(view, rows.rows);
  const outcomes = outcomesOf(rows.rows);
  const unranked = rows.rows.filter((row) => row.place === "");
  const cls = say(view.cls.title, lang);
  const period = periodOf(props);
  const displayed = displayedUntil(props);
  let section = -1;
  const heading = (title: string) => {
    section += 1;
    return <h2>{m.heading(m.numerals[section] ?? "", title)}</h2>;
  };
  const warning = [summary.dataset.invented ? m.invented : "", board.state === "final" ? "" : m.state[board.state]].filter(Boolean).join(m.semicolon);
  const [before, until, between, where, after] = m.objection(fields.until, fields.where);
  return (
    <article class="notice-sheet" lang={lang}>
      {warning && <p class="notice-warning">{warning}</p>}
      <h1>{fields.title.trim() || defaultTitle(props, m)}</h1>
      {fields.number.trim() && <p class="notice-number">{fields.number}</p>}
      <p class="notice-to">
        {fields.to.trim() || m.defaultTo}
        {m.colon}
      </p>
      <p class="notice-text">
        {m.opening(say(summary.scheme.title, lang) || summary.scheme.id, summary.scheme.version, period, cls)}
        {lang === "en" ? " " : ""}
        {displayed && `${m.onDisplay(dayText(board.issued, lang), displayed)}${lang === "en" ? " " : ""}`}
        {m.counted(cls, groupDigits(String(rows.total)), groupDigits(String(rows.ranked)))}
        {grades.length > 0 && `${lang === "en" ? " " : ""}${m.gradeLine(grades.map((grade) => m.gradeCount(say(grade.label, lang), String(grade.rows.length))).join(m.listComma))}`}
      </p>
      {heading(m.sectionRanking)}
      <Table {...notice} />
      {grades.length > 0 && (
        <>
          {heading(m.sectionGrades)}
          <ul>
            {grades.map((grade) => (
              <li key={say(grade.label, lang)}>
                <strong>{say(grade.label, lang)}</strong>
                {m.colon}
                {grade.rows.map((row) => say(row.name, lang)).join(m.listComma)}
                {m.fullStop}
              </li>
            ))}
          </ul>
        </>
      )}
      {outcomes.length > 0 && (
        <>
          {heading(m.sectionOutcomes)}
          <ul>
            {outcomes.map((list) => (
              <OutcomeLine key={list.node} list={list} props={props} m={m} />
            ))}
          </ul>
        </>
      )}
      {unranked.length > 0 && (
        <>
          {heading(m.sectionUnranked)}
          <ul>
            {unranked.map((row) => {
              const cell = row.cells[view.item];
              return (
                <li key={row.unit}>
                  {say(row.name, lang)}
                  {m.colon}
                  {(cell && say(cell.reason, lang)) || (cell && t.status[cell.status]) || m.notRanked}
                  {m.fullStop}
                </li>
              );
            })}
          </ul>
        </>
      )}
      {heading(m.sectionData)}
      <p class="notice-text">{m.dataLine(summary.dataset.asOf)}</p>
      <dl class="notice-proof">
        <div>
          <dt>{m.board}</dt>
          <dd>
            {[say(board.title, lang) || board.id, m.state[board.state], displayed && m.until(displayed), board.revision > 0 ? m.revision(String(board.revision)) : ""].filter(Boolean).join(m.listComma)}
          </dd>
        </div>
        <div>
          <dt>{m.scheme}</dt>
          <dd>{`${say(summary.scheme.title, lang)}${m.paren([summary.scheme.id, m.version(summary.scheme.version)].join(m.listComma))}`}</dd>
        </div>
        <div>
          <dt>{m.schemeDigest}</dt>
          <dd>
            SHA-256 <code>{digests.scheme}</code>
          </dd>
        </div>
        <div>
          <dt>{m.dataDigest}</dt>
          <dd>
            SHA-256 <code>{digests.dataset}</code>
          </dd>
        </div>
      </dl>
      <p class="notice-text notice-objection">
        {before} <Blank text={until} /> {between} <Blank text={where} wide /> {after}
      </p>
      <div class="notice-sign">
        <p>
          <Blank text={fields.office} wide />
        </p>
        <p>
          <Blank text={fields.date} wide />
        </p>
      </div>
    </article>
  );
}

/** All units of the class in the order of places: a notice knows no filter. */
function useAllRows({ state, view, actions }: WindowProps): { rows: Rows<Outcome> | null; faults: Diagnostic[] } {
  const [got, setGot] = useState<{ key: string; rows: Rows<Outcome> | null; faults: Diagnostic[] } | null>(null);
  const plain = { ...state.window, sort: { by: "place", order: "asc" } as const, group: "", find: "" };
  const query = { ...rowsQuery(plain, view), from: 0, count: Math.max(1, view.cls.units.length), why: true as const };
  const key = JSON.stringify([state.board.id, query]);
  useEffect(() => {
    let wanted = true;
    void actions.ask("rows", [query], "notice").then((reply) => {
      if (reply && wanted) setGot({ key, rows: reply.value as Rows<Outcome> | null, faults: reply.value ? [] : reply.diagnostics });
    });
    return () => {
      wanted = false;
    };
  }, [key, state.summary]);
  return got?.key === key ? got : { rows: null, faults: [] };
}

const order: (keyof NoticeFields)[] = ["title", "number", "to", "office", "date", "until", "where"];

/** While this is on the page, what is printed is the notice and nothing else. */
export function NoticePanel(props: WindowProps) {
  const { t, lang } = props;
  const m = takeMessages(lang);
  // Objections may be raised as long as the board is on display: its own day goes before that of an earlier notice.
  const own = displayedUntil(props);
  const [fields, setFields] = useState(() => ({ ...readFields(), ...(own ? { until: own } : {}) }));
  const { rows, faults } = useAllRows(props);
  // Before anything can be clicked: what is printed is what stands on the page.
  useLayoutEffect(() => {
    const box = document.createElement("div");
    box.className = "notice-print";
    document.body.appendChild(box);
    document.documentElement.toggleAttribute("data-notice", true);
    return () => {
      render(null, box);
      box.remove();
      document.documentElement.toggleAttribute("data-notice", false);
    };
  }, []);
  useLayoutEffect(() => {
    const box = document.querySelector(".notice-print");
    if (box) render(rows ? h(Notice, { props, rows, fields, m }) : null, box);
  });
  const labels: Record<keyof NoticeFields, string> = { title: m.fieldTitle, number: m.fieldNumber, to: m.fieldTo, office: m.fieldOffice, date: m.fieldDate, until: m.fieldUntil, where: m.fieldWhere };
  const hints: Record<keyof NoticeFields, string> = { title: defaultTitle(props, m), number: m.hintNumber, to: m.defaultTo, office: "", date: m.hintDate, until: m.hintDate, where: m.hintWhere };
  const type = (name: keyof NoticeFields, text: string) => {
    const next = { ...fields, [name]: text };
    setFields(next);
    keepFields(next.until === own ? { ...next, until: "" } : next);
  };
  return (
    <section class="notice-panel" aria-labelledby="notice-title">
      <div class="tree-bar">
        <h4 id="notice-title">{m.notice}</h4>
        <button type="button" class="button" id="notice-print" disabled={!rows} onClick={() => window.print()}>
          {rows ? m.printNow : m.preparing}
        </button>
      </div>
      <div class="notice-fields">
        {order.map((name) => (
          <label key={name} class={`field fill-${name}`} for={`notice-field-${name}`}>
            <span class="field-label">{labels[name]}</span>
            <input
              id={`notice-field-${name}`}
              type="text"
              autocomplete="off"
              placeholder={hints[name]}
              value={fields[name]}
              onInput={(event) => type(name, (event.currentTarget as HTMLInputElement).value)}
            />
          </label>
        ))}
      </div>
      {faults.length > 0 && <DiagnosticList diagnostics={faults} lang={lang} t={t} />}
      {!rows && faults.length === 0 && <p class="quiet">{t.rowPending}</p>}
      {rows && (
        // It scrolls by itself, so the keyboard must be able to reach it.
        <section class="notice-paper" tabIndex={0} aria-label={m.noticePaper}>
          <Notice props={props} rows={rows} fields={fields} m={m} />
        </section>
      )}
    </section>
  );
}
