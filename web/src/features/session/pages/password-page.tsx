// Changes the password of the signed-in user.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { call } from '@/api/client';
import { fieldProblems } from '@/api/problem';
import { Field } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { Mark } from '@/shared/ui/icon';
import { toast } from '@/shared/ui/overlay';

export default function PasswordPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({
    mutationFn: () => call('POST /session/password', { body: { current, new_password: next } }),
    onSuccess: () => {
      toast('good', t('session.password_saved'));
      navigate('/');
    },
  });
  const problems = fieldProblems(change.error);
  const differs = again !== '' && again !== next;
  return (
    <form
      className="card" style={{ width: 'min(420px, 100%)' }} noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!differs) change.mutate();
      }}
    >
      <div className="hd"><h1>{t('session.password_title')}</h1></div>
      <div className="col g16" style={{ padding: 16 }}>
        <Field label={t('session.password_current')} problems={problems.current}>
          {(control) => <input {...control} className="ip" type="password" autoComplete="current-password" autoFocus value={current} onChange={(event) => setCurrent(event.target.value)} />}
        </Field>
        <Field label={t('session.password_new')} hint={t('session.password_hint')} problems={problems.new}>
          {(control) => <input {...control} className="ip" type="password" autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} />}
        </Field>
        <Field label={t('session.password_again')}>
          {(control) => <input {...control} className="ip" type="password" autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} />}
        </Field>
        {differs && <div className="field-error" role="alert"><Mark kind="bad" size={12} />{t('session.password_differs')}</div>}
        {change.error && Object.keys(problems).length === 0 && <div className="note bad" role="alert">{errorText(change.error, t)}</div>}
        <button type="submit" className="btn p lg" disabled={change.isPending || !current || !next || next !== again}>{t('session.password_save')}</button>
      </div>
    </form>
  );
}
