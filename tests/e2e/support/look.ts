import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** What is wrong with a page as it is now: faults of accessibility, and whether it is wider than its window. */
export async function look(page: Page): Promise<string[]> {
  // There are no frames that the legacy mode would miss, and it needs no second page for each look.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(rules)
    .exclude('[data-tabster-dummy]')
    .setLegacyMode()
    .analyze();
  const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  const across = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return across > 0 ? [...faults, `${across} px wider than the window`] : faults;
}
