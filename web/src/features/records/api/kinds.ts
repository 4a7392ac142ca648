// The kinds of records that are shown plainly: where the server keeps them, what a list shows, what it filters by.
import type { Endpoint } from '@/api/endpoints';
import type { RecordKindName } from '@/shared/facts/facts';

export interface RecordKind {
  list: Endpoint;
  one: Endpoint;
  permission: string;
  /** Columns of the list, in order; the first opens the record. */
  columns: readonly string[];
  /** Filters with few choices, by the name of the query parameter. */
  filters: Readonly<Record<string, readonly string[]>>;
  /** Texts that an address may name, as they stand in the records. */
  texts?: readonly string[];
  /** Query parameters of the span of days; none: not asked. */
  span: readonly [string, string] | null;
  /** The span is asked for by days, not by moments. */
  byDay?: true;
  /** Found by words, too. */
  searchable?: true;
  /** Belongs to no site. */
  siteless?: true;
}

const states = {
  complaint: ['received', 'acknowledged', 'assessed', 'investigating', 'plan_submitted', 'responding', 'decided', 'confirmed', 'closed', 'rejected_by_customer', 'escalated', 'reopened', 'invalid'],
  part_request: ['requested', 'approved', 'rejected', 'backordered', 'picking', 'in_transit', 'received', 'issued', 'installed', 'returned_unused', 'closed'],
  part_unit: ['received', 'in_stock', 'issued', 'installed', 'returned_unused', 'doa_claimed', 'doa_confirmed', 'doa_rejected', 'removed', 'pretest', 'awaiting_return', 'shipped_back', 'judged', 'credited', 'charged', 'lost'],
  violation: ['suspected', 'reviewing', 'confirmed', 'dismissed', 'appealed', 'final', 'corrected', 'archived'],
  escalation: ['raised', 'accepted', 'working', 'answered', 'verified', 'closed'],
};
const fromTo = ['from', 'to'] as const;

