import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * The one secret of an instance, from which a key is derived for every purpose: what was sealed or signed for one purpose
 * is noise for any other. The bytes themselves cannot be read from it, so it can be logged or thrown without harm.
 */
export type InstanceKey = {
  /** AES-256-GCM, fresh 96-bit nonce; the purpose is authenticated with it */
  seal: (purpose: string, plain: Uint8Array) => Buffer;
  /** @throws when it was sealed by another key or for another purpose, or was changed */
  open: (purpose: string, sealed: Uint8Array) => Buffer;
  /** HMAC-SHA-256 */
  sign: (purpose: string, text: string) => Buffer;
};

export const instanceKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** @param secret exactly 32 random bytes */
export function instanceKeyOf(secret: Uint8Array): InstanceKey {
  if (secret.length !== instanceKeyBytes) throw new Error(`an instance key has ${instanceKeyBytes} bytes`);
  const sealing = derive(secret, 'keyholder sealing');
  const signing = derive(secret, 'keyholder signing');
  return {
    seal: (purpose, plain) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(purpose));
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open: (purpose, sealed) => {
      if (sealed.length < nonceBytes + tagBytes) throw new Error('what should be opened is too short to have been sealed');
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    },
    sign: (purpose, text) => createHmac('sha256', signing).update(`${purpose.length}:${purpose}:`).update(text).digest(),
  };
}

const derive = (secret: Uint8Array, use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), use, 32));
