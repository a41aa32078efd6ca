import type { Asked, Question } from './sample.ts';

/** Another engine, loaded with the same facts. Its answer is true where ours is not `deny`. */
export type Peer = {
  /** as it stands in the figures */
  name: string;
  /** how it is used, and which page of its own documentation says so */
  note: string;
  check: (question: Question) => boolean | Promise<boolean>;
  stop?: () => Promise<void>;
};
export type MakePeer = (asked: Asked) => Promise<Peer>;
