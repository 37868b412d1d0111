// The room that goes from one year to the next: two versions of a scheme beside each other, in words, and what they make of the same
// figures. Differences, places and reasons are the engine's (`compare`).
import { useEffect, useState } from "preact/hooks";
import type { BoardEntry } from "../../../board/board";
import { loadBoard, loadIndex } from "../../../board/load";
import { csvOf } from "../../../csv";
import { download } from "../../../download";
import type { Cases, ClassInfo, Diagnostic, Text } from "../../../engine/types";
import { groupDigits, groupWithin, periodText } from "../../../format";
import { type Lang, say } from "../../../i18n";
import { FileButton } from "../../../ui/file-button";
import { Say } from "../../../ui/parts";
import { becauseWords, differenceWords, levelWords, movedWords, placeWords, pointsWords, ruleReasons, tableOf, unitsOf, verdictWords } from "../../workshop/lab/compare";
import { isOther, mostBytes, readOther } from "../../workshop/lab/file";
import { type LabMessages, labMessages } from "../../workshop/lab/messages";
import type { Compare, CompareUnit } from "../../workshop/lab/types";
import { viewFor } from "../../workshop/lab/use";
import { insist } from "../asking";
import { catalogueMessages } from "../catalogue/messages";
import { type FailureText, failureTeller } from "../catalogue/scheme-text";
import type { RoomProps } from "../rooms";
import { schemesAddress } from "../route";
import type { Work } from "../work";
import { isError } from "../write/use";
import { type YearsMessages, yearsMessages } from "./messages";
import { type Difference, differences, emptied, idOf, nextVersion, nextWork, nextYear, noFigures, versionOf, withVersion } from "./turn";

const mostReasons = 3;
const mostUnits = 100;

type Before = NonNullable<Work["before"]>;

/** Whose figures both schemes are put to. */
type Whose = "before" | "work" | "none";
function figuresOf(before: Before, work: Work): { whose: Whose; dataset: string } {
  if (before.dataset) return { whose: "before", dataset: before.dataset };
  if (work.dataset) return { whose: "work", dataset: work.dataset };
  return { whose: "none", dataset: noFigures(before.scheme, work.board.period.slice(0, 4) || String(new Date().getFullYear())) };
}

interface Compared {
  reply: Compare | null;
  classes: readonly ClassInfo[];
  cls: ClassInfo | null;
  period: string;
  faults: readonly Diagnostic[];
  /** The scheme in hand has errors, so this is about an older text of it. */
  stale: boolean;
  busy: boolean;
}
const nothing: Compared = { reply: null, classes: [], cls: null, period: "", faults: [], stale: false, busy: true };

function useCompared(work: Work, before: Before | null, place: { cls: string; period: string }, engine: RoomProps["engine"]): Compared {
  const [compared, set] = useState<Compared>(nothing);
  useEffect(() => {
    if (!before) return;
    let live = true;
    const wanted = () => live;
    const run = async () => {
      const put = (change: Partial<Compared>) => live && set((last) => ({ ...last, busy: false, ...change }));
      const checked = await insist(wanted, () => engine.check(work.scheme));
      if (!live || checked === null) return;
      if (checked.diagnostics.some(isError)) {
        put({ stale: true, faults: [] });
        return;
      }
      const { dataset } = figuresOf(before, work);
      const opened = await insist(wanted, () => engine.open({ ...work, scheme: before.scheme, dataset }));
      if (!live || opened === null) return;
      if (!opened.value) {
        put({ faults: opened.diagnostics.filter(isError), stale: false, reply: null });
        return;
      }
      const { classes } = opened.value.summary;
      const cls = classes.find(({ id }) => id === (place.cls || work.board.class)) ?? classes.find(({ views }) => views.length > 0) ?? null;
      const periods = cls?.views[0]?.periods ?? [];
      const period = periods.indexOf(place.period) >= 0 ? place.period : (periods.find((one) => one === work.board.period) ?? periods[periods.length - 1] ?? "");
      if (!cls) {
        put({ classes, cls, period, reply: null, stale: false });
        return;
      }
      const query = { class: cls.id, period, from: [], to: [], other: { scheme: work.scheme, dataset } };
      const answer = await insist(wanted, () => engine.ask<Compare>("compare", query, "years-compare"));
      if (answer === null) return;
      put({ classes, cls, period, reply: answer.value, faults: answer.diagnostics.filter(isError), stale: false });
    };
    set((last) => ({ ...last, busy: true }));
    void run();
    return () => {
      live = false;
    };
  }, [work.scheme, work.dataset, before, place.cls, place.period, engine]);
  return compared;
}

