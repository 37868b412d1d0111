// What datasets and cases have in common: units, readings, records, links and earlier results put into cells.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "reader.h"
#include "yardstick/dataset.h"

namespace yardstick {

/// The changes of a query (see dataset.h), at their place in it; nothing where the query has a fault.
std::optional<Touched> apply_changes(const Reader& changes, const Plan& plan, Data& data);

class Filling {
 public:
  Filling(const Plan& plan, Data& data);

  /// The periods that are scored, and earlier ones that are only looked back at.
  void periods(std::vector<Period> mains, std::vector<Period> earlier);
  /// "current": what the view says of missing figures, and up to which day.
  void view(const std::string& id, const Reader& reader);
  void unit(int cls, const Reader& reader, bool groups_declared);
  /// A unit that is only mentioned.
  void mention(int cls, const std::string& id);
  /// After units and periods are known: room for every reading.
  void room();
  int unit_named(int cls, const std::string& id) const;  // -1
  int fact_named(int cls, const std::string& id, const Reader& reader, bool records);
  /// A reading's period as a slot of the fact's grain, or -1 with a fault.
  int slot_named(const std::string& id, Grain grain, const std::string& text, const Reader& reader);
  void reading(int cls, int fact, int slot, int unit, const Reader& value);
  void clear(int cls, int fact, int slot, int unit);
  /// One of a vote's options, or a value by key, beside the others. An option that is taken away counts 0, and the last one
  /// takes the votes with it.
  void reading_of(int cls, int fact, int slot, int unit, const std::string& key, const Reader& place, const Reader& value);
  /// Where the records of all units stand.
  void place_list(int cls, int fact, const Reader& lists);
  /// The records of one unit, appended; call in the order of the units.
  void records(int cls, int fact, int unit, const Reader& rows);
  /// All records of a unit, in the place of those it had; null: it has no list.
  void replace_records(int cls, int fact, int unit, const Reader& rows);
  /// {"department": [{"from", "to", "share", "since", "until"}]}
  void links(const Reader& reader);
  /// To whom a unit is linked, in the place of those it was: ids, or rows without "from".
  void replace_links(int link, int unit, const Reader& to);
  /// {"office": {"claims": "2025-06-30" | {"A": "2025-06-30"}}}
  void closed_through(const Reader& reader);
  /// One figure of a node, held instead of what the rules would give.
  void pin(int cls, const std::string& node, int slot, int unit, const Reader& value);
  /// A node's figure is computed again.
  void unpin(int node, int slot, int unit);
  /// Whether a slot lies in a period that is scored.
  bool scored(Grain grain, int slot) const;
  void decision(const Reader& reader);
  /// After everything else: rows in order, derived lists, what must add up.
  void finish();
  /// Changed lists of the plan with all that borrow from them, and changed links: rows in order, what must add up.
  void derive(const std::vector<int>& lists, const std::vector<int>& links);

 private:
  std::map<std::string, int>& units_by_id(int cls) const;
  /// Brings what stands in for a keyed fact's readings up to date.
  void refresh(int list);
  void count_rows(int list);
  void option(const Fact& fact, Cells& cells, std::size_t cell, const Reader& value);
  std::optional<Number> scalar(const Field& field, const Reader& value);
  void record(int list, int unit, int outer, const Reader& row, std::set<std::string>& seen);
  int slot_of(Grain grain, std::int64_t day) const;
  void place(Record& row, std::int64_t day) const;
  void borrow(int list);
  void link_rows(int list);
  void link_row(const Link& link, Fields& fields, LinkRow& row);
  void link_end(const Link& link, const Reader& to, LinkRow& row);
  void check_links(const Link& link, std::size_t index);
  void check_shares(int list);
  const Class& cls(int index) const { return plan_.scheme->classes[static_cast<std::size_t>(index)]; }
  const Fact& fact(int cls, int fact) const { return this->cls(cls).facts[static_cast<std::size_t>(fact)]; }
  Records& list(int index) { return data_.lists[static_cast<std::size_t>(index)]; }
  std::string all_periods() const;

  const Plan& plan_;
  Data& data_;
  mutable std::vector<std::optional<std::map<std::string, int>>> unit_index_;  // by class, made when first asked for
  std::set<std::array<int, 3>> pinned_;                  // node, slot, unit
  std::optional<std::int64_t> through_;                 // what is later is not looked at
  struct Said {
    const Sink* sink = nullptr;
    Where where;
  };
  std::vector<Said> link_places_;        // by link of the scheme: where its rows stand
  std::vector<Said> list_places_;        // by list of the plan
};

}  // namespace yardstick
