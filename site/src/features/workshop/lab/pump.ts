// One question under way at a time, and of those wanted meanwhile only the newest: what is dragged is asked about as often as the
// engine can answer, and each answer is shown. (A channel of the client would drop the one under way for the newer one, and a
// slider that moves faster than the engine answers would show nothing until it rests.)
export interface Pump<Q> {
  /** Asks as soon as nothing is under way. */
  want(question: Q): void;
  /** Forgets what waits, and the answer to what is under way. */
  drop(): void;
  readonly busy: boolean;
}

export function createPump<Q, A>(ask: (question: Q) => Promise<A>, show: (answer: A, question: Q) => void, idle: () => void = () => undefined): Pump<Q> {
  let waiting: { question: Q } | null = null;
  let busy = false;
  let turn = 0;

  const run = (question: Q): void => {
    busy = true;
    const own = turn;
    const done = (answer: { value: A } | null) => {
      busy = false;
      if (answer && own === turn) show(answer.value, question);
      const next = waiting;
      waiting = null;
      if (next) run(next.question);
      else idle();
    };
    ask(question).then(
      (value) => done({ value }),
      () => done(null),
    );
  };
  return {
    want(question) {
      if (busy) waiting = { question };
      else run(question);
    },
    drop() {
      waiting = null;
      turn += 1;
    },
    get busy() {
      return busy;
    },
  };
}
