import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmptyServer } from '../support/server.ts';
import { openBrowser, openWindow } from './support/chromium.ts';
import { signIn } from './support/people.ts';
import { button, follow, heading, link } from './support/steps.ts';

const operator = { name: 'Petra Nordin', email: 'petra@northlight.example', password: 'seven-quiet-lanterns' };
let server: Awaited<ReturnType<typeof startEmptyServer>>;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startEmptyServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('A36 A52 sets an empty instance up with the printed token, once; its first person adds the second', async () => {
  const { page, complaints, close } = await openWindow(browser);
  await page.goto(`${server.url}/signin`);
  await page.getByRole('heading', { level: 1, name: 'Set up Keyholder' }).waitFor();

  await page.getByLabel('Set-up token').fill('not-the-token');
  await page.getByRole('group', { name: 'Your organization' }).getByLabel('Name').fill('Northlight');
  await page.getByLabel('Domain').fill('northlight.example');
  await page.getByRole('combobox', { name: 'Country' }).pressSequentially('Norw');
  await page.getByRole('option', { name: 'Norway' }).click();
  await page.getByLabel('Your name').fill(operator.name);
  await page.getByLabel('E-mail').fill(operator.email);
  await page.getByLabel('Password').fill(operator.password);
  const send = page.getByRole('button', { name: 'Set up', exact: true });
  await send.click();
  await page.getByRole('alert').getByText('This is not the token that was printed last.', { exact: true }).waitFor();

  await page.getByLabel('Set-up token').fill(server.setupToken);
  await send.click();
  await page.getByRole('heading', { level: 1, name: 'Northlight is ready' }).waitFor();

  await page.goto(`${server.url}/setup`);
  await page.getByRole('heading', { level: 1, name: 'Nothing here' }).waitFor();

  await signIn(page, server.url, operator);
  await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();

  await follow(page, 'People');
  await link(page, 'Add a person');
  await page.getByRole('textbox', { name: /^Name/ }).fill('Ola Berg');
  await page.getByRole('textbox', { name: /^E-mail/ }).fill('ola@elsewhere.example');
  await button(page, 'Add the person');
  await page.getByRole('alert').getByRole('link', { name: 'E-mail: This value is not valid.' }).waitFor();
  await page.getByRole('textbox', { name: /^E-mail/ }).fill('ola@northlight.example');
  await button(page, 'Add the person');
  await heading(page, 'Ola Berg');
  await page.getByText('ola@northlight.example').waitFor();
  expect(complaints).toEqual([]);
  await close();
});
