// One record as it is: facts, times in their order, texts, and the work order that it belongs to.
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { ChainStrip } from '@/shared/chain/chain-strip';
import { choiceText, fieldText, isRecordKind, kindText, type RecordKindName } from '@/shared/facts/facts';
import { longMoment, shortMoment } from '@/shared/format/date';
import { useMay } from '@/shared/session/session';
import { Empty, Skeleton } from '@/shared/ui/basics';
import { ErrorNote } from '@/shared/ui/overlay';
import { useFieldValue, useRecord } from '../api/hooks';
import { kinds } from '../api/kinds';
import { attributesOf, sorted, titleOf, valueText, type PlainRecord } from '../api/values';
import './records.css';

export default function RecordPage() {
  const { kind = '', id = '' } = useParams();
  const { t } = useTranslation();
  return isRecordKind(kind) ? <Shown kind={kind} id={id} /> : <div className="card"><Empty text={t('error.page_not_found')} action={<Link className="btn" to="/">{t('common.to_home')}</Link>} /></div>;
}

function Shown({ kind, id }: { kind: RecordKindName; id: string }) {
  const { t, i18n } = useTranslation();
  const may = useMay(kinds[kind].permission);
  const mayChain = useMay('finding.read');
  const found = useRecord(kind, id);
  const textOf = useFieldValue(kind);
  if (!may) return <div className="card"><Empty text={t('error.code.forbidden')} /></div>;
  if (found.error) return <ErrorNote error={found.error} onRetry={() => void found.refetch()} />;
  const record = found.data;
  if (!record) return <div className="card"><Skeleton lines={8} /></div>;
  const { facts, times, texts } = sorted(record);
  const attributes = attributesOf(record);
  const order = typeof record['work_order_id'] === 'string' ? record['work_order_id'] : null;
  const customer = typeof record['customer_id'] === 'string' ? record['customer_id'] : null;
  const state = typeof record['state'] === 'string' ? record['state'] : null;
  return (
    <div>
      <div className="page-title wrap">
        <Link to={`/records/${kind}`}>{kindText(kind, t)}</Link><span className="i3">›</span>
        <h1>{textOf(record, 'metric') || titleOf(kind, record, t, i18n.language)}</h1>
        {state && <span className="tag lg pri">{choiceText(kind, 'state', state, t)}</span>}
        {record['imported'] === true && <span className="tag">{t('records_page.imported')}</span>}
        <span className="sp" />
        {order && <Link className="btn p" to={`/work-orders/${order}`}>{fieldText('work_order_no', t)} {String(record['work_order_no'] ?? '')}</Link>}
      </div>
      {kind === 'complaint' && mayChain && <div className="record-chain"><ChainStrip kind="complaint" id={id} /></div>}
      <div className="record-grid">
        <div className="col g16 min0">
          <section className="card" data-testid="facts">
            <div className="hd"><h2>{t('records_page.facts')}</h2></div>
            <dl className="kv sec record-kv">
              {facts.map((field) => <Row key={field} label={fieldText(field, t)} text={textOf(record, field)} />)}
              {customer && <><dt>{fieldText('customer_id', t)}</dt><dd><Link to={`/customers/${customer}`}>{String(record['customer_name'] || t('records_page.open'))}</Link></dd></>}
            </dl>
          </section>
          {texts.map((field) => <section key={field} className="card"><div className="hd"><h2>{fieldText(field, t)}</h2></div><p className="sec record-text">{String(record[field])}</p></section>)}
          <Notes record={record} />
          {attributes.length > 0 && (
            <section className="card">
              <div className="hd"><h2>{t('records_page.attributes')}</h2></div>
              <dl className="kv sec record-kv" data-code>{attributes.map(([name, value]) => <Row key={name} label={name} text={value} />)}</dl>
            </section>
          )}
        </div>
        <section className="card" data-testid="times">
          <div className="hd"><h2>{t('records_page.times')}</h2></div>
          {times.length === 0 ? <Empty text={t('records_page.no_times')} /> : <dl className="kv sec record-kv">{times.map((field) => <Row key={field} label={fieldText(field, t)} text={field.endsWith('_at') ? longMoment(new Date(String(record[field])), i18n.language) : valueText(kind, field, record[field], t, i18n.language)} />)}</dl>}
        </section>
      </div>
    </div>
  );
}

function Row({ label, text }: { label: string; text: string }) {
  return <><dt>{label}</dt><dd>{text}</dd></>;
}

interface Note { id: string; step: string; text: string; written_at: string }

/** What people wrote at the steps of a complaint. */
function Notes({ record }: { record: PlainRecord }) {
  const { t, i18n } = useTranslation();
  const notes = (Array.isArray(record['notes']) ? record['notes'] : []) as Note[];
  if (notes.length === 0) return null;
  return (
    <section className="card">
      <div className="hd"><h2>{t('records_page.notes')}</h2></div>
      <div className="sec col g12">{notes.map((note) => <div key={note.id}><span className="i2 s">{shortMoment(new Date(note.written_at), new Date(), i18n.language)} · {t(`records_page.step.${note.step}`, { defaultValue: note.step })}</span><p className="record-text">{note.text}</p></div>)}</div>
    </section>
  );
}
