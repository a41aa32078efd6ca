import type { Settings } from '../../api/shapes.ts';

/** What a person types; `silentAfterMinutes` is `null` where the platform's own patience is enough. */
export type SettingsDraft = { changeRequestDays: string; enrolmentKeyDays: string; silentAfterMinutes: string | null };
export type SettingsField = keyof SettingsDraft;
export const settingsFields = ['changeRequestDays', 'enrolmentKeyDays', 'silentAfterMinutes'] as const satisfies readonly SettingsField[];

/** The whole numbers that the API takes. */
export const limits = {
  changeRequestDays: { from: 1, to: 30 },
  enrolmentKeyDays: { from: 1, to: 7 },
  silentAfterMinutes: { from: 1, to: 1440 },
} as const satisfies Record<SettingsField, { from: number; to: number }>;

export const draftOf = ({ changeRequestDays, enrolmentKeyDays, silentAfterMinutes }: Settings): SettingsDraft => ({
  changeRequestDays: String(changeRequestDays),
  enrolmentKeyDays: String(enrolmentKeyDays),
  silentAfterMinutes: silentAfterMinutes === null ? null : String(silentAfterMinutes),
});

const same = (a: string | null, b: string | null): boolean => (a === null || b === null ? a === b : a.trim() === b.trim());
/** The fields in which a draft differs from the settings it began with. */
export const touched = (base: SettingsDraft, draft: SettingsDraft): SettingsField[] =>
  settingsFields.filter((field) => !same(base[field], draft[field]));

/** The fields that hold no whole number within their limits. */
export const faultsIn = (draft: SettingsDraft): SettingsField[] =>
  settingsFields.filter((field) => {
    const value = draft[field];
    if (value === null) return false;
    const { from, to } = limits[field];
    return !/^\d{1,4}$/.test(value.trim()) || Number(value) < from || Number(value) > to;
  });

/** Only what was touched is sent: what nobody typed is not this person's change. */
export const changeOf = (base: SettingsDraft, draft: SettingsDraft): Partial<Record<SettingsField, number | null>> =>
  Object.fromEntries(touched(base, draft).map((field) => [field, draft[field] === null ? null : Number(draft[field])]));

/** Somebody else saved meanwhile: everything typed stays, everything else becomes as it is now. */
export const mergeDraft = (base: SettingsDraft, draft: SettingsDraft, now: SettingsDraft): SettingsDraft => ({
  ...now,
  ...Object.fromEntries(touched(base, draft).map((field) => [field, draft[field]])),
});
