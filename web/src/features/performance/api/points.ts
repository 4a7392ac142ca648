// Process points of a metric: how well each is kept, and their changes.
// Owns how points come together as the steps of the way of an order.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Parts } from '@/api/endpoints';
import type { components } from '@/api/schema';
import type { MarkKind } from '@/shared/ui/icon';

export type Point = components['schemas']['ProcessPoint'];
export type PointFigure = components['schemas']['PointFigure'];
export type PointState = PointFigure['state'];

export const steps = ['intake', 'dispatch', 'diagnosis', 'quote', 'part', 'repair', 'qc', 'delivery', 'callback'] as const;
export type Step = (typeof steps)[number];
export const pointRoles = ['manager', 'info_supervisor', 'tech_supervisor', 'info_clerk', 'technician', 'callback_clerk', 'parts_keeper'] as const;

export const pointMarks: Record<PointState, MarkKind> = { weak: 'bad', below: 'warn', holding: 'good', few: 'none', no_data: 'none' };
const severity: readonly PointState[] = ['weak', 'below', 'holding', 'few', 'no_data'];

export interface StepFigure { step: Step; points: number; conforming: number; required: number; share: number | null; state: PointState }

/** Each step with its points taken together; it stands as its worst point does. */
export function stepsOf(points: readonly PointFigure[]): StepFigure[] {
  return steps.map((step) => {
    const here = points.filter((point) => point.step === step);
    const conforming = here.reduce((sum, { now }) => sum + now.conforming, 0);
    const required = here.reduce((sum, { now }) => sum + now.required, 0);
    const state = severity.find((one) => here.some((point) => point.state === one)) ?? 'no_data';
    return { step, points: here.length, conforming, required, share: required > 0 ? conforming / required : null, state };
  });
}

/** The list of checks that were counted: of the text that most of them carry, within the month. */
export function checksPath(point: PointFigure, lastDay: string): string | null {
  const text = point.checks[0]?.quality_point;
  return text === undefined ? null : `/records/check?${new URLSearchParams({ quality_point: text, from: `${point.now.month}-01`, until: lastDay })}`;
}

const key = ['kpi', 'process-points'] as const;

export function usePoints(metric: string, month: string, site: string | null) {
  return useQuery({
    queryKey: [...key, metric, month, site],
    queryFn: ({ signal }) => call('GET /kpi/process-points', { query: { metric, month, ...(site ? { scope: 'site', scope_key: site } : {}) }, signal }),
    staleTime: 60_000, placeholderData: (before) => before,
  });
}

export type PointBody = Parts<'PUT /kpi/process-points/{metric}/{code}'>['body'];

export interface Change { metric: string; code: string; version?: number | undefined }

export function usePointChange(onDone: () => void) {
  const queries = useQueryClient();
  const onSuccess = async () => {
    await queries.invalidateQueries({ queryKey: key });
    onDone();
  };
  const match = ({ version }: Change) => (version === undefined ? {} : { ifMatch: version });
  const put = useMutation({ mutationFn: ({ body, ...at }: Change & { body: PointBody }) => call('PUT /kpi/process-points/{metric}/{code}', { path: { metric: at.metric, code: at.code }, body, ...match(at) }), onSuccess });
  const takeOut = useMutation({ mutationFn: (at: Change) => call('DELETE /kpi/process-points/{metric}/{code}', { path: { metric: at.metric, code: at.code }, ...match(at) }), onSuccess });
  const giveBack = useMutation({ mutationFn: (at: Change) => call('POST /kpi/process-points/{metric}/{code}/give-back', { path: { metric: at.metric, code: at.code }, ...match(at) }), onSuccess });
  return { put, takeOut, giveBack };
}
