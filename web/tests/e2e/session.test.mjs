// Log-in, refusal, language, theme, offline.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage, password, settled, startBrowser, startServer } from './support/manyi.mjs';

describe('Session', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 40 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  it('a wrong password is refused at the form and what was typed stays', async () => {
    const page = await openPage(browser, server, { path: '/work-orders' });
    await page.waitForURL(/\/login\?next=%2Fwork-orders/);
    await page.getByLabel('账号').fill('clerk');
    await page.getByLabel('密码').fill('not-this-one');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    assert.match(await page.getByRole('alert').innerText(), /账号或密码不对/);
    assert.equal(await page.getByLabel('账号').inputValue(), 'clerk');

    await page.getByLabel('密码').fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/work-orders$/);
    await page.getByRole('heading', { name: '工单' }).waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it('the language and the theme change at once and are kept', async () => {
    const page = await openPage(browser, server, { login: 'manager' });
    await settled(page);
    await page.locator('.top .me').click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.getByRole('link', { name: 'Orders' }).first().waitFor();
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.reload();
    await page.getByRole('link', { name: 'Orders' }).first().waitFor();
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    await page.context().close();
  });

  it('signing out ends the session', async () => {
    const page = await openPage(browser, server, { login: 'clerk' });
    await page.locator('.top .me').click();
    await page.getByRole('button', { name: '退出' }).click();
    await page.waitForURL(/\/login/);
    await page.goto(`${server.url}/work-orders`);
    await page.waitForURL(/\/login\?next/);
    await page.context().close();
  });

  it('offline is visible and goes away', async () => {
    const page = await openPage(browser, server, { login: 'clerk' });
    await settled(page);
    await page.context().setOffline(true);
    await page.getByText('离线', { exact: true }).waitFor();
    await page.context().setOffline(false);
    await page.getByText(/已同步/).waitFor();
    await page.context().close();
  });

  it('a person sees only what he may open', async () => {
    const page = await openPage(browser, server, { login: 'technician', path: '/users' });
    await page.waitForSelector('.empty');
    assert.equal(await page.locator('.rail a[href="/users"]').count(), 0);
    await page.context().close();
  });
});
