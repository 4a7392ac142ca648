// Landings on the screens: endangered metrics at home, the board, a metric with the cases that decide it, forecasts beside the truth, calibration.
// The company's clock stands on Thursday 12 March 2026, half past ten: the middle of a month, whatever day the tests run on.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const now = '2026-03-12T02:30:00Z';
const month = '2026-03';

const words = {
  'zh-CN': {
    endangered: /(\d+) 项里有 (\d+) 项落地把握不到 70%/, workday: /本月第 \d+ 个工作日，共 \d+ 个/, left: /还能错 \d+ 个|已超 \d+ 个/, chance: '落地把握', sentence: /本月约 \d+ 单，允许 \d+ 个超时，已有 \d+ 个/,
    rows: '列表', grid: '按分解表', all: '全部指标', landing: '月末落点', tabs: ['现在与落点', '分解到人', '与厂家对账', '先行信号', '流程关键点', '措施', '定义与口径'], who: '交给谁', give: '派出', given: (name) => `${name}：`, result: '报结果', well: '办成了', keep: '记下结果', back: '收回', handled: /近一年已办 (\d+) 张/,
    answer: /结果 .+；\d+ 次预测里 \d+ 次的 80% 带包住它/, held: /说 80% 会落在带里；\d+ 次预测里 \d+ 次在/, smaller: /误差[小大]/, units: '网点', few: '样本少，不下结论', finding: '转成发现', mine: '我的指标', table: '看表格', yesterday: ['收入', '未结算保修费', '收机'],
  },
  en: {
    endangered: /(\d+) of (\d+) have? ?(?:has )?less than a 70% chance/, workday: /working day \d+ of \d+ this month/, left: /\d+ more may miss|\d+ too many/, chance: 'Chance', sentence: /About \d+ orders this month allow \d+ late ones; \d+ so far/,
    rows: 'Rows', grid: 'As in the grid', all: 'All KPIs', landing: "Month's landing", tabs: ['Now and landing', 'By person', 'Against the manufacturer', 'Leading signals', 'Process points', 'Measures', 'Definitions'], who: 'Who', give: 'Assign', given: (name) => `${name}: `, result: 'Result', well: 'Ended well', keep: 'Keep the result', back: 'Take back', handled: /(\d+) handled within a year/,
    answer: /Result .+; the 80% band of \d+ of \d+ forecasts held it/, held: /Said to hold 80%; held \d+ of \d+ forecasts/, smaller: /error .*(smaller|larger)/, units: 'Sites', few: 'Too few to judge', finding: 'Make it a finding', mine: 'My figures', table: 'As table', yesterday: ['Revenue', 'Not settled', 'Taken in'],
  },
};

