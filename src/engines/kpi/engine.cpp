// The door of the engine.
// Owns the tables and the catalogue; questions are answered in answers.cpp.
#include "engines/kpi/engine.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace manyi::kpi {

Engine::~Engine() {
  for (auto& [table, cubes] : cubes_) table->remove(*cubes);
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
  return catalogue().add(text, file);
}

std::vector<Error> Engine::load_fitting(std::string_view text, const std::string& file) {
  return catalogue().add_fitting(text, file);
}

Catalogue& Engine::catalogue() {
  if (!catalogue_) {
    std::vector<const FactSchema*> schemas;
    for (const auto& [name, table] : tables_) schemas.push_back(&table->schema());
    catalogue_ = std::make_shared<Catalogue>(std::move(schemas), zone_);
  }
  return *catalogue_;
}

Result<void> Engine::check() const { return catalogue_ ? catalogue_->check() : Result<void>{}; }
std::vector<Error> Engine::drop_unfit() { return catalogue().drop_unfit(); }

Result<void> Engine::maintain(std::string_view code, Grain grain, const std::vector<std::string>& by) {
  MANYI_TRY(auto found, metric(code));
  if (found->formula)
    return invalid("/metric", "not_additive",
                   "metric " + found->code + " is a formula: keep its terms instead");
  auto* facts = table(found->fact);
  auto& cubes = cubes_[facts];
  if (!cubes) {
    cubes = std::make_unique<Cubes>(*facts);
    facts->observe(*cubes);
  }
  return cubes->maintain(std::move(found), grain, by);
}

void Engine::advance(Instant now) {
  for (auto& [table, cubes] : cubes_) {
    const auto lock = table->read_lock();
    cubes->advance(now);
  }
}

std::vector<std::string> Engine::fit_cubes(std::size_t bytes) {
  std::vector<std::string> dropped;
  while (cube_bytes() > bytes) {
    Cubes* heaviest = nullptr;
    std::optional<std::size_t> most;
    for (auto& [table, cubes] : cubes_)
      if (const auto size = cubes->largest(); size && (!most || *size > *most)) {
        most = size;
        heaviest = cubes.get();
      }
    if (!heaviest) break;
    dropped.push_back(heaviest->drop_largest());
  }
  return dropped;
}

std::size_t Engine::cube_bytes() const {
  std::size_t bytes = 0;
  for (const auto& [table, cubes] : cubes_) bytes += cubes->bytes();
  return bytes;
}

void Engine::forget_answers() {
  for (auto& [table, cubes] : cubes_) cubes->forget_answers();
}

std::vector<std::string> Engine::facts() const {
  std::vector<std::string> names;
  for (const auto& [name, table] : tables_) names.push_back(name);
  return names;
}

std::uint64_t Engine::kept_answers() const {
  std::uint64_t answers = 0;
  for (const auto& [table, cubes] : cubes_) answers += cubes->answered();
  return answers;
}

FactTable* Engine::table(std::string_view fact) {
  const auto at = tables_.find(fact);
  return at == tables_.end() ? nullptr : at->second.get();
}

std::vector<const FactTable*> Engine::tables() const {
  std::vector<const FactTable*> all;
  for (const auto& [fact, table] : tables_) all.push_back(table.get());
  return all;
}

const FactTable* Engine::table(std::string_view fact) const {
  const auto at = tables_.find(fact);
  return at == tables_.end() ? nullptr : at->second.get();
}

std::vector<std::shared_ptr<const Metric>> Engine::metrics() const {
  const auto catalogue = in_force();
  return catalogue ? catalogue->all() : std::vector<std::shared_ptr<const Metric>>{};
}

Result<std::shared_ptr<const Metric>> Engine::metric(std::string_view code) const {
  const auto catalogue = in_force();
  if (!catalogue) return not_found("unknown_metric", "no metrics are loaded");
  return catalogue->find(code);
}

std::vector<std::shared_ptr<const Metric>> Engine::definitions(std::string_view code) const {
  const auto catalogue = in_force();
  return catalogue ? catalogue->definitions(code) : std::vector<std::shared_ptr<const Metric>>{};
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

}  // namespace manyi::kpi
