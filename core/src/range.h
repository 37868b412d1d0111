// How low and how high a unit's figures can still come out, and the figures that bring them there.
#pragma once

#include "facts.h"
#include "trial.h"

namespace yardstick {

/// Values for open readings, with which a figure comes to one of its ends.
struct Witness {
  Tried figures;
  std::optional<Trial> trial;  // the board with them
  bool reached = false;        // it comes exactly to the bound
};

/// Readings that would bring a cell as near as can be to its lowest or highest bound, found one reading after the other.
Witness witness(const Board& board, const Reach& reach, Column column, std::size_t cell, const Span& span, bool highest);

/// Moves a witness's readings towards an end: all at once from one place, while that helps; then one by one.
void approach(Witness& end, Column column, std::size_t cell, const std::optional<Number>& bound, bool highest);

/// "between": {"low", "high"} of a figure that is missing and may still come, as far as it is bounded on both sides; nothing of
/// any other. `reach` is made when it is first wanted.
void write_between(JsonWriter& w, const Board& board, const PlanNode& node, Position at, std::optional<Reach>& reach);

/// A reading as a query and a change name it: keys of the object in hand.
void write_reading_place(JsonWriter& w, const Board& board, const ReadingAt& reading);
/// "title", "keyTitle", "type": likewise.
void write_reading_title(JsonWriter& w, const Board& board, const ReadingAt& reading);
/// {…, "value"}.
void write_change(JsonWriter& w, const Board& board, const ReadingAt& reading, const Number& value);

}  // namespace yardstick
