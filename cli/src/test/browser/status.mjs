// Looks at the status page in Chromium, light and dark, with and without JavaScript.
// status.mjs URL CHROMIUM DIRECTORY: screenshots go to DIRECTORY; prints "ready" and, on a line
// of input, expects one session more.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {join} from 'node:path';
import {chromium} from 'playwright-core';

const [url, executablePath, directory] = process.argv.slice(2);
const browser = await chromium.launch({executablePath, args: ['--no-sandbox']});

async function open(options) {
  const context = await browser.newContext({viewport: {width: 1000, height: 800}, ...options});
  const page = await context.newPage();
  const complaints = [];
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('request', request => {
    if (!request.url().startsWith(url)) {
      complaints.push('asks ' + request.url());
    }
  });
  const answer = await page.goto(url, {waitUntil: 'load'});
  assert.equal(answer.headers()['content-security-policy'], "default-src 'self'");
  return {page, complaints};
}

async function table(page, title) {
  const rows = page.locator(`h2:text-is("${title}") + div tbody tr`);
  const texts = [];
  for (const row of await rows.all()) {
    texts.push(await row.locator('td').allInnerTexts());
  }
  return texts;
}

const background = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

try {
  const colours = [];
  for (const colorScheme of ['light', 'dark']) {
    const {page, complaints} = await open({colorScheme});
    colours.push(await background(page));
    await page.screenshot({path: join(directory, `status-${colorScheme}.png`)});
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
  assert.deepEqual(colours, ['rgb(255, 255, 255)', 'rgb(20, 24, 29)']);

  // Without JavaScript everything is there.
  const plain = await open({javaScriptEnabled: false});
  const [session] = await table(plain.page, 'Sessions');
  assert.match(session[2], /^127\.0\.0\.1:\d+$/);
  assert.match(session[3], /^127\.0\.0\.1:\d+$/);
  assert.match(session[4], /^after \d/);
  const [failure] = await table(plain.page, 'Recent failures');
  assert.match(failure[3], /refuses connections$/);
  assert.equal(await plain.page.locator('.histogram meter').count(), 13);
  assert.deepEqual(plain.complaints, []);
  await plain.page.context().close();

  // With it the page follows.
  const {page, complaints} = await open({});
  const before = (await table(page, 'Sessions')).length;
  console.log('ready');
  await once(process.stdin, 'data');
  const rows = page.locator('h2:text-is("Sessions") + div tbody tr');
  await rows.nth(before).waitFor({timeout: 30_000});
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
}
process.exit(0);
