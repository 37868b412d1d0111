// One rule that tells the units apart: its clause, its sentence, and the highest and the lowest result.
import { groupDigits } from "../../../format";
import { type Lang, say } from "../../../i18n";
import { Bar, Say } from "../../../ui/parts";
import { shareOf } from "../pixels";
import type { RoomMessages } from "../messages";
import type { Room, Slide, PrintProps } from "../slide";
import { ClauseList } from "./pieces";

const infoOf = (room: Room, node: string) => room.cls.nodes.find((one) => one.id === node);

export function ruleTitle(m: RoomMessages, slide: Slide, room: Room, lang: Lang): string {
  return m.rule(say(infoOf(room, slide.of)?.title, lang) || slide.of);
}

export function RuleSlide({ slide, room, lang, m }: PrintProps) {
  const info = infoOf(room, slide.of);
  const found = room.notable?.deciders.find((one) => one.node === slide.of);
  const clauses = found?.clauses ?? (info?.clauses ?? []).map((id) => ({ id, text: room.summary.clauses[id] ?? {} }));
  const sentence = found?.sentence ?? info?.sentence;
  return (
    <>
      {say(sentence, lang) && (
        <p class="rule-sentence">
          <Say text={sentence} lang={lang} />
        </p>
      )}
      {found && (
        <>
          <table class="slide-table">
            <tbody>
              {([["high", m.highest], ["low", m.lowest]] as const).map(([end, word]) => (
                <tr key={end}>
                  <th scope="row">{word}</th>
                  <td>
                    <Say text={found[end].name} lang={lang} />
                  </td>
                  <td class="rule-bar">
                    <Bar share={shareOf(found[end].points, found.high.points)} weak={end === "low"} />
                  </td>
                  <td class="number-cell slide-big">{groupDigits(found[end].points.shown)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>{m.spread(groupDigits(found.spread.shown))}</p>
        </>
      )}
      <ClauseList clauses={clauses} lang={lang} m={m} />
    </>
  );
}
