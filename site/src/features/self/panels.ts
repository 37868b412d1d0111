// Which panels stand around the form, in their order.
import type { Slots } from "./slots";

export const panels: Slots = {
  standing: [],
  tabs: [],
  tools: [],
};
