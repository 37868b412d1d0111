// The parts of an indicator's page; the booklet prints the same.
import type { ComponentChildren } from "preact";
import type { ClassInfo, NodeInfo, Text } from "../../../engine/types";
import { groupDigits, periodMark } from "../../../format";
import { type Lang, type Messages, say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import { schemesAddress } from "../route";
import { CurveChart } from "./curve";
import type { IndicatorCurve, IndicatorFact, IndicatorPage } from "../../../engine/scheme-types";
import type { CatalogueMessages } from "./messages";

type NodeName = IndicatorPage["reads"][number];
export interface Words {
  lang: Lang;
  t: Messages;
  m: CatalogueMessages;
}

/** What a node is, in a row of short words. */
export function NodeMarks({ node, page, words: { m, t, lang } }: { node: NodeInfo; page: IndicatorPage | null; words: Words }) {
  const marks = [
    m.nodeType[node.type] ?? node.type,
    node.full ? `${m.full} ${groupDigits(node.full.shown)}` : "",
    node.outside ? t.outside : "",
    say(page?.share, lang) ? m.share(say(page?.share, lang)) : "",
    t.grain[node.grain as keyof Messages["grain"]] ?? "",
    t.basis[node.basis],
  ].filter(Boolean);
  return (
    <p class="node-marks">
      {marks.map((mark) => (
        <span key={mark} class="tag">
          {mark}
        </span>
      ))}
    </p>
  );
}

export function ClauseQuotes({ clauses, lang }: { clauses: readonly { id: string; text: Text }[]; lang: Lang }) {
  return (
    <>
      {clauses.map(({ id, text }) => (
        <blockquote key={id} class="clause-quote">
          <strong>{id}</strong> <Say text={text} lang={lang} />
        </blockquote>
      ))}
    </>
  );
}

function Part({ title, level, children }: { title: string; level: number; children: ComponentChildren }) {
  return (
    <section class="page-part">
      {level === 2 ? <h2>{title}</h2> : <h5>{title}</h5>}
      {children}
    </section>
  );
}

/** A wide table scrolls by itself, so the keyboard must be able to reach it. */
export function TableBox({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; a section would be a landmark, and a booklet has many of one name
    <div role="group" class="page-table-box" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}

/** A table of rows under one line of heads. */
export function PageTable({ label, heads, children, class: own = "" }: { label: string; heads: readonly string[]; children: ComponentChildren; class?: string }) {
  return (
    <TableBox label={label}>
      <table class={own ? `page-table ${own}` : "page-table"}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </TableBox>
  );
}

/** A fact's limits in words. */
export function limitsText(fact: Pick<IndicatorFact, "min" | "max" | "step" | "options">, { lang, m }: Words): string {
  const { min, max, step, options } = fact;
  const ends = min && max ? m.range(groupDigits(min), groupDigits(max)) : min ? m.from(groupDigits(min)) : max ? m.to(groupDigits(max)) : "";
  const choices = options.map((option) => say(option.title, lang) || option.id).join(m.listComma);
  return [ends, step && m.step(step), choices].filter(Boolean).join(m.semicolon);
}

function Facts({ page, words }: { page: IndicatorPage; words: Words }) {
  const { lang, t, m } = words;
  return (
    <PageTable label={m.facts} class="facts-table" heads={[m.fact, m.limits, m.grain, m.reporter, m.proof]}>
      {page.facts.map((fact) => (
        <tr key={`${fact.class}/${fact.fact}`}>
          <th scope="row">
            <Say text={fact.title} lang={lang} />{" "}
            <span class="quiet">
              {[m.factType[fact.type], say(fact.unit, lang)].filter(Boolean).join(m.listComma)}
            </span>
          </th>
          <td>{limitsText(fact, words) || "—"}</td>
          <td>{t.grain[fact.grain as keyof Messages["grain"]] ?? fact.grain}</td>
          <td>{say(fact.reporter, lang) || "—"}</td>
          <td>{say(fact.proof, lang) || "—"}</td>
        </tr>
      ))}
    </PageTable>
  );
}

export function ParameterTable({ parameters, words: { lang, m } }: { parameters: readonly { parameter: string; title: Text; values: readonly { since: string; value: string }[]; clauses: readonly string[] }[]; words: Words }) {
  return (
    <PageTable label={m.parameters} heads={[m.parameter, m.value, m.since, m.clause]}>
      {parameters.flatMap((parameter) =>
        parameter.values.map((value, index) => (
          <tr key={`${parameter.parameter} ${value.since}`}>
            <th scope="row">{index === 0 ? say(parameter.title, lang) || parameter.parameter : <span class="sr">{say(parameter.title, lang) || parameter.parameter}</span>}</th>
            <td>{groupDigits(value.value)}</td>
            <td>{value.since || "—"}</td>
            <td>{parameter.clauses.join(m.listComma) || "—"}</td>
          </tr>
        )),
      )}
    </PageTable>
  );
}

function Related({ title, to, scheme, cls, classes, words: { lang, m } }: { title: string; to: readonly NodeName[]; words: Words } & Pick<BodyProps, "scheme" | "cls" | "classes">) {
  return (
    <div>
      <h3>{title}</h3>
      {to.length === 0 ? (
        <p class="quiet">{m.nothingElse}</p>
      ) : (
        <ul class="related">
          {to.map((one) => (
            <li key={`${one.class}/${one.node}`}>
              <a href={schemesAddress("s", scheme, one.class, one.node)}>
                <Say text={one.title} lang={lang} />
              </a>
              {one.class !== cls.id && <span class="quiet"> {classTitle(classes, one.class, lang)}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const classTitle = (classes: readonly ClassInfo[], id: string, lang: Lang) => say(classes.find((one) => one.id === id)?.title, lang) || id;

export interface BodyProps {
  scheme: string;
  cls: ClassInfo;
  classes: readonly ClassInfo[];
  node: NodeInfo;
  /** What the engine says of it; null while it is being asked. */
  page: IndicatorPage | null;
  clauses: Record<string, Text>;
  words: Words;
  unitName: string;
  narrow: boolean;
  /** Heads are one step down in the booklet, and nothing has to be opened or followed. */
  paper?: boolean;
  children?: ComponentChildren;
}

/** All that is said of one indicator below its name. */
export function IndicatorBody({ scheme, cls, classes, node, page, clauses, words, unitName, narrow, paper = false, children }: BodyProps) {
  const { lang, m } = words;
  const level = paper ? 5 : 2;
  const title = say(node.title, lang) || node.id;
  const cited = page?.clauses ?? node.clauses.map((id) => ({ id, text: clauses[id] ?? {} }));
  const parts: readonly NodeName[] = page?.reads ?? node.children.map((id) => ({ class: cls.id, node: id, title: cls.nodes.find((one) => one.id === id)?.title ?? {} }));
  const formula = say(page?.formula, lang);
  // Those that changed over the years stand among the tables already.
  const parameters = (page?.parameters ?? []).filter(({ values }) => values.length < 2);
  // Where the node folds over periods, the curve is of the same rule in one of them.
  const curveTitle = (curve: IndicatorCurve) => {
    const of = curve.node === node.id ? title : say(cls.nodes.find(({ id }) => id === curve.node)?.title, lang) || curve.node;
    const mark = curve.nodePeriod === "" ? "" : periodMark(curve.nodePeriod, "", of, lang);
    return mark ? m.inPeriod(of, mark) : of;
  };
  const listed = (head: string, to: readonly NodeName[]) => {
    const names = to.map((one) => `${say(one.title, lang) || one.node}${one.class === cls.id ? "" : `（${classTitle(classes, one.class, lang)}）`}`);
    return names.length > 0 ? `${head}${m.colon}${names.join(m.listComma)}` : "";
  };
  return (
    <>
      <p class="node-sentence">
        <Say text={page?.sentence ?? node.sentence} lang={lang} />
      </p>
      {page && formula && (
        <p class="node-formula">
          <span class="quiet">{m.formula}</span> <Say text={page.formula} lang={lang} />
        </p>
      )}
      {page && page.steps.length > 0 && (
        <Part title={m.steps} level={level}>
          <ul class="plain-list">
            {page.steps.map((step, index) => (
              <li key={index}>
                <Say text={step} lang={lang} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {page && say(page.note, lang) && (
        <p class="quiet">
          {m.note}
          {m.colon}
          <Say text={page.note} lang={lang} />
        </p>
      )}
      {cited.length > 0 && (
        <Part title={m.clausesHead} level={level}>
          <ClauseQuotes clauses={cited} lang={lang} />
        </Part>
      )}
      {page?.tables.map((table, index) => (
        <Part key={index} title={say(table.title, lang) || m.tables} level={level}>
          <TableBox label={say(table.title, lang) || m.tables}>
            <table class="page-table">
              <thead>
                <tr>
                  {table.head.map((head, column) => (
                    <th key={column} scope="col">
                      <Say text={head} lang={lang} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map((row, at) => (
                  <tr key={at}>
                    {row.map((cell, column) =>
                      column === 0 ? (
                        <th key={column} scope="row">
                          <Say text={cell} lang={lang} />
                        </th>
                      ) : (
                        <td key={column}>
                          <Say text={cell} lang={lang} />
                        </td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        </Part>
      ))}
      {page?.curve && (
        <Part title={m.curve(say(page.curve.title, lang) || page.curve.fact)} level={level}>
          <CurveChart curve={page.curve} title={curveTitle(page.curve)} unitName={unitName} narrow={narrow} open={paper} {...words} />
        </Part>
      )}
      {page && page.facts.length > 0 && (
        <Part title={m.facts} level={level}>
          <Facts page={page} words={words} />
        </Part>
      )}
      {parameters.length > 0 && (
        <Part title={m.parameters} level={level}>
          <ParameterTable parameters={parameters.map((one) => ({ ...one, clauses: one.clauses.map(({ id }) => id) }))} words={words} />
        </Part>
      )}
      {paper ? (
        <p class="paper-related">{[listed(m.reads, parts), listed(m.feeds, page?.feeds ?? [])].filter(Boolean).join(m.semicolon)}</p>
      ) : (
        <Part title={m.relations} level={level}>
          <div class="relations">
            <Related title={m.reads} to={parts} scheme={scheme} cls={cls} classes={classes} words={words} />
            {page && <Related title={m.feeds} to={page.feeds} scheme={scheme} cls={cls} classes={classes} words={words} />}
          </div>
        </Part>
      )}
      {children}
    </>
  );
}
