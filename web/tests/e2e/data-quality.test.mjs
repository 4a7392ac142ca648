// What is missing in the records, and the way from each number to its records; lists as files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { quality: '数据质量', kind: '记录', export: '导出 CSV', count: (n) => new RegExp(`· ${n} 条记录`), table: '看表格', chart: '看图', week: '7 天', records: '看记录', more: '再看一些' },
  en: { quality: 'Data quality', kind: 'Records', export: 'Export CSV', count: (n) => new RegExp(`· ${n} records?\\b`), table: 'As a table', chart: 'As a chart', week: '7 days', records: 'Show records', more: 'Show more' },
};
const year = 'from=2020-01-01&to=2099-01-01';

async function linesOf(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8').replace(/^\ufeff/, '').trim().split('\r\n');
}

describe('Data quality', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 900, months: 4 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`every number of what metrics leave out opens as many records (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi' });
      await page.getByRole('link', { name: new RegExp(say.quality) }).click();
      await page.waitForURL(/\/kpi\/quality/);
      await page.goto(`${server.url}/kpi/quality?period=last_12_months`);
      const card = page.getByTestId('left-out');
      await card.locator('tbody tr').first().waitFor();
      const told = (await api(page, 'GET', `/kpi/data-quality?${year}`)).body;
      assert.equal(await card.locator('tbody tr').count(), told.metrics.length);
      const row = told.metrics.find(({ pending }) => pending > 0);
      assert.ok(row, 'some metric waits for its window');
      const line = card.locator(`[data-code-of="${row.code}"]`);
      await line.locator('td').nth(3).getByRole('button').click();
      await page.getByTestId('cases').getByText(say.count(row.pending)).waitFor();
      await page.getByTestId('cases').locator('tbody a').first().waitFor();
      const lines = await linesOf(page, page.getByTestId('cases').getByRole('button', { name: say.export }));
      assert.equal(lines.length - 1, row.pending, 'the file has every record, not only those on the screen');
      assert.equal((await linesOf(page, card.getByRole('button', { name: say.export }))).length - 1, told.metrics.length);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`empty fields are counted per kind of record and open those records (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/quality?period=last_12_months&kind=complaint' });
      const card = page.getByTestId('gaps');
      await card.locator('tbody tr').first().waitFor();
      const fact = (await api(page, 'GET', `/kpi/data-quality?${year}`)).body.facts.find((one) => one.fact === 'complaint');
      assert.equal(await card.locator('tbody tr').count(), fact.columns.length);
      const gap = fact.columns.find(({ column }) => column === 'reopened');
      assert.ok(gap && gap.missing > 0);
      const button = card.locator('tbody tr').filter({ hasText: locale === 'en' ? 'Reopened' : '重开' }).getByRole('button');
      assert.equal(Number(await button.innerText()), gap.missing);
      await button.click();
      const records = page.getByTestId('quality-records');
      await records.getByText(say.count(gap.missing)).waitFor();
      await records.locator('tbody a').first().waitFor();
      while (await records.getByRole('button', { name: say.more }).count() > 0) { await records.getByRole('button', { name: say.more }).click(); await settled(page); }
      assert.equal(await records.locator('tbody tr').count(), gap.missing);
      assert.equal((await linesOf(page, records.getByRole('button', { name: say.export }))).length - 1, gap.missing);
      // Each of them lacks the field, indeed.
      const complaint = await api(page, 'GET', `/complaints/${(await records.locator('tbody a').first().getAttribute('href')).split('/').at(-1)}`);
      assert.equal(complaint.body.reopened_at ?? null, null);
      await records.locator('tbody a').first().click();
      await page.waitForURL(/\/records\/complaint\//);
      await page.goBack();
      for (const kind of (await api(page, 'GET', `/kpi/data-quality?${year}`)).body.facts.map((one) => one.fact)) {
        await card.getByLabel(say.kind).selectOption(kind);
        await page.waitForURL(new RegExp(`kind=${kind}`));
        await settled(page);
        assert.deepEqual(await unfinished(page), [], kind);
        assert.deepEqual(await foreignLabels(page, locale), [], kind);
      }
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`late entries follow the hours asked for and open those very records (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/quality?period=last_12_months' });
      const card = page.getByTestId('late');
      await card.locator('tbody tr').first().waitFor();
      const late = async (hours) => (await api(page, 'GET', `/kpi/data-quality?${year}&late_hours=${hours}`)).body.late.filter((row) => row.late > 0);
      assert.equal(await card.locator('tbody tr').count(), (await late(24)).length);
      await card.getByRole('radio', { name: say.week }).click();
      await page.waitForURL(/late=168/);
      const weekly = await late(168);
      await page.waitForFunction((count) => document.querySelectorAll('[data-testid=late] tbody tr').length === count, weekly.length);
      const daily = await late(24);
      await page.goto(`${server.url}/kpi/quality?period=last_12_months`);
      const row = daily.sort((one, other) => one.late - other.late)[0];
      await card.locator('tbody tr').first().waitFor();
      await card.getByRole('button', { name: String(row.late), exact: true }).first().click();
      const records = page.getByTestId('quality-records');
      await records.getByText(say.count(row.late)).waitFor();
      assert.ok(await records.evaluate((card) => { const { top, bottom } = card.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }), 'the records stand beside the number, in sight');
      assert.equal((await linesOf(page, records.getByRole('button', { name: say.export }))).length - 1, row.late);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      await records.locator('tbody a').first().click();
      await page.waitForURL(/\/(records|work-orders)\//);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a trend is a table, too, whose points open their records and come out as a file (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/tat_attain?period=last_3_months' });
      const trend = page.getByTestId('trend');
      await trend.getByTestId('trend-chart').locator('svg').waitFor();
      await trend.getByRole('button', { name: say.table }).click();
      const rows = trend.getByTestId('trend-table').locator('tbody tr');
      const n = Number(await rows.nth(2).locator('td').nth(2).innerText());
      await rows.nth(2).getByRole('button').click();
      await page.getByTestId('cases').getByText(say.count(n)).waitFor();
      assert.equal((await linesOf(page, trend.getByRole('button', { name: say.export }))).length - 1, await rows.count());
      await trend.getByRole('button', { name: say.chart }).click();
      await trend.getByTestId('trend-chart').locator('svg').waitFor();
      // The board as a file: every metric once.
      await page.goto(`${server.url}/kpi?period=last_3_months`);
      await page.locator('[data-class="twelve"]').waitFor();
      await settled(page);
      assert.equal((await linesOf(page, page.locator('main').getByRole('button', { name: say.export }))).length - 1, await page.locator('[data-metric]').count());
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it('is not offered to those who may not see records', async () => {
    const page = await openPage(browser, server, { login: 'technician', path: '/kpi' });
    const permissions = (await api(page, 'GET', '/session')).body.permissions;
    await settled(page);
    assert.equal(await page.getByRole('link', { name: /数据质量/ }).count(), permissions.includes('kpi.cases') ? 1 : 0);
    await page.context().close();
  });

  it('fits a phone and is readable in the dark', async () => {
    const page = await openPage(browser, server, { login: 'manager', width: 390, height: 844, theme: 'dark', path: '/kpi/quality' });
    await page.getByTestId('gaps').waitFor();
    await settled(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1));
    await page.context().close();
  });
});
