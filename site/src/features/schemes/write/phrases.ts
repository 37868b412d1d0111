// CodeMirror's own words in Chinese; its English ones it has.
import type { Lang } from "../../../i18n";

const zhCN: Record<string, string> = {
  Completions: "可以填写的内容",
  Find: "查找",
  Replace: "替换为",
  all: "全部选中",
  "by word": "整词",
  close: "关闭",
  "match case": "区分大小写",
  next: "下一个",
  previous: "上一个",
  regexp: "正则表达式",
  replace: "替换",
  "replace all": "全部替换",
  "current match": "当前匹配",
  "on line": "所在行",
  "replaced match on line $": "已替换第 $ 行的匹配",
  "replaced $ matches": "已替换 $ 处",
  "Go to line": "转到行",
  go: "转到",
  "Folded lines": "已折叠的行",
  "Unfolded lines": "已展开的行",
  "folded code": "折叠的内容",
  "Fold line": "折叠",
  "Unfold line": "展开",
  unfold: "展开",
  to: "到",
  Diagnostics: "问题",
  "No diagnostics": "没有问题",
  "Control character": "控制字符",
  "Selection deleted": "已删除选中内容",
};

export const phrases: Record<Lang, Record<string, string>> = { "zh-CN": zhCN, en: {} };
