/** What people have consented to, and whether they may be reached for it. */

export type { ConsentVia } from './consent-entry.entity.ts';
export { consentLinkToken } from './consent-link.ts';
export { mayContactFor } from './contact.ts';
export { stopConsents } from './stop-consents.ts';
