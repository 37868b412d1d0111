// The command line: the same workbook as the page, for offices that score in batches, and for tests.
#include <sodium.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "yardstick/document.h"
#include "common.h"
#include "description.h"
#include "diagnostics.h"
#include "figures.h"
#include "publishing_commands.h"
#include "yardstick/workbook.h"

namespace {

using yardstick::Json;

/// Columns a terminal needs for a text: East Asian wide characters take two.
std::size_t width(const std::string& text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) columns += 1;
    else if (byte >= 0xE2 && byte < 0xF0) columns += 2;
    else if (byte >= 0xC0) columns += 1;
  }
  return columns;
}

std::string csv_field(const std::string& text, bool words) {
  std::string field = text;
  if (words && !field.empty() && std::string("=+-@\t\r").find(field[0]) != std::string::npos) field = "'" + field;  // no formula for a spreadsheet
  if (field.find_first_of(",\"\n\r") == std::string::npos) return field;
  std::string escaped = "\"";
  for (const char c : field) escaped += c == '"' ? "\"\"" : std::string(1, c);
  return escaped + "\"";
}

using Table = std::vector<std::vector<std::string>>;

/// One row a unit and period: total, rate, and each published outcome.
Table table_of(const Json& summary, const Json& result, const std::string& lang) {
  Table table;
  const bool english = lang == "en";
  for (const Json& cls : summary.find("classes")->items) {
    if (cls.find("units")->items.empty()) continue;
    std::vector<std::pair<std::string, std::string>> outcomes;
    for (const Json& id : cls.find("publish")->items)
      for (const Json& node : cls.find("nodes")->items) {
        const std::string type = node.find("type")->text;
        if (node.find("id")->text == id.text && (type == "rank" || type == "level" || type == "veto" || type == "verdict"))
          outcomes.emplace_back(id.text, text_in(node.find("title"), lang));
      }
    std::vector<std::string> head{english ? "class" : "类别", english ? "unit" : "单位", english ? "name" : "名称", english ? "period" : "考核期",
                                  english ? "total" : "总分", english ? "rate" : "得分率"};
    for (const auto& [id, title] : outcomes) head.push_back(title);
    table.push_back(std::move(head));
    for (const Json& unit : result.find("units")->items) {
      if (unit.find("class")->text != cls.find("id")->text) continue;
      std::string name;
      for (const Json& known : cls.find("units")->items)
        if (known.find("id")->text == unit.find("id")->text) name = text_in(known.find("name"), lang);
      for (const Json& card : unit.find("cards")->items) {
        const Json& total = *card.find("total");
        std::vector<std::string> row{cls.find("id")->text, unit.find("id")->text, name, card.find("period")->text,
                                     total.is(Json::Kind::object) ? total.find("shown")->text : card.find("status")->text, card.find("rate")->text};
        for (const auto& [id, title] : outcomes) {
          const Json* outcome = card.find("outcomes")->find(id);
          row.push_back(!outcome ? "" : outcome->find("state")->text == "undecided" ? "undecided" : outcome->find("value")->text);
        }
        table.push_back(std::move(row));
      }
    }
  }
  return table;
}

void print_csv(const Table& table) {
  std::printf("\xEF\xBB\xBF");
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool figure = !row[i].empty() && row[i].find_first_not_of("+-0123456789.%") == std::string::npos;
      std::printf("%s%s", i ? "," : "", csv_field(row[i], !figure).c_str());
    }
    std::printf("\r\n");
  }
}

void print_table(const Table& table) {
  std::vector<std::size_t> widths;
  for (const auto& row : table) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  for (const auto& row : table) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - width(row[i]), ' ');
      const bool right = i == 4 || i == 5;
      line += (i ? "  " : "") + (right ? gap + row[i] : row[i] + gap);
    }
    std::printf("%s\n", line.c_str());
  }
}

std::string figure(const Json* f) { return f && f->is(Json::Kind::object) ? f->find("shown")->text : ""; }

void print_tree(const Json& entry, int depth, const std::string& lang) {
  const std::string points = figure(entry.find("points")), full = figure(entry.find("full"));
  std::printf("%*s%s: %s%s%s", 2 * depth, "", text_in(entry.find("title"), lang).c_str(),
              points.empty() ? entry.find("status")->text.c_str() : points.c_str(), full.empty() ? "" : " / ", full.c_str());
  const std::string reason = text_in(entry.find("reason"), lang), rate = entry.find("rate")->text;
  if (!rate.empty()) std::printf("  %s", rate.c_str());
  if (!reason.empty()) std::printf("  (%s)", reason.c_str());
  std::printf("\n");
  for (const Json& child : entry.find("children")->items) print_tree(child, depth + 1, lang);
}

