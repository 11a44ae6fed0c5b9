/** What people ask on web sites, with an owner and a state. */
export { Enquiry } from './enquiry.entity.ts';
