// Warnings in words with what may be done, the bell, rules and group bots.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { acknowledge: '知悉', dismiss: '忽略', act: '着手处理', reassign: '转交', reason: '为什么可以忽略', doing: '打算怎么做', whom: '交给谁', finding: '转成发现', make: '记下发现', title: '标题', acting: '处理中', bell: '提醒', readAll: '全部标为已读', any: '全部类别', promise: '承诺将到期', save: '保存', warn: '预警', severe: '严重', connect: '接一个机器人', name: '名称', platform: '平台', address: '地址', secret: '密钥', isSet: '已设', test: '发测试', messages: '发送记录', people: '怎么 @ 到人', change: '修改', wecom: '企业微信', off: '关' },
  en: { acknowledge: 'Acknowledge', dismiss: 'Dismiss', act: 'Take action', reassign: 'Give to', reason: 'Why it can be dismissed', doing: 'What is being done', whom: 'To whom', finding: 'Make it a finding', make: 'Record it', title: 'Title', acting: 'In hand', bell: 'Notices', readAll: 'Mark all as read', any: 'All kinds', promise: 'Promise due', save: 'Save', warn: 'Warning', severe: 'Severe', connect: 'Connect a bot', name: 'Name', platform: 'Platform', address: 'Address', secret: 'Secret', isSet: 'Set', test: 'Send a test', messages: 'Messages', people: 'Who is who', change: 'Change', wecom: 'WeCom', off: 'off' },
};

