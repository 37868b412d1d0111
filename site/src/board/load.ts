// Gets a published document: first from the page itself (file:// and the one-file edition), then from the host.
import { type Board, type BoardIndex, type Read, type TrustedKey, readBoard, readIndex, readKeys } from "./board";

/** The text of <script type="application/json" data-KIND="ID">, or null. */
function embedded(kind: string, id: string): string | null {
  for (const script of Array.from(document.querySelectorAll<HTMLScriptElement>(`script[data-${kind}]`))) {
    if (script.dataset[kind] === id) return script.textContent;
  }
  return null;
}

/** A document beside the page: of boards/, or of schemes/, unless it lies elsewhere. */
export async function publishedText(kind: "board" | "scheme", id: string, address?: string): Promise<Read<string>> {
  const inside = embedded(kind, id);
  if (inside !== null) return { ok: true, value: inside };
  const name = address ?? `${kind}s/${id}.json`;
  try {
    const response = await fetch(address ?? `${kind}s/${encodeURIComponent(id)}.json`);
    if (response.ok) return { ok: true, value: await response.text() };
    return { ok: false, fault: { kind: "missing", name, detail: `HTTP ${response.status}` } };
  } catch (reason) {
    return { ok: false, fault: { kind: "unreachable", name, detail: String(reason) } };
  }
}

export async function loadIndex(): Promise<Read<BoardIndex>> {
  const text = await publishedText("board", "index");
  return text.ok ? readIndex(text.value) : text;
}

export async function loadBoard(id: string): Promise<Read<Board>> {
  const text = await publishedText("board", id);
  return text.ok ? readBoard(`boards/${id}.json`, text.value) : text;
}

/** The keys that this site trusts; none where it has no site.json. */
export async function loadKeys(): Promise<TrustedKey[]> {
  const text = await publishedText("board", "site", "site.json");
  return text.ok ? readKeys(text.value) : [];
}
