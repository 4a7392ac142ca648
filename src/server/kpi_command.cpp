// Evaluating metrics for a terminal or a script.
// Owns units as people read them.
#include "server/kpi_command.h"

#include <cmath>
#include <cstdio>
#include <iostream>

#include "base/json.h"

namespace manyi::server {
namespace {

std::string fixed(double value, int places) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", places, value);
  return text;
}

std::string readable(const std::string& unit, double value) {
  if (unit == "percent") return fixed(value * 100, 1) + " %";
  constexpr double kMinute = 60000, kHour = 60 * kMinute;
  if (unit == "duration_ms")
    return std::abs(value) < 2 * kHour ? fixed(value / kMinute, 1) + " min" : fixed(value / kHour, 1) + " h";
  if (unit == "money") return fixed(value / 100, 2) + " CNY";
  return value == static_cast<double>(static_cast<long long>(value))
             ? std::to_string(static_cast<long long>(value))
             : fixed(value, 2);
}

void print_answer(const performance::KpiAnswer& answer) {
  for (const auto& metric : answer.metrics) {
    std::cout << metric.code << "  " << metric.name_zh << " / " << metric.name_en << "\n";
    std::vector<std::vector<std::string>> rows;
    for (const auto& cell : metric.cells) {
      std::string dims;
      for (const auto& [dimension, value] : cell.dims)
        dims += (dims.empty() ? "" : ", ") + dimension + "=" + value.value_or("-");
      const std::string interval = cell.interval ? readable(metric.unit, (*cell.interval)[0]) + " .. " +
                                                       readable(metric.unit, (*cell.interval)[1])
                                                 : "";
      rows.push_back({cell.period.from, cell.period.to, dims,
                      cell.value ? readable(metric.unit, *cell.value) : "no data", std::to_string(cell.n),
                      interval, cell.provisional ? "provisional" : "",
                      cell.unlinked > 0 ? std::to_string(cell.unlinked) + " unlinked" : ""});
    }
    print_table({"from", "to", "dims", "value", "n", "95 %", "", ""}, rows);
    std::cout << "\n";
  }
}

}  // namespace

Exit run_kpi(Application& application, TenantId tenant, const KpiCommand& command) {
  const Caller caller = Caller::system(tenant);
  InputErrors errors;
  std::optional<Instant> as_of;
  if (!command.as_of.empty()) read_text(command.as_of, as_of, "--as-of", errors);
  if (!errors.empty()) {
    print_error(invalid(std::move(errors.all())));
    return Exit::kUsage;
  }
  std::string from = command.from, to = command.to;
  if (from.empty() || to.empty()) {
    const Date today = TimeZone::utc().local_date(application.clock().now());
    if (to.empty()) to = today.plus_days(1).text();
    if (from.empty()) from = Date::of(today.year(), today.month(), 1)->text();
  }
  auto& performance = application.performance();
  if (command.cases) {
    if (command.metrics.size() != 1) {
      print_error(invalid("metric", "required", "--cases takes exactly one metric."));
      return Exit::kUsage;
    }
    performance::KpiCasesQuery query{command.metrics[0], from,         to, as_of,
                                     command.where,      command.part, {}, 200};
    if (!command.rolling.empty()) query.rolling = command.rolling;
    if (!command.definition.empty()) query.definition = command.definition;
    performance::CasePage all;
    do {
      auto page =
          application.database().read([&](db::ReadTx& tx) { return performance.cases(tx, caller, query); });
      if (!page) {
        print_error(page.error());
        return Exit::kFailed;
      }
      all.total_estimate = page->total_estimate;
      all.columns = page->columns;
      all.value_unit = page->value_unit;
      all.judged = page->judged;
      for (auto& item : page->items) all.items.push_back(std::move(item));
      query.cursor = page->next_cursor;
    } while (query.cursor);
    if (command.json) {
      std::cout << to_json(all) << "\n";
    } else {
      std::vector<std::vector<std::string>> rows;
      for (const auto& item : all.items)
        rows.push_back({item.no, item.id, item.value ? fixed(*item.value, 0) : ""});
      print_table({"no", "id", "value"}, rows);
    }
    return Exit::kOk;
  }
  performance::KpiQuery query;
  query.metrics = command.metrics;
  query.from = from;
  query.to = to;
  query.as_of = as_of;
  if (!command.grain.empty()) query.grain = command.grain;
  query.by = command.by;
  if (!command.where.empty()) query.where = command.where;
  if (!command.rolling.empty()) query.rolling = command.rolling;
  if (!command.definition.empty()) query.definition = command.definition;
  const auto answer = performance.evaluate(caller, query);
  if (!answer) {
    print_error(answer.error());
    return answer.error().code == ErrorCode::kInvalid ? Exit::kUsage : Exit::kFailed;
  }
  if (command.json)
    std::cout << to_json(*answer) << "\n";
  else
    print_answer(*answer);
  return Exit::kOk;
}

}  // namespace manyi::server