/** Titles and words of what differs, a section each; a section without lines is left out. */
function Section({ title, lines }: { title: string; lines: preact.ComponentChildren[] }) {
  if (lines.length === 0) return null;
  return (
    <section class="years-section">
      <h3>{title}</h3>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function titled(title: Text, id: string, lang: Lang): string {
  return say(title, lang) || id;
}

function Changes({ compared, list, m, lang }: { compared: Compared; list: readonly Difference[]; m: YearsMessages; lang: Lang }) {
  const { reply } = compared;
  const value = (from: string | null, to: string | null) => m.arrow(from ?? m.noValue, to ?? m.noValue);
  const parameters = (reply?.parameters ?? []).map((one) => `${titled(one.title, one.parameter, lang)}${m.colon}${value(one.from, one.to)}`);
  const weights = (reply?.weights ?? []).map((one) => `${titled(one.title, one.child, lang)}${m.colon}${value(one.from, one.to)}`);
  const both = (reply?.rules ?? []).filter(({ from, to }) => from !== null && to !== null);
  const rules = both.map((one) => (
    <>
      <strong>{titled(one.title, one.node, lang)}</strong>
      <span class="years-was">{m.was(say(one.from ?? undefined, lang))}</span>
      <span class="years-is">{m.is(say(one.to ?? undefined, lang))}</span>
    </>
  ));
  const nodes = (reply?.rules ?? [])
    .filter(({ from, to }) => from === null || to === null)
    .map((one) => `${one.from === null ? m.added : m.removed}${m.colon}${titled(one.title, one.node, lang)}${m.semicolon}${say((one.from ?? one.to) as Text, lang)}`);
  // A parameter whose value of the period compared is told above is not told twice.
  const told = (reply?.parameters ?? []).map((one) => titled(one.title, one.parameter, lang));
  const lineOf = (one: Difference) => {
    if (one.what === "parameter") return `${m.since(one.title, one.since ?? "")}${m.colon}${value(one.from, one.to)}`;
    const how = one.from === null ? m.added : one.to === null ? m.removed : m.altered;
    const text = one.what !== "clause" ? "" : one.from !== null && one.to !== null ? `${m.colon}${m.arrow(one.from, one.to)}` : `${m.colon}${one.from ?? one.to}`;
    return `${one.title}${m.colon}${how}${text}`;
  };
  const others = (["parameter", "fact", "clause", "table", "class", "case"] as const).map((what) => ({
    what,
    lines: list.filter((one) => one.what === what && (what !== "parameter" || told.indexOf(one.title) < 0)).map(lineOf),
  }));
  const none = parameters.length + weights.length + rules.length + nodes.length + list.length === 0;
  return (
    <section class="years-changes" aria-labelledby="years-changes">
      <h2 id="years-changes">{m.changes}</h2>
      {none && !compared.busy && <p>{m.same}</p>}
      <Section title={m.sections.parameters} lines={parameters} />
      <Section title={m.sections.weights} lines={weights} />
      <Section title={m.sections.rules} lines={rules} />
      <Section title={m.sections.nodes} lines={nodes} />
      {others.map(({ what, lines }) => (
        <Section key={what} title={m.sections[what]} lines={lines} />
      ))}
    </section>
  );
}

interface WhoProps { compared: Compared; whose: Whose; choose(place: { cls: string; period: string }): void; m: YearsMessages; words: LabMessages; lang: Lang }

function Movers({ units, reply, cls, period, words, m, lang }: { units: readonly CompareUnit[]; reply: Compare; cls: ClassInfo; period: string; words: LabMessages; m: YearsMessages; lang: Lang }) {
  const { level } = viewFor(cls, period);
  const levels = units.some((unit) => unit.from?.level || unit.to?.level);
  const verdicts = units.some((unit) => verdictWords(unit, words, lang) !== words.none);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table that scrolls sideways needs the focus, and a name for it
    <div class="years-scroll" role="region" aria-label={`${m.who}${m.colon}${titled(cls.title, cls.id, lang)}`} tabIndex={0}>
      <table class="years-table">
        <thead>
          <tr>
            <th scope="col">{m.unit}</th>
            <th scope="col">{m.points}</th>
            <th scope="col">{m.place}</th>
            {levels && <th scope="col">{m.level}</th>}
            {verdicts && <th scope="col">{m.verdicts}</th>}
            <th scope="col">{m.because}</th>
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.unit} data-unit={unit.unit}>
              <th scope="row">
                <Say text={unit.name} lang={lang} />
              </th>
              <td class="figure">
                {pointsWords(unit, words)} <span class="years-difference">{differenceWords(unit.difference)}</span>
              </td>
              <td class="figure">
                {placeWords(unit, words)} <span class="years-difference">{movedWords(unit, words)}</span>
              </td>
              {levels && <td>{levelWords(unit, words, lang)}</td>}
              {verdicts && <td>{verdictWords(unit, words, lang)}</td>}
              <td>
                <ul>
                  {unit.because.slice(0, mostReasons).map((one) => (
                    <li key={`${one.node}@${one.period}`} title={one.clauses.map((clause) => say(clause.text, lang)).join("\n")}>
                      {groupWithin(becauseWords(one, words, lang))}
                    </li>
                  ))}
                  {ruleReasons(unit, reply, cls, level, words, lang).map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                  {unit.because.length > mostReasons && <li>{m.more(unit.because.length - mostReasons)}</li>}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Who({ compared, whose, choose, m, words, lang }: WhoProps) {
  const { reply, classes, cls, period } = compared;
  if (!reply || !cls) return null;
  const changed = unitsOf(reply, true);
  const { units, points, places, levels, verdicts } = reply.counts;
  const reasons = (unit: CompareUnit) => ruleReasons(unit, reply, cls, viewFor(cls, period).level, words, lang);
  return (
    <section aria-labelledby="years-who">
      <h2 id="years-who">{m.who}</h2>
      <p class="quiet">{m.whoNote[whose]}</p>
      <div class="years-bar">
        {classes.length > 1 && (
          <label class="field">
            <span class="field-label">{m.ofClass}</span>
            <select value={cls.id} onChange={(event) => choose({ cls: (event.currentTarget as HTMLSelectElement).value, period: "" })}>
              {classes.map((one) => (
                <option key={one.id} value={one.id}>
                  {titled(one.title, one.id, lang)}
                </option>
              ))}
            </select>
          </label>
        )}
        {(cls.views[0]?.periods.length ?? 0) > 1 && (
          <label class="field">
            <span class="field-label">{m.ofPeriod}</span>
            <select value={period} onChange={(event) => choose({ cls: cls.id, period: (event.currentTarget as HTMLSelectElement).value })}>
              {cls.views[0]?.periods.map((one) => (
                <option key={one} value={one}>
                  {periodText(one, lang)}
                </option>
              ))}
            </select>
          </label>
        )}
        {whose !== "none" && (
          <button type="button" class="button" onClick={() => download(`${m.csvName}-${cls.id}-${period}.csv`, csvOf(tableOf(reply.units, words, lang, reasons)), "text/csv")}>
            {m.csv}
          </button>
        )}
      </div>
      {whose !== "none" && (
        <p class="years-counts" aria-live="polite">
          {words.countsOf(units, points, places, levels, verdicts)}
        </p>
      )}
      {changed.length > 0 && <Movers units={changed.slice(0, mostUnits)} reply={reply} cls={cls} period={period} words={words} m={m} lang={lang} />}
      {changed.length > mostUnits && <p class="quiet">{m.moreUnits(changed.length - mostUnits)}</p>}
    </section>
  );
}

function FailureLine({ told: { where, expected, actual, fault }, m }: { told: FailureText; m: YearsMessages }) {
  return (
    <>
      {where}
      {where && m.colon}
      {fault || (
        <>
          {m.expected} <strong>{groupDigits(expected)}</strong>
          {m.semicolon}
          {m.actual} <strong>{groupDigits(actual)}</strong>
        </>
      )}
    </>
  );
}

function CasesNow({ work, engine, m, lang }: { work: Work; engine: RoomProps["engine"]; m: YearsMessages; lang: Lang }) {
  const [cases, set] = useState<Cases | null>(null);
  useEffect(() => {
    let live = true;
    void insist(() => live, () => engine.casesOf(work.scheme)).then((reply) => live && reply?.value && set(reply.value));
    return () => {
      live = false;
    };
  }, [work.scheme, engine]);
  if (!cases) return null;
  const failed = cases.cases.filter(({ passed }) => !passed);
  const tell = failureTeller(work.scheme, catalogueMessages(lang), lang);
  return (
    <section class="years-cases" aria-labelledby="years-cases">
      <h2 id="years-cases">{m.cases}</h2>
      <p aria-live="polite">{cases.cases.length === 0 ? m.noCases : failed.length === 0 ? m.casesPass(cases.passed) : m.casesFail(cases.failed, cases.passed)}</p>
      <ul>
        {failed.map((run) => (
          <li key={run.name}>
            <strong>{say(run.description, lang) || run.name}</strong> <code>{run.name}</code>
            <ul>
              {run.failures.map((one, index) => (
                <li key={index}>
                  <FailureLine told={tell(cases.cases.indexOf(run), one)} m={m} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {failed.length > 0 && <a href={schemesAddress("d", work.id, "write")}>{m.toWrite}</a>}
    </section>
  );
}

/** The boards that the host publishes; the page has read them already where somebody came by the Window. */
function usePublished({ state }: RoomProps["host"]): readonly BoardEntry[] {
  const [boards, set] = useState<readonly BoardEntry[]>(state.index?.boards ?? []);
  useEffect(() => {
    if (state.index) set(state.index.boards);
    else void loadIndex().then((read) => read.ok && set(read.value.boards));
  }, [state.index]);
  return boards;
}

/** Which version each published board of this scheme was scored by: it stands in the board itself. */
function useBoards({ host, work }: RoomProps, published: readonly BoardEntry[]): { id: string; title: Text; version: string }[] {
  const [found, set] = useState<{ id: string; title: Text; version: string }[]>([]);
  const scheme = idOf(work.scheme);
  const { board } = host.state;
  useEffect(() => {
    let live = true;
    const entries = published.filter((entry) => entry.scheme === scheme);
    void Promise.all(
      entries.map(async (entry) => {
        const own = board?.id === entry.id ? board : host.opened.get(entry.id);
        const read = own ? { ok: true as const, value: own } : await loadBoard(entry.id);
        return read.ok ? [{ id: entry.id, title: entry.title, version: versionOf(read.value.scheme) }] : [];
      }),
    ).then((all) => live && set(all.flat()));
    return () => {
      live = false;
    };
  }, [scheme, published]);
  return found;
}

function Keep(props: RoomProps & { before: Before | null; published: readonly BoardEntry[]; words: YearsMessages }) {
  const { work, change, before, published, words: m, lang } = props;
  const boards = useBoards(props, published);
  const [was, is] = [before ? versionOf(before.scheme) : "", versionOf(work.scheme)];
  const clash = before !== null && was === is && before.scheme !== work.scheme;
  const offered = nextVersion(is);
  return (
    <section aria-labelledby="years-keep">
      <h2 id="years-keep">{m.keep}</h2>
      {clash ? (
        <p class="notice">
          <span>{m.sameVersion(is)}</span>{" "}
          <button type="button" class="button" onClick={() => change((one) => ({ ...one, scheme: withVersion(one.scheme, offered) }))}>
            {m.setVersion(offered)}
          </button>
        </p>
      ) : (
        before && was !== is && <p>{m.ownVersion(was, is)}</p>
      )}
      <h3>{m.boards}</h3>
      <p class="quiet">{m.keepNote}</p>
      {boards.length === 0 ? (
        <p>{m.noBoards}</p>
      ) : (
        <ul class="years-boards">
          {boards.map((one) => (
            <li key={one.id}>
              <a href={`#/b/${encodeURIComponent(one.id)}`}>{m.boardOf(titled(one.title, one.id, lang), one.version)}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NextYear({ work, control, engine, words: m, lang }: RoomProps & { words: YearsMessages }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [keep, setKeep] = useState(false);
  const [fault, setFault] = useState("");
  const version = typed ?? nextVersion(versionOf(work.scheme));
  const make = async () => {
    if (version.trim() === "") {
      setFault(m.badVersion);
      return;
    }
    let dataset = work.dataset;
    if (dataset) {
      const reply = await engine.rewrite(dataset, keep ? [{ scheme: { version } }] : emptied(dataset, version));
      if (!reply) return;
      if (!reply.value) {
        setFault(`${m.notEmptied}${reply.diagnostics.map((one) => say(one.text, lang)).join(m.semicolon)}`);
        return;
      }
      dataset = reply.value.dataset;
    }
    const year = nextYear(work.board.period.slice(0, 4) || versionOf(work.scheme).slice(0, 4));
    await control.begin(nextWork(work, m.nextTitle(work.title, year), version.trim(), dataset, keep), "write");
  };
  return (
    <section class="years-next" aria-labelledby="years-next">
      <h2 id="years-next">{m.next}</h2>
      <p class="quiet">{m.nextNote}</p>
      <label class="field">
        <span class="field-label">{m.nextVersion}</span>
        <input type="text" class="years-version" value={version} onInput={(event) => setTyped((event.currentTarget as HTMLInputElement).value)} />
      </label>
      {work.dataset === "" ? (
        <p class="quiet">{m.noDataset}</p>
      ) : (
        <fieldset class="years-figures">
          <legend class="field-label">{m.figures}</legend>
          {[false, true].map((kept) => (
            <label key={String(kept)}>
              <input type="radio" name="years-figures" checked={keep === kept} onChange={() => setKeep(kept)} /> {kept ? m.kept : m.empty}
            </label>
          ))}
        </fieldset>
      )}
      {fault && (
        <p class="why-not" role="alert">
          {fault}
        </p>
      )}
      <p>
        <button type="button" class="button" onClick={() => void make()}>
          {m.make}
        </button>
      </p>
    </section>
  );
}

/** Chooses what the work is compared with: it is kept in the work. */
function Choose({ work, change, host, published, words: m, lang }: RoomProps & { published: readonly BoardEntry[]; words: YearsMessages }) {
  const [fault, setFault] = useState("");
  const { before } = work;
  const take = (next: Before) => {
    setFault("");
    change((one) => ({ ...one, before: next }));
  };
  const fromBoard = async (id: string) => {
    const own = host.state.board?.id === id ? host.state.board : host.opened.get(id);
    const read = own ? { ok: true as const, value: own } : await loadBoard(id);
    if (read.ok) take({ name: say(read.value.title, lang) || id, scheme: read.value.scheme, dataset: read.value.dataset });
    else setFault(m.fileFault.board(id));
  };
  const fromFile = async (file: File) => {
    if (file.size > mostBytes) {
      setFault(m.fileFault.large(file.name));
      return;
    }
    const text = await file.text().catch(() => null);
    const read = text === null ? ({ is: "unreadable", name: file.name } as const) : readOther(file.name, text);
    if (!isOther(read)) setFault(read.is === "not-json" ? m.fileFault["not-json"](read.name, read.line, read.column) : m.fileFault[read.is](read.name));
    else if (read.scheme === undefined) setFault(m.fileFault.dataset(read.name));
    else take({ name: read.name, scheme: read.scheme, dataset: read.dataset ?? "" });
  };
  return (
    <div class="years-choose">
      <p>
        <span class="field-label">{m.before}</span> <strong>{before ? m.versus(m.side(before.name, versionOf(before.scheme)), m.side(work.title, versionOf(work.scheme))) : ""}</strong>
      </p>
      {!before && <p>{m.none}</p>}
      <div class="years-bar">
        <label class="field">
          <span class="field-label">{m.chooseBoard}</span>
          <select value="" onChange={(event) => void fromBoard((event.currentTarget as HTMLSelectElement).value)}>
            <option value="">{m.choose}</option>
            {published.map((entry) => (
              <option key={entry.id} value={entry.id}>
                {say(entry.title, lang) || entry.id}
              </option>
            ))}
          </select>
        </label>
        <FileButton label={m.openFile} onFile={(file) => void fromFile(file)} />
        {before && (
          <button type="button" class="button" onClick={() => change((one) => ({ ...one, before: null }))}>
            {m.drop}
          </button>
        )}
      </div>
      {fault && (
        <p class="why-not" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

export function YearsRoom(props: RoomProps) {
  const { work, engine, lang } = props;
  const m = yearsMessages(lang);
  const words: LabMessages = { ...labMessages(lang), sideA: m.sideA, sideB: m.sideB };
  const { before } = work;
  const [place, choose] = useState({ cls: "", period: "" });
  const compared = useCompared(work, before, place, engine);
  const published = usePublished(props.host);
  return (
    <div class="years" data-pending={before !== null && compared.busy}>
      <header>
        <h1>{m.title}</h1>
        <p class="quiet">{m.lead}</p>
        <Choose {...props} published={published} words={m} />
      </header>
      {before && (
        <>
          {compared.busy && <p class="quiet">{m.comparing}</p>}
          {compared.stale && (
            <p class="why-not" role="alert">
              {m.notNow} <a href={schemesAddress("d", work.id, "write")}>{m.toWrite}</a>
            </p>
          )}
          {compared.faults.length > 0 && (
            <p class="why-not" role="alert">
              {m.failed}
              {compared.faults.map((one) => say(one.text, lang)).join(m.semicolon)}
            </p>
          )}
          <Changes compared={compared} list={differences(before.scheme, work.scheme, lang)} m={m} lang={lang} />
          <Who compared={compared} whose={figuresOf(before, work).whose} choose={choose} m={m} words={words} lang={lang} />
        </>
      )}
      <CasesNow work={work} engine={engine} m={m} lang={lang} />
      <Keep {...props} before={before} published={published} words={m} />
      <NextYear {...props} words={m} />
    </div>
  );
}
