/** What each feature adds to the console. It comes with the shell; `routes.ts` lists their pages, which come before. */
export * as notices from '../features/desk/notices/feature.ts';
export * as notifications from '../features/desk/notifications/feature.ts';
export * as directory from '../features/people/directory/feature.ts';
export * as identity from '../features/people/identity/feature.ts';
export * as photos from '../features/people/photos/feature.ts';
export * as requests from '../features/people/requests/feature.ts';
export * as roles from '../features/people/roles/feature.ts';
export * as self from '../features/people/self/feature.ts';
export * as onboarding from '../features/platform/onboarding/feature.ts';
export * as oversight from '../features/platform/oversight/feature.ts';
export * as tenancy from '../features/platform/tenancy/feature.ts';
export * as provisioning from '../features/service/provisioning/feature.ts';
export * as billing from '../features/trade/billing/feature.ts';
export * as catalogue from '../features/trade/catalogue/feature.ts';
export * as subscriptions from '../features/trade/subscriptions/feature.ts';
