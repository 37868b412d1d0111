// A chart with a button that saves it: drawn anew at a size of its own, with what it is about above it and what proves it below.
import { useState } from "preact/hooks";
import { Picture, chartScript, look, lookKey } from "../features/window/picture";
import type { WindowProps } from "../features/window/state";
import { download } from "../download";
import { periodText } from "../format";
import { say } from "../i18n";
import { digestsOf } from "./digest";
import { type TakeMessages, takeMessages } from "./take-messages";

type PictureProps = Parameters<typeof Picture>[0];

// Wide enough for a page of A4 at print quality: twice as many dots in the file.
const width = 1120;
const ratio = 2;
const edge = 28;

/** What stands under a picture: board, period, the data's date, what they are not, digests. */
export function proofLines({ state, view, lang }: WindowProps, m: TakeMessages): string[] {
  const { board, summary } = state;
  const { scheme, dataset } = summary;
  const digests = digestsOf(board);
  const join = (parts: string[]) => parts.filter(Boolean).join(lang === "en" ? " · " : "　");
  return [
    join([
      `${m.board}${m.colon}${say(board.title, lang) || board.id}`,
      `${say(view.cls.title, lang)} ${periodText(view.period, lang)}`,
      dataset.asOf && m.asOf(dataset.asOf),
      m.state[board.state],
      dataset.invented ? m.invented : "",
    ]),
    `${m.scheme}${m.colon}${say(scheme.title, lang)} ${scheme.id} ${m.version(scheme.version)}`,
    `${m.schemeDigest} SHA-256 ${digests.scheme}`,
    `${m.dataDigest} SHA-256 ${digests.dataset}`,
  ];
}

/** Lines that fit a width; digits of a digest are never parted from each other unless they must. */
function fitted(ctx: CanvasRenderingContext2D, text: string, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const letter of Array.from(text)) {
    if (line !== "" && ctx.measureText(line + letter).width > most) {
      lines.push(line);
      line = letter.trim();
    } else line += letter;
  }
  return line === "" ? lines : [...lines, line];
}

/** The picture as a file's content; null where the browser gives none. */
async function imageOf(picture: Pick<PictureProps, "spec" | "height">, title: string, lines: readonly string[]): Promise<Blob | null> {
  if (!(await chartScript())) return null;
  const charts = window.yardstickCharts;
  const box = document.createElement("div");
  box.className = "picture-for-file";
  box.style.height = picture.height;
  box.style.width = `${width - 2 * edge}px`;
  const canvas = document.createElement("canvas");
  box.appendChild(canvas);
  document.body.appendChild(box);
  const looks = look(canvas);
  const handle = charts?.draw(canvas, { ...picture.spec, choose: () => undefined, look: looks, ratio });
  try {
    const out = document.createElement("canvas");
    const ctx = out.getContext("2d");
    if (!ctx) return null;
    const height = canvas.height / ratio;
    const titleFont = `600 22px ${looks.font}`;
    const textFont = `14px ${looks.font}`;
    ctx.font = titleFont;
    const head = fitted(ctx, title, width - 2 * edge);
    ctx.font = textFont;
    const foot = lines.flatMap((line) => fitted(ctx, line, width - 2 * edge));
    const top = edge + head.length * 30 + 8;
    out.width = width * ratio;
    out.height = Math.ceil(top + height + 18 + foot.length * 21 + edge) * ratio;
    ctx.scale(ratio, ratio);
    ctx.fillStyle = looks.paper;
    ctx.fillRect(0, 0, width, out.height);
    ctx.textBaseline = "top";
    ctx.fillStyle = looks.text;
    ctx.font = titleFont;
    head.forEach((line, index) => ctx.fillText(line, edge, edge + index * 30));
    ctx.drawImage(canvas, edge, top, canvas.width / ratio, height);
    ctx.fillStyle = looks.quiet;
    ctx.font = textFont;
    foot.forEach((line, index) => ctx.fillText(line, edge, top + height + 18 + index * 21));
    return await new Promise<Blob | null>((resolve) => out.toBlob(resolve, "image/png"));
  } finally {
    handle?.destroy();
    box.remove();
  }
}

export function SavedPicture({ title, props, ...drawn }: { title: string; props: WindowProps } & Omit<PictureProps, "t" | "look">) {
  const { state, view, t, lang } = props;
  const m = takeMessages(lang);
  const [said, setSaid] = useState("");
  const save = async () => {
    setSaid(m.preparing);
    const name = `${[state.board.id, view.period, title].join("-")}.png`;
    const image = await imageOf(drawn, title, proofLines(props, m)).catch(() => null);
    if (image) download(name, image);
    setSaid(image ? m.pictureSaved(name) : m.pictureFailed);
  };
  return (
    <>
      <Picture {...drawn} t={t} look={lookKey(props)} />
      <p class="save-picture">
        <button type="button" class="quiet-button" onClick={() => void save()}>
          {m.savePicture}
          <span class="sr">
            {m.colon}
            {title}
          </span>
        </button>
        <span class="quiet" role="status">
          {said}
        </span>
      </p>
    </>
  );
}
