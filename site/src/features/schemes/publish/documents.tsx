// The first steps: the documents have no faults, the scheme's cases pass, and what is said about persons is chosen.
import { groupDigits, periodText } from "../../../format";
import { say } from "../../../i18n";
import { DiagnosticList } from "../../../ui/diagnostics";
import { Say } from "../../../ui/parts";
import { catalogueMessages } from "../catalogue/messages";
import { failureTeller } from "../catalogue/scheme-text";
import { schemesAddress } from "../route";
import { writeMessages } from "../write/messages";
import type { Part } from "./part";
import { factName, withheld } from "./prepare";
import type { HeldBack } from "./types";

export function Documents({ prepared, work, summary, doubts, unseen, change, engine, p, lang, t }: Part) {
  const toRoom = (room: string, text: string) => (
    <a class="button" href={schemesAddress("d", work.id, room)}>
      {text}
    </a>
  );
  const { opened } = prepared;
  if (opened && !opened.value) {
    const errors = opened.diagnostics.filter(({ severity }) => severity === "error");
    return (
      <>
        <p class="why-not">{p.faults(errors.length)}</p>
        <DiagnosticList diagnostics={errors} lang={lang} t={t} />
        <p class="step-buttons">
          {toRoom("write", p.toWrite)} {toRoom("data", p.toData)}
        </p>
      </>
    );
  }
  if (work.dataset === "") {
    return (
      <>
        <p class="why-not">{p.noFigures}</p>
        <p class="step-buttons">{toRoom("data", p.toData)}</p>
      </>
    );
  }
  if (!summary) return <p role="status">{t.loading.score}</p>;
  const { scheme, classes } = summary;
  const takeAway = async () => {
    const reply = await engine.rewrite(work.dataset, [{ invented: null }]);
    const dataset = reply?.value?.dataset;
    if (dataset !== undefined) change((one) => (one.dataset === work.dataset ? { ...one, dataset } : one));
  };
  return (
    <>
      <p>{p.sound(say(scheme.title, lang) || scheme.id, scheme.version, classes.reduce((sum, cls) => sum + cls.units.length, 0))}</p>
      {doubts.map((doubt) => (
        <p key={doubt} data-doubt={doubt}>
          {doubt === "templateScheme" ? p.templateScheme(scheme.id) : p[doubt]}{" "}
          {doubt === "inventedData" && (
            <button type="button" class="button" onClick={() => void takeAway()}>
              {p.notInvented}
            </button>
          )}
        </p>
      ))}
      {unseen.map((one) => (
        <p key={one.pointer} data-unseen={one.id}>
          {writeMessages(lang).unpublished(one.title, one.id, one.class)}
        </p>
      ))}
      {(unseen.length > 0 || doubts.some((doubt) => doubt !== "inventedData")) && <p class="step-buttons">{toRoom("write", p.toWrite)}</p>}
    </>
  );
}

export function CasesStep({ prepared, work, p, m, lang, t }: Part) {
  const { cases } = prepared;
  if (!cases) return <p role="status">{t.rowPending}</p>;
  if (!cases.value) return <p class="quiet">{p.faults(cases.diagnostics.length)}</p>;
  const { passed, failed, cases: runs } = cases.value;
  if (runs.length === 0) return <p>{p.noCases}</p>;
  if (failed === 0) return <p>{p.casesPass(passed)}</p>;
  const tell = failureTeller(work.scheme, catalogueMessages(lang), lang);
  return (
    <>
      <p class="why-not">{p.casesFail(failed, runs.length)}</p>
      <ul class="plain-list">
        {runs
          .map((run, at) => ({ run, at }))
          .filter(({ run }) => !run.passed)
          .map(({ run, at }) => (
            <li key={run.name}>
              <strong>{run.name}</strong> <Say text={run.description} lang={lang} />
              {run.failures.map((failure, index) => {
                const { where, expected, actual, fault } = tell(at, failure);
                return (
                  <p key={index} class="quiet">
                    {where}
                    {where && m.colon}
                    {fault || p.expected(groupDigits(expected), groupDigits(actual))}
                  </p>
                );
              })}
            </li>
          ))}
      </ul>
      <p class="step-buttons">
        <a class="button" href={schemesAddress("d", work.id, "write")}>
          {p.toWrite}
        </a>
      </p>
    </>
  );
}

type Given = HeldBack["given"][number];

