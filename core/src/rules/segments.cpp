// 分段插值: rows whose points run from one end to the other, in the value or in its logarithm.
#include "../kernel.h"
#include "../reach.h"
#include "rule.h"

namespace yardstick {

namespace {

struct Segment {
  Number from, to, low, high;  // points at `from` and at `to`
  Where where;
};

/// The value's points: what the scoring and the telling share.
struct Segmented final : CellKernel {
  std::vector<Segment> rows;
  bool logarithmic = false, ends = false;
  std::optional<Number> gap, outside;  // nothing: invalid
  bool rounds() const override { return logarithmic; }

  /// The row that holds the value: `to` belongs to it where no next row begins there.
  const Segment* row_of(const Number& value) const {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (value < rows[i].from || value > rows[i].to) continue;
      if (value == rows[i].to && i + 1 < rows.size() && rows[i + 1].from == value) continue;
      return &rows[i];
    }
    return nullptr;
  }

  /// Points beside the rows; nothing: invalid.
  std::optional<Number> beside(const Number& value) const {
    if (rows.empty()) return std::nullopt;
    if (value > rows.front().from && value < rows.back().to) return gap;
    if (!ends) return outside;
    return value < rows.front().from ? rows.front().low : rows.back().high;
  }

  bool cell(const KernelView& view, std::size_t at, Number& out) const override {
    const Number& value = view.value(0, at);
    const Segment* row = row_of(value);
    if (!row) {
      const auto points = beside(value);
      if (points) out = *points;
      return points.has_value();
    }
    const auto points = inside(*row, value);
    if (points) out = *points;
    return points.has_value();
  }
  /// Points at a value inside a row.
  std::optional<Number> inside(const Segment& row, const Number& value) const {
    Number share = (value - row.from) / (row.to - row.from);
    if (logarithmic) {
      const auto logarithms = log_ratio(value / row.from, row.to / row.from);
      if (!logarithms) return std::nullopt;
      share = logarithms->value;
    }
    return row.low + (row.high - row.low) * share;
  }
  /// Within a row the points go one way: its ends bound them.
  Span span(const SpanView& view, std::size_t at) const override {
    const Span& value = view.input(0, at);
    if (!value.known) return value;
    Span result;
    bool any = false;
    const auto take = [&](const Span& span) {
      result = any ? join(result, span) : span;
      any = true;
    };
    const auto given = [](const std::optional<Number>& points) { return points ? Span::of(*points) : Span::of(Status::invalid); };
    if (value.exact()) {
      const Segment* row = row_of(*value.low);
      take(given(row ? inside(*row, *value.low) : beside(*value.low)));
    } else {
      std::vector<Number> edges;
      for (const Segment& row : rows) {
        if (edges.empty() || edges.back() != row.from) edges.push_back(row.from);
        edges.push_back(row.to);
      }
      std::size_t first = 0, last = 0;
      if (view.algebra.clear_of(value, edges, first, last) && value.form) {
        const Segment* row = row_of(value.form->at(view.algebra.gap->sample()));
        if (!row) take(given(beside(value.form->at(view.algebra.gap->sample()))));
        else if (!logarithmic)
          take(view.algebra.add(view.algebra.multiply(view.algebra.subtract(value, Span::of(row->from)), Span::of((row->high - row->low) / (row->to - row->from))), Span::of(row->low)));
      }
      if (!any) {
        for (const Segment& row : rows) {
          if ((value.high && *value.high < row.from) || (value.low && *value.low > row.to)) continue;
          const auto a = inside(row, value.low ? max(*value.low, row.from) : row.from), b = inside(row, value.high ? min(*value.high, row.to) : row.to);
          if (!a || !b) return Span::anything();
          take(Span::between(min(*a, *b), max(*a, *b)));
        }
        if (!value.low || *value.low < rows.front().from) take(given(ends ? std::optional(rows.front().low) : outside));
        if (!value.high || *value.high > rows.back().to) take(given(ends ? std::optional(rows.back().high) : outside));
        for (std::size_t i = 1; i < rows.size(); ++i)
          if (rows[i].from > rows[i - 1].to && (!value.low || *value.low < rows[i].from) && (!value.high || *value.high > rows[i - 1].to)) take(given(gap));
        if (!any) take(given(outside));
      }
    }
    result.others |= value.others;
    return result;
  }
  Text why(Status) const override { return say("不在任何一段之内", "outside every segment"); }
};

struct Segments final : Rule {
  Formula value;
  bool percent = false;  // limits are written "95%"
  std::shared_ptr<Segmented> kernel = std::make_shared<Segmented>();

