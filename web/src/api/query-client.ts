// The cache of server state.
// Owns its retry and freshness rules and the shape of query keys: [resource, ...].
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        // Reads are tried without asking the browser whether there is a network: a LAN server is no internet.
        networkMode: 'always',
        retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
        retryDelay: (count) => Math.min(4000, 500 * 2 ** count),
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
