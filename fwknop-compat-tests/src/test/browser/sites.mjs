// Opens sites in Chromium, which finds the proxy by a script.
// sites.mjs CHROMIUM SCRIPT HOST=KEY...: KEY is the SHA-256 of the host's public key, which stands in for an
// authority that the browser trusts; prints "HOST IMAGES" for each site, the images that it has loaded.
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';

const [executablePath, script, ...sites] = process.argv.slice(2);
const [hosts, keys] = [0, 1].map(part => sites.map(site => site.split(/=(.*)/s)[part]));
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    `--proxy-pac-url=${script}`,
    `--ignore-certificate-errors-spki-list=${keys.join(',')}`,
  ],
});
try {
  for (const host of hosts) {
    const page = await browser.newPage();
    const answer = await page.goto(`https://${host}/`, {waitUntil: 'load'});
    assert.equal(answer.status(), 200);
    assert.equal((await answer.securityDetails()).subjectName, host);
    const widths = await page.evaluate(() => [...document.images].map(image => image.naturalWidth));
    console.log(host, widths.filter(width => width === 7).length);
    await page.close();
  }
} finally {
  await browser.close();
}
process.exit(0);
