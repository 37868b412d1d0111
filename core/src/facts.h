// A fact as those are told it who enter figures: what it takes, who reports it, what reads it; and what stands in it.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reading.h"

namespace yardstick {

class JsonWriter;

/// A value as people enter it: 98.2%, true, 2025-11-25, an option's id.
std::string entered(const Field& field, const Number& value);
/// A quantity likewise; a rate that has no end as a percentage stays a fraction.
std::string quantity_entered(const Number& value, bool percent);

/// What fields that are not said are to be, as JSON: by list, row and field.
using PutFields = std::map<std::array<int, 3>, std::string>;
/// A record as a dataset has it, under that id.
void write_record(JsonWriter& w, const Board& board, int list, std::size_t r, const std::string& id, const PutFields& put = {});
/// All records of a unit, as an array.
void write_records_of(JsonWriter& w, const Board& board, int list, int unit);
/// The day up to which a unit's list is complete; empty where it is complete whatever the day.
std::string closed_through(const Board& board, int list, int unit);

/// What a fact and a record's field have in common: an object that stays open.
void write_field(JsonWriter& w, const Field& field, const char* named);
void write_fields(JsonWriter& w, const std::vector<Field>& fields);
void write_options(JsonWriter& w, const std::vector<Option>& options);

/// The names of a reading's columns: a vote's options, a fact's keys; none where it has one value.
const std::vector<Option>& names_of(const Fact& fact);
/// The slots of a grain inside a period, or the one around it: first and one past the last.
std::pair<int, int> slots_of_period(const Data& data, const Period& period, Grain grain);

/// The facts (class and place) that a node's own rule reads, and the values between them.
std::set<std::pair<int, int>> facts_of(const Plan& plan, int node);
/// Whether a node is one that people are told: points or an outcome.
bool scores(const PlanNode& node);

/// Which nodes read which facts.
class Readers {
 public:
  explicit Readers(const Plan& plan);
  /// A fact's head: an object that stays open. `also`: the readers of its own class and of that one are named; -1: all are.
  void write_fact(JsonWriter& w, int cls, int fact, int also = -1) const;

 private:
  void write_nodes(JsonWriter& w, int cls, int fact, int also) const;
  const Plan& plan_;
  std::map<std::pair<int, int>, std::vector<int>> nodes_;
};

}  // namespace yardstick
