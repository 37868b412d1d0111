// A scheme as a booklet: everything its pages say, in one run, for paper.
import { useEffect, useState } from "preact/hooks";
import type { ClassInfo, NodeInfo } from "../../../engine/types";
import { say } from "../../../i18n";
import { percentDone } from "../../../plot";
import { Say } from "../../../ui/parts";
import { schemesAddress } from "../route";
import { RunWords } from "./home";
import type { IndicatorPage } from "../../../engine/scheme-types";
import { ClauseTable, type Inner, StructureTable, nameOf } from "./pages";
import { type CaseRow, type CaseText, casesIn, parametersOf } from "./scheme-text";
import { IndicatorBody, NodeMarks, ParameterTable, type Words } from "./sections";
import { type TreeLine, linesOf, treeOf } from "./tree";

const pageKey = (cls: string, node: string) => `${cls}/${node}`;

/** Asks for the indicators one after another and tells how far it is; what was read stays when the language changes. */
function useIndicators({ open, control }: Inner): { pages: Record<string, IndicatorPage>; done: number; of: number } {
  const [read, setRead] = useState<{ pages: Record<string, IndicatorPage>; done: number }>({ pages: {}, done: 0 });
  const all = open.summary.classes.flatMap((cls) => linesOf(treeOf(cls)).map(({ node }) => ({ cls, node })));
  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const pages: Record<string, IndicatorPage> = {};
      for (let done = 0; done < all.length; done += 1) {
        const { cls, node } = all[done] as (typeof all)[number];
        const reply = await control.pages.ask<IndicatorPage>("indicator", { class: cls.id, node: node.id }, "booklet");
        if (gone) return;
        if (reply?.value) pages[pageKey(cls.id, node.id)] = reply.value;
        // The whole booklet is drawn when it is all there; until then only the progress.
        setRead({ pages: done + 1 === all.length ? pages : {}, done: done + 1 });
      }
    };
    void begin();
    return () => {
      gone = true;
    };
  }, [open.key]);
  return { ...read, of: all.length };
}

const mostRows = 60;
/** A table of so few rows is not parted by the end of a page. */
const keptTogether = 14;

