// Why a node of a unit has its figure: read from the columns, nothing was recorded while scoring.
#include <algorithm>

#include "fold_words.h"
#include "outcomes/outcome.h"
#include "page_words.h"
#include "replies.h"
#include "rules/rule.h"
#include "standing.h"
#include "tune.h"

namespace yardstick {

namespace {

/// " = 4.5", or " ≈ 7.6667" where the text is not the whole of the value.
std::string comes_to(const Number& value) {
  const std::string text = short_text(value);
  return (Number::parse(text) == value ? " = " : " ≈ ") + text;
}

Text followed(const Text& left, const std::string& right) { return {left.zh + right, left.en + right}; }

/// A value's formula in figures and what it comes to: "…（是） = 是", "3 + 4 = 7"; a figure that stands alone once only.
Text comes_to_said(const Text& figures, const Board& board, const PlanNode& node, Position at) {
  const Number& value = board.value(node.points, at);
  // "若…，为4": the branch that is taken says it already.
  const std::string text = short_text(value);
  if (is_choice(node.node->value) && figures.zh.size() > text.size() && figures.zh.compare(figures.zh.size() - text.size(), text.size(), text) == 0 &&
      static_cast<unsigned char>(figures.zh[figures.zh.size() - text.size() - 1]) > 0x7f)
    return figures;
  if (node.node->type == NodeType::number) return figures.zh == short_text(value) ? figures : followed(figures, comes_to(value));
  const Text said = value_said(board, node, at);
  return figures.zh == said.zh ? figures : say("{0} = {1}", "{0} = {1}", {figures, said});
}

/// What goes into a fold, as far as its arithmetic is told.
struct Told {
  std::vector<Number> members;
  Number full;             // the node's own full marks, where members count by rate
  Number all_full, taken;  // full marks of all children, and of those known: what is left out is made up for
};

/// A fold's formula with its members' figures; nothing where that would not be the whole of the arithmetic.
Text folded(const Fold& fold, const Told& told, const Number& result) {
  // A year of months is told whole.
  constexpr std::size_t most = 12;
  const std::int64_t count = static_cast<std::int64_t>(told.members.size());
  if (count == 0) return {};
  const std::string sum_text = figures_sum(told.members, most, fold.by_rate);
  Number sum;
  Number low = told.members[0], high = low;
  for (const Number& member : told.members) {
    sum += member;
    low = min(low, member);
    high = max(high, member);
  }
  const Number scale = fold.by_rate ? told.full : Number(1);
  const std::string times = fold.by_rate ? " × " + short_text(scale) : "";
  const std::string inner = count > 1 ? "(" + sum_text + ")" : sum_text;
  const auto said = [&](const std::string& text, const Number& comes) { return comes * scale == result ? plain(text + times + comes_to(result)) : Text{}; };
  switch (fold.take) {
    case Take::sum:
      if (!told.taken.is_zero() && !(told.taken == told.all_full) && sum * told.all_full / told.taken == result)
        return plain(inner + " × " + short_text(told.all_full) + " ÷ " + short_text(told.taken) + comes_to(result));
      return said(fold.by_rate ? inner : sum_text, sum);
    case Take::mean: return said(count > 1 ? inner + " ÷ " + std::to_string(count) : sum_text, sum / count);
    case Take::min: return said("min(" + sum_text + ")", low);
    case Take::max: return said("max(" + sum_text + ")", high);
    default: return {};
  }
}

}  // namespace

Text formula_said(const Telling& words, const std::vector<MemberName>& members) {
  const PlanNode& node = words.node;
  const Node& written = *node.node;
  const Fold fold = written.fold.value_or(Fold{});
  if (written.outcome) return {};
  if (written.type != NodeType::points && !written.fold) return words.value(written.value, false);
  if (node.inner >= 0 || node.of >= 0) return fold_formula(fold, words.plan.nodes[static_cast<std::size_t>(node.inner >= 0 ? node.inner : node.of)].title);
  if (node.list >= 0 && written.fold && node.record_points >= 0 && fold.over != "children")
    return fold_formula(fold, written.rule ? written.rule->formula(words) : words.plan.lists[static_cast<std::size_t>(node.list)].title);
  if (written.rule) return written.rule->formula(words);
  std::vector<Text> inside, added;
  const bool plain_sum = fold.take == Take::sum && !fold.by_rate;
  for (const MemberName& member : members) (member.outside && !plain_sum ? added : inside).push_back(member.title);
  added.insert(added.begin(), plain_sum ? joined(inside, " + ", " + ") : fold_formula(fold, joined(inside, "、", ", ")));
  return joined(added, " + ", " + ");
}

Worked worked_out(const Board& board, const PlanNode& node, Position at, const Entry& entry) {
  const Node& written = *node.node;
  const Telling words{board.plan, node, nullptr, nullptr, {}};
  const Telling figures{board.plan, node, &board.columns, &board.data, at};
  const Column result = node.unstepped >= 0 ? node.unstepped : node.points;
  const bool known = result >= 0 && board.status(result, at) == Status::known;
  const std::string outcome = known ? comes_to(board.value(result, at)) : "";
  const Number value = known ? board.value(result, at) : Number(0);
  Told told;
  if (node.full >= 0 && board.status(node.full, at) == Status::known) told.full = board.value(node.full, at);
  Text with_figures;
  const auto rate_or_points = [&](const PlanNode& member, Position p, bool by_rate, std::vector<Number>& out, const Number& factor = 1) {
    const Column column = by_rate ? member.rate : member.points;
    if (column >= 0 && board.status(column, p) == Status::known) out.push_back(board.value(column, p) * factor);
  };
  const auto count_marks = [&](const Entry& child, const Number& factor = 1) {
    const Position there{child.slot, at.unit};
    if (child.node->full < 0 || board.status(child.node->full, there) != Status::known) return;
    const Number marks = board.value(child.node->full, there) * factor;
    told.all_full += marks;
    if (board.status(child.node->points, there) == Status::known) told.taken += marks;
  };
  const Fold fold = written.fold.value_or(Fold{});
  if (written.outcome) {
    // Its reading says what it comes to.
  } else if (written.type != NodeType::points && !written.fold) {
    if (known) with_figures = comes_to_said(figures.value(written.value, false), board, node, at);
  } else if (node.inner >= 0 || (node.of >= 0)) {
    const PlanNode& member = board.plan.nodes[static_cast<std::size_t>(node.inner >= 0 ? node.inner : node.of)];
    if (written.type != NodeType::points) {
      // What is no score has no place in the tree.
      const auto [first, last] = board.data.inside(node.grain, at.slot, member.grain);
      for (int slot = first; slot < last; ++slot) rate_or_points(member, {slot, at.unit}, fold.by_rate, told.members);
    }
    for (const Entry& child : entry.children) {
      rate_or_points(*child.node, {child.slot, at.unit}, fold.by_rate, told.members);
      count_marks(child);
    }
    if (known) with_figures = folded(fold, told, value);
  } else if (node.list >= 0 && written.fold && node.record_points >= 0 && fold.over != "children") {
    const Records& list = board.data.lists[static_cast<std::size_t>(node.list)];
    const Cells& points = board.columns.cells[static_cast<std::size_t>(node.record_points)];
    const bool uniform = board.plan.operations[static_cast<std::size_t>(node.record_points)].shape.uniform;
    if (known && !list.known.empty() && list.known[static_cast<std::size_t>(at.unit)])
      for (std::size_t r = list.first[static_cast<std::size_t>(at.unit)]; r < list.first[static_cast<std::size_t>(at.unit) + 1]; ++r)
        if (list.rows[r].slots[static_cast<std::size_t>(node.grain)] == at.slot &&
            points.statuses[uniform ? 0 : r] == Status::known)
          told.members.push_back(points.values[uniform ? 0 : r]);
    if (known) with_figures = folded(fold, told, value);
  } else if (written.rule) {
    if (known) {
      with_figures = written.rule->formula(figures);
      if (with_figures.zh != short_text(value)) with_figures = followed(with_figures, outcome);
    }
  } else {
    std::vector<Number> apart;
    for (std::size_t k = 0; k < entry.children.size(); ++k) {
      const Entry& child = entry.children[k];
      const bool out = child.node->node->apart();
      const Position there{child.slot, at.unit};
      const Number factor = fold.take == Take::sum ? weight_factor(board, node, k, at) : Number(1);
      rate_or_points(*child.node, there, fold.by_rate && !out, out ? apart : told.members, factor);
      if (!out) count_marks(child, factor);
    }
    // What lies outside joins the sum, but not what is made up for.
    if (fold.take == Take::sum && !fold.by_rate && told.taken == told.all_full) {
      told.members.insert(told.members.end(), apart.begin(), apart.end());
      apart.clear();
    }
    if (known && apart.empty()) with_figures = folded(fold, told, value);
  }
  if (!with_figures.empty() && known && approximate(board, node.points, at))
    with_figures = say("{0}（近似值，精确到40位）", "{0} (approximate, to 40 digits)", {with_figures});
  std::vector<MemberName> members;
  for (const Entry& child : entry.children) members.push_back({child.title, child.node->node->apart()});
  return {formula_said(words, members), with_figures};
}

namespace {

void write_facts(JsonWriter& w, const Board& board, const PlanNode& node, Position at) {
  const Class& cls = board.cls(node);
  const Telling figures{board.plan, node, &board.columns, &board.data, at};
  w.array();
  for (const auto& [dotted, use] : node.names) {
    if (use.fact < 0 || use.column < 0) continue;
    const Fact& fact = cls.facts[static_cast<std::size_t>(use.fact)];
    if (fact.type == FactType::votes && dotted == fact.id + ".valid" && node.names.size() > 2) continue;
    const Status status = board.plan.operations[static_cast<std::size_t>(use.column)].shape.list >= 0 ? Status::missing : board.status(use.column, at);
    Text shown = plain(status == Status::known ? figures.figure(use.column, use.written) : "");
    if (status == Status::known && use.written == Written::option && use.options) {
      const auto index = board.value(use.column, at).to_int64().value_or(0);
      shown = (*use.options)[static_cast<std::size_t>(index)].title;
    }
    const Text title = fact.type == FactType::votes ? say("{0}:{1}", "{0}: {1}", {fact.title, use.title}) : use.title;
    const Period period = fact.grain < node.grain ? containing(board.period(node, at.slot), fact.grain) : board.period(node, at.slot);
    w.object().key("fact").string(dotted).key("title").text(title).key("period").string(to_string(period)).key("status");
    write_status(w, status);
    w.key("shown").text(shown).key("unit").text(fact.unit).key("reporter").text(fact.reporter).end_object();
  }
  w.end_array();
}

void write_steps(JsonWriter& w, const Board& board, const PlanNode& node, Position at) {
  w.array();
  for (const StepUse& use : node.steps) {
    if (board.status(use.before, at) != Status::known || board.status(use.after, at) != Status::known) continue;
    const Telling figures{board.plan, node, &board.columns, &board.data, at};
    const Text operand = use.operand >= 0 ? plain(figures.figure(use.operand)) : plain(use.step->unit.exact());
    Text title;
    switch (use.step->kind) {
      case StepKind::cap: title = say("不超过{0}", "no more than {0}", {operand}); break;
      case StepKind::floor: title = say("不低于{0}", "no less than {0}", {operand}); break;
      case StepKind::scale: title = say("连同满分乘以{0}", "with its full marks, times {0}", {operand}); break;
      case StepKind::multiply: title = say("乘以{0}", "times {0}", {operand}); break;
      case StepKind::add: title = say("加{0}", "plus {0}", {operand}); break;
      case StepKind::round: title = say("取整到{0}", "rounded to {0}", {operand}); break;
    }
    w.object().key("title").text(title).key("before");
    write_figure(w, {board.value(use.before, at).exact(), short_text(board.value(use.before, at))});
    w.key("after");
    write_figure(w, {board.value(use.after, at).exact(), short_text(board.value(use.after, at))});
    w.key("clauses");
    write_clauses(w, use.step->clauses);
    w.end_object();
  }
  w.end_array();
}

}  // namespace

/// The name of a unit that a record names by its id.
static Text name_of_unit(const Board& board, const std::string& cls, const std::string& id) {
  const int index = board.plan.class_of(cls);
  if (index >= 0)
    for (const Unit& unit : board.units(index))
      if (unit.id == id && !unit.name.empty()) return unit.name;
  return plain(id);
}

int write_records(JsonWriter& w, const Board& board, const PlanNode& node, Position at, bool rejected_only) {
  int written = 0;
  w.array();
  if (node.list >= 0 && node.record_points >= 0) {
    const RowList& model = board.plan.lists[static_cast<std::size_t>(node.list)];
    static const std::vector<Field> none;
    const std::vector<Field>& fields = model.fields ? *model.fields : none;
    const std::string dated = model.fact >= 0 ? board.plan.scheme->classes[static_cast<std::size_t>(model.cls)].facts[static_cast<std::size_t>(model.fact)].dated : "";
    const Records& list = board.data.lists[static_cast<std::size_t>(node.list)];
    const auto cell = [&](Column column, std::size_t r) {
      const Cells& cells = board.columns.cells[static_cast<std::size_t>(column)];
      const std::size_t i = board.plan.operations[static_cast<std::size_t>(column)].shape.uniform ? 0 : r;
      return std::pair<Status, const Number&>(cells.statuses[i], cells.values[i]);
    };
    const std::size_t unit = static_cast<std::size_t>(at.unit);
    if (!list.known.empty() && list.known[unit]) {
      for (std::size_t r = list.first[unit]; r < list.first[unit + 1]; ++r) {
        const Record& record = list.rows[r];
        if (record.slots[static_cast<std::size_t>(node.grain)] != at.slot) continue;
        const Hurdle* failed = nullptr;
        for (const Hurdle& hurdle : node.hurdles) {
          const auto [state, passes] = cell(hurdle.passes, r);
          if (!failed && (state != Status::known || passes.is_zero())) failed = &hurdle;
        }
        const auto [status, points] = cell(node.record_points, r);
        if (rejected_only && !failed) continue;
        ++written;
        w.object().key("id").string(record.id).key("date").string(date_text(record.day)).key("fields").array();
        for (std::size_t f = 0; f < fields.size() && f < record.texts.size(); ++f) {
          const Field& field = fields[f];
          const std::string& text = record.texts[f];
          if (text.empty() || field.id == dated) continue;
          Text value = plain(text);
          if (field.type == FactType::choice)
            for (const Option& option : field.options)
              if (option.id == text) value = option.title;
          if (field.type == FactType::flag) value = text == "true" ? say("是", "yes") : say("否", "no");
          if (field.type == FactType::unit) value = name_of_unit(board, field.of.id, text);
          if (const std::size_t cut = text.find('\x1f'); cut != std::string::npos) value = {text.substr(0, cut), text.substr(cut + 1)};
          w.object().key("title").text(field.title).key("value").text(value).end_object();
        }
        w.end_array().key("points");
        if (status == Status::known) write_figure(w, {points.exact(), short_text(points)});
        else w.null();
        w.key("accepted").boolean(!failed && status == Status::known);
        w.key("reason").text(failed ? failed->reason : status == Status::known ? Text{} : why(board, node.record_points, r)).key("clauses");
        write_clauses(w, failed ? failed->clauses : std::vector<Cited>{});
        w.end_object();
      }
    }
  }
  w.end_array();
  return written;
}

void write_explanation(JsonWriter& w, const Board& board, Fields& query) {
  Asked ask = asked(query, board, true, true);
  query.done();
  if (!ask.ok) {
    w.null();
    return;
  }
  const PlanNode& node = *ask.node;
  const Scheme& scheme = *board.plan.scheme;
  const Position at{ask.slot, ask.unit};
  const Status status = board.status(node.points, at);
  const bool known = status == Status::known;
  const bool on_points = known && node.node->type == NodeType::points;
  const auto known_at = [&](Column column) { return column >= 0 && board.status(column, at) == Status::known; };
  const Entry entry = entry_of(board, node, at);
  const Telling words = words_at(board, node, at);
  const int places = on_points ? places_of(board, node, board.value(node.points, at), at) : scheme.places;
  w.object().key("node").string(node.id).key("period").string(to_string(board.period(node, ask.slot))).key("title").text(node.title);
  w.key("type").string(node.node->outcome ? kind_of(node) : node.node->type == NodeType::points ? "points" : "value");
  w.key("kind").string(kind_of(node)).key("basis").string(node.node->basis).key("status");
  write_status(w, status);
  w.key("reason").text(known ? Text{} : why(board, node.points, board.place(node.points, at))).key("points");
  if (known && !node.node->outcome) {
    const Number& value = board.value(node.points, at);
    if (node.node->type == NodeType::points) write_figure(w, figure_of(board, node, value, at));
    else write_figure(w, {value.exact(), node.node->type == NodeType::number ? short_text(value) : value_text(board, node, value)});
  } else {
    w.null();
  }
  w.key("said").text(node.node->outcome || node.node->type == NodeType::points ? Text{} : value_said(board, node, at)).key("full");
  if (known_at(node.full)) write_figure(w, {board.value(node.full, at).exact(), board.value(node.full, at).exact()});
  else w.null();
  w.key("rate").string(rate_text(board, node, at)).key("lost");
  if (known_at(node.lost)) write_figure(w, {board.value(node.lost, at).exact(), board.value(node.lost, at).fixed(places, scheme.mode)});
  else w.null();
  w.key("sentence").text(sentence_of(words));
  const Worked worked = worked_out(board, node, at, entry);
  w.key("formula").text(worked.formula).key("figures").text(worked.figures);
  w.key("facts");
  write_facts(w, board, node.inner >= 0 ? board.plan.nodes[static_cast<std::size_t>(node.inner)] : node,
              node.inner >= 0 ? Position{board.data.inside(node.grain, at.slot, board.plan.nodes[static_cast<std::size_t>(node.inner)].grain).first, at.unit} : at);
  w.key("records");
  write_records(w, board, node, at);
  w.key("members").array();
  for (const Entry& child : entry.children) write_entry(w, board, child, ask.unit, false, places > scheme.places ? places : 0);
  w.end_array().key("steps");
  write_steps(w, board, node, at);
  w.key("clauses").array();
  for (const Cited& cited : node.node->clauses)
    for (const Clause& clause : scheme.clauses)
      if (clause.id == cited.id) w.object().key("id").string(clause.id).key("text").text(clause.text).end_object();
  w.end_array().key("lines").array();
  const LevelLine* next = nullptr;
  Number next_from;
  if (on_points) {
    const Number& value = board.value(node.points, at);
    for (const LevelLine& line : node.lines) {
      if (line.from < 0 || board.status(line.from, at) != Status::known) continue;
      const Number& from = board.value(line.from, at);
      const bool reached = value >= from;
      w.object().key("level").string(line.level).key("title").text(line.title).key("from");
      write_figure(w, {from.exact(), from.exact()});
      w.key("reached").boolean(reached).key("distance");
      write_figure(w, distance_of(board, abs(from - value)));
      w.end_object();
      if (!reached && (!next || from < next_from)) {
        next = &line;
        next_from = from;
      }
    }
  }
  w.end_array().key("next");
  if (next) {
    const Number distance = next_from - board.value(node.points, at);
    w.object().key("level").string(next->level).key("title").text(next->title).key("from");
    write_figure(w, {next_from.exact(), next_from.exact()});
    w.key("distance");
    write_figure(w, distance_of(board, distance));
    w.end_object();
  } else {
    w.null();
  }
  Text crossed;
  if (on_points) {
    const Number& value = board.value(node.points, at);
    if (const auto line = crossing(board, node, value, at))
      crossed = say("{0}写成{1}位小数是{2}，但比较的是精确值，没有达到{3}。",
                    "{0} written with {1} decimals is {2}, but the exact value is compared, and it does not reach {3}.",
                    {plain(short_text(value)), plain(std::to_string(scheme.places)), plain(value.fixed(scheme.places, scheme.mode)), plain(line->exact())});
  }
  if (approximate(board, node.points, at)) w.key("approximate").boolean(true);
  w.key("crossing").text(crossed).key("outcome");
  if (node.node->outcome) write_outcome(w, board, node, at);
  else w.null();
  w.end_object();
}

}  // namespace yardstick
