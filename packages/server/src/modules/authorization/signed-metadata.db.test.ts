import { type JSONWebKeySet, createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Composed, openComposed } from '../../../../../tests/support/composed.ts';

let pdp: Composed;
beforeAll(async () => {
  pdp = await openComposed({ organizations: [{ id: 'owner', name: 'Owner', domains: ['owner.example'], country: 'FR' }], users: [] });
});
afterAll(() => pdp?.close());

describe('the metadata document of AuthZEN 1.0', () => {
  it('is signed: the claims repeat the values, attested by the decision point under the keys that it publishes', async () => {
    const seen = await pdp.send(undefined, 'GET', '/.well-known/authzen-configuration');
    const { signed_metadata: signed, ...values }: Record<string, string> = JSON.parse(seen.text);
    const published = await pdp.send(undefined, 'GET', '/access/v1/jwks');
    const keys: JSONWebKeySet = JSON.parse(published.text);
    const { payload, protectedHeader } = await jwtVerify(signed ?? '', createLocalJWKSet(keys), { issuer: pdp.origin, algorithms: ['ES256'] });
    const { iss, iat = 0, exp = 0, ...claims } = payload;
    expect([iss, claims, exp - iat]).toEqual([values['policy_decision_point'], values, 24 * 60 * 60]);
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'JWT', kid: keys.keys[0]?.kid });
    expect(published.text).not.toContain('"d"');
    const [header, body, signature] = (signed ?? '').split('.');
    const altered = Buffer.from(JSON.stringify({ ...payload, access_evaluation_endpoint: 'https://evil.example' })).toString('base64url');
    expect(body).not.toBe(altered);
    await expect(jwtVerify([header, altered, signature].join('.'), createLocalJWKSet(keys))).rejects.toThrow('signature verification failed');
  });

  it('is signed by no key of the sign-in', async () => {
    const kidsAt = async (path: string): Promise<unknown[]> => {
      const { keys }: JSONWebKeySet = JSON.parse((await pdp.send(undefined, 'GET', path)).text);
      return keys.map(({ kid }) => kid);
    };
    const [own, provider] = [await kidsAt('/access/v1/jwks'), await kidsAt('/oidc/jwks')];
    expect([own.length, provider.length]).toEqual([1, 1]);
    expect(provider).not.toContain(own[0]);
  });
});
