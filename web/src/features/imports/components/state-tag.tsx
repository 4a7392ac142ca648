// Where an import stands: shape, word and colour.
import { useTranslation } from 'react-i18next';
import { State } from '@/shared/ui/basics';

export function ImportStateTag({ state }: { state: string }) {
  const { t } = useTranslation();
  const kind = state === 'done' ? 'good' : state === 'failed' ? 'bad' : state === 'undone' ? 'none' : 'warn';
  return <State kind={kind} plain>{t(`imports.state.${state}`)}</State>;
}
