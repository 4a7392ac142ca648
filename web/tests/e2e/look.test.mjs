// How every screen looks: in both languages, in the dark, at the width of a phone.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, carryInOrder, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

/** Luminance contrast of two CSS colours as WCAG counts it. */
const contrast = (a, b) => {
  const light = (color) => {
    const [r, g, bl] = color.match(/[\d.]+/g).slice(0, 3).map((part) => { const v = Number(part) / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};

describe('Every screen', () => {
  let server, browser;
  const screens = ['/', '/work-orders', '/customers', '/kpi', '/kpi/tat_attain?period=last_3_months&by=service_type', '/kpi?tab=all', '/kpi/csat_rate?tab=people', '/kpi/csat_rate?tab=leads', '/kpi/csat_rate?tab=measures', '/kpi/calibration', '/kpi/csat_rate/forecasts', '/kpi/assignments', '/kpi/rrr?tab=definition', '/kpi/ladder', '/kpi/closed', '/kpi/quality', '/kpi/own', '/kpi/own/new', '/kpi/own/tat_attain', '/records/complaint', '/records/part_request', '/records/part_unit', '/records/survey_answer', '/records/ledger_line', '/records/headcount', '/imports', '/organisation', '/organisation?tab=employees', '/organisation?tab=calendars', '/users', '/users?tab=roles', '/intake', '/password'];
  before(async () => { server = await startServer({ orders: 900, months: 3 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  const ofAnOrder = async (page) => {
    const order = (await api(page, 'GET', '/work-orders?state=repairing,waiting_part,diagnosing&limit=1')).body.items[0];
    return [`/work-orders/${order.id}`, `/customers/${order.customer_id}`, `/assets/${order.asset_id}`, `/search?q=${encodeURIComponent(order.serial_no)}`];
  };

  for (const [locale, heading] of [['zh-CN', '落地看板'], ['en', 'Landing board']]) {
    it(`speaks the reader's language and shows no codes (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale });
      const problems = [];
      for (const path of [...screens, ...await ofAnOrder(page)]) {
        await page.goto(server.url + path);
        await page.waitForSelector('.top');
        await settled(page);
        await page.waitForFunction(() => document.querySelector('main')?.innerText.trim().length > 20);
        problems.push(...(await unfinished(page)).map((text) => `${path}: ${text}`), ...(await foreignLabels(page, locale)).map((text) => `${path}: ${text}`));
        if (path === '/kpi') await page.getByRole('heading', { name: heading }).waitFor();
      }
      assert.deepEqual(problems, []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it('changes its language in place, and back', async () => {
    const page = await openPage(browser, server, { login: 'manager', path: '/kpi' });
    await page.getByRole('heading', { name: '落地看板' }).waitFor();
    await page.locator('.top .me').click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Landing board' }).waitFor();
    await page.getByText('Turnaround within limit', { exact: true }).waitFor();
    await page.getByRole('menuitemradio', { name: '中文' }).click();
    await page.getByRole('heading', { name: '落地看板' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    assert.match(page.url(), /\/kpi$/);
    await page.context().close();
  });

  it('is readable in the dark', async () => {
    const page = await openPage(browser, server, { login: 'manager', theme: 'dark' });
    for (const path of ['/', '/kpi', '/kpi/tat_attain?period=last_3_months', '/kpi/ladder', '/records/part_unit', '/imports', '/organisation', ...(await ofAnOrder(page)).slice(0, 3)]) {
      await page.goto(server.url + path);
      await page.waitForSelector('.top');
      await settled(page);
      assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
      const colours = await page.evaluate(() => {
        const behind = (element) => {
          for (let at = element; at; at = at.parentElement) {
            const color = getComputedStyle(at).backgroundColor;
            if (!/rgba\(.*, 0\)|transparent/.test(color)) return color;
          }
          return 'rgb(255, 255, 255)';
        };
        return [...document.querySelectorAll('main h1, main h2, main td, main dd, main .btn, main .tag, main .i2')].filter((element) => element.innerText?.trim() && !element.matches(':disabled'))
          .map((element) => ({ text: element.innerText.trim().slice(0, 30), ink: getComputedStyle(element).color, ground: behind(element) }));
      });
      assert.ok(colours.length > 1, path);
      const faint = colours.filter(({ ink, ground }) => contrast(ink, ground) < 4.5);
      assert.deepEqual(faint, [], `${path}: too little contrast`);
      assert.ok(contrast(colours[0].ground, 'rgb(0, 0, 0)') < 2, `${path}: the ground is dark`);
    }
    await page.context().close();
  });

  for (const locale of ['zh-CN', 'en']) {
    it(`serves the technician on his phone: the next job, one tap, the order (${locale})`, async () => {
      const manager = await openPage(browser, server, { login: 'manager' });
      await carryInOrder(manager, 'repairing');
      await manager.context().close();
      const page = await openPage(browser, server, { login: 'technician', locale, width: 390, height: 844 });
      const fits = async (what) => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${what} sticks out at the side`);
      await page.locator('.tech-now').waitFor();
      await settled(page);
      await fits('the home');
      assert.deepEqual(await unfinished(page), []);
      const bigText = await page.locator('.tech-big').innerText();
      const box = await page.locator('.tech-big').boundingBox();
      assert.ok(box.height >= 48 && box.y + box.height < 844 - 64, 'the button is large and in sight without scrolling');
      // A promise of another day names the day.
      const no = (await page.locator('.tech-facts .i3').innerText()).trim();
      const order = (await api(page, 'GET', `/work-orders?q=${no}`)).body.items[0];
      const day = (instant) => new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', day: 'numeric' }).format(new Date(instant));
      const said = await page.locator('.tech-time').innerText();
      if (order.promise.at && day(order.promise.at) !== day(Date.now())) assert.match(said, new RegExp(`\\b${day(order.promise.at)}\\b`), said);
      assert.equal(await page.locator('.rail').isVisible(), false);
      assert.equal(await page.locator('.phone-nav').isVisible(), true);
      // The order itself: what is next at the thumb, nothing beside the screen, no key caps.
      await page.locator('.tech-time').click();
      await page.getByRole('heading', { name: no }).waitFor();
      await settled(page);
      await fits('the order');
      assert.deepEqual(await unfinished(page), []);
      const act = await page.locator('.wo-acts .btn.p').boundingBox();
      assert.ok(act && act.height >= 48 && act.y + act.height <= 844, 'the next action is in sight');
      assert.equal(await page.locator('main kbd:visible').count(), 0);
      assert.deepEqual(await foreignLabels(page, locale), []);
      // The way on from the home is a step, never only a call.
      assert.doesNotMatch(bigText, /已联系客户|Customer contacted/);
      await page.locator('.phone-nav a').first().click();
      await page.locator('.tech-now').waitFor();
      await page.goto(`${server.url}/work-orders`);
      await settled(page);
      await fits('the list');
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it('brings a new order to a colleague\'s list without a reload, and shows what a technician did on his phone', async () => {
    const watcher = await openPage(browser, server, { login: 'info', locale: 'en', path: '/work-orders?view=all&sort=-created_at' });
    await watcher.locator('tbody tr').first().waitFor();
    const clerk = await openPage(browser, server, { login: 'clerk', path: '/intake' });
    const fields = clerk.locator('.intake-fields');
    await fields.getByLabel('称呼').fill('现场客户');
    await fields.getByLabel('故障现象').fill('一开机就重启');
    await clerk.keyboard.press('Control+s');
    await clerk.getByText('刚收下').waitFor();
    await watcher.locator('tbody tr', { hasText: '现场客户' }).getByText('Accepted').waitFor();
    const manager = await openPage(browser, server, { login: 'manager' });
    const order = await carryInOrder(manager, 'repairing');
    await manager.context().close();
    const technician = await openPage(browser, server, { login: 'technician', width: 390, height: 844 });
    await watcher.goto(`${server.url}/work-orders/${order.id}`);
    await watcher.locator('.wo-h1 .tag.lg', { hasText: 'Repair' }).waitFor();
    await technician.goto(`${server.url}/work-orders/${order.id}`);
    await technician.locator('.wo-acts .btn.p').click();
    const dialog = technician.locator('dialog[open]');
    await dialog.waitFor();
    await dialog.locator('button[type=submit], .btn.p').last().click();
    await dialog.waitFor({ state: 'detached' });
    await watcher.locator('.wo-h1 .tag.lg', { hasText: /Quality check|Ready/ }).waitFor();
    await watcher.context().close();
    await clerk.context().close();
    await technician.context().close();
  });

  it('says a refusal of the server in the reader\'s language', async () => {
    for (const [locale, said] of [['zh-CN', '服务器出错了，已记入日志。'], ['en', 'The server failed']]) {
      const page = await openPage(browser, server, { login: 'manager', locale });
      await page.route(/\/api\/v1\/customers/, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ type: 'urn:manyi:problem:internal', title: 'Internal Server Error', status: 500, code: 'internal', detail: 'boom' }) }));
      await page.goto(`${server.url}/customers`);
      const alert = page.locator('main [role=alert]');
      await alert.waitFor();
      assert.match(await alert.innerText(), new RegExp(said));
      assert.ok(!(await alert.innerText()).includes('boom'));
      // And the way on works.
      await page.unroute(/\/api\/v1\/customers/);
      await alert.getByRole('button').click();
      await page.locator('main tbody tr').first().waitFor();
      await page.context().close();
    }
  });
});
