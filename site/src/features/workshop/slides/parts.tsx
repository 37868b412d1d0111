// What is scored and how much each part weighs.
import { groupDigits } from "../../../format";
import { Bar, Say } from "../../../ui/parts";
import type { PrintProps } from "../slide";
import { SentenceOf } from "./sentence";

export function PartsSlide({ room, lang, t, m }: PrintProps) {
  return (
    <table class="slide-table slide-parts">
      <thead>
        <tr>
          <th scope="col">{m.part}</th>
          <th scope="col" class="number-cell">
            {m.fullMarks}
          </th>
          <th scope="col">{m.ofTotal}</th>
          <th scope="col" class="number-cell">
            {m.mean}
          </th>
        </tr>
      </thead>
      <tbody>
        {(room.notable?.parts ?? []).map((part) => (
          <tr key={part.node}>
            <th scope="row">
              <Say text={part.title} lang={lang} />
              <SentenceOf room={room} node={part.node} lang={lang} />
            </th>
            <td class="number-cell">{part.full ? groupDigits(part.full.shown) : "—"}</td>
            <td>
              {part.share ? (
                <span class="part-share">
                  <Bar share={part.share} />
                  <span>{part.shown}</span>
                </span>
              ) : (
                part.outside && t.outsideHint
              )}
            </td>
            <td class="number-cell">{part.mean ? groupDigits(part.mean.shown) : "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
