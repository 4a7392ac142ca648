// Failures of a call: the server's problem+json, or no answer at all.
// Owns the two error classes and the split of field errors by field.

export interface FieldProblem { pointer: string; code: string; message: string }
export interface Problem {
  type?: string; title?: string; status: number; detail?: string; code: string; errors?: FieldProblem[]; allowed?: string[];
}

/** The server answered with a refusal. */
export class ApiError extends Error {
  readonly problem: Problem;
  readonly retryAfterSeconds: number | undefined;
  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
  get status() { return this.problem.status; }
  get code() { return this.problem.code; }
  get stale() { return this.problem.status === 412; }
}

/** No answer: the network or the server is away. */
export class OfflineError extends Error {
  constructor() {
    super('offline');
    this.name = 'OfflineError';
  }
}

/** `/contacts/0/phone` as `contacts.0.phone`, the name that forms use. */
export function fieldName(pointer: string): string {
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .join('.');
}

/** Every field error at its field; several at one field are kept in order. */
export function fieldProblems(error: unknown): Record<string, FieldProblem[]> {
  const byField: Record<string, FieldProblem[]> = {};
  if (!(error instanceof ApiError)) return byField;
  for (const problem of error.problem.errors ?? []) (byField[fieldName(problem.pointer)] ??= []).push(problem);
  return byField;
}

/** Reads a refusal; an answer that is no problem+json becomes one by its status. */
export function toProblem(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return { ...(body as Problem), status };
  }
  return { status, code: statusCode(status) };
}

/** The general code of a status. */
export function statusCode(status: number): string {
  const known: Record<number, string> = {
    400: 'malformed', 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 409: 'conflict', 412: 'stale',
    413: 'too_large', 422: 'invalid', 428: 'precondition_required', 429: 'too_many_requests', 503: 'unavailable',
  };
  return known[status] ?? (status >= 500 ? 'internal' : 'unknown');
}
