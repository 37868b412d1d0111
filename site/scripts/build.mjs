// Builds every script of the page: those that are read later first, since the page's own document names them all.
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { extras } from "./extras.mjs";

const configFile = fileURLToPath(new URL("../vite.config.ts", import.meta.url));
for (const mode of [...Object.keys(extras), "production"]) await build({ configFile, mode, logLevel: "warn" });
