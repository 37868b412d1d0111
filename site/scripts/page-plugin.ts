// Writes dist/index.html from site/index.html: the module script of the source becomes the built classic one, with the
// style sheet beside it, and the licences of what is inside. A digest in the query makes a browser take a new build at once,
// whatever the server says of age; those of the scripts that are read later stand on the page's own script.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const source = at("../index.html");
const licences = [at("../../LICENSE"), at("../../THIRD_PARTY.md")];
const moduleScript = /<script type="module" src="[^"]*"><\/script>\s*/;

// From file:// nothing can be fetched: the boards come as a script, which lays them into the page as
// <script type="application/json" data-board="…">. Over http it is never asked for.
const offline = `<script>if(location.protocol==="file:")document.write('<script src="boards/offline.js"><\\/script><script src="schemes/offline.js"><\\/script>')</script>`;

const addressed = (name: string, body: string | Uint8Array) => `${name}?${createHash("sha256").update(body).digest("hex").slice(0, 8)}`;

/** `later`: scripts of `folder`, built before, that the page reads when somebody first asks for what they do. */
export function page(folder: string, later: string[]): Plugin {
  return {
    name: "yardstick-page",
    apply: "build",
    // Last: the style sheet is known only when Vite's own plugins are done.
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const html = await readFile(source, "utf8");
        if (!moduleScript.test(html)) throw new Error("site/index.html has no <script type=\"module\" src=…>");
        const address = (name: string) => {
          const made = bundle[name];
          if (made === undefined) return undefined;
          return addressed(name, made.type === "chunk" ? made.code : made.source);
        };
        const addresses = await Promise.all(later.map(async (name) => ` data-${name}="${addressed(`${name}.js`, await readFile(`${folder}/${name}.js`))}"`));
        const style = address("app.css");
        const head = [
          ...(style ? [`<link rel="stylesheet" href="${style}">`] : []),
          offline,
          `<script defer src="${address("app.js")}"${addresses.join("")}></script>`,
        ].join("\n");
        const bare = html.replace(moduleScript, "");
        const notices = await Promise.all(licences.map((file) => readFile(file, "utf8")));
        this.emitFile({ type: "asset", fileName: "licences.txt", source: notices.join("\n") });
        this.emitFile({ type: "asset", fileName: "index.html", source: bare.replace("</head>", () => `${head}\n</head>`) });
      },
    },
  };
}
