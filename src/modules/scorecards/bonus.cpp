// The use cases of bonus rules, sheets and months: load, decide, store, publish.
// Owns who sees whose pay; sheets are worked out in bonus_compute.cpp.
#include "modules/scorecards/bonus.h"

#include <algorithm>

#include "base/json.h"
#include "modules/scorecards/bonus_lines.h"
#include "modules/scorecards/scorecards_events.h"
#include "modules/scorecards/store.h"

namespace manyi::scorecards {
namespace {

using store::StoredSheet;

constexpr std::size_t kLongText = 1000;
constexpr FieldRule kRules[] = {
    {.name = "month", .doc = "A month.", .example = R"("2026-11")", .min_length = 7, .max_length = 7},
    {.name = "valid_from",
     .doc = "The first month that it counts for.",
     .example = R"("2026-11")",
     .min_length = 7,
     .max_length = 7},
    {.name = "of_month",
     .doc = "The locked month that it corrects.",
     .example = R"("2026-10")",
     .min_length = 7,
     .max_length = 7},
    {.name = "reason",
     .doc = "Why; stays on the sheet.",
     .example = R"("10 月 12 日的投诉已判不成立")",
     .min_length = 1,
     .max_length = kLongText},
    {.name = "bases", .doc = "What is paid for a factor of 1, by role or person.", .max_length = 500},
    {.name = "points", .doc = "The curve from score to factor, by rising score.", .max_length = 50},
    {.name = "additions", .doc = "So much for each case that a metric counts.", .max_length = 50},
    {.name = "deductions", .doc = "So much off for each case that a metric counts.", .max_length = 50}};

/// Pay of others is for those who write or approve it. A team leader has neither right unless granted.
bool reads_pay(const Caller& caller) {
  return caller.may(Permission::kBonusWrite) || caller.may(Permission::kBonusApprove);
}

bool is_own(const Caller& caller, const StoredSheet& row) {
  return caller.employee && row.employee_id == caller.employee;
}

bool may_see(const Caller& caller, const StoredSheet& row) {
  if (!reads_pay(caller)) return is_own(caller, row) && row.state != SheetState::kDraft;
  return in_scope(caller, {.tenant = row.tenant_id, .site = row.site_id, .technician = row.employee_id});
}

/// What a caller's lists are limited to.
store::ListFilter seen_by(const Caller& caller) {
  store::ListFilter filter;
  if (reads_pay(caller)) {
    filter.scope = scope_of(caller, {.technician = "employee_id"});
    return filter;
  }
  filter.scope = {"tenant_id = :scope_0 and employee_id = :scope_1",
                  {caller.tenant.value(), caller.employee.value()}};
  for (const auto& [state, name] : enum_entries<SheetState>())
    if (state != SheetState::kDraft) filter.states.push_back(state);
  return filter;
}

BonusRule shown(const store::RuleRow& row) {
  BonusRule rule;
  if (auto terms = from_json<BonusTerms>(row.terms.text)) static_cast<BonusTerms&>(rule) = std::move(*terms);
  rule.id = row.id;
  rule.valid_from = row.valid_from;
  rule.reason = row.reason;
  rule.created_at = row.created_at;
  rule.created_by = row.created_by;
  return rule;
}

bool allowed_to(const Caller& caller, const SheetSituation& now, SheetStep step) {
  switch (step) {
    case SheetStep::kConfirm:
    case SheetStep::kAppeal: return now.own && caller.may(Permission::kBonusConfirm);
    case SheetStep::kCompute:
    case SheetStep::kSend: return caller.may(Permission::kBonusWrite);
    case SheetStep::kCorrect:
    case SheetStep::kDecide: return !now.own && caller.may(Permission::kBonusWrite);
    case SheetStep::kApprove: return !now.own && caller.may(Permission::kBonusApprove);
    case SheetStep::kPay: return caller.may(Permission::kBonusApprove);
  }
  return false;
}

void touch(StoredSheet& row, const Caller& caller, Instant now) {
  row.updated_at = now;
  row.updated_by = caller.user;
  row.version += 1;
}

Result<void> publish_step(journal::Events& events, db::Tx& tx, const Caller& caller, const StoredSheet& row,
                          SheetStep step, SheetState from) {
  BonusSheetMoved event;
  event.sheet = row.id;
  event.employee = row.employee_id;
  event.month = row.month;
  event.state = row.state;
  event.total = row.total;
  event.step = step;
  event.from = from;
  if (step == SheetStep::kDecide) event.decision = row.decision;
  return events.publish(tx, caller, event);
}

}  // namespace

std::span<const FieldRule> field_rules(const SetBonusRule*) { return kRules; }
std::span<const FieldRule> field_rules(const ComputeBonus*) { return kRules; }
std::span<const FieldRule> field_rules(const AppealSheet*) { return kRules; }
std::span<const FieldRule> field_rules(const DecideSheet*) { return kRules; }
std::span<const FieldRule> field_rules(const CorrectSheet*) { return kRules; }
std::span<const FieldRule> field_rules(const ListSheets*) { return kRules; }
std::span<const FieldRule> field_rules(const ExportSheets*) { return kRules; }
std::span<const FieldRule> field_rules(const LockBonusMonth*) { return kRules; }

Result<Month> BonusSheets::month_in(const std::string& text) const {
  const auto month = parse_month(text);
  if (!month) return invalid("/month", "month", "Expected a month such as 2026-11.");
  return *month;
}

// ---- rules -------------------------------------------------------------------------------------

Result<BonusRule> BonusSheets::set_rule(db::Tx& tx, const Caller& caller, const SetBonusRule& in) {
  std::vector<FieldError> errors;
  const auto month = parse_month(in.valid_from);
  if (!month) errors.push_back({"/valid_from", "month", "Expected a month such as 2026-11."});
  check_terms(in, errors);
  const auto& needs = needs_.scorecards.needs();
  for (std::size_t i = 0; i < in.bases.size(); ++i)
    if (in.bases[i].employee_id && !needs.org.employee(tx, caller.tenant, *in.bases[i].employee_id))
      errors.push_back(
          {"/bases/" + std::to_string(i) + "/employee_id", "not_found", "There is no such employee."});
  if (!in.additions.empty() || !in.deductions.empty()) {
    MANYI_TRY(const auto metrics, needs.performance.metrics(Caller::system(caller.tenant)));
    const auto check = [&](const std::vector<CaseAmount>& all, const std::string& pointer) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        const auto at = std::find_if(metrics.items.begin(), metrics.items.end(),
                                     [&](const auto& one) { return one.code == all[i].metric; });
        if (at == metrics.items.end() || at->unit != "count" || at->fact.empty())
          errors.push_back({pointer + "/" + std::to_string(i) + "/metric", "unknown",
                            "Expected a metric that counts records, such as praise_count."});
      }
    };
    check(in.additions, "/additions");
    check(in.deductions, "/deductions");
  }
  if (!errors.empty()) return invalid(std::move(errors));
  for (const auto& locked : store::locked_months(tx, caller.tenant))
    if (locked.month >= in.valid_from)
      return conflict("bonus.locked", "The month " + locked.month + " is locked: begin after it.");
  store::RuleRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<BonusRuleTag>();
  row.valid_from = in.valid_from;
  row.terms = RawJson{to_json(static_cast<const BonusTerms&>(in))};
  row.reason = in.reason;
  row.created_at = tx.now();
  row.created_by = caller.user;
  MANYI_CHECK(store::insert_rule(tx, row));
  MANYI_CHECK(needs_.events.publish(tx, caller, BonusRuleSet{row.id, row.valid_from}));
  return shown(row);
}

