// What is not wanted on a first visit is a script of its own, read when somebody first asks for it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Actions, OpenedBoards } from "./actions";
import type { Client } from "./engine/client";
import type { WindowProps } from "./features/window/state";
import type { Messages } from "./i18n";
import type { AppState } from "./state";

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

export type LaterView = "found" | "tools" | "pair" | "ranking" | "distribution" | "sheet" | "beforeTree" | "afterTree" | "boards" | "seal";
export interface LaterProps {
  name: LaterView;
  props: WindowProps;
}

export interface Engine {
  client: Client;
  /** Makes one more engine, for what takes long; null where there is none. */
  second: () => Client | null;
  opened: OpenedBoards;
}
/** What views with a script of their own are handed; each keeps its own state. */
export interface SelfProps extends Engine {
  state: AppState;
  actions: Actions;
}

declare global {
  interface Window {
    /** Set by dist/self.js: draws the self-check into an element, or takes it away (null). */
    yardstickSelf?: (element: Element, props: SelfProps | null) => void;
    /** Set by dist/workshop.js: the same for the workshop. */
    yardstickWorkshop?: (element: Element, props: SelfProps | null) => void;
    /** Set by dist/schemes.js: the same for the schemes. */
    yardstickSchemes?: (element: Element, props: SelfProps | null) => void;
    /** Set by dist/more.js when it has been read: draws one of its views into an element, or empties it (null). */
    yardstickMore?: (element: Element, view: LaterProps | null) => void;
  }
}

type Draw<P> = (element: Element, props: P | null) => void;

/** A view out of another script: it draws into an element of its own, so that two scripts share no state. */
function Elsewhere<P>(own: { file: string; there: () => Draw<P> | undefined; props: P; t: Messages; class: string }) {
  const { file, there, props, t } = own;
  const box = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState<boolean | null>(there() ? true : null);
  useEffect(() => {
    if (ready !== true) void script(file, () => there() !== undefined).then(setReady);
  }, []);
  useEffect(() => {
    if (ready && box.current) there()?.(box.current, props);
  });
  useEffect(() => {
    const element = box.current;
    return () => {
      if (element) there()?.(element, null);
    };
  }, []);
  if (ready === false) return <p class="why-not">{t.laterFailed}</p>;
  return (
    <>
      {ready === null && <p class="quiet">{t.rowPending}</p>}
      <div ref={box} class={own.class} />
    </>
  );
}

const more = () => window.yardstickMore;
const self = () => window.yardstickSelf;
const workshop = () => window.yardstickWorkshop;
const schemes = () => window.yardstickSchemes;

/** A view out of the second script. */
export function Later({ name, props }: LaterProps) {
  return <Elsewhere file="more" there={more} props={{ name, props }} t={props.t} class={`later later-${name}`} />;
}

/** The self-check, a script of its own. */
export function SelfLater({ props, t }: { props: SelfProps; t: Messages }) {
  return <Elsewhere file="self" there={self} props={props} t={t} class="self-box" />;
}

/** The workshop, another. */
export function RoomLater({ props, t }: { props: SelfProps; t: Messages }) {
  return <Elsewhere file="workshop" there={workshop} props={props} t={t} class="room-box" />;
}

/** The schemes, one more. */
export function SchemesLater({ props, t }: { props: SelfProps; t: Messages }) {
  return <Elsewhere file="schemes" there={schemes} props={props} t={t} class="schemes-box" />;
}
