// The board by classes, the page of one metric with its tabs, the satisfaction ladder and closed months.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': {
    find: '找指标', people: '人员', twelve: '十二项指标', match: '没有符合的指标。', all: '看全部', begin: '控制限重新起算', firstDay: '从哪天起', reason: '为什么（过程改了什么）', anew: '起重新计算控制限', save: '保存',
    months: '按月', rolling: '滚动三个月', overlap: '滚动窗口互相重叠', theirs: '与厂家对账', all_devices: '全部机器', his_devices: '联辰的机器', owner: '责任人', leads: '先行信号', gaming: '怎样被做假', need: (n) => `还差 ${n} 条记录`, answers: '有效回答', close: '关一个月', confirm: '关账', frozen: '冻结值', only: '只看有差异的', same: '与现在一致', sites: '网点', none: '还没有关过月份。', count: (n) => `${n} 条记录`,
  },
  en: {
    find: 'Find a KPI', people: 'People', twelve: 'The twelve', match: 'No KPI matches.', all: 'Show all', begin: 'Limits begin anew', firstDay: 'From which day', reason: 'Why (what changed in the process)', anew: 'limits begin anew', save: 'Save',
    months: 'Months', rolling: 'Rolling 3 months', overlap: 'Rolling windows overlap', theirs: 'Against the manufacturer', all_devices: 'All devices', his_devices: "联辰's devices", owner: 'Owner', leads: 'Leading signals', gaming: 'How it is cheated', need: (n) => `${n} more records are needed`, answers: 'Valid answers', close: 'Close a month', confirm: 'Close the month', frozen: 'Frozen', only: 'Only differences', same: 'Same as today', sites: 'Sites', none: 'No month has been closed yet.', count: (n) => `${n} records`,
  },
};

