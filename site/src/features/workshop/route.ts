// The workshop's own part of the address, after "#/w": /<board>[/<class>[/<period>[/<slide>]]]. Without a slide it is the lesson's
// overview; "handout" stands for the lesson as a printed page.
export interface RoomRoute {
  board: string;
  class: string;
  period: string;
  slide: string;
}

export const handoutSlide = "handout";

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function parseRoom(path: string): RoomRoute {
  const [board = "", cls = "", period = "", slide = ""] = path.split("/").slice(1).map(decode);
  return { board, class: cls, period, slide };
}

/** The whole hash. */
export function formatRoom(route: RoomRoute): string {
  const parts = [route.board, route.class, route.period, route.slide];
  while (parts.length > 0 && parts[parts.length - 1] === "") parts.pop();
  return `#/w${parts.map((part) => `/${encodeURIComponent(part)}`).join("")}`;
}
