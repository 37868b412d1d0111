// The templates: whole schemes for common patterns, each with a case worked by hand. Text as it is kept, so that it reads well.
import type { Text } from "../../../engine/types";
import empty from "./templates/empty.json?raw";
import monthly from "./templates/monthly.json?raw";
import pool from "./templates/pool.json?raw";
import stars from "./templates/stars.json?raw";
import targets from "./templates/targets.json?raw";
import team from "./templates/team.json?raw";
import weighted from "./templates/weighted.json?raw";

export interface Template {
  id: string;
  title: Text;
  note: Text;
  scheme: string;
}

export const templates: readonly Template[] = [weighted, monthly, targets, stars, team, pool, empty].map((scheme) => {
  const { id, title, "x-note": note } = JSON.parse(scheme) as { id: string; title: Text; "x-note": Text };
  return { id, title, note, scheme };
});
