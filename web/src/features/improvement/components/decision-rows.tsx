// Decisions of reviews with their owner and how they stand; those without an action are settled here.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { call } from '@/api/client';
import type { components } from '@/api/schema';
import { shortDate } from '@/shared/format/date';
import { FormDialog } from '@/shared/records/form-dialog';
import { useMay } from '@/shared/session/session';
import { State } from '@/shared/ui/basics';
import { room } from '../api/improvement';

type Decision = components['schemas']['ReviewDecision'];
const marks = { open: 'none', done: 'good', dropped: 'none' } as const;

export function DecisionRows({ decisions, settles = false }: { decisions: readonly Decision[]; settles?: boolean }) {
  const { t, i18n } = useTranslation();
  const may = useMay('review.write');
  const [settling, setSettling] = useState<{ decision: Decision; to: 'finish' | 'drop' } | null>(null);
  return (
    <>
      <table className="t">
        <tbody>
          {decisions.map((one) => (
            <tr key={one.id} data-decision>
              <td>{one.text}{one.action_id && <> <Link className="nw" to={`/actions?action=${one.action_id}`}>{one.action_no}</Link></>}{one.outcome && <div className="s i2">{one.outcome}</div>}</td>
              <td className="nw">{one.owner_name}</td><td className="nw">{one.due_on ? shortDate(new Date(`${one.due_on}T04:00:00Z`), new Date(), i18n.language) : ''}</td>
              <td className="nw"><State kind={one.overdue ? 'bad' : marks[one.state]} plain>{one.overdue ? t('improvement.overdue') : t(`improvement.decision_state.${one.state}`)}</State></td>
              {settles && may && <td className="r nw no-print">{one.state === 'open' && !one.action_id && <><button type="button" className="btn sm" onClick={() => setSettling({ decision: one, to: 'finish' })}>{t('improvement.decision_step.finish')}</button> <button type="button" className="btn sm t" onClick={() => setSettling({ decision: one, to: 'drop' })}>{t('improvement.decision_step.drop')}</button></>}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {settling && (
        <FormDialog
          title={t(`improvement.decision_step.${settling.to}`)} isNew refresh={[room]} onClose={() => setSettling(null)} initial={{}} fields={[{ name: 'outcome', label: t('improvement.decision_outcome'), kind: 'area' }]}
          save={(values) => {
            const options = { path: { id: settling.decision.id }, ifMatch: settling.decision.version, body: values };
            return settling.to === 'finish' ? call('POST /review-decisions/{id}/finish', options) : call('POST /review-decisions/{id}/drop', options);
          }}
        />
      )}
    </>
  );
}
