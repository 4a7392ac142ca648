// The page of one metric in detail: its records met and missed, where its target comes from, labels that stay apart.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { show: '看记录', missed: '未达', all: '达标与未达', count: (n) => new RegExp(`· ${n} 条记录`), when: '时间', site: '网点', csv: '导出 CSV', target: '公司目标', definition: '口径里的目标', monthly: '只按月画', week: '按周', month: '按月' },
  en: { show: 'Show records', missed: 'Missed', all: 'Met and missed', count: (n) => new RegExp(`· ${n} records?\\b`), when: 'When', site: 'Site', csv: 'Export CSV', target: "Company's target", definition: 'Target by definition', monthly: 'drawn by month', week: 'Weeks', month: 'Months' },
};

/** Pairs of boxes that lie on each other. */
const overlaps = (boxes) => boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3).map((b) => `${a.text} / ${b.text}`));
const boxesOf = (locator) => locator.evaluateAll((all) => all.map((one) => { const { left, right, top, bottom } = one.getBoundingClientRect(); return { text: one.textContent, left, right, top, bottom }; }));

describe('The page of one metric', () => {
  let server;
  let browser;
  before(async () => { server = await startServer({ orders: 1200, months: 5 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`records divide into met and missed, with what people read of them (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/csat_rate?period=last_3_months' });
      await page.getByTestId('value-card').getByRole('button', { name: new RegExp(say.show) }).click();
      const cases = page.getByTestId('cases');
      await cases.locator('tbody tr').first().waitFor();
      const heads = (await cases.locator('th').allInnerTexts()).map((head) => head.replace(/ [↓↑]$/, ''));
      assert.ok(heads.includes(say.when) && heads.includes(say.site), String(heads));
      await cases.getByRole('radio', { name: say.missed, exact: true }).click();
      await page.waitForFunction((word) => [...document.querySelectorAll('[data-testid=cases] tbody .st')].every((one) => one.textContent === word), say.missed);
      const from = new URLSearchParams((await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/kpi/cases?')).at(-1))).split('?')[1]);
      const told = (await api(page, 'GET', `/kpi/cases?metric=csat_rate&result=missed&from=${from.get('from')}&to=${from.get('to')}&limit=1`)).body.total_estimate;
      assert.ok(told > 0);
      await cases.getByText(say.count(told)).waitFor();
      assert.match(await cases.locator('tbody tr').first().innerText(), locale === 'en' ? /Dissatisfied|Neutral/ : /不满意|一般/);
      // The latest first; a click on the head turns them round.
      const times = async () => cases.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.querySelectorAll('td')[2].textContent));
      const latest = await times();
      await cases.getByRole('button', { name: say.when }).click();
      await cases.locator('th[aria-sort="ascending"]').waitFor();
      await page.waitForFunction((first) => document.querySelectorAll('[data-testid=cases] tbody tr td:nth-child(3)')[0]?.textContent !== first, latest[0]);
      assert.equal((await times()).length, latest.length);
      const [file] = await Promise.all([page.waitForEvent('download'), cases.getByRole('button', { name: say.csv }).click()]);
      const lines = (await (await import('node:fs/promises')).readFile(await file.path(), 'utf8')).trim().split('\r\n');
      assert.equal(lines.length - 1, told, 'the file follows the filter');
      assert.ok(lines.slice(1).every((line) => line.endsWith(`,${say.missed}`)), lines[1]);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      await cases.locator('tbody a').first().click();
      await page.waitForURL(/\/records\/survey_answer\//);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`sales go by their product, and fit a phone (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, width: 390, height: 844, path: '/kpi/sales_amount?period=last_3_months' });
      await page.getByTestId('value-card').getByRole('button', { name: new RegExp(say.show) }).click();
      const cases = page.getByTestId('cases');
      await cases.locator('tbody tr').first().waitFor();
      assert.doesNotMatch(await cases.locator('tbody').innerText(), /sale-\d/);
      assert.match(await cases.locator('tbody tr').first().innerText(), /¥/);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
      await page.context().close();
    });

    it(`a target says who set it and what the definition says instead (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/csat_rate' });
      const source = page.getByTestId('target-source');
      await source.getByRole('link', { name: new RegExp(say.target) }).waitFor();
      const line = (await api(page, 'GET', '/landing/csat_rate?scope=company')).body;
      const target = line?.line?.target?.target;
      const general = (await api(page, 'GET', '/metrics')).body.items.find(({ code }) => code === 'csat_rate').target;
      if (target !== undefined && target !== general) await page.getByTestId('definition').getByText(say.definition).waitFor();
      await source.getByRole('link').click();
      await page.waitForURL(/\/targets\/list\?metric=csat_rate/);
      await page.locator('[data-target]').first().waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a quota of a month is not drawn by week (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/quota_attain' });
      await page.getByTestId('monthly-note').getByText(new RegExp(say.monthly)).waitFor();
      const trend = page.getByTestId('trend');
      assert.equal(await trend.getByRole('radio', { name: say.week, exact: true }).count(), 0);
      assert.equal(await trend.getByRole('radio', { name: say.month, exact: true }).getAttribute('aria-checked'), 'true');
      await page.context().close();
    });
  }

  it('names of limits never lie on each other, and numbers of bars are not struck through', async () => {
    const page = await openPage(browser, server, { login: 'manager', path: '/kpi/csat_rate' });
    let charts = 0;
    for (const code of ['csat_rate', 'tat_attain', 'callback_attempted', 'complaint_reopen', 'part_doa_rate', 'violation_count', 'quota_attain', 'praise_count', 'backlog']) {
      await page.goto(`${server.url}/kpi/${code}`);
      await settled(page);
      await page.getByTestId('trend-chart').locator('svg text').first().waitFor({ timeout: 5_000 }).catch(() => undefined);
      const limits = await boxesOf(page.getByTestId('trend').locator('svg text').filter({ hasText: /^(上限|中线|下限) / }));
      charts += limits.length > 1 ? 1 : 0;
      assert.deepEqual(overlaps(limits), [], code);
      const first = page.getByTestId('pareto').locator('.pareto-bar').first();
      if ((await first.count()) === 0) continue;
      const [bar, number] = await first.evaluate((one) => [one.querySelector('i'), one.querySelector('b')].map((part) => { const { left, right } = part.getBoundingClientRect(); return { left, right }; }));
      const inside = number.right <= bar.right + 1 && number.left >= bar.left - 1;
      assert.ok(inside || bar.right - bar.left < number.right - number.left + 12, `${code}: the curve begins where the first number stands`);
    }
    assert.ok(charts >= 4, `${charts} charts had limits`);
    await page.context().close();
  });

  it('long English names are read whole, or by their title', async () => {
    for (const path of ['/kpi?tab=all', '/kpi', '/']) {
      const page = await openPage(browser, server, { login: 'manager', locale: 'en', path });
      await settled(page);
      await page.locator('h3').first().waitFor();
      const cut = await page.evaluate(() => [...document.querySelectorAll('main h3')].filter((head) => (head.scrollWidth > head.clientWidth + 1 || head.scrollHeight > head.clientHeight + 2)).filter((head) => !head.title && !head.querySelector('[title]')).map((head) => head.textContent));
      assert.deepEqual(cut, []);
      const shortened = await page.evaluate(() => [...document.querySelectorAll('main h3')].filter((head) => getComputedStyle(head).whiteSpace === 'nowrap' && head.scrollWidth > head.clientWidth + 1).map((head) => head.textContent));
      assert.deepEqual(shortened, [], 'a name takes a second line before it is cut');
      const outside = await page.evaluate(() => [...document.querySelectorAll('.landing-card, .board-card')].flatMap((card) => [...card.querySelectorAll('span, b')].filter((part) => part.offsetParent && part.getBoundingClientRect().right > card.getBoundingClientRect().right)).map((part) => part.textContent));
      assert.deepEqual(outside, [], 'nothing stands outside its card');
      await page.context().close();
    }
  });

  it('names in lists stay on one line on a phone', async () => {
    const page = await openPage(browser, server, { login: 'manager', width: 390, height: 844, path: '/organisation' });
    const cells = page.locator('main tbody tr').first().locator('td:not(:last-child)');
    await cells.first().waitFor();
    const lines = await cells.evaluateAll((all) => all.map((cell) => { const range = document.createRange(); range.selectNodeContents(cell); return new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4))).size; }));
    assert.ok(lines.every((count) => count <= 1), String(lines));
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    await page.context().close();
  });

  it("the arrows of an order's chain stay in its card on a phone", async () => {
    const page = await openPage(browser, server, { login: 'manager', width: 390, height: 844, path: '/' });
    const orders = (await api(page, 'GET', '/work-orders?state=closed&limit=50')).body.items;
    const one = orders.find(({ repeat_of }) => repeat_of) ?? orders[0];
    await page.goto(`${server.url}/work-orders/${one.id}`);
    const chain = page.locator('.wo-chain');
    await chain.waitFor();
    const arrows = await chain.evaluate((card) => [...card.children].slice(0, -1).map((link) => {
      const style = getComputedStyle(link, '::after');
      const box = link.getBoundingClientRect();
      return { left: box.left + parseFloat(style.left), right: box.left + parseFloat(style.left) + parseFloat(style.width), within: card.getBoundingClientRect().right, shown: style.display !== 'none' };
    }));
    assert.ok(arrows.length > 0);
    for (const arrow of arrows) if (arrow.shown) assert.ok(arrow.left >= 0 && arrow.right + 3 <= arrow.within, JSON.stringify(arrow));
    await page.context().close();
  });
});
