// A dataset's text with changes put in. Whether figures fit a scheme is not looked at here: loading says it.
#pragma once

#include "reader.h"

namespace yardstick {

/// The member of an object, made where it is not there.
Json& member_of(Json& object, const std::string& key, Json::Kind kind);
/// Whether there was one.
bool drop_member(Json& object, const std::string& key);

/// All that a dataset says of a fact of a class: readings, records, up to which day they are complete.
void drop_fact(Json& dataset, const std::string& cls, const std::string& fact);

/// Changes, one after another: those of `edit` about readings (with a key or without), records, links and given figures, which
/// may say by whom, by which document and when they were decided ("by", "document", "date"); and
///   {"class", "units": [unit]}    the class's units anew: the values of those that stay move with them, new ones have none,
///                                 all that those had who go goes with them; a link goes when no class has its unit any more
///   {"class", "groups": {…}}      {"class", "fact", "drop": true}
///   {"periods": […]}              what was reported for periods that are no longer there goes, but for records, which have
///                                 days of their own: loading tells of those
///   {"scheme": {"version"}}       any of "title", "note", "asOf", "closed", "view", "invented", "closedThrough", "history";
///                                 null takes it away
/// Faults of a change stand in its reader's sink, of the dataset in `sink`. `dataset` is of no use after one.
void rewrite(Json& dataset, const Sink& sink, const Reader& changes);

}  // namespace yardstick
