// List and record: keys, address, transitions, a colleague who was faster, live changes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { api, carryInOrder, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

describe('Work orders', () => {
  let server, browser;
  before(async () => { server = await startServer(); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  const made = async (state) => {
    const manager = await openPage(browser, server, { login: 'manager' });
    const order = await carryInOrder(manager, state);
    await manager.context().close();
    return order;
  };
  const firstIn = async (page, query) => (await api(page, 'GET', `/work-orders?${query}&limit=1`)).body.items[0];

  it('are walked with J and K and opened with Enter', async () => {
    const page = await openPage(browser, server, { login: 'info', path: '/work-orders?view=all' });
    await page.waitForSelector('tbody tr.sel');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const no = await page.locator('tbody tr.sel [data-column="no"]').innerText();
    assert.equal(no, await page.locator('tbody tr').nth(1).locator('[data-column="no"]').innerText());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: no }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(/view=all/);
    await page.context().close();
  });

  it('keep filters, search and columns in the address', async () => {
    const page = await openPage(browser, server, { login: 'info', path: '/work-orders' });
    await page.waitForSelector('tbody tr');
    await page.keyboard.press('/');
    const some = await firstIn(page, 'sort=-created_at');
    await page.keyboard.type(some.no);
    await page.waitForURL(new RegExp(`q=${some.no}`));
    await page.waitForFunction((no) => document.querySelectorAll('tbody tr').length === 1 && document.querySelector('tbody tr').innerText.includes(no), some.no);
    await page.getByRole('combobox', { name: '保修' }).selectOption('in_warranty');
    await page.waitForURL(/warranty=in_warranty/);
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await page.waitForSelector('.wo-search input');
    assert.equal(await page.locator('.wo-search input').inputValue(), some.no);
    await page.context().close();
  });

  it('load page after page and come out as CSV with every row', async () => {
    const page = await openPage(browser, server, { login: 'info', path: '/work-orders?view=all' });
    await page.waitForSelector('tbody tr');
    const total = (await api(page, 'GET', '/work-orders?limit=200')).body;
    await page.getByRole('button', { name: '导出', exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV，屏幕上的列' }).click()]);
    const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n');
    assert.ok(lines[0].startsWith('\ufeff单号,状态,承诺'));
    assert.ok(lines.length - 1 >= total.items.length, `${lines.length - 1} rows of at least ${total.items.length}`);
    await page.context().close();
  });

  it('go on by Enter and the reason of a refusal stands beside the refused action', async () => {
    const page = await openPage(browser, server, { login: 'tech' });
    const order = await made('accepted');
    await page.goto(`${server.url}/work-orders/${order.id}`);
    await page.locator('.wo-acts .btn.p').waitFor();
    const before = await page.locator('.wo-h1 .tag.lg').innerText();
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor();
    const technician = page.locator('dialog[open] [role="combobox"]');
    if (await technician.count() > 0 && !(await technician.first().inputValue())) {
      await technician.first().click();
      await page.locator('[role="option"]').first().click();
    }
    await page.locator('dialog[open] .field').last().locator('input').fill('e2e 说明');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.locator('.wo-tl', { hasText: 'e2e 说明' }).waitFor();
    assert.ok(before);
    await page.getByTitle('更多').click();
    await page.locator('.menu-panel .btn.dis').first().waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it('show what a colleague changed and lose nothing that was typed', async () => {
    const page = await openPage(browser, server, { login: 'info' });
    const order = await made('repairing');
    await page.goto(`${server.url}/work-orders/${order.id}`);
    await page.locator('.wo-acts').getByRole('button', { name: '改承诺' }).click();
    const reason = page.locator('dialog[open]').getByLabel('原因');
    await reason.fill('备件晚到两天');
    // Meanwhile somebody escalates the same order.
    const escalated = await api(page, 'POST', `/work-orders/${order.id}/escalate`, {});
    assert.equal(escalated.status, 200, JSON.stringify(escalated.body));
    await page.keyboard.press('Enter');
    await page.getByText('别人刚改过这张工单').waitFor();
    assert.equal(await reason.inputValue(), '备件晚到两天');
    await page.getByRole('button', { name: /按最新的继续/ }).click();
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    const now = (await api(page, 'GET', `/work-orders/${order.id}`)).body;
    assert.equal(now.promise.changes, order.promise.changes + 1);
    assert.equal(now.promises.at(-1).reason, '备件晚到两天');
    await page.context().close();
  });

  it('take comments that name colleagues and judge expectations at a click', async () => {
    const page = await openPage(browser, server, { login: 'info' });
    const order = await made('diagnosing');
    await page.goto(`${server.url}/work-orders/${order.id}`);
    await page.locator('.wo-box textarea').click();
    await page.keyboard.type('这批要不要全查？@孙');
    await page.locator('[role="option"]', { hasText: '孙国强' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.locator('.wo-at', { hasText: '@孙国强' }).waitFor();
    await page.getByPlaceholder('客户还说了什么').fill('周五前要用');
    await page.getByRole('button', { name: '添加' }).click();
    const row = page.locator('.wo-plain tr', { hasText: '周五前要用' });
    await row.getByTitle('判断').click();
    await page.getByRole('menuitemradio', { name: '超出' }).click();
    await row.getByText('超出').waitFor();
    await page.reload();
    await page.locator('.wo-plain tr', { hasText: '周五前要用' }).getByText('超出').waitFor();
    await page.context().close();
  });

  it('change before the eyes of those who look at them', async () => {
    const watcher = await openPage(browser, server, { login: 'manager' });
    const actor = await openPage(browser, server, { login: 'info' });
    const order = await made('diagnosing');
    await watcher.goto(`${server.url}/work-orders/${order.id}`);
    await settled(watcher);
    await api(actor, 'POST', `/work-orders/${order.id}/comments`, { text: '现场直播一句', mentions: [] });
    await watcher.locator('.wo-comments', { hasText: '现场直播一句' }).waitFor();
    await watcher.context().close();
    await actor.context().close();
  });

  it('are found by the tail of a phone number, a serial and two Chinese characters', async () => {
    const page = await openPage(browser, server, { login: 'clerk', path: '/' });
    const order = await firstIn(page, 'sort=-created_at');
    for (const text of [order.serial_no, order.no, order.customer_name]) {
      if (!text) continue;
      await page.goto(`${server.url}/search?q=${encodeURIComponent(text)}`);
      await page.locator('table.t tr').first().waitFor();
      assert.match(await page.locator('main').innerText(), new RegExp(order.no));
    }
    await page.context().close();
  });

  it('are done on the phone with one large button', async () => {
    const page = await openPage(browser, server, { login: 'technician', width: 390, height: 844 });
    await page.locator('.tech-top h1').waitFor();
    await settled(page);
    const button = page.locator('.tech-big');
    if (await button.count()) {
      const box = await button.boundingBox();
      assert.ok(box.height >= 48, 'a thumb hits it');
    }
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing sticks out at the side');
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  const told = {
    'zh-CN': { complaint: '投诉', severe: '严重', source: '客户', part: '备件到货', name: '主板', callback: '回访', bad: '不满意', charge: '入账', paid: '保外收入', open: '内容', all: /^全部 \d+ 条$/ },
    en: { complaint: 'Complaint', severe: 'Severe', source: 'Customer', part: 'Part here', name: '主板', callback: 'Callback', bad: 'Dissatisfied', charge: 'Booked', paid: 'paid', open: 'What happened', all: /^all \d+$/ },
  };
  for (const [locale, say] of Object.entries(told)) {
    it(`tell on their timeline what other modules know, with the way there (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale });
      const order = await carryInOrder(page, 'repairing');
      const ask = async (path, body) => {
        const answer = await api(page, 'POST', path, { work_order_id: order.id, ...body });
        assert.equal(answer.status, 201, JSON.stringify(answer.body));
        return answer.body;
      };
      const tracker = (await api(page, 'GET', '/employees?role=info_supervisor&limit=1')).body.items[0];
      await page.goto(`${server.url}/work-orders/${order.id}`);
      await settled(page);
      const entry = (kind) => page.locator('.wo-tl > li').filter({ has: page.locator(`[data-record=${kind}]`) });
      assert.equal(await entry('complaint').count(), 0);
      // What comes while the page is open comes to it by itself.
      const complaint = await ask('/complaints', { source: 'customer', grade: 'severe', tracker_id: tracker.id, description: '修好后三天又坏' });
      await entry('complaint').getByText(say.complaint).waitFor();
      const line = await entry('complaint').innerText();
      for (const word of [complaint.no, say.severe, say.source]) assert.ok(line.includes(word), line);
      await ask('/part-requests', { part_no: '01AV430', part_name: '主板', requested_at: '2026-03-02T01:00:00.000Z', available_at: '2026-03-03T01:00:00.000Z' });
      await ask('/survey-answers', { kind: 'customer', answered_at: '2026-03-05T01:00:00.000Z', answer_class: 'dissatisfied', verbatim: '等了太久' });
      await ask('/ledger-lines', { booked_on: '2026-03-06', account: 'revenue_paid', amount: { amount: 12050, currency: 'CNY' } });
      await page.reload();
      await page.locator('.wo-tl > li').first().waitFor();
      const all = page.getByRole('button', { name: say.all });
      if (await all.count() > 0) await all.click();
      for (const [kind, words] of [['part_request', [say.part, say.name]], ['survey_answer', [say.callback, say.bad]], ['ledger_line', [say.charge, '120.50', say.paid]]]) {
        const shown = (await entry(kind).allInnerTexts()).join(' ').toLowerCase();
        for (const word of words) assert.ok(shown.includes(word.toLowerCase()), `${kind}: ${shown}`);
      }
      assert.ok(!(await page.locator('.wo-tl').innerText()).includes('等了太久'));
      assert.deepEqual(await unfinished(page), []);
      await entry('complaint').getByRole('link').click();
      await page.waitForURL(new RegExp(`/records/complaint/${complaint.id}$`));
      await page.getByRole('heading', { name: say.open }).waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
      // The technician on whose bench it lies may not read complaints.
      const bench = await openPage(browser, server, { login: 'technician', locale, path: `/work-orders/${order.id}` });
      await bench.locator('.wo-tl > li').first().waitFor();
      assert.equal(await bench.locator('.wo-tl [data-record=complaint], .wo-tl [data-record=survey_answer]').count(), 0);
      await bench.context().close();
    });
  }
});
