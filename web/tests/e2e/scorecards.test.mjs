// Scorecards that add up, bonus sheets that are confirmed or appealed, everybody's own KPIs on the phone.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { api, foreignLabels, openPage, password, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': { confirm: '确认无误', confirmed: '本人已确认', appeal: '申诉', reason: '理由', appealed: '本人申诉', decide: '裁定申诉', changed: '调整金额', amount: '金额', required: '必填', decision: '调整金额', how: '怎么推动它', rules: '新规则', save: '存为新规则', rising: '得分要从低到高', score: '得分', technician: '技术员' },
  en: { confirm: 'Confirm', confirmed: 'Confirmed', appeal: 'Appeal', reason: 'Reason', appealed: 'Appealed', decide: 'Decide on the appeal', changed: 'Change the amount', amount: 'Amount', required: 'Required', decision: 'Change the amount', how: 'How to move it', rules: 'New rules', save: 'Save new rules', rising: 'Scores must rise', score: 'Score', technician: 'Technician' },
};

/** A log-in for the employee of a sheet that waits for an answer. */
async function payee(page, sheet, login) {
  const made = await api(page, 'POST', '/users', { login, display_name: sheet.employee_name, password, roles: [sheet.role], employee_id: sheet.employee_id, site_ids: [sheet.site_id] });
  assert.equal(made.status, 201, JSON.stringify(made.body));
}

