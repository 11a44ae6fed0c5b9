/** Tenants: resellers and their customer companies. */
export { Address, Bank, addressInput, bankInput } from './address.ts';
export { Company } from './company.entity.ts';
export { Reseller, TenantStatus } from './reseller.entity.ts';
export { companies, resellers, tenancyResolvers } from './resolvers.ts';
