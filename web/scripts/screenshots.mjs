// Refreshes docs/screenshots: the main screens in both languages from a demonstration company.
// Owns the list of screens; a feature adds a line.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { api, openPage, settled, startBrowser, startServer } from '../tests/e2e/support/manyi.mjs';

const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
mkdirSync(folder, { recursive: true });

/** `path` may be a function that asks the API which record to show. */
const anOrder = (query) => async (page) => {
  const found = (await api(page, 'GET', `/work-orders?${query}&limit=1`)).body.items[0] ?? (await api(page, 'GET', '/work-orders?limit=1')).body.items[0];
  return `/work-orders/${found.id}`;
};
const anAsset = async (page) => `/assets/${(await api(page, 'GET', '/work-orders?state=delivered,closed&limit=1')).body.items[0].asset_id}`;
const aCustomer = async (page) => `/customers/${(await api(page, 'GET', '/work-orders?limit=1')).body.items[0].customer_id}`;
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
  { name: 'customer', login: 'info', path: aCustomer },
  { name: 'asset', login: 'info', path: anAsset },
  { name: 'board', login: 'manager', path: '/kpi', height: 1000, dark: true },
  { name: 'metric', login: 'manager', path: '/kpi/tat_attain', height: 1000 },
  { name: 'imports', login: 'manager', path: '/imports' },
  { name: 'users', login: 'admin', path: '/users' },
  { name: 'organisation', login: 'manager', path: '/organisation' },
];

const wanted = process.argv.slice(2);
const server = await startServer({ orders: 1800, months: 6, seed: 7 });
const browser = await startBrowser();
let complaints = 0;
try {
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
