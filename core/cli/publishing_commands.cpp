#include "publishing_commands.h"

#include <sodium.h>

#include <CLI/CLI.hpp>
#include <ctime>
#include <filesystem>

#include "board_file.h"
#include "common.h"
#include "layout.h"
#include "signing.h"
#include "yardstick/period.h"

using yardstick::Json;
using yardstick::JsonWriter;

namespace {

constexpr std::size_t most_told = 1000;  // differences on one screen; the board's own list of changes is shorter
constexpr std::size_t most_kept = 100;

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &local);
  return text;
}

void need_date(const char* option, const std::string& date) {
  if (!yardstick::parse_date(date)) throw Failure{wrong_call, std::string(option) + " " + date + ": not a date such as 2026-03-31"};
}

/// The value of a reply of the workbook; its faults are told and end the command.
Json value_of(const std::string& text, const Names& names, const std::string& lang) {
  Reply reply = parse(text);
  if (reply.has_errors()) {
    print_diagnostics(stderr, reply, names, lang);
    throw Failure{faulty, ""};
  }
  return reply.value();
}

/// A sentence in the language of the command.
struct Said {
  bool english;
  std::string operator()(const char* zh, const char* en) const { return english ? en : zh; }
};

// ---- persons --------------------------------------------------------------------------------

/// What the loaded board says of persons, a line a fact; how many facts there are.
int list_persons(const Json& personal, const std::string& lang) {
  const Said say{lang == "en"};
  int facts = 0;
  for (const Json& cls : personal.find("classes")->items) {
    std::printf("%s (%s): %s %s\n", text_in(cls.find("title"), lang).c_str(), cls.find("class")->text.c_str(), cls.find("units")->text.c_str(),
                cls.find("persons")->boolean ? say("人，姓名和公布的结果都会写进发布件", "persons, whose names and published results go into the board").c_str()
                                             : say("个单位", "units").c_str());
    for (const Json& fact : cls.find("facts")->items) {
      const std::string records = fact.find("records")->text, values = fact.find("values")->text;
      std::printf("  %s (%s.%s): %s %s\n", text_in(fact.find("title"), lang).c_str(), cls.find("class")->text.c_str(), fact.find("fact")->text.c_str(),
                  fact.find("type")->text == "records" ? records.c_str() : values.c_str(),
                  fact.find("type")->text == "records" ? say("条记录", "records").c_str() : say("个值", "values").c_str());
      std::printf("    %s\n", text_in(fact.find("why"), lang).c_str());
      ++facts;
    }
  }
  return facts;
}

/// {"classes", "facts"}: all that is personal, or what was named as CLASS or CLASS.FACT.
std::string held_query(const Json& personal, bool all, const std::vector<std::string>& named) {
  JsonWriter classes, facts;
  classes.array();
  facts.array();
  const auto fact = [&](const std::string& cls, const std::string& id) { facts.object().key("class").string(cls).key("fact").string(id).end_object(); };
  for (const Json& cls : personal.find("classes")->items) {
    if (!all) break;
    if (cls.find("persons")->boolean) classes.string(cls.find("class")->text);
    else
      for (const Json& own : cls.find("facts")->items) fact(cls.find("class")->text, own.find("fact")->text);
  }
  for (const std::string& name : named) {
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) classes.string(name);
    else fact(name.substr(0, dot), name.substr(dot + 1));
  }
  JsonWriter w;
  w.object().key("classes").raw(classes.end_array().take()).key("facts").raw(facts.end_array().take()).end_object();
  return w.take();
}

/// The figures that a held-back dataset gives, a line a node.
void list_given(const Json& held, const std::string& lang) {
  const auto& given = held.find("given")->items;
  const auto node_of = [](const Json& one) { return one.find("class")->text + "." + one.find("node")->text; };
  for (std::size_t i = 0; i < given.size();) {
    const std::size_t first = i;
    std::string periods;
    for (; i < given.size() && node_of(given[i]) == node_of(given[first]); ++i) periods += (periods.empty() ? "" : ", ") + given[i].find("period")->text;
    std::printf("%s %s (%s): %s\n", Said{lang == "en"}("直接给出：", "given instead:").c_str(), text_in(given[first].find("title"), lang).c_str(), node_of(given[first]).c_str(), periods.c_str());
  }
}

// ---- differences in words -------------------------------------------------------------------

std::string or_none(const std::string& text, const std::string& lang) { return !text.empty() ? text : lang == "en" ? "(none)" : "（无）"; }

