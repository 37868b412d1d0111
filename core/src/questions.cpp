#include "questions.h"

#include "compare.h"
#include "lesson.h"
#include "publishing.h"
#include "robust.h"
#include "tune.h"

namespace yardstick {

namespace {

// Shapes of queries and answers: site/src/engine/types.ts and desk-types.ts.
constexpr Question questions[] = {
    // How things stand.
    {"rows", write_rows, nullptr, true},  // a class's units with one node's figures, in order
    {"card", write_card},            // a unit's tree, its outcomes and what stands beside them
    {"explain", write_explanation},  // one node of one unit: sentence, figures, clauses, records
    {"histogram", write_histogram, nullptr, true},
    {"outcome", write_sheet},        // one outcome with its arithmetic and all whom it concerns
    {"result", write_result},        // the result document
    // What could become of them.
    {"form", write_form},            // what a unit's figures rest on, as fields
    {"grid", write_grid},            // a class's facts with all its units beside each other
    {"indicator", write_indicator},  // what a page about one node says
    {"range", nullptr, begin_ranges},  // how low and how high figures can still come out
    {"solve", nullptr, begin_solve},   // for which values of one figure a goal is reached
    {"path", nullptr, begin_path},     // the least effort over several figures
    {"ledger", write_ledger},        // points lost by clause, and what can be won back
    {"differ", write_difference},    // a unit's card from one set of changes to another
    // What a lesson is made of.
    {"stories", write_stories},      // the scheme's cases, without what comes out
    {"steps", write_order_of_steps},  // a card's nodes and outcomes, each after all it reads
    {"quiz", write_quiz},            // boundary cases as questions, with their answers
    {"notable", write_notable},      // what a lesson is built from
    {"guess", write_guess},          // a figure, a level or an order that somebody guessed
    // What if the scheme were another.
    {"tune", write_tune},            // the parameters and weights that can be moved in a class, with sliders
    {"weights", write_weights},      // the others beside some that are set, so that the sum stays
    {"compare", write_compare},      // one board beside another: who changes points, place, grade, verdict, and by which clause
    {"robust", nullptr, begin_robust},  // how places hold while weights move within a band
    // What is published.
    {"personal", write_personal},    // what it says of persons
    {"hold_back", write_held_back},  // the dataset without that, and with the figures that rest on it
    {"verify", nullptr, nullptr, false, write_verification},  // what differs between two published boards
};

}  // namespace

const Question* question_named(const std::string& name) {
  for (const Question& question : questions)
    if (name == question.name) return &question;
  return nullptr;
}

}  // namespace yardstick
