#include "fold_words.h"

namespace yardstick {

namespace {

Text amount_of(const Amount& amount) {
  if (!amount.share) return plain(amount.number.exact());
  return plain((amount.number * 100).exact() + "%");
}

}  // namespace

Text take_name(Take take) {
  switch (take) {
    case Take::sum: return say("合计", "sum");
    case Take::mean: return say("平均", "mean");
    case Take::weighted: return say("加权平均", "weighted mean");
    case Take::pooled: return say("合并计算", "pooled");
    case Take::median: return say("中位数", "median");
    case Take::min: return say("最低", "lowest");
    case Take::max: return say("最高", "highest");
    case Take::product: return say("连乘积", "product");
    case Take::geometric: return say("几何平均", "geometric mean");
    case Take::first: return say("第一个", "first");
    case Take::last: return say("最后一个", "last");
    case Take::count: return say("个数", "count");
    case Take::any: return say("任一成立", "any");
    case Take::all: return say("全部成立", "all");
    case Take::deviation: return say("标准差", "deviation");
    case Take::sample_deviation: return say("样本标准差", "sample deviation");
    case Take::percentile: return say("分位数", "percentile");
  }
  return {};
}

Text fold_conditions(const Fold& fold) {
  std::vector<Text> parts;
  const auto trim = [&](const Amount& amount, const char* zh_drop, const char* en_drop, const char* zh_keep, const char* en_keep) {
    if (!amount.number.is_zero()) parts.push_back(fold.trim.keep ? say(zh_keep, en_keep, {amount_of(amount)}) : say(zh_drop, en_drop, {amount_of(amount)}));
  };
  trim(fold.trim.highest, "去掉最高的{0}个", "the highest {0} dropped", "只取最高的{0}个", "only the best {0}");
  trim(fold.trim.lowest, "去掉最低的{0}个", "the lowest {0} dropped", "只取最低的{0}个", "only the lowest {0}");
  if (fold.at_least.given)
    parts.push_back(fold.at_least.share ? say("至少须有{0}%", "at least {0}% of them needed", {plain((fold.at_least.number * 100).exact())})
                                        : say("至少须有{0}个", "at least {0} needed", {plain(fold.at_least.number.exact())}));
  return parts.empty() ? Text{} : say("（{0}）", " ({0})", {joined(parts, "，", ", ")});
}

Text fold_sentence(const Fold& fold, const Text& what, const Text& full_marks, bool points) {
  const Text figure = fold.by_rate ? say("得分率", "scoring rate") : points ? say("得分", "points") : say("数值", "values");
  const Text times = fold.by_rate ? say("，再乘以满分{0}分", ", times {0}", {full_marks}) : Text{};
  const Text conditions = fold_conditions(fold);
  switch (fold.take) {
    case Take::sum: return say("{0}的{1}之和{2}{3}。", "The sum of {0}, {1}{2}{3}.", {what, figure, conditions, times});
    case Take::mean: return say("{0}的{1}取平均{2}{3}。", "The mean of {0}, {1}{2}{3}.", {what, figure, conditions, times});
    case Take::weighted: return say("{0}的{1}按权重合成{2}{3}。", "{0}, {1}, by their weights{2}{3}.", {what, figure, conditions, times});
    case Take::pooled: return say("{0}合并计算：得分之和 ÷ 满分之和 × 满分{1}。", "Points ÷ full marks of {0}, pooled, × full marks{1}.", {what, conditions});
    case Take::any: case Take::all: case Take::count:
      return say("{0}：{1}{2}。", "{0}: {1}{2}.", {what, take_name(fold.take), conditions});
    default: return say("{0}的{1}取{4}{2}{3}。", "The {4} of {0}, {1}{2}{3}.", {what, figure, conditions, times, take_name(fold.take)});
  }
}

Text fold_formula(const Fold& fold, const Text& what) {
  const Text member = fold.by_rate ? say("{0}得分率", "{0} rate", {what}) : what;
  const Text times = fold.by_rate ? say(" × 满分", " × full marks") : Text{};
  switch (fold.take) {
    case Take::sum: return say("Σ {0}{1}", "Σ {0}{1}", {member, times});
    case Take::weighted:
      return fold.over == "children" ? say("Σ 权重 × {0}{1}", "Σ weight × {0}{1}", {member, times})
                                     : say("Σ 权重 × {0} ÷ Σ 权重{1}", "Σ weight × {0} ÷ Σ weight{1}", {member, times});
    case Take::pooled: return say("Σ {0}得分 ÷ Σ {0}满分 × 满分", "Σ {0} points ÷ Σ {0} full marks × full marks", {what});
    case Take::min: return say("min({0}){1}", "min({0}){1}", {member, times});
    case Take::max: return say("max({0}){1}", "max({0}){1}", {member, times});
    default: return say("{2}({0}){1}", "{2}({0}){1}", {member, times, take_name(fold.take)});
  }
}

}  // namespace yardstick
