// The self-check's drafts on this device.
import { type Kept, shelf } from "../../kept";
import { asDraft } from "./draft-file";
import type { Draft } from "./state";

export type KeptDraft = Kept<Draft>;
export const drafts = shelf<Draft>("yardstick", asDraft);
