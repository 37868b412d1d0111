#include "range.h"

#include <algorithm>
#include <set>

#include "ends.h"
#include "questions.h"
#include "solve.h"

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }
/// Beyond so many open readings, no figures are looked for that reach an end.
constexpr std::size_t most_open = 600;

/// Any value a reading may take, to begin with.
Number first_value(const Span& domain, const std::optional<Number>& step, bool highest) {
  if (highest && domain.high) return *domain.high;
  if (domain.low) return highest && !domain.high ? *domain.low + step.value_or(1) : *domain.low;
  return domain.high ? *domain.high : Number(0);
}

bool is_level(const PlanNode& node) { return node.type == ValueType::level && node.levels; }

std::vector<ReadingAt> each_once(std::vector<ReadingAt> open) {
  std::sort(open.begin(), open.end());
  open.erase(std::unique(open.begin(), open.end()), open.end());
  return open;
}

}  // namespace

Witness witness(const Board& board, const Reach& reach, Column column, std::size_t cell, const Span& span, bool highest) {
  Witness result;
  const std::vector<ReadingAt> open = each_once(reach.open());
  if (open.size() > most_open) return result;
  Trial& trial = result.trial.emplace(board, true);
  for (const ReadingAt& reading : open) {
    const Fact& fact = fact_of(board.plan, reading);
    result.figures[reading] = first_value(domain_of(fact), step_of(fact), highest);
  }
  trial.set(result.figures);
  approach(result, column, cell, highest ? span.high : span.low, highest);
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

/// Unit by unit; of one unit the ends of its total, then those of each node that does not come to its own with them.
class Ranges final : public Slices {
 public:
  Ranges(const Board& board, Fields& query) : board_(board), one_(query.get("unit").has_value()), ask_(asked(query, board, one_, false)), reach_(board), work_(board) {
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
      drawn_ = 0;
      ranges_.clear();
      for (const PlanNode* node : nodes_) {
        ranges_.emplace_back();
        ranges_.back().span = reach_.of(node->points, board_.place(node->points, where));
        settled_ = settled_ && ranges_.back().span.settled();
      }
      if (one_) return false;
    } else if (!main_done_) {
      main_done_ = true;
      if (main_ && (!settled_ || !reach_.open().empty())) of_main_ = ends_of(board_, *main_, where, work_);
      return false;
    } else if (drawn_ < nodes_.size()) {
      draw(drawn_++, where);
      return false;
    }
    if (one_ || !settled_) write_unit(where);
    looked_ = false;
    return ++next_ >= end_;
  }

  Number progress() const override {
    if (!one_) return Number::ratio(next_, std::max(end_, 1) + 1);
    return Number::ratio((looked_ ? 1 : 0) + (main_done_ ? 1 : 0) + static_cast<int>(drawn_), static_cast<int>(nodes_.size()) + 3);
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
  /// What brings the total to its ends most often brings what it is made of to theirs.
  void draw(std::size_t n, Position where) {
    const PlanNode& node = *nodes_[n];
    Ends& ends = ranges_[n];
    const std::size_t cell = board_.place(node.points, where);
    const auto reaches = [&](const std::optional<End>& end, const std::optional<Number>& bound) {
      if (!end || !end->witness.trial || !bound) return false;
      const Span found = end->witness.trial->at(node.points, cell);
      return found.exact() && *found.low == *bound;
    };
    if (&node == main_ && of_main_.low) ends.span = of_main_.span;
    const Span& span = ends.span;
    const auto both = [&] {
      return span.known && ((reaches(of_main_.low, span.low) && reaches(of_main_.high, span.high)) || (reaches(of_main_.high, span.low) && reaches(of_main_.low, span.high)));
    };
    bool tight = span.settled() || both();
    if (!tight && &node != main_ && work_.trials > 0) {
      work_.trials -= 4;
      ends = ends_of(board_, node, where, work_);
      tight = ends.tight();
    }
    tight_.push_back(tight);
  }

  void write_unit(Position where) {
    JsonWriter& w = units_;
    w.object().key("unit").string(board_.units(ask_.cls)[at(where.unit)].id).key("settled").boolean(settled_).key("nodes").object();
    for (std::size_t n = 0; n < nodes_.size(); ++n) {
      const PlanNode& node = *nodes_[n];
      w.key(node.id);
      const PlanNode* of = node.of >= 0 ? &board_.plan.nodes[at(node.of)] : nullptr;
      const Span source = of && of->grain == node.grain && of->points >= 0 ? reach_.of(of->points, board_.place(of->points, where)) : Span::of(Status::missing);
      write_node_range(w, board_, node, ranges_[n].span, source, where, one_ ? std::optional(tight_[n] != 0) : std::nullopt);
    }
    w.end_object();
    const auto changes = [&](const char* key, const std::optional<End>& found) {
      w.key(key).object().key("reached").boolean(found ? found->reached : settled_ || of_main_.span.settled()).key("changes").array();
      if (found) {
        for (const auto& [reading, value] : found->witness.figures) write_change(w, board_, reading, value);
        if (found->made_up) found->made_up->write(w);
      }
      w.end_array().end_object();
    };
    if (one_) {
      changes("lowAt", of_main_.low);
      changes("highAt", of_main_.high);
    }
    w.end_object();
  }

  const Board board_;
  const bool one_;
  const Asked ask_;
  Reach reach_;
  Work work_;
  std::vector<const PlanNode*> nodes_;
  const PlanNode* main_ = nullptr;
  int next_ = 0, end_ = 0;
  // Of the unit in hand: whether it was looked at, whether its total's ends are known, and how many nodes' are.
  bool looked_ = false, main_done_ = false, settled_ = true;
  std::size_t drawn_ = 0;
  std::vector<Ends> ranges_;
  std::vector<char> tight_;
  Ends of_main_;
  JsonWriter units_;
};

}  // namespace

/// {"class", "unit"?, "period", "nodes"?, "all"?}
std::unique_ptr<Slices> begin_ranges(const Board& board, Fields& query) { return std::make_unique<Ranges>(board, query); }

}  // namespace yardstick
