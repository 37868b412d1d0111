/** The datasets by board id, as the generator writes them. */
export const datasets: Record<string, string>;
