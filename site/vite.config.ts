import { fileURLToPath } from "node:url";
import { type UserConfig, defineConfig } from "vite";
import { extras } from "./scripts/extras.mjs";
import { engine } from "./scripts/engine-plugin.ts";
import { page } from "./scripts/page-plugin.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Office browsers go back to Chromium 86; phones with WebKit are covered by safari14.
export const floor = ["chrome86", "safari14"];

// One classic script a build: module scripts do not load from file://. Extras that are wanted later are a build of their own, into
// the same folder (scripts/build.mjs).
function scriptBuild(name: string, entry: string, empty: boolean): UserConfig["build"] {
  return {
    target: floor,
    cssTarget: floor,
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 1_000_000,
    outDir: at("../dist"),
    emptyOutDir: empty,
    copyPublicDir: name === "app",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      input: entry,
      output: {
        format: "iife",
        entryFileNames: `${name}.js`,
        assetFileNames: `${name}[extname]`,
        codeSplitting: false,
      },
    },
  };
}

export default defineConfig(({ mode }) => {
  const extra = extras[mode];
  return {
    root: at("."),
    base: "./",
    plugins: [engine(), ...(extra ? [] : [page(at("../dist"), Object.keys(extras))])],
    build: scriptBuild(extra ? mode : "app", at(extra ?? "src/main.ts"), mode === Object.keys(extras)[0]),
    test: {
      testTimeout: 20_000,
      hookTimeout: 60_000,
      projects: [
        { extends: true, test: { name: "site", root: at("."), include: ["src/**/*.test.{ts,tsx}"] } },
        { extends: true, test: { name: "wasm", root: at(".."), include: ["tests/wasm/**/*.test.ts"] } },
        { extends: true, test: { name: "data", root: at(".."), include: ["tests/data/**/*.test.ts"] } },
        {
          extends: true,
          test: {
            name: "e2e",
            root: at(".."),
            include: ["tests/e2e/**/*.e2e.test.ts"],
            testTimeout: 60_000,
            // What is polled gets the time that a busy machine needs; a second, which is the usual, is not enough there.
            expect: { poll: { timeout: 20_000 } },
            // Two browsers and an engine share two cores: what was only late gets a second try, and the run says that it needed one.
            retry: 1,
            fileParallelism: false,
          },
        },
      ],
    },
  };
});
