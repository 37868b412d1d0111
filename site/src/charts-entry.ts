// The second script: Chart.js, read only when somebody opens a chart. It draws what it is given and knows nothing of scores.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  type Plugin,
  PointElement,
  RadarController,
  RadialLinearScale,
  Tooltip,
} from "chart.js";
import type { ChartSpec, ChartHandle } from "./features/window/chart-spec";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  Legend,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  RadarController,
  RadialLinearScale,
  Tooltip,
);

/** Grade lines with their names above the plot, and each value beside its dot or above its bar. */
function marksOf(spec: ChartSpec): Plugin {
  return {
    id: "marks",
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      const { look } = spec;
      ctx.save();
      ctx.font = `${look.size}px ${look.font}`;
      ctx.textBaseline = "bottom";
      ctx.lineWidth = 2;
      ctx.setLineDash([6, 4]);
      spec.lines.forEach((line, index) => {
        if (spec.form === "trend") {
          const y = chart.scales.y?.getPixelForValue(line.at) ?? 0;
          ctx.strokeStyle = look.line;
          ctx.beginPath();
          ctx.moveTo(chartArea.left, y);
          ctx.lineTo(chartArea.right, y);
          ctx.stroke();
          ctx.fillStyle = look.line;
          ctx.fillText(line.label, chartArea.left + 4, y - 2);
          return;
        }
        // Among bins a place counts in bins from the first one's left edge.
        const x =
          spec.form === "dots"
            ? (chart.scales.x?.getPixelForValue(line.at) ?? 0)
            : chartArea.left + ((chartArea.right - chartArea.left) * line.at) / Math.max(1, spec.labels.length);
        ctx.strokeStyle = look.line;
        ctx.beginPath();
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
        const width = ctx.measureText(line.label).width;
        const left = Math.min(Math.max(x - width / 2, chartArea.left), chartArea.right - width);
        ctx.fillStyle = look.line;
        ctx.fillText(line.label, left, chartArea.top - 4 - (index % 2) * (look.size + 3));
      });
      ctx.fillStyle = look.text;
      ctx.setLineDash([]);
      chart.getDatasetMeta(0).data.forEach((element, index) => {
        const label = spec.tips[index] ?? "";
        if (spec.form === "dots") {
          ctx.textBaseline = "middle";
          const width = ctx.measureText(label).width;
          const right = element.x + 10 + width <= chart.width;
          const left = right ? element.x + 10 : element.x - 10 - width;
          // A light ground keeps the figure legible where a grade line crosses it.
          ctx.fillStyle = look.paper;
          ctx.fillRect(left - 1, element.y - look.size * 0.6, width + 2, look.size * 1.2);
          ctx.fillStyle = look.text;
          ctx.fillText(label, left, element.y);
        } else if (spec.form === "trend") {
          // Every so many where periods stand close.
          const step = Math.ceil((spec.labels.length * ctx.measureText("100.00 ").width) / Math.max(1, chart.chartArea.right - chart.chartArea.left));
          if (spec.values[index] === null || (index % step !== 0 && index !== spec.labels.length - 1)) return;
          ctx.textAlign = "center";
          ctx.fillText(label, element.x, element.y - 7);
        } else if (spec.form === "bars" && spec.values[index]) {
          ctx.textAlign = "center";
          ctx.fillText(label, element.x, element.y - 3);
        }
      });
      ctx.restore();
    },
  };
}

