import { expect, test } from 'vitest';
import { measureDisks } from './disks.ts';
import { machine, says } from './machines.fixture.ts';

const row = (mount: string, fs: string, type: string, use = 50) => ({ mount, fs, type, size: 1000, used: 500, available: 500, use });

const mountsOf = async (rows: unknown, people: string[] = []) =>
  (await measureDisks(machine({ system: { fsSize: says(rows) }, people }))).items.map(({ mount }) => mount);

test('D54 leaves out what is not a disk of this machine', async () => {
  const rows = [
    row('/', '/dev/nvme0n1p2', 'ext4'),
    row('/run', 'tmpfs', 'tmpfs'),
    row('/snap/core/1', '/dev/loop0', 'squashfs'),
    row('/mnt/share', 'files.fabrikam.example:/share', 'nfs4'),
    row('/mnt/ssh', 'anna@host:/', 'fuse.sshfs'),
    row('/boot/efi', '/dev/nvme0n1p1', 'vfat'),
  ];
  expect(await mountsOf(rows)).toEqual(['/', '/boot/efi']);
});

test('D54 an overlay counts when it is the root, and a container bind mount does not', async () => {
  expect(await mountsOf([row('/', 'overlay', 'overlay'), row('/etc/hosts', '/dev/vda1', 'ext4'), row('/x', 'overlay2', 'overlay')])).toEqual(['/']);
});

test('D54 a device that is mounted twice is one disk', async () => {
  expect(await mountsOf([row('/var/lib/data', '/dev/sda1', 'xfs'), row('/data', '/dev/sda1', 'xfs')])).toEqual(['/data']);
});

test('D54 parts of one macOS container count once each for the system and its data', async () => {
  expect(
    await mountsOf([
      row('/', '/dev/disk3s1', 'APFS'),
      row('/System/Volumes/VM', '/dev/disk3s6', 'APFS'),
      row('/System/Volumes/Data', '/dev/disk3s5', 'APFS'),
    ]),
  ).toEqual(['/', '/System/Volumes/Data']);
});

test('no account name leaves the machine in the path of a disk', async () => {
  const rows = [row('/home/anna', '/dev/a', 'ext4'), row('/run/media/anna/STICK', '/dev/b', 'vfat'), row('/mnt/Anna-backup', '/dev/c', 'ext4')];
  expect(await mountsOf(rows, ['anna'])).toEqual(['/home/*', '/mnt/*-backup', '/run/media/*/STICK']);
});

test.each([[undefined], [null], [[]], ['disks'], [[{ mount: '/', size: 0, used: 0, use: null }]], [[row('/', '/dev/a', 'ext4', Number.NaN)]]])(
  'D54 is unknown, never empty, when the answer is %j',
  async (answer) => {
    expect(await measureDisks(machine({ system: { fsSize: says(answer) } }))).toEqual({ state: 'unknown', reason: expect.any(String), items: [] });
  },
);