  std::string_view kind() const override { return "segments"; }
  const Formula* measured() const override { return &value; }

  Column lower(Builder& b) const override {
    const Column v = b.number(value);
    b.part("value", v);
    const auto& rows = kernel->rows;
    for (std::size_t i = 0; i < rows.size(); ++i)
      b.check_row(value, rows[i].from, rows[i].to, i + 1 == rows.size() || rows[i + 1].from != rows[i].to, rows[i].where);
    return b.kernel(kernel, {v});
  }

  static Text given(const std::optional<Number>& points) {
    return points ? say("得{0}分", "{0}", {plain(points_text(*points))}) : say("无法计分", "no points can be given");
  }

  std::vector<Text> rows_said() const {
    std::vector<Text> parts;
    for (const Segment& row : kernel->rows) {
      const Text from = plain(quantity_text(row.from, percent)), to = plain(quantity_text(row.to, percent)), low = plain(points_text(row.low));
      parts.push_back(row.low == row.high
                          ? say("{0}至{1}得{2}分", "{2} from {0} to {1}", {from, to, low})
                          : say("{0}至{1}由{2}分到{3}分", "from {2} to {3} between {0} and {1}", {from, to, low, plain(points_text(row.high))}));
    }
    if (gapped()) parts.push_back(say("两段之间{0}", "between rows {0}", {given(kernel->gap)}));
    parts.push_back(kernel->ends ? say("两头之外按端点计", "beyond the ends as at the ends") : say("各段之外{0}", "outside {0}", {given(kernel->outside)}));
    return parts;
  }
  Text lead(const Telling& t) const {
    return say("{2}按{0}分段{1}插值", "{2}interpolated {1}by {0}",
               {t.value(value, false), kernel->logarithmic ? say("对数", "in its logarithm ") : Text{},
                t.has_full() ? say("满分{0}分，", "Out of {0}, ", {t.full_marks()}) : Text{}});
  }

  Text sentence(const Telling& t) const override {
    return say("{0}：{1}。", "{0}: {1}.", {lead(t), joined(rows_said(), "；", "; ")});
  }
  Details details(const Telling& t) const override { return listed(lead(t), rows_said()); }

  std::vector<Laid> tables(const Telling& t) const override {
    Laid laid{say("按{0}分段", "Rows by {0}", {t.value(value, false)}),
              {say("从", "from"), say("到", "to"), say("起点得分", "points at the start"), say("终点得分", "points at the end")}, {}};
    for (const Segment& row : kernel->rows)
      laid.rows.push_back({plain(quantity_text(row.from, percent)), plain(quantity_text(row.to, percent)), plain(points_text(row.low)), plain(points_text(row.high))});
    const auto beside = [&](const Text& where, const std::optional<Number>& points) {
      const Text text = points ? plain(points_text(*points)) : say("无法计分", "none");
      laid.rows.push_back({where, {}, text, text});
    };
    if (gapped()) beside(say("两段之间", "between rows"), kernel->gap);
    if (!kernel->ends) beside(say("各段之外", "outside"), kernel->outside);
    return {laid};
  }

  bool gapped() const {
    for (std::size_t i = 1; i < kernel->rows.size(); ++i)
      if (kernel->rows[i].from > kernel->rows[i - 1].to) return true;
    return false;
  }

