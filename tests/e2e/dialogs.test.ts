import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../support/server.ts';
import { openBrowser, type Visit } from './support/chromium.ts';
import { personOf, signedIn } from './support/people.ts';
import { button, confirm, dialogOf, editAssignedAdmins, gone, heading, link, openAssignedAdmins, pick, tab } from './support/steps.ts';

let server: RunningServer;
let browser: Browser;
let customer: Visit;
let partner: Visit;
let administrator: Visit;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer([]), openBrowser()]);
  customer = await signedIn(browser, server.url, personOf(server.demo, 'Fabrikam', 'managed-service-admin'));
  partner = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', 'primary-admin'));
  administrator = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', 'global-admin'));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const fabrikam = (): string => personOf(server.demo, 'Fabrikam', 'managed-service-admin').organization.id;
const contoso = (): string => personOf(server.demo, 'Contoso', 'primary-admin').organization.id;

test('D34 a ring is made, rooms move into it, it is paused with a reason, and deleted', async () => {
  const { page } = customer;
  await page.goto(`${server.url}/org/rings/new`);
  await heading(page, 'New update ring');
  await page.getByRole('textbox', { name: 'Ring' }).fill('Night wing');
  await button(page, 'Create the ring');
  await heading(page, 'Night wing');

  await button(page, 'Move rooms here');
  const move = dialogOf(page, 'Move rooms into the ring “Night wing”');
  await move.getByRole('combobox', { name: 'Rooms' }).press('ArrowDown');
  await page.keyboard.press('Escape');
  await pick(page, 'Rooms', 'Alder', /Austin/, move);
  await confirm(move, 'Move into “Night wing”');
  await page.getByRole('grid', { name: 'Rooms of the ring “Night wing”' }).getByRole('link', { name: /Alder/ }).waitFor();

  await button(page, 'Pause…');
  const pause = dialogOf(page, 'Pause the ring “Night wing”?');
  expect(await pause.getByRole('button', { name: 'Pause “Night wing”' }).getAttribute('aria-disabled')).toBe('true');
  await pause.getByLabel('Reason').and(page.locator(':focus')).fill('Renovation');
  await confirm(pause, 'Pause “Night wing”');
  await page.getByText('Renovation').waitFor();

  await button(page, 'Delete…');
  await confirm(dialogOf(page, 'Delete the ring “Night wing”?'), 'Delete “Night wing”');
  await heading(page, 'Update rings');
  await gone(page, 'Night wing', 'Pilot sites');
});