void print_change(const std::string& place, const Json& change, const std::string& lang) {
  std::printf("  %s: %s → %s\n", place.c_str(), or_none(change.find("from")->text, lang).c_str(), or_none(change.find("to")->text, lang).c_str());
}

std::string joined(std::initializer_list<std::string> parts) {
  std::string all;
  for (const std::string& part : parts)
    if (!part.empty()) all += (all.empty() ? "" : " · ") + part;
  return all;
}

/// "Landong (u01)", or only the id where it has no other name.
std::string unit_in_words(const Json& change, const std::string& lang) {
  const std::string id = change.find("unit")->text, name = text_in(change.find("name"), lang);
  return name.empty() || name == id ? id : name + " (" + id + ")";
}

std::string what_in_words(const Json& change, const std::string& lang) {
  const Said say{lang == "en"};
  const std::string what = change.find("what")->text;
  if (what == "unit") return change.find("fact")->text == "name" ? say("名称", "name") : change.find("fact")->text == "group" ? say("分组", "group") : say("单位", "unit");
  if (what == "about") return change.find("fact")->text;
  const std::string title = text_in(change.find("title"), lang), fact = title.empty() ? change.find("fact")->text : title;
  if (what == "link") return say("关系 ", "link ") + fact;
  if (what == "given") return say("直接给出的 ", "given ") + fact;
  if (what == "closedThrough") return fact + say(" 登记截止", " complete through");
  if (what == "record") return fact + say(" 记录 ", " record ") + change.find("key")->text;
  return fact;
}

/// How many there are, and the first of them.
void print_part(const char* title, const Json& part, const std::string& lang, const std::function<std::string(const Json&)>& place) {
  const Said say{lang == "en"};
  const auto& differences = part.find("differences")->items;
  std::printf("%s: %s\n", title, part.find("count")->text == "0" ? say("无差别", "no difference").c_str() : (part.find("count")->text + say("处不同", " differences")).c_str());
  for (std::size_t i = 0; i < differences.size() && i < most_told; ++i) print_change(place(differences[i]), differences[i], lang);
  if (std::to_string(differences.size()) != part.find("count")->text) std::printf("  …\n");
}

/// The dataset's differences as a board keeps them: the first, without what is empty.
std::string kept_changes(const Json& verified) {
  JsonWriter w;
  w.array();
  const Json& scheme = *verified.find("scheme");
  if (!scheme.find("same")->boolean)
    w.object().key("what").string("scheme").key("from").string(scheme.find("from")->text).key("to").string(scheme.find("to")->text).end_object();
  const auto& differences = verified.find("dataset")->find("differences")->items;
  for (std::size_t i = 0; i < differences.size() && i < most_kept; ++i) {
    w.object();
    for (const auto& [key, value] : differences[i].members)
      if (value.is(Json::Kind::object) ? !value.members.empty() : !value.text.empty()) w.key(key).raw(yardstick::in_one_line(value));
    w.end_object();
  }
  return w.end_array().take();
}

// ---- digests and signatures -----------------------------------------------------------------

/// A result with the name of the engine that a board says it was published by: the name alone makes no other result.
std::string as_by(const std::string& result, const std::string& engine) {
  const std::string key = "\"engine\":\"";
  const std::size_t from = result.find(key);
  const std::size_t end = from == std::string::npos ? from : result.find('"', from + key.size());
  if (engine.empty() || end == std::string::npos) return result;
  return result.substr(0, from + key.size()) + engine + result.substr(end);
}
std::string engine_in(const std::string& result) {
  const std::string key = "\"engine\":\"";
  const std::size_t from = result.find(key);
  return from == std::string::npos ? "" : result.substr(from + key.size(), result.find('"', from + key.size()) - from - key.size());
}

struct Trusted {
  std::string key, name;
};
std::vector<Trusted> read_site(const std::string& path, const std::string& lang) {
  const yardstick::Document site = read_json(path, read_file(path));
  std::vector<Trusted> keys;
  const Json* list = site.root.find("keys");
  if (!list || !site.root.find("format") || site.root.find("format")->text != "yardstick-site/1") throw Failure{faulty, path + ": not {\"format\": \"yardstick-site/1\", \"keys\": […]}"};
  for (const Json& one : list->items) {
    const Json *key = one.find("key"), *name = one.find("name");
    if (!key || !is_hex(key->text, crypto_sign_PUBLICKEYBYTES)) throw Failure{faulty, path + ": a key is 64 characters 0-9 a-f"};
    keys.push_back({key->text, name && name->is(Json::Kind::string) ? name->text : text_in(name, lang)});
  }
  return keys;
}

}  // namespace

