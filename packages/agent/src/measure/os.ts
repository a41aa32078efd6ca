import { unknownValue, type Os } from './measurements.ts';
import type { Source } from './source.ts';
import { printable, rowOf, type Row } from './values.ts';

/** Takes four fields by name: the answer also holds the host name and a serial number, which stay here. */
export async function measureOs({ system }: Source): Promise<Os> {
  const answer = rowOf(await system.osInfo());
  const name = said(answer, 'distro');
  if (!name) return unknownValue('the system does not give its name');
  const version = said(answer, 'release');
  const kernel = said(answer, 'kernel');
  const arch = said(answer, 'arch');
  return { state: 'present', name, ...(version && { version }), ...(kernel && { kernel }), ...(arch && { arch }) };
}

function said(answer: Row, field: string): string | undefined {
  const text = printable(answer[field]);
  return text?.toLowerCase() === 'unknown' ? undefined : text;
}
