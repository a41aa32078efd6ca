import type { Page } from 'playwright-core';

export const daysLabel = 'Days until the invitation expires';

/** The first step of the wizard, filled in but not sent on. */
export async function fillRules(page: Page, offer: { domain: string; days: string }): Promise<void> {
  await page.getByLabel('Partner domain').fill(offer.domain);
  await page.getByLabel(daysLabel).fill(offer.days);
}

export const next = (page: Page): Promise<void> => page.getByRole('button', { name: 'Next' }).click();

/** The second step, for the rooms of one country; ends on the third. */
export async function chooseCountry(page: Page, country: string): Promise<void> {
  await page.getByRole('radio', { name: /^Only some/ }).check();
  await page.getByRole('combobox', { name: 'Country' }).pressSequentially(country);
  await page.getByRole('option', { name: country }).click();
  await page.keyboard.press('Escape');
}

/** The third step: nothing is agreed to before the tick; ends on the last. */
export async function agree(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'I have read these terms' }).check();
  await page.getByRole('button', { name: 'I agree' }).click();
  await page.getByRole('heading', { name: 'Check before you send' }).waitFor();
}

export const send = (page: Page): Promise<void> => page.getByRole('main').getByRole('button', { name: 'Add partner' }).click();
