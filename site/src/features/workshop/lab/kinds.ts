// The room's experiments, as slides.
import type { SlideKind } from "../slide";

export const labKinds: SlideKind[] = [];
