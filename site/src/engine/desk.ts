// The second workbook, where figures are tried out. Each question says which changes it is about, whatever was asked before: the
// desk brings its workbook to exactly those and then answers, so that the answers of two drafts or scenarios cannot mix.
import type { Blank, BlankQuery, ChangeText, DeskChange, DeskOpened, LinkEnd, Reading, RecordText } from "./desk-types";
import type { Diagnostic, Progress, Reply, Summary } from "./types";

/** What the desk needs of a workbook: text in, text out. */
export interface DeskBook {
  edit(changes: string): string;
  blank(scheme: string, query: string): string;
  openCase(scheme: string, query: string): string;
  start(job: string): string;
  step(id: number, budget: number): string;
  stop(id: number): string;
}

/** A board's documents, a scheme for an empty form, or one of a scheme's own cases. `desk` names which desk is meant: views that
 *  try figures out have one each, and a lesson another for the cases it goes through; the self-check's has no name. */
export type DeskSource = { desk?: string; scheme: string } & ({ dataset: string } | { blank: BlankQuery } | { case: string });

export interface Question {
  method: string;
  query: object;
  /** On top of the job's changes, for this question alone. */
  changes?: DeskChange[];
}
export interface DeskJob {
  desk?: string;
  /** Of work in slices: asks the Window's own board, of which nothing is changed. */
  window?: true;
  /** Of the result document: its SHA-256 instead, under this engine's name ("": its own), since the name alone makes no other result. */
  digest?: string;
  changes: DeskChange[];
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

export function keyOfChange(change: DeskChange): string {
  if ("parameter" in change) return `*\n${change.parameter}`;
  if ("child" in change) return ["/", change.class, change.node, change.child].join("\n");
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
export function original(dataset: DatasetText, change: DeskChange): DeskChange {
  if ("parameter" in change) return { ...change, value: null };
  if ("child" in change) return { ...change, weight: null };
  const { key: _key, records: _records, value: _value, to: _to, ...cell } = change;
  if (cell.link !== undefined) return { ...cell, to: (dataset.links?.[cell.link] ?? []).filter((row) => row.from === cell.unit).map(linkEnd) };
  if (cell.fact === undefined) return { ...cell, value: null };
  if (change.records !== undefined) return { ...cell, records: dataset.records?.[cell.class]?.[cell.fact]?.[cell.unit] ?? null };
  const place = (dataset.units?.[cell.class] ?? []).findIndex((unit) => unit.id === cell.unit);
  return { ...cell, value: dataset.readings?.[cell.class]?.[cell.fact]?.[cell.period ?? ""]?.[place] ?? null };
}

/** One key of a reading that has several. */
const keyed = (change: DeskChange) => "key" in change && change.key !== undefined && change.key !== "";

/** The changes that lead from those that were made to those that are wanted. */
export function difference(dataset: DatasetText, made: Map<string, DeskChange>, wanted: Map<string, DeskChange>): DeskChange[] {
  const todo: DeskChange[] = [];
  const again = new Set<string>(); // readings put back whole, whose other keys have to be given once more
  made.forEach((change, key) => {
    if (wanted.has(key)) return;
    const back = original(dataset, change);
    const whole = keyOfChange(back);
    if (again.has(whole)) return;
    if (keyed(change)) again.add(whole);
    todo.push(back);
  });
  wanted.forEach((change, key) => {
    const whole = keyed(change) ? keyOfChange({ ...change, key: "" } as ChangeText) : "";
    if (again.has(whole) || JSON.stringify(made.get(key)) !== JSON.stringify(change)) todo.push(change);
  });
  return todo;
}

const errors = (diagnostics: Diagnostic[]) => diagnostics.filter((diagnostic) => diagnostic.severity === "error");

export function createDesk(book: DeskBook, load: (scheme: string, dataset: string) => Reply<Summary>) {
  /** The dataset as text; "" for a case, whose figures only the engine has. */
  let text = "";
  let dataset: DatasetText | null = null;
  let made = new Map<string, DeskChange>();
  let opened = false;
  /** Opens the same case again, since no dataset says what its figures were. */
  let again: (() => boolean) | null = null;

  const base = () => {
    dataset = dataset ?? (JSON.parse(text) as DatasetText);
    return dataset;
  };
  const edit = (changes: DeskChange[]) => JSON.parse(book.edit(JSON.stringify(changes))) as Reply<unknown>;

  /** Makes the changes; those that a fault names are left out, the others are tried again. */
  const make = (changes: DeskChange[]): Refused[] => {
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
  const bring = (changes: readonly DeskChange[]): Refused[] => {
    const wanted = new Map(changes.map((change) => [keyOfChange(change), change]));
    if (again) {
      // What the engine can take back itself it takes back; for any other figure the case begins anew.
      let anew = false;
      made.forEach((change, key) => {
        if ("unit" in change && JSON.stringify(wanted.get(key)) !== JSON.stringify(change)) anew = true;
      });
      if (anew && again()) made = new Map();
    }
    const todo = difference(again ? {} : base(), made, wanted);
    const refused = make(todo);
    for (const { key } of refused) {
      // What the cell held before is not what is wanted either.
      const before = made.get(key);
      if (before && !again) make([original(base(), before)]);
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
      opened = false;
      again = null;
      if ("case" in source) {
        const begin = () => JSON.parse(book.openCase(source.scheme, JSON.stringify({ case: source.case }))) as Reply<DeskOpened>;
        const reply = begin();
        opened = reply.value !== null;
        again = () => begin().value !== null;
        return reply;
      }
      let place = { class: "", unit: "", period: "" };
      let given = "dataset" in source ? source.dataset : "";
      if ("blank" in source) {
        const made = JSON.parse(book.blank(source.scheme, JSON.stringify(source.blank))) as Reply<Blank>;
        if (made.value === null) return { value: null, diagnostics: made.diagnostics };
        given = made.value.dataset;
        place = { class: source.blank.class, unit: made.value.unit, period: made.value.period };
      }
      const { value, diagnostics } = load(source.scheme, given);
      if (value === null) return { value: null, diagnostics };
      text = given;
      opened = true;
      return { value: { summary: value, ...place }, diagnostics };
    },

    ask(job: DeskJob, answer: (question: Question) => Reply<unknown>): Reply<DeskReply> {
      if (!opened) return { value: null, diagnostics: [] };
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
      if (!opened || !question) return { value: null, diagnostics: [] };
      bring(merge(job.changes, question.changes ?? []));
      return inSlices(book, question, budget, onProgress, goesOn);
    },
  };
}

/** Asks a workbook in slices, until it is done or `goesOn` says no. */
export async function inSlices(
  book: Pick<DeskBook, "start" | "step" | "stop">,
  { method, query }: Question,
  budget: number,
  onProgress: (progress: string) => void,
  goesOn: () => Promise<boolean>,
): Promise<Reply<unknown>> {
  const started = JSON.parse(book.start(JSON.stringify({ do: method, ...query }))) as Reply<number>;
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
}

function merge(changes: readonly DeskChange[], later: readonly DeskChange[]): DeskChange[] {
  const keys = later.map(keyOfChange);
  return [...changes.filter((change) => keys.indexOf(keyOfChange(change)) < 0), ...later];
}

export type Desk = ReturnType<typeof createDesk>;
