// Every feature of the app, one line each; navigation sorts by the items' own order.
import type { Feature } from '@/shared/feature';
import { advanceControlFeature } from '@/features/advance-control/feature';
import { frontDeskFeature } from '@/features/front-desk/feature';
import { homeFeature } from '@/features/home/feature';
import { searchFeature } from '@/features/search/feature';
import { sessionFeature } from '@/features/session/feature';
import { performanceFeature } from '@/features/performance/feature';
import { customersFeature } from '@/features/customers/feature';
import { importsFeature } from '@/features/imports/feature';
import { organisationFeature } from '@/features/organisation/feature';
import { recordsFeature } from '@/features/records/feature';
import { scorecardsFeature } from '@/features/scorecards/feature';
import { stockFeature } from '@/features/stock/feature';
import { targetsFeature } from '@/features/targets/feature';
import { usersFeature } from '@/features/users/feature';
import { workOrdersFeature } from '@/features/work-orders/feature';
import { alertsFeature } from '@/features/alerts/feature';
import { improvementFeature } from '@/features/improvement/feature';

export const features: readonly Feature[] = [homeFeature, advanceControlFeature, performanceFeature, frontDeskFeature, workOrdersFeature, searchFeature, sessionFeature, customersFeature, importsFeature, organisationFeature, recordsFeature, targetsFeature, scorecardsFeature, stockFeature, usersFeature, alertsFeature, improvementFeature];
