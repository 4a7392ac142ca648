// The order of the catalogue on the board: seven classes, the twelve figures of the service management deck first.
// Owns which class a metric belongs to.

export const classNames = ['cs', 'pr', 'tp', 'br', 'ss', 'fn', 'hr'] as const;
export type ClassName = (typeof classNames)[number];

/** Three, three, three, two and one, as the deck lists them. */
export const twelve: readonly string[] = [
  'csat_rate', 'loyalty_rate', 'complaint_rate', 'ftfr', 'response_time', 'tat', 'part_use_rate', 'part_nff_rate', 'rrr', 'conduct_score', 'violation_rate', 'quota_attain',
];

/** What leads each class, in the order of the dictionary; codes that are not named follow. */
const members: Record<ClassName, readonly string[]> = {
  cs: ['csat_rate', 'loyalty_rate', 'complaint_rate', 'csat_rolling', 'vsat_rate', 'vsat_rate_all', 'dsat_rate', 'seg_csat', 'nps', 'complaint_count', 'complaint_7d', 'plan_n1', 'complaint_reopen', 'dealer_csat', 'callback_coverage', 'callback_attempted', 'callback_reached', 'callback_valid'],
  pr: ['ftfr', 'response_time', 'tat', 'tat_attain', 'response_attain', 'onsite_ontime', 'onsite_ontime_all', 'reschedule_rate', 'tat_p90', 'tat_median', 'tat_unpaused', 'tat_attain_manufacturer', 'response_time_p90', 'escalation_solve', 'escalation_time', 'backlog', 'backlog_age', 'process_adherence'],
  tp: ['part_use_rate', 'part_nff_rate', 'rrr', 'part_use_value', 'parts_per_order', 'part_nff_value', 'effective_use', 'rrr_symptom', 'part_doa_rate', 'zero_wait_hit', 'return_ontime', 'stock_days', 'part_eta_keep', 'fix_rate', 'intake_count'],
  br: ['conduct_score', 'violation_rate', 'violation_points', 'violation_count', 'severe_violations', 'praise_rate', 'praise_count', 'reputation_coef'],
  ss: ['quota_attain', 'sales_amount', 'sales_quota_amount', 'attach_rate', 'quote_win_rate'],
  fn: ['revenue', 'direct_cost', 'gross_profit', 'expense', 'profit', 'expense_gp_ratio', 'profit_per_head', 'expense_per_head', 'revenue_unsettled'],
  hr: ['headcount', 'headcount_avg', 'leavers', 'attrition', 'esat', 'cert_rate', 'utilisation', 'span', 'fte_avg', 'managers', 'team_members'],
};

const classOfFact: Record<string, ClassName> = {
  survey_answer: 'cs', complaint: 'cs', work_order: 'pr', escalation: 'pr', part_request: 'tp', part_unit: 'tp', violation: 'br', praise: 'br', check: 'br',
  sales_line: 'ss', sales_quota: 'ss', ledger_line: 'fn', headcount: 'hr', work_time: 'hr',
};

interface Named { code: string; name_zh: string; name_en: string; facts: readonly string[] }

/** By its code; one that a company wrote itself goes where its records belong. */
export function classOf(metric: Pick<Named, 'code' | 'facts'>): ClassName {
  return classNames.find((name) => members[name].includes(metric.code)) ?? classOfFact[metric.facts[0] ?? ''] ?? 'pr';
}

export interface BoardGroup<T> { name: ClassName | 'twelve'; metrics: T[] }

/** The whole catalogue: the twelve, then each class with what is left of it. With one class chosen only that, with its share of the twelve. */
export function boardGroups<T extends Named>(metrics: readonly T[], chosen: ClassName | 'all', text: string): BoardGroup<T>[] {
  const wanted = metrics.filter((metric) => matches(metric, text));
  const place = (name: ClassName, { code }: T) => (members[name].includes(code) ? members[name].indexOf(code) : members[name].length);
  const inClass = (name: ClassName) => wanted.filter((metric) => classOf(metric) === name).sort((a, b) => place(name, a) - place(name, b));
  if (chosen !== 'all') return [{ name: chosen, metrics: inClass(chosen) }].filter((group) => group.metrics.length > 0);
  const first = twelve.flatMap((code) => wanted.find((metric) => metric.code === code) ?? []);
  return [{ name: 'twelve' as const, metrics: first }, ...classNames.map((name) => ({ name, metrics: inClass(name).filter(({ code }) => !twelve.includes(code)) }))]
    .filter((group) => group.metrics.length > 0);
}

/** Every word of the text stands somewhere in a name or the code, in whichever language. */
function matches(metric: Named, text: string): boolean {
  const whole = `${metric.name_zh} ${metric.name_en} ${metric.code}`.toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => whole.includes(word));
}

const common = ['site', 'unit', 'manufacturer', 'product_line', 'model', 'brand', 'category', 'customer_kind', 'region', 'service_type', 'warranty', 'fault_code', 'technician', 'channel', 'dealer'];
/** What records of each kind are told apart by, beside the common dimensions. */
const ownDimensions: Record<string, readonly string[]> = {
  work_order: ['accepted_by', 'contacted_by', 'diagnosed_by', 'repaired_by', 'delivered_by', 'quote_decision'],
  survey_answer: ['kind', 'class', 'questionnaire', 'dimension', 'clerk', 'result', 'team'],
  complaint: ['source', 'grade', 'cause', 'state', 'tracker', 'accused'],
  escalation: ['kind', 'level', 'resolver', 'state'],
  part_request: ['part_no', 'part_category', 'source', 'keeper'],
  part_unit: ['part_no', 'part_category', 'verdict', 'batch', 'condition', 'owner'],
  violation: ['type', 'source', 'state', 'severity', 'employee'],
  praise: ['source', 'cause', 'employee'],
  check: ['kind', 'quality_point', 'process', 'checker', 'employee', 'result'],
  sales_line: ['product', 'seller'],
  sales_quota: ['seller'],
  ledger_line: ['account', 'cost_type'],
  headcount: ['role', 'position', 'grade', 'employee', 'leave_reason'],
  work_time: ['role', 'employee'],
};
const withoutOrder = ['sales_quota', 'headcount', 'work_time'];
const special = new Set(Object.values(ownDimensions).flat());

/** Whether a metric over these facts can be broken down by a dimension: all of them must have it. Attributes are those of work orders. */
export function isOffered(dimension: string, facts: readonly string[]): boolean {
  return facts.every((fact) => {
    if (ownDimensions[fact]?.includes(dimension)) return true;
    if (dimension === 'site' || dimension === 'unit') return true;
    if (common.includes(dimension)) return !withoutOrder.includes(fact);
    return dimension === 'person' || (!special.has(dimension) && (fact === 'work_order' || ownDimensions[fact] === undefined));
  });
}