Items<BonusRule> BonusSheets::rules(db::ReadTx& tx, const Caller& caller) {
  Items<BonusRule> all;
  std::optional<Role> role;
  if (!reads_pay(caller) && caller.employee)
    if (const auto he = needs_.scorecards.needs().org.employee(tx, caller.tenant, caller.employee))
      role = he->role;
  for (const auto& row : store::rules(tx, caller.tenant)) {
    BonusRule rule = shown(row);
    // What others are paid is their own business.
    if (!reads_pay(caller))
      std::erase_if(rule.bases, [&](const BonusBase& base) {
        return base.employee_id ? *base.employee_id != caller.employee : base.role != role;
      });
    all.items.push_back(std::move(rule));
  }
  return all;
}

std::optional<BonusRule> BonusSheets::rule_in_force(db::ReadTx& tx, TenantId tenant,
                                                    const std::string& month) {
  const auto row = store::rule_in_force(tx, tenant, month);
  return row ? std::optional(shown(*row)) : std::nullopt;
}

// ---- steps -------------------------------------------------------------------------------------

Result<StoredSheet> BonusSheets::load(db::ReadTx& tx, const Caller& caller, BonusSheetId id,
                                      const std::optional<std::int64_t>& if_match) {
  auto row = store::sheet(tx, caller.tenant, id);
  if (!row || !may_see(caller, *row)) return not_found("bonus.not_found", "There is no such bonus sheet.");
  if (if_match && *if_match != row->version) return stale("The sheet was changed in the meantime.");
  return std::move(*row);
}

