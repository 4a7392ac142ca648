// The house itself: sites, units and users made and changed on the screens, with every error at its field.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { foreignLabels, openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': {
    make: '新建', save: '保存', edit: '修改', code: '代码', name: '名称', zone: '时区', region: '地区', parent: '上级部门', required: '必填。', noZone: '没有这个时区。', taken: '已经有了', units: '部门', cycle: '部门不能挂在自己下面',
    makeUser: '新建用户', login: '登录名', person: '姓名', password: '密码', roles: '角色与权限', technician: '技术员', loginTaken: '这个账号已经有人用了。', disable: '停用', disabled: '已停用', account: '账号', see: '看工单', export: '导出', shown: 'CSV，屏幕上的列', no: '工号', site: '网点', role: '角色', employees: '员工', calendars: '工作日历', week: '每周工作时间', manufacturers: '厂家', lines: '产品线', models: '机型', faults: '故障代码', positions: '岗位', unit: '部门', reset: '重设密码',
  },
  en: {
    make: 'New', save: 'Save', edit: 'Edit', code: 'Code', name: 'Name', zone: 'Time zone', region: 'Region', parent: 'Parent', required: 'Required.', noZone: 'No such time zone.', taken: 'already', units: 'Units', cycle: 'below itself',
    makeUser: 'New user', login: 'Log-in', person: 'Name', password: 'Password', roles: 'Roles', technician: 'Technician', loginTaken: 'taken', disable: 'Disable', disabled: 'Disabled', account: 'Login', see: 'See work orders', export: 'Export', shown: 'CSV, columns on screen', no: 'No.', site: 'Site', role: 'Role', employees: 'Employees', calendars: 'Calendars', week: 'Working week', manufacturers: 'Manufacturers', lines: 'Product lines', models: 'Models', faults: 'Fault codes', positions: 'Positions', unit: 'Unit', reset: 'Reset',
  },
};