  Text formula(const Telling& t) const override {
    const Text words = kernel->logarithmic ? say("按 {0} 在所在段内对数插值", "interpolated in the logarithm of {0} within its row", {t.value(value, false)})
                                           : say("按 {0} 在所在段内插值", "interpolated by {0} within its row", {t.value(value, false)});
    const auto v = t.number(t.node.part("value"));
    if (!v) return words;
    const Segment* row = kernel->row_of(*v);
    const Text term = t.value(value);
    if (!row || row->low == row->high) {
      const auto points = row ? std::optional(row->low) : kernel->beside(*v);
      return points ? plain(points_text(*points)) : words;
    }
    const bool falls = row->high < row->low;
    const char* linear = falls ? "{0} − {1} × ({2} − {3}) ÷ ({4} − {3})" : "{0} + {1} × ({2} − {3}) ÷ ({4} − {3})";
    const char* logarithm = falls ? "{0} − {1} × ln({2} ÷ {3}) ÷ ln({4} ÷ {3})" : "{0} + {1} × ln({2} ÷ {3}) ÷ ln({4} ÷ {3})";
    const char* pattern = kernel->logarithmic ? logarithm : linear;
    return say(pattern, pattern,
               {term_of(row->low), plain(points_text(abs(row->high - row->low))), term, term_of(row->from), term_of(row->to)});
  }

  /// In brackets where it would stand after an operator with a minus.
  static Text term_of(const Number& number) { return plain(number.is_negative() ? "(" + points_text(number) + ")" : points_text(number)); }

  std::optional<Number> best(const Number& full) const override {
    if (kernel->rows.empty()) return full;
    Number most = kernel->rows[0].low;
    for (const Segment& row : kernel->rows) most = max(most, max(row.low, row.high));
    if (kernel->gap) most = max(most, *kernel->gap);
    if (kernel->outside) most = max(most, *kernel->outside);
    return most;
  }
};

}  // namespace

std::shared_ptr<const Rule> parse_segments(Fields& fields) {
  auto rule = std::make_shared<Segments>();
  Segmented& kernel = *rule->kernel;
  rule->value = fields.need_formula("value");
  kernel.logarithmic = fields.choice("scale", {"linear", "log"}) == "log";
  if (const auto rows = fields.need("rows")) {
    for (const Reader& item : rows->items()) {
      Fields row(item);
      Segment segment;
      segment.where = item.where();
      if (const auto from = row.need("from")) segment.from = from->quantity();
      if (const auto to = row.need("to")) segment.to = to->quantity();
      if (const auto points = row.need("points")) {
        const auto pair = points->items();
        if (pair.size() == 2) {
          segment.low = pair[0].quantity();
          segment.high = pair[1].quantity();
        } else if (points->json->is(Json::Kind::array)) {
          points->fault(Code::wrong_format, {std::to_string(pair.size()), "[\"10\", \"8\"]"});
        }
      }
      row.done();
      if (!(segment.to > segment.from)) item.fault(Code::rows_unsorted, {segment.from.exact(), segment.to.exact()});
      else if (!kernel.rows.empty() && segment.from < kernel.rows.back().to)
        item.fault(Code::rows_unsorted, {kernel.rows.back().to.exact(), segment.from.exact()});
      if (kernel.logarithmic && !(segment.from > 0)) item.fault(Code::bad_quantity, {segment.from.exact()});
      kernel.rows.push_back(std::move(segment));
    }
    if (kernel.rows.empty()) rows->fault(Code::missing_key, {"rows"});
  }
  const auto points = [](const Reader& reader, std::optional<Number>& out) {
    if (reader.json->text != "invalid") out = reader.quantity();
  };
  if (const auto gap = rule->gapped() ? fields.need("gap") : fields.get("gap")) points(*gap, kernel.gap);
  if (const auto outside = fields.need("outside")) {
    kernel.ends = outside->json->text == "ends";
    if (!kernel.ends) points(*outside, kernel.outside);
  }
  return rule;
}

}  // namespace yardstick
