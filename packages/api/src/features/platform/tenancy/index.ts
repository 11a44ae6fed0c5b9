/** Tenants: resellers and their customer companies. */
export { Address, addressInput, Bank, bankInput } from './address.ts';
export { isAgreementDue } from './agreement-due.ts';
export { Company } from './company.entity.ts';
export { Currency, ownCurrency } from './currency.ts';
export { assertPrefixFree } from './invoice-prefix.ts';
export { keepLogo } from './keep-logo.ts';
export { type LogoFile, logo, logoFile } from './logo.ts';
export { type PaidIn, paidIn } from './paid-in.ts';
export { Reseller, TenantStatus } from './reseller.entity.ts';
export { companies, resellers } from './tenancy.list.ts';
export { updateCompany } from './update-company.ts';
export { updateReseller } from './update-reseller.ts';
export { VatRounding } from './vat-rounding.ts';
export { usualVatTreatment, VatTreatment } from './vat-treatment.ts';
