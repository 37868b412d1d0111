// The walk-through for an office, docs/zh-CN/first-board.md, done as it is written: a section a test, each waiting for what the page is
// to show then. PICTURES=folder writes the pictures of the walk-through there.
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readXlsx from "read-excel-file/node";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import writeXlsx, { type SheetData } from "write-excel-file/node";
import { dist } from "../../site/scripts/serve.mjs";
import { type SavedFile, choose, computer, eventually, saved, says as saysOn, select } from "./schemes-support";
import { type Opened, type Server, launch, startServer } from "./support";

const pictures = process.env.PICTURES ?? "";
/** The office's site is a copy of the page, so that the board can be put into it. */
const site = "http://khb.example/";
const link = `${site}#/b/keshi-2026`;
let folder: string;
let server: Server;
let browser: Browser;
let office: Opened;
let page: Page;
/** What was published first, board and index, and the digests that were shown with it. */
let published: SavedFile[];
let digests: string[];
/** A picture has the screen of 1366 × 768 on 1100 × 618 dots. */
const sitDown = (address: string) => computer(browser, { name: site, url: server.url }, address, pictures ? { scale: 1100 / 1366 } : {});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "yardstick-first-board-"));
  cpSync(dist, folder, { recursive: true });
  [server, browser] = await Promise.all([startServer("/", folder), launch()]);
  office = await sitDown(site);
  page = office.page;
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true });
});
// Each section goes on from the one before: where one fails, the rest has nothing to begin with.
let failed = false;
beforeEach(({ skip }) => skip(failed, "an earlier section failed"));
afterEach(({ task }) => {
  failed = failed || task.result?.state === "fail";
  expect(office.faults).toEqual([]);
});

