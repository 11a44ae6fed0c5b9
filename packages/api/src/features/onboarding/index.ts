/** How tenants come to be: a reseller or company with its first administrator. */
export { onboardingResolvers } from './resolvers.ts';
