#include "range.h"

#include <algorithm>
#include <set>

#include "questions.h"
#include "solve.h"

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }
/// Beyond so many open readings, no figures are looked for that reach an end.
constexpr std::size_t most_open = 600;

/// How many intervals are looked at for one reading, of which there may be many.
constexpr int few_looks = 60;

/// Any value a reading may take, to begin with.
Number first_value(const Span& domain, const std::optional<Number>& step, bool highest) {
  if (highest && domain.high) return *domain.high;
  if (domain.low) return highest && !domain.high ? *domain.low + step.value_or(1) : *domain.low;
  return domain.high ? *domain.high : Number(0);
}

bool is_level(const PlanNode& node) { return node.type == ValueType::level && node.levels; }

}  // namespace

Witness witness(const Board& board, const Reach& reach, Column column, std::size_t cell, const Span& span, bool highest) {
  Witness result;
  const std::optional<Number>& bound = highest ? span.high : span.low;
  std::vector<ReadingAt> open(reach.open());
  std::sort(open.begin(), open.end());
  open.erase(std::unique(open.begin(), open.end()), open.end());
  if (open.size() > most_open) return result;
  Trial& trial = result.trial.emplace(board, true);
  for (const ReadingAt& reading : open) {
    const Fact& fact = fact_of(board.plan, reading);
    result.figures[reading] = first_value(domain_of(fact), step_of(fact), highest);
  }
  trial.set(result.figures);
  const auto now = [&] { return trial.at(column, cell); };
  const auto there = [&] {
    const Span span_now = now();
    return bound && span_now.exact() && *span_now.low == *bound;
  };
  const auto better = [&](const Span& a, const Span& b) { return a.exact() && (!b.exact() || (highest ? *a.low > *b.low : *a.low < *b.low)); };
  // All at once from one place, while that helps; then one by one.
  for (int pass = 0; pass < 3 && !there(); ++pass) {
    const Board from = trial.board();
    Tried moved;
    const Span before = now();
    for (const ReadingAt& reading : open) {
      Mover mover(from, {reading});
      const Best best = mover.best(column, cell, highest, few_looks);
      if (best.found && best.at != result.figures[reading] && (!before.exact() || (highest ? best.value > *before.low : best.value < *before.low))) moved[reading] = best.at;
    }
    if (moved.empty()) break;
    Tried back;
    for (const auto& [reading, value] : moved) back[reading] = result.figures[reading];
    trial.set(moved);
    if (better(now(), before)) {
      for (const auto& [reading, value] : moved) result.figures[reading] = value;
      continue;
    }
    trial.set(back);
    for (const auto& [reading, value] : moved) {
      const Span was = now();
      const Best best = Mover(trial.board(), {reading}).best(column, cell, highest, few_looks);
      if (!best.found || (was.exact() && !(highest ? best.value > *was.low : best.value < *was.low))) continue;
      trial.set({{reading, best.at}});
      result.figures[reading] = best.at;
    }
  }
  result.reached = there();
  return result;
}

void write_between(JsonWriter& w, const Board& board, const PlanNode& node, Position where, std::optional<Reach>& reach) {
  if (node.node->outcome || node.type == ValueType::flag || node.type == ValueType::date) return;
  if (!reach) reach.emplace(board);
  const Span& span = reach->of(node.points, board.place(node.points, where));
  if (!span.known || !span.low || !span.high) return;
  w.key("between").object().key("low");
  write_figure(w, figure_of(board, node, *span.low, where));
  w.key("high");
  write_figure(w, figure_of(board, node, *span.high, where));
  w.end_object();
}

void write_reading_place(JsonWriter& w, const Board& board, const ReadingAt& reading) {
  const Class& cls = board.plan.scheme->classes[at(reading.cls)];
  const Fact& fact = fact_of(board.plan, reading);
  w.key("class").string(cls.id).key("unit").string(board.units(reading.cls)[at(reading.unit)].id).key("fact").string(fact.id);
  w.key("period").string(to_string(board.data.slots[static_cast<std::size_t>(fact.grain)][at(reading.slot)]));
  if (fact.type == FactType::votes) w.key("key").string(fact.options[at(reading.column)].id);
  else if (!fact.keys.empty()) w.key("key").string(fact.keys[at(reading.column)].id);
}

void write_reading_title(JsonWriter& w, const Board& board, const ReadingAt& reading) {
  const Fact& fact = fact_of(board.plan, reading);
  const std::vector<Option>& parts = fact.type == FactType::votes ? fact.options : fact.keys;
  w.key("title").text(fact.title);
  if (!parts.empty()) w.key("keyTitle").text(parts[at(reading.column)].title);
  w.key("type").string(name_of(fact.type));
}

