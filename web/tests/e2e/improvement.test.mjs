// From a finding to its causes, an action, its effect and the signature; reviews and coaching.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { why: (no) => `第 ${no} 问`, saveWhys: '保存原因', root: '根本原因', by: '按什么分', markMain: '定为主要原因', add: '加措施', title: '标题', plan: '怎么做', change: '希望改变多少', save: '保存', start: '开始', started: '开始日期', finish: '完成', done: '完成日期', result: '结果', measure: '测定效果', agree: /^同意/, judge: '作出判断', otherwise: '另作判断', reason: '原因', prepare: '准备例会', month: '月会', week: '周会', decision: '决定什么', owner: '负责人', makeAction: '同时立为措施', note: '记下决定', attendance: '到会', hold: '会已开，定稿', sign: '签字', signed: '已签字', acknowledge: '我知道了', noted: '本人已知悉', close: '关闭' },
  en: { why: (no) => `Why ${no}`, saveWhys: 'Save the causes', root: 'Root cause', by: 'By', markMain: 'Save the main causes', add: 'Add an action', title: 'Title', plan: 'Plan', change: 'Expected change', save: 'Save', start: 'Start', started: 'Started on', finish: 'Finish', done: 'Done on', result: 'Result', measure: 'Measure it', agree: /^Agree/, judge: 'Judge it', otherwise: 'Decide otherwise', reason: 'Reason', prepare: 'Prepare a review', month: 'Month', week: 'Week', decision: 'Decision', owner: 'Owner', makeAction: 'Make it an action, too', note: 'Note the decision', attendance: 'Present', hold: 'Held: freeze the pack', sign: 'Sign', signed: 'Signed', acknowledge: 'I take note', noted: 'taken note of', close: 'Close' },
};
const daysAgo = (days) => new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);

