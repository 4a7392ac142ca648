// What the reader was told lately, in words; opening one marks it as read.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import { alertText, severityMarks, useAlertNames } from '@/shared/alerts/words';
import { formatAgo } from '@/shared/format/duration';
import { Skeleton, useNow } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Mark } from '@/shared/ui/icon';
import { toast } from '@/shared/ui/overlay';

type Notification = components['schemas']['Notification'];
const shownAtMost = 12;

function pathOf({ subject_kind, subject_id }: Notification): string {
  return subject_kind === 'alert' ? `/alerts?alert=${subject_id}` : '/alerts';
}

export function NoticeList({ unread, close }: { unread: number; close: () => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const names = useAlertNames();
  const list = useQuery({ queryKey: ['notifications', 'newest'], queryFn: ({ signal }) => call('GET /notifications', { query: { limit: shownAtMost }, signal }) });
  const settle = {
    onError: (error: unknown) => toast('bad', errorText(error, t)),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['notifications'] }), queries.invalidateQueries({ queryKey: ['alerts', 'summary'] })]),
  };
  const reading = useMutation({ mutationFn: (id: string) => call('POST /notifications/{id}/read', { path: { id } }), ...settle });
  const readingAll = useMutation({ mutationFn: () => call('POST /notifications/read-all', {}), ...settle });
  const rows = list.data?.items ?? [];
  return (
    <>
      <div className="menu-title row">
        <span className="sp">{t('shell.new_notices')}</span>
        {unread > 0 && <button type="button" className="btn sm t" disabled={readingAll.isPending} onClick={() => readingAll.mutate()}>{t('shell.mark_all_read')}</button>}
      </div>
      {list.isPending ? <Skeleton lines={3} /> : rows.length === 0 ? <div className="menu-item i2">{t('shell.no_notices')}</div> : rows.map((one) => (
        <button
          key={one.id} type="button" className={`menu-item bell-notice${one.read_at ? ' read' : ''}`} data-notice={one.text_key}
          onClick={() => {
            if (!one.read_at) reading.mutate(one.id);
            close();
            navigate(pathOf(one));
          }}
        >
          <Mark kind={severityMarks[one.severity]} />
          <span className="sp">{alertText(one, names, t, now)}</span>
          <span className="s i3 nw">{formatAgo(new Date(one.created_at), now, t)}</span>
        </button>
      ))}
    </>
  );
}
