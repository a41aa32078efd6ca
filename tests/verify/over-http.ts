import { type Fleet, type Which, startFleet } from './fleet.ts';
import type { Run } from './harness.ts';
import { type Question, answer, listedSets, nameOfSet, questionsOf, setsOf, spoken } from './model.ts';
import { type SmallWorld, allPermissions, ringsOfAll, smallWorld, together } from './small-worlds.ts';

const batch = 400;
const servers: readonly Which[] = [0, 1];

/**
 * Two started servers with worlds loaded by `--world`, asked by the decision API, by lists and by Explain: all of them have to say
 * what the model says.
 */
export async function compareOverHttp(run: Run, cases: number): Promise<void> {
  const worlds = Array.from({ length: Math.max(2, Math.min(30, Math.ceil(cases / 800))) }, (_, n) => smallWorld(run.seed, 100_000 + n, `h${n}z`));
  const fleet = await startFleet(together(worlds));
  try {
    for (const [n, world] of worlds.entries()) {
      const strangers = worlds[(n + 1) % worlds.length];
      const questions = [...questionsOf(world, allPermissions)];
      const stride = Math.max(1, Math.floor((questions.length * worlds.length) / cases));
      const chosen = questions.filter((_, at) => at % stride === n % stride);
      await compareDecisions(run, fleet, world, [...chosen, ...abroad(world, strangers, n)]);
      await compareLists(run, fleet, world);
      await compareExplain(run, fleet, world, chosen);
    }
  } finally {
    await fleet.stop();
  }
}

/** People of one world about rooms of another: nobody there has ever heard of them. */
function* abroad(world: SmallWorld, strangers: SmallWorld | undefined, n: number): Generator<Question> {
  for (const { id: user } of world.users) {
    const room = strangers?.rooms[n % strangers.rooms.length];
    if (room !== undefined) yield { user, permission: 'rooms.view', customer: room.customer, room: room.id };
  }
}

async function compareDecisions(run: Run, fleet: Fleet, world: SmallWorld, questions: readonly Question[]): Promise<void> {
  for (let from = 0; from < questions.length; from += batch) {
    const asked = questions.slice(from, from + batch);
    const server = servers[(from / batch) % 2] ?? 0;
    const seen = await fleet.send(server, fleet.decisionToken, 'POST', '/access/v1/evaluations', {
      body: { evaluations: asked.map((question) => evaluationOf(fleet, question)) },
    });
    for (const [n, question] of asked.entries()) {
      const said = seen.at('evaluations', n, 'decision') === true ? 'allowed' : seen.at('evaluations', n, 'context', 'code');
      const wanted = answer(world, question);
      run.check(said === wanted, () => `AuthZEN says ${String(said)} to ${spoken(question)} instead of ${wanted} (seed ${run.seed})`);
    }
  }
}

const evaluationOf = (fleet: Fleet, { user, permission, customer, room, set }: Question) => ({
  subject: { type: 'user', id: fleet.id(user) },
  action: { name: permission },
  resource:
    room === undefined && set === undefined
      ? { type: 'organization', id: fleet.id(customer) }
      : { type: set?.type ?? 'room', id: idIn(fleet, set?.id ?? room ?? ''), properties: { customer: fleet.id(customer) } },
});
/** The rings that every customer has are called so at each of them. */
const idIn = (fleet: Fleet, alias: string): string => (ringsOfAll.includes(alias) ? alias : fleet.id(alias));

/** Every list holds what the filter of all by the decision holds, and nothing else (A92). */
async function compareLists(run: Run, fleet: Fleet, world: SmallWorld): Promise<void> {
  const idsOf = (text: string, prefix: string): string =>
    [...new Set(text.match(new RegExp(`"id":"${prefix}_[0-9a-z]{26}"`, 'g')) ?? [])].toSorted().join(' ');
  const wrap = (ids: readonly string[]): string => [...new Set(ids.map((id) => `"id":"${id}"`))].toSorted().join(' ');
  for (const [n, { id: user, active }] of world.users.entries()) {
    if (!active) continue;
    const may = (permission: string): string[] =>
      world.rooms.filter(({ id: room, customer }) => answer(world, { user, permission, customer, room }) !== 'denied').map(({ id }) => id);
    const server = servers[n % 2] ?? 0;
    const rooms = await fleet.ask(server, user, 'GET', '/rooms?limit=200&count=true');
    const seeable = may('rooms.view');
    run.check(
      idsOf(rooms.text, 'room') === wrap(seeable.map((alias) => fleet.id(alias))) && rooms.at('count') === seeable.length,
      () => `${user} is listed ${rooms.text.slice(0, 300)} instead of ${seeable.join(' ')} (seed ${run.seed})`,
    );
    const incidents = await fleet.ask(server, user, 'GET', '/incidents?limit=200');
    const ticketed = new Set(may('tickets.view'));
    const wanted = world.incidents.filter(({ room }) => ticketed.has(room)).map(({ id }) => fleet.id(id));
    run.check(
      idsOf(incidents.text, 'inc') === wrap(wanted),
      () => `${user} is listed incidents ${incidents.text.slice(0, 300)} instead of ${wanted.join(' ')} (seed ${run.seed})`,
    );
    await compareSets(run, fleet, world, user, server);
  }
}

