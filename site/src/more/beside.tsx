// What stands on a card around its tree: what is missing or was rejected and to whom it is linked; then how it was before, how it
// stands beside the others, and the figures that are neither part of the total nor an outcome.
import { useState } from "preact/hooks";
import type { Card, Series } from "../engine/types";
import { type WindowProps, nodeOf, toUnit } from "../features/window/state";
import { groupDigits, groupWithin, periodText } from "../format";
import { say } from "../i18n";
import { axis, drawsRates, onAxis, percentEnds, pixels } from "../plot";
import { FigureText, RecordFields, Say } from "../ui/parts";
import { type MoreMessages, moreMessages } from "./messages";
import { SavedPicture } from "./saved-picture";

interface Part {
  card: Card;
  props: WindowProps;
  m: MoreMessages;
}

function Gaps({ card, props, m }: Part) {
  const { t, lang, view, actions } = props;
  if (card.gaps.length === 0) return null;
  return (
    <section class="beside-part gaps" aria-labelledby="gaps-title">
      <h3 id="gaps-title">{m.gaps}</h3>
      <p class="quiet hint">{m.gapsNote}</p>
      <ul>
        {card.gaps.slice(0, 12).map((gap) => (
          <li key={`${gap.node}@${gap.period}`}>
            <a href={actions.link({ unit: card.unit, node: gap.node, at: gap.period === view.period ? "" : gap.period })}>
              <Say text={gap.title} lang={lang} />
            </a>{" "}
            <span class="no-figure">{t.status[gap.status]}</span> <Say text={gap.reason} lang={lang} />
          </li>
        ))}
      </ul>
      {card.gaps.length > 12 && <p class="quiet">{t.more(card.gaps.length - 12)}</p>}
    </section>
  );
}

function Rejected({ card, props, m }: Part) {
  const { t, lang, view, actions } = props;
  if (card.rejected.length === 0) return null;
  return (
    <section class="beside-part" aria-labelledby="rejected-title">
      <h3 id="rejected-title">{m.rejected}</h3>
      <ul class="records">
        {card.rejected.map((claim) =>
          claim.records.map((record) => (
            <li key={`${claim.node}/${record.id}`} class="rejected">
              <p class="record-head">
                <a href={actions.link({ unit: card.unit, node: claim.node, at: claim.period === view.period ? "" : claim.period })}>
                  <Say text={claim.title} lang={lang} />
                </a>
                {record.date && <span class="quiet">{record.date}</span>}
              </p>
              <RecordFields fields={record.fields} lang={lang} t={t} />
              <p class="record-reason">
                <span aria-hidden="true">✕ </span>
                <Say text={record.reason} lang={lang} />
                {record.clauses.length > 0 && <span class="quiet"> {record.clauses.join(m.listComma)}</span>}
              </p>
            </li>
          )),
        )}
      </ul>
    </section>
  );
}

