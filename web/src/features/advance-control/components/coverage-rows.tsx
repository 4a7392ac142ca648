// How often bands held, beside how often they said they would: a dot with its interval on one scale, the said share dashed.
import { useTranslation } from 'react-i18next';
import { State } from '@/shared/ui/basics';
import type { MarkKind } from '@/shared/ui/icon';
import { keptOf, type CalibrationLine, type CountedShare, type Kept } from '../api/calibration';

const marks: Record<Kept, MarkKind> = { kept: 'good', too_narrow: 'bad', too_wide: 'warn', few: 'none' };
const percent = (share: number | null | undefined) => (share == null ? '–' : `${Math.round(share * 100)}%`);

export function CoverageRows({ rows, heading }: { rows: readonly { key: string; label: string; line: CalibrationLine }[]; heading: string }) {
  const { t } = useTranslation();
  return (
    <div className="coverage">
      <table className="t" data-testid="coverage">
        <thead><tr><th>{heading}</th><th className="n">n</th><th>{t('advance_control.calibration.band', { band: 80 })}</th><th>{t('advance_control.calibration.band', { band: 95 })}</th><th>{t('advance_control.calibration.verdict')}</th></tr></thead>
        <tbody>
          {rows.map(({ key, label, line }) => {
            const kept = keptOf(line.within80, 0.8);
            return (
              <tr key={key}>
                <td className="nw">{label}</td>
                <td className="n">{line.forecasts}</td>
                <td><Share counted={line.within80} said={0.8} /></td>
                <td><Share counted={line.within95} said={0.95} /></td>
                <td className="nw"><State kind={marks[kept]} plain>{t(`advance_control.calibration.kept.${kept}`)}</State></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** From 50 to 100 %. */
const at = (share: number) => `${Math.max(0, (share - 0.5) * 200)}%`;

function Share({ counted, said }: { counted: CountedShare; said: number }) {
  const few = counted.low == null || counted.high == null || counted.share == null;
  return (
    <span className="row g8">
      <span className="coverage-scale" aria-hidden="true">
        <i className="coverage-said" style={{ left: at(said) }} />
        {!few && <i className="coverage-line" style={{ left: at(counted.low ?? 0), width: `calc(${at(counted.high ?? 0)} - ${at(counted.low ?? 0)})` }} />}
        {counted.share != null && <i className="coverage-dot" style={{ left: at(counted.share) }} />}
      </span>
      <b className="nw">{percent(counted.share)}</b>
      {!few && <span className="s i3 nw">{Math.round((counted.low ?? 0) * 100)}–{Math.round((counted.high ?? 0) * 100)}</span>}
    </span>
  );
}
