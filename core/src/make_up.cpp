#include "make_up.h"

#include <algorithm>

#include "replies.h"

namespace yardstick {

namespace {

constexpr std::size_t at(int index) { return static_cast<std::size_t>(index); }
constexpr std::size_t most_drafts = 12, most_holes = 40, most_options = 12;
constexpr int most_records = 256;

std::string quoted(const std::string& text) {
  JsonWriter w;
  w.string(text);
  return w.take();
}

}  // namespace

MadeUp::MadeUp(const Board& board, const std::vector<OpenRows>& open) : board_(board) {
  std::vector<OpenRows> each(open);
  std::sort(each.begin(), each.end());
  each.erase(std::unique(each.begin(), each.end()), each.end());
  for (const OpenRows& rows : each) {
    if (rows.row < 0) {
      grow(rows);
      continue;
    }
    // A field of a borrowed record is the source's own, met there as well where it is asked for.
    const RowList& model = board.plan.lists[at(rows.list)];
    if (holes_.size() >= most_holes || (model.kind != RowList::Kind::records && model.kind != RowList::Kind::inner)) continue;
    const std::int64_t day = board.data.lists[at(rows.list)].rows[at(rows.row)].day;
    const int outer = model.kind == RowList::Kind::inner ? model.outer : rows.list;
    if (!whole(outer, rows.unit)) continue;
    Hole hole{place_of(outer, rows.unit), rows.list, rows.row, rows.field, values_of((*model.fields)[at(rows.field)], day, day, model.cls, rows.unit)};
    add_known(hole.pick, (*model.fields)[at(rows.field)], rows.list, rows.unit, rows.field);
    hole.pick.values.insert(hole.pick.values.begin(), "");
    holes_.push_back(std::move(hole));
  }
}

std::size_t MadeUp::place_of(int list, int unit) {
  const UnitList wanted{list, unit};
  const auto found = std::find(lists_.begin(), lists_.end(), wanted);
  if (found != lists_.end()) return static_cast<std::size_t>(found - lists_.begin());
  lists_.push_back(wanted);
  return lists_.size() - 1;
}

bool MadeUp::whole(int list, int unit) const {
  const std::vector<char>& beyond = board_.data.lists[at(list)].beyond;
  return beyond.empty() || beyond[at(unit)] == 0;
}

const Fact& MadeUp::fact_of_list(int list) const {
  const RowList& model = board_.plan.lists[at(list)];
  return board_.plan.scheme->classes[at(model.cls)].facts[at(model.fact)];
}

/// A list inside gets rows with a record around them, a borrowed one with a record of those it is borrowed from.
void MadeUp::grow(const OpenRows& open) {
  const Data& data = board_.data;
  int list = open.list;
  const RowList* model = &board_.plan.lists[at(list)];
  const RowList& asked = *model;
  const bool borrowed = model->kind == RowList::Kind::borrowed;
  if (borrowed && model->source >= 0) model = &board_.plan.lists[at(list = model->source)];
  if (model->kind == RowList::Kind::inner) model = &board_.plan.lists[at(list = model->outer)];
  if (model->kind != RowList::Kind::records) return;
  const Records& records = data.lists[at(list)];
  const Period period = data.slots[static_cast<std::size_t>(open.grain)][at(open.slot)];
  const auto through = looks_through(board_);
  for (int unit = borrowed ? 0 : open.unit; unit < (borrowed ? static_cast<int>(data.units(model->cls)) : open.unit + 1); ++unit) {
    Draft draft;
    draft.first = first_day(period);
    draft.last = last_day(period);
    if (!records.known.empty() && records.known[at(unit)])
      draft.first = records.closed_through.empty() ? draft.last + 1 : std::max(draft.first, records.closed_through[at(unit)] + 1);
    if (through) draft.last = std::min(draft.last, *through);
    if (draft.first > draft.last || drafts_.size() >= most_drafts || !whole(list, unit)) continue;
    draft.place = place_of(list, unit);
    if (std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& d) { return d.place == draft.place && d.first == draft.first && d.last == draft.last; })) continue;
    const Fact& fact = fact_of_list(list);
    draft.model = model_of(fact.fields, fact, draft, borrowed ? asked.cls : model->cls, borrowed ? open.unit : unit);
    drafts_.push_back(draft);
    drafts_.push_back(std::move(draft));  // two kinds of records may do what one cannot
    if (borrowed) break;
  }
}

