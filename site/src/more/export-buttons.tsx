// A button for each form in which a table can be saved.
import { useState } from "preact/hooks";
import { download } from "../download";
import { type Lang, say } from "../i18n";
import { type Exporter, type Table, exporters } from "./exporters";
import { takeMessages } from "./take-messages";

/** `table` is made when somebody asks for it, since it may have to be asked for. */
export function ExportButtons({ table, note, lang }: { table: () => Promise<Table>; note: string; lang: Lang }) {
  const m = takeMessages(lang);
  const [said, setSaid] = useState("");
  const save = async (exporter: Exporter) => {
    setSaid(m.preparing);
    try {
      const made = await table();
      const name = `${made.name}.${exporter.ending}`;
      download(name, await exporter.file(made));
      setSaid(m.saved(name));
    } catch (reason) {
      setSaid(`${m.failed}${reason instanceof Error ? reason.message : String(reason)}`);
    }
  };
  return (
    <div class="exports">
      {exporters.map((exporter) => (
        <button key={exporter.id} type="button" class="button" data-export={exporter.id} onClick={() => void save(exporter)}>
          {say(exporter.title, lang)}
        </button>
      ))}
      <span class="quiet hint">{note}</span>
      <span class="quiet" role="status">
        {said}
      </span>
    </div>
  );
}
