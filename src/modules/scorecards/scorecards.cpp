// The use cases of scorecards: one card, a list with ranks, my KPIs.
// Owns what a caller may ask for; cards are made in cards.cpp.
#include "modules/scorecards/scorecards.h"

#include <algorithm>

#include "modules/scorecards/cards.h"
#include "modules/scorecards/how_to_move.h"

namespace manyi::scorecards {
namespace {

using targets::ScopeKind;
using targets::TargetScope;

constexpr int kTrendMonths = 6;

constexpr FieldRule kMonthRule = {.name = "month",
                                  .doc = "A month; the running one by default.",
                                  .example = R"("2026-11")",
                                  .min_length = 7,
                                  .max_length = 7};
constexpr FieldRule kKeyRule = {.name = "scope_key",
                                .doc = "Id of the site, unit or employee; empty for the company.",
                                .example = R"("")",
                                .max_length = 40};

/// A scope as asked for. \errors kInvalid /scope_key
Result<TargetScope> scope_asked(std::optional<ScopeKind> kind, const std::optional<std::string>& key) {
  TargetScope scope{kind.value_or(ScopeKind::kCompany), key.value_or("")};
  if (scope.kind == ScopeKind::kCompany && !scope.key.empty())
    return invalid("/scope_key", "unknown", "The company needs no key.");
  if (scope.kind != ScopeKind::kCompany && !parse_id(scope.key))
    return invalid("/scope_key", "required", "Name the id of the " + enum_name(scope.kind) + ".");
  return scope;
}

Error no_such_card() { return not_found("scorecard.not_found", "There is no such scorecard."); }

ScorecardLine line_of(const Scorecard& card) {
  ScorecardLine line;
  static_cast<CardHead&>(line) = card;
  if (card.least_n && *card.least_n < kRankedFrom) line.needed_to_rank = kRankedFrom - *card.least_n;
  return line;
}

/// Ranks among those that share a role, and sorts: best first, those without a score last.
void rank(std::vector<ScorecardLine>& lines) {
  std::vector<std::optional<Role>> roles;
  for (const auto& line : lines)
    if (std::find(roles.begin(), roles.end(), line.role) == roles.end()) roles.push_back(line.role);
  for (const auto& role : roles) {
    std::vector<Contender> all;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].role != role) continue;
      all.push_back({lines[i].score, !lines[i].needed_to_rank});
      at.push_back(i);
    }
    const auto places = ranks(all);
    for (std::size_t i = 0; i < at.size(); ++i) lines[at[i]].rank = places[i];
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.score.value_or(-1) > b.score.value_or(-1); });
}

}  // namespace

std::span<const FieldRule> field_rules(const OneScorecard*) {
  static const FieldRule kRules[] = {
      kMonthRule, {.name = "scope", .doc = "The company by default."}, kKeyRule};
  return kRules;
}
std::span<const FieldRule> field_rules(const ListScorecards*) {
  static const FieldRule kRules[] = {
      kMonthRule,
      {.name = "of", .doc = "Cards of what: person (default), unit or site."},
      {.name = "scope", .doc = "Within what: the company (default), a site or a unit."},
      kKeyRule};
  return kRules;
}
std::span<const FieldRule> field_rules(const MyKpisQuery*) {
  static const FieldRule kRules[] = {kMonthRule};
  return kRules;
}

Month Scorecards::running_month(db::ReadTx& tx, TenantId tenant) {
  const TimeZone zone = needs_.performance.ports().default_zone(tx, tenant);
  return month_of_day(zone.local_date(tx.now()));
}

Result<Month> Scorecards::month_asked(db::ReadTx& tx, TenantId tenant,
                                      const std::optional<std::string>& asked) {
  const Month running = running_month(tx, tenant);
  if (!asked) return running;
  const auto month = parse_month(*asked);
  if (!month) return invalid("/month", "month", "Expected a month such as 2026-11.");
  if (month->from > running.from) return invalid("/month", "future", "This month has not begun.");
  return *month;
}

