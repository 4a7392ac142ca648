// What scorecards tells the others: ids, enums, months and amounts, never what somebody wrote.
// Owns the kinds bonus.*.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/scorecards/bonus.h"
#include "platform/journal/events.h"

namespace manyi::scorecards {

/// A version of the terms, in force from that month on.
struct BonusRuleSet {
  static constexpr std::string_view kKind = "bonus.rule_set";
  static constexpr int kSchema = 1;
  BonusRuleId rule;
  std::string valid_from;
  std::vector<journal::Subject> subjects() const { return {{"bonus_rule", rule.value()}}; }
};
BOOST_DESCRIBE_STRUCT(BonusRuleSet, (), (rule, valid_from))

struct BonusSheetFact {
  static constexpr int kSchema = 1;
  BonusSheetId sheet;
  EmployeeId employee;
  std::string month;
  SheetState state = SheetState::kDraft;  // after it
  Money total;
  std::vector<journal::Subject> subjects() const { return {{"bonus_sheet", sheet.value()}}; }
};
BOOST_DESCRIBE_STRUCT(BonusSheetFact, (), (sheet, employee, month, state, total))

/// Made, or a draft made anew.
struct BonusSheetComputed : BonusSheetFact {
  static constexpr std::string_view kKind = "bonus.sheet_computed";
  std::optional<double> score;
  double factor = 0;
};
BOOST_DESCRIBE_STRUCT(BonusSheetComputed, (BonusSheetFact), (score, factor))

/// One step: sent, confirmed, appealed, decided, approved, corrected, paid.
struct BonusSheetMoved : BonusSheetFact {
  static constexpr std::string_view kKind = "bonus.sheet_moved";
  SheetStep step = SheetStep::kSend;
  SheetState from = SheetState::kDraft;
  std::optional<AppealDecision> decision;
};
BOOST_DESCRIBE_STRUCT(BonusSheetMoved, (BonusSheetFact), (step, from, decision))

struct BonusMonthLocked {
  static constexpr std::string_view kKind = "bonus.month_locked";
  static constexpr int kSchema = 1;
  std::string month;
  std::int64_t sheets = 0;
  Money total;
  std::vector<journal::Subject> subjects() const { return {}; }
};
BOOST_DESCRIBE_STRUCT(BonusMonthLocked, (), (month, sheets, total))

}  // namespace manyi::scorecards
