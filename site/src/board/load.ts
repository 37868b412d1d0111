// Gets a published document: first from the page itself (file:// and the one-file edition), then from the host.
import { type Board, type BoardIndex, type Read, readBoard, readIndex } from "./board";

/** The text of <script type="application/json" data-board="ID">, or null. */
function embedded(id: string): string | null {
  for (const script of Array.from(document.querySelectorAll<HTMLScriptElement>("script[data-board]"))) {
    if (script.dataset.board === id) return script.textContent;
  }
  return null;
}

async function textOf(id: string): Promise<Read<string>> {
  const inside = embedded(id);
  if (inside !== null) return { ok: true, value: inside };
  const name = `boards/${id}.json`;
  try {
    const response = await fetch(`boards/${encodeURIComponent(id)}.json`);
    if (response.ok) return { ok: true, value: await response.text() };
    return { ok: false, fault: { kind: "missing", name, detail: `HTTP ${response.status}` } };
  } catch (reason) {
    return { ok: false, fault: { kind: "unreachable", name, detail: String(reason) } };
  }
}

export async function loadIndex(): Promise<Read<BoardIndex>> {
  const text = await textOf("index");
  return text.ok ? readIndex(text.value) : text;
}

export async function loadBoard(id: string): Promise<Read<Board>> {
  const text = await textOf(id);
  return text.ok ? readBoard(`boards/${id}.json`, text.value) : text;
}
