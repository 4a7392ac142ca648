// The door of the engine.
// Owns the order in which cubes and scans are asked.
#include "engines/kpi/engine.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace manyi::kpi {

Engine::~Engine() {
  for (auto& [table, cube] : cubes_) table->remove(*cube);
}

FactTable& Engine::add_fact(FactSchema schema) {
  if (catalogue_) throw std::logic_error("facts are added before metrics are loaded");
  const auto name = schema.fact();
  auto& slot = tables_[name];
  if (slot) throw std::logic_error("fact " + name + " is added twice");
  slot = std::make_unique<FactTable>(std::move(schema), zone_);
  return *slot;
}

Result<void> Engine::load(std::string_view text, const std::string& file) {
  if (!catalogue_) {
    std::vector<const FactSchema*> schemas;
    for (const auto& [name, table] : tables_) schemas.push_back(&table->schema());
    catalogue_ = std::make_unique<Catalogue>(std::move(schemas), zone_);
  }
  return catalogue_->add(text, file);
}

Result<void> Engine::maintain(std::string_view code, Grain grain, const std::vector<std::string>& by) {
  MANYI_TRY(auto found, metric(code));
  auto* facts = table(found->fact);
  MANYI_TRY(auto cube, Cube::create(*facts, std::move(found), grain, by));
  facts->observe(*cube);
  cubes_.emplace_back(facts, std::move(cube));
  return {};
}

FactTable* Engine::table(std::string_view fact) {
  const auto at = tables_.find(fact);
  return at == tables_.end() ? nullptr : at->second.get();
}

const FactTable* Engine::table(std::string_view fact) const {
  const auto at = tables_.find(fact);
  return at == tables_.end() ? nullptr : at->second.get();
}

std::vector<std::shared_ptr<const Metric>> Engine::metrics() const {
  return catalogue_ ? catalogue_->all() : std::vector<std::shared_ptr<const Metric>>{};
}

Result<std::shared_ptr<const Metric>> Engine::metric(std::string_view code) const {
  if (!catalogue_) return not_found("unknown_metric", "no metrics are loaded");
  return catalogue_->find(code);
}

std::vector<DimensionInfo> Engine::dimensions() const {
  std::vector<DimensionInfo> all;
  std::vector<DimensionInfo> attributes;
  std::set<std::string> seen;
  for (const auto& [name, table] : tables_) {
    for (const auto& column : table->schema().columns())
      if (column.kind == ColumnKind::kDimension && seen.insert(column.name).second)
        all.push_back({column.name, column.name_zh, column.name_en});
    const auto lock = table->read_lock();
    for (auto& attribute : table->attribute_dimensions())
      if (seen.insert(attribute).second)
        attributes.push_back({attribute, attribute.substr(5), attribute.substr(5)});
  }
  all.insert(all.end(), attributes.begin(), attributes.end());
  return all;
}

Result<std::vector<MetricAnswer>> Engine::evaluate(const std::vector<std::string>& metrics,
                                                   const Query& query) const {
  std::vector<MetricAnswer> answers;
  for (const auto& code : metrics) {
    MANYI_TRY(auto found, metric(code));
    const auto* facts = table(found->fact);
    std::optional<std::vector<Cell>> kept;
    {
      const auto lock = facts->read_lock();
      for (const auto& [table, cube] : cubes_)
        if (table == facts && (kept = cube->answer(*facts, *found, query))) break;
    }
    if (kept) {
      answers.push_back({std::move(found), std::move(*kept)});
      continue;
    }
    MANYI_TRY(auto answer, kpi::evaluate(*facts, std::move(found), query));
    answers.push_back(std::move(answer));
  }
  return answers;
}

Result<Cases> Engine::cases(std::string_view code, const Query& query, Part part, std::int64_t after,
                            std::size_t limit) const {
  MANYI_TRY(auto found, metric(code));
  const auto* facts = table(found->fact);
  return kpi::cases(*facts, std::move(found), query, part, after, limit);
}

}  // namespace manyi::kpi
