// Names for what the metric engine answers.
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type CatalogueMetric = Schemas['MetricInfo'];
export type Comparison = Schemas['KpiComparison'];
export type ManufacturerValue = Schemas['ManufacturerValue'];
export type ClosedPeriod = Schemas['ClosedPeriod'];
export type FrozenBesideLive = Schemas['FrozenBesideLive'];
export type ChartPanel = Schemas['Panel'];

/** Limits that people began anew. The document has this shape and the chart's stretches under one name. */
export interface BegunPhase { id: string; metric: string; where: string; first_day: string; reason: string; created_at: string; created_by: string }
export type ControlChartAnswer = Omit<Schemas['ControlChartAnswer'], 'phases'> & { phases: BegunPhase[] };
