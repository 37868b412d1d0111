// Records made up where a list may still get some, and fields where a record does not say them: what brings a figure to the end
// that it can come to.
#pragma once

#include "range.h"

namespace yardstick {

class MadeUp {
 public:
  /// For what was met as open.
  MadeUp(const Board& board, const std::vector<OpenRows>& open);
  bool any() const { return !drafts_.empty() || !holes_.empty(); }
  /// Puts records and fields in place as long as that brings the cell nearer to the bound, and no more than it takes. `tries`: how
  /// often it may be scored again.
  void search(Trial& trial, Column column, std::size_t cell, const Number& bound, bool highest, int& tries);
  /// {"class", "unit", "fact", "records"} for each list that was touched, as a change takes them.
  void write(JsonWriter& w) const;

 private:
  /// The values that a field is tried with, as JSON; "" leaves it out.
  struct Pick {
    std::vector<std::string> values;
    std::size_t now = 0;
  };
  struct Model {
    const std::vector<Field>* fields = nullptr;
    std::vector<Pick> picks;    // by field; of a list inside, how many it holds
    std::vector<Model> inside;  // by field; with no fields for a plain one
  };
  struct UnitList {
    int list = 0, unit = 0;
    bool operator==(const UnitList& other) const { return list == other.list && unit == other.unit; }
  };
  /// A kind of record that may come, on one of those days; how many of it there are.
  struct Draft {
    std::size_t place = 0;  // among lists_
    std::int64_t first = 0, last = 0;
    int count = 0;
    Model model;
  };
  struct Hole {
    std::size_t place = 0;
    int list = 0, row = 0, field = 0;
    Pick pick;
  };

  std::size_t place_of(int list, int unit);
  void grow(const OpenRows& open);
  Pick values_of(const Field& field, std::int64_t first, std::int64_t last, int cls, int unit) const;
  Model model_of(const std::vector<Field>& fields, const Fact& fact, const Draft& draft, int cls, int unit) const;
  /// Figures that other records of the unit's list have in that field: each, and their mean.
  void add_known(Pick& pick, const Field& field, int list, int unit, int place) const;
  static void gather(Model& model, std::vector<Pick*>& out);
  void write_model(JsonWriter& w, const Model& model, const Fact& fact, int& number) const;
  void write_list(JsonWriter& w, std::size_t place) const;
  const Fact& fact_of_list(int list) const;
  /// All its records are seen: a list is put in place whole, and what a view does not look at would be lost.
  bool whole(int list, int unit) const;
  bool put(Trial& trial, std::size_t place) const;

  const Board board_;
  std::vector<UnitList> lists_;
  std::vector<Draft> drafts_;
  std::vector<Hole> holes_;
};

}  // namespace yardstick
