import { createStore } from './store.ts';

/** The act that was refused until a fresh sign-in; afterwards it is repeated as it was. */
export type RefusedAct = { repeat: () => void };

export const stepUp = createStore<RefusedAct | undefined>(undefined);
