/** The pages of each feature. All of them are known before anything is shown, so they are all that is listed here. */
export * as notices from '../features/desk/notices/routes.ts';
export * as notifications from '../features/desk/notifications/routes.ts';
export * as directory from '../features/people/directory/routes.ts';
export * as identity from '../features/people/identity/routes.ts';
export * as requests from '../features/people/requests/routes.ts';
export * as roles from '../features/people/roles/routes.ts';
export * as self from '../features/people/self/routes.ts';
export * as onboarding from '../features/platform/onboarding/routes.ts';
export * as oversight from '../features/platform/oversight/routes.ts';
export * as tenancy from '../features/platform/tenancy/routes.ts';
export * as provisioning from '../features/service/provisioning/routes.ts';
export * as billing from '../features/trade/billing/routes.ts';
export * as catalogue from '../features/trade/catalogue/routes.ts';
export * as subscriptions from '../features/trade/subscriptions/routes.ts';
