// Chances as they were said, against how often they came true: on the dashed line they say what is.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReliabilityStep } from '../api/calibration';

const size = 340;
const left = 62, right = 16, top = 12, bottom = 40;

export function ReliabilityChart({ steps }: { steps: readonly ReliabilityStep[] }) {
  const { t } = useTranslation();
  const title = useId();
  const x = (share: number) => left + share * (size - left - right);
  const y = (share: number) => size - bottom - share * (size - top - bottom);
  const drawn = steps.flatMap((step) => (step.said != null && step.came_true != null && step.n > 0 ? [{ ...step, said: step.said, came: step.came_true }] : []));
  const most = Math.max(1, ...drawn.map(({ n }) => n));
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return (
    <svg className="spark reliability" viewBox={`0 0 ${size} ${size}`} width="100%" role="img" aria-labelledby={title} data-testid="reliability">
      <title id={title}>{t('advance_control.calibration.reliability_label')}</title>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={size - right} y1={y(tick)} y2={y(tick)} stroke="var(--grid)" />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end">{tick * 100}%</text>
          <text x={x(tick)} y={size - bottom + 18} textAnchor="middle">{tick * 100}%</text>
        </g>
      ))}
      <line x1={x(0)} x2={x(1)} y1={y(0)} y2={y(1)} stroke="var(--ink-2)" strokeWidth="1.25" strokeDasharray="4 3" />
      <path d={drawn.map(({ said, came }, index) => `${index ? 'L' : 'M'}${x(said).toFixed(1)} ${y(came).toFixed(1)}`).join('')} fill="none" stroke="var(--c-own)" strokeWidth="2" />
      {drawn.map((step) => {
        // 95 % interval of a share, so that few do not look like many.
        const half = 1.96 * Math.sqrt(Math.max(step.came * (1 - step.came), 0.25 / step.n) / step.n);
        return (
          <g key={step.from}>
            <line x1={x(step.said)} x2={x(step.said)} y1={y(Math.max(0, step.came - half))} y2={y(Math.min(1, step.came + half))} stroke="var(--c-own)" strokeWidth="3" opacity=".4" />
            <circle cx={x(step.said)} cy={y(step.came)} r={3 + 5 * Math.sqrt(step.n / most)} fill="var(--c-own)" stroke="var(--surface)" strokeWidth="1.5"><title>{t('advance_control.calibration.step', { said: Math.round(step.said * 100), came: Math.round(step.came * 100), count: step.n })}</title></circle>
          </g>
        );
      })}
      <text x={(left + size - right) / 2} y={size - 4} textAnchor="middle">{t('advance_control.calibration.said')}</text>
      <text x={12} y={(top + size - bottom) / 2} textAnchor="middle" transform={`rotate(-90 12 ${(top + size - bottom) / 2})`}>{t('advance_control.calibration.came')}</text>
    </svg>
  );
}