/** A line through periods, or a web of shares, with what it is compared with drawn thinner and dashed. */
function drawCompared(canvas: HTMLCanvasElement, spec: ChartSpec, radar: boolean): ChartHandle {
  const { look } = spec;
  const font = { family: look.font, size: look.size };
  const own = {
    label: spec.label ?? "",
    data: spec.values,
    borderColor: look.bar,
    backgroundColor: radar ? `${look.bar}33` : look.bar,
    borderWidth: 2,
    fill: radar,
    spanGaps: false,
    clip: false as const,
    pointRadius: 4,
    pointBackgroundColor: spec.strong.map((strong) => (strong ? look.strong : look.paper)),
    pointBorderColor: look.bar,
    pointBorderWidth: 2,
  };
  const beside = spec.beside && {
    label: spec.beside.label,
    data: spec.beside.values,
    borderColor: look.quiet,
    borderDash: [5, 4],
    borderWidth: 1.5,
    fill: false,
    pointRadius: 2,
    pointBackgroundColor: look.quiet,
    pointBorderColor: look.quiet,
  };
  const config: ChartConfiguration = {
    type: radar ? "radar" : "line",
    data: { labels: spec.labels, datasets: beside ? [own, beside] : [own] },
    options: {
      animation: false,
      ...(spec.ratio ? { devicePixelRatio: spec.ratio } : {}),
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: radar ? 0 : look.size * 2, right: radar ? 0 : look.size * 2, left: 0 } },
      scales: radar
        ? {
            r: {
              min: spec.min,
              max: spec.max,
              grid: { color: look.grid },
              angleLines: { color: look.grid },
              pointLabels: { color: look.text, font },
              ticks: { display: false, stepSize: (spec.max - spec.min) / 4 },
            },
          }
        : {
            x: { offset: true, grid: { display: false }, ticks: { color: look.text, font, maxRotation: 45 } },
            y: { min: spec.min, max: spec.max, grid: { color: look.grid }, ticks: { color: look.text, font } },
          },
      plugins: {
        legend: { display: beside !== undefined, position: "bottom", labels: { color: look.text, font, boxWidth: look.size * 2 } },
        tooltip: {
          displayColors: false,
          bodyFont: font,
          titleFont: font,
          callbacks: { label: (item) => (item.datasetIndex === 0 ? (spec.tips[item.dataIndex] ?? "") : (item.dataset.label ?? "")) },
        },
      },
      onClick: (_, elements) => {
        const index = elements[0]?.index;
        if (index !== undefined) spec.choose(index);
      },
    },
    plugins: radar ? [] : [marksOf(spec)],
  };
  const chart = new Chart(canvas, config);
  return { destroy: () => chart.destroy() };
}

/** Each bar's figure after its farther end, and a thin line from where one bar ends to where the next begins. */
function joinsOf(spec: ChartSpec): Plugin {
  return {
    id: "joins",
    afterDatasetsDraw(chart) {
      const { ctx } = chart;
      const { look, spans = [] } = spec;
      const bars = chart.getDatasetMeta(0).data;
      const at = (value: number) => chart.scales.x?.getPixelForValue(value) ?? 0;
      ctx.save();
      ctx.font = `${look.size}px ${look.font}`;
      ctx.textBaseline = "middle";
      ctx.strokeStyle = look.quiet;
      ctx.setLineDash([3, 3]);
      bars.forEach((bar, index) => {
        const span = spans[index];
        if (!span) return;
        const next = bars[index + 1];
        if (next) {
          ctx.beginPath();
          ctx.moveTo(at(span[1]), bar.y);
          ctx.lineTo(at(span[1]), next.y);
          ctx.stroke();
        }
        const tip = spec.tips[index] ?? "";
        const width = ctx.measureText(tip).width;
        const right = at(Math.max(span[0], span[1])) + 5;
        const left = right + width <= chart.width ? right : at(Math.min(span[0], span[1])) - 5 - width;
        ctx.fillStyle = look.paper;
        ctx.fillRect(left - 1, bar.y - look.size * 0.6, width + 2, look.size * 1.2);
        ctx.fillStyle = look.text;
        ctx.fillText(tip, left, bar.y);
      });
      ctx.restore();
    },
  };
}

