// What manufacturers tells the others: ids, codes, dates and numbers.
// Owns the kinds manufacturer_value.*.
#pragma once

#include <string_view>
#include <vector>

#include "modules/manufacturers/manufacturers.h"
#include "platform/journal/events.h"

namespace manyi::manufacturers {

struct ManufacturerValueFact {
  static constexpr int kSchema = 1;
  ManufacturerValueId manufacturer_value;
  catalog::ManufacturerId manufacturer;
  std::string metric;
  Date period_from, period_to;
  std::optional<double> value;
  std::vector<journal::Subject> subjects() const {
    return {{"manufacturer_value", manufacturer_value.value()}};
  }
};
BOOST_DESCRIBE_STRUCT(ManufacturerValueFact, (),
                      (manufacturer_value, manufacturer, metric, period_from, period_to, value))
struct ManufacturerValueRecorded : ManufacturerValueFact {
  static constexpr std::string_view kKind = "manufacturer_value.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(ManufacturerValueRecorded, (ManufacturerValueFact), (change))
/// An import was taken back.
struct ManufacturerValueRemoved : ManufacturerValueFact {
  static constexpr std::string_view kKind = "manufacturer_value.removed";
};
BOOST_DESCRIBE_STRUCT(ManufacturerValueRemoved, (ManufacturerValueFact), ())

}  // namespace manyi::manufacturers
