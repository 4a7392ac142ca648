// Lists as files: the server writes Excel and CSV of exactly what the filters leave; the columns on screen come out as they read.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowsOf } from './support/files.mjs';
import { api, carryInOrder, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { export: '导出', xlsx: 'Excel，全部字段', csv: 'CSV，全部字段', shown: 'CSV，屏幕上的列', plain: '导出 CSV', orders: '工单', head: '单号', saved: '已存成文件', rate: '满意率', state: '状态', repairing: '维修', site: '网点', foreign: /^[a-z_]+$/ },
  en: { export: 'Export', xlsx: 'Excel, all fields', csv: 'CSV, all fields', shown: 'CSV, columns on screen', plain: 'Export CSV', orders: 'Work orders', head: 'No.', saved: 'Saved', rate: 'atisf', state: 'State', repairing: 'Repair', site: 'Site', foreign: /^[a-z_]+$|[\u3400-\u9fff]/ },
};
/** Every list that the server writes, with a filter that leaves some of it. */
const lists = [
  ['/records/complaint', 'complaints', '?source=customer'], ['/records/survey_answer', 'survey-answers', '?answer_class=dissatisfied'], ['/records/part_request', 'part-requests', '?state=installed'],
  ['/records/part_unit', 'part-units', '?return_kind=defective'], ['/records/violation', 'violations', ''], ['/records/praise', 'praises', '?source=customer'], ['/records/ledger_line', 'ledger-lines', '?account=revenue_paid'],
  ['/records/sales_line', 'sales-lines', ''], ['/records/sales_quota', 'sales-quotas', ''], ['/records/check', 'checks', '?result=fail'], ['/records/manufacturer_value', 'manufacturer-values', ''], ['/records/asset', 'assets', '?state=in_repair'],
  ['/organisation?tab=employees', 'employees', ''],
];
const menu = async (page, say, what) => { await page.locator('main').getByRole('button', { name: say.export, exact: true }).click(); return page.getByRole('button', { name: say[what] }); };
const file = async (page, say, what) => { const item = await menu(page, say, what); return rowsOf(page, () => item.click()); };
const idsOf = ({ rows }) => { const at = rows[0].findIndex((head) => ['记录 ID', 'Record ID'].includes(head)); return rows.slice(1).map((row) => row[at]); };
const shownIds = (page) => page.locator('main table.t tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.id ?? row.querySelector('a').getAttribute('href').split('/').at(-1)));

describe('Lists as files', () => {
  let server, browser;
  before(async () => {
    server = await startServer({ orders: 500, months: 3 });
    browser = await startBrowser();
    const page = await openPage(browser, server, { login: 'manager' });
    const { id } = (await api(page, 'GET', '/manufacturers?limit=1')).body.items[0];
    for (const month of ['08', '09']) {
      const made = await api(page, 'POST', '/manufacturer-values', { manufacturer_id: id, metric: 'csat_rate', period_from: `2026-${month}-01`, period_to: `2026-${month === '08' ? '09' : '10'}-01`, value: 0.9612 });
      assert.equal(made.status, 201, JSON.stringify(made.body));
    }
    // At noon or on a Sunday nobody may be repairing anything.
    for (let made = 0; made < 2; made += 1) await carryInOrder(page, 'repairing');
    await page.context().close();
  });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`a filtered list of work orders comes out with exactly the rows shown (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/work-orders?view=all&state=repairing' });
      await page.locator('.wo-list tbody tr').first().waitFor();
      await settled(page);
      for (let before = -1, now = 0; now !== before;) {
        before = now;
        await page.locator('.wo-end').scrollIntoViewIfNeeded();
        await page.waitForTimeout(300);
        now = await page.locator('.wo-list tbody tr').count();
      }
      const shown = await shownIds(page);
      assert.ok(shown.length > 1);
      const book = await file(page, say, 'xlsx');
      assert.match(book.name, new RegExp(`^${say.orders}-\\d{4}-\\d\\d-\\d\\d\\.xlsx$`));
      assert.deepEqual(idsOf(book), shown);
      await page.getByText(say.saved).waitFor();
      const text = await file(page, say, 'csv');
      assert.deepEqual(idsOf(text), shown);
      assert.deepEqual(new Set(text.rows.slice(1).map((row) => row[text.rows[0].indexOf(say.state)])), new Set([say.repairing]));
      assert.deepEqual(book.rows[0], text.rows[0]);
      assert.ok(book.rows[0].includes(say.head) && book.rows[0].includes(say.site));
      const screen = await file(page, say, 'shown');
      assert.equal(screen.rows[0][0], say.head);
      assert.deepEqual(screen.rows.slice(1).map(([no]) => no), await page.locator('.wo-list tbody [data-column=no]').allInnerTexts());
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`customers found by a word come out alone (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/customers' });
      const name = (await api(page, 'GET', '/customers?limit=1')).body.items[0].name;
      await page.locator('main [data-search]').fill(name);
      await page.waitForFunction((word) => { const rows = [...document.querySelectorAll('main tbody tr')]; return rows.length > 0 && rows.every((row) => row.innerText.includes(word)); }, name);
      await settled(page);
      assert.deepEqual(idsOf(await file(page, say, 'xlsx')), await shownIds(page));
      assert.deepEqual(await foreignLabels(page, locale), []);
      await page.context().close();
    });

    it(`every other list comes out in both forms (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale });
      // The way is the same in both languages: English looks at some of them.
      for (const [path, resource, filter] of locale === 'en' ? lists.filter((_, index) => index % 3 === 0) : lists) {
        await page.goto(server.url + path + filter);
        await page.waitForSelector('main h1');
        await settled(page);
        assert.deepEqual(await unfinished(page), [], path);
        assert.deepEqual(await foreignLabels(page, locale), [], path);
        const shown = await shownIds(page);
        if (shown.length === 0) {
          assert.equal((await api(page, 'GET', `/${resource}${filter || '?'}&limit=1`)).body.items.length, 0, path);
          continue;
        }
        const told = (await api(page, 'GET', `/${resource}${filter || '?'}&limit=1`)).body.total_estimate;
        const written = await file(page, say, 'xlsx');
        assert.deepEqual(written.rows[0].filter((head) => say.foreign.test(head)), [], `${path}: heads in the language of the screen`);
        const book = idsOf(written);
        assert.deepEqual(book.slice(0, shown.length), shown, path);
        assert.equal(book.length, shown.length < 50 ? shown.length : (told ?? book.length), path);
        assert.deepEqual(idsOf(await file(page, say, 'csv')), book, path);
      }
      assert.equal((await file(page, say, 'shown')).rows.length - 1, await page.locator('main tbody tr').count(), 'the last list fits on one screen');
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`what a manufacturer says reads with the metric's name and unit (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/records/manufacturer_value?from=2026-08-01&until=2026-08-31' });
      // Beside those that the demonstration's manufacturers state themselves.
      const row = page.locator('main tbody tr').filter({ hasText: '96.1%' });
      await row.waitFor();
      await row.getByText(say.rate).first().waitFor();
      const shown = await page.locator('main tbody tr').count();
      const { rows } = await file(page, say, 'shown');
      assert.equal(rows.length, shown + 1);
      assert.equal(rows.filter((one) => one.includes('96.1%')).length, 1, rows.join());
      await row.locator('a').click();
      await page.waitForURL(/\/records\/manufacturer_value\//);
      await page.getByTestId('facts').getByText('96.1%').waitFor();
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a list that only the screen knows comes out as it is shown (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/records/headcount' });
      await page.locator('main tbody tr').first().waitFor();
      const count = (await api(page, 'GET', '/employments?limit=1')).body.total_estimate;
      const { rows } = await rowsOf(page, () => page.getByRole('button', { name: say.plain }).click());
      assert.equal(rows.length - 1, count);
      await page.context().close();
    });
  }

  it('a refusal of the server is told in words', async () => {
    const page = await openPage(browser, server, { login: 'manager', path: '/records/complaint' });
    await page.locator('main tbody tr').first().waitFor();
    await page.route('**/complaints/export*', (route) => route.fulfill({ status: 413, contentType: 'application/problem+json', body: JSON.stringify({ code: 'export_too_large', title: 'x', status: 413, detail: 'x' }) }));
    await (await menu(page, words['zh-CN'], 'xlsx')).click();
    await page.getByText('超过 10 万行').or(page.getByText('100,000')).or(page.getByText('十万行')).first().waitFor();
    await page.context().close();
  });
});
