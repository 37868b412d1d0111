// Where the units of a class stand: what a class is ranked by in periods of each length, and the places on it.
#pragma once

#include <string>
#include <vector>

#include "reading.h"

namespace yardstick {

/// The id a node is asked about by: a period's own node by that of the node it belongs to.
std::string asked_id(const PlanNode& node);
/// What a class is ranked by in periods of that length: its total, or the first node of that length that is part of no
/// other (points before values); null where the class has none.
const PlanNode* root_of(const Board& board, int cls, Grain grain);
/// The rank of the whole class, or the level, that stands for a node: the one on it, else (a level) the first published one
/// of its grain; null for none.
const PlanNode* outcome_on(const Board& board, const PlanNode& node, NodeType type);

/// Places of all units on a node, from 1; 0 where its value is not known. Those of its own rank outcome where one ranks the
/// whole class from the top, else competition places.
std::vector<int> places_on(const Board& board, const PlanNode& node, int slot);
/// The slot of the period before, or -1.
int slot_before(const Board& board, const PlanNode& node, int slot);
/// Whether a period is one of those that are scored, and not an earlier one that is only looked back at.
bool is_scored(const Board& board, const Period& period);

/// A value of any node as people read it: points with their decimals, "是", "1234.50元", a level's title.
Text value_said(const Board& board, const PlanNode& node, Position at);
/// A number as it stands in a table: exact where that is short, else four decimals.
std::string short_number(const Number& number);
/// Which part a unit stands in, in words, where `column` numbers the parts of a "within" or a choice of that name.
Text part_title(const Board& board, int cls, const std::string& name, Column column, Position at);

}  // namespace yardstick
