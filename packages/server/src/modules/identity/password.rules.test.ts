import { describe, expect, it } from 'vitest';
import { checkPassword } from './password.rules.ts';

const about = ['ada.lovelace@contoso.example', 'Ada Lovelace', 'Contoso'];

describe('a new password', () => {
  it.each(['tidal-lantern-42', 'a b c d e f g h', 'Сорок тысяч обезьян', '🦆🦉🦢🦜🦩🐓🦃🦚🦤🐦🐧🕊', 'x'.repeat(20) + 'abcd'])(
    'may be %j',
    (password) => {
      expect(checkPassword(password, about)).toEqual({ ok: true, value: undefined });
    },
  );
  it.each([
    'short-one-1',
    '',
    'x'.repeat(129),
    'aaaaaaaaaaaa',
    '123456789012',
    'Password1234',
    'P A S S W O R D 2026!',
    'qwertyuiop12',
    'ada.lovelace@contoso.example',
    'AdaLovelace1815',
    'contoso-contoso',
    'Keyholder2026',
  ])('may not be %j', (password) => {
    expect(checkPassword(password, about)).toMatchObject({ ok: false, code: 'invalid_value', pointer: '/password' });
  });
});
