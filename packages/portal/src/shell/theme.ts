import type { Theme } from '@fluentui/react-components';
import { createStore } from './store.ts';

export const themeChoices = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];
type ThemeName = Exclude<ThemeChoice, 'system'>;

const memory = 'kh.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

function remembered(): ThemeChoice {
  try {
    const stored = localStorage.getItem(memory);
    return themeChoices.find((choice) => choice === stored) ?? 'system';
  } catch {
    return 'system'; // storage closed to the page
  }
}

/** Only the theme in use is loaded. */
const load: Record<ThemeName, () => Promise<Theme>> = {
  light: () => import('./themes/light.ts').then((file) => file.theme),
  dark: () => import('./themes/dark.ts').then((file) => file.theme),
  contrast: () => import('./themes/contrast.ts').then((file) => file.theme),
};

export const themeChoice = createStore<ThemeChoice>(remembered());
export const currentTheme = createStore<Theme | undefined>(undefined);

/** The same rule as public/before-paint.js, which runs earlier. */
const nameOf = (choice: ThemeChoice): ThemeName => (choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice);

async function apply(): Promise<void> {
  const name = nameOf(themeChoice.get());
  const theme = await load[name]();
  document.documentElement.dataset['theme'] = name;
  currentTheme.set(theme);
}

export async function startTheme(): Promise<void> {
  dark.addEventListener('change', () => void apply());
  await apply();
}

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.set(choice);
  try {
    localStorage.setItem(memory, choice);
  } catch {
    // Storage closed to the page: the choice holds for this visit.
  }
  void apply();
}