function Links({ card, props, m }: Part) {
  const { lang, state, view, actions } = props;
  const [all, setAll] = useState("");
  if (card.links.length === 0) return null;
  return (
    <section class="beside-part" aria-labelledby="links-title">
      <h3 id="links-title">{m.links}</h3>
      <dl class="links">
        {card.links.map((link) => {
          const key = `${link.link}/${link.class}/${link.forward}`;
          const most = all === key ? link.units.length : 8;
          return (
            <div key={key}>
              <dt>
                <Say text={link.forward && card.links.filter((other) => other.forward && other.link === link.link).length === 1 ? link.title : link.classTitle} lang={lang} />
                {link.units.length > 1 && <span class="quiet"> {link.units.length}</span>}
              </dt>
              <dd>
                {link.units.slice(0, most).map((unit, index) => (
                  <span key={`${unit.unit}/${index}`} class="linked">
                    <a href={actions.link(toUnit(state.summary, view, link.class, unit.unit))}>
                      <Say text={unit.name} lang={lang} />
                    </a>
                    <span class="quiet">
                      {[
                        say(unit.part, lang),
                        unit.points && groupDigits(unit.points),
                        unit.share && `${m.share} ${unit.share}`,
                        unit.since && m.since(unit.since),
                        unit.until && m.until(unit.until),
                      ]
                        .filter(Boolean)
                        .map((text) => ` ${text}`)}
                    </span>
                  </span>
                ))}
                {link.units.length > most && (
                  <button type="button" class="quiet-button" onClick={() => setAll(key)}>
                    {m.showAll(link.units.length)}
                  </button>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function ValueTable({ values, card, props, m }: Part & { values: Card["values"] }) {
  const { t, lang, actions } = props;
  return (
    <table class="small">
      <tbody>
        {values.map((value) => (
          <tr key={value.node}>
            <th scope="row">
              <a href={actions.link({ unit: card.unit, node: value.node })}>
                <Say text={value.title} lang={lang} />
              </a>
            </th>
            <td class="number-cell" aria-label={m.value}>
              {value.status === "known" ? groupWithin(say(value.shown, lang)) : <span class="no-figure">{t.status[value.status]}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Values(part: Part) {
  const { card, m } = part;
  const published = card.values.filter((value) => value.published);
  const others = card.values.filter((value) => !value.published);
  if (card.values.length === 0) return null;
  return (
    <section class="beside-part" aria-labelledby="values-title">
      <h3 id="values-title">{m.values}</h3>
      {published.length > 0 && <ValueTable {...part} values={published} />}
      {others.length > 0 && (
        <details>
          <summary>{m.otherValues(others.length)}</summary>
          <ValueTable {...part} values={others} />
        </details>
      )}
    </section>
  );
}

function lineLabels({ view, lang, t }: WindowProps, node: string, min: number, max: number) {
  const lines = nodeOf(view.cls, node)?.lines ?? [];
  return lines
    .filter((line) => line.from && onAxis(line.from) >= min && onAxis(line.from) <= max)
    .map((line) => ({ at: onAxis(line.from), label: t.line(say(line.title, lang), groupDigits(line.from?.shown ?? "")) }));
}

/** Lowest and highest of a series, as the engine's own text, for the ends of an axis. */
function ends(values: string[]): { min: number; max: number } {
  const known = values.slice().sort((a, b) => pixels(a) - pixels(b));
  return axis(known[0] ?? "0", known[known.length - 1] ?? "0");
}

function Trend({ card, props, m }: Part) {
  const { t, lang, view, actions } = props;
  const [grain, setGrain] = useState("");
  const long = card.series.filter((series) => series.points.filter((point) => point.points).length > 1);
  // The length of the page's own period, if it has a past; else the first that has.
  const own = view.periods.find((candidate) => candidate.periods.indexOf(view.period) >= 0)?.grain;
  const shown = long.find((series) => series.grain === grain) ?? long.find((series) => series.grain === own) ?? long[long.length - 1];
  if (!shown) return null;
  // Earlier years begin with the first of which something is known.
  const begins = shown.points.findIndex((point) => point.scored || point.points !== null);
  const points = shown.points.slice(Math.max(0, begins));
  // Points out of different full marks are no line; their rates are.
  const byRate = drawsRates(points);
  const known = points.filter((point) => point.points !== null);
  const axes = byRate ? axis(...percentEnds(known)) : ends(known.map((point) => point.points?.exact ?? "0"));
  const title = (byRate ? m.rateTrendOf : m.trendOf)(say(shown.title, lang));
  const told = (point: Series["points"][number]) => (point.points ? (byRate ? point.rate : groupDigits(point.points.shown)) : "");
  const label = (period: string) => periodText(period, lang);
  const short = (period: string) => period.replace(/^\d{2}(\d{2})-/, "$1-");
  return (
    <section class="beside-part" aria-labelledby="series-title">
      <div class="tree-bar">
        <h3 id="series-title">{byRate ? m.rateSeries : m.series}</h3>
        {long.length > 1 && (
          <fieldset class="grain-choice">
            <legend class="sr">{m.seriesBy}</legend>
            {long.map((series) => (
              <button key={series.grain} type="button" class="sheet-button" aria-pressed={series === shown} onClick={() => setGrain(series.grain)}>
                {t.grain[series.grain as keyof typeof t.grain]}
              </button>
            ))}
          </fieldset>
        )}
      </div>
      <SavedPicture
        props={props}
        title={`${say(card.name, lang)} ${title}`}
        label={`${title}${m.colon}${points.map((point) => `${label(point.period)} ${told(point) || t.status[point.status]}`).join(m.listComma)}`}
        height="13rem"
        spec={{
          form: "trend",
          labels: points.map((point) => (shown.grain === "year" ? point.period : short(point.period))),
          values: points.map((point) => (point.points ? (byRate ? pixels(point.share) * 100 : onAxis(point.points)) : null)),
          tips: points.map(told),
          strong: points.map((point) => point.period === view.period),
          ...axes,
          lines: byRate ? [] : lineLabels(props, shown.node, axes.min, axes.max),
          choose: (index) => {
            const point = points[index];
            if (point?.scored) actions.go({ period: point.period, item: "", node: "", at: "" });
          },
        }}
      />
      <details open={points.length <= 4}>
        <summary>{m.asTable}</summary>
        <table class="small">
          <thead>
            <tr>
              <th scope="col">{m.period}</th>
              <th scope="col" class="number-cell">
                {m.points}
              </th>
              {byRate && (
                <th scope="col" class="number-cell">
                  {m.rate}
                </th>
              )}
              <th scope="col" class="number-cell">
                {m.place}
              </th>
              {points.some((point) => say(point.level, lang)) && <th scope="col">{m.level}</th>}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.period} class={point.period === view.period ? "applies" : ""}>
                <th scope="row">
                  {point.scored && point.period !== view.period ? (
                    <a href={actions.link({ period: point.period, item: "", node: "", at: "" })}>{label(point.period)}</a>
                  ) : (
                    label(point.period)
                  )}
                  {!point.scored && <span class="quiet"> {m.earlier}</span>}
                </th>
                <td class="number-cell">
                  <FigureText figure={point.points} status={point.status} t={t} />
                  {byRate && point.full && <span class="quiet"> / {groupDigits(point.full)}</span>}
                </td>
                {byRate && <td class="number-cell">{point.rate || "—"}</td>}
                <td class="number-cell">{point.place ? m.placeOf(point.place, point.of) : "—"}</td>
                {points.some((other) => say(other.level, lang)) && (
                  <td>
                    <Say text={point.level} lang={lang} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Profile({ card, props, m }: Part) {
  const { lang, actions } = props;
  const { profile } = card;
  if (profile.length < 3) return null;
  const names = profile.map((part) => say(part.title, lang));
  // Where all is high, a web from nothing on would show no difference: its centre is then half of what can be had.
  const half = profile.every((part) => pixels(part.share) >= 0.5 && pixels(part.meanShare) >= 0.5);
  return (
    <section class="beside-part" aria-labelledby="profile-title">
      <h3 id="profile-title">{m.profile}</h3>
      {profile.length <= 10 && (
        <SavedPicture
          props={props}
          title={`${say(card.name, lang)} ${m.profile}`}
          label={`${m.profile}${m.colon}${profile.map((part, index) => `${names[index]} ${part.rate} (${m.mean} ${part.mean})`).join(m.listComma)}`}
          height="19rem"
          spec={{
            form: "radar",
            labels: names.map((name) => (name.length > 9 ? `${name.slice(0, 8)}…` : name)),
            values: profile.map((part) => pixels(part.share)),
            label: m.own,
            beside: { label: m.mean, values: profile.map((part) => pixels(part.meanShare)) },
            tips: profile.map((part) => `${part.rate} · ${m.mean} ${part.mean}`),
            strong: profile.map(() => false),
            min: half ? 0.5 : 0,
            max: 1,
            lines: [],
            choose: (index) => {
              const part = profile[index];
              if (part) actions.go({ unit: card.unit, node: part.node });
            },
          }}
        />
      )}
      {profile.length <= 10 && <p class="quiet hint">{m.web(half ? "50%" : "0%")}</p>}
      <details open={profile.length > 10}>
        <summary>{m.asTable}</summary>
        <table class="small">
          <thead>
            <tr>
              <th scope="col">{m.item}</th>
              <th scope="col" class="number-cell">
                {m.rate}
              </th>
              <th scope="col" class="number-cell">
                {m.mean}
              </th>
            </tr>
          </thead>
          <tbody>
            {profile.map((part) => (
              <tr key={part.node}>
                <th scope="row">
                  <a href={actions.link({ unit: card.unit, node: part.node })}>
                    <Say text={part.title} lang={lang} />
                  </a>
                </th>
                <td class="number-cell">{part.rate}</td>
                <td class="number-cell">{part.mean}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** The card on the page; nothing while it is still that of the unit before. */
function cardOf({ state, view }: WindowProps): Card | null {
  const { card } = state.window;
  return card?.unit === view.unit ? card : null;
}

export function BeforeTree(props: WindowProps) {
  const card = cardOf(props);
  if (!card) return null;
  const part = { card, props, m: moreMessages(props.lang) };
  return (
    <>
      <Gaps {...part} />
      <Rejected {...part} />
      <Links {...part} />
    </>
  );
}

export function AfterTree(props: WindowProps) {
  const card = cardOf(props);
  if (!card) return null;
  const part = { card, props, m: moreMessages(props.lang) };
  return (
    <>
      <Values {...part} />
      <Trend {...part} />
      <Profile {...part} />
    </>
  );
}
