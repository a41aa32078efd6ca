export { coveredByAtom } from '../authorization/index.ts';