/** From one total to another: what rises is filled, what falls is an open bar, so that they differ without colour. */
function drawWaterfall(canvas: HTMLCanvasElement, spec: ChartSpec): ChartHandle {
  const { look, spans = [] } = spec;
  const font = { family: look.font, size: look.size };
  const falls = spans.map(([from, to]) => to < from);
  const chart = new Chart(canvas, {
    type: "bar",
    data: {
      labels: spec.labels,
      datasets: [
        {
          data: spans,
          backgroundColor: spans.map((_, index) => (spec.strong[index] ? look.strong : falls[index] ? look.paper : look.bar)),
          borderColor: spans.map((_, index) => (falls[index] ? look.line : look.bar)),
          borderWidth: 2,
          borderSkipped: false,
          minBarLength: 2,
          barPercentage: 0.7,
        },
      ],
    },
    options: {
      indexAxis: "y",
      animation: false,
      ...(spec.ratio ? { devicePixelRatio: spec.ratio } : {}),
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { right: look.size * 4 } },
      scales: {
        x: { min: spec.min, max: spec.max, grid: { color: look.grid }, ticks: { color: look.text, font } },
        y: { grid: { display: false }, ticks: { color: look.text, font, autoSkip: false } },
      },
      plugins: {
        legend: { display: false },
        tooltip: { displayColors: false, bodyFont: font, titleFont: font, callbacks: { label: (item) => spec.tips[item.dataIndex] ?? "" } },
      },
    },
    plugins: [joinsOf(spec)],
  });
  return { destroy: () => chart.destroy() };
}

function draw(canvas: HTMLCanvasElement, spec: ChartSpec): ChartHandle {
  if (spec.form === "waterfall") return drawWaterfall(canvas, spec);
  if (spec.form === "trend" || spec.form === "radar") return drawCompared(canvas, spec, spec.form === "radar");
  const { look } = spec;
  const dots = spec.form === "dots";
  const font = { family: look.font, size: look.size };
  const values = { min: spec.min, max: spec.max, grid: { color: look.grid }, ticks: { color: look.text, font, precision: dots ? undefined : 0 } };
  const names = { grid: { display: dots, color: look.grid }, ticks: { color: look.text, font, autoSkip: !dots } };
  const fill = spec.strong.map((strong) => (strong ? look.strong : look.bar));
  const rim = spec.strong.map((strong) => (strong ? look.text : look.bar));
  const chart = new Chart(canvas, {
    type: dots ? "line" : "bar",
    data: {
      labels: spec.labels,
      datasets: [
        dots
          ? {
              data: spec.values,
              showLine: false,
              clip: false,
              pointBackgroundColor: fill,
              pointBorderColor: rim,
              pointRadius: spec.strong.map((strong) => (strong ? 7 : 5)),
              pointStyle: spec.strong.map((strong) => (strong ? "rectRot" : "circle")),
              pointHoverRadius: 8,
            }
          : {
              data: spec.values,
              backgroundColor: fill,
              borderColor: rim,
              borderWidth: spec.strong.map((strong) => (strong ? 3 : 0)),
              barPercentage: 0.96,
              categoryPercentage: 1,
            },
      ],
    },
    options: {
      indexAxis: dots ? "y" : "x",
      animation: false,
      ...(spec.ratio ? { devicePixelRatio: spec.ratio } : {}),
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: spec.lines.length > 0 ? (look.size + 3) * Math.min(2, spec.lines.length) + 6 : 8, right: dots ? look.size * 4 : 8 } },
      scales: dots ? { x: values, y: { ...names, offset: true } } : { x: names, y: values },
      plugins: {
        legend: { display: false },
        tooltip: { displayColors: false, bodyFont: font, titleFont: font, callbacks: { label: (item) => spec.tips[item.dataIndex] ?? "" } },
      },
      onClick: (_, elements) => {
        const index = elements[0]?.index;
        if (index !== undefined) spec.choose(index);
      },
    },
    plugins: [marksOf(spec)],
  });
  return { destroy: () => chart.destroy() };
}

window.yardstickCharts = { draw };
