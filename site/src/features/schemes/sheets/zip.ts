// The parts of an archive: what each says its size is, and no more of it than is asked for. Sizes are held against limits twice: as
// they are declared, before anything is inflated, and as they turn out, while it is.
import { Inflate } from "fflate";
import { type Pace, Unreadable, limits, rest } from "./raw";

interface Entry {
  name: string;
  stored: boolean;
  from: number;
  packed: number;
  size: number;
}
export interface Archive {
  names: string[];
  has(name: string): boolean;
  /** A part as text, in pieces as they come. */
  read(name: string, take: (text: string) => void, most?: number): Promise<void>;
  /** A whole part; "" where there is none. */
  text(name: string, most?: number): Promise<string>;
}

const broken = () =>
  new Unreadable("zip-broken", {
    "zh-CN": "文件不完整或已损坏，打不开。请在 Excel 里打开它，另存为“Excel 工作簿 (.xlsx)”再读入。",
    en: "The file is incomplete or damaged. Open it in Excel, save it as “Excel Workbook (.xlsx)”, and read that.",
  });
const tooLarge = () =>
  new Unreadable("zip-too-large", {
    "zh-CN": "这个文件解开后太大，不像是填报表，没有读入。请只留下要读的表，另存为新的 .xlsx 再读入。",
    en: "Unpacked, this file is far larger than any table to fill in; it was not read. Keep only the sheets to be read and save them as a new .xlsx.",
  });

/** How much of a packed part is inflated before the page may breathe: even at deflate's best that is some 16 MB. */
const slice = 16_384;

function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  // The end of the directory is looked for from the end; a comment may follow it.
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 65_600 && u32(end) !== 0x06054b50) end -= 1;
  if (end < 0 || u32(end) !== 0x06054b50) throw broken();
  const count = u16(end + 10);
  let at = u32(end + 16);
  // Archives beyond 4 GB have other records; those are above every limit.
  if (count === 0xffff || at === 0xffffffff || count > limits.entries) throw tooLarge();
  const names = new TextDecoder("utf-8");
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || u32(at) !== 0x02014b50) throw broken();
    const [flags, method, packed, size] = [u16(at + 8), u16(at + 10), u32(at + 20), u32(at + 24)];
    const [name, extra, comment, local] = [u16(at + 28), u16(at + 30), u16(at + 32), u32(at + 42)];
    if (local + 30 > bytes.length || u32(local) !== 0x04034b50) throw broken();
    const from = local + 30 + u16(local + 26) + u16(local + 28);
    if (from + packed > bytes.length || (flags & 1) !== 0 || (method !== 0 && method !== 8)) throw broken();
    entries.push({ name: names.decode(bytes.subarray(at + 46, at + 46 + name)).replace(/\\/g, "/"), stored: method === 0, from, packed, size });
    at += 46 + name + extra + comment;
  }
  return entries;
}

export function openArchive(bytes: Uint8Array, pace: Pace): Archive {
  const entries = new Map<string, Entry>();
  let declared = 0;
  for (const entry of entriesOf(bytes)) {
    // Two parts of one name: which of them counts is anybody's guess.
    if (entries.has(entry.name)) throw broken();
    entries.set(entry.name, entry);
    if (/\.(xml|rels)$/.test(entry.name)) declared += entry.size;
  }
  if (declared > limits.inflated) throw tooLarge();
  let inflated = 0;

  const read = async (name: string, take: (text: string) => void, most = limits.inflated): Promise<void> => {
    const entry = entries.get(name);
    if (!entry) return;
    if (entry.size > most) throw tooLarge();
    const letters = new TextDecoder("utf-8", { fatal: true });
    const packed = bytes.subarray(entry.from, entry.from + entry.packed);
    let size = 0;
    const give = (piece: Uint8Array, last: boolean) => {
      size += piece.length;
      inflated += piece.length;
      // More than was declared: whoever made this lied about its size.
      if (size > entry.size || inflated > limits.inflated) throw tooLarge();
      let text = "";
      try {
        text = letters.decode(piece, { stream: !last });
      } catch {
        throw broken();
      }
      if (text !== "") take(text);
    };
    const inflate = new Inflate(give);
    for (let at = 0; at < packed.length; at += slice) {
      const piece = packed.subarray(at, at + slice);
      const last = at + slice >= packed.length;
      try {
        if (entry.stored) give(piece, last);
        else inflate.push(piece, last);
      } catch (reason) {
        // The library's own faults have a number.
        throw reason instanceof Error && typeof (reason as { code?: unknown }).code === "number" ? broken() : reason;
      }
      await rest(pace, entry.from + at, bytes.length);
    }
    if (size !== entry.size) throw broken();
  };

  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read,
    async text(name, most = 5_000_000) {
      const pieces: string[] = [];
      await read(name, (text) => pieces.push(text), most);
      return pieces.join("");
    },
  };
}
