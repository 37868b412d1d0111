// The second script: views that a first visit does not need. It has a renderer of its own and is handed all it shows.
import { h, render } from "preact";
import { DistributionChart, RankingChart } from "../features/window/charts";
import type { LaterProps } from "../later";
import { Boards } from "./boards";
import { AfterTree, BeforeTree } from "./beside";
import { SheetView } from "./sheet";
import style from "./style.css?inline";

const element = document.createElement("style");
element.textContent = style;
document.head.appendChild(element);

const views = { ranking: RankingChart, distribution: DistributionChart, sheet: SheetView, beforeTree: BeforeTree, afterTree: AfterTree, boards: Boards };

window.yardstickMore = (into: Element, view: LaterProps | null) => {
  render(view ? h(views[view.name], view.props) : null, into);
};
