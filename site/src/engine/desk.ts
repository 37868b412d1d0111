// The second workbook, where figures are tried out. Each question says which changes it is about, whatever was asked before: the
// desk brings its workbook to exactly those and then answers, so that the answers of two drafts or scenarios cannot mix.
import type { Blank, BlankQuery, ChangeText, DeskOpened, LinkEnd, Reading, RecordText } from "./desk-types";
import type { Diagnostic, Progress, Reply, Summary } from "./types";

/** What the desk needs of a workbook: text in, text out. */
export interface DeskBook {
  edit(changes: string): string;
  blank(scheme: string, query: string): string;
  start(job: string): string;
  step(id: number, budget: number): string;
  stop(id: number): string;
}

/** A board's documents, or a scheme for an empty form. */
export type DeskSource = { scheme: string; dataset: string } | { scheme: string; blank: BlankQuery };

export interface Question {
  method: string;
  query: object;
  /** On top of the job's changes, for this question alone. */
  changes?: ChangeText[];
}
export interface DeskJob {
  changes: ChangeText[];
  questions: Question[];
}
/** A change that the engine did not take, and why; the figure counts as the dataset has it. */
export interface Refused {
  key: string;
  diagnostics: Diagnostic[];
}
export interface DeskReply {
  refused: Refused[];
  answers: Reply<unknown>[];
}

/** What a change or a cell is of, in a word: facts, nodes and links may share an id. */
export function cellName({ fact, node, link }: Pick<ChangeText, "fact" | "node" | "link">): string {
  return node !== undefined ? `=${node}` : link !== undefined ? `>${link}` : (fact ?? "");
}

export function keyOfChange(change: ChangeText): string {
  return [change.class, change.unit, cellName(change), change.period ?? "", change.key ?? ""].join("\n");
}

interface DatasetText {
  units?: Record<string, { id: string }[]>;
  readings?: Record<string, Record<string, Record<string, Reading[]>>>;
  records?: Record<string, Record<string, Record<string, RecordText[]>>>;
  links?: Record<string, (Exclude<LinkEnd, string> & { from: string })[]>;
}

/** A link's row without its own end; of a row that says no more than its other end, that end's id. */
function linkEnd({ from: _from, ...rest }: Exclude<LinkEnd, string> & { from: string }): LinkEnd {
  return Object.keys(rest).length === 1 ? rest.to : rest;
}

/** The change that makes a cell again what the dataset says. A key's is that of its whole reading. */
export function original(dataset: DatasetText, change: ChangeText): ChangeText {
  const { key: _key, records: _records, value: _value, to: _to, ...cell } = change;
  if (cell.link !== undefined) return { ...cell, to: (dataset.links?.[cell.link] ?? []).filter((row) => row.from === cell.unit).map(linkEnd) };
  if (cell.fact === undefined) return { ...cell, value: null };
  if (change.records !== undefined) return { ...cell, records: dataset.records?.[cell.class]?.[cell.fact]?.[cell.unit] ?? null };
  const place = (dataset.units?.[cell.class] ?? []).findIndex((unit) => unit.id === cell.unit);
  return { ...cell, value: dataset.readings?.[cell.class]?.[cell.fact]?.[cell.period ?? ""]?.[place] ?? null };
}

/** The changes that lead from those that were made to those that are wanted. */
export function difference(dataset: DatasetText, made: Map<string, ChangeText>, wanted: Map<string, ChangeText>): ChangeText[] {
  const todo: ChangeText[] = [];
  const again = new Set<string>(); // readings put back whole, whose other keys have to be given once more
  made.forEach((change, key) => {
    if (wanted.has(key)) return;
    const back = original(dataset, change);
    const whole = keyOfChange(back);
    if (again.has(whole)) return;
    if (change.key) again.add(whole);
    todo.push(back);
  });
  wanted.forEach((change, key) => {
    const whole = change.key ? keyOfChange({ ...change, key: "" }) : "";
    if (again.has(whole) || JSON.stringify(made.get(key)) !== JSON.stringify(change)) todo.push(change);
  });
  return todo;
}

const errors = (diagnostics: Diagnostic[]) => diagnostics.filter((diagnostic) => diagnostic.severity === "error");

