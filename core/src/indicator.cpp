// What a page about one node says: its rule in words, tables and a curve, what it reads, and what reads it.
#include <algorithm>
#include <set>

#include "curve.h"
#include "facts.h"
#include "outcomes/outcome.h"
#include "page_words.h"
#include "replies.h"
#include "rules/rule.h"
#include "tune.h"

namespace yardstick {

namespace {

template <class T>
std::size_t at(T index) { return static_cast<std::size_t>(index); }

/// What a node's own columns read, up to the next nodes.
struct Reads {
  std::set<int> nodes, parameters;
};
Reads reads_of(const Plan& plan, int index) {
  Reads result;
  std::set<Column> seen;
  std::vector<Column> open{plan.nodes[at(index)].points, plan.nodes[at(index)].full};
  while (!open.empty()) {
    const Column column = open.back();
    open.pop_back();
    if (column < 0 || !seen.insert(column).second) continue;
    const Operation& op = plan.operations[at(column)];
    if (op.op == Op::node && op.index >= 0 && op.index != index) {
      if (!plan.nodes[at(op.index)].hidden) result.nodes.insert(op.index);
      continue;
    }
    if (op.op == Op::parameter) result.parameters.insert(op.index);
    open.insert(open.end(), op.in.begin(), op.in.end());
  }
  return result;
}

/// What a node's full marks are of its class's, as the scheme has them with nothing exempt; nothing where that is not fixed.
std::optional<Number> share_of(const Plan& plan, int index) {
  const int total = plan.totals[at(plan.nodes[at(index)].cls)];
  if (total < 0) return std::nullopt;
  const auto full_of = [&](int n) { return plan.nodes[at(n)].node->full; };
  const auto constant = [&](Column column) -> std::optional<Number> {
    if (column < 0 || plan.operations[at(column)].op != Op::constant) return std::nullopt;
    return plan.operations[at(column)].constant;
  };
  Number factor = 1;
  int now = index;
  for (std::size_t steps = 0; now != total; ++steps) {
    const PlanNode& node = plan.nodes[at(now)];
    if (steps > plan.nodes.size() || node.node->apart() || node.content_parent >= 0) return std::nullopt;
    int parent = -1;
    for (std::size_t n = 0; n < plan.nodes.size() && parent < 0; ++n) {
      const PlanNode& other = plan.nodes[n];
      const bool over = other.of == now && other.cls == node.cls && other.node->type == NodeType::points && other.node->fold;
      if (over || std::find(other.children.begin(), other.children.end(), now) != other.children.end()) parent = static_cast<int>(n);
    }
    if (parent < 0) return std::nullopt;
    const PlanNode& above = plan.nodes[at(parent)];
    const Fold fold = above.node->fold.value_or(Fold{});
    const auto own = full_of(parent), member = full_of(now);
    if (!own || !member || member->is_zero()) return std::nullopt;
    std::int64_t members = 0;
    Number weight, all_weight, all_full;
    if (above.of == now) {
      // All its periods together.
      members = above.grain == node.grain ? 1 : static_cast<std::int64_t>(parts({above.grain, 2025, 1}, node.grain).size());
      all_full = *member * members;
    } else {
      for (const int child : above.children) {
        const PlanNode& one = plan.nodes[at(child)];
        if (one.node->apart()) continue;
        const auto full = full_of(child), weighs = fold.take == Take::weighted ? constant(one.weight) : std::optional(Number(0));
        if (!full || !weighs) return std::nullopt;
        ++members;
        all_full += *full;
        all_weight += *weighs;
        if (child == now) weight = *weighs;
      }
    }
    factor = factor * member_factor(fold, *own, *member, weight, all_weight, members, all_full);
    if (above.of == now) factor = factor * members;
    now = parent;
  }
  const auto full = full_of(index), all = full_of(total);
  if (!full || !all || all->is_zero() || factor.is_zero()) return std::nullopt;
  return factor * *full / *all;
}

class Indicator {
 public:
  Indicator(JsonWriter& writer, const Board& b, int n, Position p, bool any_unit)
      : w(writer), board(b), plan_(b.plan), scheme_(*b.plan.scheme), index_(n), node_(b.plan.nodes[at(n)]), written_(*node_.node), at_(p), any_unit_(any_unit) {}

