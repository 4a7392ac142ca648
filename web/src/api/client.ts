// One function for every call of the API.
// Owns the CSRF token, the last write's sequence number and what is known about the connection.
import type { Endpoint, Out, Parts } from './endpoints';
import { ApiError, OfflineError, toProblem } from './problem';

const base = '/api/v1';
const timeoutMs = 30_000;

let csrfToken = '';
let lastSeq = '';
let online = true;
const onlineListeners = new Set<() => void>();
const signedOutListeners = new Set<() => void>();

export function setCsrfToken(token: string): void {
  csrfToken = token;
}

export function isOnline(): boolean {
  return online;
}

export function onOnlineChange(listener: () => void): () => void {
  onlineListeners.add(listener);
  return () => onlineListeners.delete(listener);
}

/** Told when the server no longer knows the session. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

export function reportOnline(value: boolean): void {
  if (online === value) return;
  online = value;
  for (const listener of onlineListeners) listener();
}

export interface CallOptions {
  /** The version that the change was made from; sent as If-Match. */
  ifMatch?: number;
  /** Makes a creation repeatable: the same key gets the first answer. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** The answer carries more than its version tells (actions and checks inside a finding): it is fetched whole. */
  whole?: boolean;
}

/** A fresh key for one creation; works on plain http, too. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Calls one endpoint. Throws ApiError for a refusal and OfflineError without an answer. */
export async function call<K extends Endpoint>(endpoint: K, parts: Parts<K> & CallOptions): Promise<Out<K>> {
  const [method = 'GET', template = ''] = endpoint.split(' ');
  const { path, query, body } = parts as { path?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };
  const response = await send(method, fillPath(template, path) + queryText(query), parts, body === undefined ? undefined : JSON.stringify(body), 'application/json');
  if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as Out<K>;
  return (await response.json()) as Out<K>;
}

/** Sends a file as the body of a POST and reads the JSON answer. */
export async function upload<T>(path: string, query: Record<string, unknown>, file: Blob, options: CallOptions = {}): Promise<T> {
  const response = await send('POST', path + queryText(query), options, file, file.type || 'application/octet-stream', 0);
  return (await response.json()) as T;
}

/** Fetches a file that the server writes, however long that takes. */
export async function download(path: string, query: Record<string, unknown>): Promise<Blob> {
  return (await send('GET', path + queryText(query), {}, undefined, '', 0)).blob();
}

/** The address of a download, for links and `window.open`. */
export function downloadUrl(path: string, query: Record<string, unknown> = {}): string {
  return base + path + queryText(query);
}

async function send(
  method: string, address: string, options: CallOptions, body: BodyInit | undefined, contentType: string, limitMs = timeoutMs,
): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' });
  if (body !== undefined) headers.set('Content-Type', contentType);
  if (method !== 'GET' && csrfToken) headers.set('X-CSRF-Token', csrfToken);
  if (lastSeq && method === 'GET') headers.set('Manyi-Seq', lastSeq);
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);

  const timeout = new AbortController();
  const timer = limitMs ? setTimeout(() => timeout.abort(), limitMs) : undefined;
  const giveUp = () => timeout.abort();
  options.signal?.addEventListener('abort', giveUp);
  let response: Response;
  try {
    response = await fetch(base + address, { method, headers, body, credentials: 'same-origin', signal: timeout.signal, ...(options.whole ? { cache: 'no-store' } : {}) });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    reportOnline(false);
    throw new OfflineError();
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', giveUp);
  }
  reportOnline(true);
  const seq = response.headers.get('Manyi-Seq');
  if (seq) lastSeq = seq;
  if (response.ok) return response;

  const answer: unknown = await response.json().catch(() => null);
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  if (response.status === 401 && !address.startsWith('/session')) for (const listener of signedOutListeners) listener();
  throw new ApiError(toProblem(response.status, answer), Number.isFinite(retryAfter) ? retryAfter : undefined);
}

function fillPath(template: string, path: Record<string, string> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
}

function queryText(query: Record<string, unknown> = {}): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const plain = Array.isArray(value) ? value.join(',') : value;
    if (plain !== undefined && plain !== null && plain !== '') text.set(name, String(plain));
  }
  const out = text.toString();
  return out ? `?${out}` : '';
}
