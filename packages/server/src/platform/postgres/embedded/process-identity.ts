import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Names the process that now bears this id, so that a later one with the same id is told apart: boot and start time.
 *
 * @returns undefined when there is no such process, or only its unreaped remains
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxIdentity(pid);
  if (process.platform === 'win32') return isAlive(pid) ? 'alive' : undefined;
  const started = psField(pid, 'lstart');
  return started === '' ? undefined : started.replaceAll(/[^A-Za-z0-9]+/g, '_');
}

/** Whether that process is the postmaster of this cluster: its children bear other titles. */
export function isPostmasterOf(pid: number, clusterFolder: string): boolean {
  if (processIdentity(pid) === undefined) return false;
  if (process.platform === 'win32') return true;
  const words = process.platform === 'linux' ? linuxCommand(pid) : psField(pid, 'command').split(' ');
  return (words[0] ?? '').endsWith('postgres') && words.includes(clusterFolder);
}

function linuxIdentity(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // proc(5): state is field 3, starttime field 22
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = readIfThere('/proc/sys/kernel/random/boot_id') ?? 'unknown';
  return `${boot.slice(0, 8)}_${fields[19]}`;
}

function linuxCommand(pid: number): string[] {
  return (readIfThere(`/proc/${pid}/cmdline`) ?? '').split('\0');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // ENOENT or ESRCH: the process is gone
  }
}

function psField(pid: number, field: 'lstart' | 'command'): string {
  try {
    return execFileSync('ps', ['-ww', '-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return ''; // ps ends with 1 when there is no such process
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
