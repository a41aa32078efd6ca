import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Result, ok, refuse } from '../../kernel/result.ts';

/**
 * The agent in one file, as packages/agent/build.mjs makes it. A server that was installed without it says so.
 *
 * @param file path of the bundle
 */
export async function readAgent(file: string): Promise<Result<string, 'not_found'>> {
  try {
    return ok(await readFile(file, 'utf8'));
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return refuse('not_found', { detail: 'this server has no agent to download: packages/agent has not been built' });
  }
}

const isAbsent = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

/** The headers of the download; its digest as RFC 9530 writes it. */
export const downloadHeaders = (text: string): Readonly<Record<string, string>> => ({
  'content-disposition': 'attachment; filename="keyholder-agent.mjs"',
  'repr-digest': `sha-256=:${sha256(text).toString('base64')}:`,
});

/** One line for `sha256sum --check`. */
export const digestLine = (text: string): string => `${sha256(text).toString('hex')}  keyholder-agent.mjs\n`;

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
