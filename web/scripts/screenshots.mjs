// Refreshes docs/screenshots: the main screens in both languages from a demonstration company.
// Owns the list of screens; a feature adds a line.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { api, carryInOrder, openPage, settled, startBrowser, startServer } from '../tests/e2e/support/manyi.mjs';

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
mkdirSync(folder, { recursive: true });

/** `path` may be a function that asks the API which record to show. */
const anOrder = (query) => async (page) => {
  const found = (await api(page, 'GET', `/work-orders?${query}&limit=1`)).body.items[0] ?? (await api(page, 'GET', '/work-orders?limit=1')).body.items[0];
  return `/work-orders/${found.id}`;
};
/** One that came back: its pages have a history to show. */
const aReturn = async (page) => {
  const found = (await api(page, 'GET', '/work-orders?sort=-created_at&limit=200')).body.items;
  return found.find(({ repeat_of, customer_id, asset_id }) => repeat_of && customer_id && asset_id) ?? found[0];
};
const anAsset = async (page) => `/assets/${(await aReturn(page)).asset_id}`;
const aCustomer = async (page) => `/customers/${(await aReturn(page)).customer_id}`;
/** A small file of somebody's old system, checked and not yet written; one row has a date nobody can read. */
const oldRecords = [
  '工单号,服务站,服务方式,序列号,厂家,型号,故障现象,客户,客户电话,工程师,受理时间,交付时间',
  'A-2231,文三路站,送修,PF2Z0001,联辰,云帆 14,开机蓝屏,沈佳,13800010001,王建军,2026/03/03 09:12,2026/03/05 16:00',
  'A-2232,文三路站,上门,PF2Z0002,联辰,打印 L2,一直卡纸,钱江印务中心,13800010002,吴斌,2026/03/04 10:00,2026/03/06 11:30',
  'A-2233,文三路站,送修,HY7K0003,海岳,X20,充不进电,何颖,13800010003,李浩,三月初,2026/03/07 09:00',
  'A-2234,文三路站,寄修,HY7K0004,海岳,Note 9,屏幕有竖线,冯建华,13800010004,李浩,2026/03/07 14:20,2026/03/12 10:05',
].join('\n');
const anImport = async (page) => {
  const id = await page.evaluate(async (text) => {
    const session = await fetch('/api/v1/session').then((answer) => answer.json());
    const made = await fetch('/api/v1/imports?profile=work-orders&filename=' + encodeURIComponent('旧系统工单.csv'), {
      method: 'POST', headers: { 'X-CSRF-Token': session.csrf_token, 'Content-Type': 'application/octet-stream' }, body: new Blob([text]),
    }).then((answer) => answer.json());
    await fetch(`/api/v1/imports/${made.id}/validate`, { method: 'POST', headers: { 'X-CSRF-Token': session.csrf_token, 'If-Match': `"${made.version}"` } });
    return made.id;
  }, oldRecords);
  await page.waitForTimeout(800);
  return `/imports/${id}`;
};
/** A metric that the company wrote itself; a second time it is there already. */
const slowOrders = `metric slow_orders version 1 {
  name zh '慢单率' en 'Slow orders'
  fact work_order
  unit percent
  better down
  owner tech_supervisor
  target 0.1
  basis event
  anchor delivered
  exclude excluded
  numerator count where delivered - accepted > 5d and warranty = 'in_warranty'
  denominator count where warranty = 'in_warranty'
}`;
const anOwnMetric = async (page) => {
  await api(page, 'POST', '/metrics/own', { text: slowOrders });
  return '/kpi/own/slow_orders';
};
/** The month before the running one, on the company's clock. */
const lastMonth = (page) => page.evaluate(() => { const now = new Date(); const day = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 15)); return day.toISOString().slice(0, 7); });
/** A finding and a review that have come far enough to show something. */
const aFinding = async (page) => {
  const found = (await api(page, 'GET', '/findings?limit=50')).body.items;
  const ofMetric = found.filter(({ source, outcome }) => source.metric && outcome !== 'dropped');
  const one = ofMetric.find(({ outcome }) => outcome) ?? ofMetric.find(({ state }) => state !== 'open') ?? found[0];
  return `/findings/${one.id}`;
};
const aReview = async (page) => {
  const found = (await api(page, 'GET', '/reviews?limit=50')).body.items;
  const one = found.find(({ kind, state }) => kind === 'month' && state !== 'prepared') ?? found[0];
  return `/reviews/${one.id}`;
};
const screens = [
  { name: 'login', path: '/login' },
  { name: 'home-manager', login: 'manager', path: '/', dark: true },
  { name: 'home-supervisor', login: 'tech', path: '/' },
  { name: 'home-clerk', login: 'clerk', path: '/' },
  { name: 'home-technician-phone', login: 'technician', path: '/', width: 390, height: 844 },
  { name: 'intake', login: 'clerk', path: '/intake', act: async (page) => {
    const order = (await api(page, 'GET', '/work-orders?state=delivered,closed&sort=-created_at&limit=40')).body.items.at(-1);
    await page.locator('.intake-fields input').first().fill(order.serial_no);
    await page.waitForTimeout(900);
    await page.locator('.intake-fields .w2 input').first().fill(order.symptom_text);
  } },
  { name: 'work-orders', login: 'info', path: '/work-orders', dark: true },
  { name: 'work-order', login: 'tech', path: anOrder('state=waiting_part'), height: 1000, dark: true },
  { name: 'work-order-phone', login: 'technician', path: anOrder('open=true'), width: 390, height: 844 },
  { name: 'search', login: 'clerk', path: async (page) => `/search?q=${encodeURIComponent((await api(page, 'GET', '/work-orders?limit=1')).body.items[0].customer_name)}` },
  { name: 'customers', login: 'info', path: '/customers' },
  { name: 'customer', login: 'info', path: aCustomer },
  { name: 'asset', login: 'info', path: anAsset },
  { name: 'board', login: 'manager', path: '/kpi', height: 1000, dark: true },
  { name: 'board-rows', login: 'manager', path: '/kpi?view=rows' },
  { name: 'catalogue', login: 'manager', path: '/kpi?tab=all', height: 1000 },
  { name: 'metric', login: 'manager', path: '/kpi/tat_attain', height: 1100, dark: true, act: async (page) => { await page.getByTestId('deciding').locator('[data-case]').first().waitFor(); } },
  { name: 'metric-assign', login: 'manager', path: '/kpi/tat_attain', height: 1000, act: async (page) => {
    await page.getByTestId('deciding').locator('[data-case]').first().getByRole('button').click();
    await page.waitForTimeout(900);
  } },
  { name: 'metric-people', login: 'manager', path: '/kpi/tat_attain?tab=people', height: 1000 },
  { name: 'metric-manufacturer', login: 'manager', path: '/kpi/csat_rate?tab=manufacturer&period=last_month', height: 800, act: async (page) => { await page.getByTestId('comparison').locator('.interval-value').nth(2).waitFor(); } },
  { name: 'metric-records', login: 'manager', path: '/kpi/tat_attain', height: 1000, act: async (page) => {
    await page.getByTestId('value-card').getByRole('button', { name: /看记录|Show records/ }).click();
    await page.getByTestId('cases').getByRole('radio', { name: /^(未达|Missed)$/ }).click();
    await page.waitForTimeout(700);
  } },
  { name: 'metric-points', login: 'manager', path: '/kpi/complaint_rate?tab=points&period=last_month', height: 1000 },
  { name: 'forecast-history', login: 'manager', path: async (page) => `/kpi/csat_rate/forecasts?month=${await lastMonth(page)}` },
  { name: 'calibration', login: 'manager', path: '/kpi/calibration', height: 1100 },
  { name: 'ladder', login: 'manager', path: '/kpi/ladder', height: 1100, act: async (page) => { await page.getByTestId('flow').waitFor(); } },
  { name: 'own-metric', login: 'manager', path: anOwnMetric, height: 1060, dark: true, act: async (page) => { await page.getByTestId('trial-value').waitFor(); } },
  { name: 'metric-text', login: 'manager', path: '/kpi/own/ftfr', height: 900, act: async (page) => {
    const text = page.locator('.code-area textarea');
    await text.fill((await text.inputValue()).replace('anchor closed', 'anchor closd'));
    await page.getByTestId('text-problem').waitFor();
  } },
  { name: 'data-quality', login: 'manager', path: '/kpi/quality', height: 1100 },
  { name: 'targets', login: 'manager', path: '/targets', height: 1000 },
  { name: 'targets-list', login: 'manager', path: '/targets/list', height: 1000 },
  { name: 'target-gate', login: 'manager', path: '/targets/list', height: 1000, act: async (page) => {
    await page.locator('[data-target]').filter({ has: page.locator('a[href*="metric=csat_rate"]') }).getByRole('button', { name: 'SMART' }).click();
    await page.getByTestId('gate').waitFor();
  } },
  { name: 'scorecards', login: 'manager', path: '/scorecards' },
  { name: 'scorecard', login: 'manager', path: '/scorecards/view?scope=company', height: 1000, dark: true },
  { name: 'my-kpis-phone', login: 'technician', path: '/my-kpis', width: 390, height: 844 },
  { name: 'bonus', login: 'manager', path: async (page) => `/bonus?month=${await lastMonth(page)}` },
  { name: 'bonus-rules', login: 'manager', path: '/bonus/rules' },
  { name: 'alerts', login: 'manager', path: '/alerts?whose=all', height: 1000, dark: true },
  { name: 'alert-rules', login: 'manager', path: '/alerts/rules', height: 1000 },
  { name: 'alert-channels', login: 'manager', path: '/alerts/channels' },
  { name: 'findings', login: 'manager', path: '/findings' },
  { name: 'finding', login: 'manager', path: aFinding, height: 1200, dark: true },
  { name: 'actions', login: 'manager', path: '/actions' },
  { name: 'review', login: 'manager', path: aReview, height: 1200 },
  { name: 'stock', login: 'parts', path: '/stock', height: 1000 },
  { name: 'complaints', login: 'manager', path: '/records/complaint' },
  { name: 'imports', login: 'manager', path: anImport, height: 1000 },
  { name: 'import-list', login: 'manager', path: '/imports' },
  { name: 'users', login: 'admin', path: '/users' },
  { name: 'roles', login: 'admin', path: '/users?tab=roles' },
  { name: 'organisation', login: 'manager', path: '/organisation' },
];

