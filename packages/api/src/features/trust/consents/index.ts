/** What people have consented to, and whether they may be reached for it. */

export { addConsentPurpose } from './add-consent-purpose.ts';
export { ConsentEntry, type ConsentVia } from './consent-entry.entity.ts';
export { consentLinkToken } from './consent-link.ts';
export { ConsentPurpose, ContactChannelChoice } from './consent-purpose.entity.ts';
export { CONTACT_FACTS, type ContactFacts, decideContact, mayContactFor } from './contact.ts';
export { ContactReasonChoice } from './may-contact.ts';
export { recordConsent } from './record-consent.ts';
export { recordSoftOptIn } from './record-soft-opt-in.ts';
export { stopConsents } from './stop-consents.ts';
export { withdraw } from './withdraw-consent.ts';
export { type PurposeNow, purposeNow, type Subject, writeEntry } from './write-entry.ts';
