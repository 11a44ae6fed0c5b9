/** Telephone numbers, and where each is installed for calls to 999. */
export { giveBack as giveBackNumbers } from './give-back-numbers.ts';
export { lockNumbers } from './lock-numbers.ts';
export { TelephoneNumber } from './number.entity.ts';
