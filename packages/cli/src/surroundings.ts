/** Where the program reads and writes: the real ones in `main.ts`, played ones in tests. */
export type Surroundings = {
  env: Readonly<Record<string, string | undefined>>;
  /** what is piped in, to its end; undefined where a person sits at the keyboard */
  readInput: () => Promise<string | undefined>;
  /** asks a person for a secret, without showing it */
  askSecret: (question: string) => Promise<string>;
  out: (text: string) => void;
  err: (text: string) => void;
};
