// What the scripts of later views have in common: a renderer and a state of their own, and the page's, which they are handed.
import { type ComponentType, h, render } from "preact";

interface LaterControl<S, H> {
  /** Told in the turn of a change, so that the next click or key acts on what is drawn. */
  store: { get(): S; subscribe(draw: () => void): unknown };
  host(props: H): void;
  /** The view was left; its state stays. */
  left?(): void;
}

/** Draws the view into an element whenever the page or its own state changes; null takes it away. */
export function laterView<S, H, C extends LaterControl<S, H>>(
  view: ComponentType<{ state: S; control: C; host: H }>,
  create: (host: H) => C,
  styles: string,
): (into: Element, props: H | null) => void {
  const element = document.createElement("style");
  element.textContent = styles;
  document.head.appendChild(element);

  let control: C | null = null;
  let host: H | null = null;
  let box: Element | null = null;

  function draw(): void {
    if (control && host && box) render(h(view, { state: control.store.get(), control, host }), box);
  }

  return (into, props) => {
    if (props === null) {
      render(null, into);
      // An element that is taken away is told of late: the view may stand in another one by then.
      if (into !== box) return;
      box = null;
      control?.left?.();
      return;
    }
    host = props;
    box = into;
    if (!control) {
      control = create(props);
      control.store.subscribe(draw);
    }
    control.host(props);
    draw();
  };
}