describe('Warnings on screen', () => {
  let server, browser;
  before(async () => {
    server = await startServer({ orders: 500, months: 3 });
    browser = await startBrowser();
    const page = await openPage(browser, server, { login: 'manager' });
    for (let tries = 0; tries < 40; tries += 1) {
      const swept = await api(page, 'POST', '/alerts/sweep', { scope: 'all' });
      if (swept.status === 200 && swept.body.unanswered.length === 0) break;
      await page.waitForTimeout(250);
    }
    await page.context().close();
  });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    const row = (page) => page.getByTestId('alerts').locator('.alert-row');
    const one = async (page, id) => (await api(page, 'GET', `/alerts/${id}`)).body;
    const raised = async (page) => (await api(page, 'GET', '/alerts?state=raised&limit=200')).body.items;

    it(`a warning is acknowledged by its key and becomes a finding (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/alerts?whose=all&state=raised' });
      await row(page).first().waitFor();
      await settled(page);
      const before = await raised(page);
      assert.equal(await row(page).count(), before.length);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      const text = await page.locator('.alert-row.sel .alert-text').innerText();
      await page.keyboard.press('a');
      await page.waitForFunction((count) => document.querySelectorAll('.alert-row').length === count, before.length - 1);
      const now = await raised(page);
      const moved = await one(page, before.find(({ id }) => !now.some((other) => other.id === id)).id);
      assert.equal(moved.state, 'acknowledged');
      await page.goto(`${server.url}/alerts?alert=${moved.id}`);
      await page.getByTestId('alert-panel').getByText(text).waitFor();
      await page.getByRole('link', { name: say.finding }).click();
      await page.getByLabel(say.title).waitFor();
      assert.equal(await page.getByLabel(say.title).inputValue(), text);
      await page.getByRole('button', { name: say.make }).click();
      await page.waitForURL(/\/findings\/0/);
      await page.getByTestId('chain').locator('[data-stage="signal"] a').getByText(text).waitFor();
      const made = (await api(page, 'GET', `/findings/${page.url().split('/').at(-1)}`)).body;
      assert.equal(made.source.kind, 'alert');
      assert.equal(made.source.id, moved.id);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`it is acted on with a note, dismissed only with a reason, and filters stay in the address (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/alerts?whose=all' });
      await row(page).first().waitFor();
      const [first, second] = await raised(page);
      await page.goto(`${server.url}/alerts?alert=${first.id}`);
      const panel = page.getByTestId('alert-panel');
      await panel.getByRole('button', { name: say.act }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say.doing).fill('下午 3 点前打电话');
      await dialog.getByRole('button', { name: say.act }).click();
      await panel.getByText('下午 3 点前打电话').waitFor();
      await panel.getByText(say.acting).waitFor();
      assert.equal((await one(page, first.id)).state, 'acting');
      await page.goto(`${server.url}/alerts?alert=${second.id}`);
      await panel.getByRole('button', { name: say.dismiss }).click();
      await dialog.getByRole('button', { name: say.dismiss }).click();
      await dialog.getByRole('alert').waitFor();
      await dialog.getByLabel(say.reason).fill('客户已经改约');
      await dialog.getByRole('button', { name: say.dismiss }).click();
      await dialog.waitFor({ state: 'detached' });
      assert.equal((await one(page, second.id)).state, 'dismissed');
      await page.goto(`${server.url}/alerts?whose=all`);
      await page.getByRole('combobox', { name: locale === 'en' ? 'Kind' : '类别' }).selectOption('late_callback');
      await page.waitForURL(/kind=late_callback/);
      await page.reload();
      await settled(page);
      assert.deepEqual([...new Set(await row(page).evaluateAll((rows) => rows.map((at) => at.dataset.alert)))].filter((kind) => kind !== 'late_callback'), []);
      assert.deepEqual(page.complaints.filter((text) => !/422/.test(text)), []);
      await page.context().close();
    });

    it(`who gets a warning hears of it at the bell, live and in words (${locale})`, async () => {
      const theirs = await openPage(browser, server, { login: 'tech', locale, path: '/alerts' });
      await settled(theirs);
      const me = (await api(theirs, 'GET', '/session')).body.user;
      const mine = (await api(theirs, 'GET', '/alerts/summary')).body;
      const manager = await openPage(browser, server, { login: 'manager', locale, path: '/' });
      const given = (await raised(manager)).find(({ owner_id }) => owner_id !== me.employee_id);
      const answer = await api(manager, 'POST', `/alerts/${given.id}/reassign`, { owner_id: me.employee_id });
      assert.equal(answer.status, 200);
      await theirs.waitForFunction((count) => document.querySelector('[data-testid="bell-count"]')?.textContent === String(count), Math.max(mine.mine, mine.unread_notifications) + 1);
      await theirs.getByTitle(say.bell).click();
      const notice = theirs.locator('.bell-notice:not(.read)').first();
      await notice.waitFor();
      assert.doesNotMatch(await notice.innerText(), /[a-z]+_[a-z]+|0[0-9a-hjkmnp-tv-z]{12}/);
      await notice.click();
      await theirs.waitForURL(/\/alerts\?alert=/);
      let unread = Infinity;
      for (let tries = 0; tries < 20 && unread !== mine.unread_notifications; tries += 1) {
        await theirs.waitForTimeout(100);
        unread = (await api(theirs, 'GET', '/alerts/summary')).body.unread_notifications;
      }
      assert.equal(unread, mine.unread_notifications);
      if (unread > 0) {
        await theirs.getByTitle(say.bell).click();
        await theirs.getByRole('button', { name: say.readAll }).click();
        await theirs.waitForFunction(() => document.querySelectorAll('.bell-notice:not(.read)').length === 0);
      }
      assert.deepEqual([...theirs.complaints, ...manager.complaints], []);
      await theirs.context().close();
      await manager.context().close();
    });

    it(`rules are switched and limited; a limit that makes no sense is refused at its line (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/alerts/rules' });
      const line = page.locator('[data-rule="promise"]');
      await line.waitFor();
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      await line.getByLabel(`${say.promise} ${say.severe}`).fill('99');
      await page.getByRole('button', { name: say.save, exact: true }).click();
      await line.getByRole('alert').waitFor();
      const hours = locale === 'en' ? 6 : 5;
      await line.getByLabel(`${say.promise} ${say.severe}`).fill('1');
      await line.getByLabel(`${say.promise} ${say.warn}`).fill(String(hours));
      const silent = page.locator('[data-rule="silent_record"]').getByRole('switch');
      await silent.click();
      await page.getByRole('button', { name: say.save, exact: true }).click();
      await page.locator('.toast').first().waitFor();
      const rules = (await api(page, 'GET', '/alert-rules')).body.items;
      assert.equal(rules.find(({ kind }) => kind === 'promise').limit, hours);
      assert.equal(rules.find(({ kind }) => kind === 'silent_record').enabled, locale === 'en');
      assert.deepEqual(page.complaints.filter((text) => !/422/.test(text)), []);
      await page.context().close();
    });

    it(`a group bot is connected without its secret ever being shown, tested, and people get their ids (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/alerts/channels' });
      const bot = `群 ${locale}`;
      await page.getByRole('button', { name: say.connect }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say.name).fill(bot);
      await dialog.getByRole('combobox', { name: say.platform, exact: true }).selectOption('dingtalk');
      await dialog.getByLabel(say.address, { exact: true }).fill('http://192.168.1.10/send');
      await dialog.getByLabel(say.secret).fill('a-secret-of-the-bot');
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.getByRole('alert').first().waitFor();
      await dialog.getByLabel(say.address, { exact: true }).fill(`https://oapi.dingtalk.com/robot/send?access_token=never-shown-${locale}`);
      await dialog.getByRole('button', { name: say.save }).click();
      await dialog.waitFor({ state: 'detached' });
      const line = page.locator(`[data-channel="${bot}"]`);
      await line.getByText(say.isSet, { exact: true }).waitFor();
      assert.doesNotMatch(await page.content(), /a-secret-of-the-bot|never-shown/);
      assert.deepEqual(await unfinished(page), []);
      await line.getByRole('button', { name: say.test }).click();
      await page.locator('.toast').first().waitFor();
      await page.getByRole('tab', { name: say.messages }).click();
      await page.getByTestId('deliveries').getByText(bot).first().waitFor();
      assert.deepEqual(await foreignLabels(page, locale), []);
      await page.getByRole('tab', { name: say.people }).click();
      const person = page.getByTestId('mentions').locator('tbody tr').first();
      await person.getByRole('button', { name: say.change }).click();
      await dialog.getByLabel(say.wecom).fill('LiNa');
      await dialog.getByRole('button', { name: say.save }).click();
      await page.getByTestId('mentions').getByText('LiNa').first().waitFor();
      assert.deepEqual(page.complaints.filter((text) => !/422/.test(text)), []);
      await page.context().close();
    });
  }
});