PublishingCommands::PublishingCommands(CLI::App& app, std::string& lang) : lang_(lang) {
  const auto language = [&](CLI::App* command) { command->add_option("--lang", lang_, "zh-CN or en")->check(CLI::IsMember({"zh-CN", "en"})); };

  publish_ = app.add_subcommand("publish", "write a board file: scheme, dataset and their digests in one, to be put on the site");
  publish_->add_option("BOARD", board_, "board.json: id, title, class, period, state, revision")->required();
  publish_->add_option("SCHEME", scheme_)->required();
  publish_->add_option("DATASET", dataset_)->required();
  publish_->add_option("--out", out_, "the file to write; <id>.json in this folder where none is given");
  publish_->add_option("--state", state_, "draft, display (公示) or final, in the place of board.json's")->check(CLI::IsMember({"draft", "display", "final"}));
  publish_->add_option("--issued", issued_, "the date of issue; today's where none is given");
  publish_->add_option("--until", until_, "on display until that day");
  publish_->add_option("--supersedes", supersedes_, "the board file that this one replaces: what changed is written into the new one");
  publish_->add_option("--reason", reason_, "why it is replaced");
  publish_->add_option("--sign", key_file_, "a key file of yardstick key new");
  publish_->add_flag("--with-persons", with_persons_, "publish what is said of persons as well");
  publish_->add_flag("--hold-back", hold_back_, "leave out all that is said of persons; published figures stay as they are");
  publish_->add_option("--hold", held_, "leave out CLASS or CLASS.FACT; may be given several times")->allow_extra_args(false);
  language(publish_);

  verify_ = app.add_subcommand("verify", "check a board file: digests, signature, and the result scored again; or what differs between two");
  verify_->add_option("BOARD", board_)->required();
  verify_->add_option("--against", other_, "another board file: say cell by cell what differs");
  verify_->add_option("--key", keys_, "a public key that is trusted, in hex; may be given several times")->allow_extra_args(false);
  verify_->add_option("--site", site_, "site.json with the keys that are trusted; the one beside the board or one folder up where none is given");
  language(verify_);

  index_ = app.add_subcommand("index", "write boards/index.json and boards/offline.js of a site anew from the board files there");
  index_->add_option("DIR", folder_, "the site's folder")->required();
  index_->add_option("--first", first_, "the board that opens first");
  language(index_);

  key_ = app.add_subcommand("key", "make a key that boards are signed with, or show its public half");
  key_->require_subcommand(1);
  new_key_ = key_->add_subcommand("new", "make a key file; keep it where only you can read it");
  show_key_ = key_->add_subcommand("show", "print what site.json needs to know of a key file");
  for (CLI::App* command : {new_key_, show_key_}) {
    command->add_option("FILE", key_file_)->required();
    language(command);
  }
  sign_ = key_->add_subcommand("sign", "")->group("");  // the raw signature of a file, for tests
  sign_->add_option("FILE", key_file_)->required();
  sign_->add_option("MESSAGE", message_)->required();
  check_ = key_->add_subcommand("check", "")->group("");
  check_->add_option("KEY", public_key_)->required();
  check_->add_option("SIGNATURE", signature_)->required();
  check_->add_option("MESSAGE", message_)->required();
}

std::optional<int> PublishingCommands::run() {
  if (*publish_) return publish();
  if (*verify_) return other_.empty() ? verify() : against();
  if (*index_) return index();
  if (!*key_) return std::nullopt;
  const Said say{lang_ == "en"};
  if (*sign_) {
    std::printf("%s\n", signature_of(read_key(key_file_), read_file(message_)).c_str());
    return fine;
  }
  if (*check_) return is_signed_by(public_key_, signature_, read_file(message_)) ? fine : faulty;
  const SigningKey key = *new_key_ ? make_key(key_file_) : read_key(key_file_);
  if (*new_key_)
    std::fprintf(stderr, "%s\n", say("已生成私钥文件，请妥善保管，不要放到网站上；把下面一行写进 site.json 的 keys：",
                                     "A key file was made. Keep it to yourself, never on the site. This goes into keys of site.json:").c_str());
  std::printf("{\"key\": \"%s\", \"name\": {\"zh-CN\": \"\", \"en\": \"\"}}\n", key.key.c_str());
  return fine;
}

