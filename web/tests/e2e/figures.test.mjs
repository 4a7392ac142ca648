// Every figure opens the records behind it in two clicks, as many as it says.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { board: '落地看板', show: '看记录', more: '再看一些', numerator: '达标', count: (n) => `${n} 条记录`, by: '分类看', quarter: '近三月', attain: '维修周期达标率', intervals: '区间' },
  en: { board: 'Landing board', show: 'Show records', more: 'Show more', numerator: 'Met', count: (n) => `${n} records`, by: 'Break down by', quarter: '3 months', attain: 'Turnaround within limit', intervals: 'Intervals' },
};

const cardN = async (card) => Number(/\bn (\d+)/.exec(await card.innerText())?.[1]);

/** Opens page after page of the list of records until there is no more; the number of rows. */
async function allRows(page, more) {
  const cases = page.getByTestId('cases');
  const rows = cases.locator('tbody tr');
  await rows.first().waitFor();
  for (let known = 0; ;) {
    const count = await rows.count();
    const button = cases.getByRole('button', { name: more });
    if (await button.count() === 0 || count === known) return count;
    known = count;
    await button.click();
    await page.waitForFunction(([before]) => document.querySelectorAll('[data-testid=cases] tbody tr').length > before, [count]);
  }
}

describe('Figures', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 400, months: 4 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`lead from the board to their records in two clicks (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi?period=last_3_months' });
      await page.getByRole('heading', { name: say.board }).waitFor();
      for (const code of locale === 'en' ? ['tat_attain'] : ['tat_attain', 'ftfr', 'tat_p90', 'intake_count', 'backlog']) {
        await page.goto(`${server.url}/kpi?period=last_3_months`);
        const card = page.locator(`[data-metric="${code}"]`);
        await card.waitFor();
        await settled(page);
        const n = await cardN(card);
        assert.ok(n > 0, `${code} has records`);
        await card.click();
        await page.getByRole('button', { name: say.show }).click();
        await page.getByTestId('cases').getByText(say.count(n)).waitFor();
        assert.equal(await allRows(page, say.more), n, `${code}: as many rows as n`);
      }
      // The last one opens a real work order.
      const link = page.getByTestId('cases').locator('a').first();
      const no = (await link.innerText()).trim();
      assert.match(no, /^WO-\d{4}-\d{6}$/);
      await link.click();
      await page.getByRole('heading', { name: no }).waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`show numerator, groups and trend on the page of one metric (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/tat_attain?period=last_3_months&by=technician' });
      await page.getByRole('heading', { name: say.attain }).waitFor();
      await page.waitForFunction(() => /\d ÷ \d/.test(document.querySelector('main').innerText));
      const [, numerator, denominator] = /(\d+) ÷ (\d+)/.exec(await page.locator('main').innerText());
      assert.equal(await page.getByTestId('metric-value').innerText().then((text) => text.replace(/\s/g, '')), `${((100 * numerator) / denominator).toFixed(1)}%`);
      await page.getByRole('button', { name: say.show }).click();
      await page.getByRole('radio', { name: say.numerator, exact: true }).click();
      await page.getByTestId('cases').getByText(say.count(numerator)).waitFor();
      assert.equal(await allRows(page, say.more), Number(numerator));
      // The groups add up to the whole, and a group opens its own records.
      await page.getByRole('tab').nth(1).click();
      const groups = page.locator('.metric-rows tbody tr');
      await groups.first().waitFor();
      const ns = await groups.locator('td:nth-child(4)').allInnerTexts();
      assert.equal(ns.reduce((sum, text) => sum + Number(text), 0), Number(denominator));
      const first = groups.first();
      const who = await first.locator('button').innerText();
      await first.locator('button').click();
      await page.getByTestId('cases').getByRole('heading', { name: who }).waitFor();
      await page.getByTestId('cases').getByText(say.count(ns[0])).waitFor();
      assert.equal(await allRows(page, say.more), Number(ns[0]));
      await page.getByRole('tab').first().click();
      await page.getByTestId('trend-chart').locator('svg').waitFor();
      // Trend: a drawn line with the weeks named, then the months.
      assert.ok(await page.getByTestId('trend-chart').locator('svg path[d*="L"]').count() > 5, 'a line, its limits and a grid are drawn');
      assert.match(await page.getByTestId('trend-chart').innerHTML(), locale === 'en' ? />\d{1,2} [A-Z][a-z]{2}( \d{4})?</ : />(\d{4}\/)?\d{1,2}\/\d{1,2}</);
      await page.getByRole('radio', { name: say.intervals }).click();
      await page.waitForFunction((month) => new RegExp(month).test(document.querySelector('[data-testid=trend-chart]')?.innerHTML ?? ''), locale === 'en' ? '>[A-Z][a-z]{2}<' : '>\\d{1,2}月<');
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it('break down by another dimension and keep it in the address', async () => {
    const page = await openPage(browser, server, { login: 'manager', path: '/kpi/intake_count?period=last_3_months&tab=people' });
    const choice = page.getByLabel('分类看');
    await choice.waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.metric-rows option').length > 3);
    await choice.selectOption('service_type');
    await page.waitForURL(/by=service_type/);
    await page.locator('.metric-rows tbody').getByText('送修').waitFor();
    assert.deepEqual(await unfinished(page), []);
    await page.reload();
    await page.locator('.metric-rows tbody').getByText('送修').waitFor();
    await page.waitForFunction(() => document.querySelector('.metric-rows select')?.value === 'service_type');
    await page.context().close();
  });

  it('move on the board when a colleague takes a machine in', async () => {
    const watcher = await openPage(browser, server, { login: 'manager', path: '/kpi?tab=all' });
    const card = watcher.locator('[data-metric="intake_count"]');
    await card.waitFor();
    await settled(watcher);
    const n = await cardN(card);
    const clerk = await openPage(browser, server, { login: 'clerk', path: '/intake' });
    const fields = clerk.locator('.intake-fields');
    await fields.getByLabel('称呼').fill('看板客户');
    await fields.getByLabel('故障现象').fill('不开机');
    await clerk.keyboard.press('Control+s');
    await clerk.getByText('刚收下').waitFor();
    await watcher.waitForFunction((expected) => document.querySelector('[data-metric="intake_count"]')?.innerText.includes(`n ${expected}`), n + 1);
    await watcher.context().close();
    await clerk.context().close();
  });

  it('say so when there is no such metric', async () => {
    for (const [locale, text] of [['zh-CN', '没有这个指标。'], ['en', 'There is no such metric.']]) {
      const page = await openPage(browser, server, { login: 'manager', path: '/kpi/no_such_metric', locale });
      await page.getByText(text).waitFor();
      await page.context().close();
    }
  });
});
