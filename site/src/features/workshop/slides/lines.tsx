// The lines of the grades, and who stands nearest to each on either side.
import { groupDigits, isZero } from "../../../format";
import { say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import type { Figure } from "../../../engine/types";
import type { RoomMessages } from "../messages";
import type { PrintProps } from "../slide";
import { SentenceOf } from "./sentence";

export function distanceText(distance: Figure, m: RoomMessages): string {
  if (isZero(distance.exact)) return m.on;
  const shown = groupDigits(distance.shown.replace(/^-/, ""));
  return distance.exact.startsWith("-") ? m.below(shown) : m.above(shown);
}

export function LinesSlide({ room, lang, m }: PrintProps) {
  return (
    <div class="lines-list">
      {(room.notable?.lines ?? []).map((line) => (
        <section key={`${line.node} ${line.level} ${line.from.exact}`}>
          <h2>
            {m.lineFrom(say(line.levelTitle, lang), groupDigits(line.from.shown))}
            <span class="quiet">
              {" "}
              <Say text={line.title} lang={lang} />
            </span>
          </h2>
          <SentenceOf room={room} node={line.node} lang={lang} />
          {line.near.length === 0 && <p>{m.nobodyNear}</p>}
          <table class="slide-table">
            <tbody>
              {line.near.map((one) => (
                <tr key={one.unit} class={one.distance.exact.startsWith("-") ? "below" : "above"}>
                  <th scope="row">
                    <span aria-hidden="true">{one.distance.exact.startsWith("-") ? "▽ " : "▲ "}</span>
                    <Say text={one.name} lang={lang} />
                  </th>
                  <td class="number-cell">{groupDigits(one.points.shown)}</td>
                  <td>{distanceText(one.distance, m)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
