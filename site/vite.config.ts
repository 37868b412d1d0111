import { fileURLToPath } from "node:url";
import { type UserConfig, defineConfig } from "vite";
import { engine } from "./scripts/engine-plugin.ts";
import { page } from "./scripts/page-plugin.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Office browsers go back to Chromium 86; phones with WebKit are covered by safari14.
export const floor = ["chrome86", "safari14"];

// One classic script a build: module scripts do not load from file://. Extras that are wanted later are a build of their
// own (`vite build --mode charts`), into the same folder.
function scriptBuild(name: string, entry: string, empty: boolean): UserConfig["build"] {
  return {
    target: floor,
    cssTarget: floor,
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 1_000_000,
    outDir: at("../dist"),
    emptyOutDir: empty,
    copyPublicDir: empty,
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
  const charts = mode === "charts";
  const entry = charts ? at("src/charts-entry.ts") : at("src/main.ts");
  return {
    root: at("."),
    base: "./",
    plugins: [engine(), ...(charts ? [] : [page()])],
    build: scriptBuild(charts ? "charts" : "app", entry, !charts),
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
            fileParallelism: false,
          },
        },
      ],
    },
  };
});
