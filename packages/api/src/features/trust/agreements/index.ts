/** The data processing agreement and its versions; what a company has accepted stands with the company. */
export { Agreement } from './agreement.entity.ts';
export { AGREEMENT, type AgreementText } from './agreement-text.ts';
export { NEWEST_AGREEMENT, newestAgreement, newestFor } from './newest-agreement.ts';
