// Five whys: each answer asks the next question; the last one is the root unless somebody says otherwise.
import { useMutation } from '@tanstack/react-query';
import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import { useMay } from '@/shared/session/session';
import { Field } from '@/shared/ui/basics';
import { fieldMessage } from '@/shared/ui/error-text';
import { Icon } from '@/shared/ui/icon';
import { ErrorNote, toast } from '@/shared/ui/overlay';
import { useRefresh, type Finding } from '../api/improvement';

const most = 7;

export function WhysCard({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const may = useMay('finding.write') && finding.allowed.includes('analyse');
  const said = finding.causes.filter(({ method }) => method === 'five_whys').sort((a, b) => a.position - b.position).map(({ text }) => text);
  const [whys, setWhys] = useState<string[]>(said.length ? said : ['']);
  const [root, setRoot] = useState(finding.root_cause);
  const body = useRef<HTMLDivElement>(null);
  const filled = whys.map((why) => why.trim()).filter(Boolean);
  const saving = useMutation({
    mutationFn: () => call('POST /findings/{id}/causes', { path: { id: finding.id }, ifMatch: finding.version, body: { method: 'five_whys', whys: filled, primary: [], ...(root.trim() ? { root_cause: root.trim() } : {}) } }),
    onSuccess: async (saved) => {
      setRoot(saved.root_cause);
      toast('good', t('improvement.whys.saved'));
      await refresh();
    },
  });
  const problems = fieldProblems(saving.error);
  const loose = Object.entries(problems).filter(([name]) => name.startsWith('whys')).flatMap(([, list]) => list);
  const set = (index: number, text: string) => setWhys(whys.map((why, at) => (at === index ? text : why)));
  const focus = (index: number) => requestAnimationFrame(() => body.current?.querySelectorAll('input')[index]?.focus());
  const add = (after: number) => {
    if (whys.length >= most) return;
    setWhys([...whys.slice(0, after + 1), '', ...whys.slice(after + 1)]);
    focus(after + 1);
  };
  const swap = (index: number) => setWhys(whys.map((why, at) => (at === index - 1 ? whys[index] ?? '' : at === index ? whys[index - 1] ?? '' : why)));
  if (!may && said.length === 0 && !finding.root_cause) return null;
  if (!may) return (
    <section className="card" data-testid="whys">
      <div className="hd"><h2>{t('improvement.whys.title')}</h2></div>
      <dl className="sec kv im-facts">
        {said.map((why, index) => <Fragment key={index}><dt>{t('improvement.whys.no', { no: index + 1 })}</dt><dd>{why}</dd></Fragment>)}
        {finding.root_cause && <><dt>{t('improvement.root_cause')}</dt><dd className="b">{finding.root_cause}</dd></>}
      </dl>
    </section>
  );
  return (
    <section className="card" data-testid="whys">
      <div className="hd"><h2>{t('improvement.whys.title')}</h2><span className="i2 s">{t('improvement.whys.hint')}</span></div>
      <div className="sec col g12">
        {saving.error && Object.keys(problems).length === 0 ? <ErrorNote error={saving.error} /> : null}
        <div ref={body}>
          {whys.map((why, index) => (
            <div className="im-why" key={index}>
              <span className="i2 m">{t('improvement.whys.no', { no: index + 1 })}</span>
              <input
                className="ip" aria-label={t('improvement.whys.no', { no: index + 1 })} value={why} onChange={(event) => set(index, event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || !why.trim()) return;
                  event.preventDefault();
                  add(index);
                }}
              />
              <span className="row">
                  <button type="button" className="btn sm t" aria-label={t('improvement.whys.up')} title={t('improvement.whys.up')} disabled={index === 0} onClick={() => swap(index)}>↑</button>
                  <button type="button" className="btn sm t" aria-label={t('improvement.whys.remove')} title={t('improvement.whys.remove')} disabled={whys.length === 1} onClick={() => setWhys(whys.filter((_, at) => at !== index))}><Icon name="close" size={14} /></button>
              </span>
            </div>
          ))}
        </div>
        {loose.length > 0 && <div className="field-error" role="alert">{loose.map((problem) => fieldMessage(problem, t)).join(' ')}</div>}
        <div className="row g8"><button type="button" className="btn sm" disabled={whys.length >= most} onClick={() => add(whys.length - 1)}><Icon name="plus" size={14} /> {t('improvement.whys.add')}</button><span className="s i3">{t('improvement.whys.enter')}</span></div>
        <Field label={t('improvement.root_cause')} hint={t('improvement.whys.root_hint')} problems={problems.root_cause}>
          {(control) => <input className="ip" {...control} value={root} placeholder={filled.at(-1) ?? ''} onChange={(event) => setRoot(event.target.value)} />}
        </Field>
        <div className="row"><span className="sp" /><button type="button" className="btn tint" disabled={saving.isPending || filled.length === 0} onClick={() => saving.mutate()}>{t('improvement.whys.save')}</button></div>
      </div>
    </section>
  );
}
