// Needs and expectations with their verdicts; each click judges at once and is undone if refused.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expectation, SetExpectation, WorkOrder } from '@/api/types';
import { useMay } from '@/shared/session/session';
import { State } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import type { MarkKind } from '@/shared/ui/icon';
import { Menu, toast } from '@/shared/ui/overlay';
import { useSetExpectations } from '../api/transitions';

const marks: Record<Expectation['verdict'], MarkKind> = { open: 'none', met: 'good', exceeded: 'good', not_met: 'bad' };
const verdicts = ['open', 'met', 'exceeded', 'not_met'] as const;

export function Needs({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const mayEdit = useMay('work_order.edit');
  const set = useSetExpectations(order.id);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Expectation['kind']>('need');
  const editable = mayEdit && order.state !== 'cancelled';

  const save = (expectations: SetExpectation[]) =>
    set.mutate({ expectations, version: order.version }, { onError: (error) => toast('bad', errorText(error, t)) });
  const judge = (item: Expectation, verdict: Expectation['verdict']) =>
    save(order.expectations.map((other) => ({ id: other.id, kind: other.kind, text: other.text, verdict: other.id === item.id ? verdict : other.verdict })));
  const add = () => {
    if (!text.trim()) return;
    save([...order.expectations, { kind, text: text.trim(), verdict: 'open' }]);
    setText('');
  };
  return (
    <section className="card sec">
      <h3>{t('work_orders.needs')}</h3>
      {order.expectations.length > 0 && (
        <table className="t wo-plain">
          <thead><tr><th>{t('work_orders.need_said')}</th><th>{t('work_orders.need_kind')}</th><th className="n">{t('work_orders.need_verdict')}</th></tr></thead>
          <tbody>
            {order.expectations.map((item) => (
              <tr key={item.id}>
                <td>{item.text}</td>
                <td className="i2 nw">{t(`work_orders.kind.${item.kind}`)}</td>
                <td className="n">
                  {editable ? (
                    <Menu end className="btn t sm" title={t('work_orders.need_verdict')} label={<State plain kind={marks[item.verdict]}>{t(`work_orders.verdict.${item.verdict}`)}</State>}>
                      {(close) => verdicts.map((verdict) => (
                        <button key={verdict} type="button" role="menuitemradio" aria-checked={verdict === item.verdict} className="menu-item" onClick={() => { close(); if (verdict !== item.verdict) judge(item, verdict); }}>
                          <State plain kind={marks[verdict]}>{t(`work_orders.verdict.${verdict}`)}</State>
                        </button>
                      ))}
                    </Menu>
                  ) : <State plain kind={marks[item.verdict]}>{t(`work_orders.verdict.${item.verdict}`)}</State>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {order.expectations.length === 0 && <p className="m i3" style={{ padding: '4px 0 8px' }}>{t('work_orders.no_needs')}</p>}
      {editable && (
        <form className="row g8" style={{ marginTop: 8 }} onSubmit={(event) => { event.preventDefault(); add(); }}>
          <select className="ip" style={{ width: 96, height: 32, fontSize: 13 }} aria-label={t('work_orders.need_kind')} value={kind} onChange={(event) => setKind(event.target.value === 'need' ? 'need' : 'expectation')}>
            <option value="need">{t('work_orders.kind.need')}</option>
            <option value="expectation">{t('work_orders.kind.expectation')}</option>
          </select>
          <input className="ip" style={{ height: 32, fontSize: 13 }} aria-label={t('work_orders.need_add')} placeholder={t('work_orders.need_add')} maxLength={300} value={text} onChange={(event) => setText(event.target.value)} />
          <button type="submit" className="btn sm" disabled={!text.trim() || set.isPending}>{t('work_orders.add')}</button>
        </form>
      )}
    </section>
  );
}
