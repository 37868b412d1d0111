#include "compiled.h"

namespace yardstick {

Compiled compile_text(const std::string& scheme) {
  const auto append = [](std::vector<Diagnostic>& to, const std::vector<Diagnostic>& from) { to.insert(to.end(), from.begin(), from.end()); };
  Compiled result;
  Checked<Document> document = read_document(scheme, "scheme");
  append(result.diagnostics, document.diagnostics);
  if (!document.value) return result;
  result.text = std::move(*document.value);
  Checked<Scheme> parsed = parse_scheme(result.text);
  append(result.diagnostics, parsed.diagnostics);
  if (!parsed.value) return result;
  const bool sound = !has_error(parsed.diagnostics);
  Checked<Plan> plan = compile(std::make_shared<const Scheme>(std::move(*parsed.value)), result.text, sound);
  append(result.diagnostics, plan.diagnostics);
  if (sound) result.plan = std::move(plan.value);
  return result;
}

}  // namespace yardstick
