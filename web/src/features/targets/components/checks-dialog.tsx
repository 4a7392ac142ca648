// The five checks of a decomposition; each failing one names its cell and leads there.
import { useTranslation } from 'react-i18next';
import { State } from '@/shared/ui/basics';
import { Dialog } from '@/shared/ui/overlay';
import type { CheckFailure, Grid } from '../api/hooks';
import { checkText } from './check-text';

interface Props { grid: Grid; name: (metric: string) => string; mayEdit: boolean; onMend: (failure: CheckFailure) => void; onClose: () => void }

export function ChecksDialog({ grid, name, mayEdit, onMend, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('targets.checks_title')} onClose={onClose} width={620}>
      <ul className="col g12" data-testid="checks">
        {grid.checks.map(({ check, passed, failures }) => (
          <li key={check} className="col g4" data-check={check}>
            <State kind={passed ? 'good' : 'bad'}>{t(`targets.check.${check}`)}</State>
            {passed ? <span className="i2 m check-note">{t('targets.passed')}</span> : failures.map((failure) => (
              <div key={`${failure.pointer} ${failure.code}`} className="row g8 check-note">
                <span className="sp m">{checkText({ metric: failure.metric ?? null, role: failure.role as never, code: failure.code.replace(/^decomposition\./, ''), actual: failure.actual == null ? null : Math.round(failure.actual * 100) / 100 }, name, t)}</span>
                {(mayEdit || check === 'reproduction') && <button type="button" className="btn sm" onClick={() => onMend(failure)}>{t(check === 'reproduction' ? 'targets.see_metric' : 'targets.mend')}</button>}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
