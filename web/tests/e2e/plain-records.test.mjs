// Records of every kind behind the figures: lists with filters and CSV, one page each, two clicks from the number.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { complaints: '投诉', parts: '备件申请', state: '状态', export: '导出', shown: 'CSV，屏幕上的列', csv: '料号,备件名称,状态', installed: '已装机', show: '看记录', order: /^工单 WO-/ },
  en: { complaints: 'Complaints', parts: 'Part requests', state: 'State', export: 'Export', shown: 'CSV, columns on screen', csv: 'Part no.,Part,State', installed: 'Installed', show: 'Show records', order: /^Work order WO-/ },
};
const kinds = { complaint: 'complaints', part_request: 'part-requests', part_unit: 'part-units', survey_answer: 'survey-answers', violation: 'violations', praise: 'praises', check: 'checks', escalation: 'escalations', sales_line: 'sales-lines', sales_quota: 'sales-quotas', ledger_line: 'ledger-lines', headcount: 'employments', work_time: 'work-days', asset: 'assets', manufacturer_value: 'manufacturer-values' };
/** A metric over each kind of records, to come to them from the board. */
const metrics = { complaint: 'complaint_count', part_unit: 'part_nff_rate', part_request: 'zero_wait_hit', survey_answer: 'csat_rate', sales_line: 'sales_amount', ledger_line: 'revenue', headcount: 'headcount', check: 'conduct_score' };

describe('Plain records', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 900, months: 6 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`every kind has a list and a page without codes (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale });
      const problems = [];
      for (const [kind, resource] of Object.entries(kinds)) {
        const items = (await api(page, 'GET', `/${resource}?limit=1`)).body.items;
        for (const path of [`/records/${kind}`, ...items.map(({ id }) => (kind === 'asset' ? `/assets/${id}` : `/records/${kind}/${id}`))]) {
          await page.goto(server.url + path);
          await page.waitForSelector('main h1');
          await settled(page);
          problems.push(...(await unfinished(page)).map((text) => `${path}: ${text}`), ...(await foreignLabels(page, locale)).map((text) => `${path}: ${text}`));
        }
      }
      assert.deepEqual(problems, []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a list filters, moves by keys and is exported as it is shown (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/records/part_request' });
      await page.getByRole('heading', { name: say.parts }).waitFor();
      await page.getByLabel(say.state).selectOption('installed');
      await page.waitForURL(/state=installed/);
      await page.waitForFunction((text) => [...document.querySelectorAll('.record-table .tag')].every((tag) => tag.innerText === text) && document.querySelectorAll('.record-table .tag').length > 0, say.installed);
      const count = Number(/\d+/.exec(await page.locator('.card .hd').innerText())?.[0]);
      await page.getByRole('button', { name: say.export, exact: true }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: say.shown }).click()]);
      const lines = readFileSync(await download.path(), 'utf8').replace(/^\ufeff/, '').trim().split('\r\n');
      assert.ok(lines[0].startsWith(say.csv), lines[0]);
      assert.equal(lines.length - 1, count);
      await page.getByRole('button', { name: say.export, exact: true }).focus(); // the next Enter opens the row all the same
      await page.keyboard.press('j');
      const second = await page.locator('.record-table tbody tr').nth(1).locator('a').first().getAttribute('href');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === second);
      await page.getByRole('link', { name: say.order }).click();
      await page.waitForURL(/\/work-orders\//);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it('a number leads to its records in two clicks, whatever their kind', async () => {
    const page = await openPage(browser, server, { login: 'manager' });
    for (const [kind, code] of Object.entries(metrics)) {
      await page.goto(`${server.url}/kpi/${code}?period=last_12_months`);
      await page.getByRole('button', { name: '看记录' }).click();
      const link = page.getByTestId('cases').locator('tbody a').first();
      await link.waitFor();
      await link.click();
      await page.waitForURL(new RegExp(`/records/${kind}/`));
      await page.getByTestId('facts').waitFor();
    }
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it('who may not see a kind of records is told so', async () => {
    const page = await openPage(browser, server, { login: 'technician', path: '/records/ledger_line' });
    await page.locator('main').getByText('权限').waitFor();
    await page.context().close();
  });

  it('an unknown kind has no page', async () => {
    const page = await openPage(browser, server, { login: 'manager', path: '/records/dream/1' });
    await page.locator('main').getByText('没有').waitFor();
    await page.context().close();
  });
});
