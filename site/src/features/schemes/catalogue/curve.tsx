// How points change with one figure, as a picture and as a table that says the same.
import { groupDigits } from "../../../format";
import { type Lang, type Messages, say } from "../../../i18n";
import { curveDrawing } from "../../../plot";
import type { CurvePiece, IndicatorCurve } from "../../../engine/scheme-types";
import type { CatalogueMessages } from "./messages";

/** Pixels of the drawing; on a phone it is drawn narrower, so that its letters keep their size. */
const height = 240;
const margins = { left: 52, right: 28, top: 16, bottom: 34 };

/** The stretches between two points that the engine gave, each with whether its ends belong to it. */
export function stretches(pieces: readonly CurvePiece[]): { from: CurvePiece["points"][number]; to: CurvePiece["points"][number]; left: boolean; right: boolean }[] {
  return pieces.flatMap(({ points, closedLeft, closedRight }) => {
    const first = points[0];
    if (!first) return [];
    if (points.length === 1) return [{ from: first, to: first, left: true, right: true }];
    return points.slice(1).map((to, index) => ({
      from: points[index] ?? first,
      to,
      left: index === 0 ? closedLeft : true,
      right: index === points.length - 2 ? closedRight : true,
    }));
  });
}

export function CurveChart({ curve, title, unitName, lang, t, m, narrow, open }: { curve: IndicatorCurve; title: string; unitName: string; lang: Lang; t: Messages; m: CatalogueMessages; narrow: boolean; open?: boolean }) {
  const width = narrow ? 340 : 640;
  const box = { left: margins.left, right: width - margins.right, top: margins.top, bottom: height - margins.bottom };
  const drawing = curveDrawing(curve, box);
  const fact = say(curve.title, lang) || curve.fact;
  const unit = say(curve.unit, lang);
  const x = (text: string) => `${groupDigits(text)}${unit}`;
  const table = (
    <table class="page-table">
      <thead>
        <tr>
          <th scope="col">{`${fact} ${m.curveFrom}`}</th>
          <th scope="col">{m.curveTo}</th>
          <th scope="col" class="number-cell">
            {m.curveStart(title)}
          </th>
          <th scope="col" class="number-cell">
            {m.curveEnd(title)}
          </th>
        </tr>
      </thead>
      <tbody>
        {stretches(curve.pieces).map(({ from, to, left, right }, index) => (
          <tr key={index}>
            <th scope="row">{left ? m.closed(x(from.x.shown)) : m.openEnd(x(from.x.shown))}</th>
            <td>{right ? m.closed(x(to.x.shown)) : m.openEnd(x(to.x.shown))}</td>
            <td class="number-cell">{groupDigits(from.y.shown)}</td>
            <td class="number-cell">{groupDigits(to.y.shown)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <div class="curve">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={m.curveAlt(fact, title)}>
        {drawing.upwards.map(({ at, text }) => (
          <g key={`y${at}`}>
            <line class="curve-grid" x1={box.left} x2={box.right} y1={at} y2={at} />
            <text class="curve-mark" x={box.left - 8} y={at + 4} text-anchor="end">
              {groupDigits(text)}
            </text>
          </g>
        ))}
        {drawing.across.map(({ at, text }) => (
          <g key={`x${at}`}>
            <line class="curve-grid" x1={at} x2={at} y1={box.top} y2={box.bottom + 5} />
            <text class="curve-mark" x={at} y={box.bottom + 21} text-anchor="middle">
              {groupDigits(text)}
            </text>
          </g>
        ))}
        <line class="curve-axis" x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} />
        <line class="curve-axis" x1={box.left} x2={box.left} y1={box.top} y2={box.bottom} />
        {drawing.lines.map((points) => (
          <polyline key={points} class="curve-line" points={points} />
        ))}
        {drawing.dots.map(({ x: cx, y: cy, closed }) => (
          <circle key={`${cx} ${cy} ${closed}`} class={closed ? "curve-dot" : "curve-dot open"} cx={cx} cy={cy} r={4} />
        ))}
        {drawing.here && (
          <g class="curve-here">
            <line x1={drawing.here.x} x2={drawing.here.x} y1={drawing.here.y} y2={box.bottom} />
            <line x1={box.left} x2={drawing.here.x} y1={drawing.here.y} y2={drawing.here.y} />
            <rect x={drawing.here.x - 5} y={drawing.here.y - 5} width={10} height={10} />
          </g>
        )}
      </svg>
      <p class="quiet curve-axes">
        {fact}
        {unit && `（${unit}）`} → {title}
      </p>
      {curve.at && unitName && <p class="curve-at">{m.at(unitName, fact, x(curve.at.x.shown), groupDigits(curve.at.y.shown))}</p>}
      <p class="quiet">{m.curveNote}</p>
      {open ? (
        table
      ) : (
        <details>
          <summary>{t.chartTable}</summary>
          {table}
        </details>
      )}
    </div>
  );
}
