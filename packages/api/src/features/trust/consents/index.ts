/** What people have consented to, and whether they may be reached for it. */
export { consentLinkToken } from './consent-link.ts';
export { mayContactFor } from './contact.ts';
