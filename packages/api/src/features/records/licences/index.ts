/** Licences of software, and who has their seats. */
export { Licence } from './licence.entity.ts';
export { releaseLicenceSeats } from './release-licence-seats.ts';
