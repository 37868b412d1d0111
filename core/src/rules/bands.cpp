// 分档法: sorted half-open rows, each giving points (pick), or a price for the part that lies in it (marginal, 分段累计).
#include "rule.h"

namespace yardstick {

namespace {

struct Band {
  Number from, points;
  Where where;
};

struct Bands final : Rule {
  Formula value;
  bool marginal = false, percent = false;  // percent: limits are written "95%"
  std::vector<Band> rows;
  std::optional<Number> to;       // where the last row ends
  std::optional<Number> outside;  // nothing: invalid

  std::string_view kind() const override { return "bands"; }
  const Formula* measured() const override { return &value; }

  Column lower(Builder& b) const override {
    const Column v = b.number(value);
    b.part("value", v);
    Operation operation;
    operation.op = marginal ? Op::marginal : Op::band;
    operation.shape = b.shape();
    operation.in = {v};
    if (v < 0) return -1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Band& row = rows[i];
      b.check_row(value, row.from, i + 1 < rows.size() ? std::optional(rows[i + 1].from) : to, false, row.where);
      operation.keys.push_back(row.from);
      operation.values.push_back(row.points);
    }
    if (to) operation.keys.push_back(*to);
    if (outside) operation.in.push_back(b.constant(*outside));
    return b.op(std::move(operation));
  }

  std::vector<Text> rows_said() const {
    std::vector<Text> parts;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool last = i + 1 == rows.size() && !to;
      const Text from = plain(quantity_text(rows[i].from, percent)), points = plain(points_text(rows[i].points));
      const Text end = last ? Text{} : plain(quantity_text(i + 1 < rows.size() ? rows[i + 1].from : *to, percent));
      if (marginal)
        parts.push_back(last ? say("{0}以上每单位{1}分", "{1} a unit from {0}", {from, points})
                             : say("{0}至{2}每单位{1}分", "{1} a unit from {0} to {2}", {from, points, end}));
      else
        parts.push_back(last ? say("{0}以上得{1}分", "{1} from {0}", {from, points})
                             : say("{0}至不足{2}得{1}分", "{1} from {0} to below {2}", {from, points, end}));
    }
    if (outside) parts.push_back(say("各档之外得{0}分", "{0} outside the bands", {plain(points_text(*outside))}));
    return parts;
  }
  Text lead(const Telling& t) const {
    return t.has_full() ? say("满分{0}分，按{1}分档", "Out of {0}, by bands of {1}", {t.full_marks(), t.value(value, false)})
                        : say("按{0}分档", "By bands of {0}", {t.value(value, false)});
  }

  Text sentence(const Telling& t) const override {
    return say("{0}：{1}。", "{0}: {1}.", {lead(t), joined(rows_said(), "；", "; ")});
  }
  Details details(const Telling& t) const override { return listed(lead(t), rows_said()); }

  std::vector<Laid> tables(const Telling& t) const override {
    Laid laid{say("按{0}分档", "By bands of {0}", {t.value(value, false)}),
              {say("从（含）", "from"), say("到（不含）", "to below"), marginal ? say("每单位得分", "points a unit") : say("得分", "points")}, {}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool last = i + 1 == rows.size() && !to;
      laid.rows.push_back({plain(quantity_text(rows[i].from, percent)),
                           last ? say("以上不限", "no end") : plain(quantity_text(i + 1 < rows.size() ? rows[i + 1].from : *to, percent)),
                           plain(points_text(rows[i].points))});
    }
    if (outside) laid.rows.push_back({say("各档之外", "outside the bands"), {}, plain(points_text(*outside))});
    return {laid};
  }

  Text formula(const Telling& t) const override {
    return say("按 {0} 查分档", "band of {0}", {t.value(value, false)});
  }
  std::optional<Number> best(const Number& full) const override {
    if (marginal || rows.empty()) return full;
    Number most = rows[0].points;
    for (const Band& row : rows) most = max(most, row.points);
    return most;
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_bands(Fields& fields) {
  auto rule = std::make_shared<Bands>();
  rule->value = fields.need_formula("value");
  rule->marginal = fields.need_choice("take", {"pick", "marginal"}) == "marginal";
  if (const auto rows = fields.need("rows")) {
    for (const Reader& item : rows->items()) {
      Fields row(item);
      Band band;
      band.where = item.where();
      if (rule->to) item.fault(Code::rows_unsorted, {"to", "from"});
      band.from = row.quantity("from").value_or(0);
      rule->percent = rule->percent || (row.get("from") && row.get("from")->percent());
      band.points = row.quantity("points").value_or(0);
      if (!row.get("points")) item.fault(Code::missing_key, {"points"});
      if (!row.get("from")) item.fault(Code::missing_key, {"from"});
      rule->to = row.quantity("to");
      row.done();
      if (!rule->rows.empty() && !(band.from > rule->rows.back().from))
        item.fault(Code::rows_unsorted, {rule->rows.back().from.exact(), band.from.exact()});
      if (rule->to && !(*rule->to > band.from)) item.fault(Code::rows_unsorted, {band.from.exact(), rule->to->exact()});
      rule->rows.push_back(band);
    }
    if (rule->rows.empty()) rows->fault(Code::missing_key, {"rows"});
  }
  if (const auto outside = fields.need("outside"))
    if (outside->json->text != "invalid") rule->outside = outside->quantity();
  return rule;
}

}  // namespace yardstick
