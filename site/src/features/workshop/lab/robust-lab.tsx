// How far the order holds when weights vary within a band: it runs in the worker, can be stopped, and what it shows is told with how many
// choices were tried.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Reply } from "../../../engine/types";
import { groupDigits } from "../../../format";
import { say } from "../../../i18n";
import { percentDone, placesOnRail } from "../../../plot";
import { Say } from "../../../ui/parts";
import { labMessages } from "./messages";
import { type Asked, bandWords, firstAsked, howWords, pairWords, robustQuery } from "./robust";
import type { LabProps } from "./slots";
import { written } from "./tuning";
import type { Robust, RobustQuery, Tune, TuneNode } from "./types";
import { said, useKept, viewFor } from "./use";

interface Kept { asked: Asked; query: RobustQuery | null; reply: Robust | null; rate: boolean; node: string; behind: string; ahead: string }

export function RobustLab(props: LabProps) {
  const { cls, period, lang } = props;
  const m = labMessages(lang);
  const [kept, change] = useKept<Kept>(props, { asked: firstAsked, query: null, reply: null, rate: false, node: "", behind: "", ahead: "" });
  const [progress, setProgress] = useState<string | null>(null);
  const [told, setTold] = useState("");
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  const { asked, query, reply } = kept;
  // Whose children's weights can be moved, and whether they are shares, which people write in percent.
  const [nodes, setNodes] = useState<TuneNode[] | null>(null);
  useEffect(() => {
    let here = true;
    void props.desk([], [{ method: "tune", query: { class: cls.id, period } }], "lab-tune").then((answer) => {
      if (here && answer) setNodes((answer.value?.answers[0] as Reply<Tune> | undefined)?.value?.weights ?? []);
    });
    return () => {
      here = false;
    };
  }, [cls.id, period]);
  const ask = (part: Partial<Asked>) => change({ asked: { ...asked, ...part } });

  const total = viewFor(cls, period).node;
  const node = nodes?.find((one) => one.node === kept.node) ?? nodes?.find((one) => one.node === total) ?? nodes?.[0];
  const start = () => {
    const made = robustQuery(asked, { class: cls.id, period, node: node?.node ?? total });
    if ("trouble" in made) {
      setTold(m[made.trouble]);
      return;
    }
    setTold("");
    setProgress("0");
    // What was stopped may still tell how far it is.
    const job = props.work<Robust>([], { method: "robust", query: made }, (done) => stop.current === job.stop && setProgress(done));
    stop.current = job.stop;
    void job.reply.then((answer) => {
      // A newer run has taken this one's place.
      if (stop.current !== job.stop) return;
      stop.current = null;
      setProgress(null);
      if (answer?.value) {
        const [first, second] = answer.value.units;
        change({ query: made, reply: answer.value, rate: node?.rate ?? false, ahead: first?.unit ?? "", behind: second?.unit ?? "" });
        props.announce(howWords(answer.value, made.seed, m));
      } else setTold(answer && answer.diagnostics.length > 0 ? m.stays(`${m.failed}${said(answer.diagnostics, lang)}`) : m.cancelled);
    });
  };
  const cancel = () => {
    const end = stop.current;
    stop.current = null;
    setProgress(null);
    setTold(m.cancelled);
    end?.();
  };

  const field = (id: keyof Omit<Asked, "by">, title: string, unit: string) => (
    <label class="lab-field">
      <span>{title}</span>
      <span class="lab-value">
        {id === "band" && <span>±</span>}
        <input type="text" inputMode="decimal" autocomplete="off" id={`lab-${id}`} value={asked[id]} onInput={(event) => ask({ [id]: (event.currentTarget as HTMLInputElement).value })} />
        {unit && <span>{unit}</span>}
      </span>
    </label>
  );
  const percent = percentDone(progress ?? "0");
  return (
    <section class="lab lab-robust" data-pending={progress !== null}>
      <div class="lab-bar">
        {nodes && nodes.length > 1 && (
          <label class="lab-field">
            <span>{m.whichWeights}</span>
            <select id="lab-node" value={node?.node} onChange={(event) => change({ node: (event.currentTarget as HTMLSelectElement).value })}>
              {nodes.map((one) => (
                <option key={one.node} value={one.node}>
                  {say(one.title, lang) || one.node}
                </option>
              ))}
            </select>
          </label>
        )}
        {field("band", m.band, "")}
        <label class="lab-field">
          <span>{m.byTitle}</span>
          <select id="lab-by" value={asked.by} onChange={(event) => ask({ by: (event.currentTarget as HTMLSelectElement).value === "percent" ? "percent" : "points" })}>
            <option value="points">{m.byName.points}</option>
            <option value="percent">{m.byName.percent}</option>
          </select>
        </label>
        {field("choices", m.choices, m.choicesUnit)}
        {field("seed", m.seed, "")}
        {progress === null ? (
          <button type="button" class="button primary" id="lab-start" disabled={!node} onClick={start}>
            {m.start}
          </button>
        ) : (
          <button type="button" class="button" id="lab-cancel" onClick={cancel}>
            {m.cancel}
          </button>
        )}
      </div>
      {progress !== null && (
        <p class="lab-progress">
          <progress max="100" value={percent} aria-label={m.running(percent)} /> {m.running(percent)}
        </p>
      )}
      {told && (
        <p class="lab-trouble" role="alert">
          {told}
        </p>
      )}
      {!reply && progress === null && !told && <p class="lab-hint">{nodes?.length === 0 ? m.noWeights : m.robustNote}</p>}
      {reply && query && <Shown reply={reply} query={query} kept={kept} change={change} props={props} />}
    </section>
  );
}

