// What the program tells Prometheus: requests per route, their times, and gauges others register.
// Owns the counters. Labels are route templates and statuses, never personal data.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/http/api.h"

namespace manyi::http {

/// Thread-safe; counting takes no lock.
class Metrics {
 public:
  explicit Metrics(const Api& api);
  /// `route` is null for what is no API operation (web app, unknown paths).
  void count(const Route* route, int status, std::int64_t microseconds);
  /// `value` is called at every scrape, from any thread.
  /// A second one of the same name replaces the first.
  void gauge(std::string name, std::string help, std::function<double()> value);
  void drop_gauge(std::string_view name);
  /// Prometheus text format 0.0.4.
  std::string text() const;

 private:
  static constexpr std::array<int, 20> kStatuses = {200, 201, 204, 304, 308, 400, 401, 403, 404, 405,
                                                    408, 409, 412, 413, 415, 422, 429, 431, 500, 503};
  static constexpr std::array<std::int64_t, 12> kBoundsUs = {
      500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000};
  struct Series {
    std::array<std::atomic<std::uint64_t>, kStatuses.size()> statuses{};
    std::array<std::atomic<std::uint64_t>, kBoundsUs.size() + 1> buckets{};
    std::atomic<std::uint64_t> sum_us{0};
  };
  struct Gauge {
    std::string name;
    std::string help;
    std::function<double()> value;
  };
  const Api& api_;
  std::vector<std::unique_ptr<Series>> series_;  // per route, the last for all else
  mutable std::mutex gauges_mutex_;
  std::vector<Gauge> gauges_;
};

}  // namespace manyi::http
