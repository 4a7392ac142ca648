// A real server on a demonstration company, and a real browser in front of it.
// Owns both processes and the temporary data folder; `stop` leaves nothing behind.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
export const password = 'manyi-demo';

function program() {
  const named = process.env.MANYI_BIN;
  const found = (named ? [resolve(root, named)] : [join(root, 'build/manyi'), join(root, 'build/dev/manyi')]).find((path) => existsSync(path));
  if (!found) throw new Error('no program; run make build');
  return found;
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Fills a company with `orders` orders and serves it with the built web app. */
export async function startServer({ orders = 900, seed = 7, months = 3 } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'manyi-e2e-'));
  const filled = spawnSync(program(), ['demo', '--data', data, '--orders', String(orders), '--months', String(months), '--seed', String(seed)], { encoding: 'utf8' });
  if (filled.status !== 0) {
    rmSync(data, { recursive: true, force: true });
    throw new Error(`manyi demo failed (${filled.signal ?? filled.status}): ${filled.stderr}`);
  }
  const port = await freePort();
  const child = spawn(program(), ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--web', process.env.MANYI_WEB ?? join(root, 'build/web')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => { errors = (errors + text).slice(-4000); });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null || tries > 300) throw new Error(`manyi serve did not start: ${errors}`);
    const ready = await fetch(`${url}/readyz`).then(({ ok }) => ok, () => false);
    if (ready) break;
    await new Promise((next) => setTimeout(next, 100));
  }
  return {
    url,
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
    /** Stops the process and keeps the data, as a failing machine would. */
    pause() { child.kill('SIGSTOP'); },
    resume() { child.kill('SIGCONT'); },
  };
}

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.MANYI_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A page of its own context; what the page complains about ends up in `page.complaints`. */
export async function openPage(browser, server, { login, locale = 'zh-CN', theme = 'light', width = 1440, height = 900, path = '/' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 40[14]|ERR_/.test(message.text())) page.complaints.push(message.text());
  });
  await page.addInitScript(([language, look]) => {
    if (!localStorage.getItem('manyi.locale')) localStorage.setItem('manyi.locale', language);
    if (!localStorage.getItem('manyi.theme')) localStorage.setItem('manyi.theme', look);
  }, [locale, theme]);
  if (login) {
    // Without the log-in page, which has a test of its own.
    const post = { headers: { 'Content-Type': 'application/json' } };
    const answer = await context.request.post(`${server.url}/api/v1/session`, { ...post, data: { login, password } });
    if (!answer.ok()) throw new Error(`log-in of ${login}: ${answer.status()} ${await answer.text()}`);
    const session = await answer.json();
    await context.request.patch(`${server.url}/api/v1/session/preferences`, { headers: { ...post.headers, 'X-CSRF-Token': session.csrf_token }, data: { locale: locale.startsWith('zh') ? 'zh' : 'en' } });
    await page.goto(server.url + path);
    await page.waitForSelector('.top');
  } else {
    await page.goto(server.url + path);
  }
  return page;
}

/** A call of the API with the page's session. */
export function api(page, method, path, body, headers = {}) {
  return page.evaluate(async ([verb, where, data, more]) => {
    const session = await fetch('/api/v1/session').then((answer) => answer.json());
    const answer = await fetch(`/api/v1${where}`, {
      method: verb, headers: { 'X-CSRF-Token': session.csrf_token, ...(data ? { 'Content-Type': 'application/json' } : {}), ...more }, body: data ? JSON.stringify(data) : undefined,
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  }, [method, path, body, headers]);
}

/** Waits until nothing is being fetched any more and the skeletons are gone. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelectorAll('.skeleton').length === 0);
  await page.waitForTimeout(150);
}

/** What no customer should ever read on a screen: raw ids, keys of texts, codes, failed conversions. Formulas, marked as code, are meant to be read as they are. */
export async function unfinished(page) {
  const text = await page.evaluate(() => [...document.querySelectorAll('main [data-code]')].reduce((whole, code) => whole.replace(code.innerText, ''), document.querySelector('main').innerText));
  const signs = [/\b0[0-9a-hjkmnp-tv-z]{12}\b/, /\b[a-z_]+\.[a-z_]+\.[a-z_]+\b/, /\b[a-z]+_[a-z]+\b/, /\bundefined\b|\bNaN\b|\bnull\b|Invalid Date|\[object/, /\d{4}-\d\d-\d\dT\d\d/, /\{\{|\}\}/];
  return signs.flatMap((sign) => text.match(sign)?.[0] ?? []);
}

/** Labels of the frame and of the page that are not in the reader's language; names of people and places are data and not looked at. */
export function foreignLabels(page, locale) {
  return page.evaluate((language) => {
    const labels = [...document.querySelectorAll('.rail a:not(.logo), h2, th, dt, .field-label, .tabs button, .seg button, .btn')]
      .filter((element) => element.offsetParent !== null)
      .map((element) => {
        // A hint beside a label may name a format.
        const hint = element.querySelector(':scope > em')?.innerText ?? '';
        return element.innerText.replace(hint, '').trim();
      }).filter(Boolean);
    const wrong = language === 'en' ? /[\u3400-\u9fff]/ : /[a-z]{3,}/;
    return labels.filter((label) => wrong.test(label.replace(/Enter|Esc|Ctrl|Space|Tab/g, '')));
  }, locale);
}

/** A carry-in order of its own in the state `accepted`, `diagnosing` or `repairing`, on the bench of the user `technician`; `page` is a manager's. */
export async function carryInOrder(page, state, more = {}) {
  const ask = async (verb, path, body) => {
    const answer = await api(page, verb, path, body);
    if (answer.status >= 300) throw new Error(`${verb} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const order = await ask('POST', '/work-orders', { service_type: 'carry_in', customer: { name: '自带单', phone: '13900001111' }, symptom_text: '不开机', ...more });
  const steps = ['accepted', 'diagnosing', 'repairing'].indexOf(state);
  const { employee_id } = (await ask('GET', '/users?q=technician&limit=200')).items.find(({ login }) => login === 'technician');
  if (steps > 0) {
    await ask('POST', `/work-orders/${order.id}/assign`, { technician_id: employee_id });
    await ask('POST', `/work-orders/${order.id}/diagnose`, {});
  }
  if (steps > 1) await ask('POST', `/work-orders/${order.id}/start_repair`, {});
  return ask('GET', `/work-orders/${order.id}`);
}