function Shown({ reply, query, kept, change, props }: { reply: Robust; query: RobustQuery; kept: Kept; change(part: Partial<Kept>): void; props: LabProps }) {
  const { lang } = props;
  const m = labMessages(lang);
  const nameOf = (id: string) => say(reply.units.find((unit) => unit.unit === id)?.name, lang) || id;
  const band = { ...query, rate: kept.rate };
  const of = reply.units.filter((unit) => unit.place !== null).length;
  const pair = pairWords(reply, band, kept.behind, kept.ahead, nameOf, m);
  const chooser = (id: "ahead" | "behind", title: string) => (
    <label class="lab-field">
      <span>{title}</span>
      <select id={`lab-${id}`} value={kept[id]} onChange={(event) => change({ [id]: (event.currentTarget as HTMLSelectElement).value })}>
        {reply.units.map((unit) => (
          <option key={unit.unit} value={unit.unit}>
            {say(unit.name, lang) || unit.unit}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <p class="lab-how">
        {m.within(bandWords(band, m))}
        {m.gap}
        {howWords(reply, query.seed, m)}
      </p>
      <p class="lab-ranges">{reply.weights.map((weight) => m.weightRange(say(weight.title, lang) || weight.child, groupDigits(written(weight.low, kept.rate)), groupDigits(written(weight.high, kept.rate)))).join(m.semicolon)}</p>
      <fieldset class="lab-pair">
        <legend>{m.pair}</legend>
        {chooser("behind", m.pairBehind)}
        {chooser("ahead", m.pairAhead)}
        <p class={pair.proved ? "lab-proved" : "lab-open"} id="lab-pair-said" aria-live="polite">
          <span aria-hidden="true">{pair.proved ? "✓" : "?"}</span> {pair.text}
        </p>
      </fieldset>
      <ol class="lab-robust-rows">
        {reply.units.map((unit) => {
          const { place, best, worst } = unit;
          return (
            <li key={unit.unit}>
              <span class="lab-name">
                <Say text={unit.name} lang={lang} />
              </span>
              {place !== null && best !== null && worst !== null ? (
                <>
                  <span class="lab-rail" aria-hidden="true">
                    <span class="lab-span" style={placesOnRail(best, worst, of)} />
                    <span class="lab-now" style={placesOnRail(place, place, of)} />
                  </span>
                  <span class="lab-range">
                    {m.placeNow(String(place))}
                    {m.comma}
                    {m.placeRange(String(best), String(worst))}
                  </span>
                  <span class="lab-kept" title={m.keeps(unit.shown, groupDigits(String(unit.kept)), groupDigits(String(reply.choices)))}>
                    {m.keepsShort(unit.shown)}
                  </span>
                </>
              ) : (
                <span class="lab-range">{m.unranked}</span>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
