// The targets of a month that wait for a person's yes: a line with their number, and all of them at once.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goalText, nameIn } from '@/shared/figures/standing';
import { useSession } from '@/shared/session/session';
import { Dialog, toast } from '@/shared/ui/overlay';
import { GateDialog } from './gate-dialog';
import { useAccept, useWaiting } from './hooks';
import { refusal } from './problems';
import './target-gate.css';

export function WaitingTargets({ month }: { month: string }) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const waiting = useWaiting(user.employee_id, month);
  const accept = useAccept();
  const [open, setOpen] = useState(false);
  const [one, setOne] = useState<string | null>(null);
  const targets = waiting.data?.items ?? [];
  if (targets.length === 0 && !one) return null;
  const who = (id: string) => (id === user.id ? t('gate.me') : t('gate.somebody'));
  return (
    <>
      {targets.length > 0 && <p className="note warn row g8 wrap waiting-targets" data-testid="waiting-targets"><b>{t('gate.waiting', { count: targets.length })}</b><span className="sp" /><button type="button" className="btn sm" onClick={() => setOpen(true)}>{t('gate.look')}</button></p>}
      {open && !one && (
        <Dialog
          title={t('gate.waiting', { count: targets.length })} onClose={() => setOpen(false)}
          footer={<button type="button" className="btn p" disabled={accept.isPending || targets.length === 0} onClick={() => accept.mutate(targets, { onSuccess: () => { toast('good', t('gate.accepted_all', { count: targets.length })); setOpen(false); } })}>{t('gate.accept_all', { count: targets.length })}</button>}
        >
          {accept.error ? <div className="note bad" role="alert">{refusal(accept.error, t)}</div> : null}
          <ul className="gate-waiting">
            {targets.map((target) => (
              <li key={target.id} className="row g8"><span>{nameIn(target, i18n.language)}</span><span className="sp" /><b>{goalText(target.target, target.unit, target.better, t)}</b><button type="button" className="btn sm" onClick={() => setOne(target.id)}>{t('gate.check')}</button></li>
            ))}
          </ul>
        </Dialog>
      )}
      {one && <GateDialog target={one} who={who} onClose={() => setOne(null)} />}
    </>
  );
}
