/** How tenants come to be: the platform itself, a reseller or a company, each with its first administrator. */
export { setUpPlatform } from './bootstrap-platform.ts';
export { onboardCompany } from './onboard-company.ts';
export { onboardReseller } from './onboard-reseller.ts';