function CaseTable({ rows, title, words: { m } }: { rows: readonly CaseRow[]; title: string; words: Words }) {
  if (rows.length === 0) return null;
  const periods = rows.some(({ period }) => period !== "");
  return (
    <table class={rows.length <= keptTogether ? "page-table case-table short" : "page-table case-table"}>
      <thead>
        <tr>
          <th scope="col">{m.unitColumn}</th>
          <th scope="col">{title}</th>
          {periods && <th scope="col">{m.period}</th>}
          <th scope="col">{m.value}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, mostRows).map((row, index) => (
          <tr key={index}>
            <td>{row.unit}</td>
            <th scope="row">{row.what}</th>
            {periods && <td>{row.period}</td>}
            <td>{row.value}</td>
          </tr>
        ))}
        {rows.length > mostRows && (
          <tr>
            <td colSpan={periods ? 4 : 3}>{m.listFewer(String(rows.length - mostRows))}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function WorkedCase({ one, passed, number, words }: { one: CaseText; passed: boolean | null; number: string; words: Words }) {
  const { lang, m } = words;
  return (
    <section class="booklet-case">
      <h3>
        {number} {say(one.description, lang) || one.name}
        {passed !== null && <span class={passed ? "run-passed" : "run-failed"}> {passed ? `✓ ${m.casePassed}` : `✕ ${m.caseFailed}`}</span>}
      </h3>
      <p class="quiet">
        {[one.name, one.source, one.clauses.join(m.listComma)].filter(Boolean).join(" · ")}
      </p>
      <CaseTable rows={one.given} title={m.given} words={words} />
      <CaseTable rows={one.expected} title={m.expected} words={words} />
      {say(one.note, lang) && (
        <p>
          {m.caseNote}
          {m.colon}
          <Say text={one.note} lang={lang} />
        </p>
      )}
    </section>
  );
}

/** The parts of a class with their heads' numbers. */
function partsOf(cls: ClassInfo, chapter: number, words: Words): { title: string; number: string; lines: TreeLine[] }[] {
  const { m } = words;
  const { scored, values, outcomes } = treeOf(cls);
  return [
    { title: m.scored, lines: scored },
    { title: m.values, lines: values },
    { title: m.outcomes, lines: outcomes },
  ]
    .filter(({ lines }) => lines.length > 0)
    .map((part, index) => ({ ...part, number: `${chapter}.${index + 1}` }));
}

function ClassChapter({ cls, chapter, pages, props }: { cls: ClassInfo; chapter: number; pages: Record<string, IndicatorPage>; props: Inner }) {
  const { words, open, scheme, lang } = props;
  const { m } = words;
  const heading = (node: NodeInfo, number: string) => (
    <>
      {number} {nameOf(node, lang)}
    </>
  );
  return (
    <section class="booklet-chapter">
      <h2>
        {chapter} {nameOf(cls, lang)}
      </h2>
      <h3>{m.structure}</h3>
      <StructureTable cls={cls} scheme={scheme} words={words} links={false} only={treeOf(cls).scored} />
      {partsOf(cls, chapter, words).map((part) => (
        <section key={part.number}>
          <h3>
            {part.number} {part.title}
          </h3>
          {part.lines.map(({ node }, index) => {
            const page = pages[pageKey(cls.id, node.id)] ?? null;
            return (
              <article key={node.id} class="booklet-node">
                <h4>{heading(node, `${part.number}.${index + 1}`)}</h4>
                <NodeMarks node={node} page={page} words={words} />
                <IndicatorBody scheme={scheme} cls={cls} classes={open.summary.classes} node={node} page={page} clauses={open.summary.clauses} words={words} unitName="" narrow={false} paper />
              </article>
            );
          })}
        </section>
      ))}
    </section>
  );
}

export function Booklet(props: Inner) {
  const { words, open, opened, scheme, lang, runs } = props;
  const { m, t } = words;
  const { summary } = open;
  const { pages, done, of } = useIndicators(props);
  const ready = done === of;
  const run = runs.of(scheme);
  useEffect(() => {
    void runs.run([scheme]);
    document.documentElement.toggleAttribute("data-booklet", true);
    return () => {
      document.documentElement.toggleAttribute("data-booklet", false);
    };
  }, []);
  const { source } = summary.scheme;
  const parameters = parametersOf(open.text);
  const cases = casesIn(open.text, m, lang);
  const classes = summary.classes;
  // After the classes come the tables that there are.
  const tables = [parameters, Object.keys(summary.clauses), cases].map((rows) => rows.length > 0);
  const [parametersAt = "", clausesAt = "", casesAt = ""] = tables.map((there, index) => (there ? String(classes.length + tables.slice(0, index + 1).filter(Boolean).length) : ""));
  const ran = run?.is === "ran" ? run.cases.cases : [];
  return (
    <div class="booklet">
      <p class="booklet-tools">
        <a class="button" href={schemesAddress("s", scheme)}>
          {m.toScheme}
        </a>
        <button type="button" class="button primary" id="booklet-print" disabled={!ready || run?.is === "running"} onClick={() => window.print()}>
          {m.print}
        </button>
        {!ready && (
          <span class="booklet-progress" role="status">
            {m.preparing(String(done), String(of))}
            <span class="progress" aria-hidden="true">
              <span style={{ width: `${percentDone(`${done}/${of}`)}%` }} />
            </span>
          </span>
        )}
      </p>
      {ready && (
        <article class="booklet-text" lang={lang} data-ready={run?.is !== "running"}>
          <header class="booklet-title">
            <p>{m.bookletOf}</p>
            <h1>
              <Say text={summary.scheme.title} lang={lang} />
            </h1>
            <p>{m.version(summary.scheme.version)}</p>
            <p>
              {m.source}
              {m.colon}
              <Say text={source.document} lang={lang} />
              {m.semicolon}
              {t.sourceStatus[source.status as keyof typeof t.sourceStatus] ?? source.status}
              {m.fullStop}
            </p>
            <p>
              <Say text={source.note} lang={lang} />
            </p>
            <p class="scheme-cases">
              {m.cases}
              {m.colon}
              <RunWords run={run} count={cases.length} m={m} />
            </p>
            <p class="booklet-digest">
              {opened.entry && <>{m.digest(opened.entry.sha256)} · </>}
              {summary.scheme.id} · {t.engine(summary.engine)}
            </p>
          </header>
          <section class="booklet-contents">
            <h2>{m.bookletContents}</h2>
            <ol>
              {classes.map((cls, index) => (
                <li key={cls.id}>
                  {index + 1} {nameOf(cls, lang)}
                  <ol>
                    {partsOf(cls, index + 1, words).map((part) => (
                      <li key={part.number}>
                        {part.number} {part.title}
                        <span class="quiet">
                          {m.colon}
                          {part.lines.map(({ node }) => nameOf(node, lang)).join(m.listComma)}
                        </span>
                      </li>
                    ))}
                  </ol>
                </li>
              ))}
              {[
                [parametersAt, m.parametersHead],
                [clausesAt, m.clauseTable],
                [casesAt, m.casesHead],
              ].map(([number, title]) => number && <li key={number}>{`${number} ${title}`}</li>)}
            </ol>
          </section>
          {classes.map((cls, index) => (
            <ClassChapter key={cls.id} cls={cls} chapter={index + 1} pages={pages} props={props} />
          ))}
          {parametersAt && (
            <section class="booklet-chapter running">
              <h2>
                {parametersAt} {m.parametersHead}
              </h2>
              <ParameterTable parameters={parameters} words={words} />
            </section>
          )}
          {clausesAt && (
            <section class="booklet-chapter running">
              <h2>
                {clausesAt} {m.clauseTable}
              </h2>
              <ClauseTable summary={summary} opened={opened} scheme={scheme} words={words} links={false} />
            </section>
          )}
          {casesAt && (
            <section class="booklet-chapter">
              <h2>
                {casesAt} {m.casesHead}
              </h2>
              {cases.map((one, index) => (
                <WorkedCase key={one.name} one={one} number={`${casesAt}.${index + 1}`} passed={ran.find(({ name }) => name === one.name)?.passed ?? null} words={words} />
              ))}
            </section>
          )}
        </article>
      )}
    </div>
  );
}
