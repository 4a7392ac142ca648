// A metric as the picker holds it, and as the text that the engine reads, one clause per line.
// Owns which metrics the picker can show: those whose text it would write itself.

export const units = ['percent', 'count', 'number', 'duration_ms', 'money'] as const;
export const directions = ['up', 'down', 'neither'] as const;
export const owners = ['manager', 'info_supervisor', 'tech_supervisor', 'info_clerk', 'technician', 'callback_clerk', 'parts_keeper'] as const;
export const aggregates = ['count', 'sum', 'avg', 'median', 'percentile 90', 'min', 'max', 'distinct'] as const;
export const operators = ['=', '!=', '<', '<=', '>', '>=', 'is null', 'is not null', 'yes', 'no'] as const;
export const durationUnits = ['min', 'h', 'd', 'w'] as const;
export const shapes = ['rate', 'value', 'formula'] as const;

export type Unit = (typeof units)[number];
export type Direction = (typeof directions)[number];
export type Aggregate = (typeof aggregates)[number];
export type Operator = (typeof operators)[number];
export type Shape = (typeof shapes)[number];

/** A column, or the time from one moment to another: `since` is the earlier one. */
export interface Operand { column: string; since: string }
export interface Condition extends Operand { operator: Operator; value: string; durationUnit: string }
export interface Measure { aggregate: Aggregate; of: Operand; where: Condition[]; join: 'and' | 'or' }

export interface Draft {
  code: string;
  version: number;
  nameZh: string;
  nameEn: string;
  shape: Shape;
  fact: string;
  unit: Unit;
  better: Direction;
  owner: string;
  /** The moment that says which period a record belongs to. */
  anchor: string;
  /** Records that fit one of these are left out. */
  leaveOut: Condition[];
  value: Measure;
  numerator: Measure;
  denominator: Measure;
  /** Two metrics, one divided by the other. */
  top: string;
  bottom: string;
  target: string;
  descriptionZh: string;
  descriptionEn: string;
}

export const emptyCondition: Condition = { column: '', since: '', operator: '=', value: '', durationUnit: 'd' };
const plainMeasure: Measure = { aggregate: 'count', of: { column: '', since: '' }, where: [], join: 'and' };

export function emptyDraft(): Draft {
  return {
    code: '', version: 1, nameZh: '', nameEn: '', shape: 'rate', fact: 'work_order', unit: 'percent', better: 'up', owner: 'manager', anchor: '', leaveOut: [],
    value: plainMeasure, numerator: { ...plainMeasure, where: [emptyCondition] }, denominator: plainMeasure, top: '', bottom: '', target: '', descriptionZh: '', descriptionEn: '',
  };
}

/** The field of the picker that a line of the text comes from. */
export type DraftField = 'code' | 'name' | 'fact' | 'unit' | 'better' | 'owner' | 'target' | 'anchor' | 'leave_out' | 'value' | 'numerator' | 'denominator' | 'formula' | 'description';
export interface Line { field: DraftField; text: string }

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const operandText = ({ column, since }: Operand) => (since ? `${column} - ${since}` : column);
const plainNumber = /^-?\d+(\.\d+)?$/;

/** `kind` of a column says how its value is written: a text stands in quotes. */
export function conditionText(condition: Condition, kindOf: (column: string) => string | undefined): string {
  const left = operandText(condition);
  const { operator, value, durationUnit } = condition;
  if (operator === 'yes') return left;
  if (operator === 'no') return `not ${left}`;
  if (operator === 'is null' || operator === 'is not null') return `${left} ${operator}`;
  const kind = condition.since ? 'duration' : kindOf(condition.column);
  const number = value.trim();
  if (kind === 'duration') return `${left} ${operator} ${plainNumber.test(number) ? `${number}${durationUnit}` : quoted(number)}`;
  if (kind === 'dimension' || kind === 'time' || !plainNumber.test(number)) return `${left} ${operator} ${quoted(value)}`;
  return `${left} ${operator} ${number}`;
}

function measureText({ aggregate, of, where, join }: Measure, kindOf: (column: string) => string | undefined): string {
  const what = aggregate === 'count' ? 'count' : aggregate === 'distinct' ? `distinct ${of.column}` : `${aggregate} of ${operandText(of)}`;
  const conditions = where.filter(({ column }) => column).map((one) => conditionText(one, kindOf));
  return conditions.length > 0 ? `${what} where ${conditions.join(` ${join} `)}` : what;
}

