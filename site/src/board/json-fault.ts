// Where a text stops being JSON. Browsers say so only sometimes and each in its own words, so the place is found here,
// and only after JSON.parse has refused the text.

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside a string, and that is what is looked for
  /[ \t\r\n]*(?:("(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)|([[\]{},:]))/y;

type Wanted = "value" | "value or ]" | "key" | "key or }" | ":" | "more";

/** Offset of the first character that does not fit; the text's length when it ends too early. */
export function jsonFault(text: string): number {
  const open: string[] = [];
  let wanted: Wanted = "value";
  let offset = 0;
  for (;;) {
    token.lastIndex = offset;
    const match = token.exec(text);
    const begin = offset + (/^[ \t\r\n]*/.exec(text.slice(offset, offset + 10_000))?.[0].length ?? 0);
    if (!match) return begin;
    const [, string, scalar, sign] = match;
    const inside = open[open.length - 1];
    if (wanted === ":" && sign === ":") wanted = "value";
    else if (wanted === "more" && sign === "," && inside) wanted = inside === "{" ? "key" : "value";
    else if ((sign === "}" && inside === "{" && (wanted === "more" || wanted === "key or }")) || (sign === "]" && inside === "[" && (wanted === "more" || wanted === "value or ]"))) {
      open.pop();
      wanted = "more";
    } else if ((wanted === "key" || wanted === "key or }") && string !== undefined) wanted = ":";
    else if ((wanted === "value" || wanted === "value or ]") && (string !== undefined || scalar !== undefined)) wanted = "more";
    else if ((wanted === "value" || wanted === "value or ]") && (sign === "{" || sign === "[")) {
      open.push(sign);
      wanted = sign === "{" ? "key or }" : "value or ]";
    } else return begin;
    offset = token.lastIndex;
  }
}
