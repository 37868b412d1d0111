// What the steps of the checklist share.
import type { Summary } from "../../../engine/types";
import type { RoomProps } from "../rooms";
import type { BoardAbout } from "../work";
import type { Unpublished } from "../write/unpublished";
import type { Doubt, Wanted } from "./compose";
import type { PublishMessages } from "./messages";
import type { Prepared } from "./prepare";

export const steps = ["documents", "cases", "persons", "earlier", "words", "seal", "save"] as const;
export type StepId = (typeof steps)[number];
export type Standing = keyof PublishMessages["is"];
export const marks: Record<Standing, string> = { ok: "✓", todo: "○", wait: "…", warn: "!", open: "–" };

export interface Part extends RoomProps {
  p: PublishMessages;
  about: BoardAbout;
  issued: string;
  summary: Summary | null;
  prepared: Prepared;
  lacks: Wanted[];
  doubts: Doubt[];
  unseen: Unpublished[];
}
