import { createHmac } from 'node:crypto';
import type { Clock } from './clock.ts';
import { textOf } from './measure/files.ts';
import type { Source } from './measure/source.ts';
import { printable, rowOf } from './measure/values.ts';
import { within } from './time-limit.ts';
import { agentVersion } from './version.ts';

const limitMs = 5000;

/** Who reports: enough to notice one credential on two machines (A105), nothing that names the machine elsewhere. */
export type Machine = {
  identity: string | null;
  platform: string;
  arch: string;
  osName: string | null;
  osVersion: string | null;
  agentVersion: string;
};

/** @param salt differs for each enrolment, so that identities of two enrolments cannot be compared */
export async function machineOf(source: Source, salt: string, clock: Clock): Promise<Machine> {
  const [identity, osInfo] = await Promise.all([
    within(limitMs, clock, () => ownIdentity(source)),
    within(limitMs, clock, () => source.system.osInfo()),
  ]);
  const own = identity.ok ? identity.value : null;
  const os = osInfo.ok ? rowOf(osInfo.value) : {};
  return {
    identity: own && createHmac('sha256', salt).update(`keyholder machine\0${own}`).digest('hex'),
    platform: source.platform,
    arch: process.arch,
    osName: printable(os['distro']) ?? null,
    osVersion: printable(os['release']) ?? null,
    agentVersion,
  };
}

/** The identity that the system gave itself when it was installed; images of containers often have none. */
async function ownIdentity({ platform, files, system }: Source): Promise<string | null> {
  if (platform !== 'linux') return printable(rowOf(await system.uuid())['os']) ?? null;
  for (const file of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    const text = await textOf(files, file);
    if (text !== null && /^[0-9a-f]{32}$/.test(text)) return text;
  }
  return null;
}
