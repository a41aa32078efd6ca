import { createStore } from './store.ts';

export type ToastIntent = 'success' | 'info' | 'warning' | 'error';
export type ToastText = { text: string; intent: ToastIntent };

/** Toasts on their way to the screen. */
export const toasts = createStore<readonly ToastText[]>([]);

/** Says what became of an act whose result is not on this page. */
export const toast = (text: string, intent: ToastIntent = 'success'): void => toasts.set([...toasts.get(), { text, intent }]);
