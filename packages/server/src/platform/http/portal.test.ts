import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePortal } from './portal.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyholder-portal-'));
let app: FastifyInstance;
let first: string | undefined;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<html><style nonce="__CSP_NONCE__"></style></html>');
  app = fastify();
  await servePortal(app, folder, async () => first);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const browser = 'text/html,application/xhtml+xml,*/*;q=0.8';

describe('the portal at an address', () => {
  it.each([
    ['/', browser, 200, 'page'],
    ['/org/rooms?q=a', browser, 200, 'page'],
    ['/partner/tenants', '*/*', 200, 'page'],
    ['/ops', browser, 404, 'page'],
    ['/foo/bar', browser, 404, 'page'],
    ['/foo', 'application/json', 404, 'json'],
    ['/foo', undefined, 404, 'json'],
    ['/api/v1/foo', browser, 404, 'json'],
    ['/assets/gone.js', browser, 404, 'json'],
    ['/agent/foo', browser, 404, 'json'],
  ] as const)('%s for %s answers %i with a %s', async (url, accept, status, kind) => {
    const answer = await app.inject({ url, headers: accept === undefined ? {} : { accept } });
    expect(answer.statusCode).toBe(status);
    expect(String(answer.headers['content-type'])).toContain(kind === 'page' ? 'text/html' : 'json');
    const nonce = /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1];
    if (kind === 'page') expect(answer.body).toBe(`<html><style nonce="${nonce}"></style></html>`);
  });
});

describe('while another page comes first', () => {
  beforeAll(() => {
    first = '/setup';
  });
  afterAll(() => {
    first = undefined;
  });

  it.each(['/', '/signin?return=/org', '/org/rooms'])('A36 %s leads there, and is not remembered to', async (url) => {
    const answer = await app.inject({ url, headers: { accept: browser } });
    expect([answer.statusCode, answer.headers.location, answer.headers['cache-control']]).toEqual([303, '/setup', 'no-store']);
  });

  it('that page itself is shown, and what is absent stays absent', async () => {
    expect((await app.inject({ url: '/setup', headers: { accept: browser } })).statusCode).toBe(200);
    expect((await app.inject({ url: '/foo', headers: { accept: browser } })).statusCode).toBe(404);
    expect((await app.inject({ url: '/api/v1/foo', headers: { accept: browser } })).statusCode).toBe(404);
  });
});
