// Ranking and distribution as pictures, each with a table that says the same.
import type { Line } from "../../engine/types";
import { groupDigits } from "../../format";
import { say } from "../../i18n";
import { amongBins, axis, onAxis } from "../../plot";
import { SavedPicture } from "../../more/saved-picture";
import { FigureText, Say } from "../../ui/parts";
import type { ChartSpec } from "./chart-spec";
import { type WindowProps, mineOf, pageBars, showFrom, titleOf } from "./state";

function drawnLines(lines: readonly Line[], place: (line: Line) => number | null, { t, lang }: WindowProps): ChartSpec["lines"] {
  const drawn: ChartSpec["lines"] = [];
  for (const line of lines) {
    const at = line.from ? place(line) : null;
    if (line.from && at !== null) drawn.push({ at, label: t.line(say(line.title, lang), groupDigits(line.from.shown)) });
  }
  return drawn;
}

function LinesText({ lines, t, lang }: { lines: readonly Line[] } & WindowProps) {
  const written = lines.filter((line) => line.from);
  if (written.length === 0) return null;
  return (
    <p class="quiet">
      {t.linesTitle}
      {t.colon}
      {written.map((line) => `${say(line.title, lang)} ${t.lineFrom} ${groupDigits(line.from?.shown ?? "")}`).join(t.listComma)}
    </p>
  );
}

function itemTitle({ view, lang }: WindowProps): string {
  return titleOf(view.cls, view.item, lang);
}

export function RankingChart(props: WindowProps) {
  const { state, view, t, lang, actions } = props;
  const { rows } = state.window;
  if (!rows) return <p class="quiet">{t.rowPending}</p>;
  if (rows.matched === 0) return <p class="empty">{t.nobody}</p>;
  const shown = rows.rows.slice(0, pageBars);
  const mine = mineOf(state, view);
  const known = shown.filter((row) => row.cells[view.item]?.points);
  const ends = axis(rows.scale.low, rows.scale.high);
  const first = rows.from + 1;
  const title = t.rankingChart(itemTitle(props));
  // A picture that leaves the page says of how many it shows whom.
  const group = view.cls.groups.find((candidate) => candidate.id === state.window.group);
  const part = [
    say(group?.title, lang),
    state.window.find.trim(),
    rows.matched > pageBars ? t.rankingChartNote(String(first), String(first + shown.length - 1), String(rows.matched)) : "",
  ].filter(Boolean);
  const figure = (row: (typeof shown)[number]) => groupDigits(row.cells[view.item]?.points?.shown ?? "");
  return (
    <section class="chart" aria-label={title}>
      <h3>{title}</h3>
      <LinesText lines={rows.lines} {...props} />
      <SavedPicture
        props={props}
        title={[title, ...part].join(" · ")}
        label={`${title}${t.colon}${known
          .slice(0, 5)
          .map((row) => `${say(row.name, lang)} ${figure(row)}`)
          .join(t.listComma)}…`}
        height={`${known.length * 1.9 + 6}rem`}
        spec={{
          form: "dots",
          labels: known.map((row) => `${row.place} ${say(row.name, lang)}`),
          values: known.map((row) => onAxis(row.cells[view.item]?.points ?? null)),
          tips: known.map((row) => figure(row)),
          strong: known.map((row) => row.unit === mine),
          ...ends,
          lines: drawnLines(
            rows.lines,
            (line) => {
              const at = onAxis(line.from);
              return at >= ends.min && at <= ends.max ? at : null;
            },
            props,
          ),
          choose: (index) => {
            const row = known[index];
            if (row) actions.go({ unit: row.unit, node: "" });
          },
        }}
      />
      {rows.matched > pageBars && (
        <p class="pager">
          <button type="button" class="button" disabled={rows.from === 0} onClick={() => actions.window(showFrom(Math.max(0, rows.from - pageBars)))}>
            {t.earlier}
          </button>
          <span>{t.rankingChartNote(String(first), String(first + shown.length - 1), String(rows.matched))}</span>
          <button
            type="button"
            class="button"
            disabled={rows.from + pageBars >= rows.matched}
            onClick={() => actions.window(showFrom(rows.from + pageBars))}
          >
            {t.later}
          </button>
        </p>
      )}
      <details>
        <summary>{t.chartTable}</summary>
        <table class="small">
          <thead>
            <tr>
              <th scope="col">{t.place}</th>
              <th scope="col">{t.name}</th>
              <th scope="col" class="number-cell">
                {itemTitle(props)}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => {
              const cell = row.cells[view.item];
              return (
                <tr key={row.unit}>
                  <td>{row.place || t.notRanked}</td>
                  <th scope="row">
                    <a href={actions.link({ unit: row.unit, node: "" })}>
                      <Say text={row.name} lang={lang} />
                    </a>
                  </th>
                  <td class="number-cell">{cell ? <FigureText figure={cell.points} status={cell.status} t={t} /> : "—"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </section>
  );
}

export function DistributionChart(props: WindowProps) {
  const { state, view, t, lang, actions } = props;
  const { histogram } = state.window;
  if (!histogram) return <p class="quiet">{t.rowPending}</p>;
  const mine = mineOf(state, view);
  const title = t.distributionChart(itemTitle(props));
  const nameOf = (id: string) => say(view.cls.units.find((unit) => unit.id === id)?.name, lang) || id;
  const most = histogram.bins.reduce((max, bin) => Math.max(max, bin.count), 1);
  return (
    <section class="chart" aria-label={title}>
      <h3>{title}</h3>
      <LinesText lines={histogram.lines} {...props} />
      <SavedPicture
        props={props}
        title={title}
        label={`${title}${t.colon}${histogram.bins.map((bin) => `${t.binRange(bin.from, bin.to)} ${t.unitCount(String(bin.count))}`).join(t.listComma)}`}
        height="22rem"
        spec={{
          form: "bars",
          labels: histogram.bins.map((bin) => `${bin.from}–${bin.to}`),
          values: histogram.bins.map((bin) => bin.count),
          tips: histogram.bins.map((bin) => String(bin.count)),
          strong: histogram.bins.map((bin) => bin.units.includes(mine)),
          min: 0,
          max: most + 1,
          lines: drawnLines(histogram.lines, (line) => (line.from ? amongBins(line.from, histogram.bins) : null), props),
          choose: () => undefined,
        }}
      />
      {histogram.missing > 0 && <p class="quiet">{t.missingCount(String(histogram.missing))}</p>}
      <details>
        <summary>{t.chartTable}</summary>
        <table class="small">
          <thead>
            <tr>
              <th scope="col">{itemTitle(props)}</th>
              <th scope="col" class="number-cell">
                {t.units}
              </th>
              <th scope="col">{t.unitsHere}</th>
            </tr>
          </thead>
          <tbody>
            {histogram.bins.map((bin) => (
              <tr key={bin.from}>
                <th scope="row">{t.binRange(bin.from, bin.to)}</th>
                <td class="number-cell">{bin.count}</td>
                <td>
                  {bin.units.slice(0, 12).map((unit, index) => (
                    <span key={unit}>
                      {index > 0 ? t.listComma : ""}
                      <a href={actions.link({ unit, node: "" })}>{nameOf(unit)}</a>
                    </span>
                  ))}
                  {bin.units.length > 12 ? ` ${t.more(bin.units.length - 12)}` : ""}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