const wanted = process.argv.slice(2);
const server = await startServer({ orders: 1800, months: 6, seed: 7 });
const browser = await startBrowser();
let complaints = 0;
try {
  // Whatever the hour, the technician of the pictures has a job on his bench.
  const manager = await openPage(browser, server, { login: 'manager' });
  const past = (await api(manager, 'GET', '/work-orders?state=closed&service_type=carry_in&sort=-created_at&limit=1')).body.items[0];
  await carryInOrder(manager, 'repairing', { customer: { name: '沈佳', phone: '13800010001' }, model_id: past?.model_id, symptom_text: '开机蓝屏，重启后好一会儿' });
  await carryInOrder(manager, 'diagnosing', { customer: { name: '何颖', phone: '13800010003' }, model_id: past?.model_id, symptom_text: '充不进电' });
  await manager.context().close();
  for (const screen of screens) {
    if (wanted.length && !wanted.includes(screen.name)) continue;
    const looks = [['zh-CN', 'light'], ['en', 'light'], ...(screen.dark ? [['zh-CN', 'dark']] : [])];
    for (const [locale, theme] of looks) {
      const page = await openPage(browser, server, { ...screen, path: typeof screen.path === 'string' ? screen.path : '/', locale, theme });
      if (typeof screen.path === 'function') await page.goto(server.url + (await screen.path(page)));
      await page.waitForLoadState('domcontentloaded');
      await page.waitForTimeout(900);
      await settled(page).catch(() => undefined);
      await screen.act?.(page);
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(folder, `${screen.name}.${locale}${theme === 'dark' ? '.dark' : ''}.png`) });
      page.complaints = page.complaints.filter((text) => !/409|422/.test(text));
      for (const complaint of page.complaints) console.error(`${screen.name} ${locale}: ${complaint}`);
      complaints += page.complaints.length;
      await page.context().close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
if (complaints) process.exitCode = 1;
