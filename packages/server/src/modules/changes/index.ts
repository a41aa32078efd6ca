export { cancelChangesOf, waitingOf } from './changes.store.ts';
export { changesRoutes } from './changes.routes.ts';
export { requestApproval } from './request-approval.ts';
