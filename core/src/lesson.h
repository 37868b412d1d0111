// What a lesson is made of: the scheme's cases, the order of a calculation, boundary cases, what is notable about a board, and
// guesses held against it.
#pragma once

#include "replies.h"

namespace yardstick {

/// The cases of the loaded scheme, without what comes out: {}.
void write_stories(JsonWriter& w, const Board& board, Fields& query);
/// A card's nodes and outcomes, each after all it reads: {"class", "unit", "period"}.
void write_order_of_steps(JsonWriter& w, const Board& board, Fields& query);
/// Boundary cases with their answers: {"class", "unit", "period", "count"}.
void write_quiz(JsonWriter& w, const Board& board, Fields& query);
/// What a lesson is built from: {"class", "period"}.
void write_notable(JsonWriter& w, const Board& board, Fields& query);
/// A figure, a level or an order that somebody guessed: {"class", "unit", "period", "node", "guess"} | {"class", "period", "order"}.
void write_guess(JsonWriter& w, const Board& board, Fields& query);

/// [{"id", "text"}], each once, in the order in which they are cited.
void write_clause_texts(JsonWriter& w, const Board& board, const std::vector<Cited>& clauses);

}  // namespace yardstick
