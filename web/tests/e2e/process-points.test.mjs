// The process points of a metric: the way of an order, weak points and what is behind them, points of one's own.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer } from './support/manyi.mjs';

const words = {
  'zh-CN': { tab: '流程关键点', finding: '转成发现', title: '标题', add: '加一个关键点', code: '代号', zh: '中文名称', en: '英文名称', step: '步骤', checks: '算哪些检查', target: '目标符合率（%）', save: '保存', mine: '防静电手环', edit: (name) => `改关键点：${name}`, record: (name) => `记一次检查：${name}`, out: '从指标里拿掉', fail: '不合格', employee: '当事人', hint: '这个月还没有人检查过这些点', import: '导入检查' },
  en: { tab: 'Process points', finding: 'Make it a finding', title: 'Title', add: 'Add a point', code: 'Code', zh: 'Chinese name', en: 'English name', step: 'Step', checks: 'Checks that count', target: 'Share aimed at (%)', save: 'Save', mine: 'Wrist strap worn', edit: (name) => `Change the point: ${name}`, record: (name) => `Record a check: ${name}`, out: 'Take out of the KPI', fail: 'Fail', employee: 'Person', hint: 'Nobody has checked these points this month', import: 'Import checks' },
};

describe('Process points on screen', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 2000, months: 4 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`a metric shows its process points, the weak ones first, and leads to what is behind them (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/ftfr?tab=points&period=last_month' });
      const panel = page.getByTestId('process-points');
      await panel.locator('[data-point]').first().waitFor();
      await settled(page);
      assert.equal(await page.getByRole('tab', { name: say.tab }).getAttribute('aria-selected'), 'true');
      const month = await page.evaluate(() => { const now = new Date(); const last = new Date(now.getFullYear(), now.getMonth() - 1, 1); return `${last.getFullYear()}-${String(last.getMonth() + 1).padStart(2, '0')}`; });
      const told = (await api(page, 'GET', `/kpi/process-points?metric=ftfr&month=${month}`)).body;
      assert.deepEqual(await panel.locator('[data-point]').evaluateAll((rows) => rows.map((row) => row.dataset.point)), told.items.map(({ code }) => code));
      assert.ok(told.items.filter(({ source }) => source === 'checks').length >= 4, 'the demonstration has checks for a good part of the points');
      // Nine steps; those of the metric can be pressed and show their points alone.
      assert.equal(await panel.locator('[data-step]').count(), 9);
      const step = told.items[0].step;
      await panel.locator(`[data-step="${step}"] button`).click();
      assert.deepEqual(await panel.locator('[data-point]').evaluateAll((rows) => rows.map((row) => row.dataset.point)), told.items.filter((one) => one.step === step).map(({ code }) => code));
      await panel.locator(`[data-step="${step}"] button`).click();
      // A point of checks leads to the very checks, a measured one to its metric.
      const measured = told.items.find(({ source }) => source === 'metric');
      assert.equal(await panel.locator(`[data-point="${measured.code}"] b a`).first().getAttribute('href'), `/kpi/${measured.measure}`);
      const counted = told.items.find(({ source, checks }) => source === 'checks' && checks.length > 0);
      await panel.locator(`[data-point="${counted.code}"] b a`).first().click();
      await page.waitForURL(/\/records\/check\?quality_point=/);
      await page.locator('[data-filter="quality_point"]').waitFor();
      await settled(page);
      const shown = await page.locator('.record-table tbody tr').count();
      assert.equal(shown, Math.min(50, counted.checks[0].required));
      await page.goBack();
      await panel.locator('[data-point]').first().waitFor();
      assert.deepEqual(await foreignLabels(page, locale), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a weak point becomes a finding with its figures (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi' });
      // Enough failures today that one point is surely weak.
      const [employee] = (await api(page, 'GET', '/employees?role=technician&limit=1')).body.items;
      const text = locale === 'en' ? 'Test bench before the return' : '返还前上台测试';
      for (let i = 0; i < 12; i += 1) assert.equal((await api(page, 'POST', '/checks', { site_id: employee.site_id, employee_id: employee.id, checked_at: new Date(Date.now() - (i + 1) * 60_000).toISOString(), kind: 'process', result: 'fail', quality_point: text })).status, 201);
      await page.goto(`${server.url}/kpi/part_nff_rate?tab=points`);
      const row = page.locator('[data-point="test_bench"][data-state="weak"]');
      await row.waitFor();
      const name = (await row.locator('b').first().innerText()).trim();
      await row.getByRole('link', { name: say.finding }).click();
      await page.waitForURL(/\/findings\/new\?/);
      const title = await page.getByLabel(say.title).inputValue();
      assert.ok(title.includes(name) && title.includes('%'), title);
      assert.ok(page.url().includes('metric=part_nff_rate'), page.url());
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a point is added with its checks, changed, taken out and given back (${locale})`, async () => {
      const metric = locale === 'en' ? 'rrr' : 'rrr_symptom';
      const page = await openPage(browser, server, { login: 'manager', locale, path: `/kpi/${metric}?tab=points` });
      const panel = page.getByTestId('process-points');
      await panel.getByRole('button', { name: say.add }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.getByRole('alert').nth(2).waitFor();
      page.complaints = page.complaints.filter((text) => !text.includes('422'));
      await dialog.getByLabel(say.code).fill('wrist_strap');
      await dialog.getByLabel(say.zh).fill('防静电手环');
      await dialog.getByLabel(say.en).fill('Wrist strap worn');
      await dialog.getByLabel(say.step, { exact: true }).selectOption('repair');
      await dialog.getByLabel(say.checks).fill(`${say.mine}\n${say.mine} 2`);
      await dialog.getByLabel(say.target).fill('98');
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.waitFor({ state: 'detached' });
      const row = panel.locator('[data-point="wrist_strap"]');
      await row.waitFor();
      // A check is written down where it counts.
      await row.getByRole('button', { name: say.record(say.mine) }).click();
      await dialog.getByLabel(say.employee).click();
      await page.keyboard.type('E006');
      await page.keyboard.press('Enter');
      await dialog.getByRole('radio', { name: say.fail }).click();
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.waitFor({ state: 'detached' });
      await panel.locator('[data-point="wrist_strap"][data-source="checks"]').getByText('0/1').waitFor();
      await row.getByRole('button', { name: say.edit(say.mine) }).click();
      await dialog.getByLabel(say.target).fill('90');
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.equal((await api(page, 'GET', `/kpi/process-points/${metric}/wrist_strap`)).body.target, 0.9);
      await row.getByRole('button', { name: say.edit(say.mine) }).click();
      await dialog.getByRole('button', { name: say.out }).click();
      await row.waitFor({ state: 'detached' });
      // One of the catalogue can be given back.
      const burnIn = panel.locator('[data-point="burn_in"]');
      const name = (await burnIn.locator('b').first().innerText()).trim();
      await burnIn.getByRole('button', { name: say.edit(name) }).click();
      await dialog.getByRole('button', { name: say.out }).click();
      await burnIn.waitFor({ state: 'detached' });
      await panel.getByTestId('points-out').getByRole('button', { name }).click();
      await burnIn.waitFor();
      assert.deepEqual(await foreignLabels(page, locale), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`where nobody checked the panel says how checks come in, and who only reads changes nothing (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/return_ontime?tab=points' });
      const panel = page.getByTestId('process-points');
      await panel.locator('[data-point]').first().waitFor();
      const own = { step: 'part', role: 'parts_keeper', name_zh: '空点', name_en: 'Empty', quality_points: [`nobody ${locale}`] };
      await api(page, 'PUT', `/kpi/process-points/stock_days/empty_${locale === 'en' ? 'en' : 'zh'}`, own);
      for (const one of (await api(page, 'GET', '/kpi/process-points?metric=stock_days')).body.items) if (one.source !== 'none') assert.equal((await api(page, 'DELETE', `/kpi/process-points/stock_days/${one.code}`)).status, 204);
      await page.goto(`${server.url}/kpi/stock_days?tab=points`);
      await panel.getByTestId('points-hint').getByText(say.hint).waitFor();
      assert.equal(await panel.getByTestId('points-hint').getByRole('link', { name: say.import }).getAttribute('href'), '/imports');
      assert.deepEqual(page.complaints, []);
      await page.context().close();
      const reader = await openPage(browser, server, { login: 'technician', locale, path: '/kpi/ftfr?tab=points' });
      await reader.getByTestId('process-points').locator('[data-point]').first().waitFor();
      assert.equal(await reader.getByRole('button', { name: say.add }).count(), 0);
      assert.deepEqual(reader.complaints, []);
      await reader.context().close();
    });
  }
});
