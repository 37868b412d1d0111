#include "yardstick/document.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace yardstick;
using namespace std::string_literals;

namespace {

Document read(std::string_view text) {
  auto result = read_document(text, "scheme");
  REQUIRE(result.diagnostics.empty());
  REQUIRE(result.value.has_value());
  return std::move(*result.value);
}

/// Code, pointer, line and column of every diagnostic: "duplicate-key /a/b 3:5".
std::vector<std::string> faults(std::string_view text, const Limits& limits = {}) {
  const auto result = read_document(text, "scheme", limits);
  CHECK(result.value.has_value() == result.diagnostics.empty());
  std::vector<std::string> out;
  for (const Diagnostic& d : result.diagnostics) {
    CHECK(d.document == "scheme");
    CHECK(d.severity == Severity::error);
    out.push_back(code_name(d.code) + " " + d.pointer + " " + std::to_string(d.line) + ":" + std::to_string(d.column));
  }
  return out;
}

/// The same for a text with one fault, with what was found and expected.
std::string syntax_fault(std::string_view text) {
  const auto result = read_document(text, "scheme");
  REQUIRE(result.diagnostics.size() == 1);
  const Diagnostic& d = result.diagnostics.front();
  REQUIRE(d.code == Code::json_syntax);
  return std::to_string(d.line) + ":" + std::to_string(d.column) + " " + d.args.at(0) + " | " + d.args.at(1);
}

using Faults = std::vector<std::string>;

void write(JsonWriter& out, const Json& json) {
  switch (json.kind) {
    case Json::Kind::null:
      out.null();
      break;
    case Json::Kind::boolean:
      out.boolean(json.boolean);
      break;
    case Json::Kind::number:
      out.raw(json.text);
      break;
    case Json::Kind::string:
      out.string(json.text);
      break;
    case Json::Kind::array:
      out.array();
      for (const Json& item : json.items) write(out, item);
      out.end_array();
      break;
    case Json::Kind::object:
      out.object();
      for (const auto& [key, value] : json.members) write(out.key(key), value);
      out.end_object();
      break;
  }
}

std::string rewritten(std::string_view text) {
  JsonWriter out;
  write(out, read(text).root);
  return out.take();
}

}  // namespace

