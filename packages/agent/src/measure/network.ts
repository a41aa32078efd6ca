import { errorCode, textOf, type Files } from './files.ts';
import { noneFound, present, unknownList, type Interface, type List } from './measurements.ts';
import type { Source } from './source.ts';
import { deviceName, rowsOf, type Row } from './values.ts';

const net = '/sys/class/net';

export function measureNetwork(source: Source): Promise<List<Interface>> {
  return source.platform === 'linux' ? linuxInterfaces(source) : listedInterfaces(source);
}

/** Reads no address at all. Where no interface has hardware, as in a container, the others stand for them. */
async function linuxInterfaces({ files, people }: Source): Promise<List<Interface>> {
  const names = (await files.names(net))?.filter((name) => name !== 'lo' && name !== 'bonding_masters');
  if (!names) return unknownList('the network interfaces cannot be seen from here');
  const hardware: string[] = [];
  for (const name of names) if (await files.target(`${net}/${name}/device`)) hardware.push(name);
  const chosen = (hardware.length > 0 ? hardware : names).slice(0, 50);
  const items = await Promise.all(chosen.map((name) => interfaceOf(files, name, people)));
  return chosen.length === 0 ? noneFound() : known(items);
}

async function interfaceOf(files: Files, name: string, people: readonly string[]): Promise<Interface | null> {
  const state = await textOf(files, `${net}/${name}/operstate`);
  const up = state === 'unknown' ? await hasCarrier(files, name) : state === 'up';
  if (state === null || up === null) return null;
  const wireless = (await textOf(files, `${net}/${name}/uevent`))?.split('\n').includes('DEVTYPE=wlan') ?? false;
  const wired = (await files.target(`${net}/${name}/device`)) !== null && (await textOf(files, `${net}/${name}/type`)) === '1';
  return { name: deviceName(name, people) ?? 'interface', up, type: wireless ? 'wireless' : wired ? 'wired' : 'other' };
}

/** Some drivers never leave the state `unknown`; the carrier of an interface that is off cannot be read (EINVAL). */
async function hasCarrier(files: Files, name: string): Promise<boolean | null> {
  try {
    const carrier = await textOf(files, `${net}/${name}/carrier`);
    return carrier === null ? null : carrier === '1';
  } catch (error) {
    if (errorCode(error) === 'EINVAL') return false;
    throw error;
  }
}

async function listedInterfaces({ system, people }: Source): Promise<List<Interface>> {
  const rows = (await system.networkInterfaces().then(rowsOf)) ?? [];
  if (rows.length === 0) return unknownList('the system gives no list of its network interfaces');
  const outside = rows.filter((row) => row['internal'] !== true && row['virtual'] !== true);
  return outside.length === 0 ? noneFound() : known(outside.map((row) => listedInterface(row, people)));
}

function listedInterface(row: Row, people: readonly string[]): Interface | null {
  const state = row['operstate'];
  if (state !== 'up' && state !== 'down') return null;
  const type = row['type'] === 'wired' || row['type'] === 'wireless' ? row['type'] : 'other';
  return { name: deviceName(row['ifaceName'] ?? row['iface'], people) ?? 'interface', up: state === 'up', type };
}

/** Leaves out those of which nobody can say whether they are up. */
function known(items: readonly (Interface | null)[]): List<Interface> {
  const sure = items.filter((item) => item !== null);
  return sure.length > 0 ? present(sure) : unknownList('the system does not say whether its network interfaces are up');
}
