// The last steps: digests and signature; preview, the file, its line in the index, and where to put both.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { TrustedKey } from "../../../board/board";
import { signatures } from "../../../board/check";
import type { KeyFile, ReadKey } from "../../../board/signature";
import { download } from "../../../download";
import { groupDigits } from "../../../format";
import { say } from "../../../i18n";
import { FileButton } from "../../../ui/file-button";
import { indexEntry, withEntry } from "./compose";
import type { Part, StepId } from "./part";
import { Copy } from "./pieces";

export type KeyState = { is: "none" } | { is: "fault"; why: Extract<ReadKey, { ok: false }>["why"] | "missing" } | { is: "key"; key: KeyFile; made: boolean };

export function Seal({ prepared, keyState, setKey, keys, about, p, lang, t }: Part & { keyState: KeyState; setKey: (state: KeyState) => void; keys: readonly TrustedKey[] }) {
  const { sealed, progress } = prepared;
  const read = async (file: File) => {
    const [text, seal] = [await file.text(), await signatures()];
    const given = seal?.readKey(text);
    setKey(!given ? { is: "fault", why: "missing" } : given.ok ? { is: "key", key: given.key, made: false } : { is: "fault", why: given.why });
  };
  const make = async () => {
    const seal = await signatures();
    if (!seal) {
      setKey({ is: "fault", why: "missing" });
      return;
    }
    const key = seal.makeKey();
    download(`yardstick-key-${key.key.slice(0, 8)}.json`, seal.writeKey(key));
    setKey({ is: "key", key, made: true });
  };
  const key = keyState.is === "key" ? keyState.key : null;
  const listed = key && keys.find((one) => one.key === key.key);
  const name = say(about.title, "zh-CN");
  return (
    <>
      <p>{p.digests}</p>
      {sealed?.value ? (
        <table class="small digests">
          <tbody>
            {(["scheme", "dataset", "result"] as const).map((part) => (
              <tr key={part}>
                <th scope="row">{p.digestOf[part]}</th>
                <td>
                  <code class="digest" data-digest={part}>
                    {sealed.value?.sha256[part]}
                  </code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p role="status">{prepared.personal?.value ? `${p.scoring} ${progress}` : t.rowPending}</p>
      )}
      <h3>{p.sign}</h3>
      <p>{p.signWhy}</p>
      <p class="step-buttons">
        <FileButton id="key-file" label={p.chooseKey} onFile={(file) => void read(file)} />
        <button type="button" class="button" onClick={() => void make()}>
          {p.newKey}
        </button>
        {key && (
          <button type="button" class="button" onClick={() => setKey({ is: "none" })}>
            {p.unsign}
          </button>
        )}
      </p>
      <p class="quiet">{p.keyKept}</p>
      {keyState.is === "fault" && (
        <p class="why-not" role="alert">
          {keyState.why === "missing" ? p.keyMissing : p.keyFault[keyState.why]}
        </p>
      )}
      {key && (
        <div data-key={key.key}>
          {keyState.is === "key" && keyState.made && <p role="status">{p.keySaved}</p>}
          <p>
            {p.keyIs} <code class="digest">{key.key}</code>
          </p>
          {listed ? (
            <p>{p.keyListed(say(listed.name, lang))}</p>
          ) : (
            <>
              <p>{p.keyUnlisted}</p>
              <Copy id="site-json" label="site.json" text={siteText(keys, key.key, name || p.siteName)} p={p} />
            </>
          )}
        </div>
      )}
    </>
  );
}

/** The site's list of trusted keys with one more. */
function siteText(keys: readonly TrustedKey[], key: string, name: string): string {
  return JSON.stringify({ format: "yardstick-site/1", keys: [...keys, { key, name: { "zh-CN": name } }] }, null, 1);
}

export function Save(props: Part & { text: string; open: StepId[]; indexText: string | null }) {
  const { text, open, about, summary, prepared, host, indexText, say: tell, p, lang, t } = props;
  const sealed = prepared.sealed?.value;
  const [hashed, setHashed] = useState({ of: "", sha256: "" });
  const digest = hashed.of === text ? hashed.sha256 : "";
  useEffect(() => {
    let here = true;
    if (text) void host.client.call("digests", [[text]], "publish-file").then((reply) => here && setHashed({ of: text, sha256: reply?.value?.[0] ?? "" }));
    return () => {
      here = false;
    };
  }, [text]);
  const bytes = useMemo(() => new TextEncoder().encode(text).length, [text]);
  if (open.length > 0 || !sealed || !summary) return <p>{p.notReady(open.map((id) => p.step[id]).join(p.comma))}</p>;
  if (!text) return <p role="status">{t.rowPending}</p>; // it is being signed
  const name = `${about.id}.json`;
  const entry = digest ? indexEntry(about.id, about, sealed.dataset, summary, { bytes, sha256: digest }) : null;
  const index = entry && indexText !== null ? withEntry(indexText, entry) : null;
  const preview = () => {
    const title = Object.fromEntries(Object.entries(about.title).map(([tongue, own]) => [tongue, p.previewTitle(own)]));
    const board = { ...(JSON.parse(text) as object), id: `${about.id}-preview`, title };
    host.actions.openFile(new File([JSON.stringify(board)], `${about.id}-preview.json`, { type: "application/json" }));
  };
  return (
    <>
      <p>{p.ready}</p>
      <p class="step-buttons">
        <button type="button" class="button" id="preview" title={p.previewHint} onClick={preview}>
          {p.preview}
        </button>
        <button
          type="button"
          class="button"
          id="save-board"
          onClick={() => {
            download(name, text);
            tell(p.saved(name));
          }}
        >
          {p.saveBoard(name)}
        </button>
        {index && (
          <button
            type="button"
            class="button"
            id="save-index"
            onClick={() => {
              download("index.json", index);
              tell(p.saved("index.json"));
            }}
          >
            {p.saveIndex}
          </button>
        )}
      </p>
      <p class="quiet">{p.previewHint}</p>
      <p>{index ? p.indexRead : p.indexAbsent}</p>
      {entry && !index && <Copy id="index-line" label={p.indexLine} text={JSON.stringify(entry)} p={p} />}
      <h3>{p.where}</h3>
      <ul class="plain-list bullets">
        <li>{p.whereBoard(name)}</li>
        <li>{p.whereIndex}</li>
        <li>{p.whereOffline}</li>
        <li>
          {p.whereLink} <code class="digest">{`${window.location.href.split("#")[0]}#/b/${about.id}`}</code>
        </li>
      </ul>
      {digest && (
        <p class="quiet">
          {name} · SHA-256 <code class="digest">{digest}</code> · <span lang={lang}>{groupDigits(String(bytes))} B</span>
        </p>
      )}
    </>
  );
}
