// The house itself: sites, units and users made and changed on the screens, with every error at its field.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage, settled, startBrowser, startServer, unfinished } from './support/manyi.mjs';

const words = {
  'zh-CN': {
    make: '新建', save: '保存', edit: '修改', code: '代码', name: '名称', zone: '时区', region: '地区', parent: '上级部门', required: '必填。', noZone: '没有这个时区。', taken: '已经有了', units: '部门', cycle: '部门不能挂在自己下面',
    makeUser: '新建用户', login: '登录名', person: '姓名', password: '密码', roles: '角色与权限', technician: '技术员', loginTaken: '这个账号已经有人用了。', disable: '停用', disabled: '已停用', account: '账号', see: '看工单',
  },
  en: {
    make: 'New', save: 'Save', edit: 'Edit', code: 'Code', name: 'Name', zone: 'Time zone', region: 'Region', parent: 'Parent', required: 'Required.', noZone: 'No such time zone.', taken: 'already', units: 'Units', cycle: 'below itself',
    makeUser: 'New user', login: 'Log-in', person: 'Name', password: 'Password', roles: 'Roles', technician: 'Technician', loginTaken: 'taken', disable: 'Disable', disabled: 'Disabled', account: 'Login', see: 'See work orders',
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
