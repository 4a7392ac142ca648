// The rows of complaints.
// Owns the SQL on tables complaints_*.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/complaints/complaints.h"
#include "platform/auth/scope.h"
#include "platform/db/db.h"

namespace manyi::complaints::store {

struct StoredComplaint : ComplaintDetails {
  TenantId tenant_id;
  ComplaintId id;
  std::string no;
  std::string import_source;
  std::optional<std::string> source_id;
  std::string invalid_reason;
  UserId invalid_proposed_by, invalid_approved_by;  // none: 0
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(StoredComplaint, (ComplaintDetails),
                      (tenant_id, id, no, import_source, source_id, invalid_reason, invalid_proposed_by,
                       invalid_approved_by, created_at, created_by, updated_at, updated_by, version))

struct NoteRow {
  TenantId tenant_id;
  ComplaintNoteId id;
  ComplaintId complaint_id;
  ComplaintStep step = ComplaintStep::kAcknowledge;
  std::string text;
  UserId written_by;
  Instant written_at;
};
BOOST_DESCRIBE_STRUCT(NoteRow, (), (tenant_id, id, complaint_id, step, text, written_by, written_at))

struct ListFilter {
  ScopeFilter scope;
  std::vector<ComplaintState> states;
  std::optional<bool> open;
  std::optional<ComplaintSource> source;
  std::optional<ComplaintGrade> grade;
  std::optional<SiteId> site;
  std::optional<EmployeeId> tracker;
  std::optional<workorders::WorkOrderId> work_order;
  std::optional<Instant> received_from, received_to;
  std::optional<std::pair<std::int64_t, std::int64_t>> after;  // received_at and id of the last row
  std::int64_t limit = 50;
};

std::optional<StoredComplaint> find(db::ReadTx&, TenantId, ComplaintId);
std::optional<StoredComplaint> find_by_source(db::ReadTx&, TenantId, std::string_view import_source,
                                              std::string_view source_id);
std::vector<StoredComplaint> find_all(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
Result<void> insert(db::Tx&, const StoredComplaint&);
Result<void> update(db::Tx&, const StoredComplaint&);
/// With its notes.
Result<void> remove(db::Tx&, TenantId, ComplaintId);
/// Newest first.
std::vector<StoredComplaint> list(db::ReadTx&, const ListFilter&);
std::int64_t count(db::ReadTx&, const ListFilter&);
std::vector<std::int64_t> ids_after(db::ReadTx&, TenantId, std::int64_t after, int limit);
std::vector<std::int64_t> ids_of_orders(db::ReadTx&, TenantId, const std::vector<std::int64_t>& orders);
std::vector<std::int64_t> ids_of_customer(db::ReadTx&, TenantId, customers::CustomerId);

Result<void> insert_note(db::Tx&, const NoteRow&);
std::vector<NoteRow> notes_of(db::ReadTx&, TenantId, ComplaintId);
Result<void> erase_texts(db::Tx&, TenantId, ComplaintId, Instant at);

}  // namespace manyi::complaints::store
