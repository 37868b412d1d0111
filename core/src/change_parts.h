// The parts of a change about one unit's figures, as `edit` and `rewrite` take them.
#pragma once

#include <optional>

#include "reader.h"

namespace yardstick {

/// A figure that is given (node), a link with its ends, a list of records, or a reading: which it is says what else is needed.
struct ChangeParts {
  std::optional<Reader> unit, node, link, to, fact, records, period, value, key;
  /// Nothing that it needs is left out; what is, has been told.
  bool whole = false;
};

inline ChangeParts take_change(Fields& fields) {
  ChangeParts parts;
  parts.unit = fields.need("unit");
  if (!(parts.node = fields.get("node")) && (parts.link = fields.get("link"))) parts.to = fields.need("to");
  if (!parts.node && !parts.link) parts.fact = fields.need("fact");
  if (parts.fact) parts.records = fields.get("records");
  const bool dated = parts.node || (parts.fact && !parts.records);
  if (dated) {
    parts.period = fields.need("period");
    parts.value = fields.need("value");
  }
  if (parts.fact && !parts.records) parts.key = fields.get("key");
  parts.whole = parts.unit && (parts.node || parts.link || parts.fact) && (!parts.link || parts.to) && (!dated || (parts.period && parts.value));
  return parts;
}

}  // namespace yardstick
