import type { Locator, Page } from 'playwright-core';

export const heading = (page: Page, name: string): Promise<void> => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
export const button = (page: Page, name: string): Promise<void> => page.getByRole('main').getByRole('button', { name, exact: true }).click();
export const link = (page: Page, name: string): Promise<void> => page.getByRole('main').getByRole('link', { name, exact: true }).click();
export const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();
export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
export const dialogOf = (page: Page, name: string): Locator => page.getByRole('alertdialog', { name, exact: true });

/**
 * Presses the verb of a dialog and waits until the dialog is gone, which is when the act is done: what stands in the dialog is no
 * sign of it on the page behind.
 */
export async function confirm(dialog: Locator, verb: string): Promise<void> {
  await dialog.getByRole('button', { name: verb }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Types into a picker, takes the first option that is offered then, and waits until its list is closed. */
export async function pick(page: Page, picker: string, typed: string, option: RegExp, among: Locator | Page = page): Promise<void> {
  await among.getByRole('combobox', { name: picker }).pressSequentially(typed);
  await page.getByRole('option', { name: option }).first().waitFor();
  // The list of before moves away under the pointer when that of what was typed comes.
  const others = page.getByRole('option').and(page.locator(':not(.fui-Tag)')).filter({ hasNotText: typed }); // what is chosen already are tags
  await others.first().waitFor({ state: 'detached' });
  await page.getByRole('option', { name: option }).first().click();
  await among.getByRole('combobox', { name: picker, expanded: false }).waitFor();
}

/** The list without this link. A list that is still on its way has no links at all, so that of another row is awaited first. */
export async function gone(page: Page, name: string, other: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: other, exact: true }).waitFor();
  await page.getByRole('link', { name }).waitFor({ state: 'detached' });
}

/** From the list of roles that is on screen to the assignment Assigned admins of the role Primary Admin. */
export async function openAssignedAdmins(page: Page): Promise<void> {
  await link(page, 'Primary Admin');
  await tab(page, 'Assignments');
  await link(page, 'Assigned admins');
  await heading(page, 'Assigned admins');
}

/** A Primary Admin on its way to other members: from the list of roles at its customer into the form. */
export async function editAssignedAdmins(page: Page): Promise<void> {
  await openAssignedAdmins(page);
  await button(page, 'Edit');
}
