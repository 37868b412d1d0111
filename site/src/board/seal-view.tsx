// What a board file says of itself, and whether it holds: in the Window under its badge, and where published files are checked.
import { groupDigits, periodText } from "../format";
import { type Lang, say } from "../i18n";
import { Say } from "../ui/parts";
import { type Badge, type Found, documents } from "./badge";
import type { Board, CellDifference } from "./board";
import { sealMessages } from "./seal-messages";

/** Cells that differ, each as it was and as it is. */
export function CellTable({ cells, lang, more = null }: { cells: readonly CellDifference[]; lang: Lang; more?: string | null }) {
  const m = sealMessages(lang);
  const value = (text = "") => (text === "" ? <span class="no-figure">{m.missing}</span> : groupDigits(text));
  return (
    // What scrolls has to be reached by the keyboard.
    <section class="table-box" tabIndex={0} aria-label={m.item}>
      <table class="small cells">
        <thead>
          <tr>
            <th scope="col">{m.unit}</th>
            <th scope="col">{m.item}</th>
            <th scope="col">{m.period}</th>
            <th scope="col" class="number-cell">
              {m.from}
            </th>
            <th scope="col" class="number-cell">
              {m.to}
            </th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell, index) => (
            <tr key={index}>
              <th scope="row">{say(cell.name, lang) || cell.unit || cell.class}</th>
              <td>
                {say(cell.title, lang) || cell.fact || m.what[cell.what as keyof typeof m.what] || cell.what}
                {cell.key && ` · ${cell.key}`}
              </td>
              <td>{periodText(cell.period ?? "", lang)}</td>
              <td class="number-cell">{value(cell.from)}</td>
              <td class="number-cell">{value(cell.to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more && <p class="quiet">{more}</p>}
    </section>
  );
}

/** The digests side by side; what a file does not state, or was not scored here, says so. */
export function DigestTable({ board, found, lang }: { board: Pick<Board, "sha256">; found: Found; lang: Lang }) {
  const m = sealMessages(lang);
  return (
    <table class="small digests">
      <caption>{m.digests}</caption>
      <tbody>
        {documents.map((part) => {
          const [own, here] = [board.sha256[part] ?? "", found.sha256[part] ?? ""];
          const is = own === "" ? "notGiven" : here === "" ? "notScored" : own === here ? "agrees" : "disagrees";
          return (
            <tr key={part} data-part={part} data-is={is}>
              <th scope="row">{m.part[part]}</th>
              <td>
                <code>{own || here}</code>
                {is === "disagrees" && (
                  <>
                    <br />
                    {m.here} <code>{here}</code>
                  </>
                )}
              </td>
              <td>
                <span aria-hidden="true">{{ agrees: "✓ ", disagrees: "✕ ", notGiven: "", notScored: "" }[is]}</span>
                {m[is]}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A board keeps no more of what changed. */
const most = 100;

export function SealView({ board, found, badge, engine, lang }: { board: Board; found: Found | null; badge: Badge | null; engine: string; lang: Lang }) {
  const m = sealMessages(lang);
  const sentence = !badge
    ? m.state.looking
    : badge.is === "signed"
      ? m.state.signed(say(badge.name, lang))
      : badge.is === "differs"
        ? m.state.differs(badge.parts.map((part) => m.partDiffers[part]).join(m.comma))
        : m.state[badge.is];
  const rows: [string, preact.ComponentChildren][] = [
    [m.standing, m.states[board.state] + (board.state === "display" && board.until ? m.until(board.until) : "")],
    [m.revision, board.revision > 0 && m.revisionOf(board.revision)],
    [m.issued, board.issued],
    [m.supersedes, board.supersedes && m.superseded(board.supersedes.revision, String(board.supersedes.sha256).slice(0, 16))],
    [m.reason, say(board.reason, lang) && <Say text={board.reason} lang={lang} />],
    [m.engine, board.engine],
    [m.key, board.signature && <code>{board.signature.key}</code>],
  ];
  return (
    <div class="seal-view">
      <p class={badge?.is === "differs" ? "why-not" : ""} role="status">
        {sentence}
      </p>
      {found?.signature === "unread" && <p class="why-not">{m.unread}</p>}
      {badge?.is === "differs" && badge.parts.indexOf("result") >= 0 && board.engine && board.engine !== engine && <p>{m.otherEngine(board.engine, engine)}</p>}
      <dl class="seal-facts">
        {rows.map(
          ([term, said]) =>
            said && (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{said}</dd>
              </div>
            ),
        )}
      </dl>
      {found && <DigestTable board={board} found={found} lang={lang} />}
      {board.changed.length > 0 && (
        <details open>
          <summary>{m.changed(board.changed.length)}</summary>
          <CellTable cells={board.changed} lang={lang} more={board.changed.length < most ? null : m.firstOnes(most)} />
        </details>
      )}
    </div>
  );
}