void print_explanation(const Json& e, const std::string& lang) {
  const bool english = lang == "en";
  const auto line = [&](const char* zh, const char* en, const std::string& text) {
    if (!text.empty()) std::printf("%s%s%s\n", english ? en : zh, english ? ": " : ":", text.c_str());
  };
  const std::string full = figure(e.find("full"));
  std::printf("%s  %s%s%s\n", text_in(e.find("title"), lang).c_str(),
              figure(e.find("points")).empty() ? (e.find("outcome")->is(Json::Kind::object) ? "" : e.find("status")->text.c_str()) : figure(e.find("points")).c_str(),
              full.empty() ? "" : " / ", full.c_str());
  line("原因", "reason", text_in(e.find("reason"), lang));
  line("规则", "rule", text_in(e.find("sentence"), lang));
  line("算式", "formula", text_in(e.find("formula"), lang));
  line("代入", "figures", text_in(e.find("figures"), lang));
  for (const Json& fact : e.find("facts")->items)
    line("数据", "fact", text_in(fact.find("title"), lang) + " = " + (text_in(fact.find("shown"), lang).empty() ? fact.find("status")->text : text_in(fact.find("shown"), lang)));
  for (const Json& record : e.find("records")->items) {
    std::string text = record.find("id")->text + " " + record.find("date")->text;
    for (const Json& field : record.find("fields")->items) text += ", " + text_in(field.find("title"), lang) + " " + text_in(field.find("value"), lang);
    text += record.find("accepted")->boolean ? "  → " + figure(record.find("points")) : "  ✗ " + text_in(record.find("reason"), lang);
    line("记录", "record", text);
  }
  for (const Json& step : e.find("steps")->items)
    line("步骤", "step", text_in(step.find("title"), lang) + ": " + figure(step.find("before")) + " → " + figure(step.find("after")));
  if (const Json* outcome = e.find("outcome"); outcome && outcome->is(Json::Kind::object)) {
    line("结论", "outcome", text_in(outcome->find("label"), lang) + (outcome->find("kind")->text == "verdict" || outcome->find("kind")->text == "veto" ? " = " + (outcome->find("value")->text.empty() ? outcome->find("state")->text : outcome->find("value")->text) : ""));
    for (const Json& reason : outcome->find("reasons")->items) line("因为", "because", text_in(&reason, lang));
  }
  line("注意", "note", text_in(e.find("crossing"), lang));
  if (const Json* next = e.find("next"); next && next->is(Json::Kind::object))
    line("下一线", "next line", text_in(next->find("title"), lang) + " " + figure(next->find("from")) + (english ? ", short by " : "，还差 ") + figure(next->find("distance")));
  for (const Json& clause : e.find("clauses")->items) line("依据", "clause", "[" + clause.find("id")->text + "] " + text_in(clause.find("text"), lang));
  for (const Json& member : e.find("members")->items) print_tree(member, 1, lang);
}

