// What could not be done, in a sentence or two: on the slide that is shown, on the overview, or alone where there is nothing else yet.
import { faultText } from "../../board/fault-text";
import { type Lang, type Messages, say } from "../../i18n";
import { periodText } from "../../format";
import type { Diagnostic } from "../../engine/types";
import type { RoomFault } from "./control";
import { titleOf } from "./kinds";
import type { RoomMessages } from "./messages";
import { formatRoom } from "./route";
import { faultsOf } from "./slide";
import type { RoomProps } from "./stage";

/** At most three sentences: a room is shown what is wrong, not a list of everything. */
export function EngineFault({ diagnostics, lang, m }: { diagnostics: readonly Diagnostic[]; lang: Lang; m: RoomMessages }) {
  const faults = faultsOf(diagnostics);
  if (faults.length === 0) return <p class="slide-fault">{m.unanswered}</p>;
  return (
    <div class="slide-fault">
      {faults.slice(0, 3).map((fault, index) => (
        <p key={index}>{say(fault.text, lang)}</p>
      ))}
      {faults.length > 3 && <p>{m.moreFaults(faults.length - 3)}</p>}
    </div>
  );
}

export function FaultText({ fault, m, t, lang }: { fault: RoomFault; m: RoomMessages; t: Messages; lang: Lang }) {
  switch (fault.is) {
    case "no-board":
      return <p>{faultText(fault.fault, t)}</p>;
    case "engine":
      return (
        <>
          <p>{m.schemeFaults(faultsOf(fault.diagnostics).length)}</p>
          <EngineFault diagnostics={fault.diagnostics} lang={lang} m={m} />
        </>
      );
    case "no-class":
      return (
        <p>
          {m.noClass(fault.id)}{" "}
          {fault.known.map((cls) => (
            <a key={cls.id} class="choice" href={formatRoom({ board: fault.board, class: cls.id, period: "", slide: "" })}>
              {say(cls.title, lang) || cls.id}
            </a>
          ))}
        </p>
      );
    case "no-period":
      return (
        <p>
          {m.noPeriod(fault.id, say(fault.cls.title, lang) || fault.cls.id)}{" "}
          {fault.known.map((period) => (
            <a key={period} class="choice" href={formatRoom({ board: fault.board, class: fault.cls.id, period, slide: "" })}>
              {periodText(period, lang)}
            </a>
          ))}
        </p>
      );
    case "no-material":
      return (
        <>
          <p>{m.noMaterial}</p>
          <EngineFault diagnostics={fault.diagnostics} lang={lang} m={m} />
        </>
      );
    case "no-slide":
      return <p>{m.noSlide(fault.id)}</p>;
    case "nothing":
      return <p>{m.nothing}</p>;
  }
}

/** Above what is on the page, which stays. */
export function Notices({ state, control, m, t, lang }: RoomProps) {
  const { fault, told, fileFault, room } = state;
  if (!fault && !told && !fileFault) return null;
  return (
    <div class="room-notice" role="alert">
      {fault && <FaultText fault={fault} m={m} t={t} lang={lang} />}
      {fault && room && fault.is !== "no-slide" && fault.is !== "no-material" && <p>{m.stays}</p>}
      {fileFault && (
        <p>
          {fileFault.fault.why === "not-lesson" || fileFault.fault.why === "other-scheme"
            ? m.fileFault[fileFault.fault.why](fileFault.name, fileFault.fault.found)
            : m.fileFault[fileFault.fault.why](fileFault.name)}
          {m.fileStays}
        </p>
      )}
      {told && room && (
        <p>
          {m.told[told.from]}
          {told.version !== told.now && m.toldVersion(told.version, told.now)}
          {told.lost.length > 0 && m.toldLost(told.lost.map((slide) => titleOf(slide, room, lang)).join(t.listComma))}
          {told.added.length > 0 && m.toldAdded(told.added.length)}
        </p>
      )}
      <button type="button" class="button" onClick={() => control.dismiss()}>
        {m.dismiss}
      </button>
    </div>
  );
}
