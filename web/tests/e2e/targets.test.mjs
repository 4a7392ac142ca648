// Decomposition: from the company's goal to a person, weights that must sum up, targets that somebody else approves.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': {
    passed: '五项检查都通过', one: '处不对', sum: (n) => `经理的权重和是 ${n}，应该是 100`, two: '个唯一负责人', save: '存为新版本', keep: '存下', month: '从哪个月起', reason: '原因', fine: '权重和都是 100', original: '原稿版', cascade: '往下分解', preview: '先看结果', apply: '就这样定', cases: '看案例', influence: '影响不了', records: '条记录',
    gate: { waiting: /个目标等您确认/, look: '看一看', check: '看检查', negotiate: '要商量', why: '原因', send: '提出', asked: '要求商量', accept: '接受', accepted: '已接受', letters: ['具体', '可衡量', '可接受', '可实现', '有期限'] },
    change: '改', propose: '提请批准', target: '目标', waiting: '有改动等批准', approve: '批准', history: '历史', floor: '底线', order: '先后不对', cell: '满意率, 经理', clerk: '重复维修率, 信息员',
  },
  en: {
    passed: 'Five checks passed', one: 'wrong', sum: (n) => `The weights of Manager sum to ${n} instead of 100`, two: 'accountable roles', save: 'Save as new version', keep: 'Save', month: 'From which month on', reason: 'Reason', fine: 'All weights sum to 100', original: 'Original', cascade: 'Cascade', preview: 'Preview', apply: 'Set them so', cases: 'case', influence: 'cannot move', records: 'record',
    gate: { waiting: /wait(s)? for your yes/, look: 'Look', check: 'Check', negotiate: 'Negotiate', why: 'Reason', send: 'Send', asked: 'Asked to negotiate', accept: 'Accept', accepted: 'Accepted', letters: ['Specific', 'Measurable', 'Acceptable', 'Realistic', 'Time-bound'] },
    change: 'Change', propose: 'Ask for approval', target: 'Target', waiting: 'A change waits', approve: 'Approve', history: 'History', floor: 'Floor', order: 'not in order', cell: 'Customer satisfaction, Manager', clerk: 'Repeat repair rate, Info clerk',
  },
};