int PublishingCommands::publish() {
  const Said say{lang_ == "en"};
  const yardstick::Document about = read_json(board_, read_file(board_));
  const auto member = [&](const char* name) -> std::string {
    const Json* found = about.root.find(name);
    return found ? found->text : "";
  };
  std::string told;
  if (member("format") != "yardstick-board-source/1") told += "\n  \"format\": \"yardstick-board-source/1\"";
  for (const char* name : {"id", "title", "scheme", "class", "period"})
    if (!about.root.find(name) || (member(name).empty() && std::string(name) != "title")) told += std::string("\n  \"") + name + "\"";
  const Json* revision = about.root.find("revision");
  if (!revision || !revision->is(Json::Kind::number) || revision->text.find_first_not_of("0123456789") != std::string::npos || revision->text == "0")
    told += "\n  \"revision\": 1, 2, 3 …";
  const std::string state = state_.empty() ? member("state") : state_;
  if (state != "draft" && state != "display" && state != "final") told += "\n  \"state\": draft, display or final";
  if (!told.empty()) throw Failure{faulty, board_ + " lacks" + told};
  if (with_persons_ && (hold_back_ || !held_.empty())) throw Failure{wrong_call, "--with-persons, or holding back: not both"};
  if (issued_.empty()) {
    issued_ = today();
    std::fprintf(stderr, "%s %s\n", say("发布日期取今天：", "date of issue is today:").c_str(), issued_.c_str());
  }
  need_date("--issued", issued_);
  std::string until = until_.empty() ? member("until") : until_;
  if (!until.empty()) need_date("--until", until);
  const std::string out = out_.empty() ? member("id") + ".json" : std::filesystem::is_directory(out_) ? out_ + "/" + member("id") + ".json" : out_;

  // The board that this one replaces.
  std::optional<BoardFile> before;
  if (!supersedes_.empty()) {
    before = read_board(supersedes_);
    if (before->member("id") != member("id")) throw Failure{wrong_call, supersedes_ + " is the board " + before->member("id") + ", not " + member("id")};
    if (const auto old = std::stoll(before->member("revision")); std::stoll(revision->text) <= old)
      throw Failure{faulty, board_ + ": the revision is " + revision->text + ", and the board that it replaces has " + before->member("revision") + "; make it " + std::to_string(old + 1)};
    if (reason_.empty() && !about.root.find("reason")) throw Failure{wrong_call, "why is it replaced? --reason"};
  } else if (std::filesystem::exists(out)) {
    throw Failure{wrong_call, out + " is there already; --supersedes " + out + " --reason … makes the next revision of it, with what changed"};
  }

  const std::string scheme = read_file(scheme_);
  std::string dataset = read_file(dataset_);
  Names names{scheme_, dataset_};
  yardstick::Workbook workbook;
  Reply loaded = load(workbook, scheme, dataset, names, lang_);
  const Json* summary = loaded.value().find("value") ? loaded.value().find("value") : &loaded.value();
  bool known = false, scored = false;
  for (const Json& cls : summary->find("classes")->items) known = known || (cls.find("id")->text == member("class") && !cls.find("units")->items.empty());
  for (const Json& period : summary->find("dataset")->find("periods")->items)
    scored = scored || period.text == member("period") || member("period").rfind(period.text + "-", 0) == 0;
  if (!known) throw Failure{faulty, board_ + ": no unit of the class " + member("class") + " is in " + dataset_};
  if (!scored) throw Failure{faulty, board_ + ": the period " + member("period") + " is not scored in " + dataset_};
  if (const Json* id = summary->find("scheme"); id && id->find("id") && id->find("id")->text != member("scheme"))
    throw Failure{faulty, board_ + ": the scheme is " + member("scheme") + ", and " + scheme_ + " is " + id->find("id")->text};

  // What it says of persons: told before anything is written.
  Json personal = value_of(workbook.ask("personal", "{}"), names, lang_);
  int facts = list_persons(personal, lang_);
  if (hold_back_ || !held_.empty()) {
    const Json held = value_of(workbook.ask("hold_back", held_query(personal, hold_back_, held_)), names, lang_);
    dataset = held.find("dataset")->text;
    loaded = load(workbook, scheme, dataset, names, lang_);
    list_given(held, lang_);
    personal = value_of(workbook.ask("personal", "{}"), names, lang_);
    facts = 0;
    for (const Json& cls : personal.find("classes")->items) facts += static_cast<int>(cls.find("facts")->items.size());
  }
  if (facts > 0 && !with_persons_)
    throw Failure{wrong_call, say("以上涉及个人，没有写任何文件：--hold-back 不公布这些数据（结果不变），--with-persons 照样公布",
                                  "these say something about persons, and nothing was written: --hold-back leaves them out (results stay), --with-persons publishes them")};

  const std::string result = result_text(workbook, scheme, dataset);
  const std::string digests[] = {sha256(scheme), sha256(dataset), sha256(result)};
  JsonWriter w;
  w.object();
  for (const auto& [key, value] : about.root.members) {
    if (key == "$schema" || key == "first" || key == "until" || key == "reason") continue;
    w.key(key);
    if (key == "format") w.string("yardstick-board/1");
    else if (key == "scheme") w.string(scheme);
    else if (key == "state") w.string(state);
    else w.raw(yardstick::in_one_line(value));
  }
  if (!about.root.find("state")) w.key("state").string(state);
  w.key("dataset").string(dataset).key("sha256").object().key("scheme").string(digests[0]).key("dataset").string(digests[1]).key("result").string(digests[2]).end_object();
  w.key("engine").string(engine_in(result)).key("issued").string(issued_);
  if (!until.empty()) w.key("until").string(until);
  if (before) {
    w.key("supersedes").object().key("revision").raw(before->member("revision")).key("sha256").string(sha256(before->text)).end_object();
    w.key("reason");
    if (!reason_.empty()) w.string(reason_);
    else w.raw(yardstick::in_one_line(*about.root.find("reason")));
    JsonWriter both, fresh;
    fresh.object().key("format").string("yardstick-board/1").key("scheme").string(scheme).key("dataset").string(dataset).end_object();
    both.object().key("a").string(before->text).key("b").string(fresh.take()).end_object();
    w.key("changed").raw(kept_changes(value_of(workbook.ask("verify", both.take()), names, lang_)));
  }
  if (!key_file_.empty()) {
    const SigningKey key = read_key(key_file_);
    const std::string signature = signature_of(key, signed_text(digests[0], digests[1], digests[2], member("period"), revision->text, issued_));
    w.key("signature").object().key("key").string(key.key).key("value").string(signature).end_object();
  }
  const std::string text = w.end_object().take() + "\n";
  write_file(out, text);
  std::printf("%s: %s %s, %s\n  scheme  %s\n  dataset %s\n  result  %s\n%s\n", out.c_str(), say("第", "revision").c_str(), (revision->text + say("版", "")).c_str(),
              key_file_.empty() ? say("未签名", "not signed").c_str() : say("已签名", "signed").c_str(), digests[0].c_str(), digests[1].c_str(), digests[2].c_str(),
              say("放到网站的 boards 文件夹后，请运行 yardstick index", "put it into the site's folder boards, then run yardstick index").c_str());
  return fine;
}

