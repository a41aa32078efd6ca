import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartRefused } from './platform/postgres/start-refused.ts';

export type Limit = { perMinute: number; burst: number };
export type Config = {
  host: string;
  port: number;
  /** the public origin, or the loopback address */
  origin: string;
  dataDir: string;
  database: { appUrl: string; directUrl: string; ownerUrl: string | undefined } | 'embedded';
  smtpUrl: string | undefined;
  key: string | undefined;
  trustProxy: readonly string[];
  limits: { person: Limit; anonymous: Limit; decisions: Limit };
  logLevel: string;
  begin: { kind: 'demo' } | { kind: 'empty' } | { kind: 'world'; file: string };
  /** settings by which this is no place for sample people and readable mail (A37) */
  production: readonly string[];
};

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads and checks everything that can be set, before anything is started. @throws StartRefused one clear line, naming the setting */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, args: readonly string[]): Config {
  const set = (name: string): string | undefined => (environment[name] === undefined || environment[name] === '' ? undefined : environment[name]);
  const host = set('HOST') ?? '127.0.0.1';
  const port = portOf(set('PORT') ?? '8420');
  const publicOrigin = originOf(set('KEYHOLDER_ORIGIN'));
  if (!loopback.has(host) && publicOrigin === undefined)
    throw new StartRefused('HOST is not a loopback address: set KEYHOLDER_ORIGIN to the public https:// address as well');
  if (set('OIDC_ISSUER') !== undefined)
    throw new StartRefused('OIDC_ISSUER: sign-in through another provider is not offered yet; unset it to use the embedded one');
  const begin = beginOf(args);
  const appUrl = set('DATABASE_URL');
  return {
    host,
    port,
    origin: publicOrigin ?? `http://${host === '::1' ? '[::1]' : host}:${port}`,
    dataDir: resolve(set('KEYHOLDER_DATA') ?? 'data'),
    database:
      appUrl === undefined
        ? 'embedded'
        : {
            appUrl: urlOf('DATABASE_URL', appUrl),
            directUrl: urlOf('DATABASE_DIRECT_URL', set('DATABASE_DIRECT_URL') ?? appUrl),
            ownerUrl: set('DATABASE_OWNER_URL'),
          },
    smtpUrl: set('SMTP_URL') === undefined ? undefined : urlOf('SMTP_URL', set('SMTP_URL') ?? ''),
    key: set('KEYHOLDER_KEY'),
    trustProxy: (set('KEYHOLDER_TRUST_PROXY') ?? '')
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== ''),
    limits: limitsOf(set('KEYHOLDER_LIMITS')),
    logLevel: set('KEYHOLDER_LOG') ?? 'info',
    begin,
    production: [
      ...(appUrl !== undefined && !isLocal(appUrl) ? ['DATABASE_URL'] : []),
      ...(set('SMTP_URL') === undefined ? [] : ['SMTP_URL']),
      ...(loopback.has(host) ? [] : ['HOST']),
      ...(publicOrigin === undefined ? [] : ['KEYHOLDER_ORIGIN']),
    ],
  };
}

function beginOf(args: readonly string[]): Config['begin'] {
  try {
    const { values } = parseArgs({ args: [...args], options: { empty: { type: 'boolean' }, world: { type: 'string' } }, strict: true });
    if (values.world !== undefined && values.empty === true) throw new StartRefused('choose one of --empty and --world FILE');
    if (values.world !== undefined) return { kind: 'world', file: resolve(values.world) };
    return values.empty === true ? { kind: 'empty' } : { kind: 'demo' };
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(`${error instanceof Error ? error.message.split('. ')[0] : 'unknown argument'}; known are --empty and --world FILE`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) throw new StartRefused(`PORT must be a number from 1 to 65535, not \`${text}\``);
  return port;
}

function urlOf(name: string, text: string): string {
  if (!URL.canParse(text)) throw new StartRefused(`${name} is not an address`);
  return text;
}

function originOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  if (url === undefined || !safe || url.pathname !== '/' || url.search !== '')
    throw new StartRefused('KEYHOLDER_ORIGIN must be an https:// origin without a path, such as https://keyholder.example');
  return url.origin;
}

function isLocal(databaseUrl: string): boolean {
  const host = URL.canParse(databaseUrl) ? decodeURIComponent(new URL(databaseUrl).hostname) : '';
  return loopback.has(host) || host.startsWith('/') || host === '';
}

/** `{"person":{"perMinute":…,"burst":…},"anonymous":{…},"decisions":{…}}`; what is not named keeps its default (security.md section 7). */
function limitsOf(text: string | undefined): Config['limits'] {
  const defaults = {
    person: { perMinute: 600, burst: 3000 },
    anonymous: { perMinute: 600, burst: 600 },
    decisions: { perMinute: 6000, burst: 6000 },
  };
  if (text === undefined) return defaults;
  const wrong = new StartRefused('KEYHOLDER_LIMITS must be JSON like {"person":{"perMinute":600,"burst":3000}}');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw wrong;
  }
  if (typeof given !== 'object' || given === null) throw wrong;
  const limits = { ...defaults };
  for (const [name, value] of Object.entries(given)) {
    if ((name !== 'person' && name !== 'anonymous' && name !== 'decisions') || !isLimit(value)) throw wrong;
    limits[name] = value;
  }
  return limits;
}

const isLimit = (value: unknown): value is Limit =>
  typeof value === 'object' && value !== null && 'perMinute' in value && 'burst' in value && Number(value.perMinute) > 0 && Number(value.burst) > 0;
