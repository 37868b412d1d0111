// From three open months to a grade: the range, the goal, the least effort as a scenario, taken over, shared and opened elsewhere.
import { describe, expect, test } from "vitest";
import { begin, eventually, field, person, scored, selfCheck } from "./self-support.ts";
import type { Opened } from "./support.ts";

const { at } = selfCheck();
const rangeWords = ({ page }: Opened) => page.locator(".range-panel[aria-busy=false]").innerText();

/** A person of the district's board, with the figures of the last three months taken away. */
async function open3(): Promise<Opened> {
  const opened = await at(person);
  const { page } = opened;
  await begin(opened);
  for (const month of ["10", "11", "12"]) {
    for (const fact of ["tasksLate", "lateness", "complaints", "studyMissed"]) await field(page, `staff/p004/${fact}@2025-${month}`).fill("");
  }
  await field(page, "staff/p004/studyMissed@2025-12").press("Enter");
  await scored(page);
  await page.locator(".range-panel summary", { hasText: "未定的数字（12）" }).waitFor();
  return opened;
}

describe("with three months open", () => {
  test("the range says what is certain and what is open, and names the open figures", async () => {
    const opened = await open3();
    const words = await rangeWords(opened);
    // By hand: nine months give 746 of 900; three months at nought or at 100 each make the mean 62.17 or 87.17, of which 70%,
    // with 25.5 for the rating and 10 added: 79.02 … 96.52.
    expect(words).toContain("最低79.02，最高96.52");
    expect(words).toContain("已不会低于“一般”");
    expect(words).toContain("还有 12 个数字未定");
    await opened.page.locator(".range-panel summary", { hasText: "未定的数字" }).click();
    await opened.page.getByRole("button", { name: "10月迟到早退" }).click();
    await eventually(() => opened.page.evaluate(() => document.activeElement?.getAttribute("data-field"))).toBe("staff/p004/lateness@2025-10");
    await opened.close();
  }, 120_000);

  test("the least effort for 优秀 becomes a scenario, then the figures, and comes out the same in a fresh profile", async () => {
    const first = await open3();
    const { page } = first;
    await page.locator("#self-tab-goal").click();
    await page.locator("#goal-solve").click();
    await page.locator(".goal-verdict").waitFor();
    await eventually(() => page.locator(".goal-verdict").innerText()).toContain("优秀”还能达到");
    await page.locator(".path.first").waitFor();
    await eventually(() => page.locator(".path.first .path-steps li").count()).toBeGreaterThan(0);
    await page.locator(".path.first .way-buttons button").first().click();
    await page.locator("#self-tab-scenarios").click();
    await page.locator(".scenario").waitFor();
    await eventually(() => page.locator(".compare-table").innerText()).toContain("绩效等次");
    await page.getByRole("button", { name: /^采用/ }).click();
    await scored(page);
    await expect.poll(() => rangeWords(first), { timeout: 30_000 }).toMatch(/已(不会低于|定为)“优秀”/);
    const words = await rangeWords(first);
    await page.locator("#self-tab-share").click();
    const link = await page.locator("#share-link").inputValue();
    expect(first.faults).toEqual([]);
    await first.close();

    const second = await at(link);
    await second.page.locator("#share-take").click();
    await scored(second.page);
    await expect.poll(() => rangeWords(second), { timeout: 30_000 }).toBe(words);
    expect(second.faults).toEqual([]);
    await second.close();
  }, 180_000);

  test("what is out of reach is told with the best there is", async () => {
    const opened = await open3();
    const { page } = opened;
    await page.locator("#self-tab-goal").click();
    await page.getByRole("button", { name: "得分", exact: true }).click();
    await page.locator("#goal-points").fill("99");
    await page.locator("#goal-solve").click();
    await page.locator(".goal-verdict.no").waitFor();
    await eventually(() => page.locator(".goal-verdict.no").innerText()).toContain("不可能了，最好为96.52");
    await page.locator("#goal-points").fill("很多");
    await page.locator("#goal-solve").click();
    await eventually(() => page.locator("#goal-points-fault").innerText()).toContain("请填数字");
    await opened.close();
  }, 120_000);
});

test("the ledger names what was lost most first, by clause, and leads to the field", async () => {
  const opened = await at(person);
  const { page } = opened;
  await begin(opened);
  await page.locator("#self-tab-ledger").click();
  await page.locator(".ledger li").first().waitFor();
  // The rating: 25.5 of 30, more than any month lost.
  await eventually(() => page.locator(".ledger li").first().innerText()).toMatch(/民主测评[\s\S]*D25[\s\S]*−4\.50/);
  await opened.close();
}, 120_000);

test("a scenario's differences and the steps between two totals are drawn and stand in a table", async () => {
  const opened = await at(person);
  const { page } = opened;
  await begin(opened);
  await page.locator("#self-tab-scenarios").click();
  await page.locator("#new-scenario").click();
  await page.locator(".add-change select").first().selectOption({ label: "岗位目标未按时完成" });
  await page.locator(".add-change select").nth(1).selectOption("2025-02");
  await page.locator(".add-change input").fill("0");
  await page.locator(".add-change button").click();
  // Eight tasks late cost 16 of February's 100 points: 16 ÷ 12 × 70% = 0.9333 of the total.
  await expect.poll(() => page.locator(".scenario-total").innerText()).toContain("+0.93");
  await page.locator(".waterfall canvas").waitFor();
  await page.locator(".waterfall summary").click();
  await eventually(() => page.locator(".waterfall table").innerText()).toMatch(/岗位目标[\s\S]*\+0\.93/);
  await page.getByRole("button", { name: /^放弃/ }).click();
  await page.locator(".scenario").waitFor({ state: "detached" });
  expect(opened.faults).toEqual([]);
  await opened.close();
}, 120_000);