type Listed = { customer: string; id: string; rooms: number; allowedActions: { action: string; allowed: boolean; needsApproval?: boolean }[] };
const kindsOfSets = [
  { type: 'room-group', path: '/room-groups', changes: 'groups.modify' },
  { type: 'update-ring', path: '/update-rings', changes: 'rings.modify' },
] as const;

/** Groups and rings in lists with what may be done with each, and those that a search finds. */
async function compareSets(run: Run, fleet: Fleet, world: SmallWorld, user: string, server: Which): Promise<void> {
  const sets = world.organizations.flatMap(({ id: customer }) => setsOf(world, customer).map((set) => ({ customer, set })));
  const aliases = new Map(sets.map(({ customer, set }) => [`${fleet.id(customer)} ${idIn(fleet, set.id)}`, nameOfSet(customer, set)]));
  const words = new Map(
    sets.flatMap(({ customer, set }) =>
      kindsOfSets
        .filter(({ type }) => type === set.type)
        .map(({ changes }) => [nameOfSet(customer, set), answer(world, { user, permission: changes, customer, set })]),
    ),
  );
  for (const { type, path, changes } of kindsOfSets) {
    const seen = await fleet.ask(server, user, 'GET', `${path}?limit=200&count=true`);
    const { items, count }: { items: Listed[]; count: number } = JSON.parse(seen.text);
    const found = items.map((one) => {
      const name = aliases.get(`${one.customer} ${one.id}`);
      const may = one.allowedActions.find(({ action }) => action === changes);
      const word = may?.allowed !== true ? 'denied' : may.needsApproval === true ? 'needs_approval' : 'allowed';
      return `${name}: ${one.rooms}, ${word}`;
    });
    const wanted = listedSets(world, user).flatMap((line) =>
      line.startsWith(`${type} `) ? [`${line}, ${words.get(line.slice(0, line.lastIndexOf(':')))}`] : [],
    );
    const isRight = found.toSorted().join('; ') === wanted.toSorted().join('; ') && count === wanted.length;
    run.check(isRight, () => `${user} is listed ${found.join('; ')} (${count}) instead of ${wanted.join('; ')} (seed ${run.seed})`);
    const search = { subject: { type: 'user', id: fleet.id(user) }, action: { name: changes }, resource: { type }, page: { limit: 1000 } };
    const results = (await fleet.send(server, fleet.decisionToken, 'POST', '/access/v1/search/resource', { body: search })).at('results');
    const searched = (Array.isArray(results) ? results : []).map(({ id, properties }) => aliases.get(`${properties.customer} ${id}`)).toSorted();
    const allowed = [...words].flatMap(([name, word]) => (name.startsWith(`${type} `) && word === 'allowed' ? [name] : [])).toSorted();
    run.check(
      searched.join('; ') === allowed.join('; '),
      () => `a search finds ${searched.join('; ')} for ${user} to ${changes} instead of ${allowed.join('; ')} (seed ${run.seed})`,
    );
  }
}

const outcomes = { allow: 'allowed', needs_approval: 'needs_approval', deny: 'denied' } as const;

const seenBy = { 'room-group': 'groups.view', 'update-ring': 'rings.view' } as const;
/** Explain, asked by each person about itself: the engine's answer, or nothing at all where it does not see the object (A88). */
async function compareExplain(run: Run, fleet: Fleet, world: SmallWorld, questions: readonly Question[]): Promise<void> {
  const active = new Set(world.users.filter((user) => user.active).map(({ id }) => id));
  for (const [n, question] of questions.filter((_, at) => at % 10 === 0).entries()) {
    const { user, permission, customer, room, set } = question;
    if (!active.has(user)) continue;
    const object = idIn(fleet, set?.id ?? room ?? customer);
    const query = `actor=${fleet.id(user)}&action=${permission}&object=${object}&customer=${fleet.id(customer)}`;
    const seen = await fleet.ask(servers[n % 2] ?? 0, user, 'GET', `/explain?${query}`);
    const wanted = answer(world, question);
    const said = Object.entries(outcomes).find(([outcome]) => outcome === seen.at('outcome'))?.[1];
    const view = set === undefined ? (room === undefined ? undefined : 'rooms.view') : seenBy[set.type];
    const isHidden = view !== undefined && answer(world, { ...question, permission: view }) === 'denied';
    const isAbsent = seen.status === 404;
    // a customer as a whole has no View: whoever holds nothing there does not know of it
    const isRight = view === undefined && isAbsent ? wanted === 'denied' : isAbsent === isHidden && (isHidden || said === wanted);
    run.check(isRight, () => `Explain says ${seen.status} ${String(said)} to ${spoken(question)} instead of ${wanted} (seed ${run.seed})`);
  }
}
