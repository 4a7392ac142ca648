// One month's scorecards, made from weights, figures and targets.
// Owns how a scope's rows come about; the arithmetic is in rules.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modules/scorecards/figures.h"

namespace manyi::scorecards {

enum class Detail {
  kScore,  // what the score needs
  kPage,   // rolling figures beside
};

/// Lives as long as one answer.
class CardMaker {
 public:
  CardMaker(const Scorecards::Needs& needs, const ExpectedValue& expected, db::ReadTx& tx, TenantId tenant,
            const Month& month, Values values, bool running);

  /// \errors kUnavailable
  Result<Scorecard> card(const targets::TargetScope& scope, Detail detail);
  Result<Scorecard> card_of(const org::Employee& person, Detail detail);
  Figures& figures() { return figures_; }

 private:
  struct Weights {
    std::vector<targets::WeightedMetric> metrics;
    std::optional<Role> role;
    WeightsFrom from = WeightsFrom::kRole;
  };
  Weights weights_for(const targets::TargetScope& scope);
  Weights weights_of_unit(const std::string& key);
  const std::vector<targets::WeightedMetric>& weights_of(Role role);
  bool leads_company(const org::Employee& person);
  std::optional<targets::Levels> levels_of(const std::string& metric, const targets::TargetScope& scope);
  Result<CardRow> row_of(const targets::WeightedMetric& weighted, const targets::TargetScope& scope,
                         const org::Employee* person, Detail detail);
  Result<Scorecard> finish(Scorecard card, const targets::TargetScope& scope, const Weights& weights,
                           const org::Employee* person, Detail detail);
  Result<void> add_reputation(Scorecard& card, const targets::TargetScope& scope);

  const Scorecards::Needs& needs_;
  const ExpectedValue& expected_;
  db::ReadTx& tx_;
  const TenantId tenant_;
  const Month month_;
  const bool running_;
  Figures figures_;
  std::map<Role, std::vector<targets::WeightedMetric>> weights_;
  std::map<std::pair<std::string, targets::TargetScope>, targets::Levels> levels_;
  bool levels_read_ = false;
  std::map<targets::TargetScope, std::vector<targets::TargetScope>> above_;
};

targets::TargetScope scope_of_person(EmployeeId id);

}  // namespace manyi::scorecards
