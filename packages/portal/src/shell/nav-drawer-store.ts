import { createStore } from './store.ts';

/** Whether the navigation drawer of narrow windows is open. */
export const navDrawer = createStore(false);
