export { type Coverage, coverageOf, grantsAt } from '../authorization/index.ts';
