import os from 'node:os';
import si from 'systeminformation';
import { filesUnder, type Files } from './files.ts';

/** What systeminformation answers; unchecked, since its answers differ between machines. */
export type System = {
  currentLoad: () => Promise<unknown>;
  mem: () => Promise<unknown>;
  fsSize: () => Promise<unknown>;
  graphics: () => Promise<unknown>;
  usb: () => Promise<unknown>;
  audio: () => Promise<unknown>;
  networkInterfaces: () => Promise<unknown>;
  osInfo: () => Promise<unknown>;
  uuid: () => Promise<unknown>;
  uptime: () => Promise<unknown>;
};

/** Where the probes look; tests give another machine's answers. */
export type Source = {
  platform: NodeJS.Platform;
  files: Files;
  system: System;
  /** Names of accounts that must not leave the machine inside the name of a device. */
  people: readonly string[];
};

/** The machine that this program runs on. */
export function thisMachine(): Source {
  return {
    platform: process.platform,
    files: filesUnder('/'),
    system: {
      currentLoad: () => si.currentLoad(),
      mem: () => si.mem(),
      fsSize: () => si.fsSize(),
      graphics: () => si.graphics(),
      usb: () => si.usb(),
      audio: () => si.audio(),
      networkInterfaces: () => si.networkInterfaces(),
      osInfo: () => si.osInfo(),
      uuid: () => si.uuid(),
      uptime: () => Promise.resolve(os.uptime()),
    },
    people: accountNames(),
  };
}

function accountNames(): string[] {
  try {
    return [os.userInfo().username];
  } catch {
    return []; // a container's user often has no entry in the password file: then it has no name to leak
  }
}