export function draftLines(draft: Draft, kindOf: (column: string) => string | undefined): Line[] {
  const lines: Line[] = [
    { field: 'code', text: `metric ${draft.code || '?'} version ${draft.version} {` },
    { field: 'name', text: `  name zh ${quoted(draft.nameZh)} en ${quoted(draft.nameEn)}` },
  ];
  const add = (field: DraftField, text: string) => lines.push({ field, text: `  ${text}` });
  const plain = draft.shape !== 'formula';
  if (plain) add('fact', `fact ${draft.fact}`);
  add('unit', `unit ${draft.unit}`);
  add('better', `better ${draft.better}`);
  add('owner', `owner ${draft.owner}`);
  const target = targetText(draft);
  if (target) add('target', `target ${target}`);
  if (plain) {
    add('anchor', 'basis event');
    add('anchor', `anchor ${draft.anchor || '?'}`);
    for (const one of draft.leaveOut.filter(({ column }) => column)) add('leave_out', `exclude ${conditionText(one, kindOf)}`);
  }
  if (draft.shape === 'rate') {
    add('numerator', `numerator ${measureText(draft.numerator, kindOf)}`);
    add('denominator', `denominator ${measureText(draft.denominator, kindOf)}`);
  } else if (draft.shape === 'value') add('value', `value ${measureText(draft.value, kindOf)}`);
  else add('formula', `formula ${draft.top || '?'} / ${draft.bottom || '?'}`);
  if (draft.descriptionZh || draft.descriptionEn) add('description', `description zh ${quoted(draft.descriptionZh)} en ${quoted(draft.descriptionEn)}`);
  lines.push({ field: 'code', text: '}' });
  return lines;
}

export function draftText(draft: Draft, kindOf: (column: string) => string | undefined): string {
  return draftLines(draft, kindOf).map(({ text }) => text).join('\n');
}

/** A share is typed as people say it, 95 for 95 %, a duration in hours. */
function targetText({ target, unit }: Draft): string {
  const text = target.trim();
  if (!text) return '';
  if (!plainNumber.test(text)) return quoted(text);
  if (unit === 'percent') return String(Number((Number(text) / 100).toPrecision(12)));
  return unit === 'duration_ms' ? `${text}h` : unit === 'money' ? String(Math.round(Number(text) * 100)) : text;
}

function readTarget(text: string, unit: string): string {
  if (unit === 'duration_ms') return text.replace(/h$/, '');
  const number = Number(text);
  return unit === 'percent' ? String(Number((number * 100).toPrecision(12))) : unit === 'money' ? String(number / 100) : text;
}

const textPattern = "'((?:[^']|'')*)'";
const unquoted = (text: string | undefined) => (text ?? '').replaceAll("''", "'");

function readOperand(text: string): Operand | null {
  const found = /^([a-z_][\w.]*)(?: - ([a-z_]\w*))?$/.exec(text.trim());
  return found ? { column: found[1] ?? '', since: found[2] ?? '' } : null;
}

function readCondition(text: string): Condition | null {
  const at = (left: string, more: Partial<Condition>): Condition | null => {
    const operand = readOperand(left);
    return operand && { ...emptyCondition, ...operand, ...more };
  };
  const nothing = /^(.+?) (is not null|is null)$/.exec(text);
  if (nothing) return at(nothing[1] ?? '', { operator: nothing[2] as Operator });
  const compared = new RegExp(`^(.+?) (=|!=|<=|>=|<|>) (?:${textPattern}|(-?\\d+(?:\\.\\d+)?)(min|h|d|w)?)$`).exec(text);
  if (compared) return at(compared[1] ?? '', { operator: compared[2] as Operator, value: compared[4] ?? unquoted(compared[3]), ...(compared[5] ? { durationUnit: compared[5] } : {}) });
  const negated = /^not (\w+)$/.exec(text);
  return negated ? at(negated[1] ?? '', { operator: 'no' }) : at(text, { operator: 'yes' });
}

/** Cuts at a word that stands outside quotes. */
function cut(text: string, word: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "'") inside = !inside;
    if (!inside && text.startsWith(` ${word} `, at)) {
      parts.push(text.slice(from, at));
      from = at + word.length + 2;
    }
  }
  return [...parts, text.slice(from)];
}