SheetSituation BonusSheets::situation_of(db::ReadTx& tx, const Caller& caller, const StoredSheet& row) {
  SheetSituation now;
  now.state = row.state;
  now.own = is_own(caller, row);
  const auto month = parse_month(row.month);
  now.month_over = month && needs_.scorecards.running_month(tx, row.tenant_id).from >= month->to;
  if (row.sent_at) {
    const auto rule = store::rule(tx, row.tenant_id, row.rule_id);
    const std::int64_t days = rule ? shown(*rule).silent_days : BonusTerms().silent_days;
    now.silence_over = tx.now() >= *row.sent_at + kDay * days;
  }
  return now;
}

template <class Change>
Result<BonusSheet> BonusSheets::step(db::Tx& tx, const Caller& caller, SheetStep step, const StepSheet& in,
                                     Change change) {
  MANYI_TRY(StoredSheet row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const SheetState to, decide_step(situation_of(tx, caller, row), step));
  const SheetState from = row.state;
  MANYI_CHECK(change(row));
  row.state = to;
  touch(row, caller, tx.now());
  MANYI_CHECK(store::update_sheet(tx, row));
  MANYI_CHECK(publish_step(needs_.events, tx, caller, row, step, from));
  return present(tx, caller, row);
}

Result<BonusSheet> BonusSheets::step(db::Tx& tx, const Caller& caller, SheetStep which, const StepSheet& in) {
  return step(tx, caller, which, in, [&](StoredSheet& row) -> Result<void> {
    if (which == SheetStep::kSend) row.sent_at = tx.now();
    if (which == SheetStep::kConfirm) row.answered_at = tx.now();
    if (which == SheetStep::kApprove) {
      row.approved_at = tx.now();
      row.approved_by = caller.user;
    }
    return {};
  });
}

Result<BonusSheet> BonusSheets::appeal(db::Tx& tx, const Caller& caller, const AppealSheet& in) {
  return step(tx, caller, SheetStep::kAppeal, in, [&](StoredSheet& row) -> Result<void> {
    row.appeal_reason = in.reason;
    row.answered_at = tx.now();
    return {};
  });
}

Result<BonusSheet> BonusSheets::decide(db::Tx& tx, const Caller& caller, const DecideSheet& in) {
  return step(tx, caller, SheetStep::kDecide, in, [&](StoredSheet& row) -> Result<void> {
    std::vector<FieldError> errors;
    const bool changes = in.decision == AppealDecision::kChanged;
    if (changes && (!in.change || in.change->amount() == 0))
      errors.push_back({"/change", "required", "Say by how much the sheet changes."});
    if (!changes && in.change) errors.push_back({"/change", "unknown", "What is upheld does not change."});
    check_change(in.change, row.total, "/change", errors);
    if (!errors.empty()) return invalid(std::move(errors));
    row.decision = in.decision;
    row.decision_reason = in.reason;
    row.decided_at = tx.now();
    row.decided_by = caller.user;
    if (!changes) return {};
    BonusLine line;
    line.kind = LineKind::kDecision;
    line.amount = *in.change;
    line.reason = in.reason;
    row.total = Money(row.total.amount() + line.amount.amount());
    row.corrections = Money(row.corrections.amount() + line.amount.amount());
    return store::insert_line(tx, line_row(tx, row, line, caller.user));
  });
}

