// What a publication says of persons, the same with that held back, and one published board held against another.
#pragma once

#include "replies.h"

namespace yardstick {

/// What the loaded board says about persons, by class and fact: {}.
void write_personal(JsonWriter& w, const Board& board, Fields& query);
/// Its dataset without some facts, with the figures that rest on them given as they come out now; proved by scoring it again:
/// {"classes": [id], "facts": [{"class", "fact"}]}.
void write_held_back(JsonWriter& w, const Board& board, Fields& query);
/// What differs between two published boards, whole files: {"a", "b"}. Nothing need be loaded.
void write_verification(JsonWriter& w, Fields& query);

/// The nodes of a class whose figures are published: those it names, and its total.
std::vector<const PlanNode*> published_nodes(const Plan& plan, int cls);
/// Whether a period is scored, or lies in one that is, or around one.
bool is_scored(const Data& data, const Period& period);

}  // namespace yardstick
