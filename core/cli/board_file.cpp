#include "board_file.h"

#include <algorithm>
#include <filesystem>

#include "common.h"
#include "layout.h"
#include "yardstick/diagnostic.h"

using yardstick::Json;
using yardstick::JsonWriter;

std::string BoardFile::member(const char* name) const {
  const Json* found = root().find(name);
  return found ? found->text : "";
}

std::string BoardFile::digest(const char* name) const {
  const Json* digests = root().find("sha256");
  const Json* found = digests ? digests->find(name) : nullptr;
  return found ? found->text : "";
}

yardstick::Document read_json(const std::string& path, const std::string& text) {
  yardstick::Limits limits;
  limits.bytes = std::size_t{1} << 30;
  auto document = yardstick::read_document(text, path, limits);
  if (document.value && document.value->root.is(Json::Kind::object)) return std::move(*document.value);
  std::string told;
  for (const auto& d : document.diagnostics)
    told += (told.empty() ? "" : "\n") + path + ":" + std::to_string(d.line) + ":" + std::to_string(d.column) + ": " + describe(d).en;
  throw Failure{faulty, told.empty() ? path + " is no JSON object" : told};
}

BoardFile read_board(const std::string& path) {
  BoardFile board{path, read_file(path), {}};
  board.document = read_json(path, board.text);
  std::string told;
  if (board.member("format") != "yardstick-board/1") told += "\n  \"format\" is \"" + board.member("format") + "\", not \"yardstick-board/1\"";
  for (const char* name : {"id", "scheme", "dataset", "class", "period"})
    if (const Json* found = board.root().find(name); !found || !found->is(Json::Kind::string) || found->text.empty()) told += std::string("\n  \"") + name + "\" is missing";
  if (const Json* revision = board.root().find("revision"); !revision || !revision->is(Json::Kind::number)) told += "\n  \"revision\" is missing";
  for (const char* name : {"scheme", "dataset"})
    if (board.digest(name).empty()) told += std::string("\n  \"sha256\" has no \"") + name + "\"";
  if (!told.empty()) throw Failure{faulty, path + " is no published board:" + told};
  return board;
}

std::string signed_text(const std::string& scheme_sha256, const std::string& dataset_sha256, const std::string& result_sha256,
                        const std::string& period, const std::string& revision, const std::string& issued) {
  std::string text;
  for (const std::string& line : {std::string("yardstick-board/1"), scheme_sha256, dataset_sha256, result_sha256, period, revision, issued}) text += line + "\n";
  return text;
}

namespace {

/// Its line in the index; the same members in the same order as site/scripts/boards.mjs writes them.
std::string index_entry(const BoardFile& board) {
  const yardstick::Document scheme = read_json(board.path + " (scheme)", board.scheme()), dataset = read_json(board.path + " (dataset)", board.dataset());
  const Json* models = scheme.root.find("classes");
  const Json* units = dataset.root.find("units");
  const Json* periods = dataset.root.find("periods");
  const Json* invented = dataset.root.find("invented");
  const Json* id = scheme.root.find("id");
  if (!models || !units || !periods || !id) throw Failure{faulty, board.path + ": scheme or dataset is not whole"};
  JsonWriter w;
  w.object().key("id").string(board.member("id"));
  for (const char* name : {"title", "note"})
    if (const Json* text = board.root().find(name)) w.key(name).raw(yardstick::in_one_line(*text));
  w.key("scheme").string(id->text).key("class").string(board.member("class")).key("period").string(board.member("period"));
  w.key("periods").raw(yardstick::in_one_line(*periods)).key("classes").array();
  std::size_t all = 0;
  for (const auto& [cls, list] : units->members) {
    const Json* model = models->find(cls);
    const Json* title = model ? model->find("title") : nullptr;
    w.object().key("id").string(cls).key("title");
    if (title) w.raw(yardstick::in_one_line(*title));
    else w.string(cls);
    w.key("units").integer(static_cast<std::int64_t>(list.items.size())).end_object();
    all += list.items.size();
  }
  w.end_array().key("units").integer(static_cast<std::int64_t>(all)).key("bytes").integer(static_cast<std::int64_t>(board.text.size()));
  w.key("sha256").string(sha256(board.text)).key("invented").boolean(invented && invented->boolean).end_object();
  return w.take();
}

// What site/scripts/boards.mjs writes after the boards; tests/cli/publishing.mjs holds the two together.
const char* const lays_in = R"(.forEach(function (board) {
  var script = document.createElement("script");
  script.type = "application/json";
  script.setAttribute("data-board", board[0]);
  script.textContent = board[1];
  document.head.appendChild(script);
});
)";

}  // namespace

int write_index(const std::string& folder, const std::string& first) {
  std::vector<std::string> names;
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(folder, fault))
    if (entry.path().extension() == ".json" && entry.path().filename() != "index.json") names.push_back(entry.path().stem().string());
  if (fault) throw Failure{wrong_call, "cannot read the folder " + folder};
  std::sort(names.begin(), names.end());
  std::string opens = first;
  const std::string index_path = folder + "/index.json";
  if (opens.empty() && std::filesystem::exists(index_path)) {
    const yardstick::Document before = read_json(index_path, read_file(index_path));
    if (const Json* own = before.root.find("default")) opens = own->text;
  }
  std::string told;
  std::vector<std::string> ids;
  JsonWriter boards, offline;
  boards.array();
  offline.array();
  for (const std::string& name : names) {
    try {
      const BoardFile board = read_board(folder + "/" + name + ".json");
      const std::string id = board.member("id");
      if (id != name) throw Failure{faulty, board.path + ": the board's id is \"" + id + "\", so the file must be named " + id + ".json"};
      for (const auto& [part, text] : {std::pair{"scheme", board.scheme()}, std::pair{"dataset", board.dataset()}})
        if (sha256(text) != board.digest(part)) throw Failure{faulty, board.path + ": the " + part + " is not what its digest was made of"};
      boards.raw(index_entry(board));
      offline.array().string(id).string(board.text).end_array();
      ids.push_back(id);
    } catch (const Failure& failure) {
      told += (told.empty() ? "" : "\n") + failure.message;
    }
  }
  if (!told.empty()) throw Failure{faulty, told};
  if (!first.empty() && std::find(ids.begin(), ids.end(), first) == ids.end()) throw Failure{wrong_call, "there is no board " + first + " in " + folder};
  if (std::find(ids.begin(), ids.end(), opens) == ids.end()) opens = ids.empty() ? "" : ids.front();
  boards.end_array();
  JsonWriter w;
  w.object().key("format").string("yardstick-index/1").key("default").string(opens).key("boards").raw(boards.take()).end_object();
  const std::string index = w.take() + "\n";
  offline.array().string("index").string(index).end_array().end_array();
  write_file(index_path, index);
  write_file(folder + "/offline.js", offline.take() + lays_in);
  return static_cast<int>(ids.size());
}
