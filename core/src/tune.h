// What can be tried in a scheme's place: parameters, and the weights of a node's children.
#pragma once

#include <string>
#include <vector>

#include "replies.h"

namespace yardstick {

/// A child whose weight the scheme fixes for all units alike.
struct Weighed {
  int member = 0;           // its place in the fold
  const PlanNode* node = nullptr;
  Column weight = -1;       // under a weighted fold its weight, else its full marks
};

/// The children of a node that can be given other weights.
struct WeighedFold {
  Column fold = -1;         // -1: the node is no sum of points and not weighted
  bool weighted = false;
  std::vector<Weighed> children;

  const Weighed* child(const std::string& id) const;
  /// As the scheme has it in a slot of the node's grain; nothing where it is not known there, or zero.
  static std::optional<Number> own(const Board& board, const Weighed& child, int slot);
  /// As it now counts.
  std::optional<Number> now(const Board& board, const Weighed& child, int slot) const;
};
WeighedFold weighed_children(const Plan& plan, const PlanNode& node);
/// What a child's share of its parent is multiplied by, since another weight is tried; 1 where none is.
Number weight_factor(const Board& board, const PlanNode& parent, std::size_t child, Position at);

/// What one point of a member counts in its parent; 0 where a fold lets no single member be told apart.
Number member_factor(const Fold& fold, const Number& own_full, const Number& member_full, const Number& weight, const Number& all_weight,
                     std::int64_t members, const Number& all_full);

/// The slots of a node's grain that a period holds, or the one that it lies in.
std::vector<int> slots_in(const Board& board, const PlanNode& node, const Period& period);
/// Clauses with their texts.
void write_clause_texts(JsonWriter& w, const Scheme& scheme, const std::vector<Cited>& clauses);

/// What can be moved in a class: {"class", "period"}.
void write_tune(JsonWriter& w, const Board& board, Fields& query);
/// The other weights beside some that are set: {"class", "node", "period", "set": {child: quantity}, "keep": [child]}.
void write_weights(JsonWriter& w, const Board& board, Fields& query);

}  // namespace yardstick
