// Spare parts on the shelves of every site: stock levels, reorders with lead times, who waits for what.
// Owns the shelves and the lots they are filled from.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "engines/simulation/calendar.h"
#include "engines/simulation/company.h"
#include "engines/simulation/effects.h"
#include "engines/simulation/random.h"

namespace manyi::simulation {

/// A unit in somebody's hand.
struct TakenUnit {
  std::int64_t id = 0;
  std::string batch;
  Instant received;
  double failing = 0;     // the share of its lot that fails early
  bool returned = false;  // it was out before
};
/// What a part's shelf at a site holds, and below how much it is filled up.
struct ShelfView {
  std::int64_t site = 0, part = 0;
  std::int64_t reorder_at = -1;  // < 0: ordered on demand
  const std::deque<TakenUnit>& units;
};

class Storeroom {
 public:
  /// \param per_day expected demand of each part over all sites, by part index
  Storeroom(const Company& company, const Calendar& calendar, const Effects& effects, std::uint64_t seed,
            const std::vector<double>& per_day, Instant opened);

  /// Is there one that nobody waits for?
  bool has(std::int64_t site, std::int64_t part) const {
    const auto& shelf = shelves_[shelf_of(site, part)];
    return !shelf.units.empty() && shelf.line.empty();
  }
  /// A unit from the shelf, or none: then the asker waits in line until a delivery serves him.
  std::optional<TakenUnit> take(std::int64_t site, std::int64_t part, std::int64_t asker);
  /// A unit that was not needed goes back.
  void put_back(std::int64_t site, std::int64_t part, const TakenUnit& unit);

  struct Delivery {
    Instant at;
    std::int64_t number = 0;
  };
  /// Orders what is missing; the deliveries that follow are to be announced with arrived().
  std::vector<Delivery> reorder(std::int64_t site, std::int64_t part, Instant now);
  struct Served {
    std::int64_t asker = 0;
    TakenUnit unit;
  };
  /// A delivery has come: those who waited first are served first.
  std::vector<Served> arrived(std::int64_t delivery, Instant now);
  /// When the asker of today may expect his part.
  Instant expected(std::int64_t site, std::int64_t part, Instant now) const;

  std::int64_t waiting() const { return waiting_; }
  std::vector<ShelfView> shelves() const;

 private:
  struct Shelf {
    std::int64_t reorder_at = -1, fill_to = 0;  // reorder_at < 0: ordered on demand
    std::int64_t coming = 0;
    std::deque<TakenUnit> units;
    std::deque<std::int64_t> line;
    std::int64_t lots = 0;
  };
  struct Coming {
    std::size_t shelf = 0;
    std::int64_t quantity = 0;
  };
  std::size_t shelf_of(std::int64_t site, std::int64_t part) const;
  void fill(Shelf& shelf, std::size_t index, std::int64_t quantity, Instant received);
  double lead_hours(std::size_t shelf, Instant now) const;

  const Company& company_;
  const Calendar& calendar_;
  const Effects& effects_;
  Random luck_;
  std::vector<Shelf> shelves_;
  std::map<std::int64_t, Coming> coming_;
  std::int64_t units_ = 0, deliveries_ = 0, waiting_ = 0;
};

}  // namespace manyi::simulation