function readMeasure(text: string): Measure | null {
  const [what = '', ...rest] = cut(text, 'where');
  const join = rest.length > 0 && cut(rest.join(' where '), 'or').length > 1 ? 'or' : 'and';
  const where = rest.length === 0 ? [] : cut(rest.join(' where '), join).map(readCondition);
  if (where.some((one) => one === null)) return null;
  const made = (aggregate: Aggregate, of: Operand | null): Measure | null => of && { aggregate, of, where: where as Condition[], join };
  if (what === 'count') return made('count', { column: '', since: '' });
  if (what.startsWith('distinct ')) return made('distinct', readOperand(what.slice(9)));
  const aggregate = aggregates.find((name) => what.startsWith(`${name} of `));
  return aggregate ? made(aggregate, readOperand(what.slice(aggregate.length + 4))) : null;
}

/** The picker's view of a text; null where only the text itself tells it all. */
export function readDraft(text: string, kindOf: (fact: string, column: string) => string | undefined): Draft | null {
  const draft = emptyDraft();
  const lines = text.trim().split('\n').map((line) => line.trim());
  const head = /^metric (\w+) version (\d+) \{$/.exec(lines[0] ?? '');
  if (!head || lines.at(-1) !== '}') return null;
  draft.code = head[1] ?? '';
  draft.version = Number(head[2]);
  let target = '';
  for (const line of lines.slice(1, -1)) {
    const space = line.indexOf(' ');
    const key = line.slice(0, space);
    const rest = line.slice(space + 1);
    const both = new RegExp(`^zh ${textPattern} en ${textPattern}$`).exec(rest);
    const measure = key === 'value' || key === 'numerator' || key === 'denominator' ? readMeasure(rest) : null;
    if (key === 'name' && both) { draft.nameZh = unquoted(both[1]); draft.nameEn = unquoted(both[2]); }
    else if (key === 'description' && both) { draft.descriptionZh = unquoted(both[1]); draft.descriptionEn = unquoted(both[2]); }
    else if (key === 'fact') draft.fact = rest;
    else if (key === 'unit') draft.unit = units.find((one) => one === rest) ?? 'number';
    else if (key === 'better') draft.better = directions.find((one) => one === rest) ?? 'neither';
    else if (key === 'owner') draft.owner = rest;
    else if (key === 'target') target = rest;
    else if (key === 'anchor') draft.anchor = rest;
    else if (key === 'exclude') { const one = readCondition(rest); if (!one) return null; draft.leaveOut.push(one); }
    else if (key === 'value' && measure) { draft.shape = 'value'; draft.value = measure; }
    else if (key === 'numerator' && measure) { draft.shape = 'rate'; draft.numerator = measure; }
    else if (key === 'denominator' && measure) draft.denominator = measure;
    else if (key === 'formula') {
      const ratio = /^(\w+) \/ (\w+)$/.exec(rest);
      if (!ratio) return null;
      draft.shape = 'formula';
      draft.top = ratio[1] ?? '';
      draft.bottom = ratio[2] ?? '';
    } else if (line !== 'basis event') return null;
  }
  if (target) draft.target = readTarget(target, draft.unit);
  const again = draftText(draft, (column) => kindOf(draft.fact, column));
  return again === text.trim() ? draft : null;
}

/** Fields without which the text would be no metric; a condition needs what it compares with. */
export function missingFields(draft: Draft): DraftField[] {
  const missing: DraftField[] = [];
  const unfinished = (row: Condition) => row.column !== '' && !['yes', 'no', 'is null', 'is not null'].includes(row.operator) && row.value.trim() === '';
  const lacks = ({ aggregate, of, where }: Measure) => (aggregate !== 'count' && of.column === '') || where.some(unfinished);
  if (!draft.code) missing.push('code');
  if (!draft.nameZh.trim() || !draft.nameEn.trim()) missing.push('name');
  if (draft.shape === 'formula') {
    if (!draft.top || !draft.bottom) missing.push('formula');
    return missing;
  }
  if (!draft.anchor) missing.push('anchor');
  if (draft.shape === 'rate' && lacks(draft.numerator)) missing.push('numerator');
  if (draft.shape === 'rate' && lacks(draft.denominator)) missing.push('denominator');
  if (draft.shape === 'value' && lacks(draft.value)) missing.push('value');
  if (draft.leaveOut.some(unfinished)) missing.push('leave_out');
  return missing;
}
