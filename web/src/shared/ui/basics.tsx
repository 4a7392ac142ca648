// Small pieces of every screen: state, key cap, avatar, field, empty place, skeleton.
import { useEffect, useId, useRef, useState, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '@/api/problem';
import { fieldMessage } from './error-text';
import { Mark, type MarkKind } from './icon';

/** Shape, word and colour together. */
export function State({ kind, children, plain = false }: { kind: MarkKind; children: ReactNode; plain?: boolean }) {
  return (
    <span className={`st ${kind === 'none' ? '' : kind}${plain ? ' plain' : ''}`}>
      <Mark kind={kind} />
      {children}
    </span>
  );
}

export function Avatar({ name, small = false }: { name: string; small?: boolean }) {
  return (
    <span className={small ? 'ava sm' : 'ava'} aria-hidden="true">
      {initial(name)}
    </span>
  );
}

/** The family name of a Chinese name, the initials of another. */
function initial(name: string): string {
  const trimmed = name.trim();
  if (/^[\u3400-\u9fff]/.test(trimmed)) return trimmed.slice(0, 1);
  return trimmed.split(/\s+/).slice(0, 2).map((word) => word.slice(0, 1).toUpperCase()).join('') || '?';
}

interface FieldProps {
  label: string;
  /** Number before the label in forms that are filled from top to bottom. */
  index?: number;
  hint?: ReactNode;
  problems?: FieldProblem[];
  className?: string;
  children: (control: { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }) => ReactElement;
}

/** A labelled control with its errors beneath it. */
export function Field({ label, index, hint, problems = [], className, children }: FieldProps) {
  const id = useId();
  const { t } = useTranslation();
  const errorId = problems.length ? `${id}-error` : undefined;
  return (
    <div className={`field ${className ?? ''}`}>
      <label className="field-label" htmlFor={id}>
        {index !== undefined && <i>{index}</i>}
        {label}
        {hint !== undefined && <em>{hint}</em>}
      </label>
      {children({ id, 'aria-invalid': problems.length > 0, 'aria-describedby': errorId })}
      {problems.length > 0 && (
        <div id={errorId} className="field-error" role="alert">
          <Mark kind="bad" size={12} />
          {problems.map((problem) => fieldMessage(problem, t)).join(' ')}
        </div>
      )}
    </div>
  );
}

interface SegmentedProps<T extends string> {
  value: T | undefined;
  options: readonly { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
  label: string;
  full?: boolean;
}

/** One choice of a few, moved through with the arrow keys or the digits. */
export function Segmented<T extends string>({ value, options, onChange, label, full = false }: SegmentedProps<T>) {
  const group = useRef<HTMLDivElement>(null);
  const pick = (index: number) => {
    const option = options[(index + options.length) % options.length];
    if (!option) return;
    onChange(option.value);
    (group.current?.children[(index + options.length) % options.length] as HTMLElement | undefined)?.focus();
  };
  const selected = options.findIndex((option) => option.value === value);
  return (
    <div
      className={full ? 'seg seg-full' : 'seg'} role="radiogroup" aria-label={label} ref={group}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') pick(selected + 1);
        else if (event.key === 'ArrowLeft') pick(selected - 1);
        else if (/^[1-9]$/.test(event.key) && Number(event.key) <= options.length) pick(Number(event.key) - 1);
        else return;
        event.preventDefault();
      }}
    >
      {options.map((option, index) => (
        <button
          key={option.value} type="button" role="radio" aria-checked={option.value === value} className={option.value === value ? 'on' : ''}
          tabIndex={index === Math.max(0, selected) ? 0 : -1} onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

export function Empty({ text, action }: { text: string; action?: ReactNode }) {
  return (
    <div className="empty">
      <span>{text}</span>
      {action}
    </div>
  );
}

/** Lines of the size of what is coming. */
export function Skeleton({ lines = 3, height = 14, gap = 14 }: { lines?: number; height?: number; gap?: number }) {
  return (
    <div aria-hidden="true" style={{ display: 'grid', gap, padding: '12px 16px' }}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skeleton" style={{ height, width: `${92 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

const phone = '(max-width: 820px)';

/** Whether the screen is as narrow as a phone's. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(phone);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(phone).matches,
  );
}

/** The present moment, moving on every half minute. */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A value that follows another after it has been still for a moment. */
export function useSettled<T>(value: T, afterMs = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
