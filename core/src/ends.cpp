#include "ends.h"

#include <algorithm>

#include "solve.h"

namespace yardstick {

namespace {

/// How many cells are scored again, in all, to find figures that reach ends.
constexpr std::size_t most_cells = 4'000'000;
/// Of more open readings, no parts are looked at: too many would be left.
constexpr std::size_t most_parted = 12;
/// How many intervals are looked at for one reading, of which there may be many.
constexpr int few_looks = 60;

bool beyond(const Number& a, const Number& b, bool highest) { return highest ? a > b : a < b; }

}  // namespace

Work::Work(const Board& board) {
  std::size_t cells = 1;
  for (const Cells& column : board.columns.cells) cells += column.values.size();
  trials = static_cast<int>(std::max<std::size_t>(most_cells / cells, 10));
}

void approach(Witness& end, Column column, std::size_t cell, const std::optional<Number>& bound, bool highest) {
  Trial& trial = *end.trial;
  const auto now = [&] { return trial.at(column, cell); };
  const auto there = [&] {
    const Span span_now = now();
    return bound && span_now.exact() && !beyond(*bound, *span_now.low, highest);
  };
  const auto better = [&](const Span& a, const Span& b) { return a.exact() && (!b.exact() || beyond(*a.low, *b.low, highest)); };
  std::vector<ReadingAt> open;
  for (const auto& [reading, value] : end.figures) open.push_back(reading);
  for (int pass = 0; pass < 3 && !there(); ++pass) {
    const Board from = trial.board();
    Tried moved;
    const Span before = now();
    for (const ReadingAt& reading : open) {
      Mover mover(from, {reading});
      const Best best = mover.best(column, cell, highest, few_looks);
      if (best.found && best.at != end.figures[reading] && (!before.exact() || beyond(best.value, *before.low, highest))) moved[reading] = best.at;
    }
    if (moved.empty()) break;
    Tried back;
    for (const auto& [reading, value] : moved) back[reading] = end.figures[reading];
    trial.set(moved);
    if (better(now(), before)) {
      for (const auto& [reading, value] : moved) end.figures[reading] = value;
      continue;
    }
    trial.set(back);
    for (const auto& [reading, value] : moved) {
      const Span was = now();
      const Best best = Mover(trial.board(), {reading}).best(column, cell, highest, few_looks);
      if (!best.found || (was.exact() && !beyond(best.value, *was.low, highest))) continue;
      trial.set({{reading, best.at}});
      end.figures[reading] = best.at;
    }
  }
  end.reached = there();
}

namespace {

/// The end of a cell, found by looking at ever smaller parts of what its open readings may be, the most promising first: until no
/// part promises more than a figure that was found. Nothing where that takes too long.
class Parting {
 public:
  Parting(const Board& board, Column column, std::size_t cell, bool highest, Work& work) : board_(board), reach_(board), column_(column), cell_(cell), highest_(highest), work_(work) {}

  bool search(End& end) {
    Trial& trial = *end.witness.trial;
    std::optional<Number> best;
    if (const Span now = trial.at(column_, cell_); now.exact()) best = *now.low;
    Tried at = end.witness.figures;
    std::map<ReadingAt, Span> sides;
    bool endless = false;  // without steps there is always a finer part
    for (const auto& [reading, value] : end.witness.figures) {
      Span domain = domain_of(fact_of(board_.plan, reading));
      if (!domain.low || !domain.high) return false;
      endless = endless || !step_of(fact_of(board_.plan, reading));
      sides.emplace(reading, std::move(domain));
    }
    std::vector<Part> parts;
    push(parts, std::move(sides));
    for (int looks = 0; !parts.empty(); ++looks) {
      const auto top = std::min_element(parts.begin(), parts.end(), [&](const Part& a, const Part& b) { return beyond(promise(a), promise(b), highest_); });
      const Part part = std::move(*top);
      parts.erase(top);
      const std::optional<Number>& promised = highest_ ? part.span.high : part.span.low;
      if (!promised) return false;
      if (best && !beyond(*promised, *best, highest_)) {
        found_at = best;
        trial.set(at);
        end.witness.figures = at;
        end.reached = trial.at(column_, cell_).exact() && *trial.at(column_, cell_).low == *best;
        return end.reached;
      }
      if (looks > (endless ? 60 : 300) || work_.boxes <= 0) return false;
      const ReadingAt* widest = nullptr;
      Number width;
      for (const auto& [reading, side] : part.sides) {
        const Fact& fact = fact_of(board_.plan, reading);
        const Span domain = domain_of(fact);
        if (*side.low == *side.high) continue;
        const Number own = step_of(fact) ? (*side.high - *side.low) / *step_of(fact) : (*side.high - *side.low) / (*domain.high - *domain.low) * 64;
        if (widest && !(own > width)) continue;
        widest = &reading;
        width = own;
      }
      if (!widest) {
        if (!part.span.exact()) {
          if (part.span.known) return false;
          continue;
        }
        best = *part.span.low;
        for (const auto& [reading, side] : part.sides) at[reading] = *side.low;
        push(parts, part.sides);
        continue;
      }
      const Span whole = part.sides.at(*widest);
      const auto step = step_of(fact_of(board_.plan, *widest));
      Number low_end = (*whole.low + *whole.high) / 2, high_begin = low_end;
      if (step) {
        low_end = *whole.low + round_to(low_end - *whole.low, *step, Rounding::floor);
        high_begin = low_end + *step;
      }
      for (const bool upper : {false, true}) {
        auto half = part.sides;
        half[*widest] = upper ? Span::between(high_begin, *whole.high) : Span::between(*whole.low, low_end);
        push(parts, std::move(half));
      }
    }
    return false;
  }

