// A scheme in words: the page that an office hands to its staff.
#include "description.h"

#include <cstdio>

#include "describe.h"

using namespace yardstick;

bool print_description(const std::string& scheme, const std::string& path, const std::string& cls, const std::string& lang) {
  const auto refuse = [&](const std::vector<Diagnostic>& diagnostics) {
    for (const Diagnostic& d : diagnostics)
      if (d.severity == Severity::error)
        std::fprintf(stderr, "%s:%d:%d: error %s: %s\n", path.c_str(), d.line, d.column, code_name(d.code).c_str(), describe(d).in(lang).c_str());
    return false;
  };
  Checked<Document> document = read_document(scheme, "scheme");
  if (!document.value) return refuse(document.diagnostics);
  Checked<Scheme> parsed = parse_scheme(*document.value);
  if (!parsed.value || has_error(parsed.diagnostics)) return refuse(parsed.diagnostics);
  Checked<Plan> plan = compile(std::make_shared<const Scheme>(std::move(*parsed.value)), *document.value);
  if (!plan.value) return refuse(plan.diagnostics);
  const int index = cls.empty() ? -1 : plan.value->class_of(cls);
  if (!cls.empty() && index < 0) {
    std::fprintf(stderr, "yardstick: no class %s in %s\n", cls.c_str(), path.c_str());
    return false;
  }
  const std::string page = describe_scheme(*document.value, *plan.value, lang, index);
  std::fwrite(page.data(), 1, page.size(), stdout);
  return true;
}
