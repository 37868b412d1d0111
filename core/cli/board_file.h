// A published board as a file, and the index of a folder of them (data/README.md, "Board").
#pragma once

#include <string>
#include <vector>

#include "yardstick/document.h"

struct BoardFile {
  std::string path, text;
  yardstick::Document document;
  const yardstick::Json& root() const { return document.root; }
  /// A member's text, or a number as written; "" where it is not there.
  std::string member(const char* name) const;
  /// A digest that it says of itself.
  std::string digest(const char* name) const;
  std::string scheme() const { return member("scheme"); }
  std::string dataset() const { return member("dataset"); }
};

/// A JSON file, of any size that boards have. Faults are told as file:line:column.
yardstick::Document read_json(const std::string& path, const std::string& text);
/// A published board; what it lacks is told all at once.
BoardFile read_board(const std::string& path);
/// What a signature covers, a line each.
std::string signed_text(const std::string& scheme_sha256, const std::string& dataset_sha256, const std::string& result_sha256,
                        const std::string& period, const std::string& revision, const std::string& issued);
/// Writes index.json and offline.js of a folder of boards, as the build does; tells how many there are.
int write_index(const std::string& folder, const std::string& first);
