import { present, unknownList, type Disk, type List } from './measurements.ts';
import type { Source } from './source.ts';
import { countOf, deviceName, percentOf, rowsOf, type Row } from './values.ts';

/** Not disks of this machine: kept in memory, read-only images, layers of other file systems, other machines' disks. */
const otherKinds = new Set(
  (
    'tmpfs devtmpfs ramfs rootfs proc sysfs devfs efivarfs squashfs cramfs erofs iso9660 udf overlay aufs unionfs ' +
    'autofs nfs nfs4 cifs smb3 smbfs afpfs 9p virtiofs ceph glusterfs webdav'
  ).split(' '),
);

/** Every machine has a disk, so that an empty list is one that could not be read. */
export async function measureDisks({ system, people }: Source): Promise<List<Disk>> {
  const rows = await system.fsSize().then(rowsOf);
  if (rows === null) return unknownList('the system gives no list of its disks');
  const disks = oncePerDevice(rows.filter(isDisk)).flatMap((row) => diskOf(row, people));
  return disks.length > 0 ? present(disks) : unknownList('no disk of this machine could be read');
}

/** The root counts whatever it is: in a container it is an overlay. */
function isDisk(row: Row): boolean {
  const mount = String(row['mount']);
  if (mount === '/') return true;
  const kind = String(row['type']).toLowerCase();
  if (otherKinds.has(kind) || kind.startsWith('fuse.')) return false;
  if (/^\/(proc|sys|dev|snap|etc\/(hosts|hostname|resolv\.conf))(\/|$)/.test(mount)) return false; // the last: container binds
  return !mount.startsWith('/System/Volumes/') || mount === '/System/Volumes/Data'; // macOS: parts of one container
}

/** A device that is mounted several times is one disk: the mount with the shortest path, `/` before all. */
function oncePerDevice(rows: readonly Row[]): readonly Row[] {
  const length = (row: Row) => String(row['mount']).length;
  const byDevice = new Map<unknown, Row>();
  for (const row of rows) {
    const device = row['fs'] ?? row['mount'];
    const known = byDevice.get(device);
    if (!known || length(row) < length(known)) byDevice.set(device, row);
  }
  return [...byDevice.values()].sort((a, b) => length(a) - length(b));
}

function diskOf(row: Row, people: readonly string[]): Disk[] {
  const mount = deviceName(withoutHome(String(row['mount'] ?? '')), people);
  const sizeBytes = countOf(row['size']);
  const usedBytes = countOf(row['used']);
  const usedPercent = percentOf(row['use']);
  if (!mount || !sizeBytes || usedBytes === undefined || usedPercent === undefined) return [];
  return [{ mount, sizeBytes, usedBytes, usedPercent }];
}

/** Paths below these folders begin with the name of an account. */
function withoutHome(mount: string): string {
  return mount.replace(/^((?:\/run)?\/media|\/home|\/Users|[A-Z]:\\Users)([/\\])[^/\\]+/, '$1$2*');
}
