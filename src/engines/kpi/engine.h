// The engine of one tenant: its fact tables, its catalogue, one door for questions.
// Owns which table serves which metric, and when a cube may answer instead of a scan.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/kpi/cube.h"
#include "engines/kpi/evaluate.h"
#include "engines/kpi/facts.h"
#include "engines/kpi/metric.h"

namespace manyi::kpi {

struct DimensionInfo {
  std::string code, name_zh, name_en;
};

/// Thread-safe for questions and for changes of table rows; add_fact, load and maintain
/// belong to the start, before anybody asks.
class Engine {
 public:
  explicit Engine(TimeZone default_zone) : zone_(std::move(default_zone)) {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  /// Makes an empty table for a kind of fact. Call for all facts before load().
  FactTable& add_fact(FactSchema schema);
  /// Adds metric definitions. \errors as parse_metrics
  Result<void> load(std::string_view text, const std::string& file);
  /// Keeps a cube of one metric fresh from now on. \errors kNotFound; kInvalid for unknown dimensions.
  Result<void> maintain(std::string_view metric, Grain grain, const std::vector<std::string>& by);

  FactTable* table(std::string_view fact);
  const FactTable* table(std::string_view fact) const;
  const TimeZone& default_zone() const { return zone_; }
  std::vector<std::shared_ptr<const Metric>> metrics() const;
  Result<std::shared_ptr<const Metric>> metric(std::string_view code) const;
  /// Dimensions of all facts, each once, attributes last.
  std::vector<DimensionInfo> dimensions() const;

  /// Answers all or fails for all. \errors kNotFound for an unknown metric, else as kpi::evaluate
  Result<std::vector<MetricAnswer>> evaluate(const std::vector<std::string>& metrics,
                                             const Query& query) const;
  Result<Cases> cases(std::string_view metric, const Query& query, Part part, std::int64_t after,
                      std::size_t limit) const;

 private:
  TimeZone zone_;
  std::map<std::string, std::unique_ptr<FactTable>, std::less<>> tables_;
  std::unique_ptr<Catalogue> catalogue_;
  std::vector<std::pair<FactTable*, std::unique_ptr<Cube>>> cubes_;
};

}  // namespace manyi::kpi
