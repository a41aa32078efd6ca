import type { Browser, Page } from 'playwright-core';
import type { DemoFile } from '../../support/server.ts';
import { openWindow, type Visit } from './chromium.ts';

export type Person = DemoFile['people'][number];
type WindowOptions = Parameters<typeof openWindow>[1];

/** The first person of the demo world with this role in this organization; `undefined` for a person without any. */
export function personOf({ people }: DemoFile, organization: string, role: string | undefined): Person {
  const found = people.find(
    (person) => person.organization.name === organization && (role === undefined ? person.roles.length === 0 : person.roles.includes(role)),
  );
  if (!found) throw new Error(`nobody at ${organization} is ${role ?? 'without a role'}`);
  return found;
}

/** Goes through the real sign-in page; ends on the page that was asked for. */
export async function signIn(page: Page, url: string, person: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.goto(`${url}/`);
  await page.getByRole('link', { name: 'Continue to sign-in' }).click();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page
    .getByRole('navigation', { name: 'Pages' })
    .or(page.getByRole('button', { name: 'Open navigation' }))
    .first()
    .waitFor();
}

/** A window of this person, signed in, on the first page that the portal shows them. */
export async function signedIn(browser: Browser, url: string, person: Person, options: WindowOptions = {}): Promise<Visit> {
  const visit = await openWindow(browser, options);
  await signIn(visit.page, url, person);
  return visit;
}
