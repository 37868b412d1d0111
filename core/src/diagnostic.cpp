#include "yardstick/diagnostic.h"

#include <utility>
#include <algorithm>
#include <array>
#include <cstddef>

namespace yardstick {

[[gnu::noinline]] Text::Text() = default;
[[gnu::noinline]] Text::Text(std::string chinese, std::string english) : zh(std::move(chinese)), en(std::move(english)) {}
[[gnu::noinline]] Text::Text(const Text&) = default;
[[gnu::noinline]] Text::Text(Text&&) noexcept = default;
[[gnu::noinline]] Text& Text::operator=(const Text&) = default;
[[gnu::noinline]] Text& Text::operator=(Text&&) noexcept = default;
[[gnu::noinline]] Text::~Text() = default;

namespace {

// A sentence in both languages. Where the fault lies is told beside it, so it says what was found, what was expected
// and what would mend it.
//   {0}   the first value as the author wrote it
//   {0q}  our own words of more than one ("end of text"), else the value in quotation marks
//   {0w}  our own words, joined by ", " or " or "; anything else as it is
//   {0l}  values joined by ", "
//   [ ]   left out where a value named inside is empty
struct Entry {
  Code code;
  Severity severity;
  std::string_view args;  // what the values are, in order
  std::string_view zh;
  std::string_view en;
};

constexpr Severity error = Severity::error;
constexpr Severity hint = Severity::hint;

constexpr std::array entries{
    // Text to JSON
    Entry{Code::json_syntax, error, "found, expected or nothing",
          "这里读到{0q}[，而应为{1w}]；请检查此处和前面的逗号、引号、括号",
          "found {0q} here[, expected {1w}]; check the commas, quotes and brackets here and just before"},
    Entry{Code::json_full_width, error, "found, the mark to type instead",
          "这里是中文（全角）标点{0q}，应为半角的{1q}；请切换到英文输入状态重新输入",
          "{0q} is full-width punctuation, {1q} is expected; type it again in half width (English input)"},
    Entry{Code::json_too_large, error, "found, limit, unit (bytes or values)",
          "文件有{0}{2w}，而一次最多读{1}{2w}；请拆成几份，或删去不需要的内容",
          "the file has {0} {2w}, at most {1} can be read; split it, or leave out what is not needed"},
    Entry{Code::json_too_deep, error, "limit", "括号嵌套超过{0}层；请减少嵌套",
          "brackets are nested more than {0} deep; nest them less"},
    Entry{Code::json_nul, error, "", "这里有一个空字符（NUL），文字中不应有它；请删去，或把文件另存为 UTF-8 文本",
          "there is a NUL character here, where only text is expected; remove it, or save the file as UTF-8 text"},
    Entry{Code::json_not_utf8, error, "", "这里的字节不是 UTF-8 文字；请把文件另存为 UTF-8 编码（不要用 GBK）",
          "the bytes here are not UTF-8 text; save the file in the UTF-8 encoding"},
    Entry{Code::duplicate_key, error, "key", "键“{0}”在同一个对象里已经写过；只能保留一个，请删去或改名",
          "the key “{0}” stands in this object already; keep one, and remove or rename the other"},
    Entry{
        Code::number_too_long, error, "limit in characters",
        "这个数太长或太大；最多写{0}个字符，且要小于 1e308，更大的请写成带引号的字符串",
        "the number is too long or too large; write at most {0} characters and stay below 1e308, or put it in quotes"},

    // Keys, types and single values
    Entry{Code::unknown_key, error, "key, allowed keys", "未知的键“{0}”[；可用的键：{1l}]；自己的备注请用 x- 开头的键",
          "unknown key “{0}”[; the keys here are: {1l}]; for notes of your own use keys that begin with x-"},
    Entry{Code::missing_key, error, "key", "缺少键“{0}”；请补上", "the key “{0}” is missing; add it"},
    Entry{Code::wrong_type, error, "found, expected", "这里写的是{0w}，应为{1w}；请改写",
          "found {0w}, expected {1w}; write it so"},
    Entry{Code::wrong_format, error, "found, expected",
          "这里是“{0}”，要求的是“{1}”；请照此改写，列有多项的取且只取一项",
          "found “{0}”, expected “{1}”; write it so, and where several are listed use exactly one"},
    Entry{Code::bad_id, error, "id",
          "“{0}”不能作标识；标识以英文字母开头，只用英文字母、数字和下划线，中文名称请写在 title 里",
          "“{0}” cannot be an id; ids begin with a letter and use ASCII letters, digits and underscores only, names go "
          "into title"},
    Entry{Code::bad_quantity, error, "text", "“{0}”不是数量；请写成 \"85\"、\"0.1\"、\"1/3\" 或 \"95%\" 这样的形式",
          "“{0}” is not a quantity; write it like \"85\", \"0.1\", \"1/3\" or \"95%\""},
    Entry{Code::bad_period, error, "text",
          "“{0}”不是考核期；请写成 2025、2025-H1、2025-Q4、2025-11 或 2025-11-25 这样的形式",
          "“{0}” is not a period; write it like 2025, 2025-H1, 2025-Q4, 2025-11 or 2025-11-25"},
    Entry{Code::bad_date, error, "text", "“{0}”不是日期；请写成 2025-11-25 这样的形式，且日历上要有这一天",
          "“{0}” is not a date; write it like 2025-11-25, a day that is in the calendar"},
    Entry{Code::bad_choice, error, "found, allowed values", "“{0}”不在可选之列[；可选：{1l}]；请从中选一个",
          "“{0}” is not among the choices[: {1l}]; take one of them"},
    Entry{Code::unknown_reference, error, "kind of thing, name, close match or nothing",
          "没有名为“{1}”的{0w}[，是不是“{2}”]；请改正名称，或补上它的定义",
          "there is no {0w} named “{1}”[, perhaps “{2}” is meant]; correct the name, or define it"},
    Entry{Code::duplicate_id, error, "id", "标识“{0}”已经用过；每个标识只能用一次，请改名",
          "the id “{0}” is used already; each id may be used once, rename this one"},

    // Formulas
    Entry{Code::formula_syntax, error, "formula, found, expected, position in characters",
          "公式“{0}”的第{3}个字符处读到{1q}，应为{2w}；请改正公式",
          "in the formula “{0}”, character {3} is {1q}, expected {2w}; correct the formula"},
    Entry{Code::formula_type, error, "formula, found, expected", "公式“{0}”得出的是{1w}，这里需要{2w}；请改写公式",
          "the formula “{0}” gives {1w}, expected {2w}; rewrite the formula"},
    Entry{Code::unit_clash, error, "formula, unit, other unit",
          "公式“{0}”把单位不同的数（{1}与{2}）相加或相比；请先折算成同一单位",
          "the formula “{0}” adds or compares figures in different units ({1} and {2}); bring them to one unit first"},

    // The scheme as a whole
    Entry{Code::cycle, error, "members joined by arrows", "计算互相依赖，绕成了一圈：{0}；请断开其中一处",
          "the calculation goes round in a circle: {0}; break it at one place"},
    Entry{Code::full_off_children, error, "node, full, sum",
          "“{0}”的满分是{1}，而下级满分合计为{2}；请修改满分，使两者相等",
          "“{0}” has {1} full marks, but its children add up to {2}; change the marks so that they agree"},
    Entry{Code::weights_off_total, error, "node, sum",
          "“{0}”的下级权重合计为{1}，应为 1（即 100%）；请修改权重，或补上缺少的指标",
          "the weights under “{0}” add up to {1}, expected 1; change a weight, or add the missing indicator"},
    Entry{Code::rows_unsorted, error, "previous, this",
          "{1}排在{0}之后，次序不对或有重复；分档从小到大写，等次线从高到低写，请调整",
          "{1} stands after {0}, out of order or twice; bands run upwards and level lines downwards, move it"},
    Entry{Code::cap_below_floor, error, "cap, floor", "上限{0}低于下限{1}；请提高上限，或降低下限",
          "the cap {0} lies below the floor {1}; raise the cap, or lower the floor"},
    Entry{Code::full_missing, error, "node, what needs them", "“{0}”没有写满分[，而“{1}”要用到它]；请用 full 写明",
          "“{0}” has no full marks[, which “{1}” needs]; state them with full"},
    Entry{Code::full_not_allowed, error, "node", "“{0}”不是计分节点，不应有满分；请删去 full，或把 type 改为 points",
          "“{0}” gives no points, so it can have no full marks; remove full, or make its type points"},
    Entry{Code::grain_clash, error, "node, its grain, other, grain of the other",
          "“{0}”按{1w}计算，而它读取的“{2}”按{3w}计算；请用 fold 汇总，或统一两者的 grain",
          "“{0}” is worked out by the {1w}, but “{2}”, which it reads, by the {3w}; combine it through a fold, or give "
          "both one grain"},
    Entry{Code::contents_clash, error, "key, grain",
          "contents 里的“{0}”与按{1w}计算的节点不符；请写成这种考核期的名称（如 H1、Q1），并与 grain 一致",
          "“{0}” in contents does not suit a node worked out by the {1w}; use the names of such periods (H1, Q1 …), as "
          "grain says"},
    Entry{Code::unreachable_line, hint, "level, from, best",
          "等次“{0}”要求达到{1}，而最高只能得{2}，谁也达不到；请降低这条线，或核对满分",
          "the level “{0}” needs {1}, but the best possible is {2}, so nobody can reach it; lower the line, or check "
          "the full marks"},
    Entry{Code::missing_total, error, "class", "“{0}”类没有指明总分；请用 total 写明哪个节点是总分",
          "the class “{0}” names no total; say with total which node it is"},
    Entry{Code::fold_without_members, error, "node",
          "“{0}”的 fold 没有可汇总的内容；请写 children，或用 over 和 of 指明",
          "the fold of “{0}” has nothing to combine; give it children, or say what with over and of"},
    Entry{Code::not_supported, error, "what", "目前还不能计算“{0}”；请换一种写法，或把这一条列入 gaps 并说明原因",
          "“{0}” cannot be calculated yet; say it another way, or list the rule in gaps with the reason"},
    Entry{Code::clause_without_node, hint, "clause",
          "条款“{0}”没有节点引用；请在落实它的节点里用 clauses 注明，或列入 gaps",
          "no node cites the clause “{0}”; cite it in the node that puts it into practice, or list it in gaps"},
    Entry{Code::node_without_clause, hint, "node", "“{0}”没有注明依据的条款；请用 clauses 写明",
          "“{0}” cites no clause; say with clauses what it rests on"},
    Entry{Code::unused_fact, hint, "fact", "填报项“{0}”没有被任何计算用到；请在节点中使用它，或删去",
          "nothing uses the fact “{0}”; use it in a node, or remove it"},
    Entry{Code::unused_parameter, hint, "parameter", "参数“{0}”没有被任何计算用到；请使用它，或删去",
          "nothing uses the parameter “{0}”; use it, or remove it"},
    Entry{Code::formula_where_kind_serves, hint, "node, kind",
          "“{0}”用公式计分，而规则“{1}”已能表达；改用它，每一分就都能用一句话说明",
          "“{0}” takes its points from a formula where the rule kind “{1}” would serve; with it every point explains "
          "itself"},

    Entry{Code::reserved_id, error, "id", "“{0}”在公式或 fold 里另有意思，不能作标识；请改名",
          "“{0}” has a meaning of its own in formulas or folds and cannot be an id; rename this one"},
    Entry{Code::unreachable_row, hint, "from, fact, limits",
          "从{0}起的一行永远用不到，因为“{1}”只允许{2}；请删去这一行，或核对分档和 domain",
          "the row from {0} can never be used, since “{1}” must be {2}; remove it, or check the rows and the domain"},
    Entry{Code::unused_table, hint, "table", "对照表“{0}”没有被任何计算用到；请使用它，或删去",
          "nothing uses the table “{0}”; use it, or remove it"},
    Entry{Code::unused_link, hint, "link", "关系“{0}”没有被任何计算用到；请使用它，或删去",
          "nothing uses the link “{0}”; use it, or remove it"},
    Entry{Code::unused_cohort, hint, "cohort", "比较范围“{0}”没有被任何计算用到；请使用它，或删去",
          "nothing uses the cohort “{0}”; use it, or remove it"},
    Entry{Code::unused_view, hint, "view", "视图“{0}”与方案原样的结果没有差别；请写明 missing 或 through，或删去",
          "the view “{0}” changes nothing; give it missing or through, or remove it"},
    Entry{Code::empty_quota, hint, "node, size", "“{0}”的名额是{1}，取整后一个也没有；比例请乘以人数（如 15% * 总数），或改大名额",
          "“{0}” has {1} places, which rounds to none; multiply a share by a number of units, or raise the size"},
    Entry{Code::unreachable_level, hint, "level", "没有任何情形会评为等次“{0}”；请在 to 或后面的步骤中给出它，或删去",
          "nothing ever leads to the level “{0}”; lead to it in the map or a later stage, or remove it"},
    Entry{Code::fold_not_monotone, hint, "node, take",
          "“{0}”去掉的是最低（或最高）的几项，而各项分量不同，{1}的结果可能在某项得分下降时反而上升；请改用 mean，或统一满分和权重",
          "“{0}” leaves out the lowest or highest of members that do not count alike, so under {1} its result can rise when a "
          "mark falls; take the mean, or give all the same full marks and weight"},

    // Figures and questions
    Entry{Code::dataset_scheme_mismatch, error, "found, expected",
          "这份数据是按方案“{0}”填报的，而现用方案是“{1}”；请换用相配的数据或方案",
          "the figures are for the scheme “{0}”, expected “{1}”; use figures and scheme that belong together"},
    Entry{Code::unit_count, error, "found, expected",
          "这里有{0}个值，而单位有{1}个；请按单位次序一一填写，没有的写 null",
          "there are {0} values for {1} units; give one a unit, in their order, and null where there is none"},
    Entry{Code::value_type, error, "value, fact, expected", "“{1}”的值{0}不合要求，应为{2w}；请改正",
          "the value {0} of “{1}” does not fit, expected {2w}; correct it"},
    Entry{Code::value_domain, error, "value, fact, limits", "“{1}”的值{0}超出允许范围（{2}）；请核对，或修改 domain",
          "the value {0} of “{1}” lies outside its limits ({2}); check it, or change the domain"},
    Entry{Code::record_without_id, error, "fact, unit", "单位“{1}”的“{0}”里有一条记录没有 id；请补上一个不重复的 id",
          "a record of “{0}” for the unit “{1}” has no id; give it one of its own"},
    Entry{Code::record_field, error, "field, fact",
          "“{1}”的记录里没有字段“{0}”的定义；请改正字段名，或在 fields 里补上",
          "records of “{1}” have no field “{0}”; correct the name, or declare it in fields"},
    Entry{Code::record_outside_periods, error, "id, date, periods",
          "记录“{0}”的日期{1}不在所填报的考核期（{2}）之内；请核对日期，或补上考核期",
          "the record “{0}” of {1} lies outside the periods reported ({2}); check its date, or add the period"},
    Entry{Code::link_count, error, "link, unit, period, number",
          "{2}，“{1}”有{3}个“{0}”关系；请照方案的规定填报",
          "in {2}, “{1}” has {3} links “{0}”; report as many as the scheme asks for"},
    Entry{Code::shares_off_total, error, "name, item, period, sum",
          "{2}，“{0}”中“{1}”的份额合计为{3}，应为1（100%）；请调整份额",
          "in {2}, the shares of “{1}” in “{0}” add up to {3}, not 1 (100%); adjust them"},
    Entry{Code::given_twice, error, "node, unit, period",
          "“{0}”的值（{1}，{2}）已经给过一次；同一单位同一期只能有一个，请删去一个",
          "“{0}” is given more than once for {1} in {2}; keep one of the values, and remove the others"},
    Entry{Code::period_scored, error, "node, period",
          "“{0}”的历史结果写在{1}，而这一期正要计分；请删去这些值，或不把这一期列入计分的考核期",
          "past results of “{0}” are given for {1}, a period that is scored; remove them, or do not score that period"},
    Entry{Code::too_many_units, error, "found, limit", "单位有{0}个，而一次最多{1}个；请分成几份数据",
          "there are {0} units, at most {1} fit; split the figures"},
    Entry{Code::weight_fixed, error, "node, child",
          "“{1}”在“{0}”里没有全体单位相同的权重（满分），无法调整；请另选一项",
          "“{1}” has no weight (or full marks) in “{0}” that is the same for all units, so it cannot be moved; choose another"},
    Entry{Code::weights_off_whole, error, "sum, whole",
          "所设各项合计{0}，与总权重{1}合不上；请改小，或放开另外一项让它随之调整",
          "the weights that were set add up to {0}, which does not make {1}; set less, or leave another one free to follow"},
    Entry{Code::held_back_moves, error, "node, unit, period, from, to",
          "不公布所选数据后，“{1}”的“{0}”（{2}）会由{3w}变为{4w}；请少留一些，或先改正数据",
          "without what is held back, “{0}” of “{1}” in {2} would turn from {3w} into {4w}; hold back less, or mend the figures first"},
    Entry{Code::case_reference, error, "case, kind of thing, name",
          "算例“{0}”提到的{1w}“{2}”不存在；请改正名称，或补上它的定义",
          "the case “{0}” mentions the {1w} “{2}”, which does not exist; correct the name, or define it"},
    Entry{Code::query_unknown, error, "kind of thing, name", "没有名为“{1}”的{0w}；请另选一个",
          "there is no {0w} named “{1}”; choose another"},
    Entry{Code::no_document, error, "", "还没有装入方案和数据；请先装入",
          "no scheme and figures are loaded; load them first"},
};

#define X(name) Code::name,
constexpr std::array codes{YARDSTICK_CODES(X)};
#undef X
#define X(name) std::string_view(#name),
constexpr std::array names{YARDSTICK_CODES(X)};
#undef X

constexpr bool in_order() {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (entries[i].code != codes[i]) return false;
  }
  return true;
}
static_assert(entries.size() == codes.size() && in_order(), "one entry a code, in the order of YARDSTICK_CODES");

const Entry& entry_of(Code code) { return entries[static_cast<std::size_t>(code)]; }

// Our own words, which arrive in English. Ids and keys never pass through here, so a node named "level" stays "level".
struct Word {
  std::string_view arg;
  std::string_view zh;
  std::string_view en = {};  // where the English of a sentence differs from the value
};
constexpr std::array words{
    Word{"[…]", "列表 […]", "a list […]"},
    Word{"{…}", "对象 {…}", "an object {…}"},
    Word{"\"…\"", "双引号中的文字", "text in quotation marks"},
    Word{"'…'", "文字", "a text"},
    Word{"true / false", "true 或 false", "true or false"},
    Word{"at most 4000 characters", "不超过4000个字符"},
    Word{"at most 64 levels", "不超过64层括号和正负号"},
    Word{"case", "算例"},
    Word{"choice", "选项"},
    Word{"class", "单位类别"},
    Word{"clause", "条款"},
    Word{"control character", "控制字符"},
    Word{"count", "个数（非负整数）"},
    Word{"date", "日期"},
    Word{"day", "日"},
    Word{"digit", "数字"},
    Word{"end of formula", "公式结尾"},
    Word{"end of line", "行尾"},
    Word{"end of text", "文本结尾"},
    Word{"fact", "填报项"},
    Word{"exempt", "不考核"},
    Word{"field", "字段"},
    Word{"flag", "是否值（true 或 false）"},
    Word{"formula", "公式"},
    Word{"known function", "已有的函数（如 if、min、sum）", "a known function (if, min, sum …)"},
    Word{"group", "分组"},
    Word{"half", "半年"},
    Word{"id", "标识"},
    Word{"key in quotation marks", "双引号中的键"},
    Word{"level", "等次"},
    Word{"list of records", "记录列表"},
    Word{"money", "金额"},
    Word{"month", "月"},
    Word{"more than 4000 characters", "超过4000个字符"},
    Word{"invalid", "无法计算"},
    Word{"missing", "没有数"},
    Word{"item", "记录"},
    Word{"name", "填报项、节点或参数", "fact, node or parameter"},
    Word{"node", "节点"},
    Word{"null", "空值 null"},
    Word{"number", "数"},
    Word{"number of at most 1000 characters", "不超过1000个字符的数"},
    Word{"operator", "运算符"},
    Word{"option", "选项"},
    Word{"parameter", "参数"},
    Word{"part", "取值"},
    Word{"period", "考核期"},
    Word{"points", "得分"},
    Word{"quantity", "数量"},
    Word{"quarter", "季度"},
    Word{"rate", "比率"},
    Word{"record", "记录"},
    Word{"records", "记录"},
    Word{"scheme", "方案"},
    Word{"text", "文字"},
    Word{"unit", "单位"},
    Word{"value", "值"},
    Word{"bytes", "字节"},
    Word{"values", "个值"},
    Word{"votes", "测评票数"},
    Word{"year", "年"},
};

constexpr std::size_t longest_value = 160;  // bytes of one value that a sentence repeats

std::string_view without_article(std::string_view text) {
  for (const std::string_view article : {"a ", "an ", "the "}) {
    if (text.substr(0, article.size()) == article) return text.substr(article.size());
  }
  return text;
}

const Word* find_word(std::string_view text) {
  const std::string_view bare = without_article(text);
  const auto at = std::find_if(words.begin(), words.end(), [bare](const Word& word) { return word.arg == bare; });
  return at == words.end() ? nullptr : &*at;
}

std::string shortened(std::string_view text) {
  if (text.size() <= longest_value) return std::string(text);
  std::size_t end = longest_value;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string quoted(std::string_view text) { return "“" + shortened(text) + "”"; }

/// "a, b" as "a、b" in Chinese.
std::string listed(std::string_view text, bool chinese) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (chinese && text.substr(at, 2) == ", ") {
      out += "、";
      ++at;
    } else {
      out += text[at];
    }
  }
  return out;
}

