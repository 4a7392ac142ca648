// Shelves reviewed after every demand: below the reorder point they are filled up again.
// Owns the levels' rule.
#include "engines/simulation/storeroom.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace manyi::simulation {
namespace {

constexpr std::uint64_t kStoreroomStream = 201;
constexpr double kLeadHours = 20;  // median, working time
constexpr double kLeadSpread = 0.45;
constexpr double kHoursPerDay = 8;
constexpr double kKeptFrom = 0.10;  // demand within a lead time from which a part is kept
constexpr double kSafety = -0.5;    // standard deviations
constexpr double kCoverDays = 4;    // of one reorder

}  // namespace

Storeroom::Storeroom(const Company& company, const Calendar& calendar, const Effects& effects,
                     std::uint64_t seed, const std::vector<double>& per_day, Instant opened)
    : company_(company), calendar_(calendar), effects_(effects), luck_(seed, kStoreroomStream) {
  double shares = 0;
  for (const auto& site : company.sites) shares += site.share;
  shelves_.resize(company.sites.size() * company.parts.size());
  for (std::size_t site = 0; site < company.sites.size(); ++site) {
    for (std::size_t part = 0; part < company.parts.size(); ++part) {
      const std::size_t index = site * company.parts.size() + part;
      const double daily = per_day[part] * company.sites[site].share / shares;
      const double in_lead = daily * kLeadHours / kHoursPerDay;
      Shelf& shelf = shelves_[index];
      if (in_lead < kKeptFrom) continue;
      shelf.reorder_at = std::lround(in_lead + kSafety * std::sqrt(in_lead));
      shelf.fill_to = shelf.reorder_at + std::max<std::int64_t>(1, std::lround(daily * kCoverDays));
      fill(shelf, index, shelf.fill_to, opened);
    }
  }
}

std::size_t Storeroom::shelf_of(std::int64_t site, std::int64_t part) const {
  return static_cast<std::size_t>(site) * company_.parts.size() + static_cast<std::size_t>(part);
}

void Storeroom::fill(Shelf& shelf, std::size_t index, std::int64_t quantity, Instant received) {
  const PartPlan& part = company_.parts[index % company_.parts.size()];
  const Date day = calendar_.zone().local_date(received);
  std::array<char, 48> lot;
  std::snprintf(lot.data(), lot.size(), "%s-%02d%02d-%02lld", part.no.c_str(), day.year() % 100, day.month(),
                static_cast<long long>(++shelf.lots));
  const double failing = effects_.failing_lot(part.category, received);
  for (std::int64_t i = 0; i < quantity; ++i)
    shelf.units.push_back({++units_, lot.data(), received, failing, false});
}

double Storeroom::lead_hours(std::size_t shelf, Instant now) const {
  const auto site = static_cast<std::int64_t>(shelf / company_.parts.size());
  return kLeadHours * effects_.slowness(Stage::kPart, kNobody, site, now);
}

std::optional<TakenUnit> Storeroom::take(std::int64_t site, std::int64_t part, std::int64_t asker) {
  Shelf& shelf = shelves_[shelf_of(site, part)];
  if (!shelf.units.empty() && shelf.line.empty()) {
    TakenUnit unit = std::move(shelf.units.front());
    shelf.units.pop_front();
    return unit;
  }
  shelf.line.push_back(asker);
  ++waiting_;
  return std::nullopt;
}

void Storeroom::put_back(std::int64_t site, std::int64_t part, const TakenUnit& unit) {
  auto& units = shelves_[shelf_of(site, part)].units;
  units.push_front(unit);
  units.front().returned = true;
}

std::vector<ShelfView> Storeroom::shelves() const {
  std::vector<ShelfView> all;
  const auto parts = static_cast<std::int64_t>(company_.parts.size());
  for (std::size_t i = 0; i < shelves_.size(); ++i) {
    const auto index = static_cast<std::int64_t>(i);
    all.push_back({index / parts, index % parts, shelves_[i].reorder_at, shelves_[i].units});
  }
  return all;
}

std::vector<Storeroom::Delivery> Storeroom::reorder(std::int64_t site, std::int64_t part, Instant now) {
  const std::size_t index = shelf_of(site, part);
  Shelf& shelf = shelves_[index];
  const std::int64_t free = static_cast<std::int64_t>(shelf.units.size()) + shelf.coming -
                            static_cast<std::int64_t>(shelf.line.size());
  const std::int64_t missing = shelf.reorder_at >= 0 && free <= shelf.reorder_at ? shelf.fill_to - free
                               : free < 0                                        ? -free
                                                                                 : 0;
  if (missing <= 0) return {};
  shelf.coming += missing;
  const double hours = lead_hours(index, now) * luck_.around(1, kLeadSpread);
  const Instant at = calendar_.site().add(now, DurationMs(static_cast<std::int64_t>(hours * 3600000.0)));
  coming_[++deliveries_] = {index, missing};
  return {{at, deliveries_}};
}

std::vector<Storeroom::Served> Storeroom::arrived(std::int64_t delivery, Instant now) {
  const auto found = coming_.find(delivery);
  const Coming coming = found->second;
  coming_.erase(found);
  Shelf& shelf = shelves_[coming.shelf];
  shelf.coming -= coming.quantity;
  fill(shelf, coming.shelf, coming.quantity, now);
  std::vector<Served> served;
  while (!shelf.line.empty() && !shelf.units.empty()) {
    served.push_back({shelf.line.front(), std::move(shelf.units.front())});
    shelf.line.pop_front();
    shelf.units.pop_front();
    --waiting_;
  }
  return served;
}

Instant Storeroom::expected(std::int64_t site, std::int64_t part, Instant now) const {
  // What the keeper says: the usual lead time and some days in hand.
  const double hours = lead_hours(shelf_of(site, part), now) * 1.25;
  return calendar_.site().add(now, DurationMs(static_cast<std::int64_t>(hours * 3600000.0)));
}

}  // namespace manyi::simulation
