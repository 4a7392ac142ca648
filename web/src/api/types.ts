// Names for the shapes that the screens use.
// Owns nothing of its own: every type is one of the generated document.
import type { components } from './schema';

type Schemas = components['schemas'];

/** An opaque id of one kind of record. */
export type Id<_Kind extends string> = string;
export type UserId = Id<'user'>;
export type EmployeeId = Id<'employee'>;
export type SiteId = Id<'site'>;
export type CustomerId = Id<'customer'>;
export type AssetId = Id<'asset'>;
export type WorkOrderId = Id<'work_order'>;

/** RFC 3339 UTC with milliseconds. */
export type Instant = string;
/** `YYYY-MM-DD` in the site's time zone. */
export type DateText = string;
export type DurationMs = number;
export type Money = Schemas['Money'];
export type Page<T> = { items: T[]; next_cursor?: string | null; total_estimate: number };
export type Items<T> = { items: T[] };

export type RoleCode = string;
export type Locale = 'zh-CN' | 'en';

export type Session = Schemas['Session'];
export type Site = Schemas['Site'];
export type OrgUnit = Schemas['OrgUnit'];
export type Position = Schemas['Position'];
export type Employee = Schemas['Employee'];
export type FaultCode = Schemas['FaultCode'];
export type Manufacturer = Schemas['Manufacturer'];
export type ProductLine = Schemas['ProductLine'];
export type Model = Schemas['Model'];

export type Customer = Schemas['Customer'];
export type Contact = Schemas['Contact'];
export type Asset = Schemas['Asset'];
export type Entitlement = Schemas['Entitlement'];

export type WorkOrder = Schemas['WorkOrder'];
export type WorkOrderRow = Schemas['WorkOrderRow'];
export type CreateWorkOrder = Schemas['CreateWorkOrder'];
export type EditWorkOrder = Schemas['EditWorkOrder'];
export type ServiceType = WorkOrder['service_type'];
export type Warranty = WorkOrder['warranty'];
export type DataHandling = WorkOrder['data_handling'];
export type Expectation = Schemas['Expectation'];
export type SetExpectation = Schemas['SetExpectation'];
export type Action = Schemas['ActionAnswer'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Comment = Schemas['Comment'];
export type Clock = Schemas['ClockReading'];
export type Label = Schemas['Label'];
export type PromiseSuggestion = Schemas['PromiseSuggestion'];
export type HomeCounters = Schemas['HomeCounters'];
export type SearchHit = Schemas['Found'];

export type Metric = Schemas['MetricInfo'];
export type KpiCell = Schemas['CellAnswer'];
export type KpiSeries = Schemas['MetricCells'];
export type KpiAnswer = Schemas['KpiAnswer'];
export type KpiCase = Schemas['CaseRow'];
