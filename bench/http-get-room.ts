import autocannon from 'autocannon';
import { startEmbedded } from '../packages/server/src/platform/postgres/embedded/start-embedded.ts';
import { migrate } from '../packages/server/src/platform/postgres/migrate.ts';
import { type Figure, median, rounded } from './support/figure.ts';
import { forgetFolder, newDataFolder, readDemoFile, startInstance, unlimited } from './support/instance.ts';
import { startPeerServer } from './support/peer-server.ts';

const rounds = 5;
const secondsEach = 4;
/** One room by id, as a partner's technician: guard, row security and snapshot, beside a bare Fastify with one query on the same database. */
export async function* httpGetRoom(): AsyncGenerator<Figure> {
  const databaseDir = newDataFolder();
  const dataDir = newDataFolder();
  const database = await startEmbedded({ dataDir: databaseDir, log: () => undefined });
  await migrate({ ownerUrl: database.ownerUrl, appLogin: 'keyholder_app', log: () => undefined });
  const server = await startInstance(dataDir, { DATABASE_URL: database.appUrl, KEYHOLDER_LIMITS: unlimited });
  const { people } = readDemoFile(dataDir);
  const asker = people.find(({ roles, organization }) => roles.includes('primary-admin') && organization.name === 'Contoso') ?? people[0];
  const headers = { authorization: `Bearer ${asker?.token ?? ''}` };
  const inDatabase = new URL(database.adminUrl);
  inDatabase.pathname = '/keyholder';
  const peer = await startPeerServer('bare-fastify.ts', inDatabase.href);
  try {
    const list = (await (await fetch(`${server.url}/api/v1/rooms?limit=1`, { headers })).json()) as { items: { id: string; customer: string }[] };
    const [room] = list.items;
    const path = `/customers/${room?.customer}/rooms/${room?.id}`;
    await refuseDifference(`${server.url}/api/v1${path}`, headers, `${peer.url}${path}`);
    const ours: number[] = [];
    const theirs: number[] = [];
    await perSecond(`${server.url}/api/v1${path}`, headers);
    await perSecond(`${peer.url}${path}`, {});
    for (let n = 0; n < rounds; n += 1) {
      ours.push(await perSecond(`${server.url}/api/v1${path}`, headers));
      theirs.push(await perSecond(`${peer.url}${path}`, {}));
    }
    yield {
      name: 'http.get_room',
      value: rounded(median(ours)),
      unit: 'requests/s',
      peer: 'bare Fastify, one query',
      peerValue: rounded(median(theirs)),
      ratio: rounded(median(ours.map((value, n) => value / (theirs[n] ?? Number.NaN)))),
      n: rounds,
    };
  } finally {
    peer.stop();
    await server.stop();
    await database.stop();
    forgetFolder(dataDir);
    forgetFolder(databaseDir);
  }
}

async function perSecond(url: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({ url, headers, connections: 8, duration: secondsEach });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} answered ${result.non2xx} times with something else than 2xx, ${result.errors} errors`);
  return result.requests.average;
}

/** Both must give the same room before either is timed. */
async function refuseDifference(ours: string, headers: Record<string, string>, theirs: string): Promise<void> {
  const [one, other] = await Promise.all(
    [fetch(ours, { headers }), fetch(theirs)].map(async (answer) => (await answer).json() as Promise<{ id?: string; name?: string }>),
  );
  if (one?.id === undefined || one.id !== other?.id || one.name !== other.name) throw new Error('the peer answers something else');
}
