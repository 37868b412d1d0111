// Many filled sheets at once: what each brings, where they differ from each other or from the desk, and whom to believe. Nothing that
// stands at the desk is overwritten unless somebody says so.
import { useRef, useState } from "preact/hooks";
import type { Text } from "../../../engine/types";
import { say } from "../../../i18n";
import { FileButton } from "../../../ui/file-button";
import { loadSheets } from "../sheets/api";
import type { SheetReading } from "../sheets/reading";
import { shownOf } from "./cells";
import { fullName } from "./columns";
import { sourcesOf } from "./faults";
import type { TabProps } from "./kit";
import { type Choices, type Matter, type Offer, allFrom, cellsOf, chosen, isList, mattersOf, typedOf, withSources } from "./merge";

type Reading = SheetReading & { name: string };

const most = 100;
const placeText = ({ sheet, cell }: Offer["at"]) => [sheet, cell].filter(Boolean).join("!");

export function MergeTab(props: TabProps) {
  const { grid, room, state, table, m, lang, words } = props;
  const [files, setFiles] = useState<Reading[]>([]);
  const [choices, setChoices] = useState<Choices>({});
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState("");
  const [shown, setShown] = useState(most);
  const turn = useRef(0);
  const { work } = room;
  const matters = mattersOf(grid, files, done);
  const conflicts = matters.filter(({ conflict }) => conflict !== "");
  const agreed = matters.filter(({ conflict }) => conflict === "");
  const taken = chosen(matters, choices);
  const open = conflicts.filter(({ name }) => choices[name] === undefined);

  const read = async (list: readonly File[]) => {
    turn.current += 1;
    const mine = turn.current;
    await table.settle();
    const sheets = await loadSheets();
    if (!sheets) {
      setSaid(m.loadFailed);
      return;
    }
    const scheme = { id: state.summary?.scheme.id ?? "", version: state.summary?.scheme.version ?? "" };
    const units: Record<string, { id: string; name: Text }[]> = {};
    for (const cls of state.summary?.classes ?? []) units[cls.id] = cls.units;
    const fresh: Reading[] = [];
    for (const file of list) {
      setSaid(m.readingFile(file.name));
      const bytes = new Uint8Array(await file.arrayBuffer());
      const found = await sheets.read({ name: file.name, bytes }, grid, scheme, { units, stop: () => mine !== turn.current });
      if (mine !== turn.current) return;
      fresh.push({ ...found, name: file.name });
    }
    setDone(new Set());
    setFiles((old) => [...old.filter(({ name }) => fresh.every((one) => one.name !== name)), ...fresh]);
    setChoices({});
    setSaid("");
  };
  const apply = async () => {
    const names = taken.map(({ matter }) => matter.name);
    const day = new Date().toISOString().slice(0, 10);
    table.type(
      taken.map(({ matter, offer }) => ({ name: matter.name, text: typedOf(offer), before: null })),
      (latest) => ({ ...latest, sources: withSources(latest, taken, files, day) }),
    );
    await table.settle();
    const left = room.control.store.get().open?.work.typed ?? {};
    const refused = names.filter((name) => left[name] !== undefined).length;
    setDone(new Set([...done, ...names]));
    if (open.length === 0) setFiles([]);
    setSaid([m.applied(names.length - refused), refused > 0 ? m.applyRefused(refused) : ""].filter(Boolean).join(" "));
  };

  const titleOf = ({ of, unit }: Matter) => `${say(grid.units.find((one) => one.unit === unit)?.name, lang) || unit} · ${isList(of) ? say(of.title, lang) || of.fact : fullName(of, lang)}`;
  const figureOf = ({ of }: Matter, text: string | null) => (text === null ? m.empty : isList(of) ? m.recordsOf(text) : shownOf(of, text, words) || m.empty);
  const deskOf = ({ of, unit }: Matter) => {
    const names = sourcesOf(work, grid.class, of.fact, isList(of) ? "" : of.period, unit);
    return names.length > 0 ? m.deskSourceOf(names.join(m.listComma)) : m.deskSource;
  };
  return (
    <>
      <div class="desk-head">{props.head}</div>
      <section class="desk-merge" aria-labelledby="desk-merge-title">
        <h2 id="desk-merge-title">{m.merge}</h2>
        <p class="quiet">{m.mergeHint}</p>
        <p class="desk-buttons">
          <FileButton label={m.chooseFiles} accept=".xlsx,.csv,.txt" multiple onFile={(_, all) => void read(all)} />
        </p>
        <p role="status">{said}</p>
        {files.length > 0 && (
          <ul class="desk-files">
            {files.map((file) => (
              <li key={file.name} data-file={file.name}>
                <p class="desk-unit">
                  <strong class="desk-unit-name">{file.name}</strong>
                  <span>
                    {[
                      m.brings(file.changes.length),
                      file.same > 0 ? m.sameAs(file.same) : "",
                      file.blank > 0 ? m.blankCells(file.blank) : "",
                      file.newUnits.length > 0 ? m.newUnits(file.newUnits.length) : "",
                    ]
                      .filter(Boolean)
                      .join(m.comma)}
                  </span>
                  <button
                    type="button"
                    class="quiet-button"
                    aria-label={`${m.removeFile} ${file.name}`}
                    onClick={() => {
                      setFiles(files.filter((one) => one !== file));
                      setChoices({});
                    }}
                  >
                    {m.removeFile}
                  </button>
                </p>
                {file.faults.length > 0 && (
                  <details open={file.changes.length === 0}>
                    <summary class="field-fault">{m.faultsOf(file.faults.length)}</summary>
                    <ol>
                      {file.faults.slice(0, most).map((fault, index) => (
                        <li key={index}>
                          {placeText(fault.at)} {say(fault.text, lang)}
                        </li>
                      ))}
                    </ol>
                    {file.faults.length > most && <p>{m.more(file.faults.length - most)}</p>}
                  </details>
                )}
                {file.notes.map((note, index) => (
                  <p key={index} class="quiet">
                    {note.at ? `${placeText(note.at)} ` : ""}
                    {say(note.text, lang)}
                  </p>
                ))}
              </li>
            ))}
          </ul>
        )}
        {files.length > 0 && matters.length === 0 && <p>{m.nothing}</p>}
        {agreed.length > 0 && (
          <details class="desk-agreed">
            <summary>{m.agree(agreed.length)}</summary>
            <ul>
              {agreed.slice(0, most).map((matter) => (
                <li key={matter.name}>
                  {titleOf(matter)}
                  {m.colon}
                  {figureOf(matter, matter.offers[0]?.text ?? "")} <span class="quiet">{matter.offers.map(({ from }) => files[from]?.name).join(m.listComma)}</span>
                </li>
              ))}
            </ul>
            {agreed.length > most && <p>{m.more(agreed.length - most)}</p>}
          </details>
        )}
        {conflicts.length > 0 && (
          <section aria-labelledby="desk-conflicts">
            <h3 id="desk-conflicts">{m.conflicts(conflicts.length)}</h3>
            <p class="desk-buttons">
              {[-1, ...files.map((_, index) => index)].map((source) => (
                <button key={source} type="button" class="button" onClick={() => setChoices(allFrom(matters, choices, source))}>
                  {m.allFrom(source < 0 ? m.deskSource : (files[source]?.name ?? ""))}
                </button>
              ))}
            </p>
            {conflicts.slice(0, shown).map((matter) => (
              <fieldset key={matter.name} class="desk-conflict" data-matter={matter.name.split("\n").join("/")}>
                <legend>
                  {titleOf(matter)} <span class="quiet">{m.conflict[matter.conflict || "desk"]}</span>
                </legend>
                {[{ from: -1, text: matter.now, at: "" }, ...matter.offers.map(({ from, text, at }) => ({ from, text, at: placeText(at) }))].map(({ from, text, at }) => (
                  <label key={from}>
                    <input type="radio" name={matter.name} checked={choices[matter.name] === from} onChange={() => setChoices({ ...choices, [matter.name]: from })} />
                    <span>
                      <strong>{figureOf(matter, text)}</strong>{" "}
                      <span class="quiet">
                        {from < 0 ? deskOf(matter) : (files[from]?.name ?? "")} {at}
                      </span>
                    </span>
                  </label>
                ))}
              </fieldset>
            ))}
            {conflicts.length > shown && (
              <button type="button" class="button" onClick={() => setShown(shown + most)}>
                {m.more(conflicts.length - shown)}
              </button>
            )}
          </section>
        )}
        {matters.length > 0 && (
          <p class="desk-buttons">
            <button type="button" class="button primary" disabled={taken.length === 0} onClick={() => void apply()}>
              {m.apply(taken.length)}
            </button>
            {open.length > 0 && <span class="quiet">{m.undecided(open.length)}</span>}
          </p>
        )}
        {work.sources.length > 0 && (
          <section aria-labelledby="desk-sources">
            <h3 id="desk-sources">{m.tookFrom}</h3>
            <ul class="desk-files">
              {work.sources.map((source, index) => (
                <li key={index}>
                  <p class="desk-unit">
                    <span class="desk-unit-name">{m.tookOn(source.name, source.taken, cellsOf(source))}</span>
                    <button type="button" class="quiet-button" aria-label={`${m.forget} ${source.name}`} onClick={() => room.change((latest) => ({ ...latest, sources: latest.sources.filter((one) => one !== source) }))}>
                      {m.forget}
                    </button>
                  </p>
                </li>
              ))}
            </ul>
          </section>
        )}
      </section>
    </>
  );
}
