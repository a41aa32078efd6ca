import type { User } from '../../api/shapes.ts';

/** How it stands with a person: disabled comes first, because nobody who is can sign in. */
export const stateOf = ({ active, activation }: Pick<User, 'active' | 'activation'>): 'active' | 'notActivated' | 'disabled' =>
  !active ? 'disabled' : activation.state === 'activated' ? 'active' : 'notActivated';
