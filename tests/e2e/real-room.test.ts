import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { type Visit, openBrowser } from './support/chromium.ts';
import { personOf, signedIn } from './support/people.ts';

const agent = fileURLToPath(new URL('../../packages/agent/src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keyholder-room-'));
let server: RunningServer;
let browser: Browser;
let window: Visit;

beforeAll(async () => {
  server = await startServer([]);
  browser = await openBrowser();
  window = await signedIn(browser, server.url, personOf(server.demo, 'Fabrikam', 'managed-service-admin'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('D54 D75 a room is created, its key downloaded, and the machine that enrols with it shows what it measures and never healthy by default', async () => {
  const { page } = window;
  await page.goto(`${server.url}/org/rooms/new`);
  await page.getByLabel(/^Name/).fill('Walk 1.01');
  await page.getByLabel(/^Country/).pressSequentially('France');
  await page.getByLabel(/^City/).fill('Lyon');
  await page.getByLabel(/^Site/).fill('Lyon Walk');
  await page.getByRole('button', { name: 'Add the room' }).click();
  await page.getByRole('heading', { level: 1, name: 'Walk 1.01' }).waitFor();
  const room = page.url().split('?')[0] ?? '';

  const key = join(folder, 'room.key');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Download.*key/i }).click()]);
  await download.saveAs(key);
  const [code] = await once(run('--server', server.url, '--key-file', key, '--once'), 'exit');
  expect(code).toBe(0);

  await page.goto(room);
  await page.getByText('Enrolled').waitFor();
  for (const measured of ['Camera', 'Microphone', 'Display', 'Disks', 'Memory']) await page.getByText(measured, { exact: true }).first().waitFor();
  expect(await page.getByRole('main').getByText('Healthy', { exact: true }).count()).toBe(0);
  expect(window.complaints).toEqual([]);
});

test('D54 an import shows each bad line by its number before anything is made, makes the good ones, and takes back the bad ones mended', async () => {
  const { page } = window;
  const file = join(folder, 'rooms.csv');
  const lines = [
    'name;country;city;site;notes',
    'Csv 1;FR;Lyon;Lyon Walk;"two',
    'lines"',
    'Csv 2;Nowhere;Lyon;Lyon Walk;',
    'Csv 3;FR;Lyon;Lyon Walk;x',
  ];
  writeFileSync(file, `\ufeff${lines.join('\n')}\n`);
  await page.goto(`${server.url}/org/rooms/import`);
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByText('Nothing has been created yet.').waitFor();
  await page.getByRole('row').filter({ hasText: 'country' }).getByText('4', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Import the 2 good lines' }).click();
  await page.getByText('2 rooms were created').waitFor();

  const failing = join(folder, 'failing-lines.csv');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the failing lines' }).click()]);
  await download.saveAs(failing);
  const text = readFileSync(failing, 'utf8');
  expect(text.split('\r\n').slice(0, 2)).toEqual([
    '\ufeff"line";"column";"reason";"name";"country";"city";"site";"notes"',
    '"4";"country";"Needs a country code of two capital letters that exists (ISO 3166-1), such as US.";"Csv 2";"Nowhere";"Lyon";"Lyon Walk";""',
  ]);
  writeFileSync(failing, text.replace('"Nowhere"', '"FR"'));
  await page.getByRole('button', { name: 'Choose another file' }).click();
  await page.locator('input[type=file]').setInputFiles(failing);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: 'Import 1 room' }).click();
  await page.getByText('1 room was created').waitFor();
  expect(window.complaints).toEqual([]);
});

const run = (...words: string[]): ChildProcess => spawn(process.execPath, [agent, ...words], { stdio: 'ignore' });
