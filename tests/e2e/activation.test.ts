import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmptyServer } from '../support/server.ts';
import { openBrowser, openWindow } from './support/chromium.ts';
import { look } from './support/look.ts';
import { signIn } from './support/people.ts';
import { button, confirm, dialogOf, heading } from './support/steps.ts';

const first = { name: 'Petra Nordin', email: 'petra@northlight.example', password: 'seven-quiet-lanterns' };
const password = 'nine-paper-harbours';
let server: Awaited<ReturnType<typeof startEmptyServer>>;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startEmptyServer(), openBrowser()]);
  const organization = { name: 'Northlight', domain: 'northlight.example', country: 'NO' };
  const answer = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: server.setupToken, operator: first, organization }),
  });
  expect(answer.status).toBe(201);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** From anywhere of the portal to the page of somebody new. */
async function addPerson(page: Page, name: string, email: string): Promise<void> {
  await page.goto(`${server.url}/org/directory/users/new`);
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await page.getByRole('textbox', { name: /^E-mail/ }).fill(email);
  await button(page, 'Add the person');
  await heading(page, name);
}

/** On the page of a person: makes the link and closes the dialog that shows it. */
async function makeLink(page: Page, name: string, verb: string): Promise<string> {
  await button(page, verb);
  await dialogOf(page, `Make an activation link for ${name}?`).getByRole('button', { name: verb, exact: true }).click();
  const dialog = dialogOf(page, `Activation link for ${name}`);
  const link = await dialog.getByRole('textbox', { name: 'Activation link' }).inputValue();
  expect(await look(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await dialog.waitFor({ state: 'detached' });
  return link;
}

async function choose(page: Page, typed: string): Promise<void> {
  await page.getByLabel(/^New password/).fill(typed);
  await page.getByRole('button', { name: 'Choose this password' }).click();
}

test('A20 A28 the second person of an empty instance chooses a password by a link that works once, and signs in', async () => {
  const admin = await openWindow(browser);
  await signIn(admin.page, server.url, first);
  await addPerson(admin.page, 'Ola Berg', 'ola@northlight.example');
  await admin.page.getByRole('main').getByText('Not activated').first().waitFor();
  const link = await makeLink(admin.page, 'Ola Berg', 'Make an activation link');
  expect(link).toMatch(new RegExp(`^${server.url}/activate/kh_activate_[0-9a-z_]+$`));

  const ola = await openWindow(browser, { width: 360, height: 780, colorScheme: 'dark' });
  await ola.page.goto(link);
  await heading(ola.page, 'Welcome to Northlight');
  await ola.page.getByText('Petra Nordin of Northlight has added you').waitFor();
  expect(await look(ola.page)).toEqual([]);
  await choose(ola.page, 'passwordpassword');
  await ola.page
    .getByRole('alert')
    .getByText(/^New password: This one is too short/)
    .waitFor();
  expect(await look(ola.page)).toEqual([]);
  await choose(ola.page, password);
  await heading(ola.page, 'You can sign in now');
  expect(await look(ola.page)).toEqual([]);
  await signIn(ola.page, server.url, { email: 'ola@northlight.example', password });
  await heading(ola.page, 'Dashboard');

  await ola.page.goto(link);
  await heading(ola.page, 'This link was used already');
  expect(await look(ola.page)).toEqual([]);
  await ola.page.getByRole('link', { name: 'Sign in' }).waitFor();
  await admin.page.reload();
  await heading(admin.page, 'Ola Berg');
  await admin.page.getByRole('definition').getByText('Active', { exact: true }).waitFor();
  expect([await admin.page.getByRole('button', { name: 'Make an activation link' }).count(), ...admin.complaints, ...ola.complaints]).toEqual([0]);
  await Promise.all([admin.close(), ola.close()]);
});

test('A28 a link ends with the next one and by being withdrawn: then it leads nowhere', async () => {
  const admin = await openWindow(browser);
  await signIn(admin.page, server.url, first);
  await addPerson(admin.page, 'Kari Lund', 'kari@northlight.example');
  const former = await makeLink(admin.page, 'Kari Lund', 'Make an activation link');
  const latter = await makeLink(admin.page, 'Kari Lund', 'New link');
  const kari = await openWindow(browser, { locale: 'en-GB' });
  // one that has ended, and one copied with a sign too many or not whole
  for (const wrong of [former, `${latter}\u2026`, latter.slice(0, -1)]) {
    await kari.page.goto(wrong);
    await heading(kari.page, 'This link leads nowhere');
  }
  expect(await look(kari.page)).toEqual([]);
  await kari.page.goto(latter);
  await heading(kari.page, 'Welcome to Northlight');

  await button(admin.page, 'Withdraw the link');
  const dialog = dialogOf(admin.page, 'Withdraw the activation link for Kari Lund?');
  await confirm(dialog, 'Withdraw the link');
  await admin.page.getByRole('main').getByRole('button', { name: 'Make an activation link' }).waitFor();
  // it was open on the other side: the choice itself meets the end
  await choose(kari.page, password);
  await heading(kari.page, 'This link leads nowhere');
  expect([...admin.complaints, ...kari.complaints]).toEqual([]);
  await Promise.all([admin.close(), kari.close()]);
});
