// What can be asked of a loaded board, each question by its name.
#pragma once

#include <memory>
#include <string>

#include "replies.h"
#include "slices.h"

namespace yardstick {

/// Reads the query, whole, and answers it: at once, or in slices where it may take long. What is wrong with the query is
/// reported as it is read.
struct Question {
  const char* name;
  void (*write)(JsonWriter& w, const Board& board, Fields& query) = nullptr;
  std::unique_ptr<Slices> (*begin)(const Board& board, Fields& query) = nullptr;
  bool own = false;  // it reads figures of the class that it asks about, and no other's
  void (*alone)(JsonWriter& w, Fields& query) = nullptr;  // of a question that brings its own documents

  void answer(JsonWriter& w, const Board& board, Fields& query) const {
    if (write) return write(w, board, query);
    const auto slices = begin(board, query);
    while (!slices->step()) {}
    slices->write(w);
  }
};

/// nullptr where there is none.
const Question* question_named(const std::string& name);

std::unique_ptr<Slices> begin_ranges(const Board& board, Fields& query);
std::unique_ptr<Slices> begin_solve(const Board& board, Fields& query);
std::unique_ptr<Slices> begin_path(const Board& board, Fields& query);

}  // namespace yardstick
