// What no screen may have: sideways scrolling, text that is cut, controls that lie on one another. Runs inside the page.
import type { Page } from "playwright-core";

/** Every fault of layout that can be measured, as a sentence; empty on a good screen. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) faults.push(`the page scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
    const name = (element: Element) =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> ${(element.textContent ?? "").trim().slice(0, 30)}`;
    const hidden = (element: Element) => {
      if (element.closest(".sr, .skip, .spacer, option, noscript, [hidden]")) return true;
      // What a closed <details> holds has a box but is not shown; its summary is.
      for (let details = element.closest("details"); details; details = details.parentElement?.closest("details") ?? null) {
        if (!details.open && element !== details.firstElementChild && !details.firstElementChild?.contains(element)) return element !== details;
      }
      return getComputedStyle(element).visibility === "hidden";
    };

    // What is left of a box after every ancestor that clips has taken its part.
    const seen = (element: Element) => {
      const box = element.getBoundingClientRect();
      let { left, top, right, bottom } = box;
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const style = getComputedStyle(parent);
        if (style.overflowX === "visible" && style.overflowY === "visible") continue;
        const clip = parent.getBoundingClientRect();
        left = Math.max(left, clip.left);
        right = Math.min(right, clip.right);
        top = Math.max(top, clip.top);
        bottom = Math.min(bottom, clip.bottom);
      }
      // A row scrolled beneath its table's sticky head is covered by it, as by an edge.
      const head = element.closest("tbody") && element.closest("table")?.querySelector("thead th");
      if (head && getComputedStyle(head).position === "sticky") top = Math.max(top, head.getBoundingClientRect().bottom);
      return { left, top, right, bottom, width: right - left, height: bottom - top };
    };

    for (const element of Array.from(document.querySelectorAll("#app *"))) {
      if (hidden(element)) continue;
      const own = Array.from(element.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      if (own.length === 0) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (box.left < -1 || box.right > root.clientWidth + 1) faults.push(`reaches out of the screen: ${name(element)}`);
      const style = getComputedStyle(element);
      const clips = style.overflowX !== "visible" || style.textOverflow === "ellipsis";
      if (clips && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) {
        faults.push(`is cut: ${name(element)}`);
      }
      // Text that is wider than the cell or box it stands in is painted over its neighbour.
      const holder = element.closest("td, th, li, .button, button, .badge, .grade, p, h1, h2, h3, dd, dt") ?? element;
      const room = holder.getBoundingClientRect();
      const wider = own.some((node) => {
        const range = document.createRange();
        range.selectNodeContents(node); // its own words: what only a screen reader says stands in a child
        const text = range.getBoundingClientRect();
        return text.right > room.right + 2 || text.left < room.left - 2;
      });
      if (wider) faults.push(`is wider than its place: ${name(element)}`);
    }
    for (const box of Array.from(document.querySelectorAll(".table-box, .card-right, .picture"))) {
      if (box.scrollWidth > box.clientWidth + 1) faults.push(`scrolls sideways inside: ${name(box)}`);
    }

    const controls = Array.from(document.querySelectorAll('#app a, #app button, #app select, #app input, #app summary, #app [role="treeitem"], #app label.button'))
      .filter((element) => !hidden(element))
      .map((element) => ({ element, box: seen(element) }))
      .filter(({ box }) => box.width > 1 && box.height > 1);
    for (let a = 0; a < controls.length; a += 1) {
      for (let b = a + 1; b < controls.length; b += 1) {
        const one = controls[a] as (typeof controls)[number];
        const two = controls[b] as (typeof controls)[number];
        if (one.element.contains(two.element) || two.element.contains(one.element)) continue;
        const width = Math.min(one.box.right, two.box.right) - Math.max(one.box.left, two.box.left);
        const height = Math.min(one.box.bottom, two.box.bottom) - Math.max(one.box.top, two.box.top);
        if (width > 2 && height > 2) faults.push(`overlap: ${name(one.element)} and ${name(two.element)}`);
      }
    }
    return faults;
  });
}
