import { describe, expect, it } from 'vitest';
import { changeOf, faultsIn, mergeDraft, type SettingsDraft } from './settings-draft.ts';

const base: SettingsDraft = { changeRequestDays: '7', enrolmentKeyDays: '7', silentAfterMinutes: null };

describe('a draft of the settings', () => {
  it('D36 sends what was touched and nothing else', () => {
    expect(changeOf(base, base)).toEqual({});
    expect(changeOf(base, { ...base, changeRequestDays: ' 14 ' })).toEqual({ changeRequestDays: 14 });
    expect(changeOf({ ...base, silentAfterMinutes: '30' }, base)).toEqual({ silentAfterMinutes: null });
  });

  it.each(['0', '31', '-1', '1.5', '1e1', '', '７'])('D39 finds that %j is no number of days', (text) => {
    expect(faultsIn({ ...base, changeRequestDays: text })).toEqual(['changeRequestDays']);
  });

  it('D54 knows the limits of each field', () => {
    expect(faultsIn({ changeRequestDays: '30', enrolmentKeyDays: '8', silentAfterMinutes: '1441' })).toEqual([
      'enrolmentKeyDays',
      'silentAfterMinutes',
    ]);
    expect(faultsIn(base)).toEqual([]);
  });

  it('keeps what was typed over what somebody else saved meanwhile', () => {
    const typed = { ...base, changeRequestDays: '14' };
    const now = { changeRequestDays: '5', enrolmentKeyDays: '3', silentAfterMinutes: '60' };
    expect(mergeDraft(base, typed, now)).toEqual({ ...now, changeRequestDays: '14' });
  });
});
