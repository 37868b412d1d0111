// The workshop's script: read when somebody first opens it.
import { laterView } from "../../later-entry";
import { createControl } from "./control";
import labStyle from "./lab/lab.css?inline";
import style from "./style.css?inline";
import { RoomView } from "./view";

window.yardstickWorkshop = laterView(RoomView, createControl, style + labStyle);
