import type { Room, RoomChange } from '../../api/shapes.ts';
import type { FieldError } from '../../ui/field-errors.ts';

/** What a person may change of a room; groups and ring are absent where the room has none for this person (D71). */
export type RoomDraft = { name: string; country: string; city: string; site: string; notes: string; groups?: readonly string[]; ring?: string };
export type DraftField = keyof RoomDraft;
export const draftFields = ['name', 'country', 'city', 'site', 'notes', 'groups', 'ring'] as const satisfies readonly DraftField[];

export const draftOf = ({ name, country, city, site, notes, groups, ring }: Room): RoomDraft => ({
  name,
  country,
  city,
  site,
  notes,
  ...(groups === undefined ? {} : { groups }),
  ...(ring === undefined ? {} : { ring }),
});

const listed = (value: RoomDraft[DraftField]): string => (typeof value === 'object' ? JSON.stringify([...value].sort()) : (value ?? ''));
export const sameValue = (a: RoomDraft, b: RoomDraft, field: DraftField): boolean => listed(a[field]) === listed(b[field]);

/** The fields in which a draft differs from the room it began with. */
export const touched = (base: RoomDraft, draft: RoomDraft): DraftField[] => draftFields.filter((field) => !sameValue(base, draft, field));

/** Only what was touched is sent: what nobody typed is not this person's change. */
export function changeOf(base: RoomDraft, draft: RoomDraft): RoomChange {
  const fields = touched(base, draft);
  return Object.fromEntries(fields.map((field) => [field, draft[field]]));
}

/**
 * Two people changed one room: everything typed stays, everything else becomes as it is now.
 * @returns the draft over the room as it is now, and the fields that both changed, each to something else
 */
export function mergeDraft(base: RoomDraft, draft: RoomDraft, now: RoomDraft): { draft: RoomDraft; both: DraftField[] } {
  const mine = touched(base, draft);
  const kept = Object.fromEntries(mine.map((field) => [field, draft[field]]));
  const both = mine.filter((field) => !sameValue(base, now, field) && !sameValue(draft, now, field));
  return { draft: { ...now, ...kept }, both };
}

/** What is missing before it is worth sending. @param words for an empty field */
export const missingIn = (draft: Pick<RoomDraft, 'name' | 'country' | 'city' | 'site'>, words: string): FieldError[] =>
  (['name', 'country', 'city', 'site'] as const).flatMap((field) =>
    draft[field].trim() === '' ? [{ pointer: `/${field}`, code: 'client', words }] : [],
  );