std::vector<org::Employee> Scorecards::staff_of(db::ReadTx& tx, TenantId tenant, const Month& month,
                                                const org::ListEmployees& filter) {
  const Caller system = Caller::system(tenant);
  org::ListEmployees query = filter;
  query.limit = kMostLimit;
  std::vector<org::Employee> staff;
  for (;;) {
    auto page = needs_.org.list_employees(tx, system, query);
    if (!page) break;
    for (auto& one : page->items) {
      if (one.hired_on && *one.hired_on >= month.to) continue;
      if (one.left_on && *one.left_on <= month.from) continue;
      staff.push_back(std::move(one));
    }
    if (!page->next_cursor) break;
    query.cursor = page->next_cursor;
  }
  return staff;
}

Result<Scorecard> Scorecards::card_of(db::ReadTx& tx, TenantId tenant, const std::string& month,
                                      const TargetScope& scope, Values values) {
  MANYI_TRY(const Month asked, month_asked(tx, tenant, month));
  const bool running = asked.text == running_month(tx, tenant).text;
  CardMaker maker(needs_, expected_, tx, tenant, asked, values, running);
  return maker.card(scope, Detail::kPage);
}

Result<Scorecard> Scorecards::card(db::ReadTx& tx, const Caller& caller, const OneScorecard& in) {
  MANYI_TRY(const TargetScope scope, scope_asked(in.scope, in.scope_key));
  MANYI_TRY(const Month month, month_asked(tx, caller.tenant, in.month));
  if (!needs_.targets.may_see(tx, caller, scope)) return no_such_card();
  if (scope.kind == ScopeKind::kSite && !needs_.org.site(tx, caller.tenant, SiteId(*parse_id(scope.key))))
    return no_such_card();
  if (scope.kind == ScopeKind::kUnit &&
      !needs_.org.get_unit(tx, Caller::system(caller.tenant), org::OrgUnitId(*parse_id(scope.key))))
    return no_such_card();
  return card_of(tx, caller.tenant, month.text, scope);
}

Result<Page<ScorecardLine>> Scorecards::list(db::ReadTx& tx, const Caller& caller, const ListScorecards& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const TargetScope within, scope_asked(in.scope, in.scope_key));
  MANYI_TRY(const Month month, month_asked(tx, caller.tenant, in.month));
  if (within.kind == ScopeKind::kPerson)
    return invalid("/scope", "choice", "A list is within the company, a site or a unit.");
  const ScopeKind of = in.of.value_or(ScopeKind::kPerson);
  if (of == ScopeKind::kCompany) return invalid("/of", "choice", "Expected one of: person, unit, site.");
  std::size_t first = 0;
  if (in.cursor) {
    MANYI_TRY(const auto keys, read_cursor(*in.cursor, 1));
    const auto at = parse_id(keys[0]);
    if (!at) return invalid("/cursor", "cursor", "This is not a cursor of this list.");
    first = static_cast<std::size_t>(*at);
  }

  const bool running = month.text == running_month(tx, caller.tenant).text;
  CardMaker maker(needs_, expected_, tx, caller.tenant, month, Values::kAsClosed, running);
  std::vector<ScorecardLine> lines;
  const auto add = [&](Result<Scorecard> card) -> Result<void> {
    if (!card) return std::move(card).error();
    lines.push_back(line_of(*card));
    return {};
  };
  const auto seen = [&](const TargetScope& scope) { return needs_.targets.may_see(tx, caller, scope); };
  const auto id_within = [&] { return parse_id(within.key).value_or(0); };
  if (of == ScopeKind::kPerson) {
    org::ListEmployees filter;
    if (within.kind == ScopeKind::kSite) filter.site_id = SiteId(id_within());
    if (within.kind == ScopeKind::kUnit) filter.org_unit_id = org::OrgUnitId(id_within());
    filter.role = in.role;
    for (const auto& person : staff_of(tx, caller.tenant, month, filter))
      if (seen(scope_of_person(person.id))) MANYI_CHECK(add(maker.card_of(person, Detail::kScore)));
  } else if (of == ScopeKind::kSite) {
    for (const auto& [id, name] : needs_.org.site_names(tx, caller.tenant)) {
      if (within.kind == ScopeKind::kSite && id.text() != within.key) continue;
      const TargetScope site{ScopeKind::kSite, id.text()};
      if (seen(site)) MANYI_CHECK(add(maker.card(site, Detail::kScore)));
    }
  } else {
    org::ListOrgUnits query;
    if (within.kind == ScopeKind::kSite) query.site_id = SiteId(id_within());
    query.limit = kMostLimit;
    for (;;) {
      MANYI_TRY(const auto page, needs_.org.list_units(tx, Caller::system(caller.tenant), query));
      for (const auto& one : page.items) {
        if (one.kind == org::UnitKind::kCompany) continue;
        const TargetScope unit{ScopeKind::kUnit, one.id.text()};
        if (seen(unit)) MANYI_CHECK(add(maker.card(unit, Detail::kScore)));
      }
      if (!page.next_cursor) break;
      query.cursor = page.next_cursor;
    }
  }
  rank(lines);
  const std::size_t total = lines.size();
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(first, total)));
  auto page = page_of(std::move(lines), limit, [&](const ScorecardLine&) {
    return std::vector<std::string>{id_text(static_cast<std::int64_t>(first) + limit)};
  });
  page.total_estimate = static_cast<std::int64_t>(total);
  return page;
}