  std::optional<Number> found_at;

 private:
  struct Part {
    std::map<ReadingAt, Span> sides;
    Span span;
  };
  /// No bound promises most.
  Number promise(const Part& part) const { return (highest_ ? part.span.high : part.span.low).value_or(highest_ ? Number(1'000'000'000'000) : Number(-1'000'000'000'000)); }
  void push(std::vector<Part>& parts, std::map<ReadingAt, Span> sides) {
    reach_.narrow(sides);
    --work_.boxes;
    const Span& span = reach_.of(column_, cell_);
    if (span.known) parts.push_back({std::move(sides), span});
  }

  const Board& board_;
  Reach reach_;
  const Column column_;
  const std::size_t cell_;
  const bool highest_;
  Work& work_;
};

}  // namespace

End end_of(const Board& board, const Reach& reach, Column column, std::size_t cell, Span& span, bool highest, Work& work) {
  End end;
  std::optional<Number>& bound = highest ? span.high : span.low;
  end.witness = witness(board, reach, column, cell, span, highest);
  if (!end.witness.trial) return end;
  end.reached = end.witness.reached;
  // A root that is rounded may go a last digit beyond its bound.
  if (end.reached) bound = *end.witness.trial->at(column, cell).low;
  if (end.reached) return end;
  if (!reach.open_rows().empty() && bound) {
    end.made_up = std::make_unique<MadeUp>(board, reach.open_rows());
    for (int pass = 0; pass < 2 && !end.reached && end.made_up->any() && work.trials > 0; ++pass) {
      int tries = std::min(work.trials, 300);
      work.trials -= tries;
      end.made_up->search(*end.witness.trial, column, cell, *bound, highest, tries);
      work.trials += tries;
      approach(end.witness, column, cell, bound, highest);
      end.reached = end.witness.reached;
      if (end.witness.figures.empty()) break;
    }
    return end;
  }
  if (reach.other_open() || end.witness.figures.empty()) return end;
  if (end.witness.figures.size() == 1) {
    const ReadingAt reading = end.witness.figures.begin()->first;
    const Best best = Mover(board, {reading}).best(column, cell, highest);
    if (!best.found || !best.attained) return end;
    end.witness.figures[reading] = best.at;
    end.witness.trial->set(end.witness.figures);
    const Span found = end.witness.trial->at(column, cell);
    end.reached = found.exact() && *found.low == best.value;
    if (end.reached) bound = best.value;
    return end;
  }
  if (end.witness.figures.size() > most_parted) return end;
  Parting parting(board, column, cell, highest, work);
  if (parting.search(end)) bound = parting.found_at;
  return end;
}

Ends ends_of(const Board& board, const PlanNode& node, Position where, Work& work) {
  Reach reach(board);
  const std::size_t cell = board.place(node.points, where);
  Ends ends;
  ends.span = reach.of(node.points, cell);
  if (!ends.span.known || (ends.span.settled() && reach.open().empty())) return ends;
  ends.low.emplace(end_of(board, reach, node.points, cell, ends.span, false, work));
  ends.high.emplace(end_of(board, reach, node.points, cell, ends.span, true, work));
  return ends;
}

}  // namespace yardstick