test('D33 D53 a group is filled after its effects are shown, and deleted by its typed name', async () => {
  const { page } = customer;
  await page.goto(`${server.url}/org/groups`);
  await link(page, 'Boardrooms');
  await heading(page, 'Boardrooms');
  await button(page, 'Edit');
  await heading(page, 'Edit “Boardrooms”');
  await pick(page, 'Rooms to add', 'Birch', /München/);
  await button(page, 'Save');
  const save = dialogOf(page, 'Save the group “Boardrooms”?');
  await save.getByRole('row').filter({ hasText: 'Rafael Ibarra' }).first().waitFor();
  await confirm(save, 'Save');
  await heading(page, 'Boardrooms');
  await page.getByRole('grid', { name: 'Rooms of “Boardrooms”' }).getByRole('link', { name: /Birch/ }).first().waitFor();

  await button(page, 'Edit');
  await heading(page, 'Edit “Boardrooms”');
  await page.getByRole('combobox', { name: 'Rooms to add' }).pressSequentially('Birch');
  await page
    .getByRole('option', { name: /Berlin/ })
    .first()
    .waitFor();
  await page.getByRole('option', { name: /München/ }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await button(page, 'Cancel');
  await heading(page, 'Boardrooms');

  await button(page, 'Delete');
  const remove = dialogOf(page, 'Delete the group “Boardrooms”?');
  await remove.getByRole('row').filter({ hasText: 'Rafael Ibarra' }).first().waitFor();
  expect(await remove.getByRole('button', { name: 'Delete “Boardrooms”' }).getAttribute('aria-disabled')).toBe('true');
  await remove.getByRole('textbox').fill('Boardrooms');
  await confirm(remove, 'Delete “Boardrooms”');
  await heading(page, 'Room groups');
  await gone(page, 'Boardrooms', 'Training rooms');
});

test('D53 a confirmation in one window is refused when another window was faster, and the new picture marks what is different', async () => {
  const { page } = customer;
  await page.goto(`${server.url}/org/settings/roles?tab=partner`);
  await openAssignedAdmins(page);
  await tab(page, 'Scope');
  await button(page, 'Edit');
  await page.getByRole('radio', { name: 'All rooms' }).check();
  await button(page, 'Save');
  const dialog = dialogOf(page, 'Save the scope of “Assigned admins”?');
  await dialog.getByRole('row').filter({ hasText: 'Rafael Ibarra' }).first().waitFor();

  const other = partner.page;
  await other.goto(`${server.url}/partner/c/${fabrikam()}/settings/roles`);
  await editAssignedAdmins(other);
  await pick(other, 'Members', 'Arjun', /Arjun Deshmukh/);
  await button(other, 'Save');
  const adding = dialogOf(other, 'Save the members of “Assigned admins”?');
  await adding.getByRole('row').filter({ hasText: 'Arjun Deshmukh' }).first().waitFor();
  await confirm(adding, 'Save');
  await other.getByRole('row').filter({ hasText: 'Arjun Deshmukh' }).waitFor();

  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('What is different from the picture before is marked.').waitFor();
  await dialog.getByRole('row').filter({ hasText: 'Arjun Deshmukh' }).filter({ hasText: 'changed' }).waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await button(page, 'Cancel');
});

test('D05 D36 change control is set to manual, and what a partner then does with roles is sent for approval', async () => {
  const { page } = customer;
  await page.goto(`${server.url}/org/settings/partners/${contoso()}?tab=control`);
  await button(page, 'Edit change control');
  await page.getByRole('radiogroup', { name: 'Modify roles' }).getByRole('radio', { name: 'Manual' }).check();
  await button(page, 'Save');
  await page.getByRole('row').filter({ hasText: 'Modify roles' }).getByText('Manual').waitFor();

  const other = partner.page;
  await other.goto(`${server.url}/partner/c/${fabrikam()}/settings/roles`);
  await editAssignedAdmins(other);
  await pick(other, 'Members', 'Polina', /Polina Sorokina/);
  await button(other, 'Save');
  const asking = dialogOf(other, 'Save the members of “Assigned admins”?');
  await asking.getByLabel('Reason').fill('Covers the night');
  await confirm(asking, 'Send for approval');
  await other
    .getByText(/^Sent for approval\./)
    .first()
    .waitFor();
  await other.getByText('Waits for Fabrikam').waitFor();
  expect(await other.getByRole('row').filter({ hasText: 'Polina Sorokina' }).count()).toBe(0);
  await other.goto(`${server.url}/partner/c/${fabrikam()}/changes`);
  await other.getByRole('grid').getByRole('link').first().waitFor();
  await other.getByRole('grid').getByRole('link', { name: 'Assigned admins' }).click();
  await other
    .getByRole('complementary')
    .getByText(/^Service leads, .*Polina Sorokina/)
    .waitFor();
});

test('D22 D37 a request to narrow an assignment says in words which rooms it has now', async () => {
  const { token, organization } = personOf(server.demo, 'Contoso', 'primary-admin');
  const send = (path: string, init: { method?: string; body?: string }, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}/api/v1/customers/${fabrikam()}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...headers } });
  const ask = async <T>(path: string): Promise<T> => {
    const answer = await send(path, {});
    expect(answer.status, path).toBe(200);
    return answer.json();
  };
  const roles = `/partners/${organization.id}/roles`;
  const role = (await ask<{ items: { id: string; name: string }[] }>(roles)).items.find(({ name }) => name === 'Help desk');
  const assignments = `${roles}/${role?.id}/assignments`;
  const [assignment] = (await ask<{ items: { id: string; name: string; version: number }[] }>(assignments)).items;
  const { items } = await ask<{ items: { id: string; name: string; city: string }[] }>('/rooms?q=Alder&limit=1');
  const narrowed = await send(
    `${assignments}/${assignment?.id}`,
    { method: 'PATCH', body: JSON.stringify({ scope: items.map(({ id }) => ({ type: 'room', id })) }) },
    { 'if-match': `"${assignment?.version}"`, 'content-type': 'application/json' },
  );
  expect(narrowed.status).toBe(202);
  const { page } = customer;
  await page.goto(`${server.url}/org/changes`);
  await page
    .getByRole('grid')
    .getByRole('link', { name: assignment?.name ?? '', exact: true })
    .click();
  const rooms = page.getByRole('complementary').getByRole('row').filter({ hasText: 'All rooms' });
  await rooms.getByText(`${items[0]?.name} (${items[0]?.city})`).waitFor();
});

