// The list of imports, and the first step of a new one: what is it, which file.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router-dom';
import { call, upload } from '@/api/client';
import type { components } from '@/api/schema';
import { shortMoment } from '@/shared/format/date';
import { RecordTable } from '@/shared/records/record-table';
import { useMay } from '@/shared/session/session';
import { Field } from '@/shared/ui/basics';
import { fieldProblems } from '@/api/problem';
import { ErrorNote } from '@/shared/ui/overlay';
import { FileField } from '../components/file-field';
import { ImportStateTag } from '../components/state-tag';

type Schemas = components['schemas'];

export default function ImportsPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayRun = useMay('import.run');
  const profiles = useQuery({ queryKey: ['imports', 'profiles'], queryFn: ({ signal }) => call('GET /import-profiles', { signal }), staleTime: 5 * 60_000 });
  const [profile, setProfile] = useState('work-orders');
  const [file, setFile] = useState<File | null>(null);
  const sending = useMutation({
    mutationFn: (chosen: File) => upload<Schemas['Import']>('/imports', { profile, filename: chosen.name }, new Blob([chosen], { type: 'application/octet-stream' })),
    onSuccess: (made) => {
      queries.setQueryData(['imports', made.id], made);
      navigate(`/imports/${made.id}`);
    },
  });
  const problems = fieldProblems(sending.error);
  return (
    <div>
      <div className="page-title"><h1>{t('imports.title')}</h1><span className="i2 m">{t('imports.lead')}</span></div>
      {mayRun && (
        <section className="card" style={{ marginBottom: 16 }}>
          <form className="sec row g16 wrap" style={{ alignItems: 'flex-end' }} onSubmit={(event) => { event.preventDefault(); if (file) sending.mutate(file); }}>
            <Field label={t('imports.profile')} problems={problems.profile}>
              {(control) => (
                <select className="ip" style={{ width: 240 }} {...control} value={profile} onChange={(event) => setProfile(event.target.value)}>
                  {profiles.data?.items.map((one) => <option key={one.code} value={one.code}>{i18n.language === 'en' ? one.title_en : one.title_zh}</option>)}
                </select>
              )}
            </Field>
            <Field label={t('imports.file')} hint={t('imports.file_hint')} problems={problems.file}>
              {(control) => <FileField control={control} file={file} onChange={setFile} />}
            </Field>
            <button type="submit" className="btn p lg" disabled={!file || sending.isPending}>{sending.isPending ? t('imports.sending') : t('imports.upload')}</button>
          </form>
          {sending.error && Object.keys(problems).length === 0 ? <div className="sec"><ErrorNote error={sending.error} /></div> : null}
        </section>
      )}
      <RecordTable<Schemas['ImportSummary']>
        resource="imports" searchable={false} load={({ cursor, limit }, signal) => call('GET /imports', { query: { cursor, limit }, signal })}
        columns={[
          { name: 'file_name', label: t('imports.file'), cell: (row) => <Link to={`/imports/${row.id}`}>{row.file_name}</Link> },
          { name: 'profile', label: t('imports.profile'), cell: (row) => { const known = profiles.data?.items.find(({ code }) => code === row.profile); return known ? (i18n.language === 'en' ? known.title_en : known.title_zh) : row.profile; } },
          { name: 'state', label: t('imports.state_title'), cell: (row) => <ImportStateTag state={row.state} />, text: (row) => t(`imports.state.${row.state}`) },
          { name: 'imported', label: t('imports.count.imported'), numeric: true, cell: (row) => row.progress.imported },
          { name: 'updated', label: t('imports.count.updated'), numeric: true, cell: (row) => row.progress.updated },
          { name: 'rejected', label: t('imports.count.rejected'), numeric: true, cell: (row) => row.progress.rejected },
          { name: 'created_at', label: t('imports.created_at'), cell: (row) => shortMoment(new Date(row.created_at)) },
        ]}
      />
    </div>
  );
}
