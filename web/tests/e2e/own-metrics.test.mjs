// Metrics that people write: picked from lists, typed as a formula, tried on the records, kept in versions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': {
    own: '自定指标', make: '新建指标', zh: '中文名', en: '英文名', code: '代码', anchor: '按哪个时间归期', delivered: '交付', field: '分子 · 哪一项', since: '分子 · 哪一项 · 从何时算起', accepted: '受理', operator: '分子 · 怎样比', above: '超过', value: '分子 · 比什么', unit: '分子 · 时间单位',
    direction: '方向', down: '越低越好', add: '加条件', keep: (n) => `保存第 ${n} 版`, required: '必填。', text: '公式文字', picker: '选取', says: '这种记录没有时间“deliverd”。', place: '第 8 行第 10 字', fix: '改成 delivered', version: '写新版本', find: '找指标', taken: '这个代码已经有了。', note: '版本说明', export: '导出 CSV', cannot: '选取表达不全', warranty: '保修状态', inWarranty: '保内', one: '一个数值', aggregate: '数值 · 怎样合计', mean: '平均', of: '数值 · 取什么', ofSince: '数值 · 取什么 · 从何时算起', unitField: '单位', waiting: '填完必填的几项',
  },
  en: {
    own: 'Own metrics', make: 'New metric', zh: 'Chinese name', en: 'English name', code: 'Code', anchor: 'Period by', delivered: 'Delivered', field: 'Numerator · Which field', since: 'Numerator · Which field · Counted from', accepted: 'Accepted', operator: 'Numerator · Comparison', above: 'is above', value: 'Numerator · Against what', unit: 'Numerator · Unit of time',
    direction: 'Direction', down: 'Lower is better', add: 'Add a condition', keep: (n) => `Keep version ${n}`, required: 'Required.', text: 'Formula text', picker: 'Pick', says: "'deliverd' is no time stamp of work_order", place: 'Line 8, column 10', fix: 'Change to delivered', version: 'Write a new version', find: 'Find a KPI', taken: 'This code is taken.', note: 'About this version', export: 'Export CSV', cannot: 'cannot show all', warranty: 'Warranty', inWarranty: 'In warranty', one: 'One value', aggregate: 'Value · Summed up as', mean: 'Mean', of: 'Value · Of what', ofSince: 'Value · Of what · Counted from', unitField: 'Unit', waiting: 'Fill in what is required',
  },
};

