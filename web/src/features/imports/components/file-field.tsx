// Choosing a file by click, key or drop; the browser's own field speaks the browser's language, not ours.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import './file-field.css';

interface Props {
  control: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined };
  file: File | null;
  onChange: (file: File | null) => void;
}

export function FileField({ control, file, onChange }: Props) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  return (
    <div
      className={over ? 'ip file-field over' : 'ip file-field'}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); onChange(event.dataTransfer.files[0] ?? null); }}
    >
      <input type="file" accept=".csv,.txt,.tsv,.xlsx,.xes,.gz" {...control} onChange={(event) => onChange(event.target.files?.[0] ?? null)} />
      <span className="btn sm" aria-hidden="true">{t('imports.choose_file')}</span>
      <span className={file ? 'el' : 'el i3'}>{file?.name ?? t('imports.or_drop')}</span>
    </div>
  );
}
