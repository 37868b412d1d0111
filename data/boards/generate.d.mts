/** The datasets by board id, as their generators write them. */
export const datasets: () => Promise<Record<string, string>>;
