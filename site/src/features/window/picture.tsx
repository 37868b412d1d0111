// A chart on the page. The chart script is read on first use.
import { useEffect, useRef, useState } from "preact/hooks";
import { script } from "../../later";
import { onAxis } from "../../plot";
import type { ChartSpec } from "./chart-spec";
import type { WindowProps } from "./state";

export const chartScript = () => script("charts", () => window.yardstickCharts !== undefined);

/** Colours and letters as the style sheet has them now, so that high contrast and large type hold for charts too. */
export function look(element: Element): ChartSpec["look"] {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: colour("--paper"),
    bar: colour("--bar"),
    strong: colour("--strong"),
    text: colour("--text"),
    grid: colour("--line"),
    quiet: colour("--quiet"),
    line: colour("--warn"),
    font: style.fontFamily,
    size: Math.round(onAxis({ exact: getComputedStyle(document.documentElement).fontSize.replace("px", ""), shown: "" }) * 0.85),
  };
}

export function Picture(props: { spec: Omit<ChartSpec, "look">; label: string; height: string; t: WindowProps["t"]; look: string }) {
  const { spec, label, height, t } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [ready, setReady] = useState<boolean | null>(window.yardstickCharts ? true : null);
  const choose = useRef(spec.choose);
  choose.current = spec.choose;
  const key = JSON.stringify([spec, props.look]);

  useEffect(() => {
    if (ready !== true) void chartScript().then(setReady);
  }, []);
  useEffect(() => {
    const charts = window.yardstickCharts;
    if (!ready || !charts || !canvas.current) return;
    const handle = charts.draw(canvas.current, {
      ...spec,
      choose: (index) => choose.current(index),
      look: look(canvas.current),
    });
    return () => handle.destroy();
  }, [ready, key]);

  if (ready === false) return <p class="why-not">{t.chartFailed}</p>;
  return (
    <div class="picture" style={{ height }}>
      {ready === null && <p class="quiet">{t.chartLoading}</p>}
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

/** Whatever changes the look of a picture without changing its figures. */
export function lookKey({ state }: WindowProps): string {
  return [state.prefs.large, state.prefs.contrast, state.layout].join();
}