/// One of our words, or a sign in single quotes, or a way to write an escape; nothing for any other text.
std::optional<std::string> one_word(std::string_view text, bool chinese) {
  if (const Word* word = find_word(text)) return std::string(chinese ? word->zh : word->en.empty() ? text : word->en);
  if (text.size() > 2 && text.front() == '\'' && text.back() == '\'') return quoted(text.substr(1, text.size() - 2));
  constexpr std::string_view escape = "an escape such as ";
  if (text.substr(0, escape.size()) != escape) return std::nullopt;
  return (chinese ? "转义写法，如 " : std::string(escape)) + std::string(text.substr(escape.size()));
}

std::string in_words(std::string_view text, bool chinese) {
  std::string out;
  for (std::string_view rest = text;;) {
    const std::size_t either = rest.find(" or ");
    const std::size_t end = std::min({either, rest.find(", "), rest.size()});
    const auto word = one_word(rest.substr(0, end), chinese);
    if (!word) break;
    out += *word;
    if (end == rest.size()) return out;
    const bool is_or = end == either;
    out += chinese ? (is_or ? "或" : "、") : (is_or ? " or " : ", ");
    rest.remove_prefix(end + (is_or ? 4 : 2));
  }
  return one_word(text, chinese).value_or(shortened(text));
}

