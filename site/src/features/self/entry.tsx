// The self-check's script: read when somebody first opens it.
import { laterView } from "../../later-entry";
import { createControl } from "./control";
import panelStyle from "./panels.css?inline";
import style from "./style.css?inline";
import { SelfView } from "./view";

window.yardstickSelf = laterView(SelfView, createControl, style + panelStyle);
