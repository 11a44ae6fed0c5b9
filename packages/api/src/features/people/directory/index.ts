/** A company's domains, end users and their e-mail addresses. */
export { addDomain } from './add-domain.ts';
export { addEndUser } from './add-end-user.ts';
export { allocateEmailAddress } from './allocate-email-address.ts';
export { type ChosenCompany, chosenCompany } from './chosen-company.ts';
export { endUsers } from './directory.list.ts';
export { Domain, DomainState } from './domain.entity.ts';
export { canonicalAddress, canonicalDomain, domainOf, unownable } from './domain-name.ts';
export { newRecordValue, nextCheck, problemOf, recordNameOf } from './domain-record.ts';
export { type CompanyDomains, domainsOf, outsideDomains } from './email-allocation.ts';
export { EmailAddress, EndUser, EndUserStatus, SignInState } from './end-user.entity.ts';
export { endUserRules } from './end-user-rules.ts';
export { inviteAt, inviteEndUser } from './invite-end-user.ts';
export { lockEndUser } from './lock-end-user.ts';
export { updateEndUser } from './update-end-user.ts';