  void write() {
    const bool outcome = written_.outcome != nullptr;
    w.object().key("class").string(board.cls(node_).id).key("node").string(node_.id).key("title").text(node_.title);
    w.key("type").string(outcome ? kind_of(node_) : written_.type == NodeType::points ? "points" : "value").key("kind").string(kind_of(node_));
    w.key("basis").string(written_.basis).key("source").text(scheme_.source_document).key("note").text(note());
    w.key("grain").string(name_of(node_.grain)).key("full");
    if (const auto full = full_marks()) write_figure(w, {full->exact(), short_text(*full)});
    else w.null();
    const auto share = share_of(plan_, index_);
    w.key("share").text(share ? plain(short_text(*share * 100) + "%") : Text{});
    w.key("sentence").text(sentence()).key("formula").text(formula()).key("steps");
    write_texts(steps());
    w.key("clauses");
    write_clause_texts(w, scheme_, cited());
    w.key("tables").array();
    for (const Laid& laid : tables()) {
      w.object().key("title").text(laid.title).key("head");
      write_texts(laid.head);
      w.key("rows").array();
      for (const std::vector<Text>& row : laid.rows) write_texts(row);
      w.end_array().end_object();
    }
    w.end_array().key("facts").array();
    for (const auto& [cls, fact] : facts_of(plan_, index_)) write_fact(cls, fact);
    w.end_array();
    write_neighbours();
    w.key("parameters").array();
    for (const int parameter : reads_.parameters) write_parameter(scheme_.parameters[at(parameter)]);
    w.end_array().key("cases").array();
    for (const Case& known : scheme_.cases)
      if (concerns(known)) w.object().key("name").string(known.name).key("title").text(known.description.empty() ? plain(known.name) : known.description).end_object();
    w.end_array().key("curve");
    write_curve();
    w.end_object();
  }

 private:
  bool placed() const { return at_.unit >= 0 && at_.slot >= 0; }
  /// In the period's words; a unit's figures are not in them.
  Telling words(const PlanNode& node, int slot) const {
    return {plan_, node, nullptr, slot >= 0 ? &board.data : nullptr, {std::max(slot, 0), 0}, nullptr, {}, true};
  }
  Telling words() const { return words(node_, at_.slot); }
  /// Where its own rule stands: for each period, where it folds over them.
  Telling ruled() const {
    if (node_.inner < 0) return words();
    const PlanNode& inner = plan_.nodes[at(node_.inner)];
    const auto [first, last] = at_.slot < 0 ? std::pair(0, 0) : board.data.inside(node_.grain, at_.slot, inner.grain);
    return words(inner, present_slot(board, inner, first, last));
  }

  void write_texts(const std::vector<Text>& texts) {
    w.array();
    for (const Text& text : texts) w.text(text);
    w.end_array();
  }

  std::optional<Number> full_marks() const {
    if (written_.full) return written_.full;
    if (!placed() || any_unit_ || node_.full < 0 || board.status(node_.full, at_) != Status::known) return std::nullopt;
    return board.value(node_.full, at_);
  }

  Text sentence() const {
    if (!written_.rule) return sentence_of(words());
    const Text rule = written_.rule->sentence(ruled());
    return written_.fold ? say("{0}{1}", "{0} {1}", {rule, fold_said(words())}) : rule;
  }

  Text formula() const {
    std::vector<MemberName> members;
    for (const int child : node_.children) {
      const PlanNode& own = plan_.nodes[at(child)];
      members.push_back({own.title, own.node->apart()});
    }
    const Text own = formula_said(words(), members);
    return node_.inner < 0 || !written_.rule ? own : say("{0}；每期：{1}", "{0}; each period: {1}", {own, written_.rule->formula(ruled())});
  }

  std::vector<Text> steps() const {
    std::vector<Text> result;
    for (const Text& step : steps_said(ruled(), written_.per_period)) result.push_back(say("每期算出后：{0}", "for each period: {0}", {step}));
    for (Text& step : steps_said(words(), written_.steps)) result.push_back(std::move(step));
    return result;
  }

