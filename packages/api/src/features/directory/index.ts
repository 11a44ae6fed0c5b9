/** A company's domains, end users and their e-mail addresses. */
export { Domain } from './domain.entity.ts';
export { EmailAddress, EndUser, EndUserStatus, SignInState } from './end-user.entity.ts';
export { EndUserImport, ImportState } from './end-user-import.entity.ts';
export { directoryResolvers } from './resolvers.ts';
