// What complaints tells the others: ids, enums, numbers and times, never what somebody wrote.
// Owns the kinds complaint.*.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "modules/complaints/complaints.h"
#include "platform/journal/events.h"

namespace manyi::complaints {

struct ComplaintFact {
  static constexpr int kSchema = 1;
  ComplaintId complaint;
  SiteId site;
  std::optional<workorders::WorkOrderId> work_order;
  ComplaintState state = ComplaintState::kReceived;  // after it
  Instant at;
  std::vector<journal::Subject> subjects() const { return {{"complaint", complaint.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ComplaintFact, (), (complaint, site, work_order, state, at))

/// Typed in or imported, for the first time or as a correction.
struct ComplaintRecorded : ComplaintFact {
  static constexpr std::string_view kKind = "complaint.recorded";
  ComplaintSource source = ComplaintSource::kCustomer;
  ComplaintGrade grade = ComplaintGrade::kMinor;
  bool corrected = false;
};
BOOST_DESCRIBE_STRUCT(ComplaintRecorded, (ComplaintFact), (source, grade, corrected))

/// One step of the table of rules.h.
struct ComplaintMoved : ComplaintFact {
  static constexpr std::string_view kKind = "complaint.moved";
  ComplaintStep step = ComplaintStep::kAcknowledge;
  ComplaintState from = ComplaintState::kReceived;
  std::optional<EmployeeId> tracker;
  std::optional<ComplaintNoteId> note;
};
BOOST_DESCRIBE_STRUCT(ComplaintMoved, (ComplaintFact), (step, from, tracker, note))

/// An import was taken back.
struct ComplaintRemoved : ComplaintFact {
  static constexpr std::string_view kKind = "complaint.removed";
};
BOOST_DESCRIBE_STRUCT(ComplaintRemoved, (ComplaintFact), ())

/// The texts of an erased person are gone.
struct ComplaintErased : ComplaintFact {
  static constexpr std::string_view kKind = "complaint.erased";
};
BOOST_DESCRIBE_STRUCT(ComplaintErased, (ComplaintFact), ())

}  // namespace manyi::complaints
