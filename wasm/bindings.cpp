// What crosses into JavaScript: Workbook, and nothing else. Registration only; wasm/yardstick.d.ts says the same in types.
#include <emscripten/bind.h>

#include "yardstick/workbook.h"

EMSCRIPTEN_BINDINGS(yardstick) {
  using yardstick::Workbook;
  emscripten::class_<Workbook>("Workbook")
      .constructor<>()
      .function("load", &Workbook::load)
      .function("openCase", &Workbook::open_case)
      .function("check", &Workbook::check)
      .function("edit", &Workbook::edit)
      .function("rewrite", &Workbook::rewrite)
      .function("blank", &Workbook::blank)
      .function("ask", &Workbook::ask)
      .function("cases", &Workbook::cases)
      .function("casesOf", &Workbook::cases_of)
      .function("start", &Workbook::start)
      .function("step", &Workbook::step)
      .function("stop", &Workbook::stop);
}
