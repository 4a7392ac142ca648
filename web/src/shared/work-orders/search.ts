// Where a search hit leads.
import type { SearchHit } from '@/api/types';

export function hitPath(hit: SearchHit): string {
  switch (hit.kind) {
    case 'work_order': return `/work-orders/${hit.id}`;
    case 'customer': return `/customers/${hit.id}`;
    case 'asset': return `/assets/${hit.id}`;
    case 'employee': return `/work-orders?view=all&technician_id=${hit.id}`;
  }
}
