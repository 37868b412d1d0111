// What all commands share: files, digests, replies of the engine, and how a fault is told.
#pragma once

#include <cstdio>
#include <string>

#include "yardstick/document.h"
#include "yardstick/workbook.h"

/// Exit codes: 0 fine, 1 the documents have errors (or boards differ), 2 called wrongly.
constexpr int fine = 0, faulty = 1, wrong_call = 2;

struct Failure {
  int code;
  std::string message;
};

std::string read_file(const std::string& path);
/// Written beside it first, so that nobody ever reads half of it.
void write_file(const std::string& path, const std::string& text);
std::string sha256(const std::string& bytes);

/// A reply taken apart. The text stays with it, since values are cut from it byte for byte.
struct Reply {
  yardstick::Document document;
  const yardstick::Json& value() const { return *document.root.find("value"); }
  const yardstick::Json& diagnostics() const { return *document.root.find("diagnostics"); }
  bool has_errors() const {
    for (const yardstick::Json& d : diagnostics().items)
      if (d.find("severity")->text == "error") return true;
    return false;
  }
};
Reply parse(std::string text);

/// {"zh-CN", "en"} in that language, or in the other where there is none.
std::string text_in(const yardstick::Json* text, const std::string& lang);
std::string json_string(const std::string& text);

struct Names {
  std::string scheme, dataset;
};
/// Diagnostics as text, one a line: file:line:column: error code: sentence.
void print_diagnostics(std::FILE* to, const Reply& reply, const Names& names, const std::string& lang);

/// Carries a job out in slices, with a bar on a terminal when it takes its time.
Reply run(yardstick::Workbook& workbook, const std::string& job, const char* what);
Reply load(yardstick::Workbook& workbook, const std::string& scheme, const std::string& dataset, const Names& names, const std::string& lang);
/// The result document of what is loaded, byte for byte as the engine writes it, with the digests of both documents in it.
std::string result_text(yardstick::Workbook& workbook, const std::string& scheme, const std::string& dataset);