void write_change(JsonWriter& w, const Board& board, const ReadingAt& reading, const Number& value) {
  w.object();
  write_reading_place(w, board, reading);
  const Fact& fact = fact_of(board.plan, reading);
  const std::string text = entered(fact, value);
  w.key("value");
  if (fact.type == FactType::flag) w.raw(text);
  else w.string(text);
  w.end_object();
}

namespace {

void write_bound(JsonWriter& w, const Board& board, const PlanNode& node, const std::optional<Number>& value, Position where) {
  if (value) write_figure(w, figure_of(board, node, *value, where));
  else w.null();
}

/// The levels, highest first: whether each is sure, or possible, and how far the figure it reads is from its line.
void write_lines(JsonWriter& w, const Board& board, const PlanNode& node, const Span& span, const Span& source, Position where) {
  w.key("lines").array();
  for (std::size_t i = 0; i < node.levels->size(); ++i) {
    const Number index(static_cast<std::int64_t>(node.levels->size() - 1 - i));
    const LevelLine& line = (*node.levels)[i];
    const Column column = i < node.lines.size() ? node.lines[i].from : -1;
    const bool drawn = column >= 0 && board.known(column, where);
    w.object().key("level").string(line.level).key("title").text(line.title).key("from");
    write_bound(w, board, node, drawn ? std::optional(board.value(column, where)) : std::nullopt, where);
    w.key("sure").boolean(span.others == 0 && span.low && *span.low >= index).key("possible").boolean(!span.high || *span.high >= index).key("short");
    const bool short_of = drawn && source.known && source.low && *source.low < board.value(column, where);
    write_bound(w, board, node, short_of ? std::optional(board.value(column, where) - *source.low) : std::nullopt, where);
    w.end_object();
  }
  w.end_array();
}

void write_node_range(JsonWriter& w, const Board& board, const PlanNode& node, const Span& span, const Span& source, Position where, std::optional<bool> tight) {
  w.object().key("title").text(node.title).key("now");
  if (!is_level(node) && board.known(node.points, where)) write_bound(w, board, node, board.value(node.points, where), where);
  else w.null();
  w.key("low");
  if (span.known && !is_level(node)) write_bound(w, board, node, span.low, where);
  else w.null();
  w.key("high");
  if (span.known && !is_level(node)) write_bound(w, board, node, span.high, where);
  else w.null();
  if (tight) w.key("tight").boolean(*tight);
  w.key("known").boolean(span.known).key("mayBe").array();
  for (const Status status : {Status::exempt, Status::missing, Status::invalid})
    if (span.may(status)) w.string(name_of(status));
  w.end_array();
  if (is_level(node) && span.known) {
    const auto level = [&](const char* key, const std::optional<Number>& value, std::size_t otherwise) {
      const std::size_t top = node.levels->size() - 1;
      const std::size_t index = value ? static_cast<std::size_t>(std::clamp<std::int64_t>(value->to_int64().value_or(0), 0, static_cast<std::int64_t>(top))) : otherwise;
      w.key(key).string((*node.levels)[top - index].level);
    };
    w.key("levels").object();
    level("low", span.low, 0);
    level("high", span.high, node.levels->size() - 1);
    w.end_object();
    write_lines(w, board, node, span, source, where);
  }
  w.end_object();
}

/// Unit by unit; of one unit its low end, its high end, and what there is to say of it.
class Ranges final : public Slices {
 public:
  Ranges(const Board& board, Fields& query) : board_(board), one_(query.get("unit").has_value()), ask_(asked(query, board, one_, false)), reach_(board) {
    const bool all = query.boolean("all", false);
    const auto named = query.get("nodes");
    query.done();
    if (!ask_.ok) return;
    const int total = board.plan.totals[at(ask_.cls)];
    const auto fits = [&](const PlanNode& node) {
      return node.cls == ask_.cls && node.grain == ask_.period.grain && node.points >= 0 && !node.hidden && (node.content_parent < 0 || node.content_index == ask_.period.index);
    };
    if (named) {
      for (const Reader& item : named->items()) {
        const PlanNode* node = board.plan.find(ask_.cls, item.string());
        if (node && fits(*node)) nodes_.push_back(node);
        else item.fault(Code::query_unknown, {"node", item.json->text});
      }
    } else {
      for (std::size_t n = 0; n < board.plan.nodes.size(); ++n) {
        const PlanNode& node = board.plan.nodes[n];
        const bool said = static_cast<int>(n) == total || is_level(node) || node.node->type == NodeType::verdict || node.node->type == NodeType::veto;
        if (fits(node) && (all || said)) nodes_.push_back(&node);
      }
    }
    // A total of a coarser period is asked for in its own period.
    main_ = total >= 0 && fits(board.plan.nodes[at(total)]) ? &board.plan.nodes[at(total)] : nodes_.empty() ? nullptr : nodes_[0];
    next_ = one_ ? ask_.unit : 0;
    end_ = one_ ? ask_.unit + 1 : static_cast<int>(board.units(ask_.cls).size());
    units_.array();
  }

