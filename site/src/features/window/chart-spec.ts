// What the page hands to the chart script: numbers for pixels, and the engine's own text for every label.

export interface ChartSpec {
  /** Dots on lying lines (ranking: an axis that does not begin at zero would make bars lie), standing bars (counts), a line
   *  through periods, a web of shares, or lying bars from one total to another. */
  form: "dots" | "bars" | "trend" | "radar" | "waterfall";
  labels: string[];
  values: (number | null)[];
  /** Of a waterfall: where each bar begins and ends. */
  spans?: [number, number][];
  /** What the values are compared with: drawn thinner, with a name of its own. */
  beside?: { label: string; values: (number | null)[] };
  /** The name of the values themselves, where there is something beside them. */
  label?: string;
  /** The text of each value, written beside it. */
  tips: string[];
  /** What stands out: my unit. */
  strong: boolean[];
  min: number;
  max: number;
  /** Grade lines: on the value axis, or counted in bins from the first one's edge. */
  lines: { at: number; label: string }[];
  look: { paper: string; bar: string; strong: string; text: string; quiet: string; grid: string; line: string; font: string; size: number };
  choose: (index: number) => void;
  /** Dots of the bitmap to one of the page, where it is made for a file; else the screen's own. */
  ratio?: number;
}

export interface ChartHandle {
  destroy(): void;
}

declare global {
  interface Window {
    /** Set by dist/charts.js when it has been read. */
    yardstickCharts?: { draw(canvas: HTMLCanvasElement, spec: ChartSpec): ChartHandle };
  }
}
