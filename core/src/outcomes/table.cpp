#include "outcome.h"

namespace yardstick {

const OutcomeKind* outcome_kind(NodeType type) {
  static const std::vector<OutcomeKind> kinds{
      {NodeType::rank, "rank", parse_rank},
      {NodeType::level, "level", parse_level},
      {NodeType::veto, "veto", parse_veto},
      {NodeType::verdict, "verdict", parse_verdict},
      {NodeType::quota, "quota", parse_quota},
      {NodeType::honour, "honour", parse_honour},
      {NodeType::run, "run", parse_run},
      {NodeType::convert, "convert", parse_convert},
      {NodeType::award, "award", parse_award},
      {NodeType::pool, "pool", parse_pool},
      {NodeType::decision, "decision", parse_decision},
  };
  for (const OutcomeKind& kind : kinds)
    if (kind.type == type) return &kind;
  return nullptr;
}

}  // namespace yardstick
