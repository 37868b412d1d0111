// All boards side by side: what each is about, what is scored, how many, and whether its data are invented.
import type { BoardEntry } from "../board/board";
import type { WindowProps } from "../features/window/state";
import { periodText } from "../format";
import { say } from "../i18n";
import { Say } from "../ui/parts";
import { type MoreMessages, moreMessages } from "./messages";

function BoardCard({ board, current, props, m }: { board: BoardEntry; current: boolean; props: WindowProps; m: MoreMessages }) {
  const { lang, actions } = props;
  return (
    <li class={current ? "board-card current" : "board-card"} data-board-card={board.id}>
      <a href={actions.link({ board: board.id })} onClick={() => actions.choosing(false)} aria-current={current ? "true" : undefined}>
        <strong>
          <Say text={board.title} lang={lang} />
        </strong>
        {current && <span class="period-mark">{m.current}</span>}
      </a>
      <ul class="board-scored">
        {board.classes.map((cls) => (
          <li key={cls.id}>{m.scored(say(cls.title, lang) || cls.id, cls.units)}</li>
        ))}
      </ul>
      <p class="board-when">
        <span>{board.periods.map((period) => periodText(period, lang)).join(m.listComma)}</span>
        {board.invented && (
          <span class="invented">
            <span aria-hidden="true">◇ </span>
            {m.invented}
          </span>
        )}
      </p>
      {say(board.note, lang) && (
        <p class="quiet board-note">
          <Say text={board.note} lang={lang} />
        </p>
      )}
    </li>
  );
}

export function Boards(props: WindowProps) {
  const { state, lang, actions } = props;
  const m = moreMessages(lang);
  return (
    <section class="board-list" aria-labelledby="board-list-title">
      <div class="tree-bar">
        <h2 id="board-list-title">{m.boards}</h2>
        <button type="button" class="quiet-button" onClick={() => actions.choosing(false)}>
          {m.closeBoards}
        </button>
      </div>
      <ul class="board-cards">
        {(state.index?.boards ?? []).map((board) => (
          <BoardCard key={board.id} board={board} current={board.id === state.board.id} props={props} m={m} />
        ))}
      </ul>
    </section>
  );
}
