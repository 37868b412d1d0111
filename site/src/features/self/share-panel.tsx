// Sharing a draft: a link with its figures, one to an empty form, a file where a link is too long; and what is shown of somebody
// else's before anything is taken over.
import { useEffect, useRef, useState } from "preact/hooks";
import { download } from "../../download";
import type { Form } from "../../engine/desk-types";
import type { ClassInfo, Text } from "../../engine/types";
import { periodText } from "../../format";
import { type Lang, say } from "../../i18n";
import { copyField } from "../../ui/copy";
import { factOf, keyTitleOf, subjectText } from "./goal-words";
import { type SchemeLink, endsOf } from "./links";
import { type PanelMessages, panelMessages } from "./panel-messages";
import { changeValue } from "./range-panel";
import { type Mismatch, type Opened, type ShareFault, type Shared, fits, longestLink, shareCode, shareFile, shareHash, withoutFigures } from "./share";
import type { PanelProps } from "./slots";
import { type Draft, cellOf } from "./state";

export function sharedOf(draft: Draft): Shared {
  const { scheme, board, class: cls, unit, period, name, asOf, changes } = draft;
  return { scheme, board: board ?? "", class: cls, unit, period, name, ...(asOf && board === null ? { asOf } : {}), changes };
}

function address(shared: Shared): string {
  return `${window.location.href.split("#")[0]}${shareHash(shareCode(shared))}`;
}

function LinkField({ id, label, link, announce, m }: { id: string; label: string; link: string; announce: (text: string) => void; m: PanelMessages }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  return (
    <div class="link-field">
      <label class="field" for={id}>
        <span class="field-label">{label}</span>
        <input id={id} ref={field} type="text" class="text-input" readOnly value={link} onFocus={(event) => (event.currentTarget as HTMLInputElement).select()} />
      </label>
      <button
        type="button"
        class="button"
        onClick={() => {
          if (!field.current) return;
          void copyField(field.current).then((copied) => {
            const words = copied ? m.copied : m.copyByHand;
            setSaid(words);
            announce(words);
          });
        }}
      >
        {m.copy}
        <span class="sr"> {label}</span>
      </button>
      {said && <span class="quiet copied">{said}</span>}
    </div>
  );
}

export function SharePanel(props: PanelProps) {
  const { draft, lang } = props;
  const m = panelMessages(lang);
  const shared = sharedOf(draft);
  const link = address(shared);
  const local = window.location.protocol === "file:";
  return (
    <section class="panel share-panel" aria-labelledby="share-title">
      <h2 id="share-title">{m.shareHead}</h2>
      <p class="quiet hint">{m.shareNote}</p>
      {local && <p class="why-not">{m.shareLocal}</p>}
      {link.length > longestLink ? (
        <p class="why-not">{m.tooLong(link.length, longestLink)}</p>
      ) : (
        <LinkField id="share-link" label={m.shareLink} link={link} announce={props.announce} m={m} />
      )}
      <p>
        <button type="button" class="button" id="share-file" onClick={() => download(`yardstick-${draft.class}-${draft.period}.json`, shareFile(shared))}>
          {m.saveFile}
        </button>
      </p>
      <LinkField id="share-empty" label={m.shareEmptyLink} link={address(withoutFigures(shared))} announce={props.announce} m={m} />
      <p class="quiet hint">{m.shareEmptyNote}</p>
    </section>
  );
}

/** A link or a file that was not taken. */
export function ShareFaultView({ fault, lang, onDrop }: { fault: ShareFault; lang: Lang; onDrop: () => void }) {
  const m = panelMessages(lang);
  return (
    <section class="failed share-fault" role="alert">
      <h1>{m.previewHead}</h1>
      <p>{m.fault[fault.code]}</p>
      {fault.where && (
        <p class="quiet diagnostic-code">
          <code>{m.faultAt(fault.where)}</code>
        </p>
      )}
      <p class="failed-actions">
        <button type="button" class="button" id="share-drop" onClick={onDrop}>
          {m.faultBack}
        </button>
      </p>
    </section>
  );
}

export interface PreviewProps {
  shared: Shared;
  found: readonly Mismatch[];
  /** What this page knows of the link's scheme; "" or {} where it does not. */
  schemeTitle: Text;
  boardTitle: Text;
  unitName: Text;
  classTitle: Text;
  /** For the titles of figures; null where the board or the scheme is not here. */
  form: Form | null;
  links: SchemeLink[];
  classes: ClassInfo[];
  lang: Lang;
  onTake: () => void;
  onDrop: () => void;
}

/** What this page has of a link's scheme and board. */
export interface Found extends Pick<PreviewProps, "found" | "schemeTitle" | "boardTitle" | "unitName" | "classTitle" | "form" | "links" | "classes"> {
  /** The unit of an empty form, where the link names none. */
  unit: string;
}