describe('Figures on screen', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 900, months: 6 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`the board has the twelve first, every metric once, and finds one by a word (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi?period=last_3_months' });
      await page.locator('[data-class="twelve"]').waitFor();
      await settled(page);
      const known = (await api(page, 'GET', '/metrics')).body.items.map(({ code }) => code);
      const shown = await page.locator('[data-metric]').evaluateAll((cards) => cards.map((card) => card.dataset.metric));
      assert.deepEqual([...shown].sort(), [...known].sort());
      assert.deepEqual(await page.locator('[data-class]').evaluateAll((groups) => groups.map((group) => group.dataset.class)), ['twelve', 'cs', 'pr', 'tp', 'br', 'ss', 'fn', 'hr']);
      assert.equal(await page.locator('[data-class="twelve"] [data-metric]').count(), 12);
      await page.getByRole('radio', { name: say.people, exact: true }).click();
      await page.waitForURL(/class=hr/);
      assert.deepEqual(await page.locator('[data-class]').evaluateAll((groups) => groups.map((group) => group.dataset.class)), ['hr']);
      await page.keyboard.press('/');
      await page.getByLabel(say.find).fill('zzz');
      await page.getByText(say.match).waitFor();
      await page.getByRole('button', { name: say.all }).click();
      await page.getByLabel(say.find).fill('nps');
      await page.waitForFunction(() => document.querySelectorAll('[data-metric]').length === 1);
      await page.reload();
      await page.waitForFunction(() => document.querySelectorAll('[data-metric]').length === 1);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`limits of a control chart begin anew with a reason (${locale})`, async () => {
      const code = locale === 'en' ? 'ftfr' : 'tat_attain';
      const page = await openPage(browser, server, { login: 'manager', locale, path: `/kpi/${code}?period=last_3_months` });
      const trend = page.getByTestId('trend');
      await trend.getByTestId('trend-chart').locator('svg').waitFor();
      // Signals are as many as the server says, told in words.
      const [from, to] = await page.evaluate(() => { const day = new Date(); const monday = new Date(day); monday.setDate(day.getDate() - ((day.getDay() + 6) % 7) - 203); const text = (at) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`; const next = new Date(day); next.setDate(day.getDate() + 1); return [text(monday), text(next)]; });
      const chart = (await api(page, 'GET', `/kpi/control-chart?metric=${code}&from=${from}&to=${to}&grain=week`)).body;
      assert.equal(await trend.getByTestId('signal').count(), Math.min(4, chart.chart.panels[0].signals.length));
      await trend.getByRole('button', { name: say.begin }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.getByRole('alert').first().waitFor();
      // The refusal was meant; nothing else may be complained of.
      page.complaints = page.complaints.filter((text) => !text.includes('422'));
      const day = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
      await dialog.getByLabel(say.firstDay).fill(day);
      await dialog.getByLabel(say.reason).fill('QC bench since this week');
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.waitFor({ state: 'detached' });
      await trend.locator('.chart-foot p').getByText(say.anew).waitFor();
      await trend.locator('.chart-foot p').getByText('QC bench since this week').waitFor();
      await trend.getByRole('radio', { name: say.months, exact: true }).click();
      await trend.getByTestId('trend-chart').locator('svg').waitFor();
      await page.getByRole('radio', { name: say.rolling }).click();
      await page.waitForURL(/rolling=3/);
      await page.getByText(say.overlap).waitFor();
      assert.deepEqual(await foreignLabels(page, locale), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`each of the twelve says what it means, how it stands and leads to its records in two clicks (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale });
      const metrics = (await api(page, 'GET', '/metrics')).body.items;
      const problems = [];
      for (const code of ['csat_rate', 'loyalty_rate', 'complaint_rate', 'ftfr', 'response_time', 'tat', 'part_use_rate', 'part_nff_rate', 'rrr', 'conduct_score', 'violation_rate', 'quota_attain']) {
        const metric = metrics.find((one) => one.code === code);
        await page.goto(`${server.url}/kpi/${code}?period=last_12_months`);
        await page.getByTestId('metric-value').waitFor();
        await settled(page);
        const cell = (await api(page, 'GET', `/kpi?metrics=${code}&from=2020-01-01&to=2099-01-01`)).body.metrics[0].cells[0];
        const main = await page.locator('main').innerText();
        const wants = (what, true_) => { if (!true_) problems.push(`${code}: ${what}`); };
        wants('owner', main.includes(say.owner));
        wants('n', new RegExp(`n ${cell.n}\\b`).test(main));
        wants('gaming', await page.getByTestId('gaming').count() === 1);
        wants('trend', await page.getByTestId('trend').count() === 1);
        wants('what is needed', (cell.value != null && metric.unit === 'percent' && cell.n < 30) === (await page.getByTestId('needed').count() === 1));
        problems.push(...(await unfinished(page)).map((text) => `${code}: ${text}`), ...(await foreignLabels(page, locale)).map((text) => `${code}: ${text}`));
        if (cell.n > 0) {
          await page.getByRole('button', { name: locale === 'en' ? 'Show records' : '看记录' }).click();
          await page.getByTestId('cases').locator('tbody a').first().waitFor();
        }
        if (metric.leads.length > 0) {
          await page.goto(`${server.url}/kpi/${code}?period=last_12_months&tab=leads`);
          await page.getByTestId('leads').locator('[data-lead]').first().waitFor();
          wants('leads', await page.getByTestId('leads').locator('[data-lead]').count() === metric.leads.length);
        }
        await page.goto(`${server.url}/kpi/${code}?period=last_12_months&tab=definition`);
        wants('formula', (await page.locator('main pre[data-code]').first().innerText()).startsWith(`metric ${code}`));
      }
      assert.deepEqual(problems, []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`groups of fewer than 30 stand after the others and get no rank (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/csat_rate?period=last_12_months&by=model&tab=people' });
      const rows = page.locator('.metric-rows tbody tr');
      await rows.first().waitFor();
      const counts = (await rows.locator('td:nth-child(4)').allInnerTexts()).map(Number);
      const values = (await rows.locator('td:nth-child(2)').allInnerTexts()).map(Number.parseFloat);
      const ranked = counts.findIndex((n) => n < 30) < 0 ? counts.length : counts.findIndex((n) => n < 30);
      assert.ok(ranked < counts.length, 'some models have few answers');
      assert.ok(counts.slice(ranked).every((n) => n < 30), 'few stand last');
      assert.deepEqual(values.slice(0, ranked), [...values.slice(0, ranked)].sort((a, b) => b - a));
      assert.equal(await rows.getByText(locale === 'en' ? 'Too few' : '样本不足').count(), counts.length - ranked);
      await page.context().close();
    });

    it(`main causes are sorted and sum up (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/tat_attain?period=last_12_months&by=technician' });
      const rows = page.getByTestId('pareto').locator('.pareto-row');
      await rows.first().waitFor();
      const amounts = (await rows.locator('.pareto-bar b').allInnerTexts()).map(Number);
      assert.deepEqual(amounts, [...amounts].sort((a, b) => b - a));
      const sums = (await rows.locator('> span:nth-child(3)').allInnerTexts()).map((text) => Number.parseInt(text, 10));
      assert.equal(sums.at(-1), 100);
      const primary = await page.getByTestId('pareto').locator('.pareto-row.primary').count();
      assert.ok(sums[primary - 1] >= 80 && (primary < 2 || sums[primary - 2] < 80), 'the one that crosses the line is the last primary one');
      // Misses of all groups are the misses of the whole.
      const total = (await api(page, 'GET', '/kpi?metrics=tat_attain&from=2020-01-01&to=2099-01-01')).body.metrics[0].cells[0];
      assert.equal(amounts.reduce((sum, amount) => sum + amount, 0), total.denominator - total.numerator);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`our value stands beside the manufacturer's, with the records that differ (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/tat_attain?period=last_12_months' });
      const beside = page.getByTestId('beside');
      await beside.waitFor();
      // Ours, by the definitions of both manufacturers, and what both told of the latest month.
      await beside.locator('.interval-value').nth(4).waitFor();
      assert.equal(await beside.locator('.interval-value').count(), 5);
      await page.getByRole('tab', { name: say.theirs }).click();
      const card = page.getByTestId('comparison');
      await card.locator('.interval-value').nth(1).waitFor();
      await card.getByRole('radio', { name: '联辰', exact: true }).click();
      // He judges his own devices, unless somebody wants to see all.
      const question = `/kpi/comparison?metric=tat_attain&from=2020-01-01&to=2099-01-01&definition=${encodeURIComponent('联辰')}`;
      const everything = (await api(page, 'GET', question)).body;
      const told = (await api(page, 'GET', `${question}&where=${encodeURIComponent("manufacturer = '联辰'")}`)).body;
      assert.ok(told.total_estimate < everything.total_estimate);
      await card.getByRole('radio', { name: say.all_devices }).click();
      await card.getByText(say.count(everything.total_estimate)).waitFor();
      await card.getByRole('radio', { name: say.his_devices }).click();
      await card.getByText(say.count(told.total_estimate)).waitFor();
      assert.ok(told.total_estimate > 0, 'the manufacturer counts otherwise');
      assert.equal(await card.locator('section').last().locator('tbody tr').count(), Math.min(50, told.items.length));
      // Names stay as the company wrote them.
      assert.deepEqual((await foreignLabels(page, locale)).filter((label) => !/^(海岳|联辰)('s devices)?$/.test(label)), []);
      // What customers told him in his own questionnaire stands beside what they told us.
      await page.goto(`${server.url}/kpi/csat_rate?period=last_12_months`);
      await beside.locator('.interval-value').nth(4).waitFor();
      await page.getByRole('tab', { name: say.theirs }).click();
      await card.getByRole('radio', { name: '联辰', exact: true }).click();
      await card.locator('section').last().locator('tbody tr').first().waitFor();
      await page.context().close();
    });

    it(`a metric says who owns it, how it is cheated, what moves first and how much is missing (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/complaint_7d?period=last_12_months' });
      await page.getByTestId('definition').getByText(say.owner).waitFor();
      const cell = (await api(page, 'GET', '/kpi?metrics=complaint_7d&from=2020-01-01&to=2099-01-01')).body.metrics[0].cells[0];
      assert.ok(cell.n > 0 && cell.n < 30, 'few complaints');
      assert.match(await page.getByTestId('needed').innerText(), new RegExp(say.need(30 - cell.n)));
      await page.goto(`${server.url}/kpi/csat_rate?period=last_3_months`);
      await page.getByTestId('gaming').getByText(say.gaming).waitFor();
      await page.getByRole('tab', { name: say.leads }).click();
      const leads = page.getByTestId('leads').locator('[data-lead]');
      await leads.first().waitFor();
      assert.ok(await leads.count() >= 2);
      await leads.nth(1).locator('a').first().click();
      await page.waitForURL(/\/kpi\/ftfr/);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`the ladder adds up and opens its answers and complaints (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/ladder' });
      await page.getByTestId('ladder').waitFor();
      await settled(page);
      const table = page.getByTestId('ladder-table');
      const numbers = async (row) => (await table.locator('tbody tr').nth(row).locator('td.n').allInnerTexts()).map((text) => Number.parseInt(text, 10));
      const steps = await Promise.all([0, 1, 2, 3].map(numbers));
      const complaints = await numbers(4);
      const answers = await numbers(5);
      answers.forEach((count, month) => assert.equal(steps.reduce((sum, row) => sum + row[month], 0), count));
      assert.ok(answers.reduce((sum, count) => sum + count, 0) > 100);
      const at = steps[0].findIndex((count) => count > 0);
      await table.locator('tbody tr').nth(0).locator('td.n').nth(at).locator('button').click();
      await page.getByTestId('cases').getByText(say.count(steps[0][at])).waitFor();
      const month = complaints.findIndex((count) => count > 0);
      await table.locator('tbody tr').nth(4).locator('td.n').nth(month).locator('button').click();
      await page.getByTestId('cases').getByText(say.count(complaints[month])).waitFor();
      assert.deepEqual(await unfinished(page), []);
      await page.getByTestId('cases').locator('a').first().click();
      await page.waitForURL(/\/records\/complaint\//);
      await page.getByTestId('facts').waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`customers move between two months, each count leads to them (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/ladder' });
      const card = page.getByTestId('flow');
      await card.waitFor();
      const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
      const months = (await api(page, 'GET', `/kpi/satisfaction-flow?from=${day(330)}&to=${day(-1)}`)).body.months.filter(({ cells }) => cells.length > 0);
      const month = months.at(-1);
      await page.goto(`${server.url}/kpi/ladder?month=${month.month}`);
      await card.waitFor();
      await card.getByRole('radio', { name: locale === 'en' ? 'All customers' : '全部客户' }).click();
      await page.waitForFunction((count) => document.querySelectorAll('[data-testid=flow] .ribbon').length === count, month.cells.length);
      const shown = Object.fromEntries(await card.locator('[data-cell]').evaluateAll((cells) => cells.map((cell) => [cell.dataset.cell, Number(cell.innerText)])));
      assert.deepEqual(shown, Object.fromEntries(month.cells.map((cell) => [`${cell.before} ${cell.now}`, cell.customers])));
      // From a count to its customers, and on to one of them.
      const cell = [...month.cells].sort((a, b) => b.customers - a.customers)[0];
      await card.locator(`[data-cell="${cell.before} ${cell.now}"]`).click();
      const list = page.getByTestId('flow-customers');
      await list.locator('tbody tr').first().waitFor();
      assert.equal(await list.locator('tbody tr').count(), Math.min(50, cell.customers));
      const [download] = await Promise.all([page.waitForEvent('download'), list.getByRole('button', { name: 'CSV' }).click()]);
      assert.equal(readFileSync(await download.path(), 'utf8').trim().split('\r\n').length - 1, cell.customers);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      // The picture leads there, too.
      const other = month.cells.find((one) => one !== cell);
      await card.locator(`[data-ribbon="${other.before} ${other.now}"]`).dispatchEvent('click');
      await page.waitForFunction((count) => document.querySelectorAll('[data-testid=flow-customers] tbody tr').length === count, Math.min(50, other.customers));
      await list.locator('tbody a[href^="/customers/"]').first().click();
      await page.waitForURL(/\/customers\//);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a month is closed once and stands beside today's values (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/closed?metric=tat_attain' });
      if ((await api(page, 'GET', '/kpi/periods')).body.items.length === 0) await page.getByText(say.none).waitFor();
      await page.getByRole('button', { name: say.close }).first().click();
      const dialog = page.getByRole('dialog');
      const free = await dialog.locator('option').count();
      await dialog.getByRole('button', { name: say.confirm }).click();
      await dialog.waitFor({ state: 'detached' });
      const frozen = page.getByTestId('frozen');
      await frozen.getByText(say.same).waitFor();
      await frozen.locator('tbody tr').first().waitFor();
      assert.equal(await frozen.locator('tbody tr').count(), 1);
      await frozen.getByRole('button', { name: /✕/ }).click();
      await page.waitForFunction(() => document.querySelectorAll('[data-testid=frozen] tbody tr').length > 50);
      await frozen.getByRole('radio', { name: say.sites }).click();
      await page.waitForURL(/by=site/);
      await frozen.locator('tbody tr').first().waitFor();
      assert.deepEqual(await foreignLabels(page, locale), []);
      await page.getByRole('button', { name: say.close }).click();
      assert.equal(await page.getByRole('dialog').locator('option').count(), free - 1, 'a closed month is not offered again');
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it('who may not decide sees no button to close a month or to begin limits anew', async () => {
    const page = await openPage(browser, server, { login: 'info', path: '/kpi/closed' });
    await page.locator('main h1').waitFor();
    await settled(page);
    assert.equal(await page.getByRole('button', { name: '关一个月' }).count(), 0);
    await page.goto(`${server.url}/kpi/tat_attain?period=last_3_months`);
    await page.getByTestId('trend-chart').locator('svg').waitFor();
    assert.equal(await page.getByRole('button', { name: '控制限重新起算' }).count(), 0);
    await page.context().close();
  });

  it('fits a phone', async () => {
    const page = await openPage(browser, server, { login: 'manager', width: 390, height: 844 });
    for (const path of ['/kpi', '/kpi/tat_attain?period=last_3_months', '/kpi/tat_attain?tab=people&period=last_3_months', '/kpi?tab=all', '/kpi/ladder', '/kpi/closed', '/records/complaint']) {
      await page.goto(server.url + path);
      await page.waitForSelector('.top');
      await settled(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `${path} does not scroll sideways`);
    }
    await page.context().close();
  });
});
