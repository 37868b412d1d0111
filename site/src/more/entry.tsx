// The second script: views that a first visit does not need. It has a renderer of its own and is handed all it shows.
import { h, render } from "preact";
import { DistributionChart, RankingChart } from "../features/window/charts";
import type { LaterProps } from "../later";
import { Boards } from "./boards";
import { AfterTree, BeforeTree } from "./beside";
import { BoardSeal } from "./seal";
import { SheetView } from "./sheet";
import { PairView } from "./pair-view";
import { Tools } from "./tools";
import { Found } from "./unit-box";
import takeStyle from "./take.css?inline";
import seal from "../board/seal.css?inline";
import style from "./style.css?inline";

const element = document.createElement("style");
element.textContent = style + takeStyle + seal;
document.head.appendChild(element);

const views = { found: Found, tools: Tools, pair: PairView, ranking: RankingChart, distribution: DistributionChart, sheet: SheetView, beforeTree: BeforeTree, afterTree: AfterTree, boards: Boards, seal: BoardSeal };

window.yardstickMore = (into: Element, view: LaterProps | null) => {
  render(view ? h(views[view.name], view.props) : null, into);
};