TEST_SUITE("document") {
  TEST_CASE("a number keeps the text it was written with") {
    const Document d = read(R"([0.10, -0, 1E+2, 95, -12.50e-3, 18446744073709551617, 9223372036854775808, 0])");
    const std::vector<std::string> texts{
        "0.10", "-0", "1E+2", "95", "-12.50e-3", "18446744073709551617", "9223372036854775808", "0"};
    REQUIRE(d.root.items.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CHECK(d.root.items[i].is(Json::Kind::number));
      CHECK(d.root.items[i].text == texts[i]);
    }
  }

  TEST_CASE("a number keeps its text as a whole document, with and without spaces around it") {
    CHECK(read("0.10").root.text == "0.10");
    CHECK(read(" \n-0 \r\n").root.text == "-0");
  }

  TEST_CASE("an integer of 300 digits keeps every digit") {
    const std::string digits = "1" + std::string(299, '7');
    CHECK(read("{\"n\":" + digits + "}").root.find("n")->text == digits);
  }

  TEST_CASE("every value knows the byte where it starts") {
    const std::string text = "{ \"甲\" : [ 1.50 ,\"a\\\"]b\", {} , true,null ,[]], \"b\":\"\\u4e59\" ,\"c\" :false}";
    const Document d = read(text);
    CHECK(d.root.offset == 0);
    const Json& list = *d.root.find("甲");
    CHECK(list.offset == text.find('['));
    CHECK(list.items[0].offset == text.find("1.50"));
    CHECK(list.items[1].offset == text.find("\"a\\"));
    CHECK(list.items[2].offset == text.find("{}"));
    CHECK(list.items[3].offset == text.find("true"));
    CHECK(list.items[4].offset == text.find("null"));
    CHECK(list.items[5].offset == text.find("[]"));
    CHECK(d.root.find("b")->offset == text.find("\"\\u4e59"));
    CHECK(d.root.find("b")->text == "乙");
    CHECK(d.root.find("c")->offset == text.find("false"));
  }

  TEST_CASE("members keep the order in which they were written and are found by name") {
    const Document d = read(R"({"b": 1, "a": {"b": 2}, "": 3})");
    CHECK(d.root.members[0].first == "b");
    CHECK(d.root.members[1].first == "a");
    CHECK(d.root.find("a")->find("b")->text == "2");
    CHECK(d.root.find("")->text == "3");
    CHECK(d.root.find("c") == nullptr);
    CHECK(d.root.find("a")->find("a") == nullptr);
  }

  TEST_CASE("literals become null and booleans") {
    const Document d = read("[null, true, false]");
    CHECK(d.root.items[0].is(Json::Kind::null));
    CHECK(d.root.items[1].boolean);
    CHECK(d.root.items[2].is(Json::Kind::boolean));
    CHECK_FALSE(d.root.items[2].boolean);
  }

  TEST_CASE("a byte order mark is passed over and counts for no column") {
    const std::string text = "\xEF\xBB\xBF{\"a\": 1}";
    const Document d = read(text);
    CHECK(d.root.offset == 3);
    CHECK(d.root.find("a")->text == "1");
    CHECK(d.locate(3) == std::pair{1, 1});
    CHECK(d.locate(0) == std::pair{1, 1});
    CHECK(syntax_fault("\xEF\xBB\xBF[1 2]") == "1:4 2 | ',' or ']'");
  }

  TEST_CASE("columns count characters and lines end with LF, CR LF or CR") {
    const Document d = read("[\"量绩\",\r\n \"𠀀é\", 1,\r2,\n3]");
    CHECK(d.locate(d.root.items[0].offset) == std::pair{1, 2});
    CHECK(d.locate(d.root.items[1].offset) == std::pair{2, 2});
    CHECK(d.locate(d.root.items[2].offset) == std::pair{2, 8});
    CHECK(d.locate(d.root.items[3].offset) == std::pair{3, 1});
    CHECK(d.locate(d.root.items[4].offset) == std::pair{4, 1});
    CHECK(d.locate(100000) == std::pair{4, 3});
  }

  TEST_CASE("a place far along a line of Chinese text is counted right") {
    std::string text = "[\"";
    for (int i = 0; i < 5000; ++i) text += "绩";
    text += "\", 7]";
    const Document d = read(text);
    CHECK(d.locate(d.root.items[1].offset) == std::pair{1, 5006});  // [ " 5000 " , space: the 5006th character
    CHECK(d.locate(text.size()) == std::pair{1, 5008});
  }

  TEST_CASE("a syntax fault is told with its place, what was found and what was expected") {
    CHECK(syntax_fault("") == "1:1 end of text | a value");
    CHECK(syntax_fault("  \n ") == "2:2 end of text | a value");
    CHECK(syntax_fault("[1 2]") == "1:4 2 | ',' or ']'");
    CHECK(syntax_fault("[1,]") == "1:4 ] | a value");
    CHECK(syntax_fault("[,1]") == "1:2 , | a value or ']'");
    CHECK(syntax_fault("[1,,2]") == "1:4 , | a value");
    CHECK(syntax_fault("[1,2") == "1:5 end of text | ',' or ']'");
    CHECK(syntax_fault("[1,") == "1:4 end of text | a value");
    CHECK(syntax_fault("[") == "1:2 end of text | a value or ']'");
    CHECK(syntax_fault("{") == "1:2 end of text | a key in quotation marks or '}'");
    CHECK(syntax_fault("{a: 1}") == "1:2 a | a key in quotation marks or '}'");
    CHECK(syntax_fault("{\"a\" 1}") == "1:6 1 | ':'");
    CHECK(syntax_fault("{\"a\"}") == "1:5 } | ':'");
    CHECK(syntax_fault("{\"a\":}") == "1:6 } | a value");
    CHECK(syntax_fault("{\"a\"::1}") == "1:6 : | a value");
    CHECK(syntax_fault("{\"a\":1,}") == "1:8 } | a key in quotation marks");
    CHECK(syntax_fault("{\"a\":1 \"b\":2}") == "1:8 \"b\" | ',' or '}'");
    CHECK(syntax_fault("{\"a\":1]") == "1:7 ] | ',' or '}'");
    CHECK(syntax_fault("{} {}") == "1:4 { | end of text");
    CHECK(syntax_fault("{},") == "1:3 , | end of text");
    CHECK(syntax_fault("[tru]") == "1:2 tru | a value or ']'");
    CHECK(syntax_fault("[1, True]") == "1:5 True | a value");
    CHECK(syntax_fault("[01]") == "1:3 1 | ',' or ']'");
    CHECK(syntax_fault("[+1]") == "1:2 +1 | a value or ']'");
    CHECK(syntax_fault("[1.]") == "1:2 1. | a value or ']'");
    CHECK(syntax_fault("{\"a\": .5}") == "1:7 .5 | a value");
    CHECK(syntax_fault("{\"a\": 1} // note") == "1:10 // | end of text");
    CHECK(syntax_fault(":") == "1:1 : | a value");
    CHECK(syntax_fault(",1") == "1:1 , | a value");
  }

  TEST_CASE("punctuation of a Chinese keyboard is named, with what to type instead") {
    const auto told = [](std::string_view text) {
      const auto result = read_document(text, "scheme");
      REQUIRE(result.diagnostics.size() == 1);
      const Diagnostic& d = result.diagnostics.front();
      CHECK(d.code == Code::json_full_width);
      return std::to_string(d.line) + ":" + std::to_string(d.column) + " " + d.args.at(0) + " " + d.args.at(1);
    };
    CHECK(told("{“甲”: 1}") == "1:2 “ \"");
    CHECK(told("{\"甲\"：1}") == "1:5 ： :");
    CHECK(told("{\"甲\": 1，\"乙\": 2}") == "1:8 ， ,");
    CHECK(told("{\"甲\": [1】}") == "1:9 】 ]");
    // Within quotation marks it is text like any other.
    CHECK(read_document("{\"甲：乙，\": \"“丙”\"}", "scheme").diagnostics.empty());
  }

  TEST_CASE("a syntax fault after Chinese text and CR LF is at the character the author sees") {
    CHECK(syntax_fault("{\r\n  \"名称\": \"东城分局\",\r\n  \"说明\": \"绩效\" \"x\": 1\r\n}") ==
          "3:14 \"x\" | ',' or '}'");
    CHECK(syntax_fault("{\"名\":1,\n\"称\":,}") == "2:5 , | a value");
  }

  TEST_CASE("a fault inside a string is told where it is, not where the string began") {
    CHECK(syntax_fault("[\"甲乙") == "1:5 end of text | '\"'");
    CHECK(syntax_fault("[\"甲\n乙\"]") == "1:4 end of line | '\"'");
    CHECK(syntax_fault("[\"a\tb\"]") == "1:4 a control character | an escape such as \\t");
    CHECK(syntax_fault("[\"甲\\q\"]") == "1:4 \\q | an escape such as \\n or \\u4e00");
    CHECK(syntax_fault("[\"\\u12\"]") == "1:3 \\u12\" | an escape such as \\n or \\u4e00");
    CHECK(syntax_fault("{\"\\ud800\": 1}") == "1:3 \\ud800\" | an escape such as \\n or \\u4e00");
    CHECK(syntax_fault("{\"a\": 1, \"\\udc00\": 1}") == "1:11 \\udc00 | an escape such as \\n or \\u4e00");
    CHECK(syntax_fault("\"abc\\") == "1:6 end of text | '\"'");
  }

  TEST_CASE("a long token is cut between characters") {
    const std::string found = syntax_fault("[1 \"绩绩绩绩绩绩绩绩绩绩绩绩绩绩绩绩绩绩绩绩\"]");
    CHECK(found == "1:4 \"绩绩绩绩绩绩绩绩绩绩绩绩绩… | ',' or ']'");  // 1 quote + 13 characters of 3 bytes
  }

  TEST_CASE("a syntax fault is reported alone") {
    CHECK(faults("{\"a\":1,\"a\":{\"b\":1,\"b\":2},\"c\"") == Faults{"json-syntax  1:29"});
  }

  TEST_CASE("every duplicate key is reported at the later key with its pointer") {
    CHECK(faults("{\"a\": 1,\n \"a\": 2,\n \"b\": {\"甲\": 1, \"甲\": 2, \"甲\": 3}}") ==
          Faults{"duplicate-key /a 2:2", "duplicate-key /b/甲 3:16", "duplicate-key /b/甲 3:24"});
  }

  TEST_CASE("duplicate keys inside lists and keys with slashes have escaped pointers") {
    CHECK(faults("[0, {\"a/b~\": {\"x\": [], \"x\": []}}]") == Faults{"duplicate-key /1/a~1b~0/x 1:24"});
    CHECK(faults("{\"\":1,\"\":1}") == Faults{"duplicate-key / 1:7"});
  }

  TEST_CASE("a key written with an escape is a duplicate of the same key written plainly") {
    CHECK(faults("{\"a\":1,\"\\u0061\":2}") == Faults{"duplicate-key /a 1:8"});
  }

  TEST_CASE("one key in several objects is no duplicate") {
    CHECK(faults(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})").empty());
  }

  TEST_CASE("duplicate keys are listed up to the limit") {
    Limits limits;
    limits.duplicates = 2;
    CHECK(faults("{\"a\":1,\"a\":1,\"a\":1,\"a\":1}", limits).size() == 2);
  }

  TEST_CASE("a NUL is refused inside the document, after it, and as an escape") {
    CHECK(faults("{\"a\":\0 1}"s) == Faults{"json-nul  1:6"});
    CHECK(faults("{\"a\": 1}\0"s) == Faults{"json-nul  1:9"});
    CHECK(faults("{\"a\": 1}\n\0trailing"s) == Faults{"json-nul  2:1"});
    CHECK(faults("[\"甲\0\"]"s) == Faults{"json-nul  1:4"});
    CHECK(faults("{\"k\": \"a\\u0000b\"}") == Faults{"json-nul /k 1:7"});
    CHECK(faults("{\"k\": {\"\\u0000\": 1}}") == Faults{"json-nul /k/"s + '\0' + " 1:8"});
  }

  TEST_CASE("bytes that are not UTF-8 are refused at their place") {
    CHECK(faults("[\"甲\xC4\xCF\"]") == Faults{"json-not-utf8  1:4"});        // GBK
    CHECK(faults("\xFF\xFE{\0"s) == Faults{"json-not-utf8  1:1"});            // UTF-16
    CHECK(faults("[\"\xED\xA0\x80\"]") == Faults{"json-not-utf8  1:3"});      // a surrogate
    CHECK(faults("[\"\xC0\xAF\"]") == Faults{"json-not-utf8  1:3"});          // longer than need be
    CHECK(faults("[\"\xE0\x80\xAF\"]") == Faults{"json-not-utf8  1:3"});      // likewise
    CHECK(faults("[\"\xF4\x90\x80\x80\"]") == Faults{"json-not-utf8  1:3"});  // beyond U+10FFFF
    CHECK(faults("[\"a\",\n\"\xE7\xBB\"]") == Faults{"json-not-utf8  2:2"});  // cut off
    CHECK(faults("[]\x80") == Faults{"json-not-utf8  1:3"});                  // outside a string
  }

  TEST_CASE("the last character of each length of UTF-8 is read") {
    CHECK(read("\"\x7F\xDF\xBF\xEF\xBF\xBF\xF4\x8F\xBF\xBF\"").root.text == "\x7F\xDF\xBF\xEF\xBF\xBF\xF4\x8F\xBF\xBF");
  }

  TEST_CASE("a document of 64 levels is read and one of 65 is refused") {
    CHECK(faults(std::string(64, '[') + std::string(64, ']')).empty());
    std::string pointer;
    for (int i = 0; i < 64; ++i) pointer += "/0";
    CHECK(faults(std::string(65, '[') + std::string(65, ']')) == Faults{"json-too-deep " + pointer + " 1:65"});
    CHECK(faults(std::string(500000, '[')) == Faults{"json-too-deep " + pointer + " 1:65"});
  }

  TEST_CASE("depth counts objects and lists alike, and what is closed no longer counts") {
    Limits limits;
    limits.depth = 2;
    CHECK(faults(R"([{},[],{"a":1}])", limits).empty());
    CHECK(faults(R"([{},{"a":{}}])", limits) == Faults{"json-too-deep /1/a 1:10"});
  }

  TEST_CASE("a text is read up to the byte limit and refused above it") {
    Limits limits;
    limits.bytes = 4;
    CHECK(faults("[12]", limits).empty());
    CHECK(faults("[123]", limits) == Faults{"json-too-large  1:1"});
  }

  TEST_CASE("values are counted up to the limit") {
    Limits limits;
    limits.values = 3;
    CHECK(faults("[1,2]", limits).empty());
    CHECK(faults("[1,{},3]", limits) == Faults{"json-too-large  1:7"});
  }

  TEST_CASE("a number is read up to 1000 characters, and each longer one is refused") {
    CHECK(faults("[0." + std::string(998, '1') + "]").empty());
    const std::string tiny = "0." + std::string(999, '1');
    CHECK(faults("{\"a\": " + tiny + ",\n\"b\": [" + tiny + "]}") ==
          Faults{"number-too-long /a 1:7", "number-too-long /b/0 2:7"});
  }

  TEST_CASE("a number too large for the reader is refused at its place") {
    CHECK(faults("{\"名\": [1, 1e400]}") == Faults{"number-too-long /名/1 1:11"});
    CHECK(faults("[-1e400, 2]") == Faults{"number-too-long /0 1:2"});
    CHECK(faults(std::string(2000, '9')) == Faults{"number-too-long  1:1"});
    CHECK(faults("[" + std::string(400, '9') + "]") == Faults{"number-too-long /0 1:2"});
  }

  TEST_CASE("duplicates found before a number too large are still reported") {
    CHECK(faults("[{\"a\":1,\"a\":2}, 1e999]") == Faults{"duplicate-key /0/a 1:9", "number-too-long /1 1:17"});
  }

  TEST_CASE("a pointer escapes tilde and slash") {
    CHECK(pointer_join("", "a/b") == "/a~1b");
    CHECK(pointer_join("/x", "~1") == "/x/~01");
    CHECK(pointer_join("/x", "") == "/x/");
    CHECK(pointer_join("/x", 12) == "/x/12");
  }

  TEST_CASE("the writer puts commas and colons where they belong") {
    JsonWriter out;
    out.object()
        .key("a")
        .array()
        .integer(1)
        .integer(-9223372036854775807 - 1)
        .array()
        .end_array()
        .object()
        .end_object()
        .end_array();
    out.key("b")
        .boolean(true)
        .key("c")
        .null()
        .key("d")
        .string("x")
        .key("e")
        .raw("{\"f\":0.10}")
        .key("g")
        .boolean(false)
        .end_object();
    CHECK(out.take() == R"({"a":[1,-9223372036854775808,[],{}],"b":true,"c":null,"d":"x","e":{"f":0.10},"g":false})");
  }

  TEST_CASE("the writer escapes quotes, backslashes and control characters only") {
    JsonWriter out;
    out.string("\"\\/\b\f\n\r\t\x01\x1F\x7F绩é𠀀");
    CHECK(out.take() == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7F绩é𠀀\"");
    out.object().key("a\"b").string("").end_object();
    CHECK(out.take() == R"({"a\"b":""})");
  }

  TEST_CASE("the writer leaves out an empty language") {
    JsonWriter out;
    out.array().text({"甲", "A"}).text({"甲", ""}).text({"", "A"}).text({}).end_array();
    CHECK(out.take() == R"([{"zh-CN":"甲","en":"A"},{"zh-CN":"甲"},{"en":"A"},{}])");
  }

  TEST_CASE("what is read and written again is the same without its spaces") {
    CHECK(rewritten("{ \"b\" : [ 0.10 , -0, 1e2, true , null ],\r\n\t\"a\" : { } , \"\\u7ee9\" : \"\\\"\\n\" }") ==
          "{\"b\":[0.10,-0,1e2,true,null],\"a\":{},\"绩\":\"\\\"\\n\"}");
  }
}
