#include "common.h"

#include <sodium.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using yardstick::Json;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Failure{wrong_call, "cannot read " + path};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_file(const std::string& path, const std::string& text) {
  const std::string beside = path + ".new";
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file || std::rename(beside.c_str(), path.c_str()) != 0) {
    std::remove(beside.c_str());
    throw Failure{wrong_call, "cannot write " + path};
  }
}

std::string sha256(const std::string& bytes) {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  char hex[2 * sizeof digest + 1];
  sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
  return hex;
}

Reply parse(std::string text) {
  yardstick::Limits limits;
  limits.bytes = std::size_t{1} << 31;
  limits.values = 100'000'000;
  auto document = yardstick::read_document(text, "reply", limits);
  if (!document.value) throw Failure{faulty, "the engine's reply could not be read"};
  return {std::move(*document.value)};
}

std::string text_in(const Json* text, const std::string& lang) {
  if (!text || !text->is(Json::Kind::object)) return "";
  const Json* chosen = text->find(lang);
  if (!chosen && !text->members.empty()) chosen = &text->members.front().second;
  return chosen ? chosen->text : "";
}

void print_diagnostics(std::FILE* to, const Reply& reply, const Names& names, const std::string& lang) {
  for (const Json& d : reply.diagnostics().items) {
    const std::string document = d.find("document")->text;
    const std::string file = document == "scheme" ? names.scheme : document == "dataset" ? names.dataset : document;
    std::fprintf(to, "%s:%s:%s: %s %s: %s\n", file.c_str(), d.find("line")->text.c_str(), d.find("column")->text.c_str(),
                 d.find("severity")->text.c_str(), d.find("code")->text.c_str(), text_in(d.find("text"), lang).c_str());
  }
}

std::string json_string(const std::string& text) { return yardstick::JsonWriter().string(text).take(); }

Reply run(yardstick::Workbook& workbook, const std::string& job, const char* what) {
  Reply started = parse(workbook.start(job));
  if (started.has_errors()) return started;
  const int id = std::atoi(started.value().text.c_str());
  const bool terminal = isatty(STDERR_FILENO) != 0;
  bool drawn = false;
  for (int steps = 0;; ++steps) {
    Reply step = parse(workbook.step(id, 400000));
    const bool over = step.has_errors() || step.value().find("done")->boolean;
    if (terminal && !over && steps > 2) {
      drawn = true;
      const std::string progress = step.value().find("progress")->text;
      const int tenths = (progress[0] - '0') * 10 + (progress.size() > 2 ? progress[2] - '0' : 0);
      std::fprintf(stderr, "\r%s [%-10s] ", what, std::string(static_cast<std::size_t>(tenths), '#').c_str());
    }
    if (!over) continue;
    if (drawn) std::fprintf(stderr, "\r%-40s\r", "");
    return step;
  }
}

Reply load(yardstick::Workbook& workbook, const std::string& scheme, const std::string& dataset, const Names& names, const std::string& lang) {
  Reply reply = run(workbook, "{\"do\":\"load\",\"scheme\":" + json_string(scheme) + ",\"dataset\":" + json_string(dataset) + "}", "scoring");
  if (reply.has_errors()) {
    print_diagnostics(stderr, reply, names, lang);
    throw Failure{faulty, ""};
  }
  return reply;
}

std::string result_text(yardstick::Workbook& workbook, const std::string& scheme, const std::string& dataset) {
  const Reply reply = run(workbook, "{\"do\":\"result\",\"sha256\":{\"scheme\":\"" + sha256(scheme) + "\",\"dataset\":\"" + sha256(dataset) + "\"}}", "writing");
  if (reply.has_errors()) throw Failure{faulty, "the result could not be written"};
  const std::string& text = reply.document.text;
  const std::size_t from = reply.value().find("value")->offset;
  return text.substr(from, text.rfind("},\"diagnostics\"") - from);
}
