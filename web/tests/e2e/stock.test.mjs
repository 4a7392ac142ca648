// The shelf: what is below its safety level, a level typed in where it stands, the way from a warning to it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { title: '库存', below: '低于安全线', all: '全部', short: (n) => `缺 ${n} 件`, enough: '够', whole: '请填 0 到', saved: (n) => `已设为 ${n}` },
  en: { title: 'Stock', below: 'Below the safety level', all: 'All', short: (n) => `Short by ${n}`, enough: 'Enough', whole: 'Enter a whole number', saved: (n) => `set to ${n}` },
};

describe('Stock', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 500 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`a keeper sets the level of a part and sees what is short (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'parts', locale, path: '/stock' });
      await page.getByRole('heading', { name: say.title, exact: true }).waitFor();
      // Pieces of its own: what lies on the shelves of the demonstration changes with the hour.
      const part = `E2E-${locale}`;
      const [site] = (await api(page, 'GET', '/session')).body.site_ids;
      for (let piece = 0; piece < 2; piece += 1) assert.equal((await api(page, 'POST', '/part-units', { site_id: site, part_no: part, part_name: '主板', received_at: '2026-03-02T01:00:00Z' })).status, 201);
      await page.reload();
      const line = (await api(page, 'GET', `/stock?part_no=${part}`)).body.items[0];
      assert.equal(line.on_hand, 2);
      const row = page.locator(`tr[data-part="${line.part_no}"][data-site="${line.site_id}"]`);
      const field = row.locator('input');
      await field.fill('x');
      await field.press('Enter');
      await page.getByText(say.whole).first().waitFor();
      await field.fill(String(line.on_hand + 3));
      await field.press('Enter');
      await page.getByText(say.saved(line.on_hand + 3)).first().waitFor();
      await row.getByText(say.short(3)).waitFor();
      await page.getByRole('button', { name: say.below }).or(page.getByRole('radio', { name: say.below })).first().click();
      await row.waitFor();
      await page.waitForFunction((one) => [...document.querySelectorAll('.stock-table tbody tr')].every((found) => found.innerText.includes(one)), say.short('').split(' ')[0]);
      assert.ok(page.url().includes('below=true'));
      await row.locator('input').fill('1');
      await row.locator('input').press('Enter');
      await page.getByText(say.saved(1)).first().waitFor();
      assert.equal((await api(page, 'GET', `/stock?part_no=${line.part_no}&site_id=${line.site_id}`)).body.items[0].safety, 1);
      await settled(page);
      assert.deepEqual(await unfinished(page), []);
      await page.context().close();
    });
  }
});
