#include "selection.h"

#include <algorithm>

#include "kernel.h"
#include "outcomes/outcome.h"
#include "reach.h"

namespace yardstick {

namespace {

enum class Gives : std::uint8_t { chosen, place, seats };

/// Inputs: the part, who stands, the size, the stratum, the keys.
struct Choosing final : Kernel {
  static constexpr std::size_t part = 0, who = 1, size = 2, stratum = 3, keys = 4;
  Gives gives = Gives::chosen;
  Rounding round = Rounding::down;
  bool vacant = false;

  Reads reads() const override { return Reads::part; }
  /// Settled where the unit's place lies clear of the edge, whoever else moves.
  Span span(const SpanView& view, std::size_t cell) const override {
    const Span result = Span::or_none(gives == Gives::chosen ? Span::flag() : Span::between(Number(gives == Gives::place ? 1 : 0), {}));
    const Span &own_part = view.input(part, cell), &own_who = view.input(who, cell), &own_stratum = view.input(stratum, cell);
    if (gives == Gives::chosen && own_who.exact() && own_who.low->is_zero()) return Span::of(Number(0));
    if (!own_part.exact() || !own_who.exact() || own_who.low->is_zero() || !own_stratum.exact() || view.input(keys, cell).others) return result;
    std::vector<Number> strata, numbers;
    std::optional<Number> seats;
    Rivals rivals;
    for (std::size_t unit = 0; unit < view.units(); ++unit) {
      const std::size_t other = cell / view.units() * view.units() + unit;
      const Span& theirs = view.input(part, other);
      if (!theirs.known && theirs.settled()) continue;
      if (!theirs.exact()) return result;
      if (*theirs.low != *own_part.low) continue;
      const Span& places = view.input(size, other);
      if (places.known && (!places.exact() || (seats && *seats != *places.low))) return result;
      if (places.known) seats = *places.low;
      const Span &stands = view.input(who, other), &kind = view.input(stratum, other), &key = view.input(keys, other);
      if (stands.exact() && stands.low->is_zero()) continue;
      const auto no_part = [](const Span& span) { return span.settled() && span.status() == Status::exempt; };
      if (no_part(stands) || no_part(kind) || no_part(key)) continue;
      if (!stands.exact() || !kind.exact() || !key.known || key.others) return result;
      std::size_t at = 0;
      while (at < strata.size() && strata[at] < *kind.low) ++at;
      if (at == strata.size() || strata[at] != *kind.low) {
        strata.insert(strata.begin() + static_cast<std::ptrdiff_t>(at), *kind.low);
        numbers.insert(numbers.begin() + static_cast<std::ptrdiff_t>(at), 0);
      }
      numbers[at] += 1;
      if (other == cell || *kind.low != *own_stratum.low) continue;
      const auto found = compared_keys(view, {keys, view.inputs(), false, std::vector<bool>(view.inputs() - keys, true)}, cell, other);
      if (!found) ++rivals.maybe_before, ++rivals.maybe_level;
      else if (*found < 0) ++rivals.before;
      else if (*found == 0) ++rivals.level;
    }
    if (!seats) return result;
    const std::int64_t whole = places_of(*seats);
    const auto shares = largest_remainder(whole, numbers, true);
    const std::int64_t own = shares[static_cast<std::size_t>(std::find(strata.begin(), strata.end(), *own_stratum.low) - strata.begin())];
    if (gives == Gives::seats) return Span::of(Number(own));
    const std::int64_t last = rivals.before + rivals.maybe_before;
    if (gives == Gives::place) return Span::between(Number(rivals.before + 1), Number(last + 1));
    if (rivals.before >= own) return Span::of(Number(0));
    if (last + rivals.level + (rivals.maybe_before > 0 ? 0 : rivals.maybe_level) + 1 <= own) return Span::of(Number(1));
    return result;
  }
  Text why(Status status) const override {
    if (status == Status::invalid) return say("同一范围内各单位的名额不一致", "the number of places differs between units compared together");
    return {};
  }
  void fill(KernelView& view) const override {
    for (std::size_t cell = 0; cell < view.cells(); ++cell) {
      if (refused(view, cell) && gives == Gives::chosen) view.put(cell, false);
      else view.fail(cell, refused(view, cell) ? Status::exempt : std::max(view.status(part, cell), Status::exempt));
    }
    for (std::size_t slot = 0; slot < view.slots(); ++slot)
      for (const Part& together : parts_of(view, part, slot)) choose(view, together.cells);
  }

