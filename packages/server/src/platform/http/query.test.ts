import { reports } from '@keyholder/contract';
import { describe, expect, it } from 'vitest';
import { readQuery } from './query.ts';

const readFrom = (from: string) => readQuery(reports.availability, new URLSearchParams({ from }));

describe('instants in a query', () => {
  it.each(['2026-02-28T00:00:00Z', '2024-02-29T23:59:59.123Z', '2026-11-01T00:00:00+05:30'])('reads %s', (from) => {
    expect(readFrom(from)).toMatchObject({ ok: true, value: { from } });
  });
  it.each(['2026-02-30T00:00:00Z', '2025-02-29T00:00:00Z', '2026-04-31T00:00:00Z', '2026-13-01T00:00:00Z', '2026-11-01', '2026-11-01T24:30:00Z'])(
    'refuses %s, which no calendar or clock has',
    (from) => {
      expect(readFrom(from)).toMatchObject({ ok: false, code: 'invalid_value', faults: [{ pointer: '/from' }] });
    },
  );
});
