// Why the badge says what it says.
import { SealView } from "../board/seal-view";
import { sealMessages } from "../board/seal-messages";
import type { WindowProps } from "../features/window/state";

export function BoardSeal({ state, lang }: WindowProps) {
  const { board, summary } = state;
  const seal = state.seal?.board === board ? state.seal : null;
  return (
    <>
      <SealView board={board} found={seal?.found ?? null} badge={seal?.badge ?? null} engine={summary.engine} lang={lang} />
      <p>
        <a href="#/f/verify">{sealMessages(lang).check}</a>
      </p>
    </>
  );
}
