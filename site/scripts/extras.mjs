/** Scripts that are read when somebody first asks for what they do, by name. @type {Record<string, string | undefined>} */
export const extras = {
  charts: "src/charts-entry.ts",
  more: "src/more/entry.tsx",
  self: "src/features/self/entry.tsx",
  workshop: "src/features/workshop/entry.tsx",
  schemes: "src/features/schemes/entry.tsx",
  editor: "src/features/schemes/write/editor-entry.ts",
  seal: "src/board/seal-entry.ts",
  sheets: "src/features/schemes/sheets/sheets-entry.ts",
};