MadeUp::Pick MadeUp::values_of(const Field& field, std::int64_t first, std::int64_t last, int cls, int unit) const {
  Pick pick;
  const auto add = [&](std::string json) {
    if (std::find(pick.values.begin(), pick.values.end(), json) == pick.values.end()) pick.values.push_back(std::move(json));
  };
  const auto day = [&](std::int64_t number) { add(quoted(date_text(number))); };
  switch (field.type) {
    case FactType::flag:
      add("true");
      add("false");
      break;
    case FactType::choice:
      for (std::size_t k = 0; k < field.options.size() && k < most_options; ++k) add(quoted(field.options[k].id));
      break;
    case FactType::date: {
      day(last);
      day(first);
      const Period year = containing(*parse_period(date_text(first)), Grain::year);
      day(first_day(year));
      day(first_day(earlier(year, 1)));
      break;
    }
    case FactType::text: add("\"x\""); break;
    case FactType::unit: {
      const int of = board_.plan.class_of(field.of.id);
      if (of < 0) break;
      const auto& units = board_.units(of);
      if (of == cls && at(unit) < units.size()) add(quoted(units[at(unit)].id));
      for (std::size_t u = 0; u < units.size() && u < 2; ++u) add(quoted(units[u].id));
      break;
    }
    case FactType::records:
      add("1");
      add("0");
      add("2");
      break;
    default: {
      const Span domain = domain_of(field);
      const Number step = step_of(field).value_or(1), low = domain.low.value_or(domain.high ? *domain.high - step * 1000 : Number(0));
      for (const Number& value : {domain.high.value_or(low + step * 1000), low}) add(quoted(entered(field, value)));
    }
  }
  return pick;
}

void MadeUp::add_known(Pick& pick, const Field& field, int list, int unit, int place) const {
  const Records& records = board_.data.lists[at(list)];
  if (field.type != FactType::number && field.type != FactType::count && field.type != FactType::money && field.type != FactType::rate) return;
  const Span domain = domain_of(field);
  const auto step = step_of(field);
  const auto add = [&](const Number& value) {
    const bool allowed = (!domain.low || value >= *domain.low) && (!domain.high || value <= *domain.high) && (!step || ((value - domain.low.value_or(0)) / *step).is_integer());
    const std::string text = quoted(entered(field, value));
    if (allowed && pick.values.size() < most_options && std::find(pick.values.begin(), pick.values.end(), text) == pick.values.end()) pick.values.push_back(text);
  };
  Number sum, count;
  for (std::size_t r = records.first[at(unit)]; r < records.first[at(unit) + 1]; ++r) {
    const Cells& cells = records.fields[at(place)];
    if (r >= cells.statuses.size() || cells.statuses[r] != Status::known) continue;
    add(cells.values[r]);
    sum += cells.values[r];
    count += 1;
  }
  if (!count.is_zero()) add(sum / count);
}

MadeUp::Model MadeUp::model_of(const std::vector<Field>& fields, const Fact& fact, const Draft& draft, int cls, int unit) const {
  Model model;
  model.fields = &fields;
  for (const Field& field : fields) {
    Pick pick;
    if (&fields == &fact.fields && field.id == fact.dated) pick.values = {quoted(date_text(draft.last)), quoted(date_text(draft.first))};
    else if (&fields == &fact.fields && field.id == fact.share.id && !fact.share.id.empty()) pick.values = {"\"100%\""};
    else pick = values_of(field, draft.first, draft.last, cls, unit);
    if (pick.values.empty()) pick.values.push_back("");
    model.picks.push_back(std::move(pick));
    model.inside.push_back(field.type == FactType::records ? model_of(field.fields, fact, draft, cls, unit) : Model{});
  }
  return model;
}