Result<BonusSheet> BonusSheets::correct(db::Tx& tx, const Caller& caller, const CorrectSheet& in) {
  return step(tx, caller, SheetStep::kCorrect, in, [&](StoredSheet& row) -> Result<void> {
    std::vector<FieldError> errors;
    if (!parse_month(in.of_month))
      errors.push_back({"/of_month", "month", "Expected a month such as 2026-10."});
    else if (in.of_month >= row.month || !store::locked_month(tx, caller.tenant, in.of_month))
      errors.push_back(
          {"/of_month", "not_locked",
           "Only a locked month before this one is corrected here; an open one is computed anew."});
    if (in.amount.amount() == 0) errors.push_back({"/amount", "required", "Say by how much."});
    check_change(in.amount, row.total, "/amount", errors);
    if (!errors.empty()) return invalid(std::move(errors));
    BonusLine line;
    line.kind = LineKind::kCorrection;
    line.amount = in.amount;
    line.reason = in.reason;
    line.of_month = in.of_month;
    row.total = Money(row.total.amount() + line.amount.amount());
    row.corrections = Money(row.corrections.amount() + line.amount.amount());
    return store::insert_line(tx, line_row(tx, row, line, caller.user));
  });
}

Result<BonusMonth> BonusSheets::lock(db::Tx& tx, const Caller& caller, const LockBonusMonth& in) {
  MANYI_TRY(const Month month, month_in(in.month));
  if (caller.scope != Scope::kTenant)
    return forbidden("bonus.whole_month", "A month is locked for the whole company.");
  if (store::locked_month(tx, caller.tenant, month.text))
    return conflict("bonus.locked", "This month is locked already.");
  auto sheets = store::sheets_of_month(tx, caller.tenant, month.text);
  if (sheets.empty()) return conflict("bonus.no_sheets", "This month has no bonus sheets.");
  std::int64_t waiting = 0, total = 0;
  for (const auto& row : sheets) {
    waiting += row.state != SheetState::kApproved;
    total += row.total.amount();
  }
  if (waiting > 0)
    return conflict(
        "bonus.not_approved",
        std::to_string(waiting) + " of " + std::to_string(sheets.size()) + " sheets are not approved yet.",
        {enum_name(SheetStep::kApprove)});
  for (auto& row : sheets) {
    row.state = SheetState::kPaid;
    row.paid_at = tx.now();
    touch(row, caller, tx.now());
    MANYI_CHECK(store::update_sheet(tx, row));
    MANYI_CHECK(publish_step(needs_.events, tx, caller, row, SheetStep::kPay, SheetState::kApproved));
  }
  store::MonthRow row;
  row.tenant_id = caller.tenant;
  row.month = month.text;
  row.sheets = static_cast<std::int64_t>(sheets.size());
  row.total = Money(total);
  row.locked_at = tx.now();
  row.locked_by = caller.user;
  MANYI_CHECK(store::insert_month(tx, row));
  MANYI_CHECK(needs_.events.publish(tx, caller, BonusMonthLocked{row.month, row.sheets, row.total}));
  BonusMonth shown;
  shown.month = row.month;
  shown.sheets = shown.paid = row.sheets;
  shown.total = row.total;
  shown.locked_at = row.locked_at;
  return shown;
}

// ---- reading -----------------------------------------------------------------------------------

