// Metrics that people write on top of those that were loaded.
// Owns the check of a text before it counts, and the change of catalogue while others ask.
#include "engines/kpi/engine.h"

namespace manyi::kpi {

std::shared_ptr<const Catalogue> Engine::in_force() const {
  const std::lock_guard lock(own_mutex_);
  return with_own_ ? with_own_ : catalogue_;
}

std::vector<Error> Engine::set_own(const std::vector<std::string>& texts) {
  auto next = std::make_shared<Catalogue>(catalogue());
  std::vector<Error> unfit;
  for (const auto& text : texts)
    for (auto& error : next->add_fitting(text, "text")) unfit.push_back(std::move(error));
  for (auto& error : next->drop_unfit()) unfit.push_back(std::move(error));
  const std::lock_guard lock(own_mutex_);
  with_own_ = std::move(next);
  return unfit;
}

Result<std::shared_ptr<const Metric>> Engine::examine(std::string_view text, const std::string& file) const {
  std::vector<const FactSchema*> schemas;
  for (const auto& [name, table] : tables_) schemas.push_back(&table->schema());
  MANYI_TRY(const auto parsed, parse_metrics(text, file, schemas, zone_));
  if (parsed.size() != 1) return invalid(file, "one_metric", "1:1: expected exactly one metric");
  const auto catalogue = in_force();
  if (!catalogue) return not_found("unknown_metric", "no metrics are loaded");
  Catalogue trial(*catalogue);
  MANYI_CHECK(trial.add(text, file));
  MANYI_CHECK(trial.check());
  return parsed.front();
}

Result<MetricAnswer> Engine::preview(std::string_view text, const std::string& file,
                                     const Query& query) const {
  std::vector<const FactSchema*> schemas;
  for (const auto& [name, table] : tables_) schemas.push_back(&table->schema());
  MANYI_TRY(auto parsed, parse_metrics(text, file, schemas, zone_));
  if (parsed.size() != 1) return invalid(file, "one_metric", "1:1: expected exactly one metric");
  MANYI_TRY(auto all, cells(parsed.front(), query));
  return MetricAnswer{std::move(parsed.front()), std::move(all), {}};
}

}  // namespace manyi::kpi