export const kinds: Record<RecordKindName, RecordKind> = {
  complaint: {
    list: 'GET /complaints', one: 'GET /complaints/{id}', permission: 'complaint.read', span: ['received_from', 'received_to'],
    columns: ['no', 'state', 'grade', 'source', 'cause', 'work_order_no', 'site_name', 'tracker_name', 'received_at', 'plan_due_at', 'solve_due_at', 'closed_at', 'description'],
    filters: { state: states.complaint, grade: ['minor', 'major', 'severe'], source: ['customer', 'manufacturer', 'dealer', 'regulator', 'media'] },
  },
  part_request: {
    list: 'GET /part-requests', one: 'GET /part-requests/{id}', permission: 'part.read', span: fromTo,
    columns: ['part_no', 'part_name', 'state', 'source', 'quantity', 'from_stock', 'work_order_no', 'site_name', 'technician_name', 'keeper_name', 'requested_at', 'promised_at', 'available_at', 'installed_at'],
    filters: { state: states.part_request },
  },
  part_unit: {
    list: 'GET /part-units', one: 'GET /part-units/{id}', permission: 'part.read', span: fromTo,
    columns: ['part_no', 'part_name', 'state', 'condition', 'verdict', 'return_kind', 'serial_no', 'work_order_no', 'site_name', 'technician_name', 'cost', 'received_at', 'return_due_at', 'shipped_back_at'],
    filters: { state: states.part_unit, return_kind: ['none', 'defective', 'unused_good'], verdict: ['faulty', 'no_fault', 'damaged', 'mismatch'] },
  },
  survey_answer: {
    list: 'GET /survey-answers', one: 'GET /survey-answers/{id}', permission: 'callback.read', span: fromTo,
    columns: ['answered_at', 'kind', 'result', 'answer_class', 'dimension', 'nps', 'valid', 'questionnaire', 'work_order_no', 'site_name', 'clerk_name', 'due_at', 'verbatim'],
    filters: { kind: ['customer', 'dealer', 'employee'], result: ['open', 'completed', 'unreachable', 'refused', 'invalid_number', 'expired'], answer_class: ['very_satisfied', 'satisfied', 'neutral', 'dissatisfied'] },
  },
  violation: {
    list: 'GET /violations', one: 'GET /violations/{id}', permission: 'violation.read', span: fromTo,
    columns: ['happened_at', 'type', 'state', 'severity', 'source', 'points', 'employee_name', 'work_order_no', 'site_name', 'final_at'],
    filters: { state: states.violation, severity: ['minor', 'major', 'severe'], source: ['detector', 'audit', 'customer', 'manufacturer'] },
  },
  praise: {
    list: 'GET /praises', one: 'GET /praises/{id}', permission: 'praise.read', span: fromTo,
    columns: ['received_at', 'source', 'cause', 'employee_name', 'work_order_no', 'site_name', 'verified_at', 'forwarded_at', 'words'],
    filters: { source: ['customer', 'manufacturer', 'dealer', 'media'] },
  },
  check: {
    list: 'GET /checks', one: 'GET /checks/{id}', permission: 'check.read', span: fromTo, texts: ['quality_point'],
    columns: ['checked_at', 'kind', 'result', 'quality_point', 'points_got', 'points_max', 'employee_name', 'checker_name', 'work_order_no', 'site_name'],
    filters: { kind: ['conduct', 'process', 'photo', 'mystery', 'audit'], result: ['pass', 'fail', 'not_applicable'] },
  },
  escalation: {
    list: 'GET /escalations', one: 'GET /escalations/{id}', permission: 'work_order.read', span: fromTo,
    columns: ['raised_at', 'kind', 'level', 'state', 'work_order_no', 'site_name', 'technician_name', 'resolver_name', 'due_at', 'closed_at'],
    filters: { state: states.escalation, kind: ['functional', 'hierarchical', 'manufacturer'] },
  },
  sales_line: {
    list: 'GET /sales-lines', one: 'GET /sales-lines/{id}', permission: 'sales.read', span: fromTo,
    columns: ['sold_at', 'product', 'amount', 'quantity', 'service_product', 'seller_name', 'work_order_no', 'site_name', 'recognised_at', 'refunded_at'], filters: {},
  },
  sales_quota: {
    list: 'GET /sales-quotas', one: 'GET /sales-quotas/{id}', permission: 'sales.read', span: fromTo,
    columns: ['month', 'seller_name', 'site_name', 'amount'], filters: {},
  },
  ledger_line: {
    list: 'GET /ledger-lines', one: 'GET /ledger-lines/{id}', permission: 'ledger.read', span: fromTo,
    columns: ['booked_on', 'account', 'amount', 'cost_type', 'settled', 'work_order_no', 'site_name', 'text'],
    filters: { account: ['revenue_warranty', 'revenue_paid', 'revenue_parts', 'revenue_products', 'direct_cost', 'expense'] },
  },
  headcount: {
    list: 'GET /employments', one: 'GET /employments/{id}', permission: 'employment.read', span: null,
    columns: ['employee_name', 'employee_no', 'role', 'site_name', 'joined_on', 'left_on', 'leave_reason', 'fte', 'manages', 'certified'], filters: {},
  },
  work_time: {
    list: 'GET /work-days', one: 'GET /work-days/{id}', permission: 'employment.read', span: fromTo,
    columns: ['day', 'employee_name', 'role', 'available_min', 'productive_min'], filters: {},
  },
  asset: {
    list: 'GET /assets', one: 'GET /assets/{id}', permission: 'asset.read', span: null, searchable: true, siteless: true,
    columns: ['serial_no', 'model_name', 'product_line_name', 'manufacturer_name', 'customer_name', 'state', 'sold_on', 'repair_count', 'data_risk'],
    filters: { state: ['registered', 'in_use', 'in_repair', 'exchanged', 'scrapped'] },
  },
  manufacturer_value: {
    list: 'GET /manufacturer-values', one: 'GET /manufacturer-values/{id}', permission: 'kpi.read', span: fromTo, byDay: true,
    columns: ['metric', 'manufacturer_name', 'value', 'n', 'numerator', 'denominator', 'period_from', 'period_to', 'site_name', 'note'], filters: {},
  },
};

/** Everything that opens one of the lists. */
export const readers: readonly string[] = [...new Set(Object.values(kinds).map(({ permission }) => permission))];
