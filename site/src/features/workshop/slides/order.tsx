// Predict an order: the room puts the units that stand near a line into an order, and then sees the true one.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { GuessOfOrder } from "../../../engine/lesson-types";
import { type Lang, say } from "../../../i18n";
import { Say } from "../../../ui/parts";
import type { Diagnostic } from "../../../engine/types";
import { EngineFault } from "../notices";
import type { Room, SlideProps } from "../slide";

/** Up to five units that differ little: those near the lines; in the order of their ids, which says nothing of their places. */
export function toOrder(room: Pick<Room, "notable">): string[] {
  const near = (room.notable?.lines ?? []).flatMap((line) => line.near.map(({ unit }) => unit));
  return near.filter((unit, index) => near.indexOf(unit) === index).slice(0, 5).sort();
}

export function shifted(order: readonly string[], at: number, by: -1 | 1): string[] {
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return order.slice();
  const next = order.slice();
  next.splice(to, 0, next.splice(at, 1)[0] as string);
  return next;
}

interface Memory {
  order: string[];
  revealed: boolean;
}

const nameOf = (room: Room, unit: string, lang: Lang) => say(room.cls.units.find(({ id }) => id === unit)?.name, lang) || unit;

export function OrderSlide({ room, desk, lang, m, memory, remember, onKeys, announce }: SlideProps) {
  const now = memory<Memory>() ?? { order: toOrder(room), revealed: false };
  const [reply, setReply] = useState<{ value: GuessOfOrder | null; diagnostics: Diagnostic[] } | null>(null);
  const total = room.cls.nodes.find(({ id }) => id === room.cls.total);
  const reveal = () => remember({ ...(memory<Memory>() ?? now), revealed: true });
  const shift = (at: number, by: -1 | 1) => {
    const before = memory<Memory>() ?? now;
    remember({ ...before, order: shifted(before.order, at, by) });
  };

  useEffect(() => {
    if (!now.revealed) return undefined;
    let gone = false;
    void desk.one<GuessOfOrder>("guess", { class: room.cls.id, period: room.period, order: now.order }, "order").then((found) => {
      if (gone || found === null) return;
      setReply(found);
      if (found.value) announce(m.pairs(found.value.pairs.right, found.value.pairs.of));
    });
    return () => {
      gone = true;
    };
  }, [now.revealed]);

  useLayoutEffect(() => {
    onKeys((command) => {
      if (command !== "next" || now.revealed) return false;
      reveal();
      return true;
    });
  });

  const found = now.revealed ? reply?.value : null;
  return (
    <>
      <p>{m.orderAsk(say(total?.title, lang) || room.cls.total)}</p>
      <div class="orders">
        <section>
          <h2>{m.roomOrder}</h2>
          <ol class="order-list" id="order-guess">
            {now.order.map((unit, index) => (
              <li key={unit} data-unit={unit}>
                <span>
                  {index + 1}. {nameOf(room, unit, lang)}
                </span>
                {!now.revealed && (
                  <span class="order-tools">
                    <button type="button" class="tool" aria-label={m.orderUp(nameOf(room, unit, lang))} disabled={index === 0} onClick={() => shift(index, -1)}>
                      ↑
                    </button>
                    <button
                      type="button"
                      class="tool"
                      aria-label={m.orderDown(nameOf(room, unit, lang))}
                      disabled={index === now.order.length - 1}
                      onClick={() => shift(index, 1)}
                    >
                      ↓
                    </button>
                  </span>
                )}
              </li>
            ))}
          </ol>
        </section>
        <section>
          <h2>{m.trueOrder}</h2>
          {found ? (
            <ol class="order-list" id="order-true">
              {found.order.map((unit, index) => (
                <li key={unit} data-unit={unit}>
                  <span>
                    <span aria-hidden="true">{now.order[index] === unit ? "✓" : "✕"}</span> {index + 1}.{" "}
                    <Say text={room.cls.units.find(({ id }) => id === unit)?.name} lang={lang} />
                  </span>
                </li>
              ))}
            </ol>
          ) : now.revealed && reply ? (
            <EngineFault diagnostics={reply.diagnostics} lang={lang} m={m} />
          ) : (
            <p>
              <button type="button" class="tool" id="reveal" disabled={now.revealed} onClick={reveal}>
                {m.reveal}
              </button>
            </p>
          )}
          {found && <p class="order-said">{found.right ? m.allRight : m.pairs(found.pairs.right, found.pairs.of)}</p>}
        </section>
      </div>
    </>
  );
}