int PublishingCommands::verify() {
  const Said say{lang_ == "en"};
  const BoardFile board = read_board(board_);
  std::vector<Trusted> trusted;
  for (const std::string& key : keys_) {
    if (!is_hex(key, crypto_sign_PUBLICKEYBYTES)) throw Failure{wrong_call, "--key " + key + ": a public key is 64 characters 0-9 a-f"};
    trusted.push_back({key, ""});
  }
  std::string site = site_;
  if (site.empty() && keys_.empty()) {
    const std::filesystem::path folder = std::filesystem::absolute(board_).parent_path();
    for (const auto& place : {folder / "site.json", folder.parent_path() / "site.json"})
      if (site.empty() && std::filesystem::exists(place)) site = place.string();
  }
  if (!site.empty())
    for (const Trusted& one : read_site(site, lang_)) trusted.push_back(one);

  bool whole = true;
  const auto line = [&](const char* name, bool good, const std::string& words) {
    std::printf("%-9s %s  %s\n", name, good ? "ok  " : "FAIL", words.c_str());
    whole = whole && good;
  };
  const std::string scheme = sha256(board.scheme()), dataset = sha256(board.dataset());
  const std::string differs = say("与所写的摘要不符：文件在发布后被改动过", "is not what the digest was made of: the file was changed after it was published");
  line("scheme", scheme == board.digest("scheme"), scheme == board.digest("scheme") ? scheme : differs);
  line("dataset", dataset == board.digest("dataset"), dataset == board.digest("dataset") ? dataset : differs);

  yardstick::Workbook workbook;
  load(workbook, board.scheme(), board.dataset(), {board_ + " (scheme)", board_ + " (dataset)"}, lang_);
  const std::string own = result_text(workbook, board.scheme(), board.dataset()), result = sha256(as_by(own, board.member("engine")));
  const std::string stated = board.digest("result");
  if (stated.empty()) std::printf("%-9s -     %s\n", "result", say("发布件没有写结果摘要", "the board states no digest of its result").c_str());
  else line("result", stated == result, stated == result ? result + say("（重新计分）", " (scored again)") : say("重新计分的结果与发布时不同", "scored again, the result is not the one that was published"));

  const Json* signature = board.root().find("signature");
  if (!signature) {
    std::printf("%-9s -     %s\n", "signature", say("没有签名：摘要能发现误改，不能防有意改动", "none: digests tell of accidents, and do not protect against intent").c_str());
    return whole ? fine : faulty;
  }
  const Json *key = signature->find("key"), *value = signature->find("value");
  const std::string public_key = key ? key->text : "";
  const bool good = value && is_signed_by(public_key, value->text, signed_text(scheme, dataset, result, board.member("period"), board.member("revision"), board.member("issued")));
  const auto found = std::find_if(trusted.begin(), trusted.end(), [&](const Trusted& one) { return one.key == public_key; });
  if (!good) line("signature", false, say("签名不符：内容或签名被改动过", "does not fit: the content or the signature was changed"));
  else if (found != trusted.end()) line("signature", true, say("由受信任的公钥签署", "by a key that is trusted") + (found->name.empty() ? "" : ": " + found->name) + " " + public_key);
  else if (!trusted.empty()) line("signature", false, say("由未列入的公钥签署：", "by a key that is not listed: ") + public_key);
  else std::printf("%-9s -     %s%s\n", "signature", say("由未知公钥签署（未给出受信任的公钥）：", "by an unknown key (no trusted keys were given): ").c_str(), public_key.c_str());
  return whole ? fine : faulty;
}

