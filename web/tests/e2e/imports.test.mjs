// The import wizard: what was detected, the mapping, the check with its errors, the result, and taking it back.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowsOf } from './support/files.mjs';
import { openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': {
    title: '导入', upload: '上传并查看', detected: '看出来的格式', rows: '约 4 行', utf8: '自动：UTF-8', comma: '自动：逗号', order: '自动：年-月-日', column: '文件里的列', required: '必填。',
    save: '保存对应关系', check: '检查全部行', write: '写入 3 行', why: '受理时间：日期不对。', rejects: '退回的行：1', rejectsFile: '下载退回的行', rejectsHead: ['行号', '退回原因'], because: '受理时间：日期不对。', done: '已完成', undo: '撤回这次导入', undone: '已撤回', nothing: '没有找到', choose: '选择文件', carry: '送修',
  },
  en: {
    title: 'Imports', upload: 'Upload and look', detected: 'What was detected', rows: 'about 4 rows', utf8: 'Detected: UTF-8', comma: 'Detected: comma', order: 'Detected: year-month-day', column: 'Column of the file', required: 'Required.',
    save: 'Save the mapping', check: 'Check all rows', write: 'Write 3 rows', why: 'Accepted at: Not a date.', rejects: 'Rejected rows: 1', rejectsFile: 'Rejected rows', rejectsHead: ['Row', 'Why rejected'], because: "Accepted at: '三月初' is not a date.", done: 'Done', undo: 'Take this import back', undone: 'Taken back', nothing: 'Nothing found', choose: 'Choose a file', carry: 'Carry-in',
  },
};

/** `票据` and `毛病` are columns that no synonym knows: a person has to say what they are. */
const file = (mark) => [
  '票据,服务站,服务方式,序列号,毛病,客户,客户电话,工程师,受理时间,取机时间',
  `${mark}-1,文三路站,送修,SN${mark}1,开机蓝屏,沈佳${mark},13800010001,王建军,2026/03/03 09:12,2026/03/05 16:00`,
  `${mark}-2,文三路站,上门,SN${mark}2,卡纸,沈佳${mark},13800010002,吴斌,2026/03/04 10:00,2026/03/06 11:30`,
  `${mark}-3,文三路站,送修,SN${mark}3,不充电,何颖${mark},13800010003,李浩,三月初,2026/03/07 09:00`,
  `${mark}-4,文三路站,送修,SN${mark}4,屏幕竖线,冯华${mark},13800010004,李浩,2026/03/07 14:20,2026/03/12 10:05`,
].join('\n');

/** Parts of which one line is good; what is wrong with the others shows at the check, and with the last two only when they are written. */
const wrongParts = (mark) => [
  '备件流水号,服务站,备件号,数量,备件来源,申请时间,到件时间,工单号',
  `${mark}-P1,文三路站,BAT-01,1,库存,2026/03/01 09:00,2026/03/02 09:00,`,
  `${mark}-P2,文三路站,BAT-01,两个,库存,2026/03/01 09:00,,`,
  `${mark}-P3,文三路站,BAT-01,1,天上,2026/03/01 09:00,,`,
  `${mark}-P4,文三路站,BAT-01,1,库存,,,`,
  `${mark}-P5,文三路站,BAT-01,1,库存,2026/03/01 09:00,,,多了,一列`,
  `${mark}-P1,文三路站,BAT-02,1,库存,2026/03/01 09:00,,`,
  `${mark}-P6,文三路站,BAT-01,1,库存,2026/03/05 09:00,2026/03/01 09:00,`,
  `${mark}-P7,文三路站,BAT-01,1,库存,2026/03/05 09:00,2026/03/06 09:00,没有这张单`,
].join('\n');
const reasons = {
  'zh-CN': {
    what: '导入什么', parts: '备件', write: '写入 3 行',
    before: { 3: '数量：要填整数。', 4: '备件来源：不是这一项允许的值。', 5: '申请时间：必填。', 6: '列数和表头不一样。', 7: '前面已有一行编号相同、内容不同。' },
    after: { 8: '到件时间：早于前一步的时间。', 9: '工单号：系统里没有，请先建好或改正。' },
  },
  en: {
    what: 'What it is', parts: 'Parts', write: 'Write 3 rows',
    before: { 3: 'Quantity: Not a whole number.', 4: 'Part source: None of the permitted values.', 5: 'Requested at: Required.', 6: 'The row has more or fewer columns than the header.', 7: 'An earlier row has the same id with other values.' },
    after: { 8: 'Available at: Before the step that precedes it.', 9: 'Work order: Not known here; add it first or correct it.' },
  },
};

