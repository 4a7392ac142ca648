// What lies on the shelf of each site, what is coming, and how much of it there should be.
// Owns the safety levels and the rule what counts as on hand.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/json.h"
#include "base/result.h"
#include "platform/auth/caller.h"
#include "platform/http/page.h"

namespace manyi::journal {
class Events;
}
namespace manyi::org {
class Org;
}
namespace manyi::db {
class ReadTx;
class Tx;
}  // namespace manyi::db

namespace manyi::parts {

struct SafetyLevelTag;
using SafetyLevelId = Id<SafetyLevelTag>;

/// One part at one site. On hand are good pieces that were received and not handed out; coming is what was ordered or sent.
struct StockLine {
  SiteId site_id;
  std::string site_name, part_no, part_name;
  std::int64_t on_hand = 0, coming = 0;
  std::optional<Instant> next_arrival;  // expected
  std::optional<std::int64_t> safety;   // absent: nobody has set one
  bool below = false;                   // fewer on hand than the safety level
  std::optional<std::int64_t> version;  // of the safety level, for if_match
};
BOOST_DESCRIBE_STRUCT(StockLine, (),
                      (site_id, site_name, part_no, part_name, on_hand, coming, next_arrival, safety, below,
                       version))

struct ListStock {
  std::optional<std::string> cursor;
  std::optional<SiteId> site_id;
  std::optional<std::string> part_no;
  std::optional<bool> below;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListStock, (), (cursor, site_id, part_no, below, limit))
std::span<const FieldRule> field_rules(const ListStock*);

/// Sets or changes the level of a part at a site; 0 means that it may run out.
struct SetSafetyLevel {
  SiteId site_id;
  std::string part_no;
  std::int64_t safety = 0;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(SetSafetyLevel, (), (site_id, part_no, safety, if_match))
std::span<const FieldRule> field_rules(const SetSafetyLevel*);

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the routes.
class Stock {
 public:
  Stock(journal::Events& events, org::Org& org) : events_(events), org_(org) {}
  /// What is in the caller's reach, ordered by part and site.
  Result<Page<StockLine>> list(db::ReadTx&, const Caller&, const ListStock&);
  /// \errors kInvalid with all fields; kNotFound out of reach; kStale
  Result<StockLine> set_safety_level(db::Tx&, const Caller&, const SetSafetyLevel&);
  /// Everything below its level, of all sites.
  std::vector<StockLine> below_level(db::ReadTx&, TenantId);

 private:
  std::vector<StockLine> lines(db::ReadTx&, const Caller&, std::optional<SiteId> site = {});
  journal::Events& events_;
  org::Org& org_;
};

}  // namespace manyi::parts
