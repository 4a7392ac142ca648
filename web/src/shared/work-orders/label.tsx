// The paper label of a machine, 60 × 40 mm: as a preview and for the printer.
// Owns the print root beside the app.
import { useLayoutEffect, useRef } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider, useTranslation } from 'react-i18next';
import i18next from 'i18next';
import type { Label } from '@/api/types';
import { timeText, zonedParts } from '@/shared/format/date';
import { machineText } from './model';
import './label.css';

/** Shows exactly what the printer gets; paper stays white in the dark. */
export function LabelCard({ label }: { label: Label }) {
  const { t, i18n } = useTranslation();
  const promise = label.promise_at ? new Date(label.promise_at) : null;
  const p = promise ? zonedParts(promise) : null;
  const weekday = p ? (i18n.language.startsWith('zh') ? '日一二三四五六'[p.weekday] : ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][p.weekday]) : '';
  const machine = machineText(label);
  const marks = [label.repeat && t('label.repeat'), label.warranty !== 'unknown' && t(`work_order.warranty.${label.warranty}`), label.data_handling === 'keep' && t('label.keep_data')].filter(Boolean);
  return (
    <div className="paper-label">
      <div className="paper-label-no">{label.no}</div>
      <div className="paper-label-lines">
        {machine && <div>{machine}</div>}
        {label.serial_no && <div>SN {label.serial_no}</div>}
        <div>{[label.customer_name, label.contact_phone].filter(Boolean).join(' ')}</div>
        {promise && p && <div><b>{t('label.promise')} {p.month}/{p.day} {weekday} {timeText(promise)}</b></div>}
        {label.accessories.length > 0 && <div>{label.accessories.join(' · ')}</div>}
      </div>
      <div className="paper-label-marks">{marks.map((mark) => <span key={String(mark)}>{mark}</span>)}</div>
      <Qr svg={label.qr_svg} title={label.qr_text || label.no} />
      <div className="paper-label-site">{label.site_name}</div>
    </div>
  );
}

/** The server's drawing, taken over as nodes: nothing in it can run. */
function Qr({ svg, title }: { svg: string; title: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    if (parsed.nodeName !== 'svg' || !box.current) return;
    const drawing = document.importNode(parsed, true);
    drawing.setAttribute('aria-hidden', 'true');
    box.current.replaceChildren(drawing);
  }, [svg]);
  return <div className="paper-label-qr" ref={box} role="img" aria-label={title} />;
}

/** Prints one label and nothing else. */
export function printLabel(label: Label): void {
  const host = document.createElement('div');
  host.className = 'print-root';
  document.body.append(host);
  document.documentElement.classList.add('printing-label');
  const root = createRoot(host);
  const done = () => {
    removeEventListener('afterprint', done);
    document.documentElement.classList.remove('printing-label');
    root.unmount();
    host.remove();
  };
  addEventListener('afterprint', done);
  root.render(<I18nextProvider i18n={i18next}><LabelCard label={label} /></I18nextProvider>);
  // One frame for the drawing to stand.
  requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
}