describe('The organisation', () => {
  let server, browser;
  before(async () => { server = await startServer({ orders: 40, months: 1 }); browser = await startBrowser(); });
  after(async () => { await browser?.close(); await server?.stop(); });

  for (const [locale, say] of Object.entries(words)) {
    it(`gets a new site and a changed one, with every error at its field (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/organisation' });
      await page.locator('main tbody tr', { hasText: 'WSL' }).waitFor();
      await page.getByRole('button', { name: say.make }).click();
      const form = page.locator('dialog[open]');
      const field = (label) => form.locator('.field', { has: page.locator('.field-label', { hasText: label }) });
      const save = () => form.getByRole('button', { name: say.save }).click();
      await save();
      await field(say.code).locator('.field-error', { hasText: say.required }).waitFor();
      await field(say.name).locator('.field-error', { hasText: say.required }).waitFor();
      const code = locale === 'en' ? 'XH' : 'GS';
      await form.getByLabel(say.code).fill(code);
      await form.getByLabel(say.name).fill(`${code} 站`);
      await form.getByLabel(say.zone).fill('Mars/Olympus');
      await save();
      await field(say.zone).locator('.field-error', { hasText: say.noZone }).waitFor();
      assert.equal(await form.getByLabel(say.name).inputValue(), `${code} 站`, 'what was typed stays');
      await form.getByLabel(say.zone).fill('Asia/Shanghai');
      await save();
      await form.waitFor({ state: 'detached' });
      const row = page.locator('main tbody tr', { hasText: `${code} 站` });
      await row.getByRole('button', { name: say.edit }).click();
      await form.getByLabel(say.region).fill('滨江');
      await save();
      await form.waitFor({ state: 'detached' });
      await row.getByText('滨江').waitFor();
      await page.reload();
      await row.getByText('滨江').waitFor();
      // The same code a second time is refused in words.
      await page.getByRole('button', { name: say.make }).click();
      await form.getByLabel(say.code).fill(code);
      await form.getByLabel(say.name).fill('again');
      await save();
      await form.getByText(say.taken).first().waitFor();
      await page.keyboard.press('Escape');
      assert.deepEqual(await unfinished(page), []);
      await page.context().close();
    });

    it(`gets a unit below another, and none below itself (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/organisation' });
      await page.getByRole('tab', { name: say.units }).click();
      await page.waitForURL(/tab=units/);
      await page.locator('main tbody tr').first().waitFor();
      const above = await page.locator('main tbody tr').first().locator('td').nth(1).innerText();
      await page.getByRole('button', { name: say.make }).click();
      const form = page.locator('dialog[open]');
      const code = `E2E-${locale}`;
      await form.getByLabel(say.code).fill(code);
      await form.getByLabel(say.name).fill(`班组 ${locale}`);
      await form.getByLabel(say.parent).selectOption({ label: above });
      await form.getByRole('button', { name: say.save }).click();
      await form.waitFor({ state: 'detached' });
      const row = page.locator('main tbody tr', { hasText: code });
      await row.getByText(above).waitFor();
      await row.getByRole('button', { name: say.edit }).click();
      assert.equal(await form.getByLabel(say.parent).locator('option', { hasText: `班组 ${locale}` }).count(), 0, 'a unit is not offered as its own parent');
      await form.getByLabel(say.name).fill(`班组 ${locale} 改`);
      await form.getByRole('button', { name: say.save }).click();
      await row.getByText(`班组 ${locale} 改`).waitFor();
      await page.context().close();
    });

    it(`gets a position and an employee in it, who changes his site (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/organisation?tab=positions' });
      const form = page.locator('dialog[open]');
      const save = async () => { await form.getByRole('button', { name: say.save }).click(); await form.waitFor({ state: 'detached' }); };
      await page.getByRole('button', { name: say.make }).click();
      await form.getByLabel(say.code).fill(`P-${locale}`);
      await form.getByLabel(say.name).fill(`高级技术员 ${locale}`);
      await form.getByLabel(say.unit).selectOption({ index: 1 });
      await save();
      await page.getByRole('tab', { name: say.employees }).click();
      await page.getByRole('button', { name: say.make }).click();
      await form.getByRole('button', { name: say.save }).click();
      await form.locator('.field', { has: page.getByLabel(say.site) }).locator('.field-error', { hasText: say.required }).waitFor();
      await form.getByLabel(say.no).fill(`E2E-${locale}`);
      await form.getByLabel(say.name).fill(`员工 ${locale}`);
      const sites = await form.getByLabel(say.site).locator('option').allInnerTexts();
      await form.getByLabel(say.site).selectOption({ index: 1 });
      await form.getByLabel(say.positions.replace(/s$/, '')).selectOption({ label: `高级技术员 ${locale}` });
      await form.getByLabel(say.role).selectOption({ label: say.technician });
      await save();
      const row = page.locator('main tbody tr', { hasText: `E2E-${locale}` });
      await row.getByText(sites[1], { exact: true }).waitFor();
      await row.getByText(say.technician, { exact: true }).waitFor();
      await row.getByRole('button', { name: say.edit }).click();
      await form.getByLabel(say.site).selectOption({ label: sites[2] });
      await save();
      await row.getByText(sites[2], { exact: true }).waitFor();
      // The list as it is shown, every row of it.
      await page.getByRole('button', { name: say.export, exact: true }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: say.shown }).click()]);
      const lines = readFileSync(await download.path(), 'utf8').replace(/^\ufeff/, '').trim().split('\r\n');
      assert.ok(lines[0].startsWith(say.no), lines[0]);
      assert.ok(lines.some((line) => line.includes(`E2E-${locale}`) && line.includes(sites[2]) && line.includes(say.technician)), lines.at(-1));
      assert.ok(lines.length > 20);
      assert.deepEqual(await foreignLabels(page, locale), []);
      assert.deepEqual(page.complaints.filter((text) => !text.includes('422')), []);
      await page.context().close();
    });

    it(`gets a working week, and says what cannot be read of it (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/organisation?tab=calendars' });
      const form = page.locator('dialog[open]');
      await page.locator('main tbody tr').first().waitFor();
      await page.getByRole('button', { name: say.make }).click();
      await form.getByLabel(say.code).fill(`C-${locale}`);
      await form.getByLabel(say.name).fill(`早班 ${locale}`);
      await form.getByLabel(say.week).fill('one to five');
      await form.getByRole('button', { name: say.save }).click();
      await form.locator('.field', { has: page.getByLabel(say.week) }).locator('.field-error').waitFor();
      assert.equal(await form.getByLabel(say.week).inputValue(), 'one to five');
      await form.getByLabel(say.week).fill('1-5 08:00-16:00\n6 08:00-12:00');
      await form.getByRole('button', { name: say.save }).click();
      await form.waitFor({ state: 'detached' });
      const row = page.locator('main tbody tr', { hasText: `早班 ${locale}` });
      await row.getByText('08:00-16:00').waitFor();
      await page.reload();
      await row.getByText('08:00-12:00').waitFor();
      assert.deepEqual(await unfinished(page), []);
      await page.context().close();
    });

    it(`gets a manufacturer, its line, a model and a fault code (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'manager', locale, path: '/organisation?tab=manufacturers' });
      const form = page.locator('dialog[open]');
      const made = async (tab, code, name, choose) => {
        await page.getByRole('tab', { name: tab, exact: true }).click();
        await page.getByRole('button', { name: say.make }).click();
        await form.getByLabel(say.code).fill(code);
        await form.getByLabel(say.name).fill(name);
        if (choose) await form.getByLabel(choose.label).selectOption({ label: choose.option });
        await form.getByRole('button', { name: say.save }).click();
        await form.waitFor({ state: 'detached' });
        await page.getByRole('searchbox').last().fill(name);
        const row = page.locator('main tbody tr', { hasText: name });
        await row.first().waitFor();
        if (choose && tab !== say.faults) await row.getByText(choose.option).waitFor();
      };
      await made(say.manufacturers, `M${locale}`, `远山 ${locale}`);
      await made(say.lines, `L${locale}`, `平板 ${locale}`, { label: say.manufacturers.replace(/s$/, ''), option: `远山 ${locale}` });
      await made(say.models, `T${locale}`, `T10 ${locale}`, { label: say.lines.replace(/s$/, ''), option: `平板 ${locale}` });
      await made(say.faults, `F${locale}`, `触屏失灵 ${locale}`, { label: say.lines.replace(/s$/, ''), option: `平板 ${locale}` });
      assert.deepEqual(await unfinished(page), []);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });

    it(`gets a new user who can work at once, until he is disabled (${locale})`, async () => {
      const admin = await openPage(browser, server, { login: 'admin', locale, path: '/users' });
      await admin.locator('main tbody tr', { hasText: 'manager' }).waitFor();
      await admin.getByRole('button', { name: say.makeUser }).click();
      const form = admin.locator('dialog[open]');
      await form.getByRole('button', { name: say.save }).click();
      await form.locator('.field-error', { hasText: say.required }).nth(1).waitFor();
      const login = `new.${locale.toLowerCase()}`;
      await form.getByLabel(say.login).fill('manager');
      await form.getByLabel(say.person).fill('新来的');
      await form.locator('input[type=password]').fill('a-good-password-1');
      await form.getByLabel(say.technician, { exact: true }).check();
      await form.getByRole('button', { name: say.save }).click();
      await form.getByText(say.loginTaken).waitFor();
      await form.getByLabel(say.login).fill(login);
      await form.getByRole('button', { name: say.save }).click();
      await form.waitFor({ state: 'detached' });
      const row = admin.locator('main tbody tr', { hasText: login });
      await row.getByText(say.technician).waitFor();

      const his = await openPage(browser, server, { locale, path: '/login' });
      await his.getByLabel(say.account).fill(login);
      await his.locator('input[type=password]').fill('a-good-password-1');
      await his.keyboard.press('Enter');
      await his.locator('.top .me').waitFor();
      assert.match(await his.locator('.top .me').innerText(), new RegExp(`新来的 *${say.technician}`));
      assert.equal(await his.locator('.rail a[href="/users"]').count(), 0, 'a technician manages no users');

      await row.getByRole('button', { name: say.disable }).click();
      await row.getByText(say.disabled).waitFor();
      await his.reload();
      await his.waitForURL(/\/login/);
      assert.deepEqual(await unfinished(admin).then((found) => found.filter((text) => !login.includes(text))), []);
      await his.context().close();
      await admin.context().close();
    });

    it(`shows in words what each role may do (${locale})`, async () => {
      const page = await openPage(browser, server, { login: 'admin', locale, path: '/users' });
      await page.getByRole('tab', { name: say.roles }).click();
      const table = page.locator('main table.t');
      await table.getByText(say.see, { exact: true }).waitFor();
      assert.deepEqual(await unfinished(page), []);
      const heads = await table.locator('th').allInnerTexts();
      const column = heads.findIndex((text) => text.startsWith(say.technician));
      assert.ok(column > 0);
      const users = table.locator('tbody tr').first();
      assert.equal((await users.locator('td').nth(column).innerText()).trim(), '–', 'a technician does not see users');
      assert.equal((await users.locator('td').nth(1).innerText()).trim(), '✓', 'an administrator does');
      await settled(page);
      await page.context().close();
    });
  }

  it('is read and not changed by those who may only read', async () => {
    const page = await openPage(browser, server, { login: 'clerk', path: '/organisation' });
    await page.locator('main tbody tr', { hasText: 'WSL' }).waitFor();
    assert.equal(await page.locator('main').getByRole('button', { name: '新建' }).count(), 0);
    assert.equal(await page.locator('main').getByRole('button', { name: '修改' }).count(), 0);
    await page.context().close();
  });
});
