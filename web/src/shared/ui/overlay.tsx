// What lies over a screen: dialogs, menus, short messages.
// Owns the list of messages shown.
import { useEffect, useId, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from './error-text';
import { Icon, Mark, type MarkKind } from './icon';

interface DialogProps { title: string; onClose: () => void; children: ReactNode; footer?: ReactNode; width?: number; onSubmit?: () => void; /** Along the right edge, for long forms beside what they change. */ drawer?: boolean }

/** A modal dialog with a title; Escape closes it, Enter in a field submits it. */
export function Dialog({ title, onClose, children, footer, width, onSubmit, drawer = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { t } = useTranslation();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (!element.open) element.showModal();
    // The first thing to be filled gets the focus, not the button that closes.
    const controls = [...element.querySelectorAll<HTMLInputElement>('.dialog-body input:not([type="checkbox"]), .dialog-body select, .dialog-body textarea, .dialog-body [role="radio"][tabindex="0"]')];
    (controls.find((control) => !control.value) ?? controls[0] ?? element.querySelector<HTMLElement>('.dialog-foot [type="submit"]'))?.focus();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog} className={drawer ? 'dialog drawer' : 'dialog'} aria-labelledby={titleId} style={width ? { width: `min(${width}px, calc(100vw - 32px))` } : undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <form
        method="dialog" noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <div className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <span className="sp" />
          <button type="button" className="btn sm t" onClick={onClose}>
            {t('common.close')} <kbd>Esc</kbd>
          </button>
        </div>
        <div className="dialog-body">{children}</div>
        {footer && <div className="dialog-foot">{footer}</div>}
      </form>
    </dialog>
  );
}

interface MenuProps { label: ReactNode; title: string; children: (close: () => void) => ReactNode; end?: boolean; up?: boolean; className?: string }

/** A button that opens a panel; closes on a choice, outside clicks and Escape. */
export function Menu({ label, title, children, end = false, up = false, className = 'btn t' }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    addEventListener('pointerdown', outside);
    addEventListener('keydown', escape, true);
    return () => {
      removeEventListener('pointerdown', outside);
      removeEventListener('keydown', escape, true);
    };
  }, [open]);
  return (
    <div className="menu" ref={box}>
      <button type="button" className={className} aria-haspopup="true" aria-expanded={open} title={title} onClick={() => setOpen(!open)}>
        {label}
      </button>
      {open && <div className={`menu-panel${end ? ' end' : ''}${up ? ' up' : ''}`}>{children(() => setOpen(false))}</div>}
    </div>
  );
}

interface Toast { id: number; kind: MarkKind; text: string }
let toasts: Toast[] = [];
let nextToast = 1;
const listeners = new Set<() => void>();

function publish(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message for some seconds; a bad one stays until it is closed. */
export function toast(kind: MarkKind, text: string): void {
  const id = nextToast++;
  publish([...toasts.slice(-3), { id, kind, text }]);
  if (kind !== 'bad') setTimeout(() => closeToast(id), 4000);
}

function closeToast(id: number) {
  publish(toasts.filter((item) => item.id !== id));
}

export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts no-print" role="status" aria-live="polite">
      {shown.map(({ id, kind, text }) => (
        <div className="toast" key={id}>
          <span style={{ paddingTop: 4 }}><Mark kind={kind} /></span>
          <span className="sp">{text}</span>
          <button type="button" className="btn sm t" aria-label={t('common.close')} onClick={() => closeToast(id)}>
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}

/** A failure in place of content, with the way on. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="note bad row g12" role="alert" style={{ margin: 16 }}>
      <Mark kind="bad" />
      <span className="sp">{errorText(error, t)}</span>
      {onRetry && (
        <button type="button" className="btn sm" onClick={onRetry}>
          {t('common.retry')}
        </button>
      )}
    </div>
  );
}