int PublishingCommands::against() {
  const Said say{lang_ == "en"};
  const BoardFile a = read_board(board_), b = read_board(other_);
  yardstick::Workbook workbook;
  JsonWriter both;
  both.object().key("a").string(a.text).key("b").string(b.text).end_object();
  const Json verified = value_of(workbook.ask("verify", both.take()), {board_, other_}, lang_);
  const std::string& lang = lang_;
  const Json& scheme = *verified.find("scheme");
  const std::string title = say("方案", "scheme") + " " + scheme.find("from")->text + " → " + scheme.find("to")->text;
  print_part(title.c_str(), scheme, lang, [](const Json& d) { return d.find("pointer")->text; });
  if (!scheme.find("same")->boolean && scheme.find("count")->text == "0") std::printf("  %s\n", say("只是写法不同", "only written differently").c_str());
  const Json& dataset = *verified.find("dataset");
  print_part(say("数据", "figures").c_str(), dataset, lang, [&](const Json& d) {
    const std::string key = d.find("what")->text == "record" ? "" : d.find("key")->text;
    return joined({unit_in_words(d, lang), what_in_words(d, lang), d.find("period")->text, key});
  });
  if (!dataset.find("same")->boolean && dataset.find("count")->text == "0") std::printf("  %s\n", say("只是写法不同", "only written differently").c_str());
  print_part(say("结果", "results").c_str(), *verified.find("results"), lang,
             [&](const Json& d) { return joined({unit_in_words(d, lang), text_in(d.find("title"), lang), d.find("period")->text}); });
  const auto& about = verified.find("about")->items;
  if (!about.empty()) std::printf("%s:\n", say("其他", "besides").c_str());
  for (const Json& d : about) print_change(d.find("key")->text, d, lang);
  if (verified.find("same")->boolean) std::printf("%s\n", say("两个发布件相同", "the two boards are the same").c_str());
  return verified.find("same")->boolean ? fine : faulty;
}

int PublishingCommands::index() {
  const std::string inner = folder_ + "/boards";
  const std::string folder = std::filesystem::is_directory(inner) ? inner : folder_;
  const int boards = write_index(folder, first_);
  std::printf("%s/index.json, offline.js: %d\n", folder.c_str(), boards);
  return fine;
}