describe('The loop from a finding to its effect on screen', () => {
  let server, browser;
  before(async () => {
    server = await startServer({ orders: 900, months: 6 });
    browser = await startBrowser();
    const page = await openPage(browser, server, { login: 'manager' });
    for (let tries = 0; tries < 60 && (await api(page, 'GET', '/kpi?metrics=tat_attain&from=2020-01-01&to=2099-01-01')).status !== 200; tries += 1) await page.waitForTimeout(250);
    await page.context().close();
  });
  after(async () => { await browser?.close(); await server?.stop(); });
  const mine = async (page) => (await api(page, 'GET', '/session')).body.user.employee_id;
  const whole = async (page, locale) => {
    await settled(page);
    assert.deepEqual(await unfinished(page), []);
    assert.deepEqual(await foreignLabels(page, locale), []);
  };

  for (const [locale, say] of Object.entries(words)) {
    it(`a finding gets causes, an action that is finished, and its effect is drawn, measured and signed (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale });
      const order = (await api(page, 'GET', '/work-orders?limit=1')).body.items[0];
      const made = (await api(page, 'POST', '/findings', { source: { kind: 'forecast', id: 'tat_attain@company', metric: 'tat_attain', scope: 'company' }, title: '周转达标落后', owner_id: await mine(page), links: [{ kind: 'work_order', id: order.id }] })).body;
      await page.goto(`${server.url}/findings/${made.id}`);
      const whys = page.getByTestId('whys');
      await whys.getByLabel(say.why(1), { exact: true }).fill('备件到得晚');
      await page.keyboard.press('Enter');
      await whys.getByLabel(say.why(2), { exact: true }).fill('当天没提申请');
      await page.keyboard.press('Enter');
      await whys.getByLabel(say.why(3), { exact: true }).fill('没人看缺件清单');
      await whys.getByRole('button', { name: say.saveWhys }).click();
      await page.waitForFunction(([label]) => [...document.querySelectorAll('[data-testid="whys"] input')].at(-1)?.value === label, ['没人看缺件清单']);
      const pareto = page.getByTestId('pareto');
      await pareto.getByLabel(say.by, { exact: true }).selectOption('technician');
      await pareto.locator('.im-pareto-row').nth(2).waitFor();
      assert.equal(await pareto.locator('.im-pareto-row.line').count(), 1);
      await pareto.getByRole('button', { name: say.markMain }).click();
      await page.waitForResponse((answer) => /pareto/.test(answer.url()) && answer.ok());
      let told = (await api(page, 'GET', `/findings/${made.id}`)).body;
      assert.equal(told.root_cause, '没人看缺件清单');
      assert.ok(told.causes.some(({ method, primary }) => method === 'pareto' && primary));
      await whole(page, locale);

      await page.getByTestId('actions').getByRole('button', { name: say.add }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(say.title).fill('每天下午核对缺件清单');
      await dialog.getByLabel(say.plan).fill('备件员每天 16:00 核对');
      await dialog.getByLabel(say.change).fill('2');
      await dialog.getByRole('button', { name: say.save }).click();
      const action = page.locator('[data-action]');
      await action.waitFor();
      await action.getByRole('button', { name: say.start, exact: true }).click();
      await dialog.getByLabel(say.started).fill(daysAgo(50));
      await dialog.getByRole('button', { name: say.save }).click();
      await action.getByRole('button', { name: say.finish, exact: true }).click();
      await dialog.getByLabel(say.done).fill(daysAgo(45));
      await dialog.getByLabel(say.result).fill('已照做');
      await dialog.getByRole('button', { name: say.save }).click();
      const check = page.locator('[data-check="30"]');
      const picture = check.getByTestId('effect-picture');
      await picture.locator('[data-part="point"]').nth(3).waitFor();
      for (const part of ['mean', 'expected', 'observed', 'interval']) assert.equal(await picture.locator(`[data-part="${part}"]`).count(), 1, part);
      await whole(page, locale);
      await check.getByRole('button', { name: say.measure }).click();
      const verdict = check.getByRole('button', { name: say.agree }).or(check.getByRole('button', { name: say.judge }));
      await verdict.first().waitFor();
      if (await check.getByRole('button', { name: say.agree }).count()) {
        // Who decides otherwise says why.
        await check.getByRole('button', { name: say.otherwise }).click();
        await dialog.getByRole('button', { name: say.save }).click();
        await dialog.getByRole('alert').first().waitFor();
        await page.keyboard.press('Escape');
        await check.getByRole('button', { name: say.agree }).click();
      } else {
        await verdict.first().click();
        await dialog.getByLabel(say.reason).fill('看过每张单');
        await dialog.getByRole('button', { name: say.save }).click();
      }
      await check.getByText(locale === 'en' ? /Signed \d/ : /\d 签字/).waitFor();
      told = (await api(page, 'GET', `/findings/${made.id}`)).body;
      assert.ok(told.actions[0].checks[0].decision);
      assert.equal(told.actions[0].expected_change, 0.02);

      // The chain leads both ways, from the order too.
      const chain = page.getByTestId('chain');
      for (const stage of ['job', 'metric', 'finding', 'action', 'effect']) assert.ok(await chain.locator(`[data-stage="${stage}"] .chain-node`).count() >= 1, stage);
      await chain.locator('[data-stage="job"] a').click();
      await page.waitForURL(/work-orders/);
      await page.locator('.wo-chain').getByText('周转达标落后').first().waitFor();
      await page.locator('.wo-chain').getByRole('link', { name: '每天下午核对缺件清单' }).first().click();
      await page.getByTestId('action').getByText('每天下午核对缺件清单').waitFor();
      assert.deepEqual(page.complaints.filter((text) => !/422/.test(text)), []);
      await page.context().close();
    });

    it(`a review is prepared from the data, decided in, held and signed; it prints and exports (${locale})`, async () => {
      const kind = locale === 'en' ? 'month' : 'week';
      const page = await openPage(browser, server, { login: 'manager', locale, path: `/reviews?kind=${kind}` });
      await settled(page);
      await page.getByRole('button', { name: say.prepare }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: say[kind], exact: true }).click();
      // A period of its own: the demonstration has held those before.
      if (kind === 'week') await dialog.locator('input[type="date"]').fill(daysAgo(0));
      await dialog.getByRole('button', { name: say.prepare }).click();
      await page.waitForURL(/\/reviews\/0/);
      for (const part of ['agenda', 'figures', 'exceptions', 'overdue_work', 'last_decisions', 'overdue_actions', 'effect_checks']) await page.locator(`[data-part="${part}"]`).waitFor();
      assert.ok(await page.locator('[data-part="figures"] tbody tr').count() >= 12);
      await whole(page, locale);
      const minutes = page.getByTestId('minutes');
      await minutes.getByRole('button', { name: say.note }).click();
      await minutes.getByRole('alert').first().waitFor();
      await minutes.getByLabel(say.decision).fill('超期单由组长每天早上过一遍');
      await minutes.getByLabel(say.owner).click();
      await page.keyboard.press('Enter');
      await minutes.getByLabel(say.makeAction).check();
      await minutes.getByRole('button', { name: say.note }).click();
      await minutes.locator('[data-decision]').getByRole('link').waitFor();
      await minutes.getByLabel(say.attendance).click();
      await page.keyboard.press('Enter');
      await minutes.getByRole('button', { name: say.hold }).click();
      await page.getByRole('button', { name: say.sign, exact: true }).click();
      await page.locator('.review-head').getByText(say.signed, { exact: true }).waitFor();
      const id = page.url().split('/').at(-1);
      const told = (await api(page, 'GET', `/reviews/${id}`)).body;
      assert.equal(told.state, 'signed');
      assert.equal(told.taken.length, 1);
      assert.ok(told.taken[0].action_id);
      assert.equal(told.attendance.length, 1);
      const sheet = await page.context().request.get(`${server.url}/api/v1/reviews/${id}/export`);
      assert.ok(sheet.ok());
      assert.equal((await sheet.body()).subarray(0, 2).toString(), 'PK');
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('.rail').isVisible(), false);
      assert.equal(await page.locator('.review-signature').isVisible(), true);
      assert.equal(await page.getByRole('button', { name: say.sign, exact: true }).count(), 0);
      assert.deepEqual(page.complaints.filter((text) => !/422/.test(text)), []);
      await page.context().close();
    });

    it(`a coached technician takes note of it; overdue actions and due effects are listed (${locale})`, async () => {
      const manager = await openPage(browser, server, { login: 'manager', locale });
      const page = await openPage(browser, server, { login: 'technician', locale, path: '/actions?tab=coaching' });
      const title = `一起看三张返修单 ${locale}`;
      const coached = await mine(page);
      const answer = await api(manager, 'POST', '/improvement-actions', { kind: 'coaching', title, owner_id: await mine(manager), coached_id: coached, plan: '一起看三张返修单', due_on: daysAgo(3) });
      assert.equal(answer.status, 201);
      await page.reload();
      await page.getByText(title).click();
      const card = page.getByTestId('action');
      await card.getByRole('button', { name: say.acknowledge }).click();
      await page.getByRole('dialog').getByRole('button', { name: say.save }).click();
      await card.getByText(say.noted).waitFor();
      await whole(page, locale);
      await manager.goto(`${server.url}/actions`);
      await manager.getByText(title).waitFor();
      await whole(manager, locale);
      await manager.goto(`${server.url}/actions?tab=checks`);
      await whole(manager, locale);
      await manager.goto(`${server.url}/findings?show=all`);
      await manager.locator('tbody tr').first().waitFor();
      await whole(manager, locale);
      assert.deepEqual([...page.complaints, ...manager.complaints], []);
      await page.context().close();
      await manager.context().close();
    });
  }
});