const says = (where: string, ...words: string[]) => saysOn(page, where, ...words);
const press = (label: string) => page.getByRole("button", { name: label, exact: true }).click();
const room = (title: string) => page.locator(".work-rooms a", { hasText: title }).click();
const outline = (title: string) => page.locator(".outline-tree li", { hasText: title }).first().click();
async function replace(line: string, words: string, by: string): Promise<void> {
  await select(page, line, words);
  await page.keyboard.type(by);
}
async function addBehind(line: string, words: string, more: string): Promise<void> {
  await select(page, line, words);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type(more);
}
/** Types figures from the cell that has the focus on: Tab behind each of several, Enter behind one alone. */
async function enter(...figures: string[]): Promise<void> {
  for (const figure of figures) {
    await page.keyboard.type(figure);
    await page.keyboard.press(figures.length > 1 ? "Tab" : "Enter");
  }
}
const cell = (row: number, column: number) => page.locator(`[data-cell="${row} ${column}"]`);
/** The totals in the grid, without what a screen reader is told of them. */
const totals = async () => (await page.locator(".sheet-row .desk-total").allInnerTexts()).map((text) => text.split("\n")[0]);
const steps = async () => (await page.locator(".publish-step h2").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
const saveBoard = async () => [await saved(page, "存下发布件 keshi-2026.json"), await saved(page, "存下新的榜单目录 index.json")];
const boardIn = ([board]: SavedFile[]) => JSON.parse(String(board?.bytes)) as { scheme: string };
const putOnSite = (files: SavedFile[]) => files.forEach((file) => writeFileSync(join(folder, "boards", file.name), file.bytes));

async function picture(title: string, of = page, height = 768): Promise<void> {
  if (pictures) await of.screenshot({ path: join(pictures, `${title}.png`), clip: { x: 0, y: 0, width: 1366, height } });
}

describe("the first board", { timeout: 300_000, retry: 0 }, () => {
  test("一、新建，编写方案", async () => {
    await page.getByRole("link", { name: "方案", exact: true }).click();
    await says(".schemes-home", "手头的工作稿", "还没有工作稿", "从样例新建");
    await page.locator(".template-list li", { hasText: "权重百分比与扣分" }).getByText("用这个样例").click();
    await says(".write-faults h2", "检查：没有问题");
    await says(".write-cases h2", "算例：2个通过");
    await says(".work-head", "已保存在本机 ", ":");
    const title = page.locator(".work-head a:text-is('全部方案') + * input");
    expect(await title.inputValue()).toBe("权重百分比与扣分");
    await title.click();
    await page.keyboard.press("Control+a");
    await enter("2026年科室绩效考核");

    await replace('"id"', "weighted", "keshi");
    await replace('"version"', "2025.1", "2026.1");
    await replace('"title"', "权重百分比与扣分", "科室绩效考核办法");
    await replace('"document"', "样例（虚构）", "某局科室绩效考核办法（2026年）");
    await replace('"status"', "invented", "stated");
    await says('.write[data-checked="true"] .write-faults h2', "检查：没有问题");

    await outline("业务工作");
    await replace('"weight": "50%"', "50%", "40%");
    await says(".write-faults h2", "检查：1处错误");
    await says(".write-faults li", "行第", "列 “total”的下级权重合计为0.9，应为 1（即 100%）；请修改权重，或补上缺少的指标");
    await eventually(() => page.locator(".cm-lint-marker-error").count()).toBe(1);
    await says(".write-cases", "以下按最近一次没有错误的文本计算");
    await says(".work-head", "已保存在本机");
    await picture("write-fault");
    await page.locator(".write-faults li button").click();
    await says(".cm-activeLine", '"total": {');
    await outline("队伍建设");
    await replace('"weight": "20%"', "20%", "30%");
    await says(".write-faults h2", "检查：没有问题");
    await outline("条款 (6)");
    await outline("总分由业务工作50%");
    await replace("总分由业务工作50%", "业务工作50%、服务质量30%、队伍建设20%", "业务工作40%、服务质量30%、队伍建设30%");

    await says(".write-cases h2", "算例：0个通过，2个不通过");
    await says('.write[data-checked="true"] .write-faults h2', "检查：没有问题");
    await says(".work-head", "已保存在本机");
    await picture("write-cases");
    await press("A · 总分 · 2025：应为 88.3；实际 87.8");
    await says(".cm-activeLine", '"total": "88.3"');
    await replace('"total": "88.3"', "88.3", "87.8");
    await press("A · 总分（封顶保底之前） · 2025：应为 -5；实际 -5.2");
    await replace('"raw": "-5"', "-5", "-5.2");
    await says(".write-cases h2", "算例：2个通过");

    await outline("名次");
    await page.locator(".write-tools select:has(optgroup[label=指标与结果] option:text-is('等次'))").selectOption({ label: "等次" });
    await eventually(() => page.locator(".cm-snippetField").count()).toBeGreaterThan(3);
    for (const keys of ["Tab", "等次", "Tab", "Tab", "85", "Tab"]) await (keys === "Tab" ? page.keyboard.press(keys) : page.keyboard.type(keys));
    await says("[data-unseen=level]", "“等次”算得出来，但不公布");
    await addBehind('"publish"', '"place"', ', "level"');
    await says(".write-faults h2", "检查：没有错误，1条提示");
    await says(".write-faults li", "“level”没有注明依据的条款");
    await addBehind('"type": "level"', '"of": "total",', ' "clauses": ["c7"],');
    await says(".write-faults h2", "检查：1处错误");
    await says(".write-faults li", "没有名为“c7”的条款", "“c1”");
    await outline("按得分从高到低排名");
    await addBehind("按得分从高到低排名", 'share a place."}', ",");
    await page.keyboard.press("Enter");
    await page.keyboard.type('"c7": {"zh-CN": "总分85分以上为优秀，60分以上为合格，不满60分为不合格。"}');
    await says(".write-faults h2", "检查：没有问题");
    await says(".write-cases h2", "算例：2个通过");
    await press("预览");
    await says(".write-preview", "试算", "还没有数据", "填报表单");
    await eventually(() => page.locator(".write-form dt").count()).toBe(6);
  });

  test("二、录入数据", async () => {
    await room("数据台");
    await says(".desk-start h1", "从名单开始");
    await page.getByLabel("考核年度").fill("2026");
    await page.getByLabel("数据截止日").fill("2026-12-31");
    await page.getByLabel("科室的名单").fill("办公室\n政务服务科\n综合执法科\n财务科");
    await says(".desk-start", "共 4 个");
    await press("建立数据");
    await eventually(totals).toEqual(["0.00–100.00", "0.00–100.00", "0.00–100.00", "0.00–100.00"]);
    expect(await page.locator(".sheet-column").count()).toBe(6);
    await says(".sheet-head .sheet-tail", "总分／名次");

    await cell(0, 0).click();
    await enter("180", "200", "96", "85", "1", "3");
    await says(".desk-wrong", "有 1 格没有采用，待改正", "填的是“96”。96 没有百分号，超过了 100%。");
    await says('[data-cell="0 2"].bad', "96");
    await press("办公室 · 满意度 2026");
    await says(".desk-cell", "改成 96%", "放弃这次输入");
    await says(".work-head", "已保存在本机");
    await picture("desk-refused");
    await press("改成 96%");
    await says(".sheet-row .sheet-tail", "87.80", "第 1 名");
    expect(await page.locator(".sheet-cell.bad").count()).toBe(0);

    const excel = await page.context().newPage();
    await excel.setContent("<textarea>");
    await excel.locator("textarea").fill("150\t160\t92%\t90\t0\t1\n88\t120\t88.5%\t105\t0\t4\n");
    for (const keys of ["Control+a", "Control+c"]) await excel.keyboard.press(keys);
    await excel.close();
    await cell(1, 0).click();
    await page.keyboard.press("Control+v");
    await says(".desk-wrong", "填的是“105”。不能大于 100。");
    // 29.33 of business and 26.55 of service, 1 off, and up to 30 of staff.
    await eventually(async () => (await totals())[2]).toBe("54.88–84.88");
    await press("综合执法科 · 队伍建设考评分 2026");
    await enter("95");
    await eventually(totals).toEqual(["87.80", "92.10", "83.38", "0.00–100.00"]);
    expect(await page.locator(".sheet-cell.bad").count()).toBe(0);
  });

  test("三、发模板，收表格", async () => {
    await room("表格");
    const template = await saved(page, "下载空白模板");
    expect(template.name).toBe("2026年科室绩效考核_科室_2026_填报表.xlsx");
    const sheets = (await readXlsx(template.bytes)) as unknown as { sheet: string; data: (string | number | null)[][] }[];
    expect(sheets.slice(0, 2).map(({ sheet }) => sheet)).toEqual(["说明", "其他数据"]);
    const lines = sheets[1]?.data as unknown[][];
    expect(lines.slice(1, 3).map((line) => line.slice(1, 6))).toEqual([
      ["单位与范围", "件，整数，不低于 0", "件，整数，不低于 1", "百分比，0% 至 100%", "分，0 至 100"],
      ["谁报送、凭什么", null, null, null, null],
    ]);
    expect(lines[7]?.slice(1, 8)).toEqual(["财务科", null, null, null, null, null, null]);
    const fill = async (staffMark: number) => {
      lines[7]?.splice(2, 6, 95, 100, { value: 0.91, format: "0%" }, staffMark, 0, 2);
      const bytes = await writeXlsx(sheets.map(({ sheet, data }) => ({ sheet, data: data as SheetData }))).toBuffer();
      await choose(page, "选择文件…", { name: template.name, bytes });
    };
    await fill(120);
    await says(".sheet-preview", template.name, "改动 5 处", "有问题的地方（1）", "其他数据!F8：120 超过上限 100。请核对。", "有 1 处没能读入，先把其余 5 处写入");
    expect(await page.getByLabel("空单元格表示没有数据：清除原值").isChecked()).toBe(false);
    await picture("sheet-read");
    await press("不写入");
    await fill(92);
    await says(".sheet-preview", "改动 6 处", "财务科 0.00–100.00", "92.90 第 1 名");
    expect(await page.locator(".sheet-wrong").count()).toBe(0);
    await press("写入 6 处");
    await says(".sheet-done", "已写入 6 处", "“撤销”");
  });

  test("四、与上一年对照", async () => {
    await room("年度对照");
    await says(".years-choose", "还没有可以对照的上一版");
    await page.getByRole("button", { name: "新建下一年的工作稿" }).waitFor();
  });

  test("五、发布", async () => {
    await room("发布");
    await eventually(steps).toEqual(["✓ 方案与数据 已妥", "✓ 算例 已妥", "✓ 个人信息 已妥", "– 代替哪一版 可选", "○ 榜单说明 待办", "✓ 指纹与签名 已妥", "○ 预览与保存 待办"]);
    await says("#step-persons", "方案没有标明任何涉及个人的项目");
    await says("#step-save", "还不能保存：榜单说明尚未办妥。");
    await page.getByLabel("编号").fill("keshi-2026");
    await page.getByLabel("名称（中文）").fill("某局2026年科室绩效考核");
    await page.getByLabel("公示：征求意见，到某日止").check();
    await page.getByLabel("发布日期").fill("2027-01-10");
    await says("#step-words", "请选公示到哪一天");
    await page.getByLabel("公示到").fill("2027-01-07");
    await says("#step-words", "公示截止日早于发布日期，请改");
    await page.getByLabel("公示到").fill("2027-01-17");
    expect(await page.getByLabel("第几版").inputValue()).toBe("1");
    await says("#step-words", "榜单说明齐全。");
    await says("#step-save", "全部办妥，可以保存。");
    await press("按读者看到的样子预览");
    await says("h1", "某局2026年科室绩效考核（预览）");
    await page.goBack();
    await says("#step-save", "全部办妥，可以保存。", "放到哪里", `链接 ${link}`);
    await page.getByRole("button", { name: "存下发布件 keshi-2026.json" }).hover();
    await picture("publish-save");
    published = await saveBoard();
    expect(published.map((file) => file.name)).toEqual(["keshi-2026.json", "index.json"]);
    expect(JSON.parse(boardIn(published).scheme)).toMatchObject({ id: "keshi", version: "2026.1", title: { "zh-CN": "科室绩效考核办法" }, source: { status: "stated" } });
    digests = await page.locator("#step-seal [data-digest]").allInnerTexts();

    const kept = await saved(page, "存成文件");
    expect(kept.name).toBe("2026年科室绩效考核_工作稿.json");
    const other = await sitDown(`${site}#/f`);
    await choose(other.page, "打开文件…", kept);
    await eventually(() => other.page.locator(".work-title input").inputValue()).toBe("2026年科室绩效考核");
    await other.close();
  });

  test("六、放到网站上", async () => {
    const early = await sitDown(link);
    await saysOn(early.page, "main", "主机上没有 boards/keshi-2026.json");
    await early.close();
    putOnSite(published);
  });

  test("七、看榜单，发通报", async () => {
    const reader = await sitDown(link);
    const own = reader.page;
    await saysOn(own, ".head-title", "某局2026年科室绩效考核 公示，至 2027-01-17", "指纹相符，未签名");
    await saysOn(own, "table.ranking tbody.data", "财务科 92.90", "优秀", "政务服务科 92.10", "优秀", "办公室 87.80", "优秀", "综合执法科 83.38", "合格");
    await own.getByText("指纹相符，未签名").click();
    await eventually(() => own.locator(".seal .digests td").allInnerTexts()).toEqual(digests.flatMap((digest) => [digest, "✓ 相符"]));
    await picture("window-badge", own);

    await own.getByRole("link", { name: "办公室", exact: true }).click();
    // Lost in points of the total: of the 40 for business a tenth, of 30 for service 4%, of 30 for staff 15%.
    await saysOn(own, ".tree", "业务工作权重 40% 90.00 100 90.00% −4.00", "服务质量权重 30% 96.00 100 96.00% −1.20", "队伍建设权重 30% 85.00 100 85.00% −4.50", "−2.50");
    await saysOn(own, ".losses", "队伍建设c4 −4.50", "业务工作c2 −4.00");
    await own.getByRole("link", { name: "关闭成绩单" }).click();

    await own.getByRole("button", { name: "导出、通报、嵌入" }).click();
    await own.getByRole("button", { name: "拟写通报…" }).click();
    await saysOn(own, ".notice-paper", "公示稿 关于2026年度科室绩效考核结果的通报", "公示期为2027年1月10日至2027年1月17日", "如有异议，请于 2027年1月17日 前（含当日）向");
    expect(await own.getByLabel("异议截止").inputValue()).toBe("2027年1月17日");
    for (const [label, words] of Object.entries({ 文号: "某办〔2027〕3号", 发文单位: "某局办公室", 成文日期: "2027年1月10日", 向谁提出: "局考核办（电话 1234）" })) {
      await own.getByLabel(label).fill(words);
      await saysOn(own, ".notice-paper", words);
    }
    await saysOn(own, ".notice-paper", "前（含当日）向 局考核办（电话 1234） 提出。");
    const bottom = await own.locator(".notice-paper").evaluate((paper) => {
      paper.scrollIntoView();
      return paper.getBoundingClientRect().bottom;
    });
    await picture("notice", own, bottom);
    await own.evaluate(() => window.addEventListener("beforeprint", () => document.body.setAttribute("data-printed", "")));
    await own.getByRole("button", { name: "打印", exact: true }).click();
    await own.locator("body[data-printed]").waitFor();
    expect(reader.faults).toEqual([]);
    await reader.close();
  });

  test("公示期满以后", async () => {
    const correct = async (figure: string, total: string) => {
      await room("数据台");
      await cell(2, 5).click();
      await enter(figure);
      await eventually(async () => (await totals())[2]).toBe(total);
      await room("发布");
      await eventually(() => page.getByLabel("被代替的那一版").inputValue()).toBe("keshi-2026");
    };
    await correct("3", "83.88"); // a complaint less
    await says("#step-earlier [data-differs=dataset] tbody", "综合执法科 有效投诉件数 2026 4 3");
    await press("改为第 2 版");
    await page.getByLabel("修订原因").fill("更正有效投诉件数");
    await page.getByLabel("发布日期").fill("2027-01-18");
    await says("#step-words", "公示截止日早于发布日期，请改");
    await page.getByLabel("公示到").fill("2027-01-25");
    await says("#step-save", "全部办妥，可以保存。");
    expect(boardIn(await saveBoard())).toMatchObject({ state: "display", revision: 2, reason: "更正有效投诉件数", supersedes: { revision: 1 }, changed: [{ from: "4", to: "3" }] });

    await correct("4", "83.38"); // as it was: nobody objected
    await says("#step-earlier", "数据没有变。");
    await page.getByLabel("定稿").check();
    await page.getByLabel("修订原因").fill("公示期满");
    await says("#step-save", "全部办妥，可以保存。");
    const final = await saveBoard();
    renameSync(join(folder, "boards", "keshi-2026.json"), join(folder, "boards", "keshi-2026-v1.json"));
    putOnSite(final);
    const reader = await sitDown(link);
    await saysOn(reader.page, ".head-title", "定稿", "指纹相符，未签名");
    await reader.page.getByText("指纹相符，未签名").click();
    await saysOn(reader.page, ".seal-view", "第 2 版", "公示期满");
    expect(reader.faults).toEqual([]);
    await reader.close();
  });
});
