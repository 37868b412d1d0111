// Which panels stand around the form, in their order.
import { GoalPanel } from "./goal-panel";
import { LedgerPanel } from "./ledger-panel";
import { panelMessages } from "./panel-messages";
import { PrintPanel } from "./print-panel";
import { RangePanel } from "./range-panel";
import { ScenariosPanel } from "./scenarios-panel";
import { SharePanel } from "./share-panel";
import type { Slots } from "./slots";

export const panels: Slots = {
  standing: [RangePanel],
  tabs: [
    { id: "goal", title: (lang) => panelMessages(lang).goal, view: GoalPanel },
    { id: "ledger", title: (lang) => panelMessages(lang).ledger, view: LedgerPanel },
    { id: "scenarios", title: (lang) => panelMessages(lang).scenarios, view: ScenariosPanel },
    { id: "share", title: (lang) => panelMessages(lang).share, view: SharePanel },
    { id: "print", title: (lang) => panelMessages(lang).print, view: PrintPanel },
  ],
  tools: [],
};
