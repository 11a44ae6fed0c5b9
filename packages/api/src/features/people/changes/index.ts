/** Files of people. */
export { ChangeSetRow } from './change-set.entity.ts';