  Text note() const {
    std::vector<Text> parts = policies_said(words());
    for (const Gap& gap : scheme_.gaps)
      if (gap.rule == node_.id) parts.push_back(say("没有计算：{0}", "Not computed: {0}", {gap.reason}));
    return joined(parts, "", " ");
  }

  /// The node's clauses, those of the parts of its rule, and of its steps; each once.
  std::vector<Cited> cited() const {
    std::vector<Cited> result;
    const auto add = [&](const std::vector<Cited>& clauses) {
      for (const Cited& one : clauses)
        if (std::none_of(result.begin(), result.end(), [&](const Cited& known) { return known.id == one.id; })) result.push_back(one);
    };
    add(written_.clauses);
    const Details details = written_.outcome ? written_.outcome->details(words()) : written_.rule ? written_.rule->details(ruled()) : Details{};
    for (const Said& part : details.parts)
      if (part.clauses) add(*part.clauses);
    for (const auto* steps : {&written_.per_period, &written_.steps})
      for (const Step& step : *steps) add(step.clauses);
    return result;
  }

  std::vector<Laid> tables() const {
    std::vector<Laid> result = written_.outcome ? written_.outcome->tables(words()) : written_.rule ? written_.rule->tables(ruled()) : std::vector<Laid>{};
    for (const Table& table : scheme_.tables)
      if (looks_up(node_, table.id) || (node_.inner >= 0 && looks_up(plan_.nodes[at(node_.inner)], table.id)))
        for (const Table::Version& version : table.versions) {
          result.push_back(table_said(plan_, table, version));
          if (table.versions.size() > 1) result.back().title = say("{0}（{1}起）", "{0} (from {1})", {table.title, plain(date_text(version.from))});
        }
    for (const int index : reads_.parameters) {
      const Parameter& parameter = scheme_.parameters[at(index)];
      if (parameter.values.size() < 2) continue;
      Laid laid{parameter.title, {say("起用日期", "from"), say("数值", "value")}, {}};
      for (const Dated& dated : parameter.values) laid.rows.push_back({plain(date_text(dated.from)), plain(quantity_text(dated.value, dated.percent))});
      result.push_back(std::move(laid));
    }
    return result;
  }

  static bool looks_up(const PlanNode& node, const std::string& table) {
    return std::any_of(node.reads.begin(), node.reads.end(), [&](const auto& read) {
      const Expr& expr = *read.first;
      return (expr.kind == Expr::Kind::index && expr.text == table) || (expr.kind == Expr::Kind::name && expr.text.compare(0, table.size() + 1, table + "[") == 0);
    });
  }

  void write_fact(int cls, int f) {
    const Class& model = scheme_.classes[at(cls)];
    const Fact& fact = model.facts[at(f)];
    write_field(w, fact, "fact");
    w.key("class").string(model.id).key("grain").string(name_of(fact.grain)).key("reporter").text(fact.reporter).key("proof").text(fact.proof).key("basis").string(fact.basis).end_object();
  }

  void write_name(int index) {
    const PlanNode& node = plan_.nodes[at(index)];
    w.object().key("class").string(board.cls(node).id).key("node").string(node.id).key("title").text(node.title).end_object();
  }

  void write_neighbours() {
    w.key("reads").array();
    for (const int read : reads_.nodes) write_name(read);
    w.end_array().key("feeds").array();
    for (std::size_t n = 0; n < plan_.nodes.size(); ++n)
      if (!plan_.nodes[n].hidden && static_cast<int>(n) != index_ && reads_of(plan_, static_cast<int>(n)).nodes.count(index_)) write_name(static_cast<int>(n));
    w.end_array();
  }

  void write_parameter(const Parameter& parameter) {
    std::vector<Cited> clauses;
    w.object().key("parameter").string(parameter.id).key("title").text(parameter.title).key("values").array();
    for (const Dated& dated : parameter.values) {
      w.object().key("since").string(date_text(dated.from)).key("value").string(quantity_text(dated.value, dated.percent)).end_object();
      clauses.insert(clauses.end(), dated.clauses.begin(), dated.clauses.end());
    }
    w.end_array().key("clauses");
    write_clause_texts(w, scheme_, clauses);
    w.end_object();
  }

