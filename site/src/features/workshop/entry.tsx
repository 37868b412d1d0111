// The workshop's script: read when somebody first opens it. It has a renderer and a state of its own and is handed the page's.
import { h, render } from "preact";
import type { SelfProps } from "../../later";
import { type Control, type Host, createControl } from "./control";
import labStyle from "./lab/lab.css?inline";
import style from "./style.css?inline";
import { RoomView } from "./view";

const element = document.createElement("style");
element.textContent = style + labStyle;
document.head.appendChild(element);

let control: Control | null = null;
let host: Host | null = null;
let box: Element | null = null;

function draw(): void {
  if (control && host && box) render(h(RoomView, { state: control.store.get(), control, host }), box);
}

window.yardstickWorkshop = (into: Element, props: SelfProps | null) => {
  if (props === null) {
    render(null, into);
    box = null;
    control?.left();
    return;
  }
  host = props;
  box = into;
  if (!control) {
    control = createControl(props);
    control.store.subscribe(draw);
  }
  control.host(props);
  draw();
};
