import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePortal } from './portal.ts';

const folder = mkdtempSync(join(tmpdir(), 'keyholder-portal-'));
let app: FastifyInstance;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<html><style nonce="__CSP_NONCE__"></style></html>');
  app = fastify();
  await servePortal(app, folder);
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
