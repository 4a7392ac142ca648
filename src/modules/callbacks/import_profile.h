// Answers to surveys from files.
// Owns what a row of such a file means as an answer.
#pragma once

#include "modules/callbacks/callbacks.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::callbacks {

/// Registers `survey-answers`. What `needs` names, and `answers`, outlive `profiles`.
void add_import_profile(imports::Profiles& profiles, SurveyAnswers& answers, Needs needs);

}  // namespace manyi::callbacks
