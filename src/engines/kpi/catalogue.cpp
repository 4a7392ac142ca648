// The metrics in force and what they say about each other.
// Owns the order of versions and the refusal of circles.
#include <algorithm>
#include <set>

#include "engines/kpi/formula.h"
#include "engines/kpi/lexer.h"
#include "engines/kpi/metric.h"

namespace manyi::kpi {
namespace {

bool overlap(const Metric& a, const Metric& b) {
  const auto begins_before_end = [](const Metric& x, const Metric& y) {
    return !x.valid_from || !y.valid_to || *x.valid_from < *y.valid_to;
  };
  return begins_before_end(a, b) && begins_before_end(b, a);
}

}  // namespace

Result<void> Catalogue::put(std::shared_ptr<const Metric> metric) {
  if (!metric->manufacturer.empty()) {
    const auto [first, last] = definitions_.equal_range(metric->code);
    for (auto at = first; at != last; ++at)
      if (at->second->manufacturer == metric->manufacturer && overlap(*at->second, *metric))
        return complaint(metric->file, metric->place, "definition_exists",
                         "metric " + metric->code + ": another definition for '" + metric->manufacturer +
                             "' is valid at the same time");
    definitions_.emplace(metric->code, std::move(metric));
    return {};
  }
  auto& slot = metrics_[metric->code];
  if (slot && slot->version >= metric->version)
    return conflict("metric_exists", "metric " + metric->code + " version " + std::to_string(slot->version) +
                                         " is already there");
  slot = std::move(metric);
  return {};
}

Result<void> Catalogue::add(std::string_view text, const std::string& file) {
  MANYI_TRY(auto parsed, parse_metrics(text, file, schemas_, zone_));
  for (auto& metric : parsed) MANYI_CHECK(put(std::move(metric)));
  return {};
}

std::vector<Error> Catalogue::add_fitting(std::string_view text, const std::string& file) {
  std::vector<Error> complaints;
  auto parsed = parse_each_metric(text, file, schemas_, zone_);
  if (!parsed) {
    complaints.push_back(std::move(parsed).error());
    return complaints;
  }
  for (auto& metric : *parsed) {
    auto stored = metric ? put(std::move(*metric)) : Result<void>(std::move(metric).error());
    if (!stored) complaints.push_back(std::move(stored).error());
  }
  return complaints;
}

std::optional<Error> Catalogue::complaint_about(const Metric& metric) const {
  const auto unknown = [&](const std::string& code, Place place) -> std::optional<Error> {
    if (metrics_.contains(code)) return std::nullopt;
    std::vector<std::string> codes;
    for (const auto& [known, ignored] : metrics_) codes.push_back(known);
    const auto near = nearest_name(code, codes);
    return complaint(metric.file, place, "unknown_metric",
                     "metric " + metric.code + ": no metric '" + code + "'" +
                         (near.empty() ? "" : "; did you mean '" + near + "'?"));
  };
  if (!metric.manufacturer.empty())
    if (auto error = unknown(metric.code, metric.place)) return error;
  if (!metric.formula) return std::nullopt;
  for (const auto& [term, place] : metric.formula->terms)
    if (auto error = unknown(term, place)) return error;
  if (!metric.manufacturer.empty()) return std::nullopt;  // its terms are ours, it is nobody's term
  // A circle is found by whoever stands on it; what merely leads to one is told when it is asked.
  std::set<std::string> seen;
  std::vector<std::string> open = terms_of(*metric.formula->root);
  while (!open.empty()) {
    const auto code = std::move(open.back());
    open.pop_back();
    if (code == metric.code)
      return complaint(metric.file, metric.place, "circle",
                       "metric " + metric.code + " is made of itself by its formula");
    if (!seen.insert(code).second) continue;
    const auto at = metrics_.find(code);
    if (at == metrics_.end() || !at->second->formula) continue;
    for (auto& term : terms_of(*at->second->formula->root)) open.push_back(std::move(term));
  }
  return std::nullopt;
}

Result<void> Catalogue::check() const {
  for (const auto& [code, metric] : metrics_) {
    if (auto error = complaint_about(*metric)) return std::move(*error);
    for (std::size_t i = 0; i < metric->leads.size(); ++i)
      if (!metrics_.contains(metric->leads[i])) {
        std::vector<std::string> codes;
        for (const auto& [known, ignored] : metrics_) codes.push_back(known);
        const auto near = nearest_name(metric->leads[i], codes);
        return complaint(metric->file, metric->lead_places[i], "unknown_metric",
                         "metric " + code + ": no metric '" + metric->leads[i] + "'" +
                             (near.empty() ? "" : "; did you mean '" + near + "'?"));
      }
  }
  for (const auto& [code, metric] : definitions_)
    if (auto error = complaint_about(*metric)) return std::move(*error);
  return {};
}

std::vector<Error> Catalogue::drop_unfit() {
  std::vector<Error> complaints;
  for (bool dropped = true; dropped;) {
    dropped = false;
    for (auto at = metrics_.begin(); at != metrics_.end();) {
      auto error = complaint_about(*at->second);
      if (!error) {
        ++at;
        continue;
      }
      complaints.push_back(std::move(*error));
      at = metrics_.erase(at);
      dropped = true;  // formulas over it no longer fit either
    }
    for (auto at = definitions_.begin(); at != definitions_.end();) {
      auto error = complaint_about(*at->second);
      if (error) complaints.push_back(std::move(*error));
      at = error ? definitions_.erase(at) : std::next(at);
    }
  }
  return complaints;
}

Result<std::shared_ptr<const Metric>> Catalogue::find(std::string_view code) const {
  if (const auto at = metrics_.find(code); at != metrics_.end()) return at->second;
  std::vector<std::string> codes;
  for (const auto& [known, metric] : metrics_) codes.push_back(known);
  const auto near = nearest_name(code, codes);
  return not_found("unknown_metric", "no metric '" + std::string(code.substr(0, 80)) + "'" +
                                         (near.empty() ? "" : "; did you mean '" + near + "'?"));
}

std::vector<std::shared_ptr<const Metric>> Catalogue::all() const {
  std::vector<std::shared_ptr<const Metric>> metrics;
  for (const auto& [code, metric] : metrics_) metrics.push_back(metric);
  return metrics;
}

std::vector<std::shared_ptr<const Metric>> Catalogue::definitions(std::string_view code) const {
  std::vector<std::shared_ptr<const Metric>> found;
  const auto [first, last] = definitions_.equal_range(code);
  for (auto at = first; at != last; ++at) found.push_back(at->second);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a->manufacturer != b->manufacturer ? a->manufacturer < b->manufacturer
                                              : a->valid_from < b->valid_from;
  });
  return found;
}

}  // namespace manyi::kpi