test('D19 a Tenant Manager is added and removed, each after its effects were shown', async () => {
  const { page } = administrator;
  await page.goto(`${server.url}/partner/tenant-managers`);
  await button(page, 'Add a Tenant Manager');
  await pick(page, 'New Tenant Manager', 'Wanjiru', /Wanjiru Kamau/);
  await button(page, 'Add');
  const add = dialogOf(page, 'Make Wanjiru Kamau a Tenant Manager?');
  await add.getByRole('row').filter({ hasText: 'Wanjiru Kamau' }).first().waitFor();
  await confirm(add, 'Add');
  const row = page.getByRole('row').filter({ hasText: 'Wanjiru Kamau' });
  await row.getByRole('button', { name: 'Remove' }).click();
  const remove = dialogOf(page, 'Remove Wanjiru Kamau as Tenant Manager?');
  await confirm(remove, 'Remove Wanjiru Kamau');
  await page.getByText('Wanjiru Kamau is no Tenant Manager any more').first().waitFor();
});

test('D21 a person is disabled after its effects were shown', async () => {
  const { page } = administrator;
  await page.goto(`${server.url}/org/directory/users`);
  await page.getByRole('searchbox').fill('Mei-Ling');
  await link(page, 'Mei-Ling Zhou');
  await heading(page, 'Mei-Ling Zhou');
  await button(page, 'Disable');
  const disable = dialogOf(page, 'Disable Mei-Ling Zhou?');
  await disable.getByRole('row').filter({ hasText: 'Mei-Ling Zhou' }).first().waitFor();
  await confirm(disable, 'Disable Mei-Ling Zhou');
  await page.getByText('Disabled', { exact: true }).first().waitFor();
  for (const { complaints } of [customer, partner, administrator]) expect(complaints).toEqual([]);
});

test('D13 whoever does not answer invitations opens the tenants without a refusal, and starts among the customers', async () => {
  const visit = await signedIn(browser, server.url, personOf(server.demo, 'Contoso', 'primary-admin'));
  const { page } = visit;
  await page.waitForURL('**/partner/c/all/dashboard');
  const refused: string[] = [];
  page.on('response', (answer) => answer.status() === 403 && refused.push(answer.url()));
  await page.goto(`${server.url}/partner/tenants`);
  await page.getByRole('grid', { name: 'Active' }).waitFor();
  await tab(page, 'Pending');
  await page.getByText('Invitations are answered by others').waitFor();
  await tab(page, 'Ended');
  await page.getByText('Others see what has ended').waitFor();
  expect(refused).toEqual([]);
  await visit.close();
});

test('D48 what is typed and not chosen leaves the field, and Enter takes what was looked for', async () => {
  const { page } = customer;
  await page.goto(`${server.url}/explain`);
  const where = page.getByRole('combobox', { name: 'Where' });
  await where.pressSequentially('Austi');
  await page
    .getByRole('option', { name: /Austin/ })
    .first()
    .waitFor();
  await page.getByRole('option', { name: 'Somewhere at Fabrikam' }).waitFor({ state: 'detached' });
  await where.press('Tab');
  expect(await where.inputValue()).toBe('');
  await where.pressSequentially('Austi');
  await page
    .getByRole('option', { name: /Austin/ })
    .first()
    .waitFor();
  await where.press('Enter');
  await page.getByLabel('Chosen: Where').getByText(/./).first().waitFor();
  expect(await page.getByRole('main').getByText('Somewhere at Fabrikam').count()).toBe(0);
});

/** Whether what an element stands on goes down to the end of the window. */
const standsOnOneGround = (element: HTMLElement | SVGElement): boolean => {
  const clear = 'rgba(0, 0, 0, 0)';
  let ground: Element | null = element;
  while (ground && getComputedStyle(ground).backgroundColor === clear) ground = ground.parentElement;
  return ground !== null && (ground === document.documentElement || ground.getBoundingClientRect().bottom >= innerHeight);
};

test('an address that does not exist shows the page of the portal for it, on one ground', async () => {
  const { page } = customer;
  for (const path of ['/ops', '/foo']) {
    const answer = await page.goto(server.url + path);
    expect(answer?.status()).toBe(404);
    await heading(page, 'Nothing here');
    expect(await page.getByRole('main').getByRole('heading', { level: 1 }).evaluate(standsOnOneGround)).toBe(true);
  }
});