/** A node's figures of all periods in one line; they come in the order of periods. */
function byNode(given: readonly Given[]): { first: Given; last: Given; periods: number }[] {
  const nodes = new Map<string, { first: Given; last: Given; periods: number }>();
  for (const one of given) {
    const key = `${one.class}/${one.node}`;
    const node = nodes.get(key);
    nodes.set(key, node ? { first: node.first, last: one, periods: node.periods + 1 } : { first: one, last: one, periods: 1 });
  }
  return Array.from(nodes.values());
}

export function Persons({ prepared, about, change, p, lang, t }: Part) {
  const { personal, sealed } = prepared;
  if (!personal) return <p role="status">{t.rowPending}</p>;
  if (!personal.value) return <DiagnosticList diagnostics={personal.diagnostics} lang={lang} t={t} />;
  const { classes, held } = personal.value;
  const gone = held.length > 0 && <p>{p.alreadyHeld(held.flatMap((cls) => cls.facts.map((fact) => say(fact.title, lang) || fact.fact)).join(p.comma))}</p>;
  if (classes.length === 0) return gone || <p>{p.noPersons}</p>;
  const left = withheld(personal.value, about.shown).length;
  const show = (names: string[], on: boolean) =>
    change((work) => {
      const others = work.board.shown.filter((name) => names.indexOf(name) < 0);
      return { ...work, board: { ...work.board, shown: on ? [...others, ...names] : others } };
    }, "publish-shown");
  return (
    <>
      <p>{p.persons}</p>
      {gone}
      {classes.map((cls) => {
        if (cls.facts.length === 0) return null;
        const names = cls.facts.map(({ fact }) => factName(cls.class, fact));
        const all = names.every((name) => about.shown.indexOf(name) >= 0);
        return (
          <section class="table-box" key={cls.class} tabIndex={0} aria-label={say(cls.title, lang) || cls.class}>
            <table class="small persons">
              <caption>{p.personsOf(say(cls.title, lang) || cls.class, cls.persons ? cls.units : 0)}</caption>
              <thead>
                <tr>
                  <th scope="col">{p.publishFact}</th>
                  <th scope="col">{p.fact}</th>
                  <th scope="col" class="number-cell">
                    {p.values}
                  </th>
                  <th scope="col" class="number-cell">
                    {p.records}
                  </th>
                  <th scope="col">{p.why}</th>
                </tr>
              </thead>
              <tbody>
                {cls.facts.map(({ fact, title, values, records, why }) => {
                  const name = factName(cls.class, fact);
                  return (
                    <tr key={fact}>
                      <td>
                        <input
                          type="checkbox"
                          checked={about.shown.indexOf(name) >= 0}
                          aria-label={`${p.publishFact}: ${say(title, lang) || fact}`}
                          data-shown={name}
                          onChange={(event) => show([name], (event.currentTarget as HTMLInputElement).checked)}
                        />
                      </td>
                      <th scope="row">
                        <Say text={title} lang={lang} />
                      </th>
                      <td class="number-cell">{values}</td>
                      <td class="number-cell">{records}</td>
                      <td>
                        <Say text={why} lang={lang} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
            {cls.facts.length > 1 && (
              <label class="choice">
                <input type="checkbox" checked={all} onChange={(event) => show(names, (event.currentTarget as HTMLInputElement).checked)} />
                {p.publishAll}
              </label>
            )}
          </section>
        );
      })}
      {sealed && !sealed.value ? (
        <div role="alert">
          <p class="why-not">{p.holdFailed}</p>
          <DiagnosticList diagnostics={sealed.diagnostics} lang={lang} t={t} />
        </div>
      ) : (
        <div data-held={left}>
          <p role="status">{!sealed ? t.rowPending : left === 0 ? p.heldNone : p.heldSome(left)}</p>
          <p>
            <strong>{p.stillSeen}</strong>
          </p>
          <ul class="plain-list">
            {classes.filter(({ persons }) => persons).map((cls) => (
              <li key={cls.class}>{p.namesSeen(say(cls.title, lang) || cls.class, cls.units)}</li>
            ))}
            {byNode(sealed?.value?.given ?? []).map(({ first, last, periods }) => (
              <li key={`${first.class}/${first.node}`}>
                {p.givenSeen(say(first.title, lang) || first.node, first.units)}{" "}
                <span class="quiet">{periods === 1 ? periodText(first.period, lang) : `${periodText(first.period, lang)} – ${periodText(last.period, lang)}`}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