describe('Targets on screen', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 450, months: 3 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`a KPI goes from the company's goal through site and supervisor to a person (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/targets' });
      const tree = page.getByTestId('tree');
      await tree.waitFor();
      await settled(page);
      const told = (await api(page, 'GET', '/decomposition/cascade?metric=csat_rate')).body.nodes;
      const sites = told.filter(({ scope }) => scope === 'site');
      assert.equal(await tree.locator('[data-node="company"]').count(), 1);
      assert.match(await tree.locator('[data-node="company"]').innerText(), new RegExp(`${(told[0].target * 100).toFixed(1)}%[\\s\\S]*n ${told[0].n}`));
      assert.equal(await tree.locator('[data-node="site"]').count(), sites.length);
      await tree.locator('[data-node="site"]').filter({ hasText: sites[1].label }).click();
      await page.waitForURL(/site=/);
      const at = told.findIndex(({ scope_key }) => scope_key === sites[1].scope_key);
      const leads = told.map((node, index) => ({ ...node, index })).filter(({ parent, leads: yes }) => parent === at && yes);
      await page.waitForFunction((count) => document.querySelectorAll('[data-node="lead"]').length === count, leads.length);
      const lead = leads.find(({ role }) => role === 'tech_supervisor');
      await tree.locator('[data-node="lead"]').filter({ hasText: lead.label }).click();
      await page.waitForURL(/lead=/);
      const persons = told.filter(({ parent }) => parent === lead.index);
      await page.waitForFunction((count) => document.querySelectorAll('[data-person]').length === count, persons.length);
      await settled(page);
      // Few records: cases, no verdict.
      const few = page.locator('[data-person]').filter({ hasText: /n \d|\d+ \/ \d+/ });
      assert.ok(await few.count() > 0);
      for (const row of await few.all()) {
        const text = await row.innerText();
        const found = /(\d+) \/ (\d+)/.exec(text);
        if (found && Number(found[2]) < 30) assert.match(text, new RegExp(`${say.cases}|${say.records}`));
      }
      await page.locator('[data-person] .case-link').first().click();
      await page.getByTestId('figure-records').locator('tbody tr').first().waitFor();
      await page.keyboard.press('Escape');
      // Another KPI of the grid drives the tree.
      await page.getByTestId('grid').locator('[data-class="service_process"] .grid-kpi').first().click();
      await page.waitForURL(/metric=/);
      await settled(page);
      assert.equal(await page.getByTestId('check-state').innerText().then((text) => text.includes(say.passed)), true);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      await page.locator('.person-name').first().click();
      await page.waitForURL(/\/scorecards\/view\?scope=person/);
      await page.getByTestId('scorecard').waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a wrong sum and a second A stand at their cells until they are mended, then a version is kept (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/targets' });
      await page.getByTestId('grid').waitFor();
      await settled(page);
      await page.keyboard.press('e');
      const editor = page.getByTestId('grid-editor');
      await editor.waitFor();
      await page.getByLabel(say.cell, { exact: true }).waitFor();
      const first = await page.getByLabel(say.cell, { exact: true }).inputValue();
      await page.keyboard.type(String(Number(first) + 5));
      await editor.locator('[data-sum="manager"]').getByText(say.sum(105)).waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('a');
      await editor.locator('[data-metric="csat_rate"] td.wrong').getByText(say.two).waitFor();
      await page.getByTestId('problem-count').getByText('2').waitFor();
      await page.keyboard.press('r');
      // F9 does not save what is wrong, it leads there.
      await page.keyboard.press('F9');
      assert.equal(await page.getByRole('dialog').count(), 0);
      await page.getByLabel(say.cell, { exact: true }).fill(String(Number(first) - 5));
      const other = editor.locator('[data-metric="complaint_rate"] input').first();
      await other.fill(String(Number(await other.inputValue()) + 5));
      await editor.getByText(say.fine).waitFor();
      // What only the server knows: a clerk cannot move the repeat repairs.
      const clerk = page.getByLabel(say.clerk, { exact: true });
      await clerk.fill('5');
      await clerk.press('r');
      const lower = editor.locator('[data-metric="csat_rate"] input').nth(3);
      const before_ = await lower.inputValue();
      await lower.fill(String(Number(before_) - 5));
      await editor.getByText(say.fine).waitFor();
      await page.keyboard.press('F9');
      const dialog = page.getByRole('dialog');
      const months = await dialog.getByLabel(say.month).locator('option').evaluateAll((options) => options.map(({ value }) => value));
      const from = months[locale === 'en' ? 0 : 1];
      await dialog.getByLabel(say.month).selectOption(from);
      await dialog.getByLabel(say.reason).fill('less complaints');
      await dialog.getByRole('button', { name: say.keep, exact: true }).click();
      await editor.locator('[data-metric="rrr"] td.wrong').getByText(say.influence).waitFor();
      page.complaints = page.complaints.filter((text) => !text.includes('422'));
      await clerk.press('-');
      await lower.fill(before_);
      await page.keyboard.press('F9');
      await dialog.getByLabel(say.month).selectOption(from);
      await dialog.getByLabel(say.reason).fill('less complaints');
      await dialog.getByRole('button', { name: say.keep, exact: true }).click();
      await editor.waitFor({ state: 'detached' });
      const kept = (await api(page, 'GET', `/decomposition?month=${from}`)).body;
      assert.equal(kept.origin, 'own');
      assert.equal(kept.kpis.find(({ metric }) => metric === 'csat_rate').cells.find(({ role }) => role === 'manager').weight, Number(first) - 5);
      await page.getByRole('radio', { name: say.original }).click();
      await page.waitForURL(/template=original/);
      await settled(page);
      assert.deepEqual(await foreignLabels(page, locale), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a change within the month waits for somebody else's yes; a cascade is seen before it is kept (${locale})`, async () => {
      const metric = locale === 'en' ? 'ftfr' : 'csat_rate';
      const page = await openPage(browser, server, { login: 'manager', locale, path: `/targets/list?metric=${metric}&scope=site` });
      const rows = page.getByTestId('targets').locator('tbody tr');
      await rows.first().waitFor();
      await rows.first().getByRole('button', { name: say.change, exact: true }).click();
      const dialog = page.getByRole('dialog');
      const target = dialog.getByLabel(new RegExp(`^${say.target}`));
      const value = await target.inputValue();
      await target.fill('1');
      await dialog.getByLabel(say.reason).fill('new site');
      await dialog.getByRole('button', { name: say.propose }).click();
      await dialog.getByText(say.order).first().waitFor();
      page.complaints = page.complaints.filter((text) => !text.includes('422'));
      await target.fill((Number(value) - 0.5).toFixed(4));
      await dialog.getByRole('button', { name: say.propose }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByTestId('targets').getByText(say.waiting).waitFor();
      // Not by who proposed it.
      const own = page.locator('.pending-change').filter({ hasText: 'new site' });
      await own.waitFor();
      assert.equal(await own.getByRole('button', { name: say.approve, exact: true }).count(), 0);
      const other = await openPage(browser, server, { login: 'admin', locale, path: '/targets/list' });
      const mine = other.locator('.pending-change').filter({ hasText: 'new site' });
      await mine.getByRole('button', { name: say.approve, exact: true }).click();
      await mine.waitFor({ state: 'detached' });
      assert.deepEqual(other.complaints, []);
      await other.context().close();
      await page.reload();
      await rows.first().waitFor();
      await page.keyboard.press('Enter');
      await page.getByTestId('history').getByText('new site').waitFor();
      assert.equal(await page.getByTestId('history').locator('li').count() >= 2, true);
      await page.keyboard.press('Escape');
      // The site's target no longer makes the company's: the check names it, a new cascade mends it.
      await page.goto(`${server.url}/targets?metric=${metric}`);
      await settled(page);
      await page.getByTestId('check-state').click();
      await page.getByTestId('checks').locator('[data-check="reproduction"] button').first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: new RegExp(`^${say.cascade}`) }).click();
      await dialog.getByRole('button', { name: say.preview }).click();
      await page.getByTestId('preview').locator('tbody tr').first().waitFor();
      await dialog.getByLabel(say.reason).fill('back to the company goal');
      await dialog.getByRole('button', { name: say.apply }).click();
      await dialog.waitFor({ state: 'detached' });
      const waiting = (await api(page, 'GET', '/targets/pending?limit=100')).body.items.filter((change) => change.metric === metric);
      assert.ok(waiting.length > 0, 'within the month they wait');
      const admin = await openPage(browser, server, { login: 'admin', locale });
      for (const { id, version } of waiting) assert.equal((await api(admin, 'POST', `/target-changes/${id}/approve`, {}, { 'If-Match': `"${version}"` })).status, 200);
      await admin.context().close();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`a person looks at his target letter by letter, asks for another, and takes it on (${locale})`, async () => {
      const boss = await openPage(browser, server, { login: 'manager', locale, path: '/targets/list' });
      const technician = await openPage(browser, server, { login: 'technician', locale });
      const { user } = (await api(technician, 'GET', '/session')).body;
      const metric = locale === 'en' ? 'conduct_score' : 'rrr';
      const month = (await api(boss, 'GET', '/target-months')).body.items.map((one) => one.month).find((one) => /^\d{4}-\d\d$/.test(one));
      const found = (await api(boss, 'GET', `/targets?month=${month}&metric=${metric}&scope=person&scope_key=${user.employee_id}`)).body.items[0];
      const { floor, target, stretch } = found;
      const admin = await openPage(browser, server, { login: 'admin', locale });
      const move = async (to) => {
        const moved = await api(boss, 'POST', `/targets/${found.id}/change`, { floor, target: to, stretch, reason: 'as agreed' });
        assert.equal((await api(admin, 'POST', `/target-changes/${moved.body.pending.id}/approve`, {})).status, 200);
      };
      await move((floor + target) / 2);
      await technician.goto(`${server.url}/my-kpis`);
      const note = technician.getByTestId('waiting-targets');
      await note.getByText(say.gate.waiting).waitFor();
      await note.getByRole('button', { name: say.gate.look }).click();
      const name = (await api(technician, 'GET', '/metrics')).body.items.find(({ code }) => code === metric)[locale === 'en' ? 'name_en' : 'name_zh'];
      await technician.getByRole('dialog').locator('li').filter({ hasText: name }).getByRole('button', { name: say.gate.check }).click();
      const gate = technician.getByTestId('gate');
      await gate.waitFor();
      for (const letter of say.gate.letters) await gate.getByText(letter, { exact: true }).waitFor();
      assert.equal(await gate.locator('[data-letter="a"]').getAttribute('data-state'), 'waiting');
      assert.equal(await gate.locator('.gate-points li').count(), 3);
      await settled(technician);
      assert.deepEqual(await unfinished(technician), []);
      assert.deepEqual(await foreignLabels(technician, locale), []);
      await technician.getByRole('button', { name: say.gate.negotiate }).click();
      await technician.getByRole('button', { name: say.gate.send }).click();
      await technician.getByTestId('negotiate').locator('[aria-invalid="true"]').waitFor();
      await technician.getByTestId('negotiate').getByLabel(say.gate.why).fill('two newcomers this month');
      await technician.getByRole('button', { name: say.gate.send }).click();
      await gate.locator('[data-letter="a"][data-state="fail"]').waitFor();
      await boss.goto(`${server.url}/targets/list?metric=${metric}&scope=person&acceptance=negotiating`);
      await boss.getByTestId('targets').locator(`[data-target="${found.id}"]`).getByText(say.gate.asked).waitFor();
      await technician.getByRole('button', { name: say.gate.accept, exact: true }).click();
      await gate.locator('[data-letter="a"][data-state="pass"]').waitFor();
      await move(target);  // people's targets make the company's again
      assert.deepEqual([...technician.complaints, ...boss.complaints], []);
      await admin.context().close();
      await technician.context().close();
      await boss.context().close();
    });
  }
});
