// The expression language shared by metric files and by `--where`.
// Owns its grammar, its types and its messages, which name line and column.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/kpi/facts.h"

namespace manyi::kpi {

/// Where in a text something was written, both from 1.
struct Place {
  int line = 1;
  int column = 1;
};

enum class Type { kBool, kTime, kDuration, kInteger, kNumber, kText };
std::string_view type_name(Type type);

enum class Op {
  kColumn,
  kAttribute,
  kFlag,
  kInstant,
  kWhole,
  kReal,
  kText,
  kAsOf,
  kAt,    // basis stock: the instant looked at
  kWhen,  // condition, value if true, value otherwise
  kAnd,
  kOr,
  kNot,
  kIsNull,
  kIsNotNull,
  kIn,
  kNotIn,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kNegate,
};

/// A node of a checked expression. Comparison with an absent value is unknown, and so is
/// `not` of it; a row counts only where the whole is true (the rules of SQL).
struct Expr {
  Op op;
  Type type;
  Place place;
  ColumnKind kind{};         // kColumn
  std::uint16_t column = 0;  // kColumn, kFlag: index within the storage
  std::string text;          // kText: the value; kAttribute: "attr.<name>"; kColumn: its name
  std::int64_t whole = 0;    // kInstant, kWhole (integers and durations)
  double real = 0;           // kReal
  std::vector<std::unique_ptr<Expr>> args;
};
using ExprPtr = std::unique_ptr<Expr>;

/// Parses and checks a condition over the columns of a fact:
///   site = 'Cardiff' and (warranty in ('in_warranty') or not excluded) and delivered - accepted > 3d
/// Strings are quoted with ' ('' inside); durations are 15min, 4h, 30d, 2w; a time column
/// compares with '2026-11-01' (local midnight, default zone) or an RFC 3339 text.
/// `person`: the dimension that the name `person` stands for; "" = there is none.
/// \errors kInvalid with field `pointer` and a message "line:column: ...", with a near name.
Result<ExprPtr> parse_condition(std::string_view text, const FactSchema& schema, const TimeZone& zone,
                                const std::string& pointer = "/where", const std::string& person = {});

/// The candidate most like `name`, or "" when none is near.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace manyi::kpi