describe('Landings on screen', () => {
  let server, browser;
  const folder = mkdtempSync(join(tmpdir(), 'manyi-clock-'));
  before(async () => {
    writeFileSync(join(folder, 'clock'), now);
    process.env.MANYI_TESTING = '1';
    process.env.MANYI_TEST_CLOCK = join(folder, 'clock');
    server = await startServer({ orders: 2400, months: 4 });
    browser = await startBrowser();
    const page = await open('manager');
    // Whatever the demonstration company aims at, the metrics looked at here have a target of the company.
    for (const [metric, floor, target, stretch] of [['tat_attain', 0.7, 0.9, 0.97], ['csat_rate', 0.9, 0.97, 0.99]]) {
      const answer = await api(page, 'POST', '/targets', { metric, month, floor, target, stretch });
      assert.ok([201, 409].includes(answer.status), `target of ${metric}: ${answer.status}`);
    }
    await page.context().close();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A page whose clock agrees with the company's. */
  const open = async (login, { path = '/', ...look } = {}) => {
    const page = await openPage(browser, server, { login, ...look });
    await page.clock.setSystemTime(new Date(now));
    await page.goto(server.url + path);
    await page.waitForSelector('.top');
    return page;
  };
  const fine = async (page, locale) => {
    assert.deepEqual(await unfinished(page), []);
    assert.deepEqual(await foreignLabels(page, locale), []);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  };

  for (const [locale, say] of Object.entries(words)) {
    it(`home shows at most four endangered metrics, each with what may still go wrong and its chance (${locale})`, async () => {
      const page = await open('manager', { locale });
      await page.locator('[data-landing]').first().waitFor();
      await settled(page);
      const board = (await api(page, 'GET', '/landing-board')).body;
      const cards = page.locator('[data-landing]');
      const states = await cards.evaluateAll((all) => all.map((card) => card.dataset.state));
      assert.ok(states.length > 0 && states.length <= 4);
      const endangered = board.items.filter(({ state }) => ['bad', 'tight'].includes(state)).length;
      if (endangered > 0) assert.ok(['bad', 'tight'].includes(states[0]), 'the most urgent first');
      const chances = await cards.evaluateAll((all) => all.map((card) => Number(/(\d+)%/.exec(card.querySelector('.landing-line')?.innerText.replace(/.*(把握|Chance)/s, '') ?? '')?.[1] ?? 100)));
      assert.deepEqual(chances, [...chances].sort((a, b) => a - b));
      assert.match(await page.getByTestId('endangered-count').innerText(), say.endangered);
      assert.match(await page.locator('.page-title').innerText(), say.workday);
      assert.ok(await page.getByTestId('budget').count() + await page.getByTestId('pace').count() > 0);
      assert.match(await page.getByTestId('budget').first().innerText(), say.left);
      assert.ok(await cards.first().getByTestId('fan').count() === 1);
      for (const title of say.yesterday) await page.getByTestId('yesterday').getByText(title, { exact: true }).waitFor();
      await fine(page, locale);
    });

    it(`the board is sorted by urgency or as the grid, as cards or rows, and opens a metric (${locale})`, async () => {
      const page = await open('manager', { locale, path: '/kpi' });
      await page.locator('[data-landing]').first().waitFor();
      const grid = (await api(page, 'GET', '/landing-board')).body.items;
      const shown = () => page.locator('[data-landing]').evaluateAll((all) => all.map((one) => one.dataset.landing));
      assert.deepEqual((await shown()).sort(), grid.map(({ metric }) => metric).sort());
      await page.getByRole('radio', { name: say.grid, exact: true }).click();
      await page.waitForURL(/sort=grid/);
      assert.deepEqual(await shown(), grid.map(({ metric }) => metric));
      await page.getByRole('radio', { name: say.rows, exact: true }).click();
      await page.waitForURL(/view=rows/);
      assert.equal(await page.locator('tr[data-landing]').count(), grid.length);
      assert.deepEqual(await unfinished(page), []);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`/kpi/${grid[0].metric}$`));
      await page.goto(`${server.url}/kpi?month=2026-02`);
      await page.locator('[data-landing="tat_attain"]').waitFor();
      assert.equal(await page.getByTestId('fan').count() > 0, true);
      await page.getByRole('tab', { name: say.all, exact: true }).click();
      await page.locator('[data-class="twelve"] [data-metric="csat_rate"]').waitFor();
      await page.getByRole('tab', { name: say.landing, exact: true }).click();
      await page.getByTestId('landing-board').waitFor();
      await page.locator('[data-landing="tat_attain"] h3 a').click();
      await page.waitForURL(/\/kpi\/tat_attain$/);
      await page.getByTestId('landing').waitFor();
      await settled(page);
      await fine(page, locale);
    });

    it(`a metric tells where the month ends, and giving a case away moves it (${locale})`, async () => {
      const page = await open('manager', { locale, path: '/kpi/tat_attain' });
      const list = page.getByTestId('deciding');
      await list.locator('[data-case]').first().waitFor();
      await settled(page);
      assert.deepEqual((await page.getByRole('tab').allInnerTexts()).map((text) => text.replace(/\s*\d+$/, '')), say.tabs);
      assert.match(await page.getByTestId('budget-sentence').innerText(), say.sentence);
      assert.equal(await page.getByTestId('landing').getByTestId('fan').count(), 1);
      await page.getByTestId('landing').getByRole('button', { name: say.table }).click();
      assert.ok(await page.getByTestId('fan-table').locator('tbody tr').count() >= 25);
      const before = (await api(page, 'GET', '/landing/cases?metric=tat_attain&limit=50')).body;
      const alone = await list.locator('[data-case]').evaluateAll((all) => all.map((one) => one.dataset.case));
      const risks = alone.map((id) => before.items.find((item) => item.id === id).chance_alone);
      assert.deepEqual(risks, [...risks].sort((a, b) => b - a));
      const target = before.items.filter(({ id }) => alone.includes(id)).find(({ assignment, holder_id }) => !assignment && holder_id);
      const row = list.locator(`[data-case="${target.id}"]`);
      await row.getByRole('button').click();
      const dialog = page.getByRole('dialog');
      assert.equal(await dialog.getByLabel(say.who).inputValue(), target.holder_name);
      await dialog.getByRole('button', { name: say.give }).click();
      await dialog.waitFor({ state: 'detached' });
      await list.locator(`[data-case="${target.id}"][data-assigned="assigned"]`).waitFor();
      const given = (await api(page, 'GET', '/landing/cases?metric=tat_attain&limit=50')).body;
      const held = given.items.find(({ id }) => id === target.id);
      assert.ok(held.chance < target.chance, 'somebody on it lowers the risk');
      const again = list.locator(`[data-case="${target.id}"]`);
      assert.ok((await again.getByTestId('assigned').innerText()).includes(say.given(target.holder_name)));
      assert.equal(await again.locator('.chance').innerText(), held.chance > 0.99 ? '>99%' : `${Math.round(held.chance * 100)}%`);
      const line = (await api(page, 'GET', '/landing?metric=tat_attain')).body.line;
      await page.waitForFunction((text) => document.querySelector('[data-testid=chance]')?.innerText === text, line.chance.target < 0.01 ? '<1%' : line.chance.target > 0.99 ? '>99%' : `${Math.round(line.chance.target * 100)}%`);
      await again.getByRole('button', { name: say.result, exact: true }).click();
      await page.getByRole('dialog').getByRole('radio', { name: say.well }).click();
      await page.getByRole('dialog').getByRole('button', { name: say.keep }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByTestId('handled').getByText(say.handled).waitFor();
      await page.locator('.deciding-foot a').click();
      await page.getByTestId('assignments').getByText(say.well).first().waitFor();
      await settled(page);
      await fine(page, locale);
    });

    it(`a refusal stands at its field, and a case is taken back (${locale})`, async () => {
      const page = await open('manager', { locale, path: '/kpi/tat_attain' });
      const list = page.getByTestId('deciding');
      const free = list.locator('[data-assigned="none"]').last();
      await free.waitFor();
      const id = await free.getAttribute('data-case');
      await free.getByRole('button').click();
      const dialog = page.getByRole('dialog');
      const who = dialog.getByLabel(say.who);
      await who.press('Backspace');
      await who.fill('');
      await who.blur();
      if (await who.inputValue()) { await who.focus(); await who.press('Backspace'); }
      await dialog.getByRole('button', { name: say.give }).click();
      await dialog.getByRole('alert').first().waitFor();
      page.complaints = page.complaints.filter((text) => !text.includes('422'));
      await who.fill('王建军');
      await who.press('Enter');
      await dialog.getByRole('button', { name: say.give }).click();
      await dialog.waitFor({ state: 'detached' });
      const row = list.locator(`[data-case="${id}"]`);
      await row.getByText(say.given('王建军')).waitFor();
      await row.getByRole('button', { name: say.back }).click();
      await list.locator(`[data-case="${id}"]:not([data-assigned="assigned"])`).waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`people stand with their intervals and few records get no verdict (${locale})`, async () => {
      const page = await open('manager', { locale, path: '/kpi/tat_attain?tab=people' });
      const rows = page.getByTestId('people').locator('[data-person]');
      await rows.first().waitFor();
      await settled(page);
      const told = (await api(page, 'GET', '/landing/people?metric=tat_attain&by=person')).body.items;
      const states = await rows.evaluateAll((all) => all.map((row) => [row.dataset.person, row.dataset.state]));
      for (const [person, state] of states) {
        const { n } = told.find(({ scope_key }) => scope_key === person);
        assert.equal(state === 'few' || !['good', 'tight', 'bad', 'few'].includes(state), n < 30, `${person} with n ${n} is ${state}`);
      }
      const few = states.findIndex(([, state]) => state === 'few');
      if (few >= 0) assert.ok(states.slice(few).every(([, state]) => !['good', 'tight', 'bad'].includes(state)), 'few records stand last');
      await page.getByTestId('people').getByRole('radio', { name: say.units }).click();
      await page.waitForURL(/level=site/);
      await page.waitForFunction((count) => document.querySelectorAll('[data-person]').length < count, states.length);
      await page.getByRole('tab', { name: say.tabs[3] }).click();
      await page.getByTestId('leads').locator('[data-lead]').first().waitFor();
      await page.getByRole('tab', { name: say.tabs[5] }).click();
      const link = page.getByTestId('measures').getByRole('link', { name: say.finding }).first();
      assert.match(await link.getAttribute('href'), /\/findings\/new\?source=signal&metric=tat_attain&scope=company/);
      await settled(page);
      await fine(page, locale);
    });

    it(`forecasts stand beside what came true, and everybody reads how good they are (${locale})`, async () => {
      const page = await open('manager', { locale, path: '/kpi/csat_rate/forecasts?month=2026-02' });
      await page.getByTestId('history').locator('section, .empty').first().waitFor();
      const history = (await api(page, 'GET', '/forecasts/history?metric=csat_rate&month=2026-02')).body;
      if (history.items.length > 0) {
        await page.getByTestId('history-chart').waitFor();
        assert.equal(await page.getByTestId('history-chart').locator('g[data-day]').count(), history.items.length);
        if (history.over) assert.match(await page.getByTestId('history-answer').innerText(), say.answer);
      }
      assert.deepEqual(await unfinished(page), []);
      await page.context().close();
      const technician = await open('technician', { locale, path: '/kpi/calibration' });
      const answer = (await api(technician, 'GET', '/forecasts/calibration')).body;
      const told = answer.items[0].forecasts > 0;
      await technician.getByTestId('calibration').locator('section, .empty').first().waitFor();
      if (told) {
        assert.match(await technician.getByTestId('calibration-answer').innerText(), say.held);
        assert.equal(await technician.getByTestId('coverage').count(), 2);
        await technician.getByTestId('errors').getByText(say.smaller).first().waitFor();
        await technician.getByTestId('reliability').waitFor();
      }
      await settled(technician);
      await fine(technician, locale);
    });
  }

  it('supervisors see their site, technicians a way to their own figures', async () => {
    const page = await open('tech');
    await page.locator('[data-landing]').first().waitFor();
    await page.context().close();
    const phone = await open('technician', { width: 390, height: 844 });
    const link = phone.locator('main a[href="/my-kpis"]').first();
    await link.waitFor();
    assert.ok((await link.innerText()).includes(words['zh-CN'].mine));
    await phone.context().close();
  });

  it('fits a phone', async () => {
    const page = await open('manager', { width: 390, height: 844 });
    for (const path of ['/', '/kpi', '/kpi?view=rows', '/kpi/tat_attain', '/kpi/tat_attain?tab=people', '/kpi/csat_rate?tab=leads', '/kpi/calibration', '/kpi/csat_rate/forecasts', '/kpi/assignments']) {
      await page.goto(server.url + path);
      await page.waitForSelector('.top');
      await settled(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `${path} does not scroll sideways`);
    }
    await page.context().close();
  });

  for (const locale of ['zh-CN', 'en']) {
    it(`what ripens shows at what it stands, a quarter is looked at like a month, a quota is drawn by months (${locale})`, async () => {
      const chinese = locale === 'zh-CN';
      const page = await open('manager', { locale, path: '/kpi/ftfr' });
      const ripened = page.getByTestId('ripened');
      await ripened.waitFor();
      assert.match(await page.getByTestId('metric-value').innerText(), /^≈ \d\d\.\d%$/);
      assert.match(await ripened.innerText(), chinese ? /\d+ 条都按概率估/ : /all \d+ are estimated/);
      await page.goto(`${server.url}/kpi/tat`);
      assert.match(await page.getByTestId('budget-panel').innerText(), chinese ? /平均不超过|已经够不到目标|还没有定这一段的目标/ : /at most .* on average|out of reach|no target/i);
      await page.getByRole('radiogroup', { name: chinese ? '看哪一段' : 'Which period' }).getByRole('radio', { name: chinese ? '季' : 'Quarter', exact: true }).click();
      await page.waitForFunction((word) => document.querySelector('[data-testid=landing] h2')?.textContent?.includes(word), chinese ? '2026年一季度' : 'Q1 2026');
      assert.match(page.url(), /landing=quarter/);
      assert.match(await page.getByTestId('fan').innerHTML(), chinese ? /3月31日/ : /3\/31/);
      await page.goto(`${server.url}/kpi/quota_attain`);
      const views = page.getByTestId('trend').getByRole('radiogroup');
      await views.first().waitFor();
      assert.equal(await views.getByRole('radio', { name: chinese ? '按周' : /week/i }).count(), 0);
      await fine(page, locale);
      await page.context().close();
    });

    it(`a warning and a complaint stand in their chain (${locale})`, async () => {
      const page = await open('manager', { locale });
      await api(page, 'POST', '/alerts/sweep', {});
      const warning = (await api(page, 'GET', '/alerts?kind=endangered_metric&open=true&limit=200')).body.items[0];
      await page.goto(`${server.url}/alerts?alert=${warning.id}`);
      const chain = page.getByTestId('chain-list');
      await chain.waitFor();
      assert.ok(await chain.locator(`a[href^="/kpi/${warning.subject_id.split('@')[0]}"]`).count() > 0, 'the metric it warns of');
      const complaint = (await api(page, 'GET', '/complaints?limit=50')).body.items.find(({ work_order_id }) => work_order_id);
      await page.goto(`${server.url}/records/complaint/${complaint.id}`);
      await page.getByTestId('chain').locator(`a[href="/work-orders/${complaint.work_order_id}"]`).waitFor();
      await fine(page, locale);
      await page.context().close();
    });
  }
});
