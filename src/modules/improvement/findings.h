// Findings, their causes and the chain, as people see and command them.
// Owns those types; improvement.h has the calls.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/improvement/actions.h"
#include "modules/improvement/pareto.h"

namespace manyi::improvement {

// ---- findings ----------------------------------------------------------------------------------

enum class CauseMethod { kFiveWhys, kPareto };
BOOST_DESCRIBE_ENUM(CauseMethod, kFiveWhys, kPareto)

/// One answer of the five whys, or one primary or secondary cause of the Pareto.
struct FindingCause {
  CauseMethod method = CauseMethod::kFiveWhys;
  std::int64_t position = 1;
  std::string text;  // the answer; of a Pareto the cause's name
  bool primary = false;
  std::string dimension, key;
  double cases = 0, share = 0;
};
BOOST_DESCRIBE_STRUCT(FindingCause, (), (method, position, text, primary, dimension, key, cases, share))

struct FindingRow {
  FindingId id;
  std::string no, title;
  FindingState state = FindingState::kOpen;
  std::optional<FindingOutcome> outcome;
  Severity severity = Severity::kMajor;
  FindingSource source;
  std::string metric_name_zh, metric_name_en, scope_label;
  std::optional<SiteId> site_id;
  EmployeeId owner_id;
  std::string owner_name;
  Date found_on;
  std::optional<Instant> closed_at;
  Instant created_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(FindingRow, (),
                      (id, no, title, state, outcome, severity, source, metric_name_zh, metric_name_en,
                       scope_label, site_id, owner_id, owner_name, found_on, closed_at, created_at, version))

struct Finding : FindingRow {
  bool counts_cases = false;  // of its metric; else there is no Pareto to ask for
  std::string description, root_cause, close_reason;
  std::optional<EmployeeId> raised_by;
  std::vector<FindingCause> causes;
  std::vector<ImprovementAction> actions;  // with their effect checks
  std::vector<FindingStep> allowed;
};
BOOST_DESCRIBE_STRUCT(Finding, (FindingRow),
                      (counts_cases, description, root_cause, close_reason, raised_by, causes, actions,
                       allowed))

struct CreateFinding {
  FindingSource source;
  std::string title;
  std::optional<std::string> description;
  EmployeeId owner_id;
  std::optional<Severity> severity;  // major by default
  std::optional<Date> found_on;      // default: today
  std::vector<ChainRef> links;       // what else led to it
};
BOOST_DESCRIBE_STRUCT(CreateFinding, (), (source, title, description, owner_id, severity, found_on, links))
std::span<const FieldRule> field_rules(const CreateFinding*);

/// Replaces what was said by the same method before.
struct NameCauses {
  FindingId id;
  std::optional<std::int64_t> if_match;
  CauseMethod method = CauseMethod::kFiveWhys;
  std::vector<std::string> whys;          // five whys: the answers, the first one first
  std::optional<std::string> dimension;   // pareto
  std::vector<std::string> primary;       // pareto: keys; none: what lies within the 80 % line
  std::optional<std::string> root_cause;  // default: the last why
};
BOOST_DESCRIBE_STRUCT(NameCauses, (), (id, if_match, method, whys, dimension, primary, root_cause))
std::span<const FieldRule> field_rules(const NameCauses*);

struct AssignFinding {
  FindingId id;
  std::optional<std::int64_t> if_match;
  EmployeeId owner_id;
};
BOOST_DESCRIBE_STRUCT(AssignFinding, (), (id, if_match, owner_id))

struct CloseFinding {
  FindingId id;
  std::optional<std::int64_t> if_match;
  EffectDecision outcome = EffectDecision::kEffective;
  std::optional<std::string> reason;  // required when no signed check says so
};
BOOST_DESCRIBE_STRUCT(CloseFinding, (), (id, if_match, outcome, reason))
std::span<const FieldRule> field_rules(const CloseFinding*);

struct DropFinding {
  FindingId id;
  std::optional<std::int64_t> if_match;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DropFinding, (), (id, if_match, reason))
std::span<const FieldRule> field_rules(const DropFinding*);

struct OneFinding {
  FindingId id;
};
BOOST_DESCRIBE_STRUCT(OneFinding, (), (id))

struct ListFindings {
  std::optional<std::string> cursor;
  std::vector<FindingState> state;
  std::optional<bool> open;
  std::optional<FindingOutcome> outcome;
  std::optional<Severity> severity;
  std::optional<SourceKind> source;
  std::optional<std::string> source_id;
  std::optional<std::string> metric;
  std::optional<ScopeKind> scope;
  std::optional<std::string> scope_key;
  std::optional<EmployeeId> owner_id;
  std::optional<SiteId> site_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListFindings, (),
                      (cursor, state, open, outcome, severity, source, source_id, metric, scope, scope_key,
                       owner_id, site_id, limit))

struct ParetoQuery {
  FindingId id;
  std::string by;                       // a dimension of the metric's records
  std::optional<std::string> from, to;  // default: the finding's month, else the 90 days before it
};
BOOST_DESCRIBE_STRUCT(ParetoQuery, (), (id, by, from, to))
std::span<const FieldRule> field_rules(const ParetoQuery*);

struct CasePareto {
  std::string metric, dimension, from, to;
  bool misses = false;  // more is better: the cases are those that missed
  double total = 0;
  double line = kParetoLine;
  std::vector<ParetoItem> items;
};
BOOST_DESCRIBE_STRUCT(CasePareto, (), (metric, dimension, from, to, misses, total, line, items))

// ---- chains ------------------------------------------------------------------------------------

struct ChainQuery {
  NodeKind kind = NodeKind::kFinding;
  std::string id;                  // of a metric its code or its node
  std::optional<ScopeKind> scope;  // of a metric; company by default
  std::optional<std::string> scope_key;
};
BOOST_DESCRIBE_STRUCT(ChainQuery, (), (kind, id, scope, scope_key))
std::span<const FieldRule> field_rules(const ChainQuery*);

struct ChainNode {
  NodeKind kind = NodeKind::kRecord;
  std::string id;
  std::string label;              // what people read; "" when only its id is known here
  std::optional<std::string> no;  // of own records
  std::optional<std::string> state;
  std::optional<EffectResult> effect;  // of an effect check that was measured
  std::int64_t distance = 0;           // below 0: what led to it; above: what came of it
};
BOOST_DESCRIBE_STRUCT(ChainNode, (), (kind, id, label, no, state, effect, distance))

struct ChainEdge {
  ChainRef from, to;
};
BOOST_DESCRIBE_STRUCT(ChainEdge, (), (from, to))

struct ImprovementChain {
  std::vector<ChainNode> nodes;  // by kind along the way
  std::vector<ChainEdge> edges;
  bool whole = true;  // false: cut at kMostNodes
};
BOOST_DESCRIBE_STRUCT(ImprovementChain, (), (nodes, edges, whole))
inline constexpr std::size_t kMostNodes = 300;

}  // namespace manyi::improvement
