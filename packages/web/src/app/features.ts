/** What each feature adds to the console. It comes with the shell; `routes.ts` lists their pages, which come before. */
export * as notices from '../features/desk/notices/feature.ts';
export * as notifications from '../features/desk/notifications/feature.ts';
export * as changes from '../features/people/changes/feature.ts';
export * as directory from '../features/people/directory/feature.ts';
export * as identity from '../features/people/identity/feature.ts';
export * as leavers from '../features/people/leavers/feature.ts';
export * as photos from '../features/people/photos/feature.ts';
export * as requests from '../features/people/requests/feature.ts';
export * as roles from '../features/people/roles/feature.ts';
export * as self from '../features/people/self/feature.ts';
export * as onboarding from '../features/platform/onboarding/feature.ts';
export * as oversight from '../features/platform/oversight/feature.ts';
export * as tenancy from '../features/platform/tenancy/feature.ts';
export * as records from '../features/records/stock/feature.ts';
export * as connectors from '../features/service/connectors/feature.ts';
export * as mail from '../features/service/mail/feature.ts';
export * as provisioning from '../features/service/provisioning/feature.ts';
export * as bank from '../features/trade/bank/feature.ts';
export * as billing from '../features/trade/billing/feature.ts';
export * as calls from '../features/trade/calls/feature.ts';
export * as catalogue from '../features/trade/catalogue/feature.ts';
export * as chasing from '../features/trade/chasing/feature.ts';
export * as creditNotes from '../features/trade/credit-notes/feature.ts';
export * as ledger from '../features/trade/ledger/feature.ts';
export * as orders from '../features/trade/orders/feature.ts';
export * as prices from '../features/trade/prices/feature.ts';
export * as quotas from '../features/trade/quotas/feature.ts';
export * as seats from '../features/trade/seats/feature.ts';
export * as subscriptions from '../features/trade/subscriptions/feature.ts';
<<<<<<< HEAD
export * as tariffs from '../features/trade/tariffs/feature.ts';
=======
export * as vatNumbers from '../features/trade/vat-numbers/feature.ts';
>>>>>>> main
export * as disclosures from '../features/trust/disclosures/feature.ts';
export * as reviews from '../features/trust/reviews/feature.ts';
export * as support from '../features/trust/support/feature.ts';