interface Offer {
  look(shared: Shared): Promise<Found>;
  take(shared: Shared, found: Found): void;
  drop(): void;
}

/** Somebody else's figures: looked up, told, and taken over only when it is said so. */
export function OfferView({ opened, offer, lang, waiting }: { opened: Opened; offer: Offer; lang: Lang; waiting: string }) {
  const [looked, setLooked] = useState<{ of: Opened; found: Found } | null>(null);
  const { shared, fault } = opened;
  useEffect(() => {
    let wanted = true;
    if (shared) void offer.look(shared).then((found) => wanted && setLooked({ of: opened, found }));
    return () => {
      wanted = false;
    };
  }, [opened]);
  // What was found for another link is nothing that this one could be taken over with.
  const found = looked?.of === opened ? looked.found : null;
  if (fault) return <ShareFaultView fault={fault} lang={lang} onDrop={offer.drop} />;
  if (!found) return <p role="status">{waiting}</p>;
  return <SharePreview shared={shared} lang={lang} {...found} onTake={() => offer.take(shared, found)} onDrop={offer.drop} />;
}

const mostShown = 40;

/** What a link carries, before anything of it is applied. */
export function SharePreview({ shared, found, schemeTitle, boardTitle, unitName, classTitle, form, links, classes, lang, onTake, onDrop }: PreviewProps) {
  const m = panelMessages(lang);
  const [all, setAll] = useState(false);
  const shown = all ? shared.changes : shared.changes.slice(0, mostShown);
  const facts: [string, string][] = [
    [m.previewScheme, `${say(schemeTitle, lang) || shared.scheme.id} ${m.previewVersion(shared.scheme.version)}`],
    [m.previewBoard, shared.board ? say(boardTitle, lang) || shared.board : ""],
    [m.previewWhose, [say(classTitle, lang) || shared.class, shared.board ? say(unitName, lang) || shared.unit : ""].filter(Boolean).join(" ")],
    [m.previewPeriod, [periodText(shared.period, lang), shared.asOf ? m.previewAsOf(shared.asOf) : ""].filter(Boolean).join(m.listComma)],
    [m.previewName, shared.name],
  ];
  return (
    <section class="panel share-preview" aria-labelledby="preview-title">
      <h1 id="preview-title">{m.previewHead}</h1>
      <dl class="preview-facts">
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {found.length > 0 && (
        <ul class="mismatches">
          {found.map((one) => (
            <li key={one} data-mismatch={one}>
              <span aria-hidden="true">▲ </span>
              {m.mismatch[one]}
            </li>
          ))}
        </ul>
      )}
      <p>{shared.changes.length === 0 ? (shared.board ? m.previewSame : m.previewEmpty) : m.previewCount(shared.changes.length)}</p>
      {shown.length > 0 && (
        <div class="table-box">
          <table class="small">
            <caption class="sr">{m.previewFigures}</caption>
            <thead>
              <tr>
                <th scope="col">{m.sheetFact}</th>
                <th scope="col" class="number-cell">
                  {m.sheetValue}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((change, index) => {
                const cell = cellOf(change);
                const fact = form ? factOf(form, cell) : undefined;
                const link = links.find((one) => one.id === change.link);
                const title = fact?.title ?? link?.title ?? { "zh-CN": change.fact ?? change.node ?? change.link ?? "" };
                const end = (one: string) => say(link && endsOf(link, { classes }).find((candidate) => candidate.unit === one)?.name, lang) || one;
                const nowhere: Form = form ?? { class: shared.class, unit: shared.unit, period: shared.period, parts: [], given: [] };
                return (
                  <tr key={index}>
                    <th scope="row">{subjectText([cell], title, keyTitleOf(nowhere, cell), { form: nowhere, period: shared.period }, m, lang)}</th>
                    <td class="number-cell">{change.to ? change.to.map((one) => (typeof one === "string" ? end(one) : "")).join(m.listComma) || m.notGiven : changeValue(change, fact ?? { type: typeof change.value === "boolean" ? "flag" : "", unit: {} }, m, lang)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          {shared.changes.length > shown.length && (
            <button type="button" class="quiet-button" onClick={() => setAll(true)}>
              {m.previewMore(shared.changes.length - shown.length)}
            </button>
          )}
        </div>
      )}
      {fits(found) ? (
        <>
          <p class="quiet hint">{m.previewNothing}</p>
          <p class="failed-actions">
            <button type="button" class="button primary" id="share-take" onClick={onTake}>
              {m.previewTake}
            </button>
            <button type="button" class="button" id="share-drop" onClick={onDrop}>
              {m.previewDrop}
            </button>
          </p>
        </>
      ) : (
        <>
          <p class="why-not">{m.previewCannot}</p>
          <p class="failed-actions">
            <button type="button" class="button" id="share-drop" onClick={onDrop}>
              {m.previewDrop}
            </button>
          </p>
        </>
      )}
    </section>
  );
}
