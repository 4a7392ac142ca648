// What the simulation tells: described records, each complete when it is told.
// Owns their fields. People, sites, models, faults and parts are indexes into the Company.
//
// `told_at` of a record is when it became complete (or the last moment simulated); records come in the
// order of told_at. Whatever a provider could not know stands in `hidden` and in nothing else.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/describe.h"
#include "engines/simulation/company.h"

namespace manyi::simulation {

enum class Service { kCarryIn, kMailIn, kOnsite, kRemote };
BOOST_DESCRIBE_ENUM(Service, kCarryIn, kMailIn, kOnsite, kRemote)
enum class Channel { kCounter, kPhone, kWechat };
BOOST_DESCRIBE_ENUM(Channel, kCounter, kPhone, kWechat)
enum class CustomerKind { kIndividual, kKeyAccount };
BOOST_DESCRIBE_ENUM(CustomerKind, kIndividual, kKeyAccount)
enum class Outcome { kUnknown, kRepaired, kDeclined, kUnrepairable, kCancelled };
BOOST_DESCRIBE_ENUM(Outcome, kUnknown, kRepaired, kDeclined, kUnrepairable, kCancelled)
enum class Feeling { kVerySatisfied, kSatisfied, kNeutral, kDissatisfied };
BOOST_DESCRIBE_ENUM(Feeling, kVerySatisfied, kSatisfied, kNeutral, kDissatisfied)
enum class Dimension { kSpeed, kQuality, kPrice, kConduct, kAttitude, kDelight };
BOOST_DESCRIBE_ENUM(Dimension, kSpeed, kQuality, kPrice, kConduct, kAttitude, kDelight)

/// The steps of an order, in the words of the work-order module.
enum class StepKind {
  kAccept,
  kShip,
  kReceive,
  kAssign,
  kDispatch,
  kContact,
  kSchedule,
  kTravel,
  kArrive,
  kDiagnose,
  kRequestQuote,
  kApproveQuote,
  kDeclineQuote,
  kWaitPart,
  kPartArrived,
  kStartRepair,
  kFinishRepair,
  kPassQc,
  kFailQc,
  kNotifyCustomer,
  kDeliver,
  kClose,
  kMarkUnrepairable,
  kCancel,
  kRepromise,
  kPause,
  kResume,
};
BOOST_DESCRIBE_ENUM(StepKind, kAccept, kShip, kReceive, kAssign, kDispatch, kContact, kSchedule, kTravel,
                    kArrive, kDiagnose, kRequestQuote, kApproveQuote, kDeclineQuote, kWaitPart, kPartArrived,
                    kStartRepair, kFinishRepair, kPassQc, kFailQc, kNotifyCustomer, kDeliver, kClose,
                    kMarkUnrepairable, kCancel, kRepromise, kPause, kResume)

/// For whom an order rests, in the words of the work-order module.
enum class PauseReason { kWaitingPart, kWaitingCustomer, kWaitingManufacturer, kOther };
BOOST_DESCRIBE_ENUM(PauseReason, kWaitingPart, kWaitingCustomer, kWaitingManufacturer, kOther)

struct Step {
  StepKind kind = StepKind::kAccept;
  Instant at;
  std::int64_t person = kNobody;
  std::int64_t technician = kNobody;  // whose order it was then; later ones may not have been hired yet
  /// The promised time of kRepromise and kWaitPart, the beginning of the window of kSchedule.
  std::optional<Instant> promised;
  bool told_customer = false;                // kRepromise: before the old promise passed
  bool evidenced = false;                    // kPause: somebody kept what proves it
  PauseReason reason = PauseReason::kOther;  // kPause
};
BOOST_DESCRIBE_STRUCT(Step, (), (kind, at, person, technician, promised, told_customer, evidenced, reason))

struct Hidden {
  bool poor_repair = false;      // will come back, unless the customer gives up
  bool wrong_diagnosis = false;  // a good part was replaced
  bool bad_lot = false;          // the part comes from a planted lot
  bool overcharged = false;
  bool rude = false;       // somebody was
  bool delighted = false;  // a small kindness was done
  Feeling feeling = Feeling::kSatisfied;
  Dimension worst = Dimension::kSpeed;
  double score = 0;
};
BOOST_DESCRIBE_STRUCT(Hidden, (),
                      (poor_repair, wrong_diagnosis, bad_lot, overcharged, rude, delighted, feeling, worst,
                       score))

struct Order {
  Instant told_at;
  std::int64_t id = 0;
  std::int64_t site = 0, technician = kNobody;
  std::int64_t customer = 0, device = 0, model = 0, fault = 0;
  CustomerKind customer_kind = CustomerKind::kIndividual;
  Service service = Service::kCarryIn;
  Channel channel = Channel::kCounter;
  bool in_warranty = true;
  Date sold_on;                   // the device, with Detail::kEverything
  std::int64_t cover_months = 0;  // of the manufacturer's cover that came with it
  std::int64_t dealer = kNobody;  // who sold it
  Instant requested_at;
  std::optional<Instant> promise_at;  // the first one
  std::vector<Step> steps;
  std::int64_t part = kNobody;  // of the first request
  std::int64_t visits = 0, qc_failures = 0;
  std::int64_t repeat_of = 0;                         // the order that did not hold
  std::int64_t list_price = 0, quoted = 0, paid = 0;  // \unit minor units; 0 in warranty
  std::int64_t needs_not_met = 0, needs_exceeded = 0;
  Outcome outcome = Outcome::kUnknown;
  bool open = false;
  Hidden hidden;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (told_at, id, site, technician, customer, device, model, fault, customer_kind, service,
                       channel, in_warranty, sold_on, cover_months, dealer, requested_at, promise_at, steps,
                       part, visits, qc_failures, repeat_of, list_price, quoted, paid, needs_not_met,
                       needs_exceeded, outcome, open, hidden))

/// The time of the last step of that kind; absent when it was not taken.
std::optional<Instant> last(const Order& order, StepKind kind);
std::optional<Instant> first(const Order& order, StepKind kind);
std::int64_t who(const Order& order, StepKind kind);

struct Joined {
  Instant told_at;
  Person person;
};
BOOST_DESCRIBE_STRUCT(Joined, (), (told_at, person))

enum class LeaveReason { kVoluntary, kDismissed, kTransfer, kRetired };
BOOST_DESCRIBE_ENUM(LeaveReason, kVoluntary, kDismissed, kTransfer, kRetired)
struct Left {
  Instant told_at;
  std::int64_t person = 0;
  LeaveReason reason = LeaveReason::kVoluntary;
};
BOOST_DESCRIBE_STRUCT(Left, (), (told_at, person, reason))

/// He has passed the examination that his work asks for.
struct Certified {
  Instant told_at;
  std::int64_t person = 0;
};
BOOST_DESCRIBE_STRUCT(Certified, (), (told_at, person))

enum class PartSource { kStock, kManufacturer, kTransfer };
BOOST_DESCRIBE_ENUM(PartSource, kStock, kManufacturer, kTransfer)
struct PartRequest {
  Instant told_at;
  std::int64_t id = 0, order = 0, part = 0, site = 0, keeper = kNobody, unit = 0;
  PartSource source = PartSource::kStock;
  Instant requested_at;
  std::optional<Instant> promised_at, available_at, issued_at, installed_at;
};
BOOST_DESCRIBE_STRUCT(PartRequest, (),
                      (told_at, id, order, part, site, keeper, unit, source, requested_at, promised_at,
                       available_at, issued_at, installed_at))

enum class Verdict { kNone, kFaulty, kNoFault, kDamaged, kMismatch };
BOOST_DESCRIBE_ENUM(Verdict, kNone, kFaulty, kNoFault, kDamaged, kMismatch)
/// A good part on the shelf (order 0) or on its way into a machine, or a defective one on its way back.
struct PartUnit {
  Instant told_at;
  std::int64_t id = 0, order = 0, part = 0, site = 0, technician = kNobody, keeper = kNobody;
  std::int64_t replaced_by = 0;  // a defective one: the unit that was built in for it
  std::string batch;
  std::int64_t cost = 0;
  bool defective_return = false;
  std::optional<Instant> received_at, issued_at, installed_at, unused_returned_at;
  std::optional<Instant> removed_at, return_due_at, shipped_back_at, judged_at;
  std::optional<Instant> doa_claimed_at, doa_confirmed_at;
  std::optional<Instant> out_again_at;  // returned unused, then handed out for another order
  Verdict verdict = Verdict::kNone;
};
BOOST_DESCRIBE_STRUCT(PartUnit, (),
                      (told_at, id, order, part, site, technician, keeper, replaced_by, batch, cost,
                       defective_return, received_at, issued_at, installed_at, unused_returned_at, removed_at,
                       return_due_at, shipped_back_at, judged_at, doa_claimed_at, doa_confirmed_at,
                       out_again_at, verdict))

/// How much of a part a site means to have: below it, it is ordered anew.
struct SafetyLevel {
  Instant told_at;
  std::int64_t site = 0, part = 0, pieces = 0;
};
BOOST_DESCRIBE_STRUCT(SafetyLevel, (), (told_at, site, part, pieces))

enum class SurveyKind { kCustomer, kDealer, kEmployee };
BOOST_DESCRIBE_ENUM(SurveyKind, kCustomer, kDealer, kEmployee)
enum class Questionnaire { kOwn, kManufacturer };
BOOST_DESCRIBE_ENUM(Questionnaire, kOwn, kManufacturer)
enum class CallResult { kCompleted, kUnreachable, kRefused, kInvalidNumber, kExpired, kOpen };
BOOST_DESCRIBE_ENUM(CallResult, kCompleted, kUnreachable, kRefused, kInvalidNumber, kExpired, kOpen)
struct Survey {
  Instant told_at;
  std::int64_t id = 0, order = 0, site = 0, clerk = kNobody, technician = kNobody;
  std::int64_t dealer = kNobody;  // kDealer: which one
  SurveyKind kind = SurveyKind::kCustomer;
  Questionnaire questionnaire = Questionnaire::kOwn;
  Instant due_at;
  std::optional<Instant> attempted_at, reached_at, answered_at;
  std::int64_t attempts = 0;
  CallResult result = CallResult::kOpen;
  Feeling feeling = Feeling::kSatisfied;  // as answered
  Dimension dimension = Dimension::kSpeed;
  std::int64_t nps = 0, call_ms = 0;
  bool valid = false, suspected_coaching = false;
  bool truly_coached = false;  // hidden
};
BOOST_DESCRIBE_STRUCT(Survey, (),
                      (told_at, id, order, site, clerk, technician, dealer, kind, questionnaire, due_at,
                       attempted_at, reached_at, answered_at, attempts, result, feeling, dimension, nps,
                       call_ms, valid, suspected_coaching, truly_coached))

enum class ComplaintSource { kCustomer, kManufacturer, kDealer, kRegulator, kMedia };
BOOST_DESCRIBE_ENUM(ComplaintSource, kCustomer, kManufacturer, kDealer, kRegulator, kMedia)
enum class Grade { kMinor, kMajor, kSevere };
BOOST_DESCRIBE_ENUM(Grade, kMinor, kMajor, kSevere)
struct Complaint {
  Instant told_at;
  std::int64_t id = 0, order = 0, site = 0, tracker = kNobody, accused = kNobody;
  ComplaintSource source = ComplaintSource::kCustomer;
  Grade grade = Grade::kMinor;
  Dimension cause = Dimension::kSpeed;
  Instant received_at;
  std::optional<Instant> acknowledged_at, plan_submitted_at, decided_at, confirmed_at, closed_at, reopened_at;
  std::int64_t cost = 0;
};
BOOST_DESCRIBE_STRUCT(Complaint, (),
                      (told_at, id, order, site, tracker, accused, source, grade, cause, received_at,
                       acknowledged_at, plan_submitted_at, decided_at, confirmed_at, closed_at, reopened_at,
                       cost))

struct Praise {
  Instant told_at;
  std::int64_t id = 0, order = 0, site = 0, person = kNobody;
  Dimension cause = Dimension::kAttitude;
  Instant received_at;
  std::optional<Instant> verified_at, forwarded_at;
};
BOOST_DESCRIBE_STRUCT(Praise, (),
                      (told_at, id, order, site, person, cause, received_at, verified_at, forwarded_at))

enum class ViolationType {
  kOvercharge,
  kChargedInWarranty,
  kNoReceipt,
  kFalseOrder,
  kFakePart,
  kRudeness,
  kDataLeak
};
BOOST_DESCRIBE_ENUM(ViolationType, kOvercharge, kChargedInWarranty, kNoReceipt, kFalseOrder, kFakePart,
                    kRudeness, kDataLeak)
enum class ViolationSource { kDetector, kAudit, kCustomer, kManufacturer };
BOOST_DESCRIBE_ENUM(ViolationSource, kDetector, kAudit, kCustomer, kManufacturer)
struct Violation {
  Instant told_at;
  std::int64_t id = 0, order = 0, site = 0, person = kNobody;
  ViolationType type = ViolationType::kOvercharge;
  ViolationSource source = ViolationSource::kDetector;
  Grade severity = Grade::kMinor;
  Instant occurred_at;
  std::optional<Instant> found_at, final_at;
  bool confirmed = false;  // once final
  std::int64_t points = 0, money = 0;
};
BOOST_DESCRIBE_STRUCT(Violation, (),
                      (told_at, id, order, site, person, type, source, severity, occurred_at, found_at,
                       final_at, confirmed, points, money))

struct Escalation {
  Instant told_at;
  std::int64_t id = 0, order = 0, site = 0, resolver = kNobody, level = 1;
  Instant raised_at, due_at;
  std::optional<Instant> answered_at, closed_at;
};
BOOST_DESCRIBE_STRUCT(Escalation, (),
                      (told_at, id, order, site, resolver, level, raised_at, due_at, answered_at, closed_at))

enum class ChargeKind { kLabour, kPart, kTravel, kOther };
BOOST_DESCRIBE_ENUM(ChargeKind, kLabour, kPart, kTravel, kOther)
struct Charge {
  Instant told_at;
  std::int64_t id = 0, order = 0, site = 0, part = kNobody;
  ChargeKind kind = ChargeKind::kLabour;
  bool to_manufacturer = false;  // a warranty claim, not the customer's money
  std::int64_t list_price = 0, amount = 0, cost = 0;
};
BOOST_DESCRIBE_STRUCT(Charge, (),
                      (told_at, id, order, site, part, kind, to_manufacturer, list_price, amount, cost))

enum class Account { kRevenueWarranty, kRevenuePaid, kRevenueParts, kRevenueProducts, kDirectCost, kExpense };
BOOST_DESCRIBE_ENUM(Account, kRevenueWarranty, kRevenuePaid, kRevenueParts, kRevenueProducts, kDirectCost,
                    kExpense)
/// The books of one site for one month, one line per account and kind of cost.
struct LedgerLine {
  Instant told_at;
  std::int64_t id = 0, site = 0;
  Account account = Account::kExpense;
  std::string cost_type;  // "wages", "rent", "parts", "travel", ...; empty for revenue
  Instant booked_at;
  std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(LedgerLine, (), (told_at, id, site, account, cost_type, booked_at, amount))

enum class Product { kExtendedWarranty, kCleaning, kDataBackup, kAccessory, kMemoryUpgrade };
BOOST_DESCRIBE_ENUM(Product, kExtendedWarranty, kCleaning, kDataBackup, kAccessory, kMemoryUpgrade)
struct SalesLine {
  Instant told_at;
  std::int64_t id = 0, order = 0, site = 0, seller = kNobody;
  Product product = Product::kAccessory;
  std::int64_t quantity = 1, amount = 0, cost = 0;
  Instant sold_at;
  std::optional<Instant> recognised_at, refunded_at;
  std::int64_t device = 0;
  std::optional<Date> extends_from;  // an extended warranty: the day after the cover that it goes on from
};
BOOST_DESCRIBE_STRUCT(SalesLine, (),
                      (told_at, id, order, site, seller, product, quantity, amount, cost, sold_at,
                       recognised_at, refunded_at, device, extends_from))

struct SalesQuota {
  Instant told_at;
  std::int64_t id = 0, site = 0, seller = kNobody;
  Date month;  // its first day
  std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(SalesQuota, (), (told_at, id, site, seller, month, amount))

struct WorkTime {
  Instant told_at;
  std::int64_t person = 0, site = 0;
  Date day;
  std::int64_t available_min = 0, productive_min = 0;
};
BOOST_DESCRIBE_STRUCT(WorkTime, (), (told_at, person, site, day, available_min, productive_min))

enum class CheckKind { kConduct, kProcess, kPhoto, kMystery, kAudit };
BOOST_DESCRIBE_ENUM(CheckKind, kConduct, kProcess, kPhoto, kMystery, kAudit)
struct Check {
  Instant told_at;
  std::int64_t id = 0, order = 0, site = 0, person = kNobody, checker = kNobody;
  CheckKind kind = CheckKind::kProcess;
  std::int64_t points_got = 0, points_max = 0;
  bool required = true, conforming = true;
};
BOOST_DESCRIBE_STRUCT(Check, (),
                      (told_at, id, order, site, person, checker, kind, points_got, points_max, required,
                       conforming))

using Record =
    std::variant<Joined, Left, Order, PartRequest, PartUnit, Survey, Complaint, Praise, Violation, Escalation,
                 Charge, LedgerLine, SalesLine, SalesQuota, WorkTime, Check, Certified, SafetyLevel>;
using Sink = std::function<void(const Record&)>;

Instant told_at(const Record& record);

/// A fingerprint of a stream of records: two equal streams, two equal digests.
class Digest {
 public:
  void add(const Record& record);
  std::string text() const;  // 16 hexadecimal digits

 private:
  std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

}  // namespace manyi::simulation