void MadeUp::gather(Model& model, std::vector<Pick*>& out) {
  for (Pick& pick : model.picks)
    if (pick.values.size() > 1) out.push_back(&pick);
  for (Model& inside : model.inside) gather(inside, out);
}

void MadeUp::write_model(JsonWriter& w, const Model& model, const Fact& fact, int& number) const {
  ++number;
  w.object().key("id").string("new" + std::to_string(number));
  for (std::size_t f = 0; f < model.picks.size(); ++f) {
    const Field& field = (*model.fields)[f];
    const std::string& value = model.picks[f].values[model.picks[f].now];
    if (field.type == FactType::records) {
      w.key(field.id).array();
      for (int k = value == "2" ? 2 : value == "1" ? 1 : 0; k > 0; --k) write_model(w, model.inside[f], fact, number);
      w.end_array();
    } else if (field.type == FactType::text && field.id == fact.share_per.id) {
      w.key(field.id).string("new" + std::to_string(number));  // it bears the whole of what nobody else bears
    } else if (!value.empty()) {
      w.key(field.id).raw(value);
    }
  }
  w.end_object();
}

void MadeUp::write_list(JsonWriter& w, std::size_t place) const {
  const UnitList& own = lists_[place];
  const RowList& model = board_.plan.lists[at(own.list)];
  const Records& records = board_.data.lists[at(own.list)];
  const Fact& fact = fact_of_list(own.list);
  PutFields fields;
  for (const Hole& hole : holes_)
    if (hole.place == place && hole.pick.now > 0) fields[{hole.list, hole.row, hole.field}] = hole.pick.values[hole.pick.now];
  w.object().key("class").string(board_.plan.scheme->classes[at(model.cls)].id).key("unit").string(board_.units(model.cls)[at(own.unit)].id);
  w.key("fact").string(fact.id).key("records").array();
  int number = 0;
  if (!records.first.empty())
    for (std::size_t r = records.first[at(own.unit)]; r < records.first[at(own.unit) + 1]; ++r) {
      write_record(w, board_, own.list, r, records.rows[r].id, fields);
      const std::string& id = records.rows[r].id;
      if (id.compare(0, 3, "new") == 0) number += 1000;  // apart from those that are named alike
    }
  for (const Draft& draft : drafts_)
    for (int k = 0; draft.place == place && k < draft.count; ++k) write_model(w, draft.model, fact, number);
  w.end_array().end_object();
}

void MadeUp::write(JsonWriter& w) const {
  for (std::size_t place = 0; place < lists_.size(); ++place) {
    const bool grown = std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& d) { return d.place == place && d.count > 0; });
    const bool filled = std::any_of(holes_.begin(), holes_.end(), [&](const Hole& h) { return h.place == place && h.pick.now > 0; });
    if (grown || filled) write_list(w, place);
  }
}

bool MadeUp::put(Trial& trial, std::size_t place) const {
  JsonWriter w;
  w.array();
  write_list(w, place);
  w.end_array();
  const Checked<Document> document = read_document(w.take(), "made up");
  if (!document.value) return false;
  std::vector<Diagnostic> faults;
  const Sink sink{*document.value, faults};
  return trial.apply(Reader{&document.value->root, "", &sink});
}

