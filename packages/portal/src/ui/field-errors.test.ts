import { describe, expect, it } from 'vitest';
import { assignErrors, fieldId, fromServer } from './field-errors.ts';

describe('errors of the server', () => {
  it('land on the field that is closest above their pointer', () => {
    const errors = fromServer([
      { pointer: '/scope/0/id', code: 'unknown_reference' },
      { pointer: '/domain', code: 'partner_not_available' },
      { pointer: '/domains', code: 'invalid_value' },
    ]);
    const { byField, rest } = assignErrors(errors, ['/domain', '/scope', '/scope/1']);
    expect([...byField.keys()]).toEqual(['/scope', '/domain']);
    expect(byField.get('/scope')?.code).toBe('unknown_reference');
    expect(rest).toEqual([{ pointer: '/domains', code: 'invalid_value' }]);
  });

  it('show the first one of each field', () => {
    const { byField } = assignErrors(
      fromServer([
        { pointer: '/a/0', code: 'too_many' },
        { pointer: '/a/1', code: 'read_only' },
      ]),
      ['/a'],
    );
    expect(byField.get('/a')?.code).toBe('too_many');
  });

  it('have an address in the document', () => {
    expect(fieldId('/operator/name')).toBe('field-operator-name');
  });
});