describe('The import wizard', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 60, months: 1 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`leads from a file to work orders and back (${locale})`, async () => {
      const mark = locale === 'en' ? 'EN' : 'ZH';
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/imports' });
      await page.getByRole('heading', { name: say.title, exact: true }).waitFor();
      await page.getByText(say.choose).waitFor();
      assert.equal(await page.getByRole('button', { name: say.upload }).isDisabled(), true, 'no file, no upload');
      await page.locator('input[type=file]').setInputFiles({ name: `old-${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(file(mark)) });
      await page.getByText(`old-${mark}.csv`).waitFor();
      await page.getByRole('button', { name: say.upload }).click();

      // What was detected: format, five columns of the sample.
      await page.getByRole('heading', { name: say.detected }).waitFor();
      await page.getByText(say.rows).waitFor();
      for (const text of [say.utf8, say.comma, say.order]) assert.equal(await page.locator('select option:checked', { hasText: text }).count(), 1, text);
      await page.getByRole('cell', { name: '开机蓝屏', exact: true }).waitFor();

      // The mapping: what was guessed is filled in, what is missing says so and nothing can be checked before it is there.
      const row = (field) => page.locator(`tr[data-field="${field}"]`);
      assert.equal(await row('serial_no').locator('select').first().inputValue(), '序列号');
      assert.equal(await row('symptom_text').locator('select').first().inputValue(), '');
      await row('source_id').locator('.field-error', { hasText: say.required }).waitFor();
      assert.equal(await page.getByRole('button', { name: say.check }).isDisabled(), true);
      await page.getByLabel(`${say.column} source_id`).selectOption('票据');
      await page.getByLabel(`${say.column} symptom_text`).selectOption('毛病');
      await row('symptom_text').getByText('开机蓝屏').waitFor();
      await page.getByRole('button', { name: say.save }).click();
      await row('source_id').locator('.field-error').waitFor({ state: 'detached' });

      // The check: good rows in words, bad rows with their reason and their line.
      await page.getByRole('button', { name: say.check }).click();
      await page.getByRole('button', { name: say.write }).waitFor();
      const rejects = page.getByTestId('import-rejects');
      await rejects.getByText(say.rejects).waitFor();
      await rejects.locator('tbody tr', { hasText: `${mark}-3` }).getByText(say.why).waitFor();
      assert.equal(await rejects.locator('tbody tr td').first().innerText(), '4');
      const kept = await rowsOf(page, () => page.getByRole('link', { name: say.rejectsFile, exact: true }).click());
      assert.deepEqual(kept.rows[0].slice(0, 3), [...say.rejectsHead, '票据']);
      assert.deepEqual(kept.rows.slice(1).map((row) => row.slice(0, 3)), [['4', say.because, `${mark}-3`]]);
      const good = page.getByTestId('import-rows').locator('tbody tr');
      assert.equal(await good.count(), 3);
      assert.match(await good.first().innerText(), new RegExp(say.carry));
      assert.deepEqual(await unfinished(page), []);
      assert.equal(await page.locator('[data-count=read] b').innerText(), '4');

      // The result, and the orders are really there.
      await page.getByRole('button', { name: say.write }).click();
      await page.locator('.page-title').getByText(say.done).waitFor();
      assert.equal(await page.locator('[data-count=imported] b').innerText(), '3');
      assert.equal(await page.locator('[data-count=rejected] b').innerText(), '1');
      await page.goto(`${server.url}/search?q=SN${mark}1`);
      await page.locator('main table.t', { hasText: '开机蓝屏' }).first().waitFor();
      await page.goto(`${server.url}/imports`);
      await page.locator('main tbody tr', { hasText: `old-${mark}.csv` }).getByText(say.done).waitFor();

      // Taking it back: the orders are gone, the import says so.
      await page.getByRole('link', { name: `old-${mark}.csv` }).click();
      await page.getByRole('button', { name: say.undo }).click();
      await page.locator('.page-title').getByText(say.undone).waitFor();
      await page.goto(`${server.url}/work-orders?view=all&q=SN${mark}1`);
      await settled(page);
      await page.locator('.empty').waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  for (const [locale, say] of Object.entries(reasons)) {
    it(`says of every rejected row why, before and after writing (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/imports' });
      await page.getByLabel(say.what).selectOption({ label: say.parts });
      await page.locator('input[type=file]').setInputFiles({ name: `parts-${locale}.csv`, mimeType: 'text/csv', buffer: Buffer.from(wrongParts(locale)) });
      await page.getByRole('button', { name: words[locale].upload }).click();
      await page.getByRole('button', { name: words[locale].check }).click();
      const rejects = page.getByTestId('import-rejects');
      const told = async (expected) => {
        for (const [line, text] of Object.entries(expected)) {
          const row = rejects.locator('tbody tr').filter({ has: page.locator('td:first-child', { hasText: new RegExp(`^${line}$`) }) });
          await row.waitFor();
          assert.equal(await row.locator('td').nth(1).innerText(), text);
        }
        assert.equal(await rejects.locator('tbody tr').count(), Object.keys(expected).length);
      };
      await rejects.waitFor();
      await told(say.before);
      await page.getByRole('button', { name: say.write }).click();
      await page.locator('.page-title').getByText(words[locale].done).waitFor();
      await told({ ...say.before, ...say.after });
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it('says in words what is wrong with a file it cannot read', async () => {
    for (const [locale, wrong] of [['zh-CN', /这个文件是空的。/], ['en', /This file is empty\./]]) {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/imports' });
      await page.locator('input[type=file]').setInputFiles({ name: 'nothing.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
      await page.getByRole('button', { name: words[locale].upload }).click();
      const error = page.locator('main .field-error, main [role=alert]').first();
      await error.waitFor();
      assert.match(await error.innerText(), wrong);
      await page.context().close();
    }
  });

  it('is not offered to those who may not import', async () => {
    const page = await openPage(browser, server, { login: 'technician', path: '/imports' });
    await settled(page);
    assert.equal(await page.locator('input[type=file]').count(), 0);
    assert.equal(await page.locator('.rail a[href="/imports"]').count(), 0);
    await page.context().close();
  });
});