  bool step() override {
    if (next_ >= end_) return true;
    const Position where{ask_.slot, next_};
    if (!looked_) {
      looked_ = true;
      settled_ = true;
      spans_.clear();
      for (const PlanNode* node : nodes_) {
        spans_.push_back(reach_.of(node->points, board_.place(node->points, where)));
        settled_ = settled_ && spans_.back().settled();
      }
      if (one_ && main_ && (!settled_ || !reach_.open().empty())) return false;
    } else if (const std::size_t cell = board_.place(main_->points, where); !low_) {
      low_.emplace(end_of(cell, false));
      return false;
    } else {
      high_.emplace(end_of(cell, true));
    }
    if (one_ || !settled_) write_unit(where);
    looked_ = false;
    return ++next_ >= end_;
  }

  Number progress() const override {
    const int all = one_ ? 4 : std::max(end_, 1);
    const int done = one_ ? (looked_ ? 1 : 0) + (low_ ? 1 : 0) + (high_ ? 1 : 0) : next_;
    return Number::ratio(done, all + (one_ ? 0 : 1));
  }

  void write(JsonWriter& w) override {
    if (!ask_.ok) return;
    units_.end_array();
    w.object().key("units").raw(units_.take()).key("otherOpen").boolean(reach_.other_open()).key("cells").array();
    const std::set<ReadingAt> open(reach_.open().begin(), reach_.open().end());
    std::size_t written = 0;
    for (const ReadingAt& reading : open) {
      if (++written > 2000) break;
      w.object();
      write_reading_place(w, board_, reading);
      write_reading_title(w, board_, reading);
      w.end_object();
    }
    w.end_array().key("open").integer(static_cast<std::int64_t>(open.size())).end_object();
  }

 private:
  Witness end_of(std::size_t cell, bool highest) {
    const Span span = reach_.of(main_->points, cell);
    if (span.known) return witness(board_, reach_, main_->points, cell, span, highest);
    Witness none;
    none.reached = settled_;
    return none;
  }
  void write_unit(Position where) {
    JsonWriter& w = units_;
    w.object().key("unit").string(board_.units(ask_.cls)[at(where.unit)].id).key("settled").boolean(settled_).key("nodes").object();
    for (std::size_t n = 0; n < nodes_.size(); ++n) {
      const PlanNode& node = *nodes_[n];
      const Span& span = spans_[n];
      w.key(node.id);
      std::optional<bool> tight;
      if (one_) {
        const std::size_t cell = board_.place(node.points, where);
        const auto reaches = [&](const std::optional<Witness>& ends, const std::optional<Number>& bound) {
          const Span found = ends && ends->trial ? ends->trial->at(node.points, cell) : span;
          return bound && found.exact() && *found.low == *bound;
        };
        tight = span.settled() || (span.known && ((reaches(low_, span.low) && reaches(high_, span.high)) || (reaches(high_, span.low) && reaches(low_, span.high))));
      }
      const PlanNode* of = node.of >= 0 ? &board_.plan.nodes[at(node.of)] : nullptr;
      const Span source = of && of->grain == node.grain && of->points >= 0 ? reach_.of(of->points, board_.place(of->points, where)) : Span::of(Status::missing);
      write_node_range(w, board_, node, span, source, where, tight);
    }
    w.end_object();
    const auto changes = [&](const char* key, const std::optional<Witness>& found) {
      w.key(key).object().key("reached").boolean(found ? found->reached : settled_).key("changes").array();
      if (found)
        for (const auto& [reading, value] : found->figures) write_change(w, board_, reading, value);
      w.end_array().end_object();
    };
    if (one_) {
      changes("lowAt", low_);
      changes("highAt", high_);
    }
    w.end_object();
  }

  const Board board_;
  const bool one_;
  const Asked ask_;
  Reach reach_;
  std::vector<const PlanNode*> nodes_;
  const PlanNode* main_ = nullptr;
  int next_ = 0, end_ = 0;
  bool looked_ = false, settled_ = true;
  std::vector<Span> spans_;
  std::optional<Witness> low_, high_;
  JsonWriter units_;
};

}  // namespace

/// {"class", "unit"?, "period", "nodes"?, "all"?}
std::unique_ptr<Slices> begin_ranges(const Board& board, Fields& query) { return std::make_unique<Ranges>(board, query); }

}  // namespace yardstick
