// Things with titles as the options of a select.
import type { Text } from "../../engine/types";
import { type Lang, say } from "../../i18n";

export function Options({ list, lang }: { list: readonly { id: string; title: Text }[]; lang: Lang }) {
  return (
    <>
      {list.map((one) => (
        <option key={one.id} value={one.id}>
          {say(one.title, lang) || one.id}
        </option>
      ))}
    </>
  );
}