 private:
  std::int64_t places_of(const Number& seats) const { return std::max<std::int64_t>(0, round_to(seats, 1, round).to_int64().value_or(0)); }
  static bool refused(const KernelView& view, std::size_t cell) { return view.known(who, cell) && view.value(who, cell).is_zero(); }

  /// One part: all of its candidates are settled, or none is.
  void choose(KernelView& view, const std::vector<std::size_t>& cells) const {
    std::vector<std::size_t> candidates, stopped;
    const Number* seats = nullptr;
    Status worst = Status::known;
    for (const std::size_t cell : cells) {
      if (view.known(size, cell)) {
        if (seats && *seats != view.value(size, cell)) worst = Status::invalid;
        seats = &view.value(size, cell);
      }
      if (refused(view, cell)) continue;
      const Status key = view.status(keys, cell);
      if (key == Status::exempt || view.status(who, cell) == Status::exempt || view.status(stratum, cell) == Status::exempt) continue;
      const Status own = std::max({key, view.status(who, cell), view.status(stratum, cell)});
      worst = std::max(worst, own);
      if (view.status(size, cell) > Status::exempt) worst = std::max(worst, view.status(size, cell));
      (own == Status::known ? candidates : stopped).push_back(cell);
    }
    if (!seats && worst == Status::known) worst = Status::exempt;
    if (worst != Status::known) {
      for (const auto* held : {&candidates, &stopped})
        for (const std::size_t cell : *held) view.fail(cell, worst);
      return;
    }
    const std::int64_t whole = places_of(*seats);
    std::vector<Number> strata;
    for (const std::size_t cell : candidates)
      if (std::find(strata.begin(), strata.end(), view.value(stratum, cell)) == strata.end()) strata.push_back(view.value(stratum, cell));
    std::sort(strata.begin(), strata.end(), [](const Number& a, const Number& b) { return a < b; });
    std::vector<std::vector<std::size_t>> members(strata.size());
    for (const std::size_t cell : candidates)
      members[static_cast<std::size_t>(std::find(strata.begin(), strata.end(), view.value(stratum, cell)) - strata.begin())].push_back(cell);
    std::vector<Number> numbers;
    for (const auto& stratum_cells : members) numbers.push_back(static_cast<std::int64_t>(stratum_cells.size()));
    const std::vector<std::int64_t> shares = largest_remainder(whole, numbers, true);
    for (std::size_t i = 0; i < members.size(); ++i) choose(view, members[i], shares[i]);
  }