std::string written(std::string_view arg, char how, bool chinese) {
  switch (how) {
    case 'q':
      return find_word(arg) && arg.find(' ') != std::string_view::npos ? in_words(arg, chinese) : quoted(arg);
    case 'w':
      return in_words(arg, chinese);
    case 'l':
      return listed(arg, chinese);
    default:
      return shortened(arg);
  }
}

std::string fill(std::string_view sentence, const std::vector<std::string>& args, bool chinese) {
  std::string out;
  std::size_t optional_from = 0;
  bool leave_out = false;
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const char c = sentence[at];
    if (c == '[') {
      optional_from = out.size();
      leave_out = false;
    } else if (c == ']') {
      if (leave_out) out.resize(optional_from);
    } else if (c == '{') {
      const std::size_t index = static_cast<std::size_t>(sentence[at + 1] - '0');
      const std::size_t end = sentence.find('}', at);
      const std::string_view arg = index < args.size() ? std::string_view(args[index]) : std::string_view();
      if (arg.empty()) leave_out = true;
      out += written(arg, sentence[end - 1], chinese);
      at = end;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string code_name(Code code) {
  std::string name(names[static_cast<std::size_t>(code)]);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

Severity severity_of(Code code) { return entry_of(code).severity; }

std::string_view values_of(Code code) { return entry_of(code).args; }

Text describe(const Diagnostic& diagnostic) {
  const Entry& entry = entry_of(diagnostic.code);
  return {fill(entry.zh, diagnostic.args, true), fill(entry.en, diagnostic.args, false)};
}

bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

}  // namespace yardstick
