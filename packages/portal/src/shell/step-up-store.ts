import { createStore } from './store.ts';

/** True while a refused act waits for a fresh sign-in. */
export const stepUp = createStore(false);
