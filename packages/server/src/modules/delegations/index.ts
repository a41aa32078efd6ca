export { delegationsRoutes } from './delegations.routes.ts';
export type { DailyLimits } from './invitations.rules.ts';