describe('Scorecards on screen', () => {
  let server, browser, sent, month;
  before(async () => {
    server = await startServer({ orders: 450, months: 3 });
    browser = await startBrowser();
    const page = await openPage(browser, server, { login: 'manager' });
    // A month that nobody was paid for yet: its sheets go out to four people who have no log-in.
    const first = (await api(page, 'GET', '/bonus-months')).body.items.at(-1).month;
    const [year, number] = first.split('-').map(Number);
    month = number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
    assert.equal((await api(page, 'POST', '/bonus-sheets/compute', { month })).status, 200);
    sent = (await api(page, 'GET', `/bonus-sheets?month=${month}&limit=200`)).body.items.slice(-4);
    for (const [at, sheet] of sent.entries()) {
      assert.equal((await api(page, 'POST', `/bonus-sheets/${sheet.id}/send`, undefined, { 'If-Match': `"${sheet.version}"` })).status, 200);
      await payee(page, sheet, `payee${at}`);
    }
    await page.context().close();
  });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [turn, [locale, say]] of Object.entries(words).entries()) {
    it(`a scorecard adds up, and ranks only with records enough (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/scorecards/view?scope=company' });
      const card = page.getByTestId('scorecard');
      await card.locator('[data-metric]').first().waitFor();
      const counts = await card.locator('[data-contribution]').evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.contribution)));
      const sum = Number(await page.getByTestId('sum').innerText());
      assert.ok(Math.abs(counts.reduce((all, one) => all + one, 0) - sum) < 0.006);
      const told = (await api(page, 'GET', '/scorecard?scope=company')).body;
      assert.ok(Math.abs(sum * told.coefficient - Number(await page.getByTestId('total').innerText())) < 0.01);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      await page.goto(`${server.url}/scorecards?role=technician`);
      const rows = page.getByTestId('cards').locator('tbody tr');
      await rows.first().waitFor();
      const lines = (await api(page, 'GET', '/scorecards?of=person&role=technician&limit=100')).body.items;
      for (const line of lines) assert.equal(line.rank == null, (line.least_n ?? 0) < 30 || line.score == null || line.grace, line.label);
      assert.deepEqual(await rows.evaluateAll((all) => all.map((row) => row.dataset.rank)), lines.map(({ rank }) => String(rank ?? '')));
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.waitForURL(/scope=person/);
      await card.locator('[data-metric]').first().waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`who is paid confirms his sheet, its lines make the total (${locale})`, async () => {
      const page = await openPage(browser, server, { login: `payee${turn}`, locale, path: '/bonus' });
      await page.getByTestId('own-sheets').locator(`.sheet-card.open[href="/bonus/${sent[turn].id}"]`).click();
      await page.getByTestId('lines').waitFor();
      const amounts = await page.getByTestId('lines').locator('tbody [data-amount]').evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.amount)));
      assert.equal(amounts.reduce((all, one) => all + one, 0), Number(await page.getByTestId('pay').getAttribute('data-amount')));
      await settled(page);
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      await page.getByRole('button', { name: new RegExp(`^${say.confirm}`) }).click();
      await page.locator('.page-title').getByText(say.confirmed, { exact: true }).waitFor();
      assert.equal(await page.getByRole('button', { name: say.appeal }).count(), 0);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`who appeals says why, and gets a decision with its amount (${locale})`, async () => {
      const page = await openPage(browser, server, { login: `payee${2 + turn}`, locale, path: `/bonus/${sent[2 + turn].id}` });
      await page.getByRole('button', { name: say.appeal, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: say.appeal, exact: true }).click();
      await dialog.getByRole('alert').first().waitFor();
      page.complaints = page.complaints.filter((text) => !text.includes('422'));
      await dialog.getByLabel(say.reason).fill('The complaint was not mine');
      await dialog.getByRole('button', { name: say.appeal, exact: true }).click();
      await page.locator('.page-title').getByText(say.appealed, { exact: true }).waitFor();
      await page.context().close();
      const boss = await openPage(browser, server, { login: 'manager', locale, path: `/bonus?month=${month}&state=appealed` });
      await boss.getByTestId('sheets').getByText(sent[2 + turn].employee_name).click();
      await boss.getByTestId('appeal').getByText('The complaint was not mine').waitFor();
      const before_ = Number(await boss.getByTestId('pay').getAttribute('data-amount'));
      await boss.getByRole('button', { name: say.decide }).click();
      const decide = boss.getByRole('dialog');
      await decide.getByRole('radio', { name: say.changed }).click();
      await decide.getByLabel(say.amount, { exact: false }).last().fill('80');
      await decide.getByLabel(say.reason, { exact: true }).fill('The case went to somebody else');
      await decide.getByRole('button', { name: say.decide }).click();
      await boss.getByTestId('decision').waitFor();
      assert.equal(Number(await boss.getByTestId('pay').getAttribute('data-amount')), before_ + 8000);
      await settled(boss);
      assert.deepEqual(await unfinished(boss), []);
      assert.deepEqual(boss.complaints, []);
      await boss.context().close();
    });

    it(`bonus rules show what is wrong at its field (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/bonus/rules' });
      await page.getByTestId('rule').waitFor();
      await page.getByRole('button', { name: say.rules }).click();
      const form = page.getByTestId('rule-editor');
      const scores = form.locator('.rule-point input').nth(2);
      await scores.fill('0');
      await form.getByLabel(say.reason).fill('next year');
      await form.getByRole('button', { name: say.save }).click();
      await form.getByText(say.rising).first().waitFor();
      page.complaints = page.complaints.filter((text) => !text.includes('422'));
      await scores.fill(String(50 + turn));
      await form.getByRole('button', { name: say.save }).click();
      await form.waitFor({ state: 'detached' });
      await page.getByTestId('versions').getByText('next year').first().waitFor();
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`my KPIs fit the phone: one column, nothing under 12 px, each says how to move it (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'technician', locale, path: '/my-kpis', width: 390, height: 844 });
      const cards = page.getByTestId('my-kpis').locator('[data-metric]');
      await cards.first().waitFor();
      await settled(page);
      const told = (await api(page, 'GET', '/my-kpis')).body;
      assert.equal(await cards.count(), told.items.length);
      assert.equal(await cards.getByText(say.how).count(), told.items.filter((item) => item.how_en).length);
      const seen = await page.evaluate(() => {
        const small = [...document.querySelectorAll('main *, .phone-nav *')].filter((element) => element.getClientRects().length > 0 && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && Number.parseFloat(getComputedStyle(element).fontSize) < 12);
        return { small: small.map((element) => element.textContent), wide: document.documentElement.scrollWidth > innerWidth, columns: new Set([...document.querySelectorAll('[data-metric]')].map((card) => Math.round(card.getBoundingClientRect().left))).size };
      });
      assert.deepEqual(seen, { small: [], wide: false, columns: 1 });
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(await foreignLabels(page, locale), []);
      // A month that is over has records, whatever day it is today.
      const over = await page.evaluate(() => { const now = new Date(); const last = new Date(now.getFullYear(), now.getMonth() - 1, 1); return `${last.getFullYear()}-${String(last.getMonth() + 1).padStart(2, '0')}`; });
      await page.goto(`${server.url}/my-kpis?month=${over}`);
      await cards.locator('.kpi-foot .btn').first().click();
      await page.getByTestId('figure-records').locator('tbody tr').first().waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});
