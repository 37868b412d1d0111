// A class's own facts with all its units beside each other: what stands in them, as a change would put it there.
#include <algorithm>

#include "facts.h"
#include "replies.h"

namespace yardstick {

namespace {

template <class T>
std::size_t at(T index) { return static_cast<std::size_t>(index); }

class Grid {
 public:
  Grid(JsonWriter& writer, const Board& b, const Asked& a, std::vector<int> units) : w(writer), board(b), ask(a), units_(std::move(units)), readers_(b.plan) {}

  void write() {
    const Class& model = board.plan.scheme->classes[at(ask.cls)];
    w.object().key("class").string(model.id).key("title").text(model.title).key("period").string(to_string(ask.period)).key("units").array();
    for (const int u : units_) {
      const Unit& unit = board.units(ask.cls)[at(u)];
      w.object().key("unit").string(unit.id).key("name").text(unit.name).key("group").string(unit.group).end_object();
    }
    w.end_array().key("columns").array();
    for (std::size_t f = 0; f < model.facts.size(); ++f)
      if (model.facts[f].type != FactType::records) columns(static_cast<int>(f));
    w.end_array().key("lists").array();
    // What is borrowed stands with its owner.
    for (std::size_t f = 0; f < model.facts.size(); ++f)
      if (model.facts[f].type == FactType::records && model.facts[f].from.id.empty()) list(static_cast<int>(f));
    w.end_array().end_object();
  }

 private:
  const Fact& fact(int f) const { return board.plan.scheme->classes[at(ask.cls)].facts[at(f)]; }

  void columns(int f) {
    const std::vector<Option>& names = names_of(fact(f));
    const auto [first, last] = slots_of_period(board.data, ask.period, fact(f).grain);
    for (int slot = std::max(first, 0); slot < last; ++slot)
      for (std::size_t k = 0; k < fact(f).columns(); ++k) {
        const Period& own = board.data.slots[at(fact(f).grain)][at(slot)];
        readers_.write_fact(w, ask.cls, f);
        w.key("period").string(to_string(own)).key("key").string(names.empty() ? "" : names[k].id).key("keyTitle").text(names.empty() ? Text{} : names[k].title);
        w.key("closed").boolean(board.data.is_closed(own)).key("values").array();
        for (const int unit : units_) value(f, slot, k, unit);
        w.end_array().end_object();
      }
  }

  void value(int f, int slot, std::size_t k, int unit) {
    const ClassData& data = board.data.classes[at(ask.cls)];
    const Cells& cells = data.readings[at(f)][k];
    const std::size_t cell = at(slot) * data.units.size() + at(unit);
    if (const auto reason = data.reasons.find({f, slot, unit}); reason != data.reasons.end()) w.string(fact(f).reasons[at(reason->second)].name.id);
    else if (cells.statuses[cell] == Status::known) w.string(entered(fact(f), cells.values[cell]));
    else if (cells.statuses[cell] == Status::exempt) w.string("exempt");
    else w.null();
  }

  void list(int f) {
    const int index = board.plan.list_of(ask.cls, f, -1);
    readers_.write_fact(w, ask.cls, f);
    w.key("fields");
    write_fields(w, fact(f).fields);
    w.key("dated").string(fact(f).dated).key("rows").array();
    for (const int unit : units_) {
      if (board.data.lists[at(index)].known[at(unit)]) write_records_of(w, board, index, unit);
      else w.null();
    }
    w.end_array().key("closedThrough").array();
    for (const int unit : units_) w.string(closed_through(board, index, unit));
    w.end_array().end_object();
  }

  JsonWriter& w;
  const Board& board;
  const Asked& ask;
  const std::vector<int> units_;
  const Readers readers_;
};

/// The places of the units that are asked for, in the order asked; of all where none are named.
std::vector<int> units_asked(const Board& board, const Asked& ask, const std::optional<Reader>& named, bool& ok) {
  std::vector<int> result;
  const std::size_t count = ask.cls < 0 ? 0 : board.units(ask.cls).size();
  if (!named) {
    for (std::size_t u = 0; u < count; ++u) result.push_back(static_cast<int>(u));
    return result;
  }
  std::map<std::string, int> index;
  for (std::size_t u = 0; u < count; ++u) index.emplace(board.units(ask.cls)[u].id, static_cast<int>(u));
  ok = named->json->is(Json::Kind::array);
  for (const Reader& item : named->items()) {
    const std::string id = item.string();
    const auto found = index.find(id);
    if (found != index.end()) result.push_back(found->second);
    else ok = false;
    if (found == index.end() && ask.cls >= 0) item.fault(Code::query_unknown, {"unit", id});
  }
  return result;
}

}  // namespace

void write_grid(JsonWriter& w, const Board& board, Fields& query) {
  const Asked ask = asked(query, board, false, false);
  const auto named = query.get("units");
  query.done();
  bool ok = true;
  std::vector<int> units = units_asked(board, ask, named, ok);
  if (!ask.ok || ask.slot < 0 || !ok) w.null();
  else Grid(w, board, ask, std::move(units)).write();
}

}  // namespace yardstick