export function createDesk(book: DeskBook, load: (scheme: string, dataset: string) => Reply<Summary>) {
  let text = "";
  let dataset: DatasetText | null = null;
  let made = new Map<string, ChangeText>();

  const base = () => {
    dataset = dataset ?? (JSON.parse(text) as DatasetText);
    return dataset;
  };
  const edit = (changes: ChangeText[]) => JSON.parse(book.edit(JSON.stringify(changes))) as Reply<unknown>;

  /** Makes the changes; those that a fault names are left out, the others are tried again. */
  const make = (changes: ChangeText[]): Refused[] => {
    const refused: Refused[] = [];
    let left = changes;
    while (left.length > 0) {
      const reply = edit(left);
      if (reply.value !== null) break;
      const faults = errors(reply.diagnostics);
      const named = left.map((_, index) => faults.filter((fault) => fault.pointer === `/${index}` || fault.pointer.indexOf(`/${index}/`) === 0));
      if (named.every((own) => own.length === 0)) {
        // What is wrong is wrong with several together, or with what they would make: one by one, as far as it goes.
        for (const change of left) {
          const alone = edit([change]);
          if (alone.value === null) refused.push({ key: keyOfChange(change), diagnostics: errors(alone.diagnostics) });
        }
        break;
      }
      left.forEach((change, index) => {
        const own = named[index] as Diagnostic[];
        if (own.length > 0) refused.push({ key: keyOfChange(change), diagnostics: own });
      });
      left = left.filter((_, index) => (named[index] as Diagnostic[]).length === 0);
    }
    return refused;
  };

  /** Brings the workbook to the dataset with these changes and no others. */
  const bring = (changes: readonly ChangeText[]): Refused[] => {
    const wanted = new Map(changes.map((change) => [keyOfChange(change), change]));
    const todo = difference(base(), made, wanted);
    const refused = make(todo);
    for (const { key } of refused) {
      // What the cell held before is not what is wanted either.
      const before = made.get(key);
      if (before) make([original(base(), before)]);
      wanted.delete(key);
    }
    made = wanted;
    return refused;
  };

  return {
    open(source: DeskSource): Reply<DeskOpened> {
      text = "";
      dataset = null;
      made = new Map();
      let place = { unit: "", period: "" };
      let given = "dataset" in source ? source.dataset : "";
      if ("blank" in source) {
        const made = JSON.parse(book.blank(source.scheme, JSON.stringify(source.blank))) as Reply<Blank>;
        if (made.value === null) return { value: null, diagnostics: made.diagnostics };
        given = made.value.dataset;
        place = { unit: made.value.unit, period: made.value.period };
      }
      const { value, diagnostics } = load(source.scheme, given);
      if (value === null) return { value: null, diagnostics };
      text = given;
      return { value: { summary: value, ...place }, diagnostics };
    },

    ask(job: DeskJob, answer: (question: Question) => Reply<unknown>): Reply<DeskReply> {
      if (text === "") return { value: null, diagnostics: [] };
      const refused = bring(job.changes);
      const answers = job.questions.map((question) => {
        if (!question.changes) return answer(question);
        bring(merge(job.changes, question.changes));
        const reply = answer(question);
        bring(job.changes);
        return reply;
      });
      return { value: { refused, answers }, diagnostics: [] };
    },

    /** The same for one question that may take long: in slices, until it is done or `goesOn` says no. */
    async work(job: DeskJob, budget: number, onProgress: (progress: string) => void, goesOn: () => Promise<boolean>): Promise<Reply<unknown>> {
      const question = job.questions[0];
      if (text === "" || !question) return { value: null, diagnostics: [] };
      bring(merge(job.changes, question.changes ?? []));
      const started = JSON.parse(book.start(JSON.stringify({ do: question.method, ...question.query }))) as Reply<number>;
      if (started.value === null) return { value: null, diagnostics: started.diagnostics };
      const diagnostics: Diagnostic[] = [];
      for (;;) {
        const { value, diagnostics: said } = JSON.parse(book.step(started.value, budget)) as Reply<Progress<unknown>>;
        diagnostics.push(...said);
        if (value === null || value.done) return { value: value === null ? null : value.value, diagnostics };
        onProgress(value.progress);
        if (!(await goesOn())) {
          book.stop(started.value);
          return { value: null, diagnostics: [] };
        }
      }
    },
  };
}

function merge(changes: readonly ChangeText[], later: readonly ChangeText[]): ChangeText[] {
  const keys = later.map(keyOfChange);
  return [...changes.filter((change) => keys.indexOf(keyOfChange(change)) < 0), ...later];
}

export type Desk = ReturnType<typeof createDesk>;
