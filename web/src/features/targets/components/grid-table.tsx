// The grid class x role as one reads it: KPIs with weights, who alone is accountable, sums.
import { useTranslation } from 'react-i18next';
import { State } from '@/shared/ui/basics';
import { nameOfKpi } from '../api/names';
import type { Grid, GridKpiShown, KpiClass, RoleName } from '../api/hooks';

/** Finance and people are one line, as they are one person's. */
const lines: readonly { name: string; classes: readonly KpiClass[] }[] = [
  { name: 'user_satisfaction', classes: ['user_satisfaction'] }, { name: 'service_process', classes: ['service_process'] }, { name: 'technology_parts', classes: ['technology_parts'] },
  { name: 'business_reputation', classes: ['business_reputation'] }, { name: 'service_sales', classes: ['service_sales'] }, { name: 'finance_people', classes: ['finance', 'people'] },
];

interface Props { grid: Grid; metric: string | undefined; onMetric: (metric: string) => void }

export function GridTable({ grid, metric, onMetric }: Props) {
  const { t, i18n } = useTranslation();
  const held = (kpi: GridKpiShown, role: RoleName) => (kpi.cells ?? []).find((cell) => cell.role === role && (cell.weight > 0 || cell.part === 'accountable'));
  return (
    <section className="card grid-card" data-testid="grid">
      <table className="grid-table">
        <thead>
          <tr>
            <th className="corner">{t('targets.class_by_role')}</th>
            {grid.roles.map((role) => <th key={role}>{t(`role.${role}`)} <span className="i3 s">{t('targets.people_count', { count: grid.role_sums.find((one) => one.role === role)?.people ?? 0 })}</span></th>)}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, classes }) => {
            const kpis = grid.kpis.filter(({ kpi_class }) => classes.includes(kpi_class));
            return kpis.length === 0 ? null : (
              <tr key={name} data-class={name}>
                <td className="b">{t(`targets.class.${name}`)}</td>
                {grid.roles.map((role) => {
                  const mine = kpis.filter((kpi) => held(kpi, role));
                  return (
                    <td key={role} data-role={role}>
                      {mine.length === 0 && <span className="i3">–</span>}
                      {mine.map((kpi) => {
                        const cell = held(kpi, role);
                        return (
                          <button key={kpi.metric} type="button" className={`grid-kpi${kpi.metric === metric ? ' on' : ''}`} aria-pressed={kpi.metric === metric} onClick={() => onMetric(kpi.metric)} title={kpi.measured ? nameOfKpi(kpi, i18n.language, t) : t('targets.not_measured')}>
                            <span className={kpi.measured ? 'grid-name' : 'grid-name i3'}><span className="el">{nameOfKpi(kpi, i18n.language, t)}</span>{cell?.part === 'accountable' && <i className="a-mark" title={t('targets.accountable')}>A</i>}</span>
                            {cell && cell.weight > 0 ? <b>{cell.weight}</b> : <span className="i3">0</span>}
                          </button>
                        );
                      })}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          <tr className="sum">
            <td className="b">{t('targets.sum')}</td>
            {grid.roles.map((role) => {
              const load = grid.role_sums.find((one) => one.role === role);
              const sum = Math.round((load?.sum ?? 0) * 100) / 100;
              // A role that carries nothing has no sum to miss.
              return <td key={role} data-role={role}>{load && load.kpis > 0 ? <span className="row"><State kind={sum === 100 ? 'good' : 'bad'} plain>{t('targets.weights')}</State><span className="sp" /><b>{sum}</b></span> : <span className="i3">–</span>}</td>;
            })}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
