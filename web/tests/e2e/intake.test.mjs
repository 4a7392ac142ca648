// Quick intake from the clerk's home: by keyboard, with label, repeat flag and field errors.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, openPage, settled, startBrowser, startServer } from './support/manyi.mjs';

const fields = (page) => page.locator('.intake-fields');

describe('Quick intake', () => {
  let server, browser;
  before(async () => { server = await startServer(); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  it('takes a new machine in without the mouse and shows its label', async () => {
    const page = await openPage(browser, server, { login: 'clerk' });
    await settled(page);
    await page.evaluate(() => { window.print = () => { window.printed = document.querySelector('.print-root')?.textContent ?? ''; }; });
    await page.keyboard.press('F2');
    await page.waitForFunction(() => document.activeElement?.closest('.intake-fields') !== null);
    await page.keyboard.type('E2E00042X');
    await page.keyboard.press('Enter');
    await page.keyboard.type('139 0000 4242');
    await page.getByText('新机器').waitFor();
    await fields(page).getByLabel('称呼').focus();
    await page.keyboard.type('罗海燕');
    await page.keyboard.press('Enter');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await page.keyboard.type('风扇异响，开机就响');
    await fields(page).getByLabel('客户最在意的').fill('周末要用；别再响');
    await page.keyboard.press('F9');
    await page.locator('.intake-side .paper-label-qr svg').waitFor();
    const no = (await page.locator('.intake-side .paper-label-no').innerText()).trim();
    assert.match(no, /^WO-\d{4}-\d{6}$/);
    await page.waitForFunction(() => window.printed);
    assert.ok((await page.evaluate(() => window.printed)).includes(no));
    const found = await api(page, 'GET', `/work-orders?q=${no}`);
    assert.equal(found.body.items.length, 1);
    const order = (await api(page, 'GET', `/work-orders/${found.body.items[0].id}`)).body;
    assert.equal(order.serial_no, 'E2E00042X');
    assert.deepEqual(order.expectations.map(({ text }) => text), ['周末要用', '别再响']);
    // The form is ready for the next customer.
    assert.equal(await fields(page).getByLabel('序列号').inputValue(), '');
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it('recognises a serial and flags the repeat with a link to the earlier order', async () => {
    const page = await openPage(browser, server, { login: 'clerk' });
    const list = (await api(page, 'GET', '/work-orders?state=delivered,closed&sort=-updated_at&limit=100')).body.items;
    const open = new Set((await api(page, 'GET', '/work-orders?open=true&limit=200')).body.items.map(({ asset_id }) => asset_id));
    const recent = list.find(({ delivered_at, serial_no, asset_id }) => serial_no && !open.has(asset_id) && delivered_at && Date.now() - Date.parse(delivered_at) < 20 * 86_400_000);
    assert.ok(recent, 'the demonstration company has a recent delivery');
    await fields(page).getByLabel('序列号').fill(recent.serial_no);
    await page.getByText('已认出').waitFor();
    await page.getByText('自动标为重复维修').waitFor();
    await page.locator('.intake-note a', { hasText: recent.no }).waitFor();
    assert.notEqual(await fields(page).getByLabel('称呼').inputValue(), '');
    await fields(page).getByLabel('故障现象').fill('又坏了');
    await page.keyboard.press('Control+s');
    await page.getByText('刚收下').waitFor();
    const no = await page.locator('.intake-side .paper-label-no').innerText();
    const made = (await api(page, 'GET', `/work-orders?q=${no.trim()}`)).body.items[0];
    assert.equal(made.repeat_of, recent.id);
    await page.context().close();
  });

  it('keeps what was typed through a reload and says what is missing', async () => {
    const page = await openPage(browser, server, { login: 'clerk', path: '/intake' });
    await fields(page).getByLabel('序列号').fill('HALF-TYPED-1');
    await fields(page).getByLabel('外观').fill('屏幕有裂');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.intake-fields input')?.value === 'HALF-TYPED-1');
    await page.keyboard.press('F9');
    await page.getByText('还缺称呼或故障现象').waitFor();
    assert.equal(await fields(page).getByLabel('外观').inputValue(), '屏幕有裂');
    await page.context().close();
  });

  it('shows every field error of the server at its field', async () => {
    const page = await openPage(browser, server, { login: 'clerk', path: '/intake' });
    await fields(page).getByLabel('称呼').fill('某人');
    await fields(page).getByLabel('手机').fill('not a phone!');
    await fields(page).getByLabel('故障现象').fill('坏了');
    await page.keyboard.press('Control+s');
    await page.locator('.field', { has: page.getByLabel('手机') }).locator('.field-error').waitFor();
    assert.equal(await fields(page).getByLabel('手机').getAttribute('aria-invalid'), 'true');
    assert.equal(await fields(page).getByLabel('称呼').inputValue(), '某人');
    await page.context().close();
  });
});
