// What a finding, an action or a node of the chain points at: a metric within a scope, or any other record.
// Owns the ids of this room and the text form of a node.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/id.h"
#include "base/result.h"
#include "modules/improvement/rules.h"

namespace manyi::improvement {

struct FindingTag;
struct ActionTag;
struct EffectCheckTag;
struct LinkTag;
struct CauseTag;
using FindingId = Id<FindingTag>;
using ActionId = Id<ActionTag>;
using EffectCheckId = Id<EffectCheckTag>;
using LinkId = Id<LinkTag>;
using CauseId = Id<CauseTag>;

// ---- where and on what -------------------------------------------------------------------------

/// A metric within a scope; the key is the text of the id, "" for the company.
struct MeasuredMetric {
  std::string metric;
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key;
  bool operator==(const MeasuredMetric&) const = default;
};
BOOST_DESCRIBE_STRUCT(MeasuredMetric, (), (metric, scope, scope_key))

/// The same as a node of the chain: "csat_rate@company", "csat_rate@site:0abc...".
std::string node_of(const MeasuredMetric& of);
std::optional<MeasuredMetric> metric_of_node(const std::string& node);

/// What made somebody look. `id` is whatever the source calls it; none for an idea.
struct FindingSource {
  SourceKind kind = SourceKind::kIdea;
  std::optional<std::string> id;
  std::optional<std::string> metric;
  std::optional<ScopeKind> scope;  // company when there is a metric
  std::optional<std::string> scope_key;
  std::optional<std::string> month;  // "2026-11"
};
BOOST_DESCRIBE_STRUCT(FindingSource, (), (kind, id, metric, scope, scope_key, month))
std::span<const FieldRule> field_rules(const FindingSource*);

/// Kinds of things a chain holds, in the order of the way: from the job event to the effect.
enum class NodeKind {
  kWorkOrder,
  kComplaint,
  kRecord,
  kIdea,
  kMetric,
  kTarget,
  kForecast,
  kSignal,
  kAlert,
  kReview,
  kDecision,
  kFinding,
  kAction,
  kEffectCheck,
};
BOOST_DESCRIBE_ENUM(NodeKind, kWorkOrder, kComplaint, kRecord, kIdea, kMetric, kTarget, kForecast, kSignal,
                    kAlert, kReview, kDecision, kFinding, kAction, kEffectCheck)

struct ChainRef {
  NodeKind kind = NodeKind::kRecord;
  std::string id;
  auto operator<=>(const ChainRef&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChainRef, (), (kind, id))
std::span<const FieldRule> field_rules(const ChainRef*);

}  // namespace manyi::improvement
