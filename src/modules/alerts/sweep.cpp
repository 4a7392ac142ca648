// A sweep: looks for causes outside of the lane, then raises, keeps and resolves in small parts.
// Owns when a known cause is raised again, and how many a sweep may raise.
#include <algorithm>

#include "base/json.h"
#include "modules/alerts/alerts.h"
#include "modules/alerts/alerts_events.h"
#include "modules/alerts/causes.h"
#include "modules/alerts/digest_text.h"
#include "modules/alerts/staff.h"
#include "modules/alerts/store.h"
#include "platform/journal/events.h"

namespace manyi::alerts {
namespace {

constexpr std::int64_t kMostRaised = 100;  // of one kind in one sweep: nobody can act on more
constexpr std::size_t kAtOnce = 20;  // causes of one transaction, so that others' writes never wait long
// Who resolves a warning has a day until the records show it.
constexpr DurationMs kGrace = kDay;

bool in_scope(SweepScope scope, Cadence cadence) {
  if (scope == SweepScope::kAll) return true;
  return (scope == SweepScope::kQuick) == (cadence == Cadence::kThreeHours);
}

/// Whether a signal that is past is over: a shift that a chart has shown wants a person's word.
bool ends_by_itself(AlertKind kind) { return kind != AlertKind::kControlSignal; }

void describe(store::AlertRow& row, const Cause& cause) {
  row.severity = cause.severity;
  row.site_id = cause.site;
  row.due_at = cause.due_at;
  row.value = cause.value;
  row.threshold = cause.limit;
  row.params = {to_json(cause.params)};
  row.links = to_json(cause.links);
}

}  // namespace

struct Alerts::Found {
  Rule rule;
  Causes causes;
  std::vector<store::AlertRow> open;  // of that kind, when it was looked
};

Alerts::Found Alerts::find(TenantId tenant, const Rule& rule, Instant now) {
  return needs_.database.read([&](db::ReadTx& tx) {
    Found found{rule, {}, store::open_ones(tx, tenant, rule.kind)};
    Look look{tx, tenant, now, rule, {}, ports_.default_zone(tx, tenant)};
    for (const auto& row : found.open) look.known.insert(row.subject_id);
    found.causes = [&]() -> Causes {
      switch (rule.kind) {
        case AlertKind::kEndangeredMetric: return find_endangered(look, ports_);
        case AlertKind::kAppointment: return find_appointments(look, needs_.orders);
        case AlertKind::kPromise: return find_promises(look, needs_.orders);
        case AlertKind::kTurnaround: return find_turnarounds(look, needs_.orders);
        case AlertKind::kPartUnsigned:
        case AlertKind::kPartCirculating: return find_parts_on_their_way(look, needs_.parts);
        case AlertKind::kStockLow: return find_low_stock(look, ports_);
        case AlertKind::kComplaintUnsolved:
        case AlertKind::kComplaintPlan: return find_complaints(look, needs_.complaints);
        case AlertKind::kLateCallback: return find_late_callbacks(look, ports_);
        case AlertKind::kWorkInProgress:
          return find_work_in_progress(look, *needs_.performance, needs_.orders, needs_.org);
        case AlertKind::kControlSignal:
          return find_control_signals(look, ports_, *needs_.performance, needs_.org);
        case AlertKind::kSilentRecord: return find_silent_records(look, needs_.orders);
      }
      return {};
    }();
    // The gravest and nearest first: these are raised when not all can be.
    std::ranges::stable_sort(found.causes.items, [](const Cause& a, const Cause& b) {
      if (a.severity != b.severity) return a.severity > b.severity;
      return a.due_at.value_or(Instant()) < b.due_at.value_or(Instant());
    });
    return found;
  });
}

Result<SweepReport> Alerts::sweep(TenantId tenant, SweepScope scope) {
  SweepReport report;
  report.scope = scope;
  const Instant now = needs_.database.clock().now();
  for (const Rule& built_in : default_rules()) {
    if (!has_data(built_in.kind) || !in_scope(scope, built_in.cadence)) continue;
    const Rule rule =
        needs_.database.read([&](db::ReadTx& tx) { return rule_in_force(tx, tenant, built_in.kind); });
    if (!rule.enabled) continue;
    const Found found = find(tenant, rule, now);
    if (!found.causes.answered) report.unanswered.push_back(rule.kind);
    MANYI_CHECK(take_all(tenant, found, report));
  }
  MANYI_CHECK(announce(tenant));
  MANYI_CHECK(needs_.database.write(tenant, [&](db::Tx& tx) -> Result<void> {
    auto times = store::sweeps(tx, tenant);
    if (scope != SweepScope::kDaily) times.quick_at = now;
    if (scope != SweepScope::kQuick) times.daily_on = ports_.default_zone(tx, tenant).local_date(now);
    return store::put_sweeps(tx, tenant, times);
  }));
  return report;
}

Result<SweepReport> Alerts::record_sweep(db::Tx& tx, const Caller& caller, const SweepReport& report) {
  AlertsSwept event;
  event.scope = report.scope;
  event.raised = report.raised;
  event.kept = report.kept;
  event.resolved = report.resolved;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return report;
}

Result<void> Alerts::take_all(TenantId tenant, const Found& found, SweepReport& report) {
  Staff staff(needs_.org, ports_, tenant);
  SweepReport of_kind;
  const auto add = [&](const SweepReport& part) {
    of_kind.raised += part.raised;
    of_kind.kept += part.kept;
    of_kind.resolved += part.resolved;
    of_kind.held_back += part.held_back;
  };
  auto causes = found.causes.items;
  if (found.rule.kind == AlertKind::kEndangeredMetric)
    needs_.database.read([&](db::ReadTx& tx) {
      std::vector<std::optional<EmployeeId>> owners;
      for (const Cause& cause : causes) owners.push_back(staff.owner_of(tx, cause));
      keep_widest(causes, owners);
    });
  for (std::size_t from = 0; from < causes.size(); from += kAtOnce) {
    SweepReport part;
    MANYI_CHECK(needs_.database.write(tenant, [&](db::Tx& tx) -> Result<void> {
      part = {};  // a command may run more than once
      for (std::size_t i = from; i < std::min(from + kAtOnce, causes.size()); ++i) {
        if (of_kind.raised + part.raised >= kMostRaised &&
            !store::find_by_cause(tx, tenant, causes[i].kind, causes[i].subject(), causes[i].period)) {
          if (causes[i].fresh) ++part.held_back;
          continue;
        }
        MANYI_CHECK(take(tx, tenant, staff, causes[i], part));
      }
      return {};
    }));
    add(part);
  }
  if (found.causes.answered && ends_by_itself(found.rule.kind)) {
    std::set<std::pair<std::string, std::string>> there;
    for (const Cause& cause : causes) there.emplace(cause.subject(), cause.period);
    std::vector<AlertId> gone;
    for (const auto& row : found.open)
      if (!there.contains({row.subject, row.period})) gone.push_back(row.id);
    for (std::size_t from = 0; from < gone.size(); from += kAtOnce) {
      SweepReport part;
      MANYI_CHECK(needs_.database.write(tenant, [&](db::Tx& tx) -> Result<void> {
        part = {};
        for (std::size_t i = from; i < std::min(from + kAtOnce, gone.size()); ++i)
          if (auto row = store::find(tx, Caller::system(tenant), gone[i]); row && is_open(row->state))
            MANYI_CHECK(settle_gone(tx, std::move(*row), part));
        return {};
      }));
      add(part);
    }
  }
  report.raised += of_kind.raised;
  report.kept += of_kind.kept;
  report.resolved += of_kind.resolved;
  report.held_back += of_kind.held_back;
  return {};
}

// ---- one cause ----------------------------------------------------------------------------------

Result<void> Alerts::take(db::Tx& tx, TenantId tenant, Staff& staff, const Cause& cause,
                          SweepReport& report) {
  auto row = store::find_by_cause(tx, tenant, cause.kind, cause.subject(), cause.period);
  if (!row) {
    if (!cause.fresh) return {};
    ++report.raised;
    return raise(tx, tenant, staff, cause);
  }
  switch (meet(row->state)) {
    case Meeting::kKeep: ++report.kept; return keep(tx, staff, cause, std::move(*row));
    case Meeting::kSilence: return {};
    case Meeting::kReopen: break;
  }
  const bool trusted = !row->cause_gone && row->settled_at && tx.now() - *row->settled_at < kGrace &&
                       cause.severity <= row->severity;
  if (trusted || !cause.fresh) return {};
  ++report.raised;
  return raise_again(tx, staff, cause, std::move(*row));
}

Result<void> Alerts::raise(db::Tx& tx, TenantId tenant, Staff& staff, const Cause& cause) {
  store::AlertRow row;
  row.tenant_id = tenant;
  row.id = tx.new_id<AlertTag>();
  row.kind = cause.kind;
  row.subject = cause.subject();
  row.subject_kind = cause.subject_kind;
  row.subject_id = cause.subject_id;
  row.period = cause.period;
  describe(row, cause);
  row.owner_id = staff.owner_of(tx, cause);
  row.raised_at = row.updated_at = tx.now();
  MANYI_CHECK(store::insert(tx, row));
  return publish_raised(tx, row);
}

Result<void> Alerts::raise_again(db::Tx& tx, Staff& staff, const Cause& cause, store::AlertRow row) {
  describe(row, cause);
  row.owner_id = staff.owner_of(tx, cause);
  row.state = AlertState::kRaised;
  row.raised += 1;
  row.cause_gone = false;
  row.raised_at = row.updated_at = tx.now();
  row.acknowledged_at.reset();
  row.acting_at.reset();
  row.settled_at.reset();
  row.announced_at.reset();
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  return publish_raised(tx, row);
}

Result<void> Alerts::publish_raised(db::Tx& tx, const store::AlertRow& row) {
  AlertRaised event;
  event.alert = row.id;
  event.kind = row.kind;
  event.severity = row.severity;
  event.site = row.site_id;
  event.owner = row.owner_id;
  event.due_at = row.due_at;
  event.raised = row.raised;
  MANYI_CHECK(needs_.events.publish(tx, {row.tenant_id, UserId()}, event));
  if (row.severity == Severity::kSevere) return tell_owner(tx, row);
  return {};
}

Result<void> Alerts::keep(db::Tx& tx, Staff& staff, const Cause& cause, store::AlertRow row) {
  const Severity before = row.severity;
  const auto due_before = row.due_at;
  describe(row, cause);
  // Whoever has left or is on leave gives it up; whom somebody chose keeps it while he is there.
  const auto owner = row.owner_id ? staff.member(tx, *row.owner_id) : std::nullopt;
  const bool orphan = !owner || !owner->active || owner->absent;
  const auto owner_before = row.owner_id;
  if (orphan) row.owner_id = staff.owner_of(tx, cause);
  if (before != row.severity || due_before != row.due_at || owner_before != row.owner_id) {
    row.updated_at = tx.now();
    row.version += 1;
  }
  const bool graver = before < row.severity;
  if (graver) row.announced_at.reset();
  MANYI_CHECK(store::update(tx, row));
  if (before != row.severity) {
    AlertWeighed event;
    event.alert = row.id;
    event.from = before;
    event.severity = row.severity;
    MANYI_CHECK(needs_.events.publish(tx, {row.tenant_id, UserId()}, event));
  }
  if (owner_before != row.owner_id) {
    AlertMoved event;
    event.alert = row.id;
    event.step = AlertStep::kReassign;
    event.from = event.state = row.state;
    event.owner = row.owner_id;
    MANYI_CHECK(needs_.events.publish(tx, {row.tenant_id, UserId()}, event));
  }
  if (row.severity == Severity::kSevere && (graver || owner_before != row.owner_id))
    return tell_owner(tx, row);
  return {};
}

Result<void> Alerts::settle_gone(db::Tx& tx, store::AlertRow row, SweepReport& report) {
  AlertMoved event;
  event.alert = row.id;
  event.step = AlertStep::kResolve;
  event.from = row.state;
  event.state = row.state = AlertState::kResolved;
  event.owner = row.owner_id;
  event.cause_gone = row.cause_gone = true;
  row.settled_at = row.updated_at = tx.now();
  row.updated_by = UserId();
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  ++report.resolved;
  return needs_.events.publish(tx, {row.tenant_id, UserId()}, event);
}

// ---- when it is due -----------------------------------------------------------------------------

TimeZone Alerts::zone_of(db::ReadTx& tx, TenantId tenant, std::optional<SiteId> site) {
  if (site)
    if (const auto found = needs_.org.site(tx, tenant, *site))
      if (const auto zone = TimeZone::find(found->time_zone)) return *zone;
  return ports_.default_zone(tx, tenant);
}

Result<void> Alerts::tick(TenantId tenant) {
  SweepDue due;
  std::vector<std::optional<SiteId>> digests;
  needs_.database.read([&](db::ReadTx& tx) {
    const Instant now = tx.now();
    bool working = false, workday = false;
    for (const auto& [id, name] : needs_.org.site_names(tx, tenant)) {
      const auto site = needs_.org.site(tx, tenant, id);
      if (!site || site->state != org::SiteState::kActive) continue;
      const auto hours = needs_.org.work_calendar(tx, tenant, id);
      const TimeZone zone = zone_of(tx, tenant, id);
      const bool day = hours->is_workday(zone.local_date(now));
      working = working || hours->is_open(now);
      workday = workday || day;
      if (digest_due(store::digest_sent(tx, tenant, id), zone, now, day)) digests.emplace_back(id);
    }
    const TimeZone zone = ports_.default_zone(tx, tenant);
    if (digest_due(store::digest_sent(tx, tenant, SiteId()), zone, now, workday)) digests.emplace_back();
    const auto last = store::sweeps(tx, tenant);
    due = sweep_due({last.quick_at, last.daily_on}, zone, now, working);
  });
  {
    const std::lock_guard lock(mutex_);
    if (started_.insert(tenant).second) due.quick = true;
  }
  if (due.quick || due.daily)
    MANYI_CHECK(sweep(tenant, due.quick && due.daily ? SweepScope::kAll
                              : due.daily            ? SweepScope::kDaily
                                                     : SweepScope::kQuick));
  for (const auto& site : digests) MANYI_CHECK(send_digest(tenant, site));
  return {};
}

Result<void> Alerts::tick() {
  const auto tenants = needs_.database.read([&](db::ReadTx& tx) { return ports_.tenants(tx); });
  Result<void> outcome;
  for (const TenantId tenant : tenants)
    if (auto done = tick(tenant); !done) outcome = std::move(done);  // the others are not to suffer
  return outcome;
}

}  // namespace manyi::alerts
