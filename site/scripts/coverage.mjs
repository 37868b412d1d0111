// What a scheme makes of the rules it was taken from (data/rules.json): which it computes, which it only shows, which it leaves out.
// The catalogue counts by citation; ./dev coverage (tests/tools/coverage.mjs) proves that a computed rule changes a case.
/** @typedef {{ [key: string]: any }} Bag */

/** A text in Chinese, or in whatever language it has. @param {any} value @returns {string} */
export const text = (value) => (typeof value === "string" ? value : (value?.["zh-CN"] ?? value?.en ?? ""));

/** Every object that cites a rule, as the path to it. @param {any} value @param {string} rule @param {(string | number)[]} path @returns {Generator<(string | number)[]>} */
export function* citing(value, rule, path) {
  if (value === null || typeof value !== "object") return;
  if (!Array.isArray(value) && value.clauses?.includes(rule)) yield path;
  for (const [key, part] of Object.entries(value)) yield* citing(part, rule, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** Rules that give no figure are shown where they are cited, or stand among the gaps.
 *  @param {Bag} scheme @param {string} rule @returns {{ at?: (string | number)[], case?: string, gap?: string, why?: string }} */
export function shown(scheme, rule) {
  for (const part of ["classes", "parameters", "tables", "links", "views"])
    for (const path of citing(scheme[part] ?? {}, rule, [part])) return { at: path, case: scheme.cases.find((/** @type {Bag} */ one) => one.clauses?.includes(rule))?.name };
  const fact = scheme.cases.find((/** @type {Bag} */ one) => one.clauses?.includes(rule));
  if (fact) return { case: fact.name };
  const gap = scheme.gaps?.find((/** @type {Bag} */ { clauses, rule: about }) => about === rule || clauses?.includes(rule));
  return gap ? { gap: text(gap.reason) } : { why: "cited nowhere and no declared gap" };
}

/** The rules of one scheme, each by what became of it. Without a list of its rules (`kinds`) its clauses are the rules; then
 *  nothing says which of them could be computed, and all that an indicator cites count as shown.
 *  @param {Bag} scheme @param {Record<string, string[]> | undefined} kinds */
export function coverage(scheme, kinds) {
  const listed = kinds !== undefined;
  const computable = new Set(kinds?.C ?? []);
  const ids = listed ? Object.values(kinds).flat().sort() : Object.keys(scheme.clauses ?? {});
  const rules = ids.map((id) => {
    const found = shown(scheme, id);
    return { id, is: found.gap !== undefined || found.why !== undefined ? "gap" : computable.has(id) ? "computed" : "shown" };
  });
  const count = (/** @type {string} */ is) => rules.filter((rule) => rule.is === is).length;
  return { listed, computed: count("computed"), shown: count("shown"), gap: count("gap"), rules };
}
