// Where two boards differ, as the engine tells it: in the scheme, cell by cell in the figures, in what was published, in the board's words.
import type { CellDifference } from "../../../board/board";
import { CellTable } from "../../../board/seal-view";
import { sealMessages } from "../../../board/seal-messages";
import { csvOf } from "../../../csv";
import { download } from "../../../download";
import { groupDigits, periodText } from "../../../format";
import { type Lang, say } from "../../../i18n";
import { type PublishMessages, publishMessages } from "./messages";
import type { Verify } from "./types";

/** All that is told, one line each, for a spreadsheet. */
export function rowsOf({ scheme, dataset, results, about }: Verify, lang: Lang, m: PublishMessages): string[][] {
  const name = (own: Pick<CellDifference, "name" | "unit" | "class">) => say(own.name, lang) || own.unit || own.class || "";
  const head = sealMessages(lang);
  return [
    [m.kind, head.unit, head.item, head.period, m.key, head.from, head.to],
    ...scheme.differences.map(({ pointer, from, to }) => [m.kindOf.scheme, "", pointer, "", "", from, to]),
    ...dataset.differences.map((cell) => [m.kindOf.dataset, name(cell), say(cell.title, lang) || cell.fact || cell.what, cell.period ?? "", cell.key ?? "", cell.from ?? "", cell.to ?? ""]),
    ...results.differences.map((one) => [m.kindOf.results, name(one), say(one.title, lang) || one.node, one.period, "", one.from, one.to]),
    ...about.map(({ key, from, to }) => [m.kindOf.about, "", key, "", "", from, to]),
  ];
}

function PlainTable({ rows, m }: { rows: readonly { at: string; from: string; to: string }[]; m: PublishMessages }) {
  return (
    <section class="table-box" tabIndex={0} aria-label={m.place}>
      <table class="small cells">
        <tbody>
          {rows.map(({ at, from, to }) => (
            <tr key={at}>
              <th scope="row">
                <code>{at}</code>
              </th>
              <td>{from || m.missing}</td>
              <td>{to || m.missing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Differences({ verify, lang, name }: { verify: Verify; lang: Lang; name: string }) {
  const m = publishMessages(lang);
  const { scheme, dataset, results, about } = verify;
  if (verify.same && about.length === 0) return <p data-same="true">{m.same}</p>;
  const more = ({ count, differences }: { differences: readonly unknown[]; count: number }) => (count > differences.length ? m.firstOf(differences.length, count) : null);
  return (
    <div class="differences">
      {scheme.differences.length > 0 ? (
        <details data-differs="scheme">
          <summary>{m.schemeDiffers(scheme.from, scheme.to, scheme.count)}</summary>
          <PlainTable rows={scheme.differences.map(({ pointer, from, to }) => ({ at: pointer, from, to }))} m={m} />
        </details>
      ) : (
        <p>{scheme.same ? m.schemeSame : m.schemeWritten}</p>
      )}
      {dataset.differences.length > 0 ? (
        <details open data-differs="dataset">
          <summary>{m.dataDiffers(dataset.count)}</summary>
          <CellTable cells={dataset.differences} lang={lang} more={more(dataset)} />
        </details>
      ) : (
        <p>{dataset.same ? m.dataSame : m.dataWritten}</p>
      )}
      {results.differences.length > 0 ? (
        <details open data-differs="results">
          <summary>{m.resultsDiffer(results.count)}</summary>
          <CellTable
            cells={results.differences.map(({ node, from, to, fromShown, toShown, period, ...rest }) => ({
              ...rest,
              what: "given",
              fact: node,
              key: "",
              period: periodText(period, lang),
              from: groupDigits(fromShown ?? from),
              to: groupDigits(toShown ?? to),
            }))}
            lang={lang}
            more={more(results)}
          />
        </details>
      ) : (
        <p>{m.resultsSame}</p>
      )}
      {about.length > 0 && (
        <details data-differs="about">
          <summary>{m.aboutDiffers(about.length)}</summary>
          <PlainTable rows={about.map(({ key, from, to }) => ({ at: key, from, to }))} m={m} />
        </details>
      )}
      <p>
        <button type="button" class="button" onClick={() => download(`${name}.csv`, csvOf(rowsOf(verify, lang, m)), "text/csv")}>
          {m.exportAll}
        </button>
      </p>
    </div>
  );
}
