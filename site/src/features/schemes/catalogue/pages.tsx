// A scheme's pages: its first page, a page for each class and each indicator, and the way between them.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ClassInfo, NodeInfo, Reply, Summary } from "../../../engine/types";
import { groupDigits, periodText } from "../../../format";
import { type Lang, messages, say } from "../../../i18n";
import { percentDone } from "../../../plot";
import { DiagnosticList } from "../../../ui/diagnostics";
import { Chooser, Say } from "../../../ui/parts";
import type { Control, Host } from "../control";
import { schemesAddress } from "../route";
import { newWork } from "../work";
import { Booklet } from "./booklet";
import { type Run, type Runs, useRuns } from "./cases";
import { CoverageBar, FaultWords, RunWords, boardAddress } from "./home";
import type { IndicatorPage } from "../../../engine/scheme-types";
import { catalogueMessages } from "./messages";
import { type NoFigures, type OpenedScheme, type Phase, useScheme } from "./opened";
import { parametersOf } from "./scheme-text";
import { IndicatorBody, NodeMarks, ParameterTable, PageTable, TableBox, type Words } from "./sections";
import { type TreeLine, citedBy, isMeant, linesOf, treeOf } from "./tree";

export interface PagesProps {
  scheme: string;
  path: readonly string[];
  control: Control;
  host: Host;
  lang: Lang;
}
export type Open = Extract<Phase, { is: "open" }>;
export interface Inner extends PagesProps {
  words: Words;
  opened: OpenedScheme;
  open: Open;
  runs: Runs;
}

const wordsIn = (lang: Lang): Words => ({ lang, t: messages(lang), m: catalogueMessages(lang) });
export const nameOf = (one: { id: string; title: ClassInfo["title"] }, lang: Lang) => say(one.title, lang) || one.id;

// ---- the tree on the left ---------------------------------------------------------------------

