// Questions about landings, the cases that decide them, and who takes care of which.
// Owns the scope that a reader looks at: the chosen site, his company, his site or himself.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '@/api/client';
import { useSession, useSite } from '@/shared/session/session';
import type { LandingScope } from './model';

/** Beside the figures, so that what freshens them freshens the landings. */
export const landingKey = ['kpi', 'landing'] as const;

/** What the reader looks at, or nothing where forecasts are not for him. */
export function useLandingScope(): LandingScope | null {
  const session = useSession();
  const { site } = useSite();
  const employee = session.user.employee_id;
  return useMemo(() => {
    if (!session.permissions.includes('forecast.read') || session.scope === 'dealer' || session.scope === 'manufacturer') return null;
    if (session.scope === 'own' || session.scope === 'team') return employee ? { scope: 'person', scope_key: employee } : null;
    const chosen = site ?? (session.scope === 'site' ? session.site_ids[0] : undefined);
    if (chosen) return { scope: 'site', scope_key: chosen };
    return session.scope === 'tenant' ? { scope: 'company' } : null;
  }, [session, site, employee]);
}

export function useLandingBoard(scope: LandingScope | null, { month, metrics }: { month?: string | undefined; metrics?: readonly string[] } = {}) {
  return useQuery({
    queryKey: [...landingKey, 'board', scope, month, metrics],
    queryFn: ({ signal }) => call('GET /landing-board', { query: { ...scope, month, metrics }, signal }),
    enabled: scope !== null && (metrics === undefined || metrics.length > 0), staleTime: 60_000, placeholderData: (before) => before,
  });
}

export function useLanding(metric: string, scope: LandingScope | null, month?: string) {
  return useQuery({
    queryKey: [...landingKey, 'one', metric, scope, month],
    queryFn: ({ signal }) => call('GET /landing', { query: { metric, ...scope, month }, signal }),
    enabled: scope !== null, staleTime: 60_000, retry: false,
  });
}

export function useLandingPeople(query: { metric: string; by: string; site?: string | undefined; month?: string | undefined }, enabled = true) {
  return useQuery({
    queryKey: [...landingKey, 'people', query],
    queryFn: ({ signal }) => call('GET /landing/people', { query, signal }),
    enabled, staleTime: 60_000, placeholderData: (before) => before,
  });
}

export function useDecidingCases(metric: string, scope: LandingScope | null, month: string | undefined, limit: number) {
  return useQuery({
    queryKey: [...landingKey, 'cases', metric, scope, month, limit],
    queryFn: ({ signal }) => call('GET /landing/cases', { query: { metric, ...scope, month, limit }, signal }),
    enabled: scope !== null, staleTime: 60_000, retry: false, placeholderData: (before) => before,
  });
}

/** Coverage of earlier forecasts: of one metric, or of all. */
export function useCalibration(query: { metric?: string | undefined; from?: string | undefined; to?: string | undefined; scope?: string | undefined }, enabled = true) {
  return useQuery({ queryKey: ['forecasts', 'calibration', query], queryFn: ({ signal }) => call('GET /forecasts/calibration', { query, signal }), enabled, staleTime: 10 * 60_000, retry: false });
}

/** After a case was given away or finished every landing may stand elsewhere. */
export function useLandingRefresh() {
  const queries = useQueryClient();
  return () => Promise.all([queries.invalidateQueries({ queryKey: landingKey }), queries.invalidateQueries({ queryKey: ['assignments'] })]);
}
