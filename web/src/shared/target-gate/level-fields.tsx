// The three levels of a target as fields, and what is typed into them as values.
import { useTranslation } from 'react-i18next';
import { Field } from '@/shared/ui/basics';
import { entryOf, fromEntry } from './levels';
import type { problemsOf } from './problems';

export const levels = ['floor', 'target', 'stretch'] as const;
export type Entries = Record<(typeof levels)[number], string>;

interface LevelsProps { unit: string; like: number; entries: Entries; onChange: (entries: Entries) => void; problems: ReturnType<typeof problemsOf> }

export function LevelFields({ unit, like, entries, onChange, problems }: LevelsProps) {
  const { t } = useTranslation();
  const { word } = entryOf(unit, like, t);
  return (
    <div className="form-three">
      {levels.map((level) => (
        <Field key={level} label={t(`targets.level.${level}`)} hint={word} problems={problems[level] ?? []}>{(control) => <input className="ip" inputMode="decimal" {...control} value={entries[level]} onChange={(event) => onChange({ ...entries, [level]: event.target.value })} />}</Field>
      ))}
    </div>
  );
}

/** What cannot be read as a number goes to the server as it may not be: the field says so there. */
export function valuesOf(entries: Entries, size: number): { floor: number; target: number; stretch: number } | null {
  const [floor, target, stretch] = levels.map((level) => fromEntry(entries[level], size));
  return floor == null || target == null || stretch == null ? null : { floor, target, stretch };
}

export function unread(entries: Entries, size: number, text: string): ReturnType<typeof problemsOf> {
  return Object.fromEntries(levels.filter((level) => fromEntry(entries[level], size) === null).map((level) => [level, [{ pointer: `/${level}`, code: '-', message: text }]]));
}
