// Counters and the Prometheus text.
// Owns the bucket bounds of the latency histogram.
#include "platform/http/metrics.h"

#include <algorithm>

#include "base/json.h"

namespace manyi::http {
namespace {

std::string seconds(std::int64_t microseconds) {
  std::string text;
  append_json_number(text, static_cast<double>(microseconds) / 1e6);
  return text;
}

}  // namespace

Metrics::Metrics(const Api& api) : api_(api) {
  for (std::size_t i = 0; i <= api.routes().size(); ++i) series_.push_back(std::make_unique<Series>());
}

void Metrics::count(const Route* route, int status, std::int64_t microseconds) {
  auto& series = *series_[route != nullptr ? route->index : series_.size() - 1];
  auto at = std::ranges::find(kStatuses, status);
  if (at == kStatuses.end()) at = std::ranges::find(kStatuses, 500);
  series.statuses[static_cast<std::size_t>(at - kStatuses.begin())].fetch_add(1, std::memory_order_relaxed);
  const auto bucket = std::ranges::lower_bound(kBoundsUs, microseconds) - kBoundsUs.begin();
  series.buckets[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  series.sum_us.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(microseconds, 0)),
                          std::memory_order_relaxed);
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> value) {
  drop_gauge(name);
  const std::scoped_lock lock(gauges_mutex_);
  gauges_.push_back({std::move(name), std::move(help), std::move(value)});
}

void Metrics::drop_gauge(std::string_view name) {
  const std::scoped_lock lock(gauges_mutex_);
  std::erase_if(gauges_, [&](const Gauge& gauge) { return gauge.name == name; });
}

std::string Metrics::text() const {
  std::string counts =
      "# HELP manyi_http_requests_total Requests answered.\n# TYPE manyi_http_requests_total counter\n";
  std::string times =
      "# HELP manyi_http_request_seconds Time from the whole request to the answer.\n"
      "# TYPE manyi_http_request_seconds histogram\n";
  for (std::size_t i = 0; i < series_.size(); ++i) {
    const auto& series = *series_[i];
    std::uint64_t total = 0;
    for (const auto& bucket : series.buckets) total += bucket.load(std::memory_order_relaxed);
    if (total == 0) continue;
    const Route* route = i < api_.routes().size() ? &api_.routes()[i] : nullptr;
    const std::string label =
        route != nullptr ? "method=\"" + std::string(name(route->method)) + "\",route=\"" + route->path + "\""
                         : "method=\"\",route=\"other\"";
    for (std::size_t s = 0; s < kStatuses.size(); ++s) {
      const auto value = series.statuses[s].load(std::memory_order_relaxed);
      if (value == 0) continue;
      counts += "manyi_http_requests_total{" + label + ",status=\"" + std::to_string(kStatuses[s]) + "\"} " +
                std::to_string(value) + "\n";
    }
    std::uint64_t below = 0;
    for (std::size_t b = 0; b < series.buckets.size(); ++b) {
      below += series.buckets[b].load(std::memory_order_relaxed);
      const auto bound = b < kBoundsUs.size() ? seconds(kBoundsUs[b]) : std::string("+Inf");
      times += "manyi_http_request_seconds_bucket{" + label + ",le=\"" + bound + "\"} " +
               std::to_string(below) + "\n";
    }
    times += "manyi_http_request_seconds_sum{" + label + "} " +
             seconds(static_cast<std::int64_t>(series.sum_us.load(std::memory_order_relaxed))) + "\n";
    times += "manyi_http_request_seconds_count{" + label + "} " + std::to_string(below) + "\n";
  }
  std::string out = counts + times;
  const std::scoped_lock lock(gauges_mutex_);
  for (const auto& gauge : gauges_) {
    out +=
        "# HELP " + gauge.name + " " + gauge.help + "\n# TYPE " + gauge.name + " gauge\n" + gauge.name + " ";
    append_json_number(out, gauge.value());
    out += "\n";
  }
  return out;
}

}  // namespace manyi::http
