/** One file that is generated and committed: where it lies from the root of the repository, and what it says. */
export type Generated = { path: string; text: string };

export const root = new URL('../../', import.meta.url);