describe('Own metrics', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 900, months: 4 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  /** The refusals that a test provokes stand in the console, too. */
  const quiet = (page) => page.complaints.filter((text) => !/422|409/.test(text));
  const value = (page, code) => api(page, 'GET', `/kpi?metrics=${code}&from=2020-01-01&to=2099-01-01`).then(({ body }) => body.metrics[0].cells[0]);

  for (const [locale, say] of Object.entries(words)) {
    const tail = locale === 'en' ? '_en' : '';

    it(`are picked from lists, tried at once, kept, and found on the board (${locale})`, async () => {
      const code = `slow_orders${tail}`;
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi' });
      await page.getByRole('link', { name: new RegExp(say.own) }).click();
      await page.waitForURL(/\/kpi\/own$/);
      await page.getByTestId('own').waitFor();
      await page.keyboard.press('n');
      await page.waitForURL(/\/kpi\/own\/new$/);
      await page.getByText(say.waiting).waitFor();
      // What is missing is said at its field.
      await page.getByRole('button', { name: say.keep(1) }).click();
      await page.locator('.field', { has: page.getByLabel(new RegExp(`^${say.code}`)) }).getByText(say.required).waitFor();
      await page.locator('.field', { has: page.getByLabel(say.anchor) }).getByText(say.required).waitFor();
      await page.getByLabel(say.zh).fill(`慢单率${tail && ' B'}`);
      await page.getByLabel(say.en).fill(`Slow orders${tail && ' B'}`);
      await page.getByLabel(new RegExp(`^${say.code}`)).fill('tat_attain');
      await page.getByText(say.taken).waitFor();
      await page.getByLabel(new RegExp(`^${say.code}`)).fill(code);
      await page.getByLabel(say.anchor).selectOption({ label: say.delivered });
      await page.getByLabel(say.field, { exact: true }).selectOption({ label: say.delivered });
      await page.getByLabel(say.since, { exact: true }).selectOption({ label: say.accepted });
      await page.getByLabel(say.operator).selectOption({ label: say.above });
      await page.getByLabel(say.value).fill('5');
      await page.getByLabel(say.direction).selectOption({ label: say.down });
      const trial = page.getByTestId('trial');
      const tried = await trial.getByTestId('trial-value').innerText();
      assert.match(tried, /^\d+\.\d%$/);
      assert.match(await trial.innerText(), / ÷ /);
      await trial.getByTestId('trend-chart').locator('svg').waitFor();
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      // A second condition by the values that the records have.
      await page.locator('fieldset').first().getByRole('button', { name: say.add }).click();
      await page.getByLabel(`${say.field} 2`, { exact: true }).selectOption({ label: say.warranty });
      await page.getByLabel(`${say.value} 2`).click();
      await page.getByRole('option', { name: say.inWarranty, exact: true }).click();
      await page.waitForFunction((before) => document.querySelector('[data-testid=trial-value]')?.innerText !== before, tried);
      const narrower = await trial.getByTestId('trial-value').innerText();
      assert.ok(Number.parseFloat(narrower) < Number.parseFloat(tried), `${narrower} of ${tried}`);
      await page.getByRole('button', { name: say.keep(1) }).click();
      await page.waitForURL(/\/kpi\/own\?code=/);
      await page.locator(`[data-own="${code} 1"]`).waitFor();
      const cell = await value(page, code);
      assert.equal(`${(cell.value * 100).toFixed(1)}%`, narrower);
      // On the board and on its own page like any other.
      await page.goto(`${server.url}/kpi?period=last_12_months`);
      await page.locator('[data-class="twelve"]').waitFor();
      await page.getByLabel(say.find).fill(code);
      await page.locator(`[data-metric="${code}"]`).click();
      await page.getByTestId('metric-value').waitFor();
      assert.equal((await page.getByTestId('metric-value').innerText()).trim(), narrower);
      assert.deepEqual(quiet(page), []);
      await page.context().close();
    });

    it(`are typed with completion, and an error stands at its place (${locale})`, async () => {
      const code = `fast_orders${tail}`;
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/own/new' });
      await page.getByRole('radio', { name: say.text }).click();
      const text = page.getByRole('combobox', { name: say.text });
      await text.fill(`metric ${code} version 1 {\n  name zh '快单率' en 'Fast orders'\n  fact work_order\n  unit percent\n  better up\n  owner manager\n  basis event\n  anchor deliverd\n  numerator count where delivered - accepted <= 2d\n  denominator count\n}`);
      const problem = page.getByTestId('text-problem');
      await problem.getByText(say.place).waitFor();
      await problem.getByText(say.says).waitFor();
      assert.equal(await page.getByTestId('marked').innerText(), 'deliverd');
      // Nothing with an error is kept.
      await page.getByRole('button', { name: say.keep(1) }).click();
      assert.equal((await api(page, 'GET', `/metrics/own?code=${code}`)).body.items.length, 0);
      await problem.getByRole('button', { name: say.fix }).click();
      await page.getByTestId('trial-value').waitFor();
      assert.equal(await problem.count(), 0);
      // Completion offers the columns of the fact; Tab takes one.
      await text.fill((await text.inputValue()).replace('denominator count\n}', 'denominator count where warr'));
      await text.press('End');
      await page.keyboard.type('a');
      await page.getByRole('listbox').getByRole('option', { name: 'warranty', exact: true }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.type(" is not null\n}");
      await page.waitForFunction(() => document.querySelector('textarea').value.endsWith('where warranty is not null\n}'));
      await page.getByTestId('trial-value').waitFor();
      await page.getByLabel(say.note).fill('first');
      await page.getByRole('button', { name: say.keep(1) }).click();
      await page.locator(`[data-own="${code} 1"]`).getByText('first').waitFor();
      assert.ok((await value(page, code)).n > 0);
      assert.deepEqual(quiet(page), []);
      await page.context().close();
    });

    it(`get a new version that counts from then on, and the list comes out as CSV (${locale})`, async () => {
      const code = `slow_orders${tail}`;
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/own' });
      const before = await value(page, code);
      await page.locator(`[data-own="${code} 1"]`).getByRole('link', { name: say.version }).click();
      // What was picked is shown as picked.
      await page.getByLabel(say.value, { exact: true }).or(page.getByLabel(`${say.value} 1`)).first().fill('1');
      assert.equal(await page.getByLabel(new RegExp(`^${say.code}`)).inputValue(), code);
      await page.getByTestId('trial-value').waitFor();
      await page.getByRole('button', { name: say.keep(2) }).click();
      await page.locator(`[data-own="${code} 2"]`).waitFor();
      await page.locator(`[data-own="${code} 1"]`).waitFor();
      assert.ok((await value(page, code)).numerator > before.numerator);
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: say.export }).click()]);
      const csv = readFileSync(await download.path(), 'utf8');
      assert.ok(csv.includes(`${code},`) && csv.includes('accepted > 1d') && csv.includes('accepted > 5d'));
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      // One of the catalogue is changed the same way; more than the picker shows opens as text.
      await page.goto(`${server.url}/kpi/ftfr?tab=definition`);
      await page.getByRole('link', { name: say.version }).click();
      await page.getByText(say.cannot).waitFor();
      await page.getByRole('button', { name: say.keep(2) }).waitFor();
      assert.deepEqual(quiet(page), []);
      await page.context().close();
    });

    it(`take a mean of the time between two moments (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/kpi/own/new' });
      await page.getByLabel(say.zh).fill(`等待${tail && ' B'}`);
      await page.getByLabel(say.en).fill(`Wait${tail && ' B'}`);
      await page.getByLabel(new RegExp(`^${say.code}`)).fill(`wait_time${tail}`);
      await page.getByRole('radio', { name: say.one }).click();
      await page.getByLabel(say.anchor).selectOption({ label: say.delivered });
      await page.getByLabel(say.aggregate).selectOption({ label: say.mean });
      await page.getByLabel(say.of, { exact: true }).selectOption({ label: say.delivered });
      await page.getByLabel(say.ofSince, { exact: true }).selectOption({ label: say.accepted });
      assert.equal(await page.getByLabel(say.unitField, { exact: true }).inputValue(), 'duration_ms');
      await page.getByTestId('trial-value').waitFor();
      assert.match(await page.getByTestId('trial-value').innerText(), /\d/);
      await settled(page);
      assert.deepEqual(quiet(page), []);
      await page.context().close();
    });
  }

  it('are read and not written by those who may only read', async () => {
    const page = await openPage(browser, server, { login: 'info', path: '/kpi/own' });
    await page.locator('[data-own="slow_orders 2"]').waitFor();
    assert.equal(await page.getByRole('link', { name: '新建指标' }).count(), 0);
    await page.goto(`${server.url}/kpi/own/new`);
    await page.getByText('您没有这项权限').waitFor();
    await page.context().close();
  });

  it('fit a phone and the dark', async () => {
    const page = await openPage(browser, server, { login: 'manager', width: 390, height: 844, theme: 'dark' });
    for (const path of ['/kpi/own', '/kpi/own/new', '/kpi/own/slow_orders', '/kpi/own/ftfr']) {
      await page.goto(server.url + path);
      await page.waitForSelector('.top');
      await settled(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `${path} does not scroll sideways`);
    }
    await page.context().close();
  });
});
