// Customers, machines and search: lists, history, masked phones, what cannot be found.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { api, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { customers: '客户', find: '查找', make: '新建客户', save: '保存', name: '名称', phone: '电话', saved: '已保存', history: '维修记录', machines: '名下机器', masked: '部分信息已隐藏', edit: '修改', required: '必填。', badPhone: '要 5 到 20 位数字。', times: (n) => `修过 ${n} 次`, missing: '找不到这条记录', nothing: '没有找到', phoneTag: '电话', individual: '个人', orders: '工单' },
  en: { customers: 'Customers', find: 'Find', make: 'New customer', save: 'Save', name: 'Name', phone: 'Phone', saved: 'Saved', history: 'Repairs', machines: 'Machines', masked: 'Partly hidden', edit: 'Edit', required: 'Required.', badPhone: '5 to 20 digits', times: (n) => `${n} times`, missing: 'cannot be found', nothing: 'Nothing found', phoneTag: 'Phone', individual: 'Individual', orders: 'Orders' },
};

describe('Customers and machines', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 500 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  /** A customer whose machine came more than once, so that there is a history to show. */
  async function returning(page) {
    const orders = (await api(page, 'GET', '/work-orders?limit=200&sort=-created_at')).body.items;
    const again = orders.find(({ repeat_of, customer_id, asset_id }) => repeat_of && customer_id && asset_id);
    assert.ok(again, 'the demonstration company has a repeat');
    return again;
  }

  for (const [locale, say] of Object.entries(words)) {
    it(`are found by name and by the last digits of the phone, and made anew (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'info', locale, path: '/customers' });
      await page.getByRole('heading', { name: say.customers, exact: true }).waitFor();
      const order = await returning(page);
      const customer = (await api(page, 'GET', `/customers/${order.customer_id}`)).body;
      for (const text of [customer.name, customer.phone.slice(-4)]) {
        await page.getByLabel(say.find).fill(text);
        await page.locator(`tr[data-id="${customer.id}"]`, { hasText: customer.phone }).waitFor();
        await page.waitForFunction((part) => [...document.querySelectorAll('main tbody tr')].every((row) => row.innerText.includes(part)), text);
      }
      // What is wrong stands at its field in the reader's language, and what was typed stays.
      await page.getByLabel(say.find).fill('');
      await page.getByRole('button', { name: say.make }).click();
      const form = page.locator('dialog[open]');
      await form.getByLabel(say.phone, { exact: false }).first().fill('x');
      await form.getByRole('button', { name: say.save }).click();
      await form.locator('.field-error', { hasText: say.required }).waitFor();
      await form.getByLabel(say.name).fill(`E2E ${locale}`);
      await form.getByRole('button', { name: say.save }).click();
      await form.locator('.field', { has: page.getByLabel(say.phone) }).first().locator('.field-error', { hasText: say.badPhone }).waitFor();
      assert.equal(await form.getByLabel(say.name).inputValue(), `E2E ${locale}`);
      await form.getByLabel(say.phone, { exact: false }).first().fill('13911112222');
      await form.getByRole('button', { name: say.save }).click();
      await form.waitFor({ state: 'detached' });
      await page.locator('main tbody tr', { hasText: `E2E ${locale}` }).getByText('13911112222').waitFor();
      assert.deepEqual(await unfinished(page), []);
      await page.context().close();
    });

    it(`show their machines and their whole history (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'info', locale });
      const order = await returning(page);
      const history = (await api(page, 'GET', `/customers/${order.customer_id}/work-orders?limit=200`)).body.items;
      await page.goto(`${server.url}/customers/${order.customer_id}`);
      const card = page.locator('section.card', { has: page.getByRole('heading', { name: say.history }) });
      await card.getByRole('link', { name: order.no }).waitFor();
      assert.equal(await card.locator('tbody tr').count(), history.length);
      for (const { no } of history) assert.equal(await card.getByRole('link', { name: no, exact: true }).count(), 1, `${no} is in the history`);
      await page.getByText(say.individual, { exact: true }).or(page.locator('.page-title .tag')).first().waitFor();
      assert.deepEqual(await unfinished(page), []);
      // On to the machine: the same serial, all its orders, how often it came.
      await page.locator('section.card', { has: page.getByRole('heading', { name: say.machines }) }).getByRole('link', { name: order.serial_no }).click();
      await page.getByRole('heading', { name: order.serial_no }).waitFor();
      const asset = (await api(page, 'GET', `/assets/${order.asset_id}`)).body;
      const ofAsset = (await api(page, 'GET', `/assets/${order.asset_id}/work-orders?limit=200`)).body.items;
      await card.getByRole('link', { name: order.no }).waitFor();
      assert.equal(await card.locator('tbody tr').count(), ofAsset.length);
      if (asset.repair_count >= 2) await page.locator('.page-title').getByText(say.times(asset.repair_count)).waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name: 'CSV' }).click()]);
      const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n');
      assert.equal(lines.length - 1, ofAsset.length);
      for (const { no } of ofAsset) assert.ok(lines.some((line) => line.startsWith(`${no},`)), `${no} is in the file`);
      // The maker is not said twice.
      const title = await page.locator('.page-title').innerText();
      assert.equal(title.split(asset.manufacturer_name).length - 1, 1, title);
      assert.deepEqual(await unfinished(page), []);
      await card.getByRole('link', { name: order.no }).click();
      await page.getByRole('heading', { name: order.no }).waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`keep the phone from those who may not see it (${locale})`, async () => {
      const info = await openPage(browser, server, { login: 'info', locale });
      const order = await returning(info);
      const { phone } = (await api(info, 'GET', `/customers/${order.customer_id}`)).body;
      await info.goto(`${server.url}/customers/${order.customer_id}`);
      await info.getByText(phone).waitFor();
      await info.context().close();
      const page = await openPage(browser, server, { login: 'parts', locale, path: `/customers/${order.customer_id}` });
      await page.getByText(say.masked).waitFor();
      const text = await page.locator('main').innerText();
      assert.ok(!text.includes(phone), 'the whole number is not on the page');
      assert.ok(!(await page.content()).includes(phone), 'nor anywhere in it');
      assert.match(text, /\*/);
      assert.equal(await page.getByRole('button', { name: say.edit }).count(), 0);
      await page.goto(`${server.url}/customers`);
      await page.locator('main tbody tr').first().waitFor();
      assert.equal((await page.locator('main tbody').innerText()).match(/\b1\d{10}\b/), null);
      await page.context().close();
    });

    it(`say in the reader's language what cannot be found (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'info', locale, path: '/customers/0zzzzzzzzzzzz' });
      await page.getByText(say.missing).waitFor();
      await page.goto(`${server.url}/work-orders/0zzzzzzzzzzzz`);
      await page.getByText(say.missing).waitFor();
      await page.goto(`${server.url}/search?q=${encodeURIComponent('没有这样的东西xyz')}`);
      await page.getByText(say.nothing).waitFor();
      await page.context().close();
    });

    it(`come up in the search of the frame, grouped, and open by keyboard (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'clerk', locale, path: '/customers' });
      await settled(page);
      const order = await returning(page);
      await page.keyboard.press('Control+k');
      // The page's own field comes first; the one of the frame is a click away.
      await page.locator('.top .find input').fill(order.serial_no);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search\?q=/);
      const group = page.locator('section.card', { has: page.getByRole('heading', { name: say.orders, exact: true }) });
      await group.getByRole('link', { name: order.no }).waitFor();
      await page.locator(`a[href="/assets/${order.asset_id}"]`).waitFor();
      assert.deepEqual(await unfinished(page), []);
      await page.locator('main [data-search]').focus();
      const opens = await page.locator('main tr.sel a').getAttribute('href');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${server.url}${opens}`);
      await page.context().close();
    });
  }

  it('appear at once before a colleague who looks at the same list', async () => {
    const watcher = await openPage(browser, server, { login: 'clerk2', path: '/customers' });
    const actor = await openPage(browser, server, { login: 'clerk', path: '/customers', locale: 'en' });
    await watcher.locator('main tbody tr').first().waitFor();
    await settled(actor);
    await actor.keyboard.press('n');
    const form = actor.locator('dialog[open]');
    await form.getByLabel('Name').fill('Live Customer');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    await watcher.locator('main tbody tr', { hasText: 'Live Customer' }).waitFor();
    await watcher.context().close();
    await actor.context().close();
  });
});