function TreeLinks({ lines, cls, props, title }: { lines: readonly TreeLine[]; cls: ClassInfo; props: Inner; title: string }) {
  const { scheme, path, lang } = props;
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map(({ node, depth }) => (
          <li key={node.id} class={`tree-${Math.min(depth, 4)}`}>
            <a href={schemesAddress("s", scheme, cls.id, node.id)} aria-current={path[0] === cls.id && path[1] === node.id ? "page" : undefined}>
              {nameOf(node, lang)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Contents(props: Inner) {
  const { open, words, path, scheme, lang } = props;
  const { m } = words;
  const [typed, setTyped] = useState("");
  const { classes } = open.summary;
  const only = (lines: TreeLine[]) => (typed.trim() ? lines.filter(({ node }) => isMeant(node, typed)).map((line) => ({ ...line, depth: 0 })) : lines);
  const groups = classes.map((cls) => {
    const tree = treeOf(cls);
    return { cls, scored: only(tree.scored), values: only(tree.values), outcomes: only(tree.outcomes) };
  });
  const found = groups.reduce((sum, { scored, values, outcomes }) => sum + scored.length + values.length + outcomes.length, 0);
  return (
    <>
      <label class="tree-search">
        <span class="field-label">{m.search}</span>
        <input type="search" placeholder={m.searchHint} value={typed} onInput={(event) => setTyped((event.currentTarget as HTMLInputElement).value)} />
      </label>
      <p class="quiet tree-found" role="status">
        {typed.trim() && (found > 0 ? m.found(String(found)) : m.nothingFound)}
      </p>
      <p>
        <a href={schemesAddress("s", scheme)} aria-current={path.length === 0 ? "page" : undefined}>
          {m.overview}
        </a>
      </p>
      {groups.map(({ cls, scored, values, outcomes }) => {
        const some = scored.length + values.length + outcomes.length > 0;
        if (typed.trim() && !some) return null;
        return (
          <details key={`${cls.id} ${typed.trim() !== ""}`} open={typed.trim() !== "" || path[0] === cls.id || classes.length === 1}>
            <summary>{nameOf(cls, lang)}</summary>
            {!typed.trim() && (
              <p>
                <a href={schemesAddress("s", scheme, cls.id)} aria-current={path[0] === cls.id && !path[1] ? "page" : undefined}>
                  {m.structure}
                </a>
              </p>
            )}
            <TreeLinks lines={scored} cls={cls} props={props} title={m.scored} />
            <TreeLinks lines={values} cls={cls} props={props} title={m.values} />
            <TreeLinks lines={outcomes} cls={cls} props={props} title={m.outcomes} />
          </details>
        );
      })}
    </>
  );
}

// ---- the scheme's first page --------------------------------------------------------------------

export function ClauseTable({ summary, opened, scheme, words, links }: { summary: Summary; opened: OpenedScheme; scheme: string; words: Words; links: boolean }) {
  const { lang, m } = words;
  const cited = citedBy(summary.classes);
  const states = Object.fromEntries((opened.entry?.coverage.rules ?? []).map(({ id, is }) => [id, is]));
  const listed = opened.entry?.coverage.listed ?? false;
  const several = summary.classes.length > 1;
  const stateOf = (id: string) => {
    const is = states[id];
    return is ? (is === "shown" && !listed ? m.cited : m.ruleState[is]) : "";
  };
  return (
    <PageTable label={m.clauseTable} class="clause-table" heads={[m.clause, m.clauseText, m.clauseState, m.clauseWhere]}>
      {Object.entries(summary.clauses).map(([id, text]) => {
        const gaps = summary.gaps.filter((gap) => gap.rule === id || gap.clauses.indexOf(id) >= 0);
        return (
          <tr key={id}>
            <th scope="row">{id}</th>
            <td>
              <Say text={text} lang={lang} />
            </td>
            <td>{stateOf(id)}</td>
            <td>
              {(cited[id] ?? []).map(({ cls, node }, index) => {
                const name = `${several ? `${nameOf(cls, lang)} · ` : ""}${nameOf(node, lang)}`;
                return (
                  <span key={`${cls.id}/${node.id}`}>
                    {index > 0 && m.listComma}
                    {links ? <a href={schemesAddress("s", scheme, cls.id, node.id)}>{name}</a> : name}
                  </span>
                );
              })}
              {gaps.map((gap) => (
                <p key={gap.rule} class="gap-reason">
                  {m.gapReason(say(gap.reason, lang))}
                </p>
              ))}
            </td>
          </tr>
        );
      })}
    </PageTable>
  );
}

function CaseLines({ run, names, words }: { run: Run | undefined; names?: readonly string[]; words: Words }) {
  const { lang, m } = words;
  if (run?.is !== "ran") return null;
  const cases = run.cases.cases.filter(({ name }) => !names || names.indexOf(name) >= 0);
  return (
    <ul class="case-lines">
      {cases.map((one) => (
        <li key={one.name} class={one.passed ? "run-passed" : "run-failed"}>
          <span aria-hidden="true">{one.passed ? "✓" : "✕"}</span> <span class="sr">{one.passed ? m.casePassed : m.caseFailed}</span>
          <Say text={one.description} lang={lang} /> <span class="quiet">{one.name}</span>
          {one.failures.map((failure) => (
            <p key={`${failure.unit} ${failure.node} ${failure.period}`}>
              {[failure.unit, failure.node, failure.period].filter(Boolean).join(" · ")}
              {m.colon}
              {m.caseFailedHere(failure.expected, failure.actual)}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Overview(props: Inner & { begin(): void }) {
  const { scheme, open, opened, runs, words, lang, begin } = props;
  const { m, t } = words;
  const { summary } = open;
  const { source } = summary.scheme;
  const run = runs.of(scheme);
  const parameters = parametersOf(open.text);
  const count = opened.entry?.cases ?? (run?.is === "ran" ? run.cases.cases.length : 0);
  return (
    <>
      <h1 tabIndex={-1}>
        <Say text={summary.scheme.title} lang={lang} />
      </h1>
      <p class="quiet">
        {summary.scheme.id} · {m.version(summary.scheme.version)}
      </p>
      <p>
        {m.source}
        {m.colon}
        <Say text={source.document} lang={lang} /> <span class="tag">{t.sourceStatus[source.status as keyof typeof t.sourceStatus] ?? ""}</span>
      </p>
      {say(source.note, lang) && (
        <p>
          <Say text={source.note} lang={lang} />
        </p>
      )}
      {opened.entry && <CoverageBar coverage={opened.entry.coverage} m={m} />}
      <p class="page-actions">
        <a class="button" href={schemesAddress("s", scheme, "booklet")}>
          {m.booklet}
        </a>
        <button type="button" class="button" onClick={begin}>
          {m.begin}
        </button>
      </p>
      <h2>{m.classes}</h2>
      <ul class="plain-list">
        {summary.classes.map((cls) => (
          <li key={cls.id}>
            <a href={schemesAddress("s", scheme, cls.id)}>{nameOf(cls, lang)}</a>{" "}
            <span class="quiet">{m.indicatorsCount(String(cls.nodes.filter(({ type }) => type === "points").length))}</span>
          </li>
        ))}
      </ul>
      {opened.boards.length > 0 && (
        <>
          <h2>{m.boards}</h2>
          <ul class="plain-list">
            {opened.boards.map((board) => (
              <li key={board.id}>
                <a href={boardAddress(board.id)}>{nameOf(board, lang)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {parameters.length > 0 && (
        <>
          <h2>{m.parameters}</h2>
          <ParameterTable parameters={parameters} words={words} />
        </>
      )}
      <h2>{m.cases}</h2>
      <p class="scheme-cases">
        <RunWords run={run} count={count} m={m} />{" "}
        {(!run || run.is === "stopped") && (
          <button type="button" class="button" onClick={() => void runs.run([scheme])}>
            {m.runCases}
          </button>
        )}
      </p>
      {run?.is === "stopped" && (run.fault ? <FaultWords fault={run.fault} t={t} m={m} /> : <DiagnosticList diagnostics={run.diagnostics} lang={lang} t={t} />)}
      <CaseLines run={run} words={words} />
      {Object.keys(summary.clauses).length > 0 && (
        <>
          <h2>{m.clauseTable}</h2>
          <ClauseTable summary={summary} opened={opened} scheme={scheme} words={words} links />
        </>
      )}
    </>
  );
}

// ---- a class --------------------------------------------------------------------------------------

export function StructureTable({ cls, scheme, words, links, only }: { cls: ClassInfo; scheme: string; words: Words; links: boolean; only: readonly TreeLine[] }) {
  const { lang, t, m } = words;
  return (
    <TableBox label={m.structure}>
      <table class="page-table structure-table">
        <thead>
          <tr>
            <th scope="col">{m.title}</th>
            <th scope="col" class="number-cell">
              {m.full}
            </th>
            <th scope="col">{m.grain}</th>
            <th scope="col">{m.sentence}</th>
          </tr>
        </thead>
        <tbody>
          {only.map(({ node, depth }) => (
            <tr key={node.id}>
              <th scope="row" class={`tree-${Math.min(depth, 4)}`}>
                {links ? <a href={schemesAddress("s", scheme, cls.id, node.id)}>{nameOf(node, lang)}</a> : nameOf(node, lang)}
              </th>
              <td class="number-cell">{node.full ? groupDigits(node.full.shown) : node.outside ? t.outside : ""}</td>
              <td>{t.grain[node.grain as keyof typeof t.grain] ?? ""}</td>
              <td>
                <Say text={node.sentence} lang={lang} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function ClassPage(props: Inner & { cls: ClassInfo }) {
  const { cls, scheme, words, lang } = props;
  const { m } = words;
  const tree = treeOf(cls);
  const groups = [
    [m.scored, tree.scored],
    [m.values, tree.values],
    [m.outcomes, tree.outcomes],
  ] as const;
  return (
    <>
      <h1 tabIndex={-1}>{nameOf(cls, lang)}</h1>
      {groups.map(
        ([title, only]) =>
          only.length > 0 && (
            <section key={title} class="page-part">
              <h2>{title}</h2>
              <StructureTable cls={cls} scheme={scheme} words={words} links only={only} />
            </section>
          ),
      )}
    </>
  );
}

// ---- an indicator -------------------------------------------------------------------------------------

function NodePage(props: Inner & { cls: ClassInfo; node: NodeInfo }) {
  const { cls, node, scheme, open, opened, control, runs, host } = props;
  const [got, setGot] = useState<{ reply: Reply<IndicatorPage>; unit: string } | null>(null);
  const [unit, setUnit] = useState("");
  const [period, setPeriod] = useState("");
  const [flipped, flip] = useState(false);
  const lang: Lang = flipped ? (props.lang === "en" ? "zh-CN" : "en") : props.lang;
  const words = wordsIn(lang);
  const { m } = words;
  const own = props.words.m;
  // An empty form has one unit that nobody is.
  const units = open.board ? cls.units : [];
  const known = units.some(({ id }) => id === unit) ? unit : "";
  const periods = cls.views.find(({ grain }) => grain === node.grain)?.periods ?? [];
  const at = periods.indexOf(period) >= 0 ? period : "";
  useEffect(() => {
    let gone = false;
    const query = { class: cls.id, node: node.id, ...(known ? { unit: known } : {}), ...(at ? { period: at } : {}) };
    void control.pages.ask<IndicatorPage>("indicator", query).then((answer) => {
      if (!gone && answer) setGot({ reply: answer, unit: known });
    });
    return () => {
      gone = true;
    };
  }, [open.key, cls.id, node.id, known, at]);
  const reply = got?.reply ?? null;
  const page = reply?.value ?? null;
  const order = linesOf(treeOf(cls));
  const place = order.findIndex((line) => line.node.id === node.id);
  const beside = [
    [own.previous, order[place - 1]?.node],
    [own.next, order[place + 1]?.node],
  ] as const;
  // Whose figure is shown, until that of the unit that is chosen now is there.
  const unitName = say(units.find(({ id }) => id === got?.unit)?.name, lang);
  const run = runs.of(scheme);
  return (
    <>
      <div class="page-tools">
        {opened.boards.length > 0 && (
          <Chooser id="page-board" label={own.basedOn} value={opened.board} onChange={opened.choose}>
            {opened.boards.map((board) => (
              <option key={board.id} value={board.id}>
                {nameOf(board, props.lang)}
              </option>
            ))}
            <option value="">{own.basedOnBlank}</option>
          </Chooser>
        )}
        {units.length > 0 && (page?.curve || (page?.facts.length ?? 0) > 0) && (
          <Chooser id="page-unit" label={own.unit} value={known} onChange={setUnit}>
            <option value="">{own.noUnit}</option>
            {units.map((one) => (
              <option key={one.id} value={one.id}>
                {say(one.name, props.lang) || one.id}
              </option>
            ))}
          </Chooser>
        )}
        {known && periods.length > 1 && (
          <Chooser id="page-period" label={own.period} value={at} onChange={setPeriod}>
            <option value="" />
            {periods.map((one) => (
              <option key={one} value={one}>
                {periodText(one, props.lang)}
              </option>
            ))}
          </Chooser>
        )}
        <button type="button" class="button" id="page-language" title={own.otherLangHint} aria-pressed={flipped} onClick={() => flip(!flipped)}>
          {own.otherLang}
        </button>
      </div>
      <article lang={lang} class="node-page" data-node={node.id} data-ready={reply !== null}>
        <p class="quiet">
          <a href={schemesAddress("s", scheme, cls.id)}>{nameOf(cls, lang)}</a> · <code>{node.id}</code>
        </p>
        <h1 tabIndex={-1}>{nameOf(node, lang)}</h1>
        <NodeMarks node={node} page={page} words={words} />
        <IndicatorBody
          scheme={scheme}
          cls={cls}
          classes={open.summary.classes}
          node={node}
          page={page}
          clauses={open.summary.clauses}
          words={words}
          unitName={unitName}
          narrow={host.state.layout === "narrow"}
        >
          {page && !page.curve && page.facts.length > 0 && units.length > 0 && !known && <p class="quiet choose-unit">{m.chooseUnit}</p>}
          {page && (
            <section class="page-part">
              <h2>{m.testedBy}</h2>
              {page.cases.length === 0 ? (
                <p class="quiet">{m.noCases}</p>
              ) : run?.is === "ran" ? (
                <CaseLines run={run} names={page.cases.map(({ name }) => name)} words={words} />
              ) : (
                <ul class="case-lines">
                  {page.cases.map((one) => (
                    <li key={one.name}>
                      <Say text={one.title} lang={lang} /> <span class="quiet">{m.notRun}</span>
                    </li>
                  ))}
                </ul>
              )}
              {page.cases.length > 0 && run?.is !== "ran" && (
                <button type="button" class="button" disabled={run?.is === "running"} onClick={() => void runs.run([scheme])}>
                  {run?.is === "running" ? m.running : m.runCases}
                </button>
              )}
            </section>
          )}
        </IndicatorBody>
        {reply === null && <p role="status">{m.reading}</p>}
        {reply && !reply.value && (
          <div class="why-not" role="alert">
            <DiagnosticList diagnostics={reply.diagnostics} lang={lang} t={words.t} />
          </div>
        )}
      </article>
      <nav class="page-beside" aria-label={own.indicators}>
        {beside.map(
          ([label, to]) =>
            to && (
              <a key={label} href={schemesAddress("s", scheme, cls.id, to.id)}>
                {label}
                {own.colon}
                {nameOf(to, props.lang)}
              </a>
            ),
        )}
      </nav>
    </>
  );
}

// ---- all of it -----------------------------------------------------------------------------------------

function withoutText(without: NoFigures, { m, t, lang }: Words): string {
  if (without.is === "version") return m.otherVersion;
  if (without.is === "unread") return t.fault.unreachable(without.name);
  return say(without.diagnostics[0]?.text, lang);
}

function Absent({ words, scheme, text }: { words: Words; scheme: string; text: string }) {
  return (
    <section class="failed" role="alert">
      <h1>{words.m.contents}</h1>
      <p>{text}</p>
      <p class="failed-actions">
        <a class="button" href={schemesAddress("s", scheme)}>
          {words.m.toScheme}
        </a>
      </p>
    </section>
  );
}

function Page(props: Inner) {
  const { open, path, words, lang, scheme, control } = props;
  const { m } = words;
  const [clsId = "", nodeId = ""] = path;
  const { classes } = open.summary;
  if (clsId === "") {
    const name = nameOf({ id: scheme, title: open.summary.scheme.title }, lang);
    const before = { name: `${name} ${open.summary.scheme.version}`, scheme: open.text, dataset: "" };
    return <Overview {...props} begin={() => void control.begin(newWork(name, open.text, "", {}, before))} />;
  }
  const cls = classes.find(({ id }) => id === clsId);
  if (!cls) return <Absent words={words} scheme={scheme} text={m.unknownClass(clsId)} />;
  if (nodeId === "") return <ClassPage {...props} cls={cls} />;
  const node = cls.nodes.find(({ id }) => id === nodeId);
  if (!node) return <Absent words={words} scheme={scheme} text={m.unknownNode(nodeId, nameOf(cls, lang))} />;
  return <NodePage key={`${cls.id}/${node.id}`} {...props} cls={cls} node={node} />;
}

export function SchemePages(props: PagesProps) {
  const { scheme, path, control, host, lang } = props;
  const words = wordsIn(lang);
  const { m, t } = words;
  const opened = useScheme(scheme, path[0] ?? "", control, host);
  const runs = useRuns(control.pages);
  const { phase } = opened;
  const main = useRef<HTMLDivElement>(null);
  const address = path.join("/");
  const first = useRef(address);
  useEffect(() => {
    // Whoever goes to another page begins at its head; whoever has just come begins at the top of all.
    if (first.current === address) return;
    first.current = "\u0000";
    main.current?.querySelector("h1")?.focus();
    window.scrollTo(0, 0);
  }, [address]);
  if (phase.is === "reading") {
    return (
      <section class="loading" aria-busy="true">
        <p role="status">{m.opening}</p>
        <div class="progress" aria-hidden="true">
          <span style={{ width: `${phase.progress ? percentDone(phase.progress) : 10}%` }} />
        </div>
      </section>
    );
  }
  if (phase.is !== "open") {
    return (
      <section class="failed" role="alert">
        <h1>{m.schemeFailed}</h1>
        {phase.is === "fault" ? (
          <FaultWords fault={phase.fault} t={t} m={m} />
        ) : (
          <>
            <p>{m.schemeWrong(String(phase.diagnostics.length))}</p>
            <DiagnosticList diagnostics={phase.diagnostics} lang={lang} t={t} />
          </>
        )}
        <p class="failed-actions">
          <button type="button" class="button" onClick={opened.retry}>
            {m.retry}
          </button>
          <a class="button" href="#/f">
            {m.back}
          </a>
        </p>
      </section>
    );
  }
  const inner: Inner = { ...props, words, opened, open: phase, runs };
  if (path[0] === "booklet") return <Booklet {...inner} />;
  const narrow = host.state.layout === "narrow";
  const title = nameOf({ id: scheme, title: phase.summary.scheme.title }, lang);
  return (
    <div class={narrow ? "scheme-pages narrow" : "scheme-pages"}>
      <p class="page-way">
        <a href="#/f">{m.back}</a> › {path.length > 0 ? <a href={schemesAddress("s", scheme)}>{title}</a> : title}
      </p>
      {phase.without && opened.board !== "" && (
        <p class="notice" role="status">
          {m.noData(withoutText(phase.without, words))}
        </p>
      )}
      <div class="pages-box">
        <nav class="pages-tree" aria-label={m.contents}>
          {narrow ? (
            <details>
              <summary>{m.contents}</summary>
              <Contents {...inner} />
            </details>
          ) : (
            <Contents {...inner} />
          )}
        </nav>
        <div class="pages-main" ref={main}>
          <Page {...inner} />
        </div>
      </div>
    </div>
  );
}
