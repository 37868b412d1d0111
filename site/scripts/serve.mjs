// Serves dist/ on 127.0.0.1, for trying the page and for its tests: `node serve.mjs [--port N]`.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import sirv from "sirv";

export const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/**
 * @param {{ port?: number, prefix?: string, folder?: string }} options prefix: the path the page lives under, "/sub/dir/"
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ port = 0, prefix = "/", folder = dist } = {}) {
  const files = sirv(folder, { dev: true, etag: true });
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    if (!path.startsWith(prefix)) {
      response.writeHead(404).end();
      return;
    }
    request.url = `/${path.slice(prefix.length)}`;
    files(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(undefined));
  });
  const address = server.address();
  const at = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${at}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {string[]} args */
function portOf(args) {
  try {
    const { values } = parseArgs({ args, options: { port: { type: "string", default: "8080" } } });
    const port = Number(values.port);
    return Number.isInteger(port) && port >= 0 && port <= 65535 ? port : null;
  } catch {
    return null;
  }
}

async function main() {
  const port = portOf(process.argv.slice(2));
  if (port === null) {
    console.error("serve: the only option is --port N, a number from 0 to 65535");
    process.exit(2);
  }
  try {
    const { url } = await serve({ port });
    console.log(`==> Serving dist/ at ${url} (Ctrl+C stops)`);
  } catch (error) {
    const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    console.error(busy ? `serve: port ${port} is taken; choose another with --port` : `serve: ${error}`);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
