/** One active delegation as it stands: what is noted of it, and what is true of it. */
export type Standing = { unattended: boolean; inEffect: boolean };

/** `act`: a request by a person or a token. `deprovisioning`: somebody is disabled or deleted, or the directory takes a member out (D21). */
export type Cause = 'act' | 'deprovisioning';
export type Consequence = 'none' | 'refused' | 'flagged' | 'attended';

/**
 * What follows for a delegation from an act that could shrink or widen who stands behind its Assigned admins (D21). An act
 * that takes the last Primary Admin in effect is refused, deprovisioning flags instead; what was unattended before the act
 * is none of its doing.
 */
export function consequenceOf({ unattended, inEffect }: Standing, cause: Cause): Consequence {
  if (inEffect) return unattended ? 'attended' : 'none';
  if (unattended) return 'none';
  return cause === 'act' ? 'refused' : 'flagged';
}
