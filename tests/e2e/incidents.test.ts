import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { openBrowser, type Visit } from './support/chromium.ts';
import { personOf, signedIn } from './support/people.ts';
import { confirm } from './support/steps.ts';

let server: RunningServer;
let browser: Browser;
let technician: Visit;
let customer: Visit;
let incident: { id: string; customer: string; room: string };

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer([]), openBrowser()]);
  const { token } = personOf(server.demo, 'Contoso', 'primary-admin');
  const { organization } = personOf(server.demo, 'Fabrikam', 'managed-service-admin');
  const answer = await fetch(`${server.url}/api/v1/incidents?open=true&assigned=nobody&limit=1&customer=${organization.id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { items }: { items: (typeof incident)[] } = await answer.json();
  const [first] = items;
  if (first === undefined) throw new Error('the demo world has no open incident of Fabrikam that Contoso sees');
  incident = first;
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('D22 A93 a technician takes an incident, comments on it for both organizations and for the own one, and resolves it', async () => {
  technician = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', 'primary-admin'));
  const { page } = technician;
  await page.goto(`${server.url}/partner/c/${incident.customer}/incidents/${incident.id}`);
  await page.getByRole('button', { name: 'Take', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Give back', exact: true }).waitFor();
  await page.getByRole('group', { name: 'What you can do' }).locator('button:focus').waitFor();

  await page.getByRole('button', { name: 'External number…' }).press('Enter');
  await page.getByRole('alertdialog').getByLabel('External number').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('INC-4711');
  await page.keyboard.press('Enter');
  await page.getByText('INC-4711', { exact: true }).waitFor();

  await page.getByLabel('New comment').fill('The cable was loose.');
  await page.getByRole('button', { name: 'Add comment' }).click();
  // Not in the field, which holds it until it is sent.
  await page.getByRole('listitem').getByText('The cable was loose.').waitFor();
  await page.getByLabel('New comment').fill('Third time this month.');
  await page.getByRole('radio', { name: 'Only Contoso' }).check();
  await page.getByRole('button', { name: 'Add comment' }).click();
  await page.getByRole('listitem').getByText('Third time this month.').waitFor();

  await page.getByRole('button', { name: 'Resolve…' }).click();
  const dialog = page.getByRole('alertdialog');
  expect(await dialog.getByRole('button', { name: 'Resolve the incident' }).getAttribute('aria-disabled')).toBe('true');
  await dialog.getByLabel('Reason').fill('Cable fastened');
  await confirm(dialog, 'Resolve the incident');
  await page.getByText('Cable fastened').first().waitFor();
  expect(technician.complaints).toEqual([]);
});

test('A93 its customer sees what was done and by whom, and not what the partner keeps to itself', async () => {
  customer = await signedIn(browser, server.url, personOf(server.demo, 'Fabrikam', 'managed-service-admin'));
  const { page } = customer;
  await page.goto(`${server.url}/org/incidents/${incident.id}`);
  await page.getByText('The cable was loose.').waitFor();
  await page.getByText('Cable fastened').first().waitFor();
  expect(await page.getByText('Third time this month.').count()).toBe(0);
});

test('D48 the Access tab of the room says why the technician can touch it', async () => {
  const { page } = customer;
  const { name } = personOf(server.demo, 'Contoso', 'primary-admin');
  await page.goto(`${server.url}/org/rooms/${incident.room}?tab=access`);
  await page.getByRole('link', { name, exact: true }).click();
  const panel = page.getByRole('complementary', { name });
  await panel.getByText('Role: Primary Admin').waitFor();
  await panel.getByText(/^Delegated to Contoso: /).waitFor();
  await panel.getByRole('link', { name: 'Explain one permission of this person' }).click();
  await page.getByRole('button', { name: 'Explain', exact: true }).click();
  await page.getByText('allowed at once', { exact: false }).waitFor();
  expect(customer.complaints).toEqual([]);
});

test('D43 what somebody is writing when the access ends stays to be copied, on the page of the incident, beside the list and in a new one', async () => {
  const { page } = technician;
  const beside = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', 'primary-admin'));
  await page.goto(`${server.url}/partner/c/${incident.customer}/incidents/${incident.id}`);
  await page.getByLabel('New comment').fill('I was about to say');
  await beside.page.goto(`${server.url}/partner/c/all/incidents?open=${incident.customer}:${incident.id}`);
  await beside.page.getByLabel('New comment').fill('Beside the list');
  const recording = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', 'primary-admin'));
  await recording.page.goto(`${server.url}/partner/c/${incident.customer}/incidents/new`);
  await recording.page.getByLabel('What is wrong').fill('No picture');
  await recording.page.getByLabel('More about it').fill('since noon');

  const { token, organization } = personOf(server.demo, 'Fabrikam', 'managed-service-admin');
  const partner = personOf(server.demo, 'Contoso', 'primary-admin').organization.id;
  const ended = await fetch(`${server.url}/api/v1/customers/${organization.id}/partners/${partner}?now=true`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}`, 'keyholder-reason': 'test' },
  });
  expect(ended.status).toBe(200);
  await page.getByRole('heading', { name: 'Your access to Fabrikam has ended' }).waitFor();
  for (const [shown, field, text] of [
    [page, 'New comment', 'I was about to say'],
    [beside.page, 'New comment', 'Beside the list'],
    [recording.page, 'What is wrong', 'No picture\n\nsince noon'],
  ] as const) {
    const kept = shown.getByRole('region', { name: 'What you were writing was not sent' }).getByLabel(field);
    await kept.waitFor();
    expect([await kept.inputValue(), await kept.getAttribute('readonly')]).toEqual([text, '']);
  }
});