void MadeUp::search(Trial& trial, Column column, std::size_t cell, const Number& bound, bool highest, int& tries) {
  const auto better = [&](const Span& a, const Span& b) { return a.exact() && (!b.exact() || (highest ? *a.low > *b.low : *a.low < *b.low)); };
  const auto there = [&](const Span& span) { return span.exact() && *span.low == bound; };
  Span now = trial.at(column, cell);
  /// The figure with what the list holds now.
  const auto look = [&](std::size_t place) {
    --tries;
    return put(trial, place) ? trial.at(column, cell) : Span::of(Status::missing);
  };
  // Field by field, while one value is better than another.
  const auto settle = [&](Draft& draft, Span found) {
    std::vector<Pick*> picks;
    gather(draft.model, picks);
    for (bool moved = true; moved && !there(found) && tries > 0;) {
      moved = false;
      for (Pick* pick : picks)
        for (std::size_t value = 0; value < pick->values.size() && tries > 0 && !there(found); ++value) {
          const std::size_t before = pick->now;
          if (value == before) continue;
          pick->now = value;
          const Span tried = look(draft.place);
          if (better(tried, found)) {
            found = tried;
            moved = true;
          } else {
            pick->now = before;
          }
        }
    }
    return found;
  };
  const auto begin = [&](Draft& draft) {
    const Draft before = draft;
    // One may do nothing where several would.
    for (const int count : {1, 2, 3, 5})
      for (const bool last : {false, true}) {
        if (tries <= 0) break;
        draft.count = count;
        std::vector<Pick*> picks;
        gather(draft.model, picks);
        for (Pick* pick : picks) pick->now = last ? pick->values.size() - 1 : 0;
        const Span found = settle(draft, look(draft.place));
        if (!better(found, now)) continue;
        now = found;
        return true;
      }
    draft = before;
    return false;
  };
  // What several fields leave open together is there only with all of them.
  std::size_t values = 0, best = 0;
  for (const Hole& hole : holes_) values = std::max(values, hole.pick.values.size());
  const auto all_holes = [&](std::size_t value) {
    for (Hole& hole : holes_) hole.pick.now = std::min(value, hole.pick.values.size() - 1);
    for (std::size_t place = 0; place < lists_.size(); ++place) put(trial, place);
    return trial.at(column, cell);
  };
  for (std::size_t value = 1; value < values && tries > 0; ++value, --tries) {
    const Span found = all_holes(value);
    if (!better(found, now)) continue;
    now = found;
    best = value;
  }
  if (values > 1) all_holes(best);
  for (int round = 0; round < 2 && !there(now) && tries > 0; ++round) {
    bool moved = false;
    for (Draft& draft : drafts_) {
      if (there(now) || tries <= 0) break;
      if (draft.count == 0 && !begin(draft)) {
        put(trial, draft.place);
        continue;
      }
      moved = true;
      // More of them, also past numbers that do no good.
      for (int count = draft.count * 2, idle = 0; idle < 3 && !there(now) && count <= most_records && tries > 0; count *= 2) {
        const int before = draft.count;
        draft.count = count;
        const Span found = look(draft.place);
        if (better(found, now)) {
          now = found;
          idle = 0;
        } else {
          draft.count = before;
          ++idle;
        }
      }
      for (const int fewer : {1, draft.count - 1}) {
        const int before = draft.count;
        if (fewer < 1 || fewer >= before || there(now) || tries <= 0) continue;
        draft.count = fewer;
        const Span found = look(draft.place);
        if (better(found, now)) now = found;
        else draft.count = before;
      }
      put(trial, draft.place);
    }
    for (Hole& hole : holes_) {
      for (std::size_t value = now.exact() ? 0 : 1; value < hole.pick.values.size() && tries > 0 && !there(now); ++value) {
        const std::size_t before = hole.pick.now;
        hole.pick.now = value;
        const Span found = look(hole.place);
        if (better(found, now)) {
          now = found;
          moved = true;
        } else {
          hole.pick.now = before;
        }
      }
      put(trial, hole.place);
    }
    if (!moved) break;
  }
  if (!there(now)) return;
  // No more than it takes.
  for (Draft& draft : drafts_) {
    int enough = draft.count;
    for (int least = 0; least < enough && tries > 0;) {
      draft.count = least + (enough - least) / 2;
      if (there(look(draft.place))) enough = draft.count;
      else least = draft.count + 1;
    }
    draft.count = enough;
    put(trial, draft.place);
  }
  for (Hole& hole : holes_) {
    const std::size_t before = hole.pick.now;
    if (before == 0 || tries <= 0) continue;
    hole.pick.now = 0;
    if (!there(look(hole.place))) hole.pick.now = before;
    put(trial, hole.place);
  }
}

}  // namespace yardstick
