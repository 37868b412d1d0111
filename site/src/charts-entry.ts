// The second script: Chart.js, read only when somebody opens a chart. It draws what it is given and knows nothing of scores.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LineController,
  LineElement,
  LinearScale,
  type Plugin,
  PointElement,
  Tooltip,
} from "chart.js";
import type { ChartSpec, ChartHandle } from "./features/window/chart-spec";

Chart.register(BarController, BarElement, CategoryScale, LineController, LineElement, LinearScale, PointElement, Tooltip);

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
        } else if (spec.values[index]) {
          ctx.textAlign = "center";
          ctx.fillText(label, element.x, element.y - 3);
        }
      });
      ctx.restore();
    },
  };
}

function draw(canvas: HTMLCanvasElement, spec: ChartSpec): ChartHandle {
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
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { top: spec.lines.length > 0 ? (look.size + 3) * Math.min(2, spec.lines.length) + 6 : 8, right: dots ? look.size * 4 : 8 } },
      scales: dots ? { x: values, y: { ...names, offset: true } } : { x: names, y: values },
      plugins: {
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
