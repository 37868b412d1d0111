// Rows glide to their new places: where each was is remembered, and after the change it is set back there and let go.
import { useLayoutEffect, useRef } from "preact/hooks";
import { wayBetween } from "../../../plot";

const lasts = 350; // milliseconds

export const noMotion = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Moves the elements with `data-glide` inside the box whenever `picture` changes. An element that is still on its way goes on from
 *  where it is seen. With reduced motion they are at their places at once. */
export function useGlide(box: { current: HTMLElement | null }, picture: unknown): void {
  const places = useRef(new Map<string, { x: number; y: number }>());
  useLayoutEffect(() => {
    const before = places.current;
    const now = new Map<string, { x: number; y: number }>();
    const quiet = noMotion();
    box.current?.querySelectorAll<HTMLElement>("[data-glide]").forEach((element) => {
      const id = element.dataset.glide ?? "";
      const to = { x: element.offsetLeft, y: element.offsetTop };
      now.set(id, to);
      const from = before.get(id);
      if (quiet || !from || !element.animate) return;
      const seen = new DOMMatrix(getComputedStyle(element).transform);
      const way = wayBetween({ x: from.x + seen.m41, y: from.y + seen.m42 }, to);
      element.getAnimations?.().forEach((running) => running.cancel());
      if (way) element.animate([{ transform: `translate(${way.x}px, ${way.y}px)` }, { transform: "none" }], { duration: lasts, easing: "ease-out" });
    });
    places.current = now;
  }, [picture]);
}
