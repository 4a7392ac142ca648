// Pay of the demo company: bonus rules and the sheets of the last months, with the people's own answers.
// Owns its amounts and who appeals.
#pragma once

#include "base/result.h"
#include "modules/scorecards/bonus.h"
#include "platform/db/db.h"
#include "server/demo_company.h"

namespace manyi::demo {

/// To be called when all records are written and targets are in force: sets the rules, works out three
/// months, locks the older two and leaves one appeal of the last open.
/// \errors whatever a command refuses
Result<void> pay_bonuses(db::Database& database, scorecards::BonusSheets& bonus, const Company& company);

}  // namespace manyi::demo
