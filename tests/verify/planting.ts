import { registerHooks } from 'node:module';

type Edit = { /** told by the end of its path */ file: string; /** stands there exactly once */ find: string | RegExp; instead: string };
/** A defect in a source of ours: places of it, spoiled. */
export type Planted = { name: string; edits: readonly Edit[] };

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
    const edits = defect?.edits.filter(({ file }) => new URL(url).pathname.endsWith(`/${file}`)) ?? [];
    if (defect === undefined || edits.length === 0) return found;
    for (const edit of edits) applied.add(edit);
    return { ...found, source: edits.reduce((source, edit) => spoiled(source, defect.name, edit), String(found.source ?? '')) };
  },
});

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
