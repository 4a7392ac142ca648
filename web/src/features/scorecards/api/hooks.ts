// Questions about scorecards and bonus sheets.
// Owns the names of the shapes that this feature uses.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/api/client';
import type { Parts } from '@/api/endpoints';
import type { components } from '@/api/schema';
import { useMay } from '@/shared/session/session';

type Schemas = components['schemas'];
export type CardHead = Schemas['ScorecardLine'];
export type Scorecard = Schemas['Scorecard'];
export type CardRow = Schemas['CardRow'];
export type MyKpi = Schemas['MyKpi'];
export type BonusSheet = Schemas['BonusSheet'];
export type BonusSheetRow = Schemas['BonusSheetRow'];
export type BonusLine = Schemas['BonusLine'];
export type BonusRule = Schemas['BonusRule'];
export type SetBonusRule = Schemas['SetBonusRule'];
export type SheetState = BonusSheetRow['state'];
export type CardScope = Scorecard['scope'];

const cardsKey = ['scorecards'] as const;
const bonusKey = ['bonus'] as const;

export const sheetStates: readonly SheetState[] = ['draft', 'sent', 'confirmed', 'appealed', 'decided', 'approved', 'paid'];

export function useCard(query: { month: string; scope: string; scope_key: string | undefined }) {
  return useQuery({ queryKey: [...cardsKey, 'one', query], queryFn: ({ signal }) => call('GET /scorecard', { query, signal }), staleTime: 30_000 });
}

export function useCards(query: NonNullable<Parts<'GET /scorecards'>['query']>) {
  return useInfiniteQuery({
    queryKey: [...cardsKey, 'list', query],
    queryFn: ({ signal, pageParam }) => call('GET /scorecards', { query: { ...query, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 30_000,
  });
}

export function useMyKpis(month: string) {
  return useQuery({ queryKey: [...cardsKey, 'mine', month], queryFn: ({ signal }) => call('GET /my-kpis', { query: { month }, signal }), staleTime: 30_000, retry: false });
}

export function useBonusMonths() {
  return useQuery({ queryKey: [...bonusKey, 'months'], queryFn: ({ signal }) => call('GET /bonus-months', { signal }) });
}

/** All sheets of a month: a company has some hundred people at most. */
export function useSheets(query: { month?: string | undefined; employee_id?: string | undefined }, enabled = true) {
  return useQuery({
    queryKey: [...bonusKey, 'sheets', query],
    queryFn: async ({ signal }) => {
      const all: BonusSheetRow[] = [];
      for (let cursor: string | undefined, first = true; first || cursor; first = false) {
        const page = await call('GET /bonus-sheets', { query: { ...query, limit: 200, cursor }, signal });
        all.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      }
      return all;
    },
    enabled,
  });
}

export function useSheet(id: string) {
  return useQuery({ queryKey: [...bonusKey, 'sheet', id], queryFn: ({ signal }) => call('GET /bonus-sheets/{id}', { path: { id }, signal }) });
}

export function useBonusRules() {
  return useQuery({ queryKey: [...bonusKey, 'rules'], queryFn: ({ signal }) => call('GET /bonus-rules', { signal }) });
}

export function useBonusRefresh() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: bonusKey });
}

export function useMetrics() {
  return useQuery({ queryKey: ['kpi', 'metrics'], queryFn: ({ signal }) => call('GET /metrics', { signal }), staleTime: 5 * 60_000 });
}

export function useSites() {
  return useQuery({ queryKey: ['sites', 'chooser'], queryFn: ({ signal }) => call('GET /sites', { query: { limit: 200 }, signal }), enabled: useMay('org.read'), staleTime: 5 * 60_000 });
}

/** Whether he pays others: sees their sheets, not only his own. */
export function usePayer(): { write: boolean; approve: boolean; any: boolean } {
  const write = useMay('bonus.write');
  const approve = useMay('bonus.approve');
  return { write, approve, any: write || approve };
}
