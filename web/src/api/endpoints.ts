// The calls of the API by method and path, taken from the generated document.
// Owns the reading of the document as types; no call is declared by hand but the named transitions together.
import type { components, paths } from './schema';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Query values come from addresses and fields: a text that names a value is enough, the server checks it. */
type Loose<T> = T extends readonly (infer U)[] ? readonly Loose<U>[] : T extends string ? string : T;
type Query<Op> = Op extends { parameters: { query?: infer Q } } ? { [K in keyof NonNullable<Q>]: Loose<NonNullable<Q>[K]> } : never;
type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Answer<Op> = Op extends { responses: infer R } ? (R extends { 200: infer A } ? Json<A> : R extends { 201: infer A } ? Json<A> : undefined) : never;
type Empty = Record<never, never>;
type PathPart<Op> = Op extends { parameters: { path: infer P extends object } } ? { path: P } : Empty;
type QueryPart<Op> = Op extends { parameters: { query?: never } } ? Empty : Op extends { parameters: { query: object } } ? { query: Query<Op> } : { query?: Query<Op> };
type BodyPart<Op> = Op extends { requestBody?: infer R } ? ([NonNullable<R>] extends [never] ? Empty : NonNullable<R> extends { content: { 'application/json': infer B } } ? { body: B } : Empty) : Empty;

type Declared = {
  [K in { [P in keyof paths & string]: { [M in Method]: paths[P][M] extends object ? `${Uppercase<M>} ${P}` : never }[Method] }[keyof paths & string]]:
    K extends `${infer M} ${infer P}` ? (P extends keyof paths ? (Lowercase<M> extends keyof paths[P] ? paths[P][Lowercase<M>] : never) : never) : never;
};

/** Thirty operations of one shape; their fields are those of the dialogs. */
interface Transitions {
  'POST /work-orders/{id}/{transition}': { path: { id: string; transition: string }; body: Record<string, unknown> };
}

export type Endpoint = keyof Declared | keyof Transitions;
export type Out<K extends Endpoint> = K extends keyof Declared ? Answer<Declared[K]> : components['schemas']['WorkOrder'];
export type Parts<K extends Endpoint> = K extends keyof Declared ? PathPart<Declared[K]> & QueryPart<Declared[K]> & BodyPart<Declared[K]> : K extends keyof Transitions ? Transitions[K] : never;

export type WorkOrderQuery = NonNullable<Parts<'GET /work-orders'>['query']>;
