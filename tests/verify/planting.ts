import { registerHooks } from 'node:module';

type Edit = { /** told by the end of its path */ file: string; /** stands there exactly once */ find: string | RegExp; instead: string };
/** A defect in a source of ours: places of it, spoiled. */
export type Planted = { name: string; edits: readonly Edit[] };

/** For another process. Patterns do not survive JSON by themselves: they travel as their text. */
export const asText = ({ name, edits }: Planted): string =>
  JSON.stringify({
    name,
    edits: edits.map(({ file, find, instead }) => ({ file, instead, ...(typeof find === 'string' ? { find } : { pattern: find.source }) })),
  });

/** The other way; without a text there is nothing planted. */
export function fromText(text: string | undefined): Planted {
  const { name, edits }: { name: string; edits: { file: string; find?: string; pattern?: string; instead: string }[] } = JSON.parse(
    text ?? '{"name":"none","edits":[]}',
  );
  return { name, edits: edits.map(({ file, find, pattern, instead }) => ({ file, find: find ?? new RegExp(pattern ?? ''), instead })) };
}

const known = new Map<string, Planted>();
const applied = new Set<Edit>();
const nameIn = (url: string | undefined): string | null => (url?.startsWith('file:') === true ? new URL(url).searchParams.get('planted') : null);
const isOurs = (url: string): boolean => url.startsWith('file:') && /\/(packages|tests)\//.test(url) && !url.includes('/node_modules/');

// Whatever a planted module imports is planted as well: each defect has a whole server of its own, beside the right one.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const name = nameIn(context.parentURL);
    return name === null || !isOurs(found.url) || nameIn(found.url) !== null ? found : { ...found, url: `${found.url}?planted=${name}` };
  },
  load(url, context, next) {
    const found = next(url, context);
    const defect = known.get(nameIn(url) ?? '');
    const source = defect === undefined ? undefined : spoil(String(found.source ?? ''), new URL(url).pathname, defect);
    return source === undefined ? found : { ...found, source };
  },
});

/**
 * The source of the file at `path` with the defect's edits in it; undefined where it has none there.
 *
 * @throws when a place is not there any more
 */
export function spoil(source: string, path: string, { name, edits }: Planted): string | undefined {
  const here = edits.filter(({ file }) => path.endsWith(`/${file}`));
  for (const edit of here) applied.add(edit);
  return here.length === 0 ? undefined : here.reduce((text, edit) => spoiled(text, name, edit), source);
}

/** @throws when the place is not there any more: then the defect has to be planted anew, or the harness would prove nothing */
function spoiled(source: string, name: string, { file, find, instead }: Edit): string {
  const places = typeof find === 'string' ? source.split(find).length - 1 : [...source.matchAll(new RegExp(find, 'g'))].length;
  if (places !== 1) throw new Error(`the defect \`${name}\` finds its place in ${file} ${places} times instead of once`);
  return source.replace(find, () => instead);
}

/**
 * A module of ours as it would be with this defect in it, or in whatever it imports.
 *
 * @param url of the module, by `import.meta.resolve`
 */
export async function importPlanted<M>(defect: Planted, url: string): Promise<M> {
  known.set(defect.name, defect);
  const module: M = await import(`${url}?planted=${defect.name}`);
  const idle = defect.edits.filter((edit) => !applied.has(edit));
  if (idle.length > 0) throw new Error(`the defect \`${defect.name}\` was planted in ${idle[0]?.file}, which nothing imports`);
  return module;
}
