// Who is signed in and what he may do; the site that he has chosen to look at.
// Owns the session's query and its place in the page.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { call, onSignedOut, setCsrfToken } from '@/api/client';
import type { RoleCode, Session, SiteId } from '@/api/types';

export const sessionKey = ['session'];

export function useSessionQuery() {
  const queries = useQueryClient();
  useEffect(() => onSignedOut(() => void queries.invalidateQueries({ queryKey: sessionKey })), [queries]);
  return useQuery({
    queryKey: sessionKey,
    queryFn: async ({ signal }) => {
      const session = await call('GET /session', { signal });
      setCsrfToken(session.csrf_token);
      return session;
    },
    staleTime: 5 * 60_000,
  });
}

interface Held { session: Session; site: SiteId | null; setSite: (site: SiteId | null) => void }
const SessionContext = createContext<Held | null>(null);
const siteKey = 'manyi.site';

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  const [site, setSite] = useState<SiteId | null>(() => sessionStorage.getItem(siteKey));
  const held = useMemo<Held>(
    () => ({
      session,
      site,
      setSite: (next) => {
        if (next) sessionStorage.setItem(siteKey, next);
        else sessionStorage.removeItem(siteKey);
        setSite(next);
      },
    }),
    [session, site],
  );
  return <SessionContext.Provider value={held}>{children}</SessionContext.Provider>;
}

function useHeld(): Held {
  const held = useContext(SessionContext);
  if (!held) throw new Error('used outside the signed-in part');
  return held;
}

export function useSession(): Session {
  return useHeld().session;
}

/** The chosen site, or null for all that the user sees. */
export function useSite() {
  const { site, setSite } = useHeld();
  return { site, setSite };
}

export function useMay(permission: string): boolean {
  return useHeld().session.permissions.includes(permission);
}

/** Whether one of these is held; an empty or missing list asks for none. */
export function useMayAny(permissions: readonly string[] | undefined): boolean {
  const held = useHeld().session.permissions;
  return !permissions?.length || permissions.some((permission) => held.includes(permission));
}

export function useMainRole(): RoleCode {
  return useHeld().session.user.roles[0] ?? 'info_clerk';
}
