// What is not wanted on a first visit is a script of its own, read when somebody first asks for it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { WindowProps } from "./features/window/state";

const scripts: Record<string, Promise<boolean>> = {};

/** Where a script lies: the document says it, with a digest, so that a copy of an older build is never taken. */
export function addressOf(name: string): string {
  return document.querySelector(`script[data-${name}]`)?.getAttribute(`data-${name}`) ?? `${name}.js`;
}

/** Reads a script beside the page once; false when the host does not have it, and then another try is allowed. */
export function script(name: string, isThere: () => boolean): Promise<boolean> {
  const read =
    scripts[name] ??
    new Promise<boolean>((resolve) => {
      if (isThere()) {
        resolve(true);
        return;
      }
      const element = document.createElement("script");
      element.src = addressOf(name);
      element.onload = () => resolve(true);
      element.onerror = () => {
        delete scripts[name];
        resolve(false);
      };
      document.head.appendChild(element);
    });
  scripts[name] = read;
  return read;
}

export type LaterView = "ranking" | "distribution" | "sheet" | "beforeTree" | "afterTree" | "boards";
export interface LaterProps {
  name: LaterView;
  props: WindowProps;
}

declare global {
  interface Window {
    /** Set by dist/more.js when it has been read: draws one of its views into an element, or empties it (null). */
    yardstickMore?: (element: Element, view: LaterProps | null) => void;
  }
}

/** A view out of the second script: it draws into an element of its own, so that the two scripts share no state. */
export function Later({ name, props }: LaterProps) {
  const box = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState<boolean | null>(window.yardstickMore ? true : null);
  useEffect(() => {
    if (ready !== true) void script("more", () => window.yardstickMore !== undefined).then(setReady);
  }, []);
  useEffect(() => {
    if (ready && box.current) window.yardstickMore?.(box.current, { name, props });
  });
  useEffect(() => {
    const element = box.current;
    return () => {
      if (element) window.yardstickMore?.(element, null);
    };
  }, []);
  if (ready === false) return <p class="why-not">{props.t.laterFailed}</p>;
  return (
    <>
      {ready === null && <p class="quiet">{props.t.rowPending}</p>}
      <div ref={box} class={`later later-${name}`} />
    </>
  );
}