std::string default_language() {
  const char* lang = std::getenv("LANG");
  return lang && std::string(lang).rfind("zh", 0) == 0 ? "zh-CN" : "en";
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Yardstick (量绩): performance scores that anyone can check"};
  app.require_subcommand(1);
  std::string scheme_path, dataset_path, format = "text", lang = default_language(), unit, node, method, query;
  std::vector<std::string> periods;
  bool nodes = false;
  const auto language = [&](CLI::App* command) { command->add_option("--lang", lang, "zh-CN or en")->check(CLI::IsMember({"zh-CN", "en"})); };

  auto* check = app.add_subcommand("check", "say what is wrong with a scheme, and with a dataset for it");
  check->add_option("SCHEME", scheme_path)->required();
  check->add_option("DATASET", dataset_path);
  check->add_option("--format", format, "text or json")->check(CLI::IsMember({"text", "json"}));
  language(check);

  auto* score = app.add_subcommand("score", "score a dataset");
  std::string score_format = "json";
  score->add_option("SCHEME", scheme_path)->required();
  score->add_option("DATASET", dataset_path)->required();
  score->add_option("--period", periods, "only these periods");
  score->add_option("--format", score_format, "json, csv or table")->check(CLI::IsMember({"json", "csv", "table"}));
  score->add_flag("--nodes", nodes, "every node, not only what is published");
  language(score);

  auto* explain = app.add_subcommand("explain", "say why a unit has its score");
  explain->add_option("SCHEME", scheme_path)->required();
  explain->add_option("DATASET", dataset_path)->required();
  explain->add_option("--unit", unit)->required();
  explain->add_option("--node", node);
  explain->add_option("--period", periods);
  language(explain);

  auto* cases = app.add_subcommand("cases", "run the worked examples inside a scheme");
  cases->add_option("SCHEME", scheme_path)->required();
  language(cases);

  auto* describe = app.add_subcommand("describe", "put a scheme into words: a page in Markdown for those who are scored by it");
  std::string described_class;
  describe->add_option("SCHEME", scheme_path)->required();
  describe->add_option("--class", described_class, "only this class");
  language(describe);

  auto* form = app.add_subcommand("form", "print what a unit's figures rest on, as the fields of a form (JSON)");
  form->add_option("SCHEME", scheme_path)->required();
  form->add_option("DATASET", dataset_path)->required();
  auto* blank = app.add_subcommand("blank", "print a dataset without figures for a unit of a class (JSON)");
  blank->add_option("SCHEME", scheme_path)->required();
  for (CLI::App* command : {form, blank}) {
    command->add_option("--class", described_class)->required();
    command->add_option("--period", periods);
    language(command);
  }
  form->add_option("--unit", unit)->required();
  bool every_node = false;
  std::string goal, more;
  auto* range = app.add_subcommand("range", "print how low and how high figures can still come out while others are missing (JSON)");
  auto* solve = app.add_subcommand("solve", "print for which values of one figure a goal is reached (JSON)");
  auto* path = app.add_subcommand("path", "print the least effort that reaches a goal (JSON)");
  auto* ledger = app.add_subcommand("ledger", "print points lost by clause, and what can still be won back (JSON)");
  for (CLI::App* command : {range, solve, path, ledger}) {
    command->add_option("SCHEME", scheme_path)->required();
    command->add_option("DATASET", dataset_path)->required();
    command->add_option("--class", described_class)->required();
    command->add_option("--period", periods);
    command->add_option("--unit", unit)->required(command != range);
    language(command);
  }
  range->add_flag("--all", every_node, "every node, not only total, levels, verdicts");
  for (CLI::App* command : {solve, path}) {
    command->add_option("--goal", goal, "{\"node\", \"atLeast\" | \"atMost\" | \"level\" | \"place\" | \"is\"}")->required();
    command->add_option("--query", more, "{\"cells\", \"frozen\", \"costs\"}");
  }

  std::string other_scheme, other_dataset, changes, band, by = "points";
  int choices = 1000, seed = 0;
  auto* compare = app.add_subcommand("compare", "print who stands differently with other figures, under another version of the scheme, or after changes (JSON)");
  auto* robust = app.add_subcommand("robust", "print how places hold while the weights of the total's parts move within a band (JSON)");
  for (CLI::App* command : {compare, robust}) {
    command->add_option("SCHEME", scheme_path)->required();
    command->add_option("DATASET", dataset_path)->required();
    command->add_option("--class", described_class)->required();
    command->add_option("--period", periods);
    language(command);
  }
  compare->add_option("--scheme", other_scheme, "another version of the scheme");
  compare->add_option("--dataset", other_dataset, "other figures");
  compare->add_option("--changes", changes, "a file of changes, as the page keeps scenarios");
  robust->add_option("--node", node, "whose parts' weights move; the total's where none is given");
  robust->add_option("--band", band, "how far each weight moves, either way")->required();
  robust->add_option("--by", by, "points or percent")->check(CLI::IsMember({"points", "percent"}));
  robust->add_option("--choices", choices, "how many are tried at most");
  robust->add_option("--seed", seed, "what the sample is drawn from");

  PublishingCommands publishing(app, lang);

  auto* diagnostics = app.add_subcommand("diagnostics", "print all that check can say, as docs/diagnostics.md has it");

  auto* figures = app.add_subcommand("figures", "")->group("");  // every figure, for comparing with another engine

  auto* call = app.add_subcommand("call", "")->group("");  // the raw reply of one workbook method, for tests
  call->add_option("SCHEME", scheme_path)->required();
  call->add_option("DATASET", dataset_path)->required();
  call->add_option("METHOD", method)->required();
  call->add_option("QUERY", query);
  std::vector<std::string> after;
  std::string opened;
  call->add_option("--case", opened, "a case of the scheme, opened instead of the dataset");
  call->add_option("--after", after, "files of changes, put in before");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? fine : wrong_call;
  }

  try {
    if (sodium_init() < 0) throw Failure{wrong_call, "libsodium could not start"};
    if (*diagnostics) {
      print_diagnostic_reference();
      return fine;
    }
    if (*figures) {
      print_figures();
      return fine;
    }
    if (const auto code = publishing.run()) return *code;
    const Names names{scheme_path, dataset_path};
    const std::string scheme = read_file(scheme_path);
    const std::string dataset = dataset_path.empty() ? "" : read_file(dataset_path);
    yardstick::Workbook workbook;

    if (*check) {
      const std::string text = dataset_path.empty() ? workbook.check(scheme) : workbook.load(scheme, dataset);
      const Reply reply = parse(text);
      if (format == "json") {
        const Json& list = reply.diagnostics();
        std::printf("%s\n", text.substr(list.offset, text.size() - list.offset - 1).c_str());
      } else {
        print_diagnostics(stdout, reply, names, lang);
      }
      return reply.has_errors() ? faulty : fine;
    }

    if (*describe) return print_description(scheme, scheme_path, described_class, lang) ? fine : faulty;

    if (*cases) {
      const Reply reply = parse(workbook.cases_of(scheme));
      if (reply.has_errors()) {
        print_diagnostics(stderr, reply, names, lang);
        return faulty;
      }
      for (const Json& example : reply.value().find("cases")->items) {
        std::printf("%s %s\n", example.find("passed")->boolean ? "ok  " : "FAIL", example.find("name")->text.c_str());
        for (const Json& failure : example.find("failures")->items) {
          const auto text = [&](const char* key) {
            const Json* member = failure.find(key);
            return member ? member->text : std::string();
          };
          if (const Json* reason = failure.find("reason")) {
            std::printf("     %s: %s\n", text("actual").c_str(), text_in(reason, lang).c_str());
            continue;
          }
          const std::string about = text("about").empty() ? "" : " (about " + text("about") + ")";
          std::printf("     %s %s %s: expected %s, found %s%s\n", text("unit").c_str(), text("node").c_str(), text("period").c_str(), text("expected").c_str(),
                      text("actual").c_str(), about.c_str());
        }
      }
      const Json &passed = *reply.value().find("passed"), &failed = *reply.value().find("failed");
      std::printf("%s passed, %s failed\n", passed.text.c_str(), failed.text.c_str());
      return failed.text == "0" ? fine : faulty;
    }

    const auto print_value = [&](const std::string& text) {
      const Reply reply = parse(text);
      if (reply.has_errors()) {
        print_diagnostics(stderr, reply, names, lang);
        return faulty;
      }
      const std::size_t from = reply.value().offset, end = text.rfind(",\"diagnostics\"");
      std::printf("%s\n", text.substr(from, end - from).c_str());
      return fine;
    };
    const auto with_period = [&](const std::string& head, const std::string& otherwise) {
      const std::string period = periods.empty() ? otherwise : periods[0];
      return head + (period.empty() ? "}" : ",\"period\":" + json_string(period) + "}");
    };
    if (*blank) return print_value(workbook.blank(scheme, with_period("{\"class\":" + json_string(described_class), "")));

    const Reply loaded = load(workbook, scheme, dataset, names, lang);
    const Json& summary = loaded.value().find("value") ? *loaded.value().find("value") : loaded.value();

    if (*score) {
      std::string wanted = "{\"do\":\"result\",\"nodes\":" + std::string(nodes ? "true" : "false") + ",\"sha256\":{\"scheme\":\"" + sha256(scheme) +
                           "\",\"dataset\":\"" + sha256(dataset) + "\"},\"periods\":[";
      for (std::size_t i = 0; i < periods.size(); ++i) wanted += (i ? "," : "") + json_string(periods[i]);
      const Reply reply = run(workbook, wanted + "]}", "writing");
      if (reply.has_errors()) {
        print_diagnostics(stderr, reply, names, lang);
        return wrong_call;
      }
      const Json& result = *reply.value().find("value");
      if (score_format == "json") {
        const std::string& text = reply.document.text;
        const std::size_t end = text.rfind("},\"diagnostics\"");
        std::printf("%s\n", text.substr(result.offset, end - result.offset).c_str());
      } else if (score_format == "csv") {
        print_csv(table_of(summary, result, lang));
      } else {
        print_table(table_of(summary, result, lang));
      }
      return fine;
    }

    if (*range || *solve || *path || *ledger) {
      std::string asked = "{\"class\":" + json_string(described_class) + (unit.empty() ? "" : ",\"unit\":" + json_string(unit));
      if (every_node) asked += ",\"all\":true";
      if (!goal.empty()) asked += ",\"goal\":" + goal;
      if (more.size() > 2) asked += "," + more.substr(1, more.size() - 2);
      asked = with_period(asked, summary.find("dataset")->find("periods")->items.back().text);
      return print_value(workbook.ask(*range ? "range" : *solve ? "solve" : *path ? "path" : "ledger", asked));
    }
    if (*compare) {
      if (other_scheme.empty() && other_dataset.empty() && changes.empty()) throw Failure{wrong_call, "compare with what? --scheme, --dataset or --changes"};
      std::string asked = "{\"class\":" + json_string(described_class);
      if (!changes.empty()) asked += ",\"to\":" + read_file(changes);
      if (!other_scheme.empty() || !other_dataset.empty()) {
        asked += ",\"other\":{\"dataset\":" + json_string(other_dataset.empty() ? dataset : read_file(other_dataset));
        if (!other_scheme.empty()) asked += ",\"scheme\":" + json_string(read_file(other_scheme));
        asked += "}";
      }
      return print_value(workbook.ask("compare", with_period(asked, summary.find("dataset")->find("periods")->items.back().text)));
    }
    if (*robust) {
      std::string asked = "{\"do\":\"robust\",\"class\":" + json_string(described_class) + ",\"band\":" + json_string(band) + ",\"by\":" + json_string(by) +
                          ",\"choices\":" + std::to_string(choices) + ",\"seed\":" + std::to_string(seed);
      if (!node.empty()) asked += ",\"node\":" + json_string(node);
      const Reply reply = run(workbook, with_period(asked, summary.find("dataset")->find("periods")->items.back().text), "trying");
      if (reply.has_errors()) {
        print_diagnostics(stderr, reply, names, lang);
        return faulty;
      }
      const std::string& text = reply.document.text;
      const std::size_t from = reply.value().find("value")->offset;
      std::printf("%s\n", text.substr(from, text.rfind("},\"diagnostics\"") - from).c_str());
      return fine;
    }
    if (*form)
      return print_value(workbook.ask("form", with_period("{\"class\":" + json_string(described_class) + ",\"unit\":" + json_string(unit),
                                                   summary.find("dataset")->find("periods")->items.back().text)));

    if (*explain) {
      const std::string period = periods.empty() ? summary.find("dataset")->find("periods")->items.back().text : periods[0];
      std::string cls;
      for (const Json& known : summary.find("classes")->items)
        for (const Json& one : known.find("units")->items)
          if (one.find("id")->text == unit) cls = known.find("id")->text;
      if (cls.empty()) throw Failure{wrong_call, "no unit " + unit + " in " + dataset_path};
      const std::string head = "{\"class\":" + json_string(cls) + ",\"unit\":" + json_string(unit) + ",\"period\":" + json_string(period);
      const Reply reply = parse(node.empty() ? workbook.ask("card", head + "}") : workbook.ask("explain", head + ",\"node\":" + json_string(node) + "}"));
      if (reply.has_errors()) {
        print_diagnostics(stderr, reply, names, lang);
        return wrong_call;
      }
      if (!node.empty()) {
        print_explanation(reply.value(), lang);
        return fine;
      }
      std::printf("%s  %s\n", text_in(reply.value().find("name"), lang).c_str(), period.c_str());
      print_tree(*reply.value().find("tree"), 0, lang);
      for (const Json& outcome : reply.value().find("outcomes")->items) {
        const std::string kind = outcome.find("kind")->text, value = outcome.find("value")->text;
        if ((kind == "verdict" || kind == "veto") && value != "true") continue;
        std::printf("• %s\n", text_in(outcome.find("label"), lang).c_str());
      }
      return fine;
    }

    std::string reply;
    if (!opened.empty() && parse(reply = workbook.open_case(scheme, "{\"case\":" + json_string(opened) + "}")).has_errors()) {
      std::printf("%s\n", reply.c_str());
      return faulty;
    }
    for (const std::string& file : after) {
      reply = workbook.edit(read_file(file));
      if (!parse(reply).has_errors()) continue;
      std::printf("%s\n", reply.c_str());
      return faulty;
    }
    if (method == "rewrite") reply = workbook.rewrite(dataset, query);
    else if (method == "blank") reply = workbook.blank(scheme, query);
    else if (method == "cases") reply = workbook.cases();
    else if (method == "load") reply = workbook.load(scheme, dataset);
    else if (method == "openCase") reply = workbook.open_case(scheme, query);
    else if (method == "edit") reply = workbook.edit(query);
    else reply = workbook.ask(method, query);
    std::fwrite(reply.data(), 1, reply.size(), stdout);
    std::fputc('\n', stdout);
    return fine;
  } catch (const Failure& failure) {
    if (!failure.message.empty()) std::fprintf(stderr, "yardstick: %s\n", failure.message.c_str());
    return failure.code;
  }
}
