// What can be asked of a loaded board, each question by its name.
#pragma once

#include <string>

#include "replies.h"

namespace yardstick {

struct Question {
  const char* name;
  /// Reads the query, whole, and writes the answer; what is wrong with the query is reported there.
  void (*write)(JsonWriter& w, const Board& board, Fields& query);
};

/// nullptr where there is none.
const Question* question_named(const std::string& name);

}  // namespace yardstick
