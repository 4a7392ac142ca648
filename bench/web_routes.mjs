// What a browser that knows nothing yet loads before a route is usable: script, style, fonts and page, as they travel
// (compressed). Data of the API is not counted. Usage: node bench/web_routes.mjs (after make build)
import { openPage, startBrowser, startServer } from '../web/tests/e2e/support/manyi.mjs';

const server = await startServer({ orders: 160, months: 2 });
const browser = await startBrowser();

/** Kilobytes (1000 bytes) over the wire until the network has been quiet for a second. */
async function weigh(width, login, path, ready) {
  const context = await browser.newContext({ viewport: { width, height: 840 }, locale: 'zh-CN' });
  if (login) {
    const page = await openPage(browser, server, { login, width, height: 840, path: '/' });
    await context.addCookies(await page.context().cookies());
    await page.context().close();
  }
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  const kinds = new Map();
  let bytes = 0;
  wire.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, response.url));
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!(kinds.get(requestId) ?? '/api/').includes('/api/')) bytes += encodedDataLength;
  });
  await page.goto(server.url + path);
  await page.locator(ready).first().waitFor();
  await page.waitForTimeout(1000);
  await context.close();
  return bytes / 1000;
}

async function tell(claim, ...asked) {
  const values = [];
  for (let run = 0; run < 5; run += 1) values.push(await weigh(...asked));
  values.sort((a, b) => a - b);
  if (values[0] < 10) throw new Error(`${claim}: ${values[0]} kB is no app`);
  console.log(JSON.stringify({ claim, value: values[2], unit: 'kB', n: values.length, min: values[0], max: values.at(-1) }));
}

try {
  await tell('web.login.kb', 1440, null, '/', 'input[type=password]');
  await tell('web.phone.kb', 390, 'technician', '/', 'main a, main button');
} finally {
  await browser.close();
  await server.stop();
}
