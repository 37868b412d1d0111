// A fold in words: for sentences ("各项得分之和") and for formulas ("平均(月度得分率) × 满分").
#pragma once

#include "telling.h"

namespace yardstick {

/// "平均" / "mean".
Text take_name(Take take);
/// ", 去掉最高1个、最低1个": what a fold drops or picks, and how many it needs; empty where neither.
Text fold_conditions(const Fold& fold);
/// The sentence of a fold over children, periods, records or linked units; `what` names the members.
/// Of what are no points, the values themselves are meant.
Text fold_sentence(const Fold& fold, const Text& what, const Text& full_marks, bool points = true);
/// The same as a formula in words.
Text fold_formula(const Fold& fold, const Text& what);

}  // namespace yardstick