  void choose(KernelView& view, const std::vector<std::size_t>& cells, std::int64_t seats) const {
    std::int64_t before = 0;
    bool closed = false;  // seats left vacant at a tie go to nobody further down
    for (const Tied& tied : in_order(view, {keys, view.inputs(), false, std::vector<bool>(view.inputs() - keys, true)}, cells)) {
      const std::int64_t after = before + static_cast<std::int64_t>(tied.cells.size());
      const bool edge = !closed && before < seats && after > seats;
      for (const std::size_t cell : tied.cells) {
        if (gives == Gives::place) view.put(cell, Number(before + 1));
        else if (gives == Gives::seats) view.put(cell, Number(seats));
        else if (edge && tied.waits) view.fail(cell, Status::missing);
        else view.put(cell, !closed && before < seats && !(edge && vacant));
      }
      closed = closed || after >= seats;
      before = after;
    }
  }
};

}  // namespace

Column Selection::lower(Builder& b, Column candidates, const std::string& prefix) const {
  if (const auto fixed = Number::parse(size.text); fixed && round_to(*fixed, 1, round) < 1)
    b.fault(Code::empty_quota, size.where, {b.here().id, fixed->exact()});
  if (candidates < 0) candidates = who.given() ? exempt_is_no(b, b.flag(who)) : b.constant(1);
  std::vector<Column> in{within.lower(b), candidates, b.number(size), strata.id.empty() ? b.constant(0) : b.part_of(strata.id, strata.where)};
  b.part(prefix + "part", in[0]);
  b.part(prefix + "who", in[1]);
  b.part(prefix + "size", in[2]);
  b.part(prefix + "stratum", in[3]);
  for (std::size_t k = 0; k < by.size(); ++k) {
    in.push_back(lower_key(b, by[k]));
    b.part(prefix + "key" + std::to_string(k), in.back());
  }
  const auto column = [&](Gives gives, const char* name) {
    auto kernel = std::make_shared<Choosing>();
    kernel->gives = gives;
    kernel->round = round;
    kernel->vacant = vacant;
    const Column result = b.kernel(std::move(kernel), in);
    b.part(prefix + name, result);
    return result;
  };
  column(Gives::place, "place");
  column(Gives::seats, "seats");
  return column(Gives::chosen, "chosen");
}

Text Selection::said(const Telling& t) const {
  Text text = say("按{0}从高到低取前{1}个{2}", "the first {1} by {0}, highest first{2}", {keys_said(t, by), t.value(size), within.said(t)});
  if (!strata.id.empty()) text = say("{0}，名额按{1}的人数比例分配", "{0}, shared out in proportion over {1}", {text, t.title_of_fact(strata.id)});
  return say("{0}，{1}", "{0}; {1}",
             {text, vacant ? say("边缘并列的空缺", "a tie at the edge leaves places vacant") : say("边缘并列的全部入选", "a tie at the edge is taken in")});
}

int Selection::candidates(const OutcomeView& view, const std::string& prefix) const {
  const Column part = view.node.part(prefix + "part"), place = view.node.part(prefix + "place");
  int count = 0;
  for (int unit = 0; unit < view.units(); ++unit) {
    const OutcomeView other = view.of_unit(unit);
    if (other.known(place) && view.known(part) && other.known(part) && other.value(part) == view.value(part)) ++count;
  }
  return count;
}

namespace {

/// "15% × 23 = 3.45，取3个名额".
Text arithmetic_said(const Selection& selection, const OutcomeView& view, const std::string& prefix) {
  const Number& exact = view.value(view.node.part(prefix + "size"));
  const Number whole = max(round_to(exact, 1, selection.round), 0);
  const Text arithmetic = view.figures().value(selection.size, false);
  Text text = say("{0}个名额", whole == Number(1) ? "{0} place" : "{0} places", {plain(whole.exact())});
  const Text value = plain(exact.decimals().value_or(9) <= 4 ? "= " + exact.exact() : "≈ " + exact.fixed(4));
  const bool rounded = exact != whole;
  if (rounded && arithmetic.zh == exact.exact()) text = say("{0}，取{1}", "{0}, so {1}", {arithmetic, text});
  else if (rounded) text = say("{0} {1}，取{2}", "{0} {1}, so {2}", {arithmetic, value, text});
  else if (arithmetic.zh != whole.exact()) text = say("{0} = {1}", "{0} = {1}", {arithmetic, text});
  const Column seats = view.node.part(prefix + "seats");
  if (!selection.strata.id.empty() && view.known(seats)) text = say("{0}，其中本类{1}个", "{0}, {1} of them for its own kind", {text, plain(view.value(seats).exact())});
  return text;
}

/// The candidates of a unit's part and stratum, and who of them stands at the edge of the places.
struct Edge {
  std::vector<int> last_in, first_out, waiting;
  int count = 0, in = 0;
};

Edge edge_of(const OutcomeView& view, const std::string& prefix) {
  const auto named = [&](const char* name) { return view.node.part(prefix + name); };
  const Column part = named("part"), stratum = named("stratum"), place = named("place"), chosen = named("chosen");
  Edge edge;
  Number last, first;
  for (int unit = 0; unit < view.units(); ++unit) {
    const OutcomeView other = view.of_unit(unit);
    if (!other.known(place) || other.value(part) != view.value(part) || other.value(stratum) != view.value(stratum)) continue;
    ++edge.count;
    if (!other.known(chosen)) {
      edge.waiting.push_back(unit);
      continue;
    }
    const Number& theirs = other.value(place);
    if (!other.value(chosen).is_zero()) {
      ++edge.in;
      if (edge.last_in.empty() || theirs > last) edge.last_in.clear();
      if (edge.last_in.empty() || theirs == last) edge.last_in.push_back(unit);
      if (edge.last_in.size() == 1) last = theirs;
    } else {
      if (edge.first_out.empty() || theirs < first) edge.first_out.clear();
      if (edge.first_out.empty() || theirs == first) edge.first_out.push_back(unit);
      if (edge.first_out.size() == 1) first = theirs;
    }
  }
  return edge;
}

Text edge_said(const Edge& edge, const Number& seats, bool vacant, const OutcomeView& view) {
  if (!edge.waiting.empty()) return say("{0}并列在边缘，待定", "{0} tie at the edge: to be decided", {names_said(view, edge.waiting)});
  if (!edge.last_in.empty() && Number(edge.in) > seats) return say("{0}并列在边缘，全部入选", "{0} tie at the edge, and all are taken", {names_said(view, edge.last_in)});
  if (vacant && !edge.first_out.empty() && Number(edge.in) < seats)
    return say("{0}并列在边缘，名额空缺", "{0} tie at the edge, and the places stay vacant", {names_said(view, edge.first_out)});
  if (edge.last_in.empty() || edge.first_out.empty()) return {};
  const Text inside = names_said(view, edge.last_in), outside = names_said(view, edge.first_out);
  return say("最后入选的是{0}，其后是{1}", "the last taken: {0}; the next: {1}", {inside, outside});
}

}  // namespace

std::vector<Text> Selection::told(const OutcomeView& view, const std::string& prefix) const {
  std::vector<Text> result;
  if (view.known(view.node.part(prefix + "size"))) result.push_back(arithmetic_said(*this, view, prefix));
  const Column place = view.node.part(prefix + "place"), seats = view.node.part(prefix + "seats");
  if (!view.known(place)) return result;
  const Edge edge = edge_of(view, prefix);
  const Text number = plain(std::to_string(edge.count)), own = plain(view.value(place).exact());
  result.push_back(say("在{0}个候选中列第{1}位", "No. {1} of {0} candidates", {number, own}));
  if (Text said = view.known(seats) ? edge_said(edge, view.value(seats), vacant, view) : Text{}; !said.empty()) result.push_back(std::move(said));
  return result;
}

std::vector<Text> Selection::shared(const OutcomeView& view, const std::string& prefix) const {
  std::vector<Text> result;
  if (!view.known(view.node.part(prefix + "size")) || !view.known(view.node.part(prefix + "place"))) return result;
  const Edge edge = edge_of(view, prefix);
  const Column seats = view.node.part(prefix + "seats");
  const Text arithmetic = say("{0}（{1}个候选）", "{0} ({1} candidates)", {arithmetic_said(*this, view, prefix), plain(std::to_string(edge.count))});
  const Text said = view.known(seats) ? edge_said(edge, view.value(seats), vacant, view) : Text{};
  result.push_back(said.empty() ? arithmetic : say("{0}；{1}", "{0}; {1}", {arithmetic, said}));
  return result;
}

void Selection::table(const OutcomeView& view, const std::string& prefix, OutcomeReading& reading) const {
  reading.within = within.name;
  reading.part = view.node.part(prefix + "part");
  reading.strata = strata.id;
  reading.stratum = view.node.part(prefix + "stratum");
  const std::vector<Text> all = shared(view, prefix);
  reading.shared.insert(reading.shared.end(), all.begin(), all.end());
  const Column place = view.node.part(prefix + "place");
  if (!view.known(place)) return;
  reading.figures.push_back({say("序位", "Order"), plain(view.value(place).exact())});
  for (std::size_t k = 0; k < by.size(); ++k) {
    const Column key = view.node.part(prefix + "key" + std::to_string(k));
    if (!view.known(key)) continue;
    const Text figure = !is_preference(by[k]) ? plain(view.figures().figure(key))
                        : view.value(key) == by[k].expr->args[1]->value ? say("是", "yes") : say("否", "no");
    reading.figures.push_back({key_said(view.words(), by[k]), figure});
  }
}

Selection parse_selection(Fields& fields, std::string_view size_key) {
  Selection selection;
  selection.where = fields.reader().where();
  selection.size = fields.need_formula(size_key);
  if (const auto keys = fields.need("by")) {
    for (const Reader& key : keys->items()) selection.by.push_back(key.formula());
    if (selection.by.empty()) keys->fault(Code::missing_key, {"by"});
  }
  selection.within = parse_within(fields);
  selection.vacant = fields.need_choice("ties", {"include", "vacant"}) == "vacant";
  return selection;
}

}  // namespace yardstick
