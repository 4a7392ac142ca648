// A manufacturer counts by his own definition, over his own devices, and accepts a little less than we show.
// Owns how much less.
#include "server/demo_manufacturers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "engines/simulation/random.h"
#include "server/application.h"
#include "server/demo_orders.h"

namespace manyi::demo {
namespace {

constexpr std::uint64_t kStatementStream = 604;
constexpr int kStatedMonths = 6;
constexpr std::array<const char*, 5> kStated = {"csat_rate", "tat_attain", "rrr", "ftfr", "part_nff_rate"};
constexpr double kNotAccepted = 0.012;  // at most, of the cases

Result<performance::MetricCells> counted(server::Application& app, TenantId tenant, const char* metric,
                                         const std::string& manufacturer, Date from, Date to) {
  performance::KpiQuery query;
  query.metrics = {metric};
  query.from = from.text();
  query.to = to.text();
  query.definition = manufacturer;
  query.where = "manufacturer = '" + manufacturer + "'";
  MANYI_TRY(auto answer, app.performance().evaluate(Caller::system(tenant), query));
  return std::move(answer.metrics.at(0));
}

}  // namespace

Result<void> state_manufacturer_values(server::Application& app, const Company& company, Date running) {
  std::map<std::string, catalog::ManufacturerId> partners;
  for (std::size_t i = 0; i < company.models.size(); ++i)
    partners.emplace(company.model_plans[i].manufacturer, company.manufacturers[i]);
  std::vector<manufacturers::ImportedManufacturerValue> stated;
  for (int back = kStatedMonths; back >= 1; --back) {
    const Date from = running.plus_months(-back), to = running.plus_months(-back + 1);
    for (const auto& [name, manufacturer] : partners)
      for (const char* metric : kStated) {
        MANYI_TRY(const auto told, counted(app, company.tenant, metric, name, from, to));
        if (told.cells.empty()) continue;
        const auto& cell = told.cells.front();
        if (!cell.value || cell.pending > 0 || !cell.numerator || !cell.denominator) continue;
        simulation::Random luck(static_cast<std::uint64_t>(from.days()), kStatementStream, stated.size());
        const double less = std::round(*cell.denominator * luck.between(0, kNotAccepted));
        const double seen = *cell.numerator + (told.better == "up" ? -less : less);
        manufacturers::ImportedManufacturerValue in;
        in.import_source = std::string(kDemoSource);
        in.source_id = name + "-" + metric + "-" + from.text();
        in.manufacturer_id = manufacturer;
        in.metric = metric;
        in.period_from = from;
        in.period_to = to;
        in.numerator = std::clamp(seen, 0.0, *cell.denominator);
        in.denominator = cell.denominator;
        in.n = cell.n;
        stated.push_back(std::move(in));
      }
  }
  const auto written = app.database().write(company.tenant, [&](db::Tx& tx) -> Result<void> {
    for (const auto& one : stated)
      MANYI_CHECK(app.manufacturer_values().record(tx, Caller::system(company.tenant), one));
    return {};
  });
  return written ? Result<void>() : written.error();
}

}  // namespace manyi::demo
