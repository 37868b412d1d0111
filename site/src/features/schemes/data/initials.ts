// Pinyin initials of a name, for finding: by where a character stands in the browser's own Chinese order. Characters that are read in
// several ways have one reading there; initials may therefore be corrected.

const letters = "abcdefghjklmnopqrstwxyz";
/** The first character of each letter in that order. */
const firsts = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀";

/** Surnames that are read otherwise than the same character elsewhere. */
const surnames: Record<string, string> = { 翟: "z", 曾: "z", 单: "s", 仇: "q", 查: "z", 解: "x", 区: "o", 缪: "m", 朴: "p" };

const before = (one: string, other: string) => one.localeCompare(other, "zh-CN") < 0;

/** A browser without the Chinese order would make initials up. */
function hasOrder(): boolean {
  return Array.from(firsts).every((first, index) => index === 0 || before(firsts[index - 1] as string, first)) && before("张", "周") && before("波", "张");
}
let known: boolean | null = null;

export function initialsOf(name: string): string {
  if (known === null) known = hasOrder();
  const signs = Array.from(name.trim());
  const person = signs.length === 2 || signs.length === 3;
  let found = "";
  for (const sign of signs) {
    const own = person && found === "" ? surnames[sign] : undefined;
    if (own) {
      found = own;
      continue;
    }
    if (/[a-z0-9]/i.test(sign)) found += sign.toLowerCase();
    else if (/[\u4e00-\u9fff]/.test(sign)) {
      if (!known) return "";
      let at = 0;
      while (at + 1 < letters.length && !before(sign, firsts[at + 1] as string)) at += 1;
      found += letters[at];
    }
  }
  return found;
}