std::vector<BonusSheetRow> BonusSheets::rows_of(db::ReadTx& tx, TenantId tenant,
                                                const std::vector<StoredSheet>& sheets) {
  auto& org = needs_.scorecards.needs().org;
  const auto sites = org.site_names(tx, tenant);
  std::vector<BonusSheetRow> rows;
  for (const auto& sheet : sheets) {
    BonusSheetRow row;
    row.id = sheet.id;
    row.month = sheet.month;
    row.employee_id = sheet.employee_id;
    if (const auto person = org.employee(tx, tenant, sheet.employee_id)) {
      row.employee_no = person->no;
      row.employee_name = person->name;
    }
    row.site_id = sheet.site_id;
    if (const auto site = sites.find(sheet.site_id); site != sites.end()) row.site_name = site->second;
    row.role = sheet.role;
    row.state = sheet.state;
    row.score = sheet.score;
    row.grace = sheet.grace;
    row.vetoed = sheet.vetoed;
    row.factor = sheet.factor;
    row.base = sheet.base;
    row.additions = sheet.additions;
    row.deductions = sheet.deductions;
    row.corrections = sheet.corrections;
    row.total = sheet.total;
    row.updated_at = sheet.updated_at;
    row.version = sheet.version;
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<BonusSheet> BonusSheets::present(db::ReadTx& tx, const Caller& caller, const StoredSheet& row) {
  BonusSheet sheet;
  static_cast<BonusSheetRow&>(sheet) = rows_of(tx, row.tenant_id, {row}).front();
  sheet.rule_id = row.rule_id;
  sheet.sum = row.sum;
  sheet.coefficient = row.coefficient;
  sheet.spread = row.spread;
  sheet.month_closed = row.month_closed;
  for (const auto& figure : store::figures(tx, row.tenant_id, row.id)) sheet.rows.push_back(figure);
  for (const auto& line : store::lines(tx, row.tenant_id, row.id)) sheet.lines.push_back(line_of(line));
  sheet.appeal_reason = row.appeal_reason;
  sheet.decision = row.decision;
  sheet.decision_reason = row.decision_reason;
  sheet.sent_at = row.sent_at;
  sheet.answered_at = row.answered_at;
  sheet.decided_at = row.decided_at;
  sheet.approved_at = row.approved_at;
  sheet.paid_at = row.paid_at;
  sheet.decided_by = row.decided_by;
  sheet.approved_by = row.approved_by;
  sheet.computed_at = row.computed_at;
  if (row.sent_at)
    if (const auto rule = store::rule(tx, row.tenant_id, row.rule_id))
      sheet.answer_until = *row.sent_at + kDay * shown(*rule).silent_days;
  const SheetSituation now = situation_of(tx, caller, row);
  for (const auto step : steps_of(now))
    if (allowed_to(caller, now, step)) sheet.allowed.push_back(step);
  return sheet;
}

Result<BonusSheet> BonusSheets::get(db::ReadTx& tx, const Caller& caller, BonusSheetId id) {
  MANYI_TRY(const StoredSheet row, load(tx, caller, id, {}));
  MANYI_TRY(BonusSheet sheet, present(tx, caller, row));
  if (row.state == SheetState::kDraft) return sheet;
  // While facts are loading, the sheet is shown without its comparison.
  if (auto now = worked_out_now(tx, row, sheet.lines))
    sheet.now = std::move(*now);
  else if (now.error().code != ErrorCode::kUnavailable)
    return std::move(now).error();
  return sheet;
}

Result<Page<BonusSheetRow>> BonusSheets::list(db::ReadTx& tx, const Caller& caller, const ListSheets& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  store::ListFilter filter = seen_by(caller);
  if (in.month) {
    MANYI_TRY(const Month month, month_in(*in.month));
    filter.month = month.text;
  }
  filter.site = in.site_id;
  filter.employee = in.employee_id;
  if (!in.state.empty()) {
    std::vector<SheetState> asked = in.state;
    if (!reads_pay(caller)) std::erase(asked, SheetState::kDraft);
    if (asked.empty()) return Page<BonusSheetRow>{};
    filter.states = std::move(asked);
  }
  const std::int64_t total = store::count(tx, filter);
  if (in.cursor) {
    MANYI_TRY(const auto keys, read_cursor(*in.cursor, 2));
    const auto id = parse_id(keys[1]);
    if (!parse_month(keys[0]) || !id)
      return invalid("/cursor", "cursor", "This is not a cursor of this list.");
    filter.after = std::pair(keys[0], *id);
  }
  filter.limit = limit + 1;
  auto page =
      page_of(rows_of(tx, caller.tenant, store::list(tx, filter)), limit, [](const BonusSheetRow& last) {
        return std::vector<std::string>{last.month, last.id.text()};
      });
  page.total_estimate = total;
  return page;
}

Items<BonusMonth> BonusSheets::months(db::ReadTx& tx, const Caller& caller) {
  Items<BonusMonth> all;
  const auto locked = store::locked_months(tx, caller.tenant);
  for (const auto& count : store::counts(tx, seen_by(caller))) {
    if (all.items.empty() || all.items.back().month != count.month) {
      BonusMonth month;
      month.month = count.month;
      for (const auto& row : locked)
        if (row.month == count.month) month.locked_at = row.locked_at;
      all.items.push_back(std::move(month));
    }
    BonusMonth& month = all.items.back();
    month.sheets += count.sheets;
    month.total = Money(month.total.amount() + count.total.amount());
    switch (count.state) {
      case SheetState::kDraft: month.draft = count.sheets; break;
      case SheetState::kSent: month.sent = count.sheets; break;
      case SheetState::kConfirmed: month.confirmed = count.sheets; break;
      case SheetState::kAppealed: month.appealed = count.sheets; break;
      case SheetState::kDecided: month.decided = count.sheets; break;
      case SheetState::kApproved: month.approved = count.sheets; break;
      case SheetState::kPaid: month.paid = count.sheets; break;
    }
  }
  return all;
}

}  // namespace manyi::scorecards