  /// Whether a case says what should come out here.
  bool concerns(const Case& known) const {
    const int cls = known.cls.empty() && scheme_.classes.size() == 1 ? 0 : plan_.class_of(known.cls);
    return std::any_of(known.expect.begin(), known.expect.end(), [&](const CaseFigure& figure) {
      return figure.node == node_.id && (cls == node_.cls || cls < 0 || !plan_.find(cls, figure.node));
    });
  }

  void write_curve() {
    const auto curve = placed() ? curve_of(board, node_, at_, any_unit_) : std::nullopt;
    if (!curve) {
      w.null();
      return;
    }
    const Fact& fact = scheme_.classes[at(curve->reading.cls)].facts[at(curve->reading.fact)];
    const bool rate = fact.type == FactType::rate;
    const auto x = [&](const Number& value) { write_figure(w, {value.exact(), rate ? short_text(value * 100) + "%" : short_text(value)}); };
    const auto point = [&](const std::pair<Number, Number>& at_point) {
      w.object().key("x");
      x(at_point.first);
      w.key("y");
      write_figure(w, {at_point.second.exact(), short_text(at_point.second)});
      w.end_object();
    };
    w.object().key("fact").string(fact.id).key("title").text(fact.title).key("unit").text(fact.unit);
    w.key("period").string(to_string(board.data.slots[at(fact.grain)][at(curve->reading.slot)]));
    w.key("node").string(node_.id).key("nodePeriod").string(to_string(board.period(*curve->node, curve->slot))).key("from");
    x(curve->from);
    w.key("to");
    x(curve->to);
    w.key("pieces").array();
    for (const CurvePiece& piece : curve->pieces) {
      w.object().key("from");
      x(piece.points.front().first);
      w.key("to");
      x(piece.points.back().first);
      w.key("closedLeft").boolean(piece.left).key("closedRight").boolean(piece.right).key("points").array();
      for (const auto& one : piece.points) point(one);
      w.end_array().end_object();
    }
    w.end_array().key("at");
    if (curve->now) point(*curve->now);
    else w.null();
    w.end_object();
  }

  JsonWriter& w;
  const Board& board;
  const Plan& plan_;
  const Scheme& scheme_;
  const int index_;
  const PlanNode& node_;
  const Node& written_;
  const Position at_;
  const bool any_unit_;
  const Reads reads_ = reads_of(plan_, index_);
};

}  // namespace

void write_indicator(JsonWriter& w, const Board& board, Fields& query) {
  const auto cls_named = query.need("class"), node_named = query.need("node"), unit_named = query.get("unit"), period_named = query.get("period");
  query.done();
  bool ok = cls_named && node_named;
  const auto unknown = [&](const Reader& reader, const char* what) {
    reader.fault(Code::query_unknown, {what, reader.json->text});
    ok = false;
  };
  const int cls = cls_named ? board.plan.class_of(cls_named->string()) : -1;
  if (cls_named && cls < 0) unknown(*cls_named, "class");
  const PlanNode* node = cls >= 0 && node_named ? board.plan.find(cls, node_named->string()) : nullptr;
  if (cls >= 0 && node_named && !node) unknown(*node_named, "node");
  Position where{-1, -1};
  if (cls >= 0) {
    const auto& units = board.units(cls);
    const std::string id = unit_named ? unit_named->string() : "";
    for (std::size_t u = 0; u < units.size() && where.unit < 0; ++u)
      if (!unit_named || units[u].id == id) where.unit = static_cast<int>(u);
    if (unit_named && where.unit < 0) unknown(*unit_named, "unit");
  }
  const auto parsed = period_named ? parse_period(period_named->string()) : std::nullopt;
  if (period_named && (!parsed || board.data.slot(*parsed) < 0)) unknown(*period_named, "period");
  if (node && ok) {
    std::pair<int, int> slots{0, 0};
    if (parsed) slots = slots_of_period(board.data, *parsed, node->grain);
    else if (!board.data.mains.empty()) slots = slots_of_period(board.data, board.data.mains.back(), node->grain);
    where.slot = present_slot(board, *node, slots.first, slots.second);
    if (period_named && where.slot < 0) unknown(*period_named, "period");
  }
  if (!node || !ok) w.null();
  else Indicator(w, board, static_cast<int>(node - board.plan.nodes.data()), where, !unit_named).write();
}

}  // namespace yardstick