Result<MyKpis> Scorecards::my_kpis(db::ReadTx& tx, const Caller& caller, const MyKpisQuery& in) {
  MANYI_TRY(const Month month, month_asked(tx, caller.tenant, in.month));
  const auto person =
      caller.employee ? needs_.org.employee(tx, caller.tenant, caller.employee) : std::nullopt;
  if (!person) return not_found("scorecard.no_employee", "This log-in belongs to nobody on the staff.");
  const bool running = month.text == running_month(tx, caller.tenant).text;
  CardMaker maker(needs_, expected_, tx, caller.tenant, month, Values::kAsClosed, running);
  MANYI_TRY(const Scorecard card, maker.card_of(*person, Detail::kPage));
  Figures& figures = maker.figures();
  MyKpis mine;
  static_cast<CardHead&>(mine) = card;
  mine.month = month.text;
  mine.employee_id = person->id;
  mine.veto_cases = card.veto_cases;
  mine.as_of = card.as_of;
  for (const auto& row : card.rows) {
    MyKpi kpi;
    static_cast<CardRow&>(kpi) = row;
    const TargetScope measured{row.measured_scope, row.measured_key};
    const auto how = how_to_move(person->role, row.metric);
    kpi.how_zh = how.zh;
    kpi.how_en = how.en;
    MANYI_TRY(kpi.trend, figures.trend(row.metric, measured, kTrendMonths));
    if (const auto* info = figures.metric(row.metric)) {
      kpi.records.metric = row.metric;
      kpi.records.from = month.from.text();
      kpi.records.to = month.to.text();
      MANYI_TRY(kpi.records.where, needs_.targets.condition_of(tx, caller.tenant, measured));
      kpi.records.parts =
          info->terms.empty() ? std::vector<std::string>{"denominator", "numerator"} : info->terms;
      for (const auto& code : info->leads) {
        const auto* lead = figures.metric(code);
        if (!lead) continue;
        // A lead may credit somebody else than what it leads to.
        TargetScope where = measured;
        if (measured.kind == ScopeKind::kPerson &&
            measured_at(person->role, figures.credits(code), false) == MeasuredAt::kSite)
          where = {ScopeKind::kSite, person->site_id.text()};
        MANYI_TRY(const auto now, figures.at(code, where, Window::kMonth));
        MANYI_TRY(const auto rolling, figures.at(code, where, Window::kRolling));
        LeadFigure figure;
        figure.metric = code;
        figure.name_zh = lead->name_zh;
        figure.name_en = lead->name_en;
        figure.unit = lead->unit;
        figure.better = lead->better;
        if (now) {
          figure.value = now->value;
          figure.low = now->low;
          figure.high = now->high;
          figure.n = now->n;
        }
        if (rolling) {
          figure.rolling_value = rolling->value;
          figure.rolling_n = rolling->n;
        }
        const auto move = how_to_move(person->role, code);
        figure.how_zh = move.zh;
        figure.how_en = move.en;
        kpi.leads.push_back(std::move(figure));
      }
    }
    mine.items.push_back(std::move(kpi));
  }
  return mine;
}

}  // namespace manyi::scorecards
